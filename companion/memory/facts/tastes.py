"""What somebody likes and dislikes, as they put it: things and doings, no people and no clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.memory.facts.names import AMBIGUOUS, NAMES
from companion.memory.facts.places import PLACES
from companion.memory.facts.text import Found, Sentence, Span, asserted
from companion.memory.facts.words import NOT_NAMES, PETS, PLURALS, RELATIONS
from companion.memory.mentions import listed

_ADV = (
    r"(?:(?:really|absolutely|do|also|still|just|always|truly|genuinely|totally|actually|quite|rly|honestly"
    r"|secretly|kinda|so|particularly|especially|fucking|bloody) )*"
)
_LIKES = re.compile(
    rf"\b(?:i {_ADV}(?:like|love|adore|enjoy)"
    rf"|i'm {_ADV}(?:a )?(?:big |huge |massive )?(?:fan of|fond of|into|keen on)"
    rf"|i've {_ADV}(?:loved|liked|enjoyed|been into)) (?=\S)"
)
_DISLIKES = re.compile(
    rf"\b(?:i {_ADV}(?:hate|dislike|detest|loathe)"
    rf"|i {_ADV}(?:don't|never)(?: really| rly| even| particularly| actually| much)* (?:like|liked|enjoy"
    r"|enjoyed)"
    rf"|i {_ADV}can't (?:stand|bear|abide)"
    rf"|i'm {_ADV}not (?:really |exactly |much of )?(?:a |much of a )?(?:big |huge )?(?:fan of|fond of|into"
    r"|keen on|crazy about)"
    rf"|i'm {_ADV}no (?:big )?fan of"
    r"|i've (?:never (?:really )?(?:liked|enjoyed)|always (?:hated|disliked)|(?:completely |totally |really "
    r"|kind of )*gone off)"
    r"|i (?:completely |totally )?went off) (?=\S)"
)
_KINDS = (
    r"(?:food|foods|meal|dish|snack|drink|tea|coffee|cake|colou?r|colou?rs|season|time of (?:the )?year"
    r"|time of (?:the )?day"
    r"|day of the week|band|bands|singer|music|genre|composer|film|films|movie|movies|book|books|author|writer"
    r"|tv show|show"
    r"|shows|series|game|games|board game|video game|podcast|sport|sports|hobby|hobbies|animal|animals|flower"
    r"|flowers"
    r"|place|city|country|holiday|subject|thing(?: in the world| of all time| ever)?|smell|thing to (?:eat"
    r"|drink|watch|read|play|cook|do)|way to relax"
    r"|ice cream|pizza|fruit|vegetable|cheese|sweet|sweets|plant|tree|bird|dessert|instrument|artist|poet"
    r"|album)"
)
_FAVOURITE = re.compile(
    rf"\bmy (?:all[- ]time |absolute )?(?:favou?rite|fave) (?:\w+ )?{_KINDS}(?: is|'s| are) (?:definitely "
    r"|still |always )?(?=\S)"
)
_DROPPED = re.compile(
    r"^(?:ugh |god |honestly |also |but |really )?(?P<verb>love|adore|hate|can't stand|don't like) (?=\S)"
)
_IS_FAVOURITE = re.compile(
    rf"(?:^|, |\bbut )(?P<what>[^\W\d_][\w' -]{{1,30}}?) (?:is|are) my (?:absolute "
    rf"|all[- ]time )?favou?rite(?: {_KINDS})?(?=$|[,.!])"
)
# What may stand before "I like": anything else makes it a part of another clause ("the songs I like").
_LED = re.compile(
    r"(?:^|[^\w' ] ?|\b(?:and|but|so|because|bc|cuz|cos|cause|'cause|as|since|though|although|yeah|yes|yep|no"
    r"|nope|oh|ok"
    r"|okay|well|honestly|actually|also|plus|lol|haha|tbh|ngl|know|knows|knew|said|told you|you that|me that"
    r"|out|is|then|now|still|anyway"
    r"|personally|generally|overall|admit|realised|realized|noticed|hi|hey|hello|why|ugh|god|man|secretly|while"
    r"|mean"
    r"|fyi|btw|i) )$"
)
_STOP = re.compile(
    r"[.;:!?()\x00\u2014\u2013\"\n]| - |[^\w\s'&,/+-]|\b(?:but|because|bc|cuz|cos|'?cause|so|when|whenever|if"
    r"|since|though"
    r"|although|while|until|unless|than|rather|idk|dunno|as|too|either|anymore|any ?more|a lot|very much|so much"
    r"|these days|at the moment"
    r"|right now|now|lately|again|the most|the best|best|most|more|less|better|lol|haha|tbh|ngl|today|tonight"
    r"|really|especially"
    r"|particularly|except|instead|despite|mainly|mostly|apparently|obviously|anyway|yesterday|ever|always|even"
    r"|just|like|apart|btw"
    r"|tho|in general|generally|nowadays|such|sometimes|constantly|this|and (?:now|so|i|i'm|i've|then|my|he|she|it"
    r"|it's|we|they|they're"
    r"|that|that's|you|don't|can't|am|would|used|never|always|not|hate|love|like|enjoy|miss|want|need|prefer"
    r"|can|will|have|had))\b"
)
_TURNED = ("less", "like", "such", "rather", "this")
_RELATIVE = re.compile(
    r"\b(?:who|whom|that|which|where|whose|what(?! to)|how(?! to)|why|whether)\b"
)
_BACK_THEN = re.compile(
    r"[^.]{0,40}\b(?:when i was|as a (?:kid|child|teenager|boy|girl)|back then|growing up)\b"
)
_IRONIC = re.compile(
    r"\U0001f644|(?:^|\s)/s\b|\bobviously\b|\bdon't you just\b"
    r"|\b(?:oh|yeah|yes|sure|great|wow|gee)(?: sure| yes| great| how)?,? i (?:just |really |do )*(?:love|enjoy"
    r"|adore)\b"
    r"|\bi (?:just|so) (?:love|adore)\b"
)
_NEVER = listed(
    """i i'm i've i'd i'll me myself you your yours yourself he him his himself she her hers herself it its
    itself they
    them their theirs themselves we us this that these those there here who what who how why where when whether
    if is are
    was were be been am isn't aren't wasn't don't doesn't didn't do does did has have had will would can could
    should
    might must can't won't not never nothing no none anything something everything someone somebody anyone
    anybody nobody
    everyone everybody people life today tomorrow yesterday tonight one thing way fact idea thought feeling
    look part rest
    person man woman guy girl boy literally basically gonna wanna got get gets went go goes said says makes
    make made feel
    feels felt think thinks know knows want wants need needs keep keeps take takes took come comes came see saw
    give
    gives gave let lets let's tell tells told cried bit ones men women die dying died alive living existing
    suicide
    death body self things stuff situation moment u ur ya y'all umm um uh er hmm depression anxiety apathy
    existence
    awake suffering killing jumping drunk cutting myself bleeding it's they're he's she's we're i'm you're
    you've you'll"""
)
_DISLIKED_NEVER = listed(
    "work school society humans humanity family mornings myself weekends birthday birthdays home"
)
_NOT_FIRST = listed(
    """to about for with of in on at and but so by from more less very really much too only even also just then
    than up
    down out off over after before again all most both either neither such quite rather pretty like likes love
    loves hate
    hates enjoy prefer miss hope wish guess mean cant dont im ive wont as or totally almost nearly maybe
    probably
    definitely absolutely lol omg because call called away every each any another umm oh well yes yeah live
    each"""
)
_ALONE_NOT = listed(
    """watching doing having getting making being seeing going listening trying taking using keeping feeling
    looking
    giving putting letting knowing thinking calling starting stopping talking to"""
)
_VERBS = listed(
    """hate love like enjoy prefer want need miss feel think know go went run drink eat walk play read write
    sing cook
    bake watch listen swim cry sleep work live dance draw paint try use buy hope wish have has do am can't can
    will don't
    never always would could should keep got spend start stop stay see visit make take talk sit hang travel
    ride"""
)
# "The sea" is the same tomorrow; "the song" is one just spoken of.
_THE = listed(
    """sea ocean beach rain snow sun sunshine cold heat dark summer winter autumn fall spring night evenings
    mornings
    mountains countryside city forest woods outdoors gym cinema theatre theater library piano violin guitar
    beatles news
    quiet silence garden stars sky seaside lake river water park zoo smell sound taste peace opera ballet cure
    smiths
    weekend weekends dentist wind fog radio internet sauna pool bus train tube"""
)
_OF_SOMETHING = listed("smell sound taste peace")
_AND = re.compile(r",? (?:and|or|&) (?:also )?|, ")
_PAIRS = re.compile(
    r"\b(?:fish and chips|rock (?:and|&) roll|drum (?:and|&) bass|bread and butter|mac and cheese"
    r"|salt and vinegar"
    r"|gin and tonic|peanut butter and jelly|cheese and wine|black and white|arts and crafts|peace and quiet"
    r"|dungeons (?:and|&) dragons|bed and breakfast|ham and cheese|country and western)\b"
)
_TO_DO = re.compile(
    r"\b(?:being told|everyone else|(?:what|how) to \w+|middle of nowhere|for one)\b ?"
)
_GERUND = re.compile(r"[a-z-]{2,}ing")
_NO_GERUND = listed(
    "thing nothing something anything everything king ring spring string morning evening wing sibling ceiling building wedding"
)
_PREPOSITION = re.compile(
    r" (?:about|for|with|of|in|on|at|to|from|by|into|near|along|around|over|through) "
)
_THING_END = listed(
    "to of in on at for with from by about the a an and or into my our very i not n't being"
)
_MISERY = re.compile(
    r"(?:being|getting) (?:\w+ ){0,2}?(?:\w+ed|left|told|made|sick|late|stuck|alone|broke|lied|shouted|yelled"
    r"|forgotten"
    r"|broken|woken|dumped|rude|ill|sad|tired|lonely)\b"
    r"|being (?:high|cheap|down|up|fat|poor)\b|waking up|lying|crying|failing|losing|mondays|traffic|deadlines|rejection|being me|paying|queu"
    r"|cleaning up after|having no"
)
_RELATED = frozenset(
    word for word, who in (RELATIONS | PLURALS).items() if who not in PETS
) | listed(
    "parents family friends boss ex baby mate mates colleagues girl boy man wife husband kid guys guy lot packers self"
)
# Without one of these words there is nothing to read.
_CUES = listed(
    """like love adore enjoy fan fond into keen loved liked enjoyed hate dislike detest loathe stand bear abide
    crazy off hated disliked favourite favorite fave"""
)


def tastes(sentence: Sentence) -> Iterator[Found]:
    """Likes and dislikes, each thing of a list by itself."""
    if sentence.words.isdisjoint(_CUES):
        return
    plain = sentence.plain
    for kind, rules in (("likes", (_LIKES, _FAVOURITE)), ("dislikes", (_DISLIKES,))):
        for rule in rules:
            for found in rule.finditer(plain):
                led = rule is _FAVOURITE or _LED.search(
                    plain[max(found.start() - 24, 0) : found.start()]
                )
                if led:
                    yield from _liked(sentence, found, kind)
    for found in _IS_FAVOURITE.finditer(plain):
        span = found.span("what")
        words = plain[slice(*span)].split()
        if (
            not sentence.dark
            and is_thing(sentence, span)
            and _taste(words, "likes")
            and asserted(sentence, found.span())
        ):
            yield Found("likes", "likes", span, (span[0], found.end()), single=False)
    dropped = _DROPPED.match(plain)
    if dropped is not None:
        kind = "likes" if dropped["verb"] in ("love", "adore") else "dislikes"
        yield from _liked(sentence, dropped, kind)


def is_thing(sentence: Sentence, span: Span) -> bool:
    """Whether the words are a thing or a doing that means the same tomorrow, and nobody's name."""
    words = sentence.plain[slice(*span)].split()
    if not words or len(words) > 10 or words[0] in _NOT_FIRST or words[-1] in _THING_END:
        return False
    bare = [word.strip(",") for word in _TO_DO.sub("", sentence.plain[slice(*span)]).split()]
    if not bare:
        return is_doing(words[0])  # "being told what to do"
    first, start = words[0].strip(","), span[0]
    doing = is_doing(first)
    if not doing and (len(words) > 7 or first.endswith(("ed", "n't", "ly")) or "/" in first):
        return False
    if (doing and len(words) == 1 and first in _ALONE_NOT) or not first[:1].isalpha():
        return False
    if any(word in _NEVER for word in bare) or (len(words) == 1 and first in _RELATED):
        return False
    if doing or first not in NAMES or first in PLACES:
        return True
    capital = sentence.capital(start) and not sentence.shouted
    return first in AMBIGUOUS and not capital


def is_doing(word: str) -> bool:
    """Whether a word is a gerund: "walking", not "morning"."""
    return _GERUND.fullmatch(word) is not None and word not in _NO_GERUND


def thing_after(plain: str, start: int) -> Span | None:
    """The words from `start` to where the thing they name is over; None if a clause hangs on it."""
    stop = _STOP.search(plain, start)
    end = stop.start() if stop else len(plain)
    comma = plain.find(",", start, end)
    end = comma if comma >= 0 else end
    span = _trim(plain, start, end)
    return span if span[1] > span[0] and not _RELATIVE.search(plain[slice(*span)]) else None


def _liked(sentence: Sentence, found: re.Match[str], kind: str) -> Iterator[Found]:
    plain, start = sentence.plain, found.end()
    if sentence.dark or not asserted(sentence, found.span()) or _BACK_THEN.match(plain, start):
        return
    if kind == "likes" and _IRONIC.search(plain):
        return
    stop = _STOP.search(plain, start)
    if stop and stop.group() in _TURNED:
        return
    short = 5 if found.re is _DROPPED else 10
    named = found.re is _FAVOURITE
    for place, span in enumerate(_parts(plain, start, stop.start() if stop else len(plain))):
        words = plain[slice(*span)].split()
        if not words or len(words) > short or _RELATIVE.search(plain[slice(*span)]):
            return
        if (place and words[0] in _VERBS) or not is_thing(sentence, span):
            return
        if not _taste(words, kind) or (stop and stop.group() == "so" and is_doing(words[-1])):
            return
        if named or not _unknown_name(sentence, span):
            yield Found(kind, kind, span, (found.start(), span[1]), single=False)


def _unknown_name(sentence: Sentence, span: Span) -> bool:
    """Whether it is one word with a capital that may be somebody we do not know."""
    word = sentence.plain[slice(*span)]
    if " " in word or sentence.shouted or not sentence.capital(span[0]):
        return False
    return word not in PLACES and word not in NOT_NAMES


def _parts(plain: str, start: int, end: int) -> list[Span]:
    """The things of a list; the whole where they share a word; the first where no "and" ends the list."""
    words = plain[start:end]
    cuts = list(_AND.finditer(words))
    if not cuts or _PAIRS.search(words):
        return [_trim(plain, start, end)]
    spans: list[Span] = []
    at = 0
    for cut in cuts:
        spans.append(_trim(plain, start + at, start + cut.start()))
        at = cut.end()
    if cuts[-1].group() == ", ":
        if all(cut.group() == ", " for cut in cuts):
            return spans[:1]
        last = max(place for place, cut in enumerate(cuts) if cut.group() != ", ")
        return _parts(plain, start, start + cuts[last + 1].start())
    spans.append(_trim(plain, start + at, end))
    if _apart(plain, spans):
        return spans
    first_comma = words.find(", ")
    return (
        [_trim(plain, start, end)]
        if first_comma < 0
        else [_trim(plain, start, start + first_comma)]
    )


def _apart(plain: str, spans: list[Span]) -> bool:
    """Whether the parts of a list stand for themselves: not "action and comedy films"."""
    parts = [plain[slice(*span)] for span in spans]
    counts = [len(part.split()) for part in parts]
    if not all(counts):
        return False
    if all(is_doing(part.split()[0]) for part in parts):
        return True
    if any(_PREPOSITION.search(part) for part in parts):
        return False
    doing = is_doing(parts[0].split()[0])
    if len(parts) > 2:
        return max(counts) <= 3 and (not doing or counts[0] == 1)
    return counts[1] <= counts[0] and (not doing or counts[0] == 1)


def _trim(plain: str, start: int, end: int) -> Span:
    piece = plain[start:end]
    left = start + len(piece) - len(piece.lstrip(" ,"))
    if plain.startswith("some ", left):
        left += 5
    return left, max(end - (len(piece) - len(piece.rstrip(" ,-"))), left)


def _general(words: list[str]) -> bool:
    """Whether "the ..." is no one thing just spoken of: "the sea", "the smell of rain"."""
    return (
        words[-1] in _THE - _OF_SOMETHING
        if len(words) == 2
        else len(words) > 2 and words[1] in _THE and words[2] in ("of", "in", "at")
    )


def _taste(words: list[str], kind: str) -> bool:
    if words[0] == "the" and not _general(words):
        return False
    if words[0] in ("my", "our") and (kind == "dislikes" or words[-1] in _RELATED):
        return False
    if "to" in words and not is_doing(words[0]):
        return False
    if kind == "likes":
        return _MISERY.search(" ".join(words)) is None
    return (
        not (_DISLIKED_NEVER & set(words)) and "waking" not in words and "being" not in words[-1:]
    )
