"""The measured choice of threads, batch and layers."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from companion.engine import catalogue, tuning
from companion.engine.client import EngineClient
from companion.engine.machine import GPU, Device, Machine
from companion.engine.messages import ChatLoaded, Done, Evaluated, Piece
from companion.engine.planning import Plan
from companion.errors import NotEnoughMemory

SHAPE = catalogue.find("smollm2-135m").shape
CARD = Device("CUDA0", "A card", GPU, 8 << 30, 8 << 30)
FOUR_CORES = Machine(8 << 30, 4 << 30, 4)
WITH_CARD = Machine(8 << 30, 4 << 30, 4, (), (CARD,))


class PacedEngine(EngineClient):
    """An engine that is described: how long a token takes by each plan, on a clock of its own."""

    def __init__(self, best_threads: int, most_layers: int = 99) -> None:
        super().__init__()
        self.best_threads, self.most_layers = best_threads, most_layers
        self.now, self.layers, self.cost = 0.0, [0], 0.0

    def clock(self) -> float:
        return self.now

    def load_chat(  # type: ignore[override]
        self, path: Path, context: int, gpu_layers: int, threads: int, *_: object, **more: object
    ) -> ChatLoaded:
        self.layers.append(gpu_layers)
        if gpu_layers > self.most_layers:
            raise NotEnoughMemory("Too little.")
        self.now += 0.5
        self.cost = 0.01 + 0.005 * abs(threads - self.best_threads)
        return ChatLoaded("described", context)

    def tokenize(self, text: str, control: bool = False) -> tuple[int, ...]:
        return tuple(map(ord, text))

    def stream(  # type: ignore[override]
        self, tokens: Sequence[int], cancel: threading.Event, **options: int
    ) -> Iterator[Evaluated | Piece | Done]:
        yield Evaluated(1, 0, len(tokens))
        for _ in range(min(options["max_tokens"], 25)):
            self.now += self.cost
            yield Piece(1, 0, 1, "a")
        yield Done(1, cancelled=False)


def tuned(engine: PacedEngine, start: Plan, machine: Machine, seconds: float) -> list[tuning.Pace]:
    path = Path("described.gguf")
    return tuning.tune(engine, path, start, SHAPE, machine, seconds=seconds, clock=engine.clock)


def test_the_quickest_way_comes_first() -> None:
    paces = tuned(PacedEngine(best_threads=2), Plan(0, 1024, threads=4), FOUR_CORES, 60)
    assert paces[0].plan.threads == 2
    assert [pace.turn_s for pace in paces] == sorted(pace.turn_s for pace in paces)
    assert len({pace.plan for pace in paces}) == len(paces)


def test_when_time_is_up_what_was_begun_is_what_counts() -> None:
    paces = tuned(PacedEngine(best_threads=2), Plan(0, 1024, threads=4), FOUR_CORES, 0)
    assert [pace.plan for pace in paces] == [Plan(0, 1024, threads=4)]


def test_with_a_card_fewer_layers_are_tried_too() -> None:
    engine = PacedEngine(best_threads=4)
    tuned(engine, Plan(31, 1024, batch=512, threads=4, flash=True), WITH_CARD, 60)
    assert {0, 15, 31} <= set(engine.layers)


def test_a_way_that_does_not_fit_is_passed_over() -> None:
    engine = PacedEngine(best_threads=4, most_layers=10)
    paces = tuned(engine, Plan(8, 1024, threads=4, flash=True), WITH_CARD, 60)
    assert paces and all(pace.plan.gpu_layers <= 10 for pace in paces)
    with pytest.raises(NotEnoughMemory):
        tuned(engine, Plan(31, 1024, threads=4, flash=True), WITH_CARD, 60)


@pytest.mark.slow
def test_the_real_engine_has_a_pace() -> None:
    path = catalogue.chat_path("smollm2-135m")
    with EngineClient() as own:
        pace = tuning.measure(own, path, Plan(0, 1024, threads=2))
    assert pace.read > 0 and pace.spoken > 0
