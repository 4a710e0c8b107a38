"""What one message tells about the person for longer than today, in their own words.

Rules and word lists, English only, no model: a fact is read only where the person says it of
themselves, as true, of now. Questions, guesses, jokes, quotations, other people's lives and what is
over are left alone; a missed fact costs little, a wrong one hurts. Every fact is a place in the
message, so none can be made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.memory.facts.text import Found, Sentence

_WORD = re.compile(r"[\w'-]+")


@dataclass(frozen=True)
class Fact:
    """One fact, and the words of the message it was read from.

    kind: person, place, work, plan, likes, dislikes, date, helped or self.
    about: what it is a fact of, lower case: a name, "lives", "works", "from", "moved", "work", the
    noun of a plan, "birthday of mother", "name", "age", "condition", "status".
    value: as written, or what a person is to them ("sister"). For something that is over, the words
    that say so.
    span: the words it was read from, exactly as they stand in the message.
    single: whether a later fact of the same kind and about takes its place.
    """

    kind: str
    about: str
    value: str
    span: str
    single: bool


def read(text: str) -> tuple[Fact, ...]:
    """The facts of one message in the order they stand, each once. Never raises."""
    from companion.memory.facts.text import sentences

    facts: dict[tuple[str, str, str], Fact] = {}
    for sentence in sentences(text):
        found = [one for rule in _rules() for one in rule(sentence)]
        for one in sorted(found, key=lambda one: one.span):
            value = one.value if isinstance(one.value, str) else sentence.written(one.value)
            fact = Fact(one.kind, one.about, value, sentence.written(one.span), one.single)
            if grounded(fact, text):
                facts.setdefault((fact.kind, fact.about, fact.value.lower()), fact)
    return tuple(facts.values())


def grounded(fact: Fact, text: str) -> bool:
    """Whether the words of `fact` stand in `text` and its value in them.

    What a person is to somebody is our word ("mum" is "mother"); there the name must stand in them.
    """
    if not fact.span or not fact.value or fact.span not in text:
        return False
    if fact.kind == "person":
        return fact.about in " ".join(fact.span.lower().replace(".", "").split())
    return fact.value.lower() in fact.span.lower()


def replaces(later: Fact, earlier: Fact) -> bool:
    """Whether `later` takes the place of `earlier`, which then holds no more.

    The same matter with another value does, and a move replaces where somebody lived. To like what
    was disliked replaces it, and the other way round. What says the same replaces nothing.
    """
    if {later.kind, earlier.kind} == {"likes", "dislikes"}:
        return _stem(later.value) == _stem(earlier.value)
    if later.kind != earlier.kind or later.value.lower() == earlier.value.lower():
        return False
    if later.kind == "place" and (later.about, earlier.about) == ("moved", "lives"):
        return True
    return later.single and later.about == earlier.about


@cache
def _rules() -> tuple[Callable[[Sentence], Iterator[Found]], ...]:
    """Every rule; loaded when the first message is read for facts, which is when nobody waits.

    Their patterns take half a second to compile, and that would be a part of every start.
    """
    from companion.memory.facts.dates import dates
    from companion.memory.facts.helped import helped
    from companion.memory.facts.living import living
    from companion.memory.facts.people import people
    from companion.memory.facts.plans import plans
    from companion.memory.facts.self import about_self
    from companion.memory.facts.tastes import tastes
    from companion.memory.facts.work import no_longer, work

    return (people, about_self, living, work, no_longer, plans, dates, tastes, helped)


def _stem(thing: str) -> str:
    """A thing without its article and endings, so that "the dogs" and "dog" are one."""
    words = _WORD.findall(thing.lower())
    if len(words) > 1 and words[0] in ("a", "an", "the", "my", "our", "some"):
        words = words[1:]
    return " ".join(_bare(word) for word in words)


def _bare(word: str) -> str:
    """The stem of a word: "parti" of "party" and "parties", "swim" of "swimming"."""
    for ending in ("ing", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            if ending == "ing" and word[-1] == word[-2]:
                word = word[:-1]
            break
    return f"{word[:-1]}i" if word.endswith("y") else word.rstrip("e")
