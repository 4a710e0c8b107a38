"""One program at a time: a lock file beside the memory, let go by the system when a process dies.

An operating-system lock on an open file, not a file whose mere presence means "locked": a crash or
a power cut never leaves the person locked out. The empty file itself stays, so that two starts
cannot each lock a different one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from companion.errors import StoreError


def take(database: Path) -> int:
    """Hold the memory at `database` for this process; the descriptor to hand to `release`.

    Raises StoreError when another process (or another store in this one) holds it, or when the
    folder cannot be written.
    """
    try:
        descriptor = os.open(database.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(
            "The folder of the memory cannot be written, so nothing could be kept there."
        ) from error
    try:
        _lock(descriptor)
    except OSError as error:
        os.close(descriptor)
        raise StoreError(
            "The memory is already open in another window. Close that one first, or talk there."
        ) from error
    return descriptor


def release(descriptor: int) -> None:
    """Let the memory go; closing the descriptor drops the lock on every system."""
    os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
