"""The only file that imports llama_cpp: a chat model and an embedder, inside the engine's child.

Uses the library's plain C API for chat, because candidates that share one evaluated prompt
(`llama_memory_seq_cp`) and cancelling between batches are not reachable through its `Llama` class.
"""

from __future__ import annotations

import codecs
import ctypes
import os
from collections.abc import Callable, Generator, Sequence
from typing import Any

import llama_cpp
import numpy as np

from companion.errors import ModelFileError

MAX_CANDIDATES = 4
PROMPT_BATCH = 256  # tokens between two looks at the cancel flag
EMBED_CONTEXT = 512
EMBED_PARALLEL = 8  # texts evaluated together

UNREADABLE = "This model file could not be read. It may be damaged or not a model of this kind."


class Chat:
    """One chat model with one context; sequence 0 holds the prompt, 1.. the candidates."""

    def __init__(self, path: str, context: int, gpu_layers: int, threads: int) -> None:
        llama_cpp.llama_backend_init()
        model_params = llama_cpp.llama_model_default_params()
        model_params.n_gpu_layers = gpu_layers if gpu_layers >= 0 else 999
        self._model = llama_cpp.llama_model_load_from_file(path.encode(), model_params)
        if not self._model:
            raise ModelFileError(UNREADABLE)
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)
        self._vocab_size = llama_cpp.llama_vocab_n_tokens(self._vocab)
        trained = llama_cpp.llama_model_n_ctx_train(self._model)
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = min(context, trained) if trained > 0 else context
        params.n_batch = PROMPT_BATCH
        params.n_ubatch = PROMPT_BATCH
        params.n_seq_max = MAX_CANDIDATES + 1
        if not llama_cpp.llama_supports_gpu_offload():
            # On a processor plain attention slows down less as the talk grows (measured: 1.3 against
            # 1.5 times at 1,700 tokens); with a graphics card the library's own choice stands.
            params.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.kv_unified = True  # candidates share the prompt's cells
        count = threads or max(1, os.cpu_count() or 1)
        params.n_threads = count
        params.n_threads_batch = count
        self._context = llama_cpp.llama_init_from_model(self._model, params)
        if not self._context:
            llama_cpp.llama_model_free(self._model)
            raise ModelFileError(UNREADABLE)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._batch = llama_cpp.llama_batch_init(PROMPT_BATCH, 0, 1)
        self._cached: list[int] = []
        self.context = int(llama_cpp.llama_n_ctx(self._context))

    @property
    def description(self) -> str:
        """The library's one-line description of architecture, size and quantisation."""
        buffer = ctypes.create_string_buffer(256)
        llama_cpp.llama_model_desc(self._model, buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace")

    def tokenize(self, text: str, control: bool) -> tuple[int, ...]:
        """Token ids without begin or end marks; template tokens are control only when asked."""
        raw = text.encode("utf-8", "replace")
        size = len(raw) + 8
        ids = (llama_cpp.llama_token * size)()
        count = llama_cpp.llama_tokenize(self._vocab, raw, len(raw), ids, size, False, control)
        if count < 0:
            raise ValueError("the text could not be turned into tokens")
        return tuple(ids[:count])

    def read(self, tokens: Sequence[int], cancelled: Callable[[], bool]) -> tuple[int, int]:
        """Evaluate the prompt, reusing what is cached.

        Returns (reused, evaluated). Stops early, with the cache consistent, when cancelled.
        Raises ValueError when the prompt does not fit or cannot be evaluated.
        """
        if not 0 < len(tokens) <= self.context:
            raise ValueError("the talk is too long for the model's window")
        for sequence in range(1, MAX_CANDIDATES + 1):
            llama_cpp.llama_memory_seq_rm(self._memory, sequence, -1, -1)
        # The last token is always computed anew: its logits are needed for sampling.
        reused = min(_common_prefix(self._cached, tokens), len(tokens) - 1)
        if not llama_cpp.llama_memory_seq_rm(self._memory, 0, reused, -1):
            llama_cpp.llama_memory_seq_rm(self._memory, 0, -1, -1)  # hybrid models: all or nothing
            reused = 0
        self._cached = list(tokens[:reused])
        for start in range(reused, len(tokens), PROMPT_BATCH):
            if cancelled():
                break
            part = tokens[start : start + PROMPT_BATCH]
            rows = [(token, start + i, 0) for i, token in enumerate(part)]
            last = start + len(part) == len(tokens)
            self._decode(rows, wants=(len(part) - 1,) if last else ())
            self._cached.extend(part)
        return reused, len(self._cached) - reused

    def generate(
        self, candidates: int, max_tokens: int, temperature: float, seed: int
    ) -> Generator[tuple[int, int, str], None, None]:
        """After `read`: yield (candidate, token, text) as they come, candidates in step.

        A candidate ends at the model's end mark, at a line break, or after `max_tokens`.
        """
        count = max(1, min(candidates, MAX_CANDIDATES))
        length = len(self._cached)
        room = max(0, self.context - length) // count
        samplers = [self._sampler(temperature, seed + i) for i in range(count)]
        decoders = [codecs.getincrementaldecoder("utf-8")("replace") for _ in range(count)]
        sequences = range(1, count + 1)
        for sequence in sequences:
            llama_cpp.llama_memory_seq_cp(self._memory, 0, sequence, -1, -1)
        # All candidates read the prompt's last logits first, then one row each of their own batch.
        row_of = dict.fromkeys(range(count), -1)
        try:
            for step in range(min(max_tokens, room)):
                rows: list[tuple[int, int, int]] = []
                for candidate, row in list(row_of.items()):
                    token = llama_cpp.llama_sampler_sample(samplers[candidate], self._context, row)
                    text = decoders[candidate].decode(self._piece(token))
                    if llama_cpp.llama_vocab_is_eog(self._vocab, token) or "\n" in text:
                        del row_of[candidate]
                        continue
                    yield candidate, token, text
                    row_of[candidate] = len(rows)
                    rows.append((token, length + step, candidate + 1))
                if not rows:
                    return
                self._decode(rows, wants=range(len(rows)))
        finally:
            for sampler in samplers:
                llama_cpp.llama_sampler_free(sampler)

    def _sampler(self, temperature: float, seed: int) -> Any:
        """The usual funnel, with a penalty against loops: top-k, repetition, top-p, min-p, temperature, a draw."""
        chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
        for link in (
            llama_cpp.llama_sampler_init_top_k(40),
            llama_cpp.llama_sampler_init_penalties(self._vocab_size, 64, 1.1, 0.0, 0.0),
            llama_cpp.llama_sampler_init_top_p(0.92, 1),
            llama_cpp.llama_sampler_init_min_p(0.06, 1),
            llama_cpp.llama_sampler_init_temp(temperature),
            llama_cpp.llama_sampler_init_dist(seed & 0xFFFFFFFF),
        ):
            llama_cpp.llama_sampler_chain_add(chain, link)
        return chain

    def _decode(self, rows: Sequence[tuple[int, int, int]], wants: Sequence[int]) -> None:
        batch = self._batch
        batch.n_tokens = len(rows)
        for i, (token, position, sequence) in enumerate(rows):
            batch.token[i] = token
            batch.pos[i] = position
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = sequence
            batch.logits[i] = i in wants
        if llama_cpp.llama_decode(self._context, batch) != 0:
            raise ValueError("the model could not go on with this text")

    def _piece(self, token: int) -> bytes:
        buffer = ctypes.create_string_buffer(64)
        size = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, 64, 0, False)
        return buffer.raw[:size] if size > 0 else b""


class Embedder:
    """Sentence vectors: the mean over tokens, scaled to length one."""

    def __init__(self, path: str) -> None:
        try:
            self._llama = llama_cpp.Llama(
                path,
                embedding=True,
                pooling_type=llama_cpp.LLAMA_POOLING_TYPE_MEAN,
                n_ctx=EMBED_CONTEXT,
                n_batch=EMBED_CONTEXT,
                n_ubatch=EMBED_CONTEXT,
                n_seq_max=EMBED_PARALLEL,
                n_threads=os.cpu_count() or 1,
                n_gpu_layers=0,  # too small to be worth a trip to another device
                verbose=False,
            )
        except (ValueError, RuntimeError) as error:
            raise ModelFileError(UNREADABLE) from error

    @property
    def dimensions(self) -> int:
        """Length of one vector."""
        return int(self._llama.n_embd())

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32 (len(texts), dimensions). Text past the model's window is cut."""
        vectors = self._llama.embed([text or " " for text in texts], normalize=True)
        return np.asarray(vectors, dtype=np.float32)


def _common_prefix(a: Sequence[int], b: Sequence[int]) -> int:
    for i, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return i
    return min(len(a), len(b))
