"""A wish that cannot be undone: one button, one question, and *no* within reach of Enter first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts import button, label, row


class AskOnce(QWidget):
    """agreed() once the person has said yes."""

    agreed = Signal()

    def __init__(self, wish: str, question: str, yes: str, no: str) -> None:
        """The words on the button, of the question it asks, and of the two answers."""
        super().__init__()
        self.button = button(wish, lambda: self._show_question(True))
        self.yes_button = button(yes, self.agreed.emit)
        self.no_button = button(no, lambda: self._show_question(False))
        self._question = QWidget()
        self._question.setLayout(
            row(label(question, wraps=False), None, self.no_button, self.yes_button)
        )
        self._question.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row(self.button, None))
        outer.addWidget(self._question)

    def settle(self) -> None:
        """It is done: the question goes away."""
        if not self._question.isHidden():
            self._show_question(False)

    def _show_question(self, asked: bool) -> None:
        self._question.setVisible(asked)
        self.button.setVisible(not asked)
        (self.no_button if asked else self.button).setFocus()
