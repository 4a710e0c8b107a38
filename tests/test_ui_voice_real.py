"""From sound to a sent message: a voice that reads aloud, the real recogniser, the real window."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, events_of, page_text, turn
from voice_window import Room, speaking_window

from companion.bench.traces import bytes_written
from companion.voice import messages as m
from ui.microphone import Format

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="nobody here can read aloud"),
]
PATIENT_MS = 90_000
HEADER = b"data"


def read_aloud(text: str) -> tuple[bytes, Format]:
    """espeak-ng's reading, in memory: 16-bit samples and what they mean."""
    wav = subprocess.run(
        ["espeak-ng", "--stdout", "-s", "130", text], capture_output=True, check=True
    ).stdout
    form = Format(
        "int16", int.from_bytes(wav[22:24], "little"), int.from_bytes(wav[24:28], "little")
    )
    return wav[wav.index(HEADER) + 8 :], form


def test_a_spoken_sentence_comes_into_the_page_and_is_answered(qtbot: QtBot) -> None:
    said, form = read_aloud("This is a test of the system")
    quiet = bytes(form.rate * form.channels * 2 // 2)  # half a second
    house, room = FakeHouse(), Room(form, real=True)
    window = speaking_window(qtbot, house, room)
    composer = window.talk.composer
    composer.speak_button.pressed.emit()
    window.voice.clock = lambda: float("inf")
    for start in range(0, len(sound := quiet + said + quiet), 4000):
        room.stream.came.emit(QByteArray(sound[start : start + 4000]))
    runner = window.voice.runner
    with qtbot.waitSignal(
        runner.told, timeout=PATIENT_MS, check_params_cb=lambda one: isinstance(one, m.Over)
    ):
        composer.speak_button.released.emit()
    draft = composer.page.toPlainText()
    assert {"test", "system"} <= set(draft.split()), draft
    assert bytes_written(runner.pid) == 0, "no sound is written, not even by a library"
    house.session.enqueue(*events_of(turn(draft, reply="I am here.")))
    with qtbot.waitSignal(window.runner.finished):
        composer.button.click()
    assert (house.session.said[0].text, house.session.said[0].source) == (draft, "voice")
    assert "I am here." in page_text(window.talk)
    window.close()
    assert runner.pid is None
