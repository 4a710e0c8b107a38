"""The sentence models inside the engine's child: texts to vectors, of whole texts or of single tokens."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence

import llama_cpp
import numpy as np

from companion.engine.llama import adapt, fill, loaded, opened, tokenized

EMBED_CONTEXT = 512
EMBED_PARALLEL = 32  # texts evaluated together


class Embedder:
    """Sentence vectors: the mean over tokens, scaled to length one.

    The mean is taken here and not by llama.cpp, because the vectors of single tokens are asked for
    too.
    """

    def __init__(self, path: str, adapter: str = "") -> None:
        self._model = loaded(path, 0)  # too small to be worth a trip to another device
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)
        self.dimensions = int(llama_cpp.llama_model_n_embd(self._model))
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = params.n_batch = params.n_ubatch = EMBED_CONTEXT
        params.n_seq_max = EMBED_PARALLEL
        params.kv_unified = True
        params.embeddings = True
        params.pooling_type = llama_cpp.LLAMA_POOLING_TYPE_NONE
        # Several texts at once are read in half the time (measured on two cores).
        params.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_ENABLED
        params.n_threads = params.n_threads_batch = os.cpu_count() or 1
        self._context = opened(self._model, params)
        if adapter:
            adapt(self._model, self._context, adapter)
        self._batch = llama_cpp.llama_batch_init(EMBED_CONTEXT, 0, 1)
        self._marks = tokenized(self._vocab, "", special=True)  # before and after a text

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32 (len(texts), dimensions). Text past the model's window is cut."""
        vectors, owners = self.read([(text,) for text in texts])
        ends = np.cumsum([len(of_text) for of_text in owners])[:-1]
        means = [tokens.mean(axis=0) for tokens in np.split(vectors, ends)]
        return np.array([mean / max(float(np.linalg.norm(mean)), 1e-12) for mean in means])

    def read(
        self, texts: Sequence[Sequence[str]]
    ) -> tuple[np.ndarray, tuple[tuple[int, ...], ...]]:
        """The vectors of all tokens, float32, and for each text the part each token is from.

        The marks before and after a text belong to part -1. Text past the model's window is cut.
        """
        tokens, owners = [], []
        for parts in texts:
            read = [tokenized(self._vocab, part, special=False) for part in parts]
            owned = [i for i, of_part in enumerate(read) for _ in of_part][: EMBED_CONTEXT - 2]
            inside = [token for of_part in read for token in of_part][: EMBED_CONTEXT - 2]
            tokens.append((self._marks[0], *inside, self._marks[1]))
            owners.append((-1, *owned, -1))
        vectors = [self._read(together) for together in _batches(tokens)]
        return np.concatenate(vectors), tuple(owners)

    def _read(self, texts: Sequence[tuple[int, ...]]) -> np.ndarray:
        """The vectors of the texts' tokens, one after the other; they MUST fit one batch."""
        rows = [
            (token, position, sequence)
            for sequence, tokens in enumerate(texts)
            for position, token in enumerate(tokens)
        ]
        fill(self._batch, rows, range(len(rows)))
        if llama_cpp.llama_encode(self._context, self._batch) != 0:
            raise ValueError("this text could not be read")
        # One by one: llama.cpp may keep the rows of several texts in another order than given.
        found = (llama_cpp.llama_get_embeddings_ith(self._context, i) for i in range(len(rows)))
        return np.array([np.ctypeslib.as_array(row, (self.dimensions,)) for row in found])


def _batches(texts: Sequence[tuple[int, ...]]) -> Generator[list[tuple[int, ...]]]:
    """Neighbouring texts together, as many as one evaluation takes."""
    together: list[tuple[int, ...]] = []
    for tokens in texts:
        held = sum(map(len, together))
        if together and (len(together) == EMBED_PARALLEL or held + len(tokens) > EMBED_CONTEXT):
            yield together
            together = []
        together.append(tokens)
    if together:
        yield together
