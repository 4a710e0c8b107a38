"""Mutated models, imported as a person would: the window's process must neither crash nor hang.

Each mutant of a small real model is brought in by the real import. What passes is listed as the
settings page does, loaded by the real engine in its child process and asked for a word. That the
child dies of one is what it is there for; it is counted, and costs a reply.
"""

from __future__ import annotations

import os
import random
import secrets
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from companion.bench.gguf_mutations import anatomy, mutant
from companion.bench.tiny_gguf import write_tiny
from companion.engine import catalogue, importing
from companion.engine.client import KILLED_BY_FILE, EngineClient
from companion.errors import CompanionError, EngineDied

COUNT = 2000
LIMIT_S = 10.0
CONTEXT = 64  # tokens
LANES = 2  # engines at once


def measure(count: int = COUNT, seed: int | None = None) -> dict[str, Any]:
    """Import `count` mutants and load what passes.

    window_crashes: anything but a CompanionError reached the importing process. hangs: an import
    or a load took longer than 10 s; a child that does is ended then. The seed is in the result.
    """
    seed = secrets.randbits(32) if seed is None else seed
    tally: Counter[str] = Counter()
    crashes: list[str] = []
    hangs: list[str] = []
    with tempfile.TemporaryDirectory() as folder, _home(Path(folder) / "home"):
        raw = write_tiny(Path(folder) / "whole.gguf").read_bytes()
        parts, chance = anatomy(raw), random.Random(seed)  # noqa: S311 - files, not secrets
        passed: list[tuple[str, Path]] = []
        for number in range(count):
            way, made = mutant(raw, parts, chance)
            path = Path(folder) / f"mutant-{number}.gguf"
            path.write_bytes(made)
            began = time.monotonic()
            try:
                passed.append((way, _imported(path)))
            except CompanionError:
                tally["refused"] += 1
            except Exception as error:
                crashes.append(f"{way}: {type(error).__name__} on import")
            hangs += [f"{way} on import"] if time.monotonic() - began > LIMIT_S else []
            path.unlink()
        with ThreadPoolExecutor(LANES) as lanes:
            for lane in lanes.map(_load_all, [passed[n::LANES] for n in range(LANES)]):
                tally += lane[0]
                crashes += lane[1]
                hangs += lane[2]
    return {
        "gguf_mutants": {
            "tried": count,
            "window_crashes": len(crashes),
            "hangs": len(hangs),
        },
        "details": {
            "seed": seed,
            "passed": len(passed),
            "crashes": crashes,
            "hangs": hangs,
            **tally,
        },
    }


def _imported(path: Path) -> Path:
    """Bring it in, and describe it as the list of models does."""
    target = importing.bring(path)
    catalogue.find(target.stem)
    return target


def _load_all(passed: list[tuple[str, Path]]) -> tuple[Counter[str], list[str], list[str]]:
    """Load one after the other in one child, which is made anew when it dies; tally, crashes, hangs."""
    tally: Counter[str] = Counter()
    crashes: list[str] = []
    hangs: list[str] = []
    with EngineClient() as engine:
        for way, path in passed:
            began = time.monotonic()
            stop = threading.Timer(LIMIT_S, _end, (engine,))
            stop.start()
            try:
                engine.load_chat(path, CONTEXT)
                words = engine.tokenize("a")
                for _ in engine.stream(words or (0,), threading.Event(), max_tokens=2):
                    pass
                tally["loaded"] += 1
            except CompanionError as error:
                died = isinstance(error, EngineDied) or str(error) == KILLED_BY_FILE
                tally["child died" if died else "refused by the engine"] += 1
                tally[f"child died of {way}"] += died
            except Exception as error:
                crashes.append(f"{way}: {type(error).__name__} on loading")
            finally:
                stop.cancel()
                stop.join()
            hangs += [f"{way} on loading"] if time.monotonic() - began > LIMIT_S else []
            path.unlink()
    return +tally, crashes, hangs


def _end(engine: EngineClient) -> None:
    """End a child that takes too long; its client finds it gone."""
    if (pid := engine.pid) is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, 9)


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """A data folder of the bench's own, for as long as it runs."""
    names = ("COMPANION_HOME", "COMPANION_MODELS")
    before = {name: os.environ.pop(name, None) for name in names}
    os.environ["COMPANION_HOME"] = str(folder)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
