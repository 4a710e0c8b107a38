"""The slim rail on the left: four places, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout

from ui.style.theme import font, present

PLACES = ("Talk", "Mood", "Memories", "Settings")


class Rail(QFrame):
    """Emits chosen(index in PLACES). Up and Down move between places, Ctrl+1..4 reach them."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setFixedWidth(100)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 28, 10, 20)
        layout.setSpacing(8)
        for index, name in enumerate(PLACES):
            place = _Place(name)
            place.setShortcut(f"Ctrl+{index + 1}")
            self._group.addButton(place, index)
            layout.addWidget(place)
        layout.addStretch(1)
        self._group.idClicked.connect(self.chosen)
        self._group.button(0).setChecked(True)

    def show_place(self, index: int) -> None:
        """Mark a place as the present one, without emitting."""
        self._group.button(index).setChecked(True)

    def place(self, index: int) -> QPushButton:
        """The button of one place."""
        button = self._group.button(index)
        assert isinstance(button, QPushButton)
        return button


class _Place(QPushButton):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setProperty("role", "place")
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(QSize(80, 66))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Return presses as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A line drawing above the word."""
        super().paintEvent(event)
        theme = present()
        lively = self.isChecked() or self.underMouse()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.accent if lively else theme.quiet)
        painter.setPen(
            QPen(
                colour,
                1.8,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        painter.translate(self.width() / 2 - 12, 10)
        painter.drawPath(_DRAWINGS[self._name]())
        painter.resetTransform()
        painter.setFont(font(14, strong=self.isChecked()))
        painter.drawText(QRectF(0, 38, self.width(), 22), Qt.AlignmentFlag.AlignCenter, self._name)


def _talk() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(2, 3, 20, 17), 5, 5)
    for top, end in ((9, 17), (14, 13)):
        path.moveTo(7, top)
        path.lineTo(end, top)
    return path


def _mood() -> QPainterPath:
    path = QPainterPath(QPointF(2, 15))
    path.cubicTo(QPointF(6, 3), QPointF(9, 4), QPointF(12, 12))
    path.cubicTo(QPointF(15, 20), QPointF(18, 20), QPointF(22, 8))
    return path


def _memories() -> QPainterPath:
    path = QPainterPath(QPointF(6, 3))
    path.lineTo(18, 3)
    path.lineTo(18, 21)
    path.lineTo(12, 16)
    path.lineTo(6, 21)
    path.closeSubpath()
    return path


def _settings() -> QPainterPath:
    path = QPainterPath()
    for top, knob in ((5, 15), (12, 8), (19, 16)):
        path.moveTo(2, top)
        path.lineTo(knob - 3, top)
        path.addEllipse(QPointF(knob, top), 2.6, 2.6)
        path.moveTo(knob + 3, top)
        path.lineTo(22, top)
    return path


_DRAWINGS = {"Talk": _talk, "Mood": _mood, "Memories": _memories, "Settings": _settings}
