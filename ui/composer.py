"""Where the person writes: grows with the text, Enter sends, Shift+Enter breaks the line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts import button, frame, label, set_role
from ui.voice_bar import KEY, VoiceBar
from ui.writing import WritingPage

PLACEHOLDER = "What is on your mind?"
KEYS = "Enter sends, Shift and Enter begin a new line"
SPEAK, DONE = "Speak", "Done"
SPEAK_SAYS = f"Speak: hold while you talk, or press once to begin and once to end ({KEY})"
OPEN_SAYS = "The microphone is open; only the last half second is kept."
DONE_SAYS = f"Done speaking ({KEY})"


class Composer(QWidget):
    """The page to write on, one button, and room for one kind sentence below it.

    send(text) on Enter or Send while `ready`; stop() on Stop or Escape while answering. The draft
    stays until `sent` is called, so that nothing typed is ever lost to a refusal. Speaking is led by
    who listens to `speak_button`; `voice` shows how that goes, and says agreed(), declined() to its
    notice, thrown_away().
    """

    send = Signal(str)
    stop = Signal()
    agreed = Signal()
    declined = Signal()
    thrown_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ready = False
        self._answering = False
        self.page = WritingPage("Your message", KEYS, placeholder=PLACEHOLDER)
        self.button = button("Send", self._press, "main")
        self.button.setMinimumWidth(84)
        self._voice: VoiceBar | None = None  # made when somebody first speaks
        self.speak_button = button(SPEAK, lambda: None, says=SPEAK_SAYS)
        self.speak_button.setToolTip(SPEAK_SAYS)
        inside = QHBoxLayout()
        inside.setSpacing(12)
        inside.addWidget(self.page, 1, Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(self.speak_button, 0, Qt.AlignmentFlag.AlignBottom)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self._frame = frame("composer", inside, (18, 9, 9, 9))
        self._kind = label("", "small")
        self._kind.hide()
        self._open_says = label(OPEN_SAYS, "small")
        self._open_says.hide()
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(self._frame)
        outer.addWidget(self._kind)
        outer.addWidget(self._open_says)
        self.page.send.connect(self._wish_to_send)
        self.page.stop.connect(self._wish_to_stop)
        self.page.focused.connect(self._ring)
        self.page.textChanged.connect(self._kind.hide)
        self.page.textChanged.connect(self._update)
        self.setFocusProxy(self.page)
        self.setTabOrder(self.page, self.button)
        self.setTabOrder(self.button, self.speak_button)
        self._update()

    def set_ready(self, ready: bool) -> None:
        """Whether there is somebody to answer yet; typing is possible all the same."""
        self._ready = ready
        self._update()

    def is_ready(self) -> bool:
        """Whether a message would be sent now."""
        return self._ready and not self._answering

    def set_answering(self, answering: bool) -> None:
        """While a reply comes, the one button stops it."""
        self._answering = answering
        self._update()

    def sent(self) -> None:
        """The draft was taken: a fresh page."""
        self.page.begin_with("")

    def say(self, sentence: str) -> None:
        """One kind sentence below the page, until the person types again."""
        self._kind.setText(sentence)
        self._kind.show()

    def add_spoken(self, words: str) -> None:
        """Words that were heard, after what stands there already; they can be undone like typing."""
        cursor = QTextCursor(self.page.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        draft = self.page.toPlainText()
        cursor.insertText(words if not draft or draft[-1].isspace() else f" {words}")
        self.page.setTextCursor(cursor)

    @property
    def voice(self) -> VoiceBar:
        """What is seen while somebody speaks."""
        if self._voice is None:
            made = self._voice = VoiceBar()
            made.agreed.connect(self.agreed)
            made.declined.connect(self.declined)
            made.thrown_away.connect(self.thrown_away)
            self._outer.insertWidget(0, made)
        return self._voice

    def put_voice_away(self) -> None:
        """Nobody speaks any more."""
        self.set_listening(False)
        if self._voice is not None:
            self._voice.put_away()

    def set_listening(self, listening: bool) -> None:
        """While it listens the same button ends that."""
        self.speak_button.setText(DONE if listening else SPEAK)
        self.speak_button.setAccessibleName(DONE_SAYS if listening else SPEAK_SAYS)

    def set_microphone_open(self, is_open: bool) -> None:
        """Whether the microphone hears the room though nobody is listened to."""
        self._open_says.setVisible(is_open)

    def _update(self) -> None:
        self.button.setText("Stop" if self._answering else "Send")
        self.button.setAccessibleName("Stop this reply" if self._answering else "Send your message")
        wanted = "" if self._answering else "main"
        if self.button.property("role") != wanted:
            set_role(self.button, "role", wanted)
        has_words = bool(self.page.toPlainText().strip())
        self.button.setEnabled(self._answering or (self._ready and has_words))

    def _press(self) -> None:
        self._wish_to_stop() if self._answering else self._wish_to_send()

    def _wish_to_send(self) -> None:
        if self.is_ready():
            self.send.emit(self.page.toPlainText())

    def _wish_to_stop(self) -> None:
        if self._answering:
            self.stop.emit()

    def _ring(self, focused: bool) -> None:
        set_role(self._frame, "active", "true" if focused else "false")
