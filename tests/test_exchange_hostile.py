"""A file may have been written by anybody: it is refused in one plain sentence, or it does no harm."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import make_saved
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_exchange import EMPTY, NOW, read
from test_store import KEY

from companion import paths
from companion.emotion import hmm
from companion.errors import InputRefused
from companion.memory import exchange, exchange_check, fading, forgetting, hand, known
from companion.memory.store import Store
from companion.person import Person

Json = dict[str, Any]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """A memory with something of every kind in it, as data."""
    path = tmp_path_factory.mktemp("good") / "memory.db"
    make_saved.make(path, 5)
    store = Store.open(path, KEY)
    store.save_learnt('{"states": ["calm"], "moves": {"": [[0.5]]}}')
    data = exchange.export(store, NOW)
    store.close()
    return data


def spots(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in JSON data."""
    found = [above] if above else []
    if isinstance(value, dict | list):
        for name, one in value.items() if isinstance(value, dict) else enumerate(value):
            found += spots(one, (*above, name))
    return found


def put(data: Json, way: tuple[Any, ...], change: Callable[[Any, Any], None]) -> Json:
    """A copy of the data in which `change` was done to what holds the end of the way."""
    changed = copy.deepcopy(data)
    holder: Any = changed
    for name in way[:-1]:
        holder = holder[name]
    change(holder, way[-1])
    return changed


def to(value: Any) -> Callable[[Any, Any], None]:
    return lambda holder, name: holder.__setitem__(name, value)


def away(holder: Any, name: Any) -> None:
    del holder[name]


_turn = ("talks", 0, "turns", 0)
_hostile = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(-3, 9), st.floats(allow_nan=False),
    st.sampled_from([2**53, 2**63, 10**400, 1e308, -0.0, 1e-320]),
    st.text(max_size=5), st.characters(categories=["Cs"]),
    st.sampled_from([
        "", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-14:00", "2026-02-30T00:00:00Z",
        "2026-01-01T00:00:00", "2026-01-01T00:00:00+23:59", "2026-W01-1", "\ud83d", "x" * 100_001,
        "sample", "question", "<script>", "'); DROP TABLE turn; --", "\x00", "\x1b[2J",
    ]),
    st.just([]), st.just({}), st.lists(st.integers(0, 3), max_size=3),
)  # fmt: skip


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), times=st.integers(1, 3))
def test_a_file_that_was_tampered_with_is_refused_or_does_no_harm(
    good: Json, store: Store, data: st.DataObject, times: int
) -> None:
    changed = good
    for _ in range(times):
        way = data.draw(st.sampled_from(spots(changed)))
        change = away if data.draw(st.integers(0, 5)) == 0 else to(data.draw(_hostile))
        changed = put(changed, way, change)
    try:
        sound = exchange_check.checked(json.loads(json.dumps(changed)))
    except InputRefused as refused:
        assert str(refused).endswith(".") and "\n" not in str(refused)
        return
    with store.writing() as db:
        forgetting.erase(db)
    exchange.take_in(store, sound)
    exchange.take_in(store, sound)
    assert store.memories() is not None and store.history() is not None
    assert store.talks() is not None and store.corrections() is not None
    assert hand.people(store) is not None and known.listed(store, history=True) is not None
    again = exchange_check.checked(json.loads(json.dumps(exchange.export(store, NOW))))
    assert again.memories is not None
    assert Person(store, hmm.load(paths.shipped() / "dynamics.json")).days() is not None
    fading.rest(store, NOW, transcript_days=90)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=80).map(str.encode)))
@example(b"")
@example(b"\xff\xfe{")
@example(b"[" * 200_000)
@example(b'{"a":' * 100_000)
@example(b"9" * 100_000)
@example(json.dumps(EMPTY).encode()[:-20])
@example(json.dumps(EMPTY).replace("null", "NaN").encode())
@example(json.dumps(EMPTY).replace("null", "-Infinity").encode())
@example(json.dumps(EMPTY).replace("null", "1e999").encode())
@example(json.dumps(EMPTY).replace('"learnt": null', '"learnt": ' + "[" * 999 + "]" * 999).encode())
def test_whatever_is_in_a_file_it_gets_one_plain_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputRefused, match=r"\.$"):
        read(tmp_path, content)


@pytest.mark.parametrize("content", [json.dumps(EMPTY), "\ufeff" + json.dumps(EMPTY, indent=4)])
def test_a_file_that_another_program_wrote_anew_is_read(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content) == exchange_check.checked(EMPTY)


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(InputRefused, match="could not be read"):
            exchange.read_json(path)


@pytest.mark.parametrize(
    ("way", "change", "sentence"),
    [
        (("format",), to("a diary"), "not a file that was exported from here"),
        (("version",), to(True), "not a file that was exported from here"),
        (("version",), to(3), "newer version"),
        (("exported_at",), to("2026-05-01T12:00:00"), "no time zone"),
        (("talks",), away, "missing"),
        (("surprise",), to(1), "does not belong"),
        ((*_turn, "at"), to("CANARY"), "date in it cannot be read"),
        ((*_turn, "text"), to("x" * 100_001), "too long"),
        ((*_turn, "text"), to(None), "not what it should be"),
        ((*_turn, "id"), to(2), "same number"),
        ((*_turn, "forgotten"), to(1), "not what it should be"),
        ((*_turn, "forgotten"), to(True), "still has words"),
        ((*_turn, "source"), to("CANARY"), "not what it should be"),
        ((*_turn, "salience"), to(1.5), "out of range"),
        ((*_turn, "belief", "probs"), to([1.0]), "out of range"),
        ((*_turn, "belief", "probs", 0), to(-1), "out of range"),
        ((*_turn, "assessment", "risk"), to(9), "not what it should be"),
        ((*_turn, "decision", "strategies", 0), to("CANARY"), "not what it should be"),
        ((*_turn, "recalled"), to([{"memory": 9, "score": 0, "why": ""}]), "is not there"),
        (("memories", 0, "turn"), to(99), "is not there"),
        (("memories", 0, "turn"), to(3), "same number"),
        (("memories", 0, "id"), to(2), "same number"),
        (("memories", 0, "recalls"), to(2**60), "out of range"),
        (("facts", 0, "span"), to("CANARY"), "no quotation"),
        (("facts", 0, "span"), to(""), "no quotation"),
        (("facts", 1, "ended_by"), to(2), "is not there"),
        (("facts", 1, "ended_at"), to(None), "missing"),
        (("corrections", 0, "turn"), to(0), "is not there"),
        (("learnt",), to({"CANARY " * 20: 1}), "not what it should be"),
        (("off_limits", 0), to(""), "too long"),
        (("wishes", 0, "kind"), to("CANARY"), "not what it should be"),
        (("wishes", 0, "kind"), to("topic"), "not what it should be"),
        (("wishes", 0, "word"), to("CANARY"), "missing"),
        (("wishes", 1, "word"), to(" "), "missing"),
        (("wishes", 1, "word"), to("CANARY " * 20), "too long"),
    ],
)
def test_what_is_wrong_is_said_without_a_word_of_the_file(
    good: Json, way: tuple[Any, ...], change: Callable[[Any, Any], None], sentence: str
) -> None:
    with pytest.raises(InputRefused, match=sentence) as refused:
        exchange_check.checked(put(good, way, change))
    assert "CANARY" not in repr(refused.value)
    assert refused.value.__cause__ is None


def test_half_a_surrogate_pair_costs_one_character(good: Json, store: Store) -> None:
    changed = json.dumps(put(good, ("memories", 0, "text"), to("ab\ud800cd")))
    exchange.take_in(store, exchange_check.checked(json.loads(changed)))
    assert "ab?cd" in {memory.text for memory in store.memories()}
