"""Choosing the written words a reply begins with: by strategy, feeling, the person's words, a memory.

All wording is data in `wording/*.toml`. The same talk and turn always give the same words; another
seed gives others. A line is not used twice in a talk while a fresh one is left.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from companion.policy import cues, plights, tender, told
from companion.policy.context import PlanContext
from companion.policy.grammar import is_event, sentences
from companion.policy.guard_wishes import NO_WISHES, broken
from companion.policy.regret import regrets
from companion.policy.shadow import shadowed
from companion.policy.subject import subject
from companion.policy.topics import matter, topic
from companion.policy.whose import OTHER, whose
from companion.policy.words import listed
from companion.turn import Memory, Strategy

LONG = 9  # words; who tells that much is owed a reply that names some of it
BRIEF = 10  # words; a longer clause is a mouthful to hear back
LEANS = 12  # words; a message of so few may lean on the one before
ALONE = 5  # words from which a clause may open a reply
HEAVY = frozenset(("sadness", "anxiety", "anger", "shame"))
GLAD = frozenset(("joy", "affection", "hope"))
_HARD, _GOOD = HEAVY | {"troubled"}, GLAD | {"pleased"}
_QUOTING = frozenset(("clause", "Clause", "event", "Event", "done", "Done"))

_KEYS = {
    Strategy.QUESTION: "question",
    Strategy.PARAPHRASE: "paraphrase",
    Strategy.REFLECTION: "reflection",
    Strategy.DISCLOSURE: "self-disclosure",
    Strategy.AFFIRMATION: "affirmation",
    Strategy.SUGGESTION: "suggestion",
    Strategy.INFORMATION: "information",
    Strategy.OTHERS: "others",
}
_AGES: tuple[tuple[timedelta, str], ...] = (
    (timedelta(hours=3), "earlier"),
    (timedelta(hours=14), "earlier today"),
    (timedelta(hours=40), "yesterday"),
    (timedelta(days=6), "a few days ago"),
    (timedelta(days=12), "about a week ago"),
    (timedelta(days=45), "a few weeks ago"),
    (timedelta(days=300), "some months ago"),
)
_ONLY = {"slip": "shame", "ahead": "anxiety"}
_NAMES = {strategy.value: name for strategy, name in _KEYS.items()}
_LATER = {"won't": "wouldn't", "can't": "couldn't", "you'll": "you'd", "will": "would"}
_PASSING = re.compile(
    r"\b(today|tonight|tomorrow|yesterday|now|this|last|next|ago|currently|earlier|later|soon)\b"
)

_STANDING = re.compile(r"^(?:\S+ ){1,4}?(?:is|are|isn't|aren't|has|have|used to)\b|^\w+'s\b(?! )")
_WHEN = re.compile(
    r"^(?:today|yesterday|tonight|last night|this morning|now) "
    r"| (?:today|tonight|yesterday|tomorrow|this (?:morning|evening|afternoon|week)|last (?:night|week)"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|now)$"
)
_AHEAD = re.compile(r"\byou(?:'ll| will| plan to|'re going to| are going to)\b|^maybe you")
_LACK = re.compile(
    r"^(?:now )?you (?:just |really |still |only )?(?:want|miss|need|wish|keep|can't|couldn't|don't (?:know|want|even|sleep|eat|see)|didn't|never|haven't|have to)\b"
    r"|^you've (?:never|not|lost|tried)\b|^you're (?:still |so |too |just |only )?(?:not|the only|stuck)\b"
)
_UNLINKED = ("dark", "grief")  # what must not be brought up in passing
_NAMELESS = listed("he she they it this that there he's she's they're it's that's")


@cache
def wording(name: str) -> Mapping[str, Any]:
    """The written lines of one file in `wording/`, read once."""
    path = Path(__file__).with_name("wording") / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def slots(context: PlanContext) -> dict[str, str]:
    """The person's own words that a line may name; a slot that cannot be filled safely is absent."""
    filled: dict[str, str] = {}
    if not tender.self_contempt(context.text):
        clause = told.told(context.text, context.cause)
        kind = plights.plight(context.text, hard=False)
        nice = kind == "kindness" and told.weight(clause) != "hard"
        if context.state in HEAVY and (nice or not _weighs(clause)):
            clause = ""
        if clause:
            filled["clause"] = clause
            if is_event(clause) and not _STANDING.search(clause) and clause[:5] != "maybe":
                filled["event"] = clause
            if not clause.startswith(("you", "now you")) or clause.startswith("your "):
                filled["done"] = clause  # by somebody else, so that it may be judged
            if len(clause.split()) >= ALONE:  # "You went red." by itself reads like an accusation
                filled |= {name.capitalize(): _capital(text) for name, text in filled.items()}
            if clause[:1].isupper():  # a name or not: only at the beginning both are right
                filled = {name: text for name, text in filled.items() if name[:1].isupper()}
    known = topic(context.cause) or topic(context.text)
    if known:
        filled |= {"topic": known, "Topic": _capital(known)}
    if about := known or subject(context.cause) or subject(context.text):
        filled["subject"] = about
    elif before := topic(context.earlier_text) or subject(context.earlier_text):
        filled["earlier"] = before
    if (feels := told.felt(context.text)) and whose(context.text) != OTHER:
        filled["felt"] = feels
    return filled


def _weighs(clause: str) -> bool:
    """Whether a heavy feeling may be tied to `clause`: it happened, is hard, is lacked or longed for.

    "You are looking to move south" or "she made you toast" need not be what hurts.
    """
    says = told.weight(clause)
    return says != "good" and (bool(says) or is_event(clause) or bool(_LACK.search(clause)))


def state_lines(tone: str, strategy: Strategy) -> tuple[str, ...]:
    """The written openers for a feeling (or "unsure") and a strategy, those that name a subject last."""
    key = _KEYS[strategy]
    return (*wording(tone)[key], *about(tone, key))


def about(tone: str, part: str) -> tuple[str, ...]:
    """The written lines that name what was mentioned, now or a turn before; they fit any subject.

    part: a strategy's key, or "statement".
    """
    lines = wording("about")
    weight = "hard" if tone in _HARD else "good" if tone in _GOOD else "plain"
    return (*lines[weight].get(part, ()), *lines["earlier"].get(part, ()))


def suggestions(context: PlanContext, tone: str) -> tuple[str, ...]:
    """Suggestions for making up with somebody or for a choice, else for what it is about, else for the feeling.

    What was spoken of before counts only for a short message, which leans on it.
    """
    ways = wording("floor")["suggestions"]
    if regrets(context.text):
        return tuple(ways["amends"])
    if cues.weighs(context.text):
        return tuple(ways["choice"])
    before = context.earlier_text if len(context.text.split()) <= LEANS else ""
    kind = matter(context.cause) or matter(context.text) or matter(before)
    fitting = tuple(ways.get(kind, ()))
    return fitting or state_lines(tone, Strategy.SUGGESTION)


def sharper(context: PlanContext, strategy: str) -> tuple[str, ...]:
    """The written lines of a strategy for what befell the person, where their words say it.

    Hard things only where the words or the feeling are hard; a slip only where they are ashamed, a
    coming day only where they are anxious.
    """
    if shadowed(context.text):
        return ()
    says = told.weight(context.text)
    heavy = says in ("hard", "both") or (not says and context.state in HEAVY)
    if says == "both" and context.state in GLAD:
        return ()
    kind = plights.plight(context.text, hard=heavy)
    if not kind and context.state == "sadness" and tender.kind(context.earlier_text) == "grief":
        kind = "loss"
    if _ONLY.get(kind, context.state) != context.state:
        return ()
    return tuple(wording("plights").get(kind, {}).get(strategy, ()))


def choose(
    lines: Sequence[str],
    filled: Mapping[str, str],
    context: PlanContext,
    *,
    question: bool | None = None,
    salt: str = "",
) -> str:
    """The best line, filled: unused in this talk, not opening like the last one, then by turn and seed.

    question: True for lines that ask, False for lines that do not, None for either. salt: what is
    chosen; where it is a strategy, the lines for what befell the person join in. The person's words
    are named where they can be, but not quoted at them turn after turn; what they asked never to get is
    passed over while another line is left. "" if no line can be filled.
    """
    named = sharper(context, _NAMES.get(salt, ""))
    fitting = [line for line in (*named, *lines) if fillable(line, filled)]
    fitting = [line for line in fitting if not told.denied(line, context.text)] or fitting
    fitting = [line for line in fitting if wished(line.format_map(filled), context)] or fitting
    if question is not None:
        fitting = [line for line in fitting if ("?" in line) == question] or fitting
    if not fitting:
        return ""
    said = " ".join(context.openers)
    last = context.openers[-1] if context.openers else ""
    lately = [_first_words(opener) for opener in context.openers[-LATELY:]]
    place = f"{context.seed}/{context.turn_index}/{context.state}/{salt}/"
    tired = _quoted_of_late(context) and len(context.text.split()) < LONG

    brief = len(filled.get("Clause", filled.get("clause", "")).split()) <= BRIEF

    def order(line: str) -> tuple[bool, bool, int, int, bytes]:
        text = line.format_map(filled)
        names = _slots_of(line)
        quotes = bool(names & _QUOTING)
        if quotes:
            richness = 4 if tired else 0 if brief else 2
        else:
            richness = 1 if line in named else 2 if names else 3
        first = _first_words(text)
        return (
            first == _first_words(last),
            bool(_pattern(line).search(said)),
            richness,
            2 * (first in lately) + (first[:1] == _first_words(last)[:1]),
            hashlib.sha256((place + line).encode()).digest(),
        )

    return min(fitting, key=order).format_map(filled)


def fillable(line: str, filled: Mapping[str, str]) -> bool:
    """Whether every slot of a written line has its words."""
    return _slots_of(line) <= filled.keys()


def wished(words: str, context: PlanContext) -> bool:
    """Whether all of `words` may be said to who wished for something; the guard asks again."""
    if context.wishes == NO_WISHES:
        return True
    risk = context.assessment.risk
    return not any(broken(part, context.text, risk, context.wishes) for part in sentences(words))


def moment(name: str, context: PlanContext, part: str = "lines") -> str:
    """A line for a moment with its own wording ("greeting", "grief", ...); "" if it has no such part.

    Good news is named by the sentence that tells it, never by another one.
    """
    filled = slots(context)
    if name == "good-news":
        filled = {slot: text for slot, text in filled.items() if slot not in _QUOTING}
        filled |= _news(context.text)
    if name == "plan" and not _AHEAD.search(filled.get("clause", filled.get("Clause", ""))):
        filled = {slot: text for slot, text in filled.items() if slot not in _QUOTING}
    if name == "wonder" and part == "lines":
        part = cues.asked(context.text) or part
    gone = tender.lost(context.text)
    if gone:
        filled["lost"] = gone
    return choose(wording("moments")[name].get(part, ()), filled, context, salt=name + part)


def _news(text: str) -> dict[str, str]:
    """The clause of the sentence that tells good news, shouted or not, as a slot."""
    for sentence in sentences(text):
        capitals = sum(letter.isupper() for letter in sentence)
        shouts = capitals > sum(letter.islower() for letter in sentence)
        quiet = re.sub(r"[!.]+$", "", sentence.lower() if shouts else sentence)
        clause = told.told(quiet) if cues.good_news(quiet) else ""
        if clause and cues.good_news(f"I{clause[3:]}" if clause[:4] == "you " else clause):
            names = ("clause", "event") if is_event(clause) else ("clause",)
            return dict.fromkeys(names, clause) | {
                name.capitalize(): _capital(clause) for name in names
            }
    return {}


TELLS = 3  # words; a memory in answer to "yes" comes out of nowhere
LATELY = 4  # openers in which the same words would still be heard as a repetition


def linkable(context: PlanContext) -> Memory | None:
    """The best recalled memory worth naming: not said again lately, nor tied to this talk yet.

    None in the turns after one that named a memory, so that it does not become a habit, and where the
    person has hardly said anything it could go with.
    """
    if any(map(_ties, context.openers[-LATELY:])):
        return None
    older, lately = context.openers[:-LATELY], context.openers[-LATELY:]
    said = " ".join((*filter(_ties, older), *lately))
    shown = told.content(f"{said} {context.earlier_text} {context.text}")
    if len(context.text.split()) < TELLS:
        return None
    for memory in context.memories:
        clause, about = _remembered(memory)
        named = bool(clause) and told.content(clause) <= shown
        named |= not clause and bool(about) and about in said
        same = memory.text.strip() == context.text.strip()
        if not named and not same and tender.kind(memory.text) not in _UNLINKED:
            return memory
    return None


def memory_line(memory: Memory, context: PlanContext) -> str:
    """One sentence that ties this turn to `memory`, in the person's own words where they can be used."""
    if context.state in GLAD and memory.state in HEAVY:
        name = "memory-glad"
    elif context.state in HEAVY and memory.state in HEAVY:
        name = "memory-heavy"
    else:
        name = "memory-plain"
    clause, about = _remembered(memory)
    part = "lines" if clause else "about" if about else "vague"
    when = age_in_words(context.at - memory.at)
    filled = {
        "when": when, "When": _capital(when), "memory": clause, "remembered": about,
    }  # fmt: skip
    return choose(wording("moments")[name][part], filled, context, salt=name)


def age_in_words(age: timedelta) -> str:
    """How long ago something was told, as one would say it: "yesterday", "a few weeks ago"."""
    return next((words for most, words in _AGES if age < most), "a long while ago")


def _quoted_of_late(context: PlanContext) -> bool:
    """Whether the last two openers both took up most of what the person had just said."""
    history = context.openers[-2:]
    return len(history) == 2 and all(len(told.content(opener)) >= 6 for opener in history)


def _ties(opener: str) -> bool:
    """Whether `opener` named a memory."""
    tables = (wording("moments")[f"memory-{kind}"] for kind in ("heavy", "glad", "plain"))
    lines = (line for table in tables for part in table.values() for line in part)
    return any(_pattern(line).search(opener) for line in lines)


def _remembered(memory: Memory) -> tuple[str, str]:
    """The memory as a clause that is still true to say today, and what it was about."""
    if tender.kind(memory.text) in ("dark", "contempt", "harm"):
        return "", ""
    clause = _WHEN.sub("", told.told(memory.text))
    if _PASSING.search(clause) or len(clause.split()) < 3 or clause.split()[0] in _NAMELESS:
        clause = ""
    return _back_then(clause), topic(memory.text)


def _back_then(clause: str) -> str:
    """A feeling as it is told later: "you're scared you'll fail" becomes "you were scared you'd fail"."""
    words = clause.split()
    if words[:1] != ["you're"]:
        return clause
    rest = [_LATER.get(word, word) for word in words[1:]]
    if {"is", "are", "has", "have", "do", "don't", "isn't", "you're", "it's"} & set(rest):
        return clause
    return " ".join(["you", "were", *rest])


def _slots_of(line: str) -> frozenset[str]:
    return frozenset(re.findall(r"\{(\w+)\}", line))


@cache
def _pattern(line: str) -> re.Pattern[str]:
    """Finds `line` in what was said, whatever filled its slots."""
    return re.compile(r"[^.?!]*?".join(re.escape(part) for part in re.split(r"\{\w+\}", line)))


def _first_words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())[:3]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
