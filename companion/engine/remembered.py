"""What was found out about models on this machine: how each loads, how quick it is, what ended it.

One small JSON file beside the settings. Names of model files and figures are all that is in it.
What another machine found out, or another release of the engine, counts for nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from companion.engine.planning import Plan

FILE = "models-here.json"
MARK = "loading.json"


@dataclass(frozen=True)
class Found:
    """How one model runs here.

    plan: how to load it, None by rule. why: the sentence that was said when it was stepped down.
    asked: the window and layers that were asked for then; with others it is tried anew. speed:
    tokens a second, measured, 0 for not yet. given_up: not even a careful load went well.
    """

    plan: Plan | None = None
    why: str = ""
    asked: tuple[int, int] = (0, 0)
    speed: float = 0.0
    given_up: bool = False


@dataclass(frozen=True)
class Mark:
    """A load that began and was not seen to end. careful: it was a careful one already."""

    file: str
    careful: bool


class Notes:
    """The notes in `folder` about `machine`; see `Machine.known_as`. A damaged file counts as none."""

    def __init__(self, folder: Path, machine: str) -> None:
        self._path = folder / FILE
        self._mark = folder / MARK
        self._machine = f"{machine}; engine {metadata.version('llama-cpp-python')}"

    def of(self, file: str) -> Found:
        """What is known of the model file of that name."""
        raw = self._read().get(file)
        try:
            return _found(raw) if isinstance(raw, dict) else Found()
        except (TypeError, ValueError, KeyError):
            return Found()

    def note(self, file: str, found: Found) -> None:
        """Keep what was found. A disk that takes nothing keeps nothing, and nobody is troubled."""
        models = self._read() | {file: asdict(found)}
        with contextlib.suppress(OSError):
            _write(self._path, {"machine": self._machine, "models": models})

    def forget(self, file: str) -> None:
        """The next load of this model is by rule again; what was measured stays."""
        self.note(file, replace(self.of(file), plan=None, why="", given_up=False))

    def broken_off(self) -> Mark | None:
        """The load that the program or the whole machine did not survive, if the last one was such."""
        try:
            raw = json.loads(self._mark.read_text("utf-8"))
            return Mark(str(raw["file"]), bool(raw["careful"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    @contextlib.contextmanager
    def marked(self, mark: Mark) -> Iterator[None]:
        """A load, noted on the disk before it begins; whatever comes back to us was survived."""
        with contextlib.suppress(OSError):
            _write(self._mark, asdict(mark))
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                self._mark.unlink(missing_ok=True)

    def _read(self) -> dict[str, Any]:
        try:
            raw = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(raw, dict) or raw.get("machine") != self._machine:
            return {}
        models = raw.get("models")
        return models if isinstance(models, dict) else {}


def _found(raw: dict[str, Any]) -> Found:
    plan = Plan(**raw["plan"]) if raw["plan"] is not None else None
    if plan is not None:
        numbers = (plan.gpu_layers, plan.context, plan.batch, plan.threads)
        if not all(isinstance(number, int) and 0 <= number < 10_000_000 for number in numbers):
            raise ValueError("a plan out of all bounds")
    context, layers = (int(number) for number in raw["asked"])
    return Found(
        plan, str(raw["why"]), (context, layers), float(raw["speed"]), raw["given_up"] is True
    )


def _write(path: Path, content: dict[str, Any]) -> None:
    draft = path.with_suffix(".part")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())  # a machine that hangs over a graphics card must not lose it
    draft.replace(path)
