"""The hidden Markov model that follows how the person feels: filter, smoother, best path.

Numpy only, in hmmlearn's words. What was observed stays outside: every function takes likelihoods,
p(words | state) up to a common factor, as `observe` makes them. The formulas are Rabiner's (1989),
scaled at each step. One thing is added: the transition from one turn to the next may depend on the
companion's last strategy, for a question moves a person otherwise than reassurance does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.errors import CompanionError
from companion.turn import Belief

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Hmm:
    """Dynamics over n hidden states.

    startprob: shape (n,). transmat: shape (n, n), row = the state before, column = the state after.
    by_strategy: a transmat for each strategy it is known for; any other uses `transmat`.
    Raises ValueError unless shapes agree and every row is a probability distribution.
    """

    startprob: Array
    transmat: Array
    by_strategy: Mapping[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        start = _frozen(self.startprob)
        n = start.size
        _check_rows("startprob", start, (n,))
        matrices = {name: _frozen(matrix) for name, matrix in self.by_strategy.items()}
        transmat = _frozen(self.transmat)
        _check_rows("transmat", transmat, (n, n))
        for name, matrix in matrices.items():
            _check_rows(f"transmat after {name!r}", matrix, (n, n))
        object.__setattr__(self, "startprob", start)
        object.__setattr__(self, "transmat", transmat)
        object.__setattr__(self, "by_strategy", MappingProxyType(matrices))

    def transmat_after(self, strategy: str | None) -> Array:
        """How states follow each other when the companion's last reply was `strategy`; (n, n)."""
        return self.transmat if strategy is None else self.by_strategy.get(strategy, self.transmat)


def normalize(weights: Array) -> Array:
    """`weights` scaled to sum to one along the last axis; all zero becomes uniform.

    Weights are taken as >= 0; subnormal and huge ones are safe.
    """
    weights = np.asarray(weights, dtype=np.float64)
    largest = weights.max(axis=-1, keepdims=True)
    known = largest > 0
    scaled = np.where(known, weights / np.where(known, largest, 1.0), 1.0)
    return np.asarray(scaled / scaled.sum(axis=-1, keepdims=True))


def filter_step(
    hmm: Hmm, belief: Belief | None, likelihood: Sequence[float], strategy: str | None = None
) -> Belief:
    """The belief after one more utterance: predict with the dynamics, weigh by the likelihood.

    belief: after the turn before, None at the start of a talk. likelihood: n numbers >= 0.
    strategy: of the companion's reply in between. Words the dynamics call impossible (every
    product zero) count by themselves; words that say nothing (all zero) leave the prediction.
    Raises ValueError for a wrong length, NaN, infinity or a negative number.
    """
    predicted = (
        hmm.startprob
        if belief is None
        else _checked(belief.probs, hmm.startprob.size) @ hmm.transmat_after(strategy)
    )
    seen = _checked(likelihood, hmm.startprob.size)
    posterior = _joined(normalize(predicted), seen)
    return Belief(tuple(float(p) for p in posterior))


def smooth(
    hmm: Hmm, likelihoods: npt.ArrayLike, strategies: Sequence[str | None] = ()
) -> tuple[Belief, ...]:
    """Beliefs for every turn in the light of the whole talk (forward-backward).

    likelihoods: shape (turns, n). strategies: the reply between turn i and i + 1, turns - 1 of
    them, or none at all.
    """
    seen, moves = _sequence(hmm, likelihoods, strategies)
    if not len(seen):
        return ()
    forward, _ = _forward(hmm, seen, moves)
    backward = np.ones_like(seen)
    for i in range(len(seen) - 2, -1, -1):
        backward[i] = _unit(moves[i] @ _unit(_unit(seen[i + 1]) * backward[i + 1]))
    joined = (_joined(f, b) for f, b in zip(forward, backward, strict=True))
    return tuple(Belief(tuple(float(p) for p in probs)) for probs in joined)


def viterbi(
    hmm: Hmm, likelihoods: npt.ArrayLike, strategies: Sequence[str | None] = ()
) -> tuple[int, ...]:
    """The most likely path of states through the talk; arguments as in `smooth`."""
    seen, moves = _sequence(hmm, likelihoods, strategies)
    if not len(seen):
        return ()
    with np.errstate(divide="ignore"):
        log_seen, log_moves = np.log(seen), np.log(moves)
        score = np.log(hmm.startprob) + log_seen[0]
    came_from = []
    for log_move, log_likelihood in zip(log_moves, log_seen[1:], strict=True):
        ways = score[:, None] + log_move
        came_from.append(ways.argmax(axis=0))
        score = ways.max(axis=0) + log_likelihood
    path = [int(score.argmax())]
    for origin in reversed(came_from):
        path.append(int(origin[path[-1]]))
    return tuple(reversed(path))


def log_likelihood(
    hmm: Hmm, likelihoods: npt.ArrayLike, strategies: Sequence[str | None] = ()
) -> float:
    """Natural log of p(all utterances), up to the likelihoods' common factors; -inf if impossible."""
    seen, moves = _sequence(hmm, likelihoods, strategies)
    return _forward(hmm, seen, moves)[1]


def load(path: Path) -> Hmm:
    """The dynamics in the file `path` (`models/dynamics.json`). Raises CompanionError if damaged."""
    try:
        raw: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return Hmm(
            startprob=np.array(raw["startprob"], dtype=np.float64),
            transmat=np.array(raw["transmat"], dtype=np.float64),
            by_strategy={
                name: np.array(rows, dtype=np.float64)
                for name, rows in raw.get("by_strategy", {}).items()
            },
        )
    except OSError as error:
        raise CompanionError(f"The file {path.name} cannot be read; please reinstall.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CompanionError(f"The file {path.name} is damaged; please reinstall.") from error


def _joined(prior: Array, evidence: Array) -> Array:
    product = prior * _unit(evidence)
    if product.any():
        return normalize(product)
    return normalize(evidence) if evidence.any() else normalize(prior)


def _forward(hmm: Hmm, seen: Array, moves: Array) -> tuple[Array, float]:
    """Filtered beliefs (turns, n) and the log-likelihood."""
    filtered = np.empty_like(seen)
    total = 0.0
    for i, likelihood in enumerate(seen):
        predicted = hmm.startprob if i == 0 else filtered[i - 1] @ moves[i - 1]
        filtered[i] = _joined(normalize(predicted), likelihood)
        top = float(likelihood.max())
        share = float(predicted @ _unit(likelihood))
        total += float(np.log(share) + np.log(top)) if share > 0 and top > 0 else -np.inf
    return filtered, total


def _unit(weights: Array) -> Array:
    """Scaled so that the largest is one; all zero stays."""
    top = weights.max()
    return np.asarray(weights / top) if top > 0 else weights


def _sequence(
    hmm: Hmm, likelihoods: npt.ArrayLike, strategies: Sequence[str | None]
) -> tuple[Array, Array]:
    """Checked likelihoods (turns, n) and the transmat of each step (turns - 1, n, n)."""
    n = hmm.startprob.size
    rows = [_checked(row, n) for row in np.asarray(likelihoods, dtype=np.float64).reshape(-1, n)]
    steps = max(len(rows) - 1, 0)
    if strategies and len(strategies) != steps:
        raise ValueError(f"{steps} strategies expected between the turns, got {len(strategies)}")
    moves = [hmm.transmat_after(name) for name in strategies or [None] * steps]
    return np.array(rows).reshape(-1, n), np.array(moves).reshape(-1, n, n)


def _checked(numbers: npt.ArrayLike, n: int) -> Array:
    values = np.asarray(numbers, dtype=np.float64)
    if values.shape != (n,) or not np.isfinite(values).all() or (values < 0).any():
        raise ValueError(f"{n} finite numbers >= 0 expected, got shape {values.shape}")
    return values


def _frozen(values: npt.ArrayLike) -> Array:
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array


def _check_rows(name: str, rows: Array, shape: tuple[int, ...]) -> None:
    if rows.shape != shape or not rows.size:
        raise ValueError(f"{name} must have shape {shape} (got {rows.shape})")
    if not np.isfinite(rows).all() or (rows < 0).any():
        raise ValueError(f"{name} must hold finite numbers >= 0")
    sums = rows.sum(axis=-1)
    if not np.allclose(sums, 1.0, atol=1e-6):
        raise ValueError(f"{name} rows must sum to 1 (got row sums of {sums})")
