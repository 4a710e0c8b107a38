"""Whether a sentence denies of the person what they said themselves ("You did not yell at him").

A small model turns a confession into its opposite as fluently as it says it back. Words of comfort
("you don't have to") are no claims, and what nobody spoke of may be a fair guess.
"""

from __future__ import annotations

import re

from companion.policy.known_words import stem
from companion.policy.plain import plain
from companion.policy.words import listed

_DENIES = re.compile(
    r"\byou(?:re not| (?:did ?not|didnt|do not|dont|have not|havent|had not|hadnt|are not|arent|were not|werent|was not"
    r"|cannot|cant|could not|couldnt|will not|wont|never|no longer))((?: \w+){1,3})"
)
_COMFORTS = listed("have need deserve owe alone wrong required supposed")
_PASSING = listed(
    "even really just ever always still only also quite that so very a an the to be been"
)
_NEGATED = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|hardly|barely|without|cannot|stopped|stop|\w{2,}nt)((?: \w+){1,5})"
)


def gainsays(line: str, known: str) -> bool:
    """Whether `line` denies of the person what stands in `known`, their words in plain spelling, undenied."""
    told = [
        [word for word in found[1].split() if word not in _PASSING]
        for found in _DENIES.finditer(plain(line))
    ]
    denied = {stem(words[0]) for words in told if words and words[0] not in _COMFORTS}
    return bool(denied) and not denied.isdisjoint(map(stem, _NEGATED.sub("", known).split()))
