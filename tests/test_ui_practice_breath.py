"""Paced breathing by a clock of the test's own: nothing here waits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from ui_fakes import READY, FakeHouse, on_a_page, open_window, page_text

from companion.practice.texts import exercise
from ui.main_window import SETTINGS, TALK, MainWindow
from ui.practice_breath import BEGIN, STOP, BreathView
from ui.practice_end import EndView
from ui.practice_menu import PracticeMenu

BREATHING = exercise("breathing")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def view(qtbot: QtBot, clock: Clock, *, still: bool = False) -> BreathView:
    made = BreathView(BREATHING, BREATHING.steps[0], still=still, clock=clock)
    on_a_page(qtbot, made)
    return made


def at(made: BreathView, clock: Clock, seconds: float) -> None:
    clock.now = 1000.0 + seconds
    made.timer.timeout.emit()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_nothing_moves_before_i_begin(qtbot: QtBot, clock: Clock) -> None:
    made = view(qtbot, clock)
    assert not made.is_running()
    assert made.button.text() == BEGIN
    assert made.circle.word == ""
    assert "dizzy" in page_text(made)


def test_the_circle_grows_for_four_seconds_and_shrinks_for_six(qtbot: QtBot, clock: Clock) -> None:
    made = view(qtbot, clock)
    made.button.click()
    seen = []
    for seconds in (0, 1, 2, 3, 3.99, 5, 6, 7, 8, 9.99):
        at(made, clock, seconds)
        seen.append((made.circle.word, made.circle.full))
    assert [word for word, _ in seen] == ["in"] * 5 + ["out"] * 5
    sizes = [full for _, full in seen]
    assert sizes[:5] == sorted(sizes[:5]) and sizes[5:] == sorted(sizes[5:], reverse=True)
    assert sizes[4] == pytest.approx(1.0, abs=0.01)
    assert made.circle.accessibleDescription() == "out"
    assert not made.grab().isNull()


def test_after_two_minutes_it_is_over(qtbot: QtBot, clock: Clock) -> None:
    made = view(qtbot, clock)
    made.button.click()
    at(made, clock, 119.9)
    assert made.is_running()
    with qtbot.waitSignal(made.done):
        at(made, clock, 120.0)
    assert not made.is_running()


@pytest.mark.parametrize("minutes", [1, 2, 5])
def test_how_long_is_mine_to_choose(qtbot: QtBot, clock: Clock, minutes: int) -> None:
    made = view(qtbot, clock)
    made.lengths.button(minutes).click()
    made.button.click()
    at(made, clock, minutes * 60 - 0.1)
    assert made.is_running()
    with qtbot.waitSignal(made.done):
        at(made, clock, minutes * 60)


def test_stop_ends_it_at_once(qtbot: QtBot, clock: Clock) -> None:
    made = view(qtbot, clock)
    made.button.click()
    assert made.button.text() == STOP
    with qtbot.waitSignal(made.done):
        made.button.click()
    assert not made.is_running()


def test_with_reduced_motion_a_line_fills_and_words_say_in_and_out(
    qtbot: QtBot, clock: Clock
) -> None:
    made = view(qtbot, clock, still=True)
    assert not made.circle.isVisible()
    assert made.line.isVisible()
    made.button.click()
    seen = []
    for seconds in (0, 2, 5, 11, 60):
        at(made, clock, seconds)
        seen.append((made.word.text(), made.line.value() / made.line.maximum()))
    assert [word for word, _ in seen] == ["in", "in", "out", "in", "in"]
    assert [round(share, 3) for _, share in seen] == [0, 0.017, 0.042, 0.092, 0.5]


def in_the_window(qtbot: QtBot, *, still: bool) -> tuple[MainWindow, BreathView]:
    window = open_window(qtbot, FakeHouse(), replace(READY, reduced_motion=still))
    window.talk.practice_button.click()
    page = window.talk.practice
    assert page is not None and isinstance(page.view, PracticeMenu)
    page.view.buttons["breathing"].click()
    assert isinstance(page.view, BreathView)
    return window, page.view


@pytest.mark.parametrize("still", [True, False])
def test_the_setting_for_motion_decides_what_is_shown(qtbot: QtBot, still: bool) -> None:
    _, made = in_the_window(qtbot, still=still)
    assert made.circle.isVisible() is not still
    assert made.line.isVisible() is still


def test_leaving_stops_the_clock(qtbot: QtBot) -> None:
    window, made = in_the_window(qtbot, still=False)
    made.button.click()
    assert made.is_running()
    window.go_to(SETTINGS)
    assert not made.is_running()
    window.go_to(TALK)
    assert made.button.text() == BEGIN
    assert window.talk.is_practising()


def test_stopping_leads_to_its_end(qtbot: QtBot) -> None:
    window, made = in_the_window(qtbot, still=True)
    made.button.click()
    made.button.click()
    assert window.talk.practice is not None
    assert isinstance(window.talk.practice.view, EndView)
    assert BREATHING.ends in page_text(window.talk.practice)
