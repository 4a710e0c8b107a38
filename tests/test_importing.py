"""Models from my own disk: looked into, copied whole or not at all, and removed again."""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path

import pytest
from tiny_models import write_gguf

from companion.engine import catalogue, importing, staging
from companion.errors import CannotKeep, FetchStopped, ModelFileError

pytestmark = pytest.mark.usefixtures("own_folder")


def test_my_own_model_is_copied_and_can_be_chosen(tmp_path: Path, own_folder: Path) -> None:
    mine = write_gguf(tmp_path / "my model.gguf", general__license="mit")
    copy = importing.bring(mine)
    assert copy == own_folder / "my model.gguf"
    assert copy.read_bytes() == mine.read_bytes()
    assert catalogue.chat_path("my model.gguf") == catalogue.chat_path("my model") == copy
    (listed,) = catalogue.imported()
    assert (listed.template, listed.context, listed.licence) == ("chatml", 2048, "mit")
    assert (listed.prefix_reuse, listed.tier) == (True, "candidates")


@pytest.mark.parametrize(
    "mark", [{"llama__attention__sliding_window": 512}, {"llama__ssm__state_size": 16}]
)
def test_a_model_that_must_reread_everything_is_recognised(
    tmp_path: Path, mark: dict[str, int]
) -> None:
    importing.bring(write_gguf(tmp_path / "hybrid.gguf", **mark))
    assert not catalogue.find("hybrid").prefix_reuse


def test_importing_the_same_name_twice_keeps_the_first(tmp_path: Path) -> None:
    first = importing.bring(write_gguf(tmp_path / "mine.gguf"))
    before = first.read_bytes()
    with pytest.raises(ModelFileError, match="already here"):
        importing.bring(write_gguf(tmp_path / "mine.gguf", general__name="another"))
    assert first.read_bytes() == before


def test_a_file_with_a_listed_name_must_be_the_listed_file(
    tmp_path: Path, own_folder: Path
) -> None:
    file = catalogue.find("smollm2-135m").file
    with pytest.raises(ModelFileError, match="not the one expected"):
        importing.bring(write_gguf(tmp_path / file))
    assert not (own_folder / file).exists()


@pytest.mark.parametrize(
    ("architecture", "extra", "why"),
    [
        ("llama", {"general__type": "adapter"}, "no language model of its own"),
        ("llama", {"split__count": 3}, "cut into several files"),
        ("bert", {}, "not one that can talk"),
    ],
)
def test_a_model_that_cannot_talk_is_refused(
    tmp_path: Path, own_folder: Path, architecture: str, extra: dict[str, object], why: str
) -> None:
    path = write_gguf(tmp_path / "odd.gguf", architecture, **extra)
    with pytest.raises(ModelFileError, match=why):
        importing.bring(path)
    assert not list(own_folder.iterdir())


@pytest.mark.parametrize("kept", [0, 1, 4, 8, 15, 24, 100, 300, -200, -33, -1])
def test_a_truncated_model_is_refused_and_leaves_nothing(
    tmp_path: Path, own_folder: Path, kept: int
) -> None:
    path = write_gguf(tmp_path / "cut.gguf")
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ModelFileError) as caught:
        importing.bring(path)
    assert str(caught.value).count(".") <= 2
    assert "\n" not in str(caught.value)
    assert not list(own_folder.iterdir())


def test_something_that_is_not_a_model_is_refused(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Dear diary", "utf-8")
    with pytest.raises(ModelFileError, match="not a GGUF model"):
        importing.bring(note)
    with pytest.raises(ModelFileError, match=r"no Whisper model: model\.bin is missing"):
        importing.bring(tmp_path)
    with pytest.raises(ModelFileError, match="not there"):
        importing.bring(tmp_path / "nowhere.gguf")


def test_a_damaged_file_among_mine_is_left_out_of_the_list(own_folder: Path) -> None:
    write_gguf(own_folder / "good.gguf")
    (own_folder / "bad.gguf").write_bytes(b"GGUF")
    assert [entry.name for entry in catalogue.imported()] == ["good.gguf"]
    with pytest.raises(ModelFileError, match=r"bad\.gguf is damaged"):
        catalogue.find("bad")


@pytest.mark.parametrize(
    ("extra", "lists"),
    [
        ({"llama__context_length": 0}, {}),
        ({"llama__context_length": 7}, {}),
        ({"llama__context_length": 1 << 31}, {}),
        ({"llama__block_count": 0}, {}),
        ({"llama__block_count": "many"}, {}),
        ({"llama__block_count": 100_000}, {}),
        ({}, {"tokenizer.ggml.scores": [1.0]}),
        ({}, {"tokenizer.ggml.token_type": [1.0, 1.0, 1.0]}),
        ({}, {"tokenizer.ggml.tokens": [1, 2, 3]}),
    ],
)
def test_a_model_that_says_impossible_things_of_itself_is_refused(
    tmp_path: Path, own_folder: Path, extra: dict[str, object], lists: dict[str, list[object]]
) -> None:
    path = write_gguf(tmp_path / "odd.gguf", lists=lists, **extra)
    with pytest.raises(ModelFileError, match="no model does"):
        importing.bring(path)
    assert not list(own_folder.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
def test_an_odd_file_name_becomes_one_that_works_everywhere(tmp_path: Path) -> None:
    copy = importing.bring(write_gguf(tmp_path / 'a:b\n"c" .gguf'))
    assert copy.name == "a-b--c-.gguf"
    assert catalogue.chat_path("a-b--c-") == copy


def test_a_stranger_s_long_licence_does_not_flood_the_list(tmp_path: Path) -> None:
    importing.bring(write_gguf(tmp_path / "mine.gguf", general__license="mit\n" * 1000))
    assert catalogue.imported()[0].licence == "mit " * 9 + "mit"


def test_the_sum_of_my_model_is_noted_so_that_damage_is_found_later(tmp_path: Path) -> None:
    copy = importing.bring(write_gguf(tmp_path / "mine.gguf"))
    entry = catalogue.find("mine")
    catalogue.verify(copy, entry)
    raw = bytearray(copy.read_bytes())
    raw[-1] ^= 1
    copy.write_bytes(raw)
    with pytest.raises(ModelFileError, match="not the one expected"):
        catalogue.verify(copy, entry)


def test_a_copy_i_stop_leaves_nothing(tmp_path: Path, own_folder: Path) -> None:
    with pytest.raises(FetchStopped):
        importing.bring(write_gguf(tmp_path / "mine.gguf"), cancelled=lambda: True)
    assert not list(own_folder.iterdir())


def test_a_copy_for_which_there_is_no_room_is_not_begun(
    tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = staging.shutil.disk_usage(own_folder)
    monkeypatch.setattr(staging.shutil, "disk_usage", lambda _: usage._replace(free=49_000_000))
    with pytest.raises(CannotKeep, match="49 MB free"):
        importing.bring(write_gguf(tmp_path / "mine.gguf"))
    assert not list(own_folder.iterdir())


def test_a_disk_that_refuses_half_way_leaves_nothing(
    tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_: int) -> None:
        raise OSError(28, "no")

    path = write_gguf(tmp_path / "mine.gguf")
    monkeypatch.setattr(importing.os, "fsync", refuses)
    with pytest.raises(ModelFileError, match="disk full"):
        importing.bring(path)
    assert not list(own_folder.iterdir())


def test_what_a_killed_copy_left_is_cleared_away(tmp_path: Path, own_folder: Path) -> None:
    old, new = own_folder / "old.gguf.importing", own_folder / "new.gguf.importing"
    old.write_bytes(b"half")
    new.write_bytes(b"half, perhaps under way in another window")
    os.utime(old, (0, 0))
    importing.bring(write_gguf(tmp_path / "mine.gguf"))
    assert not old.exists()
    assert new.exists()


# --- speech models -----------------------------------------------------------------------------


def text(words: str) -> bytes:
    raw = words.encode() + b"\0"
    return struct.pack("<H", len(raw)) + raw


def weights(spec: str = "WhisperSpec", version: int = 6, count: int = 1, length: int = 16) -> bytes:
    named = text("decoder/scale") + struct.pack("<BIBI", 1, 4, 0, length) + bytes(16)
    return struct.pack("<I", version) + text(spec) + struct.pack("<II", 3, count) + named + bytes(4)


def whisper(folder: Path, model: bytes | None = None, config: str = "{}") -> Path:
    """A folder shaped like a Whisper model in CTranslate2."""
    folder.mkdir()
    (folder / "model.bin").write_bytes(weights() if model is None else model)
    (folder / "config.json").write_text(config, "utf-8")
    (folder / "tokenizer.json").write_text(json.dumps({"model": {}}), "utf-8")
    (folder / "vocabulary.json").write_text("[]", "utf-8")
    (folder / "holiday.jpg").write_bytes(b"not for here")
    return folder


def test_a_speech_model_is_copied_with_its_files_and_no_others(
    tmp_path: Path, own_folder: Path
) -> None:
    copy = importing.bring(whisper(tmp_path / "whisper tiny"))
    assert copy == own_folder / "whisper tiny"
    assert sorted(path.name for path in copy.iterdir()) == [
        "config.json",
        "model.bin",
        "tokenizer.json",
        "vocabulary.json",
    ]
    assert (copy / "model.bin").read_bytes() == weights()
    with pytest.raises(ModelFileError, match="already here"):
        importing.bring(tmp_path / "whisper tiny")


@pytest.mark.parametrize(
    ("model", "config", "why"),
    [
        (weights(spec="TransformerSpec"), "{}", "none that understands speech"),
        (weights()[:60], "{}", "damaged"),
        (weights(length=2**32 - 1), "{}", "damaged"),
        (weights(length=15), "{}", "damaged"),
        (weights(count=2**32 - 1), "{}", "damaged"),
        (weights(version=99), "{}", "damaged"),
        (b"", "{}", "damaged"),
        (weights(), "{", "damaged"),
        (weights(), "[" * 100_000, "damaged"),
    ],
)
def test_a_folder_that_is_no_whole_speech_model_is_refused(
    tmp_path: Path, own_folder: Path, model: bytes, config: str, why: str
) -> None:
    with pytest.raises(ModelFileError, match=why):
        importing.bring(whisper(tmp_path / "speech", model, config))
    assert not list(own_folder.iterdir())
