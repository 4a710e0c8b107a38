"""A chat model in llama_cpp, inside the engine's child.

Uses the library's plain C API, because candidates that share one evaluated prompt
(`llama_memory_seq_cp`), and stopping in the middle of a batch are not reachable through its `Llama` class.
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

from companion.engine.messages import ChatLoaded, LoadChat
from companion.engine.native import Listener
from companion.errors import ModelFileError, NotEnoughMemory

MAX_CANDIDATES = 8
SENTENCE_ENDS = frozenset(".!?")
PROMPT_BATCH = 256  # tokens evaluated together, where nothing else is asked
LOOK_S = 0.02  # between two looks at the cancel flag while a batch is evaluated
VERSION = str(llama_cpp.__version__)
KV_TYPES = {"f16": llama_cpp.GGML_TYPE_F16, "q8_0": llama_cpp.GGML_TYPE_Q8_0}
NO_MEMORY = -2  # what llama_decode answers where it cannot have the room it needs
STOPPED = 2  # and where it was stopped

TOO_BIG = "There is not enough memory for this model as it was to be loaded."
SHORT = "There was not enough memory to go on."
UNREADABLE = "This model file could not be read. It may be damaged or not a model of this kind."


class Chat:
    """One chat model with one context; sequence 0 holds the prompt, 1.. the candidates."""

    def __init__(self, asked: LoadChat) -> None:
        listener = Listener()
        try:
            with listener.listening():
                self._open(asked)
        except ModelFileError as error:
            if listener.report.short:
                raise NotEnoughMemory(TOO_BIG) from error
            raise
        self.report = listener.report

    def _open(self, asked: LoadChat) -> None:
        self._per = asked.batch or PROMPT_BATCH
        self._model = loaded(asked.path, asked.gpu_layers if asked.gpu_layers >= 0 else 999)
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)
        self._vocab_size = llama_cpp.llama_vocab_n_tokens(self._vocab)
        trained = llama_cpp.llama_model_n_ctx_train(self._model)
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = min(asked.context, trained) if trained > 0 else asked.context
        params.n_batch = params.n_ubatch = self._per
        params.n_seq_max = MAX_CANDIDATES + 1
        params.type_k = params.type_v = KV_TYPES[asked.kv_type]
        usual = llama_cpp.llama_supports_gpu_offload()
        if not (usual if asked.flash is None else asked.flash):
            # On a processor plain attention slows down less as the talk grows (measured: 1.3 against
            # 1.5 times at 1,700 tokens); with a graphics card the library's own choice stands.
            params.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.kv_unified = True  # candidates share the prompt's cells
        self.threads = asked.threads or max(1, os.cpu_count() or 1)
        params.n_threads = params.n_threads_batch = self.threads
        self._context = opened(self._model, params)
        if asked.adapter:
            adapt(self._model, self._context, asked.adapter)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._batch = llama_cpp.llama_batch_init(max(self._per, MAX_CANDIDATES), 0, 1)
        self._cached: list[int] = []
        self.context = int(llama_cpp.llama_n_ctx(self._context))

    def loaded(self, asked: LoadChat) -> ChatLoaded:
        """What is really running, by the library's own report."""
        return ChatLoaded(
            self.description,
            self.context,
            device=self.report.device,
            gpu_layers=self.report.gpu_layers,
            layers=int(llama_cpp.llama_model_n_layer(self._model)),
            kv_type=asked.kv_type,
            batch=self._per,
            threads=self.threads,
        )

    @property
    def description(self) -> str:
        """The library's one-line description of architecture, size and quantisation."""
        buffer = ctypes.create_string_buffer(256)
        llama_cpp.llama_model_desc(self._model, buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace")

    def tokenize(self, text: str, control: bool) -> tuple[int, ...]:
        """Token ids without begin or end marks; template tokens are control only when asked."""
        return tokenized(self._vocab, text, special=False, control=control)

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
            for start in range(reused, len(tokens), self._per):
                if cancelled():
                    break
                part = tokens[start : start + self._per]
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
        for begin in range(0, len(tokens), self._per):
            part = tokens[begin : begin + self._per]
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
        fill(self._batch, rows, wants)
        came = llama_cpp.llama_decode(self._context, self._batch)
        if came == NO_MEMORY:
            raise NotEnoughMemory(SHORT)
        if came not in (0, STOPPED):
            raise ValueError("the model could not go on with this text")
        return bool(came == 0)

    def _piece(self, token: int) -> bytes:
        buffer = ctypes.create_string_buffer(64)
        size = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, 64, 0, False)
        return buffer.raw[:size] if size > 0 else b""


def loaded(path: str, gpu_layers: int) -> Any:
    """The model in the file `path`. Raises ModelFileError."""
    llama_cpp.llama_backend_init()
    params = llama_cpp.llama_model_default_params()
    params.n_gpu_layers = gpu_layers
    model = llama_cpp.llama_model_load_from_file(path.encode(), params)
    if not model:
        raise ModelFileError(UNREADABLE)
    return model


def opened(model: Any, params: Any) -> Any:
    """A context of `model`, which is freed where there can be none. Raises ModelFileError."""
    context = llama_cpp.llama_init_from_model(model, params)
    if not context:
        llama_cpp.llama_model_free(model)
        raise ModelFileError(UNREADABLE)
    return context


def adapt(model: Any, context: Any, path: str) -> None:
    """Lay a low-rank adapter over the model; it is freed with it. Raises ModelFileError."""
    adapter = llama_cpp.llama_adapter_lora_init(model, path.encode())
    if not adapter:
        raise ModelFileError(UNREADABLE)
    adapters = (llama_cpp.llama_adapter_lora_p_ctypes * 1)(
        ctypes.cast(adapter, llama_cpp.llama_adapter_lora_p_ctypes)
    )
    if llama_cpp.llama_set_adapters_lora(context, adapters, 1, (ctypes.c_float * 1)(1.0)) != 0:
        raise ModelFileError(UNREADABLE)


def fill(batch: Any, rows: Sequence[tuple[int, int, int]], wants: Container[int]) -> None:
    """Put (token, position, sequence) rows into a batch; outputs are asked for at `wants`."""
    batch.n_tokens = len(rows)
    for i, (token, position, sequence) in enumerate(rows):
        batch.token[i] = token
        batch.pos[i] = position
        batch.n_seq_id[i] = 1
        batch.seq_id[i][0] = sequence
        batch.logits[i] = i in wants


def tokenized(vocab: Any, text: str, *, special: bool, control: bool = False) -> tuple[int, ...]:
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
