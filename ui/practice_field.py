"""Where a question of an exercise is answered: words, a number from 0 to 100, or a choice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSlider, QVBoxLayout, QWidget

from companion.practice.steps import MOST, Step
from ui.composer import KEYS
from ui.parts import button, frame, label, row, set_role
from ui.writing import WritingPage

MIDDLE = 50
LOW, HIGH = "not at all", "as strong as it can be"


class WordsField(QWidget):
    """A page to write on. done() on Enter, left() on Escape."""

    done = Signal()
    left = Signal()

    def __init__(self, says: str, words: str) -> None:
        """`words`: what stands there already."""
        super().__init__()
        self.page = WritingPage(says, KEYS)
        inside = QVBoxLayout()
        inside.addWidget(self.page)
        self._frame = frame("composer", inside, (18, 11, 18, 11))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)
        self.page.begin_with(words)
        self.page.send.connect(self.done)
        self.page.stop.connect(self.left)
        self.page.focused.connect(self._ring)
        self.first = self.page

    def text(self) -> str:
        """What was typed."""
        return self.page.toPlainText()

    def _ring(self, focused: bool) -> None:
        set_role(self._frame, "active", "true" if focused else "false")


class NumberField(QWidget):
    """How strong, from 0 to 100; the arrow keys move it."""

    def __init__(self, says: str, number: str) -> None:
        """`number`: where it begins, "" for the middle."""
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, MOST)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(says)
        self._shown = label("", "number", wraps=False)
        self._shown.setMinimumWidth(44)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        ends = row(label(LOW, "small", wraps=False), None, label(HIGH, "small", wraps=False))
        ends.setContentsMargins(0, 0, 58, 0)
        beside = row(self.slider, self._shown, spacing=14)
        beside.setStretch(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addLayout(beside)
        outer.addLayout(ends)
        self.slider.valueChanged.connect(self._show_value)
        self.slider.setValue(int(number) if number else MIDDLE)
        self._show_value(self.slider.value())
        self.first = self.slider

    def text(self) -> str:
        """The number as it would be typed."""
        return str(self.slider.value())

    def _show_value(self, value: int) -> None:
        self._shown.setText(str(value))


class ChoiceField(QWidget):
    """A press is the answer: done() then."""

    done = Signal()

    def __init__(self, one: Step, value: str) -> None:
        """`value`: what was chosen before, "" for nothing."""
        super().__init__()
        self._value = value
        self.buttons: dict[str, QPushButton] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        for chosen, word in one.options:
            pick = button(word, self._chooser(chosen), "choice", says=f"{one.asks} {word}")
            pick.setCheckable(True)
            pick.setChecked(chosen == value)
            self.buttons[chosen] = pick
            outer.addLayout(row(pick, None))
        self.first = self.buttons.get(value) or next(iter(self.buttons.values()))

    def text(self) -> str:
        """The choice, "" where none was made yet."""
        return self._value

    def _chooser(self, value: str) -> Callable[[], None]:
        def choose() -> None:
            self._value = value
            self.done.emit()

        return choose


Field = WordsField | NumberField | ChoiceField
