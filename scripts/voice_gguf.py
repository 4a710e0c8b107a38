"""A trained adapter as the GGUF file the engine loads beside its model.

The names and the order of rows are those of llama.cpp's own converter (`convert_lora_to_gguf.py`):
in a model of the llama family the rows of the query and key projections of each head are interleaved,
so the upper half of the adapter is turned the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gguf
import numpy as np

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
    heads = {"attn_q": config.num_attention_heads, "attn_k": config.num_key_value_heads}
    out.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(out, "llama")
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(alpha))
    writer.add_string("general.description", json.dumps(dict(provenance)))
    for key, tensor in model.state_dict().items():
        found = _KEY.search(key)
        if found is None:
            continue
        layer, place, half = found.groups()
        name = _NAMES[place]
        rows = tensor.detach().cpu().numpy().astype(np.float32)
        if half == "B" and name in heads:
            rows = interleaved(rows, heads[name])
        writer.add_tensor(f"blk.{layer}.{name}.weight.lora_{half.lower()}", rows.astype(np.float16))
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

    heads = {"attn_q": config.num_attention_heads, "attn_k": config.num_key_value_heads}
    written = {tensor.name: tensor.data for tensor in gguf.GGUFReader(path).tensors}
    for key, tensor in model.state_dict().items():
        found = _KEY.search(key)
        if found is None:
            continue
        layer, place, half = found.groups()
        name = _NAMES[place]
        rows = np.asarray(written[f"blk.{layer}.{name}.weight.lora_{half.lower()}"], np.float32)
        if half == "B" and name in heads:
            rows = halved(rows, heads[name])
        tensor.copy_(torch.from_numpy(rows))


def halved(rows: np.ndarray, heads: int) -> np.ndarray:
    """What `interleaved` did, undone."""
    pairs = rows.reshape(heads, rows.shape[0] // heads // 2, 2, *rows.shape[1:])
    return np.ascontiguousarray(pairs.swapaxes(1, 2).reshape(rows.shape))
