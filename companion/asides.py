"""What the program says by itself after a turn, and the little it has to keep for that.

The session asks after each turn that answered a message, and nobody else does: so the program never
writes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from companion.errors import StoreError
from companion.memory import care
from companion.memory.care import Care
from companion.memory.store import Store
from companion.pauses import MINOR, MORE, WEEK, Earlier, Pauses, minutes_by_day
from companion.turn import ENGLISH, Aside, Risk, Turn


class Asides:
    """Belongs to one session. In a private talk it keeps nothing and knows of no other day."""

    def __init__(self, store: Store, *, private: bool) -> None:
        self._store = store
        self._private = private
        self._pauses = Pauses()
        self._minor = False  # said here and kept nowhere: in private, or where the disk is full
        self._minutes: Mapping[date, float] = {}
        self._counted_on: date | None = None

    def after(self, turn: Turn, language: str = ENGLISH) -> tuple[Aside, ...]:
        """What to say after this turn, mostly nothing. Never raises for a failed memory."""
        self._note(turn)
        said = self._pauses.after(turn, self._earlier(turn.utterance.at), language)
        if any(one.why == MORE for one in said):
            with suppress(StoreError):  # in this session it is not said again anyway
                care.note_more(self._store, turn.utterance.at)
        return said

    def _note(self, turn: Turn) -> None:
        at, heard = turn.utterance.at, turn.assessment
        minor = MINOR in heard.boundaries
        if not self._private:
            with suppress(StoreError):
                if heard.risk >= Risk.ELEVATED:
                    care.note_card(self._store, at)
                if minor:
                    care.note_minor(self._store, at)
                    minor = False
        self._minor |= minor

    def _earlier(self, at: datetime) -> Earlier:
        kept = Care()
        with suppress(StoreError):
            kept = care.read(self._store)
        minor = self._minor or kept.minor_at is not None
        if self._private:
            return Earlier(minor)
        if self._counted_on != at.date():  # once a day: it reads the time of every kept message
            with suppress(StoreError):
                self._minutes = minutes_by_day(care.times_since(self._store, at - 2 * WEEK))
                self._counted_on = at.date()
        return Earlier(minor, kept.more_said_at, self._minutes)
