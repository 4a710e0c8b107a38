"""From a decision to the sentences on the screen: the engine drafts, the guard lets pass.

A small model writes several drafts of each sentence, and the best of them is shown, if any is fit.
A larger model writes the whole reply in one stream, sentence by sentence through the guard. When
nothing is left of either, the written floor speaks; in some moments nothing else does.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from companion.engine.messages import Evaluated, Piece
from companion.errors import CompanionError
from companion.policy import compose, cues, drafts, strategy
from companion.policy.binding import Binding
from companion.policy.boundaries import BOUNDARIES
from companion.policy.context import PlanContext
from companion.policy.grammar import sentences
from companion.policy.guard import GuardContext, Verdict, check, too_close
from companion.policy.plain import plain
from companion.policy.regret import regrets
from companion.policy.sense import Drafted, Said, Sense
from companion.policy.shadow import shadowed
from companion.policy.whose import OTHER, whose
from companion.policy.words import listed
from companion.prompt.note import cue, note, voice_note
from companion.timing import Stopwatch
from companion.transcript import Voice
from companion.turn import (
    Decision,
    Event,
    Replaced,
    Risk,
    Sentence,
    Stopped,
    Strategy,
    WindowDropped,
)

CANDIDATES = 8
DRAFT_TOKENS = 18  # a short sentence
STREAM_TOKENS = 160
CANCELLED = "Stopped. What was said stays."
PLAIN_ANSWER = "I read that, and you can tell me more in your own time."  # never no answer at all
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
# Moments in which no model has a say: every word was written by people.
TENDER = listed("dark harm contempt regret grief trust boundary acute")
# Moments for which a small model has nothing to add: there is no matter to take up.
BARE = listed(
    "greeting how-are-you not-great farewell thanks limits wordless repair rather-not listen heard no-questions abroad"
)


@dataclass
class Reply:
    """The wording of one turn. `text` and `replaced` grow as its events are read.

    sense: what tells a small model's sensible sentences. binding: what tells sentences that bind.
    """

    voice: Voice
    context: PlanContext
    decision: Decision
    clock: Stopwatch
    seed: int
    sense: Sense | None = None
    binding: Binding | None = None
    replaced: list[Replaced] = field(default_factory=list)
    _shown: list[str] = field(default_factory=list)
    _ahead: tuple[str, ...] = ()
    _spoken: tuple[int, ...] = ()
    _earlier: tuple[str, ...] = field(init=False)
    _moment: str = field(init=False)

    def __post_init__(self) -> None:
        self._earlier = tuple(self.voice.said)
        self._moment = strategy.situation(self.context)

    @property
    def text(self) -> str:
        """What was shown so far."""
        return " ".join((*self._ahead, *self._shown))

    def written(self, lines: Sequence[str]) -> Iterator[Event]:
        """Sentences written by people, shown as they are; the transcript gets them too."""
        for line in lines:
            yield self._show(line)
        self._finish()

    def events(self, cancel: threading.Event, ahead: Sequence[str] = ()) -> Iterator[Event]:
        """The reply, sentence by sentence. Ends with `Stopped` when cancelled or the engine failed.

        ahead: written sentences to say before it.
        """
        self._ahead = tuple(ahead)
        for line in self._ahead:
            self.clock.sentence()
            self.voice.said.append(line)
            yield Sentence(line)
        if self.voice.tier == "stream" and not self._by_people():
            yield from self._streamed(cancel)
        else:
            yield from self._drafted(cancel)
        if not self._shown and not cancel.is_set():
            yield self._show(PLAIN_ANSWER)
        self._finish()

    # --- a small model: the best of several drafts -----------------------------------------------

    def _drafted(self, cancel: threading.Event) -> Iterator[Event]:
        asked = self._moment == "wonder" and cues.of_us(self.context.text)
        bare = self._moment in BARE or asked or self.decision.strategies == strategy.OFFER
        if not self._by_people() and not bare:
            try:
                yield from self._sentence_by_sentence(cancel)
            except CompanionError as error:
                yield Stopped("engine", str(error))
        if cancel.is_set():
            yield Stopped("cancelled", CANCELLED)
        elif not self._answers():
            yield from self._written_floor()

    def _answers(self) -> bool:
        """Whether what was shown is more than a word of warmth, which alone is no answer."""
        return len(self._shown) > 1 or any(
            drafts.takes_up(line, self.context.text) or not drafts.is_warm(line)
            for line in self._shown
        )

    def _sentence_by_sentence(self, cancel: threading.Event) -> Iterator[Event]:
        """A sentence for each planned kind, the question last; the written one where none is fit.

        Shows nothing where a planned question is all there is to say and none is fit.
        """
        wanted = self._wanted()
        leading = wanted.strategies[0]
        made: list[tuple[str, str]] = []
        led = asks = False
        for kind in drafts.slots(wanted):
            if kind == Strategy.QUESTION:
                asks = True
                continue
            line = yield from self._draft(kind, wanted, made, cancel)
            if cancel.is_set():
                return
            led |= bool(line) and kind == leading
            lines = [line] if line else self._opener() if kind == leading else []
            for one in lines:
                made.append((kind, one))
                yield from self._guarded(one, written=one != line)
        question = ""
        if asks:
            question = yield from self._draft(Strategy.QUESTION, wanted, made, cancel)
        if cancel.is_set():
            return
        for line in sentences(self.decision.link) if made else ():
            yield from self._guarded(line, written=True)
        naming = self._naming(question, asks=asks) if made or question else ""
        if naming:
            yield from self._guarded(naming, written=True)
        if question and not naming.endswith("?"):
            yield from self._guarded(question)
        elif made and not naming:
            for line in self._floor():
                again = drafts.is_warm(line) and any(map(drafts.is_warm, self._shown))
                if (line.endswith("?") if asks else not led) and not again:
                    yield from self._guarded(line, written=True)

    def _naming(self, question: str, *, asks: bool) -> str:
        """A written line that names what they said, where no drafted sentence has taken up a word of it.

        Where there is no room for both it is a question, and comes instead of the drafted one.
        """
        now = [*self._shown, question] if question else self._shown
        full = len(now) >= max(2, self.decision.length)  # a question alone may be led up to
        if full and not question:
            return ""
        used = frozenset(self.voice.said)
        return compose.naming(self.context, now, used, asks=asks and (full or not question))

    def _opener(self) -> list[str]:
        """The written opener without the sentence that names a memory, and without its question.

        Where a word of warmth was said already, it is not said in other words once more.
        """
        link = sentences(self.decision.link)
        lines = [line for line in sentences(self.decision.opener) if line not in link]
        warm = any(map(drafts.is_warm, self._shown))
        return [
            line for line in lines if not line.endswith("?") and not (warm and drafts.is_warm(line))
        ]

    def _draft(
        self,
        kind: str,
        wanted: drafts.Wanted,
        before: Sequence[tuple[str, str]],
        cancel: threading.Event,
    ) -> Generator[Event, None, str]:
        """The model's best sentence of a kind after those before it, "" where none is fit."""
        if cancel.is_set():
            return ""
        tokens, dropped = self._prompt(self._begun(before, kind), CANDIDATES * DRAFT_TOKENS)
        if dropped:
            yield WindowDropped(dropped)
        made = [Drafted("")] * CANDIDATES
        for piece in self._pieces(tokens, cancel, CANDIDATES, DRAFT_TOKENS, sentence=True):
            so_far = made[piece.candidate]
            made[piece.candidate] = Drafted(
                so_far.line + piece.text, (*so_far.likely, piece.likely)
            )
        if cancel.is_set():
            return ""
        lines = [line for _, line in before]
        said = Said(wanted.text, wanted.known, wanted.felt)

        def sense(some: Sequence[Drafted]) -> Sequence[float]:
            """How likely each makes sense; none does where that cannot be told."""
            return self.sense.of(said, kind, some) if self.sense else [0.0] * len(some)

        return drafts.best(made, kind, wanted, lines, lambda line: self._verdict(line).ok, sense)

    def _begun(self, before: Sequence[tuple[str, str]], kind: str) -> str:
        """The reply so far as the model continues it; a trained voice reads a cue before each sentence."""
        if not self.voice.trained:
            return " ".join(line for _, line in before)
        parts = [f"{cue(made)} {line}" for made, line in before]
        return " ".join((*parts, cue(kind)))

    def _wanted(self) -> drafts.Wanted:
        known = (self.context.text, self.context.earlier_text, *self._memory_texts())
        return drafts.Wanted(
            text=self.context.text,
            strategies=self.decision.strategies,
            known=plain(" ".join(known)),
            length=self.decision.spoken,
            earlier=self._earlier,
            felt=self.context.valence,
            others=whose(self.context.text) == OTHER,
            said=self.context.said,
        )

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
                if not self.replaced and not self._ahead:
                    self._spoken = tuple(spoken)
        except CompanionError as error:
            yield Stopped("engine", str(error))
        if cancel.is_set():
            yield Stopped("cancelled", CANCELLED)
        elif not self._shown:
            yield from self._written_floor()

    # --- both ----------------------------------------------------------------------------------

    def _by_people(self) -> bool:
        """Whether this moment is answered in written words alone, whatever the model."""
        near = self.context.shaken is not None or self.context.assessment.risk >= Risk.LOW
        tender = self._moment in TENDER or strategy.relieved(self._moment, self.context.state)
        return near or tender or shadowed(self.context.text) or regrets(self.context.text)

    def _floor(self) -> tuple[str, ...]:
        return compose.compose(self.context, self.decision, frozenset(self.voice.said))

    def _written_floor(self) -> Iterator[Event]:
        for line in (*sentences(self.decision.opener), *self._floor()):
            yield from self._guarded(line, written=True)

    def _prompt(self, opener: str, reserve: int) -> tuple[tuple[int, ...], int]:
        if self.voice.trained:
            text = voice_note(self.context.state)
        else:
            text = note(
                self.context.seems or self.context.state,
                self.context.cause,
                self.context.memories,
                self.decision,
                [
                    *(BOUNDARIES[key].guidance for key in self.context.assessment.boundaries),
                    *self.context.wishes.guidance,
                ],
            )
        with self.clock.in_model():
            return self.voice.prompt(self.context.text, text, opener, reserve)

    def _pieces(
        self,
        tokens: tuple[int, ...],
        cancel: threading.Event,
        candidates: int,
        most: int,
        *,
        sentence: bool = False,
    ) -> Generator[Piece, None, None]:
        stream = self.voice.engine.stream(
            tokens,
            cancel,
            candidates=candidates,
            max_tokens=most,
            seed=self.seed,
            sentence=sentence,
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
        if verdict.ok and not written and self._binds(line):
            verdict = too_close(self._guard())
        if verdict.ok:
            yield self._show(line, drafted=not written)
            return
        event = Replaced(verdict.replacement, verdict.rule)
        self.replaced.append(event)
        if event.text:
            self._show(event.text)
        yield event

    def _verdict(self, line: str, written: bool = False) -> Verdict:
        return check(line, self._guard(written))

    def _binds(self, line: str) -> bool:
        """What the second judge says of a drafted sentence; the rules go on without it."""
        if self.binding is None:
            return False
        try:
            return self.binding.binds(self.voice.engine.embed((line,))[0])
        except CompanionError:
            return False

    def _guard(self, written: bool = False) -> GuardContext:
        relieved = strategy.relieved(self._moment, self.context.state)
        return GuardContext(
            text=self.context.text,
            risk=self.context.assessment.risk,
            boundaries=self.context.assessment.boundaries,
            said=tuple(self._shown),
            earlier=self._earlier,
            memories=self._memory_texts(),
            valence=drafts.FELT if relieved else self.context.valence,
            unwished=self.decision.avoid,
            wishes=self.context.wishes,
            wanders=self.voice.tier == "candidates",
            written=written,
        )

    def _memory_texts(self) -> tuple[str, ...]:
        return tuple(memory.text for memory in self.context.memories)

    def _show(self, line: str, *, drafted: bool = False) -> Sentence:
        self.clock.sentence()
        self._shown.append(line)
        self.voice.said.append(line)
        return Sentence(line, drafted)

    def _finish(self) -> None:
        """Hand the turn to the transcript; a reply shown just as it was generated keeps its ids."""
        self.voice.finish(self.context.text, self.text, self._spoken)


def _ready(pending: str) -> tuple[list[str], str]:
    """The complete sentences in `pending`, and the rest, whose end is still to come."""
    *complete, rest = _SENTENCE_END.split(pending)
    return [line.strip() for line in complete if line.strip()], rest
