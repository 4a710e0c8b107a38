"""The words that speak of danger in other languages than English: `signs/*.toml`, checked and compiled.

A file has the tables `acute`, `elevated` and `low`, each a list of ways of saying it by kind (the keys of
`risk_words.REASONS`), and `around`, what changes the weight of a sign (the fields of `Around`). Every
way is a regular expression read against `plain.plain` text, from the beginning of a word on.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from companion.turn import Risk

NEVER = re.compile(r"(?!)")
FOLDER = Path(__file__).with_name("signs")
_AT_THE_END = ("quoted", "denied", "attempted")  # of what stands before the sign
_PIECES = ("idioms", "clause")  # these say themselves where a word begins and ends


@dataclass(frozen=True)
class Sign:
    """Ways of saying one thing. kind: key of `risk_words.REASONS`; risk: how heavy it is standing alone."""

    kind: str
    risk: Risk
    pattern: re.Pattern[str]


def sign(kind: str, risk: Risk, ways: Sequence[str]) -> Sign:
    """Ways of saying one thing, compiled, each from the beginning of a word on."""
    return Sign(kind, risk, re.compile(rf"\b(?:{'|'.join(ways)})"))


@dataclass(frozen=True)
class Around:
    """What changes the weight of a sign; what a language has no words for never matches.

    idioms: taken out of the text before signs are looked for. quoted, denied, attempted: right before
    the sign. fiction: a film or a book in its clause, unless the clause is about the person (`own`).
    unsure: turns a denial round; confirmed: after the sign, says that it is so. past: what is over, unless it is a `wish` or goes on (`still`).
    hedged: what makes an act a thought. laughter: lightens, but not beside `serious` or `time`.
    clause: where one ends.
    """

    idioms: re.Pattern[str] = NEVER
    quoted: re.Pattern[str] = NEVER
    fiction: re.Pattern[str] = NEVER
    own: re.Pattern[str] = NEVER
    denied: re.Pattern[str] = NEVER
    unsure: re.Pattern[str] = NEVER
    confirmed: re.Pattern[str] = NEVER
    past: re.Pattern[str] = NEVER
    wish: re.Pattern[str] = NEVER
    still: re.Pattern[str] = NEVER
    hedged: re.Pattern[str] = NEVER
    attempted: re.Pattern[str] = NEVER
    laughter: re.Pattern[str] = NEVER
    serious: re.Pattern[str] = NEVER
    time: re.Pattern[str] = NEVER
    clause: re.Pattern[str] = NEVER


@dataclass(frozen=True)
class Speech:
    """How danger is spoken of in one language, one of `tongue.LANGUAGES`."""

    language: str
    signs: tuple[Sign, ...]
    around: Around


def shipped() -> tuple[Speech, ...]:
    """Every language in `signs/`; one whose file cannot be read is left out, the others go on."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        try:
            found.append(load(path))
        except (OSError, ValueError, re.error):
            continue
    return tuple(found)


def load(path: Path) -> Speech:
    """The lists of one file. Raises OSError, ValueError or re.error when it is none of ours."""
    read = tomllib.loads(path.read_text("utf-8"))
    known = {one.name for one in fields(Around)}
    said: Mapping[str, Sequence[str]] = read.pop("around", {})
    if not set(said) <= known or not set(read) <= {"acute", "elevated", "low"}:
        raise ValueError(f"{path.name}: an unknown table or key")
    try:
        around = {name: _compiled(name, ways) for name, ways in said.items()}
        return Speech(path.stem, tuple(_signs(read)), Around(**around))
    except (AttributeError, TypeError) as error:
        raise ValueError(f"{path.name}: a table or list is none") from error


def _signs(read: Mapping[str, Any]) -> list[Sign]:
    return [
        sign(kind, Risk[level.upper()], ways)
        for level, kinds in read.items()
        for kind, ways in kinds.items()
    ]


def _compiled(name: str, ways: Sequence[str]) -> re.Pattern[str]:
    joined = f"(?:{'|'.join(ways)})"
    if name in _PIECES:
        return re.compile(joined)
    return re.compile(rf"\b{joined}\s*$" if name in _AT_THE_END else rf"\b{joined}\b")
