"""Rows of the memory and the dataclasses they hold, both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from companion.memory import encode
from companion.memory.episodes import Episode, unit
from companion.memory.strength import fades_at
from companion.turn import Memory, Turn, Utterance


def insert(db: Database, table: str, row: dict[str, Any]) -> int:
    """Insert `row`, whose keys are our own column names; its id."""
    names, places = ", ".join(row), ", ".join("?" for _ in row)
    cursor = db.execute(
        f"INSERT INTO {table}({names}) VALUES ({places})",  # noqa: S608 - no name from outside
        list(row.values()),
    )
    return int(cursor.lastrowid or 0)


def turn_row(talk_id: int, turn: Turn, salience: float, state: str) -> dict[str, Any]:
    """A row of `turn`; what it recalled goes into `recalled` by id."""
    return {
        "talk_id": talk_id,
        "at": turn.utterance.at.isoformat(),
        "source": turn.utterance.source,
        "text": clean(turn.utterance.text),
        "reply": clean(turn.reply),
        "state": state,
        "salience": salience,
        "observation": encode.encoded(turn.observation),
        "belief": encode.encoded(turn.belief),
        "assessment": encode.encoded(turn.assessment),
        "decision": encode.encoded(turn.decision),
        "replaced": encode.encoded_replaced(turn.replaced),
        "timings": encode.encoded(turn.timings),
        "shift": encode.encoded(turn.shift),
        "tone": encode.encoded(turn.tone),
        "voice": encode.encoded_voice(turn.utterance.voice),
    }


def episode_row(
    turn_id: int,
    told: Utterance,
    embedding: NDArray[np.floating[Any]] | None,
    salience: float,
    state: str,
    kept_why: str,
) -> dict[str, Any]:
    """A row of `episode`."""
    return {
        "turn_id": turn_id,
        "text": clean(told.text),
        "at": told.at.isoformat(),
        "state": state,
        "salience": salience,
        "embedding": packed(embedding),
        "recalled_at": None,
        "kept_why": kept_why,
        "recalls": 0,
        "pinned": 0,
    }


def turn(row: dict[str, Any], memories: tuple[Memory, ...]) -> Turn:
    """Back from `turn_row`, with `said` where the person corrected the belief (None elsewhere)."""
    return Turn(
        utterance=Utterance(
            row["text"],
            datetime.fromisoformat(row["at"]),
            row["source"],
            encode.voice(row["voice"]),
        ),
        observation=encode.observation(row["observation"]),
        belief=encode.belief(row["belief"]),
        assessment=encode.assessment(row["assessment"]),
        memories=memories,
        decision=encode.decision(row["decision"]),
        reply=row["reply"],
        replaced=encode.replaced(row["replaced"]),
        timings=encode.timings(row["timings"]),
        shift=encode.shift(row["shift"]),
        tone=encode.affect(row["tone"]),
        corrected=row["said"] or "",
    )


def memory(row: dict[str, Any]) -> Memory:
    """An episode's row, with `score` and `why` where it was recalled."""
    return Memory(
        id=row["id"],
        text=row["text"],
        at=datetime.fromisoformat(row["at"]),
        state=row["state"],
        salience=row["salience"],
        score=row.get("score", 0.0),
        why=row.get("why", ""),
    )


def listed(row: dict[str, Any]) -> Memory:
    """An episode's row for the person to look at: why it was kept and when it fades."""
    pinned = bool(row["pinned"])
    return replace(
        memory(row),
        why=row["kept_why"],
        fades=None if pinned else fades_at(row["salience"], row["recalls"], last_up(row)),
        pinned=pinned,
        recalls=row["recalls"],
    )


def last_up(row: dict[str, Any]) -> datetime:
    """When an episode was told or, if that is later, last came up again."""
    at, recalled_at = datetime.fromisoformat(row["at"]), row["recalled_at"]
    return max(at, datetime.fromisoformat(recalled_at)) if recalled_at else at


def episode(row: dict[str, Any]) -> Episode:
    """Back from `episode_row` (with its id)."""
    recalled_at = row["recalled_at"]
    return Episode(
        id=row["id"],
        turn_id=row["turn_id"],
        text=row["text"],
        at=datetime.fromisoformat(row["at"]),
        state=row["state"],
        salience=row["salience"],
        recalled_at=datetime.fromisoformat(recalled_at) if recalled_at else None,
        embedding=unpacked(row["embedding"] or b""),
        recalls=row["recalls"],
        pinned=bool(row["pinned"]),
    )


def packed(embedding: NDArray[np.floating[Any]] | None) -> bytes | None:
    """A direction as 16-bit floats, a hundredth of a percent off at most; None if it has none."""
    vector = None if embedding is None else unit(embedding)
    return None if vector is None else vector.astype("<f2").tobytes()


def unpacked(blob: bytes) -> NDArray[np.float32]:
    """Back from `packed`: shape (d,), unit length."""
    return np.frombuffer(blob, "<f2").astype(np.float32)


def clean(text: str) -> str:
    """A lone half of a surrogate pair has no place in UTF-8; the rest of the words does."""
    return text.encode("utf-8", "replace").decode("utf-8")
