"""Crisis lines by country, from the file that ships with the program; never from the network.

The card MUST never be empty: an unknown country gets the international entries, and a missing or
damaged file the advice written here. Nobody has called the numbers; `checked` is to be shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True)
class Helpline:
    """One line. phone: numbers as dialled inside the country; sms: "text HOME to 741741" or ""."""

    name: str
    category: str
    phone: tuple[str, ...] = ()
    sms: str = ""
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
    month, "" when unknown.
    """

    country: str
    name: str
    emergency: tuple[str, ...]
    emergency_note: str
    lines: tuple[Helpline, ...]
    checked: str


_BUILT_IN = CrisisLines("", "Anywhere", ("112",), ADVICE, (), "")


def lines_for(country: str, file: Path = FILE) -> CrisisLines:
    """The lines of a country (ISO code, any case). Never raises and never returns an empty card."""
    data = _read(file)
    code = country.strip().upper()
    try:
        entry = data["countries"].get(code)
        return _anywhere(data) if entry is None else _of_country(code, entry)
    except (KeyError, TypeError, AttributeError):
        return _BUILT_IN


def countries(file: Path = FILE) -> tuple[tuple[str, str], ...]:
    """Code and name of every country with lines, by name; empty where the file cannot be read."""
    try:
        named = [(code, entry["name"]) for code, entry in _read(file)["countries"].items()]
        return tuple(sorted(named, key=lambda pair: pair[1]))
    except (KeyError, TypeError, AttributeError):
        return ()


@cache
def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _of_country(code: str, entry: dict[str, Any]) -> CrisisLines:
    lines = [_line(line) for line in entry["lines"]]
    return CrisisLines(
        country=code,
        name=entry["name"],
        emergency=tuple(entry["emergency"]),
        emergency_note=entry["emergency_note"],
        lines=tuple(sorted(lines, key=lambda line: _rank(line.category))),
        checked=entry["checked"],
    )


def _anywhere(data: dict[str, Any]) -> CrisisLines:
    directories = tuple(
        Helpline(e["name"], "directory", website=e["website"], note=e["note"])
        for e in data["international"]
        if e["website"]
    )
    return CrisisLines("", "Anywhere", ("112",), ADVICE, directories, data["checked"])


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
    return Helpline(
        **texts,
        phone=tuple(raw.get("phone", ())),
        languages=tuple(raw.get("languages", ())),
        sms=_sms(raw.get("sms")),
    )


def _sms(raw: dict[str, str | None] | None) -> str:
    if not raw:
        return ""
    return f"text {raw['body']} to {raw['number']}" if raw["body"] else f"text {raw['number']}"


def _rank(category: str) -> int:
    return _ORDER.index(category) if category in _ORDER else len(_ORDER)
