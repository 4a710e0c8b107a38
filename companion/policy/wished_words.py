"""The patterns `wished` hears by. Every one is read against text in `one_way`, of the same length."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from companion.policy.guard_wishes import PET_NAMES
from companion.policy.words import listed
from companion.turn import Unwished

LONGEST = 2_000  # characters of a message that may hold a wish
QUOTES = "\"'"
_SHORT = 7  # words in quotation marks that may be the thing asked for; more is somebody's speech

_MARKS_ONE_WAY = str.maketrans("\u201c\u201d\u2018\u2019\u02bc`", "\"\"''''")
_SPEECH = re.compile(r'"[^"\n]{0,400}"')


def one_way(text: str) -> str:
    """The same text, as long, with one sort of quotation mark and without what others are quoted to say."""
    return _SPEECH.sub(
        lambda found: found[0] if len(found[0].split()) <= _SHORT else "x" * len(found[0]),
        text.translate(_MARKS_ONE_WAY),
    )


# --- which sentences may hold a wish -------------------------------------------------------------

SENTENCE = re.compile(r"[^.!?;\n\u2026\u2014]+")
_OTHERS = (
    r"(?:he|she|they|it|someone|somebody|everyone|everybody|nobody|people|who"
    r"|(?:my|the|our|his|her|their|a|an|some)\s+(?:[\w'-]+\s+){0,2}[\w'-]+|(?-i:[A-Z][a-z]+))"
)
_THEN = (
    r"(?:(?:always|just|once|often|then|also|never|had|has|have|even|who|that|actually)\s+){0,2}"
)
_REPORTED = re.compile(
    rf"\b{_OTHERS}(?:'s)?\s+{_THEN}(?:said|says|told|tells|asked|asks|goes|yelled|yells|shouted|shouts|wrote|writes"
    r"|texted|screamed|snapped|begged|begs|warned|warns|made\s+me\s+promise|taught|(?:was|is|were|are)\s+like)\b"
    rf"|\b{_OTHERS}\s+(?:is|are|was|were|keeps?|kept|would|used\s+to)\s+(?:always\s+)?"
    r"(?:say|ask|tell|yell|saying|telling|yelling|asking|shouting)\b"
    r"|\b(?:they|we|people|friends|parents|doctors|teachers|adults)\s+(?:always\s+|just\s+)?(?:say|tell|ask)\b"
    r"|\bi\s+(?:\w+\s+)?(?:told|asked|begged|warned|yelled\s+at|texted|wrote|promised|tell|ask)\s+(?!you\b)\w+"
    r"|\b(?:signs?|posters?|notes?|rules?|motto|saying|song|lyrics|letter|caption|headline)\b[^,]*:",
    re.IGNORECASE,
)
# "At home, no questions": a custom of some other place.
_ELSEWHERE = re.compile(
    r"^\W*(?!in\s+(?:the\s+)?future\b)(?:at|in|on|back|when|whenever|where|during|with|for)\b"
    r"(?![^,]*\b(?:you|u|we|our)\b)[^,]*,",
    re.IGNORECASE,
)
_ASKS_US = re.compile(
    r"^\W*(?:\w+[\s,]+){0,4}?(?:can|could|would|will)\s+(?:you|u|we)\b|\b(?:please|ok|okay|alright|yeah)\s*$",
    re.IGNORECASE,
)


def may_wish(sentence: str, *, asks: bool) -> bool:
    """Whether a sentence speaks to us; not where it tells what others say, or a custom of elsewhere."""
    if _REPORTED.search(sentence) or _ELSEWHERE.match(sentence):
        return False
    return not asks or _ASKS_US.search(sentence) is not None


# --- how a clause with a wish begins and ends ----------------------------------------------------

_LEAD = (
    r"(?:(?:please|pls|plz|ok|okay|oh|hey|hi|hello|well|also|just|and|but|so|no|yes|yeah|look|listen|honestly"
    r"|actually|by\s+the\s+way|btw|(?:one|another)\s+(?:more\s+)?thing|from\s+now\s+on|in\s+(?:the\s+)?future"
    r"|companion|seriously|sorry|thanks|thank\s+you|if\s+you\s+don't\s+mind|if\s+possible|again|maybe|then"
    r"|(?:as|like)\s+i\s+said|i\s+mean|anyway|next\s+time|i\s+(?:already\s+|just\s+)?said"
    r"|i(?:'d|\s+would)?\s+(?:prefer|like|want)(?=\s+no\b)|(?:please\s+)?be\s+(?:serious|gentle|careful|honest)"
    r"|from\s+here\s+on(?:\s+out)?|for\s+the\s+record|in\s+(?:any\s+of\s+)?our\s+talks|when\s+(?:you|we)\s+(?:write|talk|answer|reply)"
    r"(?:\s+to\s+me)?)(?!\w)[\s,:]*){0,4}"
)
_MID = r"(?:,\s*|\s(?=(?:and|but|so|also)\s)|(?<!would)(?<!could)(?<!to)(?<!one)(?<!body)(?<!can)\s(?=please\s))"
_START = rf"(?:^|{_MID})\s*(?P<wish>{_LEAD}"
# "No jokes" stands alone or asks: "there was no music and no jokes" only tells.
_START_NO = rf"(?:^|[,\s](?=please\s)|,\s*(?=[^,]*\b(?:please|ok|okay)\s*$))\s*(?P<wish>{_LEAD}"

_HOW = r"(?:ever|always|just|please|even|again|keep)"
_WILL_YOU = (
    r"(?:can|could|would|will)\s+(?:you|u)\s+(?:please\s+|just\s+|maybe\s+|kindly\s+|try\s+to\s+)*"
)
_YOU_TO = (
    r"i(?:'d|\s+would|'ll)?\s+(?:really\s+|also\s+|just\s+|already\s+)*(?:want|need|like|prefer|love|ask(?:ed)?|told"
    r"|rather|wish|hope|appreciate)\s+(?:it\s+if\s+)?(?:that\s+)?you"
)
_HATE = (
    r"(?:i\s+(?:really\s+)?(?:hate|don't\s+like|do\s+not\s+like|can't\s+stand|dislike)\s+(?:it\s+)?(?:when|that|if)"
    r"|it\s+(?:really\s+)?(?:bothers\s+me|annoys\s+me|hurts(?:\s+me)?|irritates\s+me|upsets\s+me)\s+(?:when|that|if)"
    r"|it's\s+(?:so\s+|really\s+)?(?:weird|annoying|creepy|strange|horrible|irritating|patroni[sz]ing)\s+when)\s+you"
)
# What stands before "mention Tom".
_NOT = (
    r"(?:(?:(?:do\s+not|don'?t|never)(?:\s+(?:you|dare(?:\s+to)?|try\s+to|start\s+to|go\s+and))?"
    rf"|{_WILL_YOU}(?:not|never)"
    rf"|{_YOU_TO}\s+(?:to\s+not|not\s+to|to\s+never|never\s+to|didn't|wouldn't|don't|did\s+not|would\s+not"
    r"|do\s+not|not|never)"
    r"|i\s+(?:really\s+)?(?:don't|do\s+not|never)\s+(?:ever\s+)?(?:want|need|like)\s+you\s+to"
    r"|you\s+(?:should|must|may|need)(?:n't|\s+not|\s+never)|you(?:'re|\s+are)\s+not\s+to"
    rf"|you\s+(?:don't|do\s+not)\s+(?:have|need)\s+to|try\s+not\s+to|{_HATE})(?:\s+{_HOW})*\s+)"
)
# What stands before "mentioning Tom".
_STOP = (
    r"(?:(?:(?:stop|quit|avoid|no\s+more|enough\s+of|cut\s+out)"
    rf"|{_WILL_YOU}(?:stop|quit|avoid)|{_YOU_TO}(?:'d|\s+would)?\s+(?:to\s+)?(?:stop|stopped|quit)"
    rf"|{_HATE}\s+keep)(?:\s+(?:always|constantly|all|the|your|with))*\s+)"
)
# What stands before "jokes".
_NO = (
    r"(?:(?:no(?:\s+more|\s+need\s+for)?|without|zero|fewer|less|enough\s+(?:of|with)|(?:stop|quit|easy|lay\s+off|go\s+easy)"
    r"\s+(?:with|on)|leave\s+out|skip|drop|spare\s+me|lose|cut(?:\s+out)?"
    rf"|{_WILL_YOU}(?:leave\s+out|skip|drop|spare\s+me|do\s+without|(?:stop|go\s+easy)\s+(?:with|on)|lay\s+off)"
    rf"|(?:{_WILL_YOU})?(?:write|talk|answer|reply|speak)(?:\s+to\s+me)?\s+without"
    r"|i\s+(?:really\s+)?(?:don't|do\s+not|never)\s+(?:ever\s+)?want(?:\s+any)?)"
    r"(?:\s+(?:the|your|all|of|these|those|any|more|silly|stupid|fake|forced))*\s+)"
)
_ANY = (
    r"(?:advice|tips|suggestions|questions|jokes|puns|humou?r|exclamation\s+(?:marks?|points?)|pet\s?-?names"
    r"|nick\s?-?names|apologies|cheerfulness)"
)
_LISTED = rf"(?:no\s+(?:more\s+)?{_ANY}(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)(?:(?:no\s+)?{_ANY}(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+))*)"
_ALWAYS = r"ever(?:\s+again)?|from\s+(?:now|here)\s+on|in\s+(?:the\s+)?future|in\s+(?:any\s+of\s+)?our\s+talks|for\s+good"
FOR_GOOD = re.compile(rf"\b(?:never|{_ALWAYS}|permanently)\b", re.IGNORECASE)
_TAIL = (
    r"(?:[\s,]+(?:again|anymore|any\s?more|please|pls|at\s+all|all\s+the\s+time|so\s+(?:much|often)|this\s+much"
    r"|(?:in|after)?\s*(?:every|each|your)\s+(?:\w+\s+)?(?:time|sentences?|messages?|day|repl(?:y|ies)|answers?|word)"
    r"|everywhere|constantly|always|too|either|(?:with|to|at|for|on)\s+me|from\s+you|here|thanks|thank\s+you|ok|okay"
    r"|no\s+matter\s+what|when\s+(?:you|we)\s+(?:write|talk|answer|reply|speak)(?:\s+to\s+me)?"
    rf"|unless\s+i\s+ask(?:\s+(?:you|for\s+(?:it|them|some)))?|{_ALWAYS})(?!\w))*\s*"
)
_ENDS = r"\s(?:and|but|because|cause|cos|since|it|it's|its|that's|i'm|i\s+(?:really\s+)?(?:hate|don't|do\s+not|mean|can't))\b"
_END = rf"(?=$|,|{_ENDS})"


@dataclass(frozen=True)
class Asked:
    """How one kind is put: unwished in a wish, welcome where it is taken back.

    lasts: the wish is a standing one however it is put; otherwise only with `FOR_GOOD` in it.
    """

    kind: Unwished
    unwished: tuple[str, ...]
    welcome: tuple[str, ...]
    lasts: bool


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Ready to search. All of them together take half a second, so each is made when it is needed."""
    return re.compile(pattern, re.IGNORECASE)


def _read(pattern: str) -> str:
    """With or without apostrophes: people write "dont" as well."""
    return re.sub(r"'(?=[a-z])", "'?", pattern)


def _asked(
    kind: Unwished, base: str, ing: str = "", noun: str = "", other: str = "", *, lasts: bool = True
) -> Asked:
    """base: what follows "don't". ing: what follows "stop". noun: what follows "no". other: all of it."""
    ways = [f"{_NOT}(?:{base})", *([other] if other else [])]
    ways += [f"{_STOP}(?:{ing})", rf"{_NOT}(?:keep|go\s+on|start)\s+(?:{ing})"] if ing else []
    unwished = [_read(rf"{_START}(?:{way})){_TAIL}{_END}") for way in ways]
    may = r"you\s+(?:can|may|could|are\s+allowed\s+to)(?:\s+(?:now|always))?|i(?:'d|\s+would)\s+like\s+you\s+to"
    fine = r"(?:it's|it\s+is|that's)\s+(?:ok|okay|fine|all\s*right|alright)\s+(?:now\s+)?(?:to|if\s+you)"
    again = r"(?:again|now|after\s+all|if\s+you\s+(?:like|want)|any\s?time|from\s+now\s+on)"
    ends = rf"(?:\s+{again}|\s+please|\s+with\s+me){'+' if lasts else '*'}\s*(?=$|,|\s(?:and|but|so)\b)"
    welcome = [_read(rf"{_START}(?:{may}|{fine})\s+(?:{base})){ends}")]
    if noun:
        unwished.append(_read(rf"{_START_NO}(?:{_LISTED}{_NO}?|{_NO})(?:{noun})){_TAIL}{_END}"))
        unwished.append(
            _read(
                rf"{_START}(?:keep|leave)\s+(?:the|your)\s+(?:{noun})\s+(?:out|to\s+yourself)){_TAIL}{_END}"
            )
        )
        is_fine = r"\s+(?:is|are)\s+(?:ok|okay|fine|allowed|welcome|good|all\s*right|alright)"
        welcome.append(_read(rf"{_START}(?:the\s+|your\s+)?(?:{noun}){is_fine}){ends}"))
    return Asked(kind, tuple(unwished), tuple(welcome), lasts)


# --- the kinds -----------------------------------------------------------------------------------

_SOME = r"(?:(?:any|your|more|silly|stupid|bad|such|so\s+many|all\s+(?:these|those|the)|these|those|the|unasked|unsolicited)\s+)*"
_GLAD = (
    r"(?:cheerful|cheery|chirpy|perky|bubbly|upbeat|peppy|jolly|enthusiastic|(?:happy|excited)(?!\s+for\b)|sunny|positive"
    r"|over\s+the\s+top|chipper)"
)
_GLADLY = rf"(?:(?:so|too|all|that|always|quite\s+so|this)\s+)*(?:\w+ly\s+)?{_GLAD}(?:\s+about\s+(?:it|this|that|everything))?"
_LESS = rf"(?:a\s+(?:bit|little)\s+|much\s+)?less\s+{_GLAD}"
_CHEER = r"(?:cheerfulness|cheeriness|cheer|enthusiasm|excitement|positivity)"
_MARKS = r"exclamation\s+(?:marks?|points?|signs?)"
_ADVICE = r"(?:advice|tips|suggestions|solutions)"
_FIX = r"(?:me|my\s+(?:problems?|life|feelings)|it|things(?:\s+for\s+me)?|everything)"
_PETS = r"(?:pet\s?-?names?|nick\s?-?names|terms\s+of\s+endearment|endearments|cute\s+names)"
_FUN = r"(?:about\s+(?:it|this|that|me|my\s+\w+|any\s+of\s+(?:it|this))|out\s+of\s+(?:it|this|me))"
_SORRY = r"(?:that\s+)?(?:(?:you're|you\s+are|i'm)\s+)?(?:so\s+)?[\"']?sorry[\"']?"
_QUOTED = r"(?:\"[^\"]{1,40}\"|'(?:[^'\n]|(?<=\w)'(?=\w)){1,40}')"
_WORD = rf"(?:{_QUOTED}|[\w'-]+)"
_NAMES = rf"(?:(?:your|an?)\s+)?(?P<word>{_WORD}(?:(?:\s*,\s*(?:(?:or|and)\s+)?|\s+(?:or|and|nor)\s+|\s*/\s*){_WORD})*)"
_THE_WORD = rf"the\s+(?:word|words|phrase|expression)\s+(?P<word>{_WORD})"
_PALS = "(?:pal|buddy|mate|dear|love|honey|hun|darling|sweetheart|babe|bro|dude)"
_NEVER = r"(?!)"  # not to be put like this

CALLED = PET_NAMES | listed(
    "sir ma'am madam miss mister boss chief lady girl boy man sis kitten brave strong hero victim survivor"
)
NAMED = re.compile(
    r"(?!(?:\w+day|Later|Tomorrow|January|February|March|April|June|July)\b)[A-Z][\w'-]*(?: [A-Z][\w'-]*)?"
)
BETWEEN = re.compile(r"\s*,\s*(?:(?:or|and)\s+)?|\s+(?:or|and|nor)\s+|\s*/\s*")
NO_WORD = listed("again anymore ever please here to with at like that this so i it")

ASKED: tuple[Asked, ...] = (
    _asked(
        Unwished.ADVICE,
        rf"(?:give|offer)\s+(?:me\s+)?{_SOME}{_ADVICE}|tell\s+me\s+what\s+(?:to\s+do|i\s+should\s+do)|advise\s+me"
        rf"|(?:try\s+to\s+)?(?:fix|solve)\s+{_FIX}|suggest\s+(?:things|anything|stuff|solutions)(?:\s+to\s+me)?",
        rf"(?:giving|offering)\s+(?:me\s+)?{_SOME}{_ADVICE}|telling\s+me\s+what\s+to\s+do|advising\s+me"
        rf"|trying\s+to\s+(?:fix|solve)\s+{_FIX}|suggesting\s+things",
        _ADVICE,
        rf"i\s+(?:never|don't\s+ever)\s+want\s+to\s+be\s+(?:given\s+(?:any\s+)?{_ADVICE}|told\s+what\s+to\s+do|advised)",
        lasts=False,
    ),
    _asked(
        Unwished.QUESTIONS,
        r"ask\s+(?:me\s+)?(?:(?:any|more|your)\s+)*(?:questions?|things|stuff|anything)(?:\s+to\s+me)?"
        r"|ask\s+(?:me\s+)?(?:a|one|another)\s+(?:single\s+|more\s+)?question",
        r"asking\s+(?:me\s+)?(?:(?:any|more|your|all\s+these|so\s+many)\s+)*(?:questions?|things|stuff)",
        r"questions",
        r"i\s+(?:never|don't\s+ever)\s+want\s+to\s+be\s+asked\s+(?:any\s+)?(?:questions|things)",
        lasts=False,
    ),
    _asked(
        Unwished.JOKES,
        rf"(?:make|crack|tell|do)\s+(?:me\s+)?{_SOME}(?:jokes?|puns?)(?:\s+{_FUN})?|joke(?:\s+(?:around|{_FUN}))?"
        r"|(?:try\s+to\s+)?be\s+(?:so\s+)?(?:funny|jokey)|try\s+to\s+make\s+me\s+laugh|make\s+fun\s+of\s+(?:me|it|this)",
        rf"(?:making|cracking|telling)\s+(?:me\s+)?{_SOME}(?:jokes|puns)(?:\s+{_FUN})?|joking(?:\s+(?:around|{_FUN}))?"
        r"|trying\s+to\s+(?:be\s+funny|make\s+me\s+laugh)|making\s+fun\s+of\s+(?:me|it|this)|being\s+funny",
        rf"(?:jokes|puns|humou?r)(?:\s+{_FUN})?",
        r"you\s+(?:make|crack|tell)\s+(?:way\s+|far\s+)?too\s+many\s+jokes",
    ),
    _asked(
        Unwished.CHEER,
        rf"(?:be|sound|act|get)\s+{_GLADLY}|(?:try\s+to\s+)?cheer\s+me\s+up",
        rf"(?:being|sounding|acting)\s+{_GLADLY}|(?:trying\s+to\s+cheer|cheering)\s+me\s+up",
        _CHEER,
        rf"(?:(?:be|sound|act)\s+|{_WILL_YOU}(?:be|sound|act)\s+|{_YOU_TO}\s+to\s+(?:be|sound)\s+)?{_LESS}"
        rf"|you(?:'re|\s+are|\s+sound)\s+(?:being\s+)?(?:way\s+|far\s+|a\s+bit\s+|much\s+)?too\s+{_GLAD}"
        rf"|(?:{_WILL_YOU})?tone\s+(?:down\s+(?:the|your)\s+{_CHEER}|(?:the|your)\s+{_CHEER}\s+down)",
    ),
    _asked(
        Unwished.EXCLAMATIONS,
        rf"(?:use|put|write|type|add)\s+{_SOME}{_MARKS}|end\s+\w+\s+(?:\w+\s+)?with\s+(?:an?\s+)?{_SOME}{_MARKS}",
        rf"(?:(?:using|putting|writing|typing|adding)\s+)?{_SOME}{_MARKS}",
        _MARKS,
        rf"you\s+use\s+(?:way\s+|far\s+)?(?:too|so)\s+many\s+{_MARKS}"
        rf"|i\s+(?:hate|don't\s+like)\s+{_MARKS}[\s,]+(?:so\s+|and\s+)?(?:please\s+)?(?:don't\s+use|stop\s+using)\s+(?:them|those)",
    ),
    _asked(
        Unwished.SORRY,
        rf"(?:say|tell\s+me|write)\s+{_SORRY}"
        r"|(?:be\s+(?:so\s+)?sorry|apologi[sz]e)(?=\s+(?:all\s+the\s+time|so\s+(?:much|often)|every|constantly|always"
        r"|again|any\s?more|ever|from\s+now))",
        rf"(?:saying|telling\s+me|writing)\s+{_SORRY}|being\s+(?:so\s+)?sorry|apologi[sz]ing",
        other=r"you\s+(?:say\s+sorry|apologi[sz]e)\s+(?:way\s+|far\s+)?too\s+(?:much|often)|(?:no\s+more|enough\s+(?:of|with)\s+the|skip\s+the|drop\s+the|spare\s+me\s+the|leave\s+out\s+the)"
        r"\s+(?:apologies|sorrys|sorries|apologi[sz]ing)",
    ),
    _asked(
        Unwished.PET_NAMES,
        rf"(?:use|give\s+me)\s+{_SOME}{_PETS}|call\s+me\s+(?:by\s+)?{_SOME}{_PETS}",
        rf"using\s+{_SOME}{_PETS}|calling\s+me\s+(?:by\s+)?{_SOME}{_PETS}",
        _PETS,
    ),
    _asked(Unwished.NAME, rf"call\s+me\s+{_NAMES}"),
    _asked(Unwished.NAME, _NEVER, rf"calling\s+me\s+{_NAMES}"),
    _asked(Unwished.NAME, _NEVER, other=rf"i'm\s+not\s+your\s+(?P<word>{_PALS})"),
    _asked(Unwished.WORD, rf"(?:say|use|write)\s+{_THE_WORD}"),
    _asked(Unwished.WORD, rf"(?:say|write|tell\s+me(?:\s+to)?)\s+(?P<word>{_QUOTED})"),
    _asked(Unwished.WORD, _NEVER, rf"(?:saying|using|writing)\s+{_THE_WORD}"),
    _asked(
        Unwished.WORD, _NEVER, rf"(?:saying|writing|telling\s+me(?:\s+to)?)\s+(?P<word>{_QUOTED})"
    ),
)

# --- what is not to be brought up ----------------------------------------------------------------

MOST_WORDS = 5  # of a phrase
_ABOUT = (
    r"(?:bring\s+up|mention|remind\s+me\s+(?:of|about)"
    r"|ask(?:\s+me)?(?:\s+(?:any|more))*(?:\s+(?:questions?|things|stuff|anything))?\s+about"
    r"|(?:talk|speak|chat)(?:\s+(?:to|with)\s+me)?\s+(?:about|of)|go\s+on\s+about|start\s+(?:on|about|talking\s+about)"
    r"|refer\s+to|touch\s+on|say\s+(?:anything|a\s+(?:single\s+)?word)\s+about|(?:come|go)\s+back\s+to)"
)
_ABOUTING = (
    r"(?:bringing\s+up|mentioning|reminding\s+me\s+(?:of|about)|asking(?:\s+me)?(?:\s+(?:questions?|things))?\s+about"
    r"|(?:talking|speaking)(?:\s+(?:to|with)\s+me)?\s+(?:about|of)|going\s+on\s+about|referring\s+to|coming\s+back\s+to)"
)
_US_NOT = r"(?:(?:let's\s+not|(?:can|could)\s+we\s+(?:please\s+|just\s+)?(?:not|never))(?:\s+(?:ever|please))?\s+)"
_WANT = r"i\s+(?:never|don't\s+ever)\s+want\s+(?:you\s+)?to\s+(?:talk|hear|speak)\s+(?:about|of)"
_NOT_A_WORD = r"(?:no\s+(?:more\s+)?(?:talk|talking|questions|mention)|not\s+(?:a|another|one(?:\s+more)?)\s+word)\s+(?:about|of)"
_HERE = r"(?:it|this|our\s+talks?|everything|the\s+conversation|our\s+conversations?|the\s+talk|what\s+you\s+say)"
_TABOO = r"(?:is|are)\s+(?:(?:strictly|totally|completely)\s+)?(?:off[\s-]limits|taboo|a\s+no[\s-]go(?:\s+(?:topic|subject))?)"
_FOR_YOU = r"\s+(?:for\s+you|here|in\s+our\s+talks?|with\s+(?:me|you)|as\s+a\s+(?:topic|subject)|between\s+us|please)"
_THAT = r"(?P<what>[^,]{1,60}?)"
_ALL = r"(?P<what>.{1,120})$"

TOPICS: tuple[str, ...] = (
    _read(rf"{_START}(?:{_NOT}|{_US_NOT}){_ABOUT}\s+){_ALL}"),
    _read(rf"{_START}{_STOP}{_ABOUTING}\s+){_ALL}"),
    _read(rf"{_START}{_WANT}\s+){_ALL}"),
    _read(rf"{_START_NO}{_NOT_A_WORD}\s+){_ALL}"),
    _read(rf"{_START}{_NOT}bring\s+){_THAT}\s+(?P<after>up{_TAIL}){_END}"),
    _read(rf"{_START}{_NOT}bring\s+){_THAT}\s+(?P<after>into\s+{_HERE}{_TAIL}){_END}"),
    _read(
        rf"{_START}i\s+don't\s+(?:ever\s+)?want\s+to\s+hear\s+(?:anything|a\s+word)\s+about\s+(?=.*\bfrom\s+you\b)){_ALL}"
    ),
    _read(rf"{_START}{_STOP}bringing\s+){_THAT}\s+(?P<after>up{_TAIL}){_END}"),
    _read(
        rf"{_START}(?:{_WILL_YOU}|(?:can|could)\s+we\s+(?:please\s+)?|{_YOU_TO}\s+to\s+)?(?:leave|keep)\s+){_THAT}\s+(?P<after>out\s+of\s+{_HERE}{_TAIL}){_END}"
    ),
    _read(rf"{_START}){_THAT}\s+(?P<after>{_TABOO}{_FOR_YOU}{_TAIL}){_END}"),
    _read(
        rf"{_START}(?:the\s+)?(?:topic|subject)\s+of\s+){_THAT}\s+(?P<after>{_TABOO}{_TAIL}){_END}"
    ),
    _read(rf"{_START}(?:{_WILL_YOU})?drop\s+the\s+(?:topic|subject)\s+of\s+){_ALL}"),
)
TOPICS_AGAIN: tuple[str, ...] = (
    _read(
        rf"{_START}(?:you\s+(?:can|may)|it's\s+(?:ok|okay|fine|all\s*right)\s+(?:to|if\s+you))\s+{_ABOUT}\s+){_THAT}"
        r"(?P<after>\s+(?:again|now|after\s+all)\b)"
    ),
    _read(
        rf"{_START}you\s+(?:can|may)\s+bring\s+){_THAT}(?P<after>\s+up\s+(?:again|now|after\s+all)\b)"
    ),
    _read(
        rf"{_START}){_THAT}(?P<after>\s+(?:is|are)\s+(?:no\s+longer\s+off[\s-]limits|not\s+off[\s-]limits\s+any\s?more))"
    ),
)
CUT = re.compile(
    r"(?<!from)\s+(?:but|because|cause|cos|since|so|as|it|it's|its|that's|i'm|i|he|she|they|you|we|when|if|who|unless"
    r"|right\s+now|today|tonight)\b.*$",
    re.IGNORECASE,
)
# A wish for tonight is none for ever.
FOR_NOW = re.compile(
    r"\b(?:right\s+now|today|tonight|this\s+(?:evening|morning|week)|for\s+now|at\s+the\s+moment|yet)\b",
    re.IGNORECASE,
)
AND = re.compile(r"(\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|nor)\s+)", re.IGNORECASE)
WHAT = re.compile(
    rf"\s*(?:(?:my|our|the|any\s+of\s+my)\s+)?(?P<phrase>\S.*?){_TAIL}", re.IGNORECASE
)
NOBODY = listed(
    """it that this these those him her them me us you he she they we i anything something everything
    nothing what how why who when where which if whether things thing stuff one ones food way ways time
    times fact part his their your its a an some any every each all such much many more yourself myself
    name names feelings anyone anybody someone somebody everyone everybody nobody people again up no not"""
)
# Words that no name of a person or a thing holds: what has one of them says something else.
NO_PART = listed(
    """i you he she they we it me him them us is are was were be been am do does did don't have has had
    will would can could should being that this these those what how why when where if because and or but to
    for with at on in from by like about so please thanks not never always ever again up out"""
)

# --- what stands beside a wish -------------------------------------------------------------------

WHY = re.compile(
    r"[\s,.!]*(?:(?:because|cause|cos|since|as)\s+)?(?:(?:it|that|this)(?:'s|\s+(?:is|just|really|only|always))*\s*(?:hurts|annoys"
    r"\s+me|bothers\s+me|upsets\s+me|irritates\s+me|gets\s+on\s+my\s+nerves|makes\s+(?:me|it)\s+(?:feel\s+)?\w+"
    r"|feels\s+\w+|(?:so\s+|too\s+|not\s+)?(?:fake|weird|much|annoying|funny|creepy|irritating|patroni[sz]ing|condescending"
    r"|silly|painful|hard))|i\s+(?:just\s+|really\s+)?(?:hate|don't\s+like|can't\s+stand|mean)\s+(?:it|that|this|them))"
    r"(?=\s*(?:[.!,;\n]|$))",
    re.IGNORECASE,
)
DANGLES = re.compile(r"[\s,;:]*(?:\b(?:and|but|so|also|please)\s*)*$", re.IGNORECASE)
LEADS_ON = re.compile(
    r"^[\s,.!;:?]*(?:(?:and|but|so|please|thanks|thank\s+you|ok|okay)\b[\s,.!;:?]*)*", re.IGNORECASE
)
COURTESY = listed(
    "please thanks thank you ok okay hi hello hey sorry and but so also well anyway again just yes no now"
)
