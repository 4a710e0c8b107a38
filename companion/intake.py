"""The person's words as they are taken in, and the kind sentence where they cannot be.

What is too long to answer is not too long to hear: its danger is heard all the same, by rules and wording.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from companion.errors import InputRefused
from companion.policy.assess import assess, together
from companion.policy.second_look import Look
from companion.turn import Assessment, Belief, Risk

LONGEST = 8_000  # characters; longer than anybody types in one go
# What is longer is read in parts that overlap, so that a sentence on a seam stands whole in one of two;
# reading that many takes about a second, and the rest is skimmed.
PART, OVERLAP = 6_000, 400
MOST_PARTS = 6

EMPTY = "There were no words in that. Write whatever comes, it can be short."
TOO_LONG = (
    f"That is longer than I can take in at once ({LONGEST:,} characters). "
    "Could you send it in parts?"
)


def clean(text: str) -> str:
    """The person's words without control characters and lone surrogates, ends trimmed.

    Raises InputRefused, in one kind sentence, when nothing is left or it is far too long.
    """
    kept = _kept(text)
    if not kept:
        raise InputRefused(EMPTY)
    if len(kept) > LONGEST:
        raise InputRefused(TOO_LONG)
    return kept


def heard(text: str) -> Assessment:
    """What danger words speak of that were refused, read in overlapping parts; never raises.

    No word of it is kept, and it is nothing where there were none. The parts are not weighed against each other, so quiet
    signs that lie far apart count one by one.
    """
    kept = _kept(text)
    found = Assessment()
    for part in _parts(kept):
        found = together(found, assess(part)) or found
    return replace(found, risk_words=())


def assessed(
    text: str, belief: Belief | None, previous: Assessment | None, look: Look | None
) -> Iterator[Assessment]:
    """What is heard in a message: at once by rules and wording, then again with what a look adds.

    look: the second look, None where there is none. It is asked after the first was told, and not where
    a life is at stake already; where it has no answer the wording is believed sooner. The last assessment
    holds all that was heard.
    """
    first = assess(text, belief, previous, waits=look is not None)
    yield first
    if look is not None and first.risk < Risk.ACUTE:
        yield assess(text, belief, previous, look(text))


def _kept(text: str) -> str:
    return "".join(
        character
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    ).strip()


def _parts(kept: str) -> Iterator[str]:
    """The first parts and the end; where that leaves some out, all of it last, which is then skimmed."""
    step = PART - OVERLAP
    starts = range(0, max(1, len(kept) - OVERLAP), step)
    if len(starts) <= MOST_PARTS:
        yield from (kept[at : at + PART] for at in starts)
        return
    yield from (kept[at : at + PART] for at in starts[: MOST_PARTS - 1])
    yield kept[-PART:]
    yield kept
