"""Where a message may be cut: the clauses of a text, as spans of the person's own words."""

from __future__ import annotations

import re
import unicodedata

MOST = 6
LONGEST = 1200  # characters: the embedder was trained on 256 tokens, and more costs a wait
_WORDS_ON_EACH_SIDE = 3

# Arabic comma, semicolon and question mark, then the full-width signs of Chinese and Japanese:
# these end a clause without a space after them.
_OTHER_SCRIPTS = "\u060c\u061b\u061f\u3002\u3001\uff01\uff1f\uff0c"
_STOP = re.compile(rf"[.!?;:,]+(?=\s|$|\W)|[{_OTHER_SCRIPTS}…—\n]+|\s-+\s")
_JOINT = re.compile(
    r"\s+(?=(?:and|but|because|since|although|though|when|while|if|until)\s"
    r"|so\s+(?:i|we|you|he|she|it|they|my|now)\s)",  # "so" before a subject: not "so tired"
    re.IGNORECASE,
)

Span = tuple[int, int]
Group = tuple[Span, ...]


def shortened(text: str) -> str:
    """The beginning and the end of a text longer than `LONGEST`."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]}\n{text[-half:]}"


def clauses(text: str) -> tuple[Span, ...]:
    """(start, end) of each clause, in order; none if there is no word or sign in the text.

    Cut at punctuation, and before a conjunction where at least three words stand on each side, so
    that "mum and dad" stays whole.
    """
    spans: list[Span] = []
    for start, end in _between(_STOP, text, 0, len(text)):
        spans.extend(_at_joints(text, start, end))
    return tuple(_trimmed(text, span) for span in spans if _says_something(text[slice(*span)]))


def grouped(spans: tuple[Span, ...], most: int = MOST) -> tuple[Group, ...]:
    """Neighbouring clauses gathered into at most `most` groups of about equal length."""
    if len(spans) <= most:
        return tuple((span,) for span in spans)
    whole = spans[-1][1] - spans[0][0]
    groups: list[list[Span]] = [[] for _ in range(most)]
    for span in spans:
        middle = (span[0] + span[1]) / 2 - spans[0][0]
        groups[min(int(most * middle / whole), most - 1)].append(span)
    return tuple(tuple(group) for group in groups if group)


def without(text: str, group: Group) -> str:
    """The text with a group of neighbouring clauses taken out."""
    return f"{text[: group[0][0]]} {text[group[-1][1] :]}".strip(" ,;:.!?\n")


def _between(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[Span]:
    spans, at = [], start
    for match in pattern.finditer(text, start, end):
        spans.append((at, match.start()))
        at = match.end()
    return [*spans, (at, end)]


def _at_joints(text: str, start: int, end: int) -> list[Span]:
    spans, at = [], start
    for match in _JOINT.finditer(text, start, end):
        left, right = text[at : match.start()], text[match.end() : end]
        if min(len(left.split()), len(right.split()) - 1) >= _WORDS_ON_EACH_SIDE:
            spans.append((at, match.start()))
            at = match.end()
    return [*spans, (at, end)]


def _says_something(piece: str) -> bool:
    """Whether it holds a letter, a digit or an emoji, not only punctuation."""
    return any(c.isalnum() or unicodedata.category(c) == "So" for c in piece)


def _trimmed(text: str, span: Span) -> Span:
    piece = text[span[0] : span[1]]
    return (
        span[0] + len(piece) - len(piece.lstrip()),
        span[1] - len(piece) + len(piece.rstrip()),
    )
