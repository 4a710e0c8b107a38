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
from companion.memory import forgetting, learnt, lock, rows, turns
from companion.memory.database import connect, plain_errors, scrub
from companion.memory.episodes import Episodes, columns, joined, recalled_now, restated
from companion.memory.learnt import Correction
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
        when the talk was erased in the meantime, it begins again with this turn. `turn.corrected`
        is not kept here but by `save_correction`.
        """
        told = turn.utterance
        with self._lock:  # one hold for row and cache: a reader between would cache it twice
            with self._writing() as db:
                db.execute(
                    "INSERT OR IGNORE INTO talk(id, started_at) VALUES (?, ?)",
                    [talk_id, told.at.isoformat()],
                )
                turn_id = rows.insert(db, "turn", rows.turn_row(talk_id, turn, salience, state))
                turns.save_recalled(db, turn_id, turn.memories)
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

    def rewrite_beliefs(self, changed: Sequence[tuple[int, Turn, str]]) -> None:
        """Put a new belief, shift and tone in place of the old ones, in one transaction.

        changed: turn id, the turn that holds them, and the name of the state now believed, which
        the turn's episode takes too. Nothing else of a turn changes; an unknown id is passed over.
        """
        with self._lock:
            with self._writing() as db:
                learnt.rewrite(db, changed)
            if self._episodes is not None:
                states = {turn_id: state for turn_id, _, state in changed}
                self._episodes = restated(self._episodes, states)

    # --- what the person teaches -----------------------------------------------------------------

    def save_correction(
        self,
        turn_id: int,
        heard: str,
        said: str,
        at: datetime,
        embedding: NDArray[np.floating[Any]] | None,
    ) -> bool:
        """Keep that the person said it was `said` where `heard` was believed (names of states).

        embedding: shape (d,), of the words of that turn, or None. A turn has one correction; a
        later one takes its place. False, and nothing kept, if there is no such turn or its words
        were forgotten.
        """
        with self._writing() as db:
            return learnt.correct(db, turn_id, heard, said, at, embedding)

    def undo_correction(self, turn_id: int) -> bool:
        """Take the correction of a turn back; False if there is none."""
        with self._writing() as db:
            return learnt.undo(db, turn_id)

    def corrections(self) -> tuple[Correction, ...]:
        """Every correction with the words it is about, newest first by when it was made."""
        with self._reading() as db:
            return learnt.corrections(db)

    def save_learnt(self, counts: str) -> None:
        """Keep what was learnt of the person. counts: MUST be numbers only, no words."""
        with self._writing() as db:
            learnt.keep_counts(db, counts)

    def learnt(self) -> str:
        """What `save_learnt` kept last, "" if there is nothing."""
        with self._reading() as db:
            return learnt.counts(db)

    # --- reading ---------------------------------------------------------------------------------

    def turns(self, talk_id: int) -> tuple[Turn, ...]:
        """The turns of a talk in order, as they were saved.

        Turns whose words were forgotten are left out; a turn that had recalled something forgotten
        since has an empty reply.
        """
        return tuple(turn for _, turn in self.turns_with_ids(talk_id))

    def turns_with_ids(self, talk_id: int) -> tuple[tuple[int, Turn], ...]:
        """As `turns`, each with its id."""
        with self._reading() as db:
            return turns.of_talk(db, talk_id)

    def history(self, since: datetime | None = None) -> tuple[tuple[int, Turn], ...]:
        """Every turn of every talk with its id, oldest first (by when it was saved).

        Forgotten ones are there with their numbers and without a word. since: only turns of this
        instant or later, whatever offset from UTC they were saved with.
        """
        with self._reading() as db:
            return turns.history(db, since)

    def last_turn(self) -> Turn | None:
        """The turn saved last in any talk, its words forgotten or not; None before the first."""
        with self._reading() as db:
            return turns.last(db)

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
        are gone from the rows and from the freed bytes of the files when this returns, and the
        correction of its turn with them. What was learnt stays until it is saved anew.
        """
        with self._lock:
            with self._writing() as db:
                found = forgetting.forget(db, memory_id)
            self._episodes = self._mentioned = None
            if found:
                with plain_errors():
                    scrub(self._db)
            return found

    def forget_learnt(self) -> None:
        """Delete what was learnt and every correction, from the freed bytes of the files too.

        The beliefs stay as they are.
        """
        with self._lock:
            with self._writing() as db:
                forgetting.unlearn(db)
            with plain_errors():
                scrub(self._db)

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
