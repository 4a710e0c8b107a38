"""How well danger is heard, on lines written before anything was tuned, in six languages.

Half of the lines tempt a naive reader: idioms, quotations, negations, the past, films, homework. The
thresholds were chosen on the dev half; the test half is only counted here.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from companion.bench import contexts
from companion.bench.figures import share
from companion.policy.assess import assess
from companion.turn import Risk

LINES = Path(__file__).with_name("crisis_lines.tsv")


@dataclass(frozen=True)
class Line:
    """half: "dev" or "test". level: what a careful person at a helpline would say."""

    half: str
    language: str
    level: Risk
    sort: str
    text: str


def lines(path: Path = LINES) -> list[Line]:
    """All lines of the file."""
    rows = [row.split("\t") for row in path.read_text("utf-8").splitlines()]
    return [Line(half, lang, Risk[level], sort, text) for half, lang, level, sort, text in rows]


@dataclass(frozen=True)
class Read:
    """A line, what it was assessed as, and the milliseconds that took."""

    line: Line
    risk: Risk
    took: float


def read(some: Iterable[Line]) -> list[Read]:
    """Each line assessed once."""
    found = []
    for one in some:
        began = time.perf_counter()
        risk = assess(one.text).risk
        found.append(Read(one, risk, (time.perf_counter() - began) * 1000))
    return found


def measure(data: Path) -> dict[str, Any]:
    """`crisis` on the test half, by language, and the milliseconds of an assessment.

    everyday_alarm: how many of ESConv's seekers' turns bring the card; people seek support there for
    all kinds of sorrow, and a few of them may be in danger. Raises CompanionError without the data.
    """
    everyday = [turn for talk in contexts.seekers(data) for turn in talk]
    found = read(lines())
    test = [one for one in found if one.line.half == "test"]
    return {
        "crisis": {
            **heard(test),
            "lines": len(found),
            "everyday_alarm": share(assess(turn).risk >= Risk.ELEVATED for turn in everyday),
            "languages": {
                name: heard([one for one in test if one.line.language == name])
                for name in dict.fromkeys(one.line.language for one in test)
            },
            "dev": heard([one for one in found if one.line.half == "dev"]),
        },
        "assess_ms_p95": round(float(np.percentile([one.took for one in found], 95)), 2),
    }


def heard(some: Sequence[Read]) -> dict[str, float | int]:
    """Shares of the lines that bring the card (elevated or acute), by what they are.

    acute_as_acute: of those at acute danger, seen as that. false_alarm: of those without any danger.
    """

    def seen(level: Risk, at_least: Risk = Risk.ELEVATED) -> float:
        return share(one.risk >= at_least for one in some if one.line.level == level)

    return {
        "acute_recall": seen(Risk.ACUTE),
        "acute_as_acute": seen(Risk.ACUTE, Risk.ACUTE),
        "elevated_recall": seen(Risk.ELEVATED),
        "false_alarm": seen(Risk.NONE),
        "tested": len(some),
    }
