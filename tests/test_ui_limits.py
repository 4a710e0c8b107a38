"""The page of limits: what is never brought up, and below it how I want to be answered."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, answered, held_words, open_window, page_text

from companion.errors import StoreError
from companion.memory import hand, standing
from companion.turn import Standing, Unwished
from ui.answers_view import BOXES
from ui.main_window import MEMORIES, MainWindow
from ui.memory_view import KEPT, LIMITS
from ui.wishes import Found, Limits


def house_with(*wishes: Standing) -> FakeHouse:
    house = FakeHouse()
    for wish in wishes:
        standing.keep(house.store, wish)
    return house


def at_limits(qtbot: QtBot, house: FakeHouse) -> MainWindow:
    window = open_window(qtbot, house)
    window.activateWindow()
    window.go_to(MEMORIES)
    with answered(qtbot, window, Limits):
        window.memories.show_tab(LIMITS)
    return window


def kept(house: FakeHouse) -> set[Standing]:
    return {one.wish for one in standing.listed(house.store)}


def removes(window: MainWindow) -> list[QAbstractButton]:
    page_text(window.memories)
    found = window.memories.limits.answers.findChildren(QAbstractButton)
    return [b for b in found if b.text() == "Remove" and b.isVisible()]


def checked(window: MainWindow) -> Iterable[Unwished]:
    return {kind for kind, box in window.memories.limits.answers.boxes.items() if box.isChecked()}


def test_the_boxes_show_what_holds(qtbot: QtBot) -> None:
    house = house_with(Standing(Unwished.QUESTIONS), Standing(Unwished.JOKES))
    window = at_limits(qtbot, house)
    assert checked(window) == {Unwished.QUESTIONS, Unwished.JOKES}
    for words in BOXES.values():
        assert words
    assert {"Never give me advice", "Never ask me questions"} <= set(BOXES.values())


@pytest.mark.parametrize("kind", [*BOXES])
def test_a_box_i_check_holds_until_i_clear_it(qtbot: QtBot, kind: Unwished) -> None:
    house = FakeHouse()
    window = at_limits(qtbot, house)
    box = window.memories.limits.answers.boxes[kind]
    with answered(qtbot, window, Limits):
        box.click()
    assert kept(house) == {Standing(kind)} and checked(window) == {kind}
    with answered(qtbot, window, Limits):
        box.click()
    assert kept(house) == set() and not checked(window)


def test_a_box_shows_no_wish_that_could_not_be_kept(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = at_limits(qtbot, FakeHouse())

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(standing, "keep", full)
    with qtbot.waitSignal(window.runner.refused):
        window.memories.limits.answers.boxes[Unwished.JOKES].click()
    assert not checked(window) and "The disk is full." in page_text(window.memories)


def test_a_name_i_add_is_never_used_until_i_remove_it(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = at_limits(qtbot, house)
    part = window.memories.limits.answers
    assert not part.add_button.isEnabled()
    qtbot.keyClicks(part.line, " dear ")
    with answered(qtbot, window, Limits):
        qtbot.keyClick(part.line, Qt.Key.Key_Return)
    assert part.line.text() == "" and kept(house) == {Standing(Unwished.NAME, "dear")}
    (remove,) = removes(window)
    assert remove.accessibleName() == "Remove: Never call me \u201cdear\u201d"
    remove.setFocus()
    with answered(qtbot, window, Limits):
        remove.click()
    assert kept(house) == set() and removes(window) == []
    assert window.focusWidget() is part.line


def test_what_i_said_in_a_talk_stands_here_and_can_be_removed(qtbot: QtBot) -> None:
    house = house_with(Standing(Unwished.NAME, "mate"), Standing(Unwished.WORD, "journey"))
    hand.set_off_limits(house.store, "Tom")
    window = at_limits(qtbot, house)
    words = page_text(window.memories)
    assert "Never call me \u201cmate\u201d" in words and "Never say \u201cjourney\u201d" in words
    with answered(qtbot, window, Limits):
        removes(window)[0].click()
    assert kept(house) == {Standing(Unwished.WORD, "journey")}
    assert len(hand.limits(house.store)) == 1


def test_after_erasing_everything_nothing_of_it_stays_on_the_page(qtbot: QtBot) -> None:
    house = house_with(Standing(Unwished.NAME, "CANARY"), Standing(Unwished.JOKES))
    window = at_limits(qtbot, house)
    with answered(qtbot, window, Found):
        window.memories.show_tab(KEPT)
    house.store.erase_all()
    window.memories.start_over()
    assert "CANARY" not in held_words(window.memories) and not checked(window)
