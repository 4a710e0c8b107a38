"""The encrypted file itself: opened with its key, and looked through without changing a byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3
from sqlite_utils import Database

from companion.errors import StoreError

HEX_KEY = re.compile(r"[0-9a-fA-F]{64}")
SIDES = ("", "-wal", "-shm")  # the files SQLite keeps a database in
# Measured on 2 cores with 10,000 turns of 1,000 characters (82 MB): the seal of every page 0.3 s,
# `quick_check` 1.2 s, `integrity_check` 1.4 s, `foreign_key_check` 0.4 s. Up to this size all of
# them together take less than 0.3 s.
SMALL = 10_000_000
_SENTENCES = (
    ("full", "The disk is full, so this could not be kept."),
    ("readonly", "The memory may not be written here, so this could not be kept."),
    ("locked", "Another program holds the memory just now, so this could not be kept."),
    ("malformed", "The file of the memory is damaged."),
    ("not a database", "The file of the memory is damaged."),
    ("closed", "The memory is closed."),
)
_PASSING = ("unable to open", "locked")  # says nothing about the file's health


@dataclass(frozen=True)
class Health:
    """What a look through the file found.

    opens: the key fits the first page. whole: nothing in it is damaged. words: the index of words,
    which can be made again, agrees with its rows.
    """

    opens: bool = True
    whole: bool = True
    words: bool = True


def keyed(name: str, key: str) -> sqlcipher3.Connection:
    """A connection to the file of this name (or `file:` address). key: 64 hex digits."""
    connection = sqlcipher3.connect(
        name, uri=name.startswith("file:"), check_same_thread=False, isolation_level=None
    )
    # SQLCipher prints its own errors on stderr otherwise.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    return connection


@contextmanager
def read_only(path: Path, key: str) -> Iterator[sqlcipher3.Connection]:
    """The file as it is after a crash or a clean end, with no byte of it or of its log changed.

    A log that still holds pages is read through, never folded in.
    """
    shared = path.with_name(path.name + "-shm")
    kept = shared.exists()
    connection = keyed(_address(path), key)
    try:
        yield connection
    finally:
        connection.close()
        if not kept:  # SQLite's own table of what stands where in the log
            shared.unlink(missing_ok=True)


def examine(path: Path, key: str) -> Health:
    """Look through the file, as thoroughly as can be done without making the person wait.

    The seal of every page is checked after a clean end; after a crash pages wait in the log, and
    then the rows are read through it. A small file is checked to the last index and reference; in
    a large one that is left to the day's copy (`backup.keep_copy`). Raises sqlcipher3.Error or
    OSError when the file cannot be looked at just now.
    """
    with read_only(path, key) as connection:
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlcipher3.DatabaseError as error:
            _raise_if_passing(error)
            return Health(opens="not a database" not in str(error), whole=False)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            waiting = has_log(path)
            if not waiting and connection.execute("PRAGMA cipher_integrity_check").fetchone():
                return Health(whole=False)
            if path.stat().st_size <= SMALL:
                return rows_hold(connection)
            return rows_hold(connection, quick=True) if waiting else Health()
        except sqlcipher3.DatabaseError as error:
            _raise_if_passing(error)
            return Health(whole=False)


def rows_hold(connection: sqlcipher3.Connection, *, quick: bool = False) -> Health:
    """Whether the rows, and unless `quick` the indexes and references, agree with each other."""
    check = "quick_check" if quick else "integrity_check"
    try:
        wrong = _wrong(connection, f"PRAGMA {check}(9)")
    except sqlcipher3.DatabaseError as error:
        if not _about_words(str(error)):
            raise
        wrong = [str(error)]
    words = not any(map(_about_words, wrong))
    if not words:  # it may have stopped the check of the rest
        ordinary = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        ).fetchall()
        checks = [f"PRAGMA {check}({name})" for (name,) in ordinary]
        wrong = [line for one in checks for line in _wrong(connection, one)]
    whole = not wrong
    if whole and not quick:
        whole = connection.execute("PRAGMA foreign_key_check").fetchone() is None
    return Health(whole=whole, words=words)


def mend_words(db: Database) -> None:
    """Make the index of words again from the episodes; the words said before them stay beside."""
    with db.atomic():
        db.execute(
            "INSERT OR IGNORE INTO episode_words_config(k, v)"
            " VALUES ('version', 5), ('secure-delete', 1)"
        )
        db.execute("INSERT INTO episode_words(episode_words) VALUES ('rebuild')")
        db.execute("DELETE FROM episode_words WHERE rowid NOT IN (SELECT id FROM episode)")
        db.execute(
            "UPDATE episode_words SET text = episode.text FROM episode"
            " WHERE episode.id = episode_words.rowid AND episode.text <> episode_words.text"
        )
        db.execute(
            "INSERT INTO episode_words(rowid, text, before) SELECT id, text, '' FROM episode"
            " WHERE id NOT IN (SELECT rowid FROM episode_words)"
        )


def has_log(path: Path) -> bool:
    """Whether pages of this database wait in its log."""
    return _size(path.with_name(path.name + "-wal")) > 0


def has_content(path: Path) -> bool:
    """Whether there is a file with something in it."""
    return _size(path) > 0


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


def _address(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro" + ("" if has_log(path) else "&immutable=1")


def _wrong(connection: sqlcipher3.Connection, check: str) -> list[str]:
    return [str(line) for (line,) in connection.execute(check).fetchall() if line != "ok"]


def _about_words(line: str) -> bool:
    return "fts5" in line.lower()


def _raise_if_passing(error: sqlcipher3.DatabaseError) -> None:
    if any(mark in str(error) for mark in _PASSING):
        raise error


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
