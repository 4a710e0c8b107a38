"""A talk that leaves no trace: how it is begun, what it says, and how the earlier one comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from ui_fakes import (
    FakeHouse,
    FakeSession,
    begin_reply,
    belief,
    events_of,
    held_words,
    memory,
    open_window,
    page_text,
    say,
    turn,
)

from companion.errors import StoreError
from companion.turn import Assessment, CrisisHelp
from ui.chat_view import Reply
from ui.lane import PRIVATE_NOT_KEPT
from ui.main_window import MEMORIES, MOOD, NEXT_START, SETTINGS, TALK, MainWindow
from ui.private_bar import BEGIN, END, SAYS
from ui.talk_page import NOT_KEPT
from ui.wishes import Forget

# the offscreen platform cannot do what a menu asks of a real screen
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def house() -> FakeHouse:
    made = FakeHouse((memory(1, "my sister moved"),))
    made.session.enqueue(*events_of(turn("kept words", reply="A kept reply.")))
    return made


@pytest.fixture
def window(qtbot: QtBot, house: FakeHouse) -> MainWindow:
    made = open_window(qtbot, house)
    say(qtbot, made, "kept words")
    return made


def begin(qtbot: QtBot, window: MainWindow, house: FakeHouse) -> FakeSession:
    with qtbot.waitSignal(window.runner.private_begun):
        window.talk.bar.button.click()
    assert house.private is not None
    return house.private


def end(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.runner.private_ended):
        window.talk.bar.button.click()


def say_there(qtbot: QtBot, window: MainWindow, session: FakeSession, **parts: object) -> None:
    made = turn("a secret", reply="A private reply.", **parts)  # type: ignore[arg-type]
    session.enqueue(*events_of(made))
    say(qtbot, window, "a secret")


def test_it_opens_an_empty_page_that_says_what_it_is(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    assert BEGIN in page_text(window.talk)
    begin(qtbot, window, house)
    shown = page_text(window.talk)
    assert SAYS in shown and END in shown
    assert house.session.notice in shown
    assert "kept words" not in page_text(window)
    assert window.focusWidget() is window.talk.composer.page


def test_what_i_say_there_goes_to_the_private_talk_alone(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    private = begin(qtbot, window, house)
    say_there(qtbot, window, private)
    assert [said.text for said in private.said] == ["a secret"]
    assert [said.text for said in house.session.said] == ["kept words"]
    assert "A private reply." in page_text(window.talk)
    assert NOT_KEPT not in page_text(window.talk)
    assert SAYS in page_text(window.talk)


def test_ending_it_brings_the_earlier_talk_back_as_it_was(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    before = page_text(window.talk)
    kept = window.talk
    private = begin(qtbot, window, house)
    say_there(qtbot, window, private)
    end(qtbot, window)
    assert window.talk is kept
    assert page_text(window.talk) == before
    house.session.enqueue(*events_of(turn("more", reply="Kept again.")))
    say(qtbot, window, "more")
    assert house.session.said[-1].text == "more"
    assert "Kept again." in page_text(window.talk)


def test_once_ended_no_page_holds_a_word_of_it(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    private = begin(qtbot, window, house)
    for minutes in (0, 3):
        say_there(qtbot, window, private, cause="a secret cause", minutes=minutes)
    window.go_to(MOOD)
    assert "a secret cause" in page_text(window.mood)
    window.go_to(TALK)
    window.talk.composer.page.setPlainText("a secret draft")
    end(qtbot, window)
    assert "secret" not in held_words(window)
    assert "A private reply." not in held_words(window)
    window.talk.composer.page.undo()
    assert "secret" not in held_words(window)


def test_what_i_began_to_write_comes_along_into_the_private_talk(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    window.talk.composer.page.setPlainText("I never told")
    begin(qtbot, window, house)
    assert window.talk.composer.page.toPlainText() == "I never told"
    assert window.talk.composer.button.isEnabled()
    end(qtbot, window)
    assert window.talk.composer.page.toPlainText() == ""


def test_while_a_reply_comes_it_can_neither_begin_nor_end(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    begin_reply(window, house)
    assert not window.talk.bar.button.isEnabled()
    window.runner.begin_private()
    with qtbot.waitSignal(window.runner.finished):
        house.session.held.set()
    assert house.private is None
    assert window.talk.bar.button.isEnabled()
    private = begin(qtbot, window, house)
    private.held.clear()
    private.enqueue(*events_of(turn()))
    window.talk.composer.page.setPlainText("hello")
    window.talk.composer.button.click()
    assert not window.talk.bar.button.isEnabled()
    with qtbot.waitSignal(window.runner.finished):
        private.held.set()
    assert window.talk.bar.button.isEnabled()


def test_before_all_is_ready_it_cannot_begin(qtbot: QtBot) -> None:
    window = open_window(qtbot, StoreError("Another window has it open."))
    assert not window.talk.bar.button.isEnabled()


def test_between_the_press_and_the_page_nothing_can_be_sent_into_the_wrong_talk(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    window.talk.composer.page.setPlainText("I never told")
    window.talk.bar.button.click()
    assert not window.talk.composer.button.isEnabled()
    assert not window.talk.bar.button.isEnabled()
    qtbot.waitUntil(lambda: house.private is not None and window.talk.composer.is_ready())


def test_when_it_could_not_begin_i_read_why_and_can_write_on(
    qtbot: QtBot, window: MainWindow, house: FakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> FakeSession:
        raise StoreError("The memory could not be read.")

    monkeypatch.setattr(house, "begin_private", broken)
    with qtbot.waitSignal(window.runner.refused):
        window.talk.bar.button.click()
    assert "The memory could not be read." in page_text(window.talk)
    assert window.talk.composer.is_ready()
    assert window.talk.bar.button.isEnabled()


def test_a_feeling_cannot_be_put_right_there_and_it_says_why(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    private = begin(qtbot, window, house)
    say_there(qtbot, window, private)
    window.talk.feeling.button.click()
    action: QAction = next(a for a in window.talk.feeling.menu.actions() if a.text() == "angry")
    with qtbot.waitSignal(window.runner.refused):
        action.trigger()
    window.talk.feeling.menu.hide()
    assert PRIVATE_NOT_KEPT in page_text(window.talk)
    assert window.talk.feeling.text().startswith("seems heavy-hearted")
    assert house.session.turns[-1].corrected == ""


def test_the_card_comes_there_too_and_one_that_is_open_comes_along(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    private = begin(qtbot, window, house)
    private.enqueue(CrisisHelp(Assessment()), *events_of(turn()))
    say(qtbot, window, "hello")
    assert window.talk.crisis.is_open()
    end(qtbot, window)
    assert not window.talk.crisis.is_open()
    house.session.enqueue(CrisisHelp(Assessment()), *events_of(turn()))
    say(qtbot, window, "hello")
    begin(qtbot, window, house)
    assert window.talk.crisis.is_open()


def test_forgetting_meanwhile_takes_the_words_out_of_the_kept_talk(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    private = begin(qtbot, window, house)
    say_there(qtbot, window, private)
    house.session.turns = ()
    with qtbot.waitSignal(window.runner.forgotten):
        window.memories.wish.emit(Forget(1))
    assert "A private reply." in page_text(window.talk)
    assert len(window.talk.turns) == 1
    end(qtbot, window)
    assert "kept words" not in held_words(window.talk)


def test_erasing_everything_ends_it_too(qtbot: QtBot, window: MainWindow, house: FakeHouse) -> None:
    private = begin(qtbot, window, house)
    say_there(qtbot, window, private)
    with qtbot.waitSignals([window.runner.erased, window.runner.opened]):
        window.settings_view.erase_wanted.emit()
    assert window.talking.private is None
    assert "secret" not in held_words(window)
    assert window.talk.composer.is_ready()


def test_another_model_waits_until_the_next_start(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    begin(qtbot, window, house)
    window.go_to(SETTINGS)
    window.settings_view.changed.emit(replace(window.settings, model="my-own.gguf"))
    assert NEXT_START in page_text(window.settings_view)
    assert window.talking.private is not None


def test_its_sentences_fade_in_as_i_chose(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    begin(qtbot, window, house)
    assert window.talk.chat.fades is False
    window.settings_view.changed.emit(replace(window.settings, reduced_motion=False))
    assert window.talk.chat.fades is True


def test_memories_can_be_read_meanwhile(qtbot: QtBot, window: MainWindow, house: FakeHouse) -> None:
    begin(qtbot, window, house)
    window.go_to(MEMORIES)
    qtbot.waitUntil(lambda: "my sister moved" in page_text(window.memories))


def test_why_this_reply_is_told_there_too(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    private = begin(qtbot, window, house)
    say_there(qtbot, window, private, feels=belief(anger=0.8))
    window.talk.findChildren(Reply)[-1].why_button.click()
    assert "angry" in page_text(window.talk.why)
