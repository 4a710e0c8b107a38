"""A turn's parts as JSON text for one column each, and back, without loss.

Keys are the field names of `companion.turn`; a field that an old row lacks takes its default. So
does a whole part whose column is empty, because the row is older than the column.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from companion.turn import (
    Affect,
    Assessment,
    Belief,
    Decision,
    Observation,
    Replaced,
    Risk,
    Shift,
    Stage,
    Strategy,
    Timings,
)


def encoded(
    part: Observation | Belief | Assessment | Decision | Timings | Shift | Affect,
) -> str:
    """One part as a JSON object."""
    return json.dumps(asdict(part))


def encoded_replaced(replaced: tuple[Replaced, ...]) -> str:
    """The replaced sentences as a JSON list."""
    return json.dumps([asdict(one) for one in replaced])


def encoded_voice(voice: tuple[float, ...]) -> str:
    """How it was said as a JSON list."""
    return json.dumps(voice)


def observation(text: str) -> Observation:
    """Back from `encoded`."""
    raw = _tuples(text)
    return Observation(**raw | {"affect": Affect(**raw["affect"])})


def belief(text: str) -> Belief:
    """Back from `encoded`."""
    return Belief(**_tuples(text))


def assessment(text: str) -> Assessment:
    """Back from `encoded`."""
    raw = _tuples(text)
    return Assessment(**raw | {"risk": Risk(raw["risk"])})


def decision(text: str) -> Decision:
    """Back from `encoded`."""
    raw = _tuples(text)
    strategies = tuple(Strategy(name) for name in raw["strategies"])
    return Decision(**raw | {"strategies": strategies, "stage": Stage(raw["stage"])})


def timings(text: str) -> Timings:
    """Back from `encoded`."""
    return Timings(**_tuples(text))


def shift(text: str) -> Shift:
    """Back from `encoded`, or from an empty column."""
    return Shift(**_tuples(text)) if text else Shift()


def affect(text: str) -> Affect:
    """Back from `encoded`, or from an empty column."""
    return Affect(**_tuples(text)) if text else Affect()


def voice(text: str) -> tuple[float, ...]:
    """Back from `encoded_voice`, or from an empty column."""
    return tuple(json.loads(text)) if text else ()


def replaced(text: str) -> tuple[Replaced, ...]:
    """Back from `encoded_replaced`."""
    return tuple(Replaced(**one) for one in json.loads(text))


# --- what stays of a turn when its words are forgotten -------------------------------------------


def wordless_observation(text: str) -> str:
    """The numbers alone: no clause of the person's."""
    return encoded(replace(observation(text), cause=""))


def wordless_assessment(text: str) -> str:
    """The degree and the keys of the limits, without the words that led there."""
    return encoded(replace(assessment(text), risk_words=(), reasons=()))


def wordless_decision(text: str) -> str:
    """Strategies, stage and length, without any sentence that may quote the person."""
    return encoded(replace(decision(text), opener="", link="", avoid=(), craft="", reasons=()))


def wordless_replaced(text: str) -> str:
    """Which rules stepped in, without the sentences."""
    return encoded_replaced(tuple(Replaced("", one.rule) for one in replaced(text)))


def _tuples(text: str) -> dict[str, Any]:
    """A JSON object with its lists as tuples, as the frozen dataclasses hold them."""
    raw: dict[str, Any] = json.loads(text)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
