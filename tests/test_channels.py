"""Words and voice together: two witnesses of the same feeling."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_track import sounds

from companion.emotion.channels import (
    DISAGREES,
    FLOOR,
    TRUST,
    calm_voice_heavy_words,
    disagreement,
    fuse,
    usable,
)
from companion.emotion.states import AROUSAL, NAMES
from companion.turn import Affect
from companion.voice.acoustics import likelihood

N = len(NAMES)
EVEN = (1.0,) * N
likelihoods = st.lists(st.floats(0, 1e6), min_size=N, max_size=N).map(tuple).filter(any)
anything = st.lists(st.floats(), max_size=N + 2).map(tuple)

NO_VOICE = [
    (),
    (1.0,) * (N - 1),
    (1.0,) * (N + 1),
    (math.nan,) + (1.0,) * (N - 1),
    (math.inf,) + (1.0,) * (N - 1),
    (-0.1,) + (1.0,) * (N - 1),
    (0.0,) * N,
]


# --- how far they contradict each other ----------------------------------------------------------


def test_a_voice_that_says_the_same_does_not_contradict():
    assert disagreement(sounds("sadness"), sounds("sadness")) == pytest.approx(0.0, abs=1e-12)
    assert disagreement((1.0, 0.5, 0.2), (10.0, 5.0, 2.0)) == pytest.approx(0.0, abs=1e-12)


def test_two_feelings_by_hand():
    # The words place me at two to one: such a voice has 2/3 * 0.2 + 1/3 * 1 of what the same
    # voice as the words would have, 2/3 * 1 + 1/3 * 0.5.
    wanted = 1 - (2 / 3 * 0.2 + 1 / 3) / (2 / 3 + 1 / 6)
    assert disagreement((1.0, 0.5), (0.1, 0.5)) == pytest.approx(wanted)


def test_the_very_opposite_is_all_but_one():
    sure = 1 / (1 + FLOOR)
    wanted = 1 - 2 * sure * FLOOR / (sure * (1 + FLOOR**2))
    assert disagreement((1.0, 0.0), (0.0, 1.0)) == pytest.approx(wanted)
    assert wanted == pytest.approx(0.98, abs=0.001)


def test_i_am_fine_in_a_breaking_voice_is_worth_saying_and_a_sad_voice_for_sad_words_is_not():
    assert disagreement(sounds("calm"), sounds("sadness")) > DISAGREES
    assert disagreement(sounds("sadness"), sounds("sadness", 0.3)) < DISAGREES


@pytest.mark.parametrize("feeling", NAMES)
def test_a_voice_that_says_nothing_or_little_contradicts_no_words_however_clear(feeling):
    clear = sounds(feeling, 0.01)
    assert disagreement(clear, EVEN) == 0.0
    assert disagreement(clear, likelihood(0.5, AROUSAL.tolist())) < DISAGREES, "as I always speak"


def test_a_raised_voice_fits_anger_and_not_calm_and_a_calm_one_the_other_way_round():
    raised, lowered = (likelihood(stirred, AROUSAL.tolist()) for stirred in (0.95, 0.05))
    assert disagreement(sounds("anger", 0.01), raised) < 0.05
    assert disagreement(sounds("calm", 0.01), raised) > DISAGREES
    assert disagreement(sounds("calm", 0.01), lowered) < 0.05
    assert disagreement(sounds("anger", 0.01), lowered) > DISAGREES


@given(likelihoods)
def test_nobody_contradicts_themselves(words):
    assert disagreement(words, words) == pytest.approx(0.0, abs=1e-12)


# --- heavy words in a calm voice -----------------------------------------------------------------


def test_heavy_words_in_a_calm_voice_are_a_sign_of_their_own():
    def voiced(stirred):
        return likelihood(stirred, AROUSAL.tolist())

    assert calm_voice_heavy_words(Affect(-0.7, 0.2), voiced(0.1))
    assert not calm_voice_heavy_words(Affect(-0.7, 0.2), voiced(0.5)), "as I always speak"
    assert not calm_voice_heavy_words(Affect(-0.7, 0.2), voiced(0.9))
    assert not calm_voice_heavy_words(Affect(0.3, 0.2), voiced(0.1)), "light words"


@pytest.mark.parametrize("voice", NO_VOICE)
def test_without_a_voice_there_is_no_such_sign(voice):
    assert not calm_voice_heavy_words(Affect(-0.9), voice)


# --- together ------------------------------------------------------------------------------------


def test_text_alone_is_left_exactly_as_it_is():
    words = (0.3, 0.0, 7.0, 0.001, 1e-9, 2.0, 0.5, 0.25)
    assert fuse(words, ()) == words
    assert disagreement(words, ()) == 0.0


def test_words_and_voice_by_hand():
    assert TRUST == 0.5, "the voice is the square root of a witness"
    assert fuse((1.0, 0.5), (0.25, 1.0)) == pytest.approx((1.0, 1.0))
    assert fuse((1.0, 0.2), (1.0, 0.09)) == pytest.approx((1.0, 0.06))


def test_a_voice_that_says_nothing_changes_nothing_but_the_scale():
    assert fuse((2.0, 1.0, 0.5), (7.0, 7.0, 7.0)) == pytest.approx((1.0, 0.5, 0.25))


def test_neither_words_nor_voice_rule_a_feeling_out():
    together = fuse(sounds("joy", 0.0), sounds("joy", 0.0))
    assert min(together) == FLOOR
    assert fuse((1.0, 0.0), (0.0, 1.0)) == pytest.approx((1.0, math.sqrt(FLOOR)))


def test_the_words_weigh_more_than_the_voice():
    together = fuse(sounds("anger"), sounds("joy"))
    anger, joy, calm = (together[NAMES.index(name)] for name in ("anger", "joy", "calm"))
    assert anger > joy > calm


def test_a_voice_decides_where_the_words_leave_it_open():
    words = tuple(1.0 if name in ("calm", "sadness") else 0.05 for name in NAMES)
    together = fuse(words, sounds("sadness", 0.2))
    assert NAMES[int(np.argmax(together))] == "sadness"


@pytest.mark.parametrize("voice", NO_VOICE)
def test_a_voice_that_is_none_is_not_listened_to(voice):
    assert not usable(EVEN, voice)
    assert fuse(sounds("hope"), voice) == sounds("hope")
    assert disagreement(sounds("hope"), voice) == 0.0


@given(likelihoods, anything)
def test_whatever_a_microphone_gives_the_words_stay_a_likelihood(words, voice):
    together = fuse(words, voice)
    assert len(together) == N
    assert all(math.isfinite(value) and value >= 0 for value in together) and any(together)
    assert 0.0 <= disagreement(words, voice) <= 1.0
    if not usable(words, voice):
        assert together == words


@given(likelihoods, likelihoods)
def test_together_the_likeliest_counts_as_one_and_the_rest_as_less(words, voice):
    together = fuse(words, voice)
    assert max(together) == 1.0
    assert min(together) >= FLOOR
