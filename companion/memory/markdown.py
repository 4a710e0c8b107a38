"""The memory as a text for people: day by day what was said, then what stayed of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from companion.memory.exchange_shape import Exported, KeptCorrection, KeptTurn
from companion.memory.known import Known
from companion.turn import Memory, Standing, Unwished

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_WISHES = {
    Unwished.TOPIC: "never to bring up {}",
    Unwished.ADVICE: "no advice",
    Unwished.QUESTIONS: "no questions",
    Unwished.JOKES: "no jokes",
    Unwished.CHEER: "nothing cheerful",
    Unwished.EXCLAMATIONS: "no exclamation marks",
    Unwished.SORRY: "no saying sorry",
    Unwished.PET_NAMES: "no pet names",
    Unwished.NAME: "not to be called {}",
    Unwished.WORD: "not to say {}",
}
_MARKS = re.compile(r"[\\`*_<\[\]]|^(?:[#>+=~|-]|\d+(?=[.)]))", re.MULTILINE)


def text(whole: Exported, memories: Sequence[Memory], facts: Sequence[Known]) -> str:
    """Everything kept as Markdown; only turns that still have words.

    memories: as `Store.memories` lists them. facts: those that hold, as `known.listed`.
    """
    lines = ["# What was said and kept", "", f"Written {_day(whole.exported_at.date())}."]
    lines += ["This file is not encrypted: whoever can open it can read all of it."]
    lines += [*_days(whole), *_remembered(memories), *_known(facts)]
    lines += [*_limits(whole.off_limits), *_wishes(whole.wishes)]
    return "\n".join(lines) + "\n"


def fading(memory: Memory) -> str:
    """When a memory goes, as people say it: "fades around March 2027", "pinned"."""
    if memory.pinned:
        return "pinned"
    return f"fades around {memory.fades:%B %Y}" if memory.fades else ""


def fact_in_words(fact: Known) -> str:
    """What is known, in short: "mia: sister"."""
    return (
        f"{fact.about}: {fact.value}" if fact.about != fact.kind else f"{fact.kind}: {fact.value}"
    )


def wish_in_words(wish: Standing) -> str:
    """A standing wish, in short: "no jokes", "not to be called dear"."""
    return _WISHES[wish.kind].format(wish.word)


def on_one_line(words: str) -> str:
    """Words without line breaks and without characters that would steer a terminal."""
    return " ".join(_CONTROL.sub(" ", words).split())


def _days(whole: Exported) -> Iterator[str]:
    corrected = {one.turn: one for one in whole.corrections}
    told = [turn for talk in whole.talks for turn in talk.turns if turn.text or turn.reply]
    told.sort(key=lambda turn: (turn.at.timestamp(), turn.id))
    for day, turns in groupby(told, key=lambda turn: turn.at.date()):
        yield from ("", f"## {_day(day)}")
        for turn in turns:
            yield from ("", f"{turn.at:%H:%M}, {_felt(turn, corrected.get(turn.id))}")
            if turn.text:
                yield from ("", *_quoted(turn.text))
            if turn.reply:
                yield from ("", _escaped(turn.reply))


def _felt(turn: KeptTurn, corrected: KeptCorrection | None) -> str:
    if corrected is None:
        return f"heard as {_escaped(turn.state)}"
    return f"heard as {_escaped(corrected.heard)}, you said it was {_escaped(corrected.said)}"


def _remembered(memories: Sequence[Memory]) -> Iterator[str]:
    yield from ("", "## What I remember", "")
    for memory in memories:
        yield f"- {_escaped(on_one_line(memory.text))}"
        about = [f"{_short(memory.at)}, {_escaped(memory.state)}", _escaped(memory.why).rstrip(".")]
        yield f"  ({'; '.join(part for part in (*about, fading(memory)) if part)})"
    if not memories:
        yield "Nothing yet."


def _known(facts: Sequence[Known]) -> Iterator[str]:
    yield from ("", "## What I know", "")
    for fact in facts:
        yield f"- {_escaped(on_one_line(fact_in_words(fact)))}"
        yield f"  (you said \u201c{_escaped(on_one_line(fact.span))}\u201d on {_short(fact.at)})"
    if not facts:
        yield "Nothing yet."


def _limits(phrases: Sequence[str]) -> Iterator[str]:
    yield from ("", "## Never bring up", "")
    yield from (f"- {_escaped(on_one_line(phrase))}" for phrase in phrases)
    if not phrases:
        yield "Nothing is off limits."


def _wishes(wishes: Sequence[Standing]) -> Iterator[str]:
    yield from ("", "## How to answer", "")
    yield from (f"- {_escaped(on_one_line(wish_in_words(wish)))}" for wish in wishes)
    if not wishes:
        yield "No wishes."


def _quoted(words: str) -> Iterator[str]:
    for line in _escaped(words).split("\n"):
        yield f"> {line}".rstrip()


def _escaped(words: str) -> str:
    """Words that mean themselves: nothing in them makes a heading, a link or a tag."""
    shown = _CONTROL.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n"))
    return _MARKS.sub(lambda mark: _safe(mark[0]), shown)


def _safe(mark: str) -> str:
    return f"{mark}\u200b" if mark.isdigit() else f"\\{mark}"


def _day(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"


def _short(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
