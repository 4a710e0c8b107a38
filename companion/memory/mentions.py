"""Whom and what somebody talks about, read with word lists: people, names, days and plans.

English only and deliberately small: it decides what is worth keeping and how a memory is named
("your sister"), never what is true.
"""

from __future__ import annotations

import re

LONGEST_PHRASE = 60  # characters of a name or a subject that is asked for


def listed(text: str) -> frozenset[str]:
    """A word list written as running text."""
    return frozenset(text.split())


KIN = listed(
    """mother mom mum mama father dad papa parents sister brother twin son daughter child children
    kids kid baby wife husband partner girlfriend boyfriend fiance fiancee ex aunt uncle cousin
    niece nephew grandmother grandma granny grandfather grandpa stepmother stepfather friend
    friends flatmate roommate boss manager colleague colleagues coworker teacher therapist doctor
    neighbour neighbor dog cat puppy"""
)
PLANS = listed(
    """exam exams test interview wedding funeral birthday appointment surgery operation move
    moving holiday trip flight deadline anniversary divorce hospital diagnosis pregnant pregnancy
    graduation"""
)
DAYS = listed(
    """monday tuesday wednesday thursday friday saturday sunday january february april june july
    august september october november december"""
)
# Capitalised in the middle of a sentence without naming anybody.
_NOT_NAMES = DAYS | listed("i ok okay oh god lol omg tv ai english march may")

# Too common, or too much a part of greeting, to say what a sentence is about.
_FUNCTION_WORDS = listed(
    """a about actually after again all also am an and any anyway are as at be because been before
    being but by bye can can't could did didn't do does doesn't doing don't for from get getting
    go going gonna good got great had has have haven't he hello her here hey hi him his hm hmm how
    i i'd i'll i'm i've if in into is isn't it it's its just kind let like lol lot maybe me mine
    more morning much my myself nice night no nope not now of oh ok okay on one or our out please
    pretty really right said same say she should so some something sorry sort still stuff such
    sure thank thanks that that's the their them then there there's these they thing things think
    this those to today too up us very was wasn't we well were what what's when where which while
    who why will with won't would yeah yep yes you you're your"""
)
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_DATE = re.compile(
    r"\b(?:\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)"
    r"|next (?:week|month|year|term))\b",
    re.IGNORECASE,
)


def content_words(text: str) -> list[str]:
    """The words of `text` that say what it is about: lower case, in order, no function words."""
    found = (_bare(token) for token in _WORD.findall(text))
    return [word for word in found if word not in _FUNCTION_WORDS]


def mentions(text: str) -> tuple[str, ...]:
    """People, names, days and plans in `text`, lower case, each once, in the order they come."""
    found: dict[str, None] = {}
    for sentence in _SENTENCE.split(text):
        tokens = _WORD.findall(sentence)
        shouting = sentence.isupper()
        for place, token in enumerate(tokens):
            word = _bare(token)
            named = place > 0 and token[0].isupper() and not shouting and word not in _NOT_NAMES
            if word in KIN or word in PLANS or word in DAYS or (named and _could_name(word)):
                found[word] = None
        found.update((date.lower(), None) for date in _DATE.findall(sentence))
    return tuple(found)


def people(text: str) -> tuple[str, ...]:
    """How to speak of the people in `text` to the person who told it: "your sister", "Mia"."""
    rest = [word for word in mentions(text) if word not in PLANS | DAYS and word.isalpha()]
    return tuple(f"your {word}" if word in KIN else word.capitalize() for word in rest)


def _bare(token: str) -> str:
    """The word alone, so that "Mia's" and "mia" are the same person."""
    return token.lower().removesuffix("'s").removesuffix("\u2019s")


def _could_name(word: str) -> bool:
    return len(word) > 1 and not word.startswith(("i'", "i\u2019"))
