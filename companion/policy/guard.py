"""The check on our own words: every drafted sentence, before it is shown.

A sentence is refused by the first rule it breaks, in the order of `RULES`: shape first, then what a
companion must not say (`guard_rules`), then what does not fit this person and this talk, and last what
they asked never to get (`guard_wishes`). Being wrong towards refusing is cheap: the session drops the
sentence or shows the written one in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from companion.policy import cues, guard_wishes
from companion.policy import guard_rules as rules
from companion.policy import guard_talk as talk
from companion.policy.guard_wishes import NO_WISHES, Wishes
from companion.policy.known_words import strays
from companion.policy.plain import plain
from companion.policy.shows import advises
from companion.turn import Risk

MOST_WORDS = 40
_ALIKE = 0.75
_NEAR_COPY = 0.85
_RUN = 4
_FELT = 0.25  # |valence| from which news is clearly good or bad


@dataclass(frozen=True)
class GuardContext:
    """What the guard may hold a sentence against.

    text: the person's words. said: the sentences of this reply already shown. earlier: replies of
    earlier turns. memories: texts recalled for this turn. valence: the news, -1 bad to 1 good.
    unwished: the kinds of reply the person asked not to get (`cues.NO_ADVICE`, `cues.NO_QUESTIONS`).
    wishes: what else they asked not to get.
    wanders: the model is small enough to lose the thread, so hold it to known words as well.
    written: the line was written by people, so the rules in `STYLE` do not apply to it.
    """

    text: str = ""
    risk: Risk = Risk.NONE
    boundaries: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    memories: tuple[str, ...] = ()
    valence: float = 0.0
    unwished: tuple[str, ...] = ()
    wishes: Wishes = NO_WISHES
    wanders: bool = True
    written: bool = False


@dataclass(frozen=True)
class Verdict:
    """ok: the sentence may be shown. Otherwise the rule's name and what stands in ("" = nothing)."""

    ok: bool
    rule: str = ""
    replacement: str = ""


@dataclass(frozen=True)
class Draft:
    """A drafted sentence as written and in its plain spelling, with its words."""

    raw: str
    plain: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One reason to refuse a sentence."""

    name: str
    broken: Callable[[Draft, GuardContext], bool]
    replacement: str = ""


def too_close(context: GuardContext) -> Verdict:
    """The verdict on a sentence that binds, by the second judge (`binding`): said otherwise, once."""
    return _refused("binding", rules.PEOPLE_TOO, context)


def check(sentence: str, context: GuardContext) -> Verdict:
    """The verdict on one drafted sentence. Never raises; a fraction of a millisecond."""
    draft = _draft(sentence)
    for rule in RULES:
        if context.written and rule.name in STYLE:
            continue
        if rule.broken(draft, context):
            return _refused(rule.name, rule.replacement, context)
    unwished = guard_wishes.broken(sentence, context.text, context.risk, context.wishes)
    return _refused(unwished, "", context) if unwished else Verdict(True)


def _refused(rule: str, replacement: str, context: GuardContext) -> Verdict:
    """The same replacement does not stand in twice."""
    known = {_draft(shown).plain for shown in (*context.said, *context.earlier)}
    return Verdict(False, rule, "" if _draft(replacement).plain in known else replacement)


def _draft(sentence: str) -> Draft:
    spelling = plain(sentence)
    return Draft(sentence.strip(), spelling, tuple(re.findall(r"\w+", spelling)))


# --- shape -------------------------------------------------------------------------------------

_TEMPLATE = re.compile(
    r"<\||\|>|\[/?INST|</?s>|<<|im_(?:start|end)|###|^\W*(?:user|assistant|system|human|companion"
    r"|you|ai|bot|me|friend|response|reply|note)\s*:",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"https?:|www\.|\S@\S|\.(?:com|org|net|co\.uk|io|gov)\b|\b(?:hotline|helpline|lifeline"
    r"|samaritans)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_MARKUP = re.compile(r"^\s*(?:[-*•#>\u2013]|\d+[.)])\s|\*|__|`|\||~|[\[\]{}<>()\\]|^\s*\w+:\s*$|:$")
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_FOREIGN = re.compile(rf"[^\W\d_{_LATIN}]")
_ENDED = re.compile(r"[.!?…][\"'\u201d\u2019)]*$")
_QUOTE = re.compile(r"[\"“]([^\"“”]*)[\"”]")
_STUTTER = re.compile(
    r"\b(\w+(?: \w+){0,3})(?:[ ,.!?]+\1\b){2,}|\b(\w{2,}(?: \w+){1,4})\b.*\b\2\b.*\b\2\b"
)


def _template(draft: Draft, context: GuardContext) -> bool:
    return _TEMPLATE.search(draft.raw) is not None


def _contact(draft: Draft, context: GuardContext) -> bool:
    """An address, a helpline, or any figure the person did not name: numbers come from the card."""
    told = set(_NUMBER.findall(" ".join((context.text, *context.memories))))
    return _CONTACT.search(draft.raw) is not None or not told.issuperset(_NUMBER.findall(draft.raw))


def _markup(draft: Draft, context: GuardContext) -> bool:
    return _MARKUP.search(draft.raw) is not None


def _script(draft: Draft, context: GuardContext) -> bool:
    return _FOREIGN.search(draft.raw) is not None and _FOREIGN.search(context.text) is None


def _fragment(draft: Draft, context: GuardContext) -> bool:
    return len(draft.words) < 2 or _ENDED.search(draft.raw) is None


def _too_long(draft: Draft, context: GuardContext) -> bool:
    return len(draft.words) > MOST_WORDS


def _quotes(draft: Draft, context: GuardContext) -> bool:
    """Quotation marks must be paired, and hold the person's own words."""
    raw = draft.raw
    if raw.count('"') % 2 or raw.count("“") != raw.count("”"):
        return True
    theirs = plain(context.text)
    return any(plain(quote).strip(" .,!?") not in theirs for quote in _QUOTE.findall(raw))


def _stutter(draft: Draft, context: GuardContext) -> bool:
    return _STUTTER.search(draft.plain) is not None


# --- this person, this talk ----------------------------------------------------------------------


def _copies_person(draft: Draft, context: GuardContext) -> bool:
    """Their sentence given back, or told on in the first person as if it were ours."""
    theirs = re.findall(r"\w+", plain(context.text))
    mine = draft.words
    runs = {tuple(theirs[i : i + _RUN]) for i in range(len(theirs) - _RUN + 1)}
    for i in range(len(mine) - _RUN + 1):
        run = mine[i : i + _RUN]
        if run in runs and run[0] in ("i", "im", "ive", "ill", "id", "my"):
            return True
    sentences = re.split(r"[.!?;\n]+", plain(context.text))
    return len(mine) > 2 and any(_likeness(mine, tuple(s.split())) > _NEAR_COPY for s in sentences)


def _repeats(draft: Draft, context: GuardContext) -> bool:
    """Nearly the same as a sentence already shown, in this reply or an earlier one."""
    shown = (*context.said, *(s for reply in context.earlier for s in _sentences(reply)))
    return any(_likeness(draft.words, _draft(sentence).words) >= _ALIKE for sentence in shown)


def _false_memory(draft: Draft, context: GuardContext) -> bool:
    if talk.MEMORY_CLAIM.search(draft.plain) is None:
        return False
    said = {word for word in draft.words if len(word) > 3} - _MEMORY_TALK
    return not any(len(said & set(plain(m).split())) >= 2 for m in context.memories)


def _own_story(draft: Draft, context: GuardContext) -> bool:
    speech = talk.OWN_STORY_UNLESS.sub(" ", draft.plain)
    return talk.OWN_STORY.search(speech) is not None


def _stranger(draft: Draft, context: GuardContext) -> bool:
    """He, she, or a name that nobody has mentioned."""
    known = plain(" ".join((context.text, *context.memories, *context.said)))
    if _PRONOUN.search(draft.plain) and not _PERSON.search(known):
        return True
    names = _NAME.findall(draft.raw)
    return any(plain(n) not in known and n not in _KNOWN_NAMES for n in names)


def _wrong_news(draft: Draft, context: GuardContext) -> bool:
    """Joy answered to bad news, pity to good news, condolence where nothing was lost.

    People's own words of pity are chosen by what was told, which knows better than the feeling does.
    """
    if talk.LOSS_CLAIM.search(draft.plain) and not talk.LOSS_TOLD.search(plain(context.text)):
        return True
    if context.valence <= -_FELT and talk.GOOD_NEWS_WORDS.search(draft.plain):
        return talk.GOOD_NEWS_UNLESS.search(draft.plain) is None
    pities = context.valence >= _FELT and not context.written
    return pities and talk.BAD_NEWS_WORDS.search(draft.plain) is not None


def _medicine(draft: Draft, context: GuardContext) -> bool:
    """Asked about medicine, even a harmless "take a little more" is a dose."""
    asked = "medication" in context.boundaries
    return asked and _MEDICINE_TALK.search(draft.plain) is not None


def _asks_unwished(draft: Draft, context: GuardContext) -> bool:
    """A question after "no more questions"; where there may be danger, one is asked all the same."""
    unwished = cues.NO_QUESTIONS in context.unwished and context.risk < Risk.LOW
    return unwished and draft.raw.endswith("?")


def _advises_unwished(draft: Draft, context: GuardContext) -> bool:
    return cues.NO_ADVICE in context.unwished and advises(draft.raw)


def _wanders(draft: Draft, context: GuardContext) -> bool:
    if not context.wanders:
        return False
    return strays(draft.words, plain(" ".join((context.text, *context.memories, *context.said))))


_MEDICINE_TALK = re.compile(
    r"\b(?:tak(?:e|ing|en)|stop\w*|quit\w*|dos\w+|treatment|option|safe|risk|start\w*|skip\w*|half"
    r"|double|help\w* with)\b"
)
_MEMORY_TALK = {
    "told",
    "said",
    "mentioned",
    "last",
    "time",
    "week",
    "that",
    "about",
    "before",
    "your",
    "remember",
    "when",
}
_PRONOUN = re.compile(r"\b(?:he|she|hes|shes|his|her|him|himself|herself)\b|^they\w*\b")
_PERSON = re.compile(
    r"\b(?:he|she|hes|shes|his|her|him|hers|they|them|somebody|someone|everyone|nobody|people"
    r"|(?:my|the|a|our|with|and|putting) (?:\w+ )?(?:parents|friends|family|kids|team|group|class"
    r"|others|students|m[ou]m|mother|dad|father|brothers?|sisters?|sons?|daughters?|boss|friend|"
    r"wife|husband|boyfriend|girlfriend|partner|cat|dog|kid|child|baby|teacher|aunt|uncle|grand\w+"
    r"|in laws|neighbou?rs?|colleagues?|doctors?|cousin|ex|manager|flatmate|roommate|niece|nephew|"
    r"girl|boy|guy|man|woman|student|therapist|nurse|pet|horse|bird|fiancee?|crush|landlord|mate"
    r"|bestie|bf|gf|coach|daddy|mommy|nan|gran|stepdad|stepmum|stepmom))\b"
)
_NAME = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]{2,})\b")
_KNOWN_NAMES = frozenset(
    (
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December", "Christmas", "Easter", "New", "Year"),
        *("English", "German", "French", "Spanish", "Italian", "Portuguese", "Companion"),
    )
)


def _sentences(reply: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", reply) if part]


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Shared words over all words (Jaccard), 0..1; 0 where either is empty."""
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def _says(phrase: rules.Phrase, draft: Draft, context: GuardContext) -> bool:
    return phrase.stands_in(draft.plain)


# What a model's nonsense looks like; a person may write "Okay." and "I don't want to guess wrong."
STYLE = frozenset(
    (
        *("fragment", "copies-person", "repeats", "own-story", "stranger", "wanders", "orders"),
        "unwished-advice",  # what people wrote gives none unless it was planned
    )
)

RULES: tuple[Rule, ...] = (
    Rule("template", _template),
    Rule("contact", _contact),
    Rule("markup", _markup),
    Rule("script", _script),
    Rule("fragment", _fragment),
    Rule("too-long", _too_long),
    Rule("quotes", _quotes),
    Rule("stutter", _stutter),
    Rule("copies-person", _copies_person),
    Rule("repeats", _repeats),
    *(Rule(p.name, partial(_says, p), p.instead) for p in rules.PHRASES),
    Rule("false-memory", _false_memory),
    Rule("own-story", _own_story),
    Rule("stranger", _stranger),
    Rule("wrong-news", _wrong_news),
    Rule("medicine-asked", _medicine, rules.ASK_PHARMACIST),
    Rule("unwished-question", _asks_unwished),
    Rule("unwished-advice", _advises_unwished),
    Rule("wanders", _wanders),
)
