"""The key of the memory: made once, kept safely, never made over an existing memory."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from companion.errors import StoreError, WrongKey
from companion.memory import lock
from companion.memory.keys import KEY_FILE, database_key

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file modes")


class Ring(KeyringBackend):
    """A keyring in RAM, made the way the library asks for."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise keyring.errors.KeyringLocked("locked")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked("locked")
        self.entries[service, username] = password


@pytest.fixture(autouse=True)
def _the_keyring_of_this_computer_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    before = keyring.get_keyring()
    monkeypatch.delenv("COMPANION_KEYRING", raising=False)
    yield
    keyring.set_keyring(before)


@pytest.fixture
def ring() -> Ring:
    ring = Ring()
    keyring.set_keyring(ring)
    return ring


def test_the_key_is_the_same_at_every_start(tmp_path: Path) -> None:
    first = database_key(tmp_path, use_keyring=False)
    assert database_key(tmp_path, use_keyring=False) == first
    assert len(bytes.fromhex(first.hex)) == 32


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = (database_key(tmp_path / name, use_keyring=False) for name in "ab")
    assert one.hex != other.hex


@posix_only
@pytest.mark.parametrize("umask", [0o000, 0o077, 0o377])
def test_only_i_can_read_the_key_file(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        database_key(tmp_path, use_keyring=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_making_the_key_leaves_no_draft_behind(tmp_path: Path) -> None:
    database_key(tmp_path, use_keyring=False)
    assert sorted(p.name for p in tmp_path.iterdir()) == [KEY_FILE, "memory.lock"]


def test_a_memory_without_its_key_is_said_and_no_new_key_is_made(tmp_path: Path) -> None:
    (tmp_path / "memory.db").write_bytes(b"something precious")
    with pytest.raises(WrongKey, match="its key is in neither"):
        database_key(tmp_path, use_keyring=False)
    assert not (tmp_path / KEY_FILE).exists()
    assert (tmp_path / "memory.db").read_bytes() == b"something precious"


@pytest.mark.parametrize("damaged", [b"", b"abc", b"\xff\x00" * 32, b"z" * 64])
def test_a_damaged_key_file_beside_a_memory_is_said_and_kept(
    tmp_path: Path, damaged: bytes
) -> None:
    (tmp_path / "memory.db").write_bytes(b"something precious")
    (tmp_path / KEY_FILE).write_bytes(damaged)
    with pytest.raises(WrongKey, match="damaged"):
        database_key(tmp_path, use_keyring=False)
    assert (tmp_path / KEY_FILE).read_bytes() == damaged


def test_a_damaged_key_file_without_a_memory_is_moved_aside(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"half a k")
    key = database_key(tmp_path, use_keyring=False)
    assert (tmp_path / KEY_FILE).read_text().strip() == key.hex
    (aside,) = tmp_path.glob("memory-unreadable-*.key")
    assert aside.read_bytes() == b"half a k"


def test_a_real_keyring_holds_the_key_and_no_file_is_written(tmp_path: Path, ring: Ring) -> None:
    key = database_key(tmp_path)
    assert key.where == "keyring"
    assert "keyring" in key.sentence
    assert list(ring.entries.values()) == [key.hex]
    assert not (tmp_path / KEY_FILE).exists()
    assert database_key(tmp_path) == key


def test_two_homes_do_not_share_a_keyring_entry(tmp_path: Path, ring: Ring) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert database_key(tmp_path / "a").hex != database_key(tmp_path / "b").hex
    assert len(ring.entries) == 2


def test_a_locked_keyring_falls_back_to_a_file_on_the_first_start(
    tmp_path: Path, ring: Ring
) -> None:
    ring.locked = True
    key = database_key(tmp_path)
    assert key.where == "file"
    assert str(tmp_path / KEY_FILE) in key.sentence


def test_a_keyring_locked_later_never_costs_the_memory(tmp_path: Path, ring: Ring) -> None:
    key = database_key(tmp_path)
    (tmp_path / "memory.db").write_bytes(b"something precious")
    ring.locked = True
    with pytest.raises(WrongKey, match="Unlocking the keyring"):
        database_key(tmp_path)
    assert not (tmp_path / KEY_FILE).exists()
    ring.locked = False
    assert database_key(tmp_path) == key


@pytest.mark.parametrize("stand_in", [fail.Keyring, null.Keyring])
def test_a_computer_without_a_keyring_uses_a_file(
    tmp_path: Path, stand_in: type[KeyringBackend]
) -> None:
    keyring.set_keyring(stand_in())
    assert database_key(tmp_path).where == "file"


def test_the_keyring_can_be_turned_off(
    tmp_path: Path, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_KEYRING", "off")
    assert database_key(tmp_path).where == "file"
    assert ring.entries == {}


def test_the_key_is_not_in_what_a_log_would_show(tmp_path: Path) -> None:
    key = database_key(tmp_path, use_keyring=False)
    assert key.hex not in repr(key)
    assert key.hex not in key.sentence


def test_two_windows_starting_for_the_first_time_do_not_make_two_keys(tmp_path: Path) -> None:
    held = lock.take(tmp_path / "memory.db")
    try:
        with pytest.raises(StoreError, match="already open in another window"):
            database_key(tmp_path, use_keyring=False)
    finally:
        lock.release(held)
    assert not (tmp_path / KEY_FILE).exists()


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        database_key(tmp_path / "missing", use_keyring=False)
