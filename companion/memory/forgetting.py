"""Forgetting because the person wants it: words go, and everything made from them goes with them.

What stays of a forgotten turn are numbers (when it was, how it felt, which kind of reply came), so
that the curve of the mood stays true. No word of either side stays.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from companion.memory import encode, words


def forget(db: Database, episode_id: int) -> bool:
    """Remove an episode and blank every turn that holds its words; False if there is none.

    MUST run in a transaction.
    """
    row = db.execute("SELECT turn_id FROM episode WHERE id = ?", [episode_id]).fetchone()
    if row is None:
        return False
    forget_turn(db, row[0])
    return True


def forget_turn(db: Database, turn_id: int) -> None:
    """Blank a turn and remove everything that was made from its words.

    That is both sides of the turn, its episode, the facts read from it, its correction, whose
    embedding is made from the words, and the companion's side of each later turn that recalled it:
    a reply, its opener and its reasons may quote it. MUST run in a transaction.
    """
    later = db.execute("SELECT turn_id FROM quoted WHERE told_in = ?", [turn_id]).fetchall()
    for (other,) in later:
        blank_companion(db, other)
    blank_turn(db, turn_id)
    remove_episodes(db, [turn_id])
    db.execute("DELETE FROM fact WHERE turn_id = ?", [turn_id])


def blank_turn(db: Database, turn_id: int) -> None:
    """Take the words of both sides out of a turn, and its correction. MUST run in a transaction."""
    blank_companion(db, turn_id)
    _blank_person(db, turn_id)
    db.execute("DELETE FROM correction WHERE turn_id = ?", [turn_id])


def remove_episodes(db: Database, turn_ids: Iterable[int]) -> list[int]:
    """Remove the episodes of these turns, if they have any; their ids. In a transaction."""
    removed = []
    for turn_id in turn_ids:
        row = db.execute("SELECT id FROM episode WHERE turn_id = ?", [turn_id]).fetchone()
        if row:
            removed.append(int(row[0]))
            db.execute("DELETE FROM episode WHERE id = ?", [row[0]])
    words.remove(db, removed)
    return removed


def unlearn(db: Database) -> None:
    """Delete every correction and what was learnt, the usual way of speaking too. MUST run in a transaction."""
    for table in ("correction", "learnt", "speech"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand one line above


def erase(db: Database) -> None:
    """Delete every row the person ever caused. MUST run in a transaction; `vacuum` afterwards."""
    unlearn(db)
    told = ("recalled", "episode_words", "episode", "fact", "turn", "talk")
    for table in (*told, "off_limits", "wish", "care"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand one line above
    db.execute("DELETE FROM sqlite_sequence")


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
    stand_before(db, turn_id)


def _blank_person(db: Database, turn_id: int) -> None:
    observation, assessment = db.execute(
        "SELECT observation, assessment FROM turn WHERE id = ?", [turn_id]
    ).fetchone()
    db.execute(
        "UPDATE turn SET text = '', voice = '', observation = ?, assessment = ?, forgotten = 1"
        " WHERE id = ?",
        [encode.wordless_observation(observation), encode.wordless_assessment(assessment), turn_id],
    )
    stand_before(db, turn_id)


def stand_before(db: Database, turn_id: int) -> None:
    """Let the next turn's episode be found by what is left of this one, no longer by what went."""
    left = db.execute("SELECT text || ' ' || reply FROM turn WHERE id = ?", [turn_id]).fetchone()
    after = db.execute(
        "SELECT episode.id, episode.text FROM turn JOIN episode ON episode.turn_id = turn.id"
        " WHERE turn.id = (SELECT min(id) FROM turn WHERE id > :id AND talk_id ="
        " (SELECT talk_id FROM turn WHERE id = :id))",
        {"id": turn_id},
    ).fetchone()
    if after:
        words.write(db, after[0], after[1], left[0].strip())
