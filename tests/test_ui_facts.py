"""What is known, what is never brought up, and forgetting everything about somebody."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from conftest import off_limits
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from ui_fakes import (
    EVENING,
    FakeHouse,
    answered,
    held_words,
    keep,
    memory,
    open_window,
    page_text,
    press,
)

from companion.errors import StoreError
from companion.memory import hand, known
from companion.memory.hand import About
from companion.memory.known import Known
from ui import about_view, facts_view, limits_view
from ui.about_view import would_go
from ui.fact_words import GROUPS, OTHER, group, in_words
from ui.main_window import MEMORIES, MainWindow
from ui.memory_view import ABOUT, KEPT, KNOWN, LIMITS
from ui.wishes import Facts, Find, Found, Gone, Limits, LookAbout, WouldGo


def house_of(*texts: str) -> FakeHouse:
    """A house that was told these, whose facts were read."""
    house = FakeHouse()
    turns = [keep(house.store, memory(day, text)) for day, text in enumerate(texts, 1)]
    with house.store.writing() as db:
        known.learn(db, turns)
    return house


def at_tab(qtbot: QtBot, house: FakeHouse, tab: int, answer: type | None) -> MainWindow:
    window = open_window(qtbot, house)
    window.activateWindow()
    window.go_to(MEMORIES)
    if answer is None:
        window.memories.show_tab(tab)
    else:
        with answered(qtbot, window, answer):
            window.memories.show_tab(tab)
    return window


def wait_for(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in page_text(window.memories))


def buttons(window: MainWindow, word: str) -> list[QAbstractButton]:
    page_text(window.memories)
    found = window.memories.findChildren(QAbstractButton)
    return [b for b in found if b.text() == word and b.isVisible()]


def the_fact(kind: str, about: str, value: str) -> Known:
    return Known(1, 1, kind, about, value, value, EVENING, None)


# --- what is known -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (("person", "mia", "sister"), "Mia, your sister"),
        (("person", "tom baker", "friend"), "Tom Baker, your friend"),
        (("place", "lives", "York"), "Where you live: York"),
        (("place", "studies", "York"), "Studies: York"),
        (("work", "work", "nurse"), "Nurse"),
        (("plan", "exam", "next Friday"), "Exam: next Friday"),
        (("likes", "likes", "plum cake"), "Plum cake"),
        (("dislikes", "dislikes", "Mondays"), "Mondays"),
        (("date", "birthday of me", "12 June"), "Your birthday: 12 June"),
        (("date", "birthday of mother", "3rd of May"), "Birthday of your mother: 3rd of May"),
        (("date", "anniversary of mia", "June 3"), "Anniversary of Mia: June 3"),
        (("helped", "helped", "going for a walk"), "Going for a walk"),
        (("self", "name", "Sam"), "Your name: Sam"),
        (("self", "condition", "asthma"), "Your health: asthma"),
        (("hobby", "hobby", "chess"), "Chess"),
    ],
)
def test_a_fact_is_told_as_people_would_say_it(fact: tuple[str, str, str], words: str) -> None:
    assert in_words(the_fact(*fact)) == words


def test_a_kind_of_fact_nobody_thought_of_has_a_heading_too() -> None:
    assert group("hobby") == OTHER


def test_facts_stand_by_kind_with_the_words_they_were_read_from(qtbot: QtBot) -> None:
    house = house_of("My sister Mia called", "I live in York", "I love plum cake")
    window = at_tab(qtbot, house, KNOWN, Facts)
    words = page_text(window.memories)
    places = [words.index(part) for part in ("People", "Mia, your sister", "Places", "Likes")]
    assert places == sorted(places)
    assert "you said: \u201cI live in York\u201d, 5 October 2026" in words
    assert "Work" not in words.split("\n")


def test_before_anything_is_known_one_sentence_says_what_will_be_here(qtbot: QtBot) -> None:
    window = at_tab(qtbot, FakeHouse(), KNOWN, Facts)
    assert facts_view.EMPTY in page_text(window.memories)
    assert not set(GROUPS.values()) & set(page_text(window.memories).split("\n"))


def test_what_is_not_right_is_taken_out_and_the_message_stays(qtbot: QtBot) -> None:
    house = house_of("My sister Mia called", "I live in York")
    window = at_tab(qtbot, house, KNOWN, Facts)
    person, place = buttons(window, "Not right")
    assert place.accessibleName() == "Not right, take it out: Where you live: York"
    person.setFocus()
    person.click()
    qtbot.waitUntil(lambda: len(buttons(window, "Not right")) == 1)
    assert "Mia" not in held_words(window.memories.facts)
    assert [one.kind for one in known.listed(house.store)] == ["place"]
    assert len(house.store.memories()) == 2
    assert window.focusWidget() is buttons(window, "Not right")[0]


# --- never bring up ------------------------------------------------------------------------------


def test_a_phrase_i_add_is_never_brought_up_until_i_remove_it(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = at_tab(qtbot, house, LIMITS, Limits)
    assert limits_view.EMPTY in page_text(window.memories)
    page = window.memories.limits
    qtbot.keyClicks(page.line, " the fire ")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(buttons(window, "Remove")) == 1)
    assert page.line.text() == ""
    assert off_limits(house.store)("I dreamt of the fire")
    remove = buttons(window, "Remove")[0]
    assert remove.accessibleName() == "Remove: the fire may be brought up again"
    remove.click()
    wait_for(qtbot, window, limits_view.EMPTY)
    assert hand.limits(house.store) == ()


def test_nothing_can_be_added_while_nothing_is_written(qtbot: QtBot) -> None:
    window = at_tab(qtbot, FakeHouse(), LIMITS, Limits)
    page = window.memories.limits
    assert not page.add_button.isEnabled()
    page.line.setText(" . ")
    assert not page.add_button.isEnabled()
    page.line.setText("Ben")
    assert page.add_button.isEnabled()


# --- forgetting everything about somebody --------------------------------------------------------


def mia() -> FakeHouse:
    return house_of("My sister Mia called", "my sister was late", "the lake in June")


def look(qtbot: QtBot, window: MainWindow, phrase: str) -> None:
    page = window.memories.about
    page.line.setText(phrase)
    with answered(qtbot, window, WouldGo):
        qtbot.keyClick(page.line, Qt.Key.Key_Return)


def about(turns: Iterable[int], memories: int, facts: int, replies: int = 0) -> About:
    return About(tuple(turns), memories, facts, replies, ())


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (about(range(12), 3, 2), "12 messages, 3 memories and 2 facts would go."),
        (about(range(1), 1, 1), "1 message, 1 memory and 1 fact would go."),
        (about(range(2), 0, 0), "2 messages would go."),
        (about(range(2), 1, 0), "2 messages and 1 memory would go."),
        (about(range(2), 0, 0, 1), "2 messages and 1 more of my replies would go."),
        (about((), 0, 0, 3), "3 of my replies would go."),
        (about((), 0, 0), about_view.NOTHING),
    ],
)
def test_what_would_go_is_said_in_one_sentence(what: About, words: str) -> None:
    assert would_go(what) == words


def test_i_see_what_would_go_and_am_asked_before_it_goes(qtbot: QtBot) -> None:
    house = mia()
    window = at_tab(qtbot, house, ABOUT, None)
    look(qtbot, window, "Mia")
    page = window.memories.about
    assert "1 message, 1 memory and 1 fact would go." in page_text(page)
    press(page, "Forget all of this")
    assert window.focusWidget() is page.forget_part.no_button
    assert len(house.store.memories()) == 3
    press(page, "Yes, forget it all")
    wait_for(qtbot, window, "Forgotten: 1 message, and all made of it.")
    assert [m.text for m in house.store.memories()] == ["the lake in June", "my sister was late"]
    assert "Mia" not in held_words(window.memories)
    page.line.undo()
    assert page.line.text() == ""


def test_the_question_stands_while_the_memory_rests(qtbot: QtBot) -> None:
    window = at_tab(qtbot, mia(), ABOUT, None)
    look(qtbot, window, "Mia")
    press(window.memories.about, "Forget all of this")
    with answered(qtbot, window, WouldGo):
        window.lull.now()
    assert "cannot be undone" in page_text(window.memories)


def test_keep_it_keeps_it(qtbot: QtBot) -> None:
    house = mia()
    window = at_tab(qtbot, house, ABOUT, None)
    look(qtbot, window, "Mia")
    press(window.memories.about, "Forget all of this")
    press(window.memories.about, "Keep it")
    assert "cannot be undone" not in page_text(window.memories)
    assert len(house.store.memories()) == 3


def test_other_words_for_somebody_are_offered(qtbot: QtBot) -> None:
    house = mia()
    window = at_tab(qtbot, house, ABOUT, None)
    look(qtbot, window, "Mia")
    page = window.memories.about
    assert page.also.text() == "also messages that say \u201csister\u201d"
    assert not page.also.isChecked()
    with answered(qtbot, window, WouldGo):
        page.also.click()
        assert not page.forget_part.button.isEnabled(), "nothing goes that I have not seen"
    assert "2 messages, 2 memories and 1 fact would go." in page_text(page)
    press(page, "Forget all of this")
    press(page, "Yes, forget it all")
    wait_for(qtbot, window, "Forgotten: 2 messages, and all made of them.")
    assert [m.text for m in house.store.memories()] == ["the lake in June"]


def test_where_nobody_is_called_otherwise_no_box_is_shown(qtbot: QtBot) -> None:
    window = at_tab(qtbot, mia(), ABOUT, None)
    look(qtbot, window, "lake")
    assert not window.memories.about.also.isVisible()
    assert window.memories.about.forget_part.isVisible()


def test_where_nothing_would_go_nothing_can_be_forgotten(qtbot: QtBot) -> None:
    window = at_tab(qtbot, mia(), ABOUT, None)
    look(qtbot, window, "zebra")
    assert about_view.NOTHING in page_text(window.memories)
    assert not window.memories.about.forget_part.isVisible()


def test_another_name_puts_away_what_was_said_of_the_one_before(qtbot: QtBot) -> None:
    window = at_tab(qtbot, mia(), ABOUT, None)
    look(qtbot, window, "Mia")
    press(window.memories.about, "Forget all of this")
    window.memories.about.line.setText("Mi")
    words = page_text(window.memories)
    assert "would go" not in words.replace("See what would go", "")
    assert "Forget all of this" not in words
    assert "cannot be undone" not in words


def test_an_answer_about_another_name_is_passed_over(qtbot: QtBot) -> None:
    window = at_tab(qtbot, FakeHouse(), ABOUT, None)
    page = window.memories.about
    page.line.setText("Mia")
    page.show_about(LookAbout("Tom", False), about((1, 2), 0, 0))
    assert "2 messages" not in page_text(page)


def test_when_traces_stay_the_page_says_so_and_the_talk_is_told_anew(qtbot: QtBot) -> None:
    house = mia()
    window = at_tab(qtbot, house, ABOUT, None)
    look(qtbot, window, "Mia")
    press(window.memories.about, "Forget all of this")
    house.session.trouble = StoreError("It is forgotten, but traces stay until the next start.")
    with qtbot.waitSignals([window.runner.refused, window.runner.forgotten]):
        press(window.memories.about, "Yes, forget it all")
    wait_for(qtbot, window, "traces stay until the next start")


def test_whom_i_forgot_is_not_looked_for_in_the_list_any_more(qtbot: QtBot) -> None:
    house = mia()
    window = at_tab(qtbot, house, ABOUT, None)
    window.memories.kept.search.setText("Mia")
    look(qtbot, window, "Mia")
    press(window.memories.about, "Forget all of this")
    with answered(qtbot, window, Gone):
        press(window.memories.about, "Yes, forget it all")
    with answered(qtbot, window, Found):
        window.memories.show_tab(KEPT)
    assert window.memories.kept.asked() == Find()
    assert "Mia" not in held_words(window.memories)
