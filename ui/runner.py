"""The only thread code of the window: one lane on which everything slow happens, in order.

`TurnRunner` lives in the GUI thread; widgets connect to it and never to the lane. Every piece of
work (opening the house, answering, listing, forgetting) goes through the same lane, so that the
database and the sessions are only ever touched from one thread. Fetching a model takes an hour
where the line is slow and touches neither: `FetchRunner` does that beside the lane.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ParamSpec

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from companion.engine.catalogue import Entry
from companion.engine.pace import Cancelled, Progress
from companion.errors import CompanionError
from companion.settings import Settings
from companion.turn import Assessment, Utterance
from companion.voice.acoustics import Acoustics
from ui.lane import COULD_NOT, Lane, Opener, Tells
from ui.wishes import Wish

Given = ParamSpec("Given")


def _get(entry: Entry, progress: Progress, cancelled: Cancelled, limit: int) -> None:
    from companion.engine import starter  # what opens connections is not loaded with the window

    starter.get(entry, progress, cancelled, limit)


class TurnRunner(Tells):
    """What widgets talk to. All its signals (see `Tells`) arrive in the GUI thread."""

    _do = Signal(object)

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.busy = False
        self._cancel = threading.Event()
        self._cancel_turn = threading.Event()
        self._thread = QThread()
        self._thread.setObjectName("lane")
        self._lane = Lane(opener, self._cancel)
        self._lane.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._do.connect(self._lane.do, queued)
        for name, kind in vars(Tells).items():
            if isinstance(kind, Signal) and name != "finished":
                getattr(self._lane, name).connect(getattr(self, name), queued)
        self._lane.finished.connect(self._on_finished, queued)
        self._thread.start()

    # --- the house --------------------------------------------------------------------------------

    def open(self, settings: Settings) -> None:
        """Open the house, closing one that is open; ends with `opened` or `failed`."""
        self._cancel.clear()
        self._ask(self._lane.open, settings, self._ahead())

    def pause_fetching(self) -> None:
        """Stop fetching what the house needs: `failed` follows, and `open` goes on from there."""
        self._cancel.set()

    def bring_back(self, settings: Settings) -> None:
        """Bring a damaged memory back (`recovered` follows), then as `open`."""
        self._cancel.clear()
        self._ask(self._lane.open, settings, self._ahead(), bring_back=True)

    def close(self) -> None:
        """Stop what runs, close the house, end the thread. Safe to call twice."""
        if not self._thread.isRunning():
            return
        self._cancel.set()
        self._cancel_turn.set()
        self._ask(self._lane.end)
        self._thread.wait()

    # --- the talk ---------------------------------------------------------------------------------

    def start_turn(
        self,
        utterance: Utterance,
        private: bool = False,
        beside: Assessment | None = None,
        manner: Acoustics | None = None,
    ) -> None:
        """Answer; `turn_event`s follow, then `finished`. One turn at a time.

        private: said on a private page; it never goes into the kept talk. beside: see
        `Session.respond`. manner: how it was said, where that was asked for.
        """
        self.busy = True
        self._ask(self._lane.respond, utterance, self._ahead(), private, beside, manner)

    def cancel(self) -> None:
        """Ask the running turn to stop; it ends with Stopped and TurnSaved as usual."""
        self._cancel_turn.set()

    def begin_private(self) -> None:
        """Begin a talk that leaves no trace; `private_begun` follows. Not while busy."""
        if not self.busy:
            self._cut_short()
            self._ask(self._lane.begin_private)

    def end_private(self) -> None:
        """End it; `private_ended` follows. Not while busy."""
        if not self.busy:
            self._cut_short()
            self._ask(self._lane.end_private)

    def begin_anew(self) -> None:
        """What is said next begins another talk; `forgotten` follows, with no turns. Not while busy."""
        if not self.busy:
            self._cut_short()
            self._ask(self._lane.begin_anew)

    def correct(self, said: str | None) -> None:
        """The last message was the state `said` (None takes that back); `corrected` follows."""
        self._cut_short()
        self._ask(self._lane.correct, said)

    def rest(self, transcript_days: int) -> None:
        """Sort, fade and let go, in a lull; `rested` follows. Does nothing while busy."""
        if not self.busy:
            self._ask(self._lane.rest, transcript_days)

    def let_go(self) -> None:
        """Park the talk and let the engine's memory go, because nobody was here for long."""
        if not self.busy:
            self._ask(self._lane.let_go)

    def wake(self) -> None:
        """Bring the engine back, if it was let go, while the person begins to write."""
        if not self.busy:
            self._ask(self._lane.wake, self._ahead())

    # --- what was kept ----------------------------------------------------------------------------

    def grant(self, wish: Wish) -> None:
        """A wish about memories; `told` follows, and `forgotten` where something was."""
        if not self.busy:
            self._cut_short()
        self._ask(self._lane.grant, wish)

    def erase_all(self) -> None:
        """Erase everything kept; `erased` follows."""
        self._ask(self._lane.erase)

    # --- what was learnt --------------------------------------------------------------------------

    def undo_correction(self, turn_id: int) -> None:
        """Take back what was said of a turn; `corrected` and `learnt` follow."""
        self._ask(self._lane.undo_correction, turn_id)

    def let_learn(self, learns: bool) -> None:
        """Whether the program may learn from the person, from now on."""
        self._ask(self._lane.let_learn, learns)

    def list_learnt(self) -> None:
        """Ask for `learnt`."""
        self._ask(self._lane.list_learnt)

    def forget_learnt(self) -> None:
        """Forget what was learnt, corrections too; `corrected` and `learnt` follow."""
        self._ask(self._lane.forget_learnt)

    def list_days(self) -> None:
        """Ask for `days`."""
        self._ask(self._lane.list_days)

    # --- files ------------------------------------------------------------------------------------

    def import_file(self, importer: Callable[[Path], object], path: Path) -> None:
        """Run `importer(path)` on the lane; `imported` or `refused` follows."""
        self._ask(self._lane.bring, importer, path)

    # --- inside -----------------------------------------------------------------------------------

    def _ask(self, work: Callable[Given, None], *given: Given.args, **named: Given.kwargs) -> None:
        self._do.emit(partial(work, *given, **named))

    def _ahead(self) -> threading.Event:
        """What cuts the work now asked for short, after whatever is under way was."""
        self._cut_short()
        self._cancel_turn = threading.Event()
        return self._cancel_turn

    def _cut_short(self) -> None:
        """End the reading ahead after a turn: for that nobody should have to wait."""
        self._cancel_turn.set()

    @Slot()
    def _on_finished(self) -> None:
        self.busy = False
        self.finished.emit()


class FetchRunner(QObject):
    """Fetches one model at a time while the talk goes on.

    progress(done, total, what) in bytes, total 0 while unknown; ended(sentence) at the end, "" where
    the model is here, and after `stop` too. Both arrive in the GUI thread.
    """

    progress = Signal(object, object, str)
    ended = Signal(str)
    _do = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self._cancel = threading.Event()
        self._thread = QThread()
        self._thread.setObjectName("fetching")
        self._lane = _FetchLane()
        self._lane.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._do.connect(self._lane.do, queued)
        self._lane.progress.connect(self.progress, queued)
        self._lane.ended.connect(self._on_ended, queued)

    def fetch(self, entry: Entry, limit: int) -> None:
        """Have this model; goes on where an earlier try stopped. limit: bytes a second, 0 for none."""
        if not self.busy:
            self.busy = True
            self._cancel.clear()
            if not self._thread.isRunning():
                self._thread.start()
            told, cancelled = self._lane.progress.emit, self._cancel.is_set
            self._do.emit(partial(_get, entry, told, cancelled, limit))

    def stop(self) -> None:
        """Leave it at what has come; `ended` follows."""
        self._cancel.set()

    def close(self) -> None:
        """Stop, and end the thread. Safe to call twice."""
        self._cancel.set()
        self._thread.quit()
        self._thread.wait()

    @Slot(str)
    def _on_ended(self, sentence: str) -> None:
        self.busy = False
        self.ended.emit(sentence)


class _FetchLane(QObject):
    progress = Signal(object, object, str)
    ended = Signal(str)

    @Slot(object)
    def do(self, work: Callable[[], object]) -> None:
        trouble = COULD_NOT
        try:
            work()
            trouble = ""
        except CompanionError as error:
            trouble = str(error)
        finally:
            self.ended.emit(trouble)
