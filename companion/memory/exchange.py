"""The memory as a file of the person's own: written for people or for another memory, and read back.

Such a file is NOT encrypted. It holds everything but what is of this computer alone (`care`) and the
vectors of memories and corrections, which are numbers made from the words. Those of memories are made
again when nobody waits (`upkeep.rest`); a correction without one is kept and shown, but teaches nothing
until the person makes it anew. Reading back: `read_json` and `take_in`.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from companion import paths
from companion.errors import StoreError
from companion.memory import encode, hand, known, learnt, markdown, standing
from companion.memory.backup import sync
from companion.memory.exchange_check import read as read_json
from companion.memory.exchange_merge import Taken, take_in
from companion.memory.exchange_shape import (
    FORMAT,
    VERSION,
    Exported,
    KeptCorrection,
    KeptFact,
    KeptMemory,
    KeptTalk,
    KeptTurn,
    Recalled,
    aware,
    plain,
)
from companion.memory.store import Store

__all__ = ["Taken", "export", "read_json", "take_in", "whole", "write_json", "write_markdown"]

FULL = "The disk is full, so the file was not written."
OWN_FOLDER = "That is the memory's own folder. Choose another one for the file."
NOT_WRITTEN = "The file could not be written there."
DAMAGED = "The file of the memory is damaged, so it could not be written out."


def export(store: Store, now: datetime) -> dict[str, Any]:
    """Everything kept, as plain JSON data (`exchange_shape.Exported`). Raises StoreError."""
    data: dict[str, Any] = plain(whole(store, now))
    return data


def write_json(store: Store, path: Path, now: datetime) -> None:
    """Write `export` to `path`, for its owner's eyes only, whole or not at all.

    Raises StoreError, also for a path in the memory's own folder.
    """
    data = json.dumps(export(store, now), ensure_ascii=False, separators=(",", ":"))
    _write(path, data)


def write_markdown(store: Store, path: Path, now: datetime) -> None:
    """Write everything kept to `path` for people to read, as `write_json`. Raises StoreError."""
    _write(path, markdown.text(whole(store, now), store.memories(), known.listed(store)))


def whole(store: Store, now: datetime) -> Exported:
    """Everything kept but the vectors; talks without a turn are left out. Raises StoreError."""
    limits = tuple(limit.phrase for limit in hand.limits(store))
    wishes = tuple(kept.wish for kept in standing.listed(store))
    with store.reading() as db:
        try:
            turns = _numbers(db, "turn")
            memories = _numbers(db, "episode")
            facts = _numbers(db, "fact")
            return Exported(
                FORMAT,
                VERSION,
                aware(now),
                _talks(db, turns, memories),
                tuple(_memory(row, turns, memories) for row in _rows(db, "episode")),
                tuple(_fact(row, turns, facts) for row in _rows(db, "fact")),
                tuple(_correction(row, turns) for row in _corrections(db)),
                _counts(learnt.counts(db)),
                limits,
                wishes,
            )
        except (ValueError, KeyError, TypeError):  # they would quote what they could not read
            raise StoreError(DAMAGED) from None


# --- rows as entries -----------------------------------------------------------------------------


def _numbers(db: Database, table: str) -> dict[int, int]:
    """The number in the file of each row's id."""
    found = db.execute(f"SELECT id FROM {table} ORDER BY id").fetchall()  # noqa: S608 - our names
    return {row[0]: number for number, row in enumerate(found, 1)}


def _rows(db: Database, table: str) -> Iterable[dict[str, Any]]:
    return list(db.query(f"SELECT * FROM {table} ORDER BY id"))  # noqa: S608 - our own names


def _corrections(db: Database) -> Iterable[dict[str, Any]]:
    return list(db.query("SELECT * FROM correction ORDER BY turn_id"))


def _talks(db: Database, turns: dict[int, int], memories: dict[int, int]) -> tuple[KeptTalk, ...]:
    """The talks in the order they began, each with its turns."""
    recalled: dict[int, list[Recalled]] = {}
    for row in db.query("SELECT * FROM recalled ORDER BY turn_id, place"):
        one = Recalled(memories[row["episode_id"]], row["score"], row["why"])
        recalled.setdefault(row["turn_id"], []).append(one)
    by_talk: dict[int, list[KeptTurn]] = {}
    for row in _rows(db, "turn"):
        turn = _turn(row, turns[row["id"]], tuple(recalled.get(row["id"], ())))
        by_talk.setdefault(row["talk_id"], []).append(turn)
    found = [
        KeptTalk(_moment(row["started_at"]), _perhaps(row["settled_at"]), tuple(by_talk[row["id"]]))
        for row in _rows(db, "talk")
        if row["id"] in by_talk
    ]
    return tuple(sorted(found, key=lambda talk: talk.started_at.timestamp()))


def _turn(row: dict[str, Any], number: int, recalled: tuple[Recalled, ...]) -> KeptTurn:
    return KeptTurn(
        id=number,
        at=_moment(row["at"]),
        source=row["source"],
        text=row["text"],
        reply=row["reply"],
        state=row["state"],
        salience=row["salience"],
        observation=encode.observation(row["observation"]),
        belief=encode.belief(row["belief"]),
        assessment=encode.assessment(row["assessment"]),
        decision=encode.decision(row["decision"]),
        replaced=encode.replaced(row["replaced"]),
        timings=encode.timings(row["timings"]),
        shift=encode.shift(row["shift"]),
        tone=encode.affect(row["tone"]),
        voice=encode.voice(row["voice"]),
        forgotten=bool(row["forgotten"]),
        facts_read=bool(row["facts_read"]),
        recalled=recalled,
    )


def _memory(row: dict[str, Any], turns: dict[int, int], memories: dict[int, int]) -> KeptMemory:
    return KeptMemory(
        id=memories[row["id"]],
        turn=turns[row["turn_id"]],
        text=row["text"],
        at=_moment(row["at"]),
        state=row["state"],
        salience=row["salience"],
        kept_why=row["kept_why"],
        recalls=row["recalls"],
        recalled_at=_perhaps(row["recalled_at"]),
        pinned=bool(row["pinned"]),
        corrected_at=_perhaps(row["corrected_at"]),
    )


def _fact(row: dict[str, Any], turns: dict[int, int], facts: dict[int, int]) -> KeptFact:
    return KeptFact(
        id=facts[row["id"]],
        turn=turns[row["turn_id"]],
        kind=row["kind"],
        about=row["about"],
        value=row["value"],
        span=row["span"],
        at=_moment(row["at"]),
        ended_at=_perhaps(row["ended_at"]),
        ended_by=facts[row["ended_by"]] if row["ended_by"] else None,
    )


def _correction(row: dict[str, Any], turns: dict[int, int]) -> KeptCorrection:
    return KeptCorrection(turns[row["turn_id"]], row["heard"], row["said"], _moment(row["at"]))


def _counts(text: str) -> Any:
    """What was learnt as data; None where there is nothing or nothing that can be read."""
    with suppress(ValueError):
        return json.loads(text)
    return None


def _moment(text: str) -> datetime:
    return aware(datetime.fromisoformat(text))


def _perhaps(text: str | None) -> datetime | None:
    return _moment(text) if text else None


# --- the file ------------------------------------------------------------------------------------


def _write(path: Path, text: str) -> None:
    """Put `text` into `path` under a draft's name first; what was there stays until it is whole."""
    try:
        if path.resolve().parent == paths.home().resolve():
            raise StoreError(OWN_FOLDER)
        draft = path.with_name(f".{path.name}.part")
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(text.encode("utf-8", "replace"))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        with suppress(OSError):  # a file system that cannot is no reason to fail
            sync(path.parent)
    except (OSError, ValueError) as error:  # ValueError: a name no file can have
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise StoreError(FULL if full else NOT_WRITTEN) from error
