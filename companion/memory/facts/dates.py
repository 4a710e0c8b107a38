"""Times and dates as people write them, and whose birthday is when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.memory.facts.people import name_end
from companion.memory.facts.text import Found, Sentence, Span, asserted
from companion.memory.facts.words import PLURALS, RELATIONS
from companion.memory.mentions import listed

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!s)"
_ABBREVIATED = r"(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)(?!\w)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?!\w)"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_SPELT = (
    r"(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh"
    r"|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
DATE = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?|{_SPELT})(?: of)? {_MONTH}(?:,? (?:19|20)\d\d)?"
    rf"|{_MONTH} (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?|{_SPELT})(?!\d|:)(?:,? (?:19|20)\d\d)?"
    r"|\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d\d)|\.)?(?![\d/%]))"
)
_PART = r"(?: (?:early |late )?(?:morning|afternoon|evening|night|lunchtime))?"
_CLOCK = (
    r"(?: at (?:about |around )?(?:half (?:past )?)?(?:\d{1,2}(?:[:.]\d\d)?(?: ?(?:am|pm|o'clock))?(?!\w)"
    r"|noon|midday|midnight|lunchtime|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?: in the (?:morning|afternoon|evening))?)?"
)
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}|a few|a couple of|a couple|couple of|about \w+)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_PERIOD = rf"(?:week(?:end)?|month|year|term|semester|{_SEASON}|christmas|easter)"
_END_OF = r"(?:end|start|beginning|middle) of (?:the|this|next) (?:week|month|year|term|summer)"
_NUMBERED = rf"(?:the )?(?:{DATE}|{_NTH}|{_SPELT})(?: of {_MONTH})?"
# Times that can only lie ahead; with a present tense before them the others do too.
AHEAD = (
    rf"(?:(?:for |by )?(?:tomorrow{_PART}|(?:the )?day after tomorrow|tmrw|tmr)|tonight"
    r"|later (?:today|tonight|this (?:week|month|year))"
    rf"|(?:on |for |by )?(?:next|this coming|the coming) (?:{_DAY}|{_ABBREVIATED}|{_PERIOD}|{_MONTH}){_PART}"
    rf"|in (?:just |less than |about )?{_COUNT} (?:hours?|days?|weeks?|months?|years?|fortnight)(?:'s time"
    r"|' time| time)?"
    rf"|in a fortnight|(?:a|one|two) weeks? (?:on|from) (?:{_DAY}|today|tomorrow)"
    rf"|first thing (?:tomorrow|on {_DAY}|{_DAY}))"
)
_SOME = (
    rf"(?:(?:on |for |by |before )?(?:this )?(?:{_DAY}|(?<=on |or "
    rf"|by ){_ABBREVIATED}){_PART}(?:,? {_NUMBERED})?"
    rf"|(?:on|for|by|before) {_NUMBERED}|{DATE}|(?:for )?today"
    rf"|(?:this|coming) (?:{_PERIOD}|{_MONTH}|morning|afternoon|evening)"
    rf"|(?:in|by|for)(?: early| late| mid-?)? (?:next |this )?(?:{_MONTH}|(?:the )?{_SEASON}|the (?:new year"
    r"|morning|afternoon"
    r"|evening))(?: 20\d\d)?|in 20\d\d"
    rf"|(?:at|by|for) the (?:weekend|{_END_OF})|at (?:easter|christmas)|over (?:easter|christmas|the (?:weekend"
    r"|summer))"
    r"|on (?:christmas|easter|new year's)(?: eve| day| sunday| monday)?)"
)
_FIRST_CLOCK = r"(?:at \d{1,2}(?:[:.]\d\d)?(?: ?(?:am|pm|o'clock))? (?=on|to|next|this|in the))?"
WHEN = rf"(?P<when>{_FIRST_CLOCK}(?:{AHEAD}|{_SOME}){_CLOCK})(?!'s|-|\w)"

_OWNER = r"(?P<owner>\b(?:my|our)(?: own)?|\b(?:my|our) [\w'-]+(?: [\w'-]+){0,3}?'s?|\b[^\W\d_]+'s)"
_EVENT = r"(?:\d{1,2}(?:st|nd|rd|th) )?(?P<event>birthday|bday|b-day|(?:wedding )?anniversary)"
_VALUE = rf"(?P<value>{DATE})"
_IS_ON = re.compile(
    rf"{_OWNER} {_EVENT}(?:'s| is| was| falls|,|:)?(?: always| actually| also| coming up| coming)*"
    rf"(?: on)?(?: the)?,? {_VALUE}(?![\w/])"
)
_IN_MONTH = re.compile(
    rf"{_OWNER} {_EVENT}(?:'s| is| falls)(?: always| actually| also)? in (?P<value>{_MONTH})(?! \d)"
)
_DATE_FIRST = re.compile(rf"(?<![\w.])(?:the )?{_VALUE}(?:'s| is|,) {_OWNER} {_EVENT}(?!\w)")
_BORN = re.compile(
    rf"\bi(?: was|'m| turn \d\d| turned \d\d|'ll be \d\d)(?: born)? on (?:the )?{_VALUE}(?![\w/])"
)
_TURNS = re.compile(
    r"(?P<owner>\b(?:my|our) [\w-]+(?: [\w-]+)?|\b[^\W\d_]+) turns (?:\d\d?"
    rf"|[a-z-]+) on (?:the )?{_VALUE}(?![\w/])"
)
_JUST_BORN = re.compile(rf"^born (?:on )?(?:the )?{_VALUE}(?![\w/])")
_KIN = re.compile(r"(?:my|our) (?:[\w-]+ ){0,2}?(?P<who>[\w-]+)(?: (?P<name>[\w-]+))?'s?$")
# Without one of these words there is nothing to read.
_CUES = listed("""birthday bday b anniversary born turn turns turned""")


def dates(sentence: Sentence) -> Iterator[Found]:
    """Birthdays and anniversaries with a day or a month, of the person and of those they name."""
    if sentence.words.isdisjoint(_CUES):
        return
    for rule in (_IS_ON, _IN_MONTH, _DATE_FIRST):
        for found in rule.finditer(sentence.plain):
            owner = _owner(sentence, found.span("owner"))
            event = "anniversary" if "anniversary" in found["event"] else "birthday"
            if owner and asserted(sentence, found.span()):
                yield Found("date", f"{event} of {owner}", _tidy(found, sentence), found.span())
    for found in _TURNS.finditer(sentence.plain):
        owner = _owner(sentence, found.span("owner"))
        if owner not in ("", "me") and asserted(sentence, found.span()):
            yield Found("date", f"birthday of {owner}", _tidy(found, sentence), found.span())
    for found in (*_BORN.finditer(sentence.plain), *_JUST_BORN.finditer(sentence.plain)):
        born = "born" in found.group() or "turn" in found.group() or "be" in found.group()
        if born and asserted(sentence, found.span()):
            yield Found("date", "birthday of me", _tidy(found, sentence), found.span())


def _tidy(found: re.Match[str], sentence: Sentence) -> Span:
    start, end = found.span("value")
    return start, end - (
        sentence.plain[end - 1] == "." and sentence.plain[end - 2 : end - 1].isalpha()
    )


def _owner(sentence: Sentence, span: Span) -> str:
    """Whose day it is: "me", "mother", "sam", or "" where the words do not tell."""
    words = sentence.plain[slice(*span)]
    if words.removesuffix(" own") in ("my", "our"):
        return "me"
    kin = _KIN.match(words)
    if kin is not None:
        who, name = kin["who"], kin["name"]
        if name is not None and who in RELATIONS:
            return name.removesuffix("'s")
        last = name or who
        return RELATIONS.get(last) or PLURALS.get(last) or ("parents" if last == "parents" else "")
    name = words.removesuffix("'s")
    if name in RELATIONS and RELATIONS[name] in ("mother", "father", "grandmother", "grandfather"):
        return RELATIONS[name]
    return name if name_end(sentence, span[0]) == span[0] + len(name) else ""
