"""A second channel beside the words: how something was said, as another likelihood.

Words alone are the rule. Where a voice is heard too, both are independent witnesses of the same
state, the voice a weaker one; and where they contradict each other ("I'm fine", in a breaking
voice) that is a sign of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from companion.emotion.hmm import normalize

TRUST = 0.5  # a choice: how much of a witness the voice is beside the words
FLOOR = 0.01  # neither rules a feeling out
DISAGREES = 0.35  # from here on it is worth saying


def fuse(words: Sequence[float], voice: Sequence[float]) -> tuple[float, ...]:
    """p(words and voice | state) up to a factor: words * voice ** TRUST, the largest being one.

    No voice, or one that is no likelihood over the same states, leaves the words as they are.
    """
    if not usable(words, voice):
        return tuple(words)
    together = _unit(words) * _unit(voice) ** TRUST
    return tuple(float(value) for value in np.maximum(together / together.max(), FLOOR))


def disagreement(words: Sequence[float], voice: Sequence[float]) -> float:
    """How far the voice says something else: Jensen-Shannon divergence in bits, 0 the same, 1 never.

    Over what each alone would have one believe, every state being as likely beforehand.
    """
    if not usable(words, voice):
        return 0.0
    p, q = normalize(_unit(words)), normalize(_unit(voice))
    middle = (p + q) / 2
    bits = 0.5 * float((p * np.log2(p / middle)).sum() + (q * np.log2(q / middle)).sum())
    return min(max(bits, 0.0), 1.0)


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
