"""What happens when there is danger can be read in the window, in the terminal and in the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, begin_reply, open_window, page_text

from companion.cli import main
from companion.pauses import NOTICE_EVERY, NOTICE_EVERY_MINOR
from companion.policy import abroad, crisis_words, helplines, protocol
from companion.policy.card_words import card_words
from companion.policy.tongue import LANGUAGES
from ui.main_window import SETTINGS, TALK, MainWindow

ROOT = Path(__file__).resolve().parent.parent
WHOLE = " ".join(protocol.as_text().split())


# --- what it says --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "None of it is a diagnosis",
        "sends nothing",
        "calls nobody",
        "please do not wait for a program to notice",
        "\u201ccompanion bench safety\u201d",
        "California SB 243",
        "New York General Business Law, Article 47",
        "Washington HB 2225",
        "European AI Act, Article 50",
        "no therapist",
    ],
)
def test_it_says_plainly(words: str) -> None:
    assert words in WHOLE


def test_it_is_short_enough_to_be_read() -> None:
    assert 450 <= len(WHOLE.split()) <= 620


def test_it_names_no_share_that_will_be_wrong_tomorrow() -> None:
    assert not re.search(r"\d+ ?(?:%|in 100|percent|of 100)|\b0\.\d", WHOLE)


def test_it_says_what_the_button_on_the_card_says() -> None:
    assert card_words().safe in WHOLE


def test_it_names_the_notices_as_they_are() -> None:
    assert (NOTICE_EVERY.seconds, NOTICE_EVERY_MINOR.seconds) == (3 * 3600, 3600)
    assert "every three hours" in WHOLE and "every hour" in WHOLE


def test_it_names_the_languages_in_which_danger_is_heard_and_answered() -> None:
    named = "English, German, French, Spanish, Italian and Portuguese"
    assert named in WHOLE
    assert LANGUAGES == ("en", "de", "fr", "es", "it", "pt")
    assert all(abroad.danger(one, acute=True) for one in LANGUAGES[1:])


def test_where_it_is_about_me_every_answer_asks_directly() -> None:
    for language in LANGUAGES:
        for acute, ours in ((True, crisis_words._ACUTE), (False, crisis_words._ELEVATED)):
            for kind, variants in (abroad.danger(language, acute=acute) or ours).items():
                for said in variants:
                    assert kind == "someone-else" or any("?" in one for one in said)


def test_it_says_when_the_helplines_were_checked() -> None:
    assert f"last checked {helplines.lines_for('').checked}." in WHOLE


def test_it_can_be_read_even_where_the_helplines_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "lines_for", lambda _country: helplines._BUILT_IN)
    assert " ".join(protocol.as_text().split()).endswith("public sources.")


# --- in the terminal and the readme --------------------------------------------------------------


def test_in_the_terminal_i_read_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol"]) == 0
    shown = capsys.readouterr().out
    assert " ".join(shown.split()) == WHOLE
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_the_readme_says_the_same_in_short() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    section = readme.split(f"## {protocol.TITLE}\n", 1)[1].split("\n## ", 1)[0]
    assert section.split() == protocol.SHORT.split()


# --- in the window -------------------------------------------------------------------------------


@pytest.fixture(name="window")
def window_fixture(qtbot: QtBot) -> MainWindow:
    window = open_window(qtbot, FakeHouse())
    window.activateWindow()
    window.go_to(SETTINGS)
    return window


def test_in_the_settings_i_find_it_under_about_and_read_all_of_it(window: MainWindow) -> None:
    assert window.settings_view.protocol_button.text() == protocol.TITLE
    window.settings_view.protocol_button.click()
    shown = page_text(window.settings_place)
    for part in protocol.parts():
        assert part.heading in shown
        assert all(paragraph in shown for paragraph in part.paragraphs)


def test_with_the_keys_alone_i_reach_it_scroll_it_and_leave_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.settings_view.protocol_button.setFocus()
    qtbot.keyClick(window.settings_view.protocol_button, Qt.Key.Key_Space)
    page = window.settings_place.protocol
    assert page is not None and window.focusWidget() is page
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert bar.value() > 0
    for _ in range(20):
        qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    assert window.focusWidget() is page.back_button
    qtbot.keyClick(page.back_button, Qt.Key.Key_Space)
    assert not window.settings_place.is_reading()
    assert window.focusWidget() is window.settings_view.protocol_button


def test_escape_leads_back_to_the_settings(qtbot: QtBot, window: MainWindow) -> None:
    window.settings_view.protocol_button.click()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.settings_place.is_reading()


def test_read_again_it_begins_at_its_top(qtbot: QtBot, window: MainWindow) -> None:
    window.settings_view.protocol_button.click()
    page = window.settings_place.protocol
    assert page is not None
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    page.verticalScrollBar().setValue(300)
    page.back_button.click()
    window.settings_view.protocol_button.click()
    assert page.verticalScrollBar().value() == 0


def test_the_place_settings_shows_the_settings_when_i_come_again(window: MainWindow) -> None:
    window.settings_view.protocol_button.click()
    window.go_to(TALK)
    window.go_to(SETTINGS)
    assert window.settings_view.isVisible()


def test_a_reply_that_ends_meanwhile_does_not_take_the_page_away(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    begin_reply(window, house)
    window.go_to(SETTINGS)
    window.settings_view.protocol_button.click()
    with qtbot.waitSignal(window.runner.finished):
        house.session.held.set()
    assert window.settings_place.is_reading()
