"""What the person is talking about, as a short noun phrase, and what sort of matter it is."""

from __future__ import annotations

import re

from companion.policy import tender
from companion.policy.words import listed

_NOUNS: dict[str, str] = {
    "family": "mum mom mother dad father parents son daughter brother sister kids children family"
    " aunt uncle cousin nephew niece grandmother grandfather gran grandma grandpa grandad nan stepdad stepmum stepmom"
    " mother-in-law in-laws twin",
    "partner": "husband wife partner boyfriend girlfriend ex fiance fiancee marriage relationship"
    " breakup divorce wedding date bf gf",
    "friends": "friend friends mate mates flatmate roommate housemate neighbour neighbor neighbours"
    " neighbors",
    "work": "work job boss manager colleague colleagues coworker coworkers shift shifts interview"
    " career promotion office deadline presentation meeting client customers team contract",
    "study": "school college uni university exam exams test finals thesis dissertation essay grades"
    " teacher professor class classes coursework homework degree driving-test results assignment",
    "health": "back knee migraine migraines surgery operation appointment doctor pain therapy"
    " therapist medication meds scan treatment pregnancy asthma headaches",
    "sleep": "sleep insomnia nightmares nightmare",
    "money": "money rent debt debts bills mortgage loan savings landlord benefits",
    "home": "move flat apartment house room home garden kitchen",
    "day": "birthday party holiday anniversary visa",
    "pet": "dog cat puppy kitten horse rabbit hamster",
}
_KIND = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}
_PERSONS = listed(
    "mum mom mother dad father son daughter brother sister aunt uncle cousin nephew niece gran"
    " grandma grandpa grandad nan stepdad stepmum stepmom husband wife partner boyfriend girlfriend"
    " friend mate flatmate roommate housemate neighbour neighbor boss manager colleague coworker"
    " teacher professor doctor therapist landlord"
)
_BARE = listed("work school college uni university sleep money rent")
_THE = listed(
    "move wedding divorce breakup interview exam exams results surgery operation presentation"
    " deadline meeting party scan kids debt rent treatment landlord neighbours neighbors job test"
    " appointment"
)
_QUALIFIERS = listed(
    "new old best little big older younger baby final first driving math maths job ex ex-husband"
    " ex-wife night day"
)


def topic(text: str) -> str:
    """A short noun phrase from the person's words: "your sister", "work", "the move"; "" if none is safe."""
    if tender.kind(text) in ("dark", "contempt"):
        return ""
    words = re.findall(r"[a-z][a-z'-]*|[.!?,]", tender.plain(text))
    return _owned(words) or _bare(words)


def matter(text: str) -> str:
    """The sort of matter: family, partner, friends, work, study, health, sleep, money, home, day, pet, or ""."""
    phrase = topic(text)
    return _KIND.get(phrase.split()[-1].removesuffix("-in-law"), "") if phrase else ""


def person(phrase: str) -> bool:
    """Whether a phrase from `topic` names one living person one can ask after."""
    return phrase.split()[-1].removesuffix("-in-law") in _PERSONS if phrase else False


def _owned(words: list[str]) -> str:
    for index, word in enumerate(words[:-1]):
        if word not in ("my", "our", "the"):
            continue
        phrase = _noun_at(words, index + 1)
        noun = phrase[-1] if phrase else ""
        if not phrase or (word == "the" and noun not in _THE):
            continue
        return " ".join(["the" if word == "the" else "your", *phrase])
    return ""


def _noun_at(words: list[str], start: int) -> list[str]:
    """One known noun, or a known qualifier and a noun; [] if another noun follows and changes it."""
    first = words[start]
    second = words[start + 1] if start + 1 < len(words) else ""
    if first in _QUALIFIERS and second in _KIND:
        return [first, second]
    if first.endswith("'s") and first[:-2] in _KIND and second in _KIND:
        return [first, second]
    if second == "in" and words[start + 2 : start + 3] == ["law"]:
        return [f"{first}-in-law"] if first in _KIND else []
    return [first] if first in _KIND and second not in _KIND else []


def _bare(words: list[str]) -> str:
    """A noun that needs no article, where it is not part of something else ("work", not "I work")."""
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        if word not in _BARE or after in _KIND:
            continue
        if before in ("at", "about", "from", "with", "of", "to", "for", "and") and not (
            before == "to" and word in ("work", "sleep")
        ):
            return word
        if not before and after in ("is", "was", "has", "keeps", "sucks", "got", "went", "feels"):
            return word
    return ""
