"""A talk that can be gone on with at the next start: found again, and with what was read of it.

Where what was parked does not fit any more (another model, another window, other words), nobody is
told: the talk is the same, and the model reads it anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from companion.errors import CompanionError, StoreError
from companion.memory import parked
from companion.memory.sealed import plain_errors
from companion.memory.store import Store
from companion.session import TALK_ENDS_AFTER, Session
from companion.turn import PRACTICE, Turn

MOST_BYTES = (
    512 << 20
)  # of one state; a larger one takes longer to write than to read the talk anew


@dataclass(frozen=True)
class Place:
    """Where a talk is parked: beside the memory in the file `memory`, under its key."""

    memory: Path
    key: str = field(repr=False)


def unfinished(store: Store, at: datetime) -> int | None:
    """The talk that a message at `at` would still belong to, None where that would be a new one.

    Raises StoreError.
    """
    for talk in store.talks():
        turns = store.turns(talk.id) if talk.turns else ()
        if turns and turns[-1].utterance.source != PRACTICE:
            return talk.id if at - turns[-1].utterance.at < TALK_ENDS_AFTER else None
    return None


def park(place: Place, session: Session) -> None:
    """Keep what the model has read of this talk, where there is something new to keep.

    A trouble costs only time at the next start, and a private talk is never kept.
    """
    talk, voice = session.talk, session.voice
    if session.private or talk is None or not voice.engine.alive:
        return
    with contextlib.suppress(CompanionError):
        if not _engine(session) or _is_parked(place, session, talk):
            return
        seen = voice.in_sight()
        prefix = voice.writer().prefix
        tokens = (*prefix, *itertools.chain.from_iterable(seen))

        def fill(put: Callable[[bytes], None]) -> str:
            read = voice.engine.take_state(tokens, put, MOST_BYTES)
            return _mark(session, seen, read) if read > len(prefix) else ""

        parked.write(place.memory, place.key, talk, fill)


def resume(place: Place, session: Session, store: Store, at: datetime) -> None:
    """Go on with the talk that is not over, if there is one. Raises StoreError."""
    talk = unfinished(store, at)
    with plain_errors():
        parked.drop(place.memory, but=talk)
    if talk is not None:
        session.go_on(talk)
        take_up(place, session)


def take_up(place: Place, session: Session) -> None:
    """Let the model go on from what was parked of this talk, if that still fits."""
    talk = session.talk
    if talk is None:
        return
    with (
        contextlib.suppress(CompanionError),
        parked.read(place.memory, place.key, talk) as kept,
    ):
        mark = _fitting(kept.mark, session) if kept else None
        if kept is None or mark is None:
            return
        voice, seen = session.voice, [tuple(turn) for turn in mark["seen"]]
        tokens = (*voice.writer().prefix, *itertools.chain.from_iterable(seen))
        if voice.engine.put_state(tokens[: mark["read"]], kept.size, kept.parts):
            said = [(turn.utterance.text, turn.reply) for turn in session.turns]
            voice.take_up(seen, said, mark["turns"])


def _is_parked(place: Place, session: Session, talk: int) -> bool:
    with (
        contextlib.suppress(StoreError),  # then it is written anew
        parked.read(place.memory, place.key, talk) as kept,
    ):
        mark = _fitting(kept.mark, session) if kept else None
        return mark is not None and mark["turns"] == len(session.turns)
    return False


def _mark(session: Session, seen: Sequence[tuple[int, ...]], read: int) -> str:
    """All that has to be the same again, and the turns as the model saw them."""
    return json.dumps(
        {
            "engine": _engine(session),
            "turns": len(session.turns),
            "words": _digest(session.turns),
            "read": read,
            "seen": seen,
        }
    )


def _fitting(text: str, session: Session) -> dict[str, Any] | None:
    """The mark, None where it does not fit or another version wrote it."""
    try:
        mark: dict[str, Any] = json.loads(text)
        known = session.turns[: mark["turns"]]
        same = mark["engine"] == _engine(session) and mark["words"] == _digest(known)
    except (ValueError, KeyError, TypeError):
        return None
    return mark if same else None


def _engine(session: Session) -> str:
    """The engine and the prefix: what was read under another is of no use.

    "" where nothing can be kept: a server of the person's own reads elsewhere. Raises CompanionError.
    """
    loaded = session.voice.engine.loaded
    if loaded is None or not loaded.fingerprint:
        return ""
    told = f"{loaded.fingerprint} {session.voice.writer().prefix}"
    return hashlib.sha256(told.encode()).hexdigest()


def _digest(turns: Sequence[Turn]) -> str:
    told = json.dumps([(turn.utterance.text, turn.reply) for turn in turns])
    return hashlib.sha256(told.encode()).hexdigest()
