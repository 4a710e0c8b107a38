"""What the planner and the floor know about one turn. Made by the session, read only."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from companion.policy.guard_wishes import NO_WISHES, Wishes
from companion.turn import ENGLISH, Assessment, Decision, Memory, Prospects


@dataclass(frozen=True)
class PlanContext:
    """One turn, as far as the kind of reply depends on it.

    text: the person's words. at: when they were said. state: name of the strongest state; seems:
    gentle words that complete "you seem ...". probs: the belief, summing to one. valence, arousal:
    -1..1, smoothed over the turns. turned_to: the state the feeling just turned to, "" if it did
    not turn. cause: the clause that carried the feeling. memories: best
    first. history: this talk's decisions so far; openers: their openers, in the same order.
    shaken: what danger the last turns spoke of, None for none.
    said: their words before in this talk, oldest first. earlier_state: of the turn before ("" for none).
    boundary_replies: key to written replies in the person's language. language: which that is, and new_language: whether they wrote in
    another one before. seed: differs between talks, so that wording does too. prospects: what each kind of reply
    may lead to. wishes: what the person asked never to get.
    """

    text: str
    at: datetime
    state: str
    probs: tuple[float, ...]
    seems: str = ""
    valence: float = 0.0
    arousal: float = 0.0
    turned_to: str = ""
    cause: str = ""
    assessment: Assessment = field(default_factory=Assessment)
    shaken: Assessment | None = None
    memories: tuple[Memory, ...] = ()
    history: tuple[Decision, ...] = ()
    openers: tuple[str, ...] = ()
    turn_index: int = 0
    said: tuple[str, ...] = ()
    earlier_state: str = ""
    boundary_replies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = ENGLISH
    new_language: bool = False
    seed: int = 0
    prospects: Prospects = field(default_factory=Prospects)
    wishes: Wishes = NO_WISHES

    @property
    def earlier_text(self) -> str:
        """Their words in the turn before, "" where there was none."""
        return self.said[-1] if self.said else ""


def doubt(probs: tuple[float, ...]) -> float:
    """Shannon entropy of the belief over its maximum: 0 certain, 1 nothing known."""
    if len(probs) < 2:
        return 0.0
    return -sum(p * math.log(p) for p in probs if p > 0) / math.log(len(probs))
