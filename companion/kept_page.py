"""Keeping the finished page of an exercise, because the person wants it: as a memory of theirs.

It stands among the memories like any other, to be read, put right and forgotten. It says nothing
about how they feel now, no fact is read from it (a thought that is being weighed is none), and it does
not fade. Its source keeps it from being brought up in a talk (`Store.episodes_for_recall`), whatever
it is put right to, and out of the days (`Person.days`).
"""

from __future__ import annotations

from datetime import datetime

from companion.emotion import states
from companion.errors import InputRefused
from companion.memory import hand
from companion.memory.hand import LONGEST_MEMORY
from companion.memory.store import Store
from companion.person import Person, last_kept
from companion.turn import (
    PRACTICE,
    Affect,
    Assessment,
    Belief,
    Decision,
    Observation,
    Stage,
    Turn,
    Utterance,
)

KEPT_WHY = "Kept because you wanted to keep this page of an exercise."
NOTHING_WRITTEN = "Nothing was written, so there is nothing to keep."
TOO_LONG = (
    f"This page is longer than a memory can be ({LONGEST_MEMORY:,} characters). "
    "It can be copied instead."
)


def keep_page(store: Store, person: Person, words: str, at: datetime) -> int:
    """Keep `words`, the text of a page; the id of the turn it stands in.

    MUST NOT be called in a private talk. Raises InputRefused where it is empty or very long, and
    StoreError.
    """
    if not words.strip():
        raise InputRefused(NOTHING_WRITTEN)
    if len(words) > LONGEST_MEMORY:
        raise InputRefused(TOO_LONG)
    made = _turn(store, person, words, at)
    state = states.strongest(made.belief).name
    with store.writing() as db:
        turn_id = store.save_turn(store.start_talk(at), made, None, 1.0, state, KEPT_WHY)
        db.execute("UPDATE turn SET facts_read = 1 WHERE id = ?", [turn_id])
        (memory_id,) = db.execute("SELECT id FROM episode WHERE turn_id = ?", [turn_id]).fetchone()
        hand.pin(store, memory_id, True)
    return turn_id


def _turn(store: Store, person: Person, words: str, at: datetime) -> Turn:
    """A turn without a reply, in which all is believed as it was before."""
    last = last_kept(store)
    flat = (1.0,) * len(states.STATES)
    return Turn(
        utterance=Utterance(words, at, PRACTICE),
        observation=Observation(flat, Affect()),
        belief=person.believed_at(at) or Belief(tuple(1.0 / len(flat) for _ in flat)),
        assessment=Assessment(),
        memories=(),
        decision=Decision((), Stage.ACTION),
        reply="",
        tone=last.tone if last is not None else Affect(),
    )
