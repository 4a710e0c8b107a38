"""What the model sees of one talk: its persona, the finished turns as token ids, and what was said."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from companion.engine.client import EngineClient
from companion.policy.grammar import sentences
from companion.prompt import assemble
from companion.prompt.assemble import Template, Transcript, Writer

NEXT_TURN = 512  # tokens kept free for the next message, its note and the reply


@dataclass(frozen=True)
class Sight:
    """What the model can still see of a talk: the last `turns` of `of`; `tokens` of `room`."""

    turns: int
    of: int
    tokens: int
    room: int


class Voice:
    """The engine, the transcript the model sees, and what was already said. Lives as long as a talk.

    trained: whether the model has a voice of its own for this program (an adapter), which knows a
    shorter prompt.
    """

    def __init__(
        self, engine: EngineClient, template: Template, tier: str, *, trained: bool = False
    ) -> None:
        self.engine = engine
        self.tier = tier
        self.trained = trained
        self.said: list[str] = []
        self.template = template
        self._transcript = Transcript()
        self._finished: list[tuple[str, str, tuple[int, ...]]] = []
        self._told = 0  # turns
        self._left = 0
        self._writer: Writer | None = None

    def writer(self) -> Writer:
        """Made on first use, because it needs the engine's tokenizer. Raises CompanionError."""
        if self._writer is None:
            window = self.engine.loaded.context if self.engine.loaded else 0
            persona = assemble.VOICE_PERSONA if self.trained else assemble.PERSONA
            self._writer = assemble.writer(self.template, self.engine.tokenize, window, persona)
        return self._writer

    def start_over(self, turns: Iterable[tuple[str, str]]) -> None:
        """Let the model see only these turns (words, reply): something else was forgotten."""
        self._transcript = Transcript()
        self._finished = [(words, reply, ()) for words, reply in turns]
        self._told, self._left = len(self._finished), 0
        self.said = [line for _, reply, _ in self._finished for line in sentences(reply)]

    def prompt(
        self, words: str, note: str, opener: str, reserve: int
    ) -> tuple[tuple[int, ...], int]:
        """Token ids for this turn, and how many old turns had to leave the window."""
        self._take_in_finished()
        tail = self.writer().tail(words, note, opener)
        tokens = self._fitted(tail, reserve)
        dropped, self._left = self._left, 0
        return tokens, dropped

    def read_ahead(self, cancel: threading.Event) -> None:
        """Let the engine read prefix and finished turns while the person reads or types.

        Then the next first token waits for the new words alone, also after turns in which the
        model had no say. Raises CompanionError.
        """
        self._take_in_finished()
        if self.engine.loaded is not None:
            # Make room now: dropping turns means reading the rest anew, which nobody should await.
            tokens = self._fitted((), min(NEXT_TURN, self.engine.loaded.context // 2))
            for _ in self.engine.stream(tokens, cancel, max_tokens=0):
                pass

    def sight(self) -> Sight:
        """What the model sees as it was read last; what was finished since then is read next."""
        prefix = len(self._writer.prefix) if self._writer else 0
        room = self.engine.loaded.context if self.engine.loaded else 0
        seen = len(self._transcript.turns) + len(self._finished)
        return Sight(seen, self._told, prefix + len(self._transcript.tokens), room)

    def in_sight(self) -> tuple[tuple[int, ...], ...]:
        """Token ids of the turns the model sees, oldest first. Raises CompanionError."""
        self._take_in_finished()
        return self._transcript.turns

    def take_up(
        self, seen: Sequence[tuple[int, ...]], turns: Iterable[tuple[str, str]], known: int
    ) -> None:
        """As `start_over`, but of the first `known` turns the model sees `seen`, as it read them."""
        self.start_over(turns)
        self._transcript, self._finished = Transcript(tuple(seen)), self._finished[known:]
        self._left = known - len(seen)

    def finish(self, words: str, reply: str, spoken: tuple[int, ...]) -> None:
        """Remember a finished turn for the transcript; spoken: the reply's own token ids, if kept.

        Nothing is tokenised before the next prompt: the engine may be gone just now.
        """
        self._finished.append((words, reply, spoken))
        self._told += 1

    def _fitted(self, tail: tuple[int, ...], reserve: int) -> tuple[int, ...]:
        """The prompt with `reserve` tokens to spare; what had to leave is counted in `_left`."""
        loaded = self.engine.loaded
        room = (loaded.context if loaded else 0) - reserve
        prompt, self._transcript, dropped = assemble.assemble(
            self.writer(), self._transcript, tail, room
        )
        self._left += dropped
        return prompt.tokens

    def _take_in_finished(self) -> None:
        for earlier in self._finished:
            self._transcript = assemble.append(self._transcript, self.writer().finished(*earlier))
        self._finished.clear()
