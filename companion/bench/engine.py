"""The engine on this machine: speed, waits, start and stop, each beside a plain baseline."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from companion.bench import generating, long_talk, reopening, starting, stopping
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
}


def measure(settings: Settings) -> dict[str, Any]:
    """Every figure with the chosen model, on a machine that SHOULD be idle: times are of the clock.

    Ratios are taken in turns with their baseline, so that they hold on a busy one as well. Raises
    CompanionError when the model or the window cannot be started.
    """
    parts = {name: part(settings) for name, part in PARTS.items()}
    figures = {figure: parts[name][figure] for figure, name in FIGURES.items()}
    return {"model": settings.model, **figures, **parts}


def _generating(settings: Settings) -> dict[str, Any]:
    entry = catalogue.find(settings.model)
    adapter = catalogue.adapter_path(entry)
    with _house(settings) as house:
        assert house.engine.loaded is not None
        call = LoadChat(
            str(catalogue.path_of(entry)),
            house.engine.loaded.context,
            settings.gpu_layers,
            0,
            str(adapter or ""),
        )
        return generating.measure(house.engine, call)


def _long_talk(settings: Settings) -> dict[str, Any]:
    with _house(settings) as house:
        return long_talk.measure(house.session.voice)


def _stopping(settings: Settings) -> dict[str, Any]:
    with _house(settings) as house:
        return stopping.measure(house)


@contextmanager
def _house(settings: Settings) -> Iterator[House]:
    """A house with a memory of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        house = open_house(settings, home=Path(folder), seed=1)
        try:
            if house.trouble:
                raise CompanionError(house.trouble[0])
            yield house
        finally:
            house.close()


PARTS: dict[str, Callable[[Settings], dict[str, Any]]] = {
    "generating": _generating,
    "long_talk": _long_talk,
    "reopening": reopening.measure,
    "starting": starting.measure,
    "stopping": _stopping,
}
