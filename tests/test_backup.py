"""Copies of the memory: made when they are needed, gone when I forget, and never in my way."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import make_saved
import pytest
from sqlite_utils import Database
from test_privacy_of_memory import decrypted_pages
from test_store import AT, KEY, a_turn, direction, opened_raw
from test_store_upgrade import assert_all_there, saved

from companion.errors import StoreError, WrongKey
from companion.memory import backup, database, keys, migrations, sealed
from companion.memory.store import Store, set_aside

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits and modes")
NEWEST = len(make_saved.steps())
older_version = pytest.mark.parametrize("version", range(1, NEWEST))
CANARY = "Zanzibar"


def names(path: Path) -> set[str]:
    """The files beside the memory, without what SQLite and the lock need while it is open."""
    aside = ("-wal", "-shm", ".lock")
    return {p.name for p in path.parent.iterdir() if not p.name.endswith(aside)}


def contents(path: Path) -> dict[str, bytes]:
    return {name: path.with_name(name).read_bytes() for name in names(path)}


def applied(path: Path) -> tuple[str, ...]:
    raw = opened_raw(path)
    found = migrations.MIGRATIONS.applied(Database(raw, execute_plugins=False))
    raw.close()
    return tuple(step.name for step in found)


def told(store: Store, *texts: str) -> int:
    """Say all this in one talk; the talk's id."""
    talk = store.start_talk(AT)
    for i, text in enumerate(texts):
        store.save_turn(talk, a_turn(text), direction(i), 0.9, "hope")
    return talk


@contextlib.contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The system refuses to write past `size` in any file, as a full disk refuses to write."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


# --- before the memory takes a new shape -----------------------------------------------------------


@older_version
def test_a_copy_is_made_before_the_memory_takes_a_new_shape_and_goes_one_start_later(
    path: Path, version: int
) -> None:
    shutil.copyfile(saved(version), path)
    copy = f"memory-before-{make_saved.steps()[version]}.db"
    store = Store.open(path, KEY)
    assert names(path) == {"memory.db", copy}
    store.close()
    assert applied(path.with_name(copy)) == make_saved.steps()[:version]
    assert_all_there(path.with_name(copy), version)
    assert_all_there(path, version)
    Store.open(path, KEY).close()
    assert names(path) == {"memory.db"}


def test_no_copy_is_made_where_nothing_changes(path: Path) -> None:
    Store.open(path, KEY).close()
    shutil.copyfile(saved(NEWEST), path)
    Store.open(path, KEY).close()
    assert names(path) == {"memory.db"}


@posix_only
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_only_i_can_read_a_copy_and_not_without_the_key(path: Path, umask: int) -> None:
    shutil.copyfile(saved(1), path)
    before = os.umask(umask)
    try:
        store = Store.open(path, KEY)
        assert store.keep_copy(AT)
        store.close()
    finally:
        os.umask(before)
    assert len(backup.copies(path)) == 2
    for copy in backup.copies(path):
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert b"SQLite format 3" not in copy.read_bytes()
        assert b"Lisbon" not in copy.read_bytes()
        assert b"Lisbon" in decrypted_pages(copy)


@older_version
def test_a_new_shape_that_fails_leaves_the_memory_as_it_was_and_says_so(
    path: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(saved(version), path)
    last = migrations.MIGRATIONS._migrations[-1]

    def half_done(db: Database) -> None:
        last_step(db)
        raise KeyError("a mistake of ours")

    last_step = last.fn
    monkeypatch.setattr(last, "fn", half_done)
    for _ in ("once", "and again"):
        with pytest.raises(StoreError, match="left as it was") as refused:
            Store.open(path, KEY)
        assert not isinstance(refused.value, WrongKey)
        assert applied(path) == make_saved.steps()[:version]
        assert_all_there(path, version)
    monkeypatch.undo()
    Store.open(path, KEY).close()
    assert_all_there(path, version)


@posix_only
@older_version
def test_without_room_for_a_copy_the_memory_keeps_its_shape_untouched(
    path: Path, version: int
) -> None:
    shutil.copyfile(saved(version), path)
    before = contents(path)
    with (
        no_file_longer_than(40_000),
        pytest.raises(StoreError, match=r"No copy .* could be written"),
    ):
        Store.open(path, KEY)
    assert contents(path) == before
    Store.open(path, KEY).close()
    assert_all_there(path, version)


@posix_only
@older_version
def test_a_disk_that_fills_up_while_the_memory_takes_a_new_shape_costs_nothing(
    path: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(saved(version), path)
    upgrade = migrations.upgrade

    def without_room(db: Database) -> None:
        with no_file_longer_than(8_000):  # the log is a file too: one page and no more
            upgrade(db)

    monkeypatch.setattr(database, "upgrade", without_room)
    with pytest.raises(StoreError, match="left as it was"):
        Store.open(path, KEY)
    monkeypatch.undo()
    assert applied(path) == make_saved.steps()[:version]
    assert_all_there(path, version)
    Store.open(path, KEY).close()
    assert_all_there(path, version)


# --- the day's copy --------------------------------------------------------------------------------


def test_the_copy_is_made_anew_after_a_day(store: Store, path: Path) -> None:
    told(store, "one")
    assert store.keep_copy(AT)
    told(store, "two")
    assert not store.keep_copy(AT + timedelta(hours=23))
    copy = path.with_name("memory-copy.db")
    assert b"two" not in decrypted_pages(copy)
    assert store.keep_copy(AT + timedelta(hours=25))
    assert b"two" in decrypted_pages(copy)
    assert names(path) == {"memory.db", "memory-copy.db"}
    assert store.keep_copy(AT), "the clock was set back"
    assert sealed.examine(copy, KEY) == sealed.Health()


def test_a_copy_is_a_memory_that_can_be_opened(store: Store, path: Path, tmp_path: Path) -> None:
    talk = told(store, "one", "two")
    store.keep_copy(AT)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copyfile(path.with_name("memory-copy.db"), elsewhere / "memory.db")
    again = Store.open(elsewhere / "memory.db", KEY)
    assert again.turns(talk) == store.turns(talk)
    assert again.memories() == store.memories()
    assert again.forget(1)
    again.close()
    with pytest.raises(WrongKey):
        sealed_with_another_key = elsewhere / "other.db"
        shutil.copyfile(path.with_name("memory-copy.db"), sealed_with_another_key)
        Store.open(sealed_with_another_key, "f" * 64)


@posix_only
def test_a_disk_too_full_for_a_copy_leaves_the_older_one(store: Store, path: Path) -> None:
    told(store, "one")
    store.keep_copy(AT)
    before = path.with_name("memory-copy.db").read_bytes()
    told(store, "two")
    with no_file_longer_than(60_000), pytest.raises(StoreError):
        store.keep_copy(AT + timedelta(days=2))
    assert path.with_name("memory-copy.db").read_bytes() == before
    assert names(path) == {"memory.db", "memory-copy.db"}
    assert store.keep_copy(AT + timedelta(days=2))


def test_a_damaged_memory_never_takes_the_place_of_a_good_copy(store: Store, path: Path) -> None:
    told(store, "one", "two")
    store.keep_copy(AT)
    before = path.with_name("memory-copy.db").read_bytes()
    store._db.execute("PRAGMA foreign_keys = OFF")
    store._db.execute("DELETE FROM turn WHERE id = 1")  # its episode hangs in the air
    with pytest.raises(StoreError, match="no copy of it was made"):
        store.keep_copy(AT + timedelta(days=2))
    assert path.with_name("memory-copy.db").read_bytes() == before


def test_a_draft_that_was_cut_off_is_cleared_away(path: Path) -> None:
    Store.open(path, KEY).close()
    for draft in ("memory-copy.draft", "memory-copy.draft-journal", "memory-recovered.draft"):
        path.with_name(draft).write_bytes(b"half")
    Store.open(path, KEY).close()
    assert names(path) == {"memory.db"}


# --- nothing forgotten lives on in a copy ----------------------------------------------------------


@pytest.mark.parametrize(
    "forget",
    [lambda store: store.forget(1), Store.forget_learnt, Store.erase_all],
    ids=["forgetting a memory", "unlearning", "erasing everything"],
)
def test_what_i_forget_is_in_no_file_beside_the_memory(
    path: Path, forget: Callable[[Store], object]
) -> None:
    shutil.copyfile(saved(NEWEST - 1), path)
    raw = opened_raw(path)
    raw.execute("UPDATE turn SET text = ?, reply = ? WHERE id = 1", [CANARY, CANARY])
    raw.execute("UPDATE episode SET text = ? WHERE id = 1", [CANARY])
    raw.execute("UPDATE correction SET heard = ?", [CANARY])
    raw.execute("UPDATE turn SET observation = replace(observation, 'my sister', '')")
    raw.commit()
    raw.close()
    store = Store.open(path, KEY)
    store.keep_copy(AT)
    path.with_name("memory-copy.draft").write_bytes(path.with_name("memory-copy.db").read_bytes())
    shutil.copyfile(path.with_name("memory-copy.db"), path.with_name("memory-recovered.db"))
    assert len(names(path)) == 5
    assert all(CANARY.encode() in decrypted_pages(p) for p in backup.copies(path))
    forget(store)
    assert names(path) == {"memory.db"}
    if forget is not Store.forget_learnt:
        for file in path.parent.glob("*.db"):
            assert CANARY.encode() not in decrypted_pages(file)
    store.close()


def test_the_copies_go_before_the_forgetting_is_confirmed(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash in between must not leave words in a copy that are gone from the memory."""
    told(store, CANARY)
    under_way = []

    def drop(where: Path) -> None:
        under_way.append(store._db.conn.in_transaction)
        backup.drop_copies(where)

    monkeypatch.setattr("companion.memory.store.drop_copies", drop)
    for forget in (lambda: store.forget(1), store.forget_learnt, store.erase_all):
        store.save_learnt("[1]")
        store.keep_copy(AT)
        forget()
        assert names(path) == {"memory.db"}
    assert under_way == [True, True, True]


def test_a_copy_that_cannot_be_deleted_stops_the_forgetting(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated: another program holds the copy (as on Windows), so deleting it fails."""
    talk = told(store, CANARY)
    store.keep_copy(AT)

    def held(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(StoreError, match="nothing was forgotten yet"):
        store.forget(1)
    assert [turn.utterance.text for turn in store.turns(talk)] == [CANARY]
    monkeypatch.undo()
    assert store.forget(1)
    assert names(path) == {"memory.db"}


def test_forgetting_one_thing_leaves_set_aside_memories_alone(path: Path) -> None:
    path.write_bytes(b"unreadable" * 10)
    aside = set_aside(path)
    store = Store.open(path, KEY)
    told(store, "one")
    assert store.forget(1)
    assert aside.exists()
    store.erase_all()
    assert not aside.exists()
    store.close()


# --- beginning anew, and the key -------------------------------------------------------------------


def test_beginning_anew_puts_the_copies_aside_too(path: Path) -> None:
    store = Store.open(path, KEY)
    told(store, "one")
    store.keep_copy(AT)
    store.close()
    copy = path.with_name("memory-copy.db").read_bytes()
    path.write_bytes(b"damaged" * 1000)
    aside = set_aside(path)
    assert aside.with_name(f"{aside.stem}-copy.db").read_bytes() == copy
    assert backup.copies(path) == []
    anew = Store.open(path, KEY)
    assert anew.talks() == ()
    anew.erase_all()
    anew.close()
    assert names(path) == {"memory.db"}


def test_no_new_key_is_made_where_a_copy_of_a_memory_lies(own_home: Path) -> None:
    own_home.mkdir()
    path = own_home / "memory.db"
    store = Store.open(path, keys.database_key(own_home).hex)
    store.keep_copy(AT)
    store.close()
    (own_home / "memory.key").unlink()
    path.unlink()
    with pytest.raises(WrongKey, match="left untouched"):
        keys.database_key(own_home)
    assert not (own_home / "memory.key").exists()
    set_aside(path)
    assert keys.database_key(own_home).where == "file"


# --- the index of words can be made again ----------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE episode_words_data SET block = zeroblob(20) WHERE id > 20",
        "DELETE FROM episode_words_data",
        "DELETE FROM episode_words_content WHERE id = 2",
        "DELETE FROM episode_words_docsize WHERE id = 2",
        "DELETE FROM episode_words_config",
    ],
)
def test_a_broken_index_of_words_is_made_again(path: Path, broken: str) -> None:
    shutil.copyfile(saved(NEWEST), path)
    raw = opened_raw(path)
    raw.execute(broken)
    raw.commit()
    raw.close()
    health = sealed.examine(path, KEY)
    assert (health.whole, health.words) == (True, False)
    store = Store.open(path, KEY)
    found = store._db.execute("SELECT rowid FROM episode_words WHERE text MATCH 'etude'")
    assert found.fetchall() == [(2,)]
    assert store.forget(2)
    config = dict(store._db.execute("SELECT k, v FROM episode_words_config").fetchall())
    assert config["secure-delete"] == 1, "or what is forgotten would stay in the index"
    store.close()
    assert sealed.examine(path, KEY) == sealed.Health()


def test_the_words_said_just_before_survive_a_new_index(store: Store) -> None:
    told(store, "crab, mostly")
    store._db.execute(
        "INSERT OR REPLACE INTO episode_words(rowid, text, before) VALUES (1, 'x', 'what')"
    )
    sealed.mend_words(store._db)
    rows = store._db.execute("SELECT rowid, text, before FROM episode_words").fetchall()
    assert rows == [(1, "crab, mostly", "what")]
