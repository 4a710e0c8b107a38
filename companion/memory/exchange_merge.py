"""Taking an exported memory into this one: what is already here stays as it is, the rest is added."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from companion.memory import forgetting, known, learnt, rows, standing, turns, words
from companion.memory.exchange_shape import (
    Exported,
    KeptFact,
    KeptMemory,
    KeptTalk,
    KeptTurn,
    aware,
)
from companion.memory.store import Store
from companion.turn import Turn, Utterance


@dataclass(frozen=True)
class Taken:
    """How much came in: new talks, and what is in them. already_there: turns that were here."""

    talks: int
    turns: int
    memories: int
    facts: int
    already_there: int


@dataclass(frozen=True)
class _Before:
    """The turns that were here: ids by moment and words, by moment, and by moment if wordless."""

    said: dict[tuple[str, str], int]
    heard: dict[str, int]
    blank: dict[str, int]


@dataclass(frozen=True)
class _Placed:
    """Under which id each turn of the file is here now.

    new: those that came in. before: the words said just before each of them. talks: new ones.
    """

    ids: dict[int, int]
    new: frozenset[int]
    before: dict[int, str]
    talks: int


def take_in(store: Store, data: Exported) -> Taken:
    """Merge an exported memory into this one, in one transaction; what was taken.

    A turn that is already here (the same moment and words) is left as it is, with its memory and
    its facts. So is one whose words were forgotten here or there: what was let go does not come
    back by this way, and what is still here is not let go by it. All else gets new numbers, talks
    in the order they began. Embeddings are not in the file: memories get theirs when nobody waits
    (`upkeep.rest`), corrections are kept and shown but teach nothing until they are made anew.
    What was learnt is taken only where nothing was learnt yet. Raises StoreError; then nothing has
    changed.
    """
    try:
        with store.writing() as db:
            return _merged(db, data)
    finally:
        store.read_anew()


def _merged(db: Database, data: Exported) -> Taken:
    held = known.holding(db)
    placed = _take_turns(db, data.talks, _look_around(db))
    memories, now = _take_memories(db, data, placed)
    _take_recalled(db, data, placed, now)
    facts = _take_facts(db, data, placed, held)
    for correction in data.corrections:
        if correction.turn in placed.new:
            row = {"turn_id": placed.ids[correction.turn], "at": correction.at.isoformat()}
            rows.insert(
                db, "correction", row | {"heard": correction.heard, "said": correction.said}
            )
    if data.learnt is not None and not learnt.counts(db):
        learnt.keep_counts(db, json.dumps(data.learnt))
    for phrase in data.off_limits:
        db.execute("INSERT OR IGNORE INTO off_limits(phrase) VALUES (?)", [phrase])
    for wish in data.wishes:
        standing.put(db, wish)
    there = len(placed.ids) - len(placed.new)
    return Taken(placed.talks, len(placed.new), memories, facts, there)


# --- turns ---------------------------------------------------------------------------------------


def _look_around(db: Database) -> _Before:
    found = _Before({}, {}, {})
    for turn_id, at, text, forgotten in db.execute("SELECT id, at, text, forgotten FROM turn"):
        moment = _moment(datetime.fromisoformat(at))
        found.heard.setdefault(moment, turn_id)
        found.said.setdefault((moment, text), turn_id)
        if forgotten:
            found.blank.setdefault(moment, turn_id)
    return found


def _take_turns(db: Database, talks: Iterable[KeptTalk], here: _Before) -> _Placed:
    """Add the turns that are not here yet, in the order they were saved."""
    ids: dict[int, int] = {}
    coming: list[tuple[int, KeptTurn]] = []
    made = 0
    for talk in sorted(talks, key=lambda one: one.started_at.timestamp()):
        there = {turn.id: found for turn in talk.turns if (found := _already(turn, here))}
        ids |= there
        missing = [turn for turn in talk.turns if turn.id not in there]
        if missing:
            talk_id = _talk(db, talk, next(iter(there.values()), None))
            coming += [(talk_id, turn) for turn in missing]
            made += not there
    before = {}
    for talk_id, turn in sorted(coming, key=lambda one: one[1].id):
        before[turn.id] = turns.last_words(db, talk_id)
        ids[turn.id] = rows.insert(db, "turn", _turn_row(talk_id, turn))
        if turn.forgotten:  # whoever wrote the file may have left words in its parts
            forgetting.blank_turn(db, ids[turn.id])
    return _Placed(ids, frozenset(turn.id for _, turn in coming), before, made)


def _already(turn: KeptTurn, here: _Before) -> int | None:
    """The id of this turn if it is here, its words forgotten or not."""
    moment = _moment(turn.at)
    if turn.forgotten:
        return here.heard.get(moment)
    return here.said.get((moment, turn.text), here.blank.get(moment))


def _talk(db: Database, talk: KeptTalk, there: int | None) -> int:
    """The talk of the turn `there` where this one stands in part already, else a new one."""
    settled = talk.settled_at.isoformat() if talk.settled_at else None
    if there is None:
        row = {"started_at": talk.started_at.isoformat(), "settled_at": settled}
        return rows.insert(db, "talk", row)
    talk_id = int(db.execute("SELECT talk_id FROM turn WHERE id = ?", [there]).fetchone()[0])
    if settled is None:  # what comes to it is still to be sorted
        db.execute("UPDATE talk SET settled_at = NULL WHERE id = ?", [talk_id])
    return talk_id


def _turn_row(talk_id: int, turn: KeptTurn) -> dict[str, Any]:
    said = Turn(
        utterance=Utterance(turn.text, turn.at, turn.source, turn.voice),
        observation=turn.observation,
        belief=turn.belief,
        assessment=turn.assessment,
        memories=(),
        decision=turn.decision,
        reply=turn.reply,
        replaced=turn.replaced,
        timings=turn.timings,
        shift=turn.shift,
        tone=turn.tone,
    )
    row = rows.turn_row(talk_id, said, turn.salience, turn.state)
    return row | {"forgotten": int(turn.forgotten), "facts_read": int(turn.facts_read)}


# --- what was made of them -----------------------------------------------------------------------


def _take_memories(db: Database, data: Exported, placed: _Placed) -> tuple[int, dict[int, int]]:
    """Add the memories of the new turns; how many, and under which id each of the file is here.

    A memory that was let go here, of a turn that was here before, stays away.
    """
    now, taken = {}, 0
    for kept in sorted(data.memories, key=lambda one: one.id):
        turn_id = placed.ids[kept.turn]
        if kept.turn not in placed.new:
            found = db.execute("SELECT id FROM episode WHERE turn_id = ?", [turn_id]).fetchone()
            if found:
                now[kept.id] = int(found[0])
            continue
        now[kept.id] = rows.insert(db, "episode", _episode_row(turn_id, kept))
        before = "" if kept.corrected_at else placed.before[kept.turn]
        words.write(db, now[kept.id], kept.text, before)
        taken += 1
    return taken, now


def _episode_row(turn_id: int, kept: KeptMemory) -> dict[str, Any]:
    told = Utterance(kept.text, kept.at)
    row = rows.episode_row(turn_id, told, None, kept.salience, kept.state, kept.kept_why)
    return row | {
        "recalls": kept.recalls,
        "recalled_at": kept.recalled_at.isoformat() if kept.recalled_at else None,
        "pinned": int(kept.pinned),
        "corrected_at": kept.corrected_at.isoformat() if kept.corrected_at else None,
    }


def _take_recalled(db: Database, data: Exported, placed: _Placed, now: dict[int, int]) -> None:
    """Add what the new turns recalled; what was forgotten here may not be quoted by them either."""
    blank = {row[0] for row in db.execute("SELECT id FROM turn WHERE forgotten").fetchall()}
    forgotten = {
        kept.id for kept in data.memories if kept.id not in now and placed.ids[kept.turn] in blank
    }
    for turn in (one for talk in data.talks for one in talk.turns if one.id in placed.new):
        turn_id = placed.ids[turn.id]
        for place, one in enumerate(turn.recalled):
            if one.memory in now:
                row = {"turn_id": turn_id, "place": place, "episode_id": now[one.memory]}
                rows.insert(db, "recalled", row | {"score": one.score, "why": one.why})
        if any(one.memory in forgotten for one in turn.recalled):
            forgetting.blank_companion(db, turn_id)


def _take_facts(db: Database, data: Exported, placed: _Placed, held: tuple[known.Held, ...]) -> int:
    """Add the facts of the new turns; how many.

    Those that hold here and there are weighed against each other, so that one matter has one answer.
    """
    new = [one for one in sorted(data.facts, key=lambda one: one.id) if one.turn in placed.new]
    now = {fact.id: rows.insert(db, "fact", _fact_row(placed.ids[fact.turn], fact)) for fact in new}
    for fact in new:
        if fact.ended_by in now:
            later = now[fact.ended_by]
            db.execute("UPDATE fact SET ended_by = ? WHERE id = ?", [later, now[fact.id]])
    holding = [now[fact.id] for fact in new if fact.ended_at is None]
    return len(new) - sum(known.settle(db, fact_id, held) for fact_id in holding)


def _fact_row(turn_id: int, fact: KeptFact) -> dict[str, Any]:
    return {
        "turn_id": turn_id,
        "kind": fact.kind,
        "about": fact.about,
        "value": fact.value,
        "span": fact.span,
        "at": fact.at.isoformat(),
        "ended_at": fact.ended_at.isoformat() if fact.ended_at else None,
    }


def _moment(at: datetime) -> str:
    """The instant, however its zone is written."""
    return aware(at).astimezone(UTC).isoformat()
