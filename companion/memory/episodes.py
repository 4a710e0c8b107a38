"""Kept episodes as columns, so that ten thousand are compared at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

NEVER = -np.inf  # seconds of a recall that has not been
SPARE = 64  # rows


@dataclass(frozen=True)
class Episode:
    """One kept episode; `embedding` has shape (d,), unit length, or (0,) where there is none.

    recalls: how often it came up again; recalled_at: when it last did. A pinned one never fades.
    """

    id: int
    turn_id: int
    text: str
    at: datetime
    state: str
    salience: float
    recalled_at: datetime | None
    embedding: NDArray[np.float32]
    recalls: int = 0
    pinned: bool = False


@dataclass(frozen=True)
class Episodes:
    """n episodes, oldest first. Arrays have length n; `embeddings` is (n, d) with unit rows, or zeros.

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
    recalls: NDArray[np.int64]
    pinned: NDArray[np.bool_]
    embeddings: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.texts)


def columns(rows: Sequence[Episode]) -> Episodes:
    """Rows as columns, as wide as the last vector among them.

    A row without a vector, or with one of another embedder, gets zeros: found by its words alone.
    """
    width = next((len(row.embedding) for row in reversed(rows) if len(row.embedding)), 0)
    embeddings = np.zeros((len(rows), width), np.float32)
    for i, row in enumerate(rows):
        if len(row.embedding) == width:
            embeddings[i] = row.embedding
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
        recalls=np.array([row.recalls for row in rows], np.int64),
        pinned=np.array([row.pinned for row in rows], np.bool_),
        embeddings=embeddings,
    )


def joined(older: Episodes, newer: Episodes) -> Episodes:
    """Both, in this order, as wide as the newer ones where they have vectors at all."""
    width = newer.embeddings.shape[1] or older.embeddings.shape[1]
    arrays = {
        part.name: np.concatenate([getattr(older, part.name), getattr(newer, part.name)])
        for part in fields(Episodes)
        if part.name not in ("texts", "times", "embeddings")
    }
    return Episodes(
        texts=older.texts + newer.texts,
        times=older.times + newer.times,
        embeddings=_appended(_wide(older.embeddings, width), _wide(newer.embeddings, width)),
        **arrays,
    )


def recalled_now(episodes: Episodes, ids: Sequence[int], at: datetime) -> Episodes:
    """The same episodes, with `ids` marked as recalled at `at`, once more."""
    hit = np.isin(episodes.ids, np.array(ids, np.int64))
    return replace(
        episodes,
        recalled=np.where(hit, at.timestamp(), episodes.recalled),
        recalls=episodes.recalls + hit,
    )


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


def _wide(embeddings: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """The same where they are so wide already, else zeros."""
    if embeddings.shape[1] == width:
        return embeddings
    return np.zeros((len(embeddings), width), np.float32)


def _appended(older: NDArray[np.float32], newer: NDArray[np.float32]) -> NDArray[np.float32]:
    """Both, one below the other, in a block with room to spare.

    A hundred thousand vectors are 150 MB: copying them with every message would be felt. Rows
    behind the end of `older` are free, because only the newest columns are ever added to.
    """
    length = len(older) + len(newer)
    block = older.base
    if not isinstance(block, np.ndarray) or len(block) < length or block.ndim != 2:
        block = np.empty((length + max(SPARE, length // 8), older.shape[1]), np.float32)
        block[: len(older)] = older
    block[len(older) : length] = newer
    return block[:length]
