"""What this person asked never to get, held against every sentence: drafted or written by people.

Where there may be danger nothing here is asked: help goes before tone, and before what is off limits.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from companion.policy import guard_talk as talk
from companion.policy.plain import plain
from companion.policy.words import listed
from companion.turn import Risk, Unwished


def nothing(text: str) -> frozenset[str]:
    """What a text touches where nothing is off limits."""
    return frozenset()


@dataclass(frozen=True)
class Wishes:
    """All that holds with this person, in every talk or in this one.

    touches: which of what is off limits a text touches, by any of its names. kinds: kinds of reply and
    tones. names: what they are not to be called. words: what is not to be said. lifted: kinds that
    were taken back since their last message.
    """

    touches: Callable[[str], frozenset[str]] = nothing
    kinds: frozenset[Unwished] = frozenset()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    lifted: frozenset[Unwished] = frozenset()

    def before(self, avoided: tuple[str, ...]) -> tuple[str, ...]:
        """What is not wanted before a message is read: what the talk `avoided` and what always holds.

        As `cues.wishes` names them.
        """
        return tuple(
            kind.value
            for kind in (Unwished.ADVICE, Unwished.QUESTIONS)
            if kind in self.kinds or (kind.value in avoided and kind not in self.lifted)
        )

    @property
    def guidance(self) -> tuple[str, ...]:
        """The same for a model to read. What is off limits is not named: it would take it up."""
        unsaid = tuple(f'Never write "{word}".' for word in (*self.names, *self.words))
        return (*(line for kind, line in _GUIDANCE.items() if kind in self.kinds), *unsaid)


NO_WISHES = Wishes()


def broken(raw: str, text: str, risk: Risk, wishes: Wishes) -> str:
    """The rule that a sentence in answer to `text` breaks, one of `RULES`; "" for none."""
    if risk >= Risk.ELEVATED:
        return ""
    if wishes.touches(raw) - wishes.touches(text):
        return OFF_LIMITS
    spelling = plain(raw)
    if any(_calls(plain(name)).search(spelling) for name in wishes.names):
        return NAME
    if any(_holds(plain(word)).search(spelling) for word in wishes.words):
        return WORD
    tones = (tone for kind, tone in _TONES.items() if kind in wishes.kinds)
    return next((rule for rule, test in tones if test(raw, spelling, text)), "")


OFF_LIMITS, NAME, WORD = "off-limits", "unwished-name", "unwished-word"

# --- names and words -----------------------------------------------------------------------------

PET_NAMES = listed(
    "dear dearie dearest hon honey hun hunny sweetheart sweetie sweety sweet darling darlin love luv"
    " lovely babe baby bae mate matey buddy bud pal dude bro bruv friend champ kiddo kid sunshine"
    " angel sugar princess doll pumpkin poppet duck petal pet flower treasure cutie precious"
)
# Nobody is called so by chance: a name wherever it stands, but for "your mate" and "a pal".
_ALWAYS = listed(
    "dearie hon honey hun hunny sweetheart sweetie sweety darling darlin luv babe bae mate matey buddy"
    " pal dude bro bruv kiddo"
)
# Words of every day: names only where they stand as an address, or after "my".
_AT_TIMES = (PET_NAMES | listed("sir madam miss mister boss chief lady girl boy man sis")) - _ALWAYS
_LEADS = (
    r"oh|hey|hi|hello|ok|okay|well|yes|no|thanks|(?:thank|are|bless) you|sorry|night|morning|evening"
    r"|afternoon|course|right|please|again|bye|welcome|there there|come on|my(?: \w+)?"
)


@functools.cache
def _calls(name: str) -> re.Pattern[str]:
    """Finds somebody called `name`, both in plain spelling; an unusual name is one anywhere."""
    word = re.escape(name)
    if name in _ALWAYS:
        return re.compile(rf"(?<!your )(?<!his )(?<!her )(?<!their )(?<!the )(?<!a )\b{word}\b")
    if name not in _AT_TIMES:
        return re.compile(rf"\b{word}\b")
    return re.compile(
        rf"(?:^|[.,;:!?] ?|\b(?:{_LEADS}) ){word}(?=\s*(?:$|[.,;:!?]))"
        rf"|^(?:(?:{_LEADS}) )+{word}\b|\bmy (?:\w+ )?{word}\b"
    )


@functools.cache
def _holds(word: str) -> re.Pattern[str]:
    """Finds `word`, both in plain spelling, also with the endings it takes."""
    return re.compile(rf"\b{re.escape(word)}(?:s|es)?\b")


_PETS = tuple(sorted(PET_NAMES))


def _pet_name(raw: str, spelling: str, text: str) -> bool:
    return any(name in spelling and _calls(name).search(spelling) for name in _PETS)


# --- tones ---------------------------------------------------------------------------------------

_JOKES = re.compile(
    r"\b(?:(?:ha){2,}h?|(?:he){2,}|lol|lmao|rofl|jk|kidding|jok(?:e|es|ing|ed)|joker|pun|puns"
    r"|punch ?line|knock knock|funny|hilarious|tease|teasing|comedy|giggle\w*|chuckle\w*)\b"
)
_GRINS = re.compile(
    "[\U0001f600-\U0001f606\U0001f609\U0001f61b-\U0001f61d\U0001f923\U0001f92a]|[;:]-?[)DPp](?!\\w)"
)
_GLEE = re.compile(
    r"\b(?:ya+y|hooray|hurray|woo ?ho+|wow|whee|wahey|awesome|amazing|fantastic|fabulous|terrific"
    r"|wonderful|brilliant|superb|splendid|excellent|marvel\w+|incredible|exciting|excited|thrill\w*"
    r"|delight\w*|overjoyed|ecstatic|congrat\w*|celebrat\w*|cheer\w*|great (?:news|job|work)"
    r"|thats (?:so |really |just )?(?:great|lovely|super|brilliant)|how (?:great|lovely|nice|exciting)"
    r"|(?:so|what) (?:a )?lovely|lovely (?:news|to (?:hear|read))|so (?:glad|happy) (?:for|to|that|you)"
    r"|good for you|well done|keep smiling|sunshine|you rock|high five|hip hip)\b"
)
_CHEERS = re.compile(
    "[\U0001f600-\U0001f60d\U0001f60a\U0001f973\U0001f929\U0001f389\U0001f38a\U0001f496\u2728\u2600]"
)
_SORRY = re.compile(
    r"\bsorry\b|\bapologi[sz]e|\bapolog(?:y|ies)\b|\bforgive me\b|\bpardon\b|\bmy mistake\b"
)
_NOT_OURS = re.compile(
    r"\b(?:you|youre|youd|youve|he|she|they|them|him|her|his|your|somebody|someone|nobody|anyone"
    r"|never|an|owed?|feel(?:ing)?|felt|be|being|say|says|saying|said|short|plain)"
    r" (?:\w+ ){0,3}?(?:sorry|apolog\w+)"
)


def _jokes(raw: str, spelling: str, text: str) -> bool:
    """Fun of ours; a joke that the person told of may be spoken of."""
    if _GRINS.search(raw):
        return True
    theirs = {found[:3] for found in _JOKES.findall(plain(text))}
    return any(found[:3] not in theirs for found in _JOKES.findall(spelling))


def _cheers(raw: str, spelling: str, text: str) -> bool:
    if "!" in raw or _CHEERS.search(raw):
        return True
    found = _GLEE.search(spelling)
    return found is not None and talk.GOOD_NEWS_UNLESS.search(spelling) is None


def _exclaims(raw: str, spelling: str, text: str) -> bool:
    return "!" in raw or "\uff01" in raw


def _apologises(raw: str, spelling: str, text: str) -> bool:
    """An apology or pity of ours, not one that the person owes or was owed."""
    return _SORRY.search(_NOT_OURS.sub(" ", spelling)) is not None


Test = Callable[[str, str, str], bool]

_TONES: dict[Unwished, tuple[str, Test]] = {
    Unwished.PET_NAMES: (NAME, _pet_name),
    Unwished.EXCLAMATIONS: ("unwished-exclamation", _exclaims),
    Unwished.SORRY: ("unwished-sorry", _apologises),
    Unwished.JOKES: ("unwished-joke", _jokes),
    Unwished.CHEER: ("unwished-cheer", _cheers),
}
_GUIDANCE = {
    Unwished.PET_NAMES: "No pet names.",
    Unwished.EXCLAMATIONS: "No exclamation marks.",
    Unwished.SORRY: "Do not say sorry.",
    Unwished.JOKES: "No jokes.",
    Unwished.CHEER: "Sober, not cheerful.",
}
RULES = tuple(dict.fromkeys((OFF_LIMITS, NAME, WORD, *(rule for rule, _ in _TONES.values()))))
"""The names of the rules, in the order in which they are asked."""
