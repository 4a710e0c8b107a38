"""The engine on this machine: speed, waits, start and stop, each beside a plain baseline."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from companion.bench import (
    fetching,
    fitting,
    generating,
    long_talk,
    mutants,
    reopening,
    starting,
    stopping,
)
from companion.engine import catalogue
from companion.engine.messages import LoadChat
from companion.errors import CompanionError
from companion.house import House, open_house
from companion.settings import Settings

# Each figure asked for, and the part that measures it; the part says more, and its baselines.
FIGURES = {
    "speed_ratio": "generating",
    "ttft_turn_60_over_5": "long_talk",
    "reopen_ratio": "reopening",
    "start_ms": "starting",
    "ready_ms": "starting",
    "overhead_mb": "starting",
    "stop_ms_p95": "stopping",
    "fit_error_max": "fitting",
    "fetch_faults": "fetching",
    "gguf_mutants": "mutants",
}


def measure(settings: Settings) -> dict[str, Any]:
    """Every figure with the chosen model, on a machine that SHOULD be idle: times are of the clock.

    Ratios are taken in turns with their baseline, so that they hold on a busy one as well. Raises
    CompanionError when the model or the window cannot be started.
    """
    parts = {name: part(settings) for name, part in ALONE.items()}
    with _house(settings) as house:
        parts |= {name: part(house, settings) for name, part in IN_HOUSE.items()}
    figures = {figure: parts[name][figure] for figure, name in FIGURES.items()}
    return {"model": settings.model, **figures, **parts}


def _fitting(settings: Settings) -> dict[str, Any]:
    return fitting.measure(settings, fitting.CONTEXTS)


def _fetching(_settings: Settings) -> dict[str, Any]:
    return fetching.measure(fetching.TRIALS)


def _mutants(_settings: Settings) -> dict[str, Any]:
    return mutants.measure(mutants.COUNT)


def _generating(house: House, settings: Settings) -> dict[str, Any]:
    entry = catalogue.find(settings.model)
    path, adapter = catalogue.path_of(entry), catalogue.adapter_path(entry)
    window = house.session.voice.sight().room
    call = LoadChat(str(path), window, settings.gpu_layers, 0, str(adapter or ""))
    return generating.measure(house.engine, call)


def _long_talk(house: House, _settings: Settings) -> dict[str, Any]:
    return long_talk.measure(house.session.voice)


def _stopping(house: House, _settings: Settings) -> dict[str, Any]:
    return stopping.measure(house)


@contextmanager
def _house(settings: Settings) -> Iterator[House]:
    """A house with a memory of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        house = open_house(settings, home=Path(folder), seed=1)
        try:
            if house.trouble:
                raise CompanionError(house.trouble[0])
            house.read_ahead(threading.Event())
            yield house
        finally:
            house.close()


ALONE: dict[str, Callable[[Settings], dict[str, Any]]] = {
    "starting": starting.measure,
    "reopening": reopening.measure,
    "fitting": _fitting,
    "fetching": _fetching,
    "mutants": _mutants,
}
IN_HOUSE: dict[str, Callable[[House, Settings], dict[str, Any]]] = {
    "generating": _generating,
    "long_talk": _long_talk,
    "stopping": _stopping,
}
