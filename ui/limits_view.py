"""What is never brought up: names and phrases, a line to add one, and *Remove*; below, how to answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from companion.memory.hand import LONGEST_PHRASE, Limit
from ui.answers_view import AnswersPart
from ui.parts import button, clear, frame, label, row, rule
from ui.wishes import Allow, ListLimits, SetOffLimits
from ui.writing import Line

SAYS = (
    "Memories that touch what stands here stay with you, but are not brought up. You can speak of "
    "it yourself whenever you like."
)
EMPTY = "Nothing so far. A name or a few words are enough."


class LimitsView(QWidget):
    """wish(ListLimits | SetOffLimits | Allow | AskFor | TakeBack)."""

    wish = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._limits: tuple[Limit, ...] | None = None  # those on the page
        self.line = Line("Never bring up", "A name or a few words")
        self.line.setMaxLength(LONGEST_PHRASE)
        self.add_button = button("Add", self._add, says="Never bring this up")
        self.add_button.setEnabled(False)
        self._empty = label(EMPTY, "quiet")
        self._empty.hide()
        self._list = QVBoxLayout()
        self._remove: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(label(SAYS, "quiet"))
        column.addLayout(row(self.line, self.add_button))
        column.addWidget(self._empty)
        column.addLayout(self._list)
        self.answers = AnswersPart()
        self.answers.wish.connect(self.wish)
        column.addSpacing(12)
        column.addWidget(self.answers)
        self.line.textChanged.connect(self._update)
        self.line.entered.connect(self._add)
        self.setFocusProxy(self.line)

    def refresh(self) -> None:
        """Ask for what is true now."""
        self.wish.emit(ListLimits())

    def show_limits(self, limits: tuple[Limit, ...]) -> None:
        """All of them, in the order they were set; what was typed is taken where it is among them."""
        if any(limit.phrase.lower() == self._typed().lower() for limit in limits):
            self.line.empty()
        if limits == self._limits:
            return
        keys = self.window().focusWidget()
        at = next((place for place, one in enumerate(self._remove) if one is keys), None)
        self._put_away_limits()
        self._limits = limits
        self._empty.setVisible(not limits)
        if limits:
            inside = QVBoxLayout()
            inside.setSpacing(10)
            for limit in limits:
                if inside.count():
                    inside.addWidget(rule())
                inside.addWidget(self._entry(limit))
            self._list.addWidget(frame("card", inside, (20, 12, 14, 12)))
        if at is not None:
            (self._remove[min(at, len(limits) - 1)] if limits else self.line).setFocus()

    def put_away(self) -> None:
        """Nothing of it stays on the page until it is asked for anew."""
        self.answers.put_away()
        self._put_away_limits()

    def _put_away_limits(self) -> None:
        clear(self._list)
        self._limits = None
        self._remove = []
        self._empty.hide()

    def _entry(self, limit: Limit) -> QWidget:
        remove = button(
            "Remove",
            lambda: self.wish.emit(Allow(limit.id)),
            "plain",
            says=f"Remove: {limit.phrase} may be brought up again",
        )
        self._remove.append(remove)
        entry = QWidget()
        beside = row(label(limit.phrase), remove)
        beside.setStretch(0, 1)
        entry.setLayout(beside)
        return entry

    def _typed(self) -> str:
        return " ".join(self.line.text().split()).strip(" .,;:!?\"'")

    def _update(self, *_: object) -> None:
        self.add_button.setEnabled(bool(self._typed()))

    def _add(self, *_: object) -> None:
        if self._typed():
            self.wish.emit(SetOffLimits(self.line.text()))
