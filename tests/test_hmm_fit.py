"""Baum-Welch: against every path written out, and against people whose dynamics are known."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_hmm_time import DAY, WEEK, every_path, step_by_hand, talk_with_gaps

from companion.emotion import fit, hmm
from companion.emotion.fit import Talk
from companion.emotion.hmm import HOUR, Hmm

TRUE = Hmm(
    np.array([0.6, 0.3, 0.1]),
    np.array([[0.85, 0.1, 0.05], [0.1, 0.8, 0.1], [0.15, 0.05, 0.8]]),
    {"question": np.array([[0.5, 0.4, 0.1], [0.1, 0.5, 0.4], [0.4, 0.1, 0.5]])},
    np.array([12.0, 24.0, 48.0]),
)
KNOWING_NOTHING = Hmm(
    np.full(3, 1 / 3), np.full((3, 3), 1 / 3), {"question": np.full((3, 3), 1 / 3)}, TRUE.half_life
)
SOUNDS = (np.full((3, 3), 0.05) + 0.95 * np.eye(3)) / 1.1  # p(how it sounds | state)
LEANING = Hmm(
    np.full(3, 1 / 3),
    np.full((3, 3), 0.2) + 0.4 * np.eye(3),
    {"question": np.full((3, 3), 0.2) + 0.4 * np.eye(3)},
    TRUE.half_life,
)


def lived(model, rng, turns, gaps=False):
    """A talk with somebody who feels by `model`; one message in eleven sounds like another state."""
    strategies = rng.choice(["question", "others"], size=turns - 1).tolist()
    waits = rng.choice([60.0, WEEK], size=turns - 1, p=[0.7, 0.3]).tolist() if gaps else []
    state = rng.choice(3, p=model.startprob)
    states = [state]
    for strategy, gap in zip(strategies, waits or [0.0] * (turns - 1), strict=True):
        state = rng.choice(3, p=model.transmat_after(strategy, gap)[state])
        states.append(state)
    sounds = np.array([rng.choice(3, p=SOUNDS[state]) for state in states])
    return Talk(SOUNDS[:, sounds].T, strategies, waits)


def kl(true, found):
    """Mean Kullback-Leibler divergence of the rows, in nats."""
    return float((true * np.log(true / found)).sum(axis=-1).mean())


def never_falls(reached):
    return all(b >= a - 1e-9 * max(1.0, abs(a)) for a, b in itertools.pairwise(reached))


def equal(one, other):
    return (
        np.array_equal(one.startprob, other.startprob)
        and np.array_equal(one.transmat, other.transmat)
        and all(np.array_equal(m, other.by_strategy[name]) for name, m in one.by_strategy.items())
    )


def counted_by_hand(talks):
    """Expected starts and moves, over every path and every way that time may have passed.

    In each step the feeling was kept (a move) or had worn off (a start); both are hidden.
    """
    starts, moves = np.zeros(3), {"": np.zeros((3, 3)), "question": np.zeros((3, 3))}
    for model, likelihoods, strategies, gaps in talks:
        paths = every_path(model, likelihoods, strategies, gaps)
        total = sum(paths.values())
        for path, weight in paths.items():
            share = weight / total
            starts[path[0]] += share
            for i, (strategy, gap) in enumerate(zip(strategies, gaps, strict=True)):
                before, now = path[i], path[i + 1]
                step = step_by_hand(model, before, now, strategy, gap)
                if not step:
                    continue
                matrix = model.transmat_after(strategy)
                stayed = share * model.kept(gap)[before] * matrix[before, now] / step
                moves[strategy if strategy in model.by_strategy else ""][before, now] += stayed
                starts[now] += share - stayed
    return starts, moves


def rows(counts):
    return counts / counts.sum(axis=-1, keepdims=True)


@pytest.mark.parametrize("zeros", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_one_step_counts_what_every_path_written_out_counts(seed, zeros):
    model, *given_talk = talk_with_gaps(seed, turns=5, zeros=zeros)
    starts, moves = counted_by_hand([(model, *given_talk)])
    pseudo = 0.5
    found, _ = fit.fit(model, [Talk(*given_talk)], pseudo=pseudo, iterations=1)
    np.testing.assert_allclose(found.startprob, rows(starts + pseudo * model.startprob), atol=1e-9)
    np.testing.assert_allclose(found.transmat, rows(moves[""] + pseudo * model.transmat), atol=1e-9)
    np.testing.assert_allclose(
        found.by_strategy["question"],
        rows(moves["question"] + pseudo * model.by_strategy["question"]),
        atol=1e-9,
    )


def test_several_talks_are_counted_together():
    rng = np.random.default_rng(3)
    talks = [lived(TRUE, rng, 4) for _ in range(3)]
    starts, moves = counted_by_hand([(TRUE, t.likelihoods, t.strategies, [0.0] * 3) for t in talks])
    found, reached = fit.fit(TRUE, talks, iterations=1, pseudo=1.0)
    np.testing.assert_allclose(found.startprob, rows(starts + TRUE.startprob), atol=1e-9)
    np.testing.assert_allclose(found.transmat, rows(moves[""] + TRUE.transmat), atol=1e-9)
    assert reached == pytest.approx([sum(hmm.log_likelihood(TRUE, *talk) for talk in talks)])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.booleans(), st.booleans())
def test_without_pseudo_counts_every_step_explains_the_talks_at_least_as_well(seed, timed, zeros):
    rng = np.random.default_rng(seed)
    model, *_ = talk_with_gaps(seed, zeros=zeros)
    talks = []
    for turns in rng.integers(1, 7, size=3):
        seen = rng.random((turns, 3))
        names = rng.choice(["question", "others"], size=turns - 1).tolist()
        waits = rng.choice([0.0, HOUR, DAY, math.inf, math.nan], size=turns - 1).tolist()
        talks.append(Talk(seen, names, waits if timed else []))
    found, reached = fit.fit(model, talks, iterations=25, tolerance=0.0)
    assert never_falls(reached)
    end = sum(hmm.log_likelihood(found, *talk) for talk in talks)
    assert never_falls((reached[-1], end))


def test_a_feeling_that_cannot_come_first_is_no_trouble():
    never_first = Hmm(np.array([0.6, 0.4, 0.0]), TRUE.transmat, TRUE.by_strategy, TRUE.half_life)
    for seed in range(20):
        rng = np.random.default_rng(seed)
        talk = Talk(rng.random((6, 3)), ["question", None] * 2 + [None], [0, 0, HOUR, 0, 10])
        found, reached = fit.fit(never_first, [talk], iterations=10)
        assert never_falls(reached)
        assert found.startprob[2] == 0.0


def test_a_sticky_person_is_recovered_and_the_better_the_more_talks_there_are():
    off = {talks: [] for talks in (4, 24, 144)}
    for seed in range(3):
        rng = np.random.default_rng(seed)
        everything = [lived(TRUE, rng, 20) for _ in range(144)]
        for talks, found in off.items():
            fitted, _ = fit.fit(LEANING, everything[:talks], pseudo=1.0, iterations=8)
            found.append(
                (
                    kl(TRUE.transmat, fitted.transmat),
                    kl(TRUE.by_strategy["question"], fitted.by_strategy["question"]),
                    kl(TRUE.startprob, fitted.startprob),
                )
            )
    few, more, many = (np.mean(off[talks], axis=0) for talks in (4, 24, 144))
    assert (few > more).all() and (more > many).all()
    assert (many < 0.02).all()
    assert many[0] < kl(TRUE.transmat, LEANING.transmat) / 20


def test_what_time_wore_off_is_not_taken_for_a_restless_person():
    rng = np.random.default_rng(9)
    talks = [lived(TRUE, rng, 20, gaps=True) for _ in range(120)]
    timed, _ = fit.fit(LEANING, talks, pseudo=1.0, iterations=8)
    untimed, _ = fit.fit(
        LEANING, [Talk(t.likelihoods, t.strategies) for t in talks], pseudo=1.0, iterations=8
    )
    assert kl(TRUE.transmat, timed.transmat) < 0.01
    assert kl(TRUE.transmat, timed.transmat) < kl(TRUE.transmat, untimed.transmat) / 4


def test_endless_time_teaches_only_how_people_come():
    talk = Talk([(1.0, 0.1, 0.1), (0.1, 1.0, 0.1)], [], [math.inf])
    found, _ = fit.fit(KNOWING_NOTHING, [talk], iterations=1)
    np.testing.assert_array_equal(found.transmat, KNOWING_NOTHING.transmat)
    assert found.startprob == pytest.approx(np.array([1.1, 1.1, 0.2]) / 2.4)


def test_a_single_message_teaches_only_how_people_come():
    found, _ = fit.fit(KNOWING_NOTHING, [Talk([(0.8, 0.1, 0.1)])], iterations=1)
    assert found.startprob == pytest.approx((0.8, 0.1, 0.1))
    np.testing.assert_array_equal(found.transmat, KNOWING_NOTHING.transmat)


def test_pseudo_counts_are_worth_as_many_turns_as_they_say():
    talk = Talk([(1.0, 0.0, 0.0), (0.0, 1.0, 0.0)])
    found, _ = fit.fit(KNOWING_NOTHING, [talk], pseudo=3.0, iterations=1)
    assert found.startprob == pytest.approx((2 / 4, 1 / 4, 1 / 4))
    assert found.transmat[0] == pytest.approx((1 / 4, 2 / 4, 1 / 4))


def test_pseudo_counts_keep_what_was_never_seen_as_it_was_and_the_impossible_impossible():
    never = Hmm(TRUE.startprob, np.array([[0.5, 0.5, 0.0], [0.2, 0.8, 0.0], [0.3, 0.3, 0.4]]))
    talks = [Talk([(1.0, 0.2, 0.0), (0.3, 1.0, 0.0), (1.0, 0.5, 0.0)])]
    found, _ = fit.fit(never, talks, pseudo=2.0)
    assert found.transmat[2] == pytest.approx(never.transmat[2]), "nobody ever was there"
    assert (found.transmat[:2, 2] == 0).all()


def test_rows_nobody_ever_left_stay_as_they_were():
    talk = Talk([(1.0, 0.0, 0.0), (0.0, 1.0, 0.0)], ["question"])
    found, _ = fit.fit(TRUE, [talk])
    np.testing.assert_array_equal(found.transmat, TRUE.transmat)
    np.testing.assert_array_equal(
        found.by_strategy["question"][1:], TRUE.by_strategy["question"][1:]
    )
    assert found.by_strategy["question"][0] == pytest.approx((0.0, 1.0, 0.0))


def test_a_kind_of_reply_without_dynamics_of_its_own_counts_for_the_rest():
    talk = Talk([(1.0, 0.0, 0.0), (0.0, 1.0, 0.0)], ["others"])
    found, _ = fit.fit(TRUE, [talk], iterations=1)
    assert found.transmat[0] == pytest.approx((0.0, 1.0, 0.0))
    np.testing.assert_array_equal(found.by_strategy["question"], TRUE.by_strategy["question"])


@pytest.mark.parametrize("talks", [[], [Talk([])], [Talk(np.empty((0, 3)))] * 2])
@pytest.mark.parametrize("pseudo", [0.0, 4.0])
def test_without_a_talk_nothing_changes(talks, pseudo):
    found, reached = fit.fit(KNOWING_NOTHING, talks, pseudo=pseudo)
    for one, other in zip(
        (found.startprob, found.transmat),
        (KNOWING_NOTHING.startprob, KNOWING_NOTHING.transmat),
        strict=True,
    ):
        np.testing.assert_allclose(one, other)
    assert set(reached) == {0.0}


def test_the_half_lives_stay_and_no_number_of_the_given_dynamics_changes():
    rng = np.random.default_rng(1)
    before = LEANING.transmat.copy()
    found, _ = fit.fit(LEANING, [lived(TRUE, rng, 15)])
    np.testing.assert_array_equal(found.half_life, TRUE.half_life)
    np.testing.assert_array_equal(LEANING.transmat, before)
    assert not equal(found, LEANING)


def test_it_stops_when_there_is_nothing_more_to_gain():
    rng = np.random.default_rng(2)
    talks = [lived(TRUE, rng, 15) for _ in range(5)]
    _, reached = fit.fit(LEANING, talks)
    assert 2 < len(reached) < fit.ITERATIONS
    assert reached[-1] - reached[-2] < fit.TOLERANCE * 75
    assert fit.fit(LEANING, talks, iterations=0) == (LEANING, ())
