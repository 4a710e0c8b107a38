"""What somebody does for a living, and the words that say that it or a home is over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.memory.facts.living import place_end
from companion.memory.facts.names import NAMES
from companion.memory.facts.text import END, Found, Sentence, asserted
from companion.memory.facts.words import is_job, job_at
from companion.memory.mentions import listed

_ADV = r"(?:(?:really|just|also|still|now|actually|currently|honestly|recently|finally|only|already|newly) )*"
_JOB = r"(?P<job>(?:[\w'&/+-]+ ){0,5}?[\w'&/+-]+)"
_WORK_AS = re.compile(
    rf"(?:\bi {_ADV}work|\bi'm {_ADV}working|^(?:{_ADV}work|working)"
    rf"|(?:\bi(?:'ve|'m)? |^){_ADV}(?:started|starting|got a job|landed a job)(?: working| work| a new job)?"
    r"|\bmy (?:new )?job|\bi've (?:worked|been working)(?= as an? [^.,;]{2,50} (?:for|since)\b))"
    rf" {_ADV}(?:part[- ]time |full[- ]time |nights )?as an? {_JOB}{END}"
)
_I_AM = re.compile(rf"\bi'm {_ADV}an? {_JOB}{END}")
_AGED_AND = re.compile(
    rf"\bi'm (?P<who>[1-9]\d|[\w-]+)(?:(?:, \d\d)?, an?|, \d\d,) {_JOB}(?=$|[,.!)]| (?:and|from|in|at|with|who|living)\b)"
)
_HAS_BEEN = re.compile(
    rf"\bi(?:'ve been| became) {_ADV}an? {_JOB}"
    r"(?= (?:for|since|last|this|in|\d+ years|two years|a (?:year|month|week)|years|all my)\b)"
)
_OVER = re.compile(
    r"\b(?:lost|quit|left|leaving|quitting|losing|hated|loved|miss|missed|old|previous|last) $"
)
# A job so followed is meant otherwise: "a writer at heart", "a taxi driver for my kids".
_NOT_A_LIVING = re.compile(
    r" (?:at heart|by training|at this point|in (?:(?:my|this|our) (?:own )?(?:home|house|kitchen)|the making"
    r"|training|disguise|another|name|spirit|theory"
    r"|my (?:head|dreams|spare time|free time|mind|family|past|previous|former|last)|an? (?:past|previous"
    r"|former)"
    r"|the (?:film|movie|play|game|show|story|book)|(?:19|20)\d\d)"
    r"|of (?:my|the|sorts|course|change|habit|words|character)|to (?:my|everyone|them|him|her|the)"
    r"|for (?:my (?:kids|family|mum|mom|dad|friends|own)|everyone|the day|a day|halloween)|until|till|when|if"
    r"|back then"
    r"|once|before|without|who (?:can't|never|doesn't|couldn't)|that (?:can't|never)|like (?:that|any|him|her)"
    r"|and (?:a )?(?:mother|therapist|nurse|cook|maid|cleaner) (?:to|for)|now apparently|apparently)\b"
)
_ENDS = (
    r"(?:lost my job|quit my job|left my job|resigned|handed in my notice|retired"
    r"|got (?:fired|sacked|laid off|made redundant|let go))"
)
_LOST = re.compile(
    r"(?:\b(?:i|we)(?:'ve)? (?:(?:just|recently|finally|have|also|officially|then) )*|^(?:just |so "
    rf"|well )?)(?P<a>{_ENDS}){END}"
    r"|\bi(?: was|'ve(?: just)? been) (?:(?:just|recently|finally) )*(?P<b>fired|sacked|laid off"
    rf"|made redundant|let go){END}"
    r"|\b(?:they|my boss|my manager|the company|work)(?: just)? (?P<c>fired me|sacked me|laid me off|let me go"
    r"|made me redundant)(?!\w)"
    r"|\bi'm (?:(?:currently|now|still|newly|officially) )*(?P<d>unemployed|jobless|retired|out of work"
    r"|between jobs|out of a job)"
    r"(?=$|[^\w' -]| [^\w]| (?:and|but|so|now|since|for|at|because|right|with|again|these|as)\b)"
)
_LONG_AGO = re.compile(
    r".{0,40}\b(?:once|years ago|in (?:19|20)\d\d|when i was|back in|before|over (?:a|the)|dream|decades?)\b"
)
_NOT_NOW = re.compile(r"\b(?:first|last time|once|time|year|and then|used to|was when|day) ?$")
_ENDED = re.compile(
    r"\bi(?:'m)? ?(?P<all>(?:(?:don't|no longer) live in (?P<place>[\w' -]{2,40}?)"
    r"|(?:(?:don't|no longer) work as an? |stopped working as an? |not an? "
    r"|no longer an? )(?P<job>[\w' -]{2,40}?))(?P<more> any ?more)?)"
    r"(?=$|[,.!])"
)


_LOSING = listed(
    """lost quit left resigned handed retired fired sacked laid made let unemployed jobless out jobs"""
)


def work(sentence: Sentence) -> Iterator[Found]:
    """The job, or the words that say there is none any more."""
    plain = sentence.plain
    rules = (_I_AM, _AGED_AND) if "i'm" in sentence.words else ()
    if not sentence.words.isdisjoint(("as", "been", "became")):
        rules = (_WORK_AS, _HAS_BEEN, *rules)
    for rule in rules:
        for found in rule.finditer(plain):
            if rule is _AGED_AND and not (found["who"] in NAMES or found["who"].isdigit()):
                continue  # "I'm tired, a nurse and ..."
            words = found["job"].split()
            first = job_at(words)
            caring = words[-1] in ("carer", "caregiver")  # "for my mum" is what it is
            if first is None or (_NOT_A_LIVING.match(plain, found.end("job")) and not caring):
                continue
            if _OVER.search(plain[: found.start()]) or not asserted(sentence, found.span()):
                continue
            start = found.start("job") + sum(len(word) + 1 for word in words[:first])
            yield Found(
                "work", "work", (start, found.end("job")), (found.start(), found.end("job"))
            )
    if sentence.words.isdisjoint(_LOSING):
        return
    for found in _LOST.finditer(plain):
        group = next(name for name in "abcd" if found[name])
        start = (
            found.start()
            if found.group().startswith(("i", "we", "they", "my", "the"))
            else found.start(group)
        )
        late = _LONG_AGO.match(plain, found.end()) or _NOT_NOW.search(plain[: found.start()])
        if not late and asserted(sentence, found.span()):
            yield Found("work", "work", found.span(group), (start, found.end()))


def no_longer(sentence: Sentence) -> Iterator[Found]:
    """What has ended: "I don't live in Leeds any more", "I'm not a nurse any more"."""
    if sentence.words.isdisjoint(("more", "anymore", "longer", "stopped")):
        return
    for found in _ENDED.finditer(sentence.plain):
        over = found["more"] or "no longer" in found["all"] or "stopped" in found["all"]
        if not over or not asserted(sentence, found.span()):
            continue
        if found["job"] and is_job(found["job"].split()):
            yield Found("work", "work", found.span("all"), found.span())
        elif found["place"] and place_end(sentence, found.start("place")) is not None:
            yield Found("place", "lives", found.span("all"), found.span())
