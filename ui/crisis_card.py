"""The card with people who can help now: plain, steady, unmissable, and never alarming.

It stands above the talk and stays there until the person folds it; folded, it can be reopened, and
the first numbers stay in sight. Where danger is not acute it is a little smaller, never less plain.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.policy.card_words import CardWords, card_words
from companion.policy.helplines import CrisisLines, Helpline, fitting
from companion.turn import Assessment, Risk
from ui.parts import button, clear, frame, label, row

MOST_LINES, MOST_WHERE_NOT_ACUTE = 3, 2
LEAST_PX = 220


class CrisisCard(QWidget):
    """Hidden until `show_lines`. The numbers come from a file in the program, never from a model."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(0, 1)
        self._source = label("", "small")
        self._lines: CrisisLines
        self.heard: Assessment | None = None
        self.words = card_words()
        self._title = label(self.words.title, "large")
        self._says = label(self.words.says)
        self.more_button = button(self.words.more, self._show_all, "plain")
        self.safe_button = button(self.words.safe, self.fold)
        inside = QVBoxLayout()
        inside.setSpacing(10)
        inside.addWidget(self._title)
        inside.addWidget(self._says)
        inside.addLayout(self._rows)
        inside.addWidget(self._source)
        inside.addLayout(row(self.safe_button, None, self.more_button))
        self.open_part: QFrame = frame("crisis", inside, (22, 18, 22, 16))
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setWidget(self.open_part)
        self._most = LEAST_PX
        self.open_part.installEventFilter(self)
        self._folded_words = label("", "small")
        self.reopen_button = button(self.words.reopen, self.unfold, "plain")
        folded = row(self._folded_words, self.reopen_button)
        folded.setStretch(0, 1)
        self.folded_part: QFrame = frame("folded", folded, (16, 6, 12, 6))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 16, 0, 0)
        outer.addWidget(self._room)
        outer.addWidget(self.folded_part)
        self.hide()

    def show_lines(
        self, lines: CrisisLines, heard: Assessment | None = None, words: CardWords | None = None
    ) -> None:
        """Stand above the talk with the lines of one country, those first that fit what was heard.

        heard: None where it is not known any more; then the card is the large one. words: those
        around the numbers; in English where there are none.
        """
        self.heard, self.words = heard, words or card_words()
        self._put(lines)
        self.unfold()

    def change_lines(self, lines: CrisisLines) -> None:
        """Another country: a card that was shown has its lines now, and stays open or folded."""
        if not self.isHidden():
            self._put(lines)
            self._fit()

    def _put(self, lines: CrisisLines) -> None:
        self._lines = fitting(lines, self.heard)
        acute = self.heard is None or self.heard.risk >= Risk.ACUTE
        most = MOST_LINES if acute else MOST_WHERE_NOT_ACUTE
        words = self.words
        self._title.setText(words.title)
        self.open_part.setAccessibleName(words.title)
        self._says.setText(words.says if acute else words.says_gently)
        self.more_button.setText(words.more)
        self.safe_button.setText(words.safe)
        self.reopen_button.setText(words.reopen)
        self._fill(self._lines.lines[:most])
        self._source.setText(_source(self._lines, words))
        self._folded_words.setText(in_short(self._lines, words))
        self.more_button.setVisible(len(lines.lines) > most)

    def is_open(self) -> bool:
        """Whether the whole card can be seen."""
        return self.open_part.isVisible()

    def fold(self) -> None:
        """Make room: one small line stays, with the first numbers in it."""
        self._room.hide()
        self.folded_part.show()
        self.show()

    def unfold(self) -> None:
        """The whole card, announced to screen readers."""
        self.folded_part.hide()
        self._room.show()
        self.show()
        self._fit()
        QAccessible.updateAccessibility(QAccessibleEvent(self.open_part, QAccessible.Event.Alert))

    def set_most(self, height: int) -> None:
        """Be at most this tall, in px; what does not fit can be scrolled to, and is never squeezed."""
        self._most = max(LEAST_PX, height)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Narrower words need more lines."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Other lines on the card need another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        needed = self.open_part.heightForWidth(self.width())
        self._room.setFixedHeight(min(needed, self._most))

    def _show_all(self) -> None:
        self.more_button.hide()
        self._fill(self._lines.lines)
        self._fit()

    def _fill(self, helplines: tuple[Helpline, ...]) -> None:
        clear(self._rows)
        numbers, words = self._lines.emergency, self.words
        note = self._lines.emergency_note or words.emergency_note
        self._add(0, words.emergency, note, f" {words.or_} ".join(numbers[:2]), numbers[0])
        for at, line in enumerate(helplines, start=1):
            shown = _reached_by(line)
            self._add(at, line.name, _detail(line, words), shown, shown)

    def _add(self, at: int, name: str, detail: str, shown: str, copied: str) -> None:
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(name))
        if detail:
            told.addWidget(label(detail, "small"))
        number: QLabel = label(shown, "number", wraps=False)
        number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        number.setAccessibleName(f"{name}: {shown}")
        copy: QPushButton = button(
            self.words.copy,
            lambda: QGuiApplication.clipboard().setText(copied),
            "plain",
            says=self.words.copy_of.format(name=name),
        )
        self._rows.addLayout(told, at, 0)
        self._rows.addWidget(number, at, 1, Qt.AlignmentFlag.AlignRight)
        self._rows.addWidget(copy, at, 2)


def in_short(card: CrisisLines, words: CardWords | None = None) -> str:
    """The first numbers, in one line: "Emergency: 999 or 112. Samaritans: 116 123."."""
    words = words or card_words()
    first = [f"{line.name}: {_reached_by(line)}." for line in card.lines[:1]]
    numbers = f" {words.or_} ".join(card.emergency[:2])
    return " ".join((f"{words.emergency}: {numbers}.", *first))


def _source(card: CrisisLines, words: CardWords) -> str:
    where = words.lines_for.format(country=card.name) if card.country else words.any_country
    checked = f", {words.checked.format(date=card.checked)}" if card.checked else ""
    return f"{where}{checked}. {words.other_country}"


def _reached_by(line: Helpline) -> str:
    address = line.website.removeprefix("https://").removeprefix("www.")
    return line.phone[0] if line.phone else line.sms or address


def _detail(line: Helpline, words: CardWords) -> str:
    others = (*line.phone[1:], *((line.sms,) if line.phone and line.sms else ()))
    parts = (
        line.audience,
        "" if line.scope == "national" else line.scope,
        line.hours.replace("24/7", words.day_and_night),
        words.also.format(numbers=", ".join(others)) if others else "",
        line.note if not line.phone and not line.sms else "",
    )
    return "; ".join(part for part in parts if part)
