"""The talk: the page, the present feeling, the composer, and *why* beside it.

It turns the events of a turn into what is seen, in the order in which they come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.policy.card_words import card_words
from companion.policy.helplines import CrisisLines, in_talk
from companion.turn import (
    ENGLISH,
    Aside,
    Assessment,
    CrisisHelp,
    Event,
    Planned,
    Replaced,
    Risk,
    Sentence,
    Stopped,
    Turn,
    TurnSaved,
    Understood,
    WindowDropped,
)
from ui.chat_view import ChatView, Reply
from ui.composer import Composer
from ui.crisis_card import CrisisCard
from ui.feeling_line import FeelingLine
from ui.foot_line import FootLine
from ui.parts import button, centred, row
from ui.private_bar import PrivateBar
from ui.why_view import WhyView

if TYPE_CHECKING:
    from companion.transcript import Sight
    from ui.practice_page import PracticePage

NOT_KEPT = "This turn could not be kept, so it will not be remembered later."
OUT_OF_SIGHT = (
    "This talk has grown long: its beginning is no longer in view while answering. "
    "It is still on the page."
)
GOES_ON = "This talk goes on where it was."
BEGIN_ANEW = "Begin a new one"
ROOM_FOR_TALK_PX = 285
WHAT_IT_IS = "A program, not a person. It cannot feel."
PRACTICE = "Practice"
PRACTICE_SAYS = "Practice: five exercises, for when you want one"


class TalkPage(QWidget):
    """What is said comes from `composer`. `turns` are the finished turns of this talk.

    keep(text) when the finished page of an exercise is to be kept.
    """

    keep = Signal(str)

    def __init__(self, lines: Callable[[], CrisisLines], *, private: bool = False) -> None:
        """`lines` gives the help lines for the country chosen at that moment."""
        super().__init__()
        self.setObjectName("page")
        self._lines = lines
        self._private = private
        self._notice = ""
        self._reply: Reply | None = None
        self._pace = 0.0
        self._explained: Reply | None = None
        self._choice: QWidget | None = None  # between the talk before and what is said now
        self._answered: list[Reply] = []
        self.turns: tuple[Turn, ...] = ()
        self._dangers: list[Assessment] = []  # spoken of beside the talk since the last message
        self.chat = ChatView()
        self.composer = Composer()
        self.bar = PrivateBar(private=private)
        self.bar.set_open(False)
        self.crisis = CrisisCard()
        self.why = WhyView()
        self.why.hide()
        self.feeling = FeelingLine()
        self.practice: PracticePage | None = None  # made when it is first wanted
        self.practice_button = button(PRACTICE, self.open_practice, "plain", says=PRACTICE_SAYS)
        self.practice_button.setToolTip(PRACTICE_SAYS)
        self._arrange()
        self.chat.why_asked.connect(self._toggle_why)
        self.why.closed.connect(self.close_why)
        self.feeling.said.connect(lambda _said: self.composer.setFocus())
        self.chat.verticalScrollBar().rangeChanged.connect(self._line_up)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The card leaves room for the talk below it."""
        super().resizeEvent(event)
        room = self.bar.sizeHint().height() if self._private else 0
        self.crisis.set_most(self.height() - room - ROOM_FOR_TALK_PX)

    def set_ready(self, ready: bool) -> None:
        """Whether there is somebody to answer yet."""
        self.composer.set_ready(ready)
        self.bar.set_open(self.composer.is_ready())

    def take_beside(self) -> Assessment | None:
        """What was heard beside the talk since the last message: the next is heard after it, once."""
        from companion.policy.assess import together  # not while the window opens

        heard, self._dangers = self._dangers, []
        return reduce(together, heard, None)

    def take_unkept(self, heard: Assessment) -> None:
        """Danger in words that are no message: the card, and the next message is heard after it."""
        self._dangers.append(replace(heard, risk_words=()))
        self._show_card(heard)

    def begin_turn(self, text: str) -> None:
        """The person's words are on the page and a reply may come."""
        if self._choice is not None:
            self._choice.hide()
            self._choice = None
        self.chat.add_person(text)
        self._reply = None
        self._pace = 0.0
        self.composer.set_answering(True)
        self.bar.set_open(False)
        self.feeling.set_open(False)

    @Slot(object)
    def show_event(self, event: Event) -> None:
        """One event of the running turn."""
        match event:
            case CrisisHelp(assessment=heard, language=language):
                self.close_why()
                self._show_card(heard, language)
            case Understood(belief=belief):
                self.feeling.show_belief(belief)
            case Planned(decision=decision):
                self._pace = decision.pace
            case WindowDropped():
                self.chat.add_line(OUT_OF_SIGHT)
            case Sentence(text=text) | Replaced(text=text):
                if text:
                    self._say(text)
            case Stopped(message=message):
                self.chat.add_line(message)
            case TurnSaved():
                self._finish(event)
            case Aside(text=text):
                self.chat.add_line(text)

    @Slot()
    def end_turn(self) -> None:
        """The lane is free again, whatever became of the reply."""
        self.composer.set_answering(False)
        self.bar.set_open(self.composer.is_ready())
        self._feel()
        self.feeling.set_open(True)

    def start_again(self, notice: str) -> None:
        """An empty page with the notice that this is a program."""
        self.close_why()
        self.chat.clear()
        self.crisis.hide()
        self.feeling.hide()
        self._reply = self._choice = None
        self._answered = []
        self.turns = ()
        self._notice = notice
        if notice:
            self.chat.add_line(notice)

    @Slot(object)
    def show_turns(self, turns: tuple[Turn, ...]) -> None:
        """The page anew with these turns alone: something of the talk was forgotten."""
        self.start_again(self._notice)
        if self.practice is not None:
            self.practice.forget_kept()
        for turn in turns:
            self.chat.add_person(turn.utterance.text)
            reply = self.chat.begin_reply()
            if turn.reply:
                reply.add_sentence(turn.reply, fade=False)
            reply.finish(turn)
            self._answered.append(reply)
        self.turns = turns
        self._feel()

    def go_on(self, turns: tuple[Turn, ...], anew: Callable[[], object]) -> None:
        """The page of a talk that is not over; `anew` begins another one."""
        self.show_turns(turns)
        self._choice = self.chat.add_choice(GOES_ON, ((BEGIN_ANEW, anew),))

    @Slot(object)
    def take_turns(self, turns: tuple[Turn, ...]) -> None:
        """The same turns, but something else is believed of them now; the page stays as it is."""
        self.turns = turns
        for reply, turn in zip(self._answered, turns, strict=False):  # a page begun anew has none
            reply.turn = turn
        if self._explained is not None and self._explained.turn is not None:
            self.why.show_turn(self._explained.turn)
        self._feel()

    @Slot(object)
    def show_sight(self, sight: Sight) -> None:
        """What the model can still see of this talk, below the page and on it."""
        self.foot.show_sight(sight)
        self.chat.mark_sight(sight.of - sight.turns)

    def open_practice(self, name: str = "") -> None:
        """The exercises in place of the talk, or one of them by its name."""
        if self.practice is None:
            self.practice = self._new_practice()
        self.close_why()
        self._show_practice(True)
        self.practice.open(name)

    @Slot()
    def close_practice(self) -> None:
        """The talk again, as it was."""
        self._show_practice(False)
        self.composer.setFocus()

    def forget_practice(self) -> None:
        """Nothing that was typed in an exercise stays."""
        self._dangers = []
        if self.practice is not None:
            self.practice.forget()
            self._show_practice(False)

    def is_practising(self) -> bool:
        """Whether the exercises stand in place of the talk."""
        return self.practice is not None and not self.practice.isHidden()

    def take_focus(self) -> None:
        """The keys go to where one writes."""
        if self.practice and self.is_practising():
            self.practice.take_focus()
        else:
            self.composer.setFocus()

    def say(self, sentence: str) -> None:
        """One plain sentence where the person is looking."""
        if self.practice and self.is_practising():
            self.practice.say(sentence)
        else:
            self.composer.say(sentence)

    def close_why(self) -> None:
        """Put the explanation away."""
        if self._explained is not None:
            self._explained.why_button.setChecked(False)
            self._explained = None
        self.why.hide()

    def _arrange(self) -> None:
        top, bottom = QWidget(), QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(0, 0, 0, 0)
        if self._private:
            above.addWidget(self.bar)
        above.addWidget(self.crisis)
        below = QVBoxLayout(bottom)
        below.setContentsMargins(0, 4, 0, 6)
        below.setSpacing(0)
        beside = row(self.feeling, None, spacing=18)
        beside.setStretch(0, 1000)  # the rest is for where there is no feeling yet
        ways = row(self.practice_button, spacing=18)
        ways.setContentsMargins(0, 0, 20 if self._private else 0, 6)
        beside.addLayout(ways)
        beside.setAlignment(ways, Qt.AlignmentFlag.AlignBottom)
        if not self._private:
            beside.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignBottom)
        below.addLayout(beside)
        below.addWidget(self.composer)
        self._bottom = bottom
        self.foot = FootLine(WHAT_IT_IS)
        self._fixed = (centred(top), centred(bottom), centred(self.foot))
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(self._fixed[0])
        middle.addWidget(self.chat, 1)
        middle.addLayout(self._fixed[1])
        middle.addLayout(self._fixed[2])
        self._middle = middle
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.why)

    def _feel(self) -> None:
        """How the last message seemed, which is the one that can be put right."""
        if self.turns:
            self.feeling.show_belief(self.turns[-1].belief, self.turns[-1].corrected)
        else:
            self.feeling.hide()

    def _say(self, text: str) -> None:
        if self._reply is None:
            self._reply = self.chat.begin_reply()
        self._reply.add_sentence(text, fade=self.chat.fades, pace=self._pace)

    def _finish(self, saved: TurnSaved) -> None:
        self.turns = (*self.turns, saved.turn)
        if self._reply is None:
            self._reply = self.chat.begin_reply()
        self._reply.finish(saved.turn)
        self._answered.append(self._reply)
        self._offer(self._reply, saved.turn)
        if saved.turn_id is None and not self._private:
            self.chat.add_line(NOT_KEPT)

    def _offer(self, reply: Reply, turn: Turn) -> None:
        """A quiet link to the exercise that was asked for; not beside the card."""
        from companion.practice.asked import asked_for  # not while the window opens
        from companion.practice.texts import exercise

        name = asked_for(turn.utterance.text) if turn.assessment.risk < Risk.ELEVATED else None
        if name is not None:
            reply.add_link(
                f"Begin: {exercise(name).title.lower()}", lambda: self.open_practice(name)
            )

    def _new_practice(self) -> PracticePage:
        from ui.practice_page import PracticePage  # not while the window opens

        made = PracticePage(self._heard, lambda: not self.chat.fades, private=self._private)
        made.left.connect(self.close_practice)
        made.keep.connect(self.keep)
        made.danger.connect(self._take_danger)
        made.take_along.connect(self._take_along)
        made.lined_up.connect(lambda px: self._fixed[0].setContentsMargins(24, 0, 24 + px, 0))
        self._middle.insertWidget(1, made, 1)
        return made

    def _show_practice(self, shown: bool) -> None:
        if self.practice is not None:
            self.practice.setVisible(shown)
        self.chat.setVisible(not shown)
        self._bottom.setVisible(not shown)
        self._line_up(0, 0 if shown else self.chat.verticalScrollBar().maximum())

    def _heard(self) -> Assessment | None:
        return self.turns[-1].assessment if self.turns else None

    @Slot(object)
    def _take_danger(self, heard: Assessment | None) -> None:
        """Danger in an exercise is danger in the talk; None takes the last of it back."""
        if heard is None:
            self._dangers = self._dangers[:-1]
        else:
            self.take_unkept(heard)

    def _show_card(self, heard: Assessment, language: str = ENGLISH) -> None:
        """The lines for what was heard; who said that they are under age is so for the whole talk."""
        known = in_talk(heard, [t.assessment for t in self.turns])
        self.crisis.show_lines(self._lines(), known, card_words(language))

    def _take_along(self, words: str) -> None:
        """Words from an exercise as a draft, after what was being written."""
        draft = self.composer.page.toPlainText().strip()
        self.close_practice()
        self.composer.page.begin_with("\n".join(filter(None, (draft, words))))

    @Slot(object)
    def _toggle_why(self, reply: Reply) -> None:
        if reply is self._explained or reply.turn is None:
            self.close_why()
            return
        self.close_why()
        self._explained = reply
        reply.why_button.setChecked(True)
        self.why.show_turn(reply.turn)
        self.why.show()

    @Slot(int, int)
    def _line_up(self, _lowest: int, highest: int) -> None:
        wide = self.chat.verticalScrollBar().sizeHint().width() if highest else 0
        for layout in self._fixed:
            layout.setContentsMargins(24, 0, 24 + wide, 0)
