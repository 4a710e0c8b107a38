"""The engine on this machine: speed, waits, start and stop, each beside a plain baseline."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from companion.bench import generating, long_talk, reopening, starting, stopping
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.engine.messages import LoadChat
from companion.errors import CompanionError
from companion.house import SMALL_WINDOW, open_house
from companion.prompt.assemble import TEMPLATES
from companion.settings import Settings
from companion.transcript import Voice


def measure(settings: Settings) -> dict[str, Any]:
    """Every figure with the chosen model; times are as honest as the machine is idle.

    Raises CompanionError when the model or the window cannot be started.
    """
    entry = catalogue.find(settings.model)
    path, adapter = catalogue.chat_path(settings.model), catalogue.adapter_path(entry)
    beside = str(adapter) if adapter else ""
    call = LoadChat(str(path), SMALL_WINDOW, settings.gpu_layers, 0, beside)
    found: dict[str, Any] = {"model": settings.model}
    with EngineClient() as engine:
        engine.load_chat(path, SMALL_WINDOW, settings.gpu_layers, adapter=adapter)
        found["generating"] = generating.measure(engine, call)
        template = TEMPLATES.get(entry.template, TEMPLATES["chatml"])
        voice = Voice(engine, template, entry.tier, trained=adapter is not None)
        found["long_talk"] = long_talk.measure(voice)
    found["reopening"] = reopening.measure(settings)
    found["starting"] = starting.measure(settings)
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        house = open_house(settings, home=Path(folder), seed=1)
        try:
            if house.trouble:
                raise CompanionError(house.trouble[0])
            found["stopping"] = stopping.measure(house)
        finally:
            house.close()
    return {**{key: found[room][key] for key, room in KEYS.items()}, **found}


# The figures asked for, and where each stands with its baseline.
KEYS = {
    "speed_ratio": "generating",
    "ttft_turn_60_over_5": "long_talk",
    "reopen_ratio": "reopening",
    "start_ms": "starting",
    "ready_ms": "starting",
    "overhead_mb": "starting",
    "stop_ms_p95": "stopping",
}
