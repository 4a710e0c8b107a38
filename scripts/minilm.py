"""MiniLM as torch reads it, from the embedder's GGUF file: the model, its words, its adapter back.

transformers reads no BERT from GGUF, so the tensors are named here one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gguf
import numpy as np

LONGEST = 72  # tokens of a text; danger lines have 34 on average
BEGINS = "\u2581"  # before a word's first piece in the file; later pieces carry no mark there

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
PROJECTIONS = tuple(_PLACES)  # that an adapter lies over
_KEY = re.compile(r"layer\.(\d+)\.([\w.]+)\.lora_([AB])\.default\.weight$")


def load(path: Path) -> tuple[Any, Any]:
    """(BertModel, Tokenizer) of the embedder in the file `path`."""
    reader = gguf.GGUFReader(path)
    return _model(reader), _tokenizer(reader)


def matrices(model: Any) -> Iterator[tuple[str, np.ndarray]]:
    """The low-rank matrices of a peft model made from `load`'s, by their names in a GGUF file."""
    for key, tensor in model.state_dict().items():
        if found := _KEY.search(key):
            layer, place, half = found.groups()
            rows = tensor.detach().cpu().numpy()
            yield f"blk.{layer}.{_PLACES[place]}.weight.lora_{half.lower()}", rows


def _model(reader: Any) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    read = {one.name: torch.tensor(np.array(one.data, np.float32)) for one in reader.tensors}
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
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    field = reader.fields["tokenizer.ggml.tokens"]
    words: dict[str, int] = {}
    for number, place in enumerate(field.data):
        words.setdefault(_piece(bytes(field.parts[place]).decode()), number)
    tokenizer = Tokenizer(models.WordPiece(words, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(mark, words[mark]) for mark in ("[CLS]", "[SEP]")]
    )
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _piece(token: str) -> str:
    if token.startswith(BEGINS):
        return token[1:]
    return token if re.fullmatch(r"\[.+\]", token) else f"##{token}"


def padded(ids: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """(tokens, mask) of some texts, (texts, longest)."""
    import torch

    longest = max(map(len, ids))
    tokens, mask = torch.zeros(len(ids), longest, dtype=torch.long), torch.zeros(len(ids), longest)
    for row, some in enumerate(ids):
        tokens[row, : len(some)] = torch.tensor(some)
        mask[row, : len(some)] = 1
    return tokens, mask
