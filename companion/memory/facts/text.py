"""A message made ready for reading facts in it, and what forbids to take a sentence at its word.

Rules read `plain`: lower case, straight apostrophes, single spaces, "im" and "i am" as "i'm", and
quotations blanked out. Every place in it leads back to the person's own letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
MOST = 20_000  # characters; what stands behind them is not read
_LONGEST = 480  # characters of one sentence: some eighty words without a full stop

# What may follow a place, a job or a name that is complete.
_FOLLOWS = (
    r"and|due|cause|but|or|with|for|since|now|so|because|bc|cuz|cos|as|at|by|near|on|in|to|from|where|which|who"
    r"|that"
    r"|while|when|whilst|though|although|if|i|i'm|i've|i'd|i'll|my|we|we're|we've|he|she|it|it's|its|they|there"
    r"|the|a|an"
    r"|alone|together|all|until|till|right|atm|currently|these|this|rn|btw|lol|haha|tbh|just|also|still|too"
    r"|again|actually|originally"
    r"|yet|not|last|two|three|four|five|six|seven|eight|nine|ten|\d+|years|after|before|during|only|have|has|am"
    r"|is|was|are|were"
    r"|here|working|myself|fyi|though|tho|yeah|anyway|anymore|any|full|part|every|most|plus|then|today"
    r"|yesterday|ago|over|of"
    r"|aged?|back|next|nowadays|recently|mostly|always|never|basically|about|without|like|u|ur|you|what|how|do"
    r"|don't|can't|would"
)
END = rf"(?=$|[^\w' -]| [^\w'(]| -| \(| (?:{_FOLLOWS})\b)"

_UNSPACED: dict[str, str] = {
    "im": "i'm", "ive": "i've", "i am": "i'm", "dont": "don't", "do not": "don't", "doesnt": "doesn't",
    "does not": "doesn't", "didnt": "didn't", "did not": "didn't", "isnt": "isn't", "is not": "isn't",
    "wasnt": "wasn't", "arent": "aren't", "cant": "can't", "cannot": "can't", "can not": "can't",
    "wont": "won't", "havent": "haven't", "hasnt": "hasn't", "hadnt": "hadn't", "couldnt": "couldn't",
    "wouldnt": "wouldn't", "shouldnt": "shouldn't", "hes": "he's", "shes": "she's", "thats": "that's",
    "theyre": "they're", "weve": "we've", "we are": "we're", "we have got": "we've got",
    "i have got": "i've got", "whats": "what's", "w": "with", "theres": "there's",
}  # fmt: skip
_REWRITE = re.compile(
    r"[^\S ]\s*| \s+|\b(?:"
    + "|".join(words.replace(" ", r"\s") for words in sorted(_UNSPACED, key=len, reverse=True))
    + r")\b(?!')|\b(?:dr|mrs?|ms|prof|st|approx|vs)\.(?=\s)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_][^\W_']*(?:'(?!s\b)[a-z]+)?")
_SIGNS = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})
_QUOTED = re.compile(
    r"\"[^\"\n]{1,600}\"|\u201c[^\u201d\n]{1,600}\u201d|\u00ab[^\u00bb\n]{1,600}\u00bb"
    r"|(?<![\w'])'(?!cause|til|em |bout|n )[^'\n]{1,200}(?:'(?=\w)[^'\n]{1,80}){0,4}'(?!\w)"
    r"|(?<![^\n])>[^\n]*"
)
_STOP = re.compile(r"[.!?\u2026;\n]+")
_GOES_ON = re.compile(r"[\w,:]")
_IN_A_DATE = re.compile(r"\d\.\d\d?$")
_TURN = re.compile(r"[:()]|\b(?:but|anyways?|lol|haha|btw|fyi|tbh|even though|although)\b|\.\.+")

# Whoever marks a joke means neither this sentence nor the one before.
_JOKE = re.compile(
    r"(?:^|\s)/s\b|(?:^|\s)/j\b|\bj/?k\b|\b(?:just|only|i'm) (?:kidding|joking)\b|\byeah,? right\b"
    r"|\bsaid no ?(?:one|body) ever\b"
    r"|\bin my dreams\b|\bapril fools?\b|\(not\)|\bas if[!.]|\bsarcas|\bi wish[!.]|\b(?:not|psych)!"
)
_DARK = re.compile(
    r"\b(?:kill(?:ing)? my ?self|suicid\w*|end(?:ing)? (?:it(?: all)?|my life|things for good)|(?:want|wanna"
    r"|ready|going|hope) (?:to )?die"
    r"|dying|hang(?:ing)? my ?self|self[- ]?harm\w*|cut(?:ting)? my ?self|hurt(?:ing)? my ?self|overdos\w*"
    r"|(?:be|were|was) dead|better off dead|not be here any ?more|no reason to live)\b"
)
# One of these stands in whatever the two patterns find, and is looked for much faster.
_JOKE_CUES = (
    *(
        "/s",
        "/j",
        "jk",
        "j/k",
        "kidding",
        "joking",
        " right",
        "said no",
        "in my dreams",
        "april fool",
        "(not)",
    ),
    *("as if", "sarcas", "i wish", "not!", "psych!"),
)
_DARK_CUES = (
    "kill",
    "suicid",
    "end",
    "die",
    "dying",
    "hang",
    "harm",
    "cut",
    "hurt",
    "overdos",
    "dead",
    "more",
    "reason",
)
_UNREAL = re.compile(
    r"\b(?:if|unless|whether|wish|wished|imagine|imagining|pretend|pretended|pretending|suppose|hypothetically"
    r"|as though|maybe|perhaps|probably|possibly|apparently|supposedly|dream(?:t|ed|ing)?|nightmare|let's say"
    r"|for example|for instance|e\.g"
    r"|in case|until|role ?play(?:ing)?|write a|tell me a|the word|translate|i'd say|i could be|might be"
    r"|what about)\b"
)
_MADE_UP = re.compile(
    r"\b(?:imagine|pretend|pretended|pretending|dream(?:t|ed|ing)?|nightmare|hypothetically|write a"
    r"|role ?play(?:ing)?)\b"
)
_FICTION = re.compile(
    r"\b(?:in|from) (?:the|a|an|this|that|my|our|his|her|one|some) (?:\w+ )?(?:film|movie|book|novel|song"
    r"|series|show|play|game|story|episode"
    r"|poem|drama|sitcom|musical|comic|manga|anime|script|lyrics|video|advert|fic|fanfic|podcast|sims)\b"
    r"|\b(?:film|movie|book|novel|song|series|show|play|story|poem|lyrics|line|quote|meme|joke|saying|poster"
    r"|shirt|mug|ad|advert|text|letter|card|sign)\b"
    r" (?:where|about|called|in which|says?|said|goes|reads?|saying|with|that goes|named|of)\b"
    r"|\b(?:character|characters|lyrics?|narrator|protagonist|heroine)\b|\bplay(?:s|ed|ing) an?\b|\b(?:starring"
    r"|quoting)\b"
    r"|\b(?:doing|rehearsing|in) (?:a|the|our) (?:\w+ )?(?:play|panto|pantomime|musical)\b"
    r"|\b(?:in|on) (?:minecraft|stardew(?: valley)?|skyrim|animal crossing|zelda|d&d|roblox|fortnite|tinder"
    r"|my (?:game|save|playthrough|world|fic))\b"
)
_REPORT = (
    r"(?:said|says|say|saying|told|tells|tell|telling|think|thinks|thought|thinking|claims?|claimed|believes?"
    r"|believed|assumes?|assumed"
    r"|reckons?|jokes?|joked|insists?|insisted|wrote|writes|texted|texts|asks?|asked|mentioned|screamed|yelled"
    r"|shouted|swears"
    r"|hoped?|hopes|hoping|pretends?|convinced|suggests?|suggested|heard|lied|lying|doubt|accused|accuses|fear"
    r"|afraid"
    r"|scared|worried|wonder|wondering|figured|figures|call(?:s|ed) me)"
)
_REPORTED = re.compile(
    rf"(?<!\bi )(?<!\bi've )(?<!\bi was )(?<!\bi already )(?<!\bi just )(?<!\bcan't )\b{_REPORT}"
    r"(?: (?!and\b|so\b|because\b)[\w']+){0,3}:? ?$"
    r"|\b(?:said|says|goes|was like|told me|tells me), ?$|\btold (?:him|her|them|people|everyone|everybody"
    r"|strangers|the \w+)(?: that)? ?$"
    r"|\bi'm (?:\w+ )?sure(?: that)? ?$|\bi (?:\w+ )?(?:think|thought|guess|hope|hoped|imagine|pretend"
    r"|pretended|doubt|lied|lie|worry|fear|suspect|believe|reckon)(?: to \w+)?(?: and said)?(?: that| like)? ?$"
    r"|\b(?:don't|didn't|doesn't|not|never) (?:think|mean|believe|say|said|feel|feel like|like|because|that"
    r"|as if|as though|saying|sure|as)(?: that)? ?$"
    r"|\b(?:like|than|as if|the idea that|the thought that|no way|pretending|so that|nobody|not|never|no longer"
    r"|almost|nearly|or|either|neither|nor"
    r"|except) ?$|n't ?$"
)
_INVERTED = re.compile(
    r"\b(?:do|did|am|should|could|would|can|will|shall|does|have|has|had|how come) ?$"
)
_WHEN = re.compile(
    r"\b(?:when|whenever|until|till|once|by the time|as soon as|before|after|every time|the (?:day|time|moment)"
    r"|back then|first time)[ ,]*$"
)
_ASK = re.compile(
    r"(?:^|[,:(-] ?|\band |\bso )(?:and |so |but |then |also |well )*"
    r"(?:do|does|did|is|are|am|was|were|can|could|should|would|will|have|has|what|what's|how|why|where|who|when"
    r"|which|any|anyone"
    r"|isn't|don't|doesn't|can't|aren't|won't|what if)\b"
)
_TAG = re.compile(r"[, ]*(?:right|yeah|no|ok|okay|huh|eh|or not|correct)?[, ]*$")


@dataclass(frozen=True)
class Found:
    """A fact by its places in `Sentence.plain`: where the value stands, and the words it was read from.

    value is a word of our own only for what somebody is to the person ("sister").
    """

    kind: str
    about: str
    value: Span | str
    span: Span
    single: bool = True


@dataclass(frozen=True)
class Sentence:
    """One sentence: `plain` for the rules, and the way back to the message as written."""

    message: str
    plain: str
    words: frozenset[str]  # those of plain: a rule asks first whether its own are among them
    at: int  # where plain begins in the letters that starts and ends are of
    starts: Sequence[int]  # for each letter: where it begins in the message
    ends: Sequence[int]  # and where it ends
    asks: bool
    joking: bool
    dark: bool  # the message speaks of death: it is no day for tastes and plans
    shouted: bool  # most words have a capital, so that capitals tell nothing

    def written(self, span: Span) -> str:
        """The letters of the message behind a place in `plain`; "" for an empty place."""
        start, end = span
        if end <= start:
            return ""
        return self.message[self.starts[self.at + start] : self.ends[self.at + end - 1]]

    def capital(self, place: int) -> bool:
        """Whether the letter at `place` was written as a capital."""
        return self.message[self.starts[self.at + place]].isupper()


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a message that say something, in order."""
    plain, starts, ends = _plainly(text[:MOST])
    plain = _QUOTED.sub(_blank, plain)
    dark = any(word in plain for word in _DARK_CUES) and _DARK.search(plain) is not None
    funny = any(sign in plain for sign in _JOKE_CUES)
    jokes = [joke.start() for joke in _JOKE.finditer(plain)] if funny else []
    cuts = list(_cuts(plain))
    for place, (start, end, sign) in enumerate(cuts):
        until = cuts[place + 1][1] if place + 1 < len(cuts) else end
        joking = any(start <= joke <= until for joke in jokes)
        start += len(plain[start:end]) - len(plain[start:end].lstrip())
        piece = plain[start:end].rstrip()
        if piece:
            shouted = _shouted(text[starts[start] : ends[start + len(piece) - 1]])
            words = frozenset(_WORDS.findall(piece))
            asks = "?" in sign
            yield Sentence(text, piece, words, start, starts, ends, asks, joking, dark, shouted)


def asserted(sentence: Sentence, span: Span) -> bool:
    """Whether the person says what stands in `span` themselves, as true, of now."""
    before = _scope(sentence, span[0])
    return not (
        _barred(sentence, span, before)
        or _UNREAL.search(before)
        or _REPORTED.search(before)
        or _INVERTED.search(before)
        or _WHEN.search(before)
    )


def presupposed(sentence: Sentence, span: Span) -> bool:
    """Whether what stands in `span` is taken for granted: "if my sister Mia calls" has a sister Mia."""
    before = _scope(sentence, span[0])
    return not (_barred(sentence, span, before) or _MADE_UP.search(before))


def _barred(sentence: Sentence, span: Span, before: str) -> bool:
    if sentence.joking or _FICTION.search(before):
        return True
    if not sentence.asks:
        return False
    rest = sentence.plain[span[1] :]
    asks_on = _ASK.search(rest)
    return _ASK.search(before) is not None or asks_on is None or _TAG.fullmatch(rest) is not None


def _scope(sentence: Sentence, end: int) -> str:
    """What stands before a place and still governs it."""
    start = 0
    for turn in _TURN.finditer(sentence.plain, 0, end):
        start = turn.end()
    return sentence.plain[start:end].lstrip(" ,")


def _cuts(plain: str) -> Iterator[tuple[int, int, str]]:
    """Where each sentence begins and ends, and its sign; a very long one is cut between two clauses."""
    at = 0
    stops = [
        (stop.start(), stop.end(), stop.group())
        for stop in _STOP.finditer(plain)
        if _stops(plain, stop)
    ]
    for end, after, sign in [*stops, (len(plain), len(plain), "")]:
        while end - at > _LONGEST:
            middle, last = at + _LONGEST // 2, at + _LONGEST
            cut = max(plain.rfind(" and ", middle, last), plain.rfind(", ", middle, last))
            cut = cut if cut > 0 else last
            yield at, cut, ""
            at = cut
        yield at, end, sign
        at = after


def _stops(plain: str, stop: re.Match[str]) -> bool:
    """Whether a sign ends a sentence: not the full stop in "12.3." or "e.g"."""
    start, end = stop.span()
    if end - start > 1 or stop.group() in ";\n":
        return True
    inside = _GOES_ON.match(plain, end) or _IN_A_DATE.search(plain[max(start - 4, 0) : start])
    return inside is None


def _plainly(text: str) -> tuple[str, list[int], list[int]]:
    low = text.lower()
    if len(low) != len(text):  # a few capitals of other scripts become two letters
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    low = low.translate(_SIGNS)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _REWRITE.finditer(low):
        start, end = found.span()
        pieces.append(low[at:start])
        starts.extend(range(at, start))
        ends.extend(range(at + 1, start + 1))
        new = _instead(found.group())
        pieces.append(new)
        starts.extend([start] * len(new))
        ends.extend([end] * len(new))
        at = end
    pieces.append(low[at:])
    starts.extend(range(at, len(low)))
    ends.extend(range(at + 1, len(low) + 1))
    return "".join(pieces), starts, ends


def _instead(words: str) -> str:
    if words.isspace():
        return "\n" if "\n" in words else " "
    return _UNSPACED.get(" ".join(words.split()), words.rstrip("."))


def _blank(found: re.Match[str]) -> str:
    """A quotation without its words; one quoted word stays, its signs set it off well enough."""
    words = found.group()
    nickname = " " not in words.strip() and words[0] not in ">'"
    return words if nickname else "\x00" * len(words)


def _shouted(written: str) -> bool:
    words = written.split()
    capitals = sum(word[0].isupper() for word in words)
    return (len(words) > 1 and written.isupper()) or (
        len(words) > 3 and capitals * 10 > len(words) * 7
    )
