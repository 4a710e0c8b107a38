"""The recogniser as widgets see it: everything it tells arrives in the window's thread.

The process is started when it is first needed, and ended by `close`. Its answers come in a thread
of the client's; they are said again here by a queued signal.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

from companion.voice import messages as m
from companion.voice.client import VoiceClient
from companion.voice.process import Receiver
from companion.voice.sound import Sound


class VoiceRunner(QObject):
    """ready(Ready) or refused(sentence) after `use`; told(Event) of the listenings that are wanted."""

    ready = Signal(object)
    refused = Signal(str)
    told = Signal(object)
    _arrived = Signal(object)

    def __init__(self, makes: Callable[[Receiver], VoiceClient] = VoiceClient) -> None:
        super().__init__()
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._client = makes(self._arrived.emit)
        self._settings = m.Settings()
        self._used: m.Settings | None = None  # what the process was told to load
        self._unwanted = 0  # listenings up to this number were cancelled
        self._newest = 0

    @property
    def is_listening(self) -> bool:
        """Whether sound is taken in now."""
        return self._client.listening is not None

    @property
    def runs(self) -> bool:
        """Whether a recogniser was started."""
        return self._used is not None

    @property
    def pid(self) -> int | None:
        """Of the recogniser's process, None when none runs."""
        return self._client.pid

    def choose(self, settings: m.Settings) -> None:
        """Which recogniser is meant from now on; one that runs is exchanged at once."""
        self._settings = settings
        if self._used is not None:
            self.start()

    def start(self) -> None:
        """Load the recogniser that is meant, where it is not loaded; `ready` or `refused` follows."""
        if self._used != self._settings:
            self._used = self._settings
            self._client.open(self._settings)

    def begin(self, before: Sound, hands_free: bool, patience_ms: int) -> None:
        """Listen from now on. before: sound of just before."""
        self.start()
        self._newest = self._client.begin(before, hands_free, patience_ms)

    def feed(self, sound: Sound) -> None:
        """More sound; without a listening it is let go."""
        self._client.feed(sound)

    def finish(self) -> None:
        """No more sound comes."""
        self._client.finish()

    def cancel(self) -> None:
        """Nothing said until now is wanted."""
        self._unwanted = self._newest
        if self.runs:
            self._client.cancel()

    def close(self) -> None:
        """End the process. Safe to call twice."""
        self._unwanted, self._used = self._newest, None
        self._client.close()

    @Slot(object)
    def _on_arrived(self, event: m.Ready | m.Event) -> None:
        match event:
            case m.Ready():
                self.ready.emit(event)
            case m.Failed(0, sentence):
                self.refused.emit(sentence)
            case m.Event(listening) if listening > self._unwanted:
                self.told.emit(event)
