"""Resting when nobody waits, and how long talks are kept."""

from __future__ import annotations

import json

import pytest
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, events_of, memory, open_window, page_text, press, say, turn

from companion import paths
from ui.lull import LULL_MS
from ui.main_window import MEMORIES, SETTINGS
from ui.settings_view import KEEPING

# --- resting -------------------------------------------------------------------------------------


def rested(qtbot: QtBot, house: FakeHouse, times: int) -> None:
    qtbot.waitUntil(lambda: len(house.session.rests) == times)


def test_it_rests_once_the_house_is_open(qtbot: QtBot) -> None:
    house = FakeHouse()
    open_window(qtbot, house)
    rested(qtbot, house, 1)
    assert house.session.rests == [90]
    assert "MainThread" not in house.session.threads


def test_it_rests_a_minute_after_the_last_turn(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn()))
    window = open_window(qtbot, house)
    rested(qtbot, house, 1)
    assert not window.lull.timer.isActive()
    say(qtbot, window, "hello")
    assert window.lull.timer.isActive()
    assert window.lull.timer.interval() == LULL_MS == 60_000
    window.lull.timer.start(0)
    rested(qtbot, house, 2)


def test_while_something_is_typed_it_waits_another_minute(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    rested(qtbot, house, 1)
    window.talk.composer.page.setPlainText("I am still wri")
    with qtbot.assertNotEmitted(window.lull.due):
        window.lull.now()
    assert window.lull.timer.isActive()
    window.talk.composer.sent()
    window.lull.now()
    rested(qtbot, house, 2)


def test_it_never_begins_to_rest_while_a_reply_comes(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn()))
    house.session.held.clear()
    window = open_window(qtbot, house)
    rested(qtbot, house, 1)
    window.lull.wait()
    window.talk.composer.page.setPlainText("hello")
    window.talk.composer.button.click()
    assert not window.lull.timer.isActive()
    window.lull.now()
    with qtbot.waitSignal(window.runner.finished):
        house.session.held.set()
    assert house.session.rests == [90]


def test_in_a_private_talk_it_is_the_kept_one_that_rests(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    rested(qtbot, house, 1)
    with qtbot.waitSignal(window.runner.private_begun):
        window.talk.bar.button.click()
    window.lull.now()
    rested(qtbot, house, 2)
    assert house.private is not None
    assert house.private.rests == []


def test_after_resting_the_page_of_memories_shows_what_is_left(qtbot: QtBot) -> None:
    house = FakeHouse((memory(1, "it faded"), memory(2, "it stays")))
    window = open_window(qtbot, house)
    window.go_to(MEMORIES)
    qtbot.waitUntil(lambda: "it faded" in page_text(window.memories))
    house.store.forget(1)
    window.lull.now()
    qtbot.waitUntil(lambda: "it faded" not in page_text(window.memories))
    assert "it stays" in page_text(window.memories)


# --- how long ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "days"), [("7 days", 7), ("For ever", 0), ("90 days", 90)])
def test_i_choose_how_long_talks_are_kept_word_for_word(qtbot: QtBot, word: str, days: int) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    rested(qtbot, house, 1)
    window.go_to(SETTINGS)
    assert KEEPING in page_text(window.settings_view)
    press(window.settings_view, "7 days" if days else "90 days")
    press(window.settings_view, word)
    assert window.settings.transcript_days == days
    assert json.loads(paths.settings_file().read_text("utf-8"))["transcript_days"] == days
    assert house.session.rests == [90], "nothing goes before I could change my mind"
    window.lull.now()
    rested(qtbot, house, 2)
    assert house.session.rests[-1] == days
