"""Words and voice together: two witnesses of the same feeling."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_track import sounds

from companion.emotion.channels import DISAGREES, FLOOR, TRUST, disagreement, fuse, usable
from companion.emotion.states import NAMES

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


def entropy(*probs):
    return -sum(p * math.log2(p) for p in probs)


# --- how far they contradict each other ----------------------------------------------------------


def test_a_voice_that_says_the_same_does_not_contradict():
    assert disagreement(sounds("sadness"), sounds("sadness")) == pytest.approx(0.0, abs=1e-12)
    assert disagreement((1.0, 0.5, 0.2), (10.0, 5.0, 2.0)) == pytest.approx(0.0, abs=1e-12)


def test_the_very_opposite_is_all_but_one_bit():
    sure = 1 / (1 + FLOOR)
    wanted = 1 - entropy(sure, 1 - sure)  # the middle is even odds: one bit
    assert disagreement((1.0, 0.0), (0.0, 1.0)) == pytest.approx(wanted)
    assert wanted == pytest.approx(0.92, abs=0.005)


def test_a_clear_word_and_a_voice_that_says_nothing_by_hand():
    p, q = (2 / 3, 1 / 3), (1 / 2, 1 / 2)
    middle = (7 / 12, 5 / 12)
    wanted = entropy(*middle) - (entropy(*p) + entropy(*q)) / 2
    assert disagreement((1.0, 0.5), (0.3, 0.3)) == pytest.approx(wanted)


def test_three_feelings_by_hand():
    p, q = np.array([4, 2, 1]) / 7, np.array([1, 2, 4]) / 7
    middle = (p + q) / 2
    wanted = 0.5 * (p * np.log2(p / middle)).sum() + 0.5 * (q * np.log2(q / middle)).sum()
    assert disagreement((1.0, 0.5, 0.25), (0.25, 0.5, 1.0)) == pytest.approx(wanted)


def test_i_am_fine_in_a_breaking_voice_is_worth_saying_and_a_sad_voice_for_sad_words_is_not():
    assert disagreement(sounds("calm"), sounds("sadness")) > DISAGREES
    assert disagreement(sounds("sadness"), sounds("sadness", 0.3)) < DISAGREES
    assert disagreement(sounds("sadness"), EVEN) < disagreement(sounds("calm"), sounds("sadness"))


@given(likelihoods, likelihoods)
def test_it_does_not_matter_which_of_them_contradicts_the_other(words, voice):
    one, other = disagreement(words, voice), disagreement(voice, words)
    assert one == pytest.approx(other, abs=1e-12)
    assert 0.0 <= one <= 1.0


@given(likelihoods)
def test_nobody_contradicts_themselves(words):
    assert disagreement(words, words) == pytest.approx(0.0, abs=1e-12)


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
