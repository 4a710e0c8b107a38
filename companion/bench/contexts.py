"""The talks in which replies are measured: real people's turns from ESConv, and role cards.

From every ESConv conversation the first turns of the one who seeks support, without the supporter's;
from the role cards (ESC-Eval, Zhao et al., 2024) the problem's first sentence, where it reads as
somebody's own note. One long talk, twenty turns of one person, shows what repeats itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from companion.bench.judges import natural
from companion.errors import CompanionError

TURNS = 3  # of each conversation
TALKS, CARDS = 50, 50
LONG = 20  # turns of the long talk
LEAST_WORDS = 4  # a first turn with fewer is a greeting, which every arm can answer
_OF_OTHERS = re.compile(r"\b(?:seekers?|users?|he|she|his|her|him|they|their|them|\w+self)\b", re.I)


@dataclass(frozen=True)
class Talk:
    """One person's turns in order. source: "esconv", "card" or "long"."""

    source: str
    turns: tuple[str, ...]


def talks(data: Path) -> list[Talk]:
    """All of them, always the same. Raises CompanionError where the data are not there."""
    said = seekers(data)
    try:
        cards = (data / "esc_eval" / "dev_cards.jsonl").read_text("utf-8").splitlines()
        notes = [_note(json.loads(line)["base"]) for line in sorted(cards, key=_shuffled)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CompanionError("The role cards cannot be read in that folder.") from error
    long = next((turns for turns in said if len(turns) >= LONG), max(said, key=len))
    found = [Talk("esconv", turns[:TURNS]) for turns in said if len(turns) >= TURNS][:TALKS]
    found += [Talk("card", (note,)) for note in notes if note][:CARDS]
    return [*found, Talk("long", long[:LONG])]


def seekers(data: Path) -> list[tuple[str, ...]]:
    """What the seekers of ESConv's valid split said, talk by talk, in an order that is always the same.

    Raises CompanionError where it is not there.
    """
    try:
        lines = (data / "esconv" / "valid.jsonl").read_text("utf-8").splitlines()
        return [_said(json.loads(line)["dialog"]) for line in sorted(lines, key=_shuffled)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CompanionError("ESConv cannot be read in that folder.") from error


def _said(dialog: list[dict[str, str]]) -> tuple[str, ...]:
    """The seeker's turns, those in a row joined, from the first that says something on."""
    turns: list[str] = []
    for before, turn in zip([{"speaker": "sys"}, *dialog], dialog, strict=False):
        if turn["speaker"] == "usr":
            text = natural(turn["text"])
            if turns and before["speaker"] == "usr":
                turns[-1] = f"{turns[-1]} {text}"
            else:
                turns.append(text)
    while turns and len(turns[0].split()) < LEAST_WORDS:
        turns.pop(0)
    return tuple(turns)


def _note(card: str) -> str:
    """The problem's first sentence, "" where it tells of somebody in the third person."""
    problem = card.split("Problem:")[-1].strip()
    first = re.split(r"(?<=[.!?])\s", problem, maxsplit=1)[0]
    return "" if _OF_OTHERS.search(first) or len(first.split()) < LEAST_WORDS else first


def _shuffled(line: str) -> str:
    """A fixed order that has nothing to do with the file's."""
    return hashlib.sha256(line.encode()).hexdigest()
