"""What the program does and keeps for the person's own good: in plain lines, each to be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.parts import button, label, row
from ui.text import day_alone
from ui.wishes import Answer, ForgetCards, Kept, ListCare, NoMinor

if TYPE_CHECKING:
    from companion.memory.care import Care

SAYS = (
    "Every three hours of writing the program says again what it is. After a long while, late at "
    "night, or when it has become much more than the week before, it may say that a rest is welcome."
)
MINOR_SAYS = "You said you are under 18. The notice comes every hour."
NOT_RIGHT = "That's not right"
CLEAR = "Clear this number"


class CarePart(QWidget):
    """wish(ListCare | NoMinor | ForgetCards); `take` brings the answers."""

    wish = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.not_right = button(
            NOT_RIGHT,
            lambda: self.wish.emit(NoMinor()),
            "plain",
            says=f"{NOT_RIGHT}: I am 18 or older",
        )
        self.clear = button(
            CLEAR,
            lambda: self.wish.emit(ForgetCards()),
            "plain",
            says="Clear how often the card with helplines came up",
        )
        self._cards = label("", "quiet")
        self._minor_line = _line(label(MINOR_SAYS, "quiet"), self.not_right)
        self._cards_line = _line(self._cards, self.clear)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(label(SAYS, "quiet"))
        outer.addWidget(self._minor_line)
        outer.addWidget(self._cards_line)
        self.put_away()

    def refresh(self) -> None:
        """Ask for what is true now."""
        self.wish.emit(ListCare())

    @Slot(object)
    def take(self, answer: Answer) -> None:
        """What the lane says to a wish; anything but `Kept` is for somebody else."""
        if isinstance(answer, Kept):
            self._minor_line.setVisible(answer.care.minor_at is not None)
            self._cards.setText(cards_in_words(answer.care))
            self._cards_line.setVisible(answer.care.cards > 0)

    def put_away(self) -> None:
        """Nothing of it stays here until it is asked for anew."""
        self._cards.clear()
        self._minor_line.hide()
        self._cards_line.hide()


def cards_in_words(care: Care) -> str:
    """How often the card came up, and that nobody else is told; "" where it never did."""
    if care.cards < 1 or care.first_card_at is None:
        return ""
    often = "once in our talks, on" if care.cards == 1 else f"{care.cards} times in our talks since"
    day = day_alone(care.first_card_at)
    return f"The card with helplines came up {often} {day}. This number stays on this computer."


def _line(words: QLabel, press: QPushButton) -> QWidget:
    made = QWidget()
    beside = row(words, press, spacing=14)
    beside.setStretch(0, 1)
    made.setLayout(beside)
    return made
