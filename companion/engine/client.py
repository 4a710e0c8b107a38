"""The near side of the engine: typed calls, cancel, a watchdog, and a fresh child when one dies.

A client belongs to one thread at a time (calls are serialised by a lock). After `EngineDied` the
next call starts a new child and loads the same models again; nothing else needs to be done.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from companion.engine import messages as m
from companion.engine import worker
from companion.engine.child import DIED, Child
from companion.errors import (
    CompanionError,
    EndedByModel,
    EngineDied,
    ModelFileError,
    NotEnoughMemory,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOAD_LIMIT_S = 300.0  # a large model from a slow disk
CALL_LIMIT_S = 60.0  # between two signs of life
LISTEN_LIMIT_S = 5.0  # for a look that helps or is done without
CANCEL_GRACE_S = 3.0  # a cooperative stop, then the child is ended
# Between two looks at a wish to stop; looking oftener takes a part of the words' own time.
POLL_S = 0.05

KILLED_BY_FILE = (
    "This model file could not be loaded. It may be damaged, or too big for this machine."
)
HUNG = "The part of me that finds the words took too long. Nothing you said is lost."
EASIER = "{} Nothing you said is lost."

Easier = Callable[[m.LoadChat], tuple[m.LoadChat, str] | None]
"""How the chat model may be loaded with less memory than by this call, and the sentence about it."""

DEATHS_BORNE = 1  # one can be chance; a second is taken for want of memory

T = TypeVar("T")


class EngineClient:
    """Calls into the engine's child process; starts it on first use."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._child = Child()
        self._early: deque[object] = deque()  # of a stream that was asked something in between
        self._chat: m.LoadChat | None = None
        self._embedders: dict[str, m.LoadEmbedder] = {}  # by the name of its adapter
        self._requests = 0
        self.loaded: m.ChatLoaded | None = None
        self.easier: Easier | None = None
        self._deaths = 0  # while this chat model was speaking

    def __enter__(self) -> EngineClient:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Process id of the child, None when none runs."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether the child runs, so that a call needs no fresh one."""
        return self._child.alive

    def start(self) -> None:
        """Start the child without waiting for it: it gets ready while its first call is prepared."""
        with self._lock:
            self._ready()

    def load_chat(
        self,
        path: Path,
        context: int = 4096,
        gpu_layers: int = 0,
        threads: int = 0,
        adapter: Path | None = None,
        *,
        kv_type: str = "f16",
        batch: int = 0,
        flash: bool | None = None,
    ) -> m.ChatLoaded:
        """Load a chat model in place of the present one, with an adapter trained for it.

        The rest is as in `messages.LoadChat`. Raises ModelFileError, in one plain sentence, when a
        file is missing or not what it should be, NotEnoughMemory where less might go, EndedByModel
        when the child ended over it.
        """
        beside = str(_existing(adapter)) if adapter else ""
        call = m.LoadChat(
            str(_existing(path)), context, gpu_layers, threads, beside, kv_type, batch, flash
        )
        with self._lock:
            self._chat = None
            self.loaded = self._load(call, m.ChatLoaded)
            self._chat, self._deaths = call, 0
            return self.loaded

    def load_embedder(self, path: Path, adapter: Path | None = None) -> int:
        """Load the sentence embedder; returns the length of its vectors. Raises ModelFileError.

        With an adapter trained for it, it stands beside the plain one and is asked by `listen`.
        """
        beside = str(_existing(adapter)) if adapter else ""
        call = m.LoadEmbedder(str(_existing(path)), beside)
        with self._lock:
            self._embedders.pop(Path(beside).stem, None)
            loaded = self._load(call, m.EmbedderLoaded)
            self._embedders[Path(beside).stem] = call
            return loaded.dimensions

    def devices(self) -> m.DevicesFound:
        """What a model can run on, as the engine's child sees it. Raises EngineDied."""
        with self._lock:
            return self._ask(m.Devices(), m.DevicesFound)

    def tokenize(self, text: str, control: bool = False) -> tuple[int, ...]:
        """Token ids. A person's words MUST be tokenised with control=False: they are data."""
        with self._lock:
            return self._ask(m.Tokenize(text, control), m.Tokens).ids

    def score(self, tokens: Sequence[int], start: int) -> tuple[float, ...]:
        """Natural log-probabilities of `tokens[start:]`, each after all before it; start >= 1."""
        with self._lock:
            return self._ask(m.Score(tuple(tokens), start), m.Scored).logprobs

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32, shape (len(texts), dimensions)."""
        import numpy as np  # not while the window opens

        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        with self._lock:
            answer = self._ask(m.Embed(tuple(texts)), m.Embedded)
        return np.frombuffer(answer.data, dtype=np.float32).reshape(answer.rows, -1)

    def listen(self, texts: Sequence[str], adapter: str) -> np.ndarray:
        """As `embed`, by the embedder with the adapter of that name, where it can be had at once.

        Starts no child and waits for no other call. Raises EngineDied where that cannot be, ModelFileError
        where there is no adapter; a child that takes too long is ended.
        """
        import numpy as np

        if not self._lock.acquire(timeout=LISTEN_LIMIT_S):
            raise EngineDied(HUNG)
        try:
            if not self.alive or adapter not in self._embedders:
                raise EngineDied(DIED)
            answer = self._ask(m.Embed(tuple(texts), adapter), m.Embedded, LISTEN_LIMIT_S)
        finally:
            self._lock.release()
        return np.frombuffer(answer.data, dtype=np.float32).reshape(answer.rows, -1)

    def read(
        self, texts: Sequence[Sequence[str]]
    ) -> list[tuple[NDArray[np.float32], NDArray[np.int64]]]:
        """The vectors of each text's tokens, (tokens, dimensions), and the part each is from.

        A text comes in parts, cut between words; the marks around a text belong to part -1. The
        mean over a text's tokens, scaled to length one, is what `embed` gives.
        """
        import numpy as np

        if not texts:
            return []
        with self._lock:
            asked = m.ReadTokens(tuple(tuple(parts) for parts in texts))
            answer = self._ask(asked, m.TokensRead)
        owners = [np.array(of_text, np.int64) for of_text in answer.owners]
        rows = np.frombuffer(answer.data, np.float32).reshape(sum(map(len, owners)), -1)
        ends = np.cumsum([len(of_text) for of_text in owners])[:-1]
        return list(zip(np.split(rows, ends), owners, strict=True))

    def stream(
        self,
        tokens: Sequence[int],
        cancel: threading.Event,
        *,
        candidates: int = 1,
        max_tokens: int = 96,
        temperature: float = 0.7,
        seed: int | None = None,
        sentence: bool = False,
    ) -> Generator[m.Evaluated | m.Piece | m.Done, None, None]:
        """Continue `tokens`; yields Evaluated once, Pieces, then Done.

        sentence: each candidate ends with its first sentence. Setting `cancel` ends it at the next token. Raises EngineDied when the child ends or hangs,
        ModelFileError when the model cannot go on.
        """
        with self._lock:
            self._requests += 1
            request = self._requests
            chosen = secrets.randbits(32) if seed is None else seed
            connection = self._ready()
            self._early.clear()
            self._child.send(
                m.Generate(
                    request, tuple(tokens), candidates, max_tokens, temperature, chosen, sentence
                )
            )
            finished = False
            try:
                for answer in self._answers(request, cancel):
                    finished = isinstance(answer, m.Done)
                    yield answer
            except EngineDied as error:
                self._deaths += 1
                if self._deaths > DEATHS_BORNE:
                    self._lighten(error)
                raise
            except NotEnoughMemory as error:
                self._lighten(error)
                raise
            finally:
                if not finished and self._child.pipe is connection:
                    self._drain(request)

    def take_state(self, tokens: Sequence[int], put: Callable[[bytes], None], most: int) -> int:
        """Hand what was read of `tokens` to `put`, part after part; how many tokens that is.

        Nothing is handed over, and 0 returned, where nothing was read or it is more than `most` bytes.
        """
        with self._lock:
            state = self._ask(m.TakeState(tuple(tokens)), m.State)
            wanted = state.size <= most
            try:
                for _ in range(0, state.size, worker.PART):
                    part = self._answer(m.Part, CALL_LIMIT_S)
                    if wanted:
                        put(part.data)
            except BaseException:
                self._child.end()  # the rest would stand in the pipe before the next answer
                raise
            return state.length if wanted else 0

    def put_state(self, tokens: Sequence[int], size: int, parts: Iterable[bytes]) -> bool:
        """Let the model go on from a state of `tokens`, of `size` bytes; whether it does."""
        with self._lock:
            self._ready()
            self._child.send(m.PutState(tuple(tokens), size))
            try:
                for part in parts:
                    self._child.send(m.Part(part))
            except BaseException:
                self._child.end()  # it would wait for the rest
                raise
            return self._answer(m.StatePut, CALL_LIMIT_S).taken

    def close(self) -> None:
        """End the child. The client may be used again afterwards."""
        with self._lock:
            self._child.leave(CANCEL_GRACE_S)

    # --- inside -----------------------------------------------------------------------------

    def _answers(
        self, request: int, cancel: threading.Event
    ) -> Iterator[m.Evaluated | m.Piece | m.Done]:
        limit, asked = time.monotonic() + CALL_LIMIT_S, False
        while True:
            if cancel.is_set() and not asked:
                asked, limit = True, time.monotonic() + CANCEL_GRACE_S
                self._child.send(m.Cancel(request))
            if not self._early and not self._child.answers_within(POLL_S):
                if time.monotonic() > limit:
                    self._child.end()
                    if asked:
                        yield m.Done(request, cancelled=True)
                        return
                    raise EngineDied(HUNG)
                continue
            answer = self._early.popleft() if self._early else self._child.receive()
            if isinstance(answer, m.Failed):
                raise _trouble(answer)
            if not asked:
                limit = time.monotonic() + CALL_LIMIT_S
            if isinstance(answer, m.Evaluated | m.Piece | m.Done) and answer.request == request:
                yield answer
                if isinstance(answer, m.Done):
                    return

    def _drain(self, request: int) -> None:
        """The reader left early: stop the child's work so that the pipe is clean for the next call."""
        stop = threading.Event()
        stop.set()
        try:
            for _ in self._answers(request, stop):
                pass
        except (EngineDied, ModelFileError):
            self._child.end()

    def _load(self, call: m.LoadChat | m.LoadEmbedder, kind: type[T]) -> T:
        """Send a load call; a child that dies of a file did so because of the file."""
        try:
            return self._ask(call, kind, LOAD_LIMIT_S)
        except EngineDied as error:
            raise EndedByModel(KILLED_BY_FILE) from error

    def _ask(self, call: object, kind: type[T], limit_s: float = CALL_LIMIT_S) -> T:
        self._ready()
        self._child.send(call)
        return self._answer(kind, limit_s)

    def _answer(self, kind: type[T], limit_s: float) -> T:
        limit = time.monotonic() + limit_s
        while True:
            if not self._child.answers_within(max(0.0, limit - time.monotonic())):
                self._child.end()
                raise EngineDied(HUNG)
            answer = self._child.receive()
            if not isinstance(answer, m.Reading | m.Evaluated | m.Piece | m.Done):
                break
            self._early.append(answer)
        if isinstance(answer, m.Failed):
            raise _trouble(answer)
        if not isinstance(answer, kind):
            self._child.end()
            raise EngineDied(DIED)
        return answer

    def _ready(self) -> Connection:
        """The pipe to a living child that has loaded what was loaded before. Raises EngineDied."""
        if self._child.begin():
            self._load_again()
        if self._child.pipe is None:
            raise EngineDied(DIED)
        return self._child.pipe

    def _load_again(self) -> None:
        """What was loaded before, in a fresh child; an adapter that is gone costs itself alone."""
        if (plain := self._embedders.get("")) is not None:
            self._ask(plain, m.EmbedderLoaded, LOAD_LIMIT_S)
        if self._chat is not None:
            self._chat_again(self._chat)
        for name in [name for name in self._embedders if name]:
            adapted = self._embedders.pop(name)
            with contextlib.suppress(ModelFileError):
                self._ask(adapted, m.EmbedderLoaded, LOAD_LIMIT_S)
                self._embedders[name] = adapted

    def _chat_again(self, call: m.LoadChat) -> None:
        """The chat model in a fresh child; where memory is too short for it now, the next tries less."""
        why = self.loaded.reason if self.loaded else ""
        try:
            self.loaded = replace(self._ask(call, m.ChatLoaded, LOAD_LIMIT_S), reason=why)
        except NotEnoughMemory as error:
            self._lighten(error)
            raise

    def _lighten(self, error: CompanionError) -> None:
        """Have the next child load the chat model with less, and raise what says so, if that can be."""
        found = self.easier(self._chat) if self._chat is not None and self.easier else None
        if found is None:
            return
        self._chat, why = found
        self._deaths = 0
        if self.loaded is not None:
            self.loaded = replace(self.loaded, reason=why)
        self._child.end()
        raise NotEnoughMemory(EASIER.format(why)) from error


def _trouble(answer: m.Failed) -> ModelFileError:
    return (NotEnoughMemory if answer.memory else ModelFileError)(answer.message)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise ModelFileError(f"The model file {path.name} is not there. It can be fetched again.")
    if path.stat().st_size == 0:
        raise ModelFileError(f"The model file {path.name} is empty. It can be fetched again.")
    return path
