"""Whisper's real loading and decoding, with a tiny model that the tests make."""

from __future__ import annotations

import shutil
import sys
import types
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tiny_whisper import cuda_here, write_whisper
from voice_sounds import voice

from companion.errors import ModelFileError
from companion.voice.transcribe import NO_CARD, Whisper

pytestmark = pytest.mark.slow


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_whisper(tmp_path_factory.mktemp("whisper") / "tiny")


@pytest.fixture
def broken(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "broken"))


def opened(folder: Path, cuda: bool = False) -> Whisper:
    whisper = Whisper(folder, "", cuda, 1)
    whisper.begin()
    return whisper


def test_what_the_model_hears_is_the_text(folder: Path) -> None:
    heard = opened(folder).whole(voice(3), never)
    assert heard.text == "i am tired today"
    assert heard.language == "en" and heard.confidence > 0.9


def test_words_come_while_somebody_speaks(folder: Path) -> None:
    assert opened(folder).so_far(voice(2), never) == ("i", "am", "tired", "today")


def test_the_language_is_found(tmp_path: Path) -> None:
    whisper = opened(write_whisper(tmp_path / "many", "ich bin müde", language="de"))
    assert {"en", "de", "fr", "es", "it", "pt"} <= set(whisper.languages)
    heard = whisper.whole(voice(3), never)
    assert heard.text == "ich bin müde" and heard.language == "de"


def test_a_language_that_was_chosen_is_kept_to(tmp_path: Path) -> None:
    folder = write_whisper(tmp_path / "many", "ich bin müde", language="de")
    assert Whisper(folder, "fr", False, 1).whole(voice(3), never).language == "fr"


def test_a_model_that_is_not_sure_gives_no_words(tmp_path: Path) -> None:
    assert opened(write_whisper(tmp_path / "unsure", sure=0.0)).whole(voice(3), never).text == ""


def test_ten_minutes_are_heard_to_the_end(folder: Path) -> None:
    heard = opened(folder).whole(np.tile(voice(10), 60), never)
    assert heard.text.split().count("tired") == 20  # one in each half minute


def test_the_words_so_far_of_ten_minutes_read_only_the_end(folder: Path) -> None:
    whisper, sound = opened(folder), np.tile(voice(10), 60)
    for seconds in (30, 60, 90, 120):
        said = whisper.so_far(sound[: seconds * 16_000], never)
    assert said[-1] == "today"
    assert len(sound[: 120 * 16_000]) - whisper._from <= 60 * 16_000


def test_it_stops_when_it_is_told_to(folder: Path) -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    assert opened(folder).whole(np.tile(voice(10), 60), stop).text == ""
    assert asked == 3


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def rewrite(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        path = folder / "model.bin"
        path.write_bytes(change(path.read_bytes()))

    return apply


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (shutil.rmtree, "no folder"),
        (remove("model.bin"), "model.bin is missing"),
        (remove("tokenizer.json"), "tokenizer.json is missing"),
        (remove("vocabulary.json"), "damaged"),
        (rewrite(lambda raw: b""), "model.bin is missing"),
        (rewrite(lambda raw: raw[: len(raw) // 2]), "cut short"),
        (rewrite(lambda raw: raw[:-8]), "cut short"),
        (rewrite(lambda raw: b"\x63\0\0\0" + raw[4:]), "another version"),
        (
            rewrite(lambda raw: raw.replace(b"WhisperSpec", b"WhimperSpec", 1)),
            "none that understands",
        ),
    ],
)
def test_a_broken_model_is_said_in_one_sentence(
    broken: Path, damage: Callable[[Path], None], said: str
) -> None:
    damage(broken)
    with pytest.raises(ModelFileError, match=said) as caught:
        opened(broken)
    assert str(caught.value).endswith(".") and str(broken) not in str(caught.value)


def test_a_damaged_tokeniser_is_said_too(broken: Path) -> None:
    (broken / "tokenizer.json").write_text("{", "utf-8")
    with pytest.raises(ModelFileError, match="damaged"):
        opened(broken)


@pytest.mark.skipif(cuda_here(), reason="there is a graphics card here")
def test_without_a_graphics_card_the_processor_does_it_and_says_so(folder: Path) -> None:
    whisper = opened(folder, cuda=True)
    assert whisper.notice == NO_CARD and "processor" in whisper.description
    assert whisper.whole(voice(3), never).text == "i am tired today"
    assert opened(folder).notice == ""


def test_a_card_that_fails_falls_back_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ctranslate2

    expected = "" if cuda_here() else NO_CARD
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    assert opened(folder, cuda=True).notice == expected


def test_nothing_is_looked_for_in_the_web(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = types.SimpleNamespace()
    monkeypatch.setitem(sys.modules, "huggingface_hub", refused)
    assert opened(folder).whole(voice(1), never).text
