"""What is known: facts by kind, each with the words it was read from, and *Not right*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.fact_words import GROUPS, OTHER, group, in_words
from ui.parts import button, clear, frame, label, row, rule
from ui.text import day_alone, quoted
from ui.wishes import ListFacts, Unlearn

if TYPE_CHECKING:
    from companion.memory.known import Known

SAYS = "Read from your own words. What is not right can be taken out; the message stays."
EMPTY = "When you tell who is who, where you live or what helped, it will be noted here."


class FactsView(QWidget):
    """wish(ListFacts | Unlearn)."""

    wish = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._says = label("", "quiet")
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._known: tuple[Known, ...] | None = None  # those on the page
        self._wrong: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._says)
        column.addLayout(self._list)

    def refresh(self) -> None:
        """Ask for what is true now."""
        self.wish.emit(ListFacts())

    def show_facts(self, known: tuple[Known, ...]) -> None:
        """All of them; the keys stay where they were."""
        if known == self._known:
            return
        keys = self.window().focusWidget()
        at = next((place for place, one in enumerate(self._wrong) if one is keys), None)
        self.put_away()
        self._known = known
        self._says.setText(SAYS if known else EMPTY)
        self._says.show()
        for heading in (*GROUPS.values(), OTHER):
            self._add_group(heading, [one for one in known if group(one.kind) == heading])
        if at is not None and self._wrong:
            self._wrong[min(at, len(self._wrong) - 1)].setFocus()

    def has_entries(self) -> bool:
        """Whether any fact is shown."""
        return bool(self._wrong)

    def put_away(self) -> None:
        """Nothing of it stays on the page until it is asked for anew."""
        clear(self._list)
        self._known = None
        self._wrong = []
        self._says.hide()

    def _add_group(self, heading: str, known: list[Known]) -> None:
        if not known:
            return
        if self._list.count():
            self._list.addSpacing(10)
        self._list.addWidget(label(heading, "heading"))
        inside = QVBoxLayout()
        inside.setSpacing(10)
        for fact in known:
            if inside.count():
                inside.addWidget(rule())
            inside.addWidget(self._entry(fact))
        self._list.addWidget(frame("card", inside, (20, 14, 14, 14)))

    def _entry(self, fact: Known) -> QWidget:
        words = in_words(fact)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(label(words))
        told.addWidget(label(f"you said: {quoted(fact.span)}, {day_alone(fact.at)}", "small"))
        wrong = button(
            "Not right",
            lambda: self.wish.emit(Unlearn(fact.id)),
            "plain",
            says=f"Not right, take it out: {words}",
        )
        self._wrong.append(wrong)
        entry = QWidget()
        beside = row(spacing=14)
        beside.addLayout(told, 1)
        beside.addWidget(wrong)
        entry.setLayout(beside)
        return entry
