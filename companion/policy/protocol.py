"""What happens when there is danger, in plain words: the one text of the page, the terminal and README.

It names no figure that changes with the parameters; it says where they stand. A change in what is done
MUST be written here too.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from companion.policy.helplines import lines_for

TITLE = "What happens when there is danger"

SHORT = (
    "Every message is read for danger before anything else happens with it, by rules and by its wording "
    "as a whole; then once more by a small model trained for that alone, which can add to what was found "
    "and take nothing away. If it sounds like danger, a card with the emergency "
    "number and the helplines of your country comes first, those first that fit; then sentences written "
    "by people, which ask you directly. You can say that it was not meant so. Nobody is told, and "
    "nothing is sent. It misses danger too: please do not wait for a program to notice. The whole of it "
    "stands in Settings, under About, and `companion protocol` prints it."
)
"""For `README.md`."""


@dataclass(frozen=True)
class Part:
    """One part of the page: a heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


_WRITTEN = (
    Part(
        "What it listens for",
        (
            "Every message is read for danger before anything else happens with it: thoughts of dying, "
            "hurting yourself, something already done, a medical emergency, voices that give orders, "
            "violence from or against somebody, eating that harms the body, fear for another person. "
            "Exercises, and what is too long to answer, are read as well.",
        ),
    ),
    Part(
        "How it listens",
        (
            "Rules written by hand look at words and at what stands around them: who it is about, when, "
            "whether it is denied or told of a film, a joke. Beside them the wording as a whole is weighed. Both "
            "know English, German, French, Spanish, Italian and Portuguese. After heavy "
            "messages less is needed. That works even when every "
            "model or the memory is broken.",
            "Then a small model, trained for this alone, reads the message again. It may add to what was "
            "found and takes nothing away; the card never waits for it. The model that words replies "
            "has no say. None of it is a diagnosis.",
        ),
    ),
    Part(
        "What happens then",
        (
            "The card comes first, before any reply: the emergency number and the helplines of your "
            "country, the fitting ones first. Where a country has no line for something, "
            "none is promised. One press calls, writes, opens a chat or copies; Settings puts people of your "
            "own there. Then you read steady sentences written by people, never by a model, in "
            "those six languages; where it is about you, they ask you directly.",
            "After that the care eases step by step: what you said is not forgotten, no model "
            "speaks for five messages, and nothing is pressed. It may have got you wrong: \u201cI'm safe, that is not what I meant\u201d puts the "
            "card away, the first numbers stay in sight, and the talk goes on.",
        ),
    ),
    Part(
        "Who is told",
        (
            "Nobody. The program calls nobody, writes to nobody and sends nothing; a call is yours to "
            "make. In the encrypted memory it counts how often the card came up in talks that are kept, "
            "without a word of yours. Settings shows that number, and clears it.",
        ),
    ),
    Part(
        "What it is, and how it keeps to that",
        (
            "A program: no person, no friend, no therapist, no doctor. It says so when a talk begins, in "
            "a line that is always in sight, and again after every three hours of writing; every hour, "
            "with a word about a break, if you said that you are under 18. After a long while, late at "
            "night, or when it has become much more than the week before, it may say that a rest is "
            "welcome. It never writes first and never asks you to stay.",
            "Love, promises to need nobody else, a diagnosis, a dose: where such a limit is touched, it "
            "says so kindly and points to people. Sentences of the model are checked for this, one by "
            "one, before you see them.",
        ),
    ),
    Part(
        "What it cannot do",
        (
            "It misses danger, above all where hinted at, and at times hears it where "
            "there is none. How often, \u201ccompanion bench safety\u201d measures on messages it never learnt "
            "from; README.md and models/README.md name the present figures. So please do not wait for a "
            "program to notice. If you are in danger, call.",
            "Nobody has dialled the numbers on the card. They were compared with public sources, and the "
            "card says when.",
        ),
    ),
)
_SOURCES = (
    "Taken as a guide, for what they ask of such programs: California SB 243 (in force since 1 January "
    "2026), New York General Business Law, Article 47 (since 5 November 2025), Washington HB 2225 (from "
    "1 January 2027) and the European AI Act, Article 50 (since 2 August 2026). Helplines: open-helplines "
    "and public sources"
)


def parts() -> tuple[Part, ...]:
    """The whole page, in order; its last part names the sources, with their dates."""
    checked = lines_for("").checked
    dated = f", last checked {checked}." if checked else "."
    return (*_WRITTEN, Part("Where this comes from", (f"{_SOURCES}{dated}",)))


def as_text(width: int = 80) -> str:
    """The page for a terminal, in lines of at most `width` characters."""
    lines = [TITLE]
    for part in parts():
        lines += ["", part.heading.upper()]
        for number, paragraph in enumerate(part.paragraphs):
            lines += [""] * (number > 0) + textwrap.wrap(paragraph, width, break_long_words=False)
    return "\n".join(lines)
