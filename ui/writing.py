"""Where words are typed: a page that grows with them, and a single line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QTextEdit

from ui.style.theme import LEADING_PX, LINE_PX

TALLEST_PX = LINE_PX * 7
PAUSE_MS = 250


class WritingPage(QTextEdit):
    """Plain text only, whatever is pasted. send() on Enter, stop() on Escape."""

    send = Signal()
    stop = Signal()
    focused = Signal(bool)

    def __init__(
        self, says: str, describes: str, *, placeholder: str = "", keeps_escape: bool = False
    ) -> None:
        """What a screen reader calls it, and how it says the keys are used.

        keeps_escape: the window does not see Escape while the words are typed here.
        """
        super().__init__()
        self._keeps_escape = keeps_escape
        self.setAcceptRichText(False)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(says)
        self.setAccessibleDescription(describes)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._space_lines()
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Take Escape before the window does, where it is ours."""
        if self._keeps_escape and _asks_for_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter sends, Escape stops."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.send.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.stop.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste and drop bring in words, never files or formatting."""
        self.insertPlainText(source.text())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the frame, which draws the focus ring."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the frame, which draws the focus ring."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def begin_with(self, text: str) -> None:
        """These words and no others, with nothing to undo."""
        self.clear()
        self.insertPlainText(text)
        self._space_lines()
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _space_lines(self) -> None:
        spacing = QTextBlockFormat()
        spacing.setLineHeight(LEADING_PX, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        self.setTextCursor(QTextCursor(self.document()))

    def _fit(self, *_: object) -> None:
        wanted = int(self.document().size().height() + 0.999)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted > TALLEST_PX else policy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(max(LINE_PX, min(wanted, TALLEST_PX)))


class Line(QLineEdit):
    """One line. entered(text) on Enter; Escape clears it, and only an empty one leaves Escape be."""

    entered = Signal(str)

    def __init__(self, says: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(says)
        self.setPlaceholderText(placeholder)
        self.returnPressed.connect(self._enter)

    def event(self, event: QEvent) -> bool:
        """Take Escape before the window does, where there is something to clear."""
        if self.text() and _asks_for_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape clears."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def empty(self) -> None:
        """Take the words out for good: nothing brings them back, as it would after Escape."""
        self.setText("")

    def _enter(self) -> None:
        self.entered.emit(self.text())


class SearchLine(Line):
    """A line that is answered while one types: typed(text) after a short pause, or at Enter."""

    typed = Signal(str)

    def __init__(self, says: str, placeholder: str) -> None:
        super().__init__(says, placeholder)
        self._told = ""
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE_MS)
        self.pause.timeout.connect(self._tell)
        self.textChanged.connect(self._wait)
        self.entered.connect(self._tell)

    def empty(self) -> None:
        """Take the words out for good, without `typed`."""
        super().empty()
        self.pause.stop()
        self._told = ""

    def _wait(self, *_: object) -> None:
        self.pause.start()

    def _tell(self, *_: object) -> None:
        self.pause.stop()
        if self.text().strip() != self._told:
            self._told = self.text().strip()
            self.typed.emit(self._told)


def _asks_for_escape(event: QEvent) -> bool:
    """Whether Qt asks if Escape is wanted here before it becomes a shortcut of the window."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Escape
    )
