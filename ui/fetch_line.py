"""One line that shows a model coming: how far, how fast, and what the person may do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from companion.engine.pace import Meter
from ui.parts import button, label, row
from ui.text import size

PAUSE, GO_ON, DROP = "Pause", "Go on", "Throw away what has come"
PAUSED = "Paused. What has come is kept, also when you close the window."


def so_far(meter: Meter, done: int, total: int, what: str) -> str:
    """What comes, how much of it is here, how fast, and how long still, as far as that is known."""
    amount = f", {size(done)} of {size(total)}" if total else ""
    pace = meter.words(done, total, what)
    return f"{what}{amount}{f', {pace}' if pace else ''}"


class FetchLine(QWidget):
    """Not to be seen until something comes. pause(), again() and drop() are the three buttons."""

    pause = Signal()
    again = Signal()
    drop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._meter = Meter()
        self.status = label("", "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName("How much of it has come")
        self.pause_button = button(PAUSE, self.pause.emit, says="Pause the fetching")
        self.again_button = button(GO_ON, self.again.emit, says="Go on fetching")
        self.drop_button = button(DROP, self.drop.emit)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(self.bar)
        inside.addWidget(self.status)
        inside.addLayout(row(self.pause_button, self.again_button, self.drop_button, None))
        self.hide()

    def show_begun(self, title: str) -> None:
        """It is asked for."""
        self.bar.setValue(0)
        self._show(f"Fetching {title}", comes=True)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """How far it has come, in bytes; total 0 while unknown."""
        if total:
            self.bar.setValue(round(1000 * min(1.0, done / total)))
        self.status.setText(f"Fetching {so_far(self._meter, done, total, what)}")

    def show_over(self, sentence: str) -> None:
        """Nothing comes any more, and that is the end of it."""
        self._show(sentence, comes=False)
        for part in (self.bar, self.again_button, self.drop_button):
            part.hide()

    def show_stopped(self, sentence: str) -> None:
        """It was paused, or something went wrong: it may go on."""
        self._show(sentence, comes=False)

    def _show(self, sentence: str, *, comes: bool) -> None:
        self.status.setText(sentence)
        self.bar.show()
        self.pause_button.setVisible(comes)
        self.again_button.setVisible(not comes)
        self.drop_button.setVisible(not comes)
        self.show()
