"""Whether a sentence of a small model makes sense as an answer: fitted on drafts that people judged.

Such a model says "I'm sorry your uncle sat on the phone" as fluently as what is right. A logistic
regression on the sentence's vector, how it lies to the person's words, and a few plain marks tells a
good part of them apart (`models/README.md` has the figures). Numpy alone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from companion.errors import CompanionError
from companion.policy.known_words import stem, unknown_words
from companion.policy.plain import plain
from companion.policy.shows import strategies_in
from companion.turn import Strategy

Array = npt.NDArray[Any]

NEIGHBOURS = 3  # words within which two words of the person's stand together
MARKS = 22
_WARM = re.compile(r"\b(?:sorry|glad|hope|thank you|wonderful|lovely|how (?:kind|nice|good))\b")
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|they|them|their)\b")
_NEGATED = re.compile(r"\b(?:not|no|never|nothing|nobody|\w+nt)\b")
_JOINED = re.compile(r"\b(?:and|because|but|so|when|that|if|after|until|while)\b")


@dataclass(frozen=True)
class Said:
    """What is answered: the person's words now, all that may be named, and the words' vector (d,)."""

    text: str
    known: str
    vector: Array
    valence: float = 0.0


@dataclass(frozen=True)
class Sense:
    """weights for the vector, for its product with the person's words', and for the marks.

    likelier: weight of how likely the model itself finds a line, in log-probability a token. usual:
    what that mostly is, which stands for one not known.
    """

    weights: Array
    constant: float
    likelier: float = 0.0
    usual: float = 0.0

    def of(
        self,
        said: Said,
        lines: Sequence[str],
        vectors: Array,
        logprobs: Sequence[float | None] | None = None,
    ) -> list[float]:
        """The probability that each line makes sense; vectors: of the lines, unit length, (k, d).

        logprobs: what the model itself finds each line, a token; None where that is not known.
        """
        rows = np.array([features(said, *pair) for pair in zip(lines, vectors, strict=True)])
        known = [None] * len(lines) if logprobs is None else logprobs
        likely = self.likelier * beyond(known, self.usual)
        return [float(p) for p in 1 / (1 + np.exp(-(rows @ self.weights + likely + self.constant)))]


def features(said: Said, line: str, vector: Array) -> Array:
    """(2 d + MARKS,): the line's vector, its product with the words', and marks of wording."""
    return np.concatenate(
        [vector, vector * said.vector * len(vector) ** 0.5, _marks(said, line, vector)]
    )


def beyond(logprobs: Sequence[float | None], usual: float) -> Array:
    """How far each log-probability a token is above the usual one, (k,); 0 where it is not known."""
    return np.array([0.0 if one is None else one - usual for one in logprobs])


def load(path: Path) -> Sense:
    """The parameters in the file `path` (`models/sense.npz`). Raises CompanionError if damaged."""
    try:
        with path.open("rb") as raw, np.load(raw) as arrays:
            weights, constant = arrays["weights"].astype(np.float64), float(arrays["constant"])
            likelier, usual = map(float, arrays.get("logprob", (0.0, 0.0)))
    except (OSError, ValueError, TypeError, KeyError, EOFError, BadZipFile) as error:
        raise CompanionError(f"The file {path.name} is damaged; please reinstall.") from error
    if weights.ndim != 1 or not np.isfinite([*weights, constant, likelier, usual]).all():
        raise CompanionError(f"The file {path.name} is damaged; please reinstall.")
    return Sense(weights, constant, likelier, usual)


def _marks(said: Said, line: str, vector: Array) -> Array:
    spelling = plain(line)
    words = re.findall(r"\w+", spelling)
    now = re.findall(r"\w+", plain(said.text))
    does = strategies_in(line)
    stems = [stem(word) for word in words]
    theirs = [stem(word) for word in now]
    longer = {s for s, w in zip(stems, words, strict=True) if len(w) > 3}
    taken = longer & set(theirs)
    pairs = _together(theirs)
    near = sum((a, b) in pairs for a, b in itertools.pairwise(stems))
    warm = _WARM.search(spelling) is not None
    marks = [
        float(vector @ said.vector),
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
        *(float(kind in does) for kind in Strategy),
    ]
    return np.array(marks)


def _together(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The pairs of words that stand near each other, in their order."""
    return frozenset(
        (words[i], words[j])
        for i in range(len(words))
        for j in range(i + 1, min(len(words), i + 1 + NEIGHBOURS))
    )
