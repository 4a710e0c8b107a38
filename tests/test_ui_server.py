"""A server of my own in the settings: the warning before, and the mark that stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from ui_fakes import READY, FakeHouse, events_of, open_window, page_text, press, say, turn

from companion import paths, settings
from companion.engine import server_key
from ui.main_window import MEMORIES, MOOD, SETTINGS, TALK, MainWindow
from ui.server_view import STOP, USE, WARNING

ADDRESS = "http://192.168.1.5:8080"
MARK = "Words leave this computer for 192.168.1.5"


def opened(qtbot: QtBot, server: str = "") -> tuple[MainWindow, FakeHouse]:
    house = FakeHouse()
    house.server = server
    return open_window(qtbot, house), house


def test_nothing_is_marked_while_words_stay_here(qtbot: QtBot) -> None:
    window, _ = opened(qtbot)
    assert not window.mark.isVisible()


def test_while_words_leave_every_place_says_so(qtbot: QtBot) -> None:
    window, _ = opened(qtbot, "192.168.1.5")
    for place in (TALK, MOOD, MEMORIES, SETTINGS):
        window.go_to(place)
        assert window.mark.isVisible()
        assert MARK in page_text(window)
    assert window.mark.accessibleName() == MARK


def test_a_server_is_used_only_after_the_warning_and_a_yes(qtbot: QtBot) -> None:
    window, house = opened(qtbot)
    window.go_to(SETTINGS)
    part = window.settings_view.server
    assert WARNING in page_text(part)
    part.address.setText(f"  {ADDRESS} ")
    part.model.setText("good")
    press(part, USE)
    press(part, "No")
    assert window.settings.server == ""
    house.server = "192.168.1.5"
    press(part, USE)
    with qtbot.waitSignal(window.runner.opened):
        press(part, "Yes, use it")
    assert (window.settings.server, window.settings.server_model) == (ADDRESS, "good")
    assert settings.load(paths.settings_file()) == window.settings
    assert window.mark.text() == MARK
    assert not part.address.isVisible()
    assert STOP in page_text(part)


def test_stopping_takes_effect_in_the_middle_of_a_talk(qtbot: QtBot) -> None:
    window, house = opened(qtbot)
    window.close()
    window = open_window(qtbot, house, replace(READY, server=ADDRESS))
    house.session.enqueue(*events_of(turn()))
    say(qtbot, window, "hello")
    window.go_to(SETTINGS)
    house.server = ""
    with qtbot.waitSignal(window.runner.opened):
        press(window.settings_view.server, STOP)
    assert window.settings.server == ""
    assert not window.mark.isVisible()


@pytest.mark.parametrize(
    ("typed", "key", "why"),
    [
        ("attic", "", "no address of a server"),
        ("http://8.8.8.8", "", "only a server in your own network"),
        (ADDRESS, "secret", "no keyring"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(
    qtbot: QtBot, typed: str, key: str, why: str
) -> None:
    window, _ = opened(qtbot)
    window.go_to(SETTINGS)
    part = window.settings_view.server
    part.address.setText(typed)
    part.key.setText(key)
    press(part, USE)
    press(part, "Yes, use it")
    assert why in page_text(part)
    assert window.settings.server == ""
    assert window.settings == READY


def test_the_key_goes_to_the_keyring_and_is_not_shown_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[str, str]] = []
    monkeypatch.setattr(server_key, "keep", lambda place, key: kept.append((place, key)))
    window, _ = opened(qtbot)
    window.go_to(SETTINGS)
    part = window.settings_view.server
    part.address.setText(ADDRESS)
    part.key.setText("secret")
    assert part.key.displayText() != "secret"
    press(part, USE)
    with qtbot.waitSignal(window.runner.opened):
        press(part, "Yes, use it")
    with qtbot.waitSignal(window.runner.opened):
        press(part, STOP)
    assert kept == [("192.168.1.5:8080", "secret"), ("192.168.1.5:8080", "")]
    assert part.key.text() == ""
    assert "secret" not in paths.settings_file().read_text("utf-8")
