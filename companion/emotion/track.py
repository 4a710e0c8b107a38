"""Following one person: what is believed of them by now, and one more utterance.

Everything that moves from turn to turn is in `Track`, which is never changed but followed by the
next, so that a correction can go back to any turn and take the same steps again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from companion.emotion.hmm import Array, Hmm, filter_step, pairwise
from companion.emotion.learn import Learnt, learn, personal
from companion.emotion.states import NAMES, expected_affect, strongest
from companion.emotion.tone import Tone, follow
from companion.turn import Affect, Belief, Shift

CHANGED = 0.5  # a shift is acted on when the feeling is likelier another one than the same


@dataclass(frozen=True)
class Step:
    """One utterance as the tracker sees it.

    likelihood: p(what was said | state) up to a factor. at: when. strategy: the kind of the
    companion's reply before it, None if there was none.
    """

    likelihood: tuple[float, ...]
    at: datetime
    strategy: str | None = None


@dataclass(frozen=True)
class Track:
    """One person up to now. belief, tone and at are None before anything was said."""

    belief: Belief | None = None
    tone: Tone | None = None
    at: datetime | None = None
    learnt: Learnt = field(default_factory=Learnt)
    shift: Shift = field(default_factory=Shift)

    @property
    def believed(self) -> Belief:
        """The belief, once something was said."""
        assert self.belief is not None
        return self.belief

    @property
    def affect(self) -> Affect:
        """Where the tone is by now; the middle before anything was said."""
        return Affect() if self.tone is None else self.tone.affect


def advance(hmm: Hmm, track: Track, step: Step, *, learns: bool = True) -> Track:
    """The track after one more utterance.

    hmm: the shipped dynamics. learns: whether the person lets the program learn from them; if not,
    what was learnt is neither used nor added to.
    """
    own = personal(hmm, track.learnt, (step.strategy,)) if learns else hmm
    gap = seconds_between(track.at, step.at)
    belief = filter_step(own, track.belief, step.likelihood, step.strategy, gap)
    learnt, shift = track.learnt, Shift()
    if track.belief is not None:
        pairs = pairwise(own, track.belief, step.likelihood, step.strategy, gap)
        pairs = own.kept(gap)[:, None] * pairs
        shift = shift_in(pairs, track.belief, belief)
        if learns:
            learnt = learn(learnt, pairs, step.strategy)
    tone = follow(track.tone, expected_affect(belief), gap)
    return Track(belief, tone, step.at, learnt, shift)


def shift_in(pairs: Array, before: Belief, after: Belief) -> Shift:
    """Whether the feeling turned, from p(state before and still in force, state now).

    Not a change of the leading label alone, which flickers whenever two states are about as likely:
    the probability that the state is another one, whichever two they are, must be high as well.
    What wore off in the time between did not turn; such pairs are left out and sum to less than one.
    """
    changed = pairs.copy()
    np.fill_diagonal(changed, 0.0)
    probability = min(max(float(changed.sum()), 0.0), 1.0)
    was, now = divmod(int(changed.argmax()), len(changed))
    other = strongest(before).name != strongest(after).name
    return Shift(probability, NAMES[was], NAMES[now], other and probability >= CHANGED)


def seconds_between(before: datetime | None, now: datetime) -> float:
    """Seconds that went by; 0 if the clock was set back or one of the two knows no time zone."""
    if before is None or (before.tzinfo is None) != (now.tzinfo is None):
        return 0.0
    return max((now - before).total_seconds(), 0.0)
