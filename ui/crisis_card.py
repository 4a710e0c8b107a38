"""The card with people who can help now: plain, steady, unmissable, and never alarming.

It stands above the talk and stays there until the person folds it; folded, it can be reopened, and
the first numbers stay in sight. Where danger is not acute it is a little smaller, never less plain.
"""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QDesktopServices,
    QGuiApplication,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.policy.card_words import CardWords, card_words, texting
from companion.policy.helplines import CrisisLines, Helpline, dialled, fitting, in_sight
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
        self._what_opens = label("", "small")
        self._what_opens.hide()
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
        inside.addWidget(self._what_opens)
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
        """Another country, or other people of one's own: a card that was shown has them now, and stays open or folded."""
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
        self._fill(most)
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
        self._fill(None)
        self._fit()

    def _fill(self, most: int | None) -> None:
        """The emergency number, the person's own people and so many of the country's lines."""
        clear(self._rows)
        self._what_opens.hide()
        numbers, words = self._lines.emergency, self.words
        note = self._lines.emergency_note or words.emergency_note
        emergency = Helpline(words.emergency, "emergency", phone=numbers[:1])
        self._add(0, emergency, note, f" {words.or_} ".join(numbers[:2]))
        for at, line in enumerate(in_sight(self._lines, self.heard, most), start=1):
            self._add(at, line, _detail(line, words), _reached_by(line, words))

    def _add(self, at: int, line: Helpline, detail: str, shown: str) -> None:
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(line.name))
        if detail:
            told.addWidget(label(detail, "small"))
        number: QLabel = label(shown, "number", wraps=False)
        number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        number.setAccessibleName(f"{line.name}: {shown}")
        self._rows.addLayout(told, at, 0)
        self._rows.addWidget(number, at, 1, Qt.AlignmentFlag.AlignRight)
        self._rows.addLayout(row(*self._ways(line, shown), spacing=2), at, 2)

    def _ways(self, line: Helpline, shown: str) -> list[QWidget | None]:
        """A button for each way to reach a line, and one to copy it: who cannot speak may write."""
        words, number = self.words, line.phone[0] if line.phone else ""
        ways = (
            (words.call, _calling(line), number, words.calls.format(number=number)),
            (words.write, _writing(line), line.sms, words.writes.format(number=line.sms)),
            (words.chat, line.chat_url, "", words.browses),
            (words.visit, _page(line), "", words.browses),
        )
        made: list[QWidget | None] = [None]
        for word, address, copied, says in ways:
            if address:
                open_it = partial(self._open, address, copied, says)
                made.append(button(word, open_it, "plain", says=f"{word}: {line.name}"))
        copy_it = partial(QGuiApplication.clipboard().setText, number or line.sms or shown)
        copy_of = words.copy_of.format(name=line.name)
        return [*made, button(words.copy, copy_it, "plain", says=copy_of)]

    def _open(self, address: str, copied: str, says: str) -> None:
        """Hand it to what this computer calls, writes or browses with, and say what to do if it has none."""
        if copied:
            QGuiApplication.clipboard().setText(copied)
        self._what_opens.setText(says)
        self._what_opens.show()
        self._fit()
        QDesktopServices.openUrl(QUrl(address))


def in_short(card: CrisisLines, words: CardWords | None = None) -> str:
    """The first numbers, in one line: "Emergency: 999 or 112. Samaritans: 116 123."."""
    words = words or card_words()
    first = [f"{line.name}: {_reached_by(line, words)}." for line in card.lines[:1]]
    numbers = f" {words.or_} ".join(card.emergency[:2])
    return " ".join((f"{words.emergency}: {numbers}.", *first))


def _source(card: CrisisLines, words: CardWords) -> str:
    where = words.lines_for.format(country=card.name) if card.country else words.any_country
    checked = f", {words.checked.format(date=card.checked)}" if card.checked else ""
    return f"{where}{checked}. {words.other_country}"


def _reached_by(line: Helpline, words: CardWords) -> str:
    address = line.website.removeprefix("https://").removeprefix("www.")
    return line.phone[0] if line.phone else texting(line, words) or address


def _calling(line: Helpline) -> str:
    number = dialled(line.phone[0]) if line.phone else ""
    return f"tel:{number}" if number else ""


def _writing(line: Helpline) -> str:
    word = f"?body={quote(line.sms_word)}" if line.sms_word else ""
    return f"sms:{line.sms}{word}" if line.sms else ""


def _page(line: Helpline) -> str:
    """The website, where a line is reached in no other way."""
    return "" if line.phone or line.sms or line.chat_url else line.website


def _detail(line: Helpline, words: CardWords) -> str:
    text = texting(line, words) if line.phone else ""
    others = tuple(filter(None, (*line.phone[1:], text)))
    parts = (
        line.audience,
        "" if line.scope == "national" else line.scope,
        line.hours.replace("24/7", words.day_and_night),
        words.also.format(numbers=", ".join(others)) if others else "",
        line.note if not line.phone and not line.sms else "",
    )
    return "; ".join(part for part in parts if part)
