"""The wishes that hold in every talk until they are taken back: how to answer, and what not to say.

What is never brought up is kept as a limit (`hand.set_off_limits`); `keep` and `take_back` do either.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from companion.memory import hand
from companion.memory.store import Store
from companion.turn import Standing, Unwished

WITH_A_WORD = frozenset((Unwished.TOPIC, Unwished.NAME, Unwished.WORD))


@dataclass(frozen=True)
class KeptWish:
    """A wish with its number."""

    id: int
    wish: Standing


def keep(store: Store, wish: Standing) -> None:
    """Hold to a wish from now on. Raises InputRefused when its word says nothing or is long."""
    if wish.kind is Unwished.TOPIC:
        hand.set_off_limits(store, wish.word)
        return
    word = hand.phrase_of(wish.word) if wish.kind in WITH_A_WORD else ""
    with store.writing() as db:
        put(db, Standing(wish.kind, word))


def take_back(store: Store, wish: Standing) -> bool:
    """Let a wish go, however its word is written; False where it did not hold."""
    if wish.kind is Unwished.TOPIC:
        limits = [one.id for one in hand.limits(store) if _same(one.phrase, wish.word)]
        return sum(hand.allow(store, number) for number in limits) > 0
    with store.letting_go() as db:
        found = db.execute("SELECT id, word FROM wish WHERE kind = ?", [wish.kind.value]).fetchall()
        same = [number for number, word in found if _same(word, wish.word)]
        for number in same:
            db.execute("DELETE FROM wish WHERE id = ?", [number])
    return bool(same)


def listed(store: Store) -> tuple[KeptWish, ...]:
    """The wishes that hold, in the order they were made; `hand.limits` lists the others."""
    with store.reading() as db:
        found = db.execute("SELECT id, kind, word FROM wish ORDER BY id").fetchall()
    return tuple(
        KeptWish(int(row[0]), Standing(Unwished(row[1]), str(row[2])))
        for row in found
        if row[1] in _KINDS  # a damaged row must not cost the others
    )


def put(db: Database, wish: Standing) -> None:
    """Keep a wish whose word was looked at, unless it holds already. MUST run in a transaction."""
    held = db.execute("SELECT word FROM wish WHERE kind = ?", [wish.kind.value]).fetchall()
    if not any(_same(word, wish.word) for (word,) in held):
        db.execute("INSERT INTO wish(kind, word) VALUES (?, ?)", [wish.kind.value, wish.word])


_KINDS = frozenset(kind.value for kind in Unwished) - {Unwished.TOPIC.value}


def _same(one: str, other: str) -> bool:
    return hand.bare(one).casefold() == hand.bare(other).casefold()
