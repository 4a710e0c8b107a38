"""The engine's child process: receive a call, do it, answer; native code dies here or nowhere.

The process ends when the pipe closes, so that no orphan keeps gigabytes after the window is gone.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from companion.engine import messages as m
from companion.engine.fingerprint import fingerprint
from companion.errors import ModelFileError, NotEnoughMemory

if TYPE_CHECKING:
    from companion.engine.embedder import Embedder
    from companion.engine.llama import Chat

OUT_OF_MEMORY = "The model ran out of memory."


def main(connection: Connection) -> None:
    """Serve calls until the pipe closes. Runs as the child's target."""
    prepare()
    import companion.engine.llama  # noqa: F401 - slow, and nobody has asked for anything yet

    with contextlib.suppress(EOFError, OSError):
        _Worker(connection).serve()


def prepare() -> None:
    """Make this process one that native code may run in. MUST come before that is loaded."""
    # The person's Ctrl-C is for the parent, which then asks for a cancel.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Threads that spin while they wait make the model forty times slower beside any other busy
    # program (measured: 1 instead of 70 tokens a second on two cores); must be set before loading.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    # A very short spin before sleeping halves the time of a short message where a core is free.
    os.environ.setdefault("GOMP_SPINCOUNT", "2000")
    # Where the library gives up it would fork to print where it was; the fork can hang, with our end
    # of the pipe in its hand, and the window would wait for a child that is long dead.
    os.environ.setdefault("GGML_NO_BACKTRACE", "1")
    _silence()


SIGN_S = 1.0  # between two signs of life while a long prompt is read
PART = 4 << 20  # bytes of a state in one message: neither side ever holds it twice


class _Worker:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._chat: Chat | None = None
        self._embedders: dict[str, Embedder] = {}  # by the name of its adapter

    def serve(self) -> None:
        while True:
            self._heed(self._connection.recv())

    def _heed(self, call: object) -> None:
        try:
            self._answer(call)
        except (NotEnoughMemory, MemoryError) as error:
            self._connection.send(m.Failed(str(error) or OUT_OF_MEMORY, memory=True))
        except (ModelFileError, ValueError) as error:
            self._connection.send(m.Failed(str(error)))

    def _answer(self, call: object) -> None:
        # Imported here: the parent reads this module for `main`, and must never load native code.
        from companion.engine import native
        from companion.engine.embedder import Embedder
        from companion.engine.llama import VERSION, Chat

        send = self._connection.send
        match call:
            case m.LoadChat():
                self._chat = None  # the old model's memory goes before the new one comes
                self._chat = Chat(call)
                files = [call.path, call.adapter] if call.adapter else [call.path]
                mark = fingerprint(call, files, self._chat.context, VERSION)
                send(replace(self._chat.loaded(call), fingerprint=mark))
            case m.Devices():
                send(m.DevicesFound(native.devices(), native.instructions()))
            case m.LoadEmbedder(path, adapter):
                embedder = self._embedders[Path(adapter).stem] = Embedder(path, adapter)
                send(m.EmbedderLoaded(embedder.dimensions))
            case m.Tokenize(text, control):
                send(m.Tokens(self._loaded_chat().tokenize(text, control)))
            case m.Score(tokens, start):
                send(m.Scored(self._loaded_chat().score(tokens, start)))
            case m.Embed(texts, adapted):
                vectors = self._loaded_embedder(adapted).embed(texts)
                send(m.Embedded(vectors.tobytes(), len(vectors)))
            case m.ReadTokens(texts):
                vectors, owners = self._loaded_embedder().read(texts)
                send(m.TokensRead(vectors.tobytes(), owners))
            case m.Generate():
                self._generate(call)
            case m.TakeState(tokens):
                self._send_state(tokens)
            case m.PutState(tokens, size):
                send(m.StatePut(self._take_in_state(tokens, size)))
            case m.Cancel():
                pass  # it came after its request had ended

    def _generate(self, call: m.Generate) -> None:
        chat = self._loaded_chat()
        cancelled, signed = False, time.monotonic()
        between: list[m.Embed] = []  # asked while the stream goes on, answered between two tokens

        def stop() -> bool:
            nonlocal cancelled, signed
            if time.monotonic() - signed > SIGN_S:
                signed = time.monotonic()
                self._connection.send(m.Reading(call.request))
            while self._connection.poll():
                word = self._connection.recv()
                between.extend([word] if isinstance(word, m.Embed) else [])
                cancelled = cancelled or (
                    isinstance(word, m.Cancel) and word.request == call.request
                )
            return cancelled

        reused, evaluated = chat.read(call.tokens, stop)
        self._connection.send(m.Evaluated(call.request, reused, evaluated))
        if not stop():
            drafts = chat.generate(
                call.candidates, call.max_tokens, call.temperature, call.seed, call.sentence
            )
            for drafted in drafts:
                self._connection.send(m.Piece(call.request, *drafted))
                stopped = stop()
                while between:
                    self._heed(between.pop(0))
                if stopped:
                    drafts.close()
                    break
        self._connection.send(m.Done(call.request, cancelled))

    def _send_state(self, tokens: tuple[int, ...]) -> None:
        length, data = self._loaded_chat().state(tokens)
        held = memoryview(data).cast("B")
        self._connection.send(m.State(length, len(held)))
        for start in range(0, len(held), PART):
            self._connection.send(m.Part(bytes(held[start : start + PART])))

    def _take_in_state(self, tokens: tuple[int, ...], size: int) -> bool:
        data = bytearray()
        while len(data) < size:
            data += self._connection.recv().data
        return self._loaded_chat().put_state(tokens, data)

    def _loaded_embedder(self, adapted: str = "") -> Embedder:
        if adapted not in self._embedders:
            raise ValueError("No embedder is loaded.")
        return self._embedders[adapted]

    def _loaded_chat(self) -> Chat:
        if self._chat is None:
            raise ValueError("No chat model is loaded.")
        return self._chat


def _silence() -> None:
    """Send the native libraries' chatter nowhere: it is noise, and nothing here may reach a log."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
