"""A whole Whisper model of a few hundred kilobytes, made here: real loading, real decoding.

The encoder's weights are random. The decoder is written so that it says what a script wants: each
place in its output has a direction of its own, and the projection answers that with a token.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from ctranslate2.specs import WhisperSpec
from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers

SIZE, HEADS, MELS, SPAN = 64, 2, 80, 448
MULTILINGUAL = ""  # the token by which CTranslate2 knows a multilingual Whisper
UNKNOWN = "[?]"
LANGUAGES = ("en", "de", "fr", "es", "it", "pt")


def write_whisper(
    folder: Path, said: str = "i am tired today", sure: float = 4.0, language: str = ""
) -> Path:
    """A model that hears `said` in everything, sure of it (4) or not at all (0).

    language: a multilingual model that finds this language; "" for an English one.
    """
    folder.mkdir(parents=True)
    words = sorted(set(said.split()))
    specials = ["<|endoftext|>", "<|startoftranscript|>"]
    specials += [f"<|{code}|>" for code in LANGUAGES] if language else []
    specials += ["<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>"]
    specials += ["<|nospeech|>", "<|notimestamps|>"]
    times = [f"<|{place * 0.02:.2f}|>" for place in range(1501)]
    tokens = [*words, UNKNOWN, *([MULTILINGUAL] if language else []), *specials, *times]
    numbers = {token: number for number, token in enumerate(tokens)}

    script = ["<|0.00|>", *said.split(), "<|2.00|>", "<|endoftext|>"]
    if language:  # after the start come the language and the task before the first words
        script = [f"<|{language}|>", "<|transcribe|>", *script]
    spec = _spec(len(tokens), [numbers[token] for token in script], sure)
    spec.register_vocabulary(tokens)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = [numbers[f"<|{code}|>"] for code in LANGUAGES] if language else []
    spec.config.alignment_heads = list(itertools.product(range(1), range(HEADS)))
    spec.validate()
    spec.save(str(folder))
    _tokenizer(tokens[: -len(times)], specials).save(str(folder / "tokenizer.json"))
    return folder


def _tokenizer(tokens: Sequence[str], specials: Sequence[str]) -> Tokenizer:
    vocabulary = {token: number for number, token in enumerate(tokens)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in specials])
    return tokenizer


def _spec(vocabulary: int, script: Sequence[int], sure: float) -> WhisperSpec:
    random = np.random.default_rng(7)

    def weights(*shape: int, scale: float = 0.05) -> np.ndarray:
        return (random.normal(size=shape) * scale).astype(np.float32)

    spec = WhisperSpec(1, HEADS, 1, HEADS)
    spec.encoder.conv1.weight, spec.encoder.conv1.bias = weights(SIZE, MELS, 3), weights(SIZE)
    spec.encoder.conv2.weight, spec.encoder.conv2.bias = weights(SIZE, SIZE, 3), weights(SIZE)
    spec.encoder.position_encodings.encodings = weights(1500, SIZE)
    spec.decoder.embeddings.weight = weights(vocabulary, SIZE)
    directions = np.zeros((SPAN, SIZE), np.float32)
    directions[np.arange(SPAN), np.minimum(np.arange(SPAN), SIZE - 1)] = 4.0
    spec.decoder.position_encodings.encodings = directions
    projection = weights(vocabulary, SIZE, scale=0.01)
    for place, token in enumerate(script):
        projection[token, place] += sure
    spec.decoder.projection.weight = projection
    for part in (spec.encoder, spec.decoder):
        _normal(part.layer_norm)
    _layer(spec.encoder.layer[0], weights, 1.0)
    _layer(spec.decoder.layer[0], weights, 0.0)  # what it was asked passes through unchanged
    return spec


def _layer(layer: Any, weights: Any, passed: float) -> None:
    attentions = [layer.self_attention]
    if hasattr(layer, "attention"):
        attentions.append(layer.attention)
        layer.attention.linear[0].weight, layer.attention.linear[0].bias = (
            weights(SIZE, SIZE),
            weights(SIZE),
        )
        layer.attention.linear[1].weight, layer.attention.linear[1].bias = (
            weights(2 * SIZE, SIZE),
            weights(2 * SIZE),
        )
    layer.self_attention.linear[0].weight = weights(3 * SIZE, SIZE)
    layer.self_attention.linear[0].bias = weights(3 * SIZE)
    for attention in attentions:
        _normal(attention.layer_norm)
        attention.linear[-1].weight = weights(SIZE, SIZE) * np.float32(passed)
        attention.linear[-1].bias = weights(SIZE) * np.float32(passed)
    _normal(layer.ffn.layer_norm)
    layer.ffn.linear_0.weight, layer.ffn.linear_0.bias = (
        weights(4 * SIZE, SIZE),
        weights(4 * SIZE),
    )
    layer.ffn.linear_1.weight = weights(SIZE, 4 * SIZE) * np.float32(passed)
    layer.ffn.linear_1.bias = weights(SIZE) * np.float32(passed)


def _normal(norm: Any) -> None:
    norm.gamma, norm.beta = np.ones(SIZE, np.float32), np.zeros(SIZE, np.float32)


def cuda_here() -> bool:
    return bool(ctranslate2.get_cuda_device_count())
