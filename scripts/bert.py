"""The listening model as torch reads it, from its GGUF file: the network, its word pieces, its adapter back.

transformers reads no BERT from GGUF, so the tensors are named here one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gguf
import numpy as np

LONGEST = 72  # tokens of a text

# Module of transformers' BertLayer, and the name of its tensors in the file.
_PLACES = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
}
_NORMS = {"attention.output.LayerNorm": "attn_output_norm", "output.LayerNorm": "layer_output_norm"}
_WEIGHT = re.compile(r"layer\.(\d+)\.([\w.]+)\.weight$")


def load(path: Path) -> tuple[Any, Any]:
    """(BertModel, Tokenizer) of the model in the file `path`."""
    reader = gguf.GGUFReader(path)
    return _model(reader), _tokenizer(reader)


def projections(model: Any) -> dict[str, Any]:
    """The weights of a plain BertModel that an adapter lies over, by their names in a GGUF file."""
    found = {}
    for key, weight in model.named_parameters():
        told = _WEIGHT.search(key)
        if told and told[2] in _PLACES:
            layer, place = told.groups()
            found[f"blk.{layer}.{_PLACES[place]}.weight"] = weight
    return found


def differences(model: Any, base: Any, rank: int) -> Iterator[tuple[str, np.ndarray]]:
    """What was trained into `model` since `base`, as low-rank matrices by their names in a GGUF file.

    Of each weight the nearest difference of that rank (Eckart and Young), halved between both matrices.
    """
    import torch

    before = projections(base)
    for name, weight in projections(model).items():
        with torch.no_grad():
            left, scale, right = torch.linalg.svd(weight - before[name], full_matrices=False)
        root = scale[:rank].sqrt()
        yield f"{name}.lora_a", (root[:, None] * right[:rank]).numpy()
        yield f"{name}.lora_b", (left[:, :rank] * root).numpy()


def restore(model: Any, adapter: Path, share: float = 1.0) -> None:
    """Add a share of what the low-rank matrices in the file `adapter` say to a model made by `load`."""
    import torch

    reader = gguf.GGUFReader(adapter)
    alpha = float(reader.fields[gguf.Keys.Adapter.LORA_ALPHA].parts[-1][0])
    told = {
        one.name: torch.tensor(gguf.quants.dequantize(one.data, one.tensor_type).astype(np.float32))
        for one in reader.tensors
    }
    with torch.no_grad():
        for name, weight in projections(model).items():
            if f"{name}.lora_a" in told:
                inner, outer = told[f"{name}.lora_a"], told[f"{name}.lora_b"]
                weight += share * alpha / len(inner) * (outer @ inner)


def _model(reader: Any) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    read = {
        one.name: torch.tensor(gguf.quants.dequantize(one.data, one.tensor_type))
        for one in reader.tensors
    }
    size = read["token_embd.weight"].shape[1]
    layers = sum(name.endswith("attn_q.weight") for name in read)
    kinds = torch.zeros(2, size)
    told = read["token_types.weight"].reshape(-1, size)
    kinds[: len(told)] = told
    state = {
        "embeddings.word_embeddings.weight": read["token_embd.weight"],
        "embeddings.position_embeddings.weight": read["position_embd.weight"],
        "embeddings.token_type_embeddings.weight": kinds,
        "embeddings.LayerNorm.weight": read["token_embd_norm.weight"],
        "embeddings.LayerNorm.bias": read["token_embd_norm.bias"],
    }
    for layer in range(layers):
        for place, name in (_PLACES | _NORMS).items():
            for part in ("weight", "bias"):
                state[f"encoder.layer.{layer}.{place}.{part}"] = read[f"blk.{layer}.{name}.{part}"]
    config = BertConfig(
        vocab_size=read["token_embd.weight"].shape[0], hidden_size=size, num_hidden_layers=layers,
        num_attention_heads=12, intermediate_size=read["blk.0.ffn_up.weight"].shape[0],
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(state, strict=True)
    return model


def _tokenizer(reader: Any) -> Any:
    from tokenizers import processors

    field = reader.fields["tokenizer.ggml.tokens"]
    pieces = [bytes(field.parts[place]).decode() for place in field.data]
    scores = reader.fields["tokenizer.ggml.scores"]
    tokenizer = _by_score(pieces, [float(scores.parts[place][0]) for place in scores.data])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        special_tokens=[(mark, pieces.index(mark)) for mark in ("<s>", "</s>")],
    )
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _by_score(pieces: Sequence[str], scores: Sequence[float]) -> Any:
    """The pieces that are likeliest together."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    read = list(zip(pieces, scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(read, unk_id=pieces.index("<unk>")))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def padded(ids: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """(tokens, mask) of some texts, (texts, longest)."""
    import torch

    longest = max(map(len, ids))
    tokens, mask = torch.zeros(len(ids), longest, dtype=torch.long), torch.zeros(len(ids), longest)
    for row, some in enumerate(ids):
        tokens[row, : len(some)] = torch.tensor(some)
        mask[row, : len(some)] = 1
    return tokens, mask
