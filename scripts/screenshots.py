"""Make the pictures in packaging/screenshots: the real window over the real engine and memory.

    python scripts/screenshots.py [FOLDER]

Needs the starter pack, and for the pictures of speaking espeak-ng. Every reply in a picture is one the program gave to these words.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np  # noqa: E402
from PySide6.QtCore import QEventLoop, QPoint  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from companion import paths  # noqa: E402
from companion.house import House, now, open_house  # noqa: E402
from companion.settings import Settings  # noqa: E402
from companion.turn import Utterance  # noqa: E402
from companion.voice.sound import Resampler, Sound, mono  # noqa: E402
from ui.block import Recording  # noqa: E402
from ui.chat_view import Reply  # noqa: E402
from ui.main_window import MEMORIES, MOOD, SETTINGS, TALK, MainWindow  # noqa: E402
from ui.memory_entry import MemoryEntry  # noqa: E402
from ui.memory_view import ABOUT, KNOWN  # noqa: E402
from ui.practice_breath import BreathView  # noqa: E402
from ui.runner import TurnRunner  # noqa: E402
from ui.sound_system import THIS_SYSTEM, SoundSystem  # noqa: E402
from ui.style import theme  # noqa: E402

LAST_WEEK = (
    "my dad laughed when I told him I wanted to try the driving test again",
    "I got the part-time job at the bookshop! I start on Monday",
    "grandma would have turned ninety today. I still have her recipe for plum cake",
    "My sister Mia called from Leeds, she wants me to come and stay for a while",
    "I couldn't sleep, I kept going over what I should have said in the meeting",
    "I live in York now and I love the walks along the river, going for a walk always helps me",
)
PRIVATE = (
    "when I was small I took money from my sister's purse, and I still feel bad about it",
    "she never found out and I never told her",
)
EVENING = (
    "I failed my driving test today, for the second time",
    "and when I called home my dad just laughed",
    "I was proud of the parking though, the examiner said it was clean",
)
CRISIS = "I don't want to be here any more. I want to kill myself"
TALK_WITH_BOSS = (
    "boss",
    "fewer late meetings",
    "On Tuesday and Thursday you moved the meeting to six.",
    "I felt torn, because my son waits at nursery.",
    "Could you keep our meetings before five?",
    "I'd be happy to start earlier in the morning.",
    "Last week you moved the meeting to six, twice.",
    "I feel torn then. Could you keep our meetings before five?",
    "I understand it is a busy time, but I still need the meetings before five.",
    "I could start at seven instead.",
)
ALOUD = "This is a test of the system, and this is a long sentence for the microphone to hear"
HEADING_PX = 64  # above a part of the settings
SEED = 7
LIMIT_S = 60.0


def main(folder: Path, home: Path) -> None:
    """Every picture, one after the other, from one memory."""
    app = QApplication(sys.argv)
    theme.load_fonts()
    folder.mkdir(parents=True, exist_ok=True)
    ready = Settings(notice_accepted=True, reduced_motion=True, country="GB", theme="light")
    remember(ready, home)

    def take(name: str, window: MainWindow) -> None:
        settle(app)
        window.grab().save(str(folder / f"{name}.png"))

    window = open_window(app, ready, home)
    say(app, window, EVENING)
    take("light", window)
    window.go_to(MOOD)
    take("mood", window)
    days: list[object] = []
    window.runner.days.connect(days.append)
    window.mood.days_button.click()
    settle(app, lambda: bool(days))
    take("days", window)
    shoot_memories(app, window, take)
    shoot_practice(window, take)
    window.go_to(SETTINGS)
    window.settings_view.models.others.click()
    take("settings", window)
    window.go_to(TALK)
    window.settings_view.changed.emit(replace(ready, theme="dark"))
    take("dark", window)
    window.settings_view.changed.emit(ready)
    told = [r for r in window.talk.findChildren(Reply) if r.turn and r.turn.memories]
    (told or window.talk.findChildren(Reply))[-1].why_button.click()
    take("why", window)
    window.talk.close_why()
    window.talk.bar.button.click()
    settle(app, lambda: window.talking.private is not None)
    say(app, window, PRIVATE)
    take("private", window)
    window.close()

    if shutil.which("espeak-ng"):
        shoot_voice(app, ready, home, take)
    window = open_window(app, ready, home)
    say(app, window, [CRISIS])
    take("crisis", window)
    window.close()

    window, fetched = fetching_window(app, replace(ready, notice_accepted=False), home)
    take("first_run", window)
    fetched.set()
    settle(app, lambda: window.talk.composer.is_ready())
    window.close()


def shoot_memories(
    app: QApplication, window: MainWindow, take: Callable[[str, MainWindow], None]
) -> None:
    """The page of memories: in both themes, what is known, and the question before forgetting."""
    page = window.memories
    window.go_to(MEMORIES)
    settle(app, page.kept.has_entries)
    first, second, *_ = sorted(page.findChildren(MemoryEntry), key=lambda entry: entry.y())
    second.pin_button.click()
    settle(app, lambda: second.memory.pinned)
    take("memories", window)
    window.settings_view.changed.emit(replace(window.settings, theme="dark"))
    take("memories_dark", window)
    window.settings_view.changed.emit(replace(window.settings, theme="light"))
    first.edit_button.click()
    take("put_right", window)
    first.edit_button.setFocus()
    page.show_tab(KNOWN)
    settle(app, lambda: page.facts.has_entries())
    take("facts", window)
    page.show_tab(ABOUT)
    page.about.line.setText("Mia")
    page.about.look_button.click()
    settle(app, page.about.forget_part.isVisible)
    page.about.forget_part.button.click()
    take("forget_about", window)


def shoot_practice(window: MainWindow, take: Callable[[str, MainWindow], None]) -> None:
    """The exercises there are, a breath half way in, and a rehearsal with what is said of it."""
    window.go_to(TALK)
    window.talk.open_practice()
    take("practice", window)
    page = window.talk.practice
    assert page is not None
    window.settings_view.changed.emit(replace(window.settings, reduced_motion=False))
    now = [0.0]
    page.open("breathing")
    assert isinstance(page.view, BreathView)
    page.view.clock = lambda: now[0]
    page.view.button.click()
    now[0] = 2.4
    page.view.tick()
    page.view.timer.stop()
    take("breathing", window)
    window.settings_view.changed.emit(replace(window.settings, reduced_motion=True))
    page.open("rehearsal")
    assert page.state is not None
    page.state = replace(page.state, seed=SEED)
    for text in TALK_WITH_BOSS:
        page.answer(text)
    take("rehearsal", window)
    page.answer("")
    take("rehearsal_end", window)
    page.forget()
    page.leave_button.click()


def shoot_voice(
    app: QApplication,
    settings: Settings,
    home: Path,
    take: Callable[[str, MainWindow], None],
) -> None:
    """What is said before the first time, words while somebody speaks, and the settings of it."""
    sound = SoundSystem(lambda _device: Recording(read_aloud(ALOUD)), lambda: ())
    window = open_window(app, settings, home, sound)
    words = window.talk.composer.voice.words
    window.voice.press()
    take("voice_notice", window)
    window.talk.composer.voice.agree_button.click()
    for name, look in (("voice", "light"), ("voice_dark", "dark")):
        window.settings_view.choose("theme", look)
        window.voice.press()
        settle(app, lambda: len(words.toPlainText().split()) >= 4)
        take(name, window)
        window.voice.throw_away()
    window.go_to(SETTINGS)
    part = window.settings_view.voice
    for name, look in (("voice_settings_dark", "dark"), ("voice_settings", "light")):
        window.settings_view.choose("theme", look)
        settle(app)
        top = part.mapTo(window.settings_view.widget(), QPoint(0, 0)).y()
        window.settings_view.verticalScrollBar().setValue(top - HEADING_PX)
        take(name, window)
    window.close()


def read_aloud(text: str) -> Sound:
    """espeak-ng's reading of it, at 16 kHz."""
    wav = subprocess.run(
        ["espeak-ng", "--stdout", "-s", "130", text], capture_output=True, check=True
    ).stdout
    samples = np.frombuffer(wav[wav.index(b"data") + 8 :], np.int16)
    return Resampler(int.from_bytes(wav[24:28], "little")).add(mono(samples))


def remember(settings: Settings, home: Path) -> None:
    """Last week's talk, so that there is something to remember."""
    house = open_house(settings, home=home, seed=SEED)
    for days, text in enumerate(LAST_WEEK):
        at = now() - timedelta(days=9 - days)
        for _ in house.session.respond(Utterance(text, at), threading.Event()):
            pass
    house.close()


def open_window(
    app: QApplication, settings: Settings, home: Path, sound: SoundSystem = THIS_SYSTEM
) -> MainWindow:
    """A window over the real house, opened and ready."""

    def opener(*_: Any) -> House:
        return open_house(settings, home=home, seed=SEED)

    window = MainWindow(settings, TurnRunner(opener), sound)
    window.show()
    settle(app, lambda: window.talk.composer.is_ready())
    return window


def fetching_window(
    app: QApplication, settings: Settings, home: Path
) -> tuple[MainWindow, threading.Event]:
    """A window on its first day, in the middle of fetching; the event lets it go on."""
    fetched = threading.Event()

    def opener(_settings: Settings, progress: Any, _cancel: threading.Event) -> House:
        progress(61_000_000, 98_000_000, "SmolLM2 135M")
        fetched.wait()
        return open_house(settings, home=home)

    window = MainWindow(settings, TurnRunner(opener))
    window.show()
    settle(app, lambda: window.first_run.bar.value() > 0)
    return window, fetched


def say(app: QApplication, window: MainWindow, texts: Sequence[str]) -> None:
    """Send each message and wait for its reply."""
    for text in texts:
        count = len(window.talk.turns)
        window.talk.composer.send.emit(text)
        settle(app, lambda count=count: len(window.talk.turns) > count)  # type: ignore[misc]


def settle(app: QApplication, done: Callable[[], bool] = lambda: True) -> None:
    """Let queued work finish until `done`, for a minute at most."""
    until = time.monotonic() + LIMIT_S
    while not done() and time.monotonic() < until:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    for _ in range(6):
        app.processEvents()


if __name__ == "__main__":
    os.environ["COMPANION_MODELS"] = str(paths.model_files())  # before the home is moved
    os.environ["COMPANION_KEYRING"] = "off"
    with tempfile.TemporaryDirectory() as home:
        os.environ["COMPANION_HOME"] = home
        main(
            Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "packaging" / "screenshots",
            Path(home),
        )
