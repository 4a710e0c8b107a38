"""Taking it all along: everything kept as a file to read or to bring elsewhere, and back again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ui.parts import button, label, row
from ui.text import counted, folder, in_a_row
from ui.wishes import TakeIn, TakenIn, WriteOut

SAYS = "Everything that is kept, in one file of your own."
OPEN = (
    "Such a file is not encrypted: whoever has it can read it. Keep it where only you can reach it."
)
BACK = (
    "A JSON file can be brought back here or on another machine; what is here already is not "
    "doubled."
)
WORKING = "One moment."
NOTHING_NEW = "Everything in this file was here already."


class ExchangeView(QWidget):
    """wish(WriteOut | TakeIn) once a file was chosen."""

    wish = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.json_button = button("Save as JSON", self._save_json)
        self.markdown_button = button(
            "Save as Markdown", self._save_markdown, says="Save as Markdown, for reading"
        )
        self.take_in_button = button("Bring in a JSON file", self._take_in)
        self._says = label("")
        self._says.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(label(SAYS, "quiet"))
        column.addWidget(label(OPEN))
        column.addLayout(row(self.json_button, self.markdown_button, None))
        column.addSpacing(12)
        column.addWidget(label(BACK, "quiet"))
        column.addLayout(row(self.take_in_button, None))
        column.addWidget(self._says)
        self.setFocusProxy(self.json_button)

    def refresh(self) -> None:
        """Nothing is listed here."""

    def show_written(self, path: Path) -> None:
        """Where the file is."""
        self._say(f"Saved in {folder(path)}.")

    def show_taken_in(self, taken: TakenIn) -> None:
        """What came in."""
        self._say(taken_in(taken))

    def put_away(self) -> None:
        """No word of before stays."""
        self._says.hide()

    def _save_json(self) -> None:
        self._save("Save as JSON", "json", "JSON files (*.json)", readable=False)

    def _save_markdown(self) -> None:
        self._save("Save as Markdown", "md", "Markdown files (*.md)", readable=True)

    def _save(self, title: str, ending: str, kinds: str, *, readable: bool) -> None:
        draft = Path.home() / f"companion-{date.today().isoformat()}.{ending}"
        name, _ = QFileDialog.getSaveFileName(self, title, str(draft), kinds)
        if name:
            self._say(WORKING)
            self.wish.emit(WriteOut(Path(name), readable))

    def _take_in(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "A file saved here before", str(Path.home()), "JSON files (*.json)"
        )
        if name:
            self._say(WORKING)
            self.wish.emit(TakeIn(Path(name)))

    def _say(self, sentence: str) -> None:
        self._says.setText(sentence)
        self._says.show()


def taken_in(taken: TakenIn) -> str:
    """What came in, in a sentence or two."""
    parts = (
        (taken.talks, "talk", "talks"),
        (taken.turns, "message", "messages"),
        (taken.memories, "memory", "memories"),
        (taken.facts, "fact", "facts"),
    )
    new = [counted(number, one, many) for number, one, many in parts if number]
    if not new:
        return NOTHING_NEW
    were = "was" if taken.already_there == 1 else "were"
    there = f" {counted(taken.already_there, 'message')} {were} here already."
    return f"Brought in: {in_a_row(new)}.{there if taken.already_there else ''}"
