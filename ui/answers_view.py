"""How the person wants to be answered in every talk: a box for each wish, and names they do not want."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from companion.memory.hand import LONGEST_PHRASE
from companion.turn import Standing, Unwished
from ui.parts import button, clear, frame, label, row, rule
from ui.wishes import AskFor, TakeBack
from ui.writing import Line

SAYS = (
    "These hold in every talk, until you take them back here or say so. Where you may be in danger, "
    "I still ask and say what helps."
)
BOXES: dict[Unwished, str] = {
    Unwished.ADVICE: "Never give me advice",
    Unwished.QUESTIONS: "Never ask me questions",
    Unwished.JOKES: "No jokes",
    Unwished.CHEER: "Not cheerful",
    Unwished.EXCLAMATIONS: "No exclamation marks",
    Unwished.SORRY: "No \u201csorry\u201d",
    Unwished.PET_NAMES: "No pet names",
}
_WORDS = {Unwished.NAME: "Never call me {}", Unwished.WORD: "Never say {}"}


class AnswersPart(QWidget):
    """wish(AskFor | TakeBack); `show_wishes` brings what holds."""

    wish = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Standing, ...] | None = None  # of the list
        self.boxes = {kind: self._box(kind) for kind in BOXES}
        self.line = Line("Never call me", "What never to call you, like \u201cdear\u201d")
        self.line.setMaxLength(LONGEST_PHRASE)
        self.add_button = button("Add", self._add, says="Never call me this")
        self.add_button.setEnabled(False)
        self._list = QVBoxLayout()
        self._remove: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label("How to answer you", "heading"))
        column.addWidget(label(SAYS, "quiet"))
        for box in self.boxes.values():
            column.addWidget(box)
        column.addSpacing(6)
        column.addLayout(row(self.line, self.add_button))
        column.addLayout(self._list)
        self.line.textChanged.connect(self._update)
        self.line.entered.connect(self._add)

    def show_wishes(self, wishes: tuple[Standing, ...]) -> None:
        """All that hold; what was typed is taken where it is among them."""
        kinds = {wish.kind for wish in wishes}
        for kind, box in self.boxes.items():
            box.setChecked(kind in kinds)
            box.setEnabled(True)
        named = tuple(wish for wish in wishes if wish.kind in _WORDS)
        if any(wish.word.lower() == self._typed().lower() for wish in named):
            self.line.empty()
        if named == self._shown:
            return
        keys = self.window().focusWidget()
        at = next((place for place, one in enumerate(self._remove) if one is keys), None)
        self._put_away_names()
        self._shown = named
        if named:
            inside = QVBoxLayout()
            inside.setSpacing(10)
            for wish in named:
                if inside.count():
                    inside.addWidget(rule())
                inside.addWidget(self._entry(wish))
            self._list.addWidget(frame("card", inside, (20, 12, 14, 12)))
        if at is not None:
            (self._remove[min(at, len(named) - 1)] if named else self.line).setFocus()

    def put_away(self) -> None:
        """Nothing of it stays here until it is asked for anew."""
        for box in self.boxes.values():
            box.setChecked(False)
            box.setEnabled(False)  # what holds is not known
        self._put_away_names()

    def _put_away_names(self) -> None:
        clear(self._list)
        self._shown = None
        self._remove = []

    def _box(self, kind: Unwished) -> QCheckBox:
        box = QCheckBox(BOXES[kind])
        box.setAccessibleName(BOXES[kind])
        box.setEnabled(False)
        box.clicked.connect(partial(self._on_box, kind))
        return box

    def _on_box(self, kind: Unwished, *_: object) -> None:
        checked = self.boxes[kind].isChecked()
        self.boxes[kind].setChecked(not checked)  # until it is told what holds
        wish = Standing(kind)
        self.wish.emit(AskFor(wish) if checked else TakeBack(wish))

    def _entry(self, wish: Standing) -> QWidget:
        words = _WORDS[wish.kind].format(f"\u201c{wish.word}\u201d")
        remove = button(
            "Remove", lambda: self.wish.emit(TakeBack(wish)), "plain", says=f"Remove: {words}"
        )
        self._remove.append(remove)
        entry = QWidget()
        beside = row(label(words), remove)
        beside.setStretch(0, 1)
        entry.setLayout(beside)
        return entry

    def _typed(self) -> str:
        return " ".join(self.line.text().split()).strip(" .,;:!?\"'")

    def _update(self, *_: object) -> None:
        self.add_button.setEnabled(bool(self._typed()))

    def _add(self, *_: object) -> None:
        if self._typed():
            self.wish.emit(AskFor(Standing(Unwished.NAME, self.line.text())))
