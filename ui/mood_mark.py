"""One place on the line of the mood: what the page tells the chart, which is slow to load."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One place on the line.

    across: where, in any unit; under: the words on the axis below it. height, low, high: -1 heavy
    to 1 light. spread: how far off the height may be. state: the feeling it is named after.
    turned: the feeling turned here.
    """

    across: float
    under: str
    height: float
    spread: float
    low: float
    high: float
    state: str
    turned: bool = False
