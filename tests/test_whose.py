"""Whose feeling a message is about: not everybody's sadness is the writer's."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.policy.whose import whose

LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("whose.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("expected", "said"), LINES)
def test_my_sisters_worry_is_not_taken_for_mine(expected: str, said: str) -> None:
    assert whose(said) == expected


def test_there_are_enough_lines_of_each_kind() -> None:
    assert len(LINES) >= 120
    assert len({said for _, said in LINES}) == len(LINES)
    assert min(sum(kind == name for kind, _ in LINES) for name in ("own", "other", "both")) >= 25


@pytest.mark.parametrize("said", ["", "   ", "...", "\U0001f62d", "ok", "x" * 9000, "?!,,,;;;"])
def test_where_nobody_is_named_it_is_mine(said: str) -> None:
    assert whose(said) == "own"


def test_curled_apostrophes_change_nothing() -> None:
    assert whose("she\u2019s so sad and I\u2019m worried") == whose("she's so sad and I'm worried")


def test_it_takes_less_than_a_millisecond() -> None:
    said = "my dad lost his licence and now I have to drive him everywhere, I'm exhausted. " * 3
    took = []
    for _ in range(20):
        start = time.perf_counter()
        whose(said)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.001


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_whatever_i_type_there_is_an_answer(said: str) -> None:
    assert whose(said) in ("own", "other", "both")
