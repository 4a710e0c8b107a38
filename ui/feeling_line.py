"""The calm line above the composer: how the person seems, and a way to say that it is otherwise."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from companion.emotion.states import STATES, in_words, strongest
from companion.turn import Belief
from ui.feelings import Dot
from ui.parts import button, label, row
from ui.style.theme import present

RIGHT = "That is about right"
BACK = "Take that back"
ASKS = "Was it otherwise? Here you can say so"
HEADING = "More like"
_SEEMS = {state.name: state.seems for state in STATES}
_ICON_PX = 12


class FeelingLine(QWidget):
    """Hidden until a belief is shown. said(name of a state, or None to take it back)."""

    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._leading = ""
        self._corrected = ""
        self._dot = Dot()
        self.button = _Line()
        self.button.clicked.connect(self._open)
        self.back_button = button(
            "take back", lambda: self.said.emit(None), "plain", says="Take back what you said"
        )
        self.back_button.hide()
        self.menu = QMenu(self)
        self.menu.setProperty("role", "feelings")
        self.menu.setAccessibleName("How it was")
        beside = row(self._dot, self.button, self.back_button, None, spacing=4)
        beside.setContentsMargins(20, 0, 0, 6)
        self.setLayout(beside)
        self.hide()

    def text(self) -> str:
        """The words of the line."""
        return self.button.words()

    def show_belief(self, belief: Belief, corrected: str = "") -> None:
        """Say how it seems or, where the person `corrected` it, what they said."""
        self._leading = strongest(belief).name
        self._corrected = corrected
        self._dot.set_state(corrected or self._leading)
        self.button.say(
            f"you said: {_SEEMS.get(corrected, corrected)}" if corrected else in_words(belief)
        )
        self.back_button.setVisible(bool(corrected))
        self.show()

    def set_open(self, is_open: bool) -> None:
        """Whether it can be put right now: not while a reply is under way."""
        self.menu.hide()
        self.button.setEnabled(is_open)
        self.back_button.setEnabled(is_open)

    def _open(self) -> None:
        self.menu.clear()
        if not self._corrected:
            self._offer(RIGHT, self._leading)
            self.menu.addSeparator()
        heading = self.menu.addAction(HEADING)
        heading.setEnabled(False)
        for state in STATES:
            action = self._offer(state.seems, state.name)
            action.setIcon(_icon(state.name))
        if self._corrected:
            self.menu.addSeparator()
            self._offer(BACK, None)
        above = self.button.mapToGlobal(QPoint(0, -self.menu.sizeHint().height() - 4))
        self.menu.popup(above)

    def _offer(self, words: str, said: str | None) -> QAction:
        action = self.menu.addAction(words)
        action.triggered.connect(lambda: self.said.emit(said))
        return action


class _Line(QPushButton):
    """A flat button whose words wrap, so that nothing of them is lost in a narrow window."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "line")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setToolTip(ASKS)
        self.setAccessibleDescription(ASKS)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._words = label("", "quiet")
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(6, 3, 6, 3)
        self._inside.addWidget(self._words)

    def words(self) -> str:
        return self._words.text()

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.updateGeometry()
        self.setAccessibleName(f"How you seem: {words}")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line of its words; a push button would measure its own empty text."""
        edges = self._inside.contentsMargins()
        wide = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 2
        width = wide + edges.left() + edges.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as its words can be wrapped."""
        return self._inside.minimumSize()


def _icon(state: str) -> QIcon:
    picture = QPixmap(_ICON_PX, _ICON_PX)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(present().hues[state]))
    painter.drawEllipse(QRectF(1, 1, _ICON_PX - 2, _ICON_PX - 2))
    painter.end()
    return QIcon(picture)
