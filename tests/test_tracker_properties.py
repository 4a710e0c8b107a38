"""Whatever I say, whenever, by whatever numbers: a belief stays a belief.

Likelihoods of any size, matrices with zeros in them, half-lives from seconds to forever, and clocks
that jump: nothing ever becomes NaN or leaves the simplex.
"""

import math
from datetime import datetime, timedelta, timezone

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from test_hmm import on_the_simplex

from companion.emotion import fit, hmm, learn, timeline
from companion.emotion.channels import disagreement, fuse
from companion.emotion.hmm import Hmm
from companion.emotion.learn import Learnt
from companion.emotion.states import NAMES
from companion.emotion.track import Step, Track, advance, seconds_between
from companion.turn import Belief, Strategy

N = len(NAMES)
HOUR, WEEK, YEAR = 3600.0, 604_800.0, 31_557_600.0

sizes = st.one_of(st.just(0.0), st.floats(0, 1), st.floats(0, 1e300), st.just(5e-324))
weights = st.one_of(st.just(0.0), st.floats(0, 1), st.floats(1e-9, 1e9))
gaps = st.one_of(
    st.sampled_from([0.0, HOUR, WEEK, YEAR, -YEAR, -1e-9, 5e-324, 1e308]),
    st.sampled_from([math.inf, -math.inf, math.nan]),
    st.floats(-1e9, 1e9),
)
lives = st.one_of(st.sampled_from([1 / 3600, 1.0, 24.0, 1e6, math.inf]), st.floats(1e-3, 1e5))
kinds = st.one_of(st.none(), st.sampled_from([*(str(kind) for kind in Strategy), "unheard of"]))
offsets = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.one_of(
    st.datetimes(timezones=st.one_of(st.none(), offsets)),
    st.sampled_from([datetime.min, datetime.max]),
)


def distributions(*shape):
    return arrays(np.float64, shape, elements=weights).map(hmm.normalize)


def models(n=N):
    return st.builds(
        lambda start, matrices, half_life: Hmm(
            start, matrices[0], {"question": matrices[1]}, half_life
        ),
        distributions(n),
        distributions(2, n, n),
        arrays(np.float64, n, elements=lives),
    )


def likelihoods(n=N, elements=sizes):
    return st.lists(elements, min_size=n, max_size=n).map(tuple)


beliefs = distributions(N).map(lambda probs: Belief(tuple(probs.tolist())))


@settings(deadline=None)
@given(models(), beliefs, likelihoods(), kinds, gaps)
def test_a_belief_stays_a_belief_whatever_is_said_after_whatever_time(
    model, before, likelihood, kind, gap
):
    assert on_the_simplex(hmm.predict(model, before, kind, gap), N)
    after = hmm.filter_step(model, before, likelihood, kind, gap)
    assert on_the_simplex(after, N)
    pairs = hmm.pairwise(model, before, likelihood, kind, gap)
    assert np.isfinite(pairs).all() and (pairs >= 0).all()
    assert math.isclose(pairs.sum(), 1.0, abs_tol=1e-9)


@settings(deadline=None)
@given(models(), beliefs, likelihoods(elements=st.floats(0.01, 1)), kinds, gaps)
def test_two_feelings_together_tell_the_same_as_one_alone(model, before, likelihood, kind, gap):
    pairs = hmm.pairwise(model, before, likelihood, kind, gap)
    after = hmm.filter_step(model, before, likelihood, kind, gap)
    np.testing.assert_allclose(pairs.sum(axis=0), after.probs, atol=1e-9)


@settings(deadline=None)
@given(models(), kinds, gaps)
def test_what_is_kept_is_a_share_and_every_row_of_the_dynamics_a_distribution(model, kind, gap):
    kept = model.kept(gap)
    assert ((kept >= 0) & (kept <= 1)).all()
    rows = model.transmat_after(kind, gap)
    assert (rows >= 0).all()
    np.testing.assert_allclose(rows.sum(axis=1), 1.0, atol=1e-9)


@settings(deadline=None)
@given(models(), beliefs, st.floats(0.01, 1e9), st.floats(0.01, 1e9))
def test_a_belief_that_wears_off_stays_a_belief_and_more_time_never_keeps_more(
    model, before, one, other
):
    soon, late = sorted((one, other))
    assert on_the_simplex(model.worn(before, soon), N)
    assert on_the_simplex(model.worn(before, late), N)
    assert (model.kept(late) <= model.kept(soon)).all()


@settings(max_examples=50, deadline=None)
@given(st.data(), models(3), st.integers(0, 6))
def test_no_talk_with_whatever_gaps_breaks_smoothing_or_the_best_path(data, model, turns):
    seen = data.draw(st.lists(likelihoods(3), min_size=turns, max_size=turns))
    steps = max(turns - 1, 0)
    names = data.draw(st.lists(kinds, min_size=steps, max_size=steps))
    waits = data.draw(st.lists(gaps, min_size=steps, max_size=steps))
    smoothed = hmm.smooth(model, seen, names, waits)
    path = hmm.viterbi(model, seen, names, waits)
    assert len(smoothed) == len(path) == turns
    assert all(on_the_simplex(belief, 3) for belief in smoothed)
    assert set(path) <= {0, 1, 2}
    assert not math.isnan(hmm.log_likelihood(model, seen, names, waits))


@settings(max_examples=30, deadline=None)
@given(st.data(), models(3), st.floats(0, 10))
def test_fitting_to_whatever_talk_gives_dynamics(data, model, pseudo):
    talks = []
    for _ in range(2):
        turns = data.draw(st.integers(0, 5))
        steps = max(turns - 1, 0)
        talks.append(
            fit.Talk(
                data.draw(st.lists(likelihoods(3, weights), min_size=turns, max_size=turns)),
                data.draw(st.lists(kinds, min_size=steps, max_size=steps)),
                data.draw(st.lists(gaps, min_size=steps, max_size=steps)),
            )
        )
    found, reached = fit.fit(model, talks, pseudo=pseudo, iterations=4)
    for matrix in (found.transmat, *found.by_strategy.values(), found.startprob[None]):
        np.testing.assert_allclose(matrix.sum(axis=1), 1.0, atol=1e-9)
        assert (matrix >= 0).all()
    assert not any(math.isnan(total) for total in reached)


@settings(max_examples=50, deadline=None)
@given(
    models(),
    st.lists(st.tuples(likelihoods(), moments, kinds), min_size=1, max_size=8),
    st.booleans(),
)
def test_a_person_is_followed_through_whatever_they_say_and_whatever_their_clock_does(
    model, said, learns
):
    track = Track()
    for likelihood, at, kind in said:
        track = advance(model, track, Step(likelihood, at, kind), learns=learns)
        assert on_the_simplex(track.believed, N)
        affect = (track.affect.valence, track.affect.arousal, track.affect.dominance)
        assert all(-1 <= axis <= 1 for axis in affect)
        assert 0 <= track.shift.probability <= 1
        assert 0 <= timeline.uncertainty(track.believed) <= 1
        assert 0 <= timeline.spread(track.believed) <= 1
    assert 0 <= track.learnt.turns <= len(said) - 1 + 1e-9
    assert learns or track.learnt.turns == 0
    again = learn.decoded(learn.encoded(track.learnt))
    assert math.isclose(again.turns, track.learnt.turns, abs_tol=1e-3)
    own = learn.personal(model, again)
    for matrix in (own.transmat, *own.by_strategy.values()):
        np.testing.assert_allclose(matrix.sum(axis=1), 1.0, atol=1e-9)


@settings(max_examples=50, deadline=None)
@given(models(), arrays(np.float64, (N, N), elements=weights), kinds)
def test_whatever_was_learnt_the_dynamics_stay_dynamics(model, counts, kind):
    learnt = Learnt({kind or "": counts})
    own = learn.personal(model, learnt)
    for matrix in (own.transmat, *own.by_strategy.values()):
        assert np.isfinite(matrix).all() and (matrix >= 0).all()
        np.testing.assert_allclose(matrix.sum(axis=1), 1.0, atol=1e-9)
    assert all(abs(effect.change) <= 2 for effect in learn.effects(model, learnt))


@given(moments, moments)
def test_time_never_runs_backwards(before, now):
    seconds = seconds_between(before, now)
    assert math.isfinite(seconds) and seconds >= 0
    assert seconds_between(now, before) == 0 or seconds == 0


@settings(deadline=None)
@given(
    models(), beliefs, likelihoods(elements=st.floats(0.01, 1)), st.lists(st.floats(), max_size=10)
)
def test_whatever_the_voice_the_belief_stays_a_belief(model, before, words, voice):
    heard = fuse(words, tuple(voice))
    assert on_the_simplex(hmm.filter_step(model, before, heard, "question", HOUR), N)
    assert 0 <= disagreement(words, tuple(voice)) <= 1
