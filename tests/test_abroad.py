"""Somebody writes in another language: what matters most is said in theirs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from test_session import Talk, saved, shown

from companion.policy import abroad, crisis_words, openers, tongue
from companion.policy.boundaries import BOUNDARIES
from companion.policy.context import PlanContext
from companion.policy.crisis_words import crisis_reply
from companion.policy.grammar import sentences
from companion.policy.guard import GuardContext, check
from companion.policy.limits import KEYS
from companion.policy.plain import plain
from companion.turn import Assessment, CrisisHelp, Risk

FOREIGN = tongue.LANGUAGES[1:]
TODAY = {
    "en": "I went to the market today and it rained the whole time.",
    "de": "Heute war ich auf dem Markt und es hat die ganze Zeit geregnet.",
    "fr": "Aujourd'hui je suis allé au marché et il a plu tout le temps.",
    "es": "Hoy fui al mercado y llovió todo el tiempo.",
    "it": "Oggi sono andata al mercato e ha piovuto tutto il tempo.",
    "pt": "Hoje fui ao mercado e choveu o tempo todo.",
}
TONIGHT = {
    "de": "Ich bringe mich heute Nacht um.",
    "fr": "Je vais me suicider ce soir.",
    "es": "Voy a suicidarme esta noche.",
    "it": "Stanotte mi ammazzo.",
    "pt": "Vou me matar esta noite.",
}


@pytest.mark.parametrize("language", tongue.LANGUAGES)
def test_the_language_i_write_is_known(language: str) -> None:
    assert tongue.spoken(plain(TODAY[language]), "") == language


def test_a_word_or_two_is_of_the_language_i_wrote_before() -> None:
    assert tongue.spoken(plain("ok no"), "de") == "de"
    assert tongue.spoken(plain("hm"), "fr") == "fr"


def test_without_its_file_everything_is_taken_for_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongue, "shipped", lambda: None)
    assert tongue.spoken(plain(TODAY["de"])) == "en"


@pytest.mark.parametrize("language", FOREIGN)
def test_danger_is_answered_in_my_language_and_the_card_comes_first(
    talk: Talk, language: str
) -> None:
    events = talk.say(TONIGHT[language])
    assert isinstance(events[0], CrisisHelp)
    written = abroad.danger(language, acute=True)
    lines = {line for variants in written.values() for one in variants for line in one}
    assert shown(events) and set(shown(events)) <= lines


@pytest.mark.parametrize("language", FOREIGN)
def test_every_kind_of_danger_has_its_words_in_every_language(language: str) -> None:
    for acute, english in ((True, crisis_words._ACUTE), (False, crisis_words._ELEVATED)):
        theirs = abroad.danger(language, acute=acute)
        assert theirs.keys() == english.keys()
        for kind, variants in english.items():
            assert [len(v) for v in theirs[kind]] == [len(v) for v in variants], kind


@pytest.mark.parametrize("language", FOREIGN)
def test_where_the_file_cannot_be_read_danger_is_answered_in_english(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(openers, "wording", fails)
    said = crisis_reply(Assessment(Risk.ACUTE, ("this",)), 0, language)
    assert said == crisis_reply(Assessment(Risk.ACUTE, ("this",)), 0)


@pytest.mark.parametrize("language", tongue.LANGUAGES)
def test_every_limit_has_its_replies_in_every_language(language: str) -> None:
    replies = abroad.limits(language)
    english = set(BOUNDARIES) | ({"contempt"} if language != "en" else set())
    assert english <= replies.keys()
    assert (set(KEYS) | {"program"}) - {"contempt"} <= replies.keys()
    assert all(len(replies[key]) >= 3 for key in KEYS if key != "contempt")


@pytest.mark.parametrize("language", FOREIGN)
def test_no_line_in_another_language_is_stopped_by_our_own_guard(language: str) -> None:
    told = openers.wording(f"tongue-{language}")
    lines = [
        *(line for replies in told["limits"].values() for line in replies),
        *told["plain"]["open"],
        *told["plain"]["languages"],
        *told["plain"]["thanks"],
    ]
    for line in (one for reply in lines for one in sentences(reply)):
        verdict = check(line, GuardContext(text=TODAY[language], written=True))
        assert verdict.ok, (verdict.rule, line)


@pytest.mark.parametrize("language", FOREIGN)
def test_a_goodbye_is_short_and_asks_nothing_in_any_language(language: str) -> None:
    for reply in abroad.limits(language)["farewell"]:
        assert "?" not in reply and len(sentences(reply)) <= 3


@pytest.mark.parametrize("language", FOREIGN)
def test_an_ordinary_message_is_answered_in_my_language_and_it_says_once_how_little_it_knows(
    talk: Talk, language: str
) -> None:
    note = openers.wording(f"tongue-{language}")["plain"]["languages"][0]
    first = saved(talk.say(TODAY[language]))
    assert note in first.turn.reply
    again = saved(talk.say(TODAY[language]))
    assert note not in again.turn.reply and again.turn.reply
    assert tongue.spoken(plain(again.turn.reply), "") in (language, "")
    assert again.turn.reply != first.turn.reply


def test_back_in_english_i_am_answered_in_english(talk: Talk) -> None:
    talk.say(TODAY["de"])
    assert tongue.spoken(plain(saved(talk.say(TODAY["en"])).turn.reply), "") in ("en", "")


@pytest.mark.parametrize(
    ("language", "thanks"),
    [("de", "danke dir"), ("fr", "merci beaucoup"), ("es", "muchas gracias"), ("it", "grazie mille"), ("pt", "obrigada")],
)  # fmt: skip
def test_a_thank_you_gets_a_short_answer_in_my_language(
    talk: Talk, language: str, thanks: str
) -> None:
    talk.say(TODAY[language])
    reply = saved(talk.say(thanks)).turn.reply
    assert reply in openers.wording(f"tongue-{language}")["plain"]["thanks"]


@pytest.mark.parametrize(
    "text", ["danke für nichts, ich bin immer noch traurig", "gracias a él perdí el trabajo"]
)
def test_thanks_in_a_message_of_something_else_is_not_all_of_it(text: str) -> None:
    context = PlanContext(text=text, at=datetime.now(UTC), state="calm", probs=(1.0,))
    assert not abroad.thanked(context)
