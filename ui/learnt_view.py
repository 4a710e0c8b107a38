"""What was learnt of the person, in sentences they can check, take back and erase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.ask_once import AskOnce
from ui.feelings import Dot
from ui.kinds import AFTER
from ui.parts import Words, button, clear, frame, label, row
from ui.text import NOUNS, quoted

if TYPE_CHECKING:
    from companion.emotion.learn import Effect
    from companion.memory.learnt import Correction
    from companion.person import LearntView

SEE = "See what was learnt"
HIDE = "Hide what was learnt"
NOTHING = "Nothing was learnt yet. It comes with time, from how our talks go."
NO_EFFECTS = "It cannot say yet what eases you; that takes a few more talks."
NO_CORRECTIONS = "You have put nothing right so far."
LEAST_TURNS = 5.0  # replies of a kind, before anything is said about it
FELT = 0.05  # of valence: what lies nearer to nothing is "about the same"
AMOUNTS = (
    (12.0, "a few of your messages"),
    (60.0, "a few dozen of your messages"),
    (200.0, "a hundred or so of your messages"),
)
MANY = "some hundreds of your messages"


class LearntPart(QWidget):
    """Folded until asked for, with wanted(): then it is told with `show_learnt`.

    take_back(turn id) and forget() when the person wishes so.
    """

    wanted = Signal()
    take_back = Signal(object)
    forget = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._open = False
        self.open_button = button(SEE, self._toggle)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.forget_part = AskOnce(
            "Forget what was learnt",
            "This cannot be undone. Forget it all?",
            "Yes, forget it",
            "No, keep it",
        )
        self.forget_part.agreed.connect(self.forget)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.setSpacing(14)
        inside.addLayout(self._list)
        inside.addWidget(self.forget_part)
        self._inside.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row(self.open_button, None))
        outer.addWidget(self._inside)

    def refresh(self) -> None:
        """Ask for what is true now, if it is being looked at."""
        if self._open:
            self.wanted.emit()

    def show_learnt(self, view: LearntView) -> None:
        """All of it, in words."""
        clear(self._list)
        self.forget_part.settle()
        self.forget_part.setVisible(view.turns > 0 or bool(view.corrections))
        for sentence in sentences(view):
            self._list.addWidget(label(sentence, "quiet"))
        for correction in view.corrections:
            self._list.addWidget(self._entry(correction))
        self._inside.setVisible(self._open)

    def put_away(self) -> None:
        """Nothing of it stays here: some of it was forgotten. It is asked for anew if looked at."""
        clear(self._list)
        self._inside.hide()
        self.refresh()

    def _entry(self, correction: Correction) -> QWidget:
        inside = QVBoxLayout()
        inside.setSpacing(6)
        inside.addWidget(Words(quoted(correction.text), says="Your words"))
        back = button(
            "Take back",
            lambda: self.take_back.emit(correction.turn_id),
            "plain",
            says=f"Take back that you said {_noun(correction.said)}",
        )
        heard = label(heard_and_said(correction), "small", wraps=False)
        inside.addLayout(row(Dot(correction.said), heard, None, back, spacing=8))
        return frame("card", inside, (20, 14, 14, 10))

    def _toggle(self) -> None:
        self._open = not self._open
        self.open_button.setText(HIDE if self._open else SEE)
        self.open_button.setAccessibleName(self.open_button.text())
        if self._open:
            self.wanted.emit()
        else:
            self._inside.hide()


def sentences(view: LearntView) -> tuple[str, ...]:
    """What it rests on, what each kind of reply led to, and whether anything was put right."""
    if view.turns <= 0 and not view.corrections:
        return (NOTHING,)
    effects = tuple(filter(None, map(effect_in_words, view.effects)))
    return (
        *((f"This rests on {how_much(view.turns)}.",) if view.turns > 0 else ()),
        *(effects or (NO_EFFECTS,)),
        "What you put right:" if view.corrections else NO_CORRECTIONS,
    )


def effect_in_words(effect: Effect) -> str:
    """What a kind of reply led to, beside what the others do; "" where it is too early to say."""
    after = {kind.value: words for kind, words in AFTER.items()}.get(effect.strategy)
    if after is None or effect.turns < LEAST_TURNS:
        return ""
    if abs(effect.change) <= FELT:
        return f"{after} you have mostly felt about the same as otherwise."
    felt = "lighter" if effect.change > 0 else "heavier"
    return f"{after} you have mostly felt a little {felt} than otherwise."


def how_much(turns: float) -> str:
    """How many messages it rests on, as people say it."""
    return next((words for below, words in AMOUNTS if turns < below), MANY)


def heard_and_said(correction: Correction) -> str:
    """What was heard in a message, and what the person said it was."""
    heard, said = _noun(correction.heard), _noun(correction.said)
    return (
        f"I heard {heard}, you said so too"
        if heard == said
        else f"I heard {heard}, you said {said}"
    )


def _noun(state: str) -> str:
    return NOUNS.get(state, state)
