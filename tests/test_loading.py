"""A model that does not go as it should: smaller steps, another model, and what is remembered of it."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_models import write_gguf

from companion import paths
from companion.engine import catalogue, loading, planning
from companion.engine.child import Child
from companion.engine.client import EngineClient
from companion.engine.loading import Loader
from companion.engine.machine import Device
from companion.engine.messages import ChatLoaded, DevicesFound, LoadChat
from companion.engine.planning import Plan
from companion.engine.remembered import MARK, Found, Mark, Notes
from companion.errors import EndedByModel, EngineDied, ModelFileError, NotEnoughMemory

STARTER = catalogue.find("smollm2-135m")
GB = 1_000_000_000
CARD = Device("CUDA0", "A card", "gpu", 8 * GB, 8 * GB)
Fate = Callable[[LoadChat], Exception | None]


class DescribedEngine(EngineClient):
    """A client whose child is only described: its devices, and what becomes of each load."""

    def __init__(self, fate: Fate = lambda call: None, devices: tuple[Device, ...] = ()) -> None:
        super().__init__()
        self.fate = fate
        self.found = devices
        self.calls: list[LoadChat] = []

    def devices(self) -> DevicesFound:
        return DevicesFound(self.found, ("AVX2",))

    def _ask(self, call: object, kind: type, limit_s: float = 0.0) -> object:  # type: ignore[override]
        assert isinstance(call, LoadChat)
        self.calls.append(call)
        trouble = self.fate(call)
        if trouble is not None:
            raise trouble
        return ChatLoaded("described", call.context, kv_type=call.kv_type)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter, and a larger model of one's own beside it (of which only the size is real)."""
    starter = catalogue.path_of(STARTER)
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))
    folder = paths.model_files()
    os.link(starter, folder / STARTER.file)
    os.truncate(write_gguf(folder / "larger.gguf"), 2 * STARTER.size)
    return folder


def larger() -> catalogue.Entry:
    return catalogue.find("larger")


def went_down(engine: EngineClient, mark: Mark) -> None:
    """As it is when the power goes while the model loads: the mark stays."""
    file = paths.home() / MARK
    with notes(engine).marked(mark):
        left = file.read_text("utf-8")
    file.write_text(left, "utf-8")


def notes(engine: EngineClient) -> Notes:
    return Notes(paths.home(), loading.look(engine).known_as)


def short_unless(fits: Callable[[LoadChat], bool]) -> Fate:
    return lambda call: None if fits(call) else NotEnoughMemory("Too little.")


def test_a_model_that_fits_is_loaded_as_planned_and_nothing_is_said() -> None:
    engine = DescribedEngine(devices=(CARD,))
    running = Loader(engine, paths.home()).load(STARTER, 1536)
    (call,) = engine.calls
    assert (call.gpu_layers, call.context, call.flash) == (31, 1536, True)
    assert (running.entry, running.trained, running.told) == (STARTER, True, ())
    assert engine.loaded is not None and engine.loaded.reason == ""
    assert notes(engine).of(STARTER.file) == Found() and notes(engine).broken_off() is None


def test_short_of_memory_it_takes_fewer_layers_says_so_once_and_remembers() -> None:
    engine = DescribedEngine(short_unless(lambda call: call.gpu_layers < 10), (CARD,))
    running = Loader(engine, paths.home()).load(STARTER, 1536)
    assert [call.gpu_layers for call in engine.calls] == [31, 15, 7]
    (said,) = running.told
    assert "with 7 layers on the graphics card" in said
    assert engine.loaded is not None and engine.loaded.reason == said
    again = Loader(engine, paths.home()).load(STARTER, 1536)
    assert len(engine.calls) == 4 and engine.calls[-1].gpu_layers == 7
    assert again.told == () and engine.loaded.reason == said


def test_then_the_cache_and_the_view_of_the_talk_shrink() -> None:
    engine = DescribedEngine(short_unless(lambda call: call.context < 3000))
    running = Loader(engine, paths.home()).load(STARTER, 4096)
    assert [(call.kv_type, call.context) for call in engine.calls] == [
        ("f16", 4096), ("q8_0", 4096), ("q8_0", 2048)
    ]  # fmt: skip
    assert "about 1,500 words" in running.told[0]


def test_another_wish_is_tried_anew() -> None:
    engine = DescribedEngine(short_unless(lambda call: call.gpu_layers < 10), (CARD,))
    Loader(engine, paths.home()).load(STARTER, 1536)
    engine.fate = lambda call: None
    Loader(engine, paths.home()).load(STARTER, 1024)
    assert engine.calls[-1].gpu_layers == 31


def test_another_card_is_tried_anew() -> None:
    engine = DescribedEngine(short_unless(lambda call: call.gpu_layers < 10), (CARD,))
    Loader(engine, paths.home()).load(STARTER, 1536)
    engine.found = (replace(CARD, title="A new card"),)
    engine.fate = lambda call: None
    Loader(engine, paths.home()).load(STARTER, 1536)
    assert engine.calls[-1].gpu_layers == 31


def test_where_nothing_smaller_goes_a_smaller_model_speaks(models: Path) -> None:
    engine = DescribedEngine(short_unless(lambda call: "larger" not in call.path))
    running = Loader(engine, paths.home()).load(larger(), 2048)
    assert running.entry == STARTER
    assert "SmolLM2 135M speaks instead" in running.told[0]


def test_where_nothing_goes_at_all_it_is_said_plainly() -> None:
    engine = DescribedEngine(short_unless(lambda call: False))
    with pytest.raises(NotEnoughMemory):
        Loader(engine, paths.home()).load(STARTER, 2048)


def test_a_death_while_loading_is_followed_by_safe_mode() -> None:
    engine = DescribedEngine(lambda call: EngineDied("") if call.gpu_layers else None, (CARD,))
    running = Loader(engine, paths.home()).load(STARTER, 4096)
    assert [call.gpu_layers for call in engine.calls] == [31, 0]
    assert engine.calls[-1].context == planning.SAFE_WINDOW
    assert "safe mode" in running.told[0]
    Loader(engine, paths.home()).load(STARTER, 4096)
    assert engine.calls[-1].gpu_layers == 0 and len(engine.calls) == 3


def test_a_model_that_ends_the_child_or_is_short_by_turns_is_not_tried_for_ever() -> None:
    def fate(call: LoadChat) -> Exception:
        plain = call.kv_type == "f16" and not call.gpu_layers
        return NotEnoughMemory("Too little.") if plain else EngineDied("")

    engine = DescribedEngine(fate, (CARD,))
    with pytest.raises(EndedByModel):
        Loader(engine, paths.home()).load(STARTER, 1536)
    assert [(call.gpu_layers, call.kv_type) for call in engine.calls] == [
        (31, "f16"), (0, "f16"), (0, "q8_0")
    ]  # fmt: skip


def test_when_the_whole_machine_went_down_the_next_start_is_in_safe_mode() -> None:
    engine = DescribedEngine(devices=(CARD,))
    went_down(engine, Mark(STARTER.file, False))
    running = Loader(engine, paths.home()).load(STARTER, 4096)
    (call,) = engine.calls
    assert (call.gpu_layers, call.context) == (0, planning.SAFE_WINDOW)
    assert "safe mode" in running.told[0]
    assert not (paths.home() / MARK).exists()


def test_when_even_safe_mode_took_it_down_the_starter_speaks_and_stays(models: Path) -> None:
    engine = DescribedEngine()
    went_down(engine, Mark(larger().file, True))
    for _ in range(2):
        running = Loader(engine, paths.home()).load(larger(), 4096)
        assert running.entry == STARTER
    assert all("larger" not in call.path for call in engine.calls)
    notes(engine).forget(larger().file)
    assert Loader(engine, paths.home()).load(larger(), 4096).entry == larger()


def test_the_starter_is_tried_again_whatever_happened_there_is_nothing_smaller() -> None:
    engine = DescribedEngine()
    went_down(engine, Mark(STARTER.file, True))
    assert Loader(engine, paths.home()).load(STARTER, 4096).entry == STARTER


def test_the_mark_is_on_the_disk_while_the_model_loads() -> None:
    seen = []

    def fate(_call: LoadChat) -> None:
        seen.append(json.loads((paths.home() / MARK).read_text("utf-8")))

    Loader(DescribedEngine(fate), paths.home()).load(STARTER, 4096)
    assert seen == [{"file": STARTER.file, "careful": False}]


def test_a_damaged_file_is_said_and_nothing_is_remembered_of_it() -> None:
    engine = DescribedEngine(lambda call: ModelFileError("It is damaged."))
    with pytest.raises(ModelFileError, match="damaged"):
        Loader(engine, paths.home()).load(STARTER, 2048)
    assert notes(engine).of(STARTER.file) == Found()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"machine": 1}', '{"models": {"a": 1}}', '{"models": {"a": {"plan": {}}}}'],
)
def test_damaged_notes_count_as_none(text: str) -> None:
    kept = Notes(paths.home(), "here")
    kept.note("a", Found(Plan(0, 1024)))
    raw = json.loads((paths.home() / "models-here.json").read_text("utf-8"))
    broken = {"machine": raw["machine"]} | json.loads(text) if text[:2] == '{"' else None
    (paths.home() / "models-here.json").write_text(json.dumps(broken) if broken else text, "utf-8")
    assert kept.of("a") == Found()


@pytest.mark.parametrize(
    "change", [{"context": -1}, {"context": "x"}, {"threads": 10**9}, {"more": 1}]
)
def test_notes_out_of_all_bounds_count_as_none(change: dict[str, object]) -> None:
    kept = Notes(paths.home(), "here")
    kept.note("a", Found(Plan(0, 1024), "why", (1, 2), 3.0))
    assert kept.of("a") == Found(Plan(0, 1024), "why", (1, 2), 3.0)
    file = paths.home() / "models-here.json"
    raw = json.loads(file.read_text("utf-8"))
    raw["models"]["a"]["plan"] |= change
    file.write_text(json.dumps(raw), "utf-8")
    assert kept.of("a") == Found()


# --- with the real engine -----------------------------------------------------------------------------


class StruckChild(Child):
    """A real child that dies of the larger model."""

    strikes = 0

    def send(self, call: object) -> None:
        if isinstance(call, LoadChat) and "larger" in call.path and self.pid:
            self.strikes += 1
            os.kill(self.pid, signal.SIGKILL)
        super().send(call)


@pytest.fixture
def real() -> Iterator[EngineClient]:
    with EngineClient() as client:
        yield client


@pytest.mark.slow
def test_a_model_that_really_ends_the_child_gives_way_to_the_starter(
    models: Path,
) -> None:
    with EngineClient() as struck:
        struck._child = child = StruckChild()
        running = Loader(struck, paths.home()).load(larger(), 4096)
        assert child.strikes == 2, "in full, and once more in safe mode"
        assert running.entry == STARTER and "speaks instead" in running.told[0]
        assert list(struck.stream(struck.tokenize("hello"), threading.Event(), max_tokens=2))
        assert notes(struck).of("larger.gguf").given_up


@pytest.mark.slow
def test_a_child_that_really_runs_out_of_memory_steps_down(
    real: EngineClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "plan", lambda *_: Plan(0, 8192, batch=4096))
    real.devices()  # the child is there, and now it may grow by half a gigabyte
    assert real.pid is not None
    limit_memory(real.pid, 600_000_000)
    running = Loader(real, paths.home()).load(STARTER, 8192)
    assert real.loaded is not None
    assert real.loaded.kv_type == "q8_0" and real.loaded.reason == running.told[0]


def limit_memory(pid: int, more: int) -> None:
    resource = pytest.importorskip("resource")
    pages = int(Path(f"/proc/{pid}/statm").read_text("utf-8").split()[0])
    most = pages * resource.getpagesize() + more
    resource.prlimit(pid, resource.RLIMIT_AS, (most, most))


@pytest.mark.slow
def test_when_memory_runs_out_in_a_talk_less_is_used_from_then_on(real: EngineClient) -> None:
    Loader(real, paths.home()).load(STARTER, 2048)
    tokens = real.tokenize("hello there")
    for time in range(2):
        with pytest.raises((EngineDied, NotEnoughMemory)) as caught:
            for _ in real.stream(tokens, threading.Event(), max_tokens=300):
                if real.pid:
                    os.kill(real.pid, signal.SIGKILL)
        assert ("compressed form" in str(caught.value)) == (time == 1), "once can be chance"
        assert str(caught.value).endswith("Nothing you said is lost.")
    assert list(real.stream(tokens, threading.Event(), max_tokens=2))
    assert real.loaded is not None and real.loaded.kv_type == "q8_0" and real.loaded.reason
    assert Loader(real, paths.home()).load(STARTER, 2048).told == ()
    assert real.loaded.kv_type == "q8_0"
