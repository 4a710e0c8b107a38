"""What a run leaves on the disk: everything a program is wont to write to, looked at before and after."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "COMPANION_HOME")
TEMPORARY = ("TMPDIR", "TEMP", "TMP")
CACHES = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")


@contextmanager
def own_folders() -> Iterator[Path]:
    """Home, data and temporary folders nobody else writes to, for this process and its children."""
    names = (*HOMES, *TEMPORARY, *CACHES)
    before = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory() as made:
        for name in names:
            folder = Path(made) / name.lower()
            folder.mkdir()
            os.environ[name] = str(folder)
        tempfile.tempdir = None  # it is looked up once and kept
        try:
            yield Path(made)
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
            tempfile.tempdir = None


def bytes_in(folder: Path) -> int:
    """The size of every file below it."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def bytes_written(pid: int | None) -> int:
    """What the system counted a process as having sent to any disk; 0 where it does not count."""
    try:
        rows = Path(f"/proc/{pid}/io").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next(int(row.split()[1]) for row in rows if row.startswith("write_bytes"))
