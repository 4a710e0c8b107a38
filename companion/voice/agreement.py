"""Words while somebody still speaks: shown as firm once two passes in a row agree on them.

LocalAgreement-2 (Liu et al., 2020; whisper_streaming): each pass reads more of the sound. Where a
pass and the one before it begin with the same words, those will not change any more; the rest is
shown as soft. The final text may still put a firm word right, because it reads the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile


@dataclass(frozen=True)
class Agreed:
    """Words two passes agreed on, in order, and those only the last one had after them."""

    firm: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()


def agree(before: Agreed, words: Sequence[str]) -> Agreed:
    """Hold a new pass over all the sound so far against what was heard before.

    Firm words stay as they are: the new pass only says what comes after so many words. A pass that
    heard fewer keeps what was soft waiting.
    """
    rest = tuple(words[len(before.firm) :])
    if not rest:
        return Agreed(before.firm, ())
    pairs = zip(before.soft, rest, strict=False)
    same = len(list(takewhile(lambda pair: _bare(pair[0]) == _bare(pair[1]), pairs)))
    return Agreed(before.firm + rest[:same], rest[same:])


def _bare(word: str) -> str:
    """A word without case and marks: "Well," and "well" are the same word."""
    return "".join(letter for letter in word.casefold() if letter.isalnum()) or word
