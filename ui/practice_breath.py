"""Paced breathing: a soft circle that grows and shrinks or, without motion, a line and two words."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from companion.practice import breath
from companion.practice.steps import Exercise, Step
from ui.parts import button, label, row
from ui.style.theme import font, present

TICK_MS = 33
STILL_TICK_MS = 200
CIRCLE_PX = 260
SMALLEST = 0.42  # of the circle, when all air is out
WORDS = {breath.IN: "in", breath.OUT: "out", breath.OVER: ""}
BEGIN, STOP = "Begin", "Stop"
_FINE = 10_000


class BreathCircle(QWidget):
    """Grows while one breathes in, with the word for it in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(CIRCLE_PX + 12)
        self.setAccessibleName("Breathing circle")
        self.full = 0.0
        self.word = ""

    def show_moment(self, at: breath.Moment) -> None:
        """As full as the breath is."""
        self.full, self.word = at.full, WORDS[at.phase]
        self.setAccessibleDescription(self.word)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A disc, and around it as far as it will grow."""
        look = present()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = QPointF(self.width() / 2, self.height() / 2)
        widest = CIRCLE_PX / 2
        painter.setBrush(QColor(look.accent_soft))
        painter.drawEllipse(middle, widest, widest)
        disc = QColor(look.accent)
        disc.setAlphaF(0.38)
        painter.setBrush(disc)
        now = widest * (SMALLEST + (1.0 - SMALLEST) * self.full)
        painter.drawEllipse(middle, now, now)
        painter.setPen(QColor(look.ink))
        painter.setFont(font(22, strong=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.word)


class BreathView(QWidget):
    """done() when the time is over or the person stops. It stands still while it cannot be seen."""

    done = Signal()

    def __init__(
        self,
        exercise: Exercise,
        one: Step,
        *,
        still: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`still`: nothing moves. `clock`: seconds, from anywhere."""
        super().__init__()
        self._still = still
        self.clock = clock
        self._begun = 0.0
        self.minutes = breath.USUALLY
        self.timer = QTimer(self)
        self.timer.setInterval(STILL_TICK_MS if still else TICK_MS)
        self.timer.timeout.connect(self.tick)
        self.circle = BreathCircle()
        self.word = label("", "large")
        self.word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.word.setMinimumHeight(34)
        self.line = QProgressBar()
        self.line.setTextVisible(False)
        self.line.setRange(0, _FINE)
        self.line.setAccessibleName("How far the time has come")
        self.lengths = QButtonGroup(self)
        self._choosing = QWidget()
        self._choosing.setLayout(self._length_row())
        self.button = button(BEGIN, self._press, "main")
        self._arrange(exercise, one)
        self.first: QWidget = self.button

    def is_running(self) -> bool:
        """Whether breaths are being counted."""
        return self.timer.isActive()

    def tick(self) -> None:
        """Show the breath of this moment."""
        at = breath.moment(self.clock() - self._begun, self.minutes)
        self.circle.show_moment(at)
        self.word.setText(WORDS[at.phase])
        self.line.setValue(round(_FINE * at.done))
        if at.phase == breath.OVER:
            self.timer.stop()
            self.done.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Left, or another place is looked at: it begins anew afterwards."""
        super().hideEvent(event)
        if self.is_running():
            self._stand_still()

    def _arrange(self, exercise: Exercise, one: Step) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(label(one.asks, "large"))
        outer.addWidget(label(f"{one.hint} {exercise.caution}", "quiet"))
        outer.addWidget(self.circle)
        outer.addWidget(self.word)
        outer.addWidget(self.line)
        outer.addLayout(row(self._choosing, None, self.button))
        self.circle.setVisible(not self._still)
        self.word.setVisible(self._still)
        self.line.setVisible(self._still)

    def _length_row(self) -> QHBoxLayout:
        line = row(spacing=8)
        for minutes in breath.MINUTES:
            word = f"{minutes} minute{'s' if minutes > 1 else ''}"
            pick = button(word, self._chooser(minutes), "choice", says=f"Length: {word}")
            pick.setCheckable(True)
            pick.setChecked(minutes == self.minutes)
            self.lengths.addButton(pick, minutes)
            line.addWidget(pick)
        return line

    def _chooser(self, minutes: int) -> Callable[[], None]:
        def choose() -> None:
            self.minutes = minutes

        return choose

    def _press(self) -> None:
        if self.is_running():
            self.timer.stop()
            self.done.emit()
            return
        self._begun = self.clock()
        self._choosing.setEnabled(False)
        self.button.setText(STOP)
        self.button.setAccessibleName("Stop breathing along")
        self.timer.start()
        self.tick()

    def _stand_still(self) -> None:
        self.timer.stop()
        self._choosing.setEnabled(True)
        self.button.setText(BEGIN)
        self.button.setAccessibleName(BEGIN)
        self.circle.show_moment(breath.Moment(breath.OVER, 0.0, 0.0))
        self.word.setText("")
        self.line.setValue(0)
