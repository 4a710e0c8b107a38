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
    """Every turn with its id, by when it was said, forgotten ones too; only at `since` or later.

    Not by id: what was imported may be older than what was there.
    """
    first = float("-inf") if since is None else since.timestamp()
    found = [
        (datetime.fromisoformat(row["at"]).timestamp(), row)
        for row in db.query(f"{_TURN} ORDER BY turn.id")
    ]
    return tuple(
        (row["id"], rows.turn(row, _recalled(db, row["id"])))
        for at, row in sorted(found, key=lambda pair: pair[0])
        if at >= first
    )


def last(db: Database) -> Turn | None:
    """The turn that was said last, forgotten or not; None if there is none."""
    said = newest(db)
    if said is None:
        return None
    (row,) = db.query(f"{_TURN} WHERE turn.id = ?", [said[0]])
    return rows.turn(row, _recalled(db, said[0]))


def newest(db: Database) -> tuple[int, datetime] | None:
    """The id of the turn that was said last, and when; None if there is none."""
    said = [
        (turn_id, datetime.fromisoformat(at))
        for turn_id, at in db.execute("SELECT id, at FROM turn").fetchall()
    ]
    return max(said, key=lambda one: (one[1].timestamp(), one[0]), default=None)


def last_words(db: Database, talk_id: int) -> str:
    """What was said last in a talk, by both sides; "" at its start and where it was forgotten."""
    row = db.execute(
        "SELECT text, reply FROM turn WHERE talk_id = ? ORDER BY id DESC LIMIT 1", [talk_id]
    ).fetchone()
    return f"{row[0]} {row[1]}".strip() if row else ""


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
