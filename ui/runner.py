"""The only thread code of the window: one lane on which everything slow happens, in order.

`TurnRunner` lives in the GUI thread; widgets connect to it and never to the lane. Every piece of
work (opening the house, answering, listing, forgetting) goes through the same lane, so that the
database and the session are only ever touched from one thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from companion.errors import CompanionError, WrongKey
from companion.settings import Settings
from companion.turn import Stopped, TurnSaved, Utterance

if TYPE_CHECKING:
    from companion.house import House

LOST_THREAD = "Something in the program went wrong, and this answer is lost. You can simply go on."
COULD_NOT = "That did not work, because of a mistake in the program. Nothing else was changed."
NOT_KEPT = "Your last message could not be kept, so there is nothing to put right in it."

Progress = Callable[[int, int, str], None]


class Opener(Protocol):
    """Makes a house; slow, runs on the lane."""

    def __call__(self, settings: Settings, progress: Progress, cancel: threading.Event) -> House:
        """Call `progress(done, total, label)` in bytes while fetching; MUST stop soon after `cancel`."""
        ...


class _Lane(QObject):
    """Does the work on the worker thread. Nothing outside this file may connect to it."""

    opened = Signal(object)
    failed = Signal(str, bool)
    progress = Signal(object, object, str)
    turn_event = Signal(object)
    finished = Signal()
    memories = Signal(object)
    forgotten = Signal(object)
    refused = Signal(str)
    erased = Signal()
    imported = Signal(str)
    corrected = Signal(object)
    learnt = Signal(object)
    days = Signal(object)

    def __init__(self, opener: Opener, cancel: threading.Event) -> None:
        super().__init__()
        self._opener = opener
        self._cancel = cancel
        self._house: House | None = None

    @Slot(object)
    def open(self, settings: Settings) -> None:
        try:
            self._close_house()
            self._house = self._opener(settings, self.progress.emit, self._cancel)
        except CompanionError as error:
            self.failed.emit(str(error), isinstance(error, WrongKey))
        except Exception:
            self.failed.emit(COULD_NOT, False)
            raise
        else:
            self.opened.emit(self._house)

    @Slot(object, object)
    def respond(self, utterance: Utterance, cancel: threading.Event) -> None:
        answering = True
        try:
            if self._house is not None:
                session = self._house.session
                before = session.turns
                for event in session.respond(utterance, cancel):
                    self.turn_event.emit(event)
                    if isinstance(event, TurnSaved):
                        if session.turns[: len(before)] != before:
                            self.corrected.emit(session.turns)
                        # What follows is reading ahead, which the next message may cut short.
                        answering = False
                        self.finished.emit()
        except CompanionError as error:
            self.turn_event.emit(Stopped("engine", str(error)))
        except Exception:
            self.turn_event.emit(Stopped("engine", LOST_THREAD))
            raise
        finally:
            if answering:
                self.finished.emit()

    @Slot()
    def list(self) -> None:
        self._kindly(self._tell_memories)

    @Slot(object)
    def forget(self, memory_id: int) -> None:
        def work(house: House) -> None:
            try:
                house.session.forget(memory_id)
            finally:  # it may be gone even where it is said that traces stay
                self.forgotten.emit(house.session.turns)
            self._tell_memories(house)

        self._kindly(work)

    @Slot()
    def erase(self) -> None:
        def work(house: House) -> None:
            try:
                house.session.erase_all()
            except CompanionError:
                self.forgotten.emit(house.session.turns)  # it may be gone all the same
                raise
            self.erased.emit()

        self._kindly(work)

    @Slot(object)
    def correct(self, said: str | None) -> None:
        def work(house: House) -> None:
            if house.session.correct(said):
                self._tell_corrected(house)
            else:
                self.refused.emit(NOT_KEPT)

        self._kindly(work)

    @Slot(object)
    def undo_correction(self, turn_id: int) -> None:
        def work(house: House) -> None:
            house.session.undo_correction(turn_id)
            self._tell_corrected(house)
            self._tell_learnt(house)

        self._kindly(work)

    @Slot(bool)
    def let_learn(self, learns: bool) -> None:
        def work(house: House) -> None:
            house.session.person.learns = learns

        self._kindly(work)

    @Slot()
    def list_learnt(self) -> None:
        self._kindly(self._tell_learnt)

    @Slot()
    def forget_learnt(self) -> None:
        def work(house: House) -> None:
            house.session.forget_learnt()
            self._tell_corrected(house)
            self._tell_learnt(house)

        self._kindly(work)

    @Slot()
    def list_days(self) -> None:
        self._kindly(lambda house: self.days.emit(house.session.person.days()))

    @Slot(object, object)
    def bring(self, importer: Callable[[Path], object], path: Path) -> None:
        try:
            importer(path)
        except CompanionError as error:
            self.refused.emit(str(error))
        except Exception:
            self.refused.emit(COULD_NOT)
            raise
        else:
            self.imported.emit(path.name)

    @Slot()
    def end(self) -> None:
        try:
            self._close_house()
        finally:
            self.thread().quit()

    def _close_house(self) -> None:
        house, self._house = self._house, None
        if house is not None:
            house.close()

    def _tell_memories(self, house: House) -> None:
        self.memories.emit(house.store.memories())

    def _tell_corrected(self, house: House) -> None:
        self.corrected.emit(house.session.turns)

    def _tell_learnt(self, house: House) -> None:
        self.learnt.emit(house.session.person.learnt())

    def _kindly(self, work: Callable[[House], None]) -> None:
        if self._house is None:
            return
        try:
            work(self._house)
        except CompanionError as error:
            self.refused.emit(str(error))
        except Exception:
            self.refused.emit(COULD_NOT)
            raise


class TurnRunner(QObject):
    """What widgets talk to. All its signals arrive in the GUI thread.

    opened(House), failed(sentence, wrong_key), progress(done, total, what; in bytes, total 0 while unknown), turn_event(Event),
    finished() after the last event, memories(tuple[Memory, ...]), forgotten(the turns that are left
    of this talk), corrected(the turns of this talk as they are now) when what was believed of them
    changed, learnt(LearntView), days(tuple[Day, ...]), refused(sentence) when a wish could not be
    done, erased(), imported(file name).
    """

    opened = Signal(object)
    failed = Signal(str, bool)
    progress = Signal(object, object, str)
    turn_event = Signal(object)
    finished = Signal()
    memories = Signal(object)
    forgotten = Signal(object)
    refused = Signal(str)
    erased = Signal()
    imported = Signal(str)
    corrected = Signal(object)
    learnt = Signal(object)
    days = Signal(object)

    _open = Signal(object)
    _respond = Signal(object, object)
    _list = Signal()
    _forget = Signal(object)
    _erase = Signal()
    _correct = Signal(object)
    _undo_correction = Signal(object)
    _let_learn = Signal(bool)
    _list_learnt = Signal()
    _forget_learnt = Signal()
    _list_days = Signal()
    _bring = Signal(object, object)
    _end = Signal()

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.busy = False
        self._cancel = threading.Event()
        self._cancel_turn = threading.Event()
        self._thread = QThread()
        self._thread.setObjectName("lane")
        self._lane = _Lane(opener, self._cancel)
        self._lane.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        for wish, work in (
            (self._open, self._lane.open),
            (self._respond, self._lane.respond),
            (self._list, self._lane.list),
            (self._forget, self._lane.forget),
            (self._erase, self._lane.erase),
            (self._correct, self._lane.correct),
            (self._undo_correction, self._lane.undo_correction),
            (self._let_learn, self._lane.let_learn),
            (self._list_learnt, self._lane.list_learnt),
            (self._forget_learnt, self._lane.forget_learnt),
            (self._list_days, self._lane.list_days),
            (self._bring, self._lane.bring),
            (self._end, self._lane.end),
        ):
            wish.connect(work, queued)
        for told, heard in (
            (self._lane.opened, self.opened),
            (self._lane.failed, self.failed),
            (self._lane.progress, self.progress),
            (self._lane.turn_event, self.turn_event),
            (self._lane.memories, self.memories),
            (self._lane.forgotten, self.forgotten),
            (self._lane.refused, self.refused),
            (self._lane.erased, self.erased),
            (self._lane.imported, self.imported),
            (self._lane.corrected, self.corrected),
            (self._lane.learnt, self.learnt),
            (self._lane.days, self.days),
        ):
            told.connect(heard, queued)
        self._lane.finished.connect(self._on_finished, queued)
        self._thread.start()

    def open(self, settings: Settings) -> None:
        """Open the house, closing one that is open; ends with `opened` or `failed`."""
        self._cancel.clear()
        self._open.emit(settings)

    def start_turn(self, utterance: Utterance) -> None:
        """Answer; `event`s follow, then `finished`. One turn at a time."""
        self.busy = True
        self._cancel_turn.set()  # ends the reading ahead after the turn before
        self._cancel_turn = threading.Event()
        self._respond.emit(utterance, self._cancel_turn)

    def cancel(self) -> None:
        """Ask the running turn to stop; it ends with Stopped and TurnSaved as usual."""
        self._cancel_turn.set()

    def list_memories(self) -> None:
        """Ask for `memories`."""
        self._list.emit()

    def forget(self, memory_id: int) -> None:
        """Forget one memory for good; `forgotten` and `memories` follow."""
        self._forget.emit(memory_id)

    def erase_all(self) -> None:
        """Erase everything kept; `erased` follows."""
        self._erase.emit()

    def correct(self, said: str | None) -> None:
        """The last message was the state `said` (None takes that back); `corrected` follows."""
        self._cancel_turn.set()  # ends the reading ahead, for which nobody should have to wait
        self._correct.emit(said)

    def undo_correction(self, turn_id: int) -> None:
        """Take back what was said of a turn; `corrected` and `learnt` follow."""
        self._undo_correction.emit(turn_id)

    def let_learn(self, learns: bool) -> None:
        """Whether the program may learn from the person, from now on."""
        self._let_learn.emit(learns)

    def list_learnt(self) -> None:
        """Ask for `learnt`."""
        self._list_learnt.emit()

    def forget_learnt(self) -> None:
        """Forget what was learnt, corrections too; `corrected` and `learnt` follow."""
        self._forget_learnt.emit()

    def list_days(self) -> None:
        """Ask for `days`."""
        self._list_days.emit()

    def import_file(self, importer: Callable[[Path], object], path: Path) -> None:
        """Run `importer(path)` on the lane; `imported` or `refused` follows."""
        self._bring.emit(importer, path)

    def close(self) -> None:
        """Stop what runs, close the house, end the thread. Safe to call twice."""
        if not self._thread.isRunning():
            return
        self._cancel.set()
        self._cancel_turn.set()
        self._end.emit()
        self._thread.wait()

    @Slot()
    def _on_finished(self) -> None:
        self.busy = False
        self.finished.emit()
