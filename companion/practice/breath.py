"""Paced breathing as arithmetic: what a breath is doing so many seconds after the first began."""

from __future__ import annotations

import math
from dataclasses import dataclass

IN_S, OUT_S = 4.0, 6.0
MINUTES = (1, 2, 5)
USUALLY = 2
IN, OUT, OVER = "in", "out", "over"


@dataclass(frozen=True)
class Moment:
    """phase: IN, OUT or OVER. full: how full the breath is, 0..1. done: share of the whole, 0..1."""

    phase: str
    full: float
    done: float


def moment(elapsed_s: float, minutes: int) -> Moment:
    """Where the breath is; a time before the first counts as its beginning."""
    elapsed, whole = max(0.0, elapsed_s), minutes * 60.0
    if elapsed >= whole:
        return Moment(OVER, 0.0, 1.0)
    within = elapsed % (IN_S + OUT_S)
    if within < IN_S:
        return Moment(IN, _eased(within / IN_S), elapsed / whole)
    return Moment(OUT, 1.0 - _eased((within - IN_S) / OUT_S), elapsed / whole)


def _eased(share: float) -> float:
    """Slow at both ends, as a breath is."""
    return (1.0 - math.cos(math.pi * share)) / 2.0
