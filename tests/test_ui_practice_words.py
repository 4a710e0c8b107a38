"""What becomes of the words typed in an exercise, and whether everything can be read and reached."""

from __future__ import annotations

import pytest
from practice_fakes import PREPARED, THOUGHT
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, answered, events_of, held_words, let_go, page_text, say, turn
from ui_practice import (  # noqa: F401 - the fixtures `house` and `window` among them
    answer,
    begin,
    finish,
    go_on,
    house_fixture,
    look_at,
    practice,
    prepare,
    window_fixture,
)

from companion.errors import StoreError
from companion.kept_page import KEPT_WHY
from companion.practice import steps
from companion.practice.texts import NAMES
from companion.turn import Risk
from ui.lane import PAGE_NOT_KEPT
from ui.main_window import MEMORIES, MainWindow
from ui.practice_end import KEPT, NOT_KEPT, NOT_KEPT_HERE, STOPPED, EndView, StopView
from ui.practice_menu import PracticeMenu
from ui.practice_question import PLAYS, QuestionView
from ui.wishes import KeepPage, PageKept

CRISIS = "I want to kill myself"
TYPED = [name for name in NAMES if name != "breathing"]


# --- danger --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TYPED)
def test_crisis_words_bring_the_card_and_stop_the_exercise(window: MainWindow, name: str) -> None:
    begin(window, name)
    if name == "rehearsal":
        answer(window, "partner")
    answer(window, CRISIS)
    assert window.talk.crisis.is_open()
    assert "999" in page_text(window.talk.crisis)
    shown = page_text(practice(window))
    assert STOPPED in shown and CRISIS in shown


def test_in_the_middle_nothing_i_wrote_is_lost(window: MainWindow, house: FakeHouse) -> None:
    begin(window, "thoughts")
    for text in THOUGHT[:5]:
        answer(window, text)
    answer(window, CRISIS)
    shown = page_text(practice(window))
    assert "in the office, after the meeting" in shown and "I always mess up" in shown
    window.talk.composer.page.setPlainText("before")
    stop = practice(window).view
    assert isinstance(stop, StopView)
    stop.take_button.click()
    assert not window.talk.is_practising()
    assert window.talk.composer.page.toPlainText() == f"before\n{CRISIS}"
    assert window.talk.crisis.is_open()
    assert house.session.said == []


def test_in_the_middle_of_a_rehearsal_the_other_side_falls_silent(window: MainWindow) -> None:
    prepare(window)
    answer(window, "Could you keep our meetings before five?")
    answer(window, CRISIS)
    assert window.talk.crisis.is_open()
    assert PLAYS.format(who="your boss") not in page_text(practice(window))


def test_what_was_not_meant_so_goes_on(window: MainWindow) -> None:
    begin(window, "well")
    answer(window, "he hits me when he is drunk")
    stop = practice(window).view
    assert isinstance(stop, StopView)
    state = practice(window).state
    assert state is not None and state.stopped is not None
    if steps.may_go_on(state):
        stop.go_on_button.click()
        assert isinstance(practice(window).view, QuestionView)


def test_words_of_danger_in_the_first_answer_are_there_when_i_come_back(
    window: MainWindow,
) -> None:
    begin(window, "well")
    answer(window, CRISIS)
    practice(window).leave_button.click()
    assert not window.talk.is_practising()
    window.talk.practice_button.click()
    go_on(window)
    assert isinstance(practice(window).view, StopView)
    assert CRISIS in page_text(practice(window))


def test_the_talk_goes_on_knowing_that_danger_was_spoken_of(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    house.session.enqueue(*events_of(turn("hello")))
    house.session.enqueue(*events_of(turn("hello again")))
    begin(window, "well")
    answer(window, CRISIS)
    practice(window).leave_button.click()
    say(qtbot, window, "hello")
    beside = house.session.beside
    assert beside is not None and beside.risk >= Risk.ELEVATED
    assert beside.risk_words == (), "the words stay in the exercise"
    say(qtbot, window, "hello again")
    assert house.session.beside is None


def test_what_was_not_meant_so_does_not_follow_me_into_the_talk(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    house.session.enqueue(*events_of(turn("hello")))
    begin(window, "well")
    answer(window, "he hits me when he is drunk")
    stop = practice(window).view
    assert isinstance(stop, StopView)
    stop.go_on_button.click()
    practice(window).leave_button.click()
    say(qtbot, window, "hello")
    assert house.session.beside is None


def test_in_acute_danger_there_is_no_going_on(window: MainWindow) -> None:
    begin(window, "well")
    answer(window, "I don't want to be here any more. I want to kill myself")
    stop = practice(window).view
    assert isinstance(stop, StopView)
    assert not stop.go_on_button.isVisible()


# --- keeping -------------------------------------------------------------------------------------


def test_nothing_is_kept_by_itself(qtbot: QtBot, window: MainWindow, house: FakeHouse) -> None:
    wishes: list[object] = []
    window.talking.keep.connect(wishes.append)
    end = finish(window)
    assert NOT_KEPT in page_text(end)
    end.done_button.click()
    assert wishes == []
    assert [kept.text for kept in house.store.memories()] == ["my sister moved"]


def test_keep_this_puts_my_words_among_the_memories(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    end = finish(window)
    with answered(qtbot, window, PageKept):
        end.keep_button.click()
    assert KEPT in page_text(end)
    assert not end.keep_button.isEnabled()
    newest = house.store.memories()[0]
    assert newest.text == end.page.text and newest.why == KEPT_WHY and newest.pinned
    window.go_to(MEMORIES)
    qtbot.waitUntil(lambda: "I always mess up" in page_text(window.memories))


def test_the_word_that_it_is_kept_never_stands_under_another_page(
    qtbot: QtBot, window: MainWindow
) -> None:
    end = finish(window)
    with answered(qtbot, window, PageKept):
        end.keep_button.click()
        begin(window, "grounding")
        for _ in range(5):
            answer(window, "a cup")
    other = practice(window).view
    assert isinstance(other, EndView) and other is not end
    assert NOT_KEPT in page_text(other)
    assert other.keep_button.isEnabled()


def test_each_of_two_pages_is_told_when_it_is_kept(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    end = finish(window)
    end.keep_button.click()
    begin(window, "grounding")
    for _ in range(5):
        answer(window, "a cup")
    other = practice(window).view
    assert isinstance(other, EndView)
    other.keep_button.click()
    qtbot.waitUntil(lambda: KEPT in page_text(other))
    assert {end.page.text, other.page.text} <= {kept.text for kept in house.store.memories()}


def test_a_kept_page_that_is_forgotten_is_shown_nowhere(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    end = finish(window)
    with answered(qtbot, window, PageKept):
        end.keep_button.click()
    window.runner.forgotten.emit(())
    let_go()
    assert "I always mess up" not in held_words(window.talk)


def test_forgetting_a_memory_does_not_end_an_exercise(window: MainWindow) -> None:
    begin(window, "thoughts")
    answer(window, "in the office")
    window.runner.forgotten.emit(())
    assert window.talk.is_practising()
    assert practice(window).state is not None


def test_what_could_not_be_kept_says_so_and_may_be_tried_again(
    qtbot: QtBot, window: MainWindow, house: FakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(house.store, "start_talk", refuse)
    end = finish(window)
    with qtbot.waitSignal(window.runner.refused):
        end.keep_button.click()
    assert "The disk is full." in page_text(end)
    assert end.keep_button.isEnabled()


def test_a_page_can_be_copied(window: MainWindow) -> None:
    end = finish(window)
    end.copy_button.click()
    assert QGuiApplication.clipboard().text() == end.page.text


def test_in_private_nothing_can_be_kept(qtbot: QtBot, window: MainWindow, house: FakeHouse) -> None:
    with qtbot.waitSignal(window.runner.private_begun):
        window.talk.bar.button.click()
    end = finish(window)
    assert not end.keep_button.isVisible()
    assert NOT_KEPT_HERE in page_text(end)
    with qtbot.waitSignal(window.runner.refused) as told:
        window.runner.grant(KeepPage(end.page.text))
    assert told.args == [PAGE_NOT_KEPT]
    with qtbot.waitSignal(window.runner.private_ended):
        window.talk.bar.button.click()
    let_go()
    assert "I always mess up" not in held_words(window)
    assert len(house.store.memories()) == 1


def test_erasing_everything_takes_an_exercise_with_it(qtbot: QtBot, window: MainWindow) -> None:
    begin(window, "thoughts")
    answer(window, "a secret place")
    with qtbot.waitSignals([window.runner.erased, window.runner.opened]):
        window.settings_view.erase_wanted.emit()
    let_go()
    assert "a secret place" not in held_words(window)
    assert not window.talk.is_practising()


# --- looks and keys ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_a_name_to_read_aloud_and_nothing_is_cut_off(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    window.resize(window.minimumSize())
    window.talk.practice_button.click()
    look_at(window)
    begin(window, name)
    if name == "breathing":
        look_at(window)
        return
    texts = {"rehearsal": tuple(PREPARED.values()), "thoughts": THOUGHT}.get(name, ("a",) * 6)
    said = iter(texts)
    while isinstance(practice(window).view, QuestionView):
        look_at(window)
        answer(window, next(said, "Could you keep our meetings before five?"))
    look_at(window)


def tabbed(qtbot: QtBot, window: MainWindow) -> set[QWidget | None]:
    """Everything that Tab comes by."""
    seen: set[QWidget | None] = set()
    for _ in range(30):
        seen.add(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    return seen


def pressable(window: MainWindow) -> set[QWidget]:
    page_text(window)
    page = practice(window)
    # In a group of choices the arrow keys move; Tab comes by the first of it.
    groups: set[object] = set()
    found: set[QWidget] = set()
    for press in page.findChildren(QAbstractButton):
        if press.isVisible() and press.isEnabled() and press.group() not in groups:
            groups |= {press.group()} - {None}
            found.add(press)
    return found


def test_tab_reaches_the_practice_button_and_every_exercise(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.talk.practice_button in tabbed(qtbot, window)
    window.talk.practice_button.setFocus()
    qtbot.keyClick(window.talk.practice_button, Qt.Key.Key_Space)
    menu = practice(window).view
    assert isinstance(menu, PracticeMenu)
    assert window.focusWidget() is menu.buttons["rehearsal"]
    assert {*menu.buttons.values(), practice(window).leave_button} <= tabbed(qtbot, window)


@pytest.mark.parametrize("name", NAMES)
def test_tab_reaches_everything_on_every_page(qtbot: QtBot, window: MainWindow, name: str) -> None:
    begin(window, name)
    assert pressable(window) <= tabbed(qtbot, window)
    if name in ("breathing", "grounding"):
        return
    for text in {"rehearsal": ["boss"], "thoughts": THOUGHT[:2], "well": ["a"]}[name]:
        answer(window, text)
        assert pressable(window) <= tabbed(qtbot, window)


def test_tab_reaches_everything_where_it_ends_and_where_it_stops(
    qtbot: QtBot, window: MainWindow
) -> None:
    finish(window)
    assert pressable(window) <= tabbed(qtbot, window)
    begin(window, "well")
    answer(window, "he hits me when he is drunk")
    assert pressable(window) <= tabbed(qtbot, window)
