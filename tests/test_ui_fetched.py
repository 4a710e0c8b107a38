"""Fetching a model from the settings: asked for, coming, paused, gone wrong, here."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, held_words, open_window, page_text, press

from companion import paths
from companion.engine import catalogue, staging, starter
from companion.engine.catalogue import Entry
from companion.engine.pace import Cancelled, Progress
from companion.errors import FetchError, FetchStopped
from ui.fetch_line import DROP, GO_ON, PAUSE, PAUSED
from ui.main_window import SETTINGS, MainWindow
from ui.models_view import SEE
from ui.recogniser_view import BASIC, RecogniserPart

LIMIT_S = 10


class Hub:
    """Half of it has come; the rest comes, or not, when the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[str, int]] = []
        self.on = threading.Event()
        self.trouble = ""
        monkeypatch.setattr(starter, "get", self.get)

    def get(self, entry: Entry, progress: Progress, cancelled: Cancelled, limit: int) -> None:
        self.asked.append((entry.name, limit))
        progress(entry.size // 2, entry.size, entry.title)
        while not self.on.wait(0.01):
            if cancelled():
                raise FetchStopped("It was stopped.")
        if self.trouble:
            raise FetchError(self.trouble)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Hub:
    return Hub(monkeypatch)


@pytest.fixture
def window(qtbot: QtBot, hub: Hub) -> MainWindow:
    made = open_window(qtbot, FakeHouse())
    made.go_to(SETTINGS)
    press(made.settings_view.models, SEE)
    return made


def named(part: QWidget, says: str) -> QAbstractButton:
    """The button a screen reader calls that."""
    page_text(part)
    found = [b for b in part.findChildren(QAbstractButton) if b.accessibleName() == says]
    assert found, says
    return found[-1]


def asked_for(qtbot: QtBot, window: MainWindow, says: str) -> None:
    with qtbot.waitSignal(window.fetching._runner.progress):
        named(window.settings_view, says).click()


def ended(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    with qtbot.waitSignal(window.fetching._runner.ended):
        hub.on.set()


def test_a_larger_model_comes_while_i_go_on(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    models = window.settings_view.models
    asked_for(qtbot, window, "Fetch Qwen3 0.6B")
    assert "Fetching Qwen3 0.6B, 320 MB of 639 MB" in page_text(models)
    assert not named(models, "Fetch Phi-4 mini").isEnabled()
    assert not named(window.settings_view.voice, "Fetch Whisper base").isEnabled()
    assert not window.runner.busy, "a talk goes on meanwhile"
    ended(qtbot, window, hub)
    assert "Qwen3 0.6B is here. Choose it above" in page_text(models)
    assert PAUSE not in page_text(models)
    assert named(models, "Fetch Phi-4 mini").isEnabled()
    assert hub.asked == [("qwen3-0.6b", 0)]


def test_i_can_pause_it_and_go_on(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    models = window.settings_view.models
    asked_for(qtbot, window, "Fetch Qwen3 0.6B")
    with qtbot.waitSignal(window.fetching._runner.ended):
        press(models, PAUSE)
    assert PAUSED in page_text(models)
    with qtbot.waitSignal(window.fetching._runner.progress):
        press(models, GO_ON)
    assert PAUSED not in page_text(models)
    ended(qtbot, window, hub)
    assert [name for name, _ in hub.asked] == ["qwen3-0.6b"] * 2


def test_what_goes_wrong_is_said_and_what_has_come_can_be_thrown_away(
    qtbot: QtBot, window: MainWindow, hub: Hub
) -> None:
    models = window.settings_view.models
    hub.trouble = "The connection was lost; start it again and it goes on from there."
    asked_for(qtbot, window, "Fetch Qwen3 0.6B")
    ended(qtbot, window, hub)
    assert hub.trouble in page_text(models)
    part = staging.part_of(catalogue.find("qwen3-0.6b").file)
    part.write_bytes(b"half")
    press(models, DROP)
    assert not part.exists()
    assert "What had come of Qwen3 0.6B is thrown away." in page_text(models)
    assert GO_ON not in page_text(models)


def test_a_recogniser_that_was_fetched_is_used_from_then_on(
    qtbot: QtBot, window: MainWindow, hub: Hub
) -> None:
    asked_for(qtbot, window, "Fetch Whisper base")
    assert "Fetching Whisper base, 74 MB of 148 MB" in page_text(window.settings_view.voice)
    assert "Fetching Whisper" not in page_text(window.settings_view.models)
    ended(qtbot, window, hub)
    assert window.settings.voice_model == "whisper-base"
    assert "Whisper base is here" in page_text(window.settings_view.voice)


def test_a_limit_i_set_holds_for_it(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    window.settings_view.choose("fetch_limit", 250_000)
    asked_for(qtbot, window, "Fetch Whisper tiny")
    assert hub.asked == [("whisper-tiny", 250_000)]


def test_closing_the_window_ends_it(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    asked_for(qtbot, window, "Fetch Qwen3 0.6B")
    window.close()
    assert not window.fetching._runner._thread.isRunning()


def test_a_model_too_large_for_this_machine_is_not_offered(window: MainWindow) -> None:
    models = window.settings_view.models
    text = page_text(models)
    offered = [b.accessibleName() for b in models.findChildren(QAbstractButton)]
    for entry in catalogue.entries():
        if entry.role == "chat" and not entry.starter:
            line = next(one for one in text.splitlines() if entry.about in one)
            assert (f"Fetch {entry.title}" in offered) == ("Does not fit" not in line)


def test_with_the_models_disk_away_the_settings_of_speaking_still_open(
    qtbot: QtBot, own_folder: Path
) -> None:
    (paths.home() / "models-are-in.txt").write_text("/not/there", "utf-8")
    part = RecogniserPart()
    qtbot.addWidget(part)
    part.show_choice("whisper-base")
    words = held_words(part)
    assert "not plugged in" in words
    assert BASIC in words
    assert "whisper-base" in words, "what is chosen stays in sight"
