"""One memory: the words, the feeling and day, why it was kept, how it fades, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.turn import Memory
from ui.feelings import Dot
from ui.memory_edit import MemoryEdit
from ui.parts import Words, button, frame, label, row
from ui.text import capital, fading, feeling_and_day
from ui.wishes import Forget, Pin, PutRight

PIN, UNPIN = "Pin", "Unpin"
ASKS = "Forget this for good?"


class MemoryEntry(QWidget):
    """wish(Pin | PutRight | Forget), the last once the person has said yes."""

    wish = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.memory = memory
        self.edit: MemoryEdit | None = None
        self.words = Words(memory.text, says="Your words")
        self._dot = Dot(memory.state)
        self._when = label("", "small", wraps=False)
        self._kept = label("", "small")  # one line why, one line how long
        self.pin_button = button(PIN, self._pin, "plain")
        self.edit_button = button("Put right", self._edit, "plain", says="Put this memory right")
        self.forget_button = button("Forget", self._ask, "plain", says="Forget this memory")
        self.yes_button = button("Forget it", self._yes, says="Yes, forget this memory")
        self.no_button = button("Keep it", self._no, says="No, keep this memory")
        self._told = QWidget()
        self._told.setLayout(
            row(
                self._dot,
                self._when,
                None,
                self.pin_button,
                self.edit_button,
                self.forget_button,
                spacing=8,
            )
        )
        self._asked = QWidget()
        self._asked.setLayout(row(label(ASKS), None, self.no_button, self.yes_button))
        self._asked.hide()
        self._inside = QVBoxLayout()
        self._inside.setSpacing(8)
        for part in (self.words, self._told, self._kept, self._asked):
            self._inside.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame("card", self._inside, (20, 16, 14, 14)))
        self.show_memory(memory)

    def show_memory(self, memory: Memory) -> None:
        """What is true of it now. An edit that was being saved is done; one under way stays."""
        self.memory = memory
        self.words.set_words(memory.text)
        self._dot.set_state(memory.state)
        self._when.setText(feeling_and_day(memory))
        how = capital(fading(memory))
        self._kept.setText("\n".join(filter(None, (memory.why, f"{how}." if how else ""))))
        self._kept.setVisible(bool(self._kept.text()) and not self._told.isHidden())
        self.pin_button.setText(UNPIN if memory.pinned else PIN)
        self.pin_button.setAccessibleName(
            "Let this memory fade again" if memory.pinned else "Let this memory stay"
        )
        self.pin_button.setEnabled(True)
        if self.edit is not None and self.edit.saving:
            self._end_edit()

    def settle(self) -> None:
        """Something could not be done: everything may be tried again."""
        self.pin_button.setEnabled(True)
        self.yes_button.setEnabled(True)
        if self.edit is not None:
            self.edit.settle()

    def _pin(self) -> None:
        self.wish.emit(Pin(self.memory.id, not self.memory.pinned))

    def _edit(self) -> None:
        self.edit = MemoryEdit(self.memory)
        self.edit.saved.connect(self._put_right)
        self.edit.cancelled.connect(self._end_edit)
        self._inside.insertWidget(0, self.edit)
        self._show_plain(False)
        self.edit.setFocus()

    def _put_right(self, text: str, state: str) -> None:
        if (text.strip(), state) == (self.memory.text.strip(), self.memory.state):
            self._end_edit()
            return
        self.wish.emit(PutRight(self.memory.id, text, state))

    def _end_edit(self) -> None:
        edit, self.edit = self.edit, None
        if edit is not None:
            had_keys = edit.isAncestorOf(self.window().focusWidget() or self)
            edit.hide()
            edit.deleteLater()
            self._show_plain(True)
            if had_keys:
                self.edit_button.setFocus()

    def _show_plain(self, shown: bool) -> None:
        self.words.setVisible(shown)
        self._told.setVisible(shown)
        self._kept.setVisible(shown and bool(self._kept.text()))

    def _ask(self) -> None:
        self._told.hide()
        self._kept.hide()
        self._asked.show()
        self.no_button.setFocus()

    def _no(self) -> None:
        self._asked.hide()
        self._show_plain(True)
        self.forget_button.setFocus()

    def _yes(self) -> None:
        self.yes_button.setEnabled(False)
        self.wish.emit(Forget(self.memory.id))
