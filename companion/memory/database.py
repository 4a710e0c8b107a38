"""Opening the encrypted file: checked first without touching it, then connected with safe settings.

`probe` looks at the file read-only, so that a wrong key or damage leaves every byte as it was.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3
from sqlite_utils import Database

from companion.errors import StoreError, WrongKey
from companion.memory.migrations import upgrade

_HEX = re.compile(r"[0-9a-fA-F]{64}")
WRONG_KEY = (
    "The memory cannot be read: it is encrypted with another key, or its file is damaged."
    " It was left untouched."
)
_SENTENCES = (
    ("full", "The disk is full, so this could not be kept."),
    ("readonly", "The memory may not be written here, so this could not be kept."),
    ("locked", "Another program holds the memory just now, so this could not be kept."),
    ("malformed", "The file of the memory is damaged."),
    ("not a database", "The file of the memory is damaged."),
    ("closed", "The memory is closed."),
)


def connect(path: Path, key: str) -> Database:
    """An encrypted database at `path` in its present shape, made when missing or empty.

    key: 64 hex digits. Raises WrongKey, NewerStore or StoreError; the file is untouched by the
    first two. The connection may be used from any thread, by one at a time.
    """
    if not _HEX.fullmatch(key):
        raise WrongKey(WRONG_KEY)
    with plain_errors():
        if path.exists() and path.stat().st_size:
            probe(path, key)
        else:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)  # -wal and -shm take their mode from it
        connection = _keyed(str(path), key)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL, not NORMAL: in WAL mode NORMAL may lose the last turns in a power cut after the
            # person was told they are kept. It costs one fsync a turn (0.4 ms on an SSD).
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA busy_timeout = 2000")
            # No plugins: installed sqlite-utils plugins would be handed the open memory.
            db = Database(connection, execute_plugins=False)
            upgrade(db)
            # Whatever was forgotten just before a crash is scrubbed here (see `scrub`).
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except BaseException:
            connection.close()
            raise
    return db


def probe(path: Path, key: str) -> None:
    """Raise WrongKey unless `key` opens the file and its pages are whole; reads only.

    After a crash pages may still wait in the -wal file and the main file alone may look torn; then
    only the key is checked here, because opening will mend it.
    """
    connection = _keyed(f"{path.resolve().as_uri()}?mode=ro&immutable=1", key)
    log = path.with_name(path.name + "-wal")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        mending = log.exists() and log.stat().st_size > 0
        damage = None if mending else connection.execute("PRAGMA cipher_integrity_check").fetchone()
    except sqlcipher3.DatabaseError as error:
        raise WrongKey(WRONG_KEY) from error
    finally:
        connection.close()
    if damage:
        raise WrongKey(WRONG_KEY)


def scrub(db: Database) -> None:
    """Make deleted bytes gone from the files: fold the log into the database and empty it.

    `secure_delete` has overwritten them in the pages; the log still holds older pages until now.
    Raises StoreError when another program keeps the log in use.
    """
    busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreError(
            "It is forgotten, but traces stay in the encrypted file until the next start."
        )


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn every database and file error into a StoreError with a sentence, without any words."""
    try:
        yield
    except sqlcipher3.Error as error:
        text = str(error).lower()
        sentence = next((said for mark, said in _SENTENCES if mark in text), None)
        raise StoreError(sentence or "The memory could not be read or written.") from error
    except OSError as error:
        raise StoreError("The file of the memory could not be opened or written.") from error


def _keyed(name: str, key: str) -> sqlcipher3.Connection:
    connection = sqlcipher3.connect(
        name, uri=name.startswith("file:"), check_same_thread=False, isolation_level=None
    )
    # SQLCipher prints its own errors on stderr otherwise.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA cipher_memory_security = ON")
    return connection
