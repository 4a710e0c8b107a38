"""What is done on the lane, one thing after the other: the house, the talk, the private talk.

`Tells` names everything the lane has to say; the runner says it again in the GUI thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from companion import paths
from companion.errors import CompanionError
from companion.settings import Settings
from companion.turn import Assessment, Stopped, TurnSaved, Utterance
from ui.wishes import Forget, ForgetAbout, KeepPage, Wish

if TYPE_CHECKING:
    from companion.house import House
    from companion.session import Session
    from companion.voice.acoustics import Acoustics

LOST_THREAD = "Something in the program went wrong, and this answer is lost. You can simply go on."
COULD_NOT = "That did not work, because of a mistake in the program. Nothing else was changed."
NOT_KEPT = "Your last message could not be kept, so there is nothing to put right in it."
PRIVATE_NOT_KEPT = (
    "In a private talk nothing is kept or learnt, so how it was heard cannot be put right."
)
PAGE_NOT_KEPT = "In a private talk nothing is kept, so this page is not kept either."
PRIVATE_OVER = "The private talk was over already, so this went nowhere and is not kept."

Progress = Callable[[int, int, str], None]


class Opener(Protocol):
    """Makes a house; slow, runs on the lane."""

    def __call__(self, settings: Settings, progress: Progress, cancel: threading.Event) -> House:
        """Call `progress(done, total, label)` in bytes while fetching; MUST stop soon after `cancel`."""
        ...


class Tells(QObject):
    """Everything there is to say.

    opened(House), failed(CompanionError) when it could not be opened, progress(done, total, what;
    in bytes, total 0 while unknown), recovered(Recovered). turn_event(Event), and finished() after
    the last; in_sight(Sight) when it may have changed. private_begun(notice), private_ended(). corrected(the turns of the kept talk as they
    are now) when what was believed of them changed, forgotten(the turns that are left of it),
    erased(), rested(LetGo). told(Answer) to a wish about memories, learnt(LearntView),
    days(tuple[Day, ...]), imported(file name). refused(sentence) when a wish could not be done.
    """

    opened = Signal(object)
    failed = Signal(object)
    progress = Signal(object, object, str)
    recovered = Signal(object)
    turn_event = Signal(object)
    finished = Signal()
    in_sight = Signal(object)
    private_begun = Signal(str)
    private_ended = Signal()
    corrected = Signal(object)
    forgotten = Signal(object)
    erased = Signal()
    rested = Signal(object)
    told = Signal(object)
    learnt = Signal(object)
    days = Signal(object)
    imported = Signal(str)
    refused = Signal(str)


class Lane(Tells):
    """Does the work on the worker thread. Nothing but the runner may connect to it or call it."""

    def __init__(self, opener: Opener, cancel: threading.Event) -> None:
        super().__init__()
        self._opener = opener
        self._cancel = cancel
        self._house: House | None = None
        self._private: Session | None = None

    @Slot(object)
    def do(self, work: Callable[[], None]) -> None:
        """One piece of work, which is one of the methods below with what it needs."""
        work()

    def open(self, settings: Settings, ahead: threading.Event, bring_back: bool = False) -> None:
        """Open the house anew; `bring_back` brings a damaged memory back before.

        ahead: cuts the reading ahead short that follows `opened`.
        """
        try:
            self._close_house()
            if bring_back:
                from companion.memory import backup, keys

                key = keys.database_key(paths.home())
                self.recovered.emit(backup.recover(paths.database(), key.hex))
            self._house = self._opener(settings, self.progress.emit, self._cancel)
        except CompanionError as error:
            self.failed.emit(error)
        except Exception:
            self.failed.emit(CompanionError(COULD_NOT))
            raise
        else:
            self.opened.emit(self._house)
            self._house.read_ahead(ahead)
            self._tell_sight()

    def end(self) -> None:
        """Close the house and end the thread."""
        try:
            self._close_house()
        finally:
            self.thread().quit()

    # --- the talk ---------------------------------------------------------------------------------

    def respond(
        self,
        utterance: Utterance,
        cancel: threading.Event,
        private: bool = False,
        beside: Assessment | None = None,
        manner: Acoustics | None = None,
    ) -> None:
        """Answer in the talk that is under way, the private one if there is one.

        private: what was said in private MUST not be kept, even where that talk is over. beside: see
        `Session.respond`. manner: see `voiced.with_manner`.
        """
        answering = True
        try:
            if private and self._private is None:
                self.turn_event.emit(Stopped("memory", PRIVATE_OVER))
            elif self._house is not None:
                session = self._private or self._house.session
                before = session.turns
                if manner is not None:
                    from companion.voiced import with_manner  # only for who asked for it

                    keep = not session.private
                    utterance = with_manner(self._house.store, utterance, manner, keep=keep)
                for event in session.respond(utterance, cancel, beside):
                    self.turn_event.emit(event)
                    if isinstance(event, TurnSaved):
                        if session.turns[: len(before)] != before:
                            self.corrected.emit(session.turns)
                        # What follows is reading ahead, which the next message may cut short.
                        answering = False
                        self.finished.emit()
                self._tell_sight()
        except CompanionError as error:
            self.turn_event.emit(Stopped("engine", str(error)))
        except Exception:
            self.turn_event.emit(Stopped("engine", LOST_THREAD))
            raise
        finally:
            if answering:
                self.finished.emit()

    def begin_anew(self) -> None:
        """Another talk, with nothing of the one before in sight."""

        def work(house: House) -> None:
            house.session.begin_anew()
            self.forgotten.emit(house.session.turns)
            self._tell_sight()

        self._kindly(work)

    def let_go(self) -> None:
        """The engine's memory; a private talk keeps it."""
        if self._private is None:
            self._kindly(lambda house: house.rest())

    def wake(self, ahead: threading.Event) -> None:
        """The engine, where it was let go. ahead: cuts its reading short."""
        self._kindly(lambda house: house.wake(ahead))

    def begin_private(self) -> None:
        """A talk beside the kept one, of which nothing stays."""

        def work(house: House) -> None:
            self._private = house.begin_private()
            self.private_begun.emit(self._private.notice)

        self._kindly(work)

    def end_private(self) -> None:
        """Let go of the private talk; the kept one goes on."""
        private, self._private = self._private, None
        if private is not None:
            private.lose_sight()
        self.private_ended.emit()

    def correct(self, said: str | None) -> None:
        """The last message was `said`."""

        def work(house: House) -> None:
            if self._private is not None:
                self.refused.emit(PRIVATE_NOT_KEPT)
            elif house.session.correct(said):
                self._tell_corrected(house)
            else:
                self.refused.emit(NOT_KEPT)

        self._kindly(work)

    def rest(self, transcript_days: int) -> None:
        """What is done when nobody waits."""

        def work(house: House) -> None:
            try:
                done = house.session.rest(transcript_days)
            except CompanionError:
                if transcript_days:  # words may be gone all the same
                    self.forgotten.emit(house.session.turns)
                raise
            if done.turns:
                self.forgotten.emit(house.session.turns)
            self.rested.emit(done)
            if self._private is None:
                house.park()

        self._kindly(work)

    # --- what was kept ----------------------------------------------------------------------------

    def grant(self, wish: Wish) -> None:
        """A wish about memories."""
        from ui.memory_work import answers  # not while the window opens

        def work(house: House) -> None:
            if isinstance(wish, KeepPage) and self._private is not None:
                self.refused.emit(PAGE_NOT_KEPT)
                return
            try:
                for answer in answers(house, wish):
                    self.told.emit(answer)
            finally:  # it may be gone even where it is said that traces stay
                if isinstance(wish, Forget | ForgetAbout):
                    if self._private is not None:
                        self._private.lose_sight()
                    self.forgotten.emit(house.session.turns)

        self._kindly(work)

    def erase(self) -> None:
        """Erase everything, a private talk too."""

        def work(house: House) -> None:
            private, self._private = self._private, None
            if private is not None:
                private.lose_sight()
            try:
                house.session.erase_all()
            except CompanionError:
                if private is not None:
                    self.private_ended.emit()
                self.forgotten.emit(house.session.turns)  # it may be gone all the same
                raise
            self.erased.emit()

        self._kindly(work)

    # --- what was learnt --------------------------------------------------------------------------

    def undo_correction(self, turn_id: int) -> None:
        """Take back what was said of a turn."""

        def work(house: House) -> None:
            house.session.undo_correction(turn_id)
            self._tell_corrected(house)
            self._tell_learnt(house)

        self._kindly(work)

    def let_learn(self, learns: bool) -> None:
        """Whether there may be learning; never from a private talk."""

        def work(house: House) -> None:
            house.session.person.learns = learns

        self._kindly(work)

    def list_learnt(self) -> None:
        """Tell what was learnt."""
        self._kindly(self._tell_learnt)

    def forget_learnt(self) -> None:
        """Forget what was learnt."""

        def work(house: House) -> None:
            house.session.forget_learnt()
            self._tell_corrected(house)
            self._tell_learnt(house)

        self._kindly(work)

    def list_days(self) -> None:
        """Tell the days."""
        self._kindly(lambda house: self.days.emit(house.session.person.days()))

    # --- files ------------------------------------------------------------------------------------

    def bring(self, importer: Callable[[Path], object], path: Path) -> None:
        """Run `importer(path)`."""
        try:
            importer(path)
        except CompanionError as error:
            self.refused.emit(str(error))
        except Exception:
            self.refused.emit(COULD_NOT)
            raise
        else:
            self.imported.emit(path.name)

    # --- inside -----------------------------------------------------------------------------------

    def _close_house(self) -> None:
        house, self._house, self._private = self._house, None, None
        if house is not None:
            house.close()

    def _tell_sight(self) -> None:
        if self._house is not None:
            self.in_sight.emit((self._private or self._house.session).voice.sight())

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
