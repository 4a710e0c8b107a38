"""Forgetting because the person wants it: words go, and everything made from them goes with them.

What stays of a forgotten turn are numbers (when it was, how it felt, which kind of reply came), so
that the curve of the mood stays true. No word of either side stays.
"""

from __future__ import annotations

from sqlite_utils import Database

from companion.memory import encode


def forget(db: Database, episode_id: int) -> bool:
    """Remove an episode and blank every turn that holds its words; False if there is none.

    That is both sides of the turn it was told in with its correction, whose embedding is made from
    the words, and the companion's side of each later turn that recalled it: a reply, its opener and
    its reasons may quote it. MUST run in a transaction.
    """
    row = db.execute("SELECT turn_id FROM episode WHERE id = ?", [episode_id]).fetchone()
    if row is None:
        return False
    later = db.execute(
        "SELECT DISTINCT turn_id FROM recalled WHERE episode_id = ?", [episode_id]
    ).fetchall()
    for (turn_id,) in later:
        blank_companion(db, turn_id)
    blank_companion(db, row[0])
    _blank_person(db, row[0])
    db.execute("DELETE FROM correction WHERE turn_id = ?", [row[0]])
    db.execute("DELETE FROM episode WHERE id = ?", [episode_id])
    return True


def unlearn(db: Database) -> None:
    """Delete every correction and what was learnt. MUST run in a transaction."""
    for table in ("correction", "learnt"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand one line above


def erase(db: Database) -> None:
    """Delete every row the person ever caused. MUST run in a transaction; `vacuum` afterwards."""
    unlearn(db)
    for table in ("recalled", "episode", "turn", "talk", "sqlite_sequence"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand one line above


def blank_companion(db: Database, turn_id: int) -> None:
    """Take the reply and every sentence that led to it out of a turn. MUST run in a transaction."""
    decision, replaced = db.execute(
        "SELECT decision, replaced FROM turn WHERE id = ?", [turn_id]
    ).fetchone()
    db.execute(
        "UPDATE turn SET reply = '', decision = ?, replaced = ? WHERE id = ?",
        [encode.wordless_decision(decision), encode.wordless_replaced(replaced), turn_id],
    )
    db.execute("UPDATE recalled SET why = '' WHERE turn_id = ?", [turn_id])


def _blank_person(db: Database, turn_id: int) -> None:
    observation, assessment = db.execute(
        "SELECT observation, assessment FROM turn WHERE id = ?", [turn_id]
    ).fetchone()
    db.execute(
        "UPDATE turn SET text = '', voice = '', observation = ?, assessment = ?, forgotten = 1"
        " WHERE id = ?",
        [encode.wordless_observation(observation), encode.wordless_assessment(assessment), turn_id],
    )
