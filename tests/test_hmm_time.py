"""Time between the turns: an hour is not a week. Against the half-life by hand and every path."""

import itertools
import math

import numpy as np
import pytest
from test_hmm import marginal, on_the_simplex

from companion.emotion import hmm
from companion.emotion.hmm import HOUR, Hmm
from companion.turn import Belief

DAY, WEEK, YEAR = 24 * HOUR, 168 * HOUR, 8766 * HOUR
START = np.array([0.5, 0.3, 0.2])
TRANSMAT = np.array([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.3, 0.0, 0.7]])
AFTER_A_QUESTION = np.array([[0.6, 0.2, 0.2], [0.5, 0.4, 0.1], [0.0, 0.0, 1.0]])
LIVES = np.array([6.0, 24.0, 48.0])
MODEL = Hmm(START, TRANSMAT, {"question": AFTER_A_QUESTION}, LIVES)
SURE = Belief((0.0, 0.0, 1.0))
NO_TIME = [0.0, -1.0, -YEAR, -math.inf, math.nan]


def talk_with_gaps(seed, n=3, turns=4, zeros=False):
    rng = np.random.default_rng(seed)
    start, transmats = rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(n), size=(2, n))
    likelihoods = rng.random((turns, n))
    if zeros:
        start = hmm.normalize(start * [1, 0, 1])
        transmats[:, 0, 1] = 0
        transmats = hmm.normalize(transmats)
        likelihoods[1, 2] = 0
    lives = rng.choice([0.5, 6.0, 48.0, np.inf], size=n)
    model = Hmm(start, transmats[0], {"question": transmats[1]}, lives)
    strategies = rng.choice(["question", "others"], size=turns - 1).tolist()
    gaps = rng.choice([0.0, 90.0, HOUR, DAY, WEEK, -DAY, math.nan, math.inf], size=turns - 1)
    return model, likelihoods, strategies, gaps.tolist()


def step_by_hand(model, before, now, strategy, gap):
    """p(now | before), with the half-life written out."""
    hours = gap / HOUR if gap > 0 else 0.0
    life = model.half_life[before]
    kept = 1.0 if math.isinf(life) else 0.5 ** (hours / life)
    matrix = model.by_strategy.get(strategy, model.transmat)
    return kept * matrix[before, now] + (1 - kept) * model.startprob[now]


def every_path(model, likelihoods, strategies, gaps):
    """{path: joint probability}, by writing the sum out."""
    weights = {}
    for path in itertools.product(range(model.startprob.size), repeat=len(likelihoods)):
        weight = model.startprob[path[0]] * likelihoods[0][path[0]]
        for i, (strategy, gap) in enumerate(zip(strategies, gaps, strict=True)):
            weight *= step_by_hand(model, path[i], path[i + 1], strategy, gap)
            weight *= likelihoods[i + 1][path[i + 1]]
        weights[path] = weight
    return weights


def filtered(model, likelihoods, strategies, gaps):
    belief = hmm.filter_step(model, None, likelihoods[0])
    for likelihood, strategy, gap in zip(likelihoods[1:], strategies, gaps, strict=True):
        belief = hmm.filter_step(model, belief, likelihood, strategy, gap)
    return belief


def test_an_hour_and_a_week_are_not_the_same():
    after_an_hour = hmm.predict(MODEL, SURE, gap=HOUR)
    after_a_week = hmm.predict(MODEL, SURE, gap=WEEK)
    assert after_an_hour.probs[2] == pytest.approx(0.69, abs=0.01)
    assert after_a_week.probs[2] == pytest.approx(0.24, abs=0.01)
    assert np.abs(np.array(after_a_week.probs) - START).max() < 0.1


@pytest.mark.parametrize("state", range(3))
def test_after_its_half_life_half_of_a_feeling_still_holds(state):
    row = MODEL.transmat_after(None, LIVES[state] * HOUR)[state]
    np.testing.assert_array_equal(row, 0.5 * TRANSMAT[state] + 0.5 * START)
    row = MODEL.transmat_after("question", LIVES[state] * HOUR)[state]
    np.testing.assert_array_equal(row, 0.5 * AFTER_A_QUESTION[state] + 0.5 * START)


def test_each_feeling_wears_off_at_its_own_pace():
    assert MODEL.kept(24 * HOUR) == pytest.approx([1 / 16, 1 / 2, 1 / math.sqrt(2)])


@pytest.mark.parametrize("gap", NO_TIME)
def test_a_clock_set_back_or_broken_counts_as_no_time(gap):
    np.testing.assert_array_equal(MODEL.transmat_after(None, gap), TRANSMAT)
    np.testing.assert_array_equal(MODEL.transmat_after("question", gap), AFTER_A_QUESTION)
    assert MODEL.worn(SURE, gap).probs == SURE.probs
    np.testing.assert_array_equal(MODEL.kept(gap), np.ones(3))


def test_after_endless_time_nothing_is_known_any_more():
    np.testing.assert_array_equal(MODEL.transmat_after("question", math.inf), [START] * 3)
    assert hmm.predict(MODEL, SURE, "question", math.inf).probs == pytest.approx(START)
    assert MODEL.worn(SURE, math.inf).probs == pytest.approx(START)


@pytest.mark.parametrize("gap", [WEEK, 1e308, math.inf])
def test_where_nothing_wears_off_time_changes_nothing(gap):
    timeless = Hmm(START, TRANSMAT)
    np.testing.assert_array_equal(timeless.transmat_after(None, gap), TRANSMAT)
    assert timeless.worn(SURE, gap).probs == SURE.probs


def test_one_feeling_may_stay_for_good_while_the_others_wear_off():
    model = Hmm(START, TRANSMAT, half_life=np.array([6.0, np.inf, 6.0]))
    np.testing.assert_array_equal(model.kept(math.inf), [0.0, 1.0, 0.0])
    np.testing.assert_array_equal(model.transmat_after(None, math.inf)[1], TRANSMAT[1])


@pytest.mark.parametrize("gap", [1e-9, 60.0, HOUR, DAY, WEEK, YEAR, 1e308, math.inf])
def test_however_long_i_was_away_every_row_stays_a_distribution(gap):
    for strategy in (None, "question"):
        rows = MODEL.transmat_after(strategy, gap)
        assert (rows >= 0).all()
        np.testing.assert_allclose(rows.sum(axis=1), 1.0, atol=1e-12)


@pytest.mark.parametrize("zeros", [False, True])
@pytest.mark.parametrize("seed", range(8))
class TestWithTimeBetweenTheTurnsAgainstEveryPathWrittenOut:
    def test_filtering(self, seed, zeros):
        talk = model, likelihoods, strategies, gaps = talk_with_gaps(seed, zeros=zeros)
        last = marginal(every_path(*talk), len(likelihoods) - 1, 3)
        belief = filtered(model, likelihoods, strategies, gaps)
        np.testing.assert_allclose(belief.probs, last, atol=1e-12)

    def test_smoothing(self, seed, zeros):
        talk = talk_with_gaps(seed, zeros=zeros)
        paths = every_path(*talk)
        for i, belief in enumerate(hmm.smooth(*talk)):
            np.testing.assert_allclose(belief.probs, marginal(paths, i, 3), atol=1e-12)

    def test_likelihood_of_the_talk(self, seed, zeros):
        talk = talk_with_gaps(seed, zeros=zeros)
        total = sum(every_path(*talk).values())
        assert hmm.log_likelihood(*talk) == pytest.approx(np.log(total))

    def test_best_path(self, seed, zeros):
        talk = talk_with_gaps(seed, zeros=zeros)
        paths = every_path(*talk)
        assert paths[hmm.viterbi(*talk)] == pytest.approx(max(paths.values()), rel=1e-9)

    def test_the_last_two_states_together(self, seed, zeros):
        talk = model, likelihoods, strategies, gaps = talk_with_gaps(seed, zeros=zeros)
        wanted = np.zeros((3, 3))
        for path, weight in every_path(*talk).items():
            wanted[path[-2], path[-1]] += weight
        before = filtered(model, likelihoods[:-1], strategies[:-1], gaps[:-1])
        pairs = hmm.pairwise(model, before, likelihoods[-1], strategies[-1], gaps[-1])
        np.testing.assert_allclose(pairs, wanted / wanted.sum(), atol=1e-12)

    def test_the_columns_of_the_pairs_are_the_filtered_belief(self, seed, zeros):
        model, likelihoods, strategies, gaps = talk_with_gaps(seed, zeros=zeros)
        before = hmm.filter_step(model, None, likelihoods[0])
        for likelihood, strategy, gap in zip(likelihoods[1:], strategies, gaps, strict=True):
            pairs = hmm.pairwise(model, before, likelihood, strategy, gap)
            after = hmm.filter_step(model, before, likelihood, strategy, gap)
            np.testing.assert_allclose(pairs.sum(axis=0), after.probs, atol=1e-12)
            assert pairs.sum() == pytest.approx(1.0)
            before = after


def test_the_rows_of_the_pairs_say_how_it_was_before_in_the_light_of_now():
    model = Hmm(np.array([0.5, 0.5]), np.array([[0.7, 0.3], [0.3, 0.7]]))
    first = hmm.filter_step(model, None, (0.9, 0.2))
    pairs = hmm.pairwise(model, first, (0.9, 0.2))
    smoothed = hmm.smooth(model, [(0.9, 0.2), (0.9, 0.2)])
    assert pairs.sum(axis=1)[0] == pytest.approx(0.8834, abs=5e-5), "the umbrella, as printed"
    np.testing.assert_allclose(pairs.sum(axis=1), smoothed[0].probs)


def test_pairs_the_dynamics_call_impossible_leave_the_words_to_count_by_themselves():
    stuck = Hmm(np.array([1.0, 0.0]), np.eye(2))
    pairs = hmm.pairwise(stuck, Belief((1.0, 0.0)), (0.0, 0.4))
    assert pairs.sum(axis=0) == pytest.approx((0.0, 1.0))
    assert hmm.pairwise(stuck, Belief((1.0, 0.0)), (0.0, 0.0)).tolist() == [[1, 0], [0, 0]]


def test_a_belief_wears_off_to_the_half_after_its_half_life():
    left = MODEL.worn(SURE, 48 * HOUR)
    assert left.probs == pytest.approx(0.5 * np.array(SURE.probs) + 0.5 * START)


def test_a_mixed_belief_wears_off_each_part_by_its_own_half_life():
    left = MODEL.worn(Belief((0.5, 0.0, 0.5)), 48 * HOUR)
    kept = np.array([0.5 * 2.0**-8, 0.0, 0.5 * 0.5])
    assert left.probs == pytest.approx(kept + (1 - kept.sum()) * START)


def test_two_hours_and_three_hours_are_five_hours():
    model = Hmm(START, TRANSMAT, half_life=np.full(3, 7.0))
    in_two = model.worn(model.worn(SURE, 2 * HOUR), 3 * HOUR)
    assert in_two.probs == pytest.approx(model.worn(SURE, 5 * HOUR).probs)


def test_what_wears_off_stays_a_belief_and_only_ever_nears_what_one_starts_with():
    gaps = [0, 60, HOUR, DAY, WEEK, YEAR, math.inf]
    left = [MODEL.worn(Belief((0.1, 0.2, 0.7)), gap) for gap in gaps]
    assert all(on_the_simplex(belief, 3) for belief in left)
    off = [np.abs(np.array(belief.probs) - START).sum() for belief in left]
    assert off == sorted(off, reverse=True)
    assert off[-1] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    "lives", [[6.0, 24.0], [6.0, 24.0, 0.0], [6.0, -1.0, 24.0], [6.0, 24.0, math.nan], [[6.0] * 3]]
)
def test_half_lives_that_are_none_are_refused(lives):
    with pytest.raises(ValueError, match="half_life must hold 3 numbers of hours above zero"):
        Hmm(START, TRANSMAT, half_life=np.array(lives))


def test_a_gap_too_many_or_too_few_is_refused():
    seen = [(1.0, 0.5, 0.5)] * 3
    for gaps in ([HOUR], [HOUR] * 3):
        with pytest.raises(ValueError, match="2 gaps expected between the turns"):
            hmm.smooth(MODEL, seen, gaps=gaps)


def test_gaps_may_be_given_without_strategies():
    seen = [(1.0, 0.2, 0.1), (0.3, 0.3, 0.4)]
    alone = hmm.smooth(MODEL, seen, gaps=[DAY])
    named = hmm.smooth(MODEL, seen, [None], [DAY])
    assert alone == named
    assert alone != hmm.smooth(MODEL, seen)
