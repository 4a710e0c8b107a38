"""Where somebody lives, comes from, has moved to and works."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.memory.facts.names import AMBIGUOUS, NAMES
from companion.memory.facts.places import PLACES
from companion.memory.facts.text import END, Found, Sentence, asserted
from companion.memory.facts.words import NOT_NAMES
from companion.memory.mentions import DAYS, listed

_ADV = (
    r"(?:(?:really|just|also|still|now|actually|currently|honestly|originally|recently|finally|presently"
    r"|happily|basically"
    r"|only|already) )*"
)
_WITH = (
    r"(?:(?:alone|on my own|by myself|together|here|there"
    r"|with (?:my|our|a|two|three|some) [\w'-]+(?: [\w'-]+){0,3}?) )?"
)
_DIR = r"(?:(?:up|down|out|over|back|right|here|abroad) )?"
_LIVES = (
    re.compile(rf"\b(?:i|we) {_ADV}live {_ADV}{_WITH}{_DIR}in (?=\S)"),
    re.compile(
        rf"\b(?:i'm|we're) {_ADV}(?:living|based|settled) {_ADV}{_WITH}{_DIR}(?:in|out of) (?=\S)"
    ),
    re.compile(
        rf"^(?:{_ADV}living|based|{_ADV}live) {_WITH}in (?=\S)(?!.{{2,40}} (?:would|is|was|has|makes|feels"
        r"|sounds|costs|sucks)\b)"
    ),
    re.compile(r"\bi (?:\w+ ){1,8}?(?:but|and) live in (?=\S)"),
    re.compile(r"\bmy (?:new )?(?:home|flat|house|apartment|place)(?: is|'s) in (?=\S)"),
)
_HAS_LIVED = re.compile(
    rf"\b(?:i|we)'ve {_ADV}(?:lived|been living|been based) {_WITH}{_DIR}in (?=\S)"
)
_SINCE = re.compile(
    r" (?:for (?!a (?:bit|while|time|summer)\b)|since |all my life|my (?:whole|entire) life|most of my life"
    r"|(?:\d+|two|three|four|five|six|seven|eight|nine|ten) years now)"
)
_FROM = (
    re.compile(rf"\bi'm {_ADV}from (?=\S)"),
    re.compile(rf"\bi {_ADV}come from (?=\S)"),
    re.compile(r"\bi(?: was|'m) born (?:and (?:raised|bred|grew up) )?in (?=\S)"),
    re.compile(r"(?:^|, |\bi was )born and (?:raised|bred) in (?=\S)"),
    re.compile(r"\bi(?: was raised| grew up) in (?=\S)"),
    re.compile(r"(?:^|, |\band )originally from (?=\S)"),
)
_NAMED_FROM = re.compile(
    r"\bi'm (?P<who>[\w-]+)(?:, \d\d)?(?:, (?:an? )?[\w ]{3,20}?)?,? (?:and )?from (?=\S)"
)
_MOVED = re.compile(
    rf"(?:\b(?:i|we)(?:'ve)? {_ADV}|^{_ADV})(?:moved|relocated|emigrated|immigrated) {_DIR}"
    rf"(?:from [\w'-]+(?: [\w'-]+){{0,2}}? )?{_DIR}to (?=\S)"
)
_MOVED_ON = re.compile(
    r"[^.]*\b(?:then (?:i |we )?(?:moved|went)|moved (?:back|away|on|again)|came back|went back|and back\b"
    r"|before moving"
    r"|when (?:i|we) (?:was|were))"
)
_WORKS = (
    re.compile(
        rf"\b(?:i {_ADV}work|i'm {_ADV}working) "
        r"(?:(?:part[- ]time|full[- ]time|nights|night shifts|shifts|weekends) )?(?:in|at) (?=\S)"
    ),
    re.compile(
        r"\b(?:my|our) (?:new )?(?:office|workplace|shop|clinic|practice|job|work)(?: is|'s) (?:now )?(?:in"
        r"|at) (?=\S)"
    ),
)
_SITE = re.compile(
    r"(?P<site>(?:an?|the|our|my) (?:[\w'-]+ ){0,2}?(?:hospital|library|bakery|school|nursery|caf\u00e9|cafe"
    r"|coffee shop"
    r"|bookshop|bookstore|warehouse|supermarket|factory|care home|nursing home|call cent(?:re|er)|restaurant"
    r"|pub|bar|bank"
    r"|university|college|hotel|shop|store|pharmacy|clinic|surgery|law firm|garage|gym|salon|museum|post office"
    r"|airport"
    r"|kindergarten|zoo|farm|hospice|gallery|prison|laboratory|lab|charity|garden cent(?:re|er)|petrol station"
    r"|vet'?s"
    rf"|town hall|youth cent(?:re|er)|children's home|dental practice|start-?up|butcher'?s)){END}"
)

# Nobody lives in these, however "i live in ..." goes on in lower case.
_NO_PLACE = listed(
    """fear pain hope denial peace silence chaos poverty darkness squalor hell constant misery limbo dread sin
    debt shame
    grief isolation solitude anger terror luxury style comfort exile hiding bed student shared sheltered
    temporary council
    rented supported social halls dorms accommodation housing care my your his her our their this that these
    those it here
    there one two a an the such what which mind harmony anxiety sadness sorrow agony regret anticipation
    survival town
    nature countryside suburbia rural central total complete absolute perpetual permanent near close fairly
    pretty kind
    sort residence trailer hostel retirement sync real modern interesting uncertain hard tough difficult dark
    love lockdown
    quarantine pyjamas pajamas leggings jeans sweatpants hoodies trackies flats and or but order fact case
    general
    particular public private secret front between with without eternal utter pure sheer mortal quiet awe
    wonder hate
    spite abject relative country mass society right now today bungalow basement fantasy dreamland autopilot
    sin filth
    paradise heaven poverty conditions terms sobriety recovery remission memory memories black white red blue
    pink"""
)
_NOT_A_PLACE = (
    NOT_NAMES
    | DAYS
    | listed(
        """it finance marketing retail sales tech education healthcare catering hospitality insurance
        accounting law medicine
    nursing banking construction logistics advertising media pr r&d admin administration research real politics
    hell heaven
    narnia hogwarts mordor mars venus year denial fear publishing engineering childcare security transport"""
    )
)
_SIDE = r"(?:(?:north|south|east|west|central|upstate|downtown|inner|greater)(?:ern)?(?:[ -](?:east|west))? )?"
_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
_CAPITAL = re.compile(rf"(?:the )?{_SIDE}(?P<first>{_WORD})")
_MORE = re.compile(
    rf" (?:(?:upon|on|of|de|del|la|le|am|im|an der|under|and the) )?(?P<word>{_WORD})"
    r"|-(?:upon|on|in|sur|le|the|under)-(?P<rest>[^\W\d_]+)"
)
_LOWER = re.compile(rf"(?:the )?{_SIDE}(?P<name>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){{0,4}})")
_BARE = re.compile(r"[^\W\d_]{3,}")
_UNLIKELY = re.compile(
    r"\w*(?:ness|ment|tion|sion|ity|ism|ship|hood|ed|ly|ings|ies|ous|ful|ive|[^s]s)"
)
_DONE = re.compile(END)
_CITY = re.compile(r" (?:city|town|area|region|proper|way|suburbs)\b")
# Without one of these words there is nothing to read.
_CUES = listed(
    """live living based settled from born raised grew moved relocated emigrated immigrated work working lived
    been office workplace shop clinic practice job home flat house apartment place"""
)


def living(sentence: Sentence) -> Iterator[Found]:
    """Places: lives, from, moved, works."""
    if sentence.words.isdisjoint(_CUES):
        return
    plain = sentence.plain
    for rule in _LIVES:
        for found in rule.finditer(plain):
            yield from _place(sentence, found, "lives", bare=found.group().startswith("i"))
    for found in _HAS_LIVED.finditer(plain):
        yield from (
            fact for fact in _place(sentence, found, "lives") if _SINCE.match(plain, fact.span[1])
        )
    for rule in _FROM:
        for found in rule.finditer(plain):
            yield from _place(sentence, found, "from")
    for found in _NAMED_FROM.finditer(plain):
        if found["who"] in NAMES or found["who"].isdigit():
            yield from _place(sentence, found, "from")
    for found in _MOVED.finditer(plain):
        if not _MOVED_ON.match(plain, found.end()):
            yield from _place(sentence, found, "moved")
    for rule in _WORKS:
        for found in rule.finditer(plain):
            site = _SITE.match(plain, found.end())
            yield from _place(sentence, found, "works", site.end("site") if site else None)


def place_end(sentence: Sentence, at: int, *, bare: bool = False) -> int | None:
    """Where the place ends that begins at `at` in `plain`; None if there is none.

    bare: nothing but a place is likely there ("i live in ..."), so an unknown lower case word will do.
    """
    end = _capital_place(sentence, at) or _known_place(sentence.plain, at)
    return end or (_bare_place(sentence.plain, at) if bare else None)


def _place(
    sentence: Sentence,
    found: re.Match[str],
    about: str,
    end: int | None = None,
    *,
    bare: bool = False,
) -> Iterator[Found]:
    end = end or place_end(sentence, found.end(), bare=bare)
    if end is not None and asserted(sentence, found.span()):
        yield Found("place", about, (found.end(), end), (found.start(), end))


def _capital_place(sentence: Sentence, at: int) -> int | None:
    plain = sentence.plain
    found = _CAPITAL.match(plain, at)
    if found is None or sentence.shouted or not sentence.capital(found.start("first")):
        return None
    first, end = found["first"], found.end("first")
    somebody = first in NAMES and first not in PLACES and first not in AMBIGUOUS
    if somebody or first in _NOT_A_PLACE or first.endswith("'s") or len(first) < 2:
        return None
    while (more := _MORE.match(plain, end)) is not None:
        group = "word" if more["word"] else "rest"
        if not sentence.capital(more.start(group)) or more[group] in NOT_NAMES:
            break
        end = more.end(group)
    return _whole(plain, end)


def _known_place(plain: str, at: int) -> int | None:
    found = _LOWER.match(plain, at)
    if found is None:
        return None
    words = found["name"].split(" ")
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if name in PLACES or name.removeprefix("the ") in PLACES:
            return _whole(plain, found.start("name") + len(name))
    return None


def _bare_place(plain: str, at: int) -> int | None:
    word = _BARE.match(plain, at)
    if word is None or word.group() in _NO_PLACE or word.group() in _NOT_A_PLACE:
        return None
    return None if _UNLIKELY.fullmatch(word.group()) else _whole(plain, word.end())


def _whole(plain: str, end: int) -> int | None:
    """`end` if no other word there makes something else of the place: "Leeds University"."""
    return end if _DONE.match(plain, end) or _CITY.match(plain, end) else None
