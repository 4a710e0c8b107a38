"""When nobody waits for anything: the moment for what may be done in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

LULL_MS = 60_000
MINUTE_MS = 60_000


class Lull(QObject):
    """due() a minute after the talk came to rest, if nothing is typed then; else a minute later.

    left() when nothing was typed for as long as `set_away` says, and back() at the next key.
    """

    due = Signal()
    left = Signal()
    back = Signal()

    def __init__(self, typed: Callable[[], bool], parent: QObject) -> None:
        """`typed`: whether something stands where the person writes."""
        super().__init__(parent)
        self._typed = typed
        self._away = False
        self.timer = self._timer(LULL_MS, self.now)
        self.away_timer = self._timer(0, self._leave)

    def set_away(self, minutes: int) -> None:
        """After how many minutes the person counts as gone; 0 for never."""
        self.away_timer.setInterval(minutes * MINUTE_MS)
        self.here()

    def wait(self) -> None:
        """The talk came to rest."""
        self.timer.start()
        self.here()

    def over(self) -> None:
        """It goes on."""
        self.timer.stop()

    @Slot()
    def here(self) -> None:
        """Somebody is."""
        if self._away:
            self._away = False
            self.back.emit()
        if self.away_timer.interval():
            self.away_timer.start()
        else:
            self.away_timer.stop()

    def now(self) -> None:
        """Due at once, unless something is typed."""
        if self._typed():
            self.timer.start()
        else:
            self.due.emit()

    def _leave(self) -> None:
        self._away = True
        self.left.emit()

    def _timer(self, interval_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(then)
        return timer
