"""The shape of an exported memory: one dataclass a kind of entry, all of it plain data in the end.

Numbers (`id`) are of the file alone, each once within its kind, in the order things were saved.
Whatever refers to a turn, a memory or a fact does so by them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from companion.turn import (
    Affect,
    Assessment,
    Belief,
    Decision,
    Observation,
    Replaced,
    Shift,
    Standing,
    Timings,
)

FORMAT = "companion-memory"
VERSION = 2  # 1 knew no wishes


@dataclass(frozen=True)
class Recalled:
    """A memory that came to mind in a turn, and why."""

    memory: int
    score: float
    why: str


@dataclass(frozen=True)
class KeptTurn:
    """Both sides of a turn with all that led to it; a forgotten one has numbers and no words."""

    id: int
    at: datetime
    source: str
    text: str
    reply: str
    state: str
    salience: float
    observation: Observation
    belief: Belief
    assessment: Assessment
    decision: Decision
    replaced: tuple[Replaced, ...]
    timings: Timings
    shift: Shift
    tone: Affect
    voice: tuple[float, ...]
    forgotten: bool
    facts_read: bool
    recalled: tuple[Recalled, ...]


@dataclass(frozen=True)
class KeptTalk:
    """A conversation. settled_at: when it was sorted into what is kept and what is let go."""

    started_at: datetime
    settled_at: datetime | None
    turns: tuple[KeptTurn, ...]


@dataclass(frozen=True)
class KeptMemory:
    """What became of a turn that stood out; its vector is made again where it is taken in."""

    id: int
    turn: int
    text: str
    at: datetime
    state: str
    salience: float
    kept_why: str
    recalls: int
    recalled_at: datetime | None
    pinned: bool
    corrected_at: datetime | None


@dataclass(frozen=True)
class KeptFact:
    """A fact with its quotation. ended_by: the later fact that took its place, if it is still there."""

    id: int
    turn: int
    kind: str
    about: str
    value: str
    span: str
    at: datetime
    ended_at: datetime | None
    ended_by: int | None


@dataclass(frozen=True)
class KeptCorrection:
    """The person said that a turn was `said` where `heard` was believed."""

    turn: int
    heard: str
    said: str
    at: datetime


@dataclass(frozen=True)
class Exported:
    """A whole memory. learnt: counts as plain JSON data, None where nothing was learnt."""

    format: str
    version: int
    exported_at: datetime
    talks: tuple[KeptTalk, ...]
    memories: tuple[KeptMemory, ...]
    facts: tuple[KeptFact, ...]
    corrections: tuple[KeptCorrection, ...]
    learnt: Any
    off_limits: tuple[str, ...]
    wishes: tuple[Standing, ...] = ()


def aware(moment: datetime) -> datetime:
    """The same moment with a zone; one that has none was told by this computer's clock."""
    return moment if moment.utcoffset() is not None else moment.replace(tzinfo=None).astimezone()


def plain(value: object) -> Any:
    """As JSON data: objects by their field names, dates in ISO format, no number that is none."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else 0.0
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    return value
