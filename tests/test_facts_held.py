"""Facts on lines by another hand, which the rules were not written on: few are wrong."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from conftest import MEMORY_KEY
from test_store import a_turn

from companion.memory import known
from companion.memory.facts.reading import read
from companion.memory.store import Store

AT = datetime(2026, 3, 14, 20, 30, tzinfo=UTC)
Key = tuple[str, str, str]


def lines(name: str) -> list[dict[str, Any]]:
    text = (Path(__file__).parent / name).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_hardly_a_fact_is_wrong_and_most_are_found() -> None:
    right = wrong = missed = 0
    for line in lines("facts_held.jsonl"):
        found = {(one.kind, one.about, one.value.lower()) for one in read(line["text"])}
        told = {(one["kind"], one["about"], one["value"].lower()) for one in line["facts"]}
        right, wrong = right + len(found & told), wrong + len(found - told)
        missed += len(told - found)
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.85


def test_a_later_word_takes_an_earlier_ones_place_and_only_then(tmp_path: Path) -> None:
    """Of the pairs whose both sides are read at all."""
    done = right = 0
    for i, pair in enumerate(lines("facts_changes.jsonl")):
        store = Store.open(tmp_path / f"{i}.db", MEMORY_KEY)
        talk = store.start_talk(AT)
        turns = [
            store.save_turn(talk, a_turn(pair[side]), None, 0.9, "calm")
            for side in ("before", "after")
        ]
        with store.writing() as db:
            known.learn(db, turns)
        history = known.listed(store, history=True)
        store.close()
        earlier = [one for one in history if one.turn_id == turns[0] and one.kind == pair["kind"]]
        later = [one for one in history if one.turn_id == turns[1]]
        if not earlier or not later:
            continue
        done += 1
        ended = any(one.ended_at is not None for one in earlier)
        right += ended is (pair["value_after"] is not None)
    assert done >= 40
    assert right / done >= 0.9
