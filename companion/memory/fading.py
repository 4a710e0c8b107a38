"""What is let go by itself, when nobody waits: most of a talk once it is over, and in time the rest.

A talk is settled once: of its turns at most a tenth stay as memories, three always may. What was
said again strengthens what was known instead of standing beside it. A memory whose strength is used
up is removed. Transcripts go when they are as old as the person chose; what became a memory keeps
its own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlite_utils import Database

from companion.memory import forgetting, known, rows, turns
from companion.memory.salience import ASKED
from companion.memory.store import Store
from companion.memory.strength import fades_at

SHARE = 10  # of so many turns one stays
ALWAYS = 3
HELPED = 0.5  # the salience of what helped, at least
KEPT_HELPED = "Kept because it says what helped you."
AGAIN = 0.75  # cosine from which two episodes are about the same matter
SAME = 0.98  # and from which they say the same
AWAY = timedelta(days=30)  # the longest silence that counts as time in which memories fade


@dataclass(frozen=True)
class LetGo:
    """What one round of forgetting did. talks: settled now. episodes: let go then, or faded.

    turns: whose words went because they were as old as the person chose.
    """

    talks: int = 0
    episodes: int = 0
    turns: int = 0


def rest(store: Store, now: datetime, *, but: int | None = None, transcript_days: int = 0) -> LetGo:
    """Settle every talk that is over, let fade what has faded, and let old transcripts go.

    but: the id of the talk that goes on, of which only the facts are read. transcript_days: how
    long turns are kept word for word; 0 for ever. Each talk is settled by itself, so that an end in
    the middle loses nothing. Raises StoreError, before anything goes, when the file is damaged:
    the copy beside it would go, too.
    """
    with store.reading() as db:
        over = db.execute(
            "SELECT id FROM talk WHERE settled_at IS NULL AND id IS NOT ? ORDER BY id", [but]
        ).fetchall()
    if but is not None:
        with store.writing() as db:
            known.learn(db, _turns(db, but))
    if over:
        store.look_through()
    gone = sum(settle(store, talk_id, now) for (talk_id,) in over)
    return LetGo(len(over), gone + fade(store, now), expire(store, now, transcript_days, but=but))


def settle(store: Store, talk_id: int, now: datetime) -> int:
    """Sort a talk that is over: read its facts, keep what stood out; how many episodes went.

    What the person asked to remember, pinned or put right stays beyond the limit. Settling twice is
    fine.
    """
    with store.reading():  # one hold, so that nothing comes between the choice and the deed
        with store.writing() as db:
            turn_ids = _turns(db, talk_id)
            known.learn(db, turn_ids)
            _keep_what_helped(db, talk_id)
            again = _came_again(db, talk_id)
            ranked = [turn_id for turn_id in _choosable(db, talk_id) if turn_id not in again.same]
        gone = [*again.same, *ranked[limit(len(turn_ids)) :]]
        # Only where words go do the copies go with them.
        with store.letting_go() if gone else store.writing() as db:
            for episode_id, at in again.known_as:
                db.execute(
                    "UPDATE episode SET recalls = recalls + 1, recalled_at = ? WHERE id = ?",
                    [at, episode_id],
                )
            removed = forgetting.remove_episodes(db, gone)
            db.execute("UPDATE talk SET settled_at = ? WHERE id = ?", [now.isoformat(), talk_id])
        store.read_anew()
        return len(removed)


def limit(turns: int) -> int:
    """How many of a talk's `turns` may stay as memories."""
    return max(ALWAYS, turns // SHARE)


def fade(store: Store, now: datetime) -> int:
    """Remove the memories whose strength is used up; how many.

    Time away counts for a month at most: nobody who comes back after years, or whose clock ran
    ahead, finds everything gone.
    """
    with store.letting_go() as db:
        if said := turns.newest(db):
            now = min(now, said[1] + AWAY, key=datetime.timestamp)
        faded = [
            row["turn_id"]
            for row in db.query(
                "SELECT turn_id, at, recalled_at, salience, recalls FROM episode WHERE NOT pinned"
            )
            if fades_at(row["salience"], row["recalls"], rows.last_up(row)) <= now
        ]
        return len(forgetting.remove_episodes(db, faded))


def expire(store: Store, now: datetime, days: int, *, but: int | None = None) -> int:
    """Take the words out of turns older than `days` (0: never), not of talk `but`; how many.

    Their numbers stay, for the curve of the mood. A memory, and a fact, keeps its own words.
    """
    if days <= 0:
        return 0
    oldest = (now - timedelta(days=days)).timestamp()
    with store.letting_go() as db:
        old = [
            int(row["id"])
            for row in db.query(
                "SELECT id, at FROM turn WHERE NOT forgotten AND talk_id IS NOT ?", [but]
            )
            if datetime.fromisoformat(row["at"]).timestamp() < oldest
        ]
        for turn_id in old:
            forgetting.blank_turn(db, turn_id)
        return len(old)


def _turns(db: Database, talk_id: int) -> list[int]:
    found = db.execute("SELECT id FROM turn WHERE talk_id = ? ORDER BY id", [talk_id]).fetchall()
    return [int(row[0]) for row in found]


@dataclass(frozen=True)
class _Again:
    """What a talk came back to: episodes known before with when they last came up.

    same: turns of this talk that said nothing beyond what was known.
    """

    known_as: tuple[tuple[int, str], ...] = ()
    same: tuple[int, ...] = ()


def _came_again(db: Database, talk_id: int) -> _Again:
    told = _embedded(db, "turn.talk_id = ? AND talk.settled_at IS NULL", talk_id)
    before = _embedded(db, "turn.talk_id < ?", talk_id)
    if not told or not before:
        return _Again()
    vectors = [(row, rows.unpacked(row["embedding"])) for row in before]
    width = len(vectors[-1][1])
    vectors = [(row, vector) for row, vector in vectors if len(vector) == width]
    matrix = np.array([vector for _, vector in vectors])
    known_as, same = [], []
    for row in told:
        vector = rows.unpacked(row["embedding"])
        if len(vector) != width:
            continue
        close = np.vecdot(matrix, vector)
        nearest = int(close.argmax())
        if close[nearest] < AGAIN:
            continue
        older = vectors[nearest][0]
        # Never back: it may have come up again since this talk.
        older["recalled_at"] = max(
            filter(None, (older["recalled_at"], row["at"])), key=datetime.fromisoformat
        )
        known_as.append((int(older["id"]), str(older["recalled_at"])))
        chosen = row["pinned"] or row["corrected_at"] or row["salience"] >= ASKED
        if close[nearest] > SAME and not chosen:
            same.append(int(row["turn_id"]))
    return _Again(tuple(known_as), tuple(same))


def _choosable(db: Database, talk_id: int) -> list[int]:
    """The turns of a talk whose episodes may go, those that stood out most first."""
    found = db.execute(
        "SELECT turn_id FROM episode WHERE turn_id IN (SELECT id FROM turn WHERE talk_id = ?)"
        " AND NOT pinned AND corrected_at IS NULL AND salience < ? ORDER BY salience DESC, id",
        [talk_id, ASKED],
    ).fetchall()
    return [int(row[0]) for row in found]


def _keep_what_helped(db: Database, talk_id: int) -> None:
    """Let what helped the person weigh more: it is what one wants at hand on a bad evening."""
    db.execute(
        "UPDATE episode SET salience = ?, kept_why = ? WHERE salience < ?"
        " AND turn_id IN (SELECT fact.turn_id FROM fact JOIN turn ON turn.id = fact.turn_id"
        " WHERE fact.kind = 'helped' AND turn.talk_id = ?)",
        [HELPED, KEPT_HELPED, HELPED, talk_id],
    )


def _embedded(db: Database, which: str, talk_id: int) -> list[dict[str, Any]]:
    return list(
        db.query(
            "SELECT episode.* FROM episode JOIN turn ON turn.id = episode.turn_id"  # noqa: S608
            " JOIN talk ON talk.id = turn.talk_id"
            f" WHERE length(episode.embedding) AND {which} ORDER BY episode.id",
            [talk_id],
        )
    )
