"""What is let go by itself: most of a talk once it is over, in time the rest, and never too much."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from conftest import MEMORY_KEY
from hypothesis import given
from hypothesis import strategies as st
from test_privacy_of_memory import decrypted_pages
from test_store import a_turn

from companion.memory import fading, hand, known
from companion.memory.salience import ASKED
from companion.memory.store import Store
from companion.memory.strength import FADED, fades_at, stability, strength

AT = datetime(2026, 3, 14, 20, 30, tzinfo=UTC)
MUCH_LATER = AT + timedelta(days=4000)


def vector(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=64).astype(np.float32)


def tell(
    store: Store,
    talk: int,
    text: str,
    salience: float = 0.5,
    *,
    at: datetime = AT,
    embedding: np.ndarray | None = None,
) -> int:
    turn = a_turn(text)
    turn = replace(turn, utterance=replace(turn.utterance, at=at))
    vectors = vector(sum(map(ord, text))) if embedding is None else embedding
    return store.save_turn(talk, turn, vectors, salience, "calm")


def a_talk(store: Store, count: int, at: datetime = AT) -> int:
    talk = store.start_talk(at)
    for i in range(count):
        tell(store, talk, f"number {i} of {talk}", 0.3 + 0.5 * i / count, at=at)
    return talk


def texts(store: Store) -> list[str]:
    return [memory.text for memory in reversed(store.memories())]


# --- a talk that is over -------------------------------------------------------------------------


@pytest.mark.parametrize(("turns", "stay"), [(1, 1), (3, 3), (12, 3), (30, 3), (40, 4), (100, 10)])
def test_of_a_talk_a_tenth_stays_and_three_always_may(store: Store, turns: int, stay: int) -> None:
    talk = a_talk(store, turns)
    fading.settle(store, talk, AT)
    assert len(store.memories()) == stay == min(turns, fading.limit(turns))
    assert len(store.turns(talk)) == turns, "the transcript is as it was"


def test_what_stood_out_most_is_what_stays(store: Store) -> None:
    talk = store.start_talk(AT)
    for text, salience in (("rain", 0.3), ("funeral", 0.8), ("tea", 0.25), ("exam", 0.6)):
        tell(store, talk, text, salience)
    tell(store, talk, "bus", 0.4)
    fading.settle(store, talk, AT)
    assert texts(store) == ["funeral", "exam", "bus"]


def test_small_talk_is_not_kept_to_fill_up_the_three(store: Store) -> None:
    talk = store.start_talk(AT)
    tell(store, talk, "hi", 0.01)
    tell(store, talk, "my father died", 0.7)
    fading.settle(store, talk, AT)
    assert texts(store) == ["my father died"]


def test_what_i_asked_for_and_what_i_pinned_stays_beyond_the_limit(store: Store) -> None:
    talk = a_talk(store, 10)
    for i in range(5):
        tell(store, talk, f"remember this {i}", ASKED)
    hand.pin(store, store.memories()[-1].id, True)
    fading.settle(store, talk, AT)
    kept = texts(store)
    assert [f"remember this {i}" for i in range(5)] == kept[-5:]
    assert f"number 0 of {talk}" in kept, "pinned, though it weighed least"
    assert len(kept) == 5 + 1 + 3


def test_sorting_a_talk_twice_takes_no_more(store: Store) -> None:
    talk = a_talk(store, 40)
    fading.settle(store, talk, AT)
    before = store.memories()
    assert fading.settle(store, talk, AT) == 0
    assert store.memories() == before


def test_the_talk_that_goes_on_is_left_whole(store: Store) -> None:
    over, going_on = a_talk(store, 20), a_talk(store, 20)
    done = fading.rest(store, AT, but=going_on)
    assert (done.talks, done.episodes) == (1, 17)
    assert next(text for text in texts(store) if text.endswith(f"of {over}")) == "number 17 of 1"
    assert sum(text.endswith(f"of {going_on}") for text in texts(store)) == 20
    assert fading.rest(store, AT, but=going_on).talks == 0, "each talk once"


def test_words_that_were_let_go_are_no_longer_found_by_search_or_recall(store: Store) -> None:
    talk = a_talk(store, 10)
    tell(store, talk, "a walnut tree", 0.21)
    assert hand.find(store, "walnut")
    assert len(store.matches("the walnut").ids) == 1
    fading.settle(store, talk, AT)
    assert hand.find(store, "walnut") == ()
    assert len(store.matches("the walnut").ids) == 0
    assert "a walnut tree" not in store.episodes_for_recall().texts


# --- what comes up again -------------------------------------------------------------------------


def near(base: np.ndarray, cosine: float) -> np.ndarray:
    unit = base / np.linalg.norm(base)
    other = vector(999)
    other -= (other @ unit) * unit
    side = other / np.linalg.norm(other)
    return np.asarray(cosine * unit + np.sqrt(1 - cosine**2) * side, np.float32)


def test_what_i_come_back_to_grows_in_strength(store: Store) -> None:
    base = vector(1)
    tell(store, store.start_talk(AT), "my sister does not call", embedding=base)
    later = AT + timedelta(days=20)
    talk = store.start_talk(later)
    tell(store, talk, "still no word from her", at=later, embedding=near(base, 0.85))
    first = store.memories()[-1].fades
    fading.settle(store, talk, later)
    newer, older = store.memories()
    assert (older.recalls, newer.recalls) == (1, 0)
    assert (
        older.fades is not None and first is not None and older.fades > first + timedelta(days=20)
    )


def test_the_same_thing_said_again_is_one_memory_not_two(store: Store) -> None:
    base = vector(1)
    tell(store, store.start_talk(AT), "my sister does not call", embedding=base)
    talk = store.start_talk(AT)
    tell(store, talk, "my sister doesn't call", embedding=near(base, 0.98))
    fading.settle(store, talk, AT)
    (kept,) = store.memories()
    assert (kept.text, kept.recalls) == ("my sister does not call", 1)


def test_vectors_of_another_embedder_do_not_stop_the_sorting(store: Store) -> None:
    tell(store, store.start_talk(AT), "old", embedding=np.ones(8, np.float32))
    talk = store.start_talk(AT)
    tell(store, talk, "new")
    tell(store, talk, "without a vector", embedding=np.zeros(64, np.float32))
    assert fading.settle(store, talk, AT) == 0
    assert len(store.memories()) == 3


# --- fading --------------------------------------------------------------------------------------


def test_a_memory_fades_on_the_day_it_was_said_to_and_not_before(store: Store) -> None:
    tell(store, store.start_talk(AT), "a passing remark", 0.3)
    (memory,) = store.memories()
    assert memory.fades is not None
    tell(store, store.start_talk(memory.fades), "hi", 0.0, at=memory.fades)
    assert fading.fade(store, memory.fades - timedelta(minutes=1)) == 0
    assert fading.fade(store, memory.fades + timedelta(minutes=1)) == 1
    assert store.memories() == ()


def test_what_i_pinned_never_fades_until_i_unpin_it(store: Store) -> None:
    tell(store, store.start_talk(AT), "a passing remark", 0.3)
    (memory,) = store.memories()
    tell(store, store.start_talk(MUCH_LATER), "hi", 0.0, at=MUCH_LATER)
    assert hand.pin(store, memory.id, True)
    assert store.memories()[0].fades is None
    assert fading.fade(store, MUCH_LATER) == 0
    assert hand.pin(store, memory.id, False)
    assert fading.fade(store, MUCH_LATER) == 1


def test_nothing_is_gone_when_i_come_back_after_years_or_my_clock_ran_ahead(store: Store) -> None:
    tell(store, store.start_talk(AT), "a passing remark", 0.3)
    assert fading.fade(store, MUCH_LATER) == 0
    assert len(store.memories()) == 1


def test_sorting_a_talk_in_which_nothing_goes_leaves_the_copy_of_the_day(
    store: Store, path: Path
) -> None:
    first, second = a_talk(store, 3), a_talk(store, 9)
    assert store.keep_copy(AT)
    fading.settle(store, first, AT)
    assert path.with_name("memory-copy.db").exists()
    fading.settle(store, second, AT)
    assert not path.with_name("memory-copy.db").exists(), "it holds what was let go"


def test_a_reply_that_quotes_her_is_blanked_even_when_the_memory_had_faded(store: Store) -> None:
    tell(store, store.start_talk(AT), "my dad sold the piano and Mia cried", 0.3)
    (memory,) = store.memories()
    store.save_turn(1, a_turn("hm", "You told me that dad sold the piano.", (memory,)), None, 0, "")
    later = AT + timedelta(days=400)
    tell(store, store.start_talk(later), "hi", 0.0, at=later)
    assert fading.fade(store, later) == 1
    hand.forget_about(store, "Mia")
    assert "piano" not in "".join(turn.reply for _, turn in store.history())


def test_what_is_recalled_fades_later(store: Store) -> None:
    tell(store, store.start_talk(AT), "a passing remark", 0.3)
    (before,) = store.memories()
    store.mark_recalled([before.id], AT + timedelta(days=30))
    (after,) = store.memories()
    assert after.fades is not None and before.fades is not None
    assert after.fades > before.fades + timedelta(days=100)


def test_the_numbers_in_the_explanation_are_those_of_the_formula() -> None:
    def days(salience: float, recalls: int) -> int:
        return (fades_at(salience, recalls, AT) - AT).days

    assert days(0.3, 0) == 189  # half a year
    assert days(0.9, 0) == 842  # two years and a third
    assert 9 * 365 < days(0.9, 3) < 10 * 365
    half = stability(np.array([0.5]), np.array([1]))
    assert half[0] == pytest.approx(30 * 12**0.5 * 1.6)
    assert strength(np.array([0.5]), np.array([1]), half)[0] == pytest.approx(0.5)


@given(st.floats(0, 1), st.integers(0, 50), st.floats(0, 5000), st.floats(0, 5000))
def test_strength_only_falls_with_time_and_only_grows_with_recall(
    salience: float, recalls: int, days: float, more: float
) -> None:
    def of(recalls: int, days: float) -> float:
        return float(strength(np.array([salience]), np.array([recalls]), np.array([days]))[0])

    assert 0.0 < of(recalls, days + more) <= of(recalls, days) <= 1.0
    assert of(recalls + 1, days) >= of(recalls, days)
    gone = (fades_at(salience, recalls, AT) - AT) / timedelta(days=1)
    assert of(recalls, gone) == pytest.approx(FADED, abs=1e-6)


# --- transcripts ---------------------------------------------------------------------------------


def test_a_transcript_goes_when_it_is_as_old_as_i_chose_and_the_memory_stays(store: Store) -> None:
    old, new = AT - timedelta(days=8), AT - timedelta(days=6)
    first, second = a_talk(store, 1, old), a_talk(store, 1, new)
    assert fading.expire(store, AT, 7) == 1
    assert store.turns(first) == ()
    assert len(store.turns(second)) == 1
    assert len(store.memories()) == 2, "what became a memory keeps its own words"
    assert len(store.history()) == 2, "and the curve of the mood its numbers"
    assert fading.expire(store, AT, 7) == 0


@pytest.mark.parametrize("days", [0, 90])
def test_for_ever_is_for_ever_and_ninety_days_are_ninety(store: Store, days: int) -> None:
    talk = a_talk(store, 2, AT - timedelta(days=89))
    assert fading.expire(store, AT, days) == 0
    assert len(store.turns(talk)) == 2


def test_a_talk_that_goes_on_keeps_its_words_however_long_it_is(store: Store) -> None:
    talk = a_talk(store, 2, AT - timedelta(days=100))
    assert fading.expire(store, AT, 7, but=talk) == 0
    assert fading.rest(store, AT, but=talk, transcript_days=7).turns == 0
    assert fading.rest(store, AT, transcript_days=7).turns == 2


def test_no_byte_of_what_went_by_itself_stays_in_the_files(path: Path) -> None:
    store = Store.open(path, MEMORY_KEY)
    talk = store.start_talk(AT)
    tell(store, talk, "the Zanzibar ferry", 0.21)
    for i in range(9):
        tell(store, talk, f"weightier {i}", 0.8)
    store.keep_copy(AT)
    fading.rest(store, AT + timedelta(days=30), transcript_days=7)
    files = [file for file in path.parent.iterdir() if ".db" in file.name]
    plain = b"".join(decrypted_pages(file) for file in files if not file.name.endswith("-wal"))
    assert b"weightier" in plain
    assert b"Zanzibar" not in plain and b"zanzibar" not in plain
    store.close()


# --- facts, when nobody waits --------------------------------------------------------------------


def test_facts_are_read_while_the_talk_goes_on_and_only_once(store: Store) -> None:
    talk = store.start_talk(AT)
    tell(store, talk, "my sister Mia is coming on Friday")
    fading.rest(store, AT, but=talk)
    facts = [one for one in known.listed(store) if one.kind == "person"]
    assert [(one.about, one.value) for one in facts] == [("mia", "sister")]
    assert known.unlearn(store, facts[0].id)
    fading.rest(store, AT)
    assert [one for one in known.listed(store) if one.kind == "person"] == []
