"""The tone does not jump, gets there, and goes home to the middle."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.emotion.tone import HOUR, PULL, RECOVERY, Tone, follow
from companion.turn import Affect

AXES = ("valence", "arousal", "dominance")
MIDDLE, UP, DOWN = Affect(), Affect(1.0, 1.0, 1.0), Affect(-1.0, -1.0, -1.0)
AFTER_ONE = 1 - 2.5 * math.exp(-1.5)  # of the way, from rest: 44 %
AFTER_TWO = 1 - 4 * math.exp(-3.0)  # 80 %

axis = st.floats(-1, 1)
affects = st.builds(Affect, axis, axis, axis)
gaps = st.one_of(
    st.sampled_from([0.0, -1.0, -31_536_000.0, math.inf, -math.inf, math.nan, HOUR, 5e-324]),
    st.floats(0, 1e7),
)


def resting(affect):
    return Tone(affect, MIDDLE)


def drawn_to(target, turns, start=MIDDLE, gap=0.0):
    """Valence after each of so many turns."""
    tone, found = resting(start), []
    for _ in range(turns):
        tone = follow(tone, target, gap)
        found.append(tone.affect.valence)
    return found


def test_the_first_message_sets_the_tone():
    tone = follow(None, Affect(-0.7, -0.3, -0.5), gap=1e9)
    assert tone == Tone(Affect(-0.7, -0.3, -0.5), MIDDLE)


def test_one_sad_message_moves_the_tone_less_than_half_of_the_way():
    (valence,) = drawn_to(DOWN, 1)
    assert valence == pytest.approx(-AFTER_ONE)
    assert pytest.approx(0.44, abs=0.005) == AFTER_ONE


def test_two_sad_messages_move_it_most_of_the_way():
    *_, valence = drawn_to(DOWN, 2)
    assert valence == pytest.approx(-AFTER_TWO)
    assert pytest.approx(0.80, abs=0.005) == AFTER_TWO


@given(affects, affects)
def test_the_tone_never_jumps(start, target):
    tone = follow(resting(start), target)
    for name in AXES:
        way = getattr(target, name) - getattr(start, name)
        moved = getattr(tone.affect, name) - getattr(start, name)
        assert moved == pytest.approx(AFTER_ONE * way, abs=1e-12)
        assert abs(moved) <= 0.5 * abs(way)


@given(affects, affects)
def test_if_i_stay_as_i_am_the_tone_gets_there_and_never_past(start, target):
    tone = resting(start)
    for _ in range(12):
        before, tone = tone, follow(tone, target)
        for name in AXES:
            goal = getattr(target, name)
            was, now = (goal - getattr(one.affect, name) for one in (before, tone))
            assert abs(now) <= abs(was) + 1e-12, "always nearer"
            assert was * now >= -1e-12, "and on the same side"
    for name in AXES:
        assert getattr(tone.affect, name) == pytest.approx(getattr(target, name), abs=1e-5)


@given(st.lists(affects, min_size=1, max_size=6), affects)
def test_after_whatever_it_comes_to_rest_and_swings_past_by_little(history, target):
    tone = resting(history[0])
    for earlier in history[1:]:
        tone = follow(tone, earlier)
    started = {name: getattr(target, name) - getattr(tone.affect, name) for name in AXES}
    for _ in range(15):
        tone = follow(tone, target)
        for name in AXES:
            past = getattr(target, name) - getattr(tone.affect, name)
            if past * started[name] <= 0:
                assert abs(past) <= 0.25, "an eighth of the whole range"
    for name in AXES:
        assert getattr(tone.affect, name) == pytest.approx(getattr(target, name), abs=1e-5)


def test_the_steps_are_the_exact_motion_of_a_damped_spring():
    tone, place, speed, parts = resting(UP), 1.0, 0.0, 100_000
    for target in (-1.0, 0.5, 0.5):
        tone = follow(tone, Affect(target, 0.0, 0.0))
        for _ in range(parts):
            speed += (PULL**2 * (target - place) - 2 * PULL * speed) / parts
            place += speed / parts
    assert tone.affect.valence == pytest.approx(place, abs=1e-4)
    assert tone.speed.valence == pytest.approx(speed, abs=1e-4)


def test_each_axis_goes_its_own_way():
    tone = follow(resting(Affect(0.5, -0.5, 0.0)), Affect(0.5, 0.5, 0.0))
    assert tone.affect == Affect(
        pytest.approx(0.5), pytest.approx(-0.5 + AFTER_ONE), pytest.approx(0.0)
    )


# --- going home ----------------------------------------------------------------------------------


def test_half_the_way_back_to_the_middle_is_done_after_its_hours():
    soon = follow(resting(DOWN), MIDDLE)
    later = follow(resting(DOWN), MIDDLE, gap=RECOVERY * HOUR)
    assert later.affect.valence == pytest.approx(soon.affect.valence / 2)
    assert follow(resting(DOWN), DOWN, RECOVERY * HOUR).affect.valence == pytest.approx(
        -0.5 - 0.5 * AFTER_ONE
    )


def test_the_longer_i_am_away_the_nearer_the_tone_is_to_the_middle():
    hours = [0, 1, 6, 24, 168, math.inf]
    found = [follow(resting(DOWN), MIDDLE, gap=h * HOUR).affect.valence for h in hours]
    assert found == sorted(found)
    assert found[0] < -0.5 and abs(found[-1]) == 0.0


def test_after_a_long_while_i_am_met_without_the_old_tone():
    moving = Tone(UP, Affect(0.9, -0.9, 0.3))
    again = follow(moving, DOWN, gap=math.inf)
    assert again == follow(resting(MIDDLE), DOWN)


@pytest.mark.parametrize("gap", [0.0, -1.0, -31_536_000.0, -math.inf, math.nan])
def test_a_clock_set_back_or_broken_takes_the_tone_nowhere(gap):
    assert follow(resting(UP), DOWN, gap) == follow(resting(UP), DOWN)


@given(st.lists(st.tuples(affects, gaps), min_size=1, max_size=20))
def test_the_tone_stays_within_its_bounds_whatever_comes(history):
    tone = None
    for target, gap in history:
        tone = follow(tone, target, gap)
        for name in AXES:
            assert -1.0 <= getattr(tone.affect, name) <= 1.0
            assert math.isfinite(getattr(tone.speed, name))
            assert abs(getattr(tone.speed, name)) <= 2.0
