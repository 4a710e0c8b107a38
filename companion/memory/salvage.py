"""Reading on where a file is damaged: every row that can still be read, one by one.

Nothing is trusted because it could be read: a row MUST have the types of its columns, its dates
and parts MUST parse, and it MUST be about the same thing as the copy's row of that number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlite_utils import Database

from companion.memory import forgetting, rows
from companion.memory.encode import encoded
from companion.memory.sealed import mend_words, read_only
from companion.turn import Affect, Assessment, Belief, Decision, Observation, Stage

Row = dict[str, Any]
NUMBERED = ("talk", "turn", "episode", "fact", "off_limits", "wish")  # what others refer to first
SAME = {"turn": ("talk_id", "at"), "episode": ("turn_id",), "fact": ("turn_id",)}
A_WHILE = 1_000  # numbers to try beyond the copy's where the damaged file cannot say its last
_TYPES: dict[str, tuple[type, ...]] = {
    "INTEGER": (int,),
    "REAL": (int, float),
    "TEXT": (str,),
    "BLOB": (bytes,),
}


def salvage(db: Database, damaged: Path, key: str) -> None:
    """Put every readable row of the damaged file into `db`, which is empty or an older copy of it.

    Where both have a row, the damaged file's is the later word; what was forgotten in either stays
    forgotten. A number the copy had already given away and no longer holds stays away. The words
    of an episode whose turn cannot be read become a turn again, with even odds and no reply. MUST
    run in a transaction.
    """
    last = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    held = {table: _numbers(db, f"SELECT id FROM {table}") for table in NUMBERED}  # noqa: S608
    for table in NUMBERED:
        known = last.get(table, 0)
        numbers = range(1, _last(damaged, key, table, known) + 1)
        # A fact names the later one that took its place, which has to be there first.
        ordered = reversed(numbers) if table == "fact" else numbers
        for row in _readable(damaged, key, table, "id", ordered):
            if row["id"] <= known and row["id"] not in held[table]:
                continue
            older = _one(db, table, row["id"])
            if older and any(older[name] != row.get(name) for name in SAME.get(table, ())):
                continue
            if _sound(db, table, row):
                _keep(db, table, row, older)
    for table, sql in (
        ("recalled", "SELECT id FROM turn"),
        ("quoted", "SELECT id FROM turn"),
        ("correction", "SELECT id FROM turn WHERE NOT forgotten"),
    ):
        for row in _readable(damaged, key, table, "turn_id", sorted(_numbers(db, sql))):
            if _sound(db, table, row):
                _put(db, table, row)
    for table in ("learnt", "care", "speech"):
        for row in _readable(damaged, key, table, "id", [1]):
            if _sound(db, table, row):
                _put(db, table, row)
    mend_words(db)
    # What was said just before is read off the turns that are back, never off the damaged index:
    # words nobody could find again would stay in it.
    for turn_id in sorted(_numbers(db, "SELECT id FROM turn")):
        forgetting.stand_before(db, turn_id)


# --- reading what is left ------------------------------------------------------------------------


def _readable(
    damaged: Path, key: str, table: str, column: str, numbers: Iterable[int]
) -> Iterator[Row]:
    """The rows whose `column` is one of `numbers`; one that cannot be read is passed over."""
    sql = f"SELECT * FROM {table} WHERE {column} = ?"  # noqa: S608 - our own names
    waiting = iter(numbers)
    unread = True
    while unread:  # a page that fails its seal spoils the connection: go on with a fresh one
        unread = False
        with suppress(sqlcipher3.DatabaseError), read_only(damaged, key) as connection:
            # A file that was cut off is read as far as it goes.
            connection.execute("PRAGMA writable_schema = ON")
            if not connection.execute(
                "SELECT count(*) FROM sqlite_master WHERE name = ?", [table]
            ).fetchone()[0]:
                return  # an older shape
            for number in waiting:
                unread = True
                cursor = connection.execute(sql, [number])
                names = [described[0] for described in cursor.description]
                found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
                yield from (row for row in found if row[column] == number)
                unread = False


def _last(damaged: Path, key: str, table: str, known: int) -> int:
    """The highest number to look for: the highest given away, else as far as can be guessed."""
    for sql in (
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",  # noqa: S608 - our own names
        f"SELECT max(id) FROM {table}",  # noqa: S608
    ):
        with suppress(sqlcipher3.DatabaseError), read_only(damaged, key) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            found = connection.execute(sql).fetchone()
            if found and isinstance(found[0], int):
                return max(known, found[0])
    return known + A_WHILE


def _numbers(db: Database, sql: str) -> set[int]:
    return {number for (number,) in db.execute(sql).fetchall()}


def _one(db: Database, table: str, number: int) -> Row | None:
    found = db.query(f"SELECT * FROM {table} WHERE id = ?", [number])  # noqa: S608 - our own names
    return next(iter(found), None)


# --- believing it --------------------------------------------------------------------------------


def _sound(db: Database, table: str, row: Row) -> bool:
    """Whether a row can be what the program once wrote."""
    for _, name, kind, must, default, _ in db.execute(f"PRAGMA table_info({table})").fetchall():
        value = row.get(name, default)
        if value is None and not must:
            continue
        if name in row and not isinstance(value, _TYPES[kind]):
            return False
        if (name == "at" or name.endswith("_at")) and not _is_date(value):
            return False
    try:
        if table == "turn":
            rows.turn({"shift": "", "tone": "", "voice": "", **row, "said": None}, ())
        elif table == "episode" and row["embedding"] is not None:
            rows.unpacked(row["embedding"])
        elif table == "learnt":
            json.loads(row["counts"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return True


def _is_date(value: object) -> bool:
    try:
        return bool(datetime.fromisoformat(str(value)))
    except ValueError:
        return False


# --- keeping it ----------------------------------------------------------------------------------


def _keep(db: Database, table: str, row: Row, older: Row | None) -> None:
    if table == "turn":
        if older and older["forgotten"]:
            return
        _put(db, "talk", {"id": row["talk_id"], "started_at": row["at"]}, fresh=True)
        if row["forgotten"]:
            # Its memory, if it went with the words, is not in the damaged file either.
            for part in ("correction", "fact", "episode"):
                db.execute(f"DELETE FROM {part} WHERE turn_id = ?", [row["id"]])  # noqa: S608
    elif table == "episode" and _one(db, "turn", row["turn_id"]) is None:
        _put_turn_of(db, row)
    _put(db, table, row, fresh=table in ("off_limits", "wish"))


def _put(db: Database, table: str, row: Row, *, fresh: bool = False) -> None:
    """Insert a row or take its columns over; `fresh`: only where there is none.

    What refers to something that could not be read is left out.
    """
    columns = db.execute(f"PRAGMA table_info({table})").fetchall()
    names = [column[1] for column in columns if column[1] in row]
    ids = ", ".join(column[1] for column in sorted(columns, key=lambda c: c[5]) if column[5])
    taken = ", ".join(f"{name} = excluded.{name}" for name in names)
    otherwise = "DO NOTHING" if fresh else f"({ids}) DO UPDATE SET {taken}"
    places = ", ".join("?" for _ in names)
    with suppress(sqlcipher3.IntegrityError):
        db.execute(
            f"INSERT INTO {table}({', '.join(names)}) VALUES ({places}) ON CONFLICT {otherwise}",  # noqa: S608
            [row[name] for name in names],
        )


def _put_turn_of(db: Database, episode: Row) -> None:
    """The turn of an episode from its words alone, in the talk of the turn before."""
    found = db.query("SELECT * FROM turn ORDER BY abs(id - ?) LIMIT 1", [episode["turn_id"]])
    near = next(iter(found), None)
    n = len(json.loads(near["belief"])["probs"]) if near else 0
    if near is None or not n:
        return
    parts = {
        "observation": encoded(Observation((1.0,) * n, Affect())),
        "belief": encoded(Belief((1 / n,) * n)),
        "assessment": encoded(Assessment()),
        "decision": encoded(Decision((), Stage.EXPLORATION)),
    }
    shared = {name: episode[name] for name in ("text", "at", "state", "salience")}
    _put(
        db,
        "turn",
        near
        | parts
        | shared
        | {"id": episode["turn_id"], "source": "typed", "reply": "", "replaced": "[]"}
        | {"timings": "{}", "forgotten": 0, "shift": "", "tone": "", "voice": ""},
    )
