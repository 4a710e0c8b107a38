"""The only file that imports llama_cpp: a chat model and an embedder, inside the engine's child.

Uses the library's plain C API, because candidates that share one evaluated prompt
(`llama_memory_seq_cp`), cancelling between batches, and the vectors of single tokens of several
texts at once are not reachable through its `Llama` class.
"""

from __future__ import annotations

import codecs
import contextlib
import ctypes
import os
import time
from collections.abc import Callable, Container, Generator, Sequence
from typing import Any

import llama_cpp
import numpy as np

from companion.errors import ModelFileError

MAX_CANDIDATES = 8
SENTENCE_ENDS = frozenset(".!?")
PROMPT_BATCH = 256  # tokens evaluated together
LOOK_S = 0.02  # between two looks at the cancel flag while a batch is evaluated
VERSION = str(llama_cpp.__version__)
STOPPED = 2  # what llama_decode says where it was
EMBED_CONTEXT = 512
EMBED_PARALLEL = 32  # texts evaluated together

UNREADABLE = "This model file could not be read. It may be damaged or not a model of this kind."


class Chat:
    """One chat model with one context; sequence 0 holds the prompt, 1.. the candidates."""

    def __init__(
        self, path: str, context: int, gpu_layers: int, threads: int, adapter: str = ""
    ) -> None:
        self._model = _loaded(path, gpu_layers if gpu_layers >= 0 else 999)
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
        self._context = _opened(self._model, params)
        if adapter:
            _adapt(self._model, self._context, adapter)
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
        return _tokenized(self._vocab, text, special=False, control=control)

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
        with self._stopped_by(cancelled):
            for start in range(reused, len(tokens), PROMPT_BATCH):
                if cancelled():
                    break
                part = tokens[start : start + PROMPT_BATCH]
                rows = [(token, start + i, 0) for i, token in enumerate(part)]
                last = start + len(part) == len(tokens)
                if not self._decode(rows, wants=(len(part) - 1,) if last else ()):
                    llama_cpp.llama_memory_seq_rm(self._memory, 0, len(self._cached), -1)
                    break
                self._cached.extend(part)
        return reused, len(self._cached) - reused

    def generate(
        self,
        candidates: int,
        max_tokens: int,
        temperature: float,
        seed: int,
        sentence: bool = False,
    ) -> Generator[tuple[int, int, str, float], None, None]:
        """After `read`: yield (candidate, token, text, log-probability) as they come, in step.

        A candidate ends at the model's end mark, at a line break, after `max_tokens`, or, if
        `sentence`, with its first sentence. Only of such sentences is it asked how likely they are.
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
                    likely = self._logprob(row, token) if sentence else 0.0
                    yield candidate, token, text, likely
                    if sentence and text[-1:] in SENTENCE_ENDS:
                        del row_of[candidate]
                        continue
                    row_of[candidate] = len(rows)
                    rows.append((token, length + step, candidate + 1))
                if not rows:
                    return
                self._decode(rows, wants=range(len(rows)))
        finally:
            for sampler in samplers:
                llama_cpp.llama_sampler_free(sampler)

    def score(self, tokens: Sequence[int], start: int) -> tuple[float, ...]:
        """Log-probabilities of `tokens[start:]`. What was cached is gone afterwards.

        Raises ValueError when the tokens do not fit the window or `start` is none of their places.
        """
        if not 0 < start < len(tokens) <= self.context:
            raise ValueError("the text is too long for the model's window")
        llama_cpp.llama_memory_seq_rm(self._memory, -1, -1, -1)
        self._cached = []
        found: list[float] = []
        for begin in range(0, len(tokens), PROMPT_BATCH):
            part = tokens[begin : begin + PROMPT_BATCH]
            # The row of a token tells how likely each next one is.
            wants = [i for i in range(len(part)) if start <= begin + i + 1 < len(tokens)]
            self._decode([(token, begin + i, 0) for i, token in enumerate(part)], wants)
            found += [self._logprob(i, tokens[begin + i + 1]) for i in wants]
        llama_cpp.llama_memory_seq_rm(self._memory, 0, -1, -1)
        return tuple(found)

    def state(self, tokens: Sequence[int]) -> tuple[int, ctypes.Array[ctypes.c_uint8]]:
        """What was read of `tokens`: how many from the first on, and all that was made of them.

        What was read beyond is gone afterwards. (0, nothing) where there is nothing to take.
        """
        length = _common_prefix(self._cached, tokens)
        if not length or not llama_cpp.llama_memory_seq_rm(self._memory, 0, length, -1):
            return 0, (ctypes.c_uint8 * 0)()
        self._cached = self._cached[:length]
        size = llama_cpp.llama_state_seq_get_size(self._context, 0)
        data = (ctypes.c_uint8 * size)()
        taken = llama_cpp.llama_state_seq_get_data(self._context, data, size, 0)
        return (length, data) if taken == size else (0, (ctypes.c_uint8 * 0)())

    def put_state(self, tokens: Sequence[int], data: bytearray) -> bool:
        """Take up what `state` gave for `tokens`; whether that went. What was cached is gone."""
        llama_cpp.llama_memory_seq_rm(self._memory, -1, -1, -1)
        self._cached = []
        raw = (ctypes.c_uint8 * len(data)).from_buffer(data)
        if len(tokens) > self.context or not llama_cpp.llama_state_seq_set_data(
            self._context, raw, len(data), 0
        ):
            llama_cpp.llama_memory_seq_rm(self._memory, -1, -1, -1)
            return False
        self._cached = list(tokens)
        return True

    def _logprob(self, row: int, token: int) -> float:
        raw = llama_cpp.llama_get_logits_ith(self._context, row)
        logits = np.ctypeslib.as_array(raw, (self._vocab_size,))
        largest = logits.max()
        return float(logits[token] - largest - np.log(np.exp(logits - largest).sum()))

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

    @contextlib.contextmanager
    def _stopped_by(self, cancelled: Callable[[], bool]) -> Generator[None]:
        """Let `cancelled` stop an evaluation in its middle, which may take seconds.

        Asked by the processor's own loop, some hundred times in a batch. Not while generating: there
        a token takes no longer than a person notices, and the questions would cost a part of it.
        """
        asked = time.monotonic()

        def look(_: object) -> bool:
            nonlocal asked
            if time.monotonic() - asked < LOOK_S:
                return False
            asked = time.monotonic()
            return cancelled()

        asks = llama_cpp.ggml_abort_callback(look)
        llama_cpp.llama_set_abort_callback(self._context, asks, None)
        try:
            yield
        finally:
            llama_cpp.llama_set_abort_callback(
                self._context, llama_cpp.ggml_abort_callback(0), None
            )

    def _decode(self, rows: Sequence[tuple[int, int, int]], wants: Sequence[int]) -> bool:
        """Evaluate; False where it was stopped in the middle. Raises ValueError where it cannot be."""
        _fill(self._batch, rows, wants)
        came = llama_cpp.llama_decode(self._context, self._batch)
        if came not in (0, STOPPED):
            raise ValueError("the model could not go on with this text")
        return bool(came == 0)

    def _piece(self, token: int) -> bytes:
        buffer = ctypes.create_string_buffer(64)
        size = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, 64, 0, False)
        return buffer.raw[:size] if size > 0 else b""


class Embedder:
    """Sentence vectors: the mean over tokens, scaled to length one.

    The mean is taken here and not by llama.cpp, because the vectors of single tokens are asked for
    too.
    """

    def __init__(self, path: str, adapter: str = "") -> None:
        self._model = _loaded(path, 0)  # too small to be worth a trip to another device
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
        self._context = _opened(self._model, params)
        if adapter:
            _adapt(self._model, self._context, adapter)
        self._batch = llama_cpp.llama_batch_init(EMBED_CONTEXT, 0, 1)
        self._marks = _tokenized(self._vocab, "", special=True)  # before and after a text

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
            read = [_tokenized(self._vocab, part, special=False) for part in parts]
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
        _fill(self._batch, rows, range(len(rows)))
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


def _loaded(path: str, gpu_layers: int) -> Any:
    """The model in the file `path`. Raises ModelFileError."""
    llama_cpp.llama_backend_init()
    params = llama_cpp.llama_model_default_params()
    params.n_gpu_layers = gpu_layers
    model = llama_cpp.llama_model_load_from_file(path.encode(), params)
    if not model:
        raise ModelFileError(UNREADABLE)
    return model


def _opened(model: Any, params: Any) -> Any:
    """A context of `model`, which is freed where there can be none. Raises ModelFileError."""
    context = llama_cpp.llama_init_from_model(model, params)
    if not context:
        llama_cpp.llama_model_free(model)
        raise ModelFileError(UNREADABLE)
    return context


def _adapt(model: Any, context: Any, path: str) -> None:
    """Lay a low-rank adapter over the model; it is freed with it. Raises ModelFileError."""
    adapter = llama_cpp.llama_adapter_lora_init(model, path.encode())
    if not adapter:
        raise ModelFileError(UNREADABLE)
    adapters = (llama_cpp.llama_adapter_lora_p_ctypes * 1)(
        ctypes.cast(adapter, llama_cpp.llama_adapter_lora_p_ctypes)
    )
    if llama_cpp.llama_set_adapters_lora(context, adapters, 1, (ctypes.c_float * 1)(1.0)) != 0:
        raise ModelFileError(UNREADABLE)


def _fill(batch: Any, rows: Sequence[tuple[int, int, int]], wants: Container[int]) -> None:
    """Put (token, position, sequence) rows into a batch; outputs are asked for at `wants`."""
    batch.n_tokens = len(rows)
    for i, (token, position, sequence) in enumerate(rows):
        batch.token[i] = token
        batch.pos[i] = position
        batch.n_seq_id[i] = 1
        batch.seq_id[i][0] = sequence
        batch.logits[i] = i in wants


def _tokenized(vocab: Any, text: str, *, special: bool, control: bool = False) -> tuple[int, ...]:
    """Token ids; `special` adds what the model puts around a text, `control` reads control tokens."""
    raw = text.encode("utf-8", "replace")
    size = len(raw) + 8
    ids = (llama_cpp.llama_token * size)()
    count = llama_cpp.llama_tokenize(vocab, raw, len(raw), ids, size, special, control)
    if count < 0:
        raise ValueError("the text could not be turned into tokens")
    return tuple(ids[:count])


def _common_prefix(a: Sequence[int], b: Sequence[int]) -> int:
    for i, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return i
    return min(len(a), len(b))
