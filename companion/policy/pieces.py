"""A text as hashed pieces of its words: how `danger`, `limits` and `tongue` read wording in any language.

Cavnar and Trenkle's n-grams (1994), each word by itself, hashed to a fixed number of places; the
same for the same words, numpy alone, a fraction of a millisecond.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from companion.policy import linear
from companion.policy.linear import Array
from companion.policy.plain import SENTENCE

SIZE = 1 << 17  # places that pieces are hashed to
LETTERS = (3, 4, 5)  # of a piece
MOST_WORDS = 60  # of one stretch; what is longer is read in overlapping parts
TOGETHER = 3  # sentences read as one at most
WORD = re.compile(r"\w+")


def stretches(spelling: str) -> Iterator[tuple[int, int]]:
    """First and last place (not included) of up to three sentences in a row, or of parts of a long one."""
    counts = [len(WORD.findall(sentence)) for sentence in SENTENCE.findall(spelling)]
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
        told = [marked[i : i + n] for n in LETTERS for i in range(len(marked) - n + 1)]
        told += [f"w {word}", f"p {before} {word}"]
        found.append(np.array([zlib.crc32(t.encode()) % SIZE for t in told]))
        before = word
    return found


def raised(found: Sequence[Array], weights: Array, constants: Array) -> Array:
    """The logits of a stretch of at least one word, (columns,); weights: (SIZE, columns)."""
    once = np.unique(np.concatenate(found))
    return np.asarray(weights[once].sum(axis=0) / len(once) ** 0.5 + constants)


def softmax(logits: Array) -> Array:
    """Probabilities of (columns,) that exclude each other."""
    odds = np.exp(logits - logits.max())
    return np.asarray(odds / odds.sum())


def load(path: Path, columns: int) -> tuple[Array, Array] | None:
    """(weights, constants) that a script wrote to `path`; None where they cannot be read.

    What stands on them must go on without them: a damaged archive raises whatever it likes.
    """
    try:
        return linear.load(path, SIZE, columns)
    except Exception:
        return None
