"""Measuring what the rules leave open: which threads, batch and layers are quickest on this machine.

Each way is loaded, reads what a message with its note takes, and speaks as much as a reply; the
quickest is kept. One thing is changed at a time, and time is short: twenty seconds by default.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from companion.engine import loading
from companion.engine.client import EngineClient
from companion.engine.fit import Shape
from companion.engine.machine import Machine
from companion.engine.messages import Evaluated, Piece
from companion.engine.planning import BATCH, FEW_LAYERS, GPU_BATCH, Plan
from companion.errors import EngineDied, ModelFileError

SECONDS = 20.0
READ, SPOKEN = 160, 40  # tokens of a usual message with its note, and of a reply
TRIES = 6  # a reply may end early; then another one is begun
TEXT = "it was a long day and the rain did not stop until the evening came over the town "
BATCHES = (128, BATCH, GPU_BATCH)


@dataclass(frozen=True)
class Pace:
    """One way and how quick it is: tokens read and spoken a second."""

    plan: Plan
    read: float
    spoken: float

    @property
    def turn_s(self) -> float:
        """Seconds of a usual turn."""
        return READ / self.read + SPOKEN / self.spoken


def tune(
    engine: EngineClient,
    path: Path,
    start: Plan,
    shape: Shape | None,
    machine: Machine,
    adapter: Path | None = None,
    *,
    seconds: float = SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> list[Pace]:
    """What was measured within `seconds`, the quickest first; `start` is always among it.

    A way that cannot be loaded is passed over; raises ModelFileError where `start` cannot be.
    """
    until = clock() + seconds
    best = measure(engine, path, start, adapter, clock)
    found = [best]
    for step in (_layers(start, shape, machine), _threads(start, machine), _batches(start)):
        for change in step:
            if clock() >= until:
                break
            tried = replace(best.plan, **change)
            if tried in [pace.plan for pace in found]:
                continue
            try:
                pace = measure(engine, path, tried, adapter, clock)
            except (ModelFileError, EngineDied):
                continue
            found.append(pace)
        best = min(found, key=lambda pace: pace.turn_s)
    return sorted(found, key=lambda pace: pace.turn_s)


def measure(
    engine: EngineClient,
    path: Path,
    plan: Plan,
    adapter: Path | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Pace:
    """How quick the model is, loaded by this plan. Raises ModelFileError, EngineDied."""
    loading.load_by(engine, path, plan, adapter)
    words = (engine.tokenize(TEXT) * READ)[:READ]
    never = threading.Event()
    began = clock()
    for _ in engine.stream(words, never, max_tokens=0):
        pass
    read = READ / max(clock() - began, 1e-6)
    spoken, spent = 0, 0.0
    for seed in range(TRIES):
        last = None
        for answer in engine.stream(words, never, max_tokens=SPOKEN, seed=seed):
            if isinstance(answer, Evaluated):
                last = clock()
            elif isinstance(answer, Piece) and last is not None:
                now = clock()
                spoken, spent, last = spoken + 1, spent + now - last, now
        if spoken >= SPOKEN:
            break
    return Pace(plan, read, max(spoken, 1) / max(spent, 1e-6))


def _layers(start: Plan, shape: Shape | None, machine: Machine) -> Iterator[dict[str, Any]]:
    """None on a device, and half of those the plan puts there."""
    if start.gpu_layers and machine.gpus:
        yield {"gpu_layers": 0, "batch": BATCH, "flash": start.kv_type != "f16"}
        half = min(start.gpu_layers, shape.layers if shape else 0) // 2
        if half > FEW_LAYERS:
            yield {"gpu_layers": half}


def _threads(start: Plan, machine: Machine) -> Iterator[dict[str, Any]]:
    for count in (machine.cores, os.cpu_count() or 1, machine.cores // 2):
        if 0 < count != start.threads:
            yield {"threads": count}


def _batches(start: Plan) -> Iterator[dict[str, Any]]:
    for batch in BATCHES:
        if batch != start.batch:
            yield {"batch": batch}
