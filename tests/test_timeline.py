"""What the mood page shows of a talk."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.emotion import states, timeline
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
