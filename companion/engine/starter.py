"""Having what a first conversation needs: the small chat model and the sentence model.

Also the one way to get any listed model complete: fetched, made here where it must be, checked.
"""

from __future__ import annotations

from pathlib import Path

from companion.engine import catalogue, download, minilm
from companion.engine.catalogue import Entry
from companion.engine.download import Cancelled, Progress, never, silent
from companion.errors import FetchError, ModelFileError


def ready() -> bool:
    """Whether the starter pack is here in its full length. Reads no model byte."""
    return all(catalogue.installed(entry) for entry in _pack())


def ensure_starter(progress: Progress = silent, cancelled: Cancelled = never) -> None:
    """Fetch, check and put in place what is missing of the starter pack; nothing if nothing is.

    progress(done, total, label): bytes, total 0 while unknown. Raises FetchError.
    """
    for entry in _pack():
        if not catalogue.installed(entry):
            get(entry, progress, cancelled)


def verify_starter() -> None:
    """Read every byte of the pack again. Raises ModelFileError when something is missing or changed."""
    for entry in _pack():
        catalogue.verify(catalogue.path_of(entry), entry)


def get(entry: Entry, progress: Progress = silent, cancelled: Cancelled = never) -> Path:
    """Have one listed model complete and return its path; one that is here and whole is not fetched.

    Raises FetchError with one sentence, and keeps what arrived for the next try.
    """
    if _whole(entry):
        return catalogue.path_of(entry)
    if entry.source.kind == "url":
        return download.install(download.fetch_url(entry, progress, cancelled), entry)
    members = download.fetch_members(entry, progress, cancelled)
    if entry.role != "embedding":
        return download.install(members[0], entry)
    weights, vocabulary = members
    made = download.staging() / entry.file
    progress(0, 0, f"preparing {entry.title}")
    try:
        minilm.convert(weights, vocabulary, made)
    except ModelFileError as error:
        raise FetchError(str(error)) from error
    except OSError as error:
        raise FetchError(f"{entry.title} could not be written; is the disk full?") from error
    return download.install(made, entry)


def _whole(entry: Entry) -> bool:
    try:
        catalogue.verify(catalogue.path_of(entry), entry)
    except ModelFileError:
        return False
    return True


def _pack() -> tuple[Entry, ...]:
    return tuple(entry for entry in catalogue.entries() if entry.starter)
