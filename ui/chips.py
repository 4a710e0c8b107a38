"""Rows of small choices of which one holds: the filters of the memories, the feeling of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from companion.emotion.states import NAMES
from ui.flow import FlowLayout
from ui.parts import clear
from ui.style.theme import present
from ui.text import NOUNS

_DOT_PX = 10
_DOT_FROM_LEFT_PX = 9


@dataclass(frozen=True)
class Option:
    """One choice: what it stands for, its word, and whether it has a feeling's dot."""

    value: str
    word: str
    dotted: bool = False


FEELINGS = tuple(Option(name, NOUNS[name], dotted=True) for name in NAMES)


class Chips(QWidget):
    """One of the options always holds, the first at the start. chosen(value) when it changes.

    Tab reaches the row, the arrow keys move in it.
    """

    chosen = Signal(str)

    def __init__(self, says: str, options: Sequence[Option]) -> None:
        """`says`: what a screen reader reads before the word of a choice."""
        super().__init__()
        self._says = says
        self._value = ""
        self._values: list[str] = []
        self._lay = FlowLayout(2)
        self.setLayout(self._lay)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)
        self.offer(options)

    def value(self) -> str:
        """What holds now."""
        return self._value

    def offer(self, options: Sequence[Option]) -> None:
        """Other choices; what held still holds where it is among them, else the first does."""
        values = [option.value for option in options]
        if values == self._values:
            return
        for chip in self._group.buttons():
            self._group.removeButton(chip)
        clear(self._lay)
        self._values = values
        for at, option in enumerate(options):
            chip = Chip(option, self._says)
            self._group.addButton(chip, at)
            self._lay.addWidget(chip)
        self.choose(self._value if self._value in values else values[0])
        self.updateGeometry()

    def choose(self, value: str) -> None:
        """Let `value` hold, without `chosen`."""
        self._value = value
        self.chip(value).setChecked(True)

    def chip(self, value: str) -> QPushButton:
        """The button of a choice."""
        found = self._group.button(self._values.index(value))
        assert isinstance(found, QPushButton)
        return found

    def _on_clicked(self, at: int) -> None:
        if self._values[at] != self._value:
            self._value = self._values[at]
            self.chosen.emit(self._value)


class Chip(QPushButton):
    """A word that can be chosen, with the dot of its feeling before it."""

    def __init__(self, option: Option, says: str) -> None:
        super().__init__(option.word)
        self._state = option.value if option.dotted else ""
        self.setProperty("role", "chip")
        self.setProperty("dotted", "true" if option.dotted else "false")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(f"{says}: {option.word}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The word, then the dot in the hue of the theme worn now."""
        super().paintEvent(event)
        if not self._state:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(present().hues[self._state]))
        top = (self.height() - _DOT_PX) / 2
        painter.drawEllipse(QRectF(_DOT_FROM_LEFT_PX, top, _DOT_PX, _DOT_PX))
