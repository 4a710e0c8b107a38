"""The place of the talk: the one that is kept and, over it for a while, one that leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from companion.turn import Event
from ui.talk_page import TalkPage
from ui.wishes import Answer, PageKept

if TYPE_CHECKING:
    from companion.policy.helplines import CrisisLines
    from companion.transcript import Sight


class TalkPlace(QStackedWidget):
    """send(text), stop(), said(state) and keep(text) come from the page in sight.

    typed() while something is written. private_wanted(), end_wanted(). added(page) for each that is
    made later.
    """

    send = Signal(str)
    stop = Signal()
    said = Signal(object)
    keep = Signal(str)
    typed = Signal()
    private_wanted = Signal()
    end_wanted = Signal()
    added = Signal(object)

    def __init__(self, lines: Callable[[], CrisisLines]) -> None:
        """`lines`: see `TalkPage`."""
        super().__init__()
        self._lines = lines
        self._waits = False
        self.private: TalkPage | None = None
        self.kept = self._add(private=False)
        self.kept.bar.pressed.connect(self._want_private)

    @property
    def page(self) -> TalkPage:
        """The talk in sight."""
        return self.private or self.kept

    @Slot(object)
    def show_event(self, event: Event) -> None:
        """One event of the running turn."""
        self.page.show_event(event)

    @Slot()
    def end_turn(self) -> None:
        """The lane is free again."""
        self.page.end_turn()

    @Slot(object)
    def show_sight(self, sight: Sight) -> None:
        """What can be seen of the talk in sight."""
        self.page.show_sight(sight)

    def set_fades(self, fades: bool) -> None:
        """Whether sentences fade in."""
        for page in filter(None, (self.kept, self.private)):
            page.chat.fades = fades

    def change_lines(self) -> None:
        """Another country, or other people of one's own: a card that stands there shows them now."""
        for page in filter(None, (self.kept, self.private)):
            page.crisis.change_lines(self._lines())

    @Slot(object)
    def take(self, answer: Answer) -> None:
        """What the lane says to a wish about memories; only a kept page is looked at here."""
        if isinstance(answer, PageKept) and self.kept.practice is not None:
            self.kept.practice.show_kept(answer.asked.text)

    @Slot(str)
    def begin_private(self, notice: str) -> None:
        """An empty page over the kept one, which stays as it is. A draft comes along."""
        self.settle()
        page = self.private = self._add(private=True)
        page.bar.pressed.connect(self._want_end)
        page.chat.fades = self.kept.chat.fades
        page.start_again(notice)
        page.composer.page.begin_with(self.kept.composer.page.toPlainText())
        self.kept.composer.sent()
        if self.kept.crisis.is_open():
            page.crisis.show_lines(self._lines(), self.kept.crisis.heard, self.kept.crisis.words)
        page.set_ready(True)
        self.setCurrentWidget(page)
        page.composer.setFocus()

    @Slot()
    def end_private(self) -> None:
        """The private page is gone with all that was on it, the draft too."""
        self.settle()
        page, self.private = self.private, None
        if page is not None:
            self.setCurrentWidget(self.kept)
            self.removeWidget(page)
            page.hide()
            page.deleteLater()
            self.kept.composer.setFocus()

    def settle(self) -> None:
        """What was wanted is there, or could not be: one may write again."""
        if self._waits:
            self._waits = False
            self.page.set_ready(True)

    def _add(self, *, private: bool) -> TalkPage:
        page = TalkPage(self._lines, private=private)
        page.composer.send.connect(self.send)
        page.composer.stop.connect(self.stop)
        page.feeling.said.connect(self.said)
        page.keep.connect(self.keep)
        page.composer.page.textChanged.connect(self.typed)
        self.addWidget(page)
        self.added.emit(page)
        return page

    def _want_private(self) -> None:
        self._wait()
        self.private_wanted.emit()

    def _want_end(self) -> None:
        self._wait()
        self.end_wanted.emit()

    def _wait(self) -> None:
        """Nothing can be sent until the lane is in the other talk: it would go into the wrong one."""
        self._waits = True
        self.page.set_ready(False)
