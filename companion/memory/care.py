"""What is kept for the person's own good, in one row without a word: notices, and the crisis card.

It can be seen and taken back in the settings, is erased with everything else, and is of this computer
alone: it is no part of an exported memory (`exchange`).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from companion.memory.store import Store


@dataclass(frozen=True)
class Care:
    """minor_at: when the person said that they are a minor. more_said_at: see `pauses.Earlier`.

    cards: how often the card with helplines came up in kept talks; first and last time.
    """

    minor_at: datetime | None = None
    more_said_at: datetime | None = None
    cards: int = 0
    first_card_at: datetime | None = None
    last_card_at: datetime | None = None


def read(store: Store) -> Care:
    """All of it. Raises StoreError."""
    with store.reading() as db:
        row = db.execute(
            "SELECT minor_at, more_said_at, cards, first_card_at, last_card_at FROM care"
        ).fetchone()
    if row is None:
        return Care()
    return Care(_moment(row[0]), _moment(row[1]), row[2], _moment(row[3]), _moment(row[4]))


def note_minor(store: Store, at: datetime) -> None:
    """The person said that they are a minor; the first time holds. Raises StoreError."""
    with store.writing() as db:
        db.execute(
            "INSERT INTO care(id, minor_at) VALUES (1, ?)"
            " ON CONFLICT(id) DO UPDATE SET minor_at = coalesce(minor_at, excluded.minor_at)",
            [at.isoformat()],
        )


def no_minor(store: Store) -> None:
    """The person says that they are none. Raises StoreError."""
    with store.letting_go() as db:
        db.execute("UPDATE care SET minor_at = NULL")


def note_more(store: Store, at: datetime) -> None:
    """It was said that use has climbed. Raises StoreError."""
    with store.writing() as db:
        db.execute(
            "INSERT INTO care(id, more_said_at) VALUES (1, ?)"
            " ON CONFLICT(id) DO UPDATE SET more_said_at = excluded.more_said_at",
            [at.isoformat()],
        )


def note_card(store: Store, at: datetime) -> None:
    """The card with helplines came up. Raises StoreError."""
    with store.writing() as db:
        db.execute(
            "INSERT INTO care(id, cards, first_card_at, last_card_at) VALUES (1, 1, :at, :at)"
            " ON CONFLICT(id) DO UPDATE SET cards = cards + 1,"
            " first_card_at = coalesce(first_card_at, excluded.first_card_at),"
            " last_card_at = excluded.last_card_at",
            {"at": at.isoformat()},
        )


def forget_cards(store: Store) -> None:
    """Forget how often and when the card came up. Raises StoreError."""
    with store.letting_go() as db:
        db.execute("UPDATE care SET cards = 0, first_card_at = NULL, last_card_at = NULL")


def times_since(store: Store, at: datetime) -> tuple[datetime, ...]:
    """When messages were kept since about `at` (up to two days more), in no order. Raises StoreError."""
    # Compared as text, with a day to spare for offsets from UTC.
    since = datetime.fromtimestamp(at.timestamp() - 86_400).date().isoformat()
    with store.reading() as db:
        found = db.execute("SELECT at FROM turn WHERE at >= ?", [since]).fetchall()
    return tuple(filter(None, (_moment(one) for (one,) in found)))


def _moment(text: str | None) -> datetime | None:
    """None too for what is no date: a damaged row must not cost a turn."""
    with suppress(ValueError, TypeError):
        return datetime.fromisoformat(text) if text else None
    return None
