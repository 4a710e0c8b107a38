"""One life of the recogniser's process, as the client sees it: sending, reading, and a watchdog.

It ends when it is told to, when the process dies, or when the process gives no sign of life while
something is waited for. Whatever was listened to then gets `Failed` and `Over`: nothing is left
without an answer.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from companion.voice import child
from companion.voice import messages as m
from companion.voice.sound import Sound

LOAD_LIMIT_S = 300.0  # a large model from a slow disk
POLL_S = 0.05
LEAVING_S = 2.0

DIED = "The part of me that understands speech stopped unexpectedly. Please say it again."
HUNG = "The part of me that understands speech took too long. Please say it again."
NOT_LOADED = (
    "This speech model could not be loaded. It may be damaged, or too big for this machine."
)

Receiver = Callable[[m.Ready | m.Event], None]
WORDS = (
    m.Partial | m.Final | m.Nothing | m.Failed | m.Over
)  # signs of life of the one who finds them


@dataclass(frozen=True)
class Limits:
    """Seconds. hang: without a sign of life. grace: from a cancel until the process is ended."""

    hang: float = 90.0
    grace: float = 3.0


class Process:
    """A process and the thread that reads from it. `send` and `listen_to` are for one thread."""

    def __init__(self, on_event: Receiver, limits: Limits) -> None:
        self._on_event, self._limits = on_event, limits
        self._lock = threading.Lock()
        self._open: dict[int, bool] = {}  # listenings without `Over`: whether no more sound comes
        self._cancelled: dict[int, float] = {}  # and when
        self._unwanted = 0  # listenings up to this number, also those that were not begun yet
        self._loading_since: float | None = None
        self._sent = self._taken = 0  # samples
        self._asked = 0  # utterances over and not answered
        self._leaving = False
        self.alive = True
        context = multiprocessing.get_context("spawn")
        self._connection, far = context.Pipe()
        self._process = context.Process(
            target=child.main, args=(far,), name="companion-voice", daemon=True
        )
        self._process.start()
        self._number = self._process.pid
        far.close()
        self._reader = threading.Thread(target=self._read, name="voice-in", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int | None:
        """Its number, None when it has ended."""
        return self._number if self.alive else None

    def open(self, settings: m.Settings) -> None:
        """Load a recogniser."""
        with self._lock:
            self._loading_since = time.monotonic()
        self._send(m.Open(settings))

    def begin(self, call: m.Begin) -> None:
        """A listening begins; from here on it gets its `Over`."""
        with self._lock:
            self._open[call.listening] = False
            if call.listening <= self._unwanted:
                self._cancelled[call.listening] = time.monotonic()
        self._send(call)

    def sound(self, listening: int, sound: Sound) -> None:
        """More of it; of a listening that is lost it is let go."""
        with self._lock:
            if listening not in self._open or listening in self._cancelled:
                return
            self._sent += len(sound)
        self._send(m.Sound(listening, len(sound)), sound)

    def finish(self, listening: int) -> None:
        """Its sound is complete."""
        with self._lock:
            if listening not in self._open:
                return
            self._open[listening] = True
        self._send(m.Finish(listening))

    def forget(self, upto: int) -> list[int]:
        """Of all listenings up to this number, returned, only `Over` is wanted; for any thread.

        `cancel` has to follow. This alone starts the grace, also while `send` waits for a process
        that hangs.
        """
        with self._lock:
            self._unwanted = max(self._unwanted, upto)
            numbers = [one for one in self._open if one <= upto]
            for number in numbers:
                self._cancelled.setdefault(number, time.monotonic())
        return numbers

    def cancel(self, upto: int) -> None:
        """Tell the process so."""
        for number in self.forget(upto):
            self._send(m.Cancel(number))

    def close(self) -> None:
        """End it; waits a moment, then makes sure. No event comes any more."""
        self._leaving = True
        self._reader.join()
        self._connection.close()  # the child reads end-of-file and leaves
        if self.alive:
            self._process.join(LEAVING_S)
            self._end()
        self._process.close()

    # --- inside -----------------------------------------------------------------------------

    def _send(self, call: object, sound: Sound | None = None) -> None:
        try:
            self._connection.send(call)
            if sound is not None:
                self._connection.send_bytes(sound.data.cast("B"))
        except (OSError, ValueError):
            pass  # it died: the reading thread notices and says so

    def _read(self) -> None:
        sound_at = words_at = time.monotonic()
        sentence = DIED
        while not self._leaving:
            try:
                message = self._connection.recv() if self._connection.poll(POLL_S) else None
            except (EOFError, OSError):
                break
            now = time.monotonic()
            if message is not None:
                self._note(message)
            waits_for_sound, waits_for_words = self._waits()
            if not waits_for_sound or (isinstance(message, m.Pulse) and message.samples):
                sound_at = now
            if not waits_for_words or isinstance(message, WORDS):
                words_at = now
            if isinstance(message, m.Pulse) and message.working:
                words_at = now
            if now - min(sound_at, words_at) > self._limits.hang or self._too_late(now):
                sentence = HUNG
                break
        else:
            return
        self._lost(sentence)

    def _note(self, message: object) -> None:
        """Keep count of what is waited for, and hand on what concerns a person."""
        with self._lock:
            match message:
                case m.Pulse(taken):
                    self._taken = max(self._taken, taken)
                case m.Ready() | m.Failed(0):
                    self._loading_since = None
                    self._cancelled = dict.fromkeys(self._cancelled, time.monotonic())
                case m.Paused():
                    self._asked += 1
                case m.Final() | m.Nothing() | m.Failed():
                    self._asked = max(0, self._asked - 1)
                case m.Over(listening):
                    self._open.pop(listening, None)
            over = isinstance(message, m.Over)
            unwanted = isinstance(message, m.Event) and message.listening in self._cancelled
            if over and isinstance(message, m.Over):
                self._cancelled.pop(message.listening, None)
        if isinstance(message, m.Ready | m.Event) and (over or not unwanted):
            self._on_event(message)

    def _waits(self) -> tuple[bool, bool]:
        """Whether sound was sent and not taken, and whether words are due."""
        with self._lock:
            if self._loading_since is not None:
                return False, False
            due = bool(self._asked) or any(self._open.values())
            return self._sent > self._taken, due

    def _too_late(self, now: float) -> bool:
        with self._lock:
            if self._loading_since is not None:
                return now - self._loading_since > LOAD_LIMIT_S
            return any(now - at > self._limits.grace for at in self._cancelled.values())

    def _lost(self, sentence: str) -> None:
        """The process is of no use any more; whoever waits is told."""
        self._end()
        with self._lock:
            numbers, self._open = sorted(self._open), {}
            cancelled, self._cancelled = set(self._cancelled), {}
            loading = self._loading_since is not None
        if loading:
            self._on_event(m.Failed(0, NOT_LOADED))
        for number in numbers:
            if number not in cancelled:
                self._on_event(m.Failed(number, sentence))
            self._on_event(m.Over(number))

    def _end(self) -> None:
        self.alive = False
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
