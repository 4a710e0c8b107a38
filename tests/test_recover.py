"""A damaged memory comes back: from its copy, with all that can still be read since, nothing lost twice."""

from __future__ import annotations

import itertools
import os
import re
import shutil
from datetime import timedelta
from pathlib import Path

import make_saved
import pytest
from damage import (
    AFTER,
    BEFORE,
    a_memory_with_a_copy,
    an_index,
    everything,
    pages,
    put,
    root,
    text,
)
from test_backup import contents, names, no_file_longer_than, posix_only
from test_store import AT, KEY, a_turn, direction, opened_raw
from test_store_upgrade import saved

from companion.cli import main
from companion.errors import DamagedMemory, StoreError, WrongKey
from companion.memory import backup, keys, sealed
from companion.memory.store import Store

OTHER_KEY = "fedcba9876543210" * 4


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with such a memory, never changed."""
    folder = tmp_path_factory.mktemp("whole")
    a_memory_with_a_copy(folder / "memory.db")
    return folder


def texts(path: Path) -> list[str]:
    store = Store.open(path, KEY)
    found = [turn.utterance.text for turn in store.turns(1)]
    store.close()
    return found


def test_a_damaged_memory_says_which_day_can_be_brought_back_and_is_left_untouched(
    whole: Path, path: Path
) -> None:
    put(whole, path, an_index(whole))
    before = contents(path)
    day = re.escape(f"copy of {AT.astimezone().day} March 2026")
    with pytest.raises(DamagedMemory, match=f"left untouched.*{day} can be brought back"):
        Store.open(path, KEY)
    assert contents(path) == before


@pytest.mark.parametrize("part", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2, 3))])
def test_whichever_page_is_damaged_no_turn_of_the_copy_is_lost_and_few_since(
    whole: Path, tmp_path: Path, part: int
) -> None:
    wanted = everything(whole / "memory.db")
    lost = 0
    for page in range(part, pages(whole), 4):
        path = tmp_path / f"{page}" / "memory.db"
        path.parent.mkdir()
        put(whole, path, page)
        damaged = path.read_bytes()
        back = backup.recover(path, KEY)
        assert back.of == AT
        assert back.aside is not None and back.aside.read_bytes() == damaged
        assert sealed.examine(path, KEY) == sealed.Health()
        now = everything(path)
        kept = [row[0] for row in now["turn"]]
        assert kept[:BEFORE] == list(range(1, BEFORE + 1))
        assert all(row[5] == "" for row in set(now["turn"]) - set(wanted["turn"])), "by its episode"
        assert back.turns == len(kept)
        lost += BEFORE + AFTER - len(kept)
        store = Store.open(path, KEY)
        store.save_turn(1, a_turn("going on"), direction(1), 0.9, "hope")
        assert store.memories()[0].id > max(row[0] for row in now["episode"])
        assert [memory.text for memory in store.memories()][-BEFORE:] == [
            text(i) for i in range(BEFORE, 0, -1)
        ]
        store.close()
    assert lost < 4 * AFTER, "a damaged root costs what came since, any other page a few turns"


def test_what_is_readable_comes_back_exactly_as_it_was(whole: Path, path: Path) -> None:
    """Only a free page is damaged: every row is there, changed since the copy or not."""
    put(whole, path)
    store = Store.open(path, KEY)
    store.save_turn(1, a_turn("long " * 5000), None, 0.0, "hope")
    with store._db.atomic():
        store._db.execute("DELETE FROM turn WHERE id = ?", [BEFORE + AFTER + 1])
    store.close()
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    backup.recover(path, KEY)
    assert everything(path) == everything(whole / "memory.db")


@pytest.mark.parametrize("step", [1, 7])
def test_without_a_copy_what_can_be_read_comes_back(whole: Path, tmp_path: Path, step: int) -> None:
    """step: how many pages lie between two damaged ones, from a random one on."""
    wanted = [text(i) for i in range(1, BEFORE + AFTER + 1)]
    counts = []
    for page in range(1, pages(whole), 9):
        path = tmp_path / f"{page}" / "memory.db"
        path.parent.mkdir()
        put(whole, path, *(range(page, pages(whole), step) if step > 1 else [page]), copy=False)
        with pytest.raises(DamagedMemory, match="what can still be read"):
            Store.open(path, KEY)
        back = backup.recover(path, KEY)
        assert back.of is None
        assert sealed.examine(path, KEY) == sealed.Health()
        found = texts(path)
        assert [one for one in wanted if one in found] == found
        assert back.turns == len(found)
        counts.append(len(found))
    assert max(counts) == len(wanted) or step > 1
    assert sum(counts) > len(counts) * (len(wanted) * 3 // 4 if step == 1 else 1)


@pytest.mark.slow
def test_an_episode_brings_back_the_words_of_a_turn_that_cannot_be_read(
    whole: Path, path: Path
) -> None:
    """Page by page: where a damaged one held a turn and not its episode."""
    saved_by_episode = 0
    for page in range(1, pages(whole)):
        if saved_by_episode > 2:
            break
        put(whole, path, page, copy=False)
        backup.recover(path, KEY)
        store = Store.open(path, KEY)
        for number, turn in store.history():
            assert turn.utterance.text == text(number)
            if not turn.reply:
                saved_by_episode += 1
                assert len(set(turn.belief.probs)) == 1
        store.close()
        for name in names(path):
            path.with_name(name).unlink()
    assert saved_by_episode > 2


@pytest.mark.parametrize("cut", [100, 4096, 5 * 4096, 50_000])
def test_a_memory_that_was_cut_short_is_read_as_far_as_it_goes(
    whole: Path, path: Path, cut: int
) -> None:
    put(whole, path, copy=False)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(DamagedMemory):
        Store.open(path, KEY)
    assert backup.recover(path, KEY).turns >= 5
    assert sealed.examine(path, KEY).whole


def test_a_memory_that_is_gone_comes_back_from_its_copy(whole: Path, path: Path) -> None:
    for content in (None, b""):
        put(whole, path)
        path.unlink() if content is None else path.write_bytes(content)
        with pytest.raises(DamagedMemory, match="can be brought back"):
            Store.open(path, KEY)
        assert path.exists() == (content is not None), "no new one buries it"
        back = backup.recover(path, KEY)
        assert (back.turns, back.of) == (BEFORE, AT)
        assert (back.aside is None) == (content is None)
        assert texts(path) == [text(i) for i in range(1, BEFORE + 1)]


@pytest.mark.parametrize("content", [b"zeros", b"other"])
def test_a_memory_of_which_nothing_is_left_comes_back_from_its_copy(
    whole: Path, path: Path, content: bytes
) -> None:
    put(whole, path)
    path.write_bytes(bytes(40_000) if content == b"zeros" else b"holiday photos" * 4000)
    assert backup.recover(path, KEY).turns == BEFORE


def test_the_log_of_a_damaged_memory_is_read_too(whole: Path, path: Path, tmp_path: Path) -> None:
    put(whole, path)
    store = Store.open(path, KEY)
    store.save_turn(1, a_turn("only in the log"), direction(1), 0.9, "hope")
    crashed = tmp_path / "crashed" / "memory.db"
    crashed.parent.mkdir()
    for side in ("", "-wal"):
        shutil.copyfile(f"{path}{side}", f"{crashed}{side}")
    shutil.copy2(path.with_name("memory-copy.db"), crashed.parent)
    store.close()
    content = bytearray(crashed.read_bytes())
    content[4096 * an_index(whole) + 1000] ^= 1  # a page that is not in the log
    crashed.write_bytes(content)
    before = contents(crashed)
    with pytest.raises(DamagedMemory):
        Store.open(crashed, KEY)
    assert contents(crashed) == before
    back = backup.recover(crashed, KEY)
    assert back.aside is not None
    assert back.aside.with_name(back.aside.name + "-wal").exists()
    assert texts(crashed)[-1] == "only in the log"


def test_with_another_key_nothing_is_touched(whole: Path, path: Path) -> None:
    for page, copy in itertools.product((0, an_index(whole)), (True, False)):
        put(whole, path, page, copy=copy)
        before = contents(path)
        for attempt in (Store.open, backup.recover):
            with pytest.raises(WrongKey, match="left untouched") as refused:
                attempt(path, OTHER_KEY)
            assert not isinstance(refused.value, DamagedMemory)
        with pytest.raises(WrongKey):
            backup.recover(path, "not hex")
        assert contents(path) == before
        for name in names(path):
            path.with_name(name).unlink()


def test_a_good_memory_stays_as_it_is(whole: Path, path: Path) -> None:
    put(whole, path)
    before = contents(path)
    with pytest.raises(StoreError, match="stays as it is"):
        backup.recover(path, KEY)
    assert contents(path) == before
    store = Store.open(path, KEY)
    with pytest.raises(StoreError, match="another window"):
        backup.recover(path, KEY)
    store.close()


def test_the_newest_copy_that_is_whole_is_taken(whole: Path, path: Path) -> None:
    put(whole, path, 0)
    newer = path.with_name("memory-before-m999_next.db")
    shutil.copyfile(whole / "memory.db", newer)
    newer.write_bytes(newer.read_bytes()[:-5000])
    os.utime(newer, ((AT + timedelta(days=1)).timestamp(),) * 2)
    assert backup.recover(path, KEY).of == AT


def test_what_was_forgotten_since_the_copy_stays_forgotten(whole: Path, path: Path) -> None:
    """Forgetting deletes every copy; here one comes back from elsewhere, as a synchronised folder does."""
    put(whole, path)
    store = Store.open(path, KEY)
    assert store.forget(2)
    store.close()
    shutil.copy2(whole / "memory-copy.db", path.with_name("memory-copy.db"))
    content = bytearray(path.read_bytes())
    content[4096 * root(path, "learnt") + 1000] ^= 1
    path.write_bytes(content)
    backup.recover(path, KEY)
    now = everything(path)
    assert [row[0] for row in now["episode"]] == [1, *range(3, BEFORE + AFTER + 1)]
    assert text(2) not in repr(now)
    assert [row[0] for row in now["correction"]] == [BEFORE + 1]


@pytest.mark.parametrize("copy", [True, False])
def test_a_memory_outlives_the_transcript_it_was_told_in(
    whole: Path, path: Path, copy: bool
) -> None:
    """Words of a turn can go by age while its memory stays."""
    put(whole, path)
    raw = opened_raw(path)
    raw.execute("UPDATE turn SET text = '', reply = '', forgotten = 1 WHERE id IN (2, 15)")
    raw.commit()
    raw.close()
    content = bytearray(path.read_bytes())
    content[4096 * root(path, "fact_of_turn") + 1000] ^= 1
    path.write_bytes(content)
    if not copy:
        path.with_name("memory-copy.db").unlink()
    assert backup.recover(path, KEY).turns == BEFORE + AFTER - 2
    now = everything(path)
    assert [row[0] for row in now["episode"]] == list(range(1, BEFORE + AFTER + 1))
    assert [row[0] for row in now["turn"] if row[4] == ""] == [2, 15]


@pytest.mark.parametrize("version", range(1, len(make_saved.steps()) + 1))
def test_a_damaged_memory_of_an_earlier_version_comes_back_in_the_present_shape(
    path: Path, version: int
) -> None:
    whole_pages = saved(version).stat().st_size // 4096
    found = 0
    for page in range(1, whole_pages, 4):
        content = bytearray(saved(version).read_bytes())
        content[4096 * page + 1000] ^= 1
        path.write_bytes(content)
        found += backup.recover(path, KEY).turns
        assert sealed.examine(path, KEY) == sealed.Health()
        for name in names(path):
            path.with_name(name).unlink()
    assert found > 3 * whole_pages // 4


@posix_only
def test_a_disk_too_full_to_bring_it_back_changes_nothing(whole: Path, path: Path) -> None:
    put(whole, path, an_index(whole))
    before = contents(path)
    with no_file_longer_than(60_000), pytest.raises(StoreError):
        backup.recover(path, KEY)
    assert contents(path) == before
    assert backup.recover(path, KEY).turns == BEFORE + AFTER


def test_a_recovery_that_was_cut_off_is_finished_at_the_next_start(
    whole: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(whole, path, an_index(whole))
    rename = Path.rename

    def cut_off(self: Path, target: Path) -> Path:
        if target == path:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", cut_off)
    with pytest.raises(KeyboardInterrupt):
        backup.recover(path, KEY)
    monkeypatch.undo()
    assert not path.exists()
    assert texts(path) == [text(i) for i in range(1, BEFORE + AFTER + 1)]
    assert "memory-recovered.db" not in names(path)


def test_i_can_bring_it_back_in_the_terminal(
    whole: Path, own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_home.mkdir()
    (own_home / keys.KEY_FILE).write_text(KEY, "ascii")
    put(whole, own_home / keys.DATABASE, an_index(whole))
    assert main(["memories", "list"]) == 1
    assert "memories recover" in capsys.readouterr().err
    assert main(["memories", "recover"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"back, from a copy of 2026-03-1\d and .*messages: 20", said)
    assert "memory-unreadable-" in said
    assert main(["memories", "list"]) == 0
    assert main(["memories", "recover"]) == 1
    assert "stays as it is" in capsys.readouterr().err
