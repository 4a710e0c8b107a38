"""The near side of the recogniser: sound in, events out, and nothing that makes a window wait.

Every call but `close` returns at once; a thread of the client's own does the sending, another one
reads what comes back and calls `on_event` there (a window hands that on to its own thread). A
recogniser that crashes or hangs costs what was being said; the next listening starts a fresh one.
"""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from types import TracebackType

from companion.errors import CompanionError
from companion.voice import messages as m
from companion.voice.process import Limits, Process, Receiver
from companion.voice.sound import Sound, wiped

BUSY = "I am listening already."
NOT_OPEN = "No recogniser was chosen yet."


@dataclass(frozen=True)
class _Piece:
    listening: int
    sound: Sound


class VoiceClient:
    """One recogniser in a process of its own. Its methods belong to one thread.

    on_event is called in a thread of the client's, with `Ready` and the events of `messages`; it MUST
    return soon. Every listening ends with `Over`, whatever happens, unless the client is closed.
    """

    def __init__(self, on_event: Receiver, limits: Limits | None = None) -> None:
        self._receiver = on_event
        self._limits = limits or Limits()
        self._chosen = False
        self._numbers = 0
        self._fed: int | None = None  # the listening that takes sound now
        self._lane: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._sender: threading.Thread | None = None
        self._process: Process | None = None

    def __enter__(self) -> VoiceClient:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Process id of the child, None when none runs."""
        process = self._process
        return process.pid if process is not None else None

    @property
    def listening(self) -> int | None:
        """The number of the listening that takes sound now, None when there is none."""
        return self._fed

    def open(self, settings: m.Settings) -> None:
        """Load this recogniser; `Ready`, or `Failed` with listening 0, follows as an event."""
        self._chosen = True
        self._put(settings)

    def begin(
        self,
        before: Sound | None = None,
        hands_free: bool = False,
        patience_ms: int = m.PATIENCE_MS,
    ) -> int:
        """Listen from now on; returns the number its events carry, of which `Over` is the last.

        before: sound from just before (`Ring.taken`). With hands_free each pause of patience_ms
        ends an utterance and gives its words; without, `finish` does. What an earlier listening
        said may still be on its way: its words come first. Raises CompanionError when a listening
        is under way, or no recogniser was chosen.
        """
        if not self._chosen:
            raise CompanionError(NOT_OPEN)
        if self._fed is not None:
            raise CompanionError(BUSY)
        self._numbers += 1
        self._fed = self._numbers
        self._put(m.Begin(self._numbers, hands_free, patience_ms))
        if before is not None:
            self.feed(before)
        return self._numbers

    def feed(self, sound: Sound) -> None:
        """More sound, 16 kHz, which is copied. Without a listening it is let go."""
        listening = self._fed
        if listening is not None and len(sound):
            self._put(_Piece(listening, sound.copy()))

    def finish(self) -> None:
        """No more sound comes; the words do. Without a listening nothing happens."""
        listening, self._fed = self._fed, None
        if listening is not None:
            self._put(m.Finish(listening))

    def cancel(self) -> None:
        """Forget everything said and not answered yet; only `Over` comes of it.

        Events that were on their way at this moment may still arrive: look at their number.
        """
        self._fed = None
        process = self._process
        if process is not None:
            process.forget(self._numbers)
        self._put(m.Cancel(self._numbers))

    def close(self) -> None:
        """End the process, waiting for it a moment. The client may be opened again afterwards.

        MUST NOT be called from `on_event`; no event comes after it.
        """
        self._fed, self._chosen = None, False
        if self._sender is not None:
            self._lane.put(None)
            self._sender.join()
            self._sender = None

    # --- the sending thread -----------------------------------------------------------------

    def _put(self, call: object) -> None:
        if self._sender is None:
            self._sender = threading.Thread(target=self._send_all, name="voice-out", daemon=True)
            self._sender.start()
        self._lane.put(call)

    def _send_all(self) -> None:
        settings = m.Settings()
        while (call := self._lane.get()) is not None:
            match call:
                case m.Settings():
                    settings = call
                    self._ready().open(settings)
                case m.Begin():
                    fresh = self._process is None or not self._process.alive
                    process = self._ready()
                    if fresh:
                        process.open(settings)
                    process.begin(call)
                case _Piece(listening, sound):
                    if self._process is not None:
                        self._process.sound(listening, sound)
                    wiped(sound)
                case m.Finish(listening) if self._process is not None:
                    self._process.finish(listening)
                case m.Cancel(upto) if self._process is not None:
                    self._process.cancel(upto)
        if self._process is not None:
            self._process.close()
            self._process = None

    def _ready(self) -> Process:
        if self._process is not None and not self._process.alive:
            self._process.close()
            self._process = None
        if self._process is None:
            self._process = Process(self._tell, self._limits)
        return self._process

    def _tell(self, event: m.Ready | m.Event) -> None:
        if isinstance(event, m.Over) and event.listening == self._fed:
            self._fed = None  # it failed while somebody was speaking; the next may begin
        self._receiver(event)
