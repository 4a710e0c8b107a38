"""The staging folder: where what is fetched waits until it is whole, checked, and gets its final name."""

from __future__ import annotations

import contextlib
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from companion import paths
from companion.engine import catalogue, whisper_folder
from companion.engine.catalogue import Entry, Member
from companion.errors import CannotKeep, FetchError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

SPARE = 50_000_000  # bytes that stay free
FULL = "{} could not be written; is the disk full?"


def staging() -> Path:
    """Where unfinished downloads wait for the next try."""
    folder = paths.model_files() / ".staging"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the staging folder for this program alone; the system lets go of it if we crash.

    Raises FetchError when another window holds it.
    """
    with (staging() / "lock").open("ab") as file:
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FetchError(
                "Another window is fetching a model right now; wait until it is done."
            ) from error
        yield


def need_room(size: int, folder: Path | None = None) -> None:
    """Raises CannotKeep when fewer than `size` bytes and a little more are free for `folder`."""
    free = shutil.disk_usage(folder or paths.model_files()).free
    if free < size + SPARE:
        raise CannotKeep(
            f"The disk has {free // 1_000_000} MB free, and this needs "
            f"{(size + SPARE) // 1_000_000} MB."
        )


def part_of(file: str) -> Path:
    """Where what has come of `file` so far is kept."""
    return staging() / (file + ".part")


def piece_of(entry: Entry, member: Member) -> str:
    """The name under which a file of a model that is a folder waits."""
    return f"{entry.file}.{member.path}"


def mark_of(part: Path) -> Path:
    """The file beside a part with the server's mark of its version."""
    return part.with_name(part.name + ".version")


def place(member: Member) -> Path:
    """Where a file taken out of a wheel waits."""
    return staging() / Path(member.path).name


def wheel_of(entry: Entry) -> Path | None:
    """The wheel of an earlier try, if its end has arrived (its bytes are checked on taking out)."""
    for wheel in _wheels(entry):
        if zipfile.is_zipfile(wheel):
            return wheel
        wheel.unlink()
    return None


def install(part: Path, entry: Entry) -> Path:
    """Give a checked file its final name and drop what led to it. Raises CannotKeep when the disk refuses."""
    target = paths.model_files() / entry.file
    try:
        catalogue.pin(entry, part)
        part.replace(target)
    except OSError as error:
        raise CannotKeep(FULL.format(entry.title)) from error
    _drop(entry)
    return target


def install_folder(parts: Sequence[Path], entry: Entry) -> Path:
    """The same for a model that is a folder, from its checked files in the order of its list.

    A damaged one of that name gives way. Raises ModelFileError where it is no model after all.
    """
    target, draft = paths.model_files() / entry.file, staging() / entry.file
    members = entry.source.members
    try:
        draft.mkdir(mode=0o700, exist_ok=True)
        for part, member in zip(parts, members, strict=True):
            part.replace(draft / member.path)
        whisper_folder.check(draft)
        catalogue.note(*(replace(m, path=f"{entry.file}/{m.path}") for m in members))
        if target.exists():
            shutil.rmtree(target)
        draft.replace(target)
    except OSError as error:
        raise CannotKeep(FULL.format(entry.title)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _drop(entry)
    return target


def discard(entry: Entry) -> None:
    """Throw away what has come of a model that is not wanted after all.

    Raises FetchError when it is being fetched right now.
    """
    with alone():
        _drop(entry)


def _drop(entry: Entry) -> None:
    parts = [part_of(entry.file)]
    parts += [part_of(piece_of(entry, member)) for member in entry.source.members]
    led = [*parts, *map(mark_of, parts), *map(place, entry.source.members), *_wheels(entry)]
    for path in led:
        path.unlink(missing_ok=True)


def _wheels(entry: Entry) -> Iterator[Path]:
    if entry.source.package:
        package = re.sub(r"[-_.]+", "_", entry.source.package)
        yield from staging().glob(f"{package}-{entry.source.version}-*.whl")
