"""In which of six languages somebody writes, so that what matters most can be said in theirs.

A softmax regression on pieces of words, fitted by `scripts/train_limits.py`; English where nothing is
sure, and where its file is missing.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from companion import paths
from companion.policy.linear import Array
from companion.policy.pieces import WORD, load, pieces, raised, softmax
from companion.turn import ENGLISH

LANGUAGES = (ENGLISH, "de", "fr", "es", "it", "pt")
SURE = 0.9
HARDLY = 0.02  # below this a text is not in a language
FEW = 3  # words; fewer are of the language written before, unless they are surely of another
ASIDE = 4  # words in a row that may be of another language than all the others


@dataclass(frozen=True)
class Tongue:
    """weights: (SIZE, languages); constants: (languages,)."""

    weights: Array
    constants: Array

    def of(self, spelling: str, before: str = ENGLISH) -> str:
        """The language of a text in its plain spelling, `before` where that is not sure."""
        return self.of_pieces(pieces(WORD.findall(spelling)), before)

    def of_pieces(self, found: Sequence[Array], before: str = ENGLISH) -> str:
        """The same for who has the `pieces` of each word already."""
        if len(found) < FEW:
            return before
        odds = self.odds(found)
        return LANGUAGES[int(odds.argmax())] if odds.max() >= SURE else before

    def odds(self, found: Sequence[Array]) -> Array:
        """How likely each of `LANGUAGES` is, from the `pieces` of each word."""
        return softmax(raised(found, self.weights, self.constants))


def likely(spelling: str) -> tuple[str, ...]:
    """Every language that a text may be in or that a few words of it surely are, all where that cannot be told.

    What is worst to say is said in the first language, in the middle of another.
    """
    read = shipped()
    found = pieces(WORD.findall(spelling)) if read is not None else ()
    if read is None or len(found) < FEW:
        return LANGUAGES
    some = read.odds(found) >= HARDLY
    for at in range(0, len(found) - ASIDE + 1, ASIDE // 2):
        some |= read.odds(found[at : at + ASIDE]) >= SURE
    return tuple(name for name, may_be in zip(LANGUAGES, some, strict=True) if may_be)


def spoken(spelling: str, before: str = ENGLISH) -> str:
    """The language of a text; `before`: the one written before it."""
    read = shipped()
    return read.of(spelling, before) if read is not None else before


@functools.cache
def shipped() -> Tongue | None:
    """The parameters in `models/tongue.npz`; None where they cannot be read."""
    return of_file(paths.shipped() / "tongue.npz")


def of_file(path: Path) -> Tongue | None:
    """What `scripts/train_limits.py` wrote to `path`; None where it cannot be read."""
    made = load(path, len(LANGUAGES))
    return Tongue(*made) if made else None
