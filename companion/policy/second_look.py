"""A second look: small models read what rules and wording may have missed.

The listener, multilingual-e5-small with a low-rank adapter (`models/listener.gguf`), reads danger and
limits in many languages; in English MiniLM with one of its own (`models/second_look.gguf`) reads danger
beside it. They are trained by `scripts/train_listener.py` and `scripts/train_second_look.py`. They are asked
after the rules, never before, and never take away a danger that was found; where they cannot answer the
turn goes on without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from companion.errors import CompanionError
from companion.policy import danger, linear, tongue
from companion.policy.danger import KINDS, Sound, kind_of
from companion.policy.limits import KEYS, key_of
from companion.policy.linear import Array, sigmoid
from companion.policy.plain import SENTENCE, plain
from companion.turn import ENGLISH

LISTENER, IN_ENGLISH = "listener", "second_look"  # the names of their files
SIZE = 384  # of a vector
# What is read of a vector: `Sound.care`, `Sound.now` and each of `KINDS`; by the listener also whether
# a limit is touched, and which of `KEYS`.
CARE, NOW = 0, 1
SORTS = slice(2, 2 + len(KINDS))
LIMIT = SORTS.stop
WHICH = slice(LIMIT + 1, LIMIT + 1 + len(KEYS))
HEADS = WHICH.stop
TOGETHER = 3  # sentences read as one at most
MOST_WORDS = 45  # of one part; a longer sentence is read in overlapping ones
MOST_READ = 12  # parts of a message; more take longer than anybody should wait
SUREST = 30.0  # log-odds, beyond which nothing changes
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[a-z\u00df-\u024f]")


@dataclass(frozen=True)
class Second:
    """What a second look heard.

    limit: the likeliest of `KEYS`, or the general one; sure: the probability that any is touched.
    models: how many heard the danger; each counts as much as the wording.
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

    def of(self, parts: Sequence[str], vectors: Array) -> Second | None:
        """The most dangerous part of a text, which is named as its words, and the part most on our role.

        vectors: (parts, SIZE), of unit length. None where none can be read.
        """
        if vectors.shape != (len(parts), SIZE) or not parts or not np.isfinite(vectors).all():
            return None
        logits = np.clip(vectors @ self.weights + self.constants, -SUREST, SUREST)
        worst = int(logits[:, CARE].argmax())
        care, now = (float(p) for p in sigmoid(logits[worst, [CARE, NOW]]))
        heard = Second(Sound(care, now, kind_of(logits[worst, SORTS]), (parts[worst],)))
        if logits.shape[1] < HEADS:
            return heard
        nearest = logits[logits[:, LIMIT].argmax()]
        return replace(heard, limit=key_of(nearest[WHICH]), sure=float(sigmoid(nearest[LIMIT])))


@dataclass(frozen=True)
class SecondLook:
    """Both readers; one that is None could not be read, and the other goes on alone."""

    listener: Reader | None = None
    in_english: Reader | None = None

    def of(self, text: str, vectors: Vectors) -> Second | None:
        """What is heard in a text; None where nothing can be told."""
        found = parts(text)
        if not found:
            return None
        heard = _by(self.listener, found, vectors, LISTENER)
        if tongue.spoken(plain(text)) != ENGLISH:
            return heard
        other = _by(self.in_english, found, vectors, IN_ENGLISH)
        if other is None:
            return heard
        if heard is None:
            return other
        return replace(heard, sound=danger.together(heard.sound, other.sound), models=2)


NO_LOOK = SecondLook()


def _by(reader: Reader | None, found: list[str], vectors: Vectors, name: str) -> Second | None:
    """What one of them hears; None where its model is not there."""
    if reader is None:
        return None
    try:
        return reader.of(found, vectors(found, name))
    except CompanionError:
        return None


def parts(text: str) -> list[str]:
    """What is read of a text: its sentences, one, two and three in a row.

    Of a long text those that sound most like danger by their wording, and where that cannot be told its
    end. Nothing is read of what is not written in Latin letters.
    """
    spelling = plain(text)
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


def load(folder: Path, trouble: list[str]) -> SecondLook:
    """The parameters in `folder` (`models/`); what is damaged is left out, and why is put in `trouble`."""
    readers: list[Reader | None] = []
    for name, heads in ((LISTENER, HEADS), (IN_ENGLISH, SORTS.stop)):
        try:
            readers.append(Reader(*linear.load(folder / f"{name}.npz", SIZE, heads)))
        except CompanionError as error:
            readers.append(None)
            trouble.append(str(error))
    return SecondLook(*readers)
