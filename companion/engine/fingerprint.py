"""Whether what one engine has read can be gone on with by another."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path


def fingerprint(call: object, files: Sequence[str], context: int, version: str) -> str:
    """The same only for engines that can go on from each other's states.

    call: how it was loaded. version: of the native library. Files are told apart by name, size and
    time, because reading gigabytes to be sure would cost more than what is saved.
    """
    known = [(path, Path(path).stat().st_size, Path(path).stat().st_mtime_ns) for path in files]
    told = repr((call, known, context, version))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
