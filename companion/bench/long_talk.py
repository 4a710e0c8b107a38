"""The wait for the first token as a talk grows, with the prompt and the transcript of a real talk."""

from __future__ import annotations

import itertools
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from companion.engine.messages import Piece
from companion.errors import CompanionError
from companion.prompt.note import cue, voice_note
from companion.transcript import Voice

TURNS = 60
EARLY, LATE = (
    5,
    60,
)  # turns, counted from 1; each with its neighbours, so that no single one decides
AROUND = 2
SPOKEN = 24  # tokens of each reply
RESERVE = 160
TOO_SMALL = "The model's window is too small for a talk, so its waits could not be measured."
# As long as each other, so that a turn is held against another that asks for as much reading.
WORDS = (
    "my boss told me in front of everyone that my report was sloppy and I went red",
    "I ate lunch alone again and nobody asked me how the whole morning had been",
    "my mother called about her hip and I did not know what to say to her about it",
    "the flat is very quiet in the evening since my sister moved away in the spring",
    "I tried to sleep early but I lay awake and went over all of it again and again",
)


@dataclass(frozen=True)
class Wait:
    """ms: until the first token. dropped: turns that had left the window since the turn before."""

    ms: float
    dropped: int


def measure(voice: Voice) -> dict[str, Any]:
    """Hold a talk of sixty turns. Raises CompanionError.

    Turns before which old ones left the window are told apart: then the rest is read anew, after the
    reply before, while nobody waits. The baseline keeps nothing: the same last prompt, read from its
    first token.
    """
    waits, last = _talk(voice)
    kept = [(number, w.ms) for number, w in enumerate(waits, 1) if not w.dropped]
    drops = [w.ms for w in waits if w.dropped]
    early, late = _near(kept, EARLY), _near(kept, LATE)
    return {
        "ttft_turn_60_over_5": round(late / early, 3),
        "first_token_ms_turn_5": round(early, 1),
        "first_token_ms_turn_60": round(late, 1),
        "window_drops": len(drops),
        "first_token_ms_after_drop": round(statistics.median(drops), 1) if drops else None,
        "baseline_nothing_kept_ms_turn_60": round(_from_nothing(voice, last), 1),
        "first_token_ms": [round(w.ms, 1) for w in waits],
    }


def said(voice: Voice, words: str) -> tuple[tuple[int, ...], int]:
    """The prompt of one turn and how many turns left for it, as a reply asks for it."""
    opener = cue("question") if voice.trained else ""
    return voice.prompt(words, voice_note("sadness"), opener, RESERVE)


def first_token(voice: Voice, tokens: Sequence[int], most: int, seed: int) -> tuple[float, str]:
    """Milliseconds until the first token, and the text of up to `most`."""
    began, first, text = time.perf_counter(), 0.0, ""
    for answer in voice.engine.stream(tokens, threading.Event(), max_tokens=most, seed=seed):
        if isinstance(answer, Piece):
            first = first or (time.perf_counter() - began) * 1000
            text += answer.text
    return first or (time.perf_counter() - began) * 1000, text


def _talk(voice: Voice) -> tuple[list[Wait], tuple[int, ...]]:
    waits: list[Wait] = []
    tokens: tuple[int, ...] = ()
    for number, words in zip(range(TURNS + AROUND), itertools.cycle(WORDS), strict=False):
        began = time.perf_counter()
        tokens, dropped = said(voice, words)
        assembled = (time.perf_counter() - began) * 1000
        ms, text = first_token(voice, tokens, SPOKEN, number)
        waits.append(Wait(assembled + ms, dropped))
        voice.finish(words, text or "I see.", ())
        voice.read_ahead(threading.Event())
    return waits, tokens


def _near(kept: Sequence[tuple[int, float]], turn: int) -> float:
    """The median of the turns nearest to it before which nothing was dropped."""
    nearest = sorted(kept, key=lambda one: abs(one[0] - turn))[: 2 * AROUND + 1]
    if not nearest:
        raise CompanionError(TOO_SMALL)
    return statistics.median(ms for _, ms in nearest)


def _from_nothing(voice: Voice, tokens: Sequence[int]) -> float:
    """What the last turn would have cost with nothing read before."""
    for _ in voice.engine.stream(tokens[-1:], threading.Event(), max_tokens=0):
        pass
    return first_token(voice, tokens, 1, 0)[0]
