"""How fast words come through the engine's process, beside plain llama.cpp with the same file."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Sequence
from typing import Any

from companion import samples
from companion.bench import plain_llama
from companion.bench.plain_llama import Ran
from companion.engine.client import EngineClient
from companion.engine.messages import LoadChat, Piece

ROUNDS = 16
TOKENS = 64  # of a round, at most
FEWEST = 24  # a round that the model ended earlier tells nothing


def measure(engine: EngineClient, call: LoadChat) -> dict[str, Any]:
    """Rounds in turns with the same prompt and seed, on an engine that has loaded what `call` says.

    The ratio is the median of the rounds' ratios, so that another program that was busy in one of
    them does not decide. Raises CompanionError.
    """
    prompt = _prompt(engine)
    ours: list[Ran] = []
    loop: list[Ran] = []
    library: list[Ran] = []
    with plain_llama.opened(call) as plain:
        seed = 0
        while len(ours) < ROUNDS and seed < 4 * ROUNDS:
            seed += 1
            one = through(engine, prompt, TOKENS, seed)
            if one.tokens < FEWEST:
                continue
            loop.append(plain.loop(prompt, one.tokens, seed))
            library.append(plain.library(prompt, one.tokens, seed))
            # Once before the others and once behind them: neither place decides.
            ours.append(through(engine, prompt, TOKENS, seed) if len(ours) % 2 else one)
    return {
        "speed_ratio": _ratio(ours, loop),
        "tokens_per_s": _rate(ours),
        "baseline_loop_tokens_per_s": _rate(loop),
        "baseline_library_tokens_per_s": _rate(library),
        "ratio_to_library": _ratio(ours, library),
        "rounds": len(ours),
    }


def through(engine: EngineClient, prompt: Sequence[int], most: int, seed: int) -> Ran:
    """One stream through the engine's process. Raises CompanionError."""
    began = time.perf_counter()
    times = [
        time.perf_counter()
        for answer in engine.stream(
            prompt, threading.Event(), max_tokens=most, temperature=0.8, seed=seed
        )
        if isinstance(answer, Piece)
    ]
    if not times:
        return Ran(0, 0.0, 0.0)
    return Ran(len(times), times[-1] - times[0], (times[0] - began) * 1000)


def _prompt(engine: EngineClient) -> tuple[int, ...]:
    told = " ".join(samples.messages("everyday"))
    return engine.tokenize(f"Once, on a long evening, a friend wrote to me. {told}")[:300]


def _ratio(ours: Sequence[Ran], plain: Sequence[Ran]) -> float | None:
    pairs = [a.rate / b.rate for a, b in zip(ours, plain, strict=True) if b.tokens >= FEWEST]
    return round(statistics.median(pairs), 3) if pairs else None


def _rate(runs: Sequence[Ran]) -> float | None:
    return round(statistics.median(run.rate for run in runs), 1) if runs else None
