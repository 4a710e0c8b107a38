"""The encrypted memory: talks, both sides of every turn, and the episodes worth keeping.

One connection, guarded by one lock: the session writes from its worker thread while the memory
page reads from the window's, and every statement is short, so waiting for each other is enough. A
lock file keeps a second program away. Every failure is a StoreError in plain words without any of
the person's.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from companion.errors import StoreError
from companion.memory import forgetting, lock, rows
from companion.memory.database import connect, plain_errors, scrub
from companion.memory.episodes import Episodes, columns, joined, recalled_now
from companion.memory.mentions import mentions
from companion.memory.salience import THRESHOLD
from companion.turn import Memory, Turn

SIDES = ("", "-wal", "-shm")  # the files SQLite keeps a database in


@dataclass(frozen=True)
class Talk:
    """One conversation. turns: how many of its turns can still be read."""

    id: int
    started_at: datetime
    turns: int


class Store:
    """The open memory. Made by `Store.open`; lives until `close`; safe to use from any thread."""

    def __init__(self, path: Path, db: Database, held: int) -> None:
        self._path = path
        self._db = db
        self._held = held
        self._lock = threading.RLock()
        self._closed = False
        self._episodes: Episodes | None = None  # read on first use, then kept up to date
        self._mentioned: set[str] | None = None

    @classmethod
    def open(cls, path: Path, key: str) -> Store:
        """Open or make the memory at `path`; key: 64 hex digits (`keys.database_key`).

        Raises WrongKey (other key or damage; no byte changed), NewerStore (written by a newer
        program), StoreError (open in another window, folder not writable, disk full).
        """
        held = lock.take(path)
        try:
            return cls(path, connect(path, key), held)
        except BaseException:
            lock.release(held)
            raise

    def close(self) -> None:
        """Close the file and let the next program in. Closing twice is fine."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            try:
                with plain_errors():
                    self._db.close()
            finally:
                lock.release(self._held)

    # --- writing ---------------------------------------------------------------------------------

    def start_talk(self, at: datetime) -> int:
        """Begin a conversation; its id."""
        with self._writing() as db:
            return rows.insert(db, "talk", {"started_at": at.isoformat()})

    def save_turn(
        self,
        talk_id: int,
        turn: Turn,
        embedding: NDArray[np.floating[Any]] | None,
        salience: float,
        state: str,
    ) -> int:
        """Keep both sides of a turn with all that led to it, in one transaction; the turn's id.

        embedding: shape (d,), of the person's words; None when the engine gave none (the episode
        is then listed but never recalled). An episode is made when `salience` reaches
        `salience.THRESHOLD`. state: name of the state believed. When a recalled memory was
        forgotten in the meantime, the companion's side is kept blank, because it may quote it;
        when the talk was erased in the meantime, it begins again with this turn.
        """
        told = turn.utterance
        with self._lock:  # one hold for row and cache: a reader between would cache it twice
            with self._writing() as db:
                db.execute(
                    "INSERT OR IGNORE INTO talk(id, started_at) VALUES (?, ?)",
                    [talk_id, told.at.isoformat()],
                )
                turn_id = rows.insert(db, "turn", rows.turn_row(talk_id, turn, salience, state))
                _save_recalled(db, turn_id, turn.memories)
                kept = None
                if salience >= THRESHOLD:
                    kept = rows.episode_row(turn_id, told, embedding, salience, state)
                    kept["id"] = rows.insert(db, "episode", kept)
            if kept:
                self._add_to_cache(kept)
            return turn_id

    def mark_recalled(self, ids: Sequence[int], at: datetime) -> None:
        """Note that these memories were brought up at `at`, so that they rest for a while."""
        with self._writing() as db:
            for memory_id in ids:
                db.execute(
                    "UPDATE episode SET recalled_at = ? WHERE id = ?", [at.isoformat(), memory_id]
                )
            if self._episodes is not None:
                self._episodes = recalled_now(self._episodes, ids, at)

    # --- reading ---------------------------------------------------------------------------------

    def turns(self, talk_id: int) -> tuple[Turn, ...]:
        """The turns of a talk in order, as they were saved.

        Turns whose words were forgotten are left out; a turn that had recalled something forgotten
        since has an empty reply.
        """
        with self._reading() as db:
            found = db.query(
                "SELECT * FROM turn WHERE talk_id = ? AND NOT forgotten ORDER BY id", [talk_id]
            )
            return tuple(rows.turn(row, _recalled(db, row["id"])) for row in found)

    def talks(self) -> tuple[Talk, ...]:
        """All talks, newest first."""
        with self._reading() as db:
            found = db.query(
                "SELECT talk.id, started_at, count(turn.id) AS turns FROM talk"
                " LEFT JOIN turn ON turn.talk_id = talk.id AND NOT turn.forgotten"
                " GROUP BY talk.id ORDER BY talk.id DESC"
            )
            return tuple(
                Talk(row["id"], datetime.fromisoformat(row["started_at"]), row["turns"])
                for row in found
            )

    def last_talk(self) -> Talk | None:
        """The newest talk, None before the first."""
        talks = self.talks()
        return talks[0] if talks else None

    def memories(self) -> tuple[Memory, ...]:
        """Every kept episode, newest first (by when it was saved: clocks may be set back)."""
        with self._reading() as db:
            found = db.query("SELECT * FROM episode ORDER BY id DESC")
            return tuple(rows.memory(row) for row in found)

    def episodes_for_recall(self) -> Episodes:
        """The episodes that have an embedding, as columns for `recall.recall`; from RAM."""
        with self._reading() as db:
            if self._episodes is None:
                found = db.query("SELECT * FROM episode WHERE embedding IS NOT NULL ORDER BY id")
                self._episodes = columns([rows.episode(row) for row in found])
            return self._episodes

    def mentioned(self) -> frozenset[str]:
        """People, names, days and plans in kept episodes: what is no longer news to `salience`."""
        with self._reading():
            if self._mentioned is None:
                self._mentioned = {name for kept in self.memories() for name in mentions(kept.text)}
            return frozenset(self._mentioned)

    # --- forgetting ------------------------------------------------------------------------------

    def forget(self, memory_id: int) -> bool:
        """Forget an episode for good; False if there is none with this id.

        Its words, both sides of its turn, and the companion's side of later turns that recalled it
        are gone from the rows and from the freed bytes of the files when this returns.
        """
        with self._lock:
            with self._writing() as db:
                found = forgetting.forget(db, memory_id)
            self._episodes = self._mentioned = None
            if found:
                with plain_errors():
                    scrub(self._db)
            return found

    def erase_all(self) -> None:
        """Delete everything ever kept, set-aside memories beside this one too."""
        with self._lock:
            with self._writing() as db:
                forgetting.erase(db)
            self._episodes = self._mentioned = None
            with plain_errors():
                self._db.execute("VACUUM")
                scrub(self._db)
                for old in self._path.parent.glob(f"{self._path.stem}-unreadable-*"):
                    old.unlink()

    # --- inside ----------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        with self._lock, plain_errors():
            yield self._db

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        with self._reading() as db, db.atomic():
            yield db

    def _add_to_cache(self, row: dict[str, Any]) -> None:
        if self._mentioned is not None:
            self._mentioned.update(mentions(row["text"]))
        if self._episodes is not None and row["embedding"] is not None:
            self._episodes = joined(self._episodes, columns([rows.episode(row)]))


def set_aside(path: Path) -> Path:
    """Move an unreadable memory out of the way, untouched, so that a new one can begin.

    Its files become `memory-unreadable-<time>.db` (-wal, -shm) in the same folder; nothing is ever
    overwritten. Returns the new path. Raises StoreError when it is open or cannot be renamed.
    """
    held = lock.take(path)
    try:
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        aside = path.with_name(f"{path.stem}-unreadable-{stamp}{path.suffix}")
        if any(aside.with_name(aside.name + side).exists() for side in SIDES):
            raise FileExistsError(aside.name)
        # The log first: left behind, it would be replayed onto the new database.
        for side in reversed(SIDES):
            source = path.with_name(path.name + side)
            if source.exists():
                source.rename(aside.with_name(aside.name + side))
    except OSError as error:
        raise StoreError("The unreadable memory could not be set aside.") from error
    finally:
        lock.release(held)
    return aside


def _save_recalled(db: Database, turn_id: int, memories: tuple[Memory, ...]) -> None:
    """Keep what a turn recalled by id, never by its words."""
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
