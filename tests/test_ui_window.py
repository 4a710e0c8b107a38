import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from ui_fakes import (
    NOTICE,
    READY,
    FakeHouse,
    begin_reply,
    belief,
    events_of,
    open_window,
    page_text,
    say,
    turn,
)

from companion import paths
from companion.errors import StoreError, WrongKey
from companion.settings import Settings
from companion.turn import Event, Sentence, Utterance
from ui.chat_view import Reply
from ui.lane import LOST_THREAD
from ui.main_window import ERASED, MEMORIES, MOOD, NEXT_START, SETTINGS, TALK
from ui.style import theme

# --- beginning -----------------------------------------------------------------------------------


def test_the_first_page_says_what_this_is_and_waits_for_me(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse(), Settings())
    shown = page_text(window.first_run)
    assert "not a human being" in shown
    assert "not a therapist" in shown
    assert str(paths.home()) in shown
    assert not window.talk.isVisible()


def test_once_i_understood_it_never_asks_again(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse(), Settings())
    window.first_run.button.click()
    assert window.talk.isVisible()
    assert json.loads(paths.settings_file().read_text("utf-8"))["notice_accepted"] is True
    window.close()
    again = open_window(qtbot, FakeHouse(), window.settings)
    assert again.talk.isVisible()


def test_the_first_page_shows_how_far_fetching_is(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse(), Settings())
    window.first_run.show_progress(49_000_000, 98_000_000, "SmolLM2 135M")
    assert window.first_run.bar.value() == 500
    assert "49 MB of 98 MB" in window.first_run.status.text()
    window.first_run.show_progress(1, 0, "preparing")
    assert window.first_run.status.text().endswith("preparing")


def test_when_fetching_fails_i_read_why_and_can_try_again(qtbot: QtBot) -> None:
    window = open_window(qtbot, StoreError("There is no room on the disk."), Settings())
    assert "There is no room on the disk." in page_text(window.first_run)
    assert window.first_run.button.text() == "Try again"
    with qtbot.waitSignal(window.runner.failed):
        window.first_run.button.click()


def test_every_talk_begins_by_saying_it_is_a_program(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    assert NOTICE in page_text(window.talk.chat)


def test_what_could_not_be_loaded_is_said_at_the_start(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.trouble = ("The model file is truncated.",)
    window = open_window(qtbot, house)
    assert "The model file is truncated." in page_text(window.talk.chat)


def test_the_keys_go_to_the_page_from_the_start(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    assert window.focusWidget() is window.talk.composer.page


def test_a_wrong_key_offers_a_new_memory_and_leaves_the_old_file(qtbot: QtBot) -> None:
    paths.database().write_bytes(b"not to be read with this key")
    window = open_window(qtbot, WrongKey("The memory is locked with another key."))
    assert "The memory is locked with another key." in page_text(window.talk.chat)
    (anew,) = [
        b
        for b in window.talk.chat.findChildren(QAbstractButton)
        if b.text() == "Begin a new memory"
    ]
    with qtbot.waitSignal(window.runner.failed):
        anew.click()
    kept = [f.read_bytes() for f in paths.home().glob("memory-unreadable-*.db")]
    assert kept == [b"not to be read with this key"]


def test_other_troubles_do_not_offer_a_new_memory(qtbot: QtBot) -> None:
    window = open_window(qtbot, StoreError("Another window has it open."))
    words = page_text(window.talk.chat)
    assert "Try again" in words
    assert "Begin a new memory" not in words


# --- threads and ends ----------------------------------------------------------------------------


def test_everything_slow_runs_on_the_lane_and_never_in_the_window(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn()))
    window = open_window(qtbot, house)
    say(qtbot, window, "hello")
    assert "MainThread" not in house.session.threads


def test_closing_puts_the_house_away(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    window.close()
    assert house.closed
    window.runner.close()


def test_closing_in_the_middle_of_a_reply_does_not_hang(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    begin_reply(window, house)
    window.close()
    assert house.closed


def test_a_mistake_of_ours_costs_one_reply_and_not_the_window(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(Sentence("I hear"), ZeroDivisionError())
    house.session.enqueue(*events_of(turn(reply="Here again.")))
    window = open_window(qtbot, house)
    with qtbot.capture_exceptions() as raised:
        say(qtbot, window, "hello")
    assert LOST_THREAD in page_text(window.talk.chat)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    say(qtbot, window, "once more")
    assert "Here again." in page_text(window.talk.chat)


def test_a_trouble_of_the_surroundings_is_said_in_its_own_words(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(StoreError("The disk is full."))
    window = open_window(qtbot, house)
    say(qtbot, window, "hello")
    assert "The disk is full." in page_text(window.talk.chat)


# --- places --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "title"), [(MOOD, "Mood"), (MEMORIES, "Memories"), (SETTINGS, "Settings")]
)
def test_the_rail_leads_to_every_place(qtbot: QtBot, place: int, title: str) -> None:
    window = open_window(qtbot, FakeHouse())
    window.rail.place(place).click()
    assert title in page_text(window).split("\n")
    assert not window.talk.isVisible()
    window.rail.place(TALK).click()
    assert window.talk.isVisible()


def test_control_and_a_number_lead_there_too(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.mood.isVisible)


def test_everything_that_can_be_used_has_a_name_to_read_aloud(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn()))
    window = open_window(qtbot, house)
    say(qtbot, window, "hello")
    window.talk.findChildren(Reply)[-1].why_button.click()
    nameless = [
        w
        for place in (TALK, MOOD, MEMORIES, SETTINGS)
        for w in _usable(window, place)
        if not w.accessibleName()
    ]
    assert nameless == []


def test_tab_reaches_send_from_the_page(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    window.activateWindow()
    window.talk.composer.page.setPlainText("hello")
    qtbot.keyClick(window.talk.composer.page, Qt.Key.Key_Tab)
    assert window.focusWidget() is window.talk.composer.button


def _usable(window: QWidget, place: int) -> list[QWidget]:
    window.go_to(place)  # type: ignore[attr-defined]
    page_text(window)
    kinds = (QAbstractButton, QTextEdit, QLineEdit)
    return [w for k in kinds for w in window.findChildren(k) if w.isVisible()]


# --- settings ------------------------------------------------------------------------------------


def test_a_theme_is_worn_at_once_and_remembered(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    _press(window.settings_view, "Dark")
    assert theme.present() is theme.DARK
    assert json.loads(paths.settings_file().read_text("utf-8"))["theme"] == "dark"
    _press(window.settings_view, "Light")
    assert theme.present() is theme.LIGHT


def test_motion_can_be_turned_on_and_off(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    _press(window.settings_view, "Sentences fade in")
    assert window.talk.chat.fades is True
    _press(window.settings_view, "No motion")
    assert window.talk.chat.fades is False


def test_another_country_changes_the_lines_of_the_card(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    box = window.settings_view.country
    box.setCurrentIndex(box.findData("DE"))
    assert window.settings.country == "DE"
    assert json.loads(paths.settings_file().read_text("utf-8"))["country"] == "DE"


def test_the_settings_say_where_the_key_is(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    window.go_to(SETTINGS)
    assert house.key_sentence in page_text(window.settings_view)


def test_erasing_asks_once_and_then_begins_afresh(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn(reply="Gone soon.")))
    window = open_window(qtbot, house)
    say(qtbot, window, "hello")
    window.go_to(SETTINGS)
    window.settings_view.erase.button.click()
    assert "cannot be undone" in page_text(window.settings_view)
    window.settings_view.erase.no_button.click()
    assert "cannot be undone" not in page_text(window.settings_view)
    window.settings_view.erase.button.click()
    with qtbot.waitSignals([window.runner.erased, window.runner.opened]):
        window.settings_view.erase.yes_button.click()
    assert ERASED in page_text(window.settings_view)
    assert window.talk.turns == ()
    window.go_to(TALK)
    assert "Gone soon." not in page_text(window.talk)


def test_a_file_that_is_no_model_gets_one_clear_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF but no more")
    window = open_window(qtbot, FakeHouse())
    window.go_to(SETTINGS)
    with qtbot.waitSignal(window.runner.refused) as told:
        window.settings_view.import_wanted.emit(broken)
    assert told.args is not None
    assert told.args[0] in page_text(window.settings_view)
    assert "Traceback" not in told.args[0]


def test_a_model_chosen_in_the_middle_of_a_talk_goes_on_with_it(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn(reply="Still here.")))
    window = open_window(qtbot, house)
    say(qtbot, window, "hello")
    with qtbot.waitSignal(window.runner.opened):
        window.settings_view.changed.emit(Settings(**{**vars(READY), "model": "my-own.gguf"}))
    assert "Still here." in page_text(window.talk)
    assert window.talk.composer.is_ready()
    assert len(window.talk.turns) == 1


def test_a_model_chosen_while_a_reply_comes_waits_for_the_next_start(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    begin_reply(window, house)
    window.settings_view.changed.emit(Settings(**{**vars(READY), "model": "my-own.gguf"}))
    window.go_to(SETTINGS)
    assert NEXT_START in page_text(window.settings_view)
    with qtbot.waitSignal(window.runner.finished):
        house.session.held.set()


def test_a_model_chosen_before_the_talk_is_used_at_once(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    with qtbot.waitSignal(window.runner.opened):
        window.settings_view.changed.emit(Settings(**{**vars(READY), "model": "my-own.gguf"}))
    assert window.settings.model == "my-own.gguf"


def test_the_mood_page_knows_the_turns_of_this_talk(qtbot: QtBot) -> None:
    house = FakeHouse()
    for minutes, feels in enumerate((belief(sadness=0.8), belief(hope=0.7))):
        house.session.enqueue(*events_of(turn(minutes=minutes, feels=feels)))
    window = open_window(qtbot, house)
    say(qtbot, window, "one")
    say(qtbot, window, "two")
    window.go_to(MOOD)
    shown = page_text(window.mood)
    assert "sadness" in shown
    assert "hope" in shown


def _press(page: QWidget, word: str) -> None:
    (found,) = [b for b in page.findChildren(QAbstractButton) if b.text() == word]
    found.click()


def test_i_can_write_on_while_the_engine_still_reads_ahead(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    reading = threading.Event()

    def respond(utterance: Utterance, cancel: threading.Event, *_: object) -> Iterator[Event]:
        yield from events_of(turn(utterance.text, reply="I read that."))
        if utterance.text == "first":
            reading.set()
            cancel.wait(30)

    house.session.respond = respond  # type: ignore[method-assign]
    say(qtbot, window, "first")
    assert reading.wait(5)
    say(qtbot, window, "second")
    assert [made.utterance.text for made in window.talk.turns] == ["first", "second"]
