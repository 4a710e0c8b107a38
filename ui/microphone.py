"""The microphone: any device as 16 kHz sound in memory, open only while somebody asked for it.

What a device gives comes as bytes, is brought to the one form everything here takes, and the bytes
are zeroed. `Converter` does that and knows no device; `Microphone` knows no format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np
from PySide6.QtCore import QByteArray, QObject, Qt, Signal, SignalInstance, Slot

from companion.errors import CompanionError
from companion.voice.sound import RATE, Resampler, Sound, mono, wiped

DEAD_S = 3.0  # of nothing but zeros: no room is as quiet

NONE = (
    "I cannot find a microphone. Plug one in, or choose it in the settings; you can type as before."
)
REFUSED = (
    "The system does not let me use the microphone. You can allow it in the system's privacy"
    " settings; you can type as before."
)
GONE = "The microphone is gone. What you said until then is kept; you can type as before."
DEAD = "The microphone gives no sound at all: it may be muted, or switched off in the system's settings."
UNUSABLE = "This microphone could not be used. You can choose another one in the settings."


@dataclass(frozen=True)
class Format:
    """What a device gives: the type of one number ("int16"), numbers a frame, frames a second."""

    kind: str
    channels: int
    rate: int


class Converter:
    """Bytes of one device, in pieces of any size, to 16 kHz mono."""

    def __init__(self, form: Format) -> None:
        self._form = form
        self._frame = np.dtype(form.kind).itemsize * form.channels
        self._resampler = Resampler(form.rate)
        self._cut = np.zeros(0, np.uint8)  # of a frame whose end has not come yet

    def add(self, data: QByteArray) -> Sound:
        """The sound in these bytes, which are zeroed."""
        held = np.concatenate([self._cut, np.frombuffer(cast("bytes", data), np.uint8)])
        data.fill(0)
        whole = len(held) // self._frame * self._frame
        sound = mono(held[:whole].view(self._form.kind), self._form.channels)
        wiped(self._cut)
        self._cut = held[whole:].copy()
        wiped(held)
        made = self._resampler.add(sound)
        wiped(sound)
        return made

    def rest(self) -> Sound:
        """The last samples, which waited for what would come after them."""
        wiped(self._cut)
        return self._resampler.rest()


class Stream(Protocol):
    """A device. came(QByteArray) with its bytes, ended(sentence) when it stops by itself."""

    form: Format

    @property
    def came(self) -> SignalInstance:
        """The bytes are the receiver's to zero."""

    @property
    def ended(self) -> SignalInstance:
        """Why, in one plain sentence."""

    def start(self) -> None:
        """Begin; asks for leave where the system wants that."""

    def stop(self) -> None:
        """End; what was heard and not told yet comes first."""


class Microphone(QObject):
    """heard(Sound) while open, the receiver's to zero; lost(sentence) when it cannot be had, or is gone."""

    heard = Signal(object)
    lost = Signal(str)
    _over = Signal(str)

    def __init__(self, opens: Callable[[str], Stream]) -> None:
        """`opens` gives the device of this id, the system's own for "". It may raise CompanionError."""
        super().__init__()
        self._opens = opens
        self._stream: Stream | None = None
        self._converter: Converter | None = None
        self._zeros = 0  # samples from the beginning that were all zero; -1 once one was not
        # Queued: a device must not go in the middle of what it tells.
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)

    @property
    def is_open(self) -> bool:
        """Whether it hears the room."""
        return self._stream is not None

    def open(self, device: str = "") -> None:
        """Begin to hear; `lost` follows where that cannot be. An open one stays as it is."""
        if self._stream is not None:
            return
        try:
            stream = self._opens(device)
        except CompanionError as error:
            self.lost.emit(str(error))
            return
        self._stream, self._converter, self._zeros = stream, Converter(stream.form), 0
        stream.came.connect(self._take)
        stream.ended.connect(self._over)
        stream.start()

    def close(self) -> None:
        """Stop hearing; what was still on its way is heard first."""
        stream, converter = self._stream, self._converter
        if stream is None or converter is None:
            return
        self._stream = None
        stream.ended.disconnect(self._over)
        stream.stop()
        stream.came.disconnect(self._take)
        self.heard.emit(converter.rest())
        self._converter = None

    @Slot(object)
    def _take(self, data: QByteArray) -> None:
        if self._converter is None:
            return
        sound = self._converter.add(data)
        if self._zeros >= 0:
            self._zeros = -1 if sound.any() else self._zeros + len(sound)
        self.heard.emit(sound)
        if self._zeros > DEAD_S * RATE:
            self._zeros = -1
            self._over.emit(DEAD)

    @Slot(str)
    def _on_over(self, sentence: str) -> None:
        if self._stream is not None:
            self.close()
            self.lost.emit(sentence)
