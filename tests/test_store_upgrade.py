"""A memory written by any earlier version of the program opens, and all that was in it is there."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import make_saved
import numpy as np
import pytest
from sqlite_utils import Database
from test_store import AT, KEY, direction, opened_raw

from companion.emotion import learn
from companion.memory import backup, sealed
from companion.memory.migrations import MIGRATIONS
from companion.memory.store import Store
from companion.turn import Affect, Belief, Risk, Shift, Strategy

VERSIONS = range(1, len(make_saved.steps()) + 1)
every_version = pytest.mark.parametrize("version", VERSIONS)


def saved(version: int) -> Path:
    return make_saved.SAVED / f"memory-v{version}.db"


@pytest.fixture
def old(path: Path, version: int) -> Path:
    """A memory of an earlier version, in its place."""
    shutil.copyfile(saved(version), path)
    return path


def rows_of(path: Path, version: int) -> dict[str, list[dict[str, object]]]:
    """The rows of the version's tables, as they are now, cut down to the version's columns."""
    raw = opened_raw(path)
    found = {}
    for table, rows in make_saved.rows(version).items():
        key = "rowid" if table == "episode_words" else next(iter(rows[0]))
        names = sorted({name for row in rows for name in row})
        now = raw.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {key}").fetchall()
        found[table] = [dict(zip(names, row, strict=True)) for row in now]
    raw.close()
    return found


def assert_all_there(path: Path, version: int) -> None:
    """Every row of the version has every value it was saved with."""
    now = rows_of(path, version)
    for table, rows in make_saved.rows(version).items():
        key = next(iter(rows[0]))
        by_key = {row[key]: row for row in now[table]}
        assert len(by_key) == len(rows), table
        for row in rows:
            assert row.items() <= by_key[row[key]].items(), table


def test_there_is_a_saved_memory_for_every_shape_there_ever_was() -> None:
    files = {path.name for path in make_saved.SAVED.iterdir()}
    assert files == {saved(version).name for version in VERSIONS}
    for number, step in enumerate(make_saved.steps(), 1):
        assert re.match(rf"m{number:03}_", step)


def test_a_saved_memory_is_never_made_again(tmp_path: Path) -> None:
    made = tmp_path / "memory.db"
    make_saved.make(made, 1)
    before = made.read_bytes()
    with pytest.raises(FileExistsError, match="keep it"):
        make_saved.make(made, 1)
    assert made.read_bytes() == before


@every_version
def test_a_saved_memory_is_what_that_version_wrote(old: Path, version: int) -> None:
    raw = opened_raw(old)
    applied = [step.name for step in MIGRATIONS.applied(Database(raw, execute_plugins=False))]
    raw.close()
    assert tuple(applied) == make_saved.steps()[:version]
    assert_all_there(old, version)
    assert old.stat().st_size < 130_000


@every_version
def test_a_memory_of_an_earlier_version_is_read_on(old: Path, version: int) -> None:
    for _ in ("upgraded", "opened again"):
        store = Store.open(old, KEY)
        assert [(talk.id, talk.turns) for talk in store.talks()] == [(2, 1), (1, 3)]
        assert [turn_id for turn_id, _ in store.history()] == [1, 2, 3, 4, 5]
        first, nurse, dance = store.turns(1)
        (teacher,) = store.turns(2)
        told = make_saved.rows(version)["turn"]
        assert [t.utterance.text for t in (first, nurse, dance)] == [r["text"] for r in told[:3]]
        assert first.observation.affect == Affect(-0.5, 0.25, 0.0)
        assert first.belief.probs[0] == 0.25
        assert first.assessment.risk is Risk.LOW
        assert first.decision.strategies == (Strategy.QUESTION, Strategy.REFLECTION)
        assert first.timings.first_sentence_ms == 3.5
        assert first.replaced[0].rule == "echo"
        assert (teacher.memories[0].id, teacher.memories[0].why) == (1, "You told me.")
        assert [memory.id for memory in store.memories()] == [3, 2, 1]
        kept = store.episodes_for_recall()
        assert kept.ids.tolist()[:2] == [1, 2]  # the third never had an embedding
        wanted = np.frombuffer(make_saved.vector(1), "<f2").astype(np.float32)
        np.testing.assert_array_equal(kept.embeddings[0], wanted)
        newer = version >= 2
        assert first.shift == (Shift(0.75, "joy", "sadness", True) if newer else Shift())
        assert first.tone == (Affect(-0.25, 0.125, 0.0) if newer else Affect())
        assert len(dance.utterance.voice) == (8 if newer else 0)
        assert first.corrected == ("sadness" if newer else "")
        assert [one.turn_id for one in store.corrections()] == ([1] if newer else [])
        assert learn.decoded(store.learnt()).turns == (48 if newer else 0)
        store.close()
        assert_all_there(old, version)
        assert sealed.examine(old, KEY) == sealed.Health()


@every_version
def test_every_old_memory_can_be_found_by_its_words(old: Path, version: int) -> None:
    Store.open(old, KEY).close()
    raw = opened_raw(old)
    for word, ids in (("lisbon", [1]), ("etude", [2]), ("teacher", [3]), ("mia", [1, 3])):
        found = raw.execute("SELECT rowid FROM episode_words WHERE text MATCH ?", [word])
        assert [number for (number,) in found] == ids
    raw.close()


@every_version
def test_i_can_forget_what_i_told_an_earlier_version(old: Path, version: int) -> None:
    store = Store.open(old, KEY)
    assert store.forget(1)
    assert [turn.utterance.text for turn in store.turns(1)] == [
        row["text"] for row in make_saved.rows(version)["turn"][1:3]
    ]
    assert store.turns(2)[0].memories == ()
    assert store.corrections() == ()
    assert store.history()[0][1].observation.affect == Affect(-0.5, 0.25, 0.0)
    assert not backup.copies(old)
    store.close()
    assert sealed.examine(old, KEY).whole


@every_version
def test_i_can_teach_about_what_i_told_an_earlier_version(old: Path, version: int) -> None:
    store = Store.open(old, KEY)
    assert store.save_correction(2, "sadness", "anxiety", AT, direction(1))
    even = Belief((0.5,) * 8)
    turn = replace(store.turns(1)[1], belief=even, shift=Shift(0.5, "joy", "anxiety"))
    store.rewrite_beliefs([(2, turn, "anxiety")])
    assert store.turns(1)[1] == turn
    assert turn.corrected == "anxiety"
    talk = store.start_talk(AT)
    store.save_turn(talk, turn, direction(2), 0.9, "anxiety")
    assert store.memories()[0].id == 4
    store.close()
