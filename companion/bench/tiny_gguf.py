"""A whole language model of a few kilobytes, made here: the engine loads it, and it says nonsense."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

WIDTH, HEADS, CONTEXT = 32, 4, 128
_CONTROL, _UNKNOWN, _NORMAL, _BYTE = 3, 2, 1, 6  # kinds of token, llama.cpp's numbers


def write_tiny(path: Path, feed_forward: int = 64, seed: int = 1) -> Path:
    """Write the model to `path`; feed_forward: the part that makes it larger, 384 bytes a unit."""
    random = np.random.default_rng(seed)
    words = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), "\u2581", "a"]
    kinds = [_UNKNOWN, _CONTROL, _CONTROL, *[_BYTE] * 256, _NORMAL, _NORMAL]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(feed_forward)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(words)
    writer.add_token_scores([0.0] * len(words))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)

    def matrix(name: str, *shape: int) -> None:
        values = random.normal(size=shape, scale=0.1).astype(np.float32)
        writer.add_tensor(f"{name}.weight", values)

    matrix("token_embd", len(words), WIDTH)
    matrix("output_norm", WIDTH)
    matrix("output", len(words), WIDTH)
    for norm in ("attn_norm", "ffn_norm"):
        matrix(f"blk.0.{norm}", WIDTH)
    for square in ("attn_q", "attn_k", "attn_v", "attn_output"):
        matrix(f"blk.0.{square}", WIDTH, WIDTH)
    matrix("blk.0.ffn_gate", feed_forward, WIDTH)
    matrix("blk.0.ffn_up", feed_forward, WIDTH)
    matrix("blk.0.ffn_down", WIDTH, feed_forward)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
