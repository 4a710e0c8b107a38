"""The recogniser's process: one thread takes sound in and hears where speech is, one finds the words.

Native code dies here or nowhere. The process may not write files: where the system can forbid it
(everywhere but on Windows) it is forbidden, so that no library and no crash can leave sound behind.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from companion.errors import CompanionError, ModelFileError
from companion.voice import acoustics
from companion.voice import messages as m
from companion.voice.agreement import Agreed, agree
from companion.voice.phantoms import LEAST_VOICED_MS, nobody_said
from companion.voice.sound import RATE, wiped

if TYPE_CHECKING:
    from companion.voice.ear import Change, Ear
    from companion.voice.transcribe import Heard, Recogniser
    from companion.voice.utterance import Utterance

PULSE_S = 0.5
SOFT_EVERY = RATE * 7 // 10  # of new sound before the words so far are looked for again

UNUSABLE = "The recogniser could not be started. Setting the program up again may bring it back."
LOST = "I could not make out what you said: the recogniser stumbled. Please say it again."


def main(connection: Connection) -> None:
    """Serve until the pipe closes. Runs as the child's target."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # as in the engine's process
    # Libraries that would report or fetch: nothing may be sent, and all that is needed is here.
    for name in ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "HF_HUB_OFFLINE"):
        os.environ[name] = "1"
    sys.dont_write_bytecode = True
    _silence()
    _forbid_files()
    with contextlib.suppress(EOFError, OSError):
        _Child(connection).serve()
    # Native threads may be at work; the window is gone and nobody waits for them.
    os._exit(0)


@dataclass
class _Task:
    """One utterance on its way to words; `count` guarded by the child's condition."""

    listening: int
    agreed: Agreed = field(default_factory=Agreed)
    read: int = 0  # samples the words so far were read from
    resting: int = 0  # samples it has if it is over
    done: Utterance | None = None
    early: tuple[int, Heard] | None = None  # words found while nobody went on, and of how much


class _Child:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._changed = threading.Condition()
        self._tasks: deque[_Task | m.Over] = deque()  # utterances in order, and ends of listenings
        self._cancelled: set[int] = set()
        self._recogniser: Recogniser | None = None
        self._refused = LOST  # why there is none
        self._settings = m.Settings()
        self._ear: Ear | None = None
        self._listening = 0
        self._spoken = False  # in this listening
        self._taken = 0

    def serve(self) -> None:
        threading.Thread(target=self._work, name="words", daemon=True).start()
        while True:
            match self._connection.recv():
                case m.Open(settings):
                    self._open(settings)
                case m.Begin(listening, hands_free, patience_ms):
                    self._begin(listening, hands_free, patience_ms)
                case m.Sound(listening, count):
                    self._sound(listening, count)
                case m.Finish(listening):
                    self._finish(listening)
                case m.Cancel(listening):
                    self._cancel(listening)

    # --- the listening thread ---------------------------------------------------------------

    def _open(self, settings: m.Settings) -> None:
        # Imported here: the parent reads this module for `main`, and must never load native code.
        try:
            made: Recogniser
            if settings.model == m.BASIC:
                from companion.voice.basic import Basic

                made = Basic()
            else:
                from companion.voice.transcribe import Whisper

                made = Whisper(
                    Path(settings.model), settings.language, settings.cuda, settings.threads
                )
        except Exception as error:  # of whatever native library: it must not end the listening
            sentence = str(error) if isinstance(error, CompanionError) else UNUSABLE
            with self._changed:
                self._recogniser, self._refused = None, sentence
            return self._send(m.Failed(0, sentence))
        with self._changed:
            self._recogniser, self._settings = made, settings
        return self._send(m.Ready(made.description, made.basic, made.languages, made.notice))

    def _begin(self, listening: int, hands_free: bool, patience_ms: int) -> None:
        from companion.voice.ear import Ear

        try:
            ear = Ear(hands_free, patience_ms)
        except ModelFileError as error:
            self._send(m.Failed(listening, str(error)))
            self._send(m.Over(listening))
            return
        with self._changed:
            self._ear, self._listening, self._spoken = ear, listening, False

    def _sound(self, listening: int, count: int) -> None:
        buffer = np.zeros(count, np.float32)
        self._connection.recv_bytes_into(buffer.data.cast("B"))
        with self._changed:
            if self._ear is not None and listening == self._listening:
                self._tell(self._ear.add(buffer))
                self._changed.notify()
        wiped(buffer)
        self._taken += count
        self._send(m.Pulse(samples=self._taken))

    def _finish(self, listening: int) -> None:
        with self._changed:
            if self._ear is None or listening != self._listening:
                return
            self._tell(self._ear.finish())
            if not self._spoken:
                self._send(m.Nothing(listening, "silence"))
            self._tasks.append(m.Over(listening))
            self._ear = None
            self._changed.notify()

    def _cancel(self, listening: int) -> None:
        with self._changed:
            if any(task.listening == listening for task in self._tasks):
                self._cancelled.add(listening)
            if self._ear is not None and listening == self._listening:
                self._ear.wipe()
                self._ear = None
                self._tasks.append(m.Over(listening))
            self._changed.notify()

    def _tell(self, changes: Sequence[Change]) -> None:
        """Put what the ear heard where it belongs. Lock held."""
        from companion.voice.ear import Complete, Resting, Speaking

        for change in changes:
            match change:
                case Speaking(at_ms):
                    self._spoken = True
                    self._tasks.append(_Task(self._listening))
                    self._send(m.Started(self._listening, at_ms))
                case Resting(count):
                    self._newest().resting = count
                case Complete(utterance, at_ms):
                    self._newest().done = utterance
                    self._send(m.Paused(self._listening, at_ms))

    def _newest(self) -> _Task:
        newest = self._tasks[-1]
        assert isinstance(newest, _Task)
        return newest

    # --- the thread that finds words --------------------------------------------------------

    def _work(self) -> None:
        begun: _Task | None = None
        while True:
            with self._changed:
                while (job := self._next()) is None:
                    self._changed.wait()
            if isinstance(job, m.Over):
                self._send(job)
                continue
            task, sound, final = job
            recogniser = self._recogniser
            try:
                if recogniser is None:
                    raise CompanionError(self._refused)
                if begun is not task:
                    recogniser.begin()
                    begun = task
                if final:
                    self._whole(recogniser, task, sound)
                else:
                    self._so_far(recogniser, task, sound)
            except Exception as error:  # of whatever native library: it costs this utterance
                known = isinstance(error, CompanionError)
                self._drop(task, m.Failed(task.listening, str(error) if known else LOST))
            finally:
                wiped(sound)

    def _next(self) -> tuple[_Task, np.ndarray, bool] | m.Over | None:
        """What to do now, with a copy of the sound it needs; None if there is nothing. Lock held."""
        while self._tasks:
            task = self._tasks[0]
            if isinstance(task, m.Over):
                self._tasks.popleft()
                self._cancelled.discard(task.listening)
                return task
            if task.listening in self._cancelled:
                self._tasks.popleft()
                _forget(task)
                continue
            if task.done is not None:
                if not len(task.done) or task.done.voiced_ms < LEAST_VOICED_MS:
                    self._answer(task, m.Nothing(task.listening, "too short"))
                    continue
                if task.early is not None and task.early[0] == len(task.done):
                    self._deliver(task, task.early[1])
                    continue
                return task, task.done.copy(), True
            return self._meanwhile(task)
        return None

    def _meanwhile(self, task: _Task) -> tuple[_Task, np.ndarray, bool] | None:
        """What can be done for an utterance that goes on. Lock held."""
        ear = self._ear
        if ear is None or ear.utterance is None or ear.voiced_ms < 2 * LEAST_VOICED_MS:
            return None
        if task.resting and (task.early is None or task.early[0] != task.resting):
            return task, ear.utterance.copy(task.resting), True
        if len(ear.utterance) - task.read >= SOFT_EVERY and not task.resting:
            return task, ear.utterance.copy(), False
        return None

    def _so_far(self, recogniser: Recogniser, task: _Task, sound: np.ndarray) -> None:
        stop = self._stopping(lambda: self._gone(task) or task.done is not None)
        words = recogniser.so_far(sound, stop)
        task.read = len(sound)
        if words and not stop():
            task.agreed = agree(task.agreed, words)
            firm, soft = (" ".join(part) for part in (task.agreed.firm, task.agreed.soft))
            self._send(m.Partial(task.listening, firm, soft))

    def _whole(self, recogniser: Recogniser, task: _Task, sound: np.ndarray) -> None:
        over = task.done is not None
        stop = self._stopping(
            lambda: (
                self._gone(task) or (not over and task.done is None and task.resting != len(sound))
            )
        )
        heard = recogniser.whole(sound, stop)
        if stop():
            return
        with self._changed:
            if over:
                self._deliver(task, heard)
            else:
                task.early = (len(sound), heard)

    def _deliver(self, task: _Task, heard: Heard) -> None:
        """The words of a finished utterance, if they are words. Lock held."""
        utterance = task.done
        assert utterance is not None
        if nobody_said(heard.text, utterance.voiced_ms, heard.confidence):
            self._answer(task, m.Nothing(task.listening, "not understood"))
            return
        manner = None
        if self._settings.how_it_was_said:
            sound = utterance.copy()
            manner = acoustics.measured(sound)
            wiped(sound)
        self._answer(
            task, m.Final(task.listening, heard.text, heard.language, heard.confidence, manner)
        )

    def _answer(self, task: _Task, event: m.Event) -> None:
        """The one answer an utterance gets; its sound goes. Lock held."""
        if self._tasks and self._tasks[0] is task:
            self._tasks.popleft()
        _forget(task)
        self._send(event)

    def _drop(self, task: _Task, event: m.Event) -> None:
        """An utterance that failed, also one that still goes on."""
        with self._changed:
            if task.done is None and self._ear is not None:
                self._ear.wipe()
                self._ear = None
                self._tasks.append(m.Over(task.listening))
            self._answer(task, event)

    def _gone(self, task: _Task) -> bool:
        return task.listening in self._cancelled

    def _stopping(self, ended: Callable[[], bool]) -> Callable[[], bool]:
        """`ended`, which also gives a sign of life, twice a second at most."""
        told = time.monotonic()

        def stop() -> bool:
            nonlocal told
            if time.monotonic() - told > PULSE_S:
                told = time.monotonic()
                self._send(m.Pulse(working=True))
            return ended()

        return stop

    def _send(self, message: object) -> None:
        with self._sending:
            self._connection.send(message)


def _forget(task: _Task) -> None:
    if task.done is not None:
        task.done.wipe()


def _silence() -> None:
    """Send the native libraries' chatter nowhere: it is noise, and nothing here may reach a log."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _forbid_files() -> None:
    """From here on the system refuses this process to write into any file, a core dump included."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
