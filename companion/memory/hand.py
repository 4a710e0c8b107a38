"""The person's hand on the memory: find, pin, put right, set off limits, forget about somebody."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from companion.errors import InputRefused
from companion.memory import forgetting, known, rows, words
from companion.memory.facts.places import PLACES
from companion.memory.mentions import DAYS, LONGEST_PHRASE, PLANS, mentions
from companion.memory.store import Store
from companion.turn import Memory

LONGEST_MEMORY = 8_000  # characters, as of a message
EMPTY_PHRASE = "Write the name or the few words that it is about."
LONG_PHRASE = "That is long; a name or a few words are enough."
EMPTY_MEMORY = "A memory needs some words. To let it go, forget it."
LONG_MEMORY = "That is very long for a memory; fewer words are enough."
_OUR_OWN = re.compile(r"^(?:my|our)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Limit:
    """Something the person does not want brought up."""

    id: int
    phrase: str


@dataclass(frozen=True)
class About:
    """What is kept about somebody or something: ids of the turns, and how many of each kind.

    turns: messages of the person's that name it, which would go. memories, facts: those that would
    go with them. replies: more of the companion's replies, which would be blanked. called: other
    words for it ("sister" for Mia).
    """

    turns: tuple[int, ...]
    memories: int
    facts: int
    replies: int
    called: tuple[str, ...]


# --- find ----------------------------------------------------------------------------------------


def find(
    store: Store, text: str = "", *, feeling: str = "", person: str = ""
) -> tuple[Memory, ...]:
    """Kept memories that hold every word of `text`, told in `feeling`, that name `person`.

    Each "" asks nothing. With a text the best comes first, otherwise the newest.
    """
    kept = {memory.id: memory for memory in store.memories()}
    order = tuple(kept)
    if text.strip():
        with store.reading() as db:
            order = words.search(db, text)
    found = (kept[i] for i in order if i in kept)
    named = touching([person]) if person.strip() else lambda text: True
    return tuple(
        memory
        for memory in found
        if (not feeling or memory.state == feeling) and named(memory.text)
    )


def people(store: Store) -> tuple[str, ...]:
    """Whom the kept memories name, the most often named first."""
    counted: dict[str, int] = {}
    for memory in store.memories():
        for name in mentions(memory.text):
            nobody = name in PLANS | PLACES or name.removesuffix("s") in DAYS or name in DAYS
            if not nobody and not any(c.isdigit() or c.isspace() for c in name):
                counted[name] = counted.get(name, 0) + 1
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


# --- pin and put right ---------------------------------------------------------------------------


def pin(store: Store, memory_id: int, pinned: bool) -> bool:
    """Let a memory never fade, or fade again; False if there is none with this id."""
    with store.writing() as db:
        changed = db.execute(
            "UPDATE episode SET pinned = ? WHERE id = ?", [int(pinned), memory_id]
        ).rowcount
    store.read_anew()
    return bool(changed)


def reword(
    store: Store,
    memory_id: int,
    text: str,
    state: str,
    embedding: NDArray[np.floating[Any]] | None,
    at: str,
) -> bool:
    """Put a memory right: its words, and how it felt; False if there is none with this id.

    embedding: of the new words, None when the engine gave none. at: when, in ISO format. What was
    said at the time stays in the transcript as it was said; facts read from it stay, too.
    """
    put = rows.clean("\n".join(" ".join(line.split()) for line in text.strip().splitlines()))
    if not put:
        raise InputRefused(EMPTY_MEMORY)
    if len(put) > LONGEST_MEMORY:
        raise InputRefused(LONG_MEMORY)
    with store.letting_go() as db:
        changed = db.execute(
            "UPDATE episode SET text = ?, state = ?, embedding = ?, corrected_at = ? WHERE id = ?",
            [put, state, rows.packed(embedding), at, memory_id],
        ).rowcount
        if changed:
            words.write(db, memory_id, put, "")
    return bool(changed)


# --- off limits ----------------------------------------------------------------------------------

# Other words for what most people have one of, so that a wish does not hang on the word it was put in.
_ALIKE = tuple(
    frozenset(words.split())
    for words in (
        "work job workplace",
        "mum mom mam mummy mommy mother",
        "dad daddy father",
        "gran granny grandma grandmother nan nana",
        "grandad granddad grandpa grandfather",
        "uni university college",
        "flat apartment",
        "boyfriend bf",
        "girlfriend gf",
        "divorce separation",
    )
)


def set_off_limits(store: Store, phrase: str) -> None:
    """Never bring `phrase` up again. Raises InputRefused when it says nothing or is long."""
    wanted = phrase_of(phrase)
    with store.writing() as db:
        if not _set(db, wanted):
            db.execute("INSERT INTO off_limits(phrase) VALUES (?)", [wanted])


def phrase_of(text: str) -> str:
    """A name or a few words, as they are kept. Raises InputRefused when they say nothing or are long."""
    phrase = rows.clean(" ".join(text.split())).strip(" .,;:!?\"'")
    if not phrase:
        raise InputRefused(EMPTY_PHRASE)
    if len(phrase) > LONGEST_PHRASE:
        raise InputRefused(LONG_PHRASE)
    return phrase


def allow(store: Store, limit_id: int) -> bool:
    """Take something off limits back; False if there is none with this id."""
    with store.letting_go() as db:
        return bool(db.execute("DELETE FROM off_limits WHERE id = ?", [limit_id]).rowcount)


def limits(store: Store) -> tuple[Limit, ...]:
    """What is off limits, in the order it was set."""
    with store.reading() as db:
        found = db.execute("SELECT id, phrase FROM off_limits ORDER BY id").fetchall()
    return tuple(Limit(int(row[0]), str(row[1])) for row in found)


def touched(named: Mapping[str, Sequence[str]]) -> Callable[[str], frozenset[str]]:
    """Which phrases a text touches; named: each with all its `names`."""
    touches = {phrase: touching([*found]) for phrase, found in named.items()}
    return lambda text: frozenset(phrase for phrase, touch in touches.items() if touch(text))


def touching(phrases: list[str]) -> Callable[[str], bool]:
    """Whether a text holds one of the phrases as whole words, also as "Mia's", "dogs" or "buses"."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_sought, phrases))})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.search(_written_one_way(text)) is not None


def bare(phrase: str) -> str:
    """A phrase without "my" before it: what is said to the person has "your" there."""
    return _OUR_OWN.sub("", phrase)


def names(store: Store, phrase: str) -> tuple[str, ...]:
    """A phrase by all its names: as it is said to the person, by other words, of the people in it."""
    own = bare(phrase)
    alike = next((words for words in _ALIKE if own.lower() in words), frozenset())
    return (own, *sorted(alike - {own.lower()}), *_called(store, phrase))


def _sought(phrase: str) -> str:
    """A phrase with the endings its last word takes: not every "times" is about Tim."""
    words = _written_one_way(phrase).split()
    last = words[-1].lower()
    more = "e?s" if last.endswith("o") and len(last) > 3 else "s" if len(last) > 2 else "'s"
    if last.endswith(("s", "x", "z", "ch", "sh")):
        more = "es"
    return r"\s+".join(map(re.escape, words)) + rf"(?:'s|{more})?"


def _written_one_way(text: str) -> str:
    """The same letters and apostrophes, however a keyboard makes them."""
    return unicodedata.normalize("NFC", text).replace("\u2019", "'").replace("\u02bc", "'")


# --- everything about somebody -------------------------------------------------------------------


def about(store: Store, phrase: str, *, also_called: bool = False) -> About:
    """What would go if everything about `phrase` was forgotten. Raises InputRefused.

    also_called: whether messages that use another word for them ("my sister") count, too.
    """
    wanted = phrase_of(phrase)
    called = _called(store, wanted)
    holds = touching([wanted, *called] if also_called else [wanted])
    with store.reading() as db:
        found = _naming(db, holds)
        going = tuple(turn_id for turn_id, by_person in found if by_person)
        memories = _count(db, "SELECT turn_id FROM episode", going)
        facts = _count(db, "SELECT turn_id FROM fact", going)
        quoting = db.execute("SELECT turn_id, told_in FROM quoted").fetchall()
    blanked = {turn_id for turn_id, _ in found} | {by for by, of in quoting if of in set(going)}
    return About(going, memories, facts, len(blanked - set(going)), called)


def forget_about(store: Store, phrase: str, *, also_called: bool = False) -> int:
    """Forget every message that names `phrase`, and all that was made of them; how many.

    Where only the companion named it, its side is blanked. Raises InputRefused and, as
    `Store.forget`, StoreError.
    """
    wanted = phrase_of(phrase)
    called = _called(store, wanted) if also_called else ()
    holds = touching([wanted, *called])
    with store.letting_go() as db:
        turns = _naming(db, holds)
        for turn_id, by_person in turns:
            if by_person:
                forgetting.forget_turn(db, turn_id)
            else:
                forgetting.blank_companion(db, turn_id)
        for limit_id, limit in db.execute("SELECT id, phrase FROM off_limits").fetchall():
            if holds(limit):
                db.execute("DELETE FROM off_limits WHERE id = ?", [limit_id])
        for wish_id, word in db.execute("SELECT id, word FROM wish").fetchall():
            if holds(word):
                db.execute("DELETE FROM wish WHERE id = ?", [wish_id])
    return len(turns)


def _called(store: Store, phrase: str) -> tuple[str, ...]:
    """The phrase with another word for each person in it: "sister" for Mia, or "sister's wedding"."""
    own = bare(phrase)
    return tuple(
        dict.fromkeys(
            other.join(re.split(rf"(?<!\w){re.escape(word)}(?!\w)", own, flags=re.IGNORECASE))
            for word, other in known.called_otherwise(store, own)
        )
    )


def _naming(db: Database, holds: Callable[[str], bool]) -> list[tuple[int, bool]]:
    """The turns with a word that `holds`, and whether it is the person's.

    Theirs are also the memory and the facts, which outlive the words of the turn.
    """
    found = db.execute(
        "SELECT turn.id, turn.text || char(10) || coalesce(episode.text, '') || char(10) ||"
        " coalesce((SELECT group_concat(span, char(10)) FROM fact WHERE turn_id = turn.id), ''),"
        " reply || char(10) || coalesce(group_concat(recalled.why, char(10)), ''), decision, replaced"
        " FROM turn LEFT JOIN episode ON episode.turn_id = turn.id"
        " LEFT JOIN recalled ON recalled.turn_id = turn.id GROUP BY turn.id ORDER BY turn.id"
    ).fetchall()
    heard = [
        (row[0], holds(row[1]), holds("\n".join([row[2], *_strings(row[3]), *_strings(row[4])])))
        for row in found
    ]
    return [(turn_id, by_person) for turn_id, by_person, by_us in heard if by_person or by_us]


def _strings(part: str) -> Iterator[str]:
    """The texts in a part of a turn, which is kept as JSON."""
    waiting = [json.loads(part)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list | dict):
            waiting += one.values() if isinstance(one, dict) else one


def _count(db: Database, query: str, turns: Collection[int]) -> int:
    wanted = frozenset(turns)
    return sum(row[0] in wanted for row in db.execute(query).fetchall())


def _set(db: Database, phrase: str) -> list[int]:
    """The ids of the limits that are this phrase, however it is written."""
    found = db.execute("SELECT id, phrase FROM off_limits").fetchall()
    return [int(row[0]) for row in found if row[1].casefold() == phrase.casefold()]
