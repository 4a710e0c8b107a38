"""Crisis lines by country, from the file that ships with the program; never from the network.

The card MUST never be empty: an unknown country gets the international entries, and a missing or
damaged file the advice written here. Nobody has called the numbers; `checked` is to be shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from companion.turn import Assessment, Risk

FILE = Path(__file__).with_name("helplines.json")

ADVICE = (
    "If life is in danger, call the local emergency number now, go to the nearest emergency "
    "department, or ask somebody nearby to call. 112 works across the EU and from most mobile "
    "phones; other common numbers are 911, 999, 000 and 111."
)

_ORDER = (
    "suicide_crisis",
    "emotional_support",
    "mental_health",
    "child_youth",
    "domestic_violence",
    "eating_disorder",
)
_GENERAL = ("suicide_crisis", "emotional_support", "mental_health")
_ADULTS = ("", "Adults")  # audiences that leave nobody out but those who are under age
# Audiences that are of a kind and not of an age: such a line never stands before one for everybody.
_SOME = re.compile("LGBTQ|Veterans|Indigenous|Aboriginal")
_MINOR = "minor"  # the limit's key in an assessment
# What was heard, and the lines that are there for it; who is under age has theirs first.
_FITTING = ((_MINOR, "child_youth"), ("abuse", "domestic_violence"), ("eating", "eating_disorder"),
            ("harm-to-others", "domestic_violence"))  # fmt: skip
_OWN_LIFE = ("suicide", "act-done", "self-harm", "voices", "harm-to-others", "someone-else")
_FOR_BODY, _FOR_VIOLENCE = ("medical", "act-done"), ("abuse", "harm-to-others")
_DAY_AND_NIGHT = "24/7"
_NUMBER = re.compile(r"[+*#]?(?:[ ()./-]*[0-9]){2,15}[ )#]*")
# What is done once it rings.
_AFTERWARDS = re.compile(r"\((?:then|press|option)[^)]*\)", re.IGNORECASE)
_NOT_DIALLED = re.compile(r"[^0-9+*#]")


@dataclass(frozen=True)
class Helpline:
    """One line. phone: numbers as dialled inside the country. sms: the number to write to, or ""; sms_word: what to write, "" for anything.

    A line of the person's own may hold any words in place of a number.
    """

    name: str
    category: str
    phone: tuple[str, ...] = ()
    sms: str = ""
    sms_word: str = ""
    chat_url: str = ""
    website: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    scope: str = ""
    audience: str = ""
    note: str = ""


@dataclass(frozen=True)
class CrisisLines:
    """What the card shows. country: ISO code, "" for anywhere; lines: crisis lines first.

    emergency: numbers; emergency_note: which is which, or the general advice. checked: a date or
    month, "" when unknown. own: the people the person wants to find there, in their order.
    """

    country: str
    name: str
    emergency: tuple[str, ...]
    emergency_note: str
    lines: tuple[Helpline, ...]
    checked: str
    own: tuple[Helpline, ...] = ()


_BUILT_IN = CrisisLines("", "Anywhere", ("112",), ADVICE, (), "")


def lines_for(country: str, file: Path = FILE) -> CrisisLines:
    """The lines of a country (ISO code, any case). Never raises and never returns an empty card."""
    data = _read(file)
    code = country.strip().upper()
    try:
        entry = data["countries"].get(code)
        if entry is None:
            return _anywhere(data)
        return _of_country(code, entry, data)
    except (KeyError, TypeError, AttributeError):
        return _BUILT_IN


def fitting(card: CrisisLines, heard: Assessment | None) -> CrisisLines:
    """The same lines in the order in which this person needs them; none is added, none is lost.

    A line for what was heard comes first and one for everybody at the second place at the latest. One
    for everybody goes first where a life is at stake, and where at acute danger the other may be
    closed. The emergency number for what was heard goes before the others.
    """
    if heard is None:
        return card
    kinds = _kinds(heard)
    special = [line for kind, category in _FITTING if kind in kinds for line in _of(card, category)]
    general = next((line for line in card.lines if _for_everybody(line)), None)
    first = sorted(dict.fromkeys(special), key=lambda line: _may_not_help(line, heard.risk))
    if general is not None:
        at = 0 if not first or _general_first(heard.risk, kinds, first[0]) else 1
        first.insert(at, general)
    lines = tuple(dict.fromkeys((*first, *card.lines)))
    return replace(card, lines=lines, emergency=_emergency_for(card, kinds))


def with_own(card: CrisisLines, own: Iterable[tuple[str, str]]) -> CrisisLines:
    """The card with people of the person's own on it: who, and how they are reached."""
    return replace(card, own=tuple(Helpline(name, "own", phone=(reach,)) for name, reach in own))


def in_sight(card: CrisisLines, heard: Assessment | None, most: int | None) -> tuple[Helpline, ...]:
    """The person's own people and the first `most` lines, in the order in which they are shown; None: all.

    Their own come first, for who has put somebody there would rather call them than a stranger; not
    where violence was heard, which may be of one of them.
    """
    lines = card.lines[:most]
    if heard is not None and not _kinds(heard).isdisjoint(_FOR_VIOLENCE):
        return (*lines, *card.own)
    return (*card.own, *lines)


def dialled(number: str) -> str:
    """What a telephone is given for a number as it is written, "" where the words hold none that can be dialled.

    "988 (then press 1)" is dialled 988.
    """
    told = _NUMBER.fullmatch(_AFTERWARDS.sub("", number).strip())
    return _NOT_DIALLED.sub("", told[0]) if told else ""


def in_talk(heard: Assessment, earlier: Iterable[Assessment]) -> Assessment:
    """With what was said earlier in the talk and holds on: that the person is under age."""
    if _MINOR in heard.boundaries or not any(_MINOR in one.boundaries for one in earlier):
        return heard
    return replace(heard, boundaries=(*heard.boundaries, _MINOR))


def countries(file: Path = FILE) -> tuple[tuple[str, str], ...]:
    """Code and name of every country with lines, by name; empty where the file cannot be read."""
    try:
        named = [(code, entry["name"]) for code, entry in _read(file)["countries"].items()]
        return tuple(sorted(named, key=lambda pair: pair[1]))
    except (KeyError, TypeError, AttributeError):
        return ()


def _kinds(heard: Assessment) -> frozenset[str]:
    """The kinds of danger and limits in an assessment, by their keys."""
    from companion.policy.risk_words import REASONS  # not while the window opens

    said = (kind for kind, reason in REASONS.items() if reason in heard.reasons)
    return frozenset((*heard.boundaries, *said))


def _of(card: CrisisLines, category: str) -> tuple[Helpline, ...]:
    return tuple(line for line in card.lines if line.category == category)


def _for_everybody(line: Helpline) -> bool:
    return line.category in _GENERAL and line.audience in _ADULTS


def _may_not_help(line: Helpline, risk: Risk) -> bool:
    """Whether the line is for some people only or, at acute danger, may be closed at this hour."""
    closed = not line.hours.startswith(_DAY_AND_NIGHT)
    return _SOME.search(line.audience) is not None or (risk == Risk.ACUTE and closed)


def _general_first(risk: Risk, kinds: frozenset[str], special: Helpline) -> bool:
    if _may_not_help(special, risk):
        return True
    return _MINOR not in kinds and not kinds.isdisjoint(_OWN_LIFE)


def _emergency_for(card: CrisisLines, kinds: frozenset[str]) -> tuple[str, ...]:
    """The ambulance first for the body, the police for violence, where they have numbers of their own.

    The country's own order stands where one number is for all.
    """
    service = ""
    if not kinds.isdisjoint(_FOR_BODY):
        service = r"(?:ambulance|medical|rescue)"
    elif not kinds.isdisjoint(_FOR_VIOLENCE):
        service = "police"
    if not service:
        return card.emergency
    theirs = set(re.findall(rf"(\d+) [^,;]*?\b{service}\b", card.emergency_note))
    return tuple(sorted(card.emergency, key=lambda number: number not in theirs))


@cache
def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _of_country(code: str, entry: dict[str, Any], data: dict[str, Any]) -> CrisisLines:
    """Where no line is for everybody, the directories of the world stand after those there are."""
    lines = [_line(line) for line in entry["lines"]]
    if not any(_for_everybody(line) for line in lines):
        lines += _directories(data)
    return CrisisLines(
        country=code,
        name=entry["name"],
        emergency=tuple(entry["emergency"]),
        emergency_note=entry["emergency_note"],
        lines=tuple(sorted(lines, key=lambda line: _rank(line.category))),
        checked=entry["checked"],
    )


def _anywhere(data: dict[str, Any]) -> CrisisLines:
    return CrisisLines("", "Anywhere", ("112",), ADVICE, _directories(data), data["checked"])


def _directories(data: dict[str, Any]) -> tuple[Helpline, ...]:
    return tuple(
        Helpline(e["name"], "directory", website=e["website"], note=e["note"])
        for e in data["international"]
        if e["website"]
    )


def _line(raw: dict[str, Any]) -> Helpline:
    texts = {
        field: raw.get(field, "")
        for field in (
            "name",
            "category",
            "chat_url",
            "website",
            "hours",
            "scope",
            "audience",
            "note",
        )
    }
    text: dict[str, str | None] = raw.get("sms") or {}
    return Helpline(
        **texts,
        phone=tuple(raw.get("phone", ())),
        languages=tuple(raw.get("languages", ())),
        sms=text.get("number") or "",
        sms_word=text.get("body") or "",
    )


def _rank(category: str) -> int:
    return _ORDER.index(category) if category in _ORDER else len(_ORDER)
