"""A power cut tears files: what was folded in is there, what waits in the log is read as far as it goes."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from test_crashes import assert_sound, word
from test_store import AT, KEY, a_turn, direction

from companion.memory.store import Store


def crashed(path: Path, into: Path) -> Path:
    """The files as a power cut leaves them: the database, and the log with what came since."""
    into.mkdir()
    for side in ("", "-wal"):
        shutil.copyfile(f"{path}{side}", f"{into / path.name}{side}")
    return into / path.name


def a_memory_with_a_log(path: Path, folded: int, waiting: int) -> Store:
    """Turns that were folded into the file, and turns that still wait in the log."""
    store = Store.open(path, KEY)
    talk = store.start_talk(AT)
    store._db.execute("PRAGMA wal_autocheckpoint = 0")
    for i in range(1, folded + waiting + 1):
        store.save_turn(talk, a_turn(f"{word(i)} " + "x" * 400), direction(i), 0.9, "hope")
        if i == folded:
            store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store


@pytest.mark.parametrize("tail", ["cut off", "noise"])
def test_a_power_cut_in_the_middle_of_the_log_costs_at_most_what_it_tore(
    path: Path, tmp_path: Path, tail: str
) -> None:
    store = a_memory_with_a_log(path, folded=12, waiting=12)
    source = crashed(path, tmp_path / "source")
    store.close()
    log = source.with_name("memory.db-wal").read_bytes()
    draw = random.Random(7)
    counts = set()
    for n, length in enumerate(sorted(draw.randrange(len(log) + 1) for _ in range(50))):
        torn = crashed(source, tmp_path / f"{tail}{n}")
        rest = draw.randbytes(len(log) - length) if tail == "noise" else b""
        torn.with_name("memory.db-wal").write_bytes(log[:length] + rest)
        again = Store.open(torn, KEY)
        kept = [turn.utterance.text.split()[0] for turn in again.turns(1)]
        assert kept == [word(i) for i in range(1, len(kept) + 1)]
        assert len(kept) >= 12
        counts.add(len(kept))
        assert len(again.memories()) == len(kept)
        assert_sound(again, torn)
        again.close()
    assert len(counts) > 5


def test_a_power_cut_while_the_log_is_folded_in_costs_nothing(path: Path, tmp_path: Path) -> None:
    """Pages half written in the file are whole in the log; the first page of all is one of them."""
    store = a_memory_with_a_log(path, folded=6, waiting=12)
    store._db.execute("PRAGMA user_version = 1")
    store._db.execute("PRAGMA user_version = 0")
    source = crashed(path, tmp_path / "source")
    store.close()
    log = source.with_name("memory.db-wal").read_bytes()
    frame = 24 + 4096
    in_log = {int.from_bytes(log[i : i + 4], "big") for i in range(32, len(log), frame)}
    assert 1 in in_log
    draw = random.Random(8)
    for n in range(20):
        torn = crashed(source, tmp_path / f"{n}")
        content = bytearray(torn.read_bytes())
        for page in {1, *draw.sample(sorted(in_log), 6)} if n else in_log:
            start = 4096 * (page - 1)
            if start < len(content):
                half = draw.choice((512, 1024, 2048))  # sectors; the first holds the salt
                content[start + half : start + 4096] = draw.randbytes(4096 - half)
        torn.write_bytes(content)
        again = Store.open(torn, KEY)
        assert len(again.turns(1)) == 18
        assert_sound(again, torn)
        again.close()
