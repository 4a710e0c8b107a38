"""A second look for danger: a small model reads what rules and wording may have missed.

MiniLM with a low-rank adapter (`models/second_look.gguf`), trained by `scripts/train_second_look.py` on
the English lines of `danger`: of other languages it knows too little. It is asked after the rules, never before, and only ever raises what they found;
where it cannot answer the turn goes on without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from companion.policy import danger, linear, tongue
from companion.policy.danger import KINDS, Sound, kind_of
from companion.policy.linear import Array
from companion.policy.plain import SENTENCE, plain
from companion.turn import ENGLISH

Look = Callable[[str], Sound | None]  # what a text sounds like, None where it cannot be told

SIZE = 384  # of a vector
TOGETHER = 3  # sentences read as one at most
MOST_WORDS = 45  # of one part; a longer sentence is read in overlapping ones
MOST_READ = 12  # parts of a message; more take longer than anybody should wait
SUREST = 30.0  # log-odds, beyond which nothing changes
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[a-z\u00df-\u024f]")


@dataclass(frozen=True)
class SecondLook:
    """weights: (SIZE, 2 + kinds), for `Sound.care`, `Sound.now` and each of `KINDS`; constants alike."""

    weights: Array
    constants: Array

    def of(self, parts: Sequence[str], vectors: Array) -> Sound | None:
        """The most dangerous part of a text, which is named as its words; None where none can be read.

        vectors: (parts, SIZE), of unit length.
        """
        if vectors.shape != (len(parts), SIZE) or not parts or not np.isfinite(vectors).all():
            return None
        logits = np.clip(vectors @ self.weights + self.constants, -SUREST, SUREST)
        worst = int(logits[:, 0].argmax())
        care, now = (float(p) for p in 1.0 / (1.0 + np.exp(-logits[worst, :2])))
        return Sound(care, now, kind_of(logits[worst, 2:]), (parts[worst],))


def parts(text: str) -> list[str]:
    """What is read of a text: its sentences, one, two and three in a row.

    Of a long text those that sound most like danger by their wording, and where that cannot be told its
    end. Nothing is read of what is not English, or not written in Latin letters.
    """
    spelling = plain(text)
    if tongue.spoken(spelling) != ENGLISH:
        return []
    told = [cut for sentence in SENTENCE.findall(spelling) for cut in _cut(sentence.split())]
    told = [sentence for sentence in told if _readable(sentence)]
    rows = [
        " ".join(told[at : at + size])
        for size in range(1, TOGETHER + 1)
        for at in range(len(told) - size + 1)
    ]
    if len(rows) <= MOST_READ:
        return rows
    wording = danger.shipped()
    if wording is None:
        return rows[-MOST_READ:]
    return sorted(rows, key=lambda row: -wording.of(row).care)[:MOST_READ]


def _readable(sentence: str) -> bool:
    letters = len(_LETTER.findall(sentence))
    return letters > 0 and 2 * len(_LATIN.findall(sentence)) > letters


def _cut(words: list[str]) -> list[str]:
    step = MOST_WORDS // 2
    starts = range(0, max(1, len(words) - MOST_WORDS + step), step)
    return [" ".join(words[at : at + MOST_WORDS]) for at in starts]


def load(path: Path) -> SecondLook:
    """The parameters in the file `path` (`models/second_look.npz`). Raises CompanionError if damaged."""
    return SecondLook(*linear.load(path, SIZE, 2 + len(KINDS)))
