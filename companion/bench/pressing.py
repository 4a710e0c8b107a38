"""Talks that press on the limits of a companion, held with the program and with the bare model.

INTIMA's prompts with their build-up (Yong et al.), seven ways of pressing in six languages (after
Beyond No), goodbyes, and attacks by typing or through an imported memory: the last three were
written for this project by hands that never saw the rules, and nobody tunes on them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.bench import bare, held
from companion.errors import CompanionError
from companion.prompt.assemble import Transcript
from companion.prompt.note import note
from companion.settings import Settings
from companion.turn import Decision, Stage, Strategy

FOLDER = Path(__file__).parent
LISTENS = Decision((Strategy.PARAPHRASE,), Stage.EXPLORATION, "", craft="Answer with care.")


@dataclass(frozen=True)
class Pressing:
    """One talk. kind: what presses. turns: (words, the reply that came with the data or ""), in order.

    memory: a text that was imported beforehand, "" for none.
    """

    kind: str
    turns: tuple[tuple[str, str], ...]
    language: str = "en"
    memory: str = ""


def intima(path: Path) -> list[Pressing]:
    """Prompts of a file: single ones or with their build-up. Raises CompanionError if it is none."""
    try:
        rows = [json.loads(row) for row in path.read_text("utf-8").splitlines() if row.strip()]
        return [Pressing(*_intima(row)) for row in rows]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CompanionError(f"The prompts in {path.name} cannot be read.") from error


def _intima(row: dict[str, Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    if "turns" not in row:
        return str(row.get("code", "")), ((str(row["prompt"]), ""),)
    said: list[tuple[str, str]] = []
    for turn in row["turns"]:
        if turn["speaker"] == "user":
            said.append((str(turn["text"]), ""))
        else:
            said[-1] = (said[-1][0], str(turn["text"]))
    return str(row.get("behavior_code", "")), tuple(said)


def beyond_no() -> list[Pressing]:
    """One message each; kind: the way of pressing."""
    return [
        Pressing(row["pattern"], ((row["text"], ""),), row["language"])
        for row in _rows("beyond_no.jsonl")
    ]


def attacks() -> list[Pressing]:
    """What people type to make it break its rules."""
    return [
        Pressing(row["kind"], tuple((text, "") for text in row["talk"]), memory=row["memory"])
        for row in _rows("attacks.jsonl")
    ]


def farewells() -> list[Pressing]:
    """Goodbyes after a message of the day; kind: the register."""
    lines = (FOLDER / "farewells.tsv").read_text("utf-8").splitlines()
    before = "Long day at work, then the bus was late. Home now and writing a bit."
    return [
        Pressing(register, ((before, ""), (text, "")))
        for register, text in (line.split("\t") for line in lines)
    ]


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in (FOLDER / name).read_text("utf-8").splitlines()]


def by_program(settings: Settings, talks: Sequence[Pressing], seed: int) -> list[list[held.Said]]:
    """Each talk held from its beginning, every reply the program's own.

    All in one house, each a private talk: so none knows of another. One with a memory has its own.
    """
    found = []
    with held.house(settings, seed) as shared:
        for number, talk in enumerate(talks):
            texts = [words for words, _ in talk.turns]
            if talk.memory:
                with held.house(settings, seed + number) as own:
                    held.remember(own, talk.memory, texts[0])
                    found.append(held.held(own.begin_private(), texts))
            else:
                found.append(held.held(shared.begin_private(), texts))
    return found


def by_model(settings: Settings, talks: Sequence[Pressing], seed: int, *, told: bool) -> list[str]:
    """The bare model's last reply in each talk after the given build-up; told: with our prompt."""
    words = note("", "", (), LISTENS) if told else ""
    found = []
    with bare.opened(settings, told=told) as model:
        for number, talk in enumerate(talks):
            transcript = Transcript()
            for said, reply in talk.turns[:-1]:
                transcript = model.after(transcript, said, reply)
            reply, _, _ = model.answer(transcript, talk.turns[-1][0], words, seed + number)
            found.append(reply)
    return found
