"""One person, followed from turn to turn: the tracker and the memory, brought together.

What is believed, what was learnt and what the person corrected live here while the program is
open; the memory keeps them. `session.py` asks, in the order of a turn; it never does the tracking.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.emotion import learn, states, timeline
from companion.emotion.channels import disagreement, fuse
from companion.emotion.corrections import Lesson, named, reread, told
from companion.emotion.hmm import Hmm
from companion.emotion.learn import Effect, Learnt
from companion.emotion.outlook import outlook
from companion.emotion.tone import Tone
from companion.emotion.track import Step, Track, advance, seconds_between
from companion.errors import InputRefused
from companion.memory.learnt import Correction
from companion.memory.store import Store
from companion.turn import PRACTICE, Affect, Belief, Observation, Prospects, Turn, Utterance

NOT_OF_THIS_TALK = "Only what was said since the program was opened can be put right here."

Vector = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class LearntView:
    """What was learnt, to be seen. turns: how many it rests on. effects: the most helpful first."""

    turns: float
    effects: tuple[Effect, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class _Heard:
    """A turn of this talk as it was taken in; no word of it is here, so that none can stay.

    before: the person before it. at, voice: when and how it was said. named: the state its words
    name, "" for none. read, embedding: what the observer made of it, and its vector. strategy: the
    kind of reply before it. learnt_from: whether the person let the program learn then. said: the
    state they corrected it to, "" for none. turn_id: None until it is kept.
    """

    before: Track
    at: datetime
    voice: tuple[float, ...]
    named: str
    read: tuple[float, ...]
    embedding: Vector | None
    strategy: str | None
    learnt_from: bool
    said: str = ""
    turn_id: int | None = None


def last_kept(store: Store) -> Turn | None:
    """The turn said last in any talk; None before the first, and where it cannot be read.

    Raises StoreError.
    """
    try:
        return store.last_turn()
    except (ValueError, KeyError, TypeError):  # written by another program, or damaged
        return None


class Person:
    """Belongs to one session and, like it, to one thread at a time."""

    def __init__(self, store: Store, hmm: Hmm, *, learns: bool = True) -> None:
        """Go on from the last turn of all, however long ago. Raises StoreError."""
        self._store = store
        self._hmm = hmm
        self.learns = learns  # whether the person lets the program learn from them
        self._heard: list[_Heard] = []
        self._lessons: tuple[Lesson, ...] = ()
        self._track, self._strategy = self._come_back()
        self.read_lessons()

    def believed_at(self, at: datetime) -> Belief | None:
        """What is still believed at `at`, before anything new is said; None if nothing ever was."""
        if self._track.belief is None:
            return None
        return self._hmm.worn(self._track.belief, seconds_between(self._track.at, at))

    def hear(
        self, utterance: Utterance, observation: Observation, embedding: Vector | None
    ) -> tuple[Observation, Track]:
        """Take one utterance in: the observation as it was used, and the person after it.

        Words that only name the feeling count as told. Otherwise lessons and voice are heard too.
        """
        by_name = named(utterance.text)
        one = _Heard(
            self._track,
            utterance.at,
            utterance.voice,
            "" if by_name is None else by_name.said,
            observation.likelihood,
            embedding,
            self._strategy,
            self.learns,
        )
        self._heard.append(one)
        words = self._words(one)
        heard = fuse(words, utterance.voice)
        self._track = self._advanced(one, heard)
        differs = disagreement(words, utterance.voice)
        return replace(observation, likelihood=heard, disagreement=differs), self._track

    def prospects(self) -> Prospects:
        """What each kind of reply to what was heard last may lead to."""
        learnt = self._track.learnt if self.learns else Learnt()
        return outlook(self._hmm, learnt, self._track.believed)

    def answered(self, strategy: str | None) -> None:
        """The kind of reply that was given to what was heard last."""
        self._strategy = strategy

    def kept(self, turn_id: int) -> None:
        """The turn heard last stands in the memory under `turn_id`. Raises StoreError."""
        self._heard[-1] = replace(self._heard[-1], turn_id=turn_id)
        self._keep_learnt()

    def misread(self, text: str) -> tuple[int, str] | None:
        """(turn, state) if `text` says that the turn before was not what is believed of it.

        The turn is the one heard last; None where nothing is denied, or something not believed.
        """
        by_name = named(text)
        if by_name is None or not self._heard or self._track.belief is None:
            return None
        leading = states.strongest(self._track.belief).name
        turn_id = self._heard[-1].turn_id
        if turn_id is None or leading not in by_name.denied:
            return None
        return turn_id, by_name.said

    def correct(self, turn_id: int, said: str, at: datetime) -> dict[int, Track]:
        """The person says that a turn of this talk was `said`: believe it, keep it, learn from it.

        Returns the person anew after that turn and each later one, by the turns' ids. Raises
        StoreError, and InputRefused for a turn that is not of this talk.
        """
        place = self._place(turn_id)
        if place is None:
            raise InputRefused(NOT_OF_THIS_TALK)
        told(said)  # refuses a state there is not before anything is kept
        one = replace(self._heard[place], said="")
        heard = states.strongest(self._advanced(one, self._likelihood(one)).believed).name
        if not self._store.save_correction(turn_id, heard, said, at, one.embedding):
            return {}
        return self._again(place, said)

    def undo(self, turn_id: int) -> dict[int, Track]:
        """Take a correction back: belief and lesson are as if it had never been made.

        Returns as `correct`. Of a turn of an earlier talk the lesson goes, and the days are drawn
        without it; what was believed at the time stays. Raises StoreError.
        """
        self._store.undo_correction(turn_id)
        place = self._place(turn_id)
        if place is None:
            self.read_lessons()
            return {}
        return self._again(place, "")

    def forget_learnt(self) -> None:
        """Forget everything learnt of this person, corrections too. Raises StoreError.

        Here it is gone even then, so that the next turn does not keep it once more.
        """
        self._lessons = ()
        self._track = replace(self._track, learnt=Learnt())
        self._heard = [
            replace(one, before=replace(one.before, learnt=Learnt()), learnt_from=False, said="")
            for one in self._heard
        ]
        self._store.forget_learnt()

    def forget_all_but(self, turn_ids: Collection[int | None]) -> None:
        """Of the other turns of this talk only numbers stay: their words were forgotten.

        Raises StoreError.
        """
        self._heard = [
            one if one.turn_id in turn_ids else replace(one, embedding=None, said="")
            for one in self._heard
        ]
        self._lessons = ()
        self.read_lessons()

    def start_over(self) -> None:
        """Everything was erased: nothing is known any more."""
        self._heard, self._lessons = [], ()
        self._track, self._strategy = Track(), None

    def read_learnt(self) -> None:
        """Take what was learnt from the memory anew: another's came in. Raises StoreError."""
        self._track = replace(self._track, learnt=learn.decoded(self._store.learnt()))
        self.read_lessons()

    def read_lessons(self) -> None:
        """Take the corrections from the memory anew. Raises StoreError."""
        self._lessons = tuple(
            Lesson(one.embedding, one.heard, one.said)
            for one in self._store.corrections()
            if one.embedding is not None and {one.heard, one.said} <= set(states.NAMES)
        )

    def learnt(self) -> LearntView:
        """What was learnt of this person. Raises StoreError."""
        learnt = self._track.learnt
        found = learn.effects(self._hmm, learnt)
        return LearntView(learnt.turns, found, self._store.corrections())

    def days(self) -> tuple[timeline.Day, ...]:
        """How the days were, oldest first; no day is one for a page that was kept. Raises StoreError."""
        own = learn.personal(self._hmm, self._track.learnt) if self.learns else self._hmm
        told = [one for one in self._store.history() if one[1].utterance.source != PRACTICE]
        return timeline.days(own, told)

    # --- inside ---------------------------------------------------------------------------------

    def _come_back(self) -> tuple[Track, str | None]:
        learnt = learn.decoded(self._store.learnt())
        last = last_kept(self._store)
        if last is None or not _sound(last.belief):
            return Track(learnt=learnt), None
        track = Track(last.belief, Tone(last.tone, Affect()), last.utterance.at, learnt)
        return track, last.decision.leading

    def _place(self, turn_id: int) -> int | None:
        return next((i for i, one in enumerate(self._heard) if one.turn_id == turn_id), None)

    def _again(self, place: int, said: str) -> dict[int, Track]:
        """Take the turns from `place` on once more, the first of them corrected to `said`."""
        self._heard[place] = replace(self._heard[place], said=said)
        self.read_lessons()
        self._track, found = self._heard[place].before, {}
        for i in range(place, len(self._heard)):
            one = replace(self._heard[i], before=self._track)
            self._heard[i] = one
            self._track = self._advanced(one, self._likelihood(one))
            if one.turn_id is not None:
                found[one.turn_id] = self._track
        self._keep_learnt()
        return found

    def _words(self, one: _Heard) -> tuple[float, ...]:
        """What the words say by now: as told, or as read in the light of the lessons."""
        if said := one.said or one.named:
            return told(said)
        return reread(one.read, one.embedding, self._lessons if one.learnt_from else ())

    def _likelihood(self, one: _Heard) -> tuple[float, ...]:
        words = self._words(one)
        # What the person says themselves needs no second witness.
        return words if one.said else fuse(words, one.voice)

    def _advanced(self, one: _Heard, likelihood: tuple[float, ...]) -> Track:
        step = Step(likelihood, one.at, one.strategy)
        return advance(self._hmm, one.before, step, learns=one.learnt_from)

    def _keep_learnt(self) -> None:
        if self.learns:
            self._store.save_learnt(learn.encoded(self._track.learnt))


def _sound(belief: Belief) -> bool:
    """Whether it is one over our states; what is not must never stop a message being heard."""
    try:
        probs = np.asarray(belief.probs, dtype=np.float64)
    except (ValueError, TypeError):  # no numbers
        return False
    return probs.shape == (len(states.STATES),) and bool((probs >= 0).all() and (probs <= 1).all())
