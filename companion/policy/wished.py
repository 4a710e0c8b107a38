"""What a person asks of every reply, heard in their own words: "never mention Tom", "no jokes, please".

A wish is an order ("don't call me dear") or speaks to *you* ("I'd rather you didn't"), stands at the
beginning of a clause, and is the whole of it; nothing that somebody else said or forbade is one. What is
asked of this talk alone ("no advice, I just need to vent") is heard by `cues`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from companion.policy import wished_words as words
from companion.turn import Standing, Unwished

MOST_PHRASES = 4  # of one message
_TOLD = 2  # words beside the wish and courtesy, from which something else was told


@dataclass(frozen=True)
class Heard:
    """The wishes in a message.

    wanted: from now on. taken_back: what is welcome again. rest: the words beside them, "" where
    nothing else was told.
    """

    wanted: tuple[Standing, ...] = ()
    taken_back: tuple[Standing, ...] = ()
    rest: str = ""

    @property
    def topics(self) -> tuple[str, ...]:
        """What is never to be brought up ("dad" in "please don't mention my dad")."""
        return tuple(wish.word for wish in self.wanted if wish.kind is Unwished.TOPIC)

    def __bool__(self) -> bool:
        return bool(self.wanted or self.taken_back)


@dataclass(frozen=True)
class _Found:
    """A wish and where it stands in the message."""

    wish: Standing
    start: int
    end: int


def heard(text: str) -> Heard:
    """What a message asks of every reply. Never raises; English only."""
    if len(text) > words.LONGEST:
        return Heard()  # a wish is said shortly
    spelling = words.one_way(text)
    wanted, back = list(_wanted(spelling)), list(_taken_back(spelling))
    if not wanted and not back:
        return Heard()
    rest = _rest(text, [*wanted, *back])
    return Heard(_each(wanted), _each(back), rest)


def _each(found: list[_Found]) -> tuple[Standing, ...]:
    """The wishes found, each once; "sorry" is no further word where no sorry is wanted at all."""
    wishes = dict.fromkeys(one.wish for one in found)
    sorry = Standing(Unwished.SORRY) in wishes
    return tuple(
        wish
        for wish in wishes
        if not (sorry and wish.kind is Unwished.WORD and "sorry" in wish.word.lower())
    )


def prepare(stop: Callable[[], bool]) -> None:
    """Make ready what finds wishes, until `stop`: half a second the first message need not wait."""
    for asked in words.ASKED:
        for pattern in (*asked.unwished, *asked.welcome):
            if stop():
                return
            words.compiled(pattern)
    for pattern in (*words.TOPICS, *words.TOPICS_AGAIN):
        words.compiled(pattern)


# --- finding them --------------------------------------------------------------------------------


def _wanted(spelling: str) -> Iterator[_Found]:
    for start, sentence in _sentences(spelling):
        for asked in words.ASKED:
            for found in _all(asked.unwished, sentence):
                if asked.lasts or words.FOR_GOOD.search(found[0]):
                    yield from _made(asked.kind, found, start)
        for found in _all(words.TOPICS, sentence):
            clause = sentence[found.start("what") :].partition(",")[0]
            if not words.FOR_NOW.search(clause):
                yield from _topics(found, start)


def _taken_back(spelling: str) -> Iterator[_Found]:
    for start, sentence in _sentences(spelling):
        for asked in words.ASKED:
            for found in _all(asked.welcome, sentence):
                yield from _made(asked.kind, found, start)
        for found in _all(words.TOPICS_AGAIN, sentence):
            yield from _topics(found, start)


def _sentences(spelling: str) -> Iterator[tuple[int, str]]:
    """The sentences that may hold a wish, each with its place."""
    for found in words.SENTENCE.finditer(spelling):
        asks = spelling[found.end() : found.end() + 1] == "?"
        if words.may_wish(found[0].strip(), asks=asks):
            yield found.start(), found[0]


def _all(patterns: tuple[str, ...], sentence: str) -> Iterator[re.Match[str]]:
    return (found for pattern in patterns for found in words.compiled(pattern).finditer(sentence))


def _made(kind: Unwished, found: re.Match[str], start: int) -> Iterator[_Found]:
    span = (start + found.start("wish"), start + found.end())
    if kind is Unwished.NAME:
        yield from (_Found(Standing(kind, name), *span) for name in _called(found["word"]))
    elif kind is Unwished.WORD:
        word = found["word"].strip(words.QUOTES + " ,")
        if word and word.lower() not in words.NO_WORD:
            yield _Found(Standing(kind, word), *span)
    else:
        yield _Found(Standing(kind), *span)


def _called(listed: str) -> Iterator[str]:
    """The names of a list ("dear, honey or 'my love'") up to what could be anything else ("later")."""
    for part in words.BETWEEN.split(listed):
        name = part.strip(words.QUOTES + " ")
        quoted = part.strip()[:1] in words.QUOTES and name != part.strip()
        if not (quoted or name.lower() in words.CALLED or words.NAMED.fullmatch(name)):
            return
        yield name


def _topics(found: re.Match[str], start: int) -> Iterator[_Found]:
    closed = found.re.groupindex.get("after") is not None
    for phrase, end in _phrases(found["what"]):
        last = found.end() if closed else found.start("what") + end
        yield _Found(Standing(Unwished.TOPIC, phrase), start + found.start("wish"), start + last)


def _phrases(said: str) -> Iterator[tuple[str, int]]:
    """What is named in "Tom, Mia and my old job again, please", and where each ends; a few at most."""
    place, by_comma = 0, False
    for number, part in enumerate(words.AND.split(words.CUT.sub("", said))[: 2 * MOST_PHRASES]):
        if number % 2:
            by_comma = part.strip() == ","
        else:
            what = words.WHAT.fullmatch(part)
            phrase = what["phrase"].strip(words.QUOTES + " ") if what else ""
            if not _names_something(phrase) or (by_comma and not phrase[:1].isupper()):
                return
            yield phrase, place + len(part)
        place += len(part)


def _names_something(phrase: str) -> bool:
    said = phrase.lower().split()
    return (
        0 < len(said) <= words.MOST_WORDS
        and not {said[0], said[-1]} & words.NOBODY
        and not set(said) & words.NO_PART
        and phrase[0].isalpha()
    )


# --- what else was told --------------------------------------------------------------------------


def _rest(text: str, found: list[_Found]) -> str:
    """The message without its wishes and what explains them; "" where too little is left."""
    kept, place = [], 0
    for one in sorted(found, key=lambda one: one.start):
        if one.start >= place:
            kept.append(words.DANGLES.sub("", text[place : one.start]))
        place = max(place, one.end)
        if why := words.WHY.match(words.one_way(text), place):
            place = why.end()
    kept.append(words.LEADS_ON.sub("", text[place:]))
    rest = " ".join(part.strip() for part in kept if part.strip(" ,;:-"))
    told = re.findall(r"[\w']+", words.one_way(rest).lower())
    return rest if sum(word not in words.COURTESY for word in told) >= _TOLD else ""
