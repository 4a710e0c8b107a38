"""Replies read aloud, where the system has a voice: calmly, and silent the moment the person begins.

In a turn of danger nothing is read, neither the card with its numbers nor the reply: whoever
threatens somebody may be in the next room.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Slot

from companion.emotion.states import expected_affect
from companion.policy import manner, tongue
from companion.policy.plain import plain
from companion.turn import (
    ENGLISH,
    CrisisHelp,
    Event,
    Planned,
    Replaced,
    Risk,
    Sentence,
    Understood,
)

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

SLOWER = 0.25  # of Qt's rate, -1..1, at the slowest pace
HIGHER = 0.15  # of Qt's pitch, -1..1, for a companion wholly glad; lower for one that is low
NO_VOICE = "This system has no voice to read aloud with."


class Speaker(QObject):
    """Reads the replies `show_event` is given, from `begin` to `end`; `stop` is at once."""

    def __init__(self, reader: Callable[[], QTextToSpeech | None]) -> None:
        super().__init__()
        self._make = reader
        self._reader: QTextToSpeech | None = None
        self._on = False
        self._quiet = False  # for the rest of this reply
        self._language = ENGLISH
        self._pace = self._moved = 0.0

    @property
    def speaks(self) -> bool:
        """Whether something is being read now."""
        if self._reader is None:
            return False
        states = type(self._reader).State
        return self._reader.state() in (states.Speaking, states.Synthesizing)

    def begin(self) -> bool:
        """Replies are read from now on; False where the system has no voice."""
        reader = self._reader or self._make()
        if reader is None or reader.state() == type(reader).State.Error:
            return False
        self._reader, self._on = reader, True
        return True

    def end(self) -> None:
        """Nothing is read any more."""
        self.stop()
        self._on = False

    def stop(self) -> None:
        """Be silent at once, and for the rest of this reply."""
        self._quiet = True
        if self._reader is not None:
            self._reader.stop()

    @Slot(object)
    def show_event(self, event: Event) -> None:
        """One event of the running turn."""
        match event:
            case CrisisHelp():
                self.stop()
            case Understood(belief=belief, assessment=heard):
                self._quiet = heard.risk >= Risk.ELEVATED
                affect = expected_affect(belief)
                self._moved = manner.own(affect.valence, affect.arousal)[0]
            case Planned(decision=decision):
                self._pace = decision.pace
            case Sentence(text=text) | Replaced(text=text) if text:
                self._read(text)

    def _read(self, text: str) -> None:
        reader = self._reader
        if reader is None or not self._on or self._quiet:
            return
        if not self.speaks:
            self._language = tongue.spoken(plain(text), self._language)
            self._speak_language(reader)
            reader.setRate(-SLOWER * self._pace)
            reader.setPitch(HIGHER * self._moved)
        reader.enqueue(text)

    def _speak_language(self, reader: QTextToSpeech) -> None:
        """A voice of the reply's language, where there is one."""
        wanted = QLocale(self._language).language()
        if reader.locale().language() != wanted:
            found = [one for one in reader.availableLocales() if one.language() == wanted]
            if found:
                reader.setLocale(found[0])
