"""Kept episodes as columns, so that ten thousand are compared at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

NEVER = -np.inf  # seconds of a recall that has not been


@dataclass(frozen=True)
class Episode:
    """One kept episode; `embedding` has shape (d,), unit length."""

    id: int
    turn_id: int
    text: str
    at: datetime
    state: str
    salience: float
    recalled_at: datetime | None
    embedding: NDArray[np.float32]


@dataclass(frozen=True)
class Episodes:
    """n episodes, oldest first. Arrays have length n; `embeddings` is (n, d) with unit rows.

    told, recalled: seconds since 1970, `NEVER` where it was not recalled.
    """

    ids: NDArray[np.int64]
    turn_ids: NDArray[np.int64]
    texts: tuple[str, ...]
    times: tuple[datetime, ...]
    states: NDArray[np.str_]
    salience: NDArray[np.float64]
    told: NDArray[np.float64]
    recalled: NDArray[np.float64]
    embeddings: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.texts)


def columns(rows: Sequence[Episode]) -> Episodes:
    """Rows as columns. Rows embedded in another size than the last one are left out."""
    width = len(rows[-1].embedding) if rows else 0
    rows = [row for row in rows if len(row.embedding) == width]
    recalled = [row.recalled_at.timestamp() if row.recalled_at else NEVER for row in rows]
    return Episodes(
        ids=np.array([row.id for row in rows], np.int64),
        turn_ids=np.array([row.turn_id for row in rows], np.int64),
        texts=tuple(row.text for row in rows),
        times=tuple(row.at for row in rows),
        states=np.array([row.state for row in rows], np.str_),
        salience=np.array([row.salience for row in rows], np.float64),
        told=np.array([row.at.timestamp() for row in rows], np.float64),
        recalled=np.array(recalled, np.float64),
        embeddings=np.array([row.embedding for row in rows], np.float32).reshape(len(rows), width),
    )


def joined(older: Episodes, newer: Episodes) -> Episodes:
    """Both, in this order. The older ones fall away when they were embedded in another size."""
    if not len(older) or older.embeddings.shape[1] != newer.embeddings.shape[1]:
        return newer
    return Episodes(
        ids=np.concatenate([older.ids, newer.ids]),
        turn_ids=np.concatenate([older.turn_ids, newer.turn_ids]),
        texts=older.texts + newer.texts,
        times=older.times + newer.times,
        states=np.concatenate([older.states, newer.states]),
        salience=np.concatenate([older.salience, newer.salience]),
        told=np.concatenate([older.told, newer.told]),
        recalled=np.concatenate([older.recalled, newer.recalled]),
        embeddings=np.concatenate([older.embeddings, newer.embeddings]),
    )


def recalled_now(episodes: Episodes, ids: Sequence[int], at: datetime) -> Episodes:
    """The same episodes, with `ids` marked as recalled at `at`."""
    hit = np.isin(episodes.ids, np.array(ids, np.int64))
    return replace(episodes, recalled=np.where(hit, at.timestamp(), episodes.recalled))


def restated(episodes: Episodes, states: Mapping[int, str]) -> Episodes:
    """The same episodes; those of the turns in `states` (by turn id) with the state named there."""
    before = zip(episodes.turn_ids.tolist(), episodes.states.tolist(), strict=True)
    # A new array, because numpy would cut a longer name to the width of the old ones.
    return replace(episodes, states=np.array([states.get(*pair) for pair in before], np.str_))


def unit(vector: NDArray[np.floating]) -> NDArray[np.float32] | None:
    """`vector` at length one; None when it has no direction (zero, or not finite)."""
    wide = np.asarray(vector, np.float32).reshape(-1)
    length = float(np.linalg.norm(wide))
    if not np.isfinite(length) or length == 0.0:
        return None
    return (wide / np.float32(length)).astype(np.float32)
