"""The way into a talk that leaves no trace and, inside it, the line that says what that means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts import button, frame, label, row

BEGIN = "Private talk"
END = "End private talk"
SAYS = "Private: nothing of this talk is kept or learnt. It is gone when you end it."
BEGIN_SAYS = "Begin a private talk, of which nothing is kept"


class PrivateBar(QWidget):
    """pressed() when the person wants to begin one or, inside it, to end it."""

    pressed = Signal()

    def __init__(self, *, private: bool) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        self.button = button(
            END if private else BEGIN,
            self.pressed.emit,
            "" if private else "plain",
            says=END if private else BEGIN_SAYS,
        )
        if private:
            beside = row(label(SAYS), self.button, spacing=18)
            beside.setStretch(0, 1)
            outer.setContentsMargins(0, 16, 0, 0)
            outer.addWidget(frame("private", beside, (18, 10, 10, 10)))
        else:
            outer.setContentsMargins(0, 0, 20, 6)
            self.button.setToolTip(BEGIN_SAYS)
            outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)

    def set_open(self, is_open: bool) -> None:
        """Whether it can be pressed: not while a reply is under way."""
        self.button.setEnabled(is_open)
