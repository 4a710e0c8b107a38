"""What a model needs of a machine, from its shape alone: weights, what it has read, and working room.

The terms are those of llama.cpp's own graph; `companion.bench.fitting` holds them against what the
engine really takes. All sizes are bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

from companion.engine.gguf_header import Header

RUNTIME = 47_000_000  # the engine's process before any model: Python, numpy, the libraries
WORD = 360  # one entry of the vocabulary with its place in the tables around it
ROWS = 9  # answers kept at once: the prompt's and those of eight candidates
CELLS = 256  # llama.cpp rounds a window up to a multiple of this
FLOAT = 4
KV_BYTES = {"f16": 2.0, "q8_0": 34 / 32}
KV_BLOCK = 32  # numbers quantised together: a head must be a multiple of it
ACTIVATIONS = 6  # copies of a batch's vectors that live at the same time


@dataclass(frozen=True)
class Shape:
    """The measures of a transformer that decide its memory.

    key, value: numbers a head keeps for each token. feed_forward: width between the layers.
    tied: the words going in and coming out share one table.
    """

    layers: int
    heads: int
    kv_heads: int
    key: int
    value: int
    embedding: int
    feed_forward: int
    vocabulary: int
    tied: bool = True

    @property
    def quantises(self) -> bool:
        """Whether what was read can be kept in q8_0."""
        return self.key % KV_BLOCK == 0 and self.value % KV_BLOCK == 0

    @property
    def layer_share(self) -> float:
        """The part of the file that is in the layers; the rest is the table of words."""
        read = self.heads * self.key + self.kv_heads * (self.key + self.value)
        layer = self.embedding * (read + self.heads * self.value + 3 * self.feed_forward)
        tables = (1 if self.tied else 2) * self.vocabulary * self.embedding
        return self.layers * layer / (self.layers * layer + tables)


@dataclass(frozen=True)
class Need:
    """Bytes in the computer's own memory and on its devices, all of them together."""

    host: int
    device: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.host + self.device


def shape_of(header: Header) -> Shape | None:
    """The shape a model file tells of itself; None where it leaves out what is needed."""
    kind = header.text("general.architecture")

    def told(key: str) -> int:
        return header.number(f"{kind}.{key}")

    heads, embedding = told("attention.head_count"), told("embedding_length")
    size = embedding // heads if heads else 0
    shape = Shape(
        layers=told("block_count"),
        heads=heads,
        kv_heads=told("attention.head_count_kv") or heads,
        key=told("attention.key_length") or size,
        value=told("attention.value_length") or size,
        embedding=embedding,
        feed_forward=told("feed_forward_length"),
        vocabulary=told("vocab_size") or header.lists.get("tokenizer.ggml.tokens", (0, 0))[1],
    )
    told_all = (shape.layers, shape.heads, shape.key, shape.embedding, shape.vocabulary)
    return shape if min(told_all) > 0 else None


def needed(
    shape: Shape,
    file_size: int,
    context: int,
    kv_type: str = "f16",
    batch: int = 256,
    gpu_layers: int = 0,
    devices: int = 1,
) -> Need:
    """What a model with a window of `context` tokens takes at most while it reads and speaks.

    gpu_layers: how many of its layers are on a device, more than `shape.layers` for all and the
    table of words coming out. devices: how many share them; each needs working room of its own.
    """
    layers = min(max(gpu_layers, 0), shape.layers)
    whole = gpu_layers > shape.layers
    moved = layers / shape.layers
    cache = _cache(shape, context, kv_type)
    in_layers = file_size * shape.layer_share
    table = (file_size - in_layers) / (1 if shape.tied else 2)
    flash = kv_type != "f16" or layers > 0
    outputs = ROWS * shape.vocabulary * FLOAT
    host: float = RUNTIME + WORD * shape.vocabulary + outputs
    # Shared tables are kept twice when the layers are elsewhere, others are moved.
    host += file_size - in_layers * moved - (0 if shape.tied or not whole else table)
    host += cache * (1 - moved) + _working(shape, context, batch, flash)
    device = in_layers * moved + cache * moved + (table if whole else 0)
    if layers:
        device += max(1, devices) * _reserved(shape, context, batch, whole)
    return Need(round(host), round(device) if layers else 0)


def needed_unshaped(file_size: int) -> Need:
    """What a model whose shape is not known takes, roughly: half as much again as its file."""
    return Need(RUNTIME + round(1.5 * file_size))


def _cache(shape: Shape, context: int, kv_type: str) -> float:
    """What is kept of everything read: a key and a value for each token, layer and head."""
    cells = -(-context // CELLS) * CELLS
    return cells * shape.layers * shape.kv_heads * (shape.key + shape.value) * KV_BYTES[kv_type]


def _working(shape: Shape, context: int, batch: int, flash: bool) -> float:
    """Room that is really touched while a full window is read on the processor.

    Plain attention keeps a score for each head, token of the batch and token of the window, and a
    second one in half precision while the values are weighed; with flash attention there is only
    the mask of who may look at whom.
    """
    scores = context * batch * (2 if flash else shape.heads * (FLOAT + 2) + FLOAT)
    vectors = batch * FLOAT * max(ACTIVATIONS * shape.embedding, 2 * shape.feed_forward)
    return scores + vectors


def _reserved(shape: Shape, context: int, batch: int, whole: bool) -> float:
    """Room a device sets aside in full: for the scores, or for an answer to each token of a batch."""
    answers = batch * FLOAT * (shape.vocabulary if whole else 0)
    return max(answers, context * batch * 2) + batch * FLOAT * ACTIVATIONS * shape.embedding
