"""The catalogue, and model files that are not what they should be."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import tiny_models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_models import write_gguf

from companion import paths
from companion.engine import catalogue, gguf_header, keeping
from companion.engine.catalogue import Entry, Source
from companion.errors import ModelFileError
from companion.prompt.assemble import TEMPLATES

FREE_LICENCES = {"Apache-2.0", "MIT"}


pytestmark = pytest.mark.usefixtures("own_folder")


def entry_for(path: Path, **changes: object) -> Entry:
    source = Source("url", url="https://models.invalid/tiny.gguf")
    return tiny_models.entry_for(path.read_bytes(), source, file=path.name, **changes)


# --- what is listed ----------------------------------------------------------------------------


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda entry: entry.name)
def test_every_listed_model_is_free_to_use_and_described(entry: Entry) -> None:
    assert entry.licence in FREE_LICENCES
    assert entry.role in {"chat", "embedding", "listening", "speech"}
    assert entry.size > 1_000_000
    assert entry.about.endswith(".")
    speech = entry.role == "speech"
    assert speech or entry.context >= 256
    assert entry.file.endswith(".gguf") != speech


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda entry: entry.name)
def test_every_listed_model_says_where_it_comes_from(entry: Entry) -> None:
    if entry.source.kind == "wheel":
        assert entry.source.version
        assert all(len(member.sha256) == 64 and member.size for member in entry.source.members)
        return
    assert entry.source.url.startswith("https://")
    if entry.source.kind == "url":
        assert entry.source.url.endswith("/" + entry.file)
    else:
        assert entry.source.kind == "folder"
        assert all(len(member.sha256) == 64 and member.size for member in entry.source.members)


def test_chat_models_keep_what_they_have_read() -> None:
    chats = [entry for entry in catalogue.entries() if entry.role == "chat"]
    assert len(chats) >= 3
    assert all(entry.prefix_reuse and entry.template in TEMPLATES for entry in chats)
    assert {entry.tier for entry in chats} == {"candidates", "stream"}


def test_names_and_files_are_listed_once() -> None:
    names = [entry.name for entry in catalogue.entries()]
    files = [entry.file for entry in catalogue.entries()]
    assert len(set(names)) == len(names)
    assert len(set(files)) == len(files)


def test_the_starter_pack_is_one_chat_model_a_sentence_model_and_a_listener() -> None:
    pack = {entry.role: entry for entry in catalogue.entries() if entry.starter}
    assert list(pack) == ["chat", "listening", "embedding"], "a talk needs the last one"
    assert pack["chat"].size == 98_362_432
    assert pack["chat"].sha256.startswith("b179c9523d0e6a0f")
    assert pack["embedding"].source.members[0].sha256.startswith("53aa51172d142c89")
    assert pack["listening"].source.members[0].sha256.startswith("1571fc9827503943")


# --- finding a model ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["nothing", "../secret", "/etc/passwd", "a\0b", "", "x" * 5000, "C:evil", "a\\b", "🙂"]
)
def test_an_unknown_model_is_named_kindly_and_never_looked_up_elsewhere(name: str) -> None:
    with pytest.raises(ModelFileError, match="companion models list"):
        catalogue.find(name)


def test_a_setting_cannot_reach_a_model_outside_the_folder(own_folder: Path) -> None:
    write_gguf(own_folder.parent / "outside.gguf")
    with pytest.raises(ModelFileError):
        catalogue.chat_path("../outside.gguf")


def test_a_model_that_was_not_fetched_says_how_to_fetch_it() -> None:
    with pytest.raises(ModelFileError, match="companion models get starter"):
        catalogue.chat_path("smollm2-135m")
    with pytest.raises(ModelFileError, match="companion models get starter"):
        catalogue.embedder_path()
    with pytest.raises(ModelFileError, match=r"companion models get smollm2-1\.7b"):
        catalogue.chat_path("smollm2-1.7b")


def test_the_sentence_model_cannot_be_chosen_to_talk_with() -> None:
    with pytest.raises(ModelFileError, match="not a chat model"):
        catalogue.chat_path("all-minilm-l6-v2")


def test_a_model_cut_short_does_not_count_as_installed(own_folder: Path) -> None:
    starter = catalogue.find("smollm2-135m")
    (own_folder / starter.file).write_bytes(b"GGUF too short")
    assert not catalogue.installed(starter)


def test_a_packaged_starter_is_used_where_it_lies_and_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = catalogue.find("all-minilm-l6-v2")
    shipped = tmp_path / "program" / "starter"
    shipped.mkdir(parents=True)
    write_gguf(shipped / entry.file)
    monkeypatch.setattr(paths, "shipped", lambda: shipped.parent)
    assert catalogue.embedder_path() == shipped / entry.file
    with pytest.raises(ModelFileError, match="nothing was removed"):
        keeping.remove(entry.name)
    assert (shipped / entry.file).exists()


# --- verifying ---------------------------------------------------------------------------------


def test_a_whole_file_passes(own_folder: Path) -> None:
    path = write_gguf(own_folder / "tiny.gguf")
    catalogue.verify(path, entry_for(path))


def test_one_changed_byte_is_noticed(own_folder: Path) -> None:
    path = write_gguf(own_folder / "tiny.gguf")
    entry = entry_for(path)
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)
    assert catalogue.installed(entry)
    with pytest.raises(ModelFileError, match="not the one expected"):
        catalogue.verify(path, entry)


def test_a_missing_file_is_one_sentence(own_folder: Path) -> None:
    path = write_gguf(own_folder / "tiny.gguf")
    entry = entry_for(path)
    path.unlink()
    with pytest.raises(ModelFileError, match="could not be read"):
        catalogue.verify(path, entry)


def test_a_file_without_a_known_sum_is_pinned_when_it_first_arrives(own_folder: Path) -> None:
    path = write_gguf(own_folder / "tiny.gguf")
    entry = entry_for(path, sha256="", size=1)
    catalogue.verify(path, entry)
    catalogue.pin(entry, path)
    catalogue.verify(path, entry)
    path.write_bytes(path.read_bytes() + b"more")
    assert not catalogue.installed(entry)
    with pytest.raises(ModelFileError, match="not the one expected"):
        catalogue.verify(path, entry)


@pytest.mark.parametrize(
    "pins", ["", "{", "[]", "[1]", '[["a"]]', '{"a": 1}', "null", "[[1,[],2]]"]
)
def test_damaged_pins_are_as_good_as_none(own_folder: Path, pins: str) -> None:
    (own_folder / "pins.json").write_text(pins, "utf-8")
    path = write_gguf(own_folder / "tiny.gguf")
    catalogue.verify(path, entry_for(path, sha256=""))


# --- hostile files -----------------------------------------------------------------------------

HUGE = 2**64 - 1


def gguf_bytes(
    pairs: bytes = b"", n_pairs: int = 0, tensors: bytes = b"", n_tensors: int = 0
) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", 3, n_tensors, n_pairs) + pairs + tensors


def key(name: bytes, kind: int, value: bytes) -> bytes:
    return struct.pack("<Q", len(name)) + name + struct.pack("<I", kind) + value


def tensor(
    dims: tuple[int, ...], kind: int = 0, offset: int = 0, n_dims: int | None = None
) -> bytes:
    count = len(dims) if n_dims is None else n_dims
    shape = struct.pack(f"<{len(dims)}Q", *dims)
    return (
        struct.pack("<Q", 1)
        + b"t"
        + struct.pack("<I", count)
        + shape
        + struct.pack("<IQ", kind, offset)
    )


@pytest.mark.parametrize(
    "raw",
    [
        gguf_bytes(n_pairs=HUGE),
        gguf_bytes(n_tensors=HUGE),
        gguf_bytes(struct.pack("<Q", HUGE), 1),
        gguf_bytes(key(b"a", 8, struct.pack("<Q", HUGE)), 1),
        gguf_bytes(key(b"a", 9, struct.pack("<IQ", 8, HUGE)), 1),
        gguf_bytes(key(b"a", 9, struct.pack("<IQ", 0, HUGE)), 1),
        gguf_bytes(key(b"a", 9, struct.pack("<IQ", 9, 1)), 1),
        gguf_bytes(key(b"a", 77, b""), 1),
        gguf_bytes(key(b"\xff\xfe", 4, bytes(4)), 1),
        gguf_bytes(key(b"general.alignment", 4, bytes(4)), 1),
        gguf_bytes(key(b"general.alignment", 8, struct.pack("<Q", 2) + b"hi"), 1),
        gguf_bytes(tensors=tensor((4, 4), offset=HUGE), n_tensors=1),
        gguf_bytes(tensors=tensor((HUGE, HUGE, HUGE, HUGE)), n_tensors=1),
        gguf_bytes(tensors=tensor((4,), n_dims=5), n_tensors=1),
        gguf_bytes(tensors=tensor((0,)), n_tensors=1),
        gguf_bytes(tensors=tensor(()), n_tensors=1),
        gguf_bytes(tensors=tensor((33,), kind=2), n_tensors=1),
        gguf_bytes(tensors=tensor((32,), kind=9999), n_tensors=1),
        b"GGUF" + struct.pack(">IQQ", 3, 0, 0),
        b"GGUF" + struct.pack("<IQQ", 1, 0, 0),
        b"GGUF" + struct.pack("<IQQ", 99, 0, 0),
    ],
)
def test_a_file_that_lies_about_itself_is_refused_in_one_sentence(
    tmp_path: Path, raw: bytes
) -> None:
    path = tmp_path / "hostile.gguf"
    path.write_bytes(raw)
    with pytest.raises(ModelFileError, match=r"^The model file hostile\.gguf .*\.$"):
        gguf_header.read(path)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(noise=st.binary(max_size=300), magic=st.booleans())
def test_no_bytes_at_all_can_break_the_reader(tmp_path: Path, noise: bytes, magic: bool) -> None:
    path = tmp_path / "noise.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0" + noise if magic else noise)
    try:
        assert gguf_header.read(path).version == 3
    except ModelFileError as error:
        assert str(error).startswith("The model file noise.gguf ")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 400), value=st.integers(0, 255))
def test_a_real_file_with_one_wrong_byte_is_read_or_refused(
    tmp_path: Path, at: int, value: int
) -> None:
    path = write_gguf(tmp_path / "bent.gguf")
    raw = bytearray(path.read_bytes())
    raw[at % len(raw)] = value
    path.write_bytes(raw)
    try:
        assert gguf_header.read(path).tensors >= 0
    except ModelFileError as error:
        assert "\n" not in str(error)


def test_the_header_of_a_real_layout_is_read(tmp_path: Path) -> None:
    header = gguf_header.read(write_gguf(tmp_path / "tiny.gguf", general__license="mit"))
    assert header.tensors == 2
    assert header.text("general.architecture") == "llama"
    assert header.number("llama.context_length") == 2048
    assert header.text("missing") == ""
    assert header.number("general.license") == 0
