"""The tone a reply answers to: the affect of the beliefs, smoothed so that it does not jump.

A critically damped spring, the fastest second-order motion that does not swing: at each turn the
tone is drawn to the affect of the present belief and keeps some of its speed. Between talks it
goes home to the middle.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from companion.emotion.hmm import HOUR
from companion.turn import Affect

PULL = 1.5  # per turn; 44 % of the way after one turn, 80 % after two
RECOVERY = 6.0  # hours until half the way back to the middle


@dataclass(frozen=True)
class Tone:
    """Where the tone is, and its speed a turn on each axis."""

    affect: Affect
    speed: Affect


def follow(tone: Tone | None, target: Affect, gap: float = 0.0) -> Tone:
    """The tone after one more turn whose belief has the affect `target`, `gap` seconds later.

    None: a first turn, which sets the tone. Every axis stays within -1..1.
    """
    if tone is None:
        return Tone(target, Affect())
    left = 2.0 ** -(gap / HOUR / RECOVERY) if gap > 0 else 1.0
    axes = zip(astuple(tone.affect), astuple(tone.speed), astuple(target), strict=True)
    moved = [_drawn(left * place, left * speed, wanted) for place, speed, wanted in axes]
    places, speeds = zip(*moved, strict=True)
    return Tone(Affect(*places), Affect(*speeds))


def _drawn(place: float, speed: float, target: float) -> tuple[float, float]:
    """The exact solution of x'' = PULL^2 (target - x) - 2 PULL x' after one turn."""
    off = place - target
    slope = speed + PULL * off
    fading = math.exp(-PULL)
    moved = target + (off + slope) * fading
    return max(-1.0, min(1.0, moved)), (speed - PULL * slope) * fading
