"""Small widgets every view is made of: words, buttons, the one column, a wrapped page.

All text is plain text: what a person types is data, never markup.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QVariantAnimation
from PySide6.QtGui import (
    QColor,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.style.theme import COLUMN_PX, LEADING_PX, LINE_PX

FADE_MS = 320


class Words(QTextEdit):
    """Plain words on the page that can be selected and copied, as tall as they need to be.

    Heights are remembered by width, so a long talk lays out only what changed.
    """

    def __init__(self, text: str = "", *, says: str, hugs: bool = False, tone: str = "") -> None:
        """`says`: what a screen reader calls them. `hugs`: as wide as the text needs instead of the whole column. `tone`: "" or "quiet"."""
        super().__init__()
        self.setProperty("role", "words")
        self.setProperty("tone", tone)
        self.setAccessibleName(says)
        self._hugs = hugs
        self._widest = COLUMN_PX
        self._laid_out = -1
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(
            QSizePolicy.Policy.Maximum if hugs else QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Fixed,
        )
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        if text:
            self.append_words(text)

    def set_words(self, text: str) -> None:
        """These words and no others."""
        if text != self.toPlainText():
            self.clear()
            self.append_words(text)

    def append_words(self, text: str, *, fade: bool = False, pace: float = 0.0) -> None:
        """Add plain text at the end, faded in when `fade`: over a third of a second, or up to one.

        pace: 0..1, how slow; see `policy.manner`.
        """
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        start = cursor.position()
        cursor.insertText(text)
        self._space_lines()
        if self._hugs:
            self.document().setTextWidth(-1)
            self._widest = int(self.document().idealWidth()) + 2
        self._laid_out = -1
        self._fit()
        if fade:
            self._fade_in(start, cursor.position(), int(FADE_MS * (1.0 + 2.0 * pace)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Refit to a new width."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the page."""
        event.ignore()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the words when hugging, else the column."""
        return QSize(self._widest if self._hugs else COLUMN_PX, self.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Words can always be wrapped narrower."""
        return QSize(min(40, self._widest), LINE_PX)

    def _space_lines(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(LEADING_PX, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        cursor.mergeBlockFormat(spacing)

    def _fit(self) -> None:
        width = self.viewport().width()
        if width == self._laid_out:
            return
        self._laid_out = width
        self.document().setTextWidth(width)
        self.setFixedHeight(max(LINE_PX, int(self.document().size().height() + 0.999)))
        self.updateGeometry()

    def _fade_in(self, start: int, end: int, duration: int) -> None:
        ink = self.palette().color(QPalette.ColorRole.Text)
        animation = QVariantAnimation(self)
        animation.setDuration(duration)
        animation.setStartValue(0.0)
        animation.setEndValue(1.0)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)

        def tint(share: float) -> None:
            shade = QTextCharFormat()
            if share < 1.0:
                colour = QColor(ink)
                colour.setAlphaF(share)
                shade.setForeground(colour)
                cursor.mergeCharFormat(shade)
            else:
                cursor.setCharFormat(shade)

        animation.valueChanged.connect(tint)
        animation.finished.connect(animation.deleteLater)
        tint(0.0)
        animation.start()


def label(text: str, role: str = "", *, wraps: bool = True) -> QLabel:
    """A line of plain text; `role` picks its style: "title", "heading", "quiet", "small", "tiny", "number"."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    return made


def button(
    text: str, pressed: Callable[[], object], role: str = "", *, says: str = ""
) -> QPushButton:
    """A button; `says` is what a screen reader reads when the visible word alone is not enough."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAccessibleName(says or text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: pressed())
    return made


def frame(role: str, layout: QLayout, margins: tuple[int, int, int, int]) -> QFrame:
    """A surface around a layout; margins are left, top, right, bottom in px."""
    made = QFrame()
    made.setProperty("role", role)
    layout.setContentsMargins(*margins)
    made.setLayout(layout)
    return made


def row(*items: QWidget | None, spacing: int = 10) -> QHBoxLayout:
    """Widgets side by side; None is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for item in items:
        if item is None:
            made.addStretch(1)
        else:
            made.addWidget(item)
    return made


def rule() -> QFrame:
    """A hairline between parts of a page."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


def set_role(widget: QWidget, name: str, value: object) -> None:
    """Change a style property and redraw."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, the layouts inside it included."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            clear(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def centred(column: QWidget) -> QHBoxLayout:
    """Put the one text column in the middle of the page, at most 680 px wide."""
    column.setMaximumWidth(COLUMN_PX)
    column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    outer = QHBoxLayout()
    outer.setContentsMargins(24, 0, 24, 0)
    outer.addStretch(1)
    outer.addWidget(column, 1000)
    outer.addStretch(1)
    return outer


class CalmBox(QComboBox):
    """A combo box that leaves the wheel to the page, so that scrolling past changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the page."""
        event.ignore()


class ColumnPage(QScrollArea):
    """A page with a title and one column that scrolls. Add to `column`; it ends with a stretch."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("column")
        middle = QWidget()
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 44, 0, 44)
        self.column.setSpacing(14)
        if title:
            self.column.addWidget(label(title, "title"))
            self.column.addSpacing(8)
        inside.setLayout(centred(middle))
        self.setWidget(inside)
