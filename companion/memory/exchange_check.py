"""Reading an exported file that anybody may have written: all of it is sound, or none is taken.

Types come from `exchange_shape`; what types cannot say is asked afterwards. Every refusal is one
plain sentence without a word of the file.
"""

from __future__ import annotations

import json
import math
import stat
import types
from collections.abc import Collection, Iterable
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from companion.errors import InputRefused
from companion.memory import rows
from companion.memory.exchange_shape import FORMAT, VERSION, Exported, KeptTurn
from companion.memory.mentions import LONGEST_PHRASE
from companion.memory.standing import WITH_A_WORD
from companion.turn import PRACTICE, Standing, Unwished

LARGEST = 200_000_000  # bytes of a file
LONGEST = 100_000  # characters of a text
YEARS = range(1900, 2201)
MOST = 2**53  # numbers up to here are whole in every program
DEEPEST = 6  # levels of what was learnt; its own shape has four
SOURCES = ("typed", "voice", "sample", PRACTICE)

UNREADABLE = "The file could not be read."
NOT_OURS = "This is not a file that was exported from here."
NEWER = "This file was written by a newer version of the program. Update the program to take it in."
TOO_LARGE = "This file is larger than 200 MB, so it was left alone."
CUT_OFF = "This file is cut off or damaged, so nothing was taken in."
WRONG_TYPE = "something in it is not what it should be"
MISSING_PART = "something is missing in it, or stands there that does not belong"
WRONG_DATE = "a date in it cannot be read"
NO_ZONE = "a date in it has no time zone"
OUT_OF_RANGE = "a number in it is out of range"
TOO_LONG = "a text in it is too long"
TWICE = "two entries in it have the same number"
NOT_THERE = "an entry in it refers to one that is not there"
WORDS_LEFT = "a forgotten message in it still has words"
NO_QUOTATION = "a fact in it is no quotation of its message"


def read(path: Path) -> Exported:
    """What stands in the file at `path`. Raises InputRefused with one plain sentence."""
    raw = _bytes(path)
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):  # they would hold the whole file
        raise InputRefused(CUT_OFF if raw.lstrip()[:1] == b"{" else NOT_OURS) from None
    return checked(data)


def checked(data: object) -> Exported:
    """JSON data as a memory, every type and every reference looked at. Raises InputRefused."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputRefused(NOT_OURS)
    version = data.get("version")
    if type(version) is not int or version < 1:
        raise InputRefused(NOT_OURS)
    if version > VERSION:
        raise InputRefused(NEWER)
    found: Exported = _built(Exported, data)
    _numbers_hold(found)
    _references_hold(found)
    for talk in found.talks:
        for turn in talk.turns:
            _turn_holds(turn)
    _facts_hold(found)
    _plain_counts(found.learnt, DEEPEST)
    for phrase in found.off_limits:
        _need(len(phrase.strip()) > 0 and len(phrase) <= LONGEST_PHRASE, TOO_LONG)
    for wish in found.wishes:
        _wish_holds(wish)
    return found


# --- the file ------------------------------------------------------------------------------------


def _bytes(path: Path) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise InputRefused(UNREADABLE)
        if about.st_size > LARGEST:
            raise InputRefused(TOO_LARGE)
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a name no file can have
        raise InputRefused(UNREADABLE) from error
    if len(raw) > LARGEST:
        raise InputRefused(TOO_LARGE)
    return raw


def _no_number(_name: str) -> float:
    raise ValueError("NaN and Infinity are no JSON")


# --- types ---------------------------------------------------------------------------------------


def _built(kind: Any, value: object) -> Any:
    """`value` as `kind`: a dataclass, an enum, a tuple of one, one or None, or a plain value."""
    if kind is Any:
        return value
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        only = next(one for one in get_args(kind) if one is not types.NoneType)
        return None if value is None else _built(only, value)
    if origin is tuple:
        _need(isinstance(value, list), WRONG_TYPE)
        inner = get_args(kind)[0]
        return tuple(_built(inner, one) for one in value)  # type: ignore[attr-defined]
    if is_dataclass(kind):
        return _object(kind, value)
    if issubclass(kind, Enum):
        return _one_of(kind, value)
    return _PLAIN[kind](value)


def _object(kind: Any, value: object) -> Any:
    if not isinstance(value, dict):
        raise _refused(WRONG_TYPE)
    hints, needed = _parts(kind)
    _need(value.keys() <= hints.keys() and needed <= value.keys(), MISSING_PART)
    return kind(**{name: _built(hints[name], one) for name, one in value.items()})


@cache
def _parts(kind: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """The types of a dataclass's fields, and the names of those without a default."""
    needed = (
        part.name
        for part in fields(kind)
        if part.default is MISSING and part.default_factory is MISSING
    )
    return get_type_hints(kind), frozenset(needed)


def _one_of(kind: type[Enum], value: object) -> Enum:
    _need(type(value) in (str, int), WRONG_TYPE)
    try:
        return kind(value)
    except ValueError:
        raise _refused(WRONG_TYPE) from None  # it would quote the file


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _refused(WRONG_TYPE)
    _need(len(value) <= LONGEST, TOO_LONG)
    return rows.clean(value)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise _refused(WRONG_TYPE)
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise _refused(WRONG_TYPE)
    _need(0 <= value <= MOST, OUT_OF_RANGE)
    return value


def _number(value: object) -> float:
    if type(value) is float:
        number = value
    elif type(value) is int:
        _need(abs(value) <= MOST, OUT_OF_RANGE)
        number = float(value)
    else:
        raise _refused(WRONG_TYPE)
    _need(math.isfinite(number), OUT_OF_RANGE)
    return number


def _moment(value: object) -> datetime:
    text = _text(value)
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise _refused(WRONG_DATE) from None  # it would quote the file
    _need(moment.utcoffset() is not None, NO_ZONE)
    _need(moment.year in YEARS, WRONG_DATE)
    return moment


_PLAIN = {str: _text, bool: _truth, int: _whole, float: _number, datetime: _moment}


# --- what types cannot say -----------------------------------------------------------------------


def _numbers_hold(found: Exported) -> None:
    for numbers in (
        [turn.id for talk in found.talks for turn in talk.turns],
        [memory.id for memory in found.memories],
        [memory.turn for memory in found.memories],
        [fact.id for fact in found.facts],
        [correction.turn for correction in found.corrections],
    ):
        _need(len(set(numbers)) == len(numbers), TWICE)
    for kept in found.memories:
        _need(0.0 <= kept.salience <= 1.0, OUT_OF_RANGE)


def _references_hold(found: Exported) -> None:
    turns = {turn.id for talk in found.talks for turn in talk.turns}
    memories = {memory.id for memory in found.memories}
    facts = {fact.id for fact in found.facts}
    _all_in((memory.turn for memory in found.memories), turns)
    _all_in((fact.turn for fact in found.facts), turns)
    _all_in((correction.turn for correction in found.corrections), turns)
    _all_in((fact.ended_by for fact in found.facts if fact.ended_by is not None), facts)
    _all_in(
        (one.memory for talk in found.talks for turn in talk.turns for one in turn.recalled),
        memories,
    )


def _turn_holds(turn: KeptTurn) -> None:
    _need(turn.source in SOURCES, WRONG_TYPE)
    _need(0.0 <= turn.salience <= 1.0, OUT_OF_RANGE)
    seen, believed = turn.observation.likelihood, turn.belief.probs
    _need(all(number >= 0.0 for number in seen), OUT_OF_RANGE)
    _need(all(-1e-6 <= number <= 1.0 + 1e-6 for number in believed), OUT_OF_RANGE)
    _need(len(seen) == len(believed), OUT_OF_RANGE)
    _need(not (turn.forgotten and (turn.text or turn.reply)), WORDS_LEFT)


def _facts_hold(found: Exported) -> None:
    """Law 4: what is known of the person is their own words."""
    said = {turn.id: turn for talk in found.talks for turn in talk.turns}
    for fact in found.facts:
        turn = said[fact.turn]
        _need(bool(fact.span) and (turn.forgotten or fact.span in turn.text), NO_QUOTATION)
        _need(fact.ended_by is None or fact.ended_at is not None, MISSING_PART)
        _need(fact.ended_by != fact.id, NOT_THERE)


def _wish_holds(wish: Standing) -> None:
    """What is off limits stands elsewhere; a word stands where one is meant, and nowhere else."""
    _need(wish.kind is not Unwished.TOPIC, WRONG_TYPE)
    _need(bool(wish.word.strip()) is (wish.kind in WITH_A_WORD), MISSING_PART)
    _need(len(wish.word) <= LONGEST_PHRASE, TOO_LONG)


def _plain_counts(value: object, levels: int) -> None:
    """What was learnt holds numbers and short names; what they mean is asked when they are used."""
    _need(levels > 0, WRONG_TYPE)
    if isinstance(value, dict):
        for name, one in value.items():
            _need(len(name) <= LONGEST_PHRASE and rows.clean(name) == name, WRONG_TYPE)
            _plain_counts(one, levels - 1)
    elif isinstance(value, list):
        for one in value:
            _plain_counts(one, levels - 1)
    elif isinstance(value, str):
        _need(len(value) <= LONGEST_PHRASE and rows.clean(value) == value, WRONG_TYPE)
    elif value is not None and not isinstance(value, bool):
        _number(value)


def _all_in(references: Iterable[int], numbers: Collection[int]) -> None:
    _need(all(one in numbers for one in references), NOT_THERE)


def _need(holds: bool, what: str) -> None:
    if not holds:
        raise _refused(what)


def _refused(what: str) -> InputRefused:
    return InputRefused(f"This file is damaged, so nothing was taken in: {what}.")
