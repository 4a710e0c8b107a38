"""The first page while models come: how fast, how long still, a pause and going on."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, open_window, page_text, press

from companion import paths
from companion.engine import pace
from companion.errors import FetchStopped
from companion.settings import Settings, load
from ui import first_run
from ui.first_run import GO_ON, PAUSE, PAUSED, FirstRun
from ui.lane import Progress
from ui.main_window import SETTINGS, MainWindow
from ui.runner import TurnRunner


class Fetching:
    """An opener that has half of the pack and waits, the first time; then the house is open."""

    def __init__(self) -> None:
        self.tries = 0
        self.house = FakeHouse()

    def __call__(
        self, settings: Settings, progress: Progress, cancel: threading.Event
    ) -> FakeHouse:
        self.tries += 1
        if self.tries == 1:
            progress(49_000_000, 98_000_000, "SmolLM2 135M")
            assert cancel.wait(10)
            raise FetchStopped("Fetching SmolLM2 135M was stopped.")
        return self.house


def test_i_can_pause_the_fetching_and_go_on(qtbot: QtBot) -> None:
    opener = Fetching()
    runner = TurnRunner(opener)  # type: ignore[arg-type]
    with qtbot.waitSignal(runner.progress):
        window = MainWindow(Settings(), runner)
        qtbot.addWidget(window)
        window.show()
    page = window.first_run
    assert "49 MB of 98 MB" in page.status.text()
    with qtbot.waitSignal(runner.failed):
        press(page, PAUSE)
    assert page.status.text() == PAUSED
    assert PAUSE not in page_text(page).splitlines()
    with qtbot.waitSignal(runner.opened):
        press(page, GO_ON)
    assert "Everything is ready." in page_text(page)
    assert opener.tries == 2


def test_speed_and_time_left_stand_beside_the_amount(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    meter = pace.Meter(lambda: now)
    monkeypatch.setattr(first_run, "Meter", lambda: meter)
    page = FirstRun("here")
    qtbot.addWidget(page)
    page.show()
    for second in range(5):
        now = float(second)
        page.show_progress(2_000_000 * second, 98_000_000, "SmolLM2 135M")
    assert page.status.text() == (
        "Only this once: SmolLM2 135M, 8 MB of 98 MB, 2.0 MB a second, about 45 seconds left"
    )


def test_i_can_keep_some_of_the_line_for_others(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    window.go_to(SETTINGS)
    press(window.settings_view, "250 KB")
    assert load(paths.settings_file()).fetch_limit == 250_000


def test_a_trouble_that_was_no_pause_is_said_as_it_is(qtbot: QtBot) -> None:
    page = FirstRun("here")
    qtbot.addWidget(page)
    page.show()
    page.show_progress(1, 2, "SmolLM2 135M")
    page.show_failed("There is no room on the disk.")
    assert page.status.text() == "There is no room on the disk."
    assert PAUSE not in page_text(page).splitlines()
