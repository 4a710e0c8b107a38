"""Small GGUF files with the shape of real ones, for tests that never run them."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import gguf
import numpy as np

from companion.engine.catalogue import Entry, Source

CHATML = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>{% endfor %}"


def write_gguf(
    path: Path,
    architecture: str = "llama",
    lists: Mapping[str, Sequence[Any]] | None = None,
    **extra: Any,
) -> Path:
    """A GGUF with a few words, two small tensors and a chat template.

    `extra` are more keys, or other values for these; `lists` the same for lists.
    """
    writer = gguf.GGUFWriter(path, architecture)
    if f"{architecture}__context_length" not in extra:
        writer.add_context_length(2048)
    writer.add_tokenizer_model("gpt2")
    words = {"tokenizer.ggml.tokens": ["a", "b", "c"], "tokenizer.ggml.scores": [0.0, 1.0, 2.0]}
    for key, items in (words | dict(lists or {})).items():
        writer.add_array(key, items)
    writer.add_chat_template(str(extra.pop("tokenizer__chat_template", CHATML)))
    for key, value in extra.items():
        add = writer.add_string if isinstance(value, str) else writer.add_uint32
        add(key.replace("__", "."), value)
    writer.add_tensor("token_embd.weight", np.ones((3, 32), np.float32))
    writer.add_tensor("output.weight", np.ones((3, 32), np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def entry_for(raw: bytes, source: Source, **changes: Any) -> Entry:
    """A catalogue entry for a file `tiny.gguf` with these bytes."""
    entry = Entry(
        name="tiny",
        title="Tiny",
        role="chat",
        file="tiny.gguf",
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        licence="MIT",
        context=2048,
        prefix_reuse=True,
        template="chatml",
        tier="candidates",
        about="For tests.",
        source=source,
    )
    return dataclasses.replace(entry, **changes)
