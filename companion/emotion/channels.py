"""A second channel beside the words: how something was said, as another likelihood.

Words alone are the rule. Where a voice is heard too, both are independent witnesses of the same
state, the voice a weaker one; and where they contradict each other ("I'm fine", in a breaking
voice) that is a sign of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from companion.emotion.hmm import normalize
from companion.emotion.states import AROUSAL, STATES
from companion.turn import Affect

TRUST = 0.5  # a choice: how much of a witness the voice is beside the words
FLOOR = 0.01  # neither rules a feeling out
DISAGREES = 0.35  # from here on it is worth saying
HEAVY = -0.4  # valence of words, -1..1
CALM_VOICE = (
    -0.09
)  # how far its states' arousal lies below the mean of all: a quarter of 0..1 or less stirred


def fuse(words: Sequence[float], voice: Sequence[float]) -> tuple[float, ...]:
    """p(words and voice | state) up to a factor: words * voice ** TRUST, the largest being one.

    No voice, or one that is no likelihood over the same states, leaves the words as they are.
    """
    if not usable(words, voice):
        return tuple(words)
    together = _unit(words) * _unit(voice) ** TRUST
    return tuple(float(value) for value in np.maximum(together / together.max(), FLOOR))


def disagreement(words: Sequence[float], voice: Sequence[float]) -> float:
    """How unlikely such a voice is where the words place the person: 0 for a voice that fits, up to 1.

    Beside a voice that says exactly what the words say. One that says little contradicts nobody,
    however clear the words are: a distance between the two beliefs would call that a contradiction.
    """
    if not usable(words, voice):
        return 0.0
    said = _unit(words)
    believed = normalize(said)
    fits = float(believed @ _unit(voice)) / float(believed @ said)
    return min(max(1.0 - fits, 0.0), 1.0)


def calm_voice_heavy_words(affect: Affect, voice: Sequence[float]) -> bool:
    """Whether heavy words came in a voice calmer than this person's usual.

    affect: of the words alone. voice: as above. Somebody who has decided on something may sound so;
    it is a sign of its own, of which nothing is concluded.
    """
    if affect.valence > HEAVY or not usable((1.0,) * len(STATES), voice):
        return False
    heard = normalize(np.asarray(voice, dtype=np.float64))
    return float(heard @ AROUSAL - AROUSAL.mean()) < CALM_VOICE


def usable(words: Sequence[float], voice: Sequence[float]) -> bool:
    """Whether there are words, and a voice beside them: as many finite numbers >= 0, not all zero."""
    heard = np.asarray(voice, dtype=np.float64)
    return (
        heard.shape == (len(words),)
        and bool(np.isfinite(heard).all())
        and bool((heard >= 0).all())
        and bool(heard.any())
        and any(words)
    )


def _unit(likelihood: Sequence[float]) -> np.ndarray:
    values = np.asarray(likelihood, dtype=np.float64)
    return np.asarray(np.maximum(values / values.max(), FLOOR))
