"""The page of memories in the window, for the tests of it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, answered, open_window, page_text

from companion.turn import Memory
from ui.main_window import MEMORIES, MainWindow
from ui.memory_entry import MemoryEntry
from ui.wishes import Found


def told(*memories: Memory) -> FakeHouse:
    return FakeHouse(memories)


def look(qtbot: QtBot, house: FakeHouse) -> MainWindow:
    """The window at its page of memories, listed."""
    window = open_window(qtbot, house)
    with answered(qtbot, window, Found):
        window.go_to(MEMORIES)
    return window


def found(qtbot: QtBot, window: MainWindow, *texts: str) -> None:
    """Wait until exactly these memories are shown, in this order."""
    qtbot.waitUntil(lambda: shown(window) == list(texts))


def shown(window: MainWindow) -> list[str]:
    return [entry.memory.text for entry in entries(window)]


def entries(window: MainWindow) -> list[MemoryEntry]:
    page_text(window.memories)
    kept = window.memories.kept.findChildren(MemoryEntry)
    return sorted((e for e in kept if e.isVisible()), key=lambda e: e.y())


def type_in(qtbot: QtBot, window: MainWindow, text: str) -> None:
    window.memories.kept.search.clear()
    qtbot.keyClicks(window.memories.kept.search, text)
