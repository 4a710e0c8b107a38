"""The window and a talk that goes on: its page, what is still in view, and the engine that rests meanwhile."""

from __future__ import annotations

import subprocess
import sys

from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, events_of, let_go, open_window, page_text, press, say, turn

from ui.chat_view import OUT_OF_VIEW
from ui.lull import MINUTE_MS
from ui.main_window import SETTINGS
from ui.talk_page import BEGIN_ANEW, GOES_ON


def house_with(*said: str) -> FakeHouse:
    house = FakeHouse()
    house.session.turns = tuple(turn(words) for words in said)
    return house


def test_the_talk_of_this_evening_is_on_the_page_and_goes_on(qtbot: QtBot) -> None:
    house = house_with("my dad laughed")
    window = open_window(qtbot, house)
    assert "my dad laughed" in page_text(window.talk)
    assert GOES_ON in page_text(window.talk)
    house.session.enqueue(*events_of(turn("and I went red")))
    say(qtbot, window, "and I went red")
    assert GOES_ON not in page_text(window.talk)
    assert "my dad laughed" in page_text(window.talk)


def test_i_can_begin_a_new_one_instead(qtbot: QtBot) -> None:
    window = open_window(qtbot, house_with("my dad laughed"))
    with qtbot.waitSignal(window.runner.forgotten):
        press(window.talk, BEGIN_ANEW)
    let_go()
    assert "my dad laughed" not in page_text(window.talk)
    assert window.talk.turns == ()


def test_the_engine_reads_ahead_once_the_house_is_open_and_the_talk_is_parked(
    qtbot: QtBot,
) -> None:
    house = FakeHouse()
    open_window(qtbot, house)
    qtbot.waitUntil(lambda: house.steps == ["read ahead", "park"])


def test_while_the_whole_talk_is_in_view_nothing_is_said_of_it(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn()))
    window = open_window(qtbot, house)
    with qtbot.waitSignal(window.runner.in_sight):
        say(qtbot, window, "hello")
    assert "in view" not in page_text(window.talk)


def test_when_its_beginning_is_out_of_view_the_page_says_where_and_how_much(qtbot: QtBot) -> None:
    house = house_with("one", "two")
    house.session.voice.most = 2
    house.session.enqueue(*events_of(turn("three")))
    window = open_window(qtbot, house)
    with qtbot.waitSignal(window.runner.in_sight):
        say(qtbot, window, "three")
    words = page_text(window.talk)
    assert OUT_OF_VIEW in words
    mark, (one, two, _) = window.talk.chat._mark, window.talk.chat._said
    assert mark is not None
    assert one.y() < mark.y() < two.y()
    assert "Your last 2 messages of 3 are in view while answering." in words
    assert "1,200 of the 1,536" in window.talk.foot.sight.toolTip()


def test_when_i_am_gone_for_long_the_engine_rests_and_my_first_key_wakes_it(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    assert window.lull.away_timer.interval() == 60 * MINUTE_MS
    window.lull.away_timer.start(0)
    qtbot.waitUntil(lambda: "rest" in house.steps)
    assert "wake" not in house.steps
    window.talk.composer.page.setPlainText("h")
    qtbot.waitUntil(lambda: house.steps[-1] == "wake")


def test_it_never_rests_where_i_said_so(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    window.go_to(SETTINGS)
    press(window.settings_view, "Never")
    assert window.settings.rest_minutes == 0
    assert not window.lull.away_timer.isActive()


def test_the_window_opens_without_what_it_does_not_need_yet() -> None:
    """Each of these takes a tenth to half a second; a person waits for the window, not for them."""
    late = (
        "pyqtgraph",
        "gguf",
        "sqlite_utils",
        "sqlcipher3",
        "llama_cpp",
        "companion.policy.assess",
        "companion.voiced",
        "faster_whisper",
        "ctranslate2",
        "onnxruntime",
        "pocketsphinx",
        "PySide6.QtMultimedia",
        "PySide6.QtTextToSpeech",
    )
    program = f"import sys, ui.main_window; print([m for m in {late} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stdout.strip() == "[]"
