"""What is seen while somebody speaks: that it listens, how loud it is, and the words so far.

Nothing here blinks or moves by itself; only the level follows the voice.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts import Words, button, frame, label, row
from ui.style.theme import present

KEY = "F8"
NOTICE = (
    "You can speak instead of typing. Your voice stays on this computer, in memory only: it is never"
    " written to the disk and never sent. What you said comes into the page below, for you to look"
    " over. The microphone is open only while you want it to listen."
)
BASIC_IS = (
    "The basic recogniser that comes with the program knows English only and gets about one word in"
    " four wrong. For another language, or to be understood better, choose a folder with a Whisper"
    " model in the settings."
)
AGREE, NOT_NOW = "Use my voice", "Not now"
LISTENING, FINDING = "Listening", "Looking for your words"
HOLDING = "Let go when you have finished."
PRESSED = f"Press Done or {KEY} when you have finished."
HANDS_FREE = f"A pause ends what you say; Done or {KEY} ends listening."
THROW_AWAY = "Throw it away"
THROW_SAYS = "Throw away what was said (Escape)"
MOST = 220  # characters of the words so far

QUIETEST_DB, LOUDEST_DB = -60.0, -12.0
FALLS = 0.08  # of its width a step, so that the level sinks calmly


class Meter(QWidget):
    """How loud it is, as a bar that rises at once and sinks slowly."""

    def __init__(self) -> None:
        super().__init__()
        self.level = 0.0
        self.setFixedSize(132, 10)
        self.setAccessibleName("How loud it is")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Always the same."""
        return self.size()

    def show_level(self, decibels: float) -> None:
        """The loudness of the newest sound, dBFS."""
        share = (decibels - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)
        level = max(0.0, min(1.0, share), self.level - FALLS)
        if level != self.level:
            self.level = level
            self.update()

    def rest(self) -> None:
        """Nothing is heard."""
        self.level = 0.0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A faint track and a bar in the one accent colour."""
        theme = present()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, 1, self.width(), 8)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(bar, 4, 4)
        if self.level > 0:
            bar.setWidth(max(8.0, self.width() * self.level))
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(bar, 4, 4)


class VoiceBar(QWidget):
    """Hidden until it is needed. agreed() and declined() answer the notice; thrown_away()."""

    agreed = Signal()
    declined = Signal()
    thrown_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.meter = Meter()
        self.state = label("", "heading", wraps=False)
        self.hint = label("", "small")
        self.words = Words(says="Words so far")
        self.throw_button = button(THROW_AWAY, self.thrown_away.emit, "plain", says=THROW_SAYS)
        self.agree_button = button(AGREE, self.agreed.emit, "main")
        self.decline_button = button(NOT_NOW, self.declined.emit)
        self._notice = self._made_notice()
        self._listening = self._made_listening()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 4)
        outer.addWidget(self._notice)
        outer.addWidget(self._listening)
        self.put_away()

    def show_notice(self) -> None:
        """What speaking means, with the question whether it is wanted."""
        self._listening.hide()
        self._notice.show()
        self.show()
        self.agree_button.setFocus()

    def show_listening(self, hint: str) -> None:
        """It listens. hint: how that ends."""
        if not self._listening.isVisible():
            self.words.set_words("")
            self.words.hide()
        self._say(LISTENING, hint)

    def show_finding(self) -> None:
        """Nothing is heard any more; the words are being looked for."""
        self.meter.rest()
        self._say(FINDING, "")

    def show_words(self, firm: str, soft: str) -> None:
        """Words so far: firm ones plain, the rest quieter; of many the last ones."""
        together = f"{firm} {soft}".strip()
        shown = together
        if len(together) > MOST:
            shown = "\u2026 " + together[-MOST:].partition(" ")[2]
        self.words.set_words(shown)
        self.words.setVisible(bool(shown))
        if soft:
            cursor = QTextCursor(self.words.document())
            cursor.setPosition(max(0, len(shown) - len(soft)))
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            quieter = QTextCharFormat()
            quieter.setForeground(QColor(present().quiet))
            cursor.mergeCharFormat(quieter)

    def put_away(self) -> None:
        """Nothing of it is in sight, and no word stays in it."""
        self.words.set_words("")
        self.meter.rest()
        self._notice.hide()
        self._listening.hide()
        self.hide()

    def _say(self, state: str, hint: str) -> None:
        self.state.setText(state)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._notice.hide()
        self._listening.show()
        self.show()
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self, f"{state}. {hint}".strip())
        )

    def _made_notice(self) -> QWidget:
        inside = QVBoxLayout()
        inside.setSpacing(10)
        inside.addWidget(label(NOTICE))
        inside.addWidget(label(BASIC_IS, "quiet"))
        inside.addLayout(row(self.agree_button, self.decline_button, None))
        return frame("card", inside, (18, 14, 18, 14))

    def _made_listening(self) -> QWidget:
        inside = QVBoxLayout()
        inside.setSpacing(6)
        beside = row(self.state, self.meter, self.hint, self.throw_button, spacing=14)
        beside.setStretch(2, 1)
        inside.addLayout(beside)
        inside.addWidget(self.words)
        return frame("private", inside, (18, 8, 14, 8))
