"""The mood page's data: what the tracker believed, turn by turn. Pure functions, nothing drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from companion.emotion.states import expected_affect, strongest
from companion.turn import Affect, Belief, Turn


@dataclass(frozen=True)
class Point:
    """One turn on the page.

    affect: the mean under the belief. uncertainty: 0 sure of one feeling, 1 none likelier than
    another. state: name of the leading feeling. cause: the person's words that carried it.
    """

    at: datetime
    belief: Belief
    affect: Affect
    uncertainty: float
    state: str
    cause: str


def points(turns: Sequence[Turn], since: datetime | None = None) -> tuple[Point, ...]:
    """The turns as points in order of time; only those at or after `since` if it is given."""
    kept = [turn for turn in turns if since is None or turn.utterance.at >= since]
    return tuple(_point(turn) for turn in sorted(kept, key=lambda turn: turn.utterance.at))


def uncertainty(belief: Belief) -> float:
    """Shannon entropy of the belief over that of the flat one, 0..1."""
    if len(belief.probs) < 2:
        return 0.0
    entropy = -sum(p * math.log(p) for p in belief.probs if p > 0)
    return min(max(entropy / math.log(len(belief.probs)), 0.0), 1.0)


def _point(turn: Turn) -> Point:
    return Point(
        at=turn.utterance.at,
        belief=turn.belief,
        affect=expected_affect(turn.belief),
        uncertainty=uncertainty(turn.belief),
        state=strongest(turn.belief).name,
        cause=turn.observation.cause,
    )
