"""Where sound comes from, who understands it, and who reads aloud: what a machine may lack.

Each is made when it is first wanted, so that a window without voice loads nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.errors import CompanionError
from companion.voice.client import VoiceClient
from companion.voice.process import Receiver
from ui.microphone import UNUSABLE, Stream

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

Devices = tuple[tuple[str, str], ...]


def _open(device: str) -> Stream:
    try:
        from ui.sound_devices import open_device
    except ImportError as error:  # a system without the libraries for sound
        raise CompanionError(UNUSABLE) from error
    return open_device(device)


def _devices() -> Devices:
    try:
        from ui.sound_devices import devices
    except ImportError:
        return ()
    return devices()


def _reader() -> QTextToSpeech | None:
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:
        return None
    return QTextToSpeech()


@dataclass(frozen=True)
class SoundSystem:
    """opens(device id) -> Stream, raises CompanionError. devices() -> (id, name) of each.

    makes(receiver) -> the client of the recogniser. reader() -> what reads aloud, None where there
    is nothing for it.
    """

    opens: Callable[[str], Stream] = _open
    devices: Callable[[], Devices] = _devices
    makes: Callable[[Receiver], VoiceClient] = VoiceClient
    reader: Callable[[], QTextToSpeech | None] = _reader


THIS_SYSTEM = SoundSystem()
