"""In the window: quiet lines of the program itself, the line that always stands there, and Settings."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from test_pauses import LINES, NOTICE_SAYS
from test_session import Talk
from ui_fakes import (
    EVENING,
    FakeHouse,
    answered,
    events_of,
    open_window,
    page_text,
    press,
    say,
    turn,
)

from companion.errors import StoreError
from companion.memory import care
from companion.memory.care import Care
from companion.pauses import NOTICE, REST
from companion.turn import Aside, Utterance
from ui.care_view import CLEAR, MINOR_SAYS, NOT_RIGHT, SAYS, cards_in_words
from ui.main_window import MEMORIES, SETTINGS, TALK, MainWindow
from ui.parts import Words
from ui.private_bar import SAYS as PRIVATE_SAYS
from ui.talk_page import WHAT_IT_IS
from ui.wishes import Found, Kept

REST_SAYS = LINES[REST][0]


@pytest.fixture
def house() -> FakeHouse:
    made = FakeHouse()
    made.session.enqueue(*events_of(turn()), Aside(NOTICE_SAYS, NOTICE), Aside(REST_SAYS, REST))
    return made


def lines_on(window: MainWindow) -> list[Words]:
    """What stands on the page, from top to bottom."""
    page_text(window.talk)
    found = [words for words in window.talk.chat.findChildren(Words) if words.isVisible()]
    return sorted(found, key=lambda words: words.mapTo(window, words.rect().topLeft()).y())


# --- in the talk ---------------------------------------------------------------------------------


def test_a_line_of_the_program_stands_quietly_under_the_reply(
    qtbot: QtBot, house: FakeHouse
) -> None:
    window = open_window(qtbot, house)
    say(qtbot, window, "I failed my driving test")
    qtbot.waitUntil(lambda: REST_SAYS in page_text(window.talk))
    *_, reply, notice, rest = lines_on(window)
    assert reply.accessibleName() == "Reply" and NOTICE_SAYS not in reply.toPlainText()
    assert [notice.toPlainText(), rest.toPlainText()] == [NOTICE_SAYS, REST_SAYS]
    for line in (notice, rest):
        assert line.accessibleName() == "From the program"
        assert line.property("tone") == "quiet"
    assert len(window.talk.turns) == 1, "it is no turn"
    assert not window.runner.busy


def test_in_a_private_talk_it_stands_there_as_well(qtbot: QtBot, house: FakeHouse) -> None:
    window = open_window(qtbot, house)
    with qtbot.waitSignal(window.runner.private_begun):
        window.talk.bar.button.click()
    assert house.private is not None
    house.private.enqueue(*events_of(turn()), Aside(NOTICE_SAYS, NOTICE))
    say(qtbot, window, "just between us")
    qtbot.waitUntil(lambda: NOTICE_SAYS in page_text(window.talk))
    assert PRIVATE_SAYS in page_text(window.talk)
    assert NOTICE_SAYS not in page_text(window.talking.kept)


def test_after_three_hours_of_writing_the_notice_really_comes(qtbot: QtBot, tmp_path: Path) -> None:
    """The real session on a real memory: nearly three hours were written before the window opened."""
    talk = Talk(tmp_path)
    house = FakeHouse()
    house.session, house._store = talk.session, talk.store  # type: ignore[assignment]
    now = datetime.now().astimezone()
    for minutes in range(175, -1, -5):
        told = Utterance("the report was sloppy again", now - timedelta(minutes=minutes + 5))
        list(talk.session.respond(told, threading.Event()))
    window = open_window(qtbot, house)
    assert NOTICE_SAYS not in page_text(window.talk), "nothing is said before I write"
    say(qtbot, window, "and now I am tired")
    qtbot.waitUntil(lambda: NOTICE_SAYS in page_text(window.talk))


# --- the line that always stands there -----------------------------------------------------------


def test_that_it_is_a_program_stands_below_where_i_write_all_the_time(
    qtbot: QtBot, house: FakeHouse
) -> None:
    window = open_window(qtbot, house)
    composer = window.talk.composer
    (line,) = the_line(window)
    assert (
        line.mapTo(window, line.rect().topLeft()).y()
        > composer.mapTo(window, composer.rect().bottomLeft()).y() - 1
    )
    assert line.accessibleName() == WHAT_IT_IS
    assert line.font().pixelSize() == 12
    say(qtbot, window, "I failed my driving test")
    window.talk.open_practice("rehearsal")
    page_text(window)
    assert the_line(window), "where the program plays somebody too"
    window.talk.close_practice()
    with qtbot.waitSignal(window.runner.private_begun):
        window.talk.bar.button.click()
    page_text(window)
    assert the_line(window)


def the_line(window: MainWindow) -> list[QLabel]:
    return [one for one in window.findChildren(QLabel) if one.text() == WHAT_IT_IS and seen(one)]


def seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


# --- in the settings -----------------------------------------------------------------------------


def settings(qtbot: QtBot, house: FakeHouse) -> tuple[MainWindow, str]:
    """The window at Settings, and what the part says."""
    window = open_window(qtbot, house)
    with answered(qtbot, window, Kept):
        window.go_to(SETTINGS)
    return window, page_text(window.settings_view.care)


def test_where_nothing_is_kept_only_what_it_does_is_said(qtbot: QtBot, house: FakeHouse) -> None:
    assert settings(qtbot, house)[1] == SAYS


def test_that_i_said_i_am_under_age_can_be_seen_and_taken_back(
    qtbot: QtBot, house: FakeHouse
) -> None:
    care.note_minor(house.store, EVENING)
    window, shown = settings(qtbot, house)
    assert MINOR_SAYS in shown and CLEAR not in shown
    with answered(qtbot, window, Kept):
        press(window.settings_view.care, NOT_RIGHT)
    assert page_text(window.settings_view.care) == SAYS
    assert care.read(house.store) == Care()


def test_how_often_the_card_came_up_can_be_seen_and_cleared(qtbot: QtBot, house: FakeHouse) -> None:
    for _ in range(3):
        care.note_card(house.store, EVENING)
    window, shown = settings(qtbot, house)
    assert "came up 3 times in our talks since 3 October 2026." in shown
    assert "This number stays on this computer." in shown
    with answered(qtbot, window, Kept):
        press(window.settings_view.care, CLEAR)
    assert page_text(window.settings_view.care) == SAYS
    assert care.read(house.store) == Care()


def test_one_card_is_once_on_that_day() -> None:
    assert "came up once in our talks, on 3 October 2026." in cards_in_words(
        Care(cards=1, first_card_at=EVENING, last_card_at=EVENING)
    )
    assert cards_in_words(Care()) == ""


def test_a_card_that_comes_up_while_i_look_is_counted(qtbot: QtBot, house: FakeHouse) -> None:
    window, shown = settings(qtbot, house)
    assert shown == SAYS
    care.note_card(house.store, EVENING)
    window.go_to(TALK)
    with answered(qtbot, window, Kept):
        window.go_to(SETTINGS)
    assert "came up once" in page_text(window.settings_view.care)


def test_after_erasing_everything_nothing_of_it_is_shown(qtbot: QtBot, house: FakeHouse) -> None:
    care.note_minor(house.store, EVENING)
    care.note_card(house.store, EVENING)
    window, _ = settings(qtbot, house)
    with qtbot.waitSignals([window.runner.erased, window.runner.opened]):
        window.settings_view.erase_wanted.emit()
    assert page_text(window.settings_view.care) == SAYS
    assert care.read(house.store) == Care()


def test_where_it_cannot_be_cleared_one_sentence_says_so(
    qtbot: QtBot, house: FakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    care.note_card(house.store, EVENING)
    window, _ = settings(qtbot, house)
    monkeypatch.setattr(care, "forget_cards", fail)
    with qtbot.waitSignal(window.runner.refused):
        press(window.settings_view.care, CLEAR)
    assert "The disk is full." in page_text(window.settings_view)
    assert "came up once" in page_text(window.settings_view.care)


def test_the_memory_page_is_not_disturbed_by_it(qtbot: QtBot, house: FakeHouse) -> None:
    window, _ = settings(qtbot, house)
    with answered(qtbot, window, Found):
        window.go_to(MEMORIES)
    before = page_text(window.memories)
    with answered(qtbot, window, Kept):
        window.settings_view.care.refresh()
    assert page_text(window.memories) == before
