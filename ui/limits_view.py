"""What is never brought up: names and phrases, a line to add one, and *Remove*; below, how to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.answers_view import AnswersPart
from ui.parts import label, row
from ui.wishes import Allow, ListLimits, SetOffLimits
from ui.word_list import Entry, WordList

if TYPE_CHECKING:
    from companion.memory.hand import Limit

SAYS = (
    "Memories that touch what stands here stay with you, but are not brought up. You can speak of "
    "it yourself whenever you like."
)
EMPTY = "Nothing so far. A name or a few words are enough."


class LimitsView(QWidget):
    """wish(ListLimits | SetOffLimits | Allow | AskFor | TakeBack)."""

    wish = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._limits: tuple[Limit, ...] = ()
        self._words = WordList(
            "Never bring up", "A name or a few words", adds="Never bring this up"
        )
        self.line, self.add_button = self._words.line, self._words.add_button
        self._empty = label(EMPTY, "quiet")
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(label(SAYS, "quiet"))
        column.addLayout(row(self.line, self.add_button))
        column.addWidget(self._empty)
        column.addWidget(self._words)
        self.answers = AnswersPart()
        self.answers.wish.connect(self.wish)
        column.addSpacing(12)
        column.addWidget(self.answers)
        self._words.added.connect(self._add)
        self._words.removed.connect(self._allow)
        self.setFocusProxy(self.line)

    def refresh(self) -> None:
        """Ask for what is true now."""
        self.wish.emit(ListLimits())

    def show_limits(self, limits: tuple[Limit, ...]) -> None:
        """All of them, in the order they were set; what was typed is taken where it is among them."""
        self._limits = limits
        self._empty.setVisible(not limits)
        self._words.show_entries([_entry(limit.phrase) for limit in limits])

    def put_away(self) -> None:
        """Nothing of it stays on the page until it is asked for anew."""
        self.answers.put_away()
        self._limits = ()
        self._words.put_away()
        self._empty.hide()

    def _add(self, typed: str) -> None:
        self.wish.emit(SetOffLimits(typed))

    def _allow(self, place: int) -> None:
        self.wish.emit(Allow(self._limits[place].id))


def _entry(phrase: str) -> Entry:
    return Entry(phrase, phrase, f"Remove: {phrase} may be brought up again")
