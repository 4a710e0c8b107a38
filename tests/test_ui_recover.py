"""When the memory is damaged: bringing it back from the first page or from the talk."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from ui_fakes import EVENING, READY, FakeHouse, keep, memory, page_text, press

from companion import paths
from companion.errors import StoreError, WrongKey
from companion.memory import backup
from companion.memory.backup import Recovered
from companion.memory.keys import database_key
from companion.memory.store import Store
from companion.settings import Settings
from ui.first_run import BRING_BACK, NEW_MEMORY
from ui.main_window import MainWindow
from ui.runner import TurnRunner
from ui.text import came_back


@pytest.fixture
def damaged() -> Path:
    """A memory of three messages with the day's copy, of which a page was overwritten."""
    path = paths.database()
    store = Store.open(path, database_key(paths.home()).hex)
    for day in range(1, 4):
        keep(store, memory(day, f"message {day}"))
    store.keep_copy(EVENING)
    store.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 + 1000] ^= 1
    path.write_bytes(content)
    return path


def failing_window(qtbot: QtBot, settings: Settings) -> MainWindow:
    """The window over the memory as it is, which cannot be opened."""

    def opener(*_: object) -> FakeHouse:
        Store.open(paths.database(), database_key(paths.home()).hex).close()
        return FakeHouse()

    runner = TurnRunner(opener)  # type: ignore[arg-type]
    with qtbot.waitSignal(runner.failed):
        window = MainWindow(settings, runner)
        qtbot.addWidget(window)
        window.show()
    return window


def offered(page: QAbstractButton | object) -> list[str]:
    page_text(page)  # type: ignore[arg-type]
    found = page.findChildren(QAbstractButton)  # type: ignore[attr-defined]
    return [b.text() for b in found if b.isVisible()]


def test_on_the_first_page_a_damaged_memory_can_be_brought_back(
    qtbot: QtBot, damaged: Path
) -> None:
    window = failing_window(qtbot, Settings())
    assert "damaged" in page_text(window.first_run)
    assert offered(window.first_run) == [BRING_BACK, "Try again", NEW_MEMORY]
    with qtbot.waitSignals([window.runner.recovered, window.runner.opened]):
        press(window.first_run, BRING_BACK)
    assert offered(window.first_run) == ["I understand, let us begin"]
    window.first_run.button.click()
    shown = page_text(window.talk)
    assert "Your memory is back, from a copy of 3 October 2026 and what could still" in shown
    assert "3 messages" in shown
    assert len(list(damaged.parent.glob("memory-unreadable-*.db"))) == 1


def test_in_the_talk_it_can_be_brought_back_too(qtbot: QtBot, damaged: Path) -> None:
    window = failing_window(qtbot, READY)
    assert offered(window.talk.chat) == [BRING_BACK, "Try again", NEW_MEMORY]
    with qtbot.waitSignals([window.runner.recovered, window.runner.opened]):
        press(window.talk.chat, BRING_BACK)
    assert "Your memory is back" in page_text(window.talk)
    assert window.talk.composer.is_ready()


def test_when_bringing_back_fails_i_read_why_and_have_the_same_choices(
    qtbot: QtBot, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Recovered:
        raise StoreError("The disk is full.")

    window = failing_window(qtbot, Settings())
    with monkeypatch.context() as patched:
        patched.setattr(backup, "recover", full)
        with qtbot.waitSignal(window.runner.failed):
            press(window.first_run, BRING_BACK)
    assert "The disk is full." in page_text(window.first_run)
    with qtbot.waitSignal(window.runner.failed):
        press(window.first_run, "Try again")
    assert BRING_BACK in offered(window.first_run)


def test_a_wrong_key_offers_nothing_to_bring_back(qtbot: QtBot) -> None:
    def opener(*_: object) -> FakeHouse:
        raise WrongKey("The memory is locked with another key.")

    runner = TurnRunner(opener)  # type: ignore[arg-type]
    with qtbot.waitSignal(runner.failed):
        window = MainWindow(Settings(), runner)
        qtbot.addWidget(window)
        window.show()
    assert offered(window.first_run) == ["Try again", NEW_MEMORY]


def test_what_came_back_is_told_in_words() -> None:
    assert came_back(Recovered(1, None, None)) == (
        "Your memory is back, from what could still be read: 1 message."
    )
    assert came_back(Recovered(12, Path("/x/memory-unreadable-1.db"), EVENING)) == (
        "Your memory is back, from a copy of 3 October 2026 and what could still be read: "
        "12 messages. The damaged file lies beside it, unchanged: memory-unreadable-1.db."
    )
