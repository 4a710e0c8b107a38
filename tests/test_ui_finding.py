"""Finding a memory: as I type, by one feeling, by one person, from wherever I am."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from ui_fakes import (
    FakeHouse,
    events_of,
    let_go,
    memory,
    on_a_page,
    open_window,
    page_text,
    press,
    turn,
)
from ui_memories import found, look, shown, told, type_in

from companion.emotion.states import NAMES
from ui.main_window import COMES_LATER, MEMORIES
from ui.memory_list import EMPTY, MOST_PEOPLE, NO_ANSWER, MemoryList, called
from ui.text import NOUNS
from ui.wishes import Find


@pytest.fixture
def some() -> FakeHouse:
    return told(
        memory(1, "I start at the bookshop on Monday", "joy"),
        memory(2, "my dad laughed about the test", "shame"),
        memory(3, "then Mia called about my dad", "affection"),
        memory(4, "I could not sleep after the meeting", "anxiety"),
    )


def test_it_finds_as_i_type_after_a_short_pause(qtbot: QtBot, some: FakeHouse) -> None:
    window = look(qtbot, some)
    asked: list[object] = []
    window.memories.wish.connect(asked.append)
    type_in(qtbot, window, "booksh")
    found(qtbot, window, "I start at the bookshop on Monday")
    assert asked == [Find("booksh")]


def test_enter_does_not_wait_for_the_pause(qtbot: QtBot, some: FakeHouse) -> None:
    window = look(qtbot, some)
    search = window.memories.kept.search
    search.pause.setInterval(3_600_000)
    type_in(qtbot, window, "sleep")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    found(qtbot, window, "I could not sleep after the meeting")


def test_escape_clears_what_i_look_for(qtbot: QtBot, some: FakeHouse) -> None:
    window = look(qtbot, some)
    type_in(qtbot, window, "sleep")
    found(qtbot, window, "I could not sleep after the meeting")
    qtbot.keyClick(window.memories.kept.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(window)) == 4)
    assert window.memories.kept.search.text() == ""


def test_an_answer_to_what_i_no_longer_look_for_is_passed_over(qtbot: QtBot) -> None:
    page = MemoryList()
    on_a_page(qtbot, page)
    page.search.setText("mia")
    page.show_found(Find("mi"), (memory(1),))
    assert not page.has_entries()
    page.show_found(Find("mia"), (memory(1),))
    assert page.has_entries()


def test_what_nothing_answers_to_is_said_kindly(qtbot: QtBot, some: FakeHouse) -> None:
    window = look(qtbot, some)
    type_in(qtbot, window, "zebra")
    found(qtbot, window)
    assert NO_ANSWER in page_text(window.memories)
    assert EMPTY not in page_text(window.memories)


def test_one_feeling_is_enough_to_find(qtbot: QtBot, some: FakeHouse) -> None:
    window = look(qtbot, some)
    press(window.memories, "worry")
    found(qtbot, window, "I could not sleep after the meeting")
    press(window.memories, "any feeling")
    qtbot.waitUntil(lambda: len(shown(window)) == 4)


def test_one_person_is_enough_to_find(qtbot: QtBot, some: FakeHouse) -> None:
    window = look(qtbot, some)
    press(window.memories, "dad")
    found(qtbot, window, "then Mia called about my dad", "my dad laughed about the test")
    press(window.memories, "Mia")
    found(qtbot, window, "then Mia called about my dad")


def test_the_filters_name_eight_feelings_and_only_people(qtbot: QtBot, some: FakeHouse) -> None:
    window = look(qtbot, some)
    words = page_text(window.memories.kept).split("\n")
    assert words[: len(NAMES) + 4] == [
        "any feeling",
        *(NOUNS[name] for name in NAMES),
        "anybody",
        "dad",
        "Mia",
    ]


def test_at_most_twelve_people_are_offered(qtbot: QtBot) -> None:
    page = MemoryList()
    on_a_page(qtbot, page)
    page.show_people(tuple(f"name{n}" for n in range(30)))
    let_go()
    chips = page.people.findChildren(QAbstractButton)
    assert len(chips) == MOST_PEOPLE + 1


def test_a_person_nobody_is_called_any_more_is_no_filter_any_more(qtbot: QtBot) -> None:
    page = MemoryList()
    on_a_page(qtbot, page)
    page.show_people(("mia", "tom"))
    page.people.chip("mia").click()
    with qtbot.waitSignal(page.wish) as asked:
        page.show_people(("tom",))
    assert asked.args == [Find()]


def test_people_are_called_as_one_calls_them() -> None:
    assert [called(name) for name in ("mia", "sister", "o'brien")] == ["Mia", "sister", "O'brien"]


def test_the_arrow_keys_move_between_the_feelings(qtbot: QtBot, some: FakeHouse) -> None:
    window = look(qtbot, some)
    window.activateWindow()
    chips = window.memories.kept.feelings
    chips.chip("").setFocus()
    with qtbot.waitSignal(chips.chosen):
        qtbot.keyClick(chips.chip(""), Qt.Key.Key_Right)
    assert chips.value() == "calm"
    assert window.focusWidget() is chips.chip("calm")


def test_control_f_leads_to_the_search_from_everywhere(qtbot: QtBot, some: FakeHouse) -> None:
    window = open_window(qtbot, some)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.focusWidget() is window.memories.kept.search)


def test_while_a_reply_is_written_i_read_that_it_comes_later(qtbot: QtBot, some: FakeHouse) -> None:
    some.session.enqueue(*events_of(turn()))
    some.session.held.clear()
    window = open_window(qtbot, some)
    window.talk.composer.page.setPlainText("hello")
    window.talk.composer.button.click()
    window.go_to(MEMORIES)
    assert COMES_LATER in page_text(window.memories)
    some.session.held.set()
    qtbot.waitUntil(lambda: len(shown(window)) == 4)
    assert COMES_LATER not in page_text(window.memories)


def test_a_reply_that_ends_does_not_take_the_keys_from_what_i_type(
    qtbot: QtBot, some: FakeHouse
) -> None:
    some.session.enqueue(*events_of(turn()))
    some.session.held.clear()
    window = open_window(qtbot, some)
    window.activateWindow()
    window.talk.composer.page.setPlainText("hello")
    window.talk.composer.button.click()
    window.go_to(MEMORIES)
    window.memories.kept.search.setFocus()
    with qtbot.waitSignal(window.runner.finished):
        some.session.held.set()
    assert window.focusWidget() is window.memories.kept.search
