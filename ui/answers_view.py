"""How the person wants to be answered in every talk: a box for each wish, and names they do not want."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from companion.turn import Standing, Unwished
from ui.parts import label, row
from ui.wishes import AskFor, TakeBack
from ui.word_list import Entry, WordList

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
        self._named: tuple[Standing, ...] = ()  # those of the list
        self.boxes = {kind: self._box(kind) for kind in BOXES}
        self._words = WordList(
            "Never call me",
            "What never to call you, like \u201cdear\u201d",
            adds="Never call me this",
        )
        self.line, self.add_button = self._words.line, self._words.add_button
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label("How to answer you", "heading"))
        column.addWidget(label(SAYS, "quiet"))
        for box in self.boxes.values():
            column.addWidget(box)
        column.addSpacing(6)
        column.addLayout(row(self.line, self.add_button))
        column.addWidget(self._words)
        self._words.added.connect(self._add)
        self._words.removed.connect(self._take_back)

    def show_wishes(self, wishes: tuple[Standing, ...]) -> None:
        """All that hold; what was typed is taken where it is among them."""
        kinds = {wish.kind for wish in wishes}
        for kind, box in self.boxes.items():
            box.setChecked(kind in kinds)
            box.setEnabled(True)
        self._named = tuple(wish for wish in wishes if wish.kind in _WORDS)
        self._words.show_entries([_entry(wish) for wish in self._named])

    def put_away(self) -> None:
        """Nothing of it stays here until it is asked for anew."""
        for box in self.boxes.values():
            box.setChecked(False)
            box.setEnabled(False)  # what holds is not known
        self._named = ()
        self._words.put_away()

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

    def _add(self, typed: str) -> None:
        self.wish.emit(AskFor(Standing(Unwished.NAME, typed)))

    def _take_back(self, place: int) -> None:
        self.wish.emit(TakeBack(self._named[place]))


def _entry(wish: Standing) -> Entry:
    words = _WORDS[wish.kind].format(f"\u201c{wish.word}\u201d")
    return Entry(wish.word, words, f"Remove: {words}")
