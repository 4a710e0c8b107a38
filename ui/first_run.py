"""The first page: what this is and is not, where things are kept, and one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from companion.engine.pace import Meter
from ui.fetch_line import so_far
from ui.parts import ColumnPage, Words, button, label, row

SAYS = (
    (
        "What it is",
        "A program that listens and answers in words. It is not a human being: it has no feelings "
        "of its own, it can misunderstand you, and it can be wrong.",
    ),
    (
        "What it is not",
        "It is not a therapist or a doctor, and it cannot call anybody for you. When things get "
        "dangerous it shows you people who can help.",
    ),
    (
        "What stays with you",
        "Everything. Your words are answered on this machine, kept in an encrypted file, and sent "
        "nowhere. You can read what was kept, forget any of it, or erase it all.",
    ),
)

BRING_BACK = "Bring it back"
NEW_MEMORY = "Begin a new memory"
PAUSE = "Pause"
GO_ON = "Go on"
PAUSED = "Paused. What is complete so far is kept, also when you close the window."


class FirstRun(ColumnPage):
    """Shown until the person has read it.

    begin() on the button; pause() to stop fetching for now; again() to try anew or go on; back() to bring a damaged memory back; fresh() for
    a new one.
    """

    begin = Signal()
    again = Signal()
    pause = Signal()
    back = Signal()
    fresh = Signal()

    def __init__(self, kept_in: str) -> None:
        super().__init__("")
        self._open = False
        self._pausing = False
        self._meter = Meter()
        self.column.setSpacing(8)
        self.column.addStretch(1)
        self.column.addWidget(label("A quiet place to say things", "title"))
        self.column.addSpacing(14)
        for heading, text in SAYS:
            self.column.addWidget(label(heading, "heading"))
            words = Words(text, says=heading, tone="quiet")
            words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.column.addWidget(words)
            self.column.addSpacing(12)
        where = label(f"Kept in {kept_in}", "small")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(where)
        self.column.addSpacing(16)
        self.status = label("Getting ready", "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName("Getting ready")
        self.column.addWidget(self.bar)
        self.column.addWidget(self.status)
        self.column.addSpacing(16)
        self.button = button("I understand, let us begin", self._press, "main")
        self.button.setEnabled(False)
        self.pause_button = button(PAUSE, self._pause, says="Pause the fetching")
        self.pause_button.hide()
        held = QWidget()
        self.back_button = button(BRING_BACK, self._bring_back)
        self.fresh_button = button(NEW_MEMORY, self.fresh.emit)
        self._ways_out(back=False, fresh=False)
        held.setLayout(
            row(self.back_button, self.button, self.pause_button, self.fresh_button, None)
        )
        self.column.addWidget(held)
        self.column.addStretch(2)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """How far the starter pack has come, in bytes; total 0 while unknown."""
        share = done / total if total else 0.0
        self.bar.setValue(round(1000 * min(1.0, share)))
        self.status.setText(f"Only this once: {so_far(self._meter, done, total, what)}")
        self.pause_button.setVisible(not self._pausing)

    def show_ready(self) -> None:
        """All is here; the button may be pressed."""
        self._open = True
        self._end_fetching()
        self._ways_out(back=False, fresh=False)
        self.bar.hide()
        self.status.setText("Everything is ready.")
        self._set_button("I understand, let us begin")

    def show_failed(self, sentence: str, *, back: bool = False, fresh: bool = False) -> None:
        """It did not work; the button tries again.

        `back` offers to bring the memory back, `fresh` a new one beside it. After a pause it
        goes on.
        """
        self._ways_out(back=back, fresh=fresh)
        self._open = False
        paused = self._end_fetching()
        self.status.setText(PAUSED if paused else sentence)
        self._set_button(GO_ON if paused else "Try again")

    def _set_button(self, word: str) -> None:
        self.button.setText(word)
        self.button.setAccessibleName(word)
        self.button.setEnabled(True)
        if self.isVisible():
            self.button.setFocus()

    def _end_fetching(self) -> bool:
        """Nothing comes any more; whether the person wanted that."""
        paused, self._pausing = self._pausing, False
        self.pause_button.hide()
        return paused

    def _pause(self) -> None:
        self._pausing = True
        self.pause_button.hide()
        self.pause.emit()

    def _ways_out(self, *, back: bool, fresh: bool) -> None:
        for way, is_open in ((self.back_button, back), (self.fresh_button, fresh)):
            way.setVisible(is_open)
            way.setEnabled(is_open)

    def _bring_back(self) -> None:
        self._wait()
        self.back.emit()

    def _wait(self) -> None:
        for way in (self.button, self.back_button, self.fresh_button):
            way.setEnabled(False)
        self.status.setText("Getting ready")

    def _press(self) -> None:
        if self._open:
            self.begin.emit()
        else:
            self._wait()
            self.again.emit()
