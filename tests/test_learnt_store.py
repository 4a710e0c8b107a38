"""What I teach the companion is kept, changes what it believed, and can be taken back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_store import AT, KEY, a_turn, direction

from companion.errors import StoreError
from companion.memory.store import Store
from companion.turn import Affect, Belief, Memory, Observation, Shift, Turn, Utterance

HOUR = timedelta(hours=1)
NEW = Belief((0.9, 0.1))
TURNED = Shift(0.8, "hope", "anger", found=True)
TONE = Affect(-0.5, 0.5, 0.25)


def told(store: Store, text: str, salience: float = 0.9, at: datetime = AT) -> int:
    """The id of a turn in a talk of its own."""
    turn = replace(a_turn(text), utterance=Utterance(text, at))
    return store.save_turn(store.start_talk(at), turn, direction(len(text)), salience, "hope")


def felt_otherwise(turn: Turn) -> Turn:
    return replace(turn, belief=NEW, shift=TURNED, tone=TONE)


# --- saying how it was ---------------------------------------------------------------------------


def test_what_i_said_it_was_is_there_after_a_restart(path: Path) -> None:
    store = Store.open(path, KEY)
    turn = told(store, "they laughed at me")
    assert store.save_correction(turn, "joy", "shame", AT, 7 * direction(3))
    store.close()
    again = Store.open(path, KEY)
    (kept,) = again.corrections()
    again.close()
    assert (kept.turn_id, kept.heard, kept.said, kept.at) == (turn, "joy", "shame", AT)
    assert kept.text == "they laughed at me"
    assert kept.embedding is not None
    assert kept.embedding.dtype == np.float32
    wanted = direction(3) / np.linalg.norm(direction(3))
    assert float(kept.embedding @ wanted) > 0.9999


@pytest.mark.parametrize("broken", [None, np.zeros(384), np.full(384, np.nan)])
def test_a_correction_is_kept_when_nothing_could_be_read_from_the_words(
    store: Store, broken: np.ndarray | None
) -> None:
    assert store.save_correction(told(store, "fine"), "joy", "anger", AT, broken)
    assert [(one.said, one.embedding) for one in store.corrections()] == [("anger", None)]


def test_i_may_change_my_mind_about_how_it_was(store: Store) -> None:
    turn = told(store, "told")
    store.save_correction(turn, "joy", "anger", AT, direction(1))
    assert store.save_correction(turn, "hope", "sadness", AT + HOUR, None)
    (kept,) = store.corrections()
    assert (kept.heard, kept.said, kept.at) == ("hope", "sadness", AT + HOUR)
    assert kept.embedding is None


def test_every_view_of_a_turn_says_what_i_corrected(store: Store) -> None:
    turn = told(store, "told")
    store.save_correction(turn, "joy", "anger", AT, direction(1))
    corrected = replace(a_turn("told"), corrected="anger")
    assert store.turns(1) == (corrected,)
    assert store.history() == ((turn, corrected),)
    assert store.last_turn() == corrected


def test_a_correction_can_be_taken_back(store: Store) -> None:
    turn = told(store, "told")
    store.save_correction(turn, "joy", "anger", AT, direction(1))
    assert store.undo_correction(turn)
    assert not store.undo_correction(turn)
    assert store.corrections() == ()
    assert store.turns(1) == (a_turn("told"),)


def test_corrections_are_listed_newest_first_in_whatever_time_zone_i_was(store: Store) -> None:
    east, west = timezone(9 * HOUR), timezone(-8 * HOUR)
    for said, at in (
        ("second", AT.astimezone(east)),
        ("third", (AT + HOUR).astimezone(west)),
        ("first", AT - HOUR),
        ("beside the third", AT + HOUR),
    ):
        store.save_correction(told(store, said), "joy", said, at, None)
    assert [one.said for one in store.corrections()] == [
        "beside the third",
        "third",
        "second",
        "first",
    ]


def test_what_is_not_there_or_forgotten_cannot_be_corrected(store: Store) -> None:
    turn = told(store, "told")
    store.forget(1)
    for missing in (turn, 99):
        assert not store.save_correction(missing, "joy", "anger", AT, direction(1))
        assert not store.undo_correction(missing)
    assert store.corrections() == ()


def test_forgetting_a_memory_takes_its_correction_and_no_other(store: Store) -> None:
    first, second = told(store, "first"), told(store, "second")
    for turn in (first, second):
        store.save_correction(turn, "joy", "anger", AT, direction(turn))
    store.forget(1)
    assert [one.turn_id for one in store.corrections()] == [second]
    assert [turn.corrected for _, turn in store.history()] == ["", "anger"]


# --- what was learnt -----------------------------------------------------------------------------


def test_what_was_learnt_is_there_after_a_restart(path: Path) -> None:
    store = Store.open(path, KEY)
    assert store.learnt() == ""
    store.save_learnt("[1, 2]")
    store.save_learnt("[1, 3]")
    store.close()
    again = Store.open(path, KEY)
    assert again.learnt() == "[1, 3]"
    again.close()


def test_i_can_make_it_unlearn_and_keep_my_talks(store: Store) -> None:
    turn = told(store, "told")
    store.save_correction(turn, "joy", "anger", AT, direction(1))
    store.save_learnt("[1]")
    store.forget_learnt()
    assert (store.corrections(), store.learnt()) == ((), "")
    assert store.turns(1) == (a_turn("told"),)
    assert [memory.text for memory in store.memories()] == ["told"]
    store.forget_learnt()
    store.save_learnt("[2]")
    assert store.learnt() == "[2]"


def test_unlearning_while_the_disk_is_full_keeps_the_words_out_of_the_message(store: Store) -> None:
    turn = told(store, "CANARY")
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full") as refused:
        store.save_correction(turn, "joy", "CANARY" * 5000, AT, direction(1))
    assert "CANARY" not in str(refused.value)
    assert store.corrections() == ()
    store.forget_learnt()


# --- beliefs read anew ---------------------------------------------------------------------------


def test_a_belief_read_anew_changes_the_feeling_and_nothing_else(store: Store) -> None:
    turns = [told(store, text) for text in ("first", "second", "third")]
    before = dict(store.history())
    changed = [(turns[0], "anger"), (turns[2], "a much longer name of a state")]
    store.rewrite_beliefs(
        [
            (turn, replace(felt_otherwise(before[turn]), reply="not this", replaced=()), state)
            for turn, state in changed
        ]
    )
    assert dict(store.history()) == {
        turns[0]: felt_otherwise(before[turns[0]]),
        turns[1]: before[turns[1]],
        turns[2]: felt_otherwise(before[turns[2]]),
    }
    states = [row[0] for row in store._db.execute("SELECT state FROM turn ORDER BY id")]
    assert states == ["anger", "hope", "a much longer name of a state"]
    assert [memory.state for memory in reversed(store.memories())] == states


def test_memories_in_ram_take_the_new_feeling_too(path: Path) -> None:
    store = Store.open(path, KEY)
    store.episodes_for_recall()
    passing = told(store, "in passing", salience=0.0)
    turns = [told(store, text) for text in ("first", "second")]
    in_hand = store.episodes_for_recall()
    longer = "a much longer name of a state"
    turn = felt_otherwise(a_turn(""))
    store.rewrite_beliefs([(passing, turn, "joy"), (turns[1], turn, longer), (99, turn, "joy")])
    in_ram = store.episodes_for_recall()
    assert in_ram.states.tolist() == ["hope", longer]
    assert in_hand.states.tolist() == ["hope", "hope"]
    store.close()
    again = Store.open(path, KEY)
    on_disk = again.episodes_for_recall()
    again.close()
    for name in ("ids", "turn_ids", "states", "salience", "told", "recalled", "embeddings"):
        np.testing.assert_array_equal(getattr(in_ram, name), getattr(on_disk, name), err_msg=name)


def test_a_later_turn_shows_the_new_feeling_of_what_it_recalled(store: Store) -> None:
    turn = told(store, "my sister is ill")
    memory = store.memories()[0]
    store.save_turn(2, a_turn("she is better", memories=(memory,)), None, 0.0, "joy")
    store.rewrite_beliefs([(turn, felt_otherwise(a_turn("")), "sadness")])
    assert [one.state for one in store.turns(2)[0].memories] == ["sadness"]


def test_a_forgotten_turn_may_be_felt_anew_and_stays_without_words(store: Store) -> None:
    turn = told(store, "CANARY")
    store.forget(1)
    store.rewrite_beliefs([(turn, felt_otherwise(a_turn("CANARY")), "anger")])
    ((_, kept),) = store.history()
    assert (kept.belief, kept.shift, kept.tone) == (NEW, TURNED, TONE)
    assert "CANARY" not in repr(kept)
    assert store.turns(1) == store.memories() == ()


def test_beliefs_are_read_anew_all_or_none(store: Store) -> None:
    turns = [told(store, text) for text in ("first", "second")]
    store.episodes_for_recall()
    before = store.history()
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    huge = replace(felt_otherwise(a_turn("")), belief=Belief((0.125,) * 20_000))
    with pytest.raises(StoreError, match="disk is full"):
        store.rewrite_beliefs([(turns[0], felt_otherwise(a_turn("")), "joy"), (turns[1], huge, "")])
    assert store.history() == before
    assert store.episodes_for_recall().states.tolist() == ["hope", "hope"]
    assert {memory.state for memory in store.memories()} == {"hope"}


# --- the whole history ---------------------------------------------------------------------------


def test_the_history_goes_through_all_talks_from_the_oldest_on(store: Store) -> None:
    assert store.history() == ()
    first, second = store.start_talk(AT), store.start_talk(AT)
    memory: tuple[Memory, ...] = ()
    saved = []
    for talk, text in ((second, "one"), (first, "two"), (second, "three")):
        turn = a_turn(text, memories=memory)
        saved.append((store.save_turn(talk, turn, direction(1), 0.75, "hope"), turn))
        memory = (Memory(1, "one", AT, "hope", 0.75, 0.5, "You told me."),)
    assert store.history() == tuple(saved)


def test_the_history_keeps_the_numbers_of_what_i_forgot(store: Store) -> None:
    turns = [told(store, text) for text in ("first", "second")]
    voiced = replace(
        a_turn("third"),
        utterance=Utterance("third", AT, "voice", (0.5, 2.0)),
        observation=Observation((0.5, 0.5), TONE, "third", (0.1, 0.9), 0.75),
        shift=TURNED,
        tone=TONE,
    )
    turns.append(store.save_turn(3, voiced, direction(1), 0.9, "anger"))
    store.forget(3)
    history = dict(store.history())
    assert list(history) == turns
    kept = history[turns[2]]
    assert kept.utterance == Utterance("", AT, "voice"), "how it was said goes with what was said"
    assert kept.observation == Observation((0.5, 0.5), TONE, "", (0.1, 0.9), 0.75)
    assert (kept.belief, kept.shift, kept.tone, kept.reply) == (voiced.belief, TURNED, TONE, "")


def test_the_history_since_an_hour_goes_by_the_real_time(store: Store) -> None:
    east, west = timezone(9 * HOUR), timezone(-8 * HOUR)
    told(store, "before, though its clock shows later", at=(AT - HOUR).astimezone(east))
    told(store, "just then", at=AT.astimezone(east))
    told(store, "after, though its clock shows earlier", at=(AT + HOUR).astimezone(west))
    for since in (AT, AT.astimezone(west), AT.astimezone(east)):
        assert [turn.utterance.text for _, turn in store.history(since)] == [
            "just then",
            "after, though its clock shows earlier",
        ]
    assert store.history(AT + 2 * HOUR) == ()


def test_the_last_turn_is_the_newest_of_all_talks_even_when_forgotten(store: Store) -> None:
    assert store.last_turn() is None
    first, second = store.start_talk(AT), store.start_talk(AT)
    store.save_turn(second, a_turn("one"), None, 0.0, "hope")
    store.save_turn(first, a_turn("two"), direction(1), 0.9, "hope")
    assert store.last_turn() == a_turn("two")
    store.forget(1)
    last = store.last_turn()
    assert last is not None
    assert (last.utterance.text, last.belief) == ("", a_turn("two").belief)


# --- from anywhere, at any time ------------------------------------------------------------------


def test_teaching_and_reading_from_several_threads_is_fine(store: Store) -> None:
    turns = [told(store, f"turn {i}") for i in range(10)]
    store.episodes_for_recall()
    failures: list[BaseException] = []

    def work(state: str) -> None:
        try:
            for turn in turns:
                store.save_correction(turn, "hope", state, AT, direction(turn))
                store.rewrite_beliefs([(turn, felt_otherwise(a_turn("")), state)])
                store.history()
                store.corrections()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(state,)) for state in ("joy", "anger", "fear")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [one.turn_id for one in store.corrections()] == turns[::-1]
    in_ram = store.episodes_for_recall().states.tolist()
    assert in_ram == [memory.state for memory in reversed(store.memories())]


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.save_correction(1, "joy", "fear", AT, None),
        lambda store: store.undo_correction(1),
        lambda store: store.corrections(),
        lambda store: store.rewrite_beliefs([(1, a_turn(""), "joy")]),
        lambda store: store.learnt(),
        lambda store: store.save_learnt("[]"),
        lambda store: store.forget_learnt(),
        lambda store: store.history(),
        lambda store: store.last_turn(),
    ],
)
def test_a_closed_memory_says_so_whatever_i_ask(store: Store, use: Callable[[Store], Any]) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        use(store)
