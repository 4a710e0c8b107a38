"""A house without an engine: it yields the events put into it, so that widgets can be looked at."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from conftest import MEMORY_KEY
from fakes import FakeEngine, FakeVoice
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from companion import paths
from companion.emotion.learn import Effect
from companion.emotion.states import NAMES
from companion.emotion.timeline import Day, Point
from companion.memory import hand
from companion.memory.fading import LetGo
from companion.memory.learnt import Correction
from companion.memory.store import Store
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

    def __init__(self, house: FakeHouse, *, private: bool = False) -> None:
        self.notice = NOTICE
        self.private = private
        self.turns: tuple[Turn, ...] = ()
        self.kept = False  # whether the last turn was
        self.person = FakePerson()
        self.trouble: Exception | None = None  # raised when something is put right or forgotten
        self.said: list[Utterance] = []
        self.beside: Assessment | None = None  # with the last message
        self.rests: list[int] = []
        self.sight_lost = 0
        self.voice = FakeVoice(lambda: len(self.turns))
        self.threads: set[str] = set()
        self.held = threading.Event()
        self.held.set()
        self._house = house
        self._queue: deque[tuple[Event | Exception, ...]] = deque()

    def enqueue(self, *events: Event | Exception) -> None:
        self._queue.append(events)

    def respond(
        self, utterance: Utterance, cancel: threading.Event, beside: Assessment | None = None
    ) -> Iterator[Event]:
        self.said.append(utterance)
        self.beside = beside
        self.threads.add(threading.current_thread().name)
        for event in self._queue.popleft():
            while not self.held.wait(0.01):
                if cancel.is_set():
                    return
            if isinstance(event, Exception):
                raise event
            if isinstance(event, TurnSaved):
                event = replace(event, turn_id=None) if self.private else event
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

    def rest(self, transcript_days: int = 0) -> LetGo:
        self.rests.append(transcript_days)
        self.threads.add(threading.current_thread().name)
        return LetGo()

    def lose_sight(self) -> None:
        self.sight_lost += 1

    def begin_anew(self) -> None:
        self.turns = ()

    def forget(self, memory_id: int) -> bool:
        if self.trouble is not None:
            raise self.trouble
        return self._house.store.forget(memory_id)

    def forget_about(self, phrase: str, *, also_called: bool = False) -> int:
        if self.trouble is not None:
            raise self.trouble
        return hand.forget_about(self._house.store, phrase, also_called=also_called)

    def erase_all(self) -> None:
        self._house.store.erase_all()
        self.turns = ()

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

    def read_learnt(self) -> None:
        pass

    def believed_at(self, at: datetime) -> Belief | None:
        return None

    def undo(self, turn_id: int) -> None:
        self.corrections = tuple(c for c in self.corrections if c.turn_id != turn_id)

    def forget_learnt(self) -> None:
        self.turns, self.effects, self.corrections = 0.0, (), ()

    def days(self) -> tuple[Day, ...]:
        return self.lived


class FakeHouse:
    """What `open_house` gives, without an engine; the memory is a real one, opened when it is needed."""

    def __init__(self, memories: tuple[Memory, ...] = ()) -> None:
        self.engine = FakeEngine()
        self.session = FakeSession(self)
        self.private: FakeSession | None = None
        self.key_sentence = "The key is kept in the keyring of your system."
        self.trouble: tuple[str, ...] = ()
        self.loader = None
        self.server = ""
        self.closed = False
        self.steps: list[str] = []
        self._memories = memories
        self._store: Store | None = None

    @property
    def store(self) -> Store:
        if self._store is None:
            path = paths.home() / f"fake-{id(self)}.db"
            self._store = Store.open(path, MEMORY_KEY)
            for one in self._memories:
                keep(self._store, one)
        return self._store

    def read_ahead(self, cancel: threading.Event) -> None:
        self.steps.append("read ahead")

    def park(self) -> None:
        self.steps.append("park")

    def rest(self) -> None:
        self.steps.append("rest")

    def wake(self, cancel: threading.Event) -> None:
        self.steps.append("wake")

    def begin_private(self) -> FakeSession:
        self.private = FakeSession(self, private=True)
        return self.private

    def close(self) -> None:
        self.closed = True
        if self._store is not None:
            self._store.close()
            self._store = None


def memory(
    number: int = 1,
    text: str = "My dad laughed.",
    state: str = "shame",
    why: str = "",
    **rest: object,
) -> Memory:
    """What was told so many days after that evening."""
    at = EVENING + timedelta(days=number)
    return Memory(number, text, at, state, 0.7, why=why, **rest)  # type: ignore[arg-type]


def keep(store: Store, one: Memory) -> int:
    """Keep a memory as if it had just been told; the id of its turn."""
    told = turn(one.text, reply="")
    told = replace(told, utterance=replace(told.utterance, at=one.at))
    turn_id = store.save_turn(
        store.start_talk(one.at), told, None, one.salience, one.state, one.why
    )
    newest = store.memories()[0].id
    if one.pinned:
        hand.pin(store, newest, True)
    for _ in range(one.recalls):
        store.mark_recalled([newest], one.at)
    return turn_id


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
    failed = isinstance(house, Exception)
    with qtbot.waitSignals([runner.failed] if failed else [runner.opened, runner.rested]):
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


def begin_reply(window: MainWindow, house: FakeHouse, made: Turn | None = None) -> None:
    """Say hello, and let the answer wait until `house.session.held` is set."""
    house.session.enqueue(*events_of(made or turn()))
    house.session.held.clear()
    window.talk.composer.page.setPlainText("hello")
    window.talk.composer.button.click()


def answered(
    qtbot: QtBot, window: MainWindow, kind: type
) -> contextlib.AbstractContextManager[object]:
    """Wait for the lane's answer of this kind."""
    return qtbot.waitSignal(window.runner.told, check_params_cb=lambda one: isinstance(one, kind))


def press(page: QWidget, word: str) -> None:
    """Press the first button in sight with this word."""
    page_text(page)
    found = [b for b in page.findChildren(QAbstractButton) if b.text() == word and b.isVisible()]
    found[0].click()


def held_words(widget: QWidget) -> str:
    """All words a widget holds, those out of sight too."""
    let_go()
    return "\n".join(
        w.toPlainText() if isinstance(w, QTextEdit) else w.text()
        for kind in (QLabel, QAbstractButton, QTextEdit, QLineEdit)
        for w in widget.findChildren(kind)
    )


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
