"""The window over the real house: the real engine's child process and the real memory."""

import os
import signal

import pytest
from pytestqt.qtbot import QtBot
from ui_fakes import READY, answered, page_text

from companion import paths
from companion.house import House
from companion.turn import Planned, Sentence, TurnSaved
from ui.__main__ import open_here
from ui.main_window import MEMORIES, MainWindow
from ui.runner import TurnRunner
from ui.wishes import Found

pytestmark = pytest.mark.slow


@pytest.fixture
def houses() -> list[House]:
    return []


@pytest.fixture
def window(qtbot: QtBot, houses: list[House]) -> MainWindow:
    runner = TurnRunner(open_here)
    runner.opened.connect(houses.append)
    # `in_sight` is the last the lane says on opening: the wait lets go when nothing is being said.
    with qtbot.waitSignals([runner.opened, runner.in_sight], timeout=60_000):
        made = MainWindow(READY, runner)
        qtbot.addWidget(made)
        made.show()
    return made


def test_a_first_evening_in_the_real_window(qtbot: QtBot, window: MainWindow) -> None:
    events: list[object] = []
    window.runner.turn_event.connect(events.append)
    window.talk.composer.page.setPlainText("I failed my driving test and my dad just laughed.")
    with qtbot.waitSignal(window.runner.finished, timeout=60_000):
        window.talk.composer.button.click()
    assert isinstance(events[-1], TurnSaved)
    assert any(isinstance(event, Sentence) for event in events)
    assert events[-1].turn_id is not None
    assert window.talk.feeling.text().startswith("seems ")
    with answered(qtbot, window, Found):
        window.go_to(MEMORIES)
    assert "my dad just laughed" in page_text(window.memories)


def test_when_the_engine_dies_in_the_middle_the_window_lives_and_answers_again(
    qtbot: QtBot, window: MainWindow, houses: list[House]
) -> None:
    events: list[object] = []

    def kill_once(event: object) -> None:
        if isinstance(event, Planned) and not any(isinstance(e, Planned) for e in events):
            os.kill(houses[0].engine.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        events.append(event)

    window.runner.turn_event.connect(kill_once)
    for words in ("My cat died this morning.", "She was fourteen years old."):
        window.talk.composer.page.setPlainText(words)
        with qtbot.waitSignal(window.runner.finished, timeout=60_000):
            window.talk.composer.button.click()
        assert isinstance(events[-1], TurnSaved)
        assert events[-1].turn.utterance.text == words
    assert window.isVisible()
    assert window.talk.turns[-1].reply


def test_the_card_comes_with_the_real_assessment(qtbot: QtBot, window: MainWindow) -> None:
    window.talk.composer.page.setPlainText("I want to kill myself tonight.")
    with qtbot.waitSignal(window.runner.finished, timeout=60_000):
        window.talk.composer.button.click()
    assert window.talk.crisis.is_open()
    assert "Samaritans" in page_text(window.talk.crisis)


def test_a_private_talk_is_answered_and_leaves_nothing(
    qtbot: QtBot, window: MainWindow, houses: list[House]
) -> None:
    with qtbot.waitSignal(window.runner.private_begun, timeout=60_000):
        window.talk.bar.button.click()
    window.talk.composer.page.setPlainText("My sister Mia moved to Leeds and I cried all night.")
    with qtbot.waitSignal(window.runner.finished, timeout=60_000):
        window.talk.composer.button.click()
    assert window.talk.turns[-1].reply
    with qtbot.waitSignal(window.runner.private_ended, timeout=60_000):
        window.talk.bar.button.click()
    assert houses[0].store.talks() == ()
    assert houses[0].store.memories() == ()
    assert houses[0].store.learnt() == ""
    assert window.talk.turns == ()


def test_nothing_i_say_stands_in_a_file_that_can_be_read(qtbot: QtBot, window: MainWindow) -> None:
    window.talk.composer.page.setPlainText("The canary sings at half past nine.")
    with qtbot.waitSignal(window.runner.finished, timeout=60_000):
        window.talk.composer.button.click()
    window.close()
    files = [f for f in paths.home().rglob("*") if f.is_file()]
    assert any(f.name == "memory.db" for f in files)
    assert [f.name for f in files if b"canary" in f.read_bytes()] == []
