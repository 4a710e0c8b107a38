"""The exercises as they are written: one file in `texts/` each, read when it is first needed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from companion.practice.steps import Exercise, Step

REHEARSAL, THOUGHTS, BREATHING, GROUNDING, WELL = NAMES = (
    "rehearsal", "thoughts", "breathing", "grounding", "well",
)  # fmt: skip


@cache
def exercise(name: str) -> Exercise:
    """One of `NAMES`."""
    raw = tomllib.loads((Path(__file__).with_name("texts") / f"{name}.toml").read_text("utf-8"))
    steps = tuple(_step(one) for one in raw["steps"])
    said = {key: raw.get(key, "") for key in ("title", "sentence", "ends", "caution")}
    return Exercise(name=name, steps=steps, **said)


def exercises() -> tuple[Exercise, ...]:
    """All of them, in the order in which they are offered."""
    return tuple(exercise(name) for name in NAMES)


def _step(raw: dict[str, Any]) -> Step:
    options = tuple((value, word) for value, word in raw.get("options", ()))
    return Step(**raw | {"options": options})
