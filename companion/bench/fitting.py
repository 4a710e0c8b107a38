"""How well the memory a model will take is foretold: predicted against the measured peak."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from companion.engine import catalogue, fit, gguf_header
from companion.engine.client import EngineClient
from companion.errors import CompanionError
from companion.settings import Settings

CONTEXTS = (1024, 4096, 8192)  # tokens
STEP = 256  # tokens read between two signs of life
SPOKEN = 8  # tokens of each of the candidates after a full window
CANDIDATES = 8
STATUS = "/proc/{}/status"


def measure(settings: Settings, contexts: Sequence[int] = CONTEXTS) -> dict[str, Any]:
    """Fill each window to its end in a fresh engine and compare its peak with what was foretold.

    `fit_error_max` is the largest relative error; the plain baseline, `baseline_file_error_max`, takes the
    size of the file for what it needs. Raises CompanionError where a peak cannot be read.
    """
    path = catalogue.chat_path(settings.model)
    shape = fit.shape_of(gguf_header.read(path))
    if shape is None:
        raise CompanionError("This model file does not tell its shape, so nothing can be foretold.")
    size = path.stat().st_size
    rows = []
    for context in contexts:
        told = fit.needed(shape, size, context).host
        peak = _peak(path, context)
        rows.append(
            {
                "context": context,
                "predicted_mb": round(told / 1e6, 1),
                "peak_mb": round(peak / 1e6, 1),
                "error": round(abs(told - peak) / peak, 3),
                "file_error": round(abs(size - peak) / peak, 3),
            }
        )
    return {
        "model": settings.model,
        "fit_error_max": max(row["error"] for row in rows),
        "baseline_file_error_max": max(row["file_error"] for row in rows),
        "contexts": rows,
    }


def _peak(path: Path, context: int) -> int:
    """The most memory, in bytes, the engine's process held while it filled a window and spoke."""
    with EngineClient() as engine:
        engine.load_chat(path, context)
        never = threading.Event()
        words = engine.tokenize("a quiet evening by the sea ") * context
        room = context - SPOKEN * CANDIDATES
        for end in range(STEP, room, STEP):
            for _ in engine.stream(words[:end], never, max_tokens=0):
                pass
        full = words[:room]
        for _ in engine.stream(full, never, candidates=CANDIDATES, max_tokens=SPOKEN):
            pass
        return _high_water(engine.pid)


def _high_water(pid: int | None) -> int:
    try:
        status = Path(STATUS.format(pid)).read_text("utf-8")
    except OSError as error:
        raise CompanionError("The peak of memory can be read on Linux alone.") from error
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024
