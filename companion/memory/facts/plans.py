"""What lies ahead of somebody and when: "my exam is on friday", "we're getting married in june"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.memory.facts.dates import AHEAD, WHEN
from companion.memory.facts.living import place_end
from companion.memory.facts.text import END, Found, Sentence, asserted, presupposed
from companion.memory.mentions import listed

# What a plan is about: the words it is said with.
_EVENTS: dict[str, str] = {
    word: word
    for word in listed(
        """exam test interview wedding funeral burial memorial surgery operation scan mri biopsy chemo
        chemotherapy radiotherapy treatment
        appointment trip holiday vacation flight move graduation deadline presentation audition concert party
        hearing trial
        checkup check-up meeting date viva defence defense marathon race competition recital gig reunion
        viewing procedure
        transplant colonoscopy ultrasound x-ray therapy session assessment review evaluation finals mocks resit
        retake
        results result thesis dissertation conference camp festival tournament match performance induction
        course ceremony
        christening baptism birthday anniversary visit essay rehearsal barbecue bbq mediation tribunal
        c-section cruise
        honeymoon retreat placement internship workshop screening injection jab vaccination eviction
        housewarming speech
        lecture seminar physio dialysis final gcses sats assignment coursework sleepover picnic exhibition"""
    )
} | {
    "exams": "exam",
    "tests": "test",
    "interviews": "interview",
    "scans": "scan",
    "flights": "flight",
    "appointments": "appointment",
    "appt": "appointment",
    "holidays": "holiday",
    "bday": "birthday",
}
_CUES = frozenset(part for word in _EVENTS for part in word.split("-")) | listed(
    """moving married knot marrying flying fly graduating graduate baby child son daughter job school uni
    university
    college going leave leaving due travelling traveling off heading"""
)
_EVENT = "|".join(re.escape(word) for word in sorted(_EVENTS, key=len, reverse=True))
_NOUN = rf"(?P<noun>{_EVENT})(?![\w-]|'(?!s ))"
_MODS = r"(?P<mods>(?:[\w&'-]+ ){0,3}?)"
_DET = r"(?:my|our|the|an?|another|this|that|some) "
_OWN = r"(?P<det>my|our|the) "
_ADV = (
    r"(?:(?:only|now|already|finally|actually|officially|scheduled|booked|planned|set|due|coming up|happening"
    r"|also|still"
    r"|literally|confirmed|just|do|really|supposedly) )*"
)
# "With my boss", "at the dentist": what may stand between a plan and its time.
_WITH = (
    r"(?: (?:with|at|in|for|about|to|of)"
    r"(?: (?!on\b|in\b|at\b|next\b|this\b|and\b|but\b|was\b|were\b|is\b|tomorrow\b|today\b)[\w'-]+){1,5}?"
    r"| on my \w+(?: (?!next|this|on|in|tomorrow|today|for|at)\w+)?){0,2}?"
)
_IS = re.compile(
    rf"(?:\b{_OWN}|^){_MODS}{_NOUN}{_WITH}"
    r"(?P<verb> is|'s| are| starts?| begins?| comes?(?: out| back| through| in)?| arrives?| takes place"
    rf"| will be| falls| has been set| got set) {_ADV}{WHEN}"
)
_I_HAVE = (
    rf"(?:(?:i|we) {_ADV}(?:have|got|get|face|start|need to go to|have to (?:go to|go for|give|do|hand in|take"
    r"|sit))"
    r"|(?:i|we)'ve(?= an? )"
    rf"|(?:i|we)'ve {_ADV}(?:got to (?:give|do|hand in|take|sit|go to|go for)|got|booked|scheduled)"
    rf"|(?:i'm|we're) {_ADV}(?:having|getting|going (?:on|to|in for|for|back to)|taking|sitting|starting|doing"
    r"|defending"
    r"|presenting|giving|attending|booked for|booked in for|due for|up for|in for|handing in|hosting|throwing"
    r"|running"
    r"|off to|off on|leaving for|leaving on)"
    r"|(?:i|we)'ll (?:have|be having|start|be starting|be going on))"
)
_HAVE = re.compile(rf"\b{_I_HAVE} (?:{_DET})?{_MODS}{_NOUN}{_WITH} {_ADV}{WHEN}")
_FRONT = re.compile(
    rf"(?<![\w'-]){WHEN},? (?:(?:is|it's) (?P<det>my|our|the) |{_I_HAVE} (?:{_DET})?){_MODS}{_NOUN}{END}"
)
_BARE = re.compile(
    rf"(?:^|, |\band |: )(?:(?:so|ugh|omg|just|got|have|my|the|an?|another) )*{_MODS}{_NOUN}{_WITH} {WHEN}"
)
_ABOUT = re.compile(rf"\b(?P<det>my|our|the|this) {_MODS}{_NOUN}{_WITH} {WHEN}")
_FEELS = re.compile(
    r"\b(?:nervous|scared|worried|worrying|anxious|stress(?:ed|ing|y)?|dread(?:ing)?|looking forward|excited"
    r"|ready"
    r"|prepar(?:e|ing|ed)|revising|studying|study|cramming|afraid|terrified|panick(?:ing|ed)|can't wait"
    r"|freaking|until"
    r"|till|before|practi[cs]ing|booked|packing|countdown|butterflies|awake|training|it's|what if)\b[^.]*$"
)
_SURE = re.compile(AHEAD)
_SOMEWHERE = (
    r"(?: (?:house|out|in|away|home|flats?|back|abroad|together|into (?:my|our|a|the) [\w -]{3,24}?"
    r"|in with (?:my )?[\w-]+"
    r"|to (?:a |the )?[\w -]{2,28}?|in together|back home|out of [\w' -]{2,24}?)){0,2}"
)
_WE = r"(?:\b(?:i'm|we're) |^(?:finally |just |so |and |but )?)"
_DO = tuple(
    (about, re.compile(rf"{words} {WHEN}"))
    for about, words in (
        ("move", rf"{_WE}{_ADV}moving{_SOMEWHERE}"),
        (
            "wedding",
            rf"{_WE}{_ADV}(?:getting married|tying the knot|getting married to (?:my )?[\w-]+"
            r"|marrying (?:my )?[\w-]+)(?: in (?!20)[\w-]+)?",
        ),
        (
            "flight",
            rf"(?:{_WE}|\b(?:i|we) ){_ADV}(?:flying|fly)(?: out| home| back| off)?(?: (?:to"
            rf"|from) [\w -]{{2,24}}?)?",
        ),
        ("graduation", rf"\b(?:i'm {_ADV}graduating|i graduate)"),
        (
            "baby",
            rf"\b(?:i'm|we're) {_ADV}(?:expecting|having) (?:a|our first|our|my first|our second) (?:baby|child"
            r"|son|daughter)",
        ),
        (
            "job",
            rf"\b(?:i|we)(?:'m| will|'ll)? {_ADV}(?:start|starting|begin) (?:my|a|the"
            rf"|at my) (?:new )?job(?: (?:at|in|as) [\w' -]{{2,24}}?)?",
        ),
        ("job", r"\bmy new job starts"),
        ("baby", r"\b(?:(?:my|the|our) (?:little )?baby(?: is|'s)|i'm) due"),
        ("school", rf"\bi(?:'m)? {_ADV}(?:start|starting) (?:my new )?school"),
        ("university", rf"\bi(?:'m)? {_ADV}(?:start|starting) (?:uni|university|college)"),
    )
)
_GOING = re.compile(
    rf"\b(?:i'm|we're) {_ADV}(?:going|travelling|traveling|off|heading) (?:back )?to (?!the\b)(?=\S)|\b(?:i"
    r"|we) leave for (?=\S)|\b(?:i'm|we're) leaving for (?=\S)"
)
_THEN = re.compile(rf"(?: (?:with|for) [\w' -]{{1,24}}?)? {WHEN}")
_BARE_TIME = (
    r"(?:the )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:next )?(?:january|february|march|april|may|june"
    r"|july|august"
    r"|september|october|november|december|spring|summer|autumn|winter|week|month|year))"
)
_MOVED = re.compile(
    rf"\b{_OWN}{_MODS}{_NOUN}(?:'s been| (?:has (?:now )?been|have been|got|was|were|is now|is being|is))? "
    r"(?:moved|pushed|postponed|rescheduled|brought forward|delayed|shifted|put back|changed)(?: back| forward"
    r"| up)? "
    rf"(?P<to>(?:to|until|till) (?:{WHEN}|{_BARE_TIME}))(?!\w)"
)
_HAS_MOVED = re.compile(
    rf"\b(?:moved|pushed|postponed|rescheduled|brought|put) {_OWN}{_MODS}{_NOUN}(?: back| forward)? "
    rf"(?P<to>(?:to|until|till) (?:{WHEN}|{_BARE_TIME}))(?!\w)"
)
_GONE = r"(?:called off|cancell?ed|postponed|off|scrapped|not happening(?: any ?more)?|postponed indefinitely)"
_OFF = re.compile(
    rf"\b{_OWN}{_MODS}{_NOUN}(?: (?:with|to|in|at) [\w-]+(?: [\w-]+)?)?(?:'s(?: been)?| (?:has been|have been"
    r"|had been|got|was|is|are|were|has now been))"
    rf"(?: just| now| officially| all)? (?P<off>{_GONE})(?=$|[^\w' -]| [^\w']| (?:and|but|so|because|now|again"
    r"|due|after|by"
    r"|today|yesterday|i|we|he|she|they|until|last|this)\b)"
)
_CALLED_OFF = re.compile(
    r"\b(?:i|we|they|he|she|my \w+|the \w+)(?: have|'ve| has|'s| had)?(?: just| now| finally)? "
    r"(?:(?P<off>cancell?ed|called off|postponed)|had to (?P<had>cancel|postpone"
    rf"|call off)) {_OWN}{_MODS}{_NOUN}"
)
_NOT_BETWEEN = listed(
    """is was were are be been had has have did do does and but or that which who when if because so then with
    at in on
    for to of from about after before not no never i he she they we it you his her your their he's she's said
    told next
    last every failed passed missed went got made gave took held saw left my our until since than as like this
    next what
    how why off call called cancelled a an the some don't didn't can't won't will would could should might
    may"""
)
_NO_OWNER = listed(
    "doctor's dentist's driver's master's bachelor's children's new year's valentine's gp's vet's women's"
)
_OF_OTHERS = listed("funeral burial memorial")  # of somebody else, and yet the person goes
_OTHERS = re.compile(
    r"\b(?:he|she|they|he's|she's|they're|his|her|their|him|them|you|your"
    r"|(?:my|our) \w+ (?:is|has|'s|are|have|had|says|said))\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|went|did|failed|passed|missed|didn't|wasn't|been|got|made|felt|cried|came|left|happened"
    r"|last"
    r"|already|used)\b"
)
_PAST_AFTER = re.compile(
    r"[ ,]*(?:was|were|went|had|turned|didn't|got|made|felt|and (?:it|i|we) (?:was|went|had|got|did|failed"
    r"|passed|felt))\b"
)
_REPEATS = re.compile(
    r",? (?:and|or|to|until|till) (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|.{0,30}\b(?:every|each) (?:week|month|year|day|other)\b|.{0,20}\bthis term\b"
)
_MONTH_DAY = re.compile(r"\d[./]\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_UNSURE = re.compile(
    r"\b(?:hop(?:e|ing)|might|may|could|would|should|want|wants|wanna|wish|no|not|without|(?<!what )if"
    r"|someone's|cancel)\b"
)
_EVERY = re.compile(r"\bevery\b")
_GOT_RESULTS = re.compile(r"\bgot\b.*\bresults?\b")
_SINCE = re.compile(r"in \w+ (?:years|months)")  # "first holiday in four years"
_MINE = re.compile(r"\b(?:i|i'm|i've|me|my|we|we're|our)\b")


def plans(sentence: Sentence) -> Iterator[Found]:
    """Plans with their time, new times, and plans called off; each plan of a sentence once."""
    if sentence.dark or sentence.words.isdisjoint(_CUES):
        return
    seen: set[str] = set()
    for fact in _every(sentence):
        if fact.about not in seen:
            seen.add(fact.about)
            yield fact


def _every(sentence: Sentence) -> Iterator[Found]:
    plain = sentence.plain
    for rule, group in ((_OFF, "off"), (_CALLED_OFF, "off"), (_MOVED, "to"), (_HAS_MOVED, "to")):
        for found in rule.finditer(plain):
            if _clean(found) and asserted(sentence, found.span()):
                yield _plan(found, group)
    for rule in (_IS, _HAVE, _FRONT, _BARE, _ABOUT):
        for found in rule.finditer(plain):
            if _lies_ahead(sentence, found):
                yield _plan(found, "when")
    for about, rule in _DO:
        for found in rule.finditer(plain):
            if asserted(sentence, found.span()) and not _REPEATS.match(plain, found.end()):
                yield Found("plan", about, found.span("when"), found.span())
    for found in _GOING.finditer(plain):
        end = place_end(sentence, found.end(), bare=False)
        then = _THEN.match(plain, end) if end else None
        if then is not None and then["when"][:3] != "tod" and asserted(sentence, found.span()):
            yield Found("plan", "trip", then.span("when"), (found.start(), then.end()))


def _plan(found: re.Match[str], group: str) -> Found:
    start = found.start() + len(found.group()) - len(found.group().lstrip(" ,:"))
    group = "had" if found.groupdict().get("had") else group
    return Found("plan", _EVENTS[found["noun"]], found.span(group), (start, found.end()))


def _lies_ahead(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the plan is the person's own, still to come, and once."""
    plain, rule, before = sentence.plain, found.re, sentence.plain[: found.start()]
    own = _MINE.search(found.group()) is not None
    yearly = found["noun"] in ("birthday", "anniversary") and _MONTH_DAY.search(found["when"])
    if (
        yearly
        or not _clean(found)
        or _PAST_AFTER.match(plain, found.end())
        or _REPEATS.match(plain, found.end())
    ):
        return False
    if _EVERY.search(before[-20:] + found.group()) or (
        found["noun"] == "date" and not own and not found.group().startswith("got")
    ):
        return False
    if not (presupposed if rule is _ABOUT else asserted)(sentence, found.span()):
        return False
    sure = _SURE.match(found["when"]) is not None
    if rule is _HAVE or rule is _FRONT:
        return sure or not _GOT_RESULTS.search(found.group())
    if rule is _IS:
        return own or not _OTHERS.search(before)
    if _OTHERS.search(before):
        return False
    if rule is _BARE:
        ago = _SINCE.match(found["when"]) is not None
        return (own or sure or not before) and not ago and not _UNSURE.search(found.group())
    cue = _FEELS.search(before) is not None
    if found["noun"] in ("results", "result") and not own:
        return False
    mine = own or cue or _MINE.search(before) is not None
    return mine and (cue or sure) and not _PAST.search(before) and not _UNSURE.search(before)


def _clean(found: re.Match[str]) -> bool:
    """Whether only describing words stand before the plan, so that it is nobody else's."""
    words = found["mods"].split()
    return not any(
        word in _NOT_BETWEEN
        or (
            word not in _NO_OWNER
            and word.endswith(("'s", "s'"))
            and found["noun"] not in _OF_OTHERS
        )
        for word in words
    )
