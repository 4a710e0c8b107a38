"""MiniLM for llama.cpp: the published weights and word list become one GGUF file.

The network is BERT: 6 layers, 12 heads, 384 numbers a token, mean pooling. Large matrices are
stored as 16-bit floats; everything added or normalised stays 32-bit, and so do the two small
embedding tables, which the engine adds to 32-bit numbers and aborts on anything else.
"""

from __future__ import annotations

import os
from pathlib import Path

import gguf
import numpy as np
from safetensors import SafetensorError, safe_open

from companion.errors import ModelFileError

LAYERS = 6
HEADS = 12
WIDTH = 384
INNER = 1536
POSITIONS = 512
NORM_EPS = 1e-12
WORD_START = "\u2581"

_OUTER = {
    "embeddings.word_embeddings.weight": "token_embd.weight",
    "embeddings.position_embeddings.weight": "position_embd.weight",
    "embeddings.token_type_embeddings.weight": "token_types.weight",
    "embeddings.LayerNorm": "token_embd_norm",
}
_INNER = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
_FULL_PRECISION = {"position_embd.weight", "token_types.weight"}
_CONTROL = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}


def convert(weights: Path, vocabulary: Path, target: Path) -> None:
    """Write the GGUF at `target`, atomically and byte for byte the same each time.

    weights: the published safetensors file; vocabulary: its vocab.txt, one word piece a line.
    Raises ModelFileError when either is not what was published, OSError when the disk is full.
    """
    pieces = vocabulary.read_text("utf-8").splitlines()
    draft = target.with_name(target.name + ".part")
    writer = gguf.GGUFWriter(draft, "bert")
    try:
        _describe(writer, pieces)
        _add_tensors(writer, weights, len(pieces))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    except (SafetensorError, ValueError) as error:
        draft.unlink(missing_ok=True)
        raise ModelFileError("The sentence model's files are not the published ones.") from error
    finally:
        writer.close()
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(target)


def _describe(writer: gguf.GGUFWriter, pieces: list[str]) -> None:
    writer.add_name("all-MiniLM-L6-v2")
    writer.add_license("apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_context_length(POSITIONS)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_block_count(LAYERS)
    writer.add_head_count(HEADS)
    writer.add_layer_norm_eps(NORM_EPS)
    writer.add_causal_attention(False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)
    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([_piece(piece) for piece in pieces])
    writer.add_token_types([_kind(piece) for piece in pieces])
    writer.add_token_type_count(2)
    for name, add in (
        ("[UNK]", writer.add_unk_token_id),
        ("[SEP]", writer.add_sep_token_id),
        ("[PAD]", writer.add_pad_token_id),
        ("[MASK]", writer.add_mask_token_id),
        ("[CLS]", writer.add_bos_token_id),
        ("[SEP]", writer.add_eos_token_id),
    ):
        add(pieces.index(name))


def _piece(piece: str) -> str:
    """A WordPiece as the engine spells it: the start of a word is marked, its inside is not."""
    if piece.startswith("##"):
        return piece[2:]
    return piece if piece in _CONTROL else WORD_START + piece


def _kind(piece: str) -> gguf.TokenType:
    if piece == "[UNK]":
        return gguf.TokenType.UNKNOWN
    return gguf.TokenType.CONTROL if piece in _CONTROL else gguf.TokenType.NORMAL


def _add_tensors(writer: gguf.GGUFWriter, weights: Path, vocabulary_size: int) -> None:
    with safe_open(weights, framework="np") as file:
        for source, name in sorted(_names().items()):
            tensor = file.get_tensor(source)
            if name == "token_embd.weight" and tensor.shape != (vocabulary_size, WIDTH):
                raise ValueError("the word list and the weights differ in length")
            half = tensor.ndim == 2 and name not in _FULL_PRECISION
            writer.add_tensor(name, tensor.astype(np.float16 if half else np.float32))


def _names() -> dict[str, str]:
    """Published tensor name -> GGUF tensor name; the pooler is left out, mean pooling has no use for it."""
    names = dict(_OUTER)
    for layer in range(LAYERS):
        for source, name in _INNER.items():
            names[f"encoder.layer.{layer}.{source}"] = f"blk.{layer}.{name}"
    both = {
        f"{source}.{part}": f"{name}.{part}"
        for source, name in names.items()
        if not source.endswith(".weight")
        for part in ("weight", "bias")
    }
    return both | {source: name for source, name in names.items() if source.endswith(".weight")}
