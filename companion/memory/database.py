"""Opening the encrypted file: looked through first without touching it, then safely connected.

Nothing is written before the key fits and the file has proved whole, and no older memory takes a
new shape before there is a copy of it.
"""

from __future__ import annotations

import os
from pathlib import Path

from sqlite_utils import Database

from companion.errors import StoreError, WrongKey
from companion.memory import backup
from companion.memory.migrations import MIGRATIONS, upgrade, waiting
from companion.memory.sealed import (
    HEX_KEY,
    Health,
    examine,
    has_content,
    has_log,
    keyed,
    mend_words,
    plain_errors,
)


def connect(path: Path, key: str) -> Database:
    """An encrypted database at `path` in its present shape, made when there is none.

    key: 64 hex digits. Raises WrongKey, DamagedMemory, NewerStore or StoreError; the file is
    untouched by the first three. The connection may be used from any thread, by one at a time.
    """
    if not HEX_KEY.fullmatch(key):
        raise WrongKey(backup.WRONG_KEY)
    with plain_errors():
        health = _found(path, key)
        path.chmod(0o600)  # -wal and -shm take their mode from it
        connection = keyed(str(path), key)
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
            settled = not waiting(db)
            if not settled:
                _take_new_shape(db, path)
            if not health.words:
                mend_words(db)
            backup.tidy(path, settled=settled)
            # Whatever was forgotten just before a crash is scrubbed here (see `scrub`).
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except BaseException:
            connection.close()
            raise
    return db


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


def _found(path: Path, key: str) -> Health:
    """The health of the file at `path`, made when there never was one. Raises WrongKey."""
    backup.finish(path)
    if has_content(path):
        health = examine(path, key)
        if not health.whole:
            raise backup.refusal(path, key, health)
        return health
    if has_log(path) or backup.copies(path):  # there was one: a new one would bury it
        raise backup.refusal(path, key, Health(opens=False, whole=False))
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return Health()


def _take_new_shape(db: Database, path: Path) -> None:
    if not MIGRATIONS.applied(db):  # nothing in it yet
        upgrade(db)
        return
    try:
        backup.keep_before(db, path, waiting(db)[0])
    except Exception as error:
        raise StoreError(
            "No copy of the memory could be written, so it stays in its old shape, untouched:"
            " more room on the disk may help."
        ) from error
    try:
        upgrade(db)
    except Exception as error:
        raise StoreError(
            "The memory could not be brought into its new shape, so it was left as it was."
        ) from error
