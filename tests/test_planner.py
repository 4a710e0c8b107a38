"""Choosing among fitting kinds of reply."""

from __future__ import annotations

import statistics

from companion.policy.planner import EXPLORES, best, worth
from companion.turn import Prospects, Strategy

Q, R, A, S = Strategy.QUESTION, Strategy.REFLECTION, Strategy.AFFIRMATION, Strategy.SUGGESTION
PAIRS = ((R, Q), (A, Q), (S, A))


def test_where_nothing_is_known_of_me_custom_decides() -> None:
    assert best(PAIRS, Prospects()) == ((R, Q), "")


def test_what_has_helped_me_comes_before_custom_and_the_reason_says_so() -> None:
    prospects = Prospects({A.value: 0.3, R.value: -0.1}, {}, {A.value: 12.0})
    pair, why = best(PAIRS, prospects)
    assert pair == (A, Q)
    assert (
        why == "With you, affirmation and reassurance has led to lighter turns than other replies."
    )


def test_a_kind_never_tried_with_me_is_not_called_proven() -> None:
    pair, why = best(PAIRS, Prospects({A.value: 0.3}))
    assert pair == (A, Q) and "may ease" in why


def test_a_little_gain_does_not_turn_custom_over() -> None:
    assert best(PAIRS, Prospects({A.value: 0.01}))[0] == (R, Q)


def test_the_second_kind_counts_half() -> None:
    pairs = ((R, Q), (R, A))
    assert best(pairs, Prospects({A.value: 0.2}))[0] == (R, A)


def test_without_a_draw_nothing_is_left_to_chance() -> None:
    prospects = Prospects({A.value: 0.02}, {A.value: 5.0})
    assert {worth(A, prospects, "") for _ in range(5)} == {0.02}


def test_the_same_draw_gives_the_same_choice() -> None:
    prospects = Prospects({}, {A.value: 1.0, S.value: 1.0})
    assert best(PAIRS, prospects, "7/3") == best(PAIRS, prospects, "7/3")


def test_what_is_doubtful_is_tried_now_and_then_and_the_reason_is_honest() -> None:
    prospects = Prospects({}, {S.value: 1.0})
    found = [best(PAIRS, prospects, f"1/{turn}") for turn in range(200)]
    tried = [why for pair, why in found if pair == (S, A)]
    assert 20 < len(tried) < 180
    assert set(tried) == {"I have seldom tried providing suggestions with you, so I try it."}


def test_draws_spread_as_the_doubt_says() -> None:
    prospects = Prospects({A.value: 0.1}, {A.value: 2.0})
    draws = [worth(A, prospects, str(i)) for i in range(4000)]
    assert abs(statistics.mean(draws) - 0.1) < 0.03
    assert abs(statistics.stdev(draws) - EXPLORES * 2.0) < 0.02
