"""The mood page's data: what was believed, turn by turn and day by day. Pure functions, nothing drawn.

Every point keeps the number of its turn and the words that carried the feeling, so that a curve
can always be traced to what was said. Words that were forgotten are gone here too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

from companion.emotion.corrections import told
from companion.emotion.hmm import Hmm, smooth
from companion.emotion.states import NAMES, STATES, expected_affect, strongest
from companion.emotion.track import seconds_between
from companion.turn import Affect, Belief, Turn


@dataclass(frozen=True)
class Point:
    """One turn on the page.

    affect: the mean under the belief; spread: the standard deviation of valence under it, 0..1.
    uncertainty: 0 sure of one feeling, 1 none likelier than another. state: name of the leading
    feeling. cause: the person's words that carried it; text: all of them. turn_id: its number in
    the memory, None where it was not kept. shifted: the feeling turned here. corrected: the person
    said so themselves.
    """

    at: datetime
    belief: Belief
    affect: Affect
    spread: float
    uncertainty: float
    state: str
    cause: str
    text: str = ""
    turn_id: int | None = None
    shifted: bool = False
    corrected: bool = False


@dataclass(frozen=True)
class Day:
    """One day, by the person's own clock at the time.

    affect: the mean over its turns, each smoothed in the light of the others. low, high: valence of
    the heaviest and the lightest turn. spread: how far off the mean may be, 0..1. state: the
    feeling that was believed most over the day. told: the turn that says that feeling most clearly.
    """

    day: date
    affect: Affect
    low: float
    high: float
    spread: float
    state: str
    turns: int
    told: Point


def points(turns: Sequence[Turn], since: datetime | None = None) -> tuple[Point, ...]:
    """The turns as points in order of time; only those at or after `since` if it is given."""
    kept = [turn for turn in turns if since is None or turn.utterance.at >= since]
    return tuple(_point(turn) for turn in sorted(kept, key=lambda turn: turn.utterance.at))


def days(hmm: Hmm, history: Sequence[tuple[int, Turn]]) -> tuple[Day, ...]:
    """The days of `history` (turns with their numbers, oldest first), oldest first.

    The beliefs are smoothed over everything: what was said later says more about how it was.
    """
    turns = [turn for _, turn in history if len(turn.observation.likelihood) == len(STATES)]
    ids = [i for i, turn in history if len(turn.observation.likelihood) == len(STATES)]
    if not turns:
        return ()
    seen = [told(t.corrected) if t.corrected in NAMES else t.observation.likelihood for t in turns]
    strategies = [turn.decision.leading for turn in turns[:-1]]
    gaps = [seconds_between(a.utterance.at, b.utterance.at) for a, b in pairwise(turns)]
    beliefs = smooth(hmm, seen, strategies, gaps)
    found = [_point(t, b, i) for i, t, b in zip(ids, turns, beliefs, strict=True)]
    by_day = groupby(sorted(found, key=_day), key=_day)
    return tuple(_day_of(day, tuple(of_day)) for day, of_day in by_day)


def uncertainty(belief: Belief) -> float:
    """Shannon entropy of the belief over that of the flat one, 0..1."""
    if len(belief.probs) < 2:
        return 0.0
    entropy = -sum(p * math.log(p) for p in belief.probs if p > 0)
    return min(max(entropy / math.log(len(belief.probs)), 0.0), 1.0)


def spread(belief: Belief) -> float:
    """Standard deviation of valence under the belief, 0..1."""
    mean = expected_affect(belief).valence
    return math.sqrt(
        sum(p * (s.affect.valence - mean) ** 2 for p, s in zip(belief.probs, STATES, strict=True))
    )


def _day(point: Point) -> date:
    return point.at.date()


def _day_of(day: date, found: tuple[Point, ...]) -> Day:
    n = len(found)
    mean_belief = Belief(
        tuple(sum(p.belief.probs[i] for p in found) / n for i in range(len(STATES)))
    )
    valences = [p.affect.valence for p in found]
    state = strongest(mean_belief).name
    return Day(
        day=day,
        affect=expected_affect(mean_belief),
        low=min(valences),
        high=max(valences),
        spread=math.sqrt(sum(p.spread**2 for p in found)) / n,
        state=state,
        turns=n,
        told=max(found, key=lambda p: p.belief.probs[NAMES.index(state)]),
    )


def _point(turn: Turn, belief: Belief | None = None, turn_id: int | None = None) -> Point:
    believed = belief or turn.belief
    return Point(
        at=turn.utterance.at,
        belief=believed,
        affect=expected_affect(believed),
        spread=spread(believed),
        uncertainty=uncertainty(believed),
        state=strongest(believed).name,
        cause=turn.observation.cause,
        text=turn.utterance.text,
        turn_id=turn_id,
        shifted=turn.shift.found,
        corrected=bool(turn.corrected),
    )
