"""Taking everything along: saved as a file that can be read, and brought in again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, answered, memory, open_window, page_text, press

from companion.memory import hand
from ui import exchange_view
from ui.exchange_view import taken_in
from ui.main_window import MEMORIES, MainWindow
from ui.memory_view import TAKE_ALONG
from ui.wishes import TakenIn, Written


def at_the_files(qtbot: QtBot, house: FakeHouse) -> MainWindow:
    window = open_window(qtbot, house)
    window.go_to(MEMORIES)
    window.memories.show_tab(TAKE_ALONG)
    return window


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args: (str(path), ""))


def test_it_says_plainly_that_such_a_file_is_not_encrypted(qtbot: QtBot) -> None:
    window = at_the_files(qtbot, FakeHouse())
    assert "Such a file is not encrypted" in page_text(window.memories)


@pytest.mark.parametrize(
    ("word", "name"), [("Save as JSON", "all.json"), ("Save as Markdown", "all.md")]
)
def test_everything_is_saved_where_i_say(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, word: str, name: str
) -> None:
    window = at_the_files(qtbot, FakeHouse((memory(1, "the lake in June"),)))
    choose(monkeypatch, tmp_path / name)
    with answered(qtbot, window, Written):
        press(window.memories, word)
    assert "the lake in June" in (tmp_path / name).read_text("utf-8")
    assert f"Saved in {tmp_path / name}." in page_text(window.memories)


def test_without_a_file_chosen_nothing_happens(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = at_the_files(qtbot, FakeHouse())
    choose(monkeypatch, "")
    with qtbot.assertNotEmitted(window.memories.wish):
        press(window.memories, "Save as JSON")
        press(window.memories, "Bring in a JSON file")


def test_a_file_can_be_brought_in_and_is_not_doubled(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    choose(monkeypatch, tmp_path / "all.json")
    window = at_the_files(qtbot, FakeHouse((memory(1, "the lake in June"),)))
    with answered(qtbot, window, Written):
        press(window.memories, "Save as JSON")
    window.close()
    house = FakeHouse()
    window = at_the_files(qtbot, house)
    with answered(qtbot, window, TakenIn):
        press(window.memories, "Bring in a JSON file")
    assert "Brought in: 1 talk, 1 message and 1 memory." in page_text(window.memories)
    assert [m.text for m in hand.find(house.store, "lake")] == ["the lake in June"]
    with answered(qtbot, window, TakenIn):
        press(window.memories, "Bring in a JSON file")
    assert exchange_view.NOTHING_NEW in page_text(window.memories)


def test_a_file_that_is_something_else_gets_one_clear_sentence(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "other.json").write_text("[1, 2]", "utf-8")
    choose(monkeypatch, tmp_path / "other.json")
    window = at_the_files(qtbot, FakeHouse())
    with qtbot.waitSignal(window.runner.refused) as told:
        press(window.memories, "Bring in a JSON file")
    assert told.args is not None
    assert told.args[0] in page_text(window.memories)
    assert exchange_view.WORKING not in page_text(window.memories)


def test_what_came_in_is_told_in_words() -> None:
    assert taken_in(TakenIn(2, 30, 5, 0, 4)) == (
        "Brought in: 2 talks, 30 messages and 5 memories. 4 messages were here already."
    )
    assert taken_in(TakenIn(0, 1, 0, 0, 1)) == "Brought in: 1 message. 1 message was here already."
    assert taken_in(TakenIn(0, 0, 0, 0, 9)) == exchange_view.NOTHING_NEW
