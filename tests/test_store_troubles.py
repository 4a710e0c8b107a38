"""What can go wrong with the memory: each is said in a plain sentence, and nothing is lost by it."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_backup import no_file_longer_than
from test_session import SAD, Talk, saved, shown
from test_store import AT, KEY, a_turn, direction, opened_raw

from companion.errors import NewerStore, StoreError, WrongKey
from companion.memory import sealed
from companion.memory.store import Store, set_aside
from companion.session import MEMORY_FAILED
from companion.turn import Stopped

OTHER_KEY = "fedcba9876543210" * 4
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and modes")


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix != ".lock"}


def a_closed_memory(path: Path, turns: int = 30) -> None:
    store = Store.open(path, KEY)
    talk = store.start_talk(AT)
    for i in range(turns):
        store.save_turn(talk, a_turn(f"turn {i} " + "x" * 500), direction(i), 0.9, "hope")
    store.close()


@pytest.mark.parametrize("key", [OTHER_KEY, "", "not hex", KEY[:-1]])
def test_a_wrong_key_is_said_and_leaves_every_byte(path: Path, key: str) -> None:
    a_closed_memory(path)
    before = files(path.parent)
    with pytest.raises(WrongKey, match="left untouched"):
        Store.open(path, key)
    assert files(path.parent) == before
    Store.open(path, KEY).close()


def test_a_wrong_key_after_a_crash_leaves_the_log_alone_too(path: Path, tmp_path: Path) -> None:
    store = Store.open(path, KEY)
    store.save_turn(store.start_talk(AT), a_turn("told"), direction(1), 0.9, "hope")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("memory.db", "memory.db-wal"):
        (crashed / name).write_bytes(path.with_name(name).read_bytes())
    store.close()
    before = files(crashed)
    with pytest.raises(WrongKey, match="left untouched"):
        Store.open(crashed / "memory.db", OTHER_KEY)
    assert files(crashed) == before
    again = Store.open(crashed / "memory.db", KEY)
    assert [memory.text for memory in again.memories()] == ["told"]
    again.close()


def damage(kind: str, whole: bytes) -> bytes:
    middle = len(whole) // 2
    return {
        "one byte": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "first byte": bytes([whole[0] ^ 1]) + whole[1:],
        "cut": whole[:-100],
        "cut by a page": whole[:-4096],
        "a few bytes": whole[:50],
        "zeros": bytes(len(whole)),
        "another file": b"SQLite format 3\x00" + b"holiday photos " * 1000,
    }[kind]


@pytest.mark.parametrize(
    "kind",
    ["one byte", "first byte", "cut", "cut by a page", "a few bytes", "zeros", "another file"],
)
def test_a_damaged_memory_is_said_and_left_untouched(path: Path, kind: str) -> None:
    a_closed_memory(path)
    path.write_bytes(damage(kind, path.read_bytes()))
    before = files(path.parent)
    with pytest.raises(WrongKey, match="damaged"):
        Store.open(path, KEY)
    assert files(path.parent) == before


def test_i_can_start_anew_beside_a_memory_that_cannot_be_read(path: Path) -> None:
    path.write_bytes(b"damaged" * 100)
    path.with_name("memory.db-wal").write_bytes(b"its log")
    aside = set_aside(path)
    assert aside.name.startswith("memory-unreadable-")
    assert aside.read_bytes() == b"damaged" * 100
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"its log"
    store = Store.open(path, KEY)
    assert store.talks() == ()
    with pytest.raises(StoreError, match="already open"):
        set_aside(path)
    store.close()


def test_a_memory_from_a_newer_program_is_refused_and_left_untouched(path: Path) -> None:
    a_closed_memory(path)
    raw = opened_raw(path)
    raw.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at)"
        " VALUES ('companion.memory', 'm999_from_the_future', '')"
    )
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(NewerStore, match="newer version"):
        Store.open(path, KEY)
    assert path.read_bytes() == before


def test_a_second_window_is_told_kindly(path: Path, store: Store) -> None:
    with pytest.raises(StoreError, match="already open in another window"):
        Store.open(path, KEY)
    store.close()
    Store.open(path, KEY).close()


@pytest.mark.slow
def test_another_process_is_kept_out_until_the_first_dies(path: Path) -> None:
    writer = writing_process(path)
    assert writer.stdout is not None
    assert writer.stdout.readline().strip() == "1"
    with pytest.raises(StoreError, match="already open in another window"):
        Store.open(path, KEY)
    writer.kill()
    writer.communicate()
    Store.open(path, KEY).close()


def writing_process(path: Path) -> subprocess.Popen[str]:
    """A process that saves turn after turn and prints the number of each once it is kept."""
    here = Path(__file__).parent
    code = (
        "import sys, itertools; from pathlib import Path; import test_store as t;"
        "store = t.Store.open(Path(sys.argv[1]), t.KEY); talk = store.start_talk(t.AT)\n"
        "for i in itertools.count(1):\n"
        "    store.save_turn(talk, t.a_turn(f'turn {i}'), t.direction(i), 0.9, 'hope')\n"
        "    print(i, flush=True)\n"
    )
    search = os.pathsep.join([str(here), str(here.parent)])
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": search},
    )


# --- where nothing may be written ------------------------------------------------------------------


@pytest.fixture
def nobody() -> Iterator[None]:
    """Root may write anywhere; for this test be somebody who may not."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder outside of pytest's own, which only its owner may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o700)


@posix_only
def test_a_read_only_folder_is_said_in_a_sentence(shared: Path, nobody: None) -> None:
    if shared.stat().st_uid == os.geteuid():
        shared.chmod(0o555)
    with pytest.raises(StoreError, match="cannot be written"):
        Store.open(shared / "memory.db", KEY)


@posix_only
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() != 0, reason="needs another's file")
def test_a_memory_that_belongs_to_somebody_else_is_left_untouched(
    path: Path, shared: Path, request: pytest.FixtureRequest
) -> None:
    a_closed_memory(path, turns=2)
    theirs = shared / "memory.db"
    shutil.copyfile(path, theirs)
    theirs.chmod(0o444)
    shared.chmod(0o777)
    before = files(shared)
    request.getfixturevalue("nobody")
    with pytest.raises(StoreError, match="could not be opened or written"):
        Store.open(theirs, KEY)
    assert files(shared) == before


@posix_only
@pytest.mark.skipif(
    sys.platform != "win32" and os.geteuid() != 0, reason="root gives the file away"
)
def test_a_folder_that_became_read_only_is_said_and_the_memory_left_untouched(
    path: Path, shared: Path, request: pytest.FixtureRequest
) -> None:
    a_closed_memory(path, turns=2)
    mine = shared / "memory.db"
    for file in (mine, shared / "memory.lock"):
        shutil.copyfile(path, file)
        os.chown(file, 65534, 65534)
    before = files(shared)
    request.getfixturevalue("nobody")
    with pytest.raises(StoreError, match="may not be written here"):
        Store.open(mine, KEY)
    assert files(shared) == before


def test_a_file_system_mounted_read_only_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated: mounting needs rights, so `os.open` fails for writing as it does there."""
    a_closed_memory(path, turns=2)
    before = files(path.parent)
    really = os.open

    def read_only(file: str | Path, flags: int, *mode: int, **others: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(file))
        return really(file, flags, *mode, **others)

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(StoreError, match="cannot be written"):
        Store.open(path, KEY)
    monkeypatch.undo()
    assert files(path.parent) == before


# --- when the disk is full -------------------------------------------------------------------------


def no_more_pages(store: Store) -> None:
    """SQLite's own "disk full", for real: the file may not grow by a page."""
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")


def room_again(store: Store) -> None:
    store._db.execute("PRAGMA max_page_count = 1000000")


def test_a_full_disk_is_said_and_the_turn_is_not_half_kept(store: Store) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn("before"), direction(1), 0.9, "hope")
    no_more_pages(store)
    with pytest.raises(StoreError, match="disk is full") as refused:
        store.save_turn(talk, a_turn("CANARY" * 5000), direction(2), 0.9, "hope")
    assert "CANARY" not in str(refused.value)
    room_again(store)
    assert [turn.utterance.text for turn in store.turns(talk)] == ["before"]
    store.save_turn(talk, a_turn("after"), direction(3), 0.9, "hope")
    assert len(store.episodes_for_recall()) == 2
    assert sealed.rows_hold(store._db.conn) == sealed.Health()


@posix_only
def test_a_log_that_cannot_grow_costs_the_turn_and_nothing_else(store: Store) -> None:
    """The system itself refuses to write, in the middle of a transaction."""
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn("before"), direction(1), 0.9, "hope")
    store._db.execute("PRAGMA wal_autocheckpoint = 0")
    log = store._path.with_name("memory.db-wal")
    for _ in range(5):
        with no_file_longer_than(log.stat().st_size + 10_000), pytest.raises(StoreError):
            store.save_turn(talk, a_turn("CANARY" * 5000), direction(2), 0.9, "hope")
        assert [turn.utterance.text for turn in store.turns(talk)] == ["before"]
    store.save_turn(talk, a_turn("after"), direction(3), 0.9, "hope")
    assert [memory.text for memory in store.memories()] == ["after", "before"]
    assert sealed.rows_hold(store._db.conn) == sealed.Health()


def test_on_a_full_disk_nothing_is_forgotten_by_half_and_erasing_works(store: Store) -> None:
    talk = store.start_talk(AT)
    for i in range(20):
        store.save_turn(talk, a_turn(f"turn {i} " + "x" * 500), direction(i), 0.9, "hope")
    no_more_pages(store)
    for memory in store.memories():
        before = store.turns(talk)
        try:
            assert store.forget(memory.id)
        except StoreError:  # the index of words may need a page to let go of a word
            assert store.turns(talk) == before
        else:
            assert len(store.turns(talk)) == len(before) - 1
        assert sealed.rows_hold(store._db.conn) == sealed.Health()
    store.erase_all()
    assert store.talks() == store.memories() == ()


def test_on_a_full_disk_the_talk_goes_on_and_what_comes_later_is_kept(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.say(SAD)
    no_more_pages(talk.store)
    replies = []
    for i in range(12):
        events = talk.say(f"and then {i} " + "it went on and on and nobody said a word " * 150)
        replies.append(bool(shown(events)))
        stopped = [e for e in events if isinstance(e, Stopped) and e.reason == "memory"]
        if saved(events).turn_id is None:
            assert stopped == [Stopped("memory", MEMORY_FAILED)]
        else:
            assert not stopped
    assert all(replies)
    assert saved(events).turn_id is None, "some room was left in pages, not for all of it"
    room_again(talk.store)
    events = talk.say("I went red")
    assert saved(events).turn_id is not None
    assert not [e for e in events if isinstance(e, Stopped)]
    kept = [turn.utterance.text for turn in talk.store.turns(1)]
    assert (kept[0], kept[-1]) == (SAD, "I went red")
    assert len(talk.session.turns) == 14
    talk.store.close()
    assert sealed.examine(
        tmp_path / "memory.db", (tmp_path / "memory.key").read_text().strip()
    ).whole


def test_a_closed_memory_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.start_talk(AT)
