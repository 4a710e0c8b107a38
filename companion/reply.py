"""From a decision to the sentences on the screen: the engine drafts, the guard lets pass.

A small model adds at most one sentence to what people wrote; the best of several drafts, or none.
A larger model writes the whole reply in one stream, sentence by sentence through the guard. When
nothing is left of either, the written floor speaks.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from companion.engine.client import EngineClient
from companion.engine.messages import Evaluated, Piece
from companion.errors import CompanionError
from companion.policy import compose, drafts, strategy
from companion.policy.boundaries import BOUNDARIES
from companion.policy.context import PlanContext
from companion.policy.grammar import sentences
from companion.policy.guard import GuardContext, Verdict, check
from companion.prompt import assemble
from companion.prompt.assemble import Template, Transcript, Writer
from companion.prompt.note import note
from companion.timing import Stopwatch
from companion.turn import (
    Decision,
    Event,
    Replaced,
    Risk,
    Sentence,
    Stopped,
    WindowDropped,
)

CANDIDATES = 4
DRAFT_TOKENS = 24  # one sentence
STREAM_TOKENS = 160
NEXT_TURN = 512  # tokens kept free for the next message, its note and the reply
CANCELLED = "Stopped. What was said stays."
PLAIN_ANSWER = "I read that, and you can tell me more in your own time."  # never no answer at all
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
# Moments in which a very small model has no say: every word was written by people.
TENDER = frozenset(("dark", "harm", "contempt", "grief", "trust", "boundary", "acute"))


class Voice:
    """The engine, the transcript the model sees, and what was already said. Lives as long as a talk."""

    def __init__(self, engine: EngineClient, template: Template, tier: str) -> None:
        self.engine = engine
        self.tier = tier
        self.said: list[str] = []
        self.asked = 0  # how often the model was asked for a sentence, so that its leads vary
        self.template = template
        self._transcript = Transcript()
        self._finished: list[tuple[str, str, tuple[int, ...]]] = []
        self._left = 0
        self._writer: Writer | None = None

    def writer(self) -> Writer:
        """Made on first use, because it needs the engine's tokenizer. Raises CompanionError."""
        if self._writer is None:
            window = self.engine.loaded.context if self.engine.loaded else 0
            self._writer = assemble.writer(self.template, self.engine.tokenize, window)
        return self._writer

    def start_over(self, turns: Iterable[tuple[str, str]]) -> None:
        """Let the model see only these turns (words, reply): something else was forgotten."""
        self._transcript = Transcript()
        self._finished = [(words, reply, ()) for words, reply in turns]
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

    def finish(self, words: str, reply: str, spoken: tuple[int, ...]) -> None:
        """Remember a finished turn for the transcript; spoken: the reply's own token ids, if kept.

        Nothing is tokenised before the next prompt: the engine may be gone just now.
        """
        self._finished.append((words, reply, spoken))

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


@dataclass
class Reply:
    """The wording of one turn. `text` and `replaced` grow as its events are read."""

    voice: Voice
    context: PlanContext
    decision: Decision
    clock: Stopwatch
    seed: int
    replaced: list[Replaced] = field(default_factory=list)
    _shown: list[str] = field(default_factory=list)
    _spoken: tuple[int, ...] = ()
    _earlier: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._earlier = tuple(self.voice.said)

    @property
    def text(self) -> str:
        """What was shown so far."""
        return " ".join(self._shown)

    def written(self, lines: Sequence[str]) -> Iterator[Event]:
        """Sentences written by people, shown as they are; the transcript gets them too."""
        for line in lines:
            yield self._show(line)
        self._finish()

    def events(self, cancel: threading.Event) -> Iterator[Event]:
        """The reply, sentence by sentence. Ends with `Stopped` when cancelled or the engine failed."""
        if self.voice.tier == "stream" and not self._by_people():
            yield from self._streamed(cancel)
        else:
            yield from self._drafted(cancel)
        if not self._shown and not cancel.is_set():
            yield self._show(PLAIN_ANSWER)
        self._finish()

    # --- a small model: people's opener, the best of several drafts ---------------------------

    def _drafted(self, cancel: threading.Event) -> Iterator[Event]:
        for line in sentences(self.decision.opener):
            yield from self._guarded(line, written=True)
        drafted = ""
        opening = "" if self._by_people() else drafts.lead(self.decision, self.voice.asked)
        if opening and compose.room(self.decision) and not cancel.is_set():
            try:
                drafted = yield from self._best_draft(opening, cancel)
            except CompanionError as error:
                yield Stopped("engine", str(error))
        if cancel.is_set():
            yield Stopped("cancelled", CANCELLED)
            return
        for line in _merged(self._floor(), drafted, compose.room(self.decision)):
            yield from self._guarded(line, written=line != drafted)

    def _best_draft(self, opening: str, cancel: threading.Event) -> Generator[Event, None, str]:
        self.voice.asked += 1
        start = f"{sentences(self.decision.opener)[-1]} {opening}"
        tokens, dropped = self._prompt(start, CANDIDATES * DRAFT_TOKENS)
        if dropped:
            yield WindowDropped(dropped)
        texts = [opening] * CANDIDATES
        for piece in self._pieces(tokens, cancel, CANDIDATES, DRAFT_TOKENS):
            texts[piece.candidate] += piece.text
        known = f"{self.context.text} {opening}"
        return drafts.best(texts, known, lambda line: self._verdict(line).ok)

    # --- a larger model: one stream, guarded sentence by sentence ------------------------------

    def _streamed(self, cancel: threading.Event) -> Iterator[Event]:
        try:
            tokens, dropped = self._prompt("", STREAM_TOKENS)
            if dropped:
                yield WindowDropped(dropped)
            pending, spoken, complete = "", [], True
            with contextlib.closing(self._pieces(tokens, cancel, 1, STREAM_TOKENS)) as pieces:
                for piece in pieces:
                    spoken.append(piece.token)
                    pending += piece.text
                    ready, pending = _ready(pending)
                    for line in ready:
                        yield from self._guarded(line)
                    if len(self._shown) >= self.decision.length:
                        complete = False
                        break
            if complete and not cancel.is_set():
                if pending.strip():
                    yield from self._guarded(pending.strip())
                if not self.replaced:
                    self._spoken = tuple(spoken)
        except CompanionError as error:
            yield Stopped("engine", str(error))
        if cancel.is_set():
            yield Stopped("cancelled", CANCELLED)
        elif not self._shown:
            for line in (*sentences(self.decision.opener), *self._floor()):
                yield from self._guarded(line, written=True)

    # --- both ----------------------------------------------------------------------------------

    def _by_people(self) -> bool:
        """Whether this moment is answered in written words alone, whatever the model."""
        return (
            self.context.assessment.risk >= Risk.ELEVATED
            or strategy.situation(self.context) in TENDER
        )

    def _floor(self) -> tuple[str, ...]:
        return compose.compose(self.context, self.decision, frozenset(self.voice.said))

    def _prompt(self, opener: str, reserve: int) -> tuple[tuple[int, ...], int]:
        text = note(
            self.context.seems or self.context.state,
            self.context.cause,
            self.context.memories,
            self.decision,
            [BOUNDARIES[key].guidance for key in self.context.assessment.boundaries],
            brief=self.voice.tier == "candidates",
        )
        with self.clock.in_model():
            return self.voice.prompt(self.context.text, text, opener, reserve)

    def _pieces(
        self, tokens: tuple[int, ...], cancel: threading.Event, candidates: int, most: int
    ) -> Generator[Piece, None, None]:
        stream = self.voice.engine.stream(
            tokens, cancel, candidates=candidates, max_tokens=most, seed=self.seed
        )
        try:
            while True:
                with self.clock.in_model():
                    answer = next(stream, None)
                match answer:
                    case None:
                        return
                    case Evaluated(_, reused, evaluated):
                        self.clock.evaluated(reused, evaluated)
                    case Piece():
                        self.clock.token()
                        yield answer
        finally:
            with self.clock.in_model():
                stream.close()

    def _guarded(self, line: str, written: bool = False) -> Iterator[Event]:
        verdict = self._verdict(line, written)
        if verdict.ok:
            yield self._show(line)
            return
        event = Replaced(verdict.replacement, verdict.rule)
        self.replaced.append(event)
        if event.text:
            self._show(event.text)
        yield event

    def _verdict(self, line: str, written: bool = False) -> Verdict:
        return check(
            line,
            GuardContext(
                text=self.context.text,
                risk=self.context.assessment.risk,
                boundaries=self.context.assessment.boundaries,
                said=tuple(self._shown),
                earlier=self._earlier,
                memories=self._memory_texts(),
                valence=self.context.valence,
                wanders=self.voice.tier == "candidates",
                written=written,
            ),
        )

    def _memory_texts(self) -> tuple[str, ...]:
        return tuple(memory.text for memory in self.context.memories)

    def _show(self, line: str) -> Sentence:
        self.clock.sentence()
        self._shown.append(line)
        self.voice.said.append(line)
        return Sentence(line)

    def _finish(self) -> None:
        """Hand the turn to the transcript; a reply shown just as it was generated keeps its ids."""
        self.voice.finish(self.context.text, self.text, self._spoken)


def _ready(pending: str) -> tuple[list[str], str]:
    """The complete sentences in `pending`, and the rest, whose end is still to come."""
    *complete, rest = _SENTENCE_END.split(pending)
    return [line.strip() for line in complete if line.strip()], rest


def _merged(floor: Sequence[str], drafted: str, room: int) -> list[str]:
    """The model's sentence in the place of the written one of its kind (question or statement)."""
    if not drafted:
        return list(floor)
    asks = drafted.endswith("?")
    others = [line for line in floor if line.endswith("?") is not asks]
    merged = [*others, drafted] if asks else [drafted, *others]
    return merged[-room:] if asks else merged[:room]
