"""Baum-Welch: dynamics fitted to talks in which only likelihoods are seen, never the states.

Rabiner (1989), with the two inputs of `hmm`. The passing of time is a hidden switch of its own (a
feeling was kept, or had worn off), so its share of each transition counts for `startprob` and only
the rest for a transmat. Dirichlet pseudo-counts keep what was never seen possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from companion.emotion.hmm import Array, Hmm, backwards, forwards, normalize, sequence

ITERATIONS = 100
TOLERANCE = 1e-4  # of the log-likelihood an utterance


class Talk(NamedTuple):
    """One talk: likelihoods (turns, n), and what stood between the turns as in `hmm.smooth`."""

    likelihoods: npt.ArrayLike
    strategies: Sequence[str | None] = ()
    gaps: Sequence[float] = ()


def fit(
    hmm: Hmm,
    talks: Sequence[Talk],
    *,
    pseudo: float = 0.0,
    iterations: int = ITERATIONS,
    tolerance: float = TOLERANCE,
) -> tuple[Hmm, tuple[float, ...]]:
    """`hmm` moved to where `talks` are likeliest, and the log-likelihood before each step.

    pseudo: so many transitions a row (and starts) of the `hmm` given are added to the counts.
    half_life stays. Without pseudo-counts the log-likelihood never falls. Stops when it gains less
    than `tolerance` an utterance.
    """
    prior, present = hmm, hmm
    reached: list[float] = []
    utterances = sum(len(np.asarray(talk.likelihoods)) for talk in talks)
    for _ in range(iterations):
        present_counts, total = _expected(present, talks)
        gain = total - reached[-1] if reached else np.inf
        reached.append(total)
        if gain < tolerance * max(utterances, 1):
            break
        present = _maximised(prior, present_counts, pseudo)
    return present, tuple(reached)


class _Counts:
    """Expected starts (n,) and transitions (n, n) of each strategy ("" for none known)."""

    def __init__(self, hmm: Hmm) -> None:
        n = hmm.startprob.size
        self.starts = np.zeros(n)
        self.moves = {name: np.zeros((n, n)) for name in ("", *hmm.by_strategy)}


def _expected(hmm: Hmm, talks: Sequence[Talk]) -> tuple[_Counts, float]:
    counts, total = _Counts(hmm), 0.0
    for talk in talks:
        seen, moves = sequence(hmm, *talk)
        if not len(seen):
            continue
        forward, reached = forwards(hmm, seen, moves)
        total += reached
        backward = backwards(seen, moves)
        counts.starts += normalize(forward[0] * backward[0])
        ahead = seen[1:] * backward[1:]
        joint = forward[:-1, :, None] * moves * ahead[:, None, :]
        sums = joint.sum(axis=(1, 2), keepdims=True)
        joint = np.divide(joint, sums, out=np.zeros_like(joint), where=sums > 0)
        steps = len(joint)
        names = talk.strategies or [None] * steps
        for name, gap, step, move in zip(
            names, talk.gaps or [0.0] * steps, joint, moves, strict=True
        ):
            known = name if name is not None and name in hmm.by_strategy else ""
            kept = hmm.kept(gap)[:, None] * hmm.transmat_after(name)
            stayed = step * np.divide(kept, move, out=np.zeros_like(step), where=move > 0)
            counts.moves[known] += stayed
            counts.starts += (step - stayed).sum(axis=0)
    return counts, total


def _maximised(prior: Hmm, counts: _Counts, pseudo: float) -> Hmm:
    return Hmm(
        startprob=_rows(prior.startprob, counts.starts, pseudo),
        transmat=_rows(prior.transmat, counts.moves[""], pseudo),
        by_strategy={
            name: _rows(matrix, counts.moves[name], pseudo)
            for name, matrix in prior.by_strategy.items()
        },
        half_life=prior.half_life,
    )


def _rows(prior: Array, counts: Array, pseudo: float) -> Array:
    """Each row's share of counts and pseudo-counts; a row nobody ever left stays as it was."""
    weights = counts + pseudo * prior
    seen = weights.sum(axis=-1, keepdims=True) > 0
    return np.where(seen, normalize(weights), prior)
