"""Going through the exercises in the window."""

from __future__ import annotations

import pytest
from practice_fakes import PREPARED, THOUGHT
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QSlider, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, memory, open_window, page_text

from ui.main_window import MainWindow
from ui.practice_end import EndView
from ui.practice_field import ChoiceField, NumberField, WordsField
from ui.practice_menu import PracticeMenu
from ui.practice_page import PracticePage
from ui.practice_question import QuestionView


@pytest.fixture(name="house")
def house_fixture() -> FakeHouse:
    return FakeHouse((memory(1, "my sister moved"),))


@pytest.fixture(name="window")
def window_fixture(qtbot: QtBot, house: FakeHouse) -> MainWindow:
    made = open_window(qtbot, house)
    made.activateWindow()
    return made


def practice(window: MainWindow) -> PracticePage:
    page = window.talk.practice
    assert page is not None
    return page


def begin(window: MainWindow, name: str) -> PracticePage:
    window.talk.practice_button.click()
    menu = practice(window).view
    assert isinstance(menu, PracticeMenu)
    menu.buttons[name].click()
    return practice(window)


def question(window: MainWindow) -> QuestionView:
    view = practice(window).view
    assert isinstance(view, QuestionView)
    return view


def answer(window: MainWindow, text: str) -> None:
    """Answer as a person would, in whatever field there is."""
    asked = question(window)
    match asked.field:
        case ChoiceField():
            asked.field.buttons[text].click()
            return
        case NumberField():
            asked.field.slider.setValue(int(text))
        case WordsField():
            asked.field.page.setPlainText(text)
    asked.next_button.click()


def prepare(window: MainWindow) -> None:
    begin(window, "rehearsal")
    for text in PREPARED.values():
        answer(window, text)


def finish(window: MainWindow) -> EndView:
    begin(window, "thoughts")
    for text in THOUGHT:
        answer(window, text)
    end = practice(window).view
    assert isinstance(end, EndView)
    return end


def leave(qtbot: QtBot, window: MainWindow, by: str) -> None:
    if by == "click":
        practice(window).leave_button.click()
    else:
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
    assert not window.talk.is_practising()
    assert window.talk.composer.isVisible() and window.talk.chat.isVisible()
    assert window.focusWidget() is window.talk.composer.page


def go_on(window: MainWindow) -> None:
    menu = practice(window).view
    assert isinstance(menu, PracticeMenu)
    if menu.go_on_button is not None:
        menu.go_on_button.click()
    else:
        assert practice(window).state is not None
        menu.buttons[practice(window).state.exercise.name].click()  # type: ignore[union-attr]


def look_at(window: MainWindow) -> None:
    page_text(window)
    for _ in range(4):
        QApplication.processEvents()
    page = practice(window)
    for kind in (QAbstractButton, QTextEdit, QSlider):
        for widget in page.findChildren(kind):
            assert not widget.isVisible() or widget.accessibleName()
    for line in page.findChildren(QLabel):
        if line.isVisible():
            assert line.height() >= line.heightForWidth(line.width()), line.text()
            assert fits(line, page), line.text()
    for press in page.findChildren(QAbstractButton):
        if press.isVisible():
            assert press.width() >= press.sizeHint().width(), press.text()
            assert fits(press, page), press.text()
    # Windows and not widgets: asking Qt for all widgets also wraps those being deleted, and crashed.
    shown = [one for one in QApplication.topLevelWindows() if one.isVisible()]
    assert shown == [window.windowHandle()]


def fits(widget: QWidget, page: QWidget) -> bool:
    left = widget.mapTo(page, widget.rect().topLeft()).x()
    return left >= 0 and left + widget.width() <= page.width()
