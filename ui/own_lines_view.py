"""People of the person's own for the crisis card: who, how they are reached, and *Remove*."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.settings import LONGEST_OWN, MOST_OWN_LINES, Settings, own_line
from ui.parts import label, row
from ui.word_list import Entry, WordList
from ui.writing import Line

SAYS = (
    "If you like, put people there you would call yourself: a friend, somebody of your family, your "
    "doctor, a shelter. They stand above the help lines. They are kept unencrypted on this computer, so "
    "that the card has them when your memory cannot be opened: do not write here what nobody may find."
)
FULL = f"{MOST_OWN_LINES} fit on the card. Remove one to put somebody else there."


class OwnLinesPart(QWidget):
    """wish("own_lines", all of them) when one is added or removed; `show_settings` brings what holds."""

    wish = Signal(str, object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._own: tuple[tuple[str, str], ...] = ()
        self._who = WordList(
            "Who it is", "Who, like \u201cmy sister\u201d", adds="Put them on the card"
        )
        self.who, self.add_button = self._who.line, self._who.add_button
        self.who.setMaxLength(LONGEST_OWN)
        self.reach = Line("How they are reached", "Their number")
        self.reach.setMaxLength(LONGEST_OWN)
        self.reach.entered.connect(self.add_button.click)
        self._full = label(FULL, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(SAYS, "quiet"))
        column.addLayout(row(self.who, self.reach, self.add_button))
        column.addWidget(self._full)
        column.addWidget(self._who)
        self._who.added.connect(self._add)
        self._who.removed.connect(self._remove)
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """Those that stand on the card, in their order."""
        self._own = settings.own_lines
        self._who.show_entries([_entry(who, reach) for who, reach in self._own])
        full = len(self._own) >= MOST_OWN_LINES
        self._full.setVisible(full)
        for line in (self.who, self.reach):
            line.setEnabled(not full)

    def _add(self, who: str) -> None:
        made = own_line(who, self.reach.text())
        if made is None:
            self.reach.setFocus()
            return
        self.who.empty()
        self.reach.empty()
        self.who.setFocus()
        self.wish.emit("own_lines", (*self._own, made))

    def _remove(self, place: int) -> None:
        self.wish.emit("own_lines", (*self._own[:place], *self._own[place + 1 :]))


def _entry(who: str, reach: str) -> Entry:
    return Entry(who, f"{who}: {reach}", f"Remove {who} from the card")
