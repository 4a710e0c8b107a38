"""Which of the fitting kinds of reply is best for this person now: what it may lead to, and no ruts.

The lists in `strategy` say what fits the moment, best first. Here what each kind of reply has led to
with this person, and may lead to over the next turns, is weighed against that order. Where a kind was
seldom tried, a draw from what is believed of it (Thompson, 1933) gives it a chance; never with risk.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from companion.turn import Prospects, Strategy

EXPLORES = 0.15  # of the doubt; a talk has too few turns for a full draw (measured in simulation)
STEP = 0.03  # valence a place further down the list costs
SECOND = 0.5  # what the second kind of reply counts beside the first
TELLS = 0.05  # a gain from which it is worth saying in *why*

Pair = tuple[Strategy, ...]


def worth(strategy: Strategy, prospects: Prospects, draw: str) -> float:
    """Expected valence above the usual reply's; draw: what the exploring draw depends on, "" for none."""
    gain = prospects.gain.get(strategy.value, 0.0)
    if not draw:
        return gain
    chance = random.Random(f"{draw}/{strategy.value}").gauss(0.0, 1.0)  # noqa: S311 - not a secret
    return gain + EXPLORES * prospects.doubt.get(strategy.value, 0.0) * chance


def best(pairs: Sequence[Pair], prospects: Prospects, draw: str = "") -> tuple[Pair, str]:
    """The best of `pairs` (not empty, best by custom first), and why, in a sentence ("" if by custom)."""

    def value(place: int) -> float:
        first, *second = pairs[place]
        after = sum(worth(strategy, prospects, draw) for strategy in second)
        return worth(first, prospects, draw) + SECOND * after - STEP * place

    place = max(range(len(pairs)), key=value)
    if place == 0:
        return pairs[0], ""
    name = pairs[place][0].value
    gain = prospects.gain.get(name, 0.0)
    tried = prospects.turns.get(name, 0.0)
    if gain - prospects.gain.get(pairs[0][0].value, 0.0) < TELLS:
        return pairs[place], f"I have seldom tried {name} with you, so I try it."
    if tried < 1:
        return pairs[place], f"From here {name} may ease things more."
    return pairs[place], f"With you, {name} has led to lighter turns than other replies."
