"""The line that always stands below the talk: what the program is, and what of the talk it still sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ui.parts import label, row
from ui.text import counted

if TYPE_CHECKING:
    from companion.transcript import Sight


class FootLine(QWidget):
    """There in exercises too, where the program plays somebody. Nothing is said of sight while all is seen."""

    def __init__(self, what_it_is: str) -> None:
        super().__init__()
        words = label(what_it_is, "tiny")
        words.setAccessibleName(what_it_is)
        self.sight = label("", "tiny")
        self.sight.hide()
        for one in (words, self.sight):
            one.setWordWrap(False)
        inside = row(words, None, self.sight, spacing=18)
        inside.setContentsMargins(20, 0, 20, 8)
        self.setLayout(inside)

    @Slot(object)
    def show_sight(self, sight: Sight) -> None:
        """How much of the talk is in view while answering."""
        self.sight.setText(in_words(sight))
        self.sight.setToolTip(
            f"{sight.tokens:,} of the {sight.room:,} word pieces that fit into view are taken."
        )
        self.sight.setVisible(sight.turns < sight.of)


def in_words(sight: Sight) -> str:
    """The sentence of the meter."""
    if sight.turns >= sight.of:
        return "The whole talk is in view while answering."
    if not sight.turns:
        return "Only what you say next is in view while answering."
    last = counted(sight.turns, "message")
    return f"Your last {last} of {sight.of} are in view while answering."
