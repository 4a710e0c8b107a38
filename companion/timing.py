"""Where the time of one turn goes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from companion.turn import Timings


class Stopwatch:
    """Runs from the moment the person pressed send."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._first_token: float | None = None
        self._first_sentence: float | None = None
        self._model = 0.0
        self._reused = 0
        self._evaluated = 0

    def token(self) -> None:
        """A token came; only the first counts."""
        self._first_token = self._first_token or self._elapsed()

    def sentence(self) -> None:
        """A sentence is about to be shown; only the first counts."""
        self._first_sentence = self._first_sentence or self._elapsed()

    def evaluated(self, reused: int, evaluated: int) -> None:
        """The engine's own count of prompt tokens, added up over the turn's calls."""
        self._reused += reused
        self._evaluated += evaluated

    @contextmanager
    def in_model(self) -> Iterator[None]:
        """Time spent waiting for the chat model."""
        before = self._elapsed()
        try:
            yield
        finally:
            self._model += self._elapsed() - before

    def timings(self) -> Timings:
        """What was measured so far."""
        total = self._elapsed()
        return Timings(
            first_token_ms=self._first_token,
            first_sentence_ms=self._first_sentence,
            total_ms=total,
            model_ms=self._model,
            outside_model_ms=total - self._model,
            reused_tokens=self._reused,
            evaluated_tokens=self._evaluated,
        )

    def _elapsed(self) -> float:
        return (time.perf_counter() - self._start) * 1000.0
