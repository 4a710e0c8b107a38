"""A softmax regression in numpy, so that a bench can fit a head on data whose numbers may not ship.

On dense features, and on the bins of a text's wording beside them (`companion.emotion.wording`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from companion.bench.figures import Array, one_hot
from companion.emotion.network import softmax
from companion.emotion.wording import BINS

EPOCHS = 6
FEWEST_STEPS = 200  # for small data
BATCH = 256
DENSE_RATE, WORD_RATE = 0.002, 0.05
DENSE_DECAY, WORD_DECAY = 0.02, 3e-4  # ridge; chosen on folds of MELD's training split
FIRST, SECOND = 0.9, 0.99  # Adam's (Kingma and Ba, 2015)
SEEN = 2  # a bin counts from so many texts on

Words = Sequence[tuple[int, ...]]


@dataclass(frozen=True)
class Softmax:
    """weights (d, k) and bias (k,) on centred and scaled features; word_weights (w + 1, k).

    place (BINS,): where a bin's weights are, w for one hardly seen. rarity (w + 1,): how much it
    counts, 0 for those.
    """

    middle: Array
    scale: Array
    weights: Array
    bias: Array
    word_weights: Array
    place: Array
    rarity: Array

    def logits(self, features: Array, words: Words) -> Array:
        """(rows, k), up to a constant a row."""
        dense = (features - self.middle) / self.scale @ self.weights + self.bias
        flat, owner, shares = _sparse(words, self.place, self.rarity)
        return np.asarray(dense + _summed(self.word_weights[flat] * shares, owner, len(dense)))


def fit(features: Array, words: Words, truth: Array, classes: int, seed: int = 0) -> Softmax:
    """Ridge-penalised maximum likelihood; features (rows, d), truth (rows,) class numbers."""
    rng = np.random.default_rng(seed)
    middle, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    rows = ((features - middle) / scale).astype(np.float32)
    seen = np.bincount([b for of_text in words for b in of_text], minlength=BINS)
    known = np.flatnonzero(seen >= SEEN)
    place = np.full(BINS, len(known))
    place[known] = np.arange(len(known))
    rarity = np.append(np.log(len(words) / seen[known]), 0.0)
    target = one_hot(truth, classes).astype(np.float32)
    dense = np.zeros((rows.shape[1], classes), np.float32)
    bias = np.log(np.maximum(target.mean(axis=0), 1e-6))
    worded = np.zeros((len(rarity), classes), np.float32)
    of_dense, of_bias, of_words = _Adam(dense), _Adam(bias), _Adam(worded)
    each = -(-len(rows) // BATCH)
    epochs = max(EPOCHS, -(-FEWEST_STEPS // each))
    steps, step = epochs * each, 0
    for _ in range(epochs):
        order = rng.permutation(len(rows))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            flat, owner, shares = _sparse([words[i] for i in chosen], place, rarity)
            logits = rows[chosen] @ dense + bias
            logits += _summed(worded[flat] * shares, owner, len(chosen))
            off = (softmax(logits) - target[chosen]) / len(chosen)
            step += 1
            slow = 0.5 * (1 + np.cos(np.pi * step / steps))
            dense -= slow * DENSE_RATE * of_dense.step(rows[chosen].T @ off + DENSE_DECAY * dense)
            bias = bias - slow * DENSE_RATE * of_bias.step(off.sum(axis=0))
            slope = _summed(off[owner] * shares, flat, len(rarity)) + WORD_DECAY * worded
            worded -= slow * WORD_RATE * of_words.step(slope)
    return Softmax(middle, scale, dense, bias, worded, place, rarity)


class _Adam:
    """The running moments of one array's gradient."""

    def __init__(self, of: Array) -> None:
        self._mean, self._square, self._steps = np.zeros_like(of), np.zeros_like(of), 0

    def step(self, slope: Array) -> Array:
        """The direction to move against, of about unit size."""
        self._steps += 1
        self._mean = FIRST * self._mean + (1 - FIRST) * slope
        self._square = SECOND * self._square + (1 - SECOND) * slope**2
        mean = self._mean / (1 - FIRST**self._steps)
        spread = self._square / (1 - SECOND**self._steps)
        return np.asarray(mean / (np.sqrt(spread) + 1e-8))


def _sparse(words: Words, place: Array, rarity: Array) -> tuple[Array, Array, Array]:
    """(place, row, share) of every bin of every text; a text's shares have length one, (nnz, 1)."""
    flat = place[np.array([b for of_text in words for b in of_text], dtype=np.int64)]
    owner = np.repeat(np.arange(len(words)), [len(of_text) for of_text in words])
    rare = rarity[flat]
    lengths = np.sqrt(np.bincount(owner, rare**2, len(words))) + 1e-9
    return flat, owner, (rare / lengths[owner])[:, None].astype(np.float32)


def _summed(values: Array, places: Array, size: int) -> Array:
    """The sum of the rows that fall on each place; (size, columns)."""
    columns = [np.bincount(places, column, size) for column in values.T]
    return np.stack(columns, axis=1).astype(np.float32)
