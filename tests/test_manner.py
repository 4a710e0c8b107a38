"""The companion's own affect and the manner it gives."""

from __future__ import annotations

import itertools

from companion.policy.manner import manner, own

STEPS = [-1.0, -0.5, 0.0, 0.5, 1.0]


def test_it_is_moved_less_than_i_am_and_never_as_roused() -> None:
    for valence, arousal in itertools.product(STEPS, STEPS):
        moved, roused = own(valence, arousal)
        assert abs(moved) <= abs(valence)
        assert roused <= max(arousal, 0.0)
        assert moved * valence >= 0


def test_its_measures_stay_within_their_bounds() -> None:
    for valence, arousal in itertools.product(STEPS, STEPS):
        for words, parts in itertools.product((1, 5, 40), (1, 2)):
            found = manner(valence, arousal, words, parts)
            assert 0 <= found.warmth <= 1 and 0 <= found.pace <= 1
            assert parts <= found.length <= 3


def test_when_i_am_low_it_is_warmer_slower_and_stays_a_little_longer() -> None:
    low, even = manner(-0.7, -0.3, 20, 2), manner(0.0, 0.0, 20, 2)
    assert low.warmth > even.warmth and low.pace > even.pace and low.length > even.length


def test_when_i_am_beside_myself_it_slows_down() -> None:
    assert manner(-0.6, 0.8, 20, 2).pace > manner(-0.6, -0.3, 20, 2).pace


def test_it_is_quick_with_my_good_news() -> None:
    assert manner(0.8, 0.5, 12, 2).pace < manner(0.0, 0.0, 12, 2).pace


def test_a_word_gets_a_sentence() -> None:
    assert manner(0.1, 0.0, 1, 1).length == 1
