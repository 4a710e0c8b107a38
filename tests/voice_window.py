"""A window with a microphone made of bytes, and a recogniser that says what a test wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtTextToSpeech import QTextToSpeech
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui_fakes import READY, FakeHouse, page_text
from voice_sounds import voice

from companion.errors import CompanionError
from companion.policy import helplines
from companion.settings import Settings
from companion.voice import messages as m
from companion.voice.acoustics import Acoustics
from companion.voice.client import VoiceClient
from companion.voice.sound import RATE, Sound
from ui.composer import Composer
from ui.main_window import MainWindow
from ui.microphone import Format
from ui.runner import TurnRunner
from ui.sound_system import SoundSystem
from ui.style import theme
from ui.talk_place import TalkPlace
from ui.voice_desk import VoiceDesk

SPEAKING = replace(READY, voice="on")
STEREO = Format("int16", 2, 48_000)
DESK_MICROPHONE = ("usb-1", "Desk microphone")


class ByteStream(QObject):
    """A device whose bytes a test gives."""

    came = Signal(object)
    ended = Signal(str)

    def __init__(self, form: Format) -> None:
        super().__init__()
        self.form = form
        self.runs = False

    def start(self) -> None:
        self.runs = True

    def stop(self) -> None:
        self.runs = False


class Recogniser:
    """Takes what a client takes, and tells what a test says; it has no process."""

    def __init__(self, tell: Callable[[m.Ready | m.Event], None]) -> None:
        self._tell = tell
        self.opened: list[m.Settings] = []
        self.begun: list[tuple[int, bool, int]] = []
        self.sound: list[Sound] = []
        self.finished = self.cancelled = 0
        self.closed = False
        self.listening: int | None = None

    def tell(self, event: m.Ready | m.Event) -> None:
        if isinstance(event, m.Over) and event.listening == self.listening:
            self.listening = None  # as the client does: it failed while somebody was speaking
        self._tell(event)

    def open(self, settings: m.Settings) -> None:
        self.opened.append(settings)

    def begin(self, before: Sound, hands_free: bool, patience_ms: int) -> int:
        self.listening = len(self.begun) + 1
        self.begun.append((len(before), hands_free, patience_ms))
        return self.listening

    def feed(self, sound: Sound) -> None:
        if self.listening is not None:
            self.sound.append(sound.copy())

    def finish(self) -> None:
        self.finished += 1
        self.listening = None

    def cancel(self) -> None:
        self.cancelled += 1
        self.listening = None

    def close(self) -> None:
        self.closed = True
        self.listening = None


class Room:
    """The sound system of a test: one microphone, and what the window made of it."""

    def __init__(self, form: Format = STEREO, real: bool = False) -> None:
        self.form = form
        self.real = real
        self.trouble: CompanionError | None = None
        self.streams: list[ByteStream] = []
        self.wanted: list[str] = []
        self.recognisers: list[Recogniser] = []
        self.reader: QTextToSpeech | None = None

    def system(self) -> SoundSystem:
        return SoundSystem(self._open, lambda: (DESK_MICROPHONE,), self._make, lambda: self.reader)

    @property
    def stream(self) -> ByteStream:
        return self.streams[-1]

    @property
    def recogniser(self) -> Recogniser:
        return self.recognisers[-1]

    def hear(self, sound: Sound) -> None:
        """Sound at 16 kHz comes out of the device in its own form."""
        self.stream.came.emit(as_bytes(sound, self.stream.form))

    def _open(self, device: str) -> ByteStream:
        self.wanted.append(device)
        if self.trouble is not None:
            raise self.trouble
        self.streams.append(ByteStream(self.form))
        return self.streams[-1]

    def _make(self, tell: Callable[[m.Ready | m.Event], None]) -> VoiceClient:
        if self.real:
            return VoiceClient(tell)
        self.recognisers.append(Recogniser(tell))
        return self.recognisers[-1]  # type: ignore[return-value]


def as_bytes(sound: Sound, form: Format) -> QByteArray:
    """Sound at 16 kHz as a device of this form gives it."""
    count = round(len(sound) * form.rate / RATE)
    at_rate = np.interp(np.arange(count) * RATE / form.rate, np.arange(len(sound)), sound)
    if form.kind == "uint8":
        numbers = np.asarray(at_rate * 127 + 128, np.uint8)
    elif form.kind == "float32":
        numbers = np.asarray(at_rate, np.float32)
    else:
        numbers = np.asarray(at_rate * np.iinfo(form.kind).max, form.kind)
    return QByteArray(np.repeat(numbers, form.channels).tobytes())


class Speaking:
    """The talk with its desk, a room, and a person with a finger on the key; no house behind it."""

    def __init__(
        self, qtbot: QtBot, settings: Settings = SPEAKING, room: Room | None = None
    ) -> None:
        self.qtbot = qtbot
        self.room = room or Room()
        self.settings = settings
        self.now = 0.0
        self.sent: list[str] = []
        self.wishes: list[object] = []
        self.sentences: list[str] = []
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.talking = TalkPlace(lambda: helplines.lines_for("GB"))
        self.talking.setParent(self.window)  # no layout: this platform knows no size hints
        self.talking.resize(900, 760)
        self.desk = VoiceDesk(self.window, self.talking, self.room.system(), self.wishes.append)
        self.desk.clock = lambda: self.now
        self.desk.chosen.connect(self.choose)
        self.desk.says.connect(self.sentences.append)
        self.desk.use(settings)
        self.talking.send.connect(self.sent.append)
        self.talking.page.set_ready(True)
        self.window.resize(900, 760)
        self.window.show()

    @property
    def composer(self) -> Composer:
        return self.talking.page.composer

    @property
    def draft(self) -> str:
        return self.composer.page.toPlainText()

    @property
    def shown(self) -> str:
        return page_text(self.composer)

    def choose(self, field: str, value: object) -> None:
        self.settings = replace(self.settings, **{field: value})  # type: ignore[arg-type]
        self.desk.use(self.settings)

    def hold(self) -> None:
        self.composer.speak_button.pressed.emit()

    def let_go(self, after: float = 2.0) -> None:
        self.now += after
        self.composer.speak_button.released.emit()
        self.end()

    def end(self) -> None:
        """The sound just after the key has come in."""
        if self.desk.tail.isActive():
            with self.qtbot.waitSignal(self.desk.tail.timeout):
                pass

    def tell(self, *events: m.Ready | m.Event) -> None:
        with self.qtbot.waitSignals([self.desk.runner._arrived] * len(events)):
            for event in events:
                self.room.recogniser.tell(event)
        QApplication.processEvents()

    def say(self, words: str, number: int = 1, acoustics: Acoustics | None = None) -> None:
        self.hold()
        self.room.hear(voice(0.3))
        self.let_go()
        self.tell(m.Started(number, 100), m.Paused(number, 900))
        self.tell(m.Final(number, words, "en", 0.8, acoustics), m.Over(number))

    def key(self, kind: QEvent.Type, again: bool = False) -> None:
        none = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(kind, Qt.Key.Key_F8, none, "", again)
        QApplication.sendEvent(self.composer.page, event)

    def close(self) -> None:
        self.desk.close()


def speaking_window(
    qtbot: QtBot, house: FakeHouse, room: Room, settings: Settings = SPEAKING
) -> MainWindow:
    """The real window over a fake house, with this room around it."""
    theme.load_fonts()
    runner = TurnRunner(lambda *_: house)  # type: ignore[arg-type, return-value]
    with qtbot.waitSignals([runner.opened, runner.rested]):
        window = MainWindow(settings, runner, room.system())
        qtbot.addWidget(window)
        window.show()
    return window
