"""The first token after a restart in a long talk: from what was parked, and read anew."""

from __future__ import annotations

import itertools
import secrets
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from companion.bench.long_talk import WORDS
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.memory import parked
from companion.settings import Settings

CONTEXT = 4096  # whatever the house would choose: the talk has to fit
TALK = 3000  # tokens
ASKED = 32  # tokens of the new message
ROUNDS = 3
MOST_BYTES = 512 << 20
MEMORY = "memory.db"


def measure(settings: Settings) -> dict[str, Any]:
    """Restart the engine in the same talk, in turns with and without its parked state; medians.

    The time runs from the loaded model, as it is loaded in both ways, to the first token of a new
    message: parked, through the encrypted file; rebuilt, by reading all 3,000 tokens. Raises
    CompanionError.
    """
    rebuilt, taken_up = [], []
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder, EngineClient() as engine:
        memory, key = Path(folder) / MEMORY, secrets.token_hex(32)
        _load(engine, settings)
        talk = _talk(engine)
        rebuilt.append(_first(engine, talk, lambda: None))
        began = time.perf_counter()
        _park(engine, memory, key, talk)
        parking_ms = (time.perf_counter() - began) * 1000
        size = sum(file.stat().st_size for file in memory.parent.iterdir())
        for number in range(ROUNDS):
            _restart(engine, settings)
            taken_up.append(_first(engine, talk, lambda: _take_up(engine, memory, key, talk)))
            if number + 1 < ROUNDS:
                _restart(engine, settings)
                rebuilt.append(_first(engine, talk, lambda: None))
    parked_ms, rebuilt_ms = statistics.median(taken_up), statistics.median(rebuilt)
    return {
        "reopen_ratio": round(parked_ms / rebuilt_ms, 3),
        "parked_ms": round(parked_ms, 1),
        "baseline_rebuilt_ms": round(rebuilt_ms, 1),
        "talk_tokens": TALK,
        "parked_mb": round(size / 1e6, 1),
        "parking_ms": round(parking_ms, 1),
    }


def _load(engine: EngineClient, settings: Settings) -> None:
    adapter = catalogue.adapter_path(catalogue.find(settings.model))
    path = catalogue.chat_path(settings.model)
    engine.load_chat(path, CONTEXT, settings.gpu_layers, adapter=adapter)


def _restart(engine: EngineClient, settings: Settings) -> None:
    engine.close()
    _load(engine, settings)


def _talk(engine: EngineClient) -> tuple[int, ...]:
    words = " ".join(itertools.islice(itertools.cycle(WORDS), TALK // 10))
    return engine.tokenize(words)[: TALK + ASKED]


def _first(engine: EngineClient, talk: tuple[int, ...], before: Callable[[], None]) -> float:
    """Milliseconds until the first token of an answer to the last words of the talk."""
    began = time.perf_counter()
    before()
    for _ in engine.stream(talk, threading.Event(), max_tokens=1, seed=1):
        pass
    return (time.perf_counter() - began) * 1000


def _park(engine: EngineClient, memory: Path, key: str, talk: tuple[int, ...]) -> None:
    def fill(put: Callable[[bytes], None]) -> str:
        return str(engine.take_state(talk[:TALK], put, MOST_BYTES))

    parked.write(memory, key, 1, fill)


def _take_up(engine: EngineClient, memory: Path, key: str, talk: tuple[int, ...]) -> None:
    with parked.read(memory, key, 1) as kept:
        assert kept is not None
        engine.put_state(talk[:TALK], kept.size, kept.parts)
