"""The place of the settings: the choices and, in their place while it is read, the page about danger."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from ui.protocol_view import ProtocolView
from ui.settings_view import SettingsView


class SettingsPlace(QStackedWidget):
    """`protocol` is made when it is first wanted."""

    def __init__(self, view: SettingsView) -> None:
        super().__init__()
        self._view = view
        self.protocol: ProtocolView | None = None
        self.addWidget(view)
        view.protocol_wanted.connect(self.open_protocol)

    def is_reading(self) -> bool:
        """Whether the page stands in place of the choices."""
        return self.protocol is not None and self.currentWidget() is self.protocol

    @Slot()
    def open_protocol(self) -> None:
        """The page, from its top."""
        if self.protocol is None:
            self.protocol = ProtocolView()
            self.protocol.left.connect(self.leave_protocol)
            self.addWidget(self.protocol)
        self.setCurrentWidget(self.protocol)
        self.protocol.begin()

    @Slot()
    def leave_protocol(self) -> None:
        """The choices as they were, the keys where the page was asked for."""
        self.settle()
        self._view.protocol_button.setFocus()

    def settle(self) -> None:
        """The choices again; the keys stay where they are."""
        self.setCurrentWidget(self._view)
