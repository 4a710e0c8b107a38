"""Killed at random moments: what was confirmed is there, whole, and nothing forgotten comes back."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from damage import AFTER, BEFORE, a_memory_with_a_copy, an_index, put
from damage import text as turn_text
from test_privacy_of_memory import decrypted_pages
from test_store import AT, KEY, a_turn, direction
from test_store_upgrade import assert_all_there, saved

from companion.errors import DamagedMemory
from companion.memory import backup, fading, sealed
from companion.memory.store import Store
from companion.turn import Memory

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork")
KILLS = {"writing": 60, "forgetting": 45, "settling": 35, "migrating": 45, "recovering": 15}
TURNS = 5  # of a talk that is settled: two memories go
IN_A_ROW = 10  # kills on one memory before the next begins
# The moment: after so many confirmations at most, and so many milliseconds more.
MOMENTS = {
    "writing": (4, 10),
    "forgetting": (5, 20),
    "settling": (8, 15),
    "migrating": (1, 15),
    "recovering": (1, 30),
}


def word(number: int) -> str:
    """A word of its own for each turn, never part of another's."""
    return f"canary{number:05}x"


# --- what the child does until it is killed: it reports what was confirmed -------------------------


def writing(path: Path, confirmed: Connection) -> None:
    """Turn after turn with its memory, each recalling the one before, and a copy now and then."""
    store = Store.open(path, KEY)
    talk = next(iter(store.talks()), None)
    talk_id = talk.id if talk else store.start_talk(AT)
    last = max((number for number, _ in store.history()), default=0)
    confirmed.send(("ready", 0))
    for i in itertools.count(last + 1):
        before = store.memories()[:1]
        memories = tuple(Memory(m.id, m.text, AT, "hope", 0.9, 0.5, "Because.") for m in before)
        turn = a_turn(f"{word(i)} " + "said " * (i % 7 * 100), memories=memories)
        confirmed.send(("saved", store.save_turn(talk_id, turn, direction(i), 0.9, "hope")))
        store.mark_recalled([m.id for m in memories], AT)
        if i % 5 == 0:
            store.save_correction(i, "hope", "joy", AT, direction(i))
        if i % 3 == 0:
            store.keep_copy(AT + timedelta(days=2 * i))


def forgetting(path: Path, confirmed: Connection) -> None:
    """Tells two things, keeps a copy, and forgets the older of what there is."""
    store = Store.open(path, KEY)
    talk = next(iter(store.talks()), None)
    talk_id = talk.id if talk else store.start_talk(AT)
    confirmed.send(("ready", 0))
    for _ in itertools.count():
        for _ in range(2):
            number = store.save_turn(talk_id, a_turn("soon"), None, 0.0, "hope") + 1
            turn = a_turn(f"{word(number)} " + f"{word(number)} " * 90)
            confirmed.send(
                ("saved", store.save_turn(talk_id, turn, direction(number), 0.9, "hope"))
            )
        store.keep_copy(AT)
        oldest = store.memories()[-1]
        assert store.forget(oldest.id)
        confirmed.send(("forgotten", int(oldest.text[6:11])))


def settling(path: Path, confirmed: Connection) -> None:
    """Talk after talk of five turns, each sorted into what is kept and what is let go."""
    store = Store.open(path, KEY)
    confirmed.send(("ready", 0))
    while True:
        talk = store.start_talk(AT)
        last = max((number for number, _ in store.history()), default=0)
        for i in range(last + 1, last + 1 + TURNS):
            turn = a_turn(f"{word(i)} and more")
            confirmed.send(("saved", store.save_turn(talk, turn, direction(i), 0.5, "hope")))
        fading.settle(store, talk, AT)
        confirmed.send(("settled", talk))
        store.keep_copy(AT)


def migrating(path: Path, confirmed: Connection) -> None:
    """Opens a memory of the first version, which takes the present shape; then again and again."""
    keep_before = backup.keep_before

    def reporting(*where: Any) -> None:
        keep_before(*where)
        confirmed.send(("copied", 0))

    backup.keep_before = reporting
    confirmed.send(("ready", 0))
    while True:
        Store.open(path, KEY).close()


def recovering(path: Path, confirmed: Connection) -> None:
    """Brings a damaged memory back, then opens it again and again."""
    rebuild = backup._rebuild

    def reporting(*what: Any) -> None:
        rebuild(*what)
        confirmed.send(("rebuilt", 0))

    backup._rebuild = reporting
    confirmed.send(("ready", 0))
    backup.recover(path, KEY)
    while True:
        Store.open(path, KEY).close()


# --- the parent ------------------------------------------------------------------------------------


class Killer:
    """Runs a child and kills it at a random moment after it is ready."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        # Children are forked from a clean helper that has loaded the memory already.
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload([__name__, "companion.memory.fading"])
        self.killed = 0

    def run(self, work: Callable[[Path, Connection], None], path: Path) -> list[tuple[str, int]]:
        """What the child had confirmed before it was killed, at a random moment."""
        most, longest_ms = MOMENTS[work.__name__]
        ours, theirs = self.context.Pipe(duplex=False)
        child = self.context.Process(target=work, args=(path, theirs), daemon=True)
        child.start()
        theirs.close()
        assert ours.recv() == ("ready", 0)
        confirmed = [ours.recv() for _ in range(self.random.randint(0, most))]
        child.join(self.random.uniform(0, longest_ms) / 1000)
        self.killed += child.is_alive()
        child.kill()
        child.join()
        try:
            while True:
                confirmed.append(ours.recv())
        except EOFError:
            return confirmed
        finally:
            ours.close()
            child.close()


@pytest.fixture
def killer(monkeypatch: pytest.MonkeyPatch) -> Killer:
    # In 3.11 the helper does not take over `sys.path`, and would load everything for each child.
    here = Path(__file__).parent
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(here), str(here.parent)]))
    return Killer(seed=20260314)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """On a file system in RAM where there is one: waiting for the disk is no part of a kill."""
    ram = Path("/dev/shm")
    if not os.access(ram, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=ram) as name:
        yield Path(name)


def assert_sound(store: Store, path: Path) -> None:
    """Rows, indexes, references and the words to search agree, and the copy is as good."""
    assert sealed.rows_hold(store._db.conn) == sealed.Health()
    for copy in backup.copies(path):
        assert sealed.has_content(copy) and sealed.examine(copy, KEY) == sealed.Health()
    assert not list(path.parent.glob("*.draft*"))


def rounds(kind: str, folder: Path) -> list[tuple[int, Path]]:
    """The kills of this kind, each with the memory it is for."""
    places = [(n, folder / f"{n // IN_A_ROW}" / "memory.db") for n in range(KILLS[kind])]
    for _, path in places:
        path.parent.mkdir(exist_ok=True)
    return places


@pytest.mark.slow
@posix_only
def test_killed_while_writing_every_turn_it_confirmed_is_there(
    killer: Killer, folder: Path
) -> None:
    confirmed = 0
    for n, path in rounds("writing", folder):
        confirmed = confirmed if n % IN_A_ROW else 0
        for what, number in killer.run(writing, path):
            assert what == "saved"
            confirmed = number
        store = Store.open(path, KEY)
        kept = store.turns(1)
        assert confirmed <= len(kept) <= confirmed + 1
        confirmed = len(kept)
        for i, turn in enumerate(kept, 1):
            assert turn.utterance.text == f"{word(i)} " + "said " * (i % 7 * 100)
            assert [m.text.split()[0] for m in turn.memories] == [word(i - 1)][: i - 1]
            assert turn.reply == "I hear you."
        assert len(store.memories()) == len(store.episodes_for_recall()) == len(kept)
        assert_sound(store, path)
        store.close()
    assert killer.killed == KILLS["writing"]


@pytest.mark.slow
@posix_only
def test_killed_while_forgetting_what_it_confirmed_stays_forgotten(
    killer: Killer, folder: Path
) -> None:
    gone: set[int] = set()
    told: set[int] = set()
    for n, path in rounds("forgetting", folder):
        if n % IN_A_ROW == 0:
            gone, told = set(), set()
        for what, number in killer.run(forgetting, path):
            (told if what == "saved" else gone).add(number)
        # Before the next start mends anything: what was confirmed is in no file at all.
        plain = b"".join(decrypted_pages(file) for file in path.parent.glob("*.db"))
        assert not [number for number in gone if word(number).encode() in plain]
        store = Store.open(path, KEY)
        kept = {int(memory.text[6:11]) for memory in store.memories()}
        assert not gone & kept
        under_way = told - gone - kept
        assert len(under_way) <= 1, "one it was just forgetting may be gone"
        plain = b"".join(decrypted_pages(file) for file in path.parent.glob("*.db"))
        assert not [n for n in gone | under_way if word(n).encode() in plain]
        gone, told = gone | under_way, told | kept
        assert_sound(store, path)
        store.close()
    assert killer.killed == KILLS["forgetting"]
    assert told


@pytest.mark.slow
@posix_only
def test_killed_while_letting_go_a_talk_is_settled_whole_or_not_at_all(
    killer: Killer, folder: Path
) -> None:
    said, settled, last = 0, set[int](), 0
    for n, path in rounds("settling", folder):
        if n % IN_A_ROW == 0:
            said, settled = 0, set()
        for what, number in killer.run(settling, path):
            if what == "saved":
                said = number
            else:
                settled.add(number)
        store = Store.open(path, KEY)
        kept = store.history()
        assert said <= len(kept) <= said + 1
        assert [turn.utterance.text for _, turn in kept] == [
            f"{word(i)} and more" for i in range(1, len(kept) + 1)
        ]
        with store.reading() as db:
            found = db.execute(
                "SELECT talk.id, settled_at IS NOT NULL, count(turn.id), count(episode.id)"
                " FROM talk LEFT JOIN turn ON turn.talk_id = talk.id"
                " LEFT JOIN episode ON episode.turn_id = turn.id GROUP BY talk.id"
            ).fetchall()
            words = db.execute("SELECT rowid FROM episode_words ORDER BY rowid DESC").fetchall()
        for talk, is_settled, turns, episodes in found:
            assert episodes == (fading.limit(turns) if is_settled else turns)
            assert is_settled or talk not in settled
        assert [number for (number,) in words] == [memory.id for memory in store.memories()]
        said, last = len(kept), last + len(settled)
        assert_sound(store, path)
        store.close()
    assert killer.killed == KILLS["settling"]
    assert last


@pytest.mark.slow
@posix_only
def test_killed_while_the_memory_takes_its_new_shape_nothing_is_lost(
    killer: Killer, folder: Path
) -> None:
    copies = 0
    for n in range(KILLS["migrating"]):
        path = folder / f"{n}" / "memory.db"
        path.parent.mkdir()
        shutil.copyfile(saved(1), path)
        killer.run(migrating, path)
        for copy in backup.copies(path):
            copies += 1
            assert sealed.examine(copy, KEY) == sealed.Health()
            assert_all_there(copy, 1)
        store = Store.open(path, KEY)
        assert len(store.turns(1)) == 3
        assert_sound(store, path)
        assert store.forget(1)
        assert [memory.id for memory in store.memories()] == [3, 2]
        assert not backup.copies(path)
        store.close()
    assert killer.killed == KILLS["migrating"]
    assert copies > KILLS["migrating"] // 5


@pytest.mark.slow
@posix_only
def test_killed_while_a_memory_is_brought_back_it_can_be_brought_back_again(
    killer: Killer, folder: Path
) -> None:
    whole = folder / "whole"
    whole.mkdir()
    a_memory_with_a_copy(whole / "memory.db")
    wanted = [turn_text(i) for i in range(1, BEFORE + AFTER + 1)]
    for n in range(KILLS["recovering"]):
        path = folder / f"{n}" / "memory.db"
        path.parent.mkdir()
        put(whole, path, an_index(whole))
        killer.run(recovering, path)
        try:
            store = Store.open(path, KEY)
        except DamagedMemory:
            backup.recover(path, KEY)
            store = Store.open(path, KEY)
        assert [turn.utterance.text for turn in store.turns(1)] == wanted
        assert_sound(store, path)
        store.close()
    assert killer.killed == KILLS["recovering"]
