"""`python -m ui` opens the window.

Qt is imported inside `main`: the engine's child process reads this file again when it starts, and
has no use for a window.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.engine.client import EngineClient
    from companion.house import House
    from companion.settings import Settings
    from ui.lane import Progress
    from ui.main_window import MainWindow


def main(argv: list[str] | None = None, watch: Callable[[MainWindow], object] | None = None) -> int:
    """Run the window until it is closed; the exit status. watch: is handed it before it is shown."""
    multiprocessing.freeze_support()
    from companion.engine.client import EngineClient

    begun = [EngineClient()]
    begun[0].start()  # its process gets ready while the window is being built

    from PySide6.QtWidgets import QApplication

    from companion import paths
    from companion.settings import load
    from ui.main_window import MainWindow
    from ui.runner import TurnRunner
    from ui.style import theme

    def opener(settings: Settings, progress: Progress, cancel: threading.Event) -> House:
        return open_here(settings, progress, cancel, begun.pop() if begun else None)

    app = QApplication(sys.argv if argv is None else [sys.argv[0], *argv])
    app.setApplicationName(paths.APP_NAME)
    theme.load_fonts()
    window = MainWindow(load(paths.settings_file()), TurnRunner(opener))
    if watch is not None:
        watch(window)
    window.show()
    return app.exec()


def open_here(
    settings: Settings,
    progress: Progress,
    cancel: threading.Event,
    engine: EngineClient | None = None,
) -> House:
    """Fetch the starter pack if a talk needs more of it, then open the house. Slow: for the lane.

    engine: one that was started already. Raises CompanionError with one plain sentence.
    """
    from companion.engine.starter import ensure_starter, ready
    from companion.house import open_house

    if not ready():
        ensure_starter(progress, cancel.is_set, settings.fetch_limit)
    return open_house(settings, goes_on=True, engine=engine)


if __name__ == "__main__":
    sys.exit(main())
