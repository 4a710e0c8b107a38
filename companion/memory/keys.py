"""The key of the memory: 32 random bytes, in the system's keyring or in a file only its owner reads.

The rule that matters: a new key is NEVER made over an existing database or a copy of one, because
that would turn "the keyring is locked today" into "everything is gone".
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from companion.errors import StoreError, WrongKey
from companion.memory import lock
from companion.memory.backup import copies
from companion.memory.sealed import has_content

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Companion memory"
KEY_FILE = "memory.key"
DATABASE = "memory.db"
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Key:
    """The key as 64 hex digits, `where` it is kept ("keyring" or "file"), and that in a sentence.

    `hex` stays out of the repr, so that a key never ends in a log.
    """

    hex: str = field(repr=False)
    where: str
    sentence: str


def database_key(home: Path, use_keyring: bool = True) -> Key:
    """The key of the memory in the data folder `home`; made and kept on the very first call.

    The environment variable COMPANION_KEYRING=off has the effect of `use_keyring=False`.
    Raises WrongKey when there is a memory but no key for it, StoreError when a new key cannot be
    written or another window is just being opened.
    """
    keyring_wanted = use_keyring and os.environ.get("COMPANION_KEYRING", "").lower() != "off"
    found = _existing(home, keyring_wanted)
    if found:
        return found
    held = lock.take(home / DATABASE)
    try:
        # Another start may have made the key while this one looked.
        return _existing(home, keyring_wanted) or _new(home, keyring_wanted)
    finally:
        lock.release(held)


def _existing(home: Path, keyring_wanted: bool) -> Key | None:
    text = _from_file(home / KEY_FILE)
    if text is not None and _HEX.fullmatch(text):
        return _in_file(home, text)
    from_keyring = _from_keyring(home) if keyring_wanted else None
    if from_keyring is not None:
        return _in_keyring(from_keyring)
    if not (has_content(home / DATABASE) or copies(home / DATABASE)):
        return None
    if text is not None:
        raise WrongKey(
            f"The key file {KEY_FILE} is damaged, so the memory cannot be opened."
            " The memory was left untouched."
        )
    raise WrongKey(
        "There is a memory here, but its key is in neither the system's keyring nor the data"
        " folder. Unlocking the keyring or putting the key file back may help;"
        " the memory was left untouched."
    )


def _new(home: Path, keyring_wanted: bool) -> Key:
    text = secrets.token_hex(32)
    if keyring_wanted and _into_keyring(home, text):
        return _in_keyring(text)
    _into_file(home / KEY_FILE, text)
    return _in_file(home, text)


def _in_file(home: Path, text: str) -> Key:
    return Key(
        text,
        "file",
        f"The memory is encrypted; its key is in the file {home / KEY_FILE},"
        " which only your user account can read.",
    )


def _in_keyring(text: str) -> Key:
    return Key(
        text,
        "keyring",
        "The memory is encrypted; its key is in your system's keyring,"
        " locked together with your user account.",
    )


# --- the key file --------------------------------------------------------------------------------


def _from_file(path: Path) -> str | None:
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return ""
    except OSError as error:
        raise StoreError(f"The key file {path.name} cannot be read.") from error


def _into_file(path: Path, text: str) -> None:
    """Write a draft nobody else can have, then rename: the key file is whole or not there."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        if path.exists():  # damaged and without a database; kept all the same
            stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
            path.rename(path.with_name(f"memory-unreadable-{stamp}.key"))
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(descriptor)
        draft.chmod(0o600)  # whatever the umask took away from the owner
        draft.rename(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreError(
            "The key of the memory could not be written to the data folder."
        ) from error


# --- the keyring ---------------------------------------------------------------------------------
# Its backends raise whatever their system raises (D-Bus, Keychain, missing modules), so every
# exception means the same here: no keyring today.


def _entry(home: Path) -> str:
    """The name of this data folder's entry: two homes never share a key."""
    return str(home.resolve())


def _from_keyring(home: Path) -> str | None:
    try:
        ring = _ring()
        text = ring.get_password(SERVICE, _entry(home)) if ring else None
    except Exception:
        return None
    return text if text and _HEX.fullmatch(text) else None


def _into_keyring(home: Path, text: str) -> bool:
    """Whether the keyring took the key and gives it back."""
    try:
        ring = _ring()
        if ring:
            ring.set_password(SERVICE, _entry(home), text)
    except Exception:
        return False
    return _from_keyring(home) == text


def _ring() -> KeyringBackend | None:
    """The system's keyring, None where there is only a stand-in (its priority is below 1)."""
    import keyring  # asks D-Bus and reads every backend: only when needed

    ring = keyring.get_keyring()
    return ring if ring.priority >= 1 else None
