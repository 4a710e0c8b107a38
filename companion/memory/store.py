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
from companion.memory import forgetting, learnt, lock, rows, turns, words
from companion.memory.backup import drop_copies, keep_copy
from companion.memory.backup import set_aside as set_aside
from companion.memory.database import connect, scrub
from companion.memory.episodes import Episodes, columns, joined, recalled_now, restated
from companion.memory.learnt import Correction
from companion.memory.mentions import mentions
from companion.memory.salience import THRESHOLD
from companion.memory.sealed import plain_errors, rows_hold
from companion.memory.words import Matches
from companion.turn import PRACTICE, Memory, Turn


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
        with self.writing() as db:
            return rows.insert(db, "talk", {"started_at": at.isoformat()})

    def save_turn(
        self,
        talk_id: int,
        turn: Turn,
        embedding: NDArray[np.floating[Any]] | None,
        salience: float,
        state: str,
        kept_why: str = "",
    ) -> int:
        """Keep both sides of a turn with all that led to it, in one transaction; the turn's id.

        embedding: shape (d,), of the person's words; None when the engine gave none (the episode
        is then found by its words alone). An episode is made when `salience` reaches
        `salience.THRESHOLD`; kept_why: why, in a sentence. state: name of the state believed. When
        a recalled memory was forgotten in the meantime, the companion's side is kept blank, because
        it may quote it; when the talk was erased in the meantime, it begins again with this turn.
        `turn.corrected` is not kept here but by `save_correction`.
        """
        told = turn.utterance
        with self._lock:  # one hold for row and cache: a reader between would cache it twice
            with self.writing() as db:
                db.execute(
                    "INSERT OR IGNORE INTO talk(id, started_at) VALUES (?, ?)",
                    [talk_id, told.at.isoformat()],
                )
                before = turns.last_words(db, talk_id)
                turn_id = rows.insert(db, "turn", rows.turn_row(talk_id, turn, salience, state))
                turns.save_recalled(db, turn_id, turn.memories)
                kept = None
                if salience >= THRESHOLD:
                    kept = rows.episode_row(turn_id, told, embedding, salience, state, kept_why)
                    kept["id"] = rows.insert(db, "episode", kept)
                    words.write(db, kept["id"], kept["text"], before)
            if kept:
                self._add_to_cache(kept, comes_to_mind=told.source != PRACTICE)
            return turn_id

    def mark_recalled(self, ids: Sequence[int], at: datetime) -> None:
        """Note that these memories came up at `at`: they rest for a while, and fade more slowly."""
        with self._lock:
            with self.writing() as db:
                for memory_id in ids:
                    db.execute(
                        "UPDATE episode SET recalled_at = ?, recalls = recalls + 1 WHERE id = ?",
                        [at.isoformat(), memory_id],
                    )
            if self._episodes is not None:
                self._episodes = recalled_now(self._episodes, ids, at)

    def rewrite_beliefs(self, changed: Sequence[tuple[int, Turn, str]]) -> None:
        """Put a new belief, shift and tone in place of the old ones, in one transaction.

        changed: turn id, the turn that holds them, and the name of the state now believed, which
        the turn's episode takes too. Nothing else of a turn changes; an unknown id is passed over.
        """
        with self._lock:
            with self.writing() as db:
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
        with self.writing() as db:
            return learnt.correct(db, turn_id, heard, said, at, embedding)

    def undo_correction(self, turn_id: int) -> bool:
        """Take the correction of a turn back; False if there is none."""
        with self.writing() as db:
            return learnt.undo(db, turn_id)

    def corrections(self) -> tuple[Correction, ...]:
        """Every correction with the words it is about, newest first by when it was made."""
        with self.reading() as db:
            return learnt.corrections(db)

    def save_learnt(self, counts: str) -> None:
        """Keep what was learnt of the person. counts: MUST be numbers only, no words."""
        with self.writing() as db:
            learnt.keep_counts(db, counts)

    def learnt(self) -> str:
        """What `save_learnt` kept last, "" if there is nothing."""
        with self.reading() as db:
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
        with self.reading() as db:
            return turns.of_talk(db, talk_id)

    def history(self, since: datetime | None = None) -> tuple[tuple[int, Turn], ...]:
        """Every turn of every talk with its id, oldest first.

        Forgotten ones are there with their numbers and without a word. since: only turns of this
        instant or later, whatever offset from UTC they were saved with.
        """
        with self.reading() as db:
            return turns.history(db, since)

    def last_turn(self) -> Turn | None:
        """The turn said last in any talk, its words forgotten or not; None before the first."""
        with self.reading() as db:
            return turns.last(db)

    def talks(self) -> tuple[Talk, ...]:
        """All talks, newest first."""
        with self.reading() as db:
            found = db.query(
                "SELECT talk.id, started_at, count(turn.id) AS turns FROM talk"
                " LEFT JOIN turn ON turn.talk_id = talk.id AND NOT turn.forgotten"
                " GROUP BY talk.id ORDER BY talk.id DESC"
            )
            return tuple(
                Talk(row["id"], datetime.fromisoformat(row["started_at"]), row["turns"])
                for row in found
            )

    def memories(self) -> tuple[Memory, ...]:
        """Every kept episode, newest first (by when it was saved: clocks may be set back)."""
        with self.reading() as db:
            found = db.query("SELECT * FROM episode ORDER BY id DESC")
            return tuple(rows.listed(row) for row in found)

    def episodes_for_recall(self) -> Episodes:
        """The kept episodes that may come to mind, as columns for `recall.recall`; from RAM.

        The kept page of an exercise never does: a thought that was weighed is nothing to be told.
        """
        with self.reading() as db:
            if self._episodes is None:
                found = db.query(
                    "SELECT episode.* FROM episode JOIN turn ON turn.id = episode.turn_id"
                    " WHERE turn.source <> ? ORDER BY episode.id",
                    [PRACTICE],
                )
                self._episodes = columns([rows.episode(row) for row in found])
            return self._episodes

    def matches(self, text: str, also: Sequence[str] = ()) -> Matches:
        """The episodes that share words with `text`, for `recall.recall`; see `words.matches`."""
        with self.reading() as db:
            return words.matches(db, text, also)

    def without_vector(self, most: int) -> tuple[tuple[int, str], ...]:
        """Episodes that have no embedding yet, with their words; kept while the engine was down."""
        with self.reading() as db:
            found = db.execute(
                "SELECT id, text FROM episode WHERE embedding IS NULL ORDER BY id LIMIT ?", [most]
            )
            return tuple((int(row[0]), str(row[1])) for row in found.fetchall())

    def give_vectors(self, ids: Sequence[int], vectors: NDArray[np.floating[Any]]) -> None:
        """Keep the embeddings of these episodes, shape (n, d); one without direction stays away."""
        with self.writing() as db:
            for memory_id, vector in zip(ids, vectors, strict=True):
                db.execute(
                    "UPDATE episode SET embedding = ? WHERE id = ?",
                    [rows.packed(vector) or b"", memory_id],
                )
        self.read_anew()

    def mentioned(self) -> frozenset[str]:
        """People, names, days and plans in kept episodes: what is no longer news to `salience`."""
        with self.reading():
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
        with self.letting_go() as db:
            return forgetting.forget(db, memory_id)

    def forget_learnt(self) -> None:
        """Delete what was learnt and every correction, from the freed bytes of the files too.

        The beliefs stay as they are.
        """
        with self.letting_go() as db:
            forgetting.unlearn(db)

    def erase_all(self) -> None:
        """Delete everything ever kept, set-aside memories beside this one too."""
        with self._lock:
            with self.writing() as db:
                forgetting.erase(db)
                words.tidy(db)
                drop_copies(self._path)
            self.read_anew()
            with plain_errors():
                try:  # first what makes room: a full disk is no reason to leave anything
                    for old in self._path.parent.glob(f"{self._path.stem}-unreadable-*"):
                        old.unlink()
                    self._db.execute("VACUUM")
                finally:
                    scrub(self._db)

    def size(self) -> int:
        """Bytes of the files that hold the memory."""
        return sum(file.stat().st_size for file in self._path.parent.glob(f"{self._path.name}*"))

    def look_through(self) -> None:
        """Raise StoreError if the file is damaged; reads it to the last row."""
        with self.reading() as db:
            if not rows_hold(db.conn).whole:
                raise StoreError("The file of the memory is damaged; nothing of it was let go.")

    def keep_copy(self, now: datetime) -> bool:
        """Keep the day's copy beside the memory if it is time; for when nobody waits.

        Whether one was written. Raises StoreError; the memory is not changed by it.
        """
        with self._lock:
            return keep_copy(self._db, self._path, now)

    # --- for the rooms of the memory -------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """The open database, held for this thread; its errors become plain sentences."""
        with self._lock, plain_errors():
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """The same in one transaction, which an error undoes."""
        with self.reading() as db, db.atomic():
            yield db

    @contextmanager
    def letting_go(self) -> Iterator[Database]:
        """A transaction after which what it took out is gone: from RAM, copies and freed bytes too.

        Raises StoreError where it is gone and traces stay until the next start.
        """
        with self._lock:
            with self.writing() as db:
                before = db.conn.total_changes
                yield db
                changed = db.conn.total_changes != before
                if changed:
                    words.tidy(db)
                    drop_copies(self._path)
            if changed:
                self.read_anew()
                with plain_errors():
                    scrub(self._db)

    def read_anew(self) -> None:
        """Drop what is held in RAM; it is read again when it is asked for."""
        with self._lock:
            self._episodes = self._mentioned = None

    # --- inside ----------------------------------------------------------------------------------

    def _add_to_cache(self, row: dict[str, Any], *, comes_to_mind: bool) -> None:
        if self._mentioned is not None:
            self._mentioned.update(mentions(row["text"]))
        if self._episodes is not None and comes_to_mind:
            self._episodes = joined(self._episodes, columns([rows.episode(row)]))
