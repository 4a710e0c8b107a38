"""How long the window's own thread is busy at most while speech is written down: `python -m ui.block FOLDER`.

The real window with the real recogniser; only the microphone is a recording, given at its own pace.
Prints one line of JSON. A part of `companion bench voice`, which may not know Qt.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QByteArray, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from companion.bench.noises import clips, room
from companion.errors import CompanionError
from companion.settings import Settings
from companion.voice.sound import RATE, Sound
from ui.main_window import MainWindow
from ui.microphone import Format, Stream
from ui.runner import TurnRunner
from ui.sound_system import SoundSystem
from ui.style import theme

if TYPE_CHECKING:
    from companion.house import House
    from ui.lane import Progress

BEAT_MS, PIECE_MS = 5, 50
MOST_CLIPS = 3
LIMIT_S = 60.0
NO_HOUSE = "There is nobody to talk to while this is measured."


class Recording(QObject):
    """A microphone that gives `sound` at its own pace, as a device of this form would."""

    came = Signal(object)
    ended = Signal(str)
    form = Format("float32", 1, RATE)

    def __init__(self, sound: Sound) -> None:
        super().__init__()
        self._sound, self._at = sound, 0
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PIECE_MS)
        self._timer.timeout.connect(self._give)

    @property
    def over(self) -> bool:
        """Whether all of it was given."""
        return self._at >= len(self._sound)

    def start(self) -> None:
        """Begin."""
        self._began = time.monotonic()
        self._timer.start()

    def stop(self) -> None:
        """End."""
        self._timer.stop()

    def _give(self) -> None:
        due = round((time.monotonic() - self._began) * RATE)
        piece = self._sound[self._at : due]
        self._at += len(piece)
        if len(piece):
            self.came.emit(QByteArray(piece.tobytes()))


class Heartbeat:
    """The longest time between two beats beyond their distance, in seconds.

    blocked: all of it. own: without the time in which the thread could have gone on and got no
    processor (the same as `blocked` where the system does not count that). worked: of computing.
    """

    def __init__(self) -> None:
        self.blocked = self.own = self.worked = 0.0
        self._at, self._work, self._waited = time.monotonic(), time.thread_time(), _waited()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        """No more beats."""
        self._timer.stop()

    def _beat(self) -> None:
        at, work, waited = time.monotonic(), time.thread_time(), _waited()
        late = at - self._at - BEAT_MS / 1000
        self.blocked = max(self.blocked, late)
        self.own = max(self.own, late - (waited - self._waited))
        self.worked = max(self.worked, work - self._work)
        self._at, self._work, self._waited = at, work, waited


def measure(app: QApplication, sounds: list[Sound]) -> dict[str, float]:
    """What `Heartbeat` found while these were spoken one after the other, in milliseconds."""
    sources: list[Recording] = []

    def opens(_device: str) -> Stream:
        sources.append(Recording(sounds[len(sources)]))
        return sources[-1]

    def nobody(settings: Settings, progress: Progress, cancel: threading.Event) -> House:
        raise CompanionError(NO_HOUSE)

    theme.load_fonts()
    chosen = Settings(notice_accepted=True, reduced_motion=True, theme="light", voice="on")
    window = MainWindow(chosen, TurnRunner(nobody), SoundSystem(opens))
    window.show()
    desk, composer = window.voice, window.talk.composer
    ready: list[object] = []
    desk.runner.ready.connect(ready.append)
    desk.runner.start()
    _until(app, lambda: bool(ready))
    heart = Heartbeat()
    for _ in sounds:
        desk.press()
        _until(app, lambda: sources[-1].over)
        desk.press()
        _until(app, lambda: not desk.is_waiting)
    heart.stop()
    words = len(composer.page.toPlainText().split())
    window.close()
    return {
        "blocked_ms_max": round(heart.blocked * 1000, 2),
        "own_ms_max": round(heart.own * 1000, 2),
        "worked_ms_max": round(heart.worked * 1000, 2),
        "words": words,
    }


def _waited() -> float:
    """Seconds this thread was ready and got no processor; 0 where the system does not count them."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def _until(app: QApplication, done: Callable[[], bool]) -> None:
    until = time.monotonic() + LIMIT_S
    while not done() and time.monotonic() < until:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def main() -> None:
    """Print the figures of the shortest recordings in the folder named."""
    found = sorted(clips(Path(sys.argv[1])), key=lambda clip: len(clip.sound))[:MOST_CLIPS]
    quiet = room(0.5)
    sounds = [np.concatenate([quiet, clip.sound[: clip.end], quiet]) for clip in found]
    print(json.dumps(measure(QApplication(sys.argv[:1]), sounds)))  # noqa: T201 - its whole answer


if __name__ == "__main__":
    main()
