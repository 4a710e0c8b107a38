"""The crisis card: which lines stand on it for this person, and the whole of it as text."""

from __future__ import annotations

from companion.policy.card_words import card_words, texting
from companion.policy.helplines import CrisisLines, fitting, in_sight, lines_for, with_own
from companion.settings import Settings, guessed_country
from companion.turn import ENGLISH, Assessment

LINES_IN_TEXT = 5


def card_of(settings: Settings) -> CrisisLines:
    """The lines of the country, with the people of the person's own. Never raises, never empty."""
    return with_own(lines_for(settings.country or guessed_country()), settings.own_lines)


def card_text(card: CrisisLines, heard: Assessment | None = None, language: str = ENGLISH) -> str:
    """The card as text: the emergency number first, then the lines, with their date.

    heard: what it is shown for, so that the lines for that come first. language: of the words around.
    """
    card, words = fitting(card, heard), card_words(language)
    parts = ["", words.reach]
    if card.emergency:
        numbers = f" {words.or_} ".join(card.emergency)
        parts.append(f"  {words.in_danger.format(numbers=numbers)}")
    for line in in_sight(card, heard, LINES_IN_TEXT):
        ways = ", ".join(filter(None, (*line.phone, texting(line, words), line.chat_url)))
        parts.append(f"  {line.name}: {ways or line.website}  {line.hours}".rstrip())
    parts.append(f"  ({words.checked.format(date=card.checked)})" if card.checked else "")
    return "\n".join(parts)
