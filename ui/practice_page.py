"""The exercises in place of the talk: the choice, one question after the other, the finished page.

What was typed stays here until another exercise begins or the window closes, so that nothing is
lost to a key pressed too early; it goes nowhere else unless the person says so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from companion import intake
from companion.errors import InputRefused
from companion.hearing import EARS
from companion.practice import steps
from companion.practice.steps import State
from companion.practice.texts import exercise
from companion.turn import Assessment, Risk
from ui.parts import button, centred, label
from ui.practice_breath import BreathView
from ui.practice_end import EndView, StopView
from ui.practice_field import WordsField
from ui.practice_menu import PracticeMenu
from ui.practice_question import QuestionView

TITLE = "Practice"
LEAVE, OTHERS = "Back to the talk", "All exercises"

View = PracticeMenu | QuestionView | BreathView | EndView | StopView


class PracticePage(QWidget):
    """left() to go back to the talk, keep(text of a page).

    danger(Assessment) when the card must be shown, without a word of what was typed; danger(None)
    when that was not meant so. take_along(words): they are to be said in the talk. lined_up(px): the
    column ends so far before the right edge, where a scroll bar stands.
    """

    left = Signal()
    keep = Signal(str)
    danger = Signal(object)
    take_along = Signal(str)
    lined_up = Signal(int)

    def __init__(
        self,
        heard: Callable[[], Assessment | None],
        still: Callable[[], bool],
        *,
        private: bool,
    ) -> None:
        """`heard`: the last assessment of the talk. `still`: whether motion is reduced."""
        super().__init__()
        self._heard = heard
        self._still = still
        self._private = private
        self.state: State | None = None
        self.view: View = PracticeMenu()
        self._title = label(TITLE, "title")
        self.others_button = button(OTHERS, self.show_menu, "plain")
        self.leave_button = button(LEAVE, self.left.emit)
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrange()
        self._show(self.view)

    def open(self, name: str = "") -> None:
        """Begin an exercise or, without a name, show which there are."""
        self._keep_draft()
        if not name:
            self.show_menu()
        elif name == self._unfinished():
            self._go_on()
        else:
            self._begin(name)

    def take_focus(self) -> None:
        """The keys go to what is asked."""
        self.view.first.setFocus()

    def show_menu(self) -> None:
        """All exercises, the one that was left in the middle among them."""
        self._keep_draft()
        self._show(PracticeMenu(self._unfinished()))

    def answer(self, text: str) -> None:
        """The answer to what is asked; one clear sentence where it cannot be taken."""
        state = self.state
        if state is None:
            return
        try:
            self.state = steps.answer(state, text, EARS)
        except InputRefused as refusal:
            self.say(str(refusal))
            if (danger := intake.heard(text)).risk >= Risk.ELEVATED:
                self.danger.emit(danger)
            return
        self._go_on()
        if self.state.stopped is not None:
            self.danger.emit(replace(self.state.stopped, risk_words=()))

    def show_kept(self, text: str) -> None:
        """The page with this text is kept now; it may be in sight no longer."""
        if isinstance(self.view, EndView) and self.view.is_asked(text):
            self.view.show_kept()

    def forget_kept(self) -> None:
        """Memories were forgotten, perhaps this one: a kept page does not go on being shown."""
        if isinstance(self.view, EndView) and self.view.kept:
            self.forget()

    def forget(self) -> None:
        """Nothing that was typed here stays."""
        self.state = None
        self._show(PracticeMenu())

    def say(self, sentence: str) -> None:
        """One plain sentence when something could not be done."""
        if isinstance(self.view, EndView | QuestionView):
            self.view.say(sentence)

    # --- inside -----------------------------------------------------------------------------------

    def _arrange(self) -> None:
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 30, 0, 14)
        line.setSpacing(18)
        line.addWidget(self._title, 1)
        line.addWidget(self.others_button)
        line.addWidget(self.leave_button)
        column = QWidget()
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(0, 8, 0, 36)
        self._column.addStretch(1)
        inside = QWidget()
        inside.setObjectName("column")
        inside.setLayout(centred(column))
        self._room.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._top = centred(top)
        outer.addLayout(self._top)
        outer.addWidget(self._room, 1)
        self._room.verticalScrollBar().rangeChanged.connect(self._line_up)

    def _unfinished(self) -> str:
        """The name of the exercise that was left in the middle, "" for none."""
        state = self.state
        if state is None or steps.finished(state):
            return ""
        begun = state.answers or state.stopped is not None  # its words wait even before an answer
        return state.exercise.name if begun else ""

    def _keep_draft(self) -> None:
        """What is being typed is there again when the exercise is gone on with."""
        field = self.view.field if isinstance(self.view, QuestionView) else None
        if self.state is not None and isinstance(field, WordsField):
            self.state = steps.drafted(self.state, field.text())

    def _begin(self, name: str) -> None:
        self.state = steps.begin(exercise(name), secrets.randbits(32), self._heard())
        self._go_on()

    def _go_on(self) -> None:
        """What comes now: a question, the end, or the stop."""
        state = self.state
        assert state is not None
        one = steps.step(state)
        if state.stopped is not None:
            self._show(self._stop_view(state))
        elif one is None:
            self._show(self._end_view(state))
        elif one.kind == steps.BREATH:
            breath = BreathView(state.exercise, one, still=self._still())
            breath.done.connect(lambda: self.answer(""))
            self._show(breath)
        else:
            asked = QuestionView(state, one)
            asked.answered.connect(self.answer)
            asked.back.connect(self._back)
            asked.left.connect(self.left)
            self._show(asked)

    def _back(self) -> None:
        if self.state is not None:
            self.state = steps.back(self.state)
            self._go_on()

    def _after_stop(self) -> None:
        if self.state is not None:
            self.state = steps.go_on(self.state)
            self.danger.emit(None)
            self._go_on()

    def _end_view(self, state: State) -> EndView:
        end = EndView(state, private=self._private)
        end.keep.connect(self.keep)
        end.again.connect(lambda: self._begin(state.exercise.name))
        end.done.connect(self._done)
        return end

    def _stop_view(self, state: State) -> StopView:
        stop = StopView(state)
        stop.take_along.connect(self.take_along)
        stop.go_on.connect(self._after_stop)
        return stop

    def _done(self) -> None:
        self.forget()
        self.left.emit()

    def _show(self, view: View) -> None:
        """Let this view take the place of the one before."""
        before, self.view = self.view, view
        if isinstance(view, PracticeMenu):
            view.chosen.connect(self._begin)
            view.go_on.connect(self._go_on)
        in_exercise = not isinstance(view, PracticeMenu)
        self._title.setText(
            self.state.exercise.title if in_exercise and self.state is not None else TITLE
        )
        self.others_button.setVisible(in_exercise)
        self._column.insertWidget(0, view)
        view.show()
        view.first.setFocus()  # before the other goes, which may hold the keys
        if before is not view:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        bar = self._room.verticalScrollBar()
        bar.setValue(bar.maximum() if self._is_talking() else 0)

    def _is_talking(self) -> bool:
        """A talk that is rehearsed is read at its end, everything else from the beginning."""
        one = steps.step(self.state) if self.state is not None else None
        talks = one is not None and one.kind in (steps.SAY, steps.READ)
        return isinstance(self.view, QuestionView) and talks

    def _line_up(self, _lowest: int, highest: int) -> None:
        wide = self._room.verticalScrollBar().sizeHint().width() if highest else 0
        self._top.setContentsMargins(24, 0, 24 + wide, 0)
        if self._is_talking():
            self._room.verticalScrollBar().setValue(highest)
        self.lined_up.emit(wide)
