"""Whether a sentence of a small model makes sense as an answer: fitted on drafts that people judged.

Such a model says "I'm sorry your uncle sat on the phone" as fluently as what is right. A logistic
regression on how likely the model itself finds the sentence and on plain marks of its wording tells a
good part of them apart (`models/README.md` has the figures). Numpy alone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.errors import NOT_PARAMETERS, CompanionError
from companion.policy.known_words import stem, unknown_words
from companion.policy.linear import sigmoid
from companion.policy.plain import plain
from companion.policy.shows import strategies_in
from companion.turn import WARMTH, Strategy

Array = npt.NDArray[Any]

NEIGHBOURS = 3  # words within which two words of the person's stand together
KINDS = (*map(str, Strategy), WARMTH)
SIZE = 5 + 13 + len(Strategy) + len(KINDS)
_WARM = re.compile(r"\b(?:sorry|glad|hope|thank you|wonderful|lovely|how (?:kind|nice|good))\b")
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|they|them|their)\b")
_NEGATED = re.compile(r"\b(?:not|no|never|nothing|nobody|\w+nt)\b")
_JOINED = re.compile(r"\b(?:and|because|but|so|when|that|if|after|until|while)\b")


@dataclass(frozen=True)
class Said:
    """What is answered: the person's words now, all that may be named, and how the news is, -1..1."""

    text: str
    known: str
    valence: float = 0.0


@dataclass(frozen=True)
class Drafted:
    """One drafted sentence. likely: natural logarithms of its tokens' probabilities, by the model."""

    line: str
    likely: tuple[float, ...] = ()


@dataclass(frozen=True)
class Sense:
    """weights: (SIZE,), for `features`."""

    weights: Array
    constant: float

    def of(self, said: Said, kind: str, drafts: Sequence[Drafted]) -> list[float]:
        """The probability that each draft makes sense as a sentence of that kind (one of `KINDS`)."""
        rows = np.array([features(said, kind, one) for one in drafts]).reshape(-1, SIZE)
        return [float(p) for p in sigmoid(rows @ self.weights + self.constant)]


def load(path: Path) -> Sense:
    """The parameters in the file `path` (`models/sense.npz`). Raises CompanionError if damaged."""
    try:
        with path.open("rb") as raw, np.load(raw) as arrays:
            weights, constant = arrays["weights"].astype(np.float64), float(arrays["constant"])
    except NOT_PARAMETERS as error:
        raise CompanionError(f"The file {path.name} is damaged; please reinstall.") from error
    if weights.shape != (SIZE,) or not np.isfinite(weights).all() or not np.isfinite(constant):
        raise CompanionError(f"The file {path.name} is damaged; please reinstall.")
    return Sense(weights, constant)


def features(said: Said, kind: str, draft: Drafted) -> Array:
    """(SIZE,): how likely, marks of the wording, the kinds it shows, and the kind it is meant to be."""
    likely = draft.likely or (0.0,)
    shown = strategies_in(draft.line)
    return np.array(
        [
            sum(likely) / len(likely),
            min(likely),
            sum(likely) / 10,
            likely[0],
            len(likely) / 10,
            *_marks(said, draft.line),
            *(float(one in shown) for one in Strategy),
            *(float(one == kind) for one in KINDS),
        ]
    )


def _marks(said: Said, line: str) -> list[float]:
    spelling = plain(line)
    words = re.findall(r"\w+", spelling)
    stems = [stem(word) for word in words]
    theirs = [stem(word) for word in re.findall(r"\w+", plain(said.text))]
    longer = {s for s, w in zip(stems, words, strict=True) if len(w) > 3}
    taken = longer & set(theirs)
    pairs = _together(theirs)
    near = sum((a, b) in pairs for a, b in itertools.pairwise(stems))
    warm = _WARM.search(spelling) is not None
    return [
        min(len(taken), 3) / 3,
        len(taken) / max(1, len(longer)),
        len(unknown_words(words, said.known)) / 2,
        len(words) / 10,
        max(0, len(words) - 12) / 5,
        near / max(1, len(words)),
        float(line.endswith("?")),
        float(warm),
        warm * said.valence,
        said.valence,
        float(_PERSONAL.search(spelling) is not None),
        float(_NEGATED.search(spelling) is not None),
        len(_JOINED.findall(spelling)) / 2,
    ]


def _together(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The pairs of words that stand near each other, in their order."""
    return frozenset(
        (words[i], words[j])
        for i in range(len(words))
        for j in range(i + 1, min(len(words), i + 1 + NEIGHBOURS))
    )
