"""What is known of the person for longer than a talk: facts, each a quotation with its turn.

No model writes here. A fact is what `facts.read` finds in one message; without a span of that
message it is refused. A later one that contradicts it takes its place, and the earlier one stays
as history.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from companion.memory.facts import reading as facts
from companion.memory.facts.reading import Fact
from companion.memory.store import Store


@dataclass(frozen=True)
class Known:
    """A kept fact. kind, about, value: see `facts.Fact`. span: the person's words, said `at`.

    turn_id: the turn they stand in. ended_at: when a later fact took its place, None while it holds.
    """

    id: int
    turn_id: int
    kind: str
    about: str
    value: str
    span: str
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Held:
    """A fact that holds, as it is weighed against others; said `at` that moment, in ISO format."""

    id: int
    at: str
    fact: Fact


def learn(db: Database, turn_ids: Iterable[int]) -> int:
    """Read the facts of these turns, each turn once ever; how many were kept. In a transaction."""
    kept = 0
    for turn_id in turn_ids:
        row = db.execute(
            "SELECT text, at FROM turn WHERE id = ? AND NOT forgotten AND NOT facts_read", [turn_id]
        ).fetchone()
        if row is None:
            continue
        db.execute("UPDATE turn SET facts_read = 1 WHERE id = ?", [turn_id])
        for fact in facts.read(row[0]):
            if facts.grounded(fact, row[0]):
                kept += _keep(db, turn_id, row[1], fact)
    return kept


def listed(store: Store, *, history: bool = False) -> tuple[Known, ...]:
    """The facts that hold, newest first; with `history` also those that were superseded."""
    with store.reading() as db:
        found = db.query(
            "SELECT * FROM fact WHERE ended_at IS NULL OR :all ORDER BY id DESC", {"all": history}
        )
        return tuple(
            Known(
                row["id"],
                row["turn_id"],
                row["kind"],
                row["about"],
                row["value"],
                row["span"],
                datetime.fromisoformat(row["at"]),
                datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None,
            )
            for row in found
        )


def unlearn(store: Store, fact_id: int) -> bool:
    """Take a fact out for good, because it is wrong or unwanted; False if there is none.

    The message it was read from stays, and is not read for facts again.
    """
    with store.letting_go() as db:
        return bool(db.execute("DELETE FROM fact WHERE id = ?", [fact_id]).rowcount)


def helped(store: Store) -> frozenset[int]:
    """The turns in which the person told what helped them."""
    with store.reading() as db:
        found = db.execute("SELECT turn_id FROM fact WHERE kind = 'helped' AND ended_at IS NULL")
        return frozenset(int(row[0]) for row in found.fetchall())


def also_called(store: Store, text: str) -> tuple[str, ...]:
    """Other words for the people in `text`: "sister" where Mia is named and is known to be one.

    And the name where the relation is said; both only where one person is known to have it.
    """
    return tuple(dict.fromkeys(other for _, other in called_otherwise(store, text)))


def called_otherwise(store: Store, text: str) -> tuple[tuple[str, str], ...]:
    """As `also_called`, each with the word in `text` that it stands for, lower case."""
    with store.reading() as db:
        pairs = db.execute(
            "SELECT about, value FROM fact WHERE kind = 'person' AND ended_at IS NULL"
        ).fetchall()
    bare = (
        word.strip(".,!?;:").removesuffix("'s")
        for word in text.lower().replace("\u2019", "'").split()
    )
    spoken = f" {' '.join(bare)} "
    relations = [relation for _, relation in pairs]
    only = [(name, what) for name, what in pairs if relations.count(what) == 1]
    found = [(name, what) for name, what in only if f" {name} " in spoken]
    return (*found, *((what, name) for name, what in only if f" {what} " in spoken))


def holding(db: Database) -> tuple[Held, ...]:
    """The facts that hold, oldest first."""
    found = db.execute(
        "SELECT id, at, kind, about, value, span FROM fact WHERE ended_at IS NULL ORDER BY id"
    ).fetchall()
    return tuple(
        Held(row[0], row[1], Fact(row[2], row[3], row[4], row[5], single=False)) for row in found
    )


def settle(db: Database, fact_id: int, held: tuple[Held, ...]) -> bool:
    """Weigh a fact that came from elsewhere against those `held` before it; whether it went.

    It goes where it is known already. Of two that contradict each other the later one holds. MUST
    run in a transaction.
    """
    row = db.execute(
        "SELECT at, kind, about, value, span FROM fact WHERE id = ?", [fact_id]
    ).fetchone()
    fact = Fact(row[1], row[2], row[3], row[4], single=False)
    known = next((one for one in held if _same(one.fact, fact)), None)
    if known:
        db.execute("UPDATE fact SET ended_by = ? WHERE ended_by = ?", [known.id, fact_id])
        db.execute("DELETE FROM fact WHERE id = ?", [fact_id])
        return True
    single = any(one.single for one in facts.read(fact.span) if _same(one, fact))
    _weigh(db, Held(fact_id, row[0], replace(fact, single=single)), held)
    return False


def _keep(db: Database, turn_id: int, at: str, fact: Fact) -> bool:
    """Keep one fact, unless it is known already; of what contradicts it the later one holds."""
    held = holding(db)
    if any(_same(one.fact, fact) for one in held):
        return False
    fact_id = db.execute(
        "INSERT INTO fact(turn_id, kind, about, value, span, at) VALUES (?, ?, ?, ?, ?, ?)",
        [turn_id, fact.kind, fact.about, fact.value, fact.span, at],
    ).lastrowid
    _weigh(db, Held(int(fact_id or 0), at, fact), held)
    return True


def _weigh(db: Database, new: Held, held: tuple[Held, ...]) -> None:
    """End what `new` contradicts or, where that was said later (a talk read late), `new` itself."""
    said = datetime.fromisoformat(new.at).timestamp()
    for one in held:
        fact = replace(one.fact, single=new.fact.single)
        later = datetime.fromisoformat(one.at).timestamp() > said
        if later and facts.replaces(fact, new.fact):
            _end(db, new, one)
        elif not later and facts.replaces(new.fact, fact):
            _end(db, one, new)


def _end(db: Database, earlier: Held, later: Held) -> None:
    db.execute(
        "UPDATE fact SET ended_at = ?, ended_by = ? WHERE id = ?", [later.at, later.id, earlier.id]
    )


def _same(one: Fact, other: Fact) -> bool:
    return (one.kind, one.about, one.value.lower()) == (
        other.kind,
        other.about,
        other.value.lower(),
    )
