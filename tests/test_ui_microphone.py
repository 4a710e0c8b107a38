"""Any microphone, read as bytes: what it gives is heard, and nothing of it stays."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot
from voice_sounds import voice
from voice_window import Room, as_bytes

from companion.errors import CompanionError
from companion.voice.sound import RATE, Sound
from ui.microphone import GONE, NONE, Converter, Format, Microphone

FORMS = [
    Format("int16", 1, 16_000),
    Format("int16", 2, 48_000),
    Format("float32", 2, 44_100),
    Format("int32", 1, 22_050),
    Format("uint8", 1, 8_000),
]


def spoken(seconds: float = 1.0) -> Sound:
    """A voice below 3 kHz: no device here loses any of it."""
    sound = voice(seconds)
    spectrum = np.fft.rfft(sound)
    spectrum[np.fft.rfftfreq(len(sound), 1 / RATE) > 3000] = 0
    return np.asarray(np.fft.irfft(spectrum, len(sound)), np.float32)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_device_is_heard_alike_in_pieces_of_any_size(form: Format) -> None:
    sound, converter = spoken(), Converter(form)
    data = as_bytes(sound, form).data()
    random = np.random.default_rng(3)
    heard, at = [], 0
    while at < len(data):
        size = int(random.integers(1, 4001))  # cuts frames and numbers anywhere
        heard.append(converter.add(QByteArray(data[at : at + size])))
        at += size
    heard.append(converter.rest())
    together = np.concatenate(heard)
    assert abs(len(together) - len(sound)) < RATE // 50
    count = min(len(together), len(sound))
    assert np.corrcoef(together[:count], sound[:count])[0, 1] > 0.97


def test_the_bytes_of_the_device_are_zeroed() -> None:
    data = as_bytes(voice(0.1), FORMS[1])
    Converter(FORMS[1]).add(data)
    assert not any(data.data())


def test_the_end_of_a_word_that_is_on_its_way_is_heard_when_it_closes(qtbot: QtBot) -> None:
    room, heard = Room(), []
    microphone = Microphone(room.system().opens)
    microphone.heard.connect(lambda sound: heard.append(len(sound)))
    microphone.open()
    room.hear(voice(0.5))
    before = sum(heard)
    microphone.close()
    assert sum(heard) > before, "the filter's last samples"
    assert not microphone.is_open and not room.stream.runs
    room.stream.came.emit(QByteArray(b"\0\1" * 100))
    assert sum(heard) == pytest.approx(RATE / 2, abs=200), "nothing after that"


def test_what_the_system_refuses_is_one_sentence(qtbot: QtBot) -> None:
    room = Room()
    room.trouble = CompanionError(NONE)
    microphone = Microphone(room.system().opens)
    with qtbot.waitSignal(microphone.lost) as said:
        microphone.open()
    assert said.args == [NONE] and not microphone.is_open
    room.trouble = None
    microphone.open()
    with qtbot.waitSignal(microphone.lost) as said:
        room.stream.ended.emit(GONE)
    assert said.args == [GONE] and not microphone.is_open
    microphone.open()
    assert microphone.is_open, "plugged in again it can be used again"


@pytest.mark.qt_log_ignore("Couldn't|PulseAudioService|FFmpeg|qt.multimedia", extend=True)
def test_the_systems_own_microphones_are_asked_for_without_harm(qtbot: QtBot) -> None:
    from ui.sound_devices import devices, open_device

    found = devices()
    if found:
        assert all(name for _, name in found)
        assert open_device(found[0][0]).form.rate > 0
    else:
        with pytest.raises(CompanionError, match="cannot find a microphone"):
            open_device("gone")
