"""Putting a memory right, in its own place: the words, the feeling, *Save* and *Cancel*."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.turn import Memory
from ui.chips import FEELINGS, Chips
from ui.parts import button, frame, row, set_role
from ui.writing import WritingPage

KEYS = "Enter saves, Escape leaves it as it was"


class MemoryEdit(QWidget):
    """saved(words, state) and cancelled(). While it is being saved nothing can be pressed."""

    saved = Signal(str, str)
    cancelled = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.saving = False
        self.page = WritingPage("The words of this memory", KEYS, keeps_escape=True)
        self.page.begin_with(memory.text)
        self.feelings = Chips("How it felt", FEELINGS)
        if memory.state in {option.value for option in FEELINGS}:
            self.feelings.choose(memory.state)
        self.save_button = button("Save", self._save, "main", says="Save this memory")
        self.cancel_button = button("Cancel", self.cancelled.emit, says="Leave it as it was")
        inside = QVBoxLayout()
        inside.addWidget(self.page)
        self._frame = frame("composer", inside, (14, 9, 14, 9))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 6, 4)
        outer.setSpacing(12)
        outer.addWidget(self._frame)
        outer.addWidget(self.feelings)
        outer.addLayout(row(None, self.cancel_button, self.save_button))
        self.page.send.connect(self._save)
        self.page.stop.connect(self.cancelled)
        self.page.focused.connect(self._ring)
        self.page.textChanged.connect(self._update)
        self.setFocusProxy(self.page)

    def settle(self) -> None:
        """It could not be saved: it may be tried again."""
        self._set_saving(False)

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self._set_saving(True)
            self.saved.emit(self.page.toPlainText(), self.feelings.value())

    def _set_saving(self, saving: bool) -> None:
        self.saving = saving
        self.page.setReadOnly(saving)
        self._update()

    def _update(self) -> None:
        self.save_button.setEnabled(not self.saving and bool(self.page.toPlainText().strip()))

    def _ring(self, focused: bool) -> None:
        set_role(self._frame, "active", "true" if focused else "false")
