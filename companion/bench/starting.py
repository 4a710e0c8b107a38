"""How soon the window can be used and answered in, and what memory both processes take."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from companion.engine import catalogue
from companion.errors import CompanionError
from companion.settings import Settings, save

STARTS = 5
UNCOUNTED = 1  # start before them: it makes the memory and reads everything from the disk
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
NOT_STARTED = "The window did not start, so nothing could be measured."
# What no program with such a window and such a model can do without.
BARE_WINDOW = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
QTimer.singleShot(0, lambda: (print(time.time(), flush=True), app.quit()))
app.exec()
"""
BARE_MODEL = """
import sys, time
import llama_cpp
llama = llama_cpp.Llama(sys.argv[1], n_ctx=int(sys.argv[2]), verbose=False)
llama.eval(llama.tokenize(b"Hello, how are you?"))
print(time.time(), flush=True)
"""


def measure(settings: Settings) -> dict[str, Any]:
    """Start the real window a few times, each beside a bare window and a bare model; medians.

    Memory is the proportional share of both processes with all buffers, without the pages of model
    files; None where the system does not tell. Raises CompanionError.
    """
    started: list[dict[str, Any]] = []
    bare: list[tuple[float, float]] = []
    path = str(catalogue.chat_path(settings.model))
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        home = Path(folder)
        save(replace(settings, notice_accepted=True), home / "settings.json")
        for _ in range(UNCOUNTED):
            _started(home)
        for _ in range(STARTS):
            started.append(_started(home))
            bare.append((_bare(BARE_WINDOW), _bare(BARE_MODEL, path, str(settings.context))))

    def median(key: str) -> float | None:
        known = [one[key] for one in started if one[key] is not None]
        return round(statistics.median(known)) if known else None

    return {
        "start_ms": median("start_ms"),
        "ready_ms": median("ready_ms"),
        "overhead_mb": median("overhead_mb"),
        "window_mb": median("window_mb"),
        "engine_mb": median("engine_mb"),
        "model_files_mb": median("model_files_mb"),
        "baseline_bare_window_ms": round(statistics.median(window for window, _ in bare)),
        "baseline_bare_model_ms": round(statistics.median(model for _, model in bare)),
    }


def _started(home: Path) -> dict[str, Any]:
    """One start of the window; milliseconds and megabytes."""
    environment = {**os.environ, "COMPANION_HOME": str(home), "COMPANION_KEYRING": "off"}
    # A home of its own must not mean model files of its own.
    environment.setdefault("COMPANION_MODELS", str(catalogue.path_of(catalogue.embedder()).parent))
    began = time.time()
    with _running("-m", "ui.started", environment=environment) as line:
        try:
            told = json.loads(line)
        except ValueError as error:
            raise CompanionError(NOT_STARTED) from error
        if told["trouble"]:
            raise CompanionError(told["trouble"][0])
        window, engine = _memory(told["window_pid"]), _memory(told["engine_pid"])
    return {
        "start_ms": (told["usable"] - began) * 1000,
        "ready_ms": (told["ready"] - began) * 1000,
        "overhead_mb": window and engine and window[0] + engine[0],
        "window_mb": window and window[0],
        "engine_mb": engine and engine[0],
        "model_files_mb": engine and engine[1],
    }


def _bare(program: str, *arguments: str) -> float:
    # Threads wait as the engine's own do (see `worker.prepare`), else any other program decides.
    environment = {**os.environ, "OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "2000"}
    began = time.time()
    with _running("-c", program, *arguments, environment=environment) as line:
        return (float(line or "nan") - began) * 1000


@contextmanager
def _running(*arguments: str, environment: dict[str, str]) -> Iterator[str]:
    """A Python beside this one and the first line it says; it is told to end with the block."""
    child = subprocess.Popen(  # noqa: S603 - this very Python with our own words
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    with child:
        assert child.stdout is not None and child.stdin is not None
        yield child.stdout.readline()
        child.stdin.close()


def _memory(pid: int) -> tuple[float, float] | None:
    """Megabytes of a process: its own share, and its share of model files. None where not told."""
    try:
        text = Path(f"/proc/{pid}/smaps").read_text("utf-8")
    except OSError:
        return None
    own = models = 0
    # Each mapping begins with a line of addresses that ends with the file, if it is one.
    for mapping in re.split(r"\n(?=[0-9a-f]+-[0-9a-f]+ )", text):
        share = _PSS.search(mapping)
        if share is None:
            continue
        if mapping.partition("\n")[0].endswith(".gguf"):
            models += int(share[1])
        else:
            own += int(share[1])
    return own / 1024, models / 1024
