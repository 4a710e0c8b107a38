"""From the vectors of a text's tokens and its wording to what the text holds, in numpy.

The tokens come from a frozen sentence embedder. Several learnt questions are put to them: each
weighs the tokens by how well they answer it (a softmax over tokens, as in attention pooling; Lee
et al., 2019) and takes the mean of what they say. That and the plain mean make a hidden layer,
which finds the loud word in a long message where a mean alone drowns it. Words, pairs of words and
pieces of words add to the answers directly. Fitted by `scripts/train_observer.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.emotion.wording import bins

Array = npt.NDArray[np.float32]


def softmax(logits: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Along the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def sigmoid(logits: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Of any numbers, without overflow."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -60, 60))))


def logit(probabilities: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The inverse of `sigmoid`; certainty counts as one in a million off."""
    inside = np.clip(probabilities, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(inside / (1 - inside)))


@dataclass(frozen=True)
class Network:
    """The fitted numbers; d wide tokens, q questions, h hidden, k answers.

    queries (d, q). values (d, h): h / q columns for each question. mean (d, h), hidden_bias (h,).
    answers (h, k), answer_bias (k,). word_answers (BINS, k); rarity (BINS,): how much a bin counts,
    0 for one never seen in fitting.
    """

    queries: Array
    values: Array
    mean: Array
    hidden_bias: Array
    answers: Array
    answer_bias: Array
    word_answers: Array
    rarity: Array

    def hidden(self, tokens: Array, kept: npt.NDArray[np.bool_]) -> Array:
        """The hidden layer for one text and several readings of it; (readings, h).

        tokens: (t, d). kept: (readings, t), which tokens each reading takes; at least one each.
        """
        readings, q = len(kept), self.queries.shape[1]
        scores = tokens @ self.queries
        weights = np.where(kept[:, :, None], np.exp(scores - scores.max(axis=0)), 0.0)
        weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-30)
        values = (tokens @ self.values).reshape(len(tokens), q, -1)
        answered = np.einsum("rtq,tqv->rqv", weights, values).reshape(readings, -1)
        share = kept / kept.sum(axis=1, keepdims=True)
        mixed = answered + share @ (tokens @ self.mean) + self.hidden_bias
        return np.asarray(mixed * sigmoid(mixed), dtype=np.float32)

    def logits(self, hidden: Array, texts: Sequence[str]) -> Array:
        """The answers to each reading, with the words of the text it is of; (readings, k)."""
        worded = np.array([self._by_words(bins(text)) for text in texts])
        return np.asarray(hidden @ self.answers + self.answer_bias + worded, dtype=np.float32)

    def _by_words(self, found: tuple[int, ...]) -> Array:
        """What the bins add, as a vector of length one of their rarities; (k,)."""
        chosen = list(found)
        rare = self.rarity[chosen]
        length = float(np.linalg.norm(rare))
        if length == 0.0:
            return np.zeros(self.answer_bias.size, dtype=np.float32)
        return np.asarray((rare / length) @ self.word_answers[chosen])

    def fits_together(self) -> bool:
        """Whether the shapes agree and every number is finite."""
        if self.queries.ndim != 2 or self.answers.ndim != 2:
            return False
        (width, questions), (inner, k) = self.queries.shape, self.answers.shape
        shapes = {
            "values": (width, inner),
            "mean": (width, inner),
            "hidden_bias": (inner,),
            "answer_bias": (k,),
            "word_answers": (self.rarity.size, k),
        }
        return (
            questions > 0
            and inner % questions == 0
            and all(getattr(self, name).shape == shape for name, shape in shapes.items())
            and all(np.isfinite(getattr(self, name)).all() for name in self.__dataclass_fields__)
        )
