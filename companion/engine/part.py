"""What has come of one file so far: bytes on the disk, and the running sum over them."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from companion.engine.catalogue import CHUNK
from companion.engine.pace import Cancelled
from companion.engine.staging import FULL, mark_of, need_room
from companion.errors import CannotKeep, FetchStopped


class Part:
    """Grows piece by piece and knows its sha256 at any time; what the disk refuses is CannotKeep.

    `mark` is what the server calls this version of the file, "" where it was not said.
    """

    def __init__(self, path: Path, title: str) -> None:
        self.path = path
        self.size = 0
        self.mark = ""
        self._title = title
        self._digest = hashlib.sha256()
        self._file: BinaryIO | None = None

    def __enter__(self) -> Part:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):  # what counts was flushed by `finish`
            self._close()

    @property
    def sha256(self) -> str:
        """The sum of all that has come."""
        return self._digest.hexdigest()

    def take_up(self, cancelled: Cancelled) -> None:
        """Read what an earlier try left, so that the sum goes on from there. Raises FetchStopped."""
        try:
            if not self.path.is_file():
                return
            with self.path.open("rb") as file:
                while piece := file.read(CHUNK):
                    if cancelled():
                        raise FetchStopped(f"Fetching {self._title} was stopped.")
                    self._count(piece)
            if mark_of(self.path).is_file():
                self.mark = mark_of(self.path).read_text("utf-8", "replace")
        except OSError as error:
            raise CannotKeep(FULL.format(self._title)) from error

    def begin(self, start: int, mark: str) -> None:
        """Be ready for bytes from `start` on, which is the present size or, to begin anew, 0."""
        try:
            self._close()
            if not start:
                self._start_over()
            self._file = self.path.open("ab" if start else "wb")
            mark_of(self.path).write_text(mark, "utf-8")
            self.mark = mark
        except OSError as error:
            raise CannotKeep(FULL.format(self._title)) from error

    def add(self, piece: bytes) -> None:
        """One more piece; a little room stays free on the disk."""
        assert self._file is not None
        need_room(0, self.path.parent)
        try:
            self._file.write(piece)
        except OSError as error:
            raise CannotKeep(FULL.format(self._title)) from error
        self._count(piece)

    def finish(self) -> None:
        """Make sure that all of it is on the disk."""
        try:
            if self._file is not None:
                self._file.flush()
                os.fsync(self._file.fileno())
                self._close()
        except OSError as error:
            raise CannotKeep(FULL.format(self._title)) from error

    def drop(self) -> None:
        """Throw it away: it is not what was wanted."""
        try:
            self._close()
            self.path.unlink(missing_ok=True)
            mark_of(self.path).unlink(missing_ok=True)
        except OSError as error:
            raise CannotKeep(FULL.format(self._title)) from error
        self._start_over()

    def _count(self, piece: bytes) -> None:
        self._digest.update(piece)
        self.size += len(piece)

    def _start_over(self) -> None:
        self.size, self.mark, self._digest = 0, "", hashlib.sha256()

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()
