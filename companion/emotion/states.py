"""The hidden states: their names, where they lie in affect space, and gentle words for them.

The one file to change when a state is added. Coordinates are valence, arousal and dominance in
-1..1, set by hand on Russell's circumplex (1980) with dominance beside it: a rough map that sets
the tone of a reply, not a measurement. What a person's words say is fitted on data (`observe`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from companion.turn import Affect, Belief


@dataclass(frozen=True)
class State:
    """A feeling the tracker can believe in. `seems` completes "you seem ..."; `noun` names it."""

    name: str
    affect: Affect
    seems: str
    noun: str


STATES: tuple[State, ...] = (
    State("calm", Affect(0.2, -0.5, 0.1), "fairly calm", "calm"),
    State("joy", Affect(0.8, 0.5, 0.5), "glad", "joy"),
    State("affection", Affect(0.7, 0.1, 0.3), "warm and grateful", "affection"),
    State("hope", Affect(0.6, 0.1, 0.3), "hopeful", "hope"),
    State("sadness", Affect(-0.7, -0.3, -0.5), "heavy-hearted", "sadness"),
    State("anxiety", Affect(-0.6, 0.6, -0.5), "anxious", "worry"),
    State("anger", Affect(-0.6, 0.7, 0.2), "angry", "anger"),
    State("shame", Affect(-0.6, 0.1, -0.6), "hard on yourself", "shame"),
)

NAMES: tuple[str, ...] = tuple(state.name for state in STATES)
VALENCE = np.array([state.affect.valence for state in STATES])  # in the order of `STATES`
AROUSAL = np.array([state.affect.arousal for state in STATES])  # the same


def strongest(belief: Belief) -> State:
    """The state believed most."""
    return STATES[max(range(len(STATES)), key=lambda i: belief.probs[i])]


def valence_of(name: str) -> float:
    """The valence of the state of this name. Raises ValueError where there is none."""
    return float(VALENCE[NAMES.index(name)])


def expected_affect(belief: Belief) -> Affect:
    """The mean of the states' coordinates under the belief."""
    pairs = list(zip(belief.probs, STATES, strict=True))
    return Affect(
        valence=sum(p * s.affect.valence for p, s in pairs),
        arousal=sum(p * s.affect.arousal for p, s in pairs),
        dominance=sum(p * s.affect.dominance for p, s in pairs),
    )


def in_words(belief: Belief) -> str:
    """One calm line for the window: the leading feeling, a second if close, and how sure."""
    order = sorted(range(len(STATES)), key=lambda i: -belief.probs[i])
    first, second = order[0], order[1]
    sure = (
        "fairly sure"
        if belief.probs[first] >= 0.6
        else "not very sure"
        if belief.probs[first] >= 0.35
        else "hard to tell"
    )
    mixed = STATES[second].name != "calm" and belief.probs[second] >= 0.5 * belief.probs[first]
    also = f", perhaps a little {STATES[second].seems}" if mixed else ""
    return f"seems {STATES[first].seems}{also}; {sure}"
