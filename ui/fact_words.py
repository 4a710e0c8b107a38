"""What is known, in plain words: the groups of facts, and one fact as people would say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.memory.mentions import KIN
from ui.text import capital

if TYPE_CHECKING:
    from companion.memory.known import Known

GROUPS: dict[str, str] = {
    "person": "People",
    "place": "Places",
    "work": "Work",
    "plan": "Plans",
    "likes": "Likes",
    "dislikes": "Dislikes",
    "date": "Dates",
    "helped": "What helped",
    "self": "About you",
}
OTHER = "Other things"

_BEFORE: dict[tuple[str, str], str] = {
    ("place", "lives"): "Where you live",
    ("place", "works"): "Where you work",
    ("place", "from"): "Where you come from",
    ("place", "moved"): "Where you moved",
    ("self", "name"): "Your name",
    ("self", "age"): "Your age",
    ("self", "condition"): "Your health",
    ("self", "status"): "Your family",
}
_BARE = ("work", "likes", "dislikes", "helped")


def group(kind: str) -> str:
    """The heading a kind of fact stands under; a kind of tomorrow has one, too."""
    return GROUPS.get(kind, OTHER)


def in_words(fact: Known) -> str:
    """One fact: "Mia, your sister", "Where you live: York", "Birthday of your mother: 3 May"."""
    if fact.kind == "person":
        return f"{_titled(fact.about)}, your {fact.value}"
    if fact.kind in _BARE or fact.about == fact.kind:
        return capital(fact.value)
    before = _BEFORE.get((fact.kind, fact.about)) or _whose(fact.about)
    return f"{before}: {fact.value}"


def _whose(about: str) -> str:
    """What a plan or a date is about: "Exam", "Your birthday", "Birthday of Mia"."""
    what, of, owner = about.partition(" of ")
    if owner == "me":
        return f"Your {what}"
    if not of:
        return capital(what)
    return f"{capital(what)} of {f'your {owner}' if owner in KIN else _titled(owner)}"


def _titled(name: str) -> str:
    return " ".join(map(capital, name.split()))
