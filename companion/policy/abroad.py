"""What is said to somebody who writes in another language than English: `wording/tongue-*.toml`.

Danger, limits and goodbyes come in their language, and so does simple listening; for more than that
the program knows too little of it, and says so once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from companion.policy import openers
from companion.policy.boundaries import BOUNDARIES
from companion.policy.context import PlanContext
from companion.policy.plain import plain
from companion.turn import ENGLISH

Variants = Mapping[str, Sequence[Sequence[str]]]

_THANKS = re.compile(
    r"(?:(?:ok|okay|ja|oui|si|sim|gut|bon|bueno|va bene|bene|ta)[ ,.!]*)*"
    r"(?:danke|(?:vielen|lieben|besten) dank|merci|(?:muchas |mil )?gracias|(?:tante |mille )?grazie|(?:muito )?obrigad[oa]|valeu|brigad[oa])"
    r"(?: (?:dir|schon|sehr|vielmals|beaucoup|bien|a toi|muchas|por todo|mille|tante|di tutto|muito|mesmo|por tudo))*[ ,.!]*"
)


def limits(language: str) -> dict[str, tuple[str, ...]]:
    """The written replies to every limit that may be touched, by its key."""
    english = {key: limit.replies for key, limit in BOUNDARIES.items()}
    if language == ENGLISH:
        return english
    theirs = openers.wording(f"tongue-{language}")["limits"]
    return english | {key: tuple(replies) for key, replies in theirs.items()}


def danger(language: str, *, acute: bool) -> Variants:
    """What is said where there is danger, by its kind; {} in English, whose words are `crisis_words`'.

    {} as well where the file cannot be read: then it is said in English.
    """
    if language == ENGLISH:
        return {}
    try:
        found: Variants = openers.wording(f"tongue-{language}")["acute" if acute else "elevated"]
    except (OSError, ValueError, KeyError):
        return {}
    return found


def listening(context: PlanContext, *, asks: bool) -> str:
    """A reply that fits whatever was told, with an open question or (not `asks`) without one.

    The first in a language says in it how little of it the program knows.
    """
    simple = openers.wording(f"tongue-{context.language}")["plain"]
    lines = [line for line in simple["open"] if line.endswith("?") is asks]
    said = openers.choose(lines, {}, context)
    return f"{simple['languages'][0]} {said}" if context.new_language else said


def thanked(context: PlanContext) -> bool:
    """Whether the whole message is a thank-you, which asks for nothing more than an answer to it."""
    return _THANKS.fullmatch(plain(context.text)) is not None


def welcome(context: PlanContext) -> str:
    """What is said to a thank-you."""
    return openers.choose(
        openers.wording(f"tongue-{context.language}")["plain"]["thanks"], {}, context
    )


def goodbye(context: PlanContext) -> str:
    """A short, glad goodbye."""
    return openers.choose(context.boundary_replies["farewell"], {}, context)
