"""The other side of a rehearsed conversation: written lines, chosen by rule from what was said.

The same answers and seed always give the same talk; another seed gives another. Whoever shows a
line MUST say with it that the program is playing.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from companion.practice import said

KINDS = ("boss", "partner", "parent", "friend", "other")
OPENS, WHY, PUSHES, CHANGES, HURT = "opens", "why", "pushes", "changes", "hurt"
RUDE, DROP, LESS = "rude", "drop", "less"
AGREES, THINKS, LEFT = ENDS = ("agrees", "thinks", "left")
SHORTEST, LONGEST = 4, 6  # things the person says
SAYS = tuple(f"say{n}" for n in range(1, LONGEST + 1))

_PLAIN_NAMES = {
    "boss": "your boss",
    "partner": "your partner",
    "parent": "your mother or father",
    "friend": "your friend",
    "other": "the other person",
}
_OURS = re.compile(r"^(?:my|our)\s+(?=\S)", re.IGNORECASE)
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Line:
    """What the program says in the part of the other side, and which move that is."""

    move: str
    text: str


def called(answers: Mapping[str, str]) -> str:
    """The other side as one speaks of them to the person: "your boss", "your landlord"."""
    kind = answers.get("who", "")
    name = " ".join(answers.get("other", "").split()).strip(" .!?,;:") if kind == "other" else ""
    if name and len(name) <= _LONGEST_NAME:
        return _OURS.sub("your ", name)
    return _PLAIN_NAMES.get(kind, _PLAIN_NAMES["other"])


def lines(answers: Mapping[str, str], seed: int) -> tuple[Line, ...]:
    """All the other side has said so far: an opening, and an answer to each thing that was said."""
    kind = answers.get("who", "")
    kind = kind if kind in KINDS else "other"
    says = _says(answers)
    moves = _moves(says, _course(seed), answers)
    spoken: list[Line] = []
    for place, move in enumerate((OPENS, *moves)):
        spoken.append(Line(move, _worded(kind, move, place, seed, [one.text for one in spoken])))
    return tuple(spoken)


def is_over(answers: Mapping[str, str], seed: int) -> bool:
    """Whether the other side has come to an end."""
    return lines(answers, seed)[-1].move in ENDS


def exchanges(answers: Mapping[str, str], seed: int) -> tuple[tuple[Line, str], ...]:
    """Each line of the other side with what the person said to it, "" for the last."""
    says = _says(answers)
    return tuple(zip(lines(answers, seed), (*says, ""), strict=True))


def _says(answers: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for key in SAYS:
        if key not in answers:
            break
        found.append(answers[key])
    return tuple(found)


def _course(seed: int) -> tuple[str, ...]:
    """The moves that come if nothing in the words asks for others: as many as things are said."""
    middle = sorted((WHY, PUSHES, CHANGES, HURT), key=lambda move: _drawn(seed, move))
    first = next(move for move in middle if move in (WHY, PUSHES))
    rest = [move for move in middle if move != first]
    length = SHORTEST + _drawn(seed, "length")[0] % (LONGEST - SHORTEST + 1)
    return (first, *rest[: length - 3], LESS, AGREES)


def _moves(
    says: tuple[str, ...], course: tuple[str, ...], answers: Mapping[str, str]
) -> tuple[str, ...]:
    """One move for each thing said, by what was said and what there has been."""
    moves: list[str] = []
    for place, words in enumerate(says):
        last = place >= len(course) - 1
        moves.append(
            _end(says[: place + 1], moves, answers) if last else _next(words, moves, course)
        )
        if moves[-1] in ENDS:
            break
    return tuple(moves)


def _next(words: str, before: list[str], course: tuple[str, ...]) -> str:
    """What a person would do with these words in the middle of the talk."""
    if said.insults(words) and before.count(RUDE) < 2:
        return RUDE
    accepts = bool(before) and before[-1] == LESS and said.agrees(words)
    if said.gives_in(words) and not accepts:
        return LEFT if DROP in before else DROP
    if said.blames(words) and HURT not in before:
        return HURT
    enough = len(before) >= SHORTEST - 1
    if enough and LESS in before and (accepts or said.offers(words)):
        return AGREES
    moves_a_little = said.asks(words) and (said.offers(words) or said.takes_up(words))
    if moves_a_little and LESS not in before and len(before) >= SHORTEST - 2:
        return LESS
    planned = course[len(before)]
    if planned not in before:
        return planned
    return next((move for move in (PUSHES, WHY, CHANGES) if move not in before), PUSHES)


def _end(says: tuple[str, ...], before: list[str], answers: Mapping[str, str]) -> str:
    """Most come round in the end: not to names, and not where nothing was asked for any more."""
    words = says[-1]
    if said.insults(words):
        return THINKS
    if said.gives_in(words) and not (before and before[-1] == LESS):
        return LEFT if before and before[-1] == DROP else THINKS
    asked = any(said.asks(one) for one in (*says, answers.get("assert", "")))
    return AGREES if asked else THINKS


def _worded(kind: str, move: str, place: int, seed: int, spoken: list[str]) -> str:
    """A line for the move that was not said before, while there is one."""
    options: list[str] = sorted(
        _written()[kind][move], key=lambda line: _drawn(seed, f"{place}/{line}")
    )
    return next((line for line in options if line not in spoken), options[0])


def _drawn(seed: int, salt: str) -> bytes:
    return hashlib.sha256(f"{seed}/{salt}".encode()).digest()


@cache
def _written() -> Mapping[str, Any]:
    path = Path(__file__).with_name("texts") / "other_side.toml"
    return tomllib.loads(path.read_text("utf-8"))
