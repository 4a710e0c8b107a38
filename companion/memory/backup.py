"""Copies of the memory: before it takes a new shape, once a day, and bringing one back.

Every copy is encrypted with the memory's own key, readable by its owner alone, written under a
draft's name and renamed when it is whole. None of them outlives a wish to forget: `drop_copies`.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlcipher3
from sqlite_utils import Database

from companion.errors import DamagedMemory, StoreError, WrongKey
from companion.memory import lock
from companion.memory.migrations import upgrade
from companion.memory.salvage import salvage
from companion.memory.sealed import (
    HEX_KEY,
    SIDES,
    Health,
    examine,
    has_content,
    keyed,
    mend_words,
    plain_errors,
    read_only,
    rows_hold,
)

DAILY = timedelta(days=1)
WRONG_KEY = (
    "The memory cannot be read: it is encrypted with another key, or its file is damaged."
    " It was left untouched."
)


@dataclass(frozen=True)
class Recovered:
    """What `recover` brought back.

    turns: how many can be read now. aside: where the damaged file lies, None if there was none.
    of: when the copy was made, None if there was no copy to build on.
    """

    turns: int
    aside: Path | None
    of: datetime | None


# --- making copies -------------------------------------------------------------------------------


def keep_copy(db: Database, path: Path, now: datetime) -> bool:
    """Write `memory-copy.db` if there is none of the last day; whether it was written.

    Takes seconds for a very large memory, so only while nobody waits. The memory is looked through
    to the last row first, so that a good copy is never replaced by a damaged one. Raises StoreError
    (damaged, disk full); the copy there was stays then.
    """
    target = named(path, "copy")
    with plain_errors():
        if (
            target.exists()
            and abs(now.timestamp() - target.stat().st_mtime) < DAILY.total_seconds()
        ):
            return False
        health = rows_hold(db.conn)
        if not health.whole:
            raise StoreError("The file of the memory is damaged, so no copy of it was made.")
        if not health.words:
            mend_words(db)
        _write(db, target, now)
        return True


def keep_before(db: Database, path: Path, step: str) -> None:
    """Write `memory-before-<step>.db`. Raises sqlcipher3.Error or OSError when it cannot."""
    _write(db, named(path, f"before-{step}"))


def copies(path: Path) -> list[Path]:
    """The copies of the memory at `path`, newest first."""
    found = [*path.parent.glob(named(path, "copy").name)]
    found += path.parent.glob(named(path, "before-*").name)
    return sorted(found, key=lambda copy: copy.stat().st_mtime, reverse=True)


def tidy(path: Path, *, settled: bool) -> None:
    """Delete what a whole memory no longer needs: half a recovery, drafts that were cut off.

    settled: it had its present shape already, so the copies made before that shape go as well.
    """
    with suppress(OSError):  # another start will do
        _delete(path, "recovered")
        for draft in path.parent.glob(f"{path.stem}-*.draft*"):
            draft.unlink(missing_ok=True)
        if settled:
            _delete(path, "before-*")


def drop_copies(path: Path) -> None:
    """Delete every copy, draft and parked state, so that none holds what is being forgotten.

    MUST run before the forgetting is committed: a copy that cannot be deleted then stops it, and a
    crash in between never leaves words in a copy that are gone from the memory. Raises StoreError.
    """
    try:
        for kind in ("copy", "before-*", "recovered", "parked-*"):
            _delete(path, kind)
        sync(path.parent)
    except OSError as error:
        raise StoreError(
            "A copy of the memory could not be deleted, so nothing was forgotten yet."
        ) from error


def _write(db: Database, target: Path, at: datetime | None = None) -> None:
    draft = target.with_suffix(".draft")
    with drafted(draft):
        # Not the backup interface: it takes the freed pages along and has to be handed the key.
        db.execute("VACUUM INTO ?", [str(draft)])
        sync(draft)
        if at is not None:
            os.utime(draft, (at.timestamp(), at.timestamp()))
        draft.replace(target)
        sync(target.parent)


# --- when the memory cannot be opened ------------------------------------------------------------


def refusal(path: Path, key: str, health: Health) -> WrongKey:
    """The error to raise for a memory that is not whole, which depends on what could be done."""
    copy = _good_copy(path, key)
    if copy:
        day = _made(copy)
        what = "is damaged and was left untouched" if path.exists() else "is not in its place"
        return DamagedMemory(
            f"The memory {what}, but a copy of {day.day} {day:%B %Y} can be brought back."
        )
    if health.opens and path.exists():
        return DamagedMemory(
            "The memory is damaged and was left untouched,"
            " but what can still be read in it can be brought back."
        )
    return WrongKey(WRONG_KEY)


def finish(path: Path) -> None:
    """Put a recovered memory into its place if `recover` was cut off before its last step."""
    recovered = named(path, "recovered")
    if not path.exists() and has_content(recovered):
        recovered.rename(path)


def recover(path: Path, key: str) -> Recovered:
    """Bring a damaged memory back: its newest good copy, with all that can still be read since.

    The damaged file is set aside unchanged. Nothing is touched when this raises: WrongKey if
    neither the memory nor a copy opens with `key`, StoreError if the memory can be read as it is,
    is open elsewhere, or the disk is full, NewerStore.
    """
    held = lock.take(path)
    try:
        with plain_errors():
            return _recovered(path, key)
    finally:
        lock.release(held)


def _recovered(path: Path, key: str) -> Recovered:
    if not HEX_KEY.fullmatch(key):
        raise WrongKey(WRONG_KEY)
    finish(path)
    health = examine(path, key) if has_content(path) else Health(opens=False, whole=False)
    if health.whole:
        raise StoreError("This memory can be read, so it stays as it is.")
    copy = _good_copy(path, key)
    if copy is None and not health.opens:
        raise WrongKey(WRONG_KEY)
    recovered = named(path, "recovered")
    if not (has_content(recovered) and examine(recovered, key).whole):  # else it was cut off here
        _rebuild(recovered, copy, path if health.opens else None, key)
    turns = _turns(recovered, key)
    aside = _move_aside(path) if path.exists() else None
    recovered.rename(path)  # `finish` does this at the next start if it does not come to it now
    sync(path.parent)
    return Recovered(turns, aside, _made(copy) if copy else None)


def _rebuild(recovered: Path, copy: Path | None, damaged: Path | None, key: str) -> None:
    """Make `recovered` of a good copy and of what can still be read in the damaged file."""
    draft = recovered.with_suffix(".draft")
    with drafted(draft):
        if copy:
            with copy.open("rb") as source, draft.open("r+b") as target:
                shutil.copyfileobj(source, target)
        connection = keyed(str(draft), key)
        try:
            for pragma in ("journal_mode = MEMORY", "foreign_keys = ON", "secure_delete = ON"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA temp_store = MEMORY")
            db = Database(connection, execute_plugins=False)
            upgrade(db)
            if damaged:
                with db.atomic():
                    salvage(db, damaged, key)
        finally:
            connection.close()
        sync(draft)
        draft.replace(recovered)
        sync(recovered.parent)


def _turns(recovered: Path, key: str) -> int:
    with read_only(recovered, key) as connection:
        found = connection.execute("SELECT count(*) FROM turn WHERE NOT forgotten").fetchone()
    return int(found[0])


def _good_copy(path: Path, key: str) -> Path | None:
    def good(copy: Path) -> bool:
        try:
            return has_content(copy) and examine(copy, key).whole
        except sqlcipher3.Error:
            return False

    return next(filter(good, copies(path)), None)


def _made(copy: Path) -> datetime:
    return datetime.fromtimestamp(copy.stat().st_mtime).astimezone()


# --- setting aside -------------------------------------------------------------------------------


def set_aside(path: Path) -> Path:
    """Move an unreadable memory out of the way, untouched, so that a new one can begin.

    Its files become `memory-unreadable-<time>.db` (-wal, -shm) in the same folder, and its copies
    `memory-unreadable-<time>-copy.db`; nothing is ever overwritten. Returns the new path. Raises
    StoreError when it is open or cannot be renamed.
    """
    held = lock.take(path)
    try:
        with plain_errors():
            return _move_aside(path, [*copies(path), named(path, "recovered")])
    finally:
        lock.release(held)


def _move_aside(path: Path, beside: Sequence[Path] = ()) -> Path:
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}-unreadable-{stamp}{path.suffix}")
    try:
        _delete(path, "parked-*")  # its talks are the other memory's
        if any(aside.with_name(aside.name + side).exists() for side in SIDES):
            raise FileExistsError(aside.name)
        for copy in beside:
            if copy.exists():
                kind = copy.name.removeprefix(path.stem)
                copy.rename(aside.with_name(aside.stem + kind))
        # The log first: left behind, it would be replayed onto the new database.
        for side in reversed(SIDES):
            source = path.with_name(path.name + side)
            if source.exists():
                source.rename(aside.with_name(aside.name + side))
    except OSError as error:
        raise StoreError("The unreadable memory could not be set aside.") from error
    return aside


# --- inside --------------------------------------------------------------------------------------


def named(path: Path, kind: str) -> Path:
    """The file of a kind beside the memory at `path`."""
    return path.with_name(f"{path.stem}-{kind}{path.suffix}")


def _delete(path: Path, kind: str) -> None:
    whole = named(path, kind)
    for name in (f"{whole.name}*", f"{whole.stem}.draft*"):
        for file in path.parent.glob(name):
            file.unlink(missing_ok=True)


@contextmanager
def drafted(draft: Path) -> Iterator[Path]:
    """An empty file for its owner alone in place of an older draft; gone again when this fails."""
    draft.unlink(missing_ok=True)
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        draft.chmod(0o600)  # whatever the umask took away from the owner
        yield draft
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Wait until the disk has it: what a file holds, or which files a folder holds."""
    if not path.is_dir():
        with path.open("r+b") as file:
            os.fsync(file.fileno())
    elif sys.platform != "win32":
        descriptor = os.open(path, os.O_RDONLY)
        with suppress(OSError):  # some network folders do not know how
            os.fsync(descriptor)
        os.close(descriptor)
