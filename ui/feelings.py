"""How a feeling is drawn: a dot of its hue, and calm bars for a belief. Always named in words too."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.emotion.states import STATES
from companion.turn import Belief
from ui.style.theme import font, present
from ui.text import NOUNS

_ROW_PX = 26
_NAME_PX = 84
FAINTEST = 0.05


class Dot(QWidget):
    """A small dot in a feeling's hue; decoration beside its name, so it has no name of its own."""

    def __init__(self, state: str = "") -> None:
        super().__init__()
        self._state = state
        self.setFixedSize(12, 12)

    def set_state(self, state: str) -> None:
        """Show another feeling; "" shows none."""
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """One filled circle."""
        if self._state not in NOUNS:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(present().hues[self._state]))
        painter.drawEllipse(QRectF(1, 1, 10, 10))


class BeliefBars(QWidget):
    """A belief as a few soft bars, strongest first; the faintest are left out."""

    def __init__(self, belief: Belief, most: int = 5) -> None:
        super().__init__()
        pairs = sorted(zip(belief.probs, STATES, strict=True), key=lambda pair: -pair[0])[:most]
        self.shown = tuple((state.name, share) for share, state in pairs if share >= FAINTEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_ROW_PX * len(self.shown))
        self.setAccessibleName("What was heard")
        self.setAccessibleDescription(
            ", ".join(f"{NOUNS[name]} {share:.0%}" for name, share in self.shown)
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Names and bars side by side."""
        return QSize(280, _ROW_PX * len(self.shown))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """One row a feeling: its name, a faint track, a bar in its hue."""
        theme = present()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(15))
        track = self.width() - _NAME_PX
        for index, (name, share) in enumerate(self.shown):
            top = index * _ROW_PX
            painter.setPen(QColor(theme.ink))
            painter.drawText(
                QRectF(0, top, _NAME_PX, _ROW_PX), Qt.AlignmentFlag.AlignVCenter, NOUNS[name]
            )
            painter.setPen(Qt.PenStyle.NoPen)
            bar = QRectF(_NAME_PX, top + _ROW_PX / 2 - 4, track, 8)
            painter.setBrush(QColor(theme.line))
            painter.drawRoundedRect(bar, 4, 4)
            bar.setWidth(max(8.0, track * share))
            painter.setBrush(QColor(theme.hues[name]))
            painter.drawRoundedRect(bar, 4, 4)
