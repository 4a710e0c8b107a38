"""A house without an engine: it yields the events put into it, so that widgets can be looked at."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from companion.emotion.learn import Effect
from companion.emotion.states import NAMES
from companion.emotion.timeline import Day, Point
from companion.memory.learnt import Correction
from companion.person import LearntView
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
    parts["observation"] = Observation(tuple([1.0] * len(NAMES)), Affect(), cause)
    return Turn(
        utterance=Utterance(said, EVENING + timedelta(minutes=minutes)),
        belief=feels or belief(sadness=0.62, anxiety=0.16),
        reply=reply,
        **(parts | rest),  # type: ignore[arg-type]
    )


def day(number: int, feels: str = "sadness", words: str = "my dad laughed", **rest: object) -> Day:
    """The day so many days after that evening; anything not named is ordinary."""
    at = EVENING + timedelta(days=number)
    told = Point(at, belief(**{feels: 0.7}), Affect(-0.5), 0.2, 0.4, feels, words)
    parts: dict[str, object] = {"affect": Affect(-0.4), "low": -0.6, "high": 0.1, "spread": 0.15}
    return Day(day=at.date(), state=feels, turns=4, told=told, **(parts | rest))  # type: ignore[arg-type]


def correction(number: int, heard: str, said: str, words: str) -> Correction:
    """What I put right in the turn of that number."""
    return Correction(number, heard, said, EVENING, words, None)


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
        self.kept = False  # whether the last turn was
        self.forget = store.forget
        self.erase_all = store.erase_all
        self.person = FakePerson()
        self.trouble: Exception | None = None  # raised when something is put right
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
            if isinstance(event, TurnSaved):
                self.turns = (*self.turns, event.turn)
                self.kept = event.turn_id is not None
            yield event

    def correct(self, said: str | None) -> bool:
        self.threads.add(threading.current_thread().name)
        if self.trouble is not None:
            raise self.trouble
        if not self.kept:
            return False
        last = self.turns[-1]
        seems = belief(**{said: 0.9}) if said else belief(sadness=0.62, anxiety=0.16)
        self.turns = (*self.turns[:-1], replace(last, belief=seems, corrected=said or ""))
        return True

    def undo_correction(self, turn_id: int) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.person.undo(turn_id)

    def forget_learnt(self) -> None:
        self.person.forget_learnt()


class FakePerson:
    """What was learnt and the days, as they were put in."""

    def __init__(self) -> None:
        self.learns = True
        self.turns = 0.0
        self.effects: tuple[Effect, ...] = ()
        self.corrections: tuple[Correction, ...] = ()
        self.lived: tuple[Day, ...] = ()

    def learnt(self) -> LearntView:
        return LearntView(self.turns, self.effects, self.corrections)

    def undo(self, turn_id: int) -> None:
        self.corrections = tuple(c for c in self.corrections if c.turn_id != turn_id)

    def forget_learnt(self) -> None:
        self.turns, self.effects, self.corrections = 0.0, (), ()

    def days(self) -> tuple[Day, ...]:
        return self.lived


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


def let_go() -> None:
    """Widgets that were taken off a page are gone when this returns."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def page_text(widget: QWidget) -> str:
    """All words now visible inside a widget."""
    QApplication.processEvents()  # widgets just laid out are shown by the next event
    seen = [w for w in widget.findChildren(QWidget) if w.isVisible()]
    return "\n".join(
        w.text() if isinstance(w, QLabel | QAbstractButton) else w.toPlainText()
        for w in seen
        if isinstance(w, QLabel | QAbstractButton | QTextEdit)
    )
