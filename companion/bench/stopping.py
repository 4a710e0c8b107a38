"""How soon a reply ends when the person presses stop, wherever it was just then."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Iterator
from typing import Any

from companion import samples
from companion.house import House, now
from companion.turn import Sentence, Stopped, Utterance

STOPS = 24
LATEST_S = 1.5  # after the message was sent


def measure(house: House) -> dict[str, Any]:
    """Stop replies at moments drawn evenly from their first seconds, half of them with nothing read before.

    Counted is the time from the press until it is said that the reply has stopped, or until the turn
    has ended where it was about to. The baseline is a reply nobody stops. Raises CompanionError.
    """
    draw = random.Random(5)  # noqa: S311 - when to press is no secret
    took: list[float] = []
    late = 0
    texts = itertools.cycle(samples.messages("everyday"))
    whole = _whole(house, next(texts))
    for number, text in enumerate(itertools.islice(texts, STOPS)):
        if number % 2:
            _forget(house)
        ms, after = _stopped(house, text, draw.uniform(0, min(LATEST_S, whole / 1000)))
        took.append(ms)
        late += after
    took.sort()
    return {
        "stop_ms_p95": round(took[int(0.95 * (len(took) - 1))], 1),
        "stop_ms_median": round(took[len(took) // 2], 1),
        "stop_ms_worst": round(took[-1], 1),
        "sentences_after_stop": late,
        "baseline_not_stopped_ms": round(whole, 1),
    }


def _whole(house: House, text: str) -> float:
    began = time.perf_counter()
    for _ in house.session.respond(Utterance(text, now(), "sample"), threading.Event()):
        pass
    return (time.perf_counter() - began) * 1000


def _stopped(house: House, text: str, after_s: float) -> tuple[float, int]:
    """Milliseconds from the press to the end, and sentences that came in spite of it."""
    cancel, pressed = threading.Event(), []

    def press() -> None:
        pressed.append(time.perf_counter())
        cancel.set()

    timer = threading.Timer(after_s, press)
    timer.start()
    ended, late = 0.0, 0
    for event in _until_quiet(house, text, cancel):
        at = time.perf_counter()
        if isinstance(event, Sentence) and pressed:
            late += 1
        ended = at
    timer.cancel()
    timer.join()
    return (max(0.0, (ended - pressed[0]) * 1000) if pressed else 0.0), late


def _until_quiet(house: House, text: str, cancel: threading.Event) -> Iterator[object]:
    """What can be seen of a turn: its sentences and the word that it has stopped."""
    for event in house.session.respond(Utterance(text, now(), "sample"), cancel):
        if isinstance(event, Sentence | Stopped):
            yield event


def _forget(house: House) -> None:
    """Let the engine's next prompt be read from its first token."""
    word = house.engine.tokenize("so")
    for _ in house.engine.stream(word, threading.Event(), max_tokens=0):
        pass
