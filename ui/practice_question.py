"""One question of an exercise: what is asked, where it is answered, the way back and on.

In a rehearsal the talk so far stands above it, and with every line of the other side that it is the
program that says it.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.practice import fairer, rehearsal, steps
from companion.practice.steps import State, Step
from ui.parts import Words, button, frame, label, row
from ui.practice_field import ChoiceField, Field, NumberField, WordsField

PLAYS = "The program, playing {who}"
IS_PLAYED = (
    "From here on the program plays {who}, with written lines. It does not know them, it cannot be "
    "hurt, and nobody reads along."
)
NEXT, SAY, TO_THE_END = "Next", "Say it", "Look at what you wrote"


class QuestionView(QWidget):
    """answered(text), back(), left() on Escape. `field` is None where there is nothing to type."""

    answered = Signal(str)
    back = Signal()
    left = Signal()

    def __init__(self, state: State, one: Step) -> None:
        super().__init__()
        self.field = _field(state, one)
        self._refusal = label("", "small")
        self._refusal.hide()
        self.next_button = button(_onward(one), self._answer, "main")
        self.back_button = button("Back", self.back.emit, says="One question back")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        if one.kind in (steps.SAY, steps.READ):
            outer.addWidget(_talk_so_far(state))
        outer.addWidget(label(steps.asks(state, one.asks), "large"))
        if one.hint:
            outer.addWidget(label(steps.asks(state, one.hint), "quiet"))
        if self.field is not None:
            outer.addWidget(self.field)
        outer.addWidget(self._refusal)
        if isinstance(self.field, ChoiceField):
            self.next_button.hide()
        outer.addLayout(row(self.back_button, None, self.next_button))
        self.back_button.setVisible(state.at > 0)
        self.first: QWidget = self.next_button if self.field is None else self.field.first
        if isinstance(self.field, WordsField):
            self.field.done.connect(self._answer)
            self.field.left.connect(self.left)
            self.field.page.textChanged.connect(self._refusal.hide)
        elif isinstance(self.field, ChoiceField):
            self.field.done.connect(self._answer)

    def say(self, sentence: str) -> None:
        """One clear sentence about what was typed, which stays as it is."""
        self._refusal.setText(sentence)
        self._refusal.show()

    def _answer(self) -> None:
        self.answered.emit(self.field.text() if self.field is not None else "")


def _field(state: State, one: Step) -> Field | None:
    before = steps.said(state, one.key)
    if one.kind == steps.READ:
        return None
    asked = steps.asks(state, one.asks)
    if one.kind == steps.NUMBER:
        return NumberField(asked, before or steps.said(state, "before"))
    if one.kind == steps.CHOICE:
        return ChoiceField(one, before)
    if one.kind == steps.DRAFT:
        before = before or fairer.draft(steps.given(state))
    return WordsField(asked, before)


def _onward(one: Step) -> str:
    return {steps.SAY: SAY, steps.READ: TO_THE_END}.get(one.kind, NEXT)


def _talk_so_far(state: State) -> QWidget:
    """Every line of both sides."""
    given = steps.given(state)
    who = rehearsal.called(given)
    made = QWidget()
    outer = QVBoxLayout(made)
    outer.setContentsMargins(0, 0, 0, 10)
    outer.setSpacing(14)
    outer.addWidget(label(IS_PLAYED.format(who=who), "small"))
    for line, words in rehearsal.exchanges(given, state.seed):
        outer.addWidget(_played(who, line.text))
        if words:
            outer.addWidget(_own(words))
    return made


def _played(who: str, text: str) -> QWidget:
    inside = QVBoxLayout()
    inside.setSpacing(2)
    inside.addWidget(label(PLAYS.format(who=who), "small"))
    inside.addWidget(Words(text, says=PLAYS.format(who=who)))
    return frame("card", inside, (18, 10, 18, 9))


def _own(words: str) -> QWidget:
    inside = QHBoxLayout()
    inside.addWidget(Words(words, says="You said", hugs=True))
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(72, 0, 0, 0)
    line.addStretch(1)
    line.addWidget(frame("said", inside, (18, 12, 18, 9)))
    return holder
