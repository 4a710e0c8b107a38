"""How fast the memory is when it is full, and how big."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from companion.bench.figures import Array
from companion.bench.recalling import EVEN, memory, turn
from companion.emotion import states
from companion.memory import rows, words
from companion.memory.database import scrub
from companion.memory.recall import recall
from companion.memory.store import Store

SIZES = (1_000, 10_000, 100_000)
ASKED = 100
WIDTH = 384
SAVED = 1_000
AT_ONCE = 5_000
START = datetime(2020, 1, 1, tzinfo=UTC)


def recall_ms(texts: Sequence[str], vectors: Array) -> dict[str, dict[str, float]]:
    """95th percentile and median of one recall from the encrypted memory, at three sizes.

    texts, vectors: what was really said, with its embeddings; the memory is filled with mixtures of
    it, so that words are as common and vectors as near to each other as in life.
    """
    found = {}
    for size in SIZES:
        with memory() as store:
            _fill(store, size, texts, vectors)
            began = time.perf_counter()
            store.episodes_for_recall()
            opened = time.perf_counter() - began
            taken = [_one(store, texts[i], vectors[i]) for i in _spread(len(texts))]
        taken = taken[ASKED // 10 :]  # the first ones fill caches
        found[str(size)] = {
            "p95": round(float(np.percentile(taken, 95)), 2),
            "median": round(float(np.median(taken)), 2),
            "read_at_start_ms": round(opened * 1000, 1),
        }
    return found


def saving(texts: Sequence[str], vectors: Array) -> dict[str, float]:
    """Milliseconds to save a turn (95th percentile, median), and megabytes per thousand turns."""
    taken = []
    with memory() as store:
        talk = store.start_talk(START)
        for i in range(SAVED):
            said = turn(texts[i % len(texts)], START + timedelta(minutes=i))
            began = time.perf_counter()
            store.save_turn(talk, said, vectors[i % len(texts)], 0.5, "calm")
            taken.append((time.perf_counter() - began) * 1000)
        with store.reading() as db:
            scrub(db)  # the log, which is folded in sooner or later, is not counted
        size = store.size()
    return {
        "save_ms_p95": round(float(np.percentile(taken, 95)), 2),
        "save_ms_median": round(float(np.median(taken)), 2),
        "mb_per_1000_turns": round(size / 1e6 * 1000 / SAVED, 3),
    }


def _one(store: Store, text: str, vector: Array) -> float:
    """Milliseconds of one recall as a turn asks for it."""
    began = time.perf_counter()
    recall(
        vector,
        store.episodes_for_recall(),
        EVEN,
        START + timedelta(days=3000),
        120,
        states=states.NAMES,
        valence=states.VALENCE.tolist(),
        words=text,
        matches=store.matches(text),
    )
    return (time.perf_counter() - began) * 1000


def _fill(store: Store, size: int, texts: Sequence[str], vectors: Array) -> None:
    """Write `size` episodes straight into the tables, many to a transaction."""
    chance = np.random.default_rng(1)
    talk = store.start_talk(START)
    first = store.save_turn(talk, turn("the first of all", START), None, 0.0, "calm")
    done = 0
    while done < size:
        with store.writing() as db:
            for text, vector in _mixtures(min(AT_ONCE, size - done), texts, vectors, chance):
                at = START + timedelta(hours=done / size * 60_000)
                told = turn(text, at)
                row = rows.turn_row(talk, told, 0.5, "calm")
                turn_id = rows.insert(db, "turn", row)
                state = states.NAMES[done % len(states.NAMES)]
                kept = rows.episode_row(turn_id, told.utterance, vector, 0.5, state, "")
                words.write(db, rows.insert(db, "episode", kept), text, "")
                done += 1
    assert first == 1
    store.read_anew()


def _mixtures(
    count: int, texts: Sequence[str], vectors: Array, chance: np.random.Generator
) -> Iterator[tuple[str, Array]]:
    """Half of one text and half of another, between their vectors."""
    for a, b in chance.integers(0, len(texts), (count, 2)):
        one, other = texts[a].split(), texts[b].split()
        text = " ".join(one[: -(-len(one) // 2)] + other[len(other) // 2 :])
        yield text, vectors[a] + vectors[b] + 0.02 * chance.standard_normal(WIDTH)


def _spread(length: int) -> list[int]:
    return [int(i) for i in np.linspace(0, length - 1, ASKED)]
