"""What the mood page shows of a talk."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_track import STICKY, dynamics, sounds

from companion.emotion import hmm, states, timeline
from companion.emotion.corrections import told
from companion.turn import (
    Affect,
    Assessment,
    Belief,
    Decision,
    Observation,
    Shift,
    Stage,
    Strategy,
    Turn,
    Utterance,
)

EVENING = datetime(2025, 3, 1, 20, 0, tzinfo=UTC)
FLAT = Belief((0.125,) * 8)


def sure_of(name):
    return Belief(tuple(1.0 if state == name else 0.0 for state in states.NAMES))


def turn(belief, minutes=0, cause="the letter came"):
    return Turn(
        utterance=Utterance("the letter came today", EVENING + timedelta(minutes=minutes)),
        observation=Observation((1.0,) * 8, Affect(), cause),
        belief=belief,
        assessment=Assessment(),
        memories=(),
        decision=Decision((Strategy.QUESTION,), Stage.EXPLORATION),
        reply="What did it say?",
    )


def test_no_talk_yet_makes_an_empty_page():
    assert timeline.points([]) == ()


@pytest.mark.parametrize("name", states.NAMES)
def test_a_clear_feeling_is_shown_by_name_and_without_doubt(name):
    (point,) = timeline.points([turn(sure_of(name))])
    assert point.state == name
    assert point.uncertainty == 0.0
    assert point.affect == next(s.affect for s in states.STATES if s.name == name)


def test_a_belief_in_everything_alike_is_all_doubt():
    assert timeline.uncertainty(FLAT) == pytest.approx(1.0)


def test_two_feelings_alike_are_a_third_of_all_doubt_among_eight():
    assert timeline.uncertainty(Belief((0.5, 0.5, 0, 0, 0, 0, 0, 0))) == pytest.approx(1 / 3)


def test_a_point_carries_the_words_and_the_time_of_its_turn():
    (point,) = timeline.points([turn(FLAT, minutes=5, cause="my dad laughed")])
    assert point.cause == "my dad laughed"
    assert point.at == EVENING + timedelta(minutes=5)
    assert point.belief == FLAT


def test_the_page_runs_in_the_order_of_time():
    shuffled = [turn(FLAT, minutes) for minutes in (30, 0, 10)]
    times = [point.at for point in timeline.points(shuffled)]
    assert times == sorted(times)


def test_only_this_week_can_be_asked_for():
    turns = [turn(FLAT, minutes) for minutes in (0, 10, 20)]
    kept = timeline.points(turns, since=EVENING + timedelta(minutes=10))
    assert [point.at.minute for point in kept] == [10, 20]


@given(st.lists(st.floats(0, 1), min_size=8, max_size=8).filter(lambda raw: sum(raw) > 0))
def test_doubt_stays_between_none_and_all(raw):
    belief = Belief(tuple(value / sum(raw) for value in raw))
    assert 0.0 <= timeline.uncertainty(belief) <= 1.0


# --- the days ------------------------------------------------------------------------------------

HOUR = timedelta(hours=1)
EAST, WEST = timezone(9 * HOUR), timezone(-8 * HOUR)
EVEN = (1.0,) * 8
MEMORYLESS = hmm.Hmm(STICKY.startprob, np.full((8, 8), 1 / 8))


def heard(likelihood, at=EVENING, **changes):
    one = turn(FLAT)
    seen = replace(one.observation, likelihood=tuple(likelihood))
    return replace(one, utterance=replace(one.utterance, at=at), observation=seen, **changes)


def numbered(*turns):
    return tuple(enumerate(turns, start=1))


def valence(name):
    return next(state.affect.valence for state in states.STATES if state.name == name)


def test_before_the_first_talk_there_are_no_days():
    assert timeline.days(STICKY, ()) == ()


def test_turns_of_other_feelings_than_todays_are_passed_over():
    old = heard((0.5, 0.5))
    assert timeline.days(STICKY, numbered(old)) == ()
    (day,) = timeline.days(STICKY, numbered(old, heard(sounds("joy")), old))
    assert (day.turns, day.told.turn_id) == (1, 2)


def test_a_day_is_by_my_own_clock_wherever_i_was():
    before_midnight = datetime(2025, 3, 1, 23, 30, tzinfo=EAST)
    found = timeline.days(
        STICKY,
        numbered(
            heard(EVEN, before_midnight),
            heard(EVEN, before_midnight + HOUR),
            heard(EVEN, datetime(2025, 3, 1, 23, 0, tzinfo=WEST)),
        ),
    )
    assert [(day.day, day.turns) for day in found] == [(date(2025, 3, 1), 2), (date(2025, 3, 2), 1)]
    assert before_midnight.astimezone(UTC).date() == date(2025, 3, 1), "one day in Greenwich"


def test_days_come_in_order_and_once_even_where_the_clock_was_set_back():
    days = [heard(EVEN, EVENING + shift * HOUR) for shift in (0, 48, 1, 24, -24 * 365)]
    found = [day.day for day in timeline.days(STICKY, numbered(*days))]
    assert found == sorted(set(found)) and len(found) == 4


def test_the_days_are_smoothed_over_everything_with_replies_and_time():
    model = dynamics(0.8, 24.0, after={"question": dynamics(0.3).transmat})
    seen = [sounds("joy", 0.3), sounds("sadness", 0.3), EVEN, sounds("anger", 0.2)]
    starts = [0, 1, 26, 26.5]
    none = Decision((), Stage.EXPLORATION)
    history = [heard(row, EVENING + h * HOUR) for row, h in zip(seen, starts, strict=True)]
    history[1] = replace(history[1], decision=none)
    beliefs = hmm.smooth(model, seen, ["question", None, "question"], [3600, 90_000, 1800])
    affects = [states.expected_affect(belief) for belief in beliefs]
    first, second = timeline.days(model, numbered(*history))
    assert first.affect.valence == pytest.approx((affects[0].valence + affects[1].valence) / 2)
    assert first.affect.arousal == pytest.approx((affects[0].arousal + affects[1].arousal) / 2)
    assert second.affect.dominance == pytest.approx(
        (affects[2].dominance + affects[3].dominance) / 2
    )
    assert (first.low, first.high) == pytest.approx((affects[1].valence, affects[0].valence))
    assert second.told.belief == beliefs[3]
    assert (
        second.state
        == states.strongest(
            Belief(tuple(np.mean([beliefs[2].probs, beliefs[3].probs], axis=0)))
        ).name
    )


def test_what_i_said_later_says_more_about_how_it_was():
    alone = timeline.days(STICKY, numbered(heard(EVEN)))
    later = timeline.days(STICKY, numbered(heard(EVEN), heard(sounds("joy"), EVENING + 24 * HOUR)))
    assert later[0].affect.valence > alone[0].affect.valence + 0.2


def test_a_corrected_turn_counts_as_i_said_it_was():
    misread = heard(sounds("anger"), corrected="joy", belief=sure_of("anger"))
    (day,) = timeline.days(STICKY, numbered(misread))
    (wanted,) = timeline.days(STICKY, numbered(heard(told("joy"))))
    assert (day.affect, day.state) == (wanted.affect, "joy")
    assert day.told.corrected and not wanted.told.corrected


def test_a_forgotten_turn_counts_without_a_word():
    one = heard(sounds("sadness"))
    blank = replace(
        one,
        utterance=replace(one.utterance, text=""),
        observation=replace(one.observation, cause=""),
    )
    (day,) = timeline.days(STICKY, numbered(blank))
    assert (day.state, day.told.text, day.told.cause) == ("sadness", "", "")
    assert day.affect == timeline.days(STICKY, numbered(one))[0].affect


def test_the_doubt_of_one_turn_is_its_own_and_of_many_the_less():
    either = tuple(1.0 if name in ("joy", "sadness") else 0.0 for name in states.NAMES)
    (day,) = timeline.days(MEMORYLESS, numbered(heard(either)))
    assert day.affect.valence == pytest.approx((0.8 - 0.7) / 2)
    assert day.spread == pytest.approx(0.75), "half of the way from joy to sadness"
    four = [heard(either, EVENING + i * timedelta(minutes=1)) for i in range(4)]
    (day,) = timeline.days(MEMORYLESS, numbered(*four))
    assert day.spread == pytest.approx(0.75 / math.sqrt(4))


def test_the_words_beside_a_day_are_those_of_its_feeling():
    said = [("joy", 0.3), ("sadness", 0.2), ("sadness", 0.0)]
    turns = [
        heard(sounds(name, rest), EVENING + i * timedelta(minutes=1))
        for i, (name, rest) in enumerate(said)
    ]
    (day,) = timeline.days(MEMORYLESS, numbered(*turns))
    assert day.state == "sadness"
    assert (day.told.state, day.told.turn_id) == ("sadness", 3)


def test_a_point_says_where_the_feeling_turned():
    turned = replace(turn(FLAT), shift=Shift(0.8, "joy", "sadness", found=True))
    assert [point.shifted for point in timeline.points([turned, turn(FLAT, 1)])] == [True, False]


def test_the_spread_of_a_sure_belief_is_none():
    assert timeline.spread(sure_of("joy")) == pytest.approx(0.0)
    assert timeline.spread(Belief((0, 0.5, 0, 0, 0.5, 0, 0, 0))) == pytest.approx(0.75)
