"""What the model has read of a talk, kept beside the memory so that it need not read it again.

It is a transcript in another form, so it is encrypted with the memory's key, readable by its owner
alone, and gone with the first wish to forget anything (`backup.drop_copies`). There is one such file at
most: that of the talk which may be gone on with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3

from companion.memory.backup import drafted, named, sync
from companion.memory.sealed import has_content, keyed, plain_errors

KIND = "parked-"
# Measured for 70 MB on 2 cores: pages of this size are written and read twice as fast as small ones.
PAGE = 65_536


@dataclass(frozen=True)
class Parked:
    """mark: what `write` was given. size: bytes of all parts, which are read when asked for."""

    mark: str
    size: int
    parts: Iterator[bytes]


def write(
    memory: Path, key: str, talk: int, fill: Callable[[Callable[[bytes], None]], str]
) -> None:
    """Keep the state of a talk in place of any other. Raises StoreError; then nothing is kept.

    memory: the file of the memory. fill(put) hands over part after part and returns the mark that
    tells later whether the state still fits, "" where there is nothing to keep.
    """
    target = named(memory, f"{KIND}{talk}")
    with plain_errors():
        drop(memory)
        with drafted(target.with_suffix(".draft")) as draft:
            with _opened(draft, key) as connection:
                connection.execute("PRAGMA journal_mode = OFF")
                connection.execute("PRAGMA synchronous = OFF")  # `sync` waits for all of it at once
                connection.execute("CREATE TABLE part(id INTEGER PRIMARY KEY, data BLOB)")
                connection.execute("CREATE TABLE mark(mark TEXT)")
                connection.execute("BEGIN")
                mark = fill(
                    lambda data: (
                        connection.execute("INSERT INTO part(data) VALUES (?)", [data]) and None
                    )
                )
                connection.execute("INSERT INTO mark VALUES (?)", [mark])
                connection.execute("COMMIT")
            if not mark:
                draft.unlink()
                return
            sync(draft)
            draft.replace(target)
            sync(target.parent)


@contextmanager
def read(memory: Path, key: str, talk: int) -> Iterator[Parked | None]:
    """What `write` kept of this talk, None where there is nothing. Raises StoreError."""
    path = named(memory, f"{KIND}{talk}")
    if not has_content(path):
        yield None
        return
    with plain_errors(), _opened(path, key) as connection:
        (mark,) = connection.execute("SELECT mark FROM mark").fetchone()
        (size,) = connection.execute("SELECT total(length(data)) FROM part").fetchone()
        rows = connection.execute("SELECT data FROM part ORDER BY id")
        yield Parked(str(mark), int(size), (bytes(data) for (data,) in rows))


def drop(memory: Path, *, but: int | None = None) -> None:
    """Delete what is kept, and drafts that were cut off; `but`: the talk whose state may stay."""
    stays = named(memory, f"{KIND}{but}").name
    for file in memory.parent.glob(f"{memory.stem}-{KIND}*"):
        if file.name != stays:
            file.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path, key: str) -> Iterator[sqlcipher3.Connection]:
    connection = keyed(str(path), key)
    try:
        connection.execute(f"PRAGMA cipher_page_size = {PAGE}")
        connection.execute("PRAGMA temp_store = MEMORY")
        yield connection
    finally:
        connection.close()
