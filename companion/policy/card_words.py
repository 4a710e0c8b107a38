"""The words around the numbers of the crisis card, in the language the person writes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from companion.policy.helplines import Helpline
from companion.turn import ENGLISH


@dataclass(frozen=True)
class CardWords:
    """One language of `card_words.toml`, where the slots of each are told."""

    title: str
    says: str
    says_gently: str
    safe: str
    more: str
    reopen: str
    emergency: str
    emergency_note: str
    or_: str
    copy: str
    copy_of: str
    lines_for: str
    any_country: str
    checked: str
    other_country: str
    day_and_night: str
    also: str
    text: str
    text_word: str
    call: str
    write: str
    chat: str
    visit: str
    calls: str
    writes: str
    browses: str
    in_danger: str
    reach: str


@cache
def _written() -> dict[str, CardWords]:
    raw = tomllib.loads(Path(__file__).with_name("card_words.toml").read_text("utf-8"))
    return {language: CardWords(**words) for language, words in raw.items()}


def card_words(language: str = ENGLISH) -> CardWords:
    """The words in `language`, a key of `tongue`; in English where it is none of them."""
    written = _written()
    return written.get(language, written[ENGLISH])


def texting(line: Helpline, words: CardWords) -> str:
    """How one writes to a line: "text HOME to 741741"; "" where one cannot."""
    if not line.sms:
        return ""
    if line.sms_word:
        return words.text_word.format(word=line.sms_word, number=line.sms)
    return words.text.format(number=line.sms)
