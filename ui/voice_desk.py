"""Speaking in the window: when the microphone is open, and where the words go.

It stands between the composer's button and key, the microphone, and the recogniser. The words come
into the draft of the page in sight; nothing is sent unless the person switched that on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from companion.engine import catalogue
from companion.errors import ModelFileError
from companion.settings import Settings
from companion.turn import Utterance
from companion.voice import messages as m
from companion.voice.acoustics import Acoustics
from companion.voice.sound import Ring, Sound, level, wiped
from ui.composer import Composer
from ui.microphone import Microphone
from ui.sound_system import SoundSystem
from ui.speaking import NO_VOICE, Speaker
from ui.talk_page import TalkPage
from ui.talk_place import TalkPlace
from ui.voice_bar import HANDS_FREE, HOLDING, PRESSED
from ui.voice_runner import VoiceRunner
from ui.wishes import ForgetManner, Wish

HELD_S = 0.35  # a shorter press begins, and the next one ends
TAIL_MS = 200  # of sound after the key: a last word is not cut
LEAST_PATIENCE_MS, MOST_PATIENCE_MS = 500, 5000

NO_WORDS = "I heard nothing. You can try again a little closer to the microphone, or type."
UNCLEAR = "I could not make out any words. You can say it again, or type."


class VoiceDesk(QObject):
    """chosen(field, value) changes a setting. says(sentence) is for where settings are chosen.

    began() when somebody begins to speak.
    """

    chosen = Signal(str, object)
    says = Signal(str)
    began = Signal()

    def __init__(
        self,
        window: QWidget,
        talking: TalkPlace,
        system: SoundSystem,
        grant: Callable[[Wish], None],
    ) -> None:
        """`grant` hands a wish about the memory on."""
        super().__init__(window)
        self.clock: Callable[[], float] = time.monotonic
        self.runner = VoiceRunner(system.makes)
        self.microphone = Microphone(system.opens)
        self.speaker = Speaker(system.reader)
        self.tail = QTimer(self)
        self.tail.setSingleShot(True)
        self.tail.setInterval(TAIL_MS)
        self._window = window
        self._talking = talking
        self._grant = grant
        self._settings = Settings()
        self._ring = Ring()
        self._pressed_at: float | None = None  # the press that began it, while it is held
        self._waits = 0  # listenings that have not ended
        self._lost = ""  # why the microphone went
        self._spoken: list[m.Final] = []  # in the draft
        self._by_voice = ""  # the draft, where all of it was spoken
        self._connect()

    @property
    def is_listening(self) -> bool:
        """Whether what is said now is taken in."""
        return self.runner.is_listening

    @property
    def is_waiting(self) -> bool:
        """Whether something that was said has not been written down yet."""
        return self._waits > 0

    def use(self, settings: Settings) -> None:
        """These are the choices from now on."""
        before, self._settings = self._settings, settings
        self.runner.choose(
            m.Settings(
                _recogniser(settings.voice_model),
                settings.voice_language,
                cuda=bool(settings.voice_model),
                how_it_was_said=settings.voice_manner,
            )
        )
        if settings.voice != "on":
            self.throw_away()
        if not settings.speaks:
            self.speaker.end()
        elif not self.speaker.begin():
            self.says.emit(NO_VOICE)
            self.chosen.emit("speaks", False)
        if settings.voice_device != before.voice_device and not self.is_listening:
            self.microphone.close()
        if before.voice_manner and not settings.voice_manner:
            self._grant(ForgetManner())
        self._show_buttons()
        self._keep_ready()

    def close(self) -> None:
        """The microphone and the recogniser's process end here."""
        self.tail.stop()
        self._settings = Settings(voice="off")
        self.microphone.close()
        self.speaker.end()
        self._ring.wipe()
        self.runner.close()

    def said(self, text: str) -> tuple[Utterance, Acoustics | None]:
        """A message about to be sent, and how it was said where that was asked for."""
        heard, self._spoken = self._spoken, []
        source = "voice" if heard else "typed"
        longest = max(heard, key=lambda one: len(one.text), default=None)
        manner = longest.acoustics if longest is not None else None
        return Utterance(text, datetime.now().astimezone(), source), manner

    def press(self) -> None:
        """The button or the key goes down: begin, or end what a short press began."""
        if not self._can_be_used():
            return
        if self._settings.voice == "ask":
            self._composer.voice.show_notice()
            return
        if self.tail.isActive():  # a moment too early: what was said before ends now
            self.tail.stop()
            self._finish()
        self._end() if self.is_listening else self._begin()

    def release(self) -> None:
        """It goes up: the end, unless it was pressed only shortly or nothing should be held."""
        at, self._pressed_at = self._pressed_at, None
        if at is None or not self.is_listening:
            return
        if self._settings.voice_hands_free:
            return
        if self.clock() - at >= HELD_S:
            self._end()
        else:
            self._composer.voice.show_listening(PRESSED)

    @Slot()
    def throw_away(self) -> bool:
        """Forget what is being said; whether there was anything to forget."""
        if not self._waits and not self.is_listening:
            return False
        self.tail.stop()
        self.runner.cancel()
        self._waits, self._lost, self._pressed_at = 0, "", None
        self._rest()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The key of the window, and when the talk goes out of sight."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F8:
            if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                if not event.isAutoRepeat():
                    self.press() if kind == QEvent.Type.KeyPress else self.release()
                return True
        elif kind == QEvent.Type.Hide and watched is self._talking:
            self._end()
            self._keep_ready()
        elif kind == QEvent.Type.WindowDeactivate:
            if self._pressed_at is not None:  # the key will go up unseen
                self._end()
            self._keep_ready()
        elif kind == QEvent.Type.WindowStateChange and self._window.isMinimized():
            self._end()  # nobody sees any more that it listens
        elif kind in (QEvent.Type.WindowActivate, QEvent.Type.Show):
            self._keep_ready()
        return super().eventFilter(watched, event)

    # --- listening --------------------------------------------------------------------------------

    def _begin(self) -> None:
        hands_free = self._settings.voice_hands_free
        self.speaker.stop()
        self._lost = ""
        before = self._ring.taken()
        self.microphone.open(self._settings.voice_device)
        if not self.microphone.is_open:
            wiped(before)
            return
        self._composer.set_microphone_open(False)
        self._pressed_at = self.clock()
        patience = self._settings.voice_patience_ms
        self.runner.begin(
            before, hands_free, min(MOST_PATIENCE_MS, max(LEAST_PATIENCE_MS, patience))
        )
        wiped(before)
        self._waits += 1
        self._composer.set_listening(True)
        self._composer.voice.show_listening(HANDS_FREE if hands_free else HOLDING)
        self.began.emit()

    def _end(self) -> None:
        """No more is said; a moment later the sound ends too."""
        self._pressed_at = None
        if self.is_listening and not self.tail.isActive():
            self._composer.voice.show_finding()
            self.tail.start()

    @Slot()
    def _finish(self) -> None:
        if not self._stays_open():
            self.microphone.close()
        self.runner.finish()
        self._composer.set_listening(False)

    @Slot(object)
    def _on_heard(self, sound: Sound) -> None:
        if self.speaker.speaks and self._settings.voice_hands_free:
            pass  # what comes out of the loudspeaker is not what the person says
        elif self.is_listening:
            self._composer.voice.meter.show_level(level(sound))
            self.runner.feed(sound)
        elif self._stays_open():
            self._ring.add(sound)
        wiped(sound)

    @Slot(str)
    def _on_lost(self, sentence: str) -> None:
        self._ring.wipe()
        self._composer.say(sentence)
        if self.is_listening:
            self._lost = sentence
            self._end()

    @Slot(object)
    def _on_told(self, event: m.Event) -> None:
        match event:
            case m.Started():
                self.speaker.stop()
            case m.Partial(_, firm, soft):
                self._composer.voice.show_words(firm, soft)
            case m.Final():
                self._take(event)
            case m.Nothing(reason=reason) if not (self._settings.voice_hands_free or self._lost):
                self._composer.say(UNCLEAR if reason == "not understood" else NO_WORDS)
            case m.Failed(sentence=sentence):
                self._composer.say(sentence)
            case m.Over():
                self._over()

    def _take(self, final: m.Final) -> None:
        composer = self._composer
        before = composer.page.toPlainText()
        composer.add_spoken(final.text)
        self._spoken.append(final)
        alone = not before or before == self._by_voice
        self._by_voice = composer.page.toPlainText() if alone else ""
        composer.voice.show_words("", "")
        composer.page.setFocus()
        sends = self._settings.voice_hands_free and self._settings.voice_sends
        if sends and alone and composer.is_ready():
            composer.send.emit(self._by_voice)

    def _over(self) -> None:
        self._waits = max(0, self._waits - 1)
        if self._lost:
            self._composer.say(self._lost)
            self._lost = ""
        if not self._waits:
            self.tail.stop()
            self._rest()

    def _rest(self) -> None:
        """Nothing is listened to and nothing waited for."""
        self._keep_ready()
        for composer in self._composers():
            composer.put_voice_away()

    @Slot(object)
    def _on_ready(self, ready: m.Ready) -> None:
        self.says.emit(f"Speech is understood by: {ready.description}. {ready.notice}".strip())

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        """The recogniser could not be loaded: the basic one takes its place."""
        self._composer.say(sentence)
        if self._settings.voice_model:
            self.chosen.emit("voice_model", "")
        self.says.emit(sentence)

    # --- when it may be -----------------------------------------------------------------------------

    def _can_be_used(self) -> bool:
        page = self._talking.page
        return self._settings.voice != "off" and page.isVisible() and not page.is_practising()

    def _stays_open(self) -> bool:
        """Whether the microphone stays open for the half second before the key."""
        chosen = self._settings.voice == "on" and self._settings.voice_ready
        return chosen and self._talking.isVisible() and self._window.isActiveWindow()

    def _keep_ready(self) -> None:
        if self.is_listening:
            return
        if self._stays_open():
            self.microphone.open(self._settings.voice_device)
        else:
            self.microphone.close()
            self._ring.wipe()
        for composer in self._composers():
            composer.set_microphone_open(self.microphone.is_open)

    # --- the pages ----------------------------------------------------------------------------------

    @property
    def _composer(self) -> Composer:
        return self._talking.page.composer

    def _composers(self) -> tuple[Composer, ...]:
        pages = (self._talking.kept, self._talking.private)
        return tuple(page.composer for page in pages if page is not None)

    def _connect(self) -> None:
        self.tail.timeout.connect(self._finish)
        self.microphone.heard.connect(self._on_heard)
        self.microphone.lost.connect(self._on_lost)
        self.runner.told.connect(self._on_told)
        self.runner.ready.connect(self._on_ready)
        self.runner.refused.connect(self._on_refused)
        self._talking.added.connect(self._join)
        self._talking.currentChanged.connect(self._on_page)
        self._join(self._talking.kept)
        self._window.installEventFilter(self)
        self._talking.installEventFilter(self)

    @Slot(object)
    def _join(self, page: TalkPage) -> None:
        composer = page.composer
        composer.speak_button.pressed.connect(self.press)
        composer.speak_button.released.connect(self.release)
        composer.agreed.connect(self._on_agreed)
        composer.declined.connect(self._on_declined)
        composer.thrown_away.connect(self.throw_away)
        composer.page.textChanged.connect(self._on_draft)
        self._show_buttons()

    @Slot()
    def _on_agreed(self) -> None:
        self._composer.put_voice_away()
        self._composer.page.setFocus()
        self.chosen.emit("voice", "on")
        self.runner.start()

    @Slot()
    def _on_declined(self) -> None:
        self._composer.put_voice_away()
        self._composer.page.setFocus()

    @Slot()
    def _on_page(self) -> None:
        """Another page is in sight; where the private one is gone, its words go nowhere."""
        if self._talking.private is None:
            self.throw_away()
            self._spoken, self._by_voice = [], ""
        else:
            self._end()

    @Slot()
    def _on_draft(self) -> None:
        self.speaker.stop()
        if not self._composer.page.toPlainText():
            self._spoken, self._by_voice = [], ""

    def _show_buttons(self) -> None:
        for composer in self._composers():
            composer.speak_button.setVisible(self._settings.voice != "off")


def _recogniser(chosen: str) -> str:
    """The folder of the recogniser that is chosen, or the name of the basic one."""
    try:
        return str(catalogue.speech_path(chosen)) if chosen else m.BASIC
    except ModelFileError:
        return chosen  # the disk it is on is not here: its loading says what is wrong
