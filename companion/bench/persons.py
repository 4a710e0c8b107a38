"""Made-up persons whose dynamics are known, to see whether the tracker finds them.

Each moves between the states by a matrix of their own; what they "say" is a point drawn around
their state, so that the likelihoods are exact and about two messages in three are read right, as
with real messages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from companion.bench.figures import Array
from companion.emotion.hmm import Hmm
from companion.emotion.learn import personal
from companion.emotion.track import Step, Track, advance

CLEARNESS = 2.0  # how far apart the states' messages lie, in standard deviations
MINUTE = timedelta(minutes=1)


def learning_curve(hmm: Hmm, turns: Sequence[int], persons: int, seed: int) -> list[list[float]]:
    """[[turns, KL]]: mean KL divergence (nats) of learnt from true transitions, over persons.

    Each row of a matrix counts as often as its state is visited in the long run. The first entry is
    at 0 turns, the shipped dynamics. hmm: those dynamics, learnt from as in the program.
    """
    marks = (0, *turns)
    found = np.zeros((persons, len(marks)))
    for person in range(persons):
        rng = np.random.default_rng([seed, person])
        truth = _transmat(rng, hmm.startprob.size)
        track, state, at = Track(), int(rng.choice(len(truth))), datetime(2026, 1, 1, tzinfo=UTC)
        found[person, 0] = divergence(truth, hmm.transmat)
        for turn in range(1, marks[-1] + 1):
            state, at = int(rng.choice(len(truth), p=truth[state])), at + MINUTE
            track = advance(hmm, track, Step(said(rng, state, len(truth)), at))
            if turn in marks:
                own = personal(hmm, track.learnt).transmat
                found[person, marks.index(turn)] = divergence(truth, own)
    return [[n, round(float(kl), 4)] for n, kl in zip(marks, found.mean(axis=0), strict=True)]


def divergence(truth: Array, learnt: Array) -> float:
    """KL(truth || learnt) in nats, rows weighed by the stationary distribution of `truth`."""
    often = np.linalg.matrix_power(truth, 512).mean(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rows = np.where(truth > 0, truth * np.log(truth / learnt), 0.0).sum(axis=1)
    return float(often @ rows)


def _transmat(rng: np.random.Generator, n: int) -> Array:
    """Somebody's own: each feeling stays to its own degree and leads to a few others above all."""
    stay = rng.uniform(0.3, 0.8, n)
    leaving = rng.dirichlet(np.full(n, 0.5), n) * (1 - np.eye(n)) + 1e-4 * (1 - np.eye(n))
    leaving /= leaving.sum(axis=1, keepdims=True)
    return np.asarray(np.diag(stay) + (1 - stay)[:, None] * leaving)


def said(rng: np.random.Generator, state: int, n: int) -> tuple[float, ...]:
    """What somebody in `state` "says", as exact likelihoods of the n states up to a factor."""
    point = rng.normal(size=n)
    point[state] += CLEARNESS
    weights = np.exp(CLEARNESS * (point - point.max()))
    return tuple(float(w) for w in np.maximum(weights, 1e-9))
