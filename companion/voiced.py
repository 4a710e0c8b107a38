"""How something was said, beside how this person mostly speaks: one more witness for the tracker.

The rooms do not know each other: here the measures of the voice meet the memory and the states.
"""

from __future__ import annotations

import contextlib
import json
import math
from dataclasses import asdict, replace

from companion.emotion.states import AROUSAL
from companion.errors import StoreError
from companion.memory import speech
from companion.memory.store import Store
from companion.turn import Utterance
from companion.voice.acoustics import WEIGHTS, Acoustics, Baseline, arousal, learnt, likelihood


def with_manner(store: Store, utterance: Utterance, heard: Acoustics, *, keep: bool) -> Utterance:
    """The utterance with p(so said | state) where the person's usual way is known; else as it was.

    keep: their usual way takes this one in, and is kept. A memory that fails costs only this.
    """
    with contextlib.suppress(StoreError):
        usual = read(speech.usual(store))
        if keep:
            speech.keep_usual(store, json.dumps(asdict(learnt(usual, heard))))
        stirred = arousal(usual, heard)
        if stirred is not None:
            return replace(utterance, voice=likelihood(stirred, AROUSAL.tolist()))
    return utterance


def read(kept: str) -> Baseline:
    """What was kept; nothing known yet where it is empty or damaged."""
    try:
        found = json.loads(kept)
        numbers = [tuple(map(float, found[name])) for name in ("means", "squares")]
        usual = Baseline(float(found["count"]), *numbers)
    except (ValueError, TypeError, KeyError):
        return Baseline()
    flat = (usual.count, *usual.means, *usual.squares)
    sound = all(map(math.isfinite, flat)) and min(usual.count, *usual.squares) >= 0
    fits = len(usual.means) == len(usual.squares) == len(WEIGHTS)
    return usual if sound and fits else Baseline()
