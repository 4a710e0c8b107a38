"""One plain spelling for many ways of typing, so that rules read words and not typography.

Lower case, no accents, no apostrophes ("don't" and "dont" are one word), no invisible characters,
letters typed apart joined again, a few disguised and misspelt words set right. All steps are single
passes over the text: a message of 100,000 characters must not cost more than milliseconds.
"""

from __future__ import annotations

import re
import unicodedata

LONG = 8_200  # what a person can send at once (`session.LONGEST`) is read whole
_EDGE = 350
_WINDOW = 55
_MOST_WINDOWS = 7

SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")  # of a plain spelling, with its stops
_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\ufeff]+")
_APOSTROPHES = "'`\u2019\u2018\u00b4\u02bc\uff07"
_APART = re.compile(r"(?<!\w)[^\W\d_](?:[ .*_-]{1,3}[^\W\d_](?!\w)){3,}")
_ODD = re.compile(r"[^\w\s.,!?;:]+")
_SPACES = re.compile(r"[^\S\n]+")
_RESPELL: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<=[a-z])[!1|](?=[a-z])", "i"),
        (r"(?<=[a-z])@(?=[a-z])", "a"),
        (r"(?<=[a-z])\$(?=[a-z])", "s"),
        (r"(?<=[a-z])3(?=[a-z])", "e"),
        (r"(?<=[a-z])0(?=[a-z])", "o"),
        (r"\bk[*#]{1,3}l?l(?=\b|ing|ed)", "kill"),
        (r"\bsu[i*#.-]c[i*#.-]d(?=e|al)", "suicid"),
        (r"\bd[*#]e\b", "die"),
        (r"([a-km-z])\1{2,}", r"\1"),
        (r"l{3,}", "ll"),
        (r"\b(?:sucid|suisid|suicd|suacid|siucid|suicud|sucicid)(?=e|al|le)", "suicid"),
        (r"\b(?:suicidle|suidical|suicial|suicidel)\b", "suicidal"),
        (r"\bsewer ?slide\b", "suicide"),
        (r"\bun ?aliv(?:e|ing)\b", "kill"),
        (r"\bkillmyself\b", "kill myself"),
        (
            r"\b(kill|killing|hurt|cut|hang|shoot) (?:my self|mysel|myslef|meself|mself)\b",
            r"\1 myself",
        ),
        (r"\bwan(?:t|na) ?2\b|\bwant ?too\b|\bwnat to\b|\bwanto\b|\bwnt to\b", "want to"),
        (r"\b(?:gunna|gona|gon|finna|imma)\b", "gonna"),
        (r"\b(?:dnt|dunt|donot)\b", "dont"),
        (r"\b(?:any ?mor|any more|no more|anylonger|any longer)\b", "anymore"),
        (r"\b(?:tonite|2nite|2night|tn)\b", "tonight"),
        (r"\b(?:tmrw|tmr|tmw|tomorow|tommorow|2moro)\b", "tomorrow"),
        (r"\brn\b", "right now"),
        (r"\bnoone\b", "no one"),
    )
)


def plain(text: str) -> str:
    """The text in its plain spelling; of a long text, only its edges and its weightiest places."""
    lowered = text.lower()
    if len(lowered) > LONG:
        lowered = _telling(lowered)
    for mark in _APOSTROPHES:
        lowered = lowered.replace(mark, "")
    lowered = _INVISIBLE.sub("", unicodedata.normalize("NFKD", lowered))
    lowered = _APART.sub(_joined, lowered)
    for pattern, instead in _RESPELL:
        lowered = pattern.sub(instead, lowered)
    return _SPACES.sub(" ", _ODD.sub(" ", lowered)).strip()


def own_words(found: str, text: str) -> str:
    """`found` (in plain spelling) as the person typed it in `text`; itself where that is not found."""
    if len(text) > LONG:
        return found
    letters = [re.escape(letter) for letter in found if not letter.isspace()]
    between = r"[^\w]{0,4}"
    hit = re.search(between.join(letters), text, re.IGNORECASE)
    return hit.group(0) if hit else found


def _joined(apart: re.Match[str]) -> str:
    """Letters typed one by one as words: wider gaps were the gaps between words."""
    words = re.split(r"[ .*_-]{2,}", apart.group(0))
    return " ".join(re.sub(r"[ .*_-]", "", word) for word in words)


# By weight: where a long text holds more places than windows, the first ones named are kept.
_WEIGHTY = (
    *(
        "myself",
        "suicid",
        "to die",
        "my life",
        "kill me",
        "end it",
        "overdos",
        "not wake",
        "hits me",
    ),
    *(
        "without me",
        "umbring",
        "sterben",
        "mourir",
        "suicidar",
        "morir",
        "matar",
        "uccider",
        "dead",
    ),
    *("alive", "to live", "anymore", "goodbye", "knife", "raped", "burden"),
)


def _telling(text: str) -> str:
    """Both edges of a long text, and what stands around the first and last of its weighty words."""
    middle = text[_EDGE:-_EDGE]
    places: list[int] = []
    for word in _WEIGHTY:
        first = middle.find(word)
        if first >= 0 and len(places) < _MOST_WINDOWS:
            places += {first, middle.rfind(word)}
    around = [middle[max(0, at - _WINDOW) : at + _WINDOW] for at in places]
    return "\n".join((text[:_EDGE], *around, text[-_EDGE:]))
