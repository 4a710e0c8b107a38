"""A server of one's own: where it is set up, the warning before, and the mark that stays while it is used."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from companion.errors import CompanionError
from companion.settings import Settings
from ui.ask_once import AskOnce
from ui.parts import button, label, row
from ui.writing import Line

SAYS = (
    "Another computer of yours can find the words, for instance one with a large model and "
    "llama-server or vLLM on it. Feelings, memories and danger are still read on this computer, and "
    "every sentence is checked here before you see it."
)
WARNING = (
    "Then what you write, what came before in the talk, and the memories that fit leave this "
    "computer. Whoever runs that server can read them."
)
USE = "Use this server"
STOP = "Answer on this computer again"
MARK = "Words leave this computer for {}"
ON = "Words are answered by the server at {}."


class ServerMark(QLabel):
    """The line at the top of the window, in every place, for as long as words leave this computer."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__()
        window.setMenuWidget(self)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "server-mark")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_for("")

    def show_for(self, server: str) -> None:
        """`server` is where words go now, "" for nowhere: then there is no mark."""
        self.setText(MARK.format(server) if server else "")
        self.setAccessibleName(self.text())
        self.setVisible(bool(server))


class ServerPart(QWidget):
    """Its place in the settings. chosen(address, model) once the person agreed; ("", "") to stop."""

    chosen = Signal(str, str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.address = Line("Address of the server", "http://192.168.1.5:8080")
        self.model = Line("Name of the model", "Name of the model, if it asks for one")
        self.key = Line("Key of the server", "Key, if it wants one")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.ask = AskOnce(USE, "Let words leave this computer?", "Yes, use it", "No")
        self.ask.agreed.connect(self._use)
        self.stop_button = button(STOP, self._stop)
        self._on = label("", "quiet")
        self._says = label("", "small")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(label(SAYS, "quiet"))
        outer.addWidget(label(WARNING, "quiet"))
        for widget in (self.address, self.model, self.key, self.ask, self._on, self._says):
            outer.addWidget(widget)
        outer.addLayout(row(self.stop_button, None))
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """What holds now; the key is never shown."""
        is_on = bool(settings.server)
        self.address.setText(settings.server)
        self.model.setText(settings.server_model)
        self.key.clear()
        for widget in (self.address, self.model, self.key, self.ask):
            widget.setVisible(not is_on)
        self._on.setText(ON.format(settings.server))
        for shown in (self._on, self.stop_button):
            shown.setVisible(is_on)
        self._say("")

    def _use(self) -> None:
        from companion.engine import remote, server_key  # with the network behind it: when asked

        self.ask.settle()
        try:
            place = remote.address(self.address.text()).place
            server_key.keep(place, self.key.text().strip())
        except CompanionError as error:
            self._say(str(error))
        else:
            self.chosen.emit(self.address.text().strip(), self.model.text().strip())

    def _stop(self) -> None:
        from companion.engine import remote, server_key

        with contextlib.suppress(CompanionError):  # an address that never worked has no key
            server_key.keep(remote.address(self.address.text()).place, "")
        self.chosen.emit("", "")

    def _say(self, sentence: str) -> None:
        self._says.setText(sentence)
        self._says.setVisible(bool(sentence))
