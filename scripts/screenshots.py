"""Make the pictures in packaging/screenshots: the real widgets, fed with a fixed written talk.

python scripts/screenshots.py [FOLDER]
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from companion.emotion.states import NAMES  # noqa: E402
from companion.settings import Settings  # noqa: E402
from companion.turn import (  # noqa: E402
    Affect,
    Assessment,
    Belief,
    CrisisHelp,
    Decision,
    Memory,
    Observation,
    Replaced,
    Risk,
    Sentence,
    Stage,
    Strategy,
    Timings,
    Turn,
    TurnSaved,
    Understood,
    Utterance,
)
from ui.chat_view import Reply  # noqa: E402
from ui.main_window import MEMORIES, MOOD, MainWindow  # noqa: E402
from ui.runner import TurnRunner  # noqa: E402
from ui.style import theme  # noqa: E402

START = datetime(2026, 10, 3, 21, 14)
NOTICE = (
    "I am a program, not a human being. I listen, I remember what moved you, and I can be wrong."
)


def belief(**shares: float) -> Belief:
    """The named shares; the rest spread evenly."""
    rest = (1 - sum(shares.values())) / (len(NAMES) - len(shares))
    return Belief(tuple(shares.get(name, rest) for name in NAMES))


EXAM = Memory(
    1,
    "My dad laughed when I told him I wanted to try the test again.",
    START - timedelta(days=6),
    "shame",
    0.82,
    0.71,
    "Recalled because it is about your father too, and it hurt in the same way.",
)
KEPT = (
    EXAM,
    Memory(
        2,
        "I got the part-time job at the bookshop! I start on Monday.",
        START - timedelta(days=12),
        "joy",
        0.74,
        why="Kept because it was good news you had waited for.",
    ),
    Memory(
        3,
        "Grandma would have turned ninety today. I still have her recipe for plum cake.",
        START - timedelta(days=19),
        "affection",
        0.69,
        why="Kept because it is about somebody dear to you.",
    ),
    Memory(
        4,
        "I could not sleep again, I kept going over what I should have said in the meeting.",
        START - timedelta(days=23),
        "anxiety",
        0.58,
        why="Kept because it came up more than once.",
    ),
)


def talk() -> list[Turn]:
    """A short written evening."""
    said = (
        (
            "I failed my driving test today. Second time. And when I called home my dad just laughed.",
            "Failing a second time after all that practice hurts, and being laughed at on top of it must have stung. "
            "Which of the two is sitting with you more tonight?",
            belief(sadness=0.46, shame=0.31, anger=0.1),
            "my dad just laughed",
        ),
        (
            "The laughing. It's like he never expected anything else from me.",
            "You told me last week how small it felt when he laughed at you for wanting to try again. "
            "It sounds as though today touched the same sore place.",
            belief(sadness=0.52, shame=0.27, anger=0.09),
            "he never expected anything else from me",
        ),
        (
            "Yes. I was proud of the parking though, the examiner said it was clean",
            "A clean parking, said by somebody who watches for mistakes all day: that part is yours. "
            "It does not undo the rest of the day, but it is true as well.",
            belief(hope=0.4, sadness=0.28, joy=0.12),
            "I was proud of the parking",
        ),
    )
    memories: tuple[tuple[Memory, ...], ...] = ((), (EXAM,), ())
    kinds = (
        (Strategy.REFLECTION, Strategy.QUESTION),
        (Strategy.PARAPHRASE, Strategy.REFLECTION),
        (Strategy.AFFIRMATION,),
    )
    reasons = (
        ("You told something painful, so being heard comes before any advice.",),
        (
            "You seem heavy-hearted, so the feeling is named and nothing is asked of you.",
            "Last time it was a question; asking again could feel like being examined.",
        ),
        ("You named something good yourself; it deserves to be noticed.",),
    )
    return [
        Turn(
            utterance=Utterance(words, START + timedelta(minutes=3 * n)),
            observation=Observation(tuple([1.0] * len(NAMES)), Affect(), cause),
            belief=feels,
            assessment=Assessment(),
            memories=memories[n],
            decision=Decision(kinds[n], Stage.COMFORTING, reasons=reasons[n]),
            reply=reply,
            replaced=(Replaced("", "claims-human"),) if n == 1 else (),
            timings=Timings(310, 840, 1910, 1870, 40, 512, 96),
        )
        for n, (words, reply, feels, cause) in enumerate(said)
    ]


class WrittenHouse:
    """Holds the written memories; the turns are shown directly."""

    trouble = ()
    key_sentence = "Its key is kept in the keyring of your system."

    class session:  # noqa: N801 - stands where the session stands
        """Only the notice is asked for."""

        notice = NOTICE

    class store:  # noqa: N801 - stands where the store stands
        """Only the memories are asked for."""

        @staticmethod
        def memories() -> tuple[Memory, ...]:
            """The written ones."""
            return KEPT

    def close(self) -> None:
        """Nothing is open."""


def open_window(app: QApplication, settings: Settings) -> MainWindow:
    """A window over the written house, opened and ready."""

    def opener(*_: Any) -> Any:
        return WrittenHouse()

    window = MainWindow(settings, TurnRunner(opener))
    window.show()
    settle(app, lambda: window.talk.composer.is_ready())
    return window


def fetching_window(app: QApplication, settings: Settings) -> tuple[MainWindow, threading.Event]:
    """A window on its first day, in the middle of fetching; the event lets it go on."""
    fetched = threading.Event()

    def opener(_settings: Settings, progress: Any, _cancel: threading.Event) -> Any:
        progress(61_000_000, 98_000_000, "SmolLM2 135M")
        fetched.wait()
        return WrittenHouse()

    window = MainWindow(settings, TurnRunner(opener))
    window.show()
    settle(app, lambda: window.first_run.bar.value() > 0)
    return window, fetched


def settle(app: QApplication, done: Any = lambda: True) -> None:
    """Let queued work finish, for five seconds at most."""
    until = time.monotonic() + 5
    while not done() and time.monotonic() < until:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    for _ in range(6):
        app.processEvents()


def play(window: MainWindow, turns: list[Turn]) -> None:
    """Put a talk on the page."""
    for turn in turns:
        window.talk.begin_turn(turn.utterance.text)
        window.talk.show_event(Understood(turn.observation, turn.belief, turn.assessment))
        window.talk.show_event(Sentence(turn.reply))
        window.talk.show_event(TurnSaved(turn, 1))
        window.talk.end_turn()


def crisis(window: MainWindow) -> None:
    """A turn with the card."""
    heard = Assessment(Risk.ACUTE, reasons=("You wrote that you do not want to live.",))
    turn = replace(
        talk()[1],
        utterance=Utterance("I don't want to be here any more.", START),
        belief=belief(sadness=0.74, shame=0.1),
        memories=(),
        assessment=heard,
        reply="I am glad you said it out loud here. I am a program and cannot be with you tonight, "
        "but the people above can, right now. Is somebody near you?",
    )
    window.talk.begin_turn(turn.utterance.text)
    window.talk.show_event(CrisisHelp(heard))
    window.talk.show_event(Understood(turn.observation, turn.belief, heard))
    window.talk.show_event(Sentence(turn.reply))
    window.talk.show_event(TurnSaved(turn, 1))
    window.talk.end_turn()


def main(folder: Path) -> None:
    """Every picture, one after the other."""
    app = QApplication(sys.argv)
    theme.load_fonts()
    folder.mkdir(parents=True, exist_ok=True)
    ready = Settings(notice_accepted=True, reduced_motion=True, country="GB", theme="light")

    def take(name: str, window: MainWindow) -> None:
        settle(app)
        window.grab().save(str(folder / f"{name}.png"))

    window = open_window(app, ready)
    play(window, talk())
    take("light", window)
    window.go_to(MOOD)
    take("mood", window)
    window.go_to(MEMORIES)
    settle(app, lambda: window.memories.has_entries())
    take("memories", window)
    window.close()

    window = open_window(app, replace(ready, theme="dark"))
    play(window, talk())
    take("dark", window)
    window.close()

    window = open_window(app, ready)
    play(window, talk()[:2])
    window.talk.findChildren(Reply)[-1].why_button.click()
    take("why", window)
    window.close()

    window = open_window(app, ready)
    crisis(window)
    take("crisis", window)
    window.close()

    window, fetched = fetching_window(app, replace(ready, notice_accepted=False))
    take("first_run", window)
    fetched.set()
    window.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        for name in ("COMPANION_HOME", "XDG_DATA_HOME"):
            os.environ.pop(name, None)
        os.environ["HOME"] = home
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "packaging" / "screenshots")
