"""I take my memory along in a file, and it is the same elsewhere; whatever else is in a file is refused."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import make_saved
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_hand import everything, learn, texts, told
from test_store import AT, KEY, a_turn, direction

from companion import upkeep
from companion.errors import InputRefused, StoreError
from companion.memory import exchange, exchange_check, fading, forgetting, hand, known, standing
from companion.memory.store import Store
from companion.turn import (
    Affect,
    Belief,
    Observation,
    Risk,
    Standing,
    Strategy,
    Unwished,
    Utterance,
)

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
EMPTY = {
    "format": "companion-memory", "version": 2, "exported_at": "2026-05-01T12:00:00+00:00",
    "talks": [], "memories": [], "facts": [], "corrections": [], "learnt": None, "off_limits": [],
    "wishes": [],
}  # fmt: skip


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """A second memory, on another computer as it were."""
    store = Store.open(tmp_path / "other.db", KEY)
    yield store
    store.close()


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Store]:
    """A memory with something of every kind in it."""
    make_saved.make(tmp_path / "full.db", 5)
    store = Store.open(tmp_path / "full.db", KEY)
    yield store
    store.close()


def taken(store: Store, source: Store | dict[str, Any]) -> exchange.Taken:
    """What comes into `store` from a memory or from data, by way of JSON text."""
    data = exchange.export(source, NOW) if isinstance(source, Store) else source
    return exchange.take_in(store, exchange_check.checked(json.loads(json.dumps(data))))


def read(tmp_path: Path, content: str | bytes) -> object:
    path = tmp_path / "given.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return exchange.read_json(path)


# --- there and back ------------------------------------------------------------------------------


@pytest.mark.parametrize("version", range(1, len(make_saved.steps()) + 1))
def test_a_memory_of_any_age_is_the_same_elsewhere(
    path: Path, other: Store, tmp_path: Path, version: int
) -> None:
    make_saved.make(path, version)
    store = Store.open(path, KEY)
    file = tmp_path / "mine.json"
    exchange.write_json(store, file, NOW)
    came = exchange.take_in(other, exchange.read_json(file))
    assert (came.talks, came.turns, came.memories, came.already_there) == (2, 5, 3, 0)
    assert exchange.export(other, NOW) == exchange.export(store, NOW)
    for mine, theirs in zip(store.memories(), other.memories(), strict=True):
        assert mine.fades == theirs.fades or mine.fades.timestamp() == theirs.fades.timestamp()  # type: ignore[union-attr]
    store.close()


def test_what_i_take_in_can_be_found_recalled_and_forgotten(full: Store, other: Store) -> None:
    before = exchange.export(full, NOW)
    taken(other, full)
    assert texts(hand.find(other, "lisbon")) == ["my sister Mia moved to Lisbon and I miss her"]
    words = "SELECT text, before FROM episode_words ORDER BY rowid"
    assert other._db.execute(words).fetchall()[2] == full._db.execute(words).fetchall()[2]
    assert other.turns(2)[0].memories[0].why == "You told me."
    assert [one.embedding for one in other.corrections()] == [None]
    assert other.learnt() == full.learnt()
    assert len(other.without_vector(9)) == 3

    class Engine:
        def embed(self, texts: list[str]) -> np.ndarray:
            return np.array([direction(len(text)) for text in texts])

    upkeep._embed_missing(other, Engine())  # type: ignore[arg-type]
    assert len(other.episodes_for_recall()) == 3
    mia = hand.find(other, person="Mia")[0]
    assert other.forget(mia.id)
    assert exchange.export(full, NOW) == before


_word = st.text(st.characters(codec="utf-8"), max_size=12)
_text = st.one_of(
    _word,
    st.sampled_from(["My sister Mia called", "I live in Berlin", "I live in Rome", "I love crab"]),
)
_share = st.floats(0, 1)
_eight = st.lists(_share, min_size=8, max_size=8).map(tuple)
_axis = st.floats(-1, 1)
_turns = st.builds(
    lambda told, reply, seen, believed, affect, minutes, risk, strategies: replace(
        a_turn(told, reply),
        utterance=Utterance(
            told,
            (AT + timedelta(minutes=minutes)).astimezone(timezone(timedelta(minutes=minutes))),
            "voice",
            seen,
        ),
        observation=Observation(seen, affect, told[:3], believed, 0.5),
        belief=Belief(believed),
        assessment=replace(a_turn("").assessment, risk=risk, reasons=(told,)),
        decision=replace(a_turn("").decision, strategies=strategies, opener=reply),
    ),
    _text, _word, _eight, _eight, st.builds(Affect, _axis, _axis, _axis), st.integers(-900, 900),
    st.sampled_from(Risk), st.lists(st.sampled_from(Strategy), max_size=3).map(tuple),
)  # fmt: skip
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("talk"), st.integers(-9, 9)),
        st.tuples(st.just("say"), _turns, _share, st.booleans()),
        st.tuples(st.sampled_from(["forget", "pin", "reword", "correct"]), st.integers(1, 6)),
        st.tuples(st.sampled_from(["settle", "expire", "learnt", "limit"])),
    ),
    max_size=14,
)


def lived(store: Store, steps: list[tuple[Any, ...]]) -> None:
    """A life of these steps, in this memory."""
    talk = store.start_talk(AT)
    for step in steps:
        match step:
            case ("talk", day):
                talk = store.start_talk(AT + day * DAY)
            case ("say", turn, salience, recalls):
                memories = store.memories()[:2] if recalls else ()
                said = replace(turn, memories=memories)
                store.save_turn(talk, said, direction(3), salience, "hope", "Kept because.")
                store.mark_recalled([memory.id for memory in memories], AT)
            case ("forget", number):
                store.forget(number)
            case ("pin", number):
                hand.pin(store, number, True)
            case ("reword", number):
                hand.reword(store, number, "otherwise", "joy", None, AT.isoformat())
            case ("correct", number):
                store.save_correction(number, "hope", "anger", AT, direction(4))
            case ("settle",):
                fading.rest(store, AT, but=talk)
            case ("expire",):
                fading.expire(store, AT, 1)
            case ("learnt",):
                store.save_learnt('{"states": ["calm"], "moves": {"": [[0.5]]}}')
            case ("limit",):
                hand.set_off_limits(store, "Mia's wedding")
                standing.keep(store, Standing(Unwished.NAME, "dear"))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=_steps, later=_steps)
def test_whatever_i_lived_through_comes_over_once_and_unchanged(
    store: Store, other: Store, steps: list[tuple[Any, ...]], later: list[tuple[Any, ...]]
) -> None:
    for one in (store, other):
        with one.writing() as db:
            forgetting.erase(db)
        one.read_anew()
    lived(store, steps)
    mine = exchange.export(store, NOW)
    came = taken(other, store)
    assert exchange.export(other, NOW) == mine
    assert came.turns == len(store.history()) and came.already_there == 0
    before = everything(other)
    again = taken(other, store)
    assert again == exchange.Taken(0, 0, 0, 0, came.turns)
    assert everything(other) == before
    lived(other, later)  # the two memories part, and meet again
    taken(store, other)
    assert taken(store, other).turns == taken(other, store).turns == taken(store, store).turns == 0


def test_a_file_from_before_there_were_wishes_is_taken_in(store: Store, other: Store) -> None:
    told(store, "the lighthouse")
    older = {**exchange.export(store, NOW), "version": 1}
    del older["wishes"]
    assert taken(other, older).turns == 1


# --- where something is here already ---------------------------------------------------------------


def test_only_what_is_not_here_yet_comes_in_and_joins_its_talk(store: Store, other: Store) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, a_turn("first"), direction(1), 0.9, "hope")
    taken(other, store)
    store.save_turn(talk, replace(a_turn("second"), memories=store.memories()), None, 0.9, "hope")
    told(other, "something else", hours=5)
    came = taken(other, store)
    assert came == exchange.Taken(talks=0, turns=1, memories=1, facts=0, already_there=1)
    assert [(one.id, one.turns) for one in other.talks()] == [(2, 1), (1, 2)]
    assert [m.text for m in other.turns(1)[1].memories] == ["first"]
    found = other._db.execute("SELECT before FROM episode_words WHERE text = 'second'").fetchone()
    assert found == ("first I hear you.",)


def test_talks_come_in_by_when_they_began_and_stay_settled_or_not(
    store: Store, other: Store
) -> None:
    told(store, "later", hours=24)
    fading.rest(store, AT + 9 * DAY)
    told(store, "earlier")
    taken(other, store)
    assert [talk.started_at for talk in other.talks()] == [AT + DAY, AT]
    settled = other._db.execute("SELECT settled_at FROM talk ORDER BY id").fetchall()
    assert settled == [(None,), ((AT + 9 * DAY).isoformat(),)]
    assert texts(other.memories()) == ["earlier", "later"], "saved in this order"


def test_what_i_forgot_here_does_not_come_back_by_a_file(store: Store, other: Store) -> None:
    told(store, "CANARY")
    told(store, "and then?", hours=1, salience=0.0)
    taken(other, store)
    other.forget(1)
    told(store, "as before", "As with CANARY?", hours=2, memories=store.memories())
    assert taken(other, store).turns == 1
    assert "CANARY" not in everything(other)
    assert [turn.utterance.text for _, turn in other.history()] == ["", "and then?", "as before"]
    assert texts(other.memories()) == ["as before"]
    taken(store, other)
    assert "CANARY" in everything(store), "what was forgotten there stays here"


def test_a_transcript_that_grew_old_is_not_doubled(store: Store, other: Store) -> None:
    told(store, "the lighthouse")
    taken(other, store)
    fading.expire(other, AT + 99 * DAY, 90)
    assert taken(other, store).turns == 0
    assert texts(other.memories()) == ["the lighthouse"]


def test_of_two_answers_to_one_matter_the_later_holds(store: Store, other: Store) -> None:
    told(store, "I work as a nurse. I live in Rome. My sister Mia called.")
    told(other, "I work as a teacher. I live in Oslo.", hours=2)
    told(other, "my sister Mia is ill", hours=3)
    told(store, "I live in Berlin", hours=4)
    for one in (store, other):
        learn(one)
    came = taken(other, store)
    assert came.facts == 3, "that Mia is my sister was known"
    for _ in ("taken in", "taken in again"):
        holding = {(one.about, one.value) for one in known.listed(other)}
        assert holding == {("work", "teacher"), ("lives", "Berlin"), ("mia", "sister")}
        taken(other, store)
    ended = {one.value: one.ended_at for one in known.listed(other, history=True) if one.ended_at}
    hours = {value: (at - AT) / timedelta(hours=1) for value, at in ended.items()}
    assert hours == {"nurse": 2, "Rome": 4, "Oslo": 4}


def test_what_was_learnt_is_taken_only_where_nothing_was_learnt(full: Store, other: Store) -> None:
    other.save_learnt("[1]")
    taken(other, full)
    assert other.learnt() == "[1]"


def test_nothing_changes_when_there_is_no_room(full: Store, other: Store) -> None:
    told(other, "here before")
    other.episodes_for_recall()
    before = everything(other)
    pages = other._db.execute("PRAGMA page_count").fetchone()[0]
    other._db.execute(f"PRAGMA max_page_count = {pages}")
    full.save_turn(1, a_turn("x" * 90_000), None, 0.0, "hope")
    with pytest.raises(StoreError, match="disk is full"):
        taken(other, full)
    assert everything(other) == before
    assert other.episodes_for_recall().texts == ("here before",)


# --- the file --------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [exchange.write_json, exchange.write_markdown])
def test_only_i_can_read_the_file(
    full: Store, tmp_path: Path, write: Callable[[Store, Path, datetime], None]
) -> None:
    file = tmp_path / "mine"
    file.write_text("older", "utf-8")
    file.chmod(0o644)
    umask = os.umask(0)
    try:
        write(full, file, NOW)
    finally:
        os.umask(umask)
    assert "Lisbon" in file.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["no-such-folder/mine", ".", "nul\0l", "x" * 300])
def test_where_no_file_can_be_it_says_so(full: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match=r"^The file could not be written there\.$"):
        exchange.write_json(full, tmp_path / name, NOW)
    with pytest.raises(InputRefused, match=r"^The file could not be read\.$"):
        exchange.read_json(tmp_path / name)


def test_a_full_disk_leaves_the_older_file(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "mine.json"
    file.write_text("older", "utf-8")
    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(StoreError, match="disk is full"):
        exchange.write_json(full, file, NOW)
    assert file.read_text("utf-8") == "older"
    assert not list(tmp_path.glob(".*"))


def test_a_file_that_is_too_large_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_check, "LARGEST", 100)
    with pytest.raises(InputRefused, match="larger than"):
        read(tmp_path, json.dumps(EMPTY))


def test_a_memory_with_nothing_in_it_is_a_file_too(store: Store, other: Store) -> None:
    store.start_talk(AT)
    assert exchange.export(store, NOW) == EMPTY
    assert taken(other, store) == exchange.Taken(0, 0, 0, 0, 0)
    assert other.talks() == ()
