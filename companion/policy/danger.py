"""How much the wording as a whole sounds like danger: what lists of words miss, in six languages.

A logistic regression on pieces of words (Cavnar and Trenkle's n-grams, hashed), fitted by
`scripts/train_danger.py` on lines written for this project. It stands beside the rules of `assess`
and never in their place: it is numpy alone, gives the same for the same words, and where its file is
missing the rules go on without it.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from companion import paths
from companion.policy import pieces
from companion.policy.linear import Array, log_odds, sigmoid
from companion.policy.pieces import WORD

TELLING = 3  # words named as the ones that led to it

# What sort of danger the wording may be of, each a key of `risk_words.REASONS`.
KINDS = (
    "suicide", "act-done", "self-harm", "voices", "medical", "abuse", "harm-to-others", "eating",
    "someone-else",
)  # fmt: skip
STORY = 2 + len(KINDS)  # the column of `Danger.story`
SURE = 0.5  # probability from which the sort of danger is named
LEAST = 1e-6  # probability; nothing is surer than that


@dataclass(frozen=True)
class Sound:
    """What a text sounds like.

    care: probability that somebody is in danger or thinks of it. now: that a life is at stake now.
    kind: one of `KINDS`, "" where the wording is not clear. words: those that say so most.
    """

    care: float = 0.0
    now: float = 0.0
    kind: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Danger:
    """weights: (SIZE, STORY + 1), for `care`, `now`, each of `KINDS` and `story`; constants: (STORY + 1,)."""

    weights: Array
    constants: Array

    def of(self, spelling: str) -> Sound:
        """The most dangerous stretch of a text in its plain spelling."""
        words = WORD.findall(spelling)
        found = pieces.pieces(words)
        best = Sound()
        for first, last in pieces.stretches(spelling):
            raised = pieces.raised(
                found[first:last], self.weights[:, :STORY], self.constants[:STORY]
            )
            care, now = (float(p) for p in sigmoid(raised[:2]))
            if care > best.care:
                telling = self._telling(words[first:last], found[first:last])
                best = Sound(care, now, kind_of(raised[2:]), telling)
        return best

    def story(self, spelling: str) -> float:
        """Probability that words tell of a film, a song, a game, a joke, a trade, and not of a life."""
        found = pieces.pieces(WORD.findall(spelling))
        if not found:
            return 0.0
        return float(
            sigmoid(pieces.raised(found, self.weights[:, STORY:], self.constants[STORY:])[0])
        )

    def _telling(self, words: Sequence[str], found: Sequence[Array]) -> tuple[str, ...]:
        """The words that raise `care` most."""
        raises = {w: float(self.weights[p, 0].sum()) for w, p in zip(words, found, strict=True)}
        ranked = sorted(raises, key=raises.__getitem__, reverse=True)
        return tuple(word for word in ranked[:TELLING] if raises[word] > 0)


def odds(p: float) -> float:
    """The log-odds of a probability, within bounds."""
    return float(log_odds(np.clip(p, LEAST, 1 - LEAST)))


def midway(one: float, other: float, weight: int = 1) -> float:
    """The probability at the mean of two log-odds, the other's counted `weight` times."""
    return float(sigmoid((odds(one) + weight * odds(other)) / (1 + weight)))


def together(one: Sound, other: Sound, weight: int = 1) -> Sound:
    """What is heard by two, the other counted `weight` times; sort and words are `other`'s where it tells them."""
    care, now = (midway(*both, weight) for both in ((one.care, other.care), (one.now, other.now)))
    return Sound(care, now, other.kind or one.kind, other.words or one.words)


def kind_of(raised: Array) -> str:
    """The likeliest sort, "" where none is at least `SURE`. raised: logits, one for each of `KINDS`."""
    odds = pieces.softmax(raised)
    likeliest = int(odds.argmax())
    return KINDS[likeliest] if odds[likeliest] >= SURE else ""


@functools.cache
def shipped() -> Danger | None:
    """The parameters in `models/danger.npz`; None where they cannot be read."""
    return load(paths.shipped() / "danger.npz")


def load(path: Path) -> Danger | None:
    """What `scripts/train_danger.py` wrote to `path`; None where it cannot be read."""
    made = pieces.load(path, STORY + 1)
    return Danger(*made) if made else None
