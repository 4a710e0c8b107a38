"""I say in the middle of a talk how it really was, and the talk goes on from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from test_session import Talk, saved, shown
from test_track import sounds

from companion import session
from companion.emotion import learn, states, wording
from companion.errors import StoreError
from companion.turn import Affect, Observation, Stopped, Turn, Understood

DOOR, LATE = "he left the door open again", "it was late when he came"


@pytest.fixture
def misread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    """A talk whose observer hears anger in a door and nothing in anything else."""
    talk = Talk(tmp_path)

    def observe(text: str) -> tuple[Observation, np.ndarray]:
        likelihood = sounds("anger", 0.1) if "door" in text else (1.0,) * len(states.STATES)
        return Observation(likelihood, Affect(), text), talk.engine.embed([text])[0]

    monkeypatch.setattr(session, "observed", lambda _mind, _engine, text: observe(text))
    yield talk
    talk.store.close()


def kept_turns(talk: Talk) -> tuple[Turn, ...]:
    """The talk as the memory has it, but for how long each turn took."""
    turns = zip(talk.store.turns(1), talk.session.turns, strict=True)
    return tuple(replace(kept, timings=turn.timings) for kept, turn in turns)


def feelings(talk: Talk) -> list[str]:
    """What is believed of each turn of the talk; the memory has to say the same."""
    found = [states.strongest(turn.belief).name for turn in talk.session.turns]
    assert found == [states.strongest(turn.belief).name for _, turn in talk.store.history()]
    return found


def test_saying_i_am_not_angry_puts_the_message_before_right(misread: Talk) -> None:
    misread.say(DOOR)
    assert feelings(misread) == ["anger"]
    events = misread.say("I\u2019m not angry, I\u2019m tired")
    assert feelings(misread) == ["sadness", "sadness"]
    (kept,) = misread.store.corrections()
    assert (kept.heard, kept.said, kept.text) == ("anger", "sadness", DOOR)
    first, second = misread.session.turns
    assert (first.corrected, second.corrected) == ("sadness", "")
    assert kept_turns(misread) == misread.session.turns
    understood = next(e for e in events if isinstance(e, Understood))
    assert not understood.shift.found, "it was never anger"


def test_a_longer_story_puts_nothing_right(misread: Talk) -> None:
    misread.say(DOOR)
    misread.say("I'm not angry at you but at him, he never listens to a word of mine")
    misread.say("I'm not good enough")
    assert misread.store.corrections() == ()
    assert feelings(misread)[0] == "anger"


def test_a_message_like_the_misread_one_is_read_as_i_said(misread: Talk) -> None:
    misread.say(DOOR)
    misread.session.correct("sadness")
    misread.clock.forward(days=30)
    misread.say(f"{DOOR}!")
    assert feelings(misread) == ["sadness", "sadness"]


def test_my_last_message_can_be_put_right_by_a_click_and_left_again(misread: Talk) -> None:
    assert not misread.session.correct("joy"), "nothing was said yet"
    misread.say(LATE)
    misread.say(DOOR)
    before, counts = misread.session.turns, misread.store.learnt()
    assert misread.session.correct("joy")
    assert feelings(misread)[1] == "joy" and misread.session.turns[0] == before[0]
    assert misread.session.turns[1].tone.valence > before[1].tone.valence
    assert misread.store.learnt() != counts
    assert misread.session.correct(None)
    assert misread.session.turns == before
    assert kept_turns(misread) == before
    assert misread.store.learnt() == counts
    assert misread.store.corrections() == ()


def test_an_earlier_correction_can_be_taken_back_by_its_number(misread: Talk) -> None:
    number = saved(misread.say(DOOR)).turn_id
    misread.session.correct("joy")
    misread.say(LATE)
    assert number is not None
    misread.session.undo_correction(number)
    assert feelings(misread)[0] == "anger"
    assert [turn.corrected for turn in misread.session.turns] == ["", ""]


def test_what_was_learnt_of_me_can_be_forgotten_in_the_middle_of_a_talk(misread: Talk) -> None:
    misread.say(LATE)
    misread.say(DOOR)
    misread.session.correct("sadness")
    believed = feelings(misread)
    misread.session.forget_learnt()
    assert misread.store.learnt() == "" and misread.store.corrections() == ()
    assert feelings(misread) == believed
    assert all(turn.corrected == "" for turn in misread.session.turns)
    assert kept_turns(misread) == misread.session.turns
    misread.say(LATE)
    assert learn.decoded(misread.store.learnt()).turns == pytest.approx(1.0, abs=0.01)


def test_a_memory_that_fails_while_i_put_it_right_costs_only_that(misread: Talk) -> None:
    misread.say(DOOR)
    misread.store.close()
    events = misread.say("I'm not angry, I'm tired")
    assert shown(events)
    assert states.strongest(saved(events).turn.belief).name == "sadness"


def test_what_i_forget_leaves_the_talk_even_where_its_traces_could_not_be_scrubbed(
    misread: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    misread.say(
        "my sister Ann laughed at me in front of everyone at the wedding, I cried all night"
    )
    misread.say(LATE)
    memory = misread.store.memories()[-1]
    assert "Ann" in memory.text

    def scrub(_db: object) -> None:
        raise StoreError("traces stay")

    monkeypatch.setattr("companion.memory.store.scrub", scrub)
    wording.bins(memory.text)
    with pytest.raises(StoreError):
        misread.session.forget(memory.id)
    assert "Ann" not in repr([turn.utterance for turn in misread.session.turns])
    assert "Ann" not in repr(vars(misread.session.person))
    assert wording._of_word.cache_info().currsize == 0


def test_where_only_the_learnt_counts_cannot_be_written_my_words_are_kept_and_nothing_is_feared(
    misread: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_counts: str) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(misread.store, "save_learnt", full)
    events = misread.say(DOOR)
    assert not [event for event in events if isinstance(event, Stopped)]
    assert misread.store.turns(1)[0].utterance.text == DOOR
