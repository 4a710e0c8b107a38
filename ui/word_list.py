"""Words of the person's own, one below the other: a line to add one, and *Remove* beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from companion.memory.mentions import LONGEST_PHRASE
from ui.parts import button, clear, frame, label, row, rule
from ui.writing import Line


@dataclass(frozen=True)
class Entry:
    """word: as it was typed. shown: how it stands in the list. says: what *Remove* does, read aloud."""

    word: str
    shown: str
    says: str


class WordList(QWidget):
    """added(str), as typed, when something is to be added; removed(int), the place of an entry.

    `line` and `add_button` are there for the page to name and to lay out; `entries` for the list.
    """

    added = Signal(str)
    removed = Signal(int)

    def __init__(self, name: str, hint: str, *, adds: str) -> None:
        """name, hint: of the line. adds: what the button does, read aloud."""
        super().__init__()
        self._shown: tuple[Entry, ...] | None = None  # on the page
        self.line = Line(name, hint)
        self.line.setMaxLength(LONGEST_PHRASE)
        self.add_button = button("Add", self._add, says=adds)
        self.add_button.setEnabled(False)
        self._remove: list[QPushButton] = []
        self._entries = QVBoxLayout(self)
        self._entries.setContentsMargins(0, 0, 0, 0)
        self.hide()  # it takes no room while nothing stands there
        self.line.textChanged.connect(self._update)
        self.line.entered.connect(self._add)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """All that stand there; what was typed is taken where it is among them, the keys stay near."""
        if any(entry.word.lower() == self._typed().lower() for entry in entries):
            self.line.empty()
        if tuple(entries) == self._shown:
            return
        keys = self.window().focusWidget()
        at = next((place for place, one in enumerate(self._remove) if one is keys), None)
        self.put_away()
        self._shown = tuple(entries)
        if entries:
            inside = QVBoxLayout()
            inside.setSpacing(10)
            for place, entry in enumerate(entries):
                if inside.count():
                    inside.addWidget(rule())
                inside.addWidget(self._entry(place, entry))
            self._entries.addWidget(frame("card", inside, (20, 12, 14, 12)))
            self.show()
        if at is not None:
            (self._remove[min(at, len(entries) - 1)] if entries else self.line).setFocus()

    def put_away(self) -> None:
        """Nothing of it stays here until it is told anew."""
        self.hide()
        clear(self._entries)
        self._shown = None
        self._remove = []

    def _entry(self, place: int, entry: Entry) -> QWidget:
        remove = button("Remove", partial(self.removed.emit, place), "plain", says=entry.says)
        self._remove.append(remove)
        made = QWidget()
        beside = row(label(entry.shown), remove)
        beside.setStretch(0, 1)
        made.setLayout(beside)
        return made

    def _typed(self) -> str:
        return " ".join(self.line.text().split()).strip(" .,;:!?\"'")

    def _update(self, *_: object) -> None:
        self.add_button.setEnabled(bool(self._typed()))

    def _add(self, *_: object) -> None:
        if self._typed():
            self.added.emit(self.line.text())
