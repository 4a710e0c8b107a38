"""How a memory fades: a strength that falls with time and grows whenever it comes up again.

    stability = 30 days * 12^salience * 1.6^recalls          (recalls counted to 6 at most)
    strength  = 1 / (1 + days / stability)                   days since it last came up
    faded     when strength < 1/4, that is after three times its stability

Forgetting follows a power of time (Wixted and Ebbesen, 1991), and what is recalled is kept longer
each time (the testing effect; MemoryBank's curve, 2023, with its step per recall). The constants are
ours: a passing remark (salience 0.3) goes after half a year, a great loss (0.9, never spoken of
again) after two years and a half, and three recalls make that ten years. Nothing that the person
pinned fades.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

BASE_DAYS = 30.0
PER_SALIENCE = 12.0
PER_RECALL = 1.6
MOST_RECALLS = 6
FADED = 0.25
DAY = 86_400.0


def strength(
    salience: NDArray[np.float64], recalls: NDArray[np.int64], days: NDArray[np.float64]
) -> NDArray[np.float64]:
    """0..1 each, shape (n,). days: since it was told or last came up; below 0 counts as 0."""
    faded: NDArray[np.float64] = 1.0 / (1.0 + np.maximum(0.0, days) / stability(salience, recalls))
    return faded


def stability(salience: NDArray[np.float64], recalls: NDArray[np.int64]) -> NDArray[np.float64]:
    """Days after which half the strength is left, shape (n,)."""
    steps = np.minimum(recalls, MOST_RECALLS)
    days: NDArray[np.float64] = BASE_DAYS * PER_SALIENCE**salience * PER_RECALL**steps
    return days


def fades_at(salience: float, recalls: int, last: datetime) -> datetime:
    """When a memory that came up `last` at that time, and never again, is gone."""
    half = float(stability(np.array([salience]), np.array([recalls]))[0])
    return last + timedelta(days=half * (1.0 / FADED - 1.0))
