"""The hidden Markov model that follows how the person feels: filter, smoother, best path.

Numpy only, in hmmlearn's words. What was observed stays outside: every function takes likelihoods,
p(words | state) up to a common factor, as `observe` makes them. The formulas are Rabiner's (1989),
scaled at each step. Two things are added. The transition from one turn to the next may depend on
the companion's last strategy (an input-output HMM), for a question moves a person otherwise than
reassurance does. And it depends on the time in between: a feeling wears off by its half-life, so
that after an hour most of it still holds and after a week hardly anything is known.
"""

from __future__ import annotations

import json
import math
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

HOUR = 3600.0  # seconds


@dataclass(frozen=True)
class Hmm:
    """Dynamics over n hidden states.

    startprob: shape (n,), where nothing is known of the person, or nothing any more. transmat:
    shape (n, n), row = the state before, column = the state after. by_strategy: a transmat for each
    strategy it is known for; any other uses `transmat`. half_life: shape (n,), hours after which
    half of what was known of this feeling has worn off; None: it never does.
    Raises ValueError unless shapes agree, every row is a probability distribution and every
    half-life is above zero.
    """

    startprob: Array
    transmat: Array
    by_strategy: Mapping[str, Array] = field(default_factory=dict)
    half_life: Array | None = None

    def __post_init__(self) -> None:
        start = _frozen(self.startprob)
        n = start.size
        _check_rows("startprob", start, (n,))
        matrices = {name: _frozen(matrix) for name, matrix in self.by_strategy.items()}
        transmat = _frozen(self.transmat)
        _check_rows("transmat", transmat, (n, n))
        for name, matrix in matrices.items():
            _check_rows(f"transmat after {name!r}", matrix, (n, n))
        lives = _frozen(np.full(n, np.inf) if self.half_life is None else self.half_life)
        if lives.shape != (n,) or not (lives > 0).all():
            raise ValueError(f"half_life must hold {n} numbers of hours above zero")
        object.__setattr__(self, "startprob", start)
        object.__setattr__(self, "transmat", transmat)
        object.__setattr__(self, "by_strategy", MappingProxyType(matrices))
        object.__setattr__(self, "half_life", lives)

    def transmat_after(self, strategy: str | None, gap: float = 0.0) -> Array:
        """How states follow each other after a reply of kind `strategy` and `gap` seconds; (n, n).

        Row i is kept * transmat[i] + (1 - kept) * startprob with kept = 2 ** -(gap / half_life[i]).
        A clock set back, or no number at all, counts as no time.
        """
        matrix = (
            self.transmat if strategy is None else self.by_strategy.get(strategy, self.transmat)
        )
        kept = self.kept(gap)[:, None]
        return np.asarray(kept * matrix + (1.0 - kept) * self.startprob)

    def kept(self, gap: float) -> Array:
        """The share of each feeling that `gap` seconds leave in force; (n,)."""
        hours = gap / HOUR if gap > 0 else 0.0
        assert self.half_life is not None
        with np.errstate(invalid="ignore"):  # infinite time over a feeling that never wears off
            worn = np.nan_to_num(hours / self.half_life, nan=0.0, posinf=np.inf)
        return np.asarray(np.exp2(-worn))

    def worn(self, belief: Belief, gap: float) -> Belief:
        """What of a belief is left after `gap` seconds in which nothing was said."""
        probs = normalize(_checked(belief.probs, self.startprob.size))
        left = probs * self.kept(gap)
        return _belief(normalize(left + max(1.0 - left.sum(), 0.0) * self.startprob))


def normalize(weights: Array) -> Array:
    """`weights` scaled to sum to one along the last axis; all zero becomes uniform.

    Weights are taken as >= 0; subnormal and huge ones are safe.
    """
    weights = np.asarray(weights, dtype=np.float64)
    largest = weights.max(axis=-1, keepdims=True)
    known = largest > 0
    scaled = np.where(known, weights / np.where(known, largest, 1.0), 1.0)
    return np.asarray(scaled / scaled.sum(axis=-1, keepdims=True))


def predict(
    hmm: Hmm, belief: Belief | None, strategy: str | None = None, gap: float = 0.0
) -> Belief:
    """What to expect of the next utterance before it is read; arguments as in `filter_step`."""
    if belief is None:
        return _belief(hmm.startprob)
    before = _checked(belief.probs, hmm.startprob.size)
    return _belief(normalize(before @ hmm.transmat_after(strategy, gap)))


def filter_step(
    hmm: Hmm,
    belief: Belief | None,
    likelihood: Sequence[float],
    strategy: str | None = None,
    gap: float = 0.0,
) -> Belief:
    """The belief after one more utterance: predict with the dynamics, weigh by the likelihood.

    belief: after the turn before, None at the start of a talk. likelihood: n numbers >= 0.
    strategy: of the companion's reply in between. gap: seconds in between. Words the dynamics call
    impossible (every product zero) count by themselves; words that say nothing (all zero) leave
    the prediction. Raises ValueError for a wrong length, NaN, infinity or a negative number.
    """
    seen = _checked(likelihood, hmm.startprob.size)
    predicted = np.array(predict(hmm, belief, strategy, gap).probs)
    return _belief(joined(predicted, seen))


def pairwise(
    hmm: Hmm,
    belief: Belief,
    likelihood: Sequence[float],
    strategy: str | None = None,
    gap: float = 0.0,
) -> Array:
    """p(state before, state now | everything up to now), arguments as in `filter_step`; (n, n).

    Sums to one; its columns' sums are what `filter_step` returns.
    """
    seen = _checked(likelihood, hmm.startprob.size)
    before = normalize(_checked(belief.probs, hmm.startprob.size))
    weights = before[:, None] * hmm.transmat_after(strategy, gap)
    return joined(weights.ravel(), np.tile(seen, seen.size)).reshape(weights.shape)


def smooth(
    hmm: Hmm,
    likelihoods: npt.ArrayLike,
    strategies: Sequence[str | None] = (),
    gaps: Sequence[float] = (),
) -> tuple[Belief, ...]:
    """Beliefs for every turn in the light of the whole talk (forward-backward).

    likelihoods: shape (turns, n). strategies: the reply between turn i and i + 1, turns - 1 of
    them, or none at all. gaps: the seconds in between, as many.
    """
    seen, moves = sequence(hmm, likelihoods, strategies, gaps)
    if not len(seen):
        return ()
    forward, _ = forwards(hmm, seen, moves)
    backward = backwards(seen, moves)
    return tuple(_belief(joined(f, b)) for f, b in zip(forward, backward, strict=True))


def viterbi(
    hmm: Hmm,
    likelihoods: npt.ArrayLike,
    strategies: Sequence[str | None] = (),
    gaps: Sequence[float] = (),
) -> tuple[int, ...]:
    """The most likely path of states through the talk; arguments as in `smooth`."""
    seen, moves = sequence(hmm, likelihoods, strategies, gaps)
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
    hmm: Hmm,
    likelihoods: npt.ArrayLike,
    strategies: Sequence[str | None] = (),
    gaps: Sequence[float] = (),
) -> float:
    """Natural log of p(all utterances), up to the likelihoods' common factors; -inf if impossible."""
    seen, moves = sequence(hmm, likelihoods, strategies, gaps)
    return forwards(hmm, seen, moves)[1]


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
            half_life=np.array(raw["half_life"], np.float64) if "half_life" in raw else None,
        )
    except OSError as error:
        raise CompanionError(f"The file {path.name} cannot be read; please reinstall.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CompanionError(f"The file {path.name} is damaged; please reinstall.") from error


# --- the parts `fit` is made of too --------------------------------------------------------------


def joined(prior: Array, evidence: Array) -> Array:
    """Prior * evidence, summing to one; evidence the prior calls impossible counts by itself."""
    product = prior * _unit(evidence)
    if product.any():
        return normalize(product)
    return normalize(evidence) if evidence.any() else normalize(prior)


def forwards(hmm: Hmm, seen: Array, moves: Array) -> tuple[Array, float]:
    """Filtered beliefs (turns, n) and the log-likelihood."""
    filtered = np.empty_like(seen)
    total = 0.0
    for i, likelihood in enumerate(seen):
        predicted = hmm.startprob if i == 0 else filtered[i - 1] @ moves[i - 1]
        filtered[i] = joined(normalize(predicted), likelihood)
        top = float(likelihood.max())
        share = float(predicted @ _unit(likelihood))
        total += math.log(share) + math.log(top) if share > 0 and top > 0 else -math.inf
    return filtered, total


def backwards(seen: Array, moves: Array) -> Array:
    """p(what follows | state) of each turn, scaled so that the largest is one; (turns, n)."""
    backward = np.ones_like(seen)
    for i in range(len(seen) - 2, -1, -1):
        backward[i] = _unit(moves[i] @ _unit(_unit(seen[i + 1]) * backward[i + 1]))
    return backward


def sequence(
    hmm: Hmm, likelihoods: npt.ArrayLike, strategies: Sequence[str | None], gaps: Sequence[float]
) -> tuple[Array, Array]:
    """Checked likelihoods (turns, n) and the transmat of each step (turns - 1, n, n)."""
    n = hmm.startprob.size
    rows = [_checked(row, n) for row in np.asarray(likelihoods, dtype=np.float64).reshape(-1, n)]
    steps = max(len(rows) - 1, 0)
    for name, given in (("strategies", strategies), ("gaps", gaps)):
        if given and len(given) != steps:
            raise ValueError(f"{steps} {name} expected between the turns, got {len(given)}")
    between = zip(strategies or [None] * steps, gaps or [0.0] * steps, strict=True)
    moves = [hmm.transmat_after(name, gap) for name, gap in between]
    return np.array(rows).reshape(-1, n), np.array(moves).reshape(-1, n, n)


def _belief(probs: Array) -> Belief:
    return Belief(tuple(float(p) for p in probs))


def _unit(weights: Array) -> Array:
    """Scaled so that the largest is one; all zero stays."""
    top = weights.max()
    return np.asarray(weights / top) if top > 0 else weights


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
