"""The talk on the page: the person's words in a soft block, the companion's plainly below.

It follows new words only while the person is at the bottom, and lays out only what changed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from companion.turn import Turn
from ui.parts import Words, button, centred, clear, frame, row

OUT_OF_VIEW = "What stands above here is no longer in view while answering."
AT_BOTTOM_PX = 40


class Reply(QWidget):
    """The companion's side of one turn: sentences as they come, then *Why* and *Copy*."""

    why = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.turn: Turn | None = None
        self.words = Words(says="Reply")
        self.why_button = button("Why this reply", self._ask_why, "plain")
        self.why_button.setCheckable(True)
        self.copy_button = button("Copy", self._copy, "plain", says="Copy this reply")
        self._below = QWidget()
        self._below.setLayout(row(self.why_button, self.copy_button, None, spacing=16))
        self._below.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.words)
        layout.addWidget(self._below)
        self._links = layout
        self.words.hide()

    def add_sentence(self, text: str, *, fade: bool, pace: float = 0.0) -> None:
        """One more sentence that passed the guard; the higher the `pace`, 0..1, the slower it fades in."""
        first = self.words.isHidden()
        self.words.show()
        self.words.append_words(text if first else f" {text}", fade=fade, pace=pace)

    def finish(self, turn: Turn) -> None:
        """The turn is complete: it can now be asked about and copied."""
        self.turn = turn
        self.copy_button.setVisible(bool(turn.reply))
        self._below.show()

    def add_link(self, word: str, does: Callable[[], object]) -> QPushButton:
        """A quiet offer under the reply, which may be left alone."""
        link = button(word, does, "plain")
        self._links.addLayout(row(link, None))
        return link

    def _ask_why(self) -> None:
        self.why.emit(self)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words.toPlainText())


class ChatView(QScrollArea):
    """The scrolling column. why_asked(Reply) when the person asks why."""

    why_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._at_bottom = True
        self._said: list[QWidget] = []  # the person's blocks, in order
        self._mark: QWidget | None = None  # above what is in view while answering
        self.fades = True
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("The talk")
        column = QWidget()
        self._lines = QVBoxLayout(column)
        self._lines.setContentsMargins(0, 36, 0, 28)
        self._lines.setSpacing(22)
        self._lines.addStretch(1)
        inside = QWidget()
        inside.setObjectName("column")
        inside.setLayout(centred(column))
        self.setWidget(inside)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._note_place)
        bar.rangeChanged.connect(self._follow)

    def add_person(self, text: str) -> None:
        """The person's words, exactly as typed, as plain text; brings the page to the bottom."""
        words = Words(text, says="You said", hugs=True)
        inside = QHBoxLayout()
        inside.addWidget(words)
        block = frame("said", inside, (18, 12, 18, 9))
        line = QHBoxLayout()
        line.setContentsMargins(72, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(block)
        holder = QWidget()
        holder.setLayout(line)
        self._at_bottom = True
        self._said.append(holder)
        self._lines.addWidget(holder)

    def mark_sight(self, hidden: int) -> None:
        """A quiet line below the first `hidden` turns, which are out of view; none for 0."""
        if self._mark is not None:
            self._lines.removeWidget(self._mark)
            self._mark.deleteLater()
            self._mark = None
        if 0 < hidden < len(self._said):
            self._mark = Words(OUT_OF_VIEW, says="From the program", tone="quiet")
            self._lines.insertWidget(self._lines.indexOf(self._said[hidden]), self._mark)

    def begin_reply(self) -> Reply:
        """An empty reply at the end of the talk."""
        reply = Reply()
        reply.why.connect(self.why_asked)
        self._lines.addWidget(reply)
        return reply

    def add_line(self, text: str) -> Words:
        """A quiet line of the program itself: the notice, a reply that ended early."""
        words = Words(text, says="From the program", tone="quiet")
        self._lines.addWidget(words)
        return words

    def add_choice(
        self, text: str, choices: tuple[tuple[str, Callable[[], object]], ...]
    ) -> QWidget:
        """A quiet line with buttons under it: (word on the button, what it does)."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Words(text, says="From the program", tone="quiet"))
        made: list[QPushButton] = [button(word, do) for word, do in choices]
        layout.addLayout(row(*made, None))
        self._lines.addWidget(holder)
        return holder

    def clear(self) -> None:
        """An empty page."""
        clear(self._lines)
        self._said, self._mark = [], None
        self._lines.addStretch(1)
        self._at_bottom = True

    @Slot(int)
    def _note_place(self, value: int) -> None:
        self._at_bottom = value >= self.verticalScrollBar().maximum() - AT_BOTTOM_PX

    @Slot(int, int)
    def _follow(self, _lowest: int, highest: int) -> None:
        if self._at_bottom:
            self.verticalScrollBar().setValue(highest)
