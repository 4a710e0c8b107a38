"""What is done for the memory when nobody waits, and what a correction of it needs from the engine."""

from __future__ import annotations

import contextlib
from datetime import datetime

from companion.engine.client import EngineClient
from companion.errors import CompanionError
from companion.memory import fading, hand
from companion.memory.fading import LetGo
from companion.memory.store import Store

AT_ONCE = 32  # texts a call of the engine
CALLS = 6  # of one rest: a message that comes meanwhile waits a second at most


def rest(
    store: Store, engine: EngineClient, now: datetime, talk: int | None, transcript_days: int
) -> LetGo:
    """Embed some of what has no vector yet, settle talks that are over, fade, and keep the day's copy.

    talk: the id of the talk that goes on, None for none. transcript_days: 0 keeps turns for ever.
    Raises StoreError; an engine that is down only leaves the vectors for the next time.
    """
    with contextlib.suppress(CompanionError):
        _embed_missing(store, engine)
    done = fading.rest(store, now, but=talk, transcript_days=transcript_days)
    store.keep_copy(now)
    return done


def reword(
    store: Store, engine: EngineClient, memory_id: int, text: str, state: str, now: datetime
) -> bool:
    """Put a memory right, see `hand.reword`. Without an engine it gets its vector later."""
    embedding = None
    with contextlib.suppress(CompanionError):
        embedding = engine.embed([text])[0]
    return hand.reword(store, memory_id, text, state, embedding, now.isoformat())


def _embed_missing(store: Store, engine: EngineClient) -> None:
    for _ in range(CALLS):
        waiting = store.without_vector(AT_ONCE)
        if not waiting:
            return
        vectors = engine.embed([text for _, text in waiting])
        store.give_vectors([memory_id for memory_id, _ in waiting], vectors)
