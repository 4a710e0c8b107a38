"""Feelings a person says they do not have: "I'm not angry, I'm tired".

A sentence embedding hardly hears the "not" and would read anger, so what is denied is taken out
before the text is observed. Only heavy feelings named plainly are looked for.
"""

from __future__ import annotations

import re

from companion.emotion.clauses import clauses, without

_LEAD = r"(?:(?:no|well|honestly|really|actually|but)\s+)?"
_NOT = (
    r"(?:(?:(?:i['\u2019]?m|i am|i was|it['\u2019]?s|it is|this is)\s+)?not"
    r"|(?:it|this)\s+(?:isn|wasn)['\u2019]?t)\s+"
)
_HOW = r"(?:(?:just|really|even|that|very|so|actually|exactly|anymore|any\s+more)\s+)*"
_HEAVY = (
    r"(?:angry|anger|mad|furious|annoyed|upset|sad|depressed|lonely|scared|afraid|anxious|nervous"
    r"|worried|stressed|ashamed|embarrassed|guilty|crying)"
)
_AT_WHAT = r"(?:\s+(?:about|at|with)\s+\w+)?(?:\s+any\s?more)?"
_DENIAL = re.compile(_LEAD + _NOT + _HOW + _HEAVY + _AT_WHAT, re.I)


def denies(clause: str) -> bool:
    """Whether the clause says no more than that a heavy feeling is not there."""
    return _DENIAL.fullmatch(clause.strip()) is not None


def undenied(text: str) -> str:
    """The text without the clauses that only deny a feeling; "" if nothing else is left."""
    found = clauses(text)
    kept_any = any(not denies(text[start:end]) for start, end in found)
    for start, end in reversed(found):
        if denies(text[start:end]):
            text = without(text, ((start, end),))
    return text if kept_any or not found else ""
