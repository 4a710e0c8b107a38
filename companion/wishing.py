"""What the person asked of every reply, in one session: heard, kept, and what of it holds now.

What is asked in a private talk, or where the memory fails, holds for that session alone.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from companion.errors import InputRefused, StoreError
from companion.memory import hand, standing
from companion.memory.store import Store
from companion.policy import wished
from companion.policy.guard_wishes import Wishes, nothing
from companion.remember import LEFT_ALONE
from companion.turn import Standing, Unwished

SAID = {
    Unwished.TOPIC: LEFT_ALONE[0],
    Unwished.ADVICE: "All right, no advice from me any more.",
    Unwished.QUESTIONS: "All right, I won't ask you questions, unless you may be in danger.",
    Unwished.JOKES: "All right, no jokes.",
    Unwished.CHEER: "All right, I'll be less cheerful.",
    Unwished.EXCLAMATIONS: "All right, no exclamation marks.",
    Unwished.SORRY: "All right, I'll leave that word out.",
    Unwished.PET_NAMES: "All right, no pet names.",
    Unwished.NAME: "All right, I won't call you that.",
    Unwished.WORD: "All right, I'll leave that out.",
}
SEVERAL = "All right, I'll keep to all of that."
WELCOME = "All right, I'll take it that this is welcome again."
_WHY = {
    Unwished.TOPIC: "You asked me not to bring up {}; it is off limits {}.",
    Unwished.ADVICE: "You asked never to get advice; that holds {}.",
    Unwished.QUESTIONS: "You asked never to be asked questions; that holds {}, but for danger.",
    Unwished.JOKES: "You asked for no jokes; that holds {}.",
    Unwished.CHEER: "You asked me not to be so cheerful; that holds {}.",
    Unwished.EXCLAMATIONS: "You asked for no exclamation marks; that holds {}.",
    Unwished.SORRY: "You asked me not to say sorry; that holds {}.",
    Unwished.PET_NAMES: "You asked for no pet names; that holds {}.",
    Unwished.NAME: "You asked not to be called {}; that holds {}.",
    Unwished.WORD: "You asked me not to say {}; that holds {}.",
}
_AGAIN = {
    Unwished.TOPIC: "You said that {} may be brought up again.",
    Unwished.NAME: "You said that you may be called {} again.",
    Unwished.WORD: "You said that {} may be said again.",
    Unwished.ADVICE: "You said that advice is welcome again.",
    Unwished.QUESTIONS: "You said that questions are welcome again.",
    Unwished.JOKES: "You said that jokes are welcome again.",
    Unwished.CHEER: "You said that I may be cheerful again.",
    Unwished.EXCLAMATIONS: "You said that exclamation marks are welcome again.",
    Unwished.SORRY: "You said that I may say sorry again.",
    Unwished.PET_NAMES: "You said that pet names are welcome again.",
}
ALWAYS, HERE = "from now on", "for this talk"


@dataclass(frozen=True)
class Heeded:
    """What came of a message. said: the sentences that say so, () where nothing was wished.

    why: the same for *why*. rest: what else the message tells, "" for nothing more.
    """

    said: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    rest: str = ""


class Wishing:
    """Belongs to one session."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: tuple[Standing, ...] = ()  # as read last
        self._here: dict[tuple[Unwished, str], Standing] = {}
        self._waived: set[tuple[Unwished, str]] = set()  # kept, but taken back for this session
        self._kinds: frozenset[Unwished] = frozenset()  # that held in the last turn

    def heed(self, text: str, *, keep: bool) -> Heeded:
        """Take up what a message asks of every reply. Never raises for a failed memory.

        keep: beyond this session.
        """
        heard = wished.heard(text)
        if not heard:
            return Heeded()
        self._read()
        why = [self._take_up(wish, keep) for wish in heard.wanted]
        held = {_key(wish) for wish in self._held()}
        back = [wish for wish in heard.taken_back if _key(wish) in held]
        why += [self._let_go(wish, keep) for wish in back]
        done = [wish for wish, reason in zip((*heard.wanted, *back), why, strict=True) if reason]
        if not done:
            return Heeded()
        said = _said([wish for wish in heard.wanted if wish in done], back, whole=not heard.rest)
        return Heeded(said, tuple(filter(None, why)), heard.rest)

    def for_turn(self) -> Wishes:
        """What holds in the turn that begins; asked once a turn. Never raises for a failed memory."""
        self._read()
        held = self._held()
        named = {wish.word: self._names(wish.word) for wish in held if wish.kind is Unwished.TOPIC}
        before, self._kinds = self._kinds, frozenset(wish.kind for wish in held if not wish.word)
        return Wishes(
            touches=hand.touched(named) if named else nothing,
            kinds=self._kinds,
            names=tuple(wish.word for wish in held if wish.kind is Unwished.NAME),
            words=tuple(wish.word for wish in held if wish.kind is Unwished.WORD),
            lifted=before - self._kinds,
        )

    def start_over(self) -> None:
        """Everything was erased."""
        self._kept = ()
        self._here.clear()
        self._waived.clear()

    # --- inside -----------------------------------------------------------------------------

    def _read(self) -> None:
        with suppress(StoreError):  # what was read last goes on holding
            limits = (Standing(Unwished.TOPIC, one.phrase) for one in hand.limits(self._store))
            self._kept = (*limits, *(one.wish for one in standing.listed(self._store)))

    def _held(self) -> tuple[Standing, ...]:
        kept = (wish for wish in self._kept if _key(wish) not in self._waived)
        return (*kept, *self._here.values())

    def _names(self, phrase: str) -> tuple[str, ...]:
        try:
            return hand.names(self._store, phrase)
        except StoreError:
            return (hand.bare(phrase),)

    def _take_up(self, wish: Standing, keep: bool) -> str:
        """Hold to a wish; why, "" where it says nothing that can be kept."""
        self._waived.discard(_key(wish))
        how_long = ALWAYS if keep else HERE
        try:
            word = hand.phrase_of(wish.word) if wish.word else ""
            if keep:
                standing.keep(self._store, wish)
                self._here.pop(_key(wish), None)
        except InputRefused:
            return ""
        except StoreError:
            how_long = HERE
        if how_long == HERE and _key(wish) not in map(_key, self._kept):
            self._here[_key(wish)] = Standing(wish.kind, word)
        return _WHY[wish.kind].format(*filter(None, (word, how_long)))

    def _let_go(self, wish: Standing, keep: bool) -> str:
        self._here.pop(_key(wish), None)
        self._waived.add(_key(wish))
        if keep:
            with suppress(StoreError):
                standing.take_back(self._store, wish)
                self._waived.discard(_key(wish))
        return _AGAIN[wish.kind].format(wish.word)


def _key(wish: Standing) -> tuple[Unwished, str]:
    return wish.kind, hand.bare(wish.word).casefold()


def _said(wanted: list[Standing], back: list[Standing], *, whole: bool) -> tuple[str, ...]:
    """One sentence for what was wished; whole: the message tells nothing else."""
    kinds = {wish.kind for wish in wanted}
    if not wanted or back:
        return (SEVERAL if wanted else WELCOME,)
    if len(kinds) > 1:
        return (SEVERAL,)
    (kind,) = kinds
    return LEFT_ALONE if kind is Unwished.TOPIC and whole else (SAID[kind],)
