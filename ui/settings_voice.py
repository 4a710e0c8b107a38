"""Settings of speaking and of being spoken to; each says plainly what it means."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from companion.settings import Settings
from ui.parts import CalmBox, button, label, row
from ui.recogniser_view import RecogniserPart
from ui.voice_bar import KEY

SAYS = (
    "Your voice stays on this computer, in memory only, and is zeroed once its words are known. The"
    f" button beside Send or the key {KEY} begins: hold it while you talk, or press it once to begin"
    " and once to end. The words come into the page for you to look over."
)
READY_SAYS = (
    "Who begins to speak before the key is down loses the first word. If you want, the microphone"
    " stays open while the talk is in sight, and the last half second is kept and overwritten all the"
    " time."
)
HANDS_FREE_SAYS = (
    "Hands-free, a pause ends what you say. It is sent then only if you choose so here, and never"
    " together with words you typed. While a reply is read aloud it does not listen."
)
MANNER_SAYS = (
    "How something is said can show how stirred somebody is. That is personal data of a special kind,"
    " so it is off until you ask for it. If you do, loudness, pitch, melody, pace and pauses are"
    " measured and held beside how you mostly speak; after some eight messages they say how stirred"
    " you sound, which is one more sign of how you are, and Why shows it. What is known of your usual"
    " way is a few numbers in your encrypted memory; they go when you switch this off."
)
SPEAKS_SAYS = (
    "Replies can be read aloud by the voice of your system. It stops the moment you speak or type, and"
    " is silent where there may be danger."
)
SYSTEM_S = "The system's own microphone"
CHOSEN = "The one you chose"
LANGUAGES = (
    ("Find out by itself", ""),
    ("English", "en"),
    ("Deutsch", "de"),
    ("Français", "fr"),
    ("Español", "es"),
    ("Italiano", "it"),
    ("Português", "pt"),
)
NAME_PX = 96


class VoicePart(QWidget):
    """wish(field, value) on every choice. `show_settings` shows what holds; `recogniser` what writes it down."""

    wish = Signal(str, object)

    def __init__(
        self, settings: Settings, devices: Callable[[], tuple[tuple[str, str], ...]]
    ) -> None:
        """`devices` gives (id, name) of the microphones there are now."""
        super().__init__()
        self._settings = settings
        self._devices = devices
        self._built = False  # when it is first seen: a window opens sooner without
        self._picks: list[tuple[QPushButton, str, object]] = []
        self._groups: list[QButtonGroup] = []
        self.device = _named(DeviceBox(self.refresh), "Microphone")
        self.language = _named(CalmBox(), "Language you speak")
        self.recogniser = RecogniserPart()
        self.recogniser.setParent(self)  # it may be said something before the rest is there
        self.recogniser.chosen.connect(lambda value: self._wish("voice_model", value))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What there is to choose."""
        super().showEvent(event)
        if not self._built:
            self._built = True
            self._arrange()
            self._fill()
            self.show_settings(self._settings)
            self.list_recognisers()

    def _fill(self) -> None:
        for name, code in LANGUAGES:
            self.language.addItem(name, code)
        self.language.currentIndexChanged.connect(
            lambda at: self._wish("voice_language", self.language.itemData(at))
        )
        self.device.currentIndexChanged.connect(
            lambda at: self._wish("voice_device", self.device.itemData(at) or "")
        )
        self._list_devices(())

    def show_settings(self, settings: Settings) -> None:
        """These choices hold now."""
        before, self._settings = self._settings, settings
        if not self._built:
            return
        for pick, field, value in self._picks:
            pick.setChecked(getattr(settings, field) == value)
        self.language.setCurrentIndex(max(0, self.language.findData(settings.voice_language)))
        self.language.setEnabled(bool(settings.voice_model))
        if settings.voice_model != before.voice_model:
            self.list_recognisers()

    def list_recognisers(self) -> None:
        """Look again at which recognisers are here."""
        if self._built:
            self.recogniser.show_choice(self._settings.voice_model)

    def refresh(self) -> None:
        """List the microphones there are now."""
        self._list_devices(self._devices())

    def _arrange(self) -> None:
        self._words(SAYS)
        self._choice("Speaking", "voice", (("On", "on"), ("Off", "off")))
        self._line("Microphone", self.device)
        self._words(READY_SAYS)
        self._choice(
            "Before the key", "voice_ready", (("Closed", False), ("Keep half a second", True))
        )
        self._words(HANDS_FREE_SAYS)
        self._choice(
            "Talking", "voice_hands_free", (("Hold or press", False), ("Hands-free", True))
        )
        self._choice(
            "Patience",
            "voice_patience_ms",
            (("0.8 seconds", 800), ("1.5 seconds", 1500), ("3 seconds", 3000)),
        )
        self._choice("After a pause", "voice_sends", (("Into the page", False), ("Send", True)))
        self._column.addSpacing(4)
        self._column.addWidget(self.recogniser)
        self._line("Language", self.language)
        self._words(MANNER_SAYS)
        self._choice(
            "Beside words", "voice_manner", (("Nothing", False), ("Also how it was said", True))
        )
        self._words(SPEAKS_SAYS)
        self._choice("Replies", "speaks", (("Silent", False), ("Read aloud", True)))

    def _words(self, text: str) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(label(text, "quiet"))

    def _line(self, name: str, *beside: QWidget) -> QHBoxLayout:
        title = label(name, "quiet", wraps=False)
        title.setMinimumWidth(NAME_PX)
        line = row(title, *beside, None, spacing=8)
        self._column.addLayout(line)
        return line

    def _choice(
        self, title: str, field: str, options: tuple[tuple[str, object], ...]
    ) -> QHBoxLayout:
        group = QButtonGroup(self)
        self._groups.append(group)
        picks = []
        for word, value in options:
            pick = self._option(title, word, field, value)
            group.addButton(pick)
            picks.append(pick)
        return self._line(title, *picks)

    def _option(self, title: str, word: str, field: str, value: object) -> QPushButton:
        pick = button(word, lambda: self._wish(field, value), "choice", says=f"{title}: {word}")
        pick.setCheckable(True)
        self._picks.append((pick, field, value))
        return pick

    def _list_devices(self, found: tuple[tuple[str, str], ...]) -> None:
        self.device.blockSignals(True)
        self.device.clear()
        self.device.addItem(SYSTEM_S, "")
        chosen = self._settings.voice_device
        for number, name in found:
            self.device.addItem(name, number)
        if chosen and chosen not in dict(found):
            self.device.addItem(CHOSEN, chosen)
        self.device.setCurrentIndex(max(0, self.device.findData(chosen)))
        self.device.blockSignals(False)

    def _wish(self, field: str, value: object) -> None:
        if getattr(self._settings, field) != value:
            self.wish.emit(field, value)


class DeviceBox(CalmBox):
    """The microphones; asked for when it is looked into, for that loads what sound needs."""

    def __init__(self, refresh: Callable[[], None]) -> None:
        super().__init__()
        self._refresh = refresh

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """By the keys."""
        self._refresh()
        super().focusInEvent(event)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """By the mouse."""
        self._refresh()
        super().showPopup()


def _named(box: QComboBox, says: str) -> QComboBox:
    box.setAccessibleName(says)
    box.setMinimumWidth(280)
    return box
