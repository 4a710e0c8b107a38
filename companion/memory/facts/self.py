"""Name, age, lasting conditions and family status, from somebody's own mouth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.memory.facts.names import AMBIGUOUS, NAMES
from companion.memory.facts.people import name_end
from companion.memory.facts.text import END, Found, Sentence, asserted
from companion.memory.facts.words import CONDITIONS, HAVING, MINE, NOT_NAMES
from companion.memory.mentions import listed

_MY_NAME = re.compile(
    r"\b(?:my (?:first )?name(?: is|'s|:)|i'm called|i go by|you can call me|please call me|just call me"
    r"|(?<![\w' ])call me|the name's|^name's) (?:actually )?(?=\S)"
)
_I_AM = re.compile(
    r"(?:^|, |\b(?:hi|hey|hello|so|well|anyway|ok)(?: there| everyone)?,? |: )i'm (?=\S)"
)
_NAMED = re.compile(r"$|[,.!]| [^\w']| (?:and|from|btw|by the way|here)\b")
_NOT_A_NAME = listed(
    """on not in a an the too so wrong spelled spelt pronounced misspelled already still being written missing
    listed mud
    also really just for to from up back crazy old late later when if whatever tomorrow maybe cute legion out
    common
    unusual long short boring weird hard stupid ugly mine yours english polish foreign hyphenated"""
)

_NUMBER = (
    r"(?:1\d|[2-9]\d|10\d|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_YEARS = r" ?(?:years? old|yrs? old|y/?o|years? of age|years young)"
_AGED = re.compile(
    r"(?:\b(?:i'm|i(?: just| recently)? turned|i've just turned|my age is)|^(?:just )?turned) "
    rf"(?:only |just |already |now |actually |still |currently )*(?P<age>{_NUMBER})"
    rf"(?:{_YEARS}(?!\w)|(?=$|[,.!;)](?!\d)| [^\w'\d%]| (?:and|but|now|today|yesterday|last|this (?:week|month"
    r"|year)|with|so"
    r"|btw|lol|from|living|i|i'm|f|m|female|male|atm)\b))"
)
_THEN_AGE = re.compile(rf", (?P<age>{_NUMBER})(?:{_YEARS})?(?=$|[,.!]| (?:and|from)\b)")
_YEAR_OLD = re.compile(
    rf"\bi'm an? (?:[\w-]+ )?(?P<age>{_NUMBER})[- ]?(?:years?[- ]?old|yo|yr[- ]old|y/o)\b"
)
_AFTER_JOB = re.compile(rf"\bi'm an? [\w -]{{3,30}}, (?P<age>{_NUMBER})(?=$|[,.])")
_FIRST_WORD = re.compile(
    rf"^(?P<age>{_NUMBER})(?: ?(?:years? old|y/?o|yrs? old)(?=$|[,.!]| (?:and|female|male|f|m|woman|man|guy"
    r"|girl|living|from)\b)"
    r"| ?(?:f|m)(?=$| ?,))"
)
_NO_AGE = re.compile(
    r",\d| and (?:a half|counting)|[ -]?(?:%|percent|per cent)| so far| f(?!emale\b)\w| m(?!ale\b)\w"
    r"| with (?:a|an) (?:score|average)"
)

_HOW_ILL = (
    r"(?:(?:severe|mild|chronic|bad|terrible|clinical|stage (?:\d|one|two|three|four)|early stage"
    r"|treatment[- ]resistant"
    r"|really bad|quite bad|pretty bad|moderate|postnatal|postpartum|late-stage|high-functioning|secondary"
    r"|type (?:1|2|one|two)) ){0,2}"
)
_ILL = re.compile(
    r"\b(?:i(?: also| still| actually| do| sadly| unfortunately)* (?:have|suffer from|live with|struggle with)"
    r"|i've (?:also |always )?(?:got|been living with|been diagnosed with"
    r"|(?:had|suffered from)(?=.{3,40}(?:since|for|all my|my whole)))"
    r"|i(?: was| got|'m)(?: just| recently| finally| officially| first| also)*"
    r" (?:living with|suffering from|diagnosed with|diagnosed as having))"
    rf" (?:an? )?(?P<ill>{_HOW_ILL}(?:{CONDITIONS})){END}"
)
_DIAGNOSED = re.compile(
    r"\bi(?: was| got|'ve been|'m)(?: just| recently| finally| officially| also)* diagnosed with (?:an? )?"
    r"(?P<ill>[\w'-]+(?: [\w'-]+){0,3}?)(?=$|[,.;!)]| (?:and|but|last|this|in|at|when|as|a|two|three|yesterday"
    r"|today|on|by"
    r"|so|years|since|after|about|back|\d+)\b)"
)
_THEY_SAY = re.compile(rf"\bdiagnosed me with (?:an? )?(?P<ill>{_HOW_ILL}(?:{CONDITIONS})){END}")
_AND_ILL = re.compile(rf"(?:,? and |, )(?:an? )?(?P<ill>{_HOW_ILL}(?:{CONDITIONS})){END}")
_LOOSE = re.compile(
    r" (?:about|over|because|whenever|when|today|tonight|right now|from|attacks?|of|in (?:my|the|our) family"
    r"|running in)\b"
)
_MY_ILL = re.compile(
    rf"\bmy (?P<ill>{MINE})(?=$|[,.!?]|'s\b| (?:is|was|has|got|gets|means|makes|flared|flares|acts|acting|meds"
    r"|medication"
    r"|and|but|diagnosis|again|keeps|played|plays|inhaler|nurse|been|kept|came)\b)"
)
_I_AM_ILL = re.compile(
    rf"\bi'm (?:also |actually |a |an )*(?P<ill>(?:type (?:1|2|one|two) )?(?:{HAVING})|recovering (?:alcoholic"
    r"|addict)|wheelchair user"
    r"|allergic to [\w-]+(?: and [\w-]+)?|(?:legally |partially |half )?(?:deaf|blind) in one (?:ear|eye)"
    r"|legally blind"
    rf"|(?:partially|profoundly) deaf){END}"
)
_NO_ALLERGY = listed(
    """to mondays people work fun exercise you stupid stupidity bullshit commitment him her that this it
    mornings
    responsibility everything the my small"""
)

_WED = r"(?:married|divorced|separated|widowed|single|engaged(?! in ))"
_LOVER = (
    r"(?:boyfriend|girlfriend|partner|fiance|fianc\u00e9|fiancee|fianc\u00e9e|bf|gf|husband|wife)"
)
_STATUS = re.compile(
    r"\b(?:i'm|we're) (?:(?:also|now|still|currently|happily|recently|newly|finally|officially|actually|legally"
    r"|freshly|just) )*"
    rf"(?:an? )?(?P<status>{_WED}|(?:young |old )?widow(?:er)?|divorcee|in a relationship|back together"
    r"|single (?:mum|mom|mother|dad|father|parent)(?: of (?:one|two|three|four|five|\d))?"
    rf"|going through a divorce|getting (?:a )?divorced?){END}"
    r"|^(?:twice |recently |newly |happily )(?P<a>divorced|widowed|married|separated)(?=$|[,.]| (?:and|with|for"
    r"|since)\b)"
)
_HAVE_BEEN = re.compile(
    r"\b(?:i|we)'ve been (?:happily |a )?(?P<status>married|divorced|separated|widowed|single|engaged|widow"
    r"|widower)"
    r"(?= (?:for|since|\d|two|three|four|five|ten|almost|nearly|about|over|all)\b)"
)
_AFTER_STATUS = (
    r"(?=$|[^\w' -]| [^\w']| (?:and|but|last|this|yesterday|today|on|with|so|because|after|again|from|two|three"
    r"|a|at|over|by"
    r"|recently|when|months|weeks|days|now|i|it|he|she|in (?:january|february|march|april|may|june|july|august"
    r"|september"
    r"|october|november|december|spring|summer|autumn|the))\b)"
)
_US = r"(?:(?:me and (?:my )?[\w-]+|(?:my )?[\w-]+ and (?:i|me)|i|we)(?: just| finally| recently| both| actually| have|'ve)*)"
_GOT = re.compile(
    rf"\b{_US} (?:got (?P<a>married|divorced|engaged|back together)|(?P<b>separated|divorced|split up|broke up"
    r"|split"
    rf"|are divorcing|filed for divorce|broke it off|called it quits)){_AFTER_STATUS}"
)
_BROKE = re.compile(
    r"\bi(?: just| finally| recently|'ve)* (?P<a>broke up|split up|broke it off|ended things"
    r"|called it off) with"
    rf" (?:my {_LOVER}(?: [^\W\d_]+)?|[^\W\d_]+)(?!\w)"
    rf"|(?:\b(?P<who>he|she|they|(?:my|the) {_LOVER}(?: [^\W\d_]+)?|[^\W\d_]+)"
    rf"|^{_LOVER})(?: of [\w ]{{3,16}}?)?"
    r"(?: just| finally| has| recently)* (?:(?P<b>broke up|split up|ended things) with me|(?P<c>dumped me"
    r"|filed for divorce|asked for a divorce))(?!\w)"
    rf"|\bmy {_LOVER}(?: [^\W\d_]+)?(?: just| has| finally| recently)* (?P<d>left me"
    r"|walked out(?: on me)?)(?!\w)"
)
_NO_LONGER = re.compile(
    rf"\bi'm (?P<a>no longer {_WED}|not {_WED} any ?more){END}|\bwe're (?P<c>not together any ?more"
    r"|no longer together)|\bi'm (?P<b>not with [^\W\d_]+ any ?more)"
)
_LONG_GONE = re.compile(
    r".{0,40}\b(?:years ago|in (?:19|20)\d\d|when i was|back in|once|decades? ago|back together|but we're"
    r"|at school|in high school|as teenagers|ages ago|for (?:the )?(?:summer|christmas))\b"
)
_LONG_SINCE = re.compile(r"\b(?:years|decades) (?:since|ago) [\w ,]*$|\bwhen (?:\w+ and )?$")
_NOT_LOVERS = re.compile(
    r" (?:for (?:the|christmas|summer|easter)|the|into|a fight|to my (?:job|work|phone)|by"
    r"|in (?:the |my |a |this )?(?:game|book|film|work|activities|two)|over the|and (?:got|we got) back"
    r"|from (?:my (?!husband|wife|partner)|the|work|everyone))\b"
)
# Without one of these words there is nothing to read.
_NAME_CUES = listed("""name name's called call i'm go""")
# Without one of these words there is nothing to read.
_ILL_CUES = listed("""have suffer live struggle i've diagnosed suffering living my i'm suffered""")
# Without one of these words there is nothing to read.
_STATUS_CUES = listed(
    """married divorced separated widowed single engaged widow widower divorcee relationship together divorce
    split broke ended called dumped left walked filed not with longer asked divorcing"""
)


def about_self(sentence: Sentence) -> Iterator[Found]:
    """What the person says they are: name, age, condition, status."""
    yield from _name(sentence)
    yield from _age(sentence)
    yield from _conditions(sentence)
    yield from _status(sentence)


def _name(sentence: Sentence) -> Iterator[Found]:
    if sentence.words.isdisjoint(_NAME_CUES):
        return
    plain = sentence.plain
    for found in _MY_NAME.finditer(plain):
        at = found.end()
        sure = found.group().startswith(("my", "i go by", "i'm called"))
        end = name_end(sentence, at, surely=sure)
        if end is None or plain[at:end].split()[0] in _NOT_A_NAME or plain[end : end + 2] == "'s":
            continue
        loud = sentence.capital(at) and not sentence.shouted
        if (sure or plain[at:end] in NAMES or loud) and asserted(sentence, found.span()):
            yield Found("self", "name", (at, end), (found.start(), end))
    for found in _I_AM.finditer(plain):
        at = found.end()
        end = name_end(sentence, at)
        if end is None or plain[at:end].split()[0] not in NAMES or not _NAMED.match(plain[end:]):
            continue
        capital = sentence.capital(at) and not sentence.shouted
        if (capital or plain[at:end] not in AMBIGUOUS) and asserted(sentence, found.span()):
            start = found.start() + len(found.group()) - len(found.group().lstrip(" ,:"))
            yield Found("self", "name", (at, end), (start, end))
            aged = _THEN_AGE.match(plain, end)
            if aged is not None:
                yield Found("self", "age", aged.span("age"), (start, aged.end()))


def _age(sentence: Sentence) -> Iterator[Found]:
    told = not sentence.words.isdisjoint(("i'm", "turned", "age"))
    for rule in (_AGED, _YEAR_OLD, _AFTER_JOB) if told else (_FIRST_WORD,):
        for found in rule.finditer(sentence.plain):
            if not _NO_AGE.match(sentence.plain, found.end("age")) and asserted(
                sentence, found.span()
            ):
                yield Found("self", "age", found.span("age"), found.span())


def _conditions(sentence: Sentence) -> Iterator[Found]:
    if sentence.words.isdisjoint(_ILL_CUES):
        return
    plain = sentence.plain
    for rule in (_ILL, _DIAGNOSED, _THEY_SAY, _MY_ILL, _I_AM_ILL):
        for found in rule.finditer(plain):
            words, (start, end) = found["ill"].split(), found.span("ill")
            if rule is not _DIAGNOSED and _LOOSE.match(plain, end):
                continue
            if words[0] in ("my", "the", "it", "this") or (
                words[0] == "allergic" and words[2] in _NO_ALLERGY
            ):
                continue
            if not asserted(sentence, found.span()):
                continue
            yield Found("self", "condition", (start, end), (found.start(), end), single=False)
            while rule in (_ILL, _DIAGNOSED) and (more := _AND_ILL.match(plain, end)) is not None:
                end = more.end("ill")
                yield Found(
                    "self", "condition", more.span("ill"), (found.start(), end), single=False
                )


def _status(sentence: Sentence) -> Iterator[Found]:
    if sentence.words.isdisjoint(_STATUS_CUES):
        return
    plain = sentence.plain
    for rule in (_STATUS, _HAVE_BEEN, _GOT, _BROKE, _NO_LONGER):
        for found in rule.finditer(plain):
            before = plain[: found.start()]
            if _NOT_LOVERS.match(plain, found.end()) or not asserted(sentence, found.span()):
                continue
            if rule in (_GOT, _BROKE) and (
                _LONG_GONE.match(plain, found.end()) or _LONG_SINCE.search(before)
            ):
                continue
            if not _of_us(sentence, found):
                continue
            group = next(
                name for name in ("status", "a", "b", "c", "d") if found.groupdict().get(name)
            )
            yield Found("self", "status", found.span(group), found.span())


def _of_us(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether it is the person who parted or married, and not "you and i" or "the band"."""
    words = found.group().split()
    if words[0] in ("you", "he", "she", "they") and "and" in words[:2]:
        return False
    who = found.groupdict().get("who")
    if not who or who in ("he", "she", "they") or " " in who:
        return True
    named = sentence.capital(found.start("who")) and not sentence.shouted and found.start("who") > 0
    return who in NAMES or (named and who not in NOT_NAMES)
