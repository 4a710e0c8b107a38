"""How well danger is heard, on lines written before anything was tuned, in six languages.

Half of the lines tempt a naive reader: idioms, quotations, negations, the past, films, homework. The
thresholds were chosen on the dev half; the test half is only counted here.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from companion.bench import contexts
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


def measure(data: Path) -> dict[str, Any]:
    """`crisis` on the test half, by language, and the milliseconds of an assessment.

    everyday_alarm: how many of ESConv's seekers' turns bring the card; people seek support there for
    all kinds of sorrow, and a few of them may be in danger. Raises CompanionError without the data.
    """
    found = lines()
    everyday = [turn for talk in contexts.seekers(data) for turn in talk]
    took = []
    for one in found:
        began = time.perf_counter()
        assess(one.text)
        took.append((time.perf_counter() - began) * 1000)
    return {
        "crisis": {
            **heard([one for one in found if one.half == "test"]),
            "lines": len(found),
            "everyday_alarm": _share([assess(t).risk >= Risk.ELEVATED for t in everyday]),
            "languages": {
                name: heard([o for o in found if o.half == "test" and o.language == name])
                for name in dict.fromkeys(one.language for one in found)
            },
            "dev": heard([one for one in found if one.half == "dev"]),
        },
        "assess_ms_p95": round(float(np.percentile(took, 95)), 2),
    }


def heard(some: Sequence[Line]) -> dict[str, float | int]:
    """Shares of the lines that bring the card (elevated or acute), by what they are.

    acute_as_acute: of those at acute danger, seen as that. false_alarm: of those without any danger.
    """
    read = {level: [assess(o.text).risk for o in some if o.level == level] for level in Risk}
    card = {
        level: [risk >= Risk.ELEVATED for risk in risks] for level, risks in read.items() if risks
    }
    return {
        "acute_recall": _share(card.get(Risk.ACUTE, [])),
        "acute_as_acute": _share([risk == Risk.ACUTE for risk in read[Risk.ACUTE]]),
        "elevated_recall": _share(card.get(Risk.ELEVATED, [])),
        "false_alarm": _share(card.get(Risk.NONE, [])),
        "tested": len(some),
    }


def _share(some: Sequence[bool]) -> float:
    return round(sum(some) / max(1, len(some)), 4)
