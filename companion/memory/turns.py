"""Turns on disk, with what they recalled and how the person corrected them."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from companion.memory import forgetting, rows
from companion.turn import Memory, Turn

_TURN = (
    "SELECT turn.*, correction.said FROM turn LEFT JOIN correction ON correction.turn_id = turn.id"
)


def of_talk(db: Database, talk_id: int) -> tuple[tuple[int, Turn], ...]:
    """The turns of a talk in order, with their ids, without those whose words were forgotten."""
    found = db.query(f"{_TURN} WHERE talk_id = ? AND NOT forgotten ORDER BY turn.id", [talk_id])
    return tuple((row["id"], rows.turn(row, _recalled(db, row["id"]))) for row in found)


def history(db: Database, since: datetime | None) -> tuple[tuple[int, Turn], ...]:
    """Every turn with its id, by id, forgotten ones too; only those at `since` or later."""
    first = float("-inf") if since is None else since.timestamp()
    return tuple(
        (row["id"], rows.turn(row, _recalled(db, row["id"])))
        for row in db.query(f"{_TURN} ORDER BY turn.id")
        if datetime.fromisoformat(row["at"]).timestamp() >= first
    )


def last(db: Database) -> Turn | None:
    """The turn with the highest id, forgotten or not; None if there is none."""
    found = list(db.query(f"{_TURN} ORDER BY turn.id DESC LIMIT 1"))
    return rows.turn(found[0], _recalled(db, found[0]["id"])) if found else None


def save_recalled(db: Database, turn_id: int, memories: tuple[Memory, ...]) -> None:
    """Keep what a turn recalled by id, never by its words.

    What was forgotten in the meantime blanks the companion's side, which may quote it. MUST run in
    a transaction.
    """
    for place, memory in enumerate(memories):
        added = db.execute(
            "INSERT INTO recalled(turn_id, place, episode_id, score, why)"
            " SELECT ?, ?, id, ?, ? FROM episode WHERE id = ?",
            [turn_id, place, memory.score, rows.clean(memory.why), memory.id],
        )
        if not added.rowcount:
            forgetting.blank_companion(db, turn_id)


def _recalled(db: Database, turn_id: int) -> tuple[Memory, ...]:
    found = db.query(
        "SELECT episode.*, recalled.score, recalled.why FROM recalled"
        " JOIN episode ON episode.id = recalled.episode_id"
        " WHERE recalled.turn_id = ? ORDER BY recalled.place",
        [turn_id],
    )
    return tuple(rows.memory(row) for row in found)
