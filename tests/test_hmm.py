"""The tracker against print (the umbrella of Russell & Norvig, ch. 14) and against brute force."""

import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from companion.emotion import hmm
from companion.emotion.hmm import Hmm
from companion.errors import CompanionError
from companion.paths import shipped
from companion.turn import Belief, Strategy

UMBRELLA = Hmm(np.array([0.5, 0.5]), np.array([[0.7, 0.3], [0.3, 0.7]]))
SEEN, NOT_SEEN = (0.9, 0.2), (0.1, 0.8)
FIVE_DAYS = (SEEN, SEEN, NOT_SEEN, SEEN, SEEN)

numbers = st.one_of(st.just(0.0), st.floats(0, 1e300), st.floats(0, 1), st.just(5e-324))


def distributions(*shape):
    return arrays(np.float64, shape, elements=numbers).map(hmm.normalize)


def rows(*shape):
    return arrays(np.float64, shape, elements=numbers)


def random_talk(seed, n=3, turns=4, zeros=False):
    rng = np.random.default_rng(seed)
    transmats = rng.dirichlet(np.ones(n), size=(2, n))
    likelihoods = rng.random((turns, n))
    if zeros:
        transmats[:, 0, 1] = 0
        transmats = hmm.normalize(transmats)
        likelihoods[1, 2] = 0
    model = Hmm(rng.dirichlet(np.ones(n)), transmats[0], {"question": transmats[1]})
    strategies = tuple(rng.choice(["question", "others"], size=turns - 1).tolist())
    return model, likelihoods, strategies


def every_path(model, likelihoods, strategies):
    """{path: joint probability}, by writing the sum out."""
    n, weights = model.startprob.size, {}
    for path in itertools.product(range(n), repeat=len(likelihoods)):
        weight = model.startprob[path[0]] * likelihoods[0][path[0]]
        for i, name in enumerate(strategies):
            weight *= model.transmat_after(name)[path[i], path[i + 1]]
            weight *= likelihoods[i + 1][path[i + 1]]
        weights[path] = weight
    return weights


def marginal(weights, turn, n):
    sums = np.zeros(n)
    for path, weight in weights.items():
        sums[path[turn]] += weight
    return sums / sums.sum()


def on_the_simplex(belief, n):
    probs = np.array(belief.probs)
    return (
        probs.shape == (n,)
        and np.isfinite(probs).all()
        and (probs >= 0).all()
        and abs(probs.sum() - 1) < 1e-9
    )


def test_two_umbrellas_make_rain_as_likely_as_in_the_book():
    first = hmm.filter_step(UMBRELLA, None, SEEN)
    second = hmm.filter_step(UMBRELLA, first, SEEN)
    assert first.probs[0] == pytest.approx(0.8182, abs=5e-5)
    assert second.probs[0] == pytest.approx(0.8834, abs=5e-5)


def test_five_days_of_umbrellas_are_filtered_as_printed():
    belief, rain = None, []
    for likelihood in FIVE_DAYS:
        belief = hmm.filter_step(UMBRELLA, belief, likelihood)
        rain.append(belief.probs[0])
    assert rain == pytest.approx([0.8182, 0.8834, 0.1907, 0.7308, 0.8673], abs=5e-5)


def test_five_days_of_umbrellas_are_smoothed_as_printed():
    rain = [belief.probs[0] for belief in hmm.smooth(UMBRELLA, FIVE_DAYS)]
    assert rain == pytest.approx([0.8673, 0.8204, 0.3075, 0.8204, 0.8673], abs=5e-5)


def test_the_best_story_of_the_five_days_is_the_printed_one():
    assert hmm.viterbi(UMBRELLA, FIVE_DAYS) == (0, 0, 1, 0, 0)


def test_the_five_days_are_as_likely_as_hmmlearn_finds_them():
    assert hmm.log_likelihood(UMBRELLA, FIVE_DAYS) == pytest.approx(-3.3725, abs=5e-5)


@pytest.mark.parametrize("zeros", [False, True])
@pytest.mark.parametrize("seed", range(6))
class TestAgainstEveryPathWrittenOut:
    def test_filtering(self, seed, zeros):
        model, likelihoods, strategies = random_talk(seed, zeros=zeros)
        belief = None
        for i, likelihood in enumerate(likelihoods):
            belief = hmm.filter_step(model, belief, likelihood, strategies[i - 1] if i else None)
            paths = every_path(model, likelihoods[: i + 1], strategies[:i])
            np.testing.assert_allclose(belief.probs, marginal(paths, i, 3), atol=1e-12)

    def test_smoothing(self, seed, zeros):
        model, likelihoods, strategies = random_talk(seed, zeros=zeros)
        paths = every_path(model, likelihoods, strategies)
        for i, belief in enumerate(hmm.smooth(model, likelihoods, strategies)):
            np.testing.assert_allclose(belief.probs, marginal(paths, i, 3), atol=1e-12)

    def test_likelihood_of_the_talk(self, seed, zeros):
        model, likelihoods, strategies = random_talk(seed, zeros=zeros)
        total = sum(every_path(model, likelihoods, strategies).values())
        assert hmm.log_likelihood(model, likelihoods, strategies) == pytest.approx(np.log(total))

    def test_best_path(self, seed, zeros):
        model, likelihoods, strategies = random_talk(seed, zeros=zeros)
        paths = every_path(model, likelihoods, strategies)
        assert hmm.viterbi(model, likelihoods, strategies) == max(paths, key=paths.__getitem__)


@given(distributions(4), distributions(4, 4), distributions(4), rows(4))
def test_a_belief_never_leaves_the_simplex(start, transmat, before, likelihood):
    model = Hmm(start, transmat)
    first = hmm.filter_step(model, None, likelihood)
    later = hmm.filter_step(model, Belief(tuple(before)), likelihood)
    assert on_the_simplex(first, 4)
    assert on_the_simplex(later, 4)


@settings(max_examples=60)
@given(distributions(3), distributions(3, 3), st.integers(0, 5).flatmap(lambda n: rows(n, 3)))
def test_no_talk_however_odd_breaks_smoothing_or_the_best_path(start, transmat, likelihoods):
    model = Hmm(start, transmat)
    beliefs = hmm.smooth(model, likelihoods)
    path = hmm.viterbi(model, likelihoods)
    assert len(beliefs) == len(path) == len(likelihoods)
    assert all(on_the_simplex(belief, 3) for belief in beliefs)
    assert set(path) <= {0, 1, 2}
    assert not np.isnan(hmm.log_likelihood(model, likelihoods))


def test_the_last_smoothed_belief_is_the_filtered_one():
    model, likelihoods, strategies = random_talk(11)
    belief = None
    for i, likelihood in enumerate(likelihoods):
        belief = hmm.filter_step(model, belief, likelihood, strategies[i - 1] if i else None)
    np.testing.assert_allclose(hmm.smooth(model, likelihoods, strategies)[-1].probs, belief.probs)


def test_words_that_say_nothing_leave_only_the_passing_of_time():
    belief = hmm.filter_step(UMBRELLA, Belief((1.0, 0.0)), (0.0, 0.0))
    assert belief.probs == pytest.approx((0.7, 0.3))


def test_words_the_dynamics_call_impossible_count_by_themselves():
    stuck = Hmm(np.array([1.0, 0.0]), np.eye(2))
    assert hmm.filter_step(stuck, Belief((1.0, 0.0)), (0.0, 0.4)).probs == (0.0, 1.0)
    assert hmm.log_likelihood(stuck, [(1.0, 0.0), (0.0, 0.4)]) == -np.inf


def test_only_the_shape_of_a_likelihood_matters_not_its_size():
    small = hmm.filter_step(UMBRELLA, None, (0.9e-9, 0.2e-9))
    assert small.probs == pytest.approx(hmm.filter_step(UMBRELLA, None, SEEN).probs)


def test_what_the_companion_did_last_changes_what_is_expected_next():
    soothed = {"affirmation and reassurance": np.array([[0.9, 0.1], [0.6, 0.4]])}
    model = Hmm(UMBRELLA.startprob, UMBRELLA.transmat, soothed)
    heavy = Belief((0.0, 1.0))
    after = hmm.filter_step(model, heavy, (1.0, 1.0), Strategy.AFFIRMATION)
    plain = hmm.filter_step(model, heavy, (1.0, 1.0), Strategy.QUESTION)
    assert after.probs == pytest.approx((0.6, 0.4))
    assert plain.probs == pytest.approx((0.3, 0.7))


@pytest.mark.parametrize(
    ("start", "transmat", "message"),
    [
        ([0.5, 0.6], [[1, 0], [0, 1]], "startprob rows must sum to 1"),
        ([0.5, 0.5], [[0.5, 0.6], [0, 1]], "transmat rows must sum to 1"),
        ([0.5, 0.5], [[1.5, -0.5], [0, 1]], "transmat must hold finite numbers"),
        ([0.5, np.nan], [[1, 0], [0, 1]], "startprob must hold finite numbers"),
        ([0.5, 0.5], [[1.0]], "transmat must have shape"),
        ([], np.empty((0, 0)), "startprob must have shape"),
    ],
)
def test_numbers_that_are_no_probabilities_are_refused(start, transmat, message):
    with pytest.raises(ValueError, match=message):
        Hmm(np.array(start), np.array(transmat))


@pytest.mark.parametrize("likelihood", [(1.0,), (np.nan, 1.0), (np.inf, 1.0), (-1.0, 1.0)])
def test_a_likelihood_that_is_none_is_refused(likelihood):
    with pytest.raises(ValueError, match="2 finite numbers"):
        hmm.filter_step(UMBRELLA, None, likelihood)


def test_a_strategy_too_many_is_refused():
    with pytest.raises(ValueError, match="1 strategies expected"):
        hmm.smooth(UMBRELLA, [SEEN, SEEN], ["question", "question"])


def test_the_numbers_cannot_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        UMBRELLA.transmat[0, 0] = 0.0


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"startprob": [1], "transmat": [[0.4]]}', '{"startprob": "x"}'],
)
def test_damaged_dynamics_give_one_clear_sentence(tmp_path, content):
    path = tmp_path / "dynamics.json"
    path.write_text(content)
    with pytest.raises(CompanionError, match=r"dynamics\.json is damaged"):
        hmm.load(path)


def test_missing_dynamics_give_one_clear_sentence(tmp_path):
    with pytest.raises(CompanionError, match=r"dynamics\.json cannot be read"):
        hmm.load(tmp_path / "dynamics.json")


def test_dynamics_come_back_from_their_file_as_they_were(tmp_path):
    path = tmp_path / "dynamics.json"
    kept = {"startprob": [0.5, 0.5], "transmat": [[0.7, 0.3], [0.3, 0.7]]}
    path.write_text(json.dumps(kept | {"by_strategy": {"question": [[0.6, 0.4], [0.5, 0.5]]}}))
    model = hmm.load(path)
    assert model.transmat.tolist() == kept["transmat"]
    assert model.transmat_after("question").tolist() == [[0.6, 0.4], [0.5, 0.5]]
    assert np.isinf(model.half_life).all(), "where no half-life stands, nothing wears off"


def test_half_lives_come_back_from_their_file_and_damaged_ones_are_refused(tmp_path):
    path = tmp_path / "dynamics.json"
    kept = {"startprob": [0.5, 0.5], "transmat": [[0.7, 0.3], [0.3, 0.7]]}
    path.write_text(json.dumps(kept | {"half_life": [6, 24.5]}))
    assert hmm.load(path).half_life.tolist() == [6.0, 24.5]
    for damaged in ([6], [6, 0], [6, -1], "x", [6, None], None):
        path.write_text(json.dumps(kept | {"half_life": damaged}))
        with pytest.raises(CompanionError, match=r"dynamics\.json is damaged"):
            hmm.load(path)


def test_the_shipped_dynamics_hold_every_strategy_and_prefer_staying():
    model = hmm.load(shipped() / "dynamics.json")
    assert set(model.by_strategy) == {str(strategy) for strategy in Strategy}
    for matrix in (model.transmat, *model.by_strategy.values()):
        assert matrix.shape == (8, 8)
        assert (matrix > 0).all()
        assert (matrix.diagonal() == matrix.max(axis=1)).all()
