"""The figures benches print, each by its textbook definition, in numpy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def f1(truth: Array, said: Array) -> Array:
    """F1 of each column of two boolean arrays, (rows, columns); 0 where nothing was to be found."""
    hits = (truth.astype(bool) & said.astype(bool)).sum(axis=0)
    return np.asarray(2 * hits / np.maximum((truth > 0).sum(axis=0) + said.sum(axis=0), 1))


def macro_f1(truth: Array, said: Array) -> float:
    """The mean of the columns' F1."""
    return float(f1(truth, said).mean())


def weighted_f1(truth: Array, said: Array, classes: int) -> float:
    """F1 of each class, weighed by how often it is true. truth, said: class numbers, (rows,)."""
    shares = np.bincount(truth, minlength=classes) / len(truth)
    return float(f1(one_hot(truth, classes), one_hot(said, classes)) @ shares)


def one_hot(numbers: Array, classes: int) -> Array:
    """(rows, classes), True at each row's number."""
    return np.asarray(np.arange(classes) == np.asarray(numbers)[:, None])


def best_thresholds(truth: Array, probabilities: Array, steps: int = 400) -> Array:
    """For each column the threshold with the best F1, of `steps` quantiles; (columns,)."""
    found = []
    for right, p in zip(truth.T, probabilities.T, strict=True):
        tried = np.unique(np.quantile(p, np.linspace(0.3, 0.9995, steps)))
        scores = f1(np.repeat(right[:, None], len(tried), axis=1), p[:, None] >= tried)
        found.append(tried[scores.argmax()])
    return np.array(found)


def share(found: Iterable[bool]) -> float:
    """How many of them are true, 0..1 to four places; 0 of none."""
    values = list(found)
    return round(sum(values) / max(1, len(values)), 4)


def auc(said: Array, truth: Array) -> float:
    """Area under the ROC curve: how often a true row is rated above one that is not; ties half.

    said: ratings, (rows,). truth: boolean, (rows,).
    """
    right, wrong = said[truth], said[~truth]
    higher = (right[:, None] > wrong).mean() + 0.5 * (right[:, None] == wrong).mean()
    return float(higher)


def negative_log_likelihood(truth: Array, probabilities: Array) -> float:
    """Mean of -ln p(true class); (rows,) and (rows, classes)."""
    given = probabilities[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(given, 1e-12)).mean())


def calibration_error(truth: Array, probabilities: Array, bins: int = 10) -> float:
    """Expected calibration error (Naeini et al., 2015) of the leading class over equal bins."""
    sure, said = probabilities.max(axis=1), probabilities.argmax(axis=1)
    which = np.minimum((sure * bins).astype(int), bins - 1)
    off = 0.0
    for one in range(bins):
        inside = which == one
        if inside.any():
            off += inside.mean() * abs((said == truth)[inside].mean() - sure[inside].mean())
    return float(off)


def pearson(foretold: Array, real: Array) -> list[float]:
    """Pearson's r of each column."""
    return [float(np.corrcoef(a, b)[0, 1]) for a, b in zip(foretold.T, real.T, strict=True)]
