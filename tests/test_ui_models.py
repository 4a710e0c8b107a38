"""The models in the settings: what is here, what could be, and what is really running."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tiny_models import entry_for
from ui_fakes import FakeHouse

from companion import paths
from companion.engine import catalogue, planning
from companion.engine.catalogue import Entry, Source
from companion.engine.client import EngineClient
from companion.engine.loading import Loader
from companion.engine.machine import GPU, Device, Machine
from companion.engine.messages import ChatLoaded, DevicesFound
from companion.engine.planning import Plan
from companion.engine.remembered import Found
from ui import models_view
from ui.models_view import ModelsPart

STARTER = catalogue.find("smollm2-135m")
MINE = entry_for(b"x" * 1000, Source("file"), name="mine.gguf", title="Mine", licence="")
CARD = Device("CUDA0", "A card", GPU, 20 << 30, 24 << 30)
FULL = ChatLoaded("llama 256M Q4_1", 1536, "CUDA0", 31, 30, "f16", 512, 8)


class DescribedEngine(EngineClient):
    def devices(self) -> DevicesFound:
        return DevicesFound((CARD,), ("AVX2",))


def house(loaded: ChatLoaded | None) -> FakeHouse:
    """An open house in which that is loaded, on a machine with a large card."""
    made = FakeHouse()
    made.engine.loaded = loaded
    made.loader = Loader(DescribedEngine(), paths.home())  # type: ignore[assignment]
    made.loader.machine = Machine(  # type: ignore[attr-defined]
        16_000_000_000, 12_000_000_000, 8, ("AVX2",), (CARD,)
    )
    return made


@pytest.fixture
def part(qtbot: QtBot) -> ModelsPart:
    made = ModelsPart(lambda: ("smollm2-135m", 4096), lambda: (STARTER, MINE))
    qtbot.addWidget(made)
    return made


def texts(part: ModelsPart) -> list[str]:
    return [found.text() for found in part.findChildren(QLabel) if found.isVisibleTo(part)]


def picks(part: ModelsPart) -> list[str]:
    return [found.text() for found in part._group.buttons()]


def test_the_models_here_can_be_chosen_and_the_one_in_use_is_marked(
    part: ModelsPart, qtbot: QtBot
) -> None:
    assert picks(part) == ["SmolLM2 135M (98 MB)", "Mine (1 KB)"]
    assert [found.isChecked() for found in part._group.buttons()] == [True, False]
    with qtbot.waitSignal(part.chosen) as told:
        part._group.buttons()[1].click()
    assert told.args == ["mine.gguf"]


def test_the_models_that_could_be_here_have_size_licence_and_a_verdict(part: ModelsPart) -> None:
    part.take(house(FULL))  # type: ignore[arg-type]
    assert models_view.COULD_BE not in texts(part), "folded until asked for"
    part.others.click()
    shown = texts(part)
    others = [e for e in catalogue.entries() if e.role == "chat" and e != STARTER]
    assert models_view.COULD_BE in shown
    for entry in others:
        (title,) = (text for text in shown if text.startswith(f"{entry.title} ("))
        said = next(text for text in shown if text.startswith(entry.about))
        assert "GB)" in title or "MB)" in title
        assert f"{entry.licence}." in said
        assert "Recommended: It fits" in said


def test_before_a_talk_is_open_nothing_is_said_to_run(part: ModelsPart) -> None:
    assert part.running.text() == models_view.NOT_YET
    assert part.details.isHidden() and part.reason.isHidden() and part.afresh.isHidden()


@pytest.mark.parametrize(
    ("loaded", "where"),
    [
        (FULL, "runs on A card and"),
        (replace(FULL, gpu_layers=12), "runs partly on A card and partly on the processor and"),
        (replace(FULL, gpu_layers=0, device=""), "runs on the processor and"),
    ],
)
def test_what_really_runs_is_said_plainly(part: ModelsPart, loaded: ChatLoaded, where: str) -> None:
    part.take(house(loaded))  # type: ignore[arg-type]
    assert where in part.running.text() and "about 1,200 words" in part.running.text()
    assert f"{loaded.gpu_layers} of 30 layers" in part.details.text()
    assert part.afresh.isHidden(), "nothing was stepped down"


def test_a_fall_back_is_said_and_can_be_taken_back(part: ModelsPart) -> None:
    opened = house(replace(FULL, gpu_layers=0, device="", reason="There is not enough memory."))
    loader = opened.loader
    assert loader is not None
    loader.notes.note(STARTER.file, Found(Plan(0, 1536), "There is not enough memory.", (1536, -1)))
    part.take(opened)  # type: ignore[arg-type]
    assert part.reason.text() == "There is not enough memory." and not part.afresh.isHidden()
    part.afresh.click()
    assert part.reason.text() == models_view.NEXT_TIME and part.afresh.isHidden()
    assert loader.notes.of(STARTER.file).plan is None


def test_a_server_of_mine_is_said_to_answer_and_no_figure_of_this_computer(
    part: ModelsPart,
) -> None:
    opened = house(ChatLoaded("server at attic.example", 12_288))
    opened.server = "attic.example"
    part.take(opened)  # type: ignore[arg-type]
    assert part.running.text() == "Words are answered by the server at attic.example."
    assert part.details.isHidden() and part.reason.isHidden() and part.afresh.isHidden()


def test_models_on_a_disk_that_is_away_are_named_as_that_and_the_window_opens(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path))
    monkeypatch.delenv("COMPANION_MODELS")
    paths.models_note().write_text(str(tmp_path / "stick"), "utf-8")
    made = ModelsPart(lambda: ("smollm2-135m", 4096), catalogue.chats)
    qtbot.addWidget(made)
    assert any("not plugged in" in text for text in texts(made))
    assert picks(made) == []


def test_a_machine_too_small_for_a_model_is_told_so(part: ModelsPart) -> None:
    opened = house(FULL)
    assert opened.loader is not None
    part.others.click()
    opened.loader.machine = Machine(2_000_000_000, 1_000_000_000, 2)
    part.take(opened)  # type: ignore[arg-type]
    large: Entry = catalogue.find("qwen3-8b")
    said = next(text for text in texts(part) if text.startswith(large.about))
    assert planning.TOO_BIG.capitalize() in said and "this computer has 2 GB" in said
