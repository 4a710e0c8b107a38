"""A house without an engine: it yields the events put into it, so that widgets can be looked at."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from companion.emotion.states import NAMES
from companion.settings import Settings
from companion.turn import (
    Affect,
    Assessment,
    Belief,
    Decision,
    Event,
    Memory,
    Observation,
    Planned,
    Sentence,
    Stage,
    Strategy,
    Timings,
    Turn,
    TurnSaved,
    Understood,
    Utterance,
)
from ui.main_window import MainWindow
from ui.runner import TurnRunner
from ui.style import theme

EVENING = datetime(2026, 10, 3, 20, 14, tzinfo=UTC)
NOTICE = "I am a program, not a human being. I listen, and I can be wrong."


def belief(**shares: float) -> Belief:
    """A belief from the named shares; the rest is spread evenly."""
    rest = (1.0 - sum(shares.values())) / (len(NAMES) - len(shares))
    return Belief(tuple(shares.get(name, rest) for name in NAMES))


def turn(
    said: str = "I failed my driving test",
    reply: str = "That sounds heavy.",
    minutes: int = 0,
    feels: Belief | None = None,
    cause: str = "",
    **rest: object,
) -> Turn:
    """A finished turn; anything not named is ordinary."""
    parts: dict[str, object] = {
        "assessment": Assessment(),
        "memories": (),
        "decision": Decision((Strategy.REFLECTION,), Stage.EXPLORATION),
        "timings": Timings(first_token_ms=310, first_sentence_ms=840, total_ms=1900, model_ms=1860),
    }
    return Turn(
        utterance=Utterance(said, EVENING + timedelta(minutes=minutes)),
        observation=Observation(tuple([1.0] * len(NAMES)), Affect(), cause),
        belief=feels or belief(sadness=0.62, anxiety=0.16),
        reply=reply,
        **(parts | rest),  # type: ignore[arg-type]
    )


def events_of(made: Turn, turn_id: int | None = 1) -> tuple[Event, ...]:
    """What a quiet turn emits, in order."""
    return (
        Understood(made.observation, made.belief, made.assessment),
        Planned(made.memories, made.decision),
        Sentence(made.reply),
        TurnSaved(made, turn_id),
    )


class FakeSession:
    """`enqueue` what the next turn yields; an exception in it is raised at that place."""

    def __init__(self, store: FakeStore) -> None:
        self.notice = NOTICE
        self.turns: tuple[Turn, ...] = ()
        self.forget = store.forget
        self.erase_all = store.erase_all
        self.said: list[Utterance] = []
        self.threads: set[str] = set()
        self.held = threading.Event()
        self.held.set()
        self._queue: deque[tuple[Event | Exception, ...]] = deque()

    def enqueue(self, *events: Event | Exception) -> None:
        self._queue.append(events)

    def respond(self, utterance: Utterance, cancel: threading.Event) -> Iterator[Event]:
        self.said.append(utterance)
        self.threads.add(threading.current_thread().name)
        for event in self._queue.popleft():
            while not self.held.wait(0.01):
                if cancel.is_set():
                    return
            if isinstance(event, Exception):
                raise event
            yield event


class FakeStore:
    """Memories in a list."""

    def __init__(self, memories: tuple[Memory, ...] = ()) -> None:
        self.kept = memories

    def memories(self) -> tuple[Memory, ...]:
        return self.kept

    def forget(self, memory_id: int) -> None:
        self.kept = tuple(m for m in self.kept if m.id != memory_id)

    def erase_all(self) -> None:
        self.kept = ()


class FakeHouse:
    """What `open_house` gives, without an engine."""

    def __init__(self, memories: tuple[Memory, ...] = ()) -> None:
        self.store = FakeStore(memories)
        self.session = FakeSession(self.store)
        self.key_sentence = "The key is kept in the keyring of your system."
        self.trouble: tuple[str, ...] = ()
        self.closed = False

    def close(self) -> None:
        self.closed = True


READY = Settings(notice_accepted=True, reduced_motion=True, country="GB", theme="light")


def open_window(
    qtbot: QtBot, house: FakeHouse | Exception, settings: Settings = READY
) -> MainWindow:
    """The real window over a fake house (or over an error on opening), shown and settled."""

    def opener(*_: object) -> FakeHouse:
        if isinstance(house, Exception):
            raise house
        return house

    theme.load_fonts()
    runner = TurnRunner(opener)  # type: ignore[arg-type]
    ended = runner.failed if isinstance(house, Exception) else runner.opened
    with qtbot.waitSignal(ended):
        window = MainWindow(settings, runner)
        qtbot.addWidget(window)
        window.show()
    return window


def on_a_page(qtbot: QtBot, widget: QWidget) -> None:
    """Show a widget alone, on a plain window as large as ours and dressed like it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.load_fonts()
    theme.apply(app, theme.LIGHT)
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1200, 800)
    widget.setParent(page)
    widget.resize(700, 700)
    widget.stands_on = page  # Python would otherwise let the window go
    page.show()
    widget.show()


def say(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Type and send, and wait until the reply is complete."""
    window.talk.composer.page.setPlainText(text)
    with qtbot.waitSignal(window.runner.finished):
        window.talk.composer.button.click()


def page_text(widget: QWidget) -> str:
    """All words now visible inside a widget."""
    QApplication.processEvents()  # widgets just laid out are shown by the next event
    seen = [w for w in widget.findChildren(QWidget) if w.isVisible()]
    return "\n".join(
        w.text() if isinstance(w, QLabel | QAbstractButton) else w.toPlainText()
        for w in seen
        if isinstance(w, QLabel | QAbstractButton | QTextEdit)
    )
