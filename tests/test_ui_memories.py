"""The memories: listing, pinning, putting right, forgetting; nothing I write there is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from ui_fakes import (
    FakeHouse,
    answered,
    events_of,
    held_words,
    memory,
    on_a_page,
    open_window,
    page_text,
    press,
    say,
    turn,
)
from ui_memories import entries, found, look, shown, told

from companion.errors import StoreError
from companion.memory import hand
from ui import facts_view
from ui.main_window import MEMORIES, MainWindow
from ui.memory_entry import MemoryEntry
from ui.memory_list import EMPTY, MOST_SHOWN, MemoryList
from ui.memory_view import ABOUT, TABS
from ui.text import fading
from ui.wishes import Facts, Find, Found

# --- the list ------------------------------------------------------------------------------------


def test_an_empty_memory_says_in_one_friendly_sentence_what_will_be_here(qtbot: QtBot) -> None:
    window = look(qtbot, told())
    assert page_text(window.memories).strip() == "\n".join(("Memories", *TABS, EMPTY))


def test_memories_come_newest_first_in_my_own_words_with_feeling_and_reason(qtbot: QtBot) -> None:
    newer = memory(2, "<b>newer</b>", "joy", "Kept because it was good news.")
    window = look(qtbot, told(memory(1, "older"), newer))
    assert shown(window) == ["<b>newer</b>", "older"]
    words = page_text(window.memories)
    assert "Kept because it was good news.\nFades around " in words
    assert "joy, 5 October 2026" in words


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ({}, ""),
        (
            {"fades": datetime(2027, 3, 9, tzinfo=UTC)},
            "fades around March 2027 unless it comes up again",
        ),
        ({"recalls": 3}, "came up 3 times"),
        ({"recalls": 1}, "came up once"),
        ({"pinned": True}, "pinned: stays"),
        ({"pinned": True, "recalls": 2}, "came up twice; pinned: stays"),
    ],
)
def test_how_a_memory_fades_is_told_in_words(rest: dict[str, object], words: str) -> None:
    assert fading(memory(**rest)) == words


def test_a_long_memory_is_shown_in_parts(qtbot: QtBot) -> None:
    page = MemoryList()
    on_a_page(qtbot, page)
    page.show_found(Find(), tuple(memory(n) for n in range(1, MOST_SHOWN + 6)))
    assert len(page.findChildren(MemoryEntry)) == MOST_SHOWN
    page.more_button.click()
    assert len(page.findChildren(MemoryEntry)) == MOST_SHOWN + 5
    assert not page.more_button.isVisible()


def test_a_memory_that_is_told_anew_stays_where_it_stood(qtbot: QtBot) -> None:
    page = MemoryList()
    on_a_page(qtbot, page)
    one, two, three = memory(1, "one"), memory(2, "two"), memory(3, "three")
    page.show_found(Find(), (one, three))
    before = page.findChildren(MemoryEntry)
    page.show_found(Find(), (one, two, three))
    after = page.findChildren(MemoryEntry)
    assert set(before) < set(after)
    page_text(page)
    assert [e.memory.text for e in sorted(after, key=lambda e: e.y())] == ["three", "two", "one"]


def test_the_arrow_keys_move_between_the_parts_of_the_page(qtbot: QtBot) -> None:
    window = look(qtbot, told(memory(1)))
    window.activateWindow()
    first, second = (
        next(b for b in window.memories.findChildren(QAbstractButton) if b.text() == word)
        for word in TABS[:2]
    )
    first.setFocus()
    with answered(qtbot, window, Facts):
        qtbot.keyClick(first, Qt.Key.Key_Right)
    assert window.focusWidget() is second
    assert facts_view.EMPTY in page_text(window.memories)
    assert not window.memories.kept.isVisible()


# --- pinning -------------------------------------------------------------------------------------


def test_a_memory_i_pin_stays_until_i_let_it_fade_again(qtbot: QtBot) -> None:
    house = told(memory(1, "the lake in June"))
    window = look(qtbot, house)
    (entry,) = entries(window)
    window.activateWindow()
    entry.pin_button.setFocus()
    entry.pin_button.click()
    qtbot.waitUntil(lambda: "Pinned: stays." in page_text(entry))
    assert house.store.memories()[0].pinned
    assert window.focusWidget() is entry.pin_button
    assert entry.pin_button.accessibleName() == "Let this memory fade again"
    entry.pin_button.click()
    qtbot.waitUntil(lambda: "Fades around" in page_text(entry))
    assert not house.store.memories()[0].pinned


# --- putting right -------------------------------------------------------------------------------


def editing(qtbot: QtBot, house: FakeHouse) -> tuple[MainWindow, MemoryEntry]:
    window = look(qtbot, house)
    (entry,) = entries(window)
    window.activateWindow()
    entry.edit_button.click()
    return window, entry


def test_i_put_the_words_and_the_feeling_of_a_memory_right(qtbot: QtBot) -> None:
    house = told(memory(1, "my sister moved to Leads", "joy"))
    window, entry = editing(qtbot, house)
    assert entry.edit is not None
    assert window.focusWidget() is entry.edit.page
    assert entry.edit.feelings.value() == "joy"
    entry.edit.page.begin_with("my sister moved to Leeds")
    press(entry, "worry")
    press(entry, "Save")
    qtbot.waitUntil(lambda: entry.edit is None)
    assert "my sister moved to Leeds" in page_text(entry)
    assert "worry, " in page_text(entry)
    assert [m.state for m in hand.find(house.store, "Leeds")] == ["anxiety"]
    assert window.focusWidget() is entry.edit_button


def test_cancel_and_escape_leave_a_memory_as_it_was(qtbot: QtBot) -> None:
    house = told(memory(1, "as it was"))
    window, entry = editing(qtbot, house)
    assert entry.edit is not None
    entry.edit.page.begin_with("otherwise")
    press(entry, "Cancel")
    assert "as it was" in page_text(entry)
    entry.edit_button.click()
    assert entry.edit is not None
    entry.edit.page.begin_with("otherwise")
    qtbot.keyClick(entry.edit.page, Qt.Key.Key_Escape)
    assert entry.edit is None
    assert house.store.memories()[0].text == "as it was"
    assert window.focusWidget() is entry.edit_button


def test_saving_what_is_as_it_was_changes_nothing(qtbot: QtBot) -> None:
    window, entry = editing(qtbot, told(memory(1, "as it was", "joy")))
    with qtbot.assertNotEmitted(window.memories.wish):
        press(entry, "Save")
    assert entry.edit is None
    assert entry.words.isVisible()


def test_a_memory_without_words_cannot_be_saved(qtbot: QtBot) -> None:
    _, entry = editing(qtbot, told(memory(1, "some")))
    assert entry.edit is not None
    entry.edit.page.begin_with("  ")
    assert not entry.edit.save_button.isEnabled()


def test_what_i_am_writing_survives_when_the_list_is_told_anew(qtbot: QtBot) -> None:
    house = told(memory(1, "the lake"))
    window, entry = editing(qtbot, house)
    assert entry.edit is not None
    entry.edit.page.begin_with("the lake in June")
    with answered(qtbot, window, Found):
        window.runner.rest(90)
    assert entry.edit is not None
    assert entry.edit.page.toPlainText() == "the lake in June"
    assert not entry.words.isVisible()


def test_when_it_could_not_be_put_right_i_can_try_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = told(memory(1, "the lake"))
    window, entry = editing(qtbot, house)
    assert entry.edit is not None

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(hand, "reword", full)
        entry.edit.page.begin_with("the lake in June")
        with qtbot.waitSignal(window.runner.refused):
            press(entry, "Save")
    assert "The disk is full." in page_text(window.memories)
    assert entry.edit is not None
    press(entry, "Save")
    qtbot.waitUntil(lambda: entry.edit is None)
    assert house.store.memories()[0].text == "the lake in June"
    assert "The disk is full." not in page_text(window.memories)


# --- forgetting ----------------------------------------------------------------------------------


def test_forgetting_asks_once_and_the_memory_is_gone(qtbot: QtBot) -> None:
    house = told(memory(1, "first"), memory(2, "second"))
    window = look(qtbot, house)
    newest = entries(window)[0]
    newest.forget_button.click()
    assert "Forget this for good?" in page_text(newest)
    assert len(house.store.memories()) == 2
    newest.yes_button.click()
    found(qtbot, window, "first")
    assert [m.text for m in house.store.memories()] == ["first"]


def test_after_forgetting_the_keys_go_to_the_next_memory(qtbot: QtBot) -> None:
    window = look(qtbot, told(memory(1, "first"), memory(2, "second")))
    window.activateWindow()
    newest, oldest = entries(window)
    newest.forget_button.click()
    newest.yes_button.setFocus()
    newest.yes_button.click()
    found(qtbot, window, "first")
    assert window.focusWidget() is oldest.pin_button


def test_i_can_change_my_mind_about_forgetting(qtbot: QtBot) -> None:
    entry = MemoryEntry(memory(1))
    on_a_page(qtbot, entry)
    entry.forget_button.click()
    entry.no_button.click()
    assert "Forget this for good?" not in page_text(entry)
    assert entry.forget_button.isVisible()


def test_what_was_forgotten_leaves_the_page_of_the_talk_too(qtbot: QtBot) -> None:
    house = told(memory(1, "my sister moved"))
    window = open_window(qtbot, house)
    kept = turn("the flat is quiet", reply="That is a change.")
    for made in (turn("my sister moved", reply="Your sister moved."), kept):
        house.session.enqueue(*events_of(made))
        say(qtbot, window, made.utterance.text)
    assert "my sister moved" in page_text(window.talk)
    with answered(qtbot, window, Found):
        window.go_to(MEMORIES)
    house.session.turns = (kept,)
    (entry,) = entries(window)
    entry.forget_button.click()
    with qtbot.waitSignal(window.runner.forgotten):
        entry.yes_button.click()
    assert "sister" not in held_words(window.talk)
    assert "the flat is quiet" in held_words(window.talk)
    assert window.talk.turns == (kept,)


def test_when_it_could_not_be_forgotten_i_read_why_and_can_try_again(qtbot: QtBot) -> None:
    house = told(memory(1, "first"))
    house.session.trouble = StoreError("The disk is full.")
    window = look(qtbot, house)
    (entry,) = entries(window)
    entry.forget_button.click()
    with qtbot.waitSignal(window.runner.refused):
        entry.yes_button.click()
    assert "The disk is full." in page_text(window.memories)
    house.session.trouble = None
    entry.yes_button.click()
    found(qtbot, window)


def test_on_another_part_of_the_page_the_list_holds_nothing_that_was_forgotten(
    qtbot: QtBot,
) -> None:
    window = look(qtbot, told(memory(1, "a secret")))
    window.memories.show_tab(ABOUT)
    with qtbot.waitSignal(window.runner.rested):
        window.runner.rest(90)
    assert "a secret" not in held_words(window.memories)


def test_after_erasing_everything_nothing_is_left_on_the_page(qtbot: QtBot) -> None:
    window = look(qtbot, told(memory(1, "then Mia called")))
    window.memories.kept.search.setText("Mia")
    with qtbot.waitSignals([window.runner.erased, window.runner.opened]):
        window.settings_view.erase_wanted.emit()
    assert "Mia" not in held_words(window.memories)
