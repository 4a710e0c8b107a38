"""The encrypted memory: what was said is there again, exactly, and nothing goes wrong silently."""

from __future__ import annotations

import statistics
import threading
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
import sqlcipher3
from conftest import MEMORY_KEY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.memory.salience import THRESHOLD
from companion.memory.store import Store
from companion.turn import (
    Affect,
    Assessment,
    Belief,
    Decision,
    Memory,
    Observation,
    Replaced,
    Risk,
    Shift,
    Stage,
    Strategy,
    Timings,
    Turn,
    Utterance,
)

KEY = MEMORY_KEY
AT = datetime(2026, 3, 14, 20, 30, tzinfo=UTC)

words = st.text(max_size=30)
number = st.floats(allow_nan=False, allow_infinity=False)
phrases = st.lists(words, max_size=3).map(tuple)
offset = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moment = st.datetimes(
    datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.one_of(st.none(), offset)
)
numbers = st.lists(number, max_size=8).map(tuple)
affects = st.builds(Affect, number, number, number)
turns = st.builds(
    Turn,
    utterance=st.builds(
        Utterance, words, moment, st.sampled_from(["typed", "voice", "sample"]), numbers
    ),
    observation=st.builds(Observation, numbers, affects, words, numbers, number),
    belief=st.builds(Belief, numbers),
    assessment=st.builds(Assessment, st.sampled_from(Risk), phrases, phrases, phrases),
    memories=st.just(()),
    decision=st.builds(
        Decision,
        st.lists(st.sampled_from(Strategy), max_size=3).map(tuple),
        st.sampled_from(Stage),
        words,
        phrases,
        st.integers(0, 9),
        words,
        phrases,
    ),
    reply=words,
    replaced=st.lists(st.builds(Replaced, words, words), max_size=2).map(tuple),
    timings=st.builds(
        Timings, st.one_of(st.none(), number), st.one_of(st.none(), number), number, number
    ),
    shift=st.builds(Shift, number, words, words, st.booleans()),
    tone=affects,
)


def a_turn(text: str, reply: str = "I hear you.", memories: tuple[Memory, ...] = ()) -> Turn:
    return Turn(
        Utterance(text, AT),
        Observation((0.5, 0.5), Affect(-0.4, 0.2, 0.0), cause=text),
        Belief((0.3, 0.7)),
        Assessment(),
        memories,
        Decision((Strategy.REFLECTION,), Stage.COMFORTING),
        reply,
    )


def direction(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=384).astype(np.float32)


def opened_raw(path: Path) -> sqlcipher3.Connection:
    """The file as SQLCipher alone sees it, beside the program."""
    raw = sqlcipher3.connect(str(path))
    raw.execute(f"PRAGMA key = \"x'{KEY}'\"")
    return raw


# --- what was said is there again ----------------------------------------------------------------


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(turn=turns)
def test_every_turn_comes_back_exactly_as_it_was(store: Store, turn: Turn) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, turn, None, 0.0, "calm")
    assert store.turns(talk) == (turn,)


def test_a_talk_is_there_after_a_restart(path: Path) -> None:
    said = [a_turn("first"), a_turn("second")]
    store = Store.open(path, KEY)
    talk = store.start_talk(AT)
    for turn in said:
        store.save_turn(talk, turn, direction(1), 0.8, "sadness")
    store.close()
    again = Store.open(path, KEY)
    assert again.turns(talk) == tuple(said)
    assert [m.text for m in again.memories()] == ["second", "first"]
    again.close()


@pytest.mark.parametrize(
    "text",
    [
        "nothing\x00hidden after a NUL",
        "\U0001f62d\U0001f469\u200d\U0001f469\u200d\U0001f467 e\u0301 \u0130",
        "\u0623\u0634\u0639\u0631 \u0628\u0627\u0644\u062d\u0632\u0646 \u202eabc\u202c",
        "'); DROP TABLE turn; --",
        "<|im_end|>",
        "\r\n\t\x1b[31m",
        "x" * 100_000,
    ],
)
def test_strange_text_is_kept_intact(store: Store, text: str) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn(text, reply=text), direction(1), 0.9, "calm")
    assert store.turns(talk)[0].utterance.text == text
    assert store.turns(talk)[0].reply == text
    assert store.memories()[0].text == text


def test_half_a_surrogate_pair_costs_one_character_not_the_turn(store: Store) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn("ab\ud800cd"), direction(1), 0.9, "calm")
    assert store.turns(talk)[0].utterance.text == "ab?cd"


def test_a_recalled_memory_comes_back_with_its_turn(store: Store) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn("my sister is ill"), direction(1), 0.8125, "sadness")
    memory = Memory(
        store.memories()[0].id, "my sister is ill", AT, "sadness", 0.8125, 0.4, "Because."
    )
    later = a_turn("she is better", memories=(memory,))
    store.save_turn(talk, later, direction(2), 0.1, "hope")
    assert store.turns(talk)[1] == later


def test_talks_are_listed_newest_first_with_their_turns(store: Store) -> None:
    assert store.talks() == ()
    first, second = store.start_talk(AT), store.start_talk(AT - timedelta(days=9))
    store.save_turn(first, a_turn("hello"), None, 0.0, "calm")
    assert [(talk.id, talk.turns) for talk in store.talks()] == [(second, 0), (first, 1)]
    last = store.talks()[0]
    assert last is not None
    assert last.started_at == AT - timedelta(days=9)


@pytest.mark.parametrize(("salience", "kept"), [(THRESHOLD, 1), (THRESHOLD - 0.001, 0)])
def test_only_what_passes_the_threshold_becomes_a_memory(
    store: Store, salience: float, kept: int
) -> None:
    store.save_turn(store.start_talk(AT), a_turn("told"), direction(1), salience, "hope")
    assert len(store.memories()) == kept


# --- episodes for recall -------------------------------------------------------------------------


def test_episodes_in_ram_are_those_on_disk(path: Path) -> None:
    store = Store.open(path, KEY)
    talk = store.start_talk(AT)
    assert len(store.episodes_for_recall()) == 0
    for i in range(5):
        store.save_turn(talk, a_turn(f"episode {i}"), direction(i), 0.5 + i / 10, "hope")
    store.mark_recalled([2, 4], AT)
    in_ram = store.episodes_for_recall()
    store.close()
    again = Store.open(path, KEY)
    on_disk = again.episodes_for_recall()
    again.close()
    assert in_ram.texts == on_disk.texts == tuple(f"episode {i}" for i in range(5))
    for name in ("ids", "states", "salience", "told", "recalled", "recalls", "embeddings"):
        np.testing.assert_array_equal(getattr(in_ram, name), getattr(on_disk, name), err_msg=name)


def test_embeddings_keep_their_direction(store: Store) -> None:
    store.save_turn(store.start_talk(AT), a_turn("told"), 7 * direction(3), 0.9, "hope")
    kept = store.episodes_for_recall().embeddings[0]
    wanted = direction(3) / np.linalg.norm(direction(3))
    assert float(kept @ wanted) > 0.9999


@pytest.mark.parametrize("broken", [None, np.zeros(384), np.full(384, np.nan)])
def test_a_turn_without_an_embedding_is_found_by_its_words_alone(
    store: Store, broken: np.ndarray | None
) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn("first"), direction(1), 0.9, "hope")
    store.episodes_for_recall()
    store.save_turn(talk, a_turn("told"), broken, 0.9, "hope")
    episodes = store.episodes_for_recall()
    assert episodes.texts == ("first", "told")
    assert not episodes.embeddings[1].any()
    assert store.matches("told").ids.tolist() == [2]


def test_with_a_new_embedding_model_the_old_ones_are_found_by_their_words(store: Store) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn("old"), direction(1), 0.9, "hope")
    store.episodes_for_recall()
    store.save_turn(talk, a_turn("new"), direction(1)[:128], 0.9, "hope")
    in_ram = store.episodes_for_recall()
    store.read_anew()
    for episodes in (in_ram, store.episodes_for_recall()):
        assert episodes.texts == ("old", "new")
        assert episodes.embeddings.shape == (2, 128)
        assert not episodes.embeddings[0].any() and episodes.embeddings[1].any()


def test_a_growing_memory_is_not_copied_with_every_message(store: Store) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn("first"), direction(1), 0.9, "hope")
    store.episodes_for_recall()
    store.save_turn(talk, a_turn("second"), direction(2), 0.9, "hope")
    before = store.episodes_for_recall()
    store.save_turn(talk, a_turn("third"), direction(3), 0.9, "hope")
    after = store.episodes_for_recall()
    assert np.shares_memory(before.embeddings, after.embeddings)
    assert before.texts == ("first", "second") and len(before.embeddings) == 2
    np.testing.assert_array_equal(before.embeddings, after.embeddings[:2])


def test_names_once_told_are_known(store: Store) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn("I met Mia"), direction(1), 0.9, "hope")
    assert store.mentioned() == {"mia"}
    store.save_turn(talk, a_turn("and my brother"), direction(2), 0.9, "hope")
    store.save_turn(talk, a_turn("and Dana, in passing"), direction(2), 0.0, "hope")
    assert store.mentioned() == {"mia", "brother"}


def test_two_threads_can_write_and_read_at_once(store: Store) -> None:
    talk = store.start_talk(AT)
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for i in range(20):
                store.save_turn(talk, a_turn(f"{number} {i}"), direction(i), 0.9, "hope")
                store.memories()
                store.episodes_for_recall()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store.turns(talk)) == 60
    assert len(set(store.episodes_for_recall().ids.tolist())) == 60


# --- speed ---------------------------------------------------------------------------------------


def test_saving_a_turn_takes_less_than_fifteen_milliseconds(store: Store) -> None:
    talk = store.start_talk(AT)
    store.episodes_for_recall()
    taken = []
    for i in range(60):
        turn, vector = a_turn(f"turn {i} " + "word " * 60), direction(i)
        began = time.thread_time()  # of the processor: others may be busy beside it
        store.save_turn(talk, turn, vector, 0.9, "hope")
        taken.append(1000 * (time.thread_time() - began))
    assert statistics.median(taken) < 15
