"""Who is who in somebody's life: "my sister Mia", "Tom, my boss,", "we have a dog called Rex"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.memory.facts.names import AMBIGUOUS, NAMES
from companion.memory.facts.text import END, Found, Sentence, Span, asserted, presupposed
from companion.memory.facts.words import CALLED_NOT, LOVES, NOT_NAMES, PETS, PLURALS, RELATIONS
from companion.memory.mentions import listed

# Without one of these words there is nothing to read.
_CUES = listed("""my our mine have got adopted rescued i've we've dog cat puppy kitten""")


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ONE, _MANY = _any(RELATIONS), _any(PLURALS)
_OF = (
    r"(?:(?:two|three|four|five|\d|little|big|small|tiny|older|elder|eldest|younger|oldest|youngest|middle|baby"
    r"|twin|best|good|close|dear"
    r"|dearest|closest|new|current|beloved|lovely|sweet|only|other|great|old|school|uni|college|work|childhood"
    r"|maths|math|english"
    r"|piano|driving|science|history|music|art|yoga|swimming|football|lovely|gorgeous|wonderful|amazing|actual"
    r"|foster|adopted|adoptive|step|rescue|long-distance|line"
    r"|next-door|next door|upstairs|downstairs|elderly|\d\d?[- ]years?[- ]old|\d\dyo|whole|darling|sick|poor"
    r"|favou?rite) ){0,3}"
)
_LONGER = r"(?: (?:of|from|at|since) [\w ]{2,18}(?=, ))?"  # "my friend from work, Amira,"
_MINE = re.compile(rf"\b(?:my|our) (?P<of>{_OF})(?P<who>{_MANY}|{_ONE})(?![\w-]){_LONGER}")
_HAVE = re.compile(
    rf"\b(?:i|we)(?:(?: also| still| just)? (?:have|got|adopted|rescued)|'ve(?: also| just)? (?:got|adopted))"
    rf" (?:an?|one|two|three|four|\d) (?P<of>{_OF})(?P<who>{_MANY}|{_ONE})(?![\w-])"
)
_PLAIN_OWNER = re.compile(
    rf"\bmy (?P<of>)(?P<who>{_ONE})s(?= name is )"
)  # "my husbands name is Paul"
_THE_PET = re.compile(
    r"\b(?:the|our) (?P<who>dog|cat|puppy|kitten)(?= (?:is )?(?:called|named) |'s called |'s name is )"
)
_OF_MINE = re.compile(
    r"\b(?:a|an|one) (?:(?:good|close|old|dear|best) )?(?P<who>friend|colleague|cousin"
    r"|neighbou?r) of mine(?!\w)"
)
_CALLED = re.compile(
    r"(?:(?: is|'s| are|,? who(?: is|'s| are)|,? (?:he|she|they)(?: is| are|'s|'re)) (?:called|named)"
    r"| named) [\"\u201c]?"
    r"|(?:'s?|s')? names? (?:is|are) [\"\u201c]?|(?:,| and) (?:his|her|their) names? (?:is|are|'s) [\"\u201c]?"
    r"|(?:,? whose) names? (?:is|are) [\"\u201c]?"
)
_BY_NAME = re.compile(r" called [\"\u201c]?")
_BESIDE = re.compile(r", | \(| - | \u2013 | \u2014 |\u2014|: | ")
_IS = re.compile(r" (?:is|are) ")
_WORD = re.compile(r"(?:o')?[^\W\d_]+(?:-[^\W\d_]+)*")
_TITLE = re.compile(r"(?:dr|doctor|mrs|mr|ms|miss|prof|professor|aunt|auntie|uncle) (?=[^\W\d_])")
_AND = re.compile(r", and |, | and | & ")
_CLOSED = re.compile(
    r"(?=$|[,.;:!)\"\u201d\u2014]| [-\u2013\u2014(]| (?:who|and (?:i|we|she|he|i'm)|is|was|has)\b)"
)
# After a name that is an everyday word too: "my sister rose is here".
_DOES = re.compile(
    r"'s\b| (?:is|was|has|says|said|who|told|called|keeps|came|died|thinks|wants|and (?:i|her|his)\b)|$|[,.!)]"
)
_NAMED_FIRST = re.compile(
    r"(?<![\w'-])(?P<name>[^\W\d_]+(?:-[^\W\d_]+)?)"
    rf"(?P<link>, | \(| - |, who is |, who's | is |'s )(?:my|our) (?P<of>{_OF})(?P<who>{_ONE})(?![\w'-])"
)
_WHOLE = re.compile(END)
_LISTED = re.compile(r",? (?:and|or|&) (?!i\b|i'm\b|we\b|she\b|he\b|it\b|they\b|her\b|his\b)")
_OF_WHAT = re.compile(r" (?:in|of|from) ")
_AFTER_KIN = re.compile(
    r"$|[.!)]| -|, (?!and (?!i\b|he\b|she\b|it\b|we\b|they\b)|or\b|my\b|our\b)| (?:who|is|was|has)\b"
)
_OLD_IS_PAST = re.compile(r"\b(?:old|childhood)\b")
_LEFT = re.compile(
    r"^[\w ]{0,12}\b(?:broke up with me|dumped me|left me|walked out|cheated on me and left|isn't my"
    r"|is no longer|is not my)\b"
)
_NO_MORE = re.compile(
    rf"(?<![\w'-])(?P<name>[^\W\d_]+(?:-[^\W\d_]+)?) (?P<over>(?:isn't my (?:{_ONE}) any ?more"
    rf"|is no longer my (?:{_ONE})))(?![\w'-])"
)


def people(sentence: Sentence) -> Iterator[Found]:
    """Names with what they are to the person. A name nobody can be sure of is left out."""
    if sentence.words.isdisjoint(_CUES):
        return
    plain = sentence.plain
    owning = not sentence.words.isdisjoint(("my", "our"))
    for rule in (_MINE, _PLAIN_OWNER) if owning else ():
        for found in rule.finditer(plain):
            yield from _after(sentence, found, calling=False)
    for rule in (_HAVE, _OF_MINE):
        for found in rule.finditer(plain):
            yield from _after(sentence, found, calling=True)
    for found in _THE_PET.finditer(plain):
        yield from _after(sentence, found, calling=False)
    for found in _NAMED_FIRST.finditer(plain) if owning else ():
        yield from _before(sentence, found)
    for found in _NO_MORE.finditer(plain) if "my" in sentence.words else ():
        if found["name"] in NAMES and asserted(sentence, found.span()):
            yield Found("person", found["name"], sentence.written(found.span("over")), found.span())


def name_end(sentence: Sentence, at: int, *, surely: bool = False) -> int | None:
    """Where the name ends that begins at `at` in `plain`; None if there is none.

    surely: nothing but a name can stand there ("is called ..."), so that lower case will do.
    """
    titled = _TITLE.match(sentence.plain, at)
    word = _WORD.match(sentence.plain, titled.end() if titled else at)
    if word is None or word.group() in NOT_NAMES or len(word.group()) < 2:
        return None
    name, start, end = word.group(), word.start(), word.end()
    if sentence.capital(start) and not sentence.shouted:
        initials = sentence.written((start, end)).isupper() and len(name) > 2
        verb = name.endswith("ed") and name not in NAMES
        return None if (initials or verb) and name not in NAMES else _whole(sentence, end)
    if name in AMBIGUOUS:
        return end if surely or _DOES.match(sentence.plain, end) else None
    if name in NAMES:
        return end
    closed = surely and name not in CALLED_NOT and _WHOLE.match(sentence.plain, end)
    return end if closed or (titled and surely) else None


def _whole(sentence: Sentence, end: int) -> int:
    """The end of a name of up to three words: "Anna Maria Lopez"."""
    for _ in range(2):
        if sentence.plain[end : end + 1] != " ":
            break
        word = _WORD.match(sentence.plain, end + 1)
        if word is None or word.group() in NOT_NAMES or not sentence.capital(word.start()):
            break
        end = word.end()
    return end


def _after(sentence: Sentence, found: re.Match[str], *, calling: bool) -> Iterator[Found]:
    """What follows "my sister": a name beside it, "is called" and a name, or several names."""
    who, of = found["who"], found.groupdict().get("of") or ""
    canonical = PLURALS.get(who) or RELATIONS[who]
    plain, end = sentence.plain, found.end()
    called = _CALLED.match(plain, end) or (
        _BY_NAME.match(plain, end) if calling or canonical in PETS else None  # else she phoned Mia
    )
    equal = None if called or calling else _IS.match(plain, end)
    link = called or equal or _BESIDE.match(plain, end)
    if link is None or _past(of, canonical):
        return
    names = _names(sentence, link.end(), several=who in PLURALS, surely=called is not None)
    if not names:
        return
    whole = (found.start(), names[-1][1])
    if equal:
        sure = _CLOSED.match(plain, whole[1]) and all(
            plain[start:stop] in NAMES and sentence.capital(start) for start, stop in names
        )
    elif called:
        sure = True
    elif link.group() == " ":
        sure = who not in PLURALS or len(names) > 1
    else:
        sure = _set_off(sentence, link.group(), whole[1], several=who in PLURALS)
    given = presupposed if link.re is _BESIDE and not calling else asserted
    parted = canonical in LOVES and _LEFT.match(plain[whole[1] :])
    if sure and not parted and given(sentence, whole):
        for start, stop in names:
            yield Found("person", plain[start:stop], canonical, whole)


def _names(sentence: Sentence, at: int, *, several: bool, surely: bool) -> list[Span]:
    names: list[Span] = []
    while (end := name_end(sentence, at, surely=surely)) is not None:
        names.append((at, end))
        link = _AND.match(sentence.plain, end)
        if not several or link is None:
            break
        at = link.end()
    return names


def _set_off(sentence: Sentence, sign: str, end: int, *, several: bool) -> bool:
    """Whether a name between commas or brackets ends there, and is not one more of a list."""
    rest = sentence.plain[end:]
    if sign == ": " and not several:
        return False
    if sign == " (":
        return rest[:1] in (")", ",")
    if _LISTED.match(rest) and not several:
        return False
    return _CLOSED.match(sentence.plain, end) is not None


def _before(sentence: Sentence, found: re.Match[str]) -> Iterator[Found]:
    """The name that stands first: "Mia, my sister," and "Mia is my sister"."""
    plain, start = sentence.plain, found.start("name")
    name, link, canonical = found["name"], found["link"], RELATIONS[found["who"]]
    if _past(found["of"], canonical) or name in NOT_NAMES:
        return
    first = start == 0 or plain[:start].rstrip()[-1:] in (",", ":", "(", "-")
    known = name in NAMES and (name not in AMBIGUOUS or (sentence.capital(start) and not first))
    capital = sentence.capital(start) and not sentence.shouted and not first
    if not (known or capital):
        return
    rest = plain[found.end() :]
    if link in (" is ", "'s "):
        if not _WHOLE.match(rest) or _OF_WHAT.match(rest) or not asserted(sentence, found.span()):
            return
    else:
        if not _AFTER_KIN.match(rest) or not presupposed(sentence, found.span()):
            return
    if canonical in LOVES and _LEFT.match(rest):
        return
    yield Found("person", name, canonical, (start, found.end()))


def _past(of: str, canonical: str) -> bool:
    """Whether it is over: "my old boss" is no boss any more, "my old friend" is a friend."""
    kept = canonical == "friend" or (canonical in PETS and "childhood" not in of)
    return _OLD_IS_PAST.search(of) is not None and not kept
