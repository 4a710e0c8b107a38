"""What a message is about where no known noun stands in it: "the pandemic", "your remote learning".

Any word can be a subject, so it is told by what stands around it: a "my" or an "about" before it and
a small word or a stop behind it. There is no tagger; what is in doubt is left out, and the lines that
name a subject say nothing of it but that it was mentioned (`wording/about.toml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.policy import tender
from companion.policy.words import (
    ADVERBS,
    BASE_VERBS,
    DANGLING,
    FILLERS,
    FINITE,
    NOT_A_PAST,
    PROFANITY,
    TIMES,
    TRAILING,
    listed,
)

MOST = 3  # words of a subject
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|[.,!?;:()]|\d\S*")
_CONCERNS = listed("about over because with regarding concerning")
_REQUEST = re.compile(
    r"\b(?:can|could|would|will) (?:you|u|we)\b[^.?!]*|\b(?:please )?help me\b[^.?!]*",
    re.IGNORECASE,
)
_BEFORE = listed("of by for")
_FEARED = listed(
    "because scared afraid tired sick fear fed-up full proud pressure pressures stress part news"
)
_PLACES = listed("in on at from to into off out under through across behind near outside inside of")
_EQUALS = listed(
    "am i'm im is are was were be been being isn't not no as like he's she's it's that's"
)
_LED_IN = listed("the this these those that all a an my our")
_DETERMINED = listed("the this these those")
_OWN = listed("my our")
_COMPANY = listed("am im i'm is was were be been went go going gone live lived living stay stayed")
_LOOSE = listed("a an another some any his her their no every each your")
_BE = listed("is are was were has have had isn't aren't wasn't weren't keeps makes made")

# What ends a noun phrase and never belongs to one.
_SMALL = (
    DANGLING | ADVERBS | FILLERS | TIMES | TRAILING | _CONCERNS | _BEFORE | _DETERMINED | _OWN
    | _LOOSE | _BE
    | listed(
        "after during without through throughout despite me him us them myself himself herself themselves yourself mine yours ours theirs you your"
        " who whom whose what when where why which i he she it we they one ones somebody someone"
        " anybody anyone nobody everybody everyone something anything nothing everything there here"
        " if unless until till though although while whereas whether either neither nor yet"
        " up down out off away back around across along against among before behind below above"
        " beside between beyond near onto upon within under toward towards like unlike per via"
        " am be been being do does did doing done will would shall should may might must can could"
        " gonna wanna gotta going getting having feeling trying making taking being leading causing"
        " i'm i've i'd i'll im ive he's she's it's that's there's they're we're don't dont can't cant"
        " much many more most less least enough several such same own other others else few little"
        " very too as again soon later early late ago yet tonight tomorrow yesterday"
        " monday tuesday wednesday thursday friday saturday sunday january february march april may"
        " june july august september october november december perhaps awhile outta rang outside inside round"
        " don't doesn't isnt arent wasnt whats thats sure"
    )
)  # fmt: skip
# What does not stand at the end of one: how something is, or what is done.
_QUALITIES = listed(
    "sad happy glad angry mad upset tired scared afraid anxious worried nervous stressed depressed"
    " lonely alone good bad better best worse worst great fine okay nice hard difficult tough easy"
    " big small huge new old young long short high low real true false right wrong sure able unable"
    " ready busy free full empty open close closed sick ill well dead alive homeless jobless unemployed slow fast safe strong weak late"
    " possible impossible important different similar whole entire main first last next final only"
    " past recent current previous former certain clear obvious positive negative personal social"
    " mental physical emotional financial overwhelmed excited proud ashamed guilty hopeless helpless"
    " older younger bigger smaller longer shorter harder easier later sooner closer louder higher lower"
    " useless ridiculous crazy weird strange terrible horrible awful amazing wonderful beautiful"
    " serious severe constant due able likely unlikely especially maximum minimum less non"
)
# Too vague, too near or too heavy to be asked after by itself.
_VAGUE = listed(
    "thing things lot lots bit way ways time times day days night nights week weeks month months year"
    " years hour hours minute minutes moment moments while couple kind kinds sort type part side end"
    " rest reason reasons point fact case number amount people person guy guys man woman men women"
    " everyone stuff something mind head heart self selves word words turn turns question questions sense luck"
    " place places matter sake behalf advice help support chat talk conversation name age opinion"
    " god hell lord goodness feelings feeling emotion emotions thoughts thought others body weight option options"
    " shape face skin wrists wrist throat stomach chest legs thighs belly sex rape abuse suicide death"
    " funeral grave coffin pills blade knife gun rope self-harm overdose fault life lives lately"
    " morning evening afternoon weekend today eyes voice today idea hope chance choice deal order"
    " level term terms addition regards regard general particular hand hands middle top bottom front"
    " start beginning way-out etc example instance course world"
    " board pros cons wheels wall rut loop circles summary crossroads shoes spot bucket boat edge rock"
    " accuracy possibility probability quality lack lock change affair porn nudes penis vagina breasts boobs"
)
_UNCOUNTED = listed(
    "isolation unemployment procrastination education inflation pollution discrimination rejection covid covid-19 coronavirus money depression anxiety loneliness stress school college work"
    " homework housework research traffic weather snow rain music football soccer basketball"
    " homesickness unemployment insomnia grief racism bullying burnout procrastination alcohol"
    " therapy retirement christmas thanksgiving easter parenthood motherhood childcare university"
    " insurance pregnancy menopause dating divorce gambling drinking smoking gaming gossip"
)
_YOURS = listed(
    "wife husband partner boss manager boyfriend girlfriend mum mom dad kids ex brother sister roommate"
    " flatmate coworker co-worker supervisor parents mother father son daughter family friend"
)
_NOUNS_TOO = listed(
    "work help change move show play fall fight loss love drink smoke sleep drive run"
)
# What a noun did, and so no part of its phrase: "my company laid off".
_DONE = (FINITE | listed("laid rang told kept sent gave took went came saw ran sold")) - _NOUNS_TOO
_MASSY = re.compile(r"(?:ness|ism)$")


@dataclass(frozen=True)
class _Found:
    phrase: str
    worth: float


def subject(text: str) -> str:
    """A short noun phrase of the person's, as we would say it; "" where none is safe.

    "my remote learning" gives "your remote learning", "over household chores" "household chores",
    "I had a job interview" "the job interview".
    """
    if tender.kind(text) in ("dark", "contempt"):
        return ""
    straight = text.replace("\u2019", "'")
    # What the program is asked for is no matter of theirs, unless they say that it is.
    told = _REQUEST.sub(". ", straight)
    best = _best(told, owned=False)
    return best if best or told == straight else _best(straight, owned=True)


def _best(text: str, *, owned: bool) -> str:
    """The worthiest subject in a text; owned: only one that is said to be theirs."""
    words = _WORD.findall(text)
    best = _Found("", 0.0)
    for index in range(len(words)):
        asked_to_be = index > 0 and words[index - 1].lower() == "be"
        if owned and (words[index].lower() not in _OWN or asked_to_be):
            continue
        found = _at(words, index)
        if found is not None and found.worth > best.worth and not tender.unsayable(found.phrase):
            best = found
    return best.phrase


def _at(words: list[str], index: int) -> _Found | None:
    """The subject that begins behind the word at `index`, which must be one that leads to a subject."""
    if index == 0 or words[index - 1] in (".", "!", "?", ",", ";"):
        found = _leading(words, index)
        if found is not None:
            return found
    word = words[index].lower()
    before = words[index - 1].lower() if index else ""
    due = word == "to" and before == "due"
    if word in _CONCERNS or due or (word in _BEFORE and (word != "of" or before in _FEARED)):
        if words[index + 1 : index + 2] and words[index + 1].lower() in _LED_IN:
            return None  # found behind that word
        worth, article = 2.5 if due or word in _CONCERNS else 1.0, ""
    elif word in _OWN:
        worth, article = 3.0, "your"
    elif word in _DETERMINED and (before not in _PLACES or _feared(words, index)):
        worth, article = 2.0 + (before in _CONCERNS), "the"
    elif word in ("a", "an") and before not in _EQUALS | _PLACES | {"such", "quite"}:
        worth, article = 1.5 + (before in _CONCERNS), "the"
    else:
        return None
    phrase = _phrase(words, index + 1)
    if not phrase or (word in ("a", "an") and phrase[-1].lower() in _YOURS and _has(words, index)):
        return None
    proper = article != "the" and any(one[0].isupper() and one[1:].islower() for one in phrase)
    said = [one if proper and one[0].isupper() else one.lower() for one in phrase]
    if not article and said[0].endswith("ing") and said[0] not in _UNCOUNTED:
        return None  # "for failing", "about finding work": something done, no subject
    if not article and not proper and not _needs_none(said[-1]):
        if word == "with" and before in _COMPANY and said[-1] not in _YOURS:
            return None  # "I was with tom": somebody's name
        article = "the"
    if article == "the" and said[-1] in _YOURS:
        article = "your"
    return _Found(" ".join([article, *said] if article else said), worth + 0.1 * len(said))


def _has(words: list[str], index: int) -> bool:
    """Whether somebody else has what follows the word at `index`: "she has a boyfriend"."""
    before = [word.lower() for word in words[max(0, index - 3) : index]]
    return (
        bool(before)
        and before[-1] in ("has", "got", "had", "found")
        and before[0] not in ("i", "we")
    )


def _leading(words: list[str], index: int) -> _Found | None:
    """A subject that begins a sentence by itself: "Finals are this week"."""
    phrase = _phrase(words, index)
    after = words[index + len(phrase)].lower() if index + len(phrase) < len(words) else ""
    if not phrase or after not in _BE or not _needs_none(phrase[-1].lower()):
        return None
    return _Found(" ".join(phrase).lower(), 1.5)


def _feared(words: list[str], index: int) -> bool:
    """Whether what stands before the word at `index` tells a reason: "afraid of the", "due to the"."""
    before = tuple(word.lower() for word in words[max(0, index - 2) : index])
    return before == ("due", "to") or (before[1:] == ("of",) and before[0] in _FEARED)


def _phrase(words: list[str], start: int) -> list[str]:
    """The words from `start` to the next small word or stop, [] where they are no noun phrase."""
    end = start
    while end < len(words) and end - start <= MOST and _may_belong(words[end]):
        if end > start and words[end].lower() in _DONE:
            break
        end += 1
    if end > start + 1 and words[end - 1].endswith("ing") and words[end - 2].lower() in _YOURS:
        end -= 1  # "best friend moving away"
    phrase = words[start:end]
    if not phrase or len(phrase) > MOST:
        return []
    last = phrase[-1].lower()
    low = {word.lower() for word in phrase}
    if last in _QUALITIES | _VAGUE or last.endswith("ly") or low & (PROFANITY | _VAGUE):
        return []
    if last in BASE_VERBS | _DONE and last not in _NOUNS_TOO:
        return []  # "the boss yells": cut through a sentence
    if last.endswith("ed") and last not in NOT_A_PAST | {"bed", "breed", "weed", "speed", "need"}:
        return []
    return [] if any(word.endswith("'s") for word in phrase) else phrase


def _may_belong(word: str) -> bool:
    return word[0].isalpha() and word.lower() not in _SMALL and len(word) > 1


def _needs_none(noun: str) -> bool:
    """Whether a noun stands without an article: more than one of them, or nothing one counts."""
    several = noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
    return several or noun in _UNCOUNTED or _MASSY.search(noun) is not None
