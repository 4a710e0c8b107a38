"""A trained adapter as the GGUF file the engine loads beside its model.

The names and the order of rows are those of llama.cpp's own converter (`convert_lora_to_gguf.py`):
in a model of the llama family the rows of the query and key projections of each head are interleaved,
so the upper half of the adapter is turned the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import gguf
import numpy as np

EIGHT_BITS = gguf.GGMLQuantizationType.Q8_0
BLOCK = (
    32  # numbers in a row that share a scale; shorter rows stay as they are, with half precision
)

_NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_KEY = re.compile(r"layers\.(\d+)\.(\w+\.\w+)\.lora_([AB])\.default\.weight$")


def write_adapter(
    model: Any, config: Any, alpha: float, out: Path, provenance: Mapping[str, Any]
) -> None:
    """Write the low-rank matrices of a peft `model` on a llama base with `config` to `out`."""
    made = (
        (name, interleaved(rows, heads) if heads else rows)
        for name, tensor, heads in _matrices(model, config)
        for rows in [tensor.detach().cpu().numpy().astype(np.float32)]
    )
    write_matrices(made, "llama", alpha, out, provenance)


def write_matrices(
    made: Iterable[tuple[str, np.ndarray]],
    base: str,
    alpha: float,
    out: Path,
    provenance: Mapping[str, Any],
) -> None:
    """Write low-rank matrices by their names in the file, for a base of this architecture, to `out`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(out, base)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(alpha))
    writer.add_string("general.description", json.dumps(dict(provenance)))
    for name, rows in made:
        if rows.shape[-1] % BLOCK:
            writer.add_tensor(name, rows.astype(np.float16))
        else:
            whole = np.ascontiguousarray(rows, np.float32)
            writer.add_tensor(name, gguf.quants.quantize(whole, EIGHT_BITS), raw_dtype=EIGHT_BITS)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def interleaved(rows: np.ndarray, heads: int) -> np.ndarray:
    """Rows (heads * size, n) with the two halves of each head's rows taken in turns."""
    halves = rows.reshape(heads, 2, rows.shape[0] // heads // 2, *rows.shape[1:])
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(rows.shape))


def read_adapter(model: Any, config: Any, path: Path) -> None:
    """Put the matrices `write_adapter` wrote to `path` back into a peft `model` of the same shape."""
    import torch

    written = {
        tensor.name: gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        for tensor in gguf.GGUFReader(path).tensors
    }
    for name, tensor, heads in _matrices(model, config):
        rows = np.asarray(written[name], np.float32)
        tensor.copy_(torch.from_numpy(halved(rows, heads) if heads else rows))


def _matrices(model: Any, config: Any) -> Iterator[tuple[str, Any, int]]:
    """(name in the file, tensor, heads whose rows are interleaved there or 0) of each of a model's."""
    turned = {"attn_q": config.num_attention_heads, "attn_k": config.num_key_value_heads}
    for key, tensor in model.state_dict().items():
        if found := _KEY.search(key):
            layer, place, half = found.groups()
            name = _NAMES[place]
            heads = turned.get(name, 0) if half == "B" else 0
            yield f"blk.{layer}.{name}.weight.lora_{half.lower()}", tensor, heads


def halved(rows: np.ndarray, heads: int) -> np.ndarray:
    """What `interleaved` did, undone."""
    pairs = rows.reshape(heads, rows.shape[0] // heads // 2, 2, *rows.shape[1:])
    return np.ascontiguousarray(pairs.swapaxes(1, 2).reshape(rows.shape))
