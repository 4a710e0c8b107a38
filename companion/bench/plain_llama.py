"""Plain llama-cpp-python in a child process: what the engine's speed is held against.

Besides the engine the only file that imports llama_cpp. It loads the same file with the same threads
and the same funnel of samplers, and does nothing else: no candidates, no look at a cancel flag, and one
message to the near side when all is done.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from companion.engine import worker
from companion.engine.messages import LoadChat
from companion.errors import CompanionError

BATCH = 256
LIMIT_S = 300.0
NO_PLAIN = "Plain llama.cpp could not run this model, so there is nothing to compare with."


@dataclass(frozen=True)
class Ran:
    """tokens: generated. seconds: from the first of them to the last. first_ms: until the first."""

    tokens: int
    seconds: float
    first_ms: float

    @property
    def rate(self) -> float:
        """Tokens a second."""
        return (self.tokens - 1) / self.seconds if self.seconds else 0.0


class Plain:
    """The near side of the child. Made by `opened`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def loop(self, tokens: Sequence[int], most: int, seed: int) -> Ran:
        """The C functions called one after the other. Raises CompanionError."""
        return self._ask("loop", tokens, most, seed)

    def library(self, tokens: Sequence[int], most: int, seed: int) -> Ran:
        """The library's own `Llama.generate`, with an own context. Raises CompanionError."""
        return self._ask("library", tokens, most, seed)

    def _ask(self, how: str, tokens: Sequence[int], most: int, seed: int) -> Ran:
        self._connection.send((how, tuple(tokens), most, seed))
        if not self._connection.poll(LIMIT_S):
            raise CompanionError(NO_PLAIN)
        try:
            return Ran(*self._connection.recv())
        except EOFError as error:
            raise CompanionError(NO_PLAIN) from error


@contextlib.contextmanager
def opened(call: LoadChat) -> Iterator[Plain]:
    """A child of its own, with what `call` says loaded; it ends with the block."""
    near, far = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(target=_serve, args=(far, call))
    child.start()
    far.close()
    try:
        yield Plain(near)
    finally:
        near.close()
        child.join(LIMIT_S)


def _serve(connection: Connection, call: LoadChat) -> None:
    worker.prepare()
    loop, library = _Loop(call), None
    with contextlib.suppress(EOFError, OSError):
        while True:
            how, tokens, most, seed = connection.recv()
            if how == "loop":
                connection.send(_timed(loop.tokens(tokens, seed), most))
            else:
                library = library or _library(call)
                connection.send(_timed(_generated(library, tokens, seed), most))


def _timed(stream: Generator[int], most: int) -> tuple[int, float, float]:
    began = time.perf_counter()
    times = []
    for _ in stream:
        times.append(time.perf_counter())
        if len(times) == most:
            break
    stream.close()
    if not times:
        return 0, 0.0, 0.0
    return len(times), times[-1] - times[0], (times[0] - began) * 1000


class _Loop:
    """Model, context and sampler through the C interface."""

    def __init__(self, call: LoadChat) -> None:
        import llama_cpp

        self._c = llama_cpp
        llama_cpp.llama_backend_init()
        params = llama_cpp.llama_model_default_params()
        params.n_gpu_layers = call.gpu_layers if call.gpu_layers >= 0 else 999
        self._model = llama_cpp.llama_model_load_from_file(call.path.encode(), params)
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)
        wanted = llama_cpp.llama_context_default_params()
        wanted.n_ctx = call.context
        wanted.n_batch = wanted.n_ubatch = BATCH
        wanted.n_threads = wanted.n_threads_batch = call.threads or os.cpu_count() or 1
        if not llama_cpp.llama_supports_gpu_offload():
            wanted.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        self._context = llama_cpp.llama_init_from_model(self._model, wanted)
        if call.adapter:
            self._adapt(call.adapter)

    def _adapt(self, path: str) -> None:
        import ctypes

        kind = self._c.llama_adapter_lora_p_ctypes
        adapter = self._c.llama_adapter_lora_init(self._model, path.encode())
        held = (kind * 1)(ctypes.cast(adapter, kind))
        self._c.llama_set_adapters_lora(self._context, held, 1, (ctypes.c_float * 1)(1.0))

    def tokens(self, prompt: Sequence[int], seed: int) -> Generator[int]:
        """Read the prompt from nothing, then one token after the other until the model ends."""
        c = self._c
        c.llama_memory_clear(c.llama_get_memory(self._context), True)
        chain = c.llama_sampler_chain_init(c.llama_sampler_chain_default_params())
        for link in (
            c.llama_sampler_init_top_k(40),
            c.llama_sampler_init_penalties(c.llama_vocab_n_tokens(self._vocab), 64, 1.1, 0.0, 0.0),
            c.llama_sampler_init_top_p(0.92, 1),
            c.llama_sampler_init_min_p(0.06, 1),
            c.llama_sampler_init_temp(0.8),
            c.llama_sampler_init_dist(seed),
        ):
            c.llama_sampler_chain_add(chain, link)
        try:
            for start in range(0, len(prompt), BATCH):
                self._decode(prompt[start : start + BATCH])
            while True:
                token = c.llama_sampler_sample(chain, self._context, -1)
                if c.llama_vocab_is_eog(self._vocab, token):
                    return
                yield token
                self._decode((token,))
        finally:
            c.llama_sampler_free(chain)

    def _decode(self, tokens: Sequence[int]) -> None:
        array = (self._c.llama_token * len(tokens))(*tokens)
        self._c.llama_decode(self._context, self._c.llama_batch_get_one(array, len(tokens)))


def _library(call: LoadChat) -> Any:
    import llama_cpp

    return llama_cpp.Llama(
        call.path,
        n_ctx=call.context,
        n_batch=BATCH,
        n_gpu_layers=call.gpu_layers,
        n_threads=call.threads or os.cpu_count() or 1,
        n_threads_batch=call.threads or os.cpu_count() or 1,
        lora_path=call.adapter or None,
        verbose=False,
    )


def _generated(library: Any, tokens: Sequence[int], seed: int) -> Generator[int]:
    library.set_seed(seed)
    library.reset()
    for token in library.generate(
        tokens, top_k=40, top_p=0.92, min_p=0.06, temp=0.8, repeat_penalty=1.1
    ):
        if token == library.token_eos():
            return
        yield token
