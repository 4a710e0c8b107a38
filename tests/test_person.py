"""One person over a real memory: what is believed goes on, what I correct counts, and can go."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from test_corrections import unit
from test_track import MINUTE, WEEK, N, dynamics, sounds

from companion.emotion import hmm, learn, timeline
from companion.emotion.hmm import Hmm
from companion.emotion.states import NAMES, expected_affect, strongest
from companion.emotion.track import Track
from companion.memory.store import Store
from companion.person import Person
from companion.turn import (
    Affect,
    Assessment,
    Belief,
    Decision,
    Observation,
    Stage,
    Strategy,
    Turn,
    Utterance,
)

KEY = "0123456789abcdef" * 4
EVENING = datetime(2026, 3, 6, 19, 0, tzinfo=UTC)
QUESTION, REFLECTION = Strategy.QUESTION, Strategy.REFLECTION
SHIPPED = dynamics(half_life=24.0, after={QUESTION.value: dynamics(0.4, 24.0).transmat})
DOOR = "he left the door open again"
EVEN = (1.0,) * N


class Life:
    """A memory on disk, and one person after another (as the program is opened again) over it."""

    def __init__(self, folder: Path, model: Hmm = SHIPPED) -> None:
        self.store = Store.open(folder / "memory.db", KEY)
        self.model, self.now = model, EVENING
        self.open()

    def open(self, learns: bool = True, after: timedelta = MINUTE) -> Person:
        self.now += after
        self.person = Person(self.store, self.model, learns=learns)
        self.talk = self.store.start_talk(self.now)
        return self.person

    def say(
        self,
        text: str,
        likelihood: Sequence[float] = EVEN,
        embedding: np.ndarray | None = None,
        strategy: Strategy = QUESTION,
        voice: tuple[float, ...] = (),
    ) -> tuple[int, Track]:
        """The turn's id and the person after it; heard, answered and kept as a session does it."""
        self.now += MINUTE
        utterance = Utterance(text, self.now, voice=voice)
        seen = Observation(tuple(likelihood), Affect(), text)
        self.used, track = self.person.hear(utterance, seen, embedding)
        turn = Turn(
            utterance, self.used, track.believed, Assessment(), (),
            Decision((strategy,), Stage.EXPLORATION), "I hear you.",
            shift=track.shift, tone=track.affect,
        )  # fmt: skip
        self.person.answered(strategy.value)
        name = strongest(track.believed).name
        turn_id = self.store.save_turn(self.talk, turn, embedding, 0.9, name)
        self.person.kept(turn_id)
        return turn_id, track

    def believed(self) -> Belief:
        belief = self.person.believed_at(self.now)
        assert belief is not None
        return belief

    def leading(self) -> str:
        return strongest(self.believed()).name


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    made = Life(tmp_path)
    yield made
    made.store.close()


# --- going on ------------------------------------------------------------------------------------


def test_of_somebody_new_nothing_is_believed(life: Life) -> None:
    assert life.person.believed_at(life.now) is None
    assert life.person.learnt().turns == 0
    assert life.person.days() == ()
    assert life.person.misread("I'm not angry, I'm tired") is None


def test_a_minute_later_the_next_talk_begins_where_the_last_one_ended(life: Life) -> None:
    _, track = life.say("my dog died", sounds("sadness"))
    life.open()
    assert np.allclose(life.believed().probs, track.believed.probs, atol=1e-3)
    assert life.leading() == "sadness"


def test_a_week_later_hardly_anything_of_it_is_believed(life: Life) -> None:
    _, track = life.say("my dog died", sounds("sadness"))
    life.open(after=WEEK)
    wanted = SHIPPED.worn(track.believed, (WEEK).total_seconds())
    assert np.allclose(life.believed().probs, wanted.probs)
    assert max(life.believed().probs) < 0.14


def test_a_day_later_half_of_it_is(life: Life) -> None:
    _, track = life.say("my dog died", sounds("sadness"))
    belief = life.person.believed_at(life.now + timedelta(hours=24))
    assert belief is not None
    assert belief.probs == pytest.approx(np.array(track.believed.probs) / 2 + 1 / (2 * N))


@pytest.mark.parametrize("away", [timedelta(days=-365), timedelta(0)])
def test_with_the_clock_set_back_what_was_believed_holds(life: Life, away: timedelta) -> None:
    _, track = life.say("my dog died", sounds("sadness"))
    life.open(after=away)
    assert life.believed().probs == pytest.approx(track.believed.probs)
    _, after = life.say("hm", sounds("sadness"))
    assert not any(math.isnan(p) for p in after.believed.probs)


def test_the_first_message_of_a_talk_follows_from_the_last_reply_of_the_one_before(
    life: Life,
) -> None:
    _, last = life.say("my dog died", sounds("sadness"), strategy=QUESTION)
    own = learn.personal(SHIPPED, last.learnt)
    life.open(after=timedelta(hours=3))
    _, first = life.say("so", sounds("hope", 0.4))
    gap = (3 * 60 + 1) * 60.0
    wanted = hmm.filter_step(own, last.believed, sounds("hope", 0.4), "question", gap)
    assert first.believed.probs == pytest.approx(wanted.probs)
    other = hmm.filter_step(own, last.believed, sounds("hope", 0.4), "others", gap)
    assert wanted.probs != pytest.approx(other.probs)


def test_the_tone_of_the_last_talk_goes_on_and_fades(life: Life) -> None:
    life.say("my dog died", sounds("sadness"))
    _, before = life.say("he was fourteen", sounds("sadness"))
    life.open()
    _, soon = life.say("so", EVEN)
    assert soon.affect.valence < 0.7 * before.affect.valence, "still heavy"
    life.open(after=4 * WEEK)
    _, later = life.say("hello", EVEN)
    middle = expected_affect(Belief((1 / N,) * N)).valence
    assert later.affect.valence == pytest.approx(0.4422 * middle, abs=0.01)


def test_what_was_learnt_in_one_talk_is_there_in_the_next(life: Life) -> None:
    for name in ("sadness", "hope", "sadness", "hope"):
        life.say("so", sounds(name))
    before = life.person.learnt()
    life.open()
    after = life.person.learnt()
    assert after.turns == pytest.approx(before.turns, abs=1e-4)
    assert [e.strategy for e in after.effects] == ["question"]


def test_a_memory_of_other_feelings_is_no_trouble(life: Life) -> None:
    turn = Turn(
        Utterance("old", EVENING), Observation((0.5, 0.5), Affect()), Belief((0.5, 0.5)),
        Assessment(), (), Decision((), Stage.EXPLORATION), "",
    )  # fmt: skip
    life.store.save_turn(life.talk, turn, None, 0.0, "calm")
    life.store.save_learnt('{"states": ["well", "unwell"], "moves": {"": [[1, 0], [0, 1]]}}')
    person = life.open()
    assert person.believed_at(life.now) is None and person.days() == ()
    life.say("hello", sounds("joy"))
    assert life.leading() == "joy"


# --- correcting in words -------------------------------------------------------------------------


def test_saying_that_it_was_misread_names_the_message_before(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger"))
    assert life.person.misread("I'm not angry, I'm tired") == (turn_id, "sadness")
    assert life.person.misread("I'm not sad, I'm angry") is None, "nobody believed sadness"
    assert life.person.misread("I'm not angry, I'm furious") is None, "the same feeling"
    assert life.person.misread("I'm not good enough") is None


def test_words_that_only_name_the_feeling_count_as_told(life: Life) -> None:
    life.say("I'm not angry, I'm tired", sounds("anger"), voice=())
    assert life.leading() == "sadness"
    assert life.used.likelihood == sounds("sadness", 0.02)


def test_a_message_that_was_never_kept_cannot_be_misread(life: Life) -> None:
    life.now += MINUTE
    life.person.hear(Utterance(DOOR, life.now), Observation(sounds("anger"), Affect()), None)
    assert life.person.misread("I'm not angry, I'm tired") is None


def test_how_i_say_it_is_heard_beside_what_i_say(life: Life) -> None:
    life.say("I'm fine", sounds("calm", 0.3), voice=sounds("sadness", 0.01))
    assert life.leading() == "sadness"
    assert life.used.disagreement > 0.35
    life.say("I'm fine", sounds("calm", 0.3))
    assert life.used.likelihood == sounds("calm", 0.3) and life.used.disagreement == 0.0


# --- forgetting ----------------------------------------------------------------------------------


def test_everything_learnt_can_be_forgotten_while_the_belief_stays(life: Life) -> None:
    for name in ("anger", "hope", "anger"):
        turn_id, _ = life.say(DOOR, sounds(name, 0.2), unit(1))
    life.person.correct(turn_id, "sadness", life.now)
    before = life.believed()
    life.person.forget_learnt()
    view = life.person.learnt()
    assert (view.turns, view.effects, view.corrections) == (0, (), ())
    assert life.believed() == before
    assert learn.decoded(life.store.learnt()).turns == 0
    life.open()
    assert life.person.learnt().turns == 0
    life.say(DOOR, sounds("anger", 0.01), unit(1))
    assert life.used.likelihood == sounds("anger", 0.01), "no lesson is left"


def test_after_erasing_everything_i_am_somebody_new(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger", 0.2), unit(1))
    life.person.correct(turn_id, "sadness", life.now)
    life.store.erase_all()
    life.person.start_over()
    assert life.person.believed_at(life.now) is None
    view = life.person.learnt()
    assert (view.turns, view.corrections) == (0, ())
    life.talk = life.store.start_talk(life.now)
    _, track = life.say(DOOR, sounds("anger", 0.2), unit(1))
    assert track.believed == hmm.filter_step(SHIPPED, None, sounds("anger", 0.2))
    assert not track.shift.found


def test_where_i_do_not_let_it_learn_it_neither_uses_nor_keeps_anything(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger", 0.2), unit(1))
    life.person.correct(turn_id, "sadness", life.now)
    life.say("so", sounds("anger"))
    kept = life.store.learnt()
    last = life.store.turns(life.talk)[-1].belief
    life.open(learns=False)
    _, track = life.say(DOOR, sounds("anger", 0.2), unit(1))
    assert life.used.likelihood == sounds("anger", 0.2), "lessons are not used"
    plain = hmm.filter_step(SHIPPED, last, sounds("anger", 0.2), "question", 120.0)
    assert track.believed.probs == pytest.approx(plain.probs)
    life.say("so", sounds("joy"))
    assert life.store.learnt() == kept


def test_a_correction_is_believed_and_can_be_taken_back_where_nothing_is_learnt(life: Life) -> None:
    life.open(learns=False)
    turn_id, _ = life.say(DOOR, sounds("anger", 0.2))
    before = life.believed()
    life.person.correct(turn_id, "sadness", life.now)
    assert life.leading() == "sadness"
    assert life.store.learnt() == ""
    life.person.undo(turn_id)
    assert life.believed() == before


def test_nothing_i_said_is_in_the_learnt_numbers(life: Life) -> None:
    texts = ["Ninotschka moved to Lisbon", "the cellar floods", "I'm not angry, I'm tired"]
    for text in texts * 2:
        turn_id, _ = life.say(text, sounds("anger"), unit(len(text)))
    life.person.correct(turn_id, "sadness", life.now)
    kept = life.store.learnt()
    raw = json.loads(kept)
    assert set(raw) == {"states", "moves"} and tuple(raw["states"]) == NAMES
    assert set(raw["moves"]) <= {"", *(strategy.value for strategy in Strategy)}
    assert all(isinstance(x, float) for m in raw["moves"].values() for row in m for x in row)
    for word in ("Ninotschka", "Lisbon", "cellar", "floods", "tired"):
        assert word.lower() not in kept.lower()


# --- the days ------------------------------------------------------------------------------------


def test_my_days_are_drawn_by_what_was_learnt_of_me(life: Life) -> None:
    for name in ("sadness", "anger", "sadness", "joy"):
        life.say(name, sounds(name, 0.3))
    own = learn.personal(SHIPPED, learn.decoded(life.store.learnt()))
    (day,), (wanted,) = life.person.days(), timeline.days(own, life.store.history())
    assert day.affect.valence == pytest.approx(wanted.affect.valence, abs=1e-5)
    life.person.learns = False
    assert life.person.days() == timeline.days(SHIPPED, life.store.history())


def test_a_day_counts_a_message_as_i_corrected_it(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger", 0.2))
    assert life.person.days()[0].state == "anger"
    life.person.correct(turn_id, "joy", life.now)
    (day,) = life.person.days()
    assert (day.state, day.told.corrected, day.told.turn_id) == ("joy", True, turn_id)
    life.person.undo(turn_id)
    assert life.person.days()[0].state == "anger"


def test_a_forgotten_message_still_counts_in_its_day_without_a_word(life: Life) -> None:
    life.say("please remember: Ninotschka moved to Lisbon", sounds("sadness"), unit(1))
    before = life.person.days()
    assert "Ninotschka" in before[0].told.text
    life.store.forget(life.store.memories()[0].id)
    (day,) = life.person.days()
    assert (day.affect, day.turns, day.state) == (before[0].affect, 1, "sadness")
    assert (day.told.text, day.told.cause) == ("", "")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("belief", '{"probs": [NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN]}'),
        ("belief", '{"probs": ["a", "b", "c", "d", "e", "f", "g", "h"]}'),
        ("belief", "half a row"),
        ("decision", '{"strategies": ["a kind of tomorrow"], "stage": "exploration"}'),
    ],
)
def test_after_a_damaged_last_turn_i_can_still_talk(life: Life, column: str, text: str) -> None:
    life.say(DOOR, sounds("anger"))
    life.store._db.execute(f"UPDATE turn SET {column} = ?", [text])
    person = life.open()
    assert person.believed_at(life.now) is None
    life.say(DOOR, sounds("anger"))
    assert life.leading() == "anger"
