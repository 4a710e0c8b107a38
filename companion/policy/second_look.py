"""A second look: small models read what rules and wording may have missed.

Two listeners, multilingual-e5-small with one low-rank adapter and with another (`models/listener.gguf`,
`listener_b.gguf`), read danger and limits in many languages. The first went on from the second with lines
written since (`scripts/train_listener.py`); at the same danger heard, the mean of both takes fewer harmless
lines for it than either. They are asked after the rules, never before, and never take away a danger that was
found; where they cannot answer the turn goes on without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from companion.errors import CompanionError
from companion.policy import danger, linear
from companion.policy.danger import KINDS, Sound, kind_of
from companion.policy.limits import KEYS, key_of
from companion.policy.linear import Array, sigmoid
from companion.policy.plain import SENTENCE, plain

LISTENERS = ("listener", "listener_b")  # the names of their files
SIZE = 384  # of a vector
# What is read of a vector: `Sound.care`, `Sound.now`, each of `KINDS`, whether a limit is touched, and
# which of `KEYS`.
CARE, NOW = 0, 1
SORTS = slice(2, 2 + len(KINDS))
LIMIT = SORTS.stop
WHICH = slice(LIMIT + 1, LIMIT + 1 + len(KEYS))
HEADS = WHICH.stop
TOGETHER = 3  # sentences read as one at most
MOST_WORDS = 45  # of one part; a longer sentence is read in overlapping ones
LONG, PIECE = 24, 12  # words of a sentence that is read piece by piece as well, and of each piece
MOST_READ = 12  # parts of a message; more take longer than anybody should wait
SUREST = 30.0  # log-odds, beyond which nothing changes
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[a-z\u00df-\u024f]")


@dataclass(frozen=True)
class Second:
    """What a second look heard.

    limit: the likeliest of `KEYS`, or the general one; sure: the probability that any is touched.
    models: how many listened; each counts as much as the wording.
    """

    sound: Sound
    limit: str = ""
    sure: float = 0.0
    models: int = 1


Look = Callable[[str], Second | None]  # what is heard in a text, None where it cannot be told
Vectors = Callable[
    [Sequence[str], str], Array
]  # of texts, by the model with the adapter of that name


@dataclass(frozen=True)
class Reader:
    """What is read of a vector. weights: (SIZE, heads); constants: (heads,)."""

    weights: Array
    constants: Array

    def logits(self, parts: Sequence[str], vectors: Array) -> dict[str, Array]:
        """What is heard in each part, (heads,); nothing where none can be read.

        vectors: (parts, SIZE), of unit length.
        """
        if vectors.shape != (len(parts), SIZE) or not np.isfinite(vectors).all():
            return {}
        logits = np.clip(vectors @ self.weights + self.constants, -SUREST, SUREST)
        return dict(zip(parts, logits, strict=True))


@dataclass(frozen=True)
class SecondLook:
    """Both listeners, as in `LISTENERS`; one that is None could not be read, and the other goes on alone."""

    readers: tuple[Reader | None, ...] = (None,) * len(LISTENERS)

    def of(self, text: str, vectors: Vectors) -> Second | None:
        """The most dangerous part of a text, which is named as its words, and the part most on our role.

        None where nothing can be told.
        """
        found = parts(text)
        asked = zip(LISTENERS, self.readers, strict=True)
        heard = [rows for name, reader in asked if (rows := _by(reader, found, vectors, name))]
        if not heard:
            return None
        told = {part: np.mean([rows[part] for rows in heard], axis=0) for part in found}
        worst = max(told, key=lambda part: float(told[part][CARE]))
        nearest = max(told.values(), key=lambda logits: float(logits[LIMIT]))
        limit, sure = key_of(nearest[WHICH]), float(sigmoid(nearest[LIMIT]))
        return Second(_sound(worst, told[worst]), limit, sure, models=len(heard))


NO_LOOK = SecondLook()


def _by(reader: Reader | None, found: list[str], vectors: Vectors, name: str) -> dict[str, Array]:
    """What one of them hears in each part; nothing where its model is not there."""
    if reader is None or not found:
        return {}
    try:
        return reader.logits(found, vectors(found, name))
    except CompanionError:
        return {}


def _sound(part: str, logits: Array) -> Sound:
    care, now = (float(p) for p in sigmoid(logits[[CARE, NOW]]))
    return Sound(care, now, kind_of(logits[SORTS]), (part,))


def parts(text: str) -> list[str]:
    """What is read of a text: its sentences, one, two and three in a row, and long ones also piece by piece.

    Of a long text those that sound most like danger by their wording, and where that cannot be told its
    end. Nothing is read of what is not written in Latin letters.
    """
    sentences = [sentence.split() for sentence in SENTENCE.findall(plain(text))]
    told = [cut for words in sentences for cut in _cut(words, MOST_WORDS)]
    rows = [
        " ".join(told[at : at + size])
        for size in range(1, TOGETHER + 1)
        for at in range(len(told) - size + 1)
    ]
    # People who dictate make no stops: between shop and cat one danger is a few words of many.
    rows += [cut for words in sentences if len(words) >= LONG for cut in _cut(words, PIECE)]
    if len(rows) <= MOST_READ:
        return rows
    wording = danger.shipped()
    if wording is None:
        return rows[-MOST_READ:]
    return sorted(rows, key=lambda row: -wording.of(row).care)[:MOST_READ]


def _cut(words: list[str], most: int) -> list[str]:
    """The words in overlapping parts of that many, as far as they can be read."""
    step = most // 2
    starts = range(0, max(1, len(words) - most + step), step)
    found = (" ".join(words[at : at + most]) for at in starts)
    return [part for part in found if _readable(part)]


def _readable(part: str) -> bool:
    letters = len(_LETTER.findall(part))
    return letters > 0 and 2 * len(_LATIN.findall(part)) > letters


def load(folder: Path, trouble: list[str]) -> SecondLook:
    """The parameters in `folder` (`models/`); what is damaged is left out, and why is put in `trouble`."""
    readers: list[Reader | None] = []
    for name in LISTENERS:
        try:
            readers.append(Reader(*linear.load(folder / f"{name}.npz", SIZE, HEADS)))
        except CompanionError as error:
            readers.append(None)
            trouble.append(str(error))
    return SecondLook(tuple(readers))
