"""The companion's own affect, and the manner of speaking it gives: warmth, length, pace.

It follows the person's smoothed tone (`emotion.tone`: a second-order motion with inertia, which goes
home when nothing is said) part of the way and more calmly, as somebody does who is with a person
without being swept away. It may be glad with them. It is a way of speaking and never said: a program
does not feel.
"""

from __future__ import annotations

from dataclasses import dataclass

MOVED = 0.6  # of the person's valence
ROUSED, CALM = 0.4, -0.15  # of their arousal; and where it rests
LOW = -0.15  # own valence from which the manner is that for something heavy: theirs is -0.25 then
FEW_WORDS = 5  # a message of so few is not answered at length


@dataclass(frozen=True)
class Manner:
    """warmth: 0..1, how much of a reply is warmth rather than matter. length: sentences, 1..3.

    pace: 0..1, from as fast as it comes to slow and steady.
    """

    warmth: float
    length: int
    pace: float


def own(valence: float, arousal: float) -> tuple[float, float]:
    """The companion's own valence and arousal beside a person's, all -1..1."""
    return MOVED * valence, CALM + ROUSED * arousal


def manner(valence: float, arousal: float, words: int, parts: int) -> Manner:
    """How to speak to a person whose smoothed tone is this, after a message of `words` words.

    parts: how many kinds of reply are planned; each needs a sentence.
    """
    moved, roused = own(valence, arousal)
    warmth = min(1.0, 0.4 + abs(moved))
    length = 3 if moved <= LOW and words > FEW_WORDS else 2
    if words <= FEW_WORDS and parts == 1:
        length = 1
    # Slow for somebody low, slower for somebody roused and unhappy; quick for the glad.
    pace = 0.3 - 0.5 * moved + (0.6 * max(0.0, roused - CALM) if moved < 0 else 0.0)
    return Manner(warmth, max(parts, length), max(0.0, min(1.0, pace)))
