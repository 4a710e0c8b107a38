"""Fetching that is interrupted at random: the file is right in the end, or the error is clear.

A hub on this machine serves a model of a few megabytes and misbehaves; a fetch in a process of its
own meets one fault, then tries again. After every step whatever bears the model's final name is
compared with the model, byte for byte.
"""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
import random
import secrets
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from typing import Any

from companion.bench.bad_hub import FAULTS, Hub, serving
from companion.bench.tiny_gguf import write_tiny
from companion.engine import starter
from companion.engine.catalogue import Entry, Source
from companion.errors import FetchError

TRIALS = 50
SIZE = 4_000_000  # bytes of the model, about
BYTES_A_UNIT = 384
TRIES = 3  # without a fault, after the one with it
PATIENCE_S = 30.0
WRONG_BYTES = 20
KNOWN_SHARE = 0.7  # of the trials; in the others the catalogue has no sum yet
FILE = "model.gguf"
DIED, DONE, HUNG = "the process ended", "fetched", "no answer"


@dataclass(frozen=True)
class _Trial:
    """One interrupted fetch: the model, the fault it meets, and where it shall go."""

    entry: Entry
    content: bytes
    fault: str
    home: Path


def measure(trials: int = TRIALS, size: int = SIZE, seed: int | None = None) -> dict[str, Any]:
    """Interrupt a fetch `trials` times; "bad" counts those that did not end in the right file.

    A trial is bad too where half a file, or another one, bore the final name after any of its
    tries, and where a try ended in anything but a success or a FetchError. The seed is in the
    result, so that a run can be had again.
    """
    seed = secrets.randbits(32) if seed is None else seed
    chance = random.Random(seed)  # noqa: S311 - faults, not secrets
    met, said, bad = Counter[str](), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory() as folder, serving() as hub:
        content, newer = (_model(Path(folder), size, seed + n) for n in range(2))
        faults = [FAULTS[number % len(FAULTS)] for number in range(trials)]
        chance.shuffle(faults)
        for number, fault in enumerate(faults):
            hub.content, hub.wrong = content, newer if fault == "changed" else b""
            trial = _prepared(hub, fault, Path(folder) / f"home-{number}", chance)
            met[trial.fault] += 1
            trouble = _trouble(hub, trial, said, chance.randrange(1, len(content)))
            bad += [f"{trial.fault}: {trouble}"] if trouble else []
    return {
        "fetch_faults": {"tried": trials, "bad": len(bad)},
        "details": {"seed": seed, "faults": dict(met), "said": dict(said), "bad": bad},
    }


def _model(folder: Path, size: int, seed: int) -> bytes:
    return write_tiny(folder / FILE, size // BYTES_A_UNIT, seed % 1000).read_bytes()


def _spoilt(content: bytes, chance: random.Random) -> bytes:
    wrong = bytearray(content)
    for place in chance.sample(range(len(content)), WRONG_BYTES):
        wrong[place] ^= 1 << chance.randrange(8)
    return bytes(wrong)


def _prepared(hub: Hub, fault: str, home: Path, chance: random.Random) -> _Trial:
    """Make the hub ready for the fault, struck at a random place."""
    content = hub.content
    known = fault != "changed" and chance.random() < KNOWN_SHARE
    if fault == "wrong bytes":
        hub.wrong = _spoilt(content, chance)
    hub.fault, hub.at = fault, chance.randrange(len(content))
    hub.lie = chance.choice((-1, 1)) * chance.randrange(1, len(content))
    hub.knows_ranges = True
    hub.promises = not known and fault in ("wrong bytes", "wrong length")
    entry = Entry(
        name="model",
        title="The model",
        role="chat",
        file=FILE,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest() if known else "",
        licence="MIT",
        context=128,
        prefix_reuse=True,
        template="chatml",
        tier="stream",
        about="For the bench.",
        source=Source("url", url=hub.url),
    )
    return _Trial(entry, content, fault, home)


def _trouble(hub: Hub, trial: _Trial, said: Counter[str], room: int) -> str:
    """Fetch with the fault, then without, until it is here; what was wrong, "" for nothing."""
    limit = room if trial.fault == "disk full" else 0
    for number in range(1 + TRIES):
        outcome = _fetched(hub, trial, limit if number == 0 else 0)
        expected_end = trial.fault == "killed" and number == 0
        if outcome in (DIED, HUNG) and not expected_end:
            return outcome
        if number == 0:
            said[outcome] += 1
        target = trial.home / "models" / FILE
        if target.exists() and target.read_bytes() != trial.content:
            return f"a wrong file was installed after: {outcome}"
        if outcome == DONE and target.exists():
            return ""
    return f"not here after {TRIES} tries: {outcome}"


def _fetched(hub: Hub, trial: _Trial, limit: int) -> str:
    """One try in a process of its own; how it ended."""
    context = _context()
    near, far = context.Pipe(duplex=False)
    process = context.Process(target=_fetch, args=(far, trial.entry, str(trial.home), limit))
    hub.struck = process.kill if hub.fault == "killed" else lambda: None
    process.start()
    far.close()
    outcome = DIED
    with near, contextlib.suppress(EOFError, OSError):
        outcome = near.recv() if near.poll(PATIENCE_S) else HUNG
    if outcome == HUNG:
        process.kill()
    process.join()
    process.close()
    return outcome


def _context() -> SpawnContext | ForkServerContext:
    """How the processes are made: where it can be had, from one that has read its modules already."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload([__name__])
    return made


def _fetch(answer: Connection, entry: Entry, home: str, limit: int) -> None:
    """The child's work: the real fetch, on a disk that takes no file larger than `limit` (0: any)."""
    os.environ["COMPANION_HOME"] = home
    os.environ.pop("COMPANION_MODELS", None)
    if limit and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        starter.get(entry)
        answer.send(DONE)
    except FetchError as error:
        answer.send(str(error))
