"""What the person teaches: how they say it was, counts of how they felt, beliefs read anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from companion.memory import encode, rows
from companion.turn import Turn


@dataclass(frozen=True)
class Correction:
    """The person said how it was in a turn.

    heard, said: names of the state that was believed and of the one they named. text: their words
    of that turn. embedding: shape (d,), unit length, of these words; None where there is none.
    """

    turn_id: int
    heard: str
    said: str
    at: datetime
    text: str
    embedding: NDArray[np.float32] | None


def correct(
    db: Database,
    turn_id: int,
    heard: str,
    said: str,
    at: datetime,
    embedding: NDArray[np.floating[Any]] | None,
) -> bool:
    """Keep a correction, in place of an earlier one of this turn; False if it has no words."""
    kept = db.execute(
        "INSERT INTO correction(turn_id, heard, said, at, embedding)"
        " SELECT id, ?, ?, ?, ? FROM turn WHERE id = ? AND NOT forgotten"
        " ON CONFLICT(turn_id) DO UPDATE SET heard = excluded.heard, said = excluded.said,"
        " at = excluded.at, embedding = excluded.embedding",
        [heard, said, at.isoformat(), rows.packed(embedding), turn_id],
    )
    return bool(kept.rowcount)


def undo(db: Database, turn_id: int) -> bool:
    """Take the correction of a turn back; False if there is none."""
    return bool(db.execute("DELETE FROM correction WHERE turn_id = ?", [turn_id]).rowcount)


def corrections(db: Database) -> tuple[Correction, ...]:
    """Every correction, newest first."""
    found = db.query(
        "SELECT correction.*, turn.text FROM correction JOIN turn ON turn.id = correction.turn_id"
    )
    read = [_correction(row) for row in found]
    return tuple(sorted(read, key=lambda one: (one.at.timestamp(), one.turn_id), reverse=True))


def rewrite(db: Database, changed: Sequence[tuple[int, Turn, str]]) -> None:
    """Put belief, shift, tone and state of each turn, by id, in place of what was believed before.

    The episode of the turn takes the state too. MUST run in a transaction.
    """
    for turn_id, turn, state in changed:
        parts = [encode.encoded(part) for part in (turn.belief, turn.shift, turn.tone)]
        db.execute(
            "UPDATE turn SET belief = ?, shift = ?, tone = ?, state = ? WHERE id = ?",
            [*parts, state, turn_id],
        )
        db.execute("UPDATE episode SET state = ? WHERE turn_id = ?", [state, turn_id])


def counts(db: Database) -> str:
    """The kept counts, "" if there are none."""
    row = db.execute("SELECT counts FROM learnt").fetchone()
    return str(row[0]) if row else ""


def keep_counts(db: Database, counts: str) -> None:
    """Keep `counts` in place of those before."""
    db.execute("INSERT OR REPLACE INTO learnt(id, counts) VALUES (1, ?)", [counts])


def _correction(row: dict[str, Any]) -> Correction:
    blob = row["embedding"]
    return Correction(
        turn_id=row["turn_id"],
        heard=row["heard"],
        said=row["said"],
        at=datetime.fromisoformat(row["at"]),
        text=row["text"],
        embedding=None if blob is None else rows.unpacked(blob),
    )
