"""What words to somebody may mean: in an exercise one says "you" where one means "I", or "he".

A friend in a thought record is told what one would tell oneself, and the other side of a rehearsal
is told what "he" did. Danger is read in sentences about oneself and about others, so the words are
turned into those; the grammar need only be good enough for that.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE
_SHORT = re.compile(r"\byou['\u2019]?(re|ve|d|ll)\b", _I)
_WHOLE = {"re": "are", "ve": "have", "d": "would", "ll": "will"}
_YOU = re.compile(r"\b(?:you(?: (?:are|were|have))?|your|yourself)\b", _I)
_ONESELF = {
    "you": "I", "you are": "I am", "you were": "I was", "you have": "I have", "your": "my",
    "yourself": "myself",
}  # fmt: skip
_ANOTHER = {
    "you": "he", "you are": "he is", "you were": "he was", "you have": "he has", "your": "his",
    "yourself": "himself",
}  # fmt: skip
_OBJECT = re.compile(r"\byou\b", _I)


def readings(words: str) -> tuple[str, ...]:
    """The words as they stand and, where "you" is in them, as said of oneself and of another."""
    whole = _SHORT.sub(lambda found: f"you {_WHOLE[found[1].lower()]}", words)
    ways = (words, _turned(whole, _ONESELF), _turned(whole, _ANOTHER), _OBJECT.sub("him", whole))
    return tuple(dict.fromkeys(ways))


def _turned(words: str, instead: dict[str, str]) -> str:
    return _YOU.sub(lambda found: instead[found[0].lower()], words)
