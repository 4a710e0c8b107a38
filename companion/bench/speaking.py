"""A person at the microphone, for the voice's bench: feeds sound and notes when what came."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from companion.errors import CompanionError
from companion.voice import messages as m
from companion.voice.client import VoiceClient
from companion.voice.sound import RATE, Sound

PIECE = RATE // 20  # 50 ms, as a sound card gives them
LIMIT_S = 600.0

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Spoken:
    """What came of one listening. Moments are seconds of a monotonic clock."""

    finals: tuple[m.Final, ...]
    partials: tuple[m.Partial, ...]
    began: float  # when sample 0 was fed
    first_partial: float | None
    final: float | None
    over: float

    @property
    def text(self) -> str:
        """All words, of all its utterances."""
        return " ".join(final.text for final in self.finals)


class Speaker:
    """A client, the events it told, and the longest time a call to it took (seconds)."""

    def __init__(self, client: VoiceClient) -> None:
        self._client = client
        self._told = threading.Condition()
        self._events: list[tuple[float, m.Ready | m.Event]] = []
        self.longest = 0.0

    @property
    def pid(self) -> int | None:
        """Of the recogniser's process."""
        return self._client.pid

    def hear(self, event: m.Ready | m.Event) -> None:
        """The client's receiver."""
        with self._told:
            self._events.append((time.monotonic(), event))
            self._told.notify_all()

    def open(self, model: str) -> m.Ready:
        """Raises CompanionError where it cannot be loaded."""
        self._client.open(m.Settings(model))
        event = self._wait(lambda e: isinstance(e, m.Ready | m.Failed))
        if not isinstance(event, m.Ready):
            raise CompanionError(getattr(event, "sentence", ""))
        return event

    def speak(
        self,
        sound: Sound,
        before: Sound | None = None,
        paced: bool = False,
        hands_free: bool = False,
    ) -> Spoken:
        """One listening from beginning to end; paced as a microphone gives it, or all at once."""
        began = time.monotonic()
        listening = self._timed(self._client.begin, before, hands_free)
        pause = threading.Event()
        for start in range(0, len(sound), PIECE):
            if paced:
                due = began + (start + PIECE) / RATE  # a piece comes when its last sample was heard
                pause.wait(max(0.0, due - time.monotonic()))
            self._timed(self._client.feed, sound[start : start + PIECE])
        self._timed(self._client.finish)
        self._wait(lambda e: isinstance(e, m.Over) and e.listening == listening)
        return self._gathered(listening, began)

    def _gathered(self, listening: int, began: float) -> Spoken:
        with self._told:
            told = [
                (at, event)
                for at, event in self._events
                if isinstance(event, m.Event) and event.listening == listening
            ]
            self._events.clear()
        finals = [(at, event) for at, event in told if isinstance(event, m.Final)]
        partials = [(at, event) for at, event in told if isinstance(event, m.Partial)]
        return Spoken(
            tuple(event for _, event in finals),
            tuple(event for _, event in partials),
            began,
            partials[0][0] if partials else None,
            finals[-1][0] if finals else None,
            told[-1][0],
        )

    def _timed(self, call: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        before = time.monotonic()
        answer = call(*given, **named)
        self.longest = max(self.longest, time.monotonic() - before)
        return answer

    def _wait(self, wanted: Callable[[m.Ready | m.Event], bool]) -> m.Ready | m.Event:
        def found() -> m.Ready | m.Event | None:
            return next((event for _, event in self._events if wanted(event)), None)

        with self._told:
            if not self._told.wait_for(lambda: found() is not None, LIMIT_S):
                raise CompanionError("The recogniser gave no answer.")
            event = found()
        assert event is not None
        return event


@contextmanager
def speaker(model: str | Path) -> Iterator[Speaker]:
    """Somebody who speaks to this recogniser."""
    made: list[Speaker] = []
    with VoiceClient(lambda event: made[0].hear(event)) as client:
        made.append(Speaker(client))
        made[0].open(str(model))
        yield made[0]
