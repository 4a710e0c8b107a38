"""The calm line above the composer, and putting it right."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, belief, events_of, open_window, page_text, say, turn

from companion.emotion.states import STATES
from companion.errors import StoreError
from companion.turn import Event, Stopped, TurnSaved, Understood, Utterance
from ui.chat_view import Reply
from ui.feeling_line import BACK, RIGHT
from ui.lane import NOT_KEPT
from ui.main_window import MainWindow

# the offscreen platform cannot do what a menu asks of a real screen
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def house() -> FakeHouse:
    made = FakeHouse()
    made.session.enqueue(*events_of(turn()))
    return made


@pytest.fixture
def window(qtbot: QtBot, house: FakeHouse) -> MainWindow:
    made = open_window(qtbot, house)
    say(qtbot, made, "hello")
    return made


def offered(window: MainWindow) -> dict[str, QAction]:
    """What the menu offers, once it is opened."""
    window.talk.feeling.button.click()
    menu = window.talk.feeling.menu
    return {action.text(): action for action in menu.actions() if action.isEnabled()}


def choose(qtbot: QtBot, window: MainWindow, words: str) -> None:
    action = offered(window)[words]
    with qtbot.waitSignal(window.runner.corrected):
        action.trigger()
    window.talk.feeling.menu.hide()


def test_i_press_the_line_and_say_that_i_was_angry(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    choose(qtbot, window, "angry")
    assert house.session.turns[-1].corrected == "anger"
    assert "MainThread" not in house.session.threads
    assert window.talk.feeling.text() == "you said: angry"
    assert window.talk.turns == house.session.turns


def test_the_menu_has_the_eight_feelings_in_gentle_words(window: MainWindow) -> None:
    seems = [state.seems for state in STATES]
    assert [words for words in offered(window) if words] == [RIGHT, *seems]


def test_that_is_about_right_counts_as_said(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    choose(qtbot, window, RIGHT)
    assert house.session.turns[-1].corrected == "sadness"
    assert window.talk.feeling.text() == "you said: heavy-hearted"


def test_i_can_take_back_what_i_said_beside_the_line(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    assert not window.talk.feeling.back_button.isVisible()
    choose(qtbot, window, "angry")
    with qtbot.waitSignal(window.runner.corrected):
        window.talk.feeling.back_button.click()
    assert house.session.turns[-1].corrected == ""
    assert window.talk.feeling.text().startswith("seems heavy-hearted")
    assert not window.talk.feeling.back_button.isVisible()


def test_i_can_take_it_back_in_the_menu_too(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    assert BACK not in offered(window)
    choose(qtbot, window, "angry")
    assert RIGHT not in offered(window)
    choose(qtbot, window, BACK)
    assert house.session.turns[-1].corrected == ""


def test_the_keyboard_alone_is_enough(qtbot: QtBot, window: MainWindow, house: FakeHouse) -> None:
    line = window.talk.feeling.button
    window.activateWindow()
    window.talk.composer.setFocus()
    for _ in range(40):
        if window.focusWidget() is line:
            break
        focused = window.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    qtbot.keyClick(line, Qt.Key.Key_Space)
    menu = window.talk.feeling.menu
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.runner.corrected):
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert house.session.turns[-1].corrected == "sadness"
    assert window.focusWidget() is window.talk.composer.page


def test_the_line_is_read_aloud_with_what_it_is_for(window: MainWindow) -> None:
    line = window.talk.feeling.button
    assert line.accessibleName().startswith("How you seem: seems heavy-hearted")
    assert line.accessibleDescription()
    assert window.talk.feeling.menu.accessibleName()


def test_before_the_first_message_there_is_no_line(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    assert not window.talk.feeling.isVisible()


def test_while_a_reply_comes_nothing_can_be_put_right(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    choose(qtbot, window, "angry")
    house.session.enqueue(*events_of(turn()))
    house.session.held.clear()
    window.talk.composer.page.setPlainText("and another thing")
    window.talk.composer.button.click()
    assert not window.talk.feeling.button.isEnabled()
    assert not window.talk.feeling.back_button.isEnabled()
    with qtbot.waitSignal(window.runner.finished):
        house.session.held.set()
    assert window.talk.feeling.button.isEnabled()
    assert window.talk.feeling.text().startswith("seems ")


def test_when_it_could_not_be_put_right_the_talk_says_so(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    house.session.trouble = StoreError("The disk is full.")
    action = offered(window)["angry"]
    with qtbot.waitSignal(window.runner.refused):
        action.trigger()
    assert "The disk is full." in page_text(window.talk)
    assert window.talk.feeling.text().startswith("seems heavy-hearted")


def test_a_message_that_was_not_kept_cannot_be_put_right_and_that_is_said(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn(), turn_id=None))
    window = open_window(qtbot, house)
    say(qtbot, window, "hello")
    action = offered(window)["angry"]
    with qtbot.waitSignal(window.runner.refused):
        action.trigger()
    assert NOT_KEPT in page_text(window.talk)


def test_after_a_lost_reply_the_line_speaks_of_the_message_that_can_be_put_right(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    lost = turn(feels=belief(joy=0.9))
    heard = Understood(lost.observation, lost.belief, lost.assessment)
    house.session.enqueue(heard, Stopped("engine", "The engine stopped."))
    say(qtbot, window, "good news")
    assert window.talk.feeling.text().startswith("seems heavy-hearted")


def test_why_this_reply_knows_at_once_what_i_put_right(qtbot: QtBot, window: MainWindow) -> None:
    (reply,) = window.talk.findChildren(Reply)
    reply.why_button.click()
    choose(qtbot, window, "angry")
    assert "You said it was anger." in page_text(window.talk.why)
    assert window.talk.findChildren(Reply) == [reply]


def test_what_i_put_right_by_typing_changes_the_message_before(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    (earlier,) = house.session.turns

    def respond(utterance: Utterance, *_: object) -> Iterator[Event]:
        made = turn(utterance.text)
        house.session.turns = (replace(earlier, corrected="anger"), made)
        yield TurnSaved(made, 2)

    house.session.respond = respond  # type: ignore[method-assign]
    with qtbot.waitSignal(window.runner.corrected):
        say(qtbot, window, "I'm not sad, I'm angry")
    assert window.talk.turns == house.session.turns
    window.talk.findChildren(Reply)[0].why_button.click()
    assert "You said it was anger." in page_text(window.talk.why)


def test_no_word_of_the_line_is_lost_in_a_small_window(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(window.minimumSize())
    window.talk.findChildren(Reply)[0].why_button.click()
    line = window.talk.feeling.button

    def whole() -> bool:
        return line.height() >= line.heightForWidth(line.width())

    page_text(window)
    qtbot.waitUntil(whole)
    assert line.geometry().right() <= window.talk.feeling.width()
