"""What can go wrong with the memory: each is said in a plain sentence, and nothing is lost by it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from test_store import AT, KEY, a_turn, direction, opened_raw

from companion.errors import NewerStore, StoreError, WrongKey
from companion.memory.store import Store, set_aside

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


@pytest.mark.slow
@posix_only
def test_being_killed_in_the_middle_of_writing_loses_nothing_that_was_confirmed(
    path: Path,
) -> None:
    writer = writing_process(path)
    assert writer.stdout is not None
    confirmed = 0
    while confirmed < 40:
        confirmed = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()
    confirmed = max([confirmed, *map(int, rest.split())])
    store = Store.open(path, KEY)
    kept = store.turns(1)
    assert [turn.utterance.text for turn in kept] == [f"turn {i}" for i in range(1, len(kept) + 1)]
    assert confirmed <= len(kept) <= confirmed + 1
    assert len(store.memories()) == len(store.episodes_for_recall()) == len(kept)
    store.close()


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


@posix_only
def test_a_read_only_folder_is_said_in_a_sentence() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        root = os.geteuid() == 0
        if root:  # root may write anywhere; for this test be nobody
            os.seteuid(65534)
        try:
            with pytest.raises(StoreError, match="cannot be written"):
                Store.open(Path(name) / "memory.db", KEY)
        finally:
            if root:
                os.seteuid(0)
            Path(name).chmod(0o700)


def test_a_full_disk_is_said_and_the_turn_is_not_half_kept(store: Store) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn("before"), direction(1), 0.9, "hope")
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own "disk full"
    with pytest.raises(StoreError, match="disk is full") as refused:
        store.save_turn(talk, a_turn("CANARY" * 5000), direction(2), 0.9, "hope")
    assert "CANARY" not in str(refused.value)
    store._db.execute("PRAGMA max_page_count = 1000000")
    assert [turn.utterance.text for turn in store.turns(talk)] == ["before"]
    store.save_turn(talk, a_turn("after"), direction(3), 0.9, "hope")
    assert len(store.episodes_for_recall()) == 2


def test_a_closed_memory_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.start_talk(AT)
