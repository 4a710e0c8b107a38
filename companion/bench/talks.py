"""Very long talks and chats with marks, as the memory's bench reads them; see its data's README."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from companion.errors import CompanionError

_EVIDENCE = re.compile(r"D(\d+):(\d+)")
ADVERSARIAL = 5  # LoCoMo's category of questions that have no answer


@dataclass(frozen=True)
class Said:
    """One turn of a long talk. session: its number; text: with what a shared picture shows."""

    id: str
    session: int
    at: datetime
    speaker: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question and the ids of the turns that answer it."""

    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class LongTalk:
    """Two people over months."""

    speakers: tuple[str, str]
    turns: tuple[Said, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Marked:
    """One session of a person, who said `texts`; chosen: how many of three people picked each."""

    user: str
    texts: tuple[str, ...]
    chosen: tuple[int, ...]


@dataclass(frozen=True)
class Diary:
    """A person's dated messages, and questions with the days that answer them (none: ())."""

    days: tuple[tuple[str, str], ...]  # day, text of both sides
    questions: tuple[tuple[str, tuple[str, ...]], ...]


def locomo(folder: Path) -> list[LongTalk]:
    """The talks in `folder`, without adversarial questions and those without evidence."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            found.append(_long_talk(_json(path)))
        except (ValueError, KeyError, TypeError) as error:
            raise CompanionError(f"{path.name} is not a talk as LoCoMo writes them.") from error
    if not found:
        raise CompanionError(f"There are no talks in {folder}.")
    return found


def lufy(path: Path) -> list[Marked]:
    """Every session with its three annotators' picks."""
    sheets: dict[tuple[str, str, int], list[list[tuple[str, int]]]] = {}
    for line in _text(path).splitlines():
        row = json.loads(line)
        key = (row["system"], row["user"], row["session"])
        sheets.setdefault(key, []).append(_picks(row["sheets"][0]))
    found = []
    for (_, user, _), three in sorted(sheets.items()):
        length = min(map(len, three))
        texts = tuple(three[0][i][0] for i in range(length))
        chosen = tuple(sum(picks[i][1] for picks in three) for i in range(length))
        found.append(Marked(user, texts, chosen))
    return found


def memorybank(folder: Path, answers: Path) -> list[Diary]:
    """Each person's days and probing questions, with our own marks of the days that answer them."""
    people = {
        name.strip(): one["history"] for name, one in _json(folder / "memory_bank_en.json").items()
    }
    asked: dict[str, list[str]] = {}
    for line in _text(folder / "probing_questions_en.jsonl").splitlines():
        asked |= {name.strip(): questions for name, questions in json.loads(line).items()}
    right: dict[tuple[str, int], tuple[str, ...]] = {}
    for line in _text(answers).splitlines():
        if line and not line.startswith("#"):
            user, number, days = line.split("\t")
            right[user, int(number)] = () if days == "-" else tuple(days.split(","))
    return [
        Diary(
            tuple(
                (day, f"{turn['query']} {turn['response']}")
                for day, turns in history.items()
                for turn in turns
            ),
            tuple((text, right[user, i]) for i, text in enumerate(asked[user])),
        )
        for user, history in people.items()
        if user in asked
    ]


def _long_talk(raw: dict[str, Any]) -> LongTalk:
    numbers = sorted(
        int(name.removeprefix("session_")) for name in raw if re.fullmatch(r"session_\d+", name)
    )
    turns = []
    for number in numbers:
        at = datetime.strptime(raw[f"session_{number}_date_time"], "%I:%M %p on %d %B, %Y")
        for turn in raw[f"session_{number}"]:
            text = " ".join(filter(None, (turn["text"], turn.get("blip_caption"))))
            turns.append(
                Said(turn["dia_id"], number, at.replace(tzinfo=UTC), turn["speaker"], text)
            )
    known = {turn.id for turn in turns}
    questions = []
    for asked in raw["qa"]:
        named = _EVIDENCE.findall(" ".join(map(str, asked.get("evidence", ()))))
        ids = dict.fromkeys(f"D{int(session)}:{int(turn)}" for session, turn in named)
        evidence = tuple(one for one in ids if one in known)
        if asked["category"] != ADVERSARIAL and evidence:
            questions.append(Question(asked["question"], evidence))
    return LongTalk((raw["speaker_a"], raw["speaker_b"]), tuple(turns), tuple(questions))


def _picks(sheet: list[list[Any]]) -> list[tuple[str, int]]:
    """What the person said, and whether this annotator picked it."""
    return [(str(text), int(mark)) for mark, _, text in sheet[1:] if mark in (0, 1) and text]


def _json(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(_text(path))
    return read


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise CompanionError(f"The data are not there: {path.name}.") from error
