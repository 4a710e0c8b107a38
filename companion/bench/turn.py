"""What a turn costs on this machine."""

from __future__ import annotations

import itertools
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from companion import samples
from companion.engine.messages import Evaluated
from companion.errors import CompanionError
from companion.house import House, now, open_house
from companion.session import Session
from companion.settings import Settings
from companion.turn import TurnSaved, Utterance


def measure(settings: Settings, turns: int) -> dict[str, Any]:
    """Hold one talk of `turns` turns with a memory of its own; milliseconds and tokens per turn.

    first_token_ms is None in a turn whose words were all written by people. The baseline reads as
    many tokens as the last prompt had with nothing kept from before.
    """
    if turns < 1:
        raise CompanionError("A talk has at least one turn.")
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        house = open_house(settings, home=Path(folder), seed=1)
        try:
            if house.trouble:
                raise CompanionError(house.trouble[0])
            texts = itertools.islice(itertools.cycle(samples.messages("everyday")), turns)
            measured = [_measure(house.session, text) for text in texts]
            return {
                "model": settings.model,
                "turns": measured,
                "baseline_nothing_reused": _from_nothing(house),
            }
        finally:
            house.close()


def _from_nothing(house: House) -> dict[str, float | int | None]:
    timings = [made.timings for made in house.session.turns]
    length = max(t.reused_tokens + t.evaluated_tokens for t in timings)
    if not length:
        return {"first_token_ms": None, "evaluated_tokens": 0}
    said = " ".join(f"{made.utterance.text} {made.reply}" for made in house.session.turns)
    tokens = (house.engine.tokenize(said) * (1 + length))[:length]
    start = time.perf_counter()
    for answer in house.engine.stream(tokens, threading.Event(), max_tokens=1):
        if isinstance(answer, Evaluated):
            evaluated = answer.evaluated
    return {
        "first_token_ms": round((time.perf_counter() - start) * 1000, 1),
        "evaluated_tokens": evaluated,
    }


def _measure(session: Session, text: str) -> dict[str, float | int | None]:
    events = session.respond(Utterance(text, now(), "sample"), threading.Event())
    (saved,) = (event for event in events if isinstance(event, TurnSaved))
    timings = saved.turn.timings
    return {
        "first_token_ms": _rounded(timings.first_token_ms),
        "first_sentence_ms": _rounded(timings.first_sentence_ms),
        "reused_tokens": timings.reused_tokens,
        "evaluated_tokens": timings.evaluated_tokens,
        "outside_model_ms": _rounded(timings.outside_model_ms),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
