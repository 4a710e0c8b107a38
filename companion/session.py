"""One talk: the order of one turn, nothing else. Every room is asked here and only here.

Assess, understand, remember, decide, word, guard, save. Where the engine or the memory fails, the
turn goes on with what is left: a written reply needs neither.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from companion import remember, upkeep
from companion.asides import Asides
from companion.emotion import states, wording
from companion.emotion.track import Track
from companion.engine.client import EngineClient
from companion.errors import CompanionError, StoreError
from companion.intake import assessed
from companion.memory import hand
from companion.memory.fading import LetGo
from companion.memory.store import Store
from companion.mind import Mind, look_with, observed
from companion.person import Person, last_kept
from companion.policy import abroad, steadier, tongue
from companion.policy.context import PlanContext
from companion.policy.crisis_words import crisis_reply
from companion.policy.guard_wishes import Wishes
from companion.policy.plain import plain
from companion.policy.strategy import plan
from companion.reply import Reply
from companion.timing import Stopwatch
from companion.transcript import Voice
from companion.turn import (
    ENGLISH,
    Assessment,
    Belief,
    CrisisHelp,
    Event,
    Memory,
    Observation,
    Planned,
    Risk,
    Stopped,
    Turn,
    TurnSaved,
    Understood,
    Utterance,
)
from companion.wishing import Wishing

TALK_ENDS_AFTER = timedelta(hours=6)  # of silence; what comes then is another talk
IN_SIGHT = 3  # the last turns stand before the model word for word; they need no recalling

NOTICE = (
    "I am a computer program, not a person, and I cannot feel. I am not a therapist. "
    "What you write stays on this computer."
)
MEMORY_FAILED = "I could not write this turn to memory. The talk goes on, but I may not recall it."


class Session:
    """One talk with one person. `respond` is a generator and belongs to one thread at a time."""

    notice = NOTICE

    def __init__(
        self,
        engine: EngineClient,
        store: Store,
        mind: Mind,
        voice: Voice,
        *,
        now: Callable[[], datetime],
        seed: int | None = None,
        learns: bool = True,
        private: bool = False,
    ) -> None:
        """`learns`: whether the person lets the program learn from them.

        private: the talk leaves no trace; memories still come to mind, nothing is kept or learnt.
        Raises StoreError.
        """
        self._engine = engine
        self._store = store
        self._mind = mind
        self.voice = voice
        self._language = ENGLISH
        self._seed = secrets.randbits(32) if seed is None else seed
        self._talks: list[int] = []  # of this session, the last one goes on
        self._now = now
        self._ids: list[int | None] = []  # of the turns; None where one could not be kept
        self._turns: list[Turn] = []
        self._before = last_kept(store)  # of an earlier start: its danger is not over with that
        self.private = private
        self._wishing = Wishing(store)
        self._asides = Asides(store, private=private)
        self.person = Person(store, mind.hmm, learns=learns and not private)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The talk so far."""
        return tuple(self._turns)

    @property
    def talk(self) -> int | None:
        """The kept talk that `turns` are, from its first on; None where they are not just that."""
        return self._talks[0] if len(self._talks) == 1 and None not in self._ids else None

    def go_on(self, talk: int) -> None:
        """Take up a talk of an earlier start, before anything is said. Raises StoreError."""
        self._talks = [talk]
        self._take(self._kept())
        for turn in self._turns:
            self._language = tongue.spoken(plain(turn.utterance.text), self._language)

    def begin_anew(self) -> None:
        """What is said next begins another talk. Raises StoreError. Not while a reply is under way."""
        self._talks, self._language = [], ENGLISH
        self._start_over_from_store()

    def respond(
        self, utterance: Utterance, cancel: threading.Event, beside: Assessment | None = None
    ) -> Iterator[Event]:
        """Answer one utterance (its text cleaned by `clean`); the events come in `turn`'s order.

        beside: what an exercise heard since the last turn, of which no word is kept. Never raises
        for a failed engine or memory: it says so with `Stopped` and goes on.
        """
        clock = Stopwatch()
        since = utterance.at - TALK_ENDS_AFTER
        previous, shaken = steadier.before(self._turns or (self._before,), since, beside)
        belief_before = self.person.believed_at(utterance.at)
        spoke = self._language
        self._language = tongue.spoken(plain(utterance.text), spoke)
        look, shown = look_with(self._mind.second_look, self._engine), Risk.LOW
        for assessment in assessed(utterance.text, belief_before, previous, look):
            if assessment.risk > shown:
                shown = assessment.risk
                yield CrisisHelp(assessment, self._language)
        self._put_right(utterance)
        heeded = self._wishing.heed(utterance.text, keep=not self.private)
        wishes = self._wishing.for_turn()
        observation, embedding = observed(self._mind, self._engine, utterance.text)
        observation, track = self.person.hear(utterance, observation, embedding)
        belief = track.believed
        yield Understood(observation, belief, assessment, track.shift)
        memories, trouble = self._recall(utterance, embedding, belief, wishes)
        context = self._context(utterance, observation, track, assessment, memories, wishes, spoke)
        context = replace(context, shaken=shaken)
        if heeded.rest:  # the wish itself is answered by a sentence of its own
            cause = context.cause if context.cause in heeded.rest else ""
            context = replace(context, text=heeded.rest, cause=cause)
        decision = plan(context)
        decision = replace(decision, reasons=(*decision.reasons, *heeded.why))
        yield Planned(memories, decision)
        if trouble:
            yield Stopped("memory", trouble)
        place = len(self._turns)
        seed, mind = self._seed + place, self._mind
        reply = Reply(self.voice, context, decision, clock, seed, mind.sense, mind.binding)
        if assessment.risk >= Risk.ELEVATED and assessment.risk_words:
            yield from reply.written(crisis_reply(assessment, place, self._language, shaken))
        elif heeded.said and not heeded.rest:
            yield from reply.written(heeded.said)
        else:
            yield from reply.events(cancel, heeded.said)
        turn = Turn(
            utterance=utterance,
            observation=observation,
            belief=belief,
            assessment=assessment,
            memories=memories,
            decision=decision,
            reply=reply.text,
            replaced=tuple(reply.replaced),
            shift=track.shift,
            tone=track.affect,
        )
        self.person.answered(decision.leading)
        yield from self._save(turn, belief_before, embedding, clock)
        yield from self._asides.after(turn, self._language)
        with contextlib.suppress(CompanionError):  # said when a reply needs the engine
            self.voice.read_ahead(cancel)

    def correct(self, said: str | None) -> bool:
        """The person says that their last message was `said`; None takes that back.

        False where there is nothing to put right yet. Raises StoreError. Not while a reply is
        under way.
        """
        turn_id = self._ids[-1] if self._ids else None
        if turn_id is None:
            return False
        self._correct(turn_id, said)
        return True

    def undo_correction(self, turn_id: int) -> None:
        """Take back what the person said of a turn, of this talk or an earlier. Raises StoreError."""
        self._correct(turn_id, None)

    def forget_learnt(self) -> None:
        """Forget what was learnt of the person, corrections too. Raises StoreError."""
        self._turns = [replace(turn, corrected="") for turn in self._turns]
        self.person.forget_learnt()

    def forget(self, memory_id: int) -> bool:
        """Forget a memory in the store, in this talk, and in what the model sees of it.

        False if there is none with this id. Raises StoreError. Not while a reply is under way.
        """
        try:
            return self._store.forget(memory_id)
        finally:  # the words may be gone even where the file could not be scrubbed of them
            self._start_over_from_store()

    def forget_about(self, phrase: str, *, also_called: bool = False) -> int:
        """Forget every message that names somebody or something; how many.

        See `hand.forget_about`. Not while a reply is under way.
        """
        try:
            return hand.forget_about(self._store, phrase, also_called=also_called)
        finally:
            self._start_over_from_store()

    def rest(self, transcript_days: int = 0) -> LetGo:
        """When nobody waits: read facts, sort talks that are over, let fade what fades.

        transcript_days: how long turns are kept word for word; 0 for ever. Raises StoreError. Not
        while a reply is under way.
        """
        if self.private:
            return LetGo()
        talk = self._talks[-1] if self._talks else None
        try:
            return upkeep.rest(self._store, self._engine, self._now(), talk, transcript_days)
        finally:  # words may be gone even where something failed afterwards
            if transcript_days and not {i for i in self._ids if i} <= {i for i, _ in self._kept()}:
                self._start_over_from_store()

    def lose_sight(self) -> None:
        """Let the model see nothing of this talk any more, in its own memory (RAM) either.

        For the end of a private talk, and for one whose words may quote what was just forgotten.
        """
        self.voice.start_over(())
        wording.forget()
        with contextlib.suppress(CompanionError):
            self.voice.read_ahead(threading.Event())

    def erase_all(self) -> None:
        """Erase everything ever kept, this talk too. Raises StoreError."""
        try:
            self._store.erase_all()
        finally:
            if not self._store.talks():  # where it failed before anything went, all goes on
                self.person.start_over()
                self._wishing.start_over()
                self._talks = []  # their numbers are given away anew
            self._start_over_from_store()

    # --- inside -----------------------------------------------------------------------------

    def _kept(self) -> list[tuple[int, Turn]]:
        return [pair for talk in self._talks for pair in self._store.turns_with_ids(talk)]

    def _start_over_from_store(self) -> None:
        kept, before = self._kept(), self._turns
        self._before = last_kept(self._store)  # its words may be among those that went
        if [(t.utterance, t.reply) for t in before] != [(t.utterance, t.reply) for _, t in kept]:
            self.lose_sight()
        self._take(kept)
        wording.forget()
        self.person.forget_all_but(self._ids)

    def _take(self, kept: list[tuple[int, Turn]]) -> None:
        self._ids = [turn_id for turn_id, _ in kept]
        self._turns = [turn for _, turn in kept]
        self.voice.start_over((turn.utterance.text, turn.reply) for turn in self._turns)

    def _put_right(self, utterance: Utterance) -> None:
        """Where the words say that the turn before was misread, believe them from there on."""
        misread = self.person.misread(utterance.text)
        if misread is not None:
            with contextlib.suppress(StoreError):  # said again when this turn cannot be kept
                self._correct(*misread)

    def _correct(self, turn_id: int, said: str | None) -> None:
        changed = (
            self.person.undo(turn_id)
            if said is None
            else self.person.correct(turn_id, said, self._now())
        )
        rewritten = []
        for place, (known_id, turn) in enumerate(zip(self._ids, self._turns, strict=True)):
            if known_id is None or known_id not in changed:
                continue
            track = changed[known_id]
            turn = replace(
                turn,
                belief=track.believed,
                shift=track.shift,
                tone=track.affect,
                corrected=(said or "") if known_id == turn_id else turn.corrected,
            )
            self._turns[place] = turn
            rewritten.append((known_id, turn, states.strongest(turn.belief).name))
        self._store.rewrite_beliefs(rewritten)

    def _recall(
        self, utterance: Utterance, embedding: np.ndarray | None, belief: Belief, wishes: Wishes
    ) -> tuple[tuple[Memory, ...], str]:
        seen = [i for i in self._ids[-IN_SIGHT:] if i is not None]
        try:
            return remember.recalled(
                self._store, utterance, embedding, belief, seen, wishes.touches
            ), ""
        except StoreError as error:
            return (), str(error)

    def _context(
        self,
        utterance: Utterance,
        observation: Observation,
        track: Track,
        assessment: Assessment,
        memories: tuple[Memory, ...],
        wishes: Wishes,
        spoke: str,
    ) -> PlanContext:
        state = states.strongest(track.believed)
        earlier = self._turns[-1] if self._turns else None
        return PlanContext(
            text=utterance.text,
            at=utterance.at,
            state=state.name,
            seems=state.seems,
            probs=track.believed.probs,
            valence=track.affect.valence,
            arousal=track.affect.arousal,
            turned_to=track.shift.after if track.shift.found else "",
            cause=observation.cause,
            assessment=assessment,
            memories=memories,
            history=tuple(turn.decision for turn in self._turns),
            openers=tuple(turn.decision.opener for turn in self._turns),
            turn_index=len(self._turns),
            said=tuple(turn.utterance.text for turn in self._turns),
            earlier_state=states.strongest(earlier.belief).name if earlier else "",
            boundary_replies=abroad.limits(self._language),
            language=self._language,
            new_language=self._language != spoke,
            wishes=wishes,
            seed=self._seed,
            prospects=self.person.prospects(),
        )

    def _save(
        self, turn: Turn, before: Belief | None, embedding: np.ndarray | None, clock: Stopwatch
    ) -> Iterator[Event]:
        """Keep the turn in this talk, then in the memory; a memory that fails costs only itself."""
        turn_id: int | None = None
        try:
            if not self.private:
                earlier = before if self._turns else None
                said = [made.utterance.text for made in self._turns]
                matter = self._mind.matter.of(embedding)
                worth = remember.worth(self._store, turn, earlier, said, matter)
                talk = self._talk(turn.utterance.at)
                turn = replace(turn, timings=clock.timings())
                state = states.strongest(turn.belief).name
                turn_id = self._store.save_turn(
                    talk, turn, embedding, worth.value, state, worth.why
                )
        except StoreError:
            yield Stopped("memory", MEMORY_FAILED)
        if turn_id is not None:
            # The words are kept; the counts are written again with the next turn.
            with contextlib.suppress(StoreError):
                self.person.kept(turn_id)
            with contextlib.suppress(StoreError):
                if turn.memories:
                    self._store.mark_recalled([memory.id for memory in turn.memories], self._now())
        turn = replace(turn, timings=clock.timings())
        self._turns.append(turn)
        self._ids.append(turn_id)
        yield TurnSaved(turn, turn_id)

    def _talk(self, at: datetime) -> int:
        """The id of the talk that a turn at `at` belongs to."""
        silent = self._turns and at - self._turns[-1].utterance.at > TALK_ENDS_AFTER
        if not self._talks or silent:
            self._talks.append(self._store.start_talk(at))
        return self._talks[-1]
