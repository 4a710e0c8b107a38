"""What was kept, in the person's own words, and a way to let go of each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from companion.turn import Memory
from ui.feelings import Dot
from ui.parts import ColumnPage, Words, button, clear, frame, label, row
from ui.text import feeling_and_day

EMPTY = "What moves you will be kept here, in your own words, and you can let go of any of it."
MOST_SHOWN = 100


class MemoryView(ColumnPage):
    """The page of memories. forget(id) once the person has said yes."""

    forget = Signal(int)

    def __init__(self) -> None:
        super().__init__("Memories")
        self._empty = label(EMPTY, "quiet")
        self._refusal = label("", "quiet")
        self._refusal.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self.more_button = button("Show older ones", self._show_more)
        self.more_button.hide()
        for widget in (self._empty, self._refusal):
            self.column.addWidget(widget)
        self.column.addLayout(self._list)
        self.column.addLayout(row(self.more_button, None))
        self.column.addStretch(1)
        self._waiting: tuple[Memory, ...] = ()

    def show_memories(self, memories: tuple[Memory, ...]) -> None:
        """The list, newest first."""
        clear(self._list)
        self._refusal.hide()
        self._empty.setVisible(not memories)
        self._waiting = tuple(sorted(memories, key=lambda m: (m.at, m.id), reverse=True))
        self._show_more()

    def has_entries(self) -> bool:
        """Whether any memory is shown."""
        return self._list.count() > 0

    def say(self, sentence: str) -> None:
        """One plain sentence when something could not be done."""
        self._refusal.setText(sentence)
        self._refusal.show()

    def _show_more(self) -> None:
        now, self._waiting = self._waiting[:MOST_SHOWN], self._waiting[MOST_SHOWN:]
        for memory in now:
            entry = MemoryEntry(memory)
            entry.forget.connect(self.forget)
            self._list.addWidget(entry)
        self.more_button.setVisible(bool(self._waiting))


class MemoryEntry(QWidget):
    """One memory: the words, the feeling and day, why it was kept, and *Forget*."""

    forget = Signal(int)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._id = memory.id
        words = Words(memory.text, says="Your words")
        inside = QVBoxLayout()
        inside.setSpacing(8)
        inside.addWidget(words)
        if memory.why:
            inside.addWidget(label(memory.why, "small"))
        self.forget_button = button("Forget", self._ask, "plain", says="Forget this memory")
        self._told = QWidget()
        self._told.setLayout(
            row(
                Dot(memory.state),
                label(feeling_and_day(memory), "small", wraps=False),
                None,
                self.forget_button,
                spacing=8,
            )
        )
        self.yes_button = button("Forget it", self._yes, says="Yes, forget this memory")
        self.no_button = button("Keep it", self._no)
        self._question: QLabel = label("Forget this for good?")
        self._asked = QWidget()
        self._asked.setLayout(row(self._question, None, self.no_button, self.yes_button))
        self._asked.hide()
        inside.addWidget(self._told)
        inside.addWidget(self._asked)
        surface: QFrame = frame("card", inside, (20, 16, 14, 12))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(surface)

    def _ask(self) -> None:
        self._told.hide()
        self._asked.show()
        self.no_button.setFocus()

    def _no(self) -> None:
        self._asked.hide()
        self._told.show()
        self.forget_button.setFocus()

    def _yes(self) -> None:
        self.yes_button.setEnabled(False)
        self.forget.emit(self._id)
