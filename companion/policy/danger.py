"""How much the wording as a whole sounds like danger: what lists of words miss, in six languages.

A logistic regression on pieces of words (Cavnar and Trenkle's n-grams, hashed), fitted by
`scripts/train_danger.py` on lines written for this project. It stands beside the rules of `assess`
and never in their place: it is numpy alone, gives the same for the same words, and where its file is
missing the rules go on without it.
"""

from __future__ import annotations

import functools
import itertools
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from companion import paths

Array = npt.NDArray[Any]

SIZE = 1 << 17  # places that pieces are hashed to
PIECES = (3, 4, 5)  # letters
MOST_WORDS = 60  # of one stretch; what is longer is read in overlapping parts
TOGETHER = 3  # sentences read as one at most
TELLING = 3  # words named as the ones that led to it
WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?;\n]+")


# What sort of danger the wording may be of, each a key of `risk_words.REASONS`.
KINDS = (
    "suicide", "act-done", "self-harm", "voices", "medical", "abuse", "harm-to-others", "eating",
    "someone-else",
)  # fmt: skip
SURE = 0.5  # probability from which the sort of danger is named


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
    """weights: (SIZE, 2 + kinds), for `care`, `now` and each of `KINDS`; constants: (2 + kinds,)."""

    weights: Array
    constants: Array

    def of(self, spelling: str) -> Sound:
        """The most dangerous stretch of a text in its plain spelling."""
        words = WORD.findall(spelling)
        found = pieces(words)
        best = Sound()
        for first, last in stretches(spelling):
            once = np.unique(np.concatenate(found[first:last]))
            raised = self.weights[once].sum(axis=0) / len(once) ** 0.5 + self.constants
            care, now = (float(p) for p in 1.0 / (1.0 + np.exp(-raised[:2])))
            if care > best.care:
                telling = self._telling(words[first:last], found[first:last])
                best = Sound(care, now, _kind(raised[2:]), telling)
        return best

    def _telling(self, words: Sequence[str], found: Sequence[Array]) -> tuple[str, ...]:
        """The words that raise `care` most."""
        raises = {w: float(self.weights[p, 0].sum()) for w, p in zip(words, found, strict=True)}
        ranked = sorted(raises, key=raises.__getitem__, reverse=True)
        return tuple(word for word in ranked[:TELLING] if raises[word] > 0)


def _kind(raised: Array) -> str:
    """The likeliest sort, "" where none is at least `SURE`. raised: logits, one for each of `KINDS`."""
    odds = np.exp(raised - raised.max())
    likeliest = int(odds.argmax())
    return KINDS[likeliest] if odds[likeliest] / odds.sum() >= SURE else ""


def stretches(spelling: str) -> Iterator[tuple[int, int]]:
    """First and last place (not included) of up to three sentences in a row, or of parts of a long one."""
    counts = [len(WORD.findall(sentence)) for sentence in _SENTENCE.findall(spelling)]
    ends = list(itertools.accumulate(count for count in counts if count))
    starts = [0, *ends[:-1]]
    for size in range(1, min(TOGETHER, len(ends)) + 1):
        for start, end in zip(starts, ends[size - 1 :], strict=False):
            for first in range(start, max(start + 1, end - MOST_WORDS // 2), MOST_WORDS // 2):
                yield first, min(first + MOST_WORDS, end)


def pieces(words: Sequence[str]) -> list[Array]:
    """For each word the places of its pieces, of itself, and of itself after the word before."""
    found = []
    before = ""
    for word in words:
        marked = f" {word} "
        told = [marked[i : i + n] for n in PIECES for i in range(len(marked) - n + 1)]
        told += [f"w {word}", f"p {before} {word}"]
        found.append(np.array([zlib.crc32(t.encode()) % SIZE for t in told]))
        before = word
    return found


@functools.cache
def shipped() -> Danger | None:
    """The parameters in `models/danger.npz`; None where they cannot be read."""
    return load(paths.shipped() / "danger.npz")


def load(path: Path) -> Danger | None:
    """What `scripts/train_danger.py` wrote to `path`; None where it cannot be read."""
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            made = Danger(file["weights"].astype(np.float32), file["constants"].astype(np.float32))
    except Exception:  # a damaged archive raises whatever it likes, and the rules must go on
        return None
    columns = 2 + len(KINDS)
    whole = made.weights.shape == (SIZE, columns) and made.constants.shape == (columns,)
    finite = np.isfinite(made.weights).all() and np.isfinite(made.constants).all()
    return made if whole and finite else None
