"""Turning what the person said into a clause about "you", or refusing when it cannot be safe.

A refused clause only means a reply without the quotation, so every doubt ends in "". English is
read with word lists, not a parser: pronoun subjects are trusted, any other subject needs a verb
we know.
"""

from __future__ import annotations

import re

from companion.policy import tender
from companion.policy.words import (
    ADVERBS,
    ASIDES,
    BASE_VERBS,
    COMMON_SUBJECTS,
    DANGLING,
    DETERMINERS,
    DROPPED_I,
    FILLERS,
    FINITE,
    KIN,
    MISSING_APOSTROPHE,
    NOT_A_PAST,
    NOT_AFTER_I,
    PROFANITY,
    REFUSED,
    SUBJECTS,
    TIMES,
    TRAILING,
    listed,
)

MAX_WORDS = 16
_MAX_CHARACTERS = 400

_SWAP = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "am": "are",
    "we": "you", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
    "we're": "you're", "we've": "you've", "we'd": "you'd", "we'll": "you'll",
}  # fmt: skip
_STRESSED = listed("him her them all one two three every any no not how that this everyone")
_AFTER_IT_IS = listed(
    "a an the in on at not so just been all my our too very really only like over hard fine"
)
_WERE = {"was": "were", "wasn't": "weren't"}
_JOINS = listed("and but or then so because cause when while after since if that than as")
_CUTS = listed("and because when while after since so which where then")
_BAD_SIGNS = re.compile(r"[\"“”«»?{}<>\[\]=;/\\@#|_*~^()&%$+\n:]|--|[\u2013\u2014]")
_EDGE = re.compile(r"^[\s.,!…-]+|[\s.,!…-]+$")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*'?|\d{1,4}(?:st|nd|rd|th|am|pm)?", re.UNICODE)
_ASIDE = re.compile(
    rf", (?:yes|yeah|right|no|mate)$|,? (?:{'|'.join(ASIDES)})$|^(?:{'|'.join(ASIDES[:3])}),? ",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\bsince (?:an?|one|two|three|four|five|six|\w+teen|\d+) (?:minute|hour|day|week|month|year)s?\b",
    re.I,
)  # "I scrub since one hour": handed back it would sound like mockery
_NEGATED = re.compile(r"\b(not|never|no|nor|hardly)\b|n't\b")


def you_clause(text: str) -> str:
    """`text`, one full sentence by the person, as a clause about "you": lower-case start, no full stop.

    "My dad laughed at me." gives "your dad laughed at you". "" where it cannot be done safely:
    questions, quotations, commands, shouting, swearing, self-contempt, danger, code, other
    languages, fragments, several sentences, or too long to cut well.
    """
    words = _words(text)
    if not words:
        return ""
    words = _strip_hedge(words)
    if not _starts_like_a_sentence(words):
        return ""
    words = _strip_fillers(_cut(_uncut_subject(words)))
    if not words or len(words) < 2 or _bare(words[-1]) in DANGLING:
        return ""
    low = {_bare(word) for word in words}
    if _bare(words[0]) in DROPPED_I and low & {"me", "us"}:  # "didn't even tell me": not the person
        return ""
    return _swap(words)


def _uncut_subject(words: list[str]) -> list[str]:
    """No comma between subject and verb: "my flatmate, is crying" was "Ioana, my flatmate, is crying"."""
    for index, word in enumerate(words[:3]):
        after = _bare(words[index + 1]) if index + 1 < len(words) else ""
        if word.endswith(",") and _bare(words[0]) in DETERMINERS | KIN and after in FINITE:
            return [*words[:index], word.rstrip(","), *words[index + 1 :]]
    return words


def is_event(clause: str) -> bool:
    """Whether a clause from `you_clause` tells something that happened, not how the person is."""
    words = [_bare(word) for word in clause.split()]
    if not words:
        return False
    if words[0] not in ("you", "you're", "you've", "you'd", "you'll"):
        return not words[0].startswith(("it", "this", "that", "there"))
    rest = [word for word in words[1:] if word not in ADVERBS]
    if words[0] != "you" or not rest or {"never", "hardly", "barely"} & set(words[1:3]):
        return False
    return rest[0] in DROPPED_I or (rest[0].endswith("ed") and rest[0] not in NOT_A_PAST)


def sentences(text: str) -> tuple[str, ...]:
    """`text` cut after full stops, question and exclamation marks and line ends."""
    parts = re.split(r"(?<=[.!?…])\s+|\n+", text)
    return tuple(part.strip() for part in parts if part.strip())


def _words(text: str) -> list[str]:
    """The words with their commas, or [] where signs alone say that it cannot be done."""
    flat = re.sub("[\u2018\u2019\u02bc`]", "'", text).strip()
    flat = re.sub(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+\s*$", "", flat).strip()
    if (
        len(flat) > _MAX_CHARACTERS
        or flat.count("!") > 1
        or _BAD_SIGNS.search(flat)
        or re.search(r"[.!…]\s+\S", flat)
    ):
        return []
    flat = _ASIDE.sub("", _EDGE.sub("", flat))
    flat = re.sub(r"\b[Ii] (m|ve|ll|d)\b", r"I'\1", flat)
    if tender.unsayable(flat) or _SINCE.search(flat):
        return []
    raw = flat.replace(",", " , ").split()
    if not all(word == "," or _WORD.fullmatch(word) for word in raw):
        return []
    capitals = [word for word in raw if len(word) > 2 and word.isupper()]
    if len(capitals) > 1 or (capitals and len(raw) < 5):
        return []
    words: list[str] = []
    for word in raw:
        if word == ",":
            if words:
                words[-1] = words[-1].rstrip(",") + ","
        else:
            words.append(word)
    words = _apostrophes(_strip_fillers(words))
    low = {_bare(word) for word in words}
    return [] if low & PROFANITY or low & REFUSED else words


def _strip_fillers(words: list[str]) -> list[str]:
    while words and _bare(words[0]) in FILLERS:
        words = words[1:]
    while words and _bare(words[-1]) in TRAILING:
        words = words[:-1]
        if words:
            words[-1] = words[-1].rstrip(",")
    return words


def _apostrophes(words: list[str]) -> list[str]:
    """Write "im", "dont", "ill be" as they were meant; leave "ill" and "id" where they may be words."""
    mended = []
    for index, word in enumerate(words):
        low, comma = _bare(word), "," if word.endswith(",") else ""
        opens = index == 0 or _bare(words[index - 1]) in _JOINS | {
            "think",
            "thought",
            "know",
            "hoped",
            "said",
            "scared",
            "afraid",
        }
        follows = _bare(words[index + 1]) if index + 1 < len(words) else ""
        if low in MISSING_APOSTROPHE:
            mended.append(MISSING_APOSTROPHE[low] + comma)
        elif low == "its" and follows in _AFTER_IT_IS and (opens or words[index - 1].endswith(",")):
            mended.append("it's")
        elif low in ("id", "ill") and opens and (follows in BASE_VERBS or follows in ADVERBS):
            mended.append({"id": "I'd", "ill": "I'll"}[low] + comma)
        else:
            mended.append(word)
    return mended


def _strip_hedge(words: list[str]) -> list[str]:
    low = [_bare(word) for word in words[:4]]
    if low[:3] == ["i", "don't", "know"] and words[2].endswith(","):
        return words[3:]
    if low[:1] == ["i"] and len(low) > 2 and low[1] in ("guess", "mean", "suppose", "swear"):
        return words[3:] if low[2] == "that" else words[2:]
    return words


def _starts_like_a_sentence(words: list[str]) -> bool:
    """Subject and verb, as far as lists can tell."""
    low = [_bare(word) for word in words]
    while low and low[0] in TIMES:
        low = low[1:]
    if len(low) >= 2 and low[0] in ("last", "this") and low[1] in (
        "night", "week", "weekend", "month", "year", "morning", "evening", "afternoon",
    ) and (len(low) < 3 or low[2] not in FINITE):  # fmt: skip
        low = low[2:]
    if len(low) < 2:
        return False
    first, second = low[0], low[1]
    if first in ("i", "we") or first in SUBJECTS:
        return _verb_follows(low, 1)
    if first in ("i'm", "i've", "i'd", "i'll", "we're", "we've", "we'd", "we'll") or first in (
        "he's", "she's", "it's", "they're", "they've", "that's", "he'd", "she'd", "they'd",
        "he'll", "she'll", "they'll", "it'll", "there's",
    ):  # fmt: skip
        return second not in ("and", "but", "the") or first in ("it's", "that's", "he's", "she's")
    if first == "me" and second == "and":
        return _noun_phrase_then_verb(low[2:], plural=True)
    if first in DROPPED_I:
        return len(low) > 2 or second in ("fired", "dumped", "sleep", "married", "promoted")
    if first in KIN or first in COMMON_SUBJECTS:
        return second in FINITE or (first in KIN and _past(second))
    if first in DETERMINERS:
        return _noun_phrase_then_verb(low, plural=False)
    name = words[len(words) - len(low)]
    if first in ADVERBS | FILLERS | BASE_VERBS | TRAILING:
        return False
    return name[:1].isupper() and not name.isupper() and (second in FINITE or _past(second))


def _verb_follows(low: list[str], at: int) -> bool:
    index = at
    while index < len(low) and low[index] in ADVERBS:
        index += 1
    if index >= len(low):
        return False
    verb = low[index]
    if low[0] in ("i", "we", "they"):
        return verb not in NOT_AFTER_I and not verb.endswith("ing") and verb.isascii()
    return verb in FINITE or _past(verb) or (low[0] in ("he", "she", "it") and verb.endswith("s"))


def _noun_phrase_then_verb(low: list[str], plural: bool) -> bool:
    """Whether a finite verb we know stands after one to four words of a noun phrase."""
    if low and low[0] not in DETERMINERS and low[0] not in KIN and not plural:
        return False
    for index in range(1, min(6, len(low))):
        word, before = low[index], low[index - 1]
        if word in ("i", "who", "that", "which", "where", "he", "she", "they", "we", "being"):
            return word == "i" and before == "and" and _verb_follows(low[index:], 1)
        if index == 1 and low[0] in DETERMINERS:
            continue
        many = (
            plural
            or (before.endswith("s") and not before.endswith("ss"))
            or before in ("children", "people", "folks")
            or "and" in low[:index]
        )
        if word in FINITE or (many and word in BASE_VERBS):
            return True
        if _past(word) and not before.endswith("ly"):
            return True
    return False


def _past(word: str) -> bool:
    return word.endswith("ed") and len(word) > 4 and word not in NOT_A_PAST


def _cut(words: list[str]) -> list[str]:
    """At most MAX_WORDS words, cut where a new clause starts; [] where no cut is safe."""
    if len(words) <= MAX_WORDS:
        return words
    for index in range(MAX_WORDS, 2, -1):
        left, joint = words[:index], _bare(words[index])
        follows = _bare(words[index + 1]) if index + 1 < len(words) else ""
        starts_anew = (
            follows in SUBJECTS | DETERMINERS | {"i", "i'm", "i've", "we"} or follows in KIN
        )
        after_comma = left[-1].endswith(",") and joint in SUBJECTS | DETERMINERS | {
            "i",
            "i'm",
            "we",
        }
        if not after_comma and not (joint in _CUTS and starts_anew):
            continue
        text = " ".join(left).rstrip(",")
        low = [_bare(word) for word in left]
        if joint not in ("and", "then", "so") and not after_comma and _NEGATED.search(text.lower()):
            continue
        if low[-1] in DANGLING or {"if", "unless", "between", "both", "either", "before"} & set(
            low
        ):
            continue
        if low[-1] in ("me", "her", "him", "them") and low[-2] in (
            "told",
            "asked",
            "tells",
            "asks",
        ):
            continue
        if not _starts_like_a_sentence(left):
            continue
        return [*left[:-1], left[-1].rstrip(",")]
    return []


def _swap(words: list[str]) -> str:
    """First person to second, with the verbs that must follow; "" where a verb's subject is unclear."""
    low = [_bare(word) for word in words]
    out: list[str] = []
    for index, word in enumerate(words):
        comma, bare = "," if word.endswith(",") else "", low[index]
        if bare in _WERE:
            owner = _owner(low, index)
            if owner is None:
                return ""
            out.append((_WERE[bare] if owner else word.rstrip(",").lower()) + comma)
        elif bare == "mine" and index and low[index - 1] in ("the", "a", "coal", "gold"):
            out.append(word)
        else:
            shouted = word.isupper() and bare in ADVERBS | TIMES | SUBJECTS | _STRESSED
            out.append(_SWAP[bare] + comma if bare in _SWAP else word.lower() if shouted else word)
    if low[0] in DROPPED_I:
        out.insert(0, "you")
    elif low[0] in KIN:
        out.insert(0, "your")
    out = _you_first(out)
    name = words[0][:1].isupper() and low[0] not in (
        SUBJECTS | DETERMINERS | COMMON_SUBJECTS | TIMES | KIN | DROPPED_I
    ) and low[0].split("'")[0] not in SUBJECTS and low[0] not in _SWAP and low[0] != "last"  # fmt: skip
    if not name:
        first = 1 if low[0] in DROPPED_I or low[0] in KIN else 0
        out[first] = out[first][0].lower() + out[first][1:]
        out[0] = out[0][0].lower() + out[0][1:]
    return re.sub(r"\byou you\b", "you that you", " ".join(out)).rstrip(",")


def _owner(low: list[str], index: int) -> bool | None:
    """Whether the "was" at `index` belongs to I (True) or another (False); None where unclear."""
    back = index - 1
    while back >= 0 and low[back] in ADVERBS:
        back -= 1
    if back < 0:
        return None
    if low[back] in ("i", "we"):
        return True
    if index + 1 < len(low) and low[index + 1] == "i":
        return True
    if low[back] not in ("and", "but", "or", "then", "who", "that", "which"):
        return False
    if low[back] in ("who", "that", "which"):
        return False
    others = {"he", "she", "they", "it", "who", "that", "which"} & set(low[:back])
    return True if low[0] in ("i", "i'm", "i've", "i'd") and not others else None


def _you_first(out: list[str]) -> list[str]:
    """Courtesy: "your mum and you had a fight" reads as "you and your mum had a fight"."""
    for index in range(1, min(5, len(out) - 1)):
        verbs = any(_bare(word) in FINITE or _past(_bare(word)) for word in out[:index])
        opens = not _bare(out[0]).startswith("you'") and _bare(out[0]) != "you" and not verbs
        if opens and out[index] == "and" and out[index + 1] == "you":
            return ["you", "and", out[0][0].lower() + out[0][1:], *out[1:index], *out[index + 2 :]]
    return out


def _bare(word: str) -> str:
    return word.rstrip(",").lower()
