"""When nobody waits for anything: the moment for what may be done in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

LULL_MS = 60_000


class Lull(QObject):
    """due() a minute after the talk came to rest, if nothing is typed then; else a minute later."""

    due = Signal()

    def __init__(self, typed: Callable[[], bool], parent: QObject) -> None:
        """`typed`: whether something stands where the person writes."""
        super().__init__(parent)
        self._typed = typed
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(LULL_MS)
        self.timer.timeout.connect(self.now)

    def wait(self) -> None:
        """The talk came to rest."""
        self.timer.start()

    def over(self) -> None:
        """It goes on."""
        self.timer.stop()

    def now(self) -> None:
        """Due at once, unless something is typed."""
        if self._typed():
            self.timer.start()
        else:
            self.due.emit()
