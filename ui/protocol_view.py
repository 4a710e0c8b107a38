"""What happens when there is danger, as a page to read: under *About* in the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from companion.policy import protocol
from ui.parts import ColumnPage, Words, button, label, row

BACK = "Back to Settings"


class ProtocolView(ColumnPage):
    """left() on the way back. With the keys on the page, the arrows and Page Down scroll it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(protocol.TITLE)
        self.setAccessibleName(protocol.TITLE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back_button = button(BACK, self.left.emit)
        self.column.setSpacing(8)
        for part in protocol.parts():
            self.column.addWidget(label(part.heading, "heading"))
            for paragraph in part.paragraphs:
                self.column.addWidget(Words(paragraph, says=part.heading))
            self.column.addSpacing(16)
        self.column.addLayout(row(self.back_button, None))
        self.column.addStretch(1)
        self.verticalScrollBar().setSingleStep(40)

    def begin(self) -> None:
        """From the top, and the keys go to the page."""
        self.verticalScrollBar().setValue(0)
        self.setFocus()
