"""How a person mostly speaks, as five numbers and their spread in one row; never a word, never sound.

Kept only while the person wants how something was said to be heard. It is of this computer alone,
like `care`.
"""

from __future__ import annotations

from companion.memory.store import Store


def usual(store: Store) -> str:
    """What `keep_usual` kept last, "" if there is nothing. Raises StoreError."""
    with store.reading() as db:
        row = db.execute("SELECT usual FROM speech").fetchone()
    return str(row[0]) if row else ""


def keep_usual(store: Store, numbers: str) -> None:
    """Keep these in place of those before. numbers: MUST be numbers only. Raises StoreError."""
    with store.writing() as db:
        db.execute("INSERT OR REPLACE INTO speech(id, usual) VALUES (1, ?)", [numbers])


def forget_usual(store: Store) -> None:
    """Delete it, from the freed bytes of the files too. Raises StoreError."""
    with store.letting_go() as db:
        db.execute("DELETE FROM speech")
