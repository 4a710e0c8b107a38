"""What every typed answer of an exercise goes through, the same in the window and in the terminal.

The rooms do not know each other: here the exercises are given the ears of the talk.
"""

from __future__ import annotations

import re

from companion.intake import clean
from companion.policy import tender
from companion.policy.assess import assess
from companion.policy.risk_words import REASONS
from companion.practice.steps import Ears
from companion.turn import Assessment, Risk

_BY_YOU = re.compile(  # a hand laid on me by who is spoken to
    r"(?:\byou(?:['\u2019]?(?:re|ve|d|ll))? (?:(?!it\b|that\b|this\b|never\b|not\b)\w+ ){0,3}?"
    r"|\b(?:stop|quit|don['\u2019]?t) )"
    r"(?:hit(?:ting)? me(?! (?:up|with)\b)|beat(?:ing|en)? me(?! (?:to|at|by|in (?!front|the))\b)"
    r"|kick(?:ed|ing)? me(?! (?:out|off)\b)"
    r"|(?:slap|punch|chok|strangl|rap|molest|grop|threaten|stab)(?:e|[bp]?ed|[bp]?ing)? me)\b",
    re.IGNORECASE,
)
_NO_HARM = re.compile(  # what is said so of kindness, or of anything but a body
    r"\b(?:it|that|this|which|words|letter|card|you (?:did|said|wrote))"
    r"(?: (?:really|deeply|so|also|has|have|had|truly))* touched me\b"
    r"|\babus\w+ (?:my|our|your|the|this|that) (?:trust|kindness|time|patience|position|power"
    r"|generosity|goodwill|friendship|system)\b",
    re.IGNORECASE,
)


def harm(text: str) -> Assessment:
    """Whether the words tell of somebody being hurt, by whomever and however long ago.

    For what is said to the other side of a rehearsal: nobody should have to hear a written line
    answer it. `assess` asks how near the danger is; this asks only whether it was there.
    """
    if not _BY_YOU.search(text) and tender.kind(_NO_HARM.sub(" ", text)) != "harm":
        return Assessment()
    return Assessment(Risk.ELEVATED, boundaries=("abuse",), reasons=(REASONS["abuse"],))


EARS = Ears(clean, assess, harm)
