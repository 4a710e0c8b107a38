"""The exercises there are, each with a sentence. None is suggested before the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from companion.practice.texts import exercises
from ui.parts import button, frame, label, row

SAYS = (
    "Five exercises, for when you want one. You can stop at any moment, and nothing you write in "
    "them is kept unless you say so at the end."
)
GO_ON = "Go on where you were"


class PracticeMenu(QWidget):
    """chosen(name) to begin an exercise, go_on() to take up the one that was left.

    first: where the keys go. It is no focus proxy, with which Tab would pass over what stands before.
    """

    chosen = Signal(str)
    go_on = Signal()

    def __init__(self, unfinished: str = "") -> None:
        """`unfinished`: the name of an exercise that was left in the middle, "" for none."""
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self.go_on_button: QPushButton | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(label(SAYS, "quiet"))
        outer.addSpacing(6)
        for one in exercises():
            told = QVBoxLayout()
            told.setSpacing(2)
            told.addWidget(label(one.title, "heading"))
            told.addWidget(label(one.sentence, "quiet"))
            begin = button("Begin", self._chooser(one.name), says=f"Begin: {one.title}")
            self.buttons[one.name] = begin
            beside = row(spacing=18)
            beside.addLayout(told, 1)
            if one.name == unfinished:
                says = f"{GO_ON}: {one.title}"
                self.go_on_button = button(GO_ON, self.go_on.emit, "main", says=says)
                beside.addWidget(self.go_on_button)
            beside.addWidget(begin)
            outer.addWidget(frame("card", beside, (20, 14, 16, 14)))
        self.first: QWidget = self.go_on_button or next(iter(self.buttons.values()))

    def _chooser(self, name: str) -> Callable[[], None]:
        """What its button does."""
        return lambda: self.chosen.emit(name)
