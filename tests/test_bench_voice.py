"""The voice's bench counts what it says it counts."""

from __future__ import annotations

import os
import tempfile
import wave
from pathlib import Path

import numpy as np
import pytest
from tiny_whisper import write_whisper
from voice_sounds import voice

from companion import paths
from companion.bench import voice as bench
from companion.bench.noises import VOICELESS, clips, noisy, room, voiceless
from companion.bench.traces import bytes_in, own_folders
from companion.bench.word_error import distance, word_error, words
from companion.errors import CompanionError
from companion.voice.sound import RATE, level


@pytest.mark.parametrize(
    ("said", "heard", "errors"),
    [
        # Jurafsky and Martin, Speech and Language Processing, chapter on recognition: 6 substitutions,
        # 3 insertions and 1 deletion in 13 words.
        (
            "i um the phone is i left the portable phone upstairs last night",
            "i got it to the fullest i love to portable form of stores last night",
            10,
        ),
        ("the cat sat", "the cat sat", 0),
        ("the cat sat", "", 3),
        ("", "the cat", 2),
        ("the cat sat", "the bat sat down", 2),
        ("a b c d", "b c d", 1),
    ],
)
def test_errors_are_counted_as_in_print(said: str, heard: str, errors: int) -> None:
    assert distance(words(said), words(heard)) == errors


def test_word_error_is_a_share_of_what_was_said() -> None:
    assert word_error("had he married a more amiable woman", "had he buried a more woman") == 2 / 7
    assert word_error("yes", "no no") == 2.0
    assert word_error("", "hello") == 0.0


def test_marks_capitals_and_abbreviations_are_no_errors() -> None:
    assert word_error("and mister john dashwood", "And Mr. John Dashwood!") == 0.0


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    folder = tmp_path / "speech"
    folder.mkdir()
    for name in ("one", "two"):
        speech = np.concatenate([room(0.3), voice(1.5, seed=len(name)), room(0.3)])
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((speech * 32767).astype(np.int16).tobytes())
        (folder / f"{name}.txt").write_text("i am tired today\n", "utf-8")
    return folder


def test_the_edges_of_a_clip_are_where_its_speech_is(recordings: Path) -> None:
    for clip in clips(recordings):
        assert clip.start / RATE == pytest.approx(0.3, abs=0.03)
        assert clip.end / RATE == pytest.approx(1.8, abs=0.1)


def test_a_folder_without_recordings_is_said(tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match="no recordings"):
        clips(tmp_path)


def test_a_recording_at_another_rate_is_said(recordings: Path) -> None:
    with wave.open(str(recordings / "one.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 8000)
    with pytest.raises(CompanionError, match="16 kHz"):
        clips(recordings)


def test_noise_is_as_loud_as_it_is_called() -> None:
    speech = voice(2)
    noise = noisy(speech, speech, 10.0, 1) - speech
    assert level(speech) - level(noise) == pytest.approx(10, abs=0.2)


@pytest.mark.parametrize("kind", VOICELESS)
def test_sounds_without_a_voice_are_sounds(kind: str) -> None:
    made = voiceless(kind, 3)
    assert len(made) == 3 * RATE and np.abs(made).max() < 1.5 and made.std() > 0


def test_whatever_is_written_is_found() -> None:
    home = os.environ["COMPANION_HOME"]
    with own_folders() as folder:
        assert bytes_in(folder) == 0
        (paths.home() / "sound.raw").write_bytes(b"x" * 7)
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"y" * 5)
            file.flush()
            assert bytes_in(folder) == 12
    assert os.environ["COMPANION_HOME"] == home


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_all_figures_come_and_no_sound_stays(
    recordings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "PHANTOM_S", 3.0)
    monkeypatch.setattr(bench, "SEEDS", (1,))
    monkeypatch.setattr(bench, "clips", lambda data: clips(data)[:1])
    # The window meanwhile has tests of its own (`test_ui_voice_real`), and here only its figures are wanted.
    monkeypatch.setattr(bench, "_window", lambda _: {"blocked_ms_max": 3.0, "worked_ms_max": 2.0})
    measured = bench.measure(recordings, write_whisper(tmp_path / "tiny"), minutes=1)
    assert measured["wer"]["whisper"]["mean"] == 0.0
    assert set(measured["wer"]["basic"]["files"]) == {"one"}
    assert measured["rtf"]["whisper"]["mean"] < measured["rtf"]["basic"]["mean"]
    assert measured["phantom_words"] == 0
    assert measured["first_words"]["whisper"] == {"kept": 1, "without_ring": 1, "of": 1}
    assert measured["sound_bytes_on_disk"] == 0
    assert measured["ui_block_ms_max"] == measured["window"]["blocked_ms_max"]
    assert set(measured["endpoint_ms_p95"]) == {"clean", "20", "10", "5"}
    assert measured["endpoint"]["clean"]["start_ms_max"] <= 120
