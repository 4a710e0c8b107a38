"""Calling, writing and opening from the card, and people of my own on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from ui_fakes import READY, FakeHouse, on_a_page, open_window, page_text

from companion import paths
from companion.policy.assess import assess
from companion.policy.card_words import card_words
from companion.policy.helplines import lines_for
from companion.settings import MOST_OWN_LINES, load
from ui.crisis_card import CrisisCard
from ui.main_window import SETTINGS, TALK, MainWindow

SISTER = ("my sister", "0171 2345678")
SCHEMES = ("tel", "sms", "https")


class Opened(QObject):
    """What the program hands to the computer, caught before it gets there."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot(QUrl)
    def take(self, address: QUrl) -> None:
        self.addresses.append(address.toString())


@pytest.fixture
def opened(qapp: object) -> Iterator[Opened]:
    catcher = Opened()
    for scheme in SCHEMES:
        QDesktopServices.setUrlHandler(scheme, catcher, "take")
    yield catcher
    for scheme in SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)


def card_in(qtbot: QtBot, country: str) -> CrisisCard:
    card = CrisisCard()
    on_a_page(qtbot, card)
    card.show_lines(lines_for(country), assess("I want to kill myself"), card_words())
    return card


def press(card: CrisisCard, says: str) -> None:
    found = [b for b in card.open_part.findChildren(QPushButton) if b.accessibleName() == says]
    assert len(found) == 1, [b.accessibleName() for b in card.open_part.findChildren(QPushButton)]
    found[0].click()


def with_me(qtbot: QtBot, *own: tuple[str, str]) -> MainWindow:
    window = open_window(qtbot, FakeHouse(), replace(READY, country="GB", own_lines=own))
    window.go_to(SETTINGS)
    return window


def test_i_call_a_line_with_one_press_and_am_told_what_to_do_if_nothing_opens(
    qtbot: QtBot, opened: Opened
) -> None:
    card = card_in(qtbot, "GB")
    assert "dial it on a phone" not in page_text(card)
    press(card, "Call: Samaritans")
    assert opened.addresses == ["tel:116123"]
    assert QGuiApplication.clipboard().text() == "116 123"
    assert "Also copied: 116 123" in page_text(card)


def test_the_emergency_number_can_be_called(qtbot: QtBot, opened: Opened) -> None:
    press(card_in(qtbot, "US"), "Call: Emergency")
    assert opened.addresses == ["tel:911"]


def test_who_cannot_speak_can_write(qtbot: QtBot, opened: Opened) -> None:
    card = card_in(qtbot, "US")
    press(card, "Text: Crisis Text Line")
    press(card, "Text: 988 Suicide & Crisis Lifeline")
    assert opened.addresses == ["sms:741741?body=HOME", "sms:988"]
    assert QGuiApplication.clipboard().text() == "988"


def test_a_chat_opens_in_my_browser_and_i_am_told_so(qtbot: QtBot, opened: Opened) -> None:
    card = card_in(qtbot, "US")
    press(card, "Chat: 988 Suicide & Crisis Lifeline")
    assert opened.addresses == ["https://988lifeline.org/chat"]
    assert "your browser" in page_text(card)


def test_where_there_is_only_a_page_it_can_be_opened(qtbot: QtBot, opened: Opened) -> None:
    card = card_in(qtbot, "nowhere")
    buttons = [b for b in card.open_part.findChildren(QPushButton) if b.text() == "Open"]
    buttons[0].click()
    assert opened.addresses and opened.addresses[0].startswith("https://")


def test_nothing_is_opened_by_itself(qtbot: QtBot, opened: Opened) -> None:
    card = card_in(qtbot, "US")
    card.more_button.click()
    card.fold()
    card.unfold()
    assert opened.addresses == []


# --- people of my own ----------------------------------------------------------------------------


def test_i_put_my_sister_on_the_card(qtbot: QtBot, opened: Opened) -> None:
    window = with_me(qtbot)
    part = window.settings_view.own_lines
    part.who.setText(SISTER[0])
    part.add_button.click()
    assert load(paths.settings_file()).own_lines == ()  # it asks how she is reached first
    part.reach.setText(SISTER[1])
    part.add_button.click()
    assert load(paths.settings_file()).own_lines == (SISTER,)
    assert part.who.text() == part.reach.text() == ""
    assert "my sister: 0171 2345678" in page_text(part)
    window.talk.crisis.show_lines(window.talk._lines(), assess("I want to kill myself"))
    press(window.talk.crisis, "Call: my sister")
    assert opened.addresses == ["tel:01712345678"]


def test_i_take_her_off_and_the_card_that_stands_there_changes(qtbot: QtBot) -> None:
    window = with_me(qtbot, SISTER)
    window.go_to(TALK)
    card = window.talk.crisis
    card.show_lines(window.talk._lines(), assess("I want to kill myself"))
    assert SISTER[1] in page_text(card)
    remove = window.settings_view.own_lines.findChildren(QPushButton)
    next(b for b in remove if b.accessibleName() == "Remove my sister from the card").click()
    assert SISTER[1] not in page_text(card)
    assert load(paths.settings_file()).own_lines == ()


def test_a_full_card_takes_nobody_more(qtbot: QtBot) -> None:
    window = with_me(qtbot, *[SISTER] * MOST_OWN_LINES)
    part = window.settings_view.own_lines
    assert not part.who.isEnabled()
    assert "fit on the card" in page_text(part)


def test_erasing_everything_takes_them_off(qtbot: QtBot) -> None:
    window = with_me(qtbot, SISTER)
    window.settings_view.erase.button.click()
    with qtbot.waitSignals([window.runner.erased, window.runner.opened]):
        window.settings_view.erase.yes_button.click()
    assert load(paths.settings_file()).own_lines == ()
    assert SISTER[1] not in page_text(window.settings_view)
