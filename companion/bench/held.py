"""Talks held with the whole program, over an empty memory, for benches that judge what was said."""

from __future__ import annotations

import contextlib
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from companion.errors import CompanionError
from companion.house import House, open_house
from companion.session import Session
from companion.settings import Settings
from companion.turn import Sentence, Turn, TurnSaved, Utterance

EVENING = datetime(2026, 3, 6, 20, 30, tzinfo=UTC)
BETWEEN = timedelta(minutes=1)
REMEMBERED = 0.95  # salience of a memory that is put there


@dataclass(frozen=True)
class Said:
    """One turn as it was held. drafted: whether the model worded any of it."""

    turn: Turn
    drafted: bool


@contextlib.contextmanager
def house(settings: Settings, seed: int, *, whole: bool = True) -> Iterator[House]:
    """A house with an empty memory. Raises CompanionError where anything is missing, if `whole`."""
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        opened = open_house(settings, home=Path(folder), clock=lambda: EVENING, seed=seed)
        try:
            if whole and opened.trouble:
                raise CompanionError(opened.trouble[0])
            yield opened
        finally:
            opened.close()


def held(session: Session, texts: Sequence[str]) -> list[Said]:
    """The turns of one talk."""
    found = []
    for place, text in enumerate(texts):
        utterance = Utterance(text, EVENING + place * BETWEEN, "sample")
        events = list(session.respond(utterance, threading.Event()))
        (saved,) = (event for event in events if isinstance(event, TurnSaved))
        drafted = any(isinstance(event, Sentence) and event.drafted for event in events)
        found.append(Said(saved.turn, drafted))
    return found


def remember(opened: House, memory: str, near: str) -> None:
    """Put a memory there as if it had come with an imported file, so close to `near` that it is recalled."""
    told = Utterance(memory, EVENING - timedelta(days=2), "sample")
    (saved,) = (
        event
        for event in opened.session.respond(told, threading.Event())
        if isinstance(event, TurnSaved)
    )
    store, vector = opened.store, opened.engine.embed((near,))[0]
    talk = store.start_talk(told.at)
    store.save_turn(talk, saved.turn, vector, REMEMBERED, "calm", "It was imported.")
