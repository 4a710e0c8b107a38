"""The child process on the other end of the engine's pipe: begun, spoken to, listened to, ended."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from companion.engine import worker
from companion.errors import EngineDied

DIED = "The part of me that finds the words stopped unexpectedly. Nothing you said is lost."


class Child:
    """At most one process at a time. Whatever goes wrong on the pipe ends it and raises EngineDied."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self.pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """Its process id, None when none runs."""
        return self._process.pid if self._process is not None else None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.is_alive()

    def begin(self) -> bool:
        """See to it that one runs; whether it is a fresh one."""
        if self._process is not None and not self.alive:
            self.end()
        if self.pipe is not None:
            return False
        context = multiprocessing.get_context("spawn")
        near, far = context.Pipe()
        self._process = context.Process(
            target=worker.main, args=(far,), name="companion-engine", daemon=True
        )
        self._process.start()
        far.close()
        self.pipe = near
        return True

    def send(self, call: object) -> None:
        """Raises EngineDied."""
        try:
            self._open().send(call)
        except (OSError, ValueError) as error:
            self.end()
            raise EngineDied(DIED) from error

    def answers_within(self, seconds: float) -> bool:
        """Whether something can be received by then. Raises EngineDied."""
        try:
            return self._open().poll(seconds)
        except OSError as error:
            self.end()
            raise EngineDied(DIED) from error

    def receive(self) -> object:
        """The next thing it says. Raises EngineDied."""
        try:
            return self._open().recv()
        except (EOFError, OSError) as error:
            self.end()
            raise EngineDied(DIED) from error

    def leave(self, grace_s: float) -> None:
        """Let it end by itself, or after so many seconds by force."""
        if self.pipe is not None:
            self.pipe.close()  # it reads end-of-file and leaves
        if self._process is not None:
            self._process.join(grace_s)
        self.end()

    def end(self) -> None:
        """End it now."""
        if self.pipe is not None:
            self.pipe.close()
        if self._process is not None:
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
            self._process.close()
        self.pipe = None
        self._process = None

    def _open(self) -> Connection:
        if self.pipe is None:
            raise EngineDied(DIED)
        return self.pipe
