"""Watches the window open, for `ui.started`: says when it can be used, and closes it.

One line of JSON on standard output, with times in seconds since the epoch.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from companion.house import House
    from ui.main_window import MainWindow


class Watch(QObject):
    """Waits for the first painting and for the first possible reply. Tells when standard input ends."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._usable = 0.0
        window.installEventFilter(self)
        window.runner.opened.connect(self._on_opened)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Painted for the first time: it can be used when that and all before it is done."""
        if event.type() == QEvent.Type.Paint and not self._usable:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._on_usable)
        return False

    def _on_usable(self) -> None:
        self._usable = time.time()

    def _on_opened(self, house: House) -> None:
        found = {
            "usable": self._usable,
            "ready": time.time(),
            "window_pid": os.getpid(),
            "engine_pid": house.engine.pid,
            "trouble": list(house.trouble),
        }
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        sys.stdin.read()  # as long as whoever asked looks at the processes
        self._window.close()
