"""The fakes there are: an engine, a clock, the sight of a talk. Everything else in the tests is real."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from companion.engine.messages import ChatLoaded, Done, Evaluated, Piece
from companion.errors import EngineDied
from companion.transcript import Sight


class FakeEngine:
    """Speaks what was enqueued; token ids are code points. `history` keeps every prompt as text."""

    def __init__(self, context: int = 100_000) -> None:
        self.loaded: ChatLoaded | None = ChatLoaded("fake", context, fingerprint="fake")
        self.taken_up = ""  # the words of the state it was given last
        self.history: list[str] = []
        self.broken = False
        self._replies: deque[Sequence[str] | Exception] = deque()

    def enqueue(self, *candidates: str | Exception) -> None:
        """The drafts of the next call, one a candidate; an exception is raised after the first piece."""
        if candidates and isinstance(candidates[0], Exception):
            self._replies.append(candidates[0])
        else:
            self._replies.append([str(text) for text in candidates])

    def tokenize(self, text: str, control: bool = False) -> tuple[int, ...]:
        self._check()
        return tuple(map(ord, text))

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Texts that share words lie near each other."""
        self._check()
        rows = np.full((len(texts), 384), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[sum(map(ord, word.strip(".,!?"))) % 384] += 1.0
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    @property
    def alive(self) -> bool:
        """Whether a call would be answered."""
        return not self.broken

    def listen(self, texts: Sequence[str], adapter: str) -> np.ndarray:
        """As `embed`."""
        return self.embed(texts)

    def read(self, texts: Sequence[Sequence[str]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """One vector for each part of a text, as `embed` gives."""
        return [(self.embed(parts), np.arange(len(parts))) for parts in texts]

    def stream(
        self, tokens: Sequence[int], cancel: threading.Event, **options: object
    ) -> Iterator[Evaluated | Piece | Done]:
        self._check()
        if options.get("max_tokens") == 0:  # only reading ahead
            return
        self.history.append("".join(map(chr, tokens)))
        reply = self._replies.popleft() if self._replies else [""]
        yield Evaluated(1, 0, len(tokens))
        if isinstance(reply, Exception):
            yield Piece(1, 0, 32, " half")
            raise reply
        for candidate, text in enumerate(reply):
            for word in text.split(" "):
                if cancel.is_set():
                    yield Done(1, cancelled=True)
                    return
                yield Piece(1, candidate, 32, f" {word}")
        yield Done(1, cancelled=False)

    def take_state(self, tokens: Sequence[int], put: Callable[[bytes], None], most: int) -> int:
        """The words are the state."""
        self._check()
        for token in tokens:
            put(chr(token).encode())
        return len(tokens)

    def put_state(self, tokens: Sequence[int], size: int, parts: Iterable[bytes]) -> bool:
        self._check()
        self.taken_up = b"".join(parts).decode()
        return len(self.taken_up.encode()) == size

    def close(self) -> None:
        pass

    def _check(self) -> None:
        if self.broken:
            raise EngineDied("The part of me that finds the words stopped unexpectedly.")


class FakeClock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 6, 19, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **units: float) -> None:
        self.at += timedelta(**units)


class FakeVoice:
    """Sees the last `most` turns of as many as `told` says."""

    def __init__(self, told: Callable[[], int]) -> None:
        self.most = 100
        self._told = told

    def sight(self) -> Sight:
        told = self._told()
        return Sight(min(told, self.most), told, 1200, 1536)
