from dataclasses import asdict, replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from test_session import Talk
from ui_fakes import READY, FakeHouse, events_of, on_a_page, open_window, page_text, say, turn

from companion.card import card_text
from companion.policy.assess import assess
from companion.policy.card_words import card_words
from companion.policy.helplines import countries, lines_for
from companion.policy.tongue import LANGUAGES
from companion.turn import Assessment, CrisisHelp, Risk, Sentence
from ui.chat_view import Reply
from ui.crisis_card import CrisisCard
from ui.main_window import SETTINGS, MainWindow


def squeezed(card: CrisisCard) -> list[str]:
    labels = [line for line in card.open_part.findChildren(QLabel) if line.isVisible()]
    assert labels
    return [w.text() for w in labels if w.height() < w.heightForWidth(w.width())]


def crisis_window(qtbot: QtBot, house: FakeHouse) -> MainWindow:
    heard = Assessment(Risk.ACUTE)
    house.session.enqueue(CrisisHelp(heard), *events_of(turn(assessment=heard)))
    window = open_window(qtbot, house)
    say(qtbot, window, "I want to die")
    return window


def test_the_card_comes_before_any_generated_word(qtbot: QtBot) -> None:
    house = FakeHouse()
    seen: list[bool] = []
    house.session.enqueue(CrisisHelp(Assessment(Risk.ACUTE)), *events_of(turn()))
    window = open_window(qtbot, house)
    window.runner.turn_event.connect(
        lambda event: (
            seen.append(window.talk.crisis.is_open()) if isinstance(event, Sentence) else None
        )
    )
    say(qtbot, window, "I want to die")
    assert seen == [True]


def test_the_card_shows_the_lines_of_my_country_and_when_they_were_checked(qtbot: QtBot) -> None:
    window = crisis_window(qtbot, FakeHouse())
    shown = page_text(window.talk.crisis)
    assert shown.index("999") < shown.index("116 123")
    assert "Samaritans" in shown
    assert "Lines for United Kingdom, checked 2" in shown


def test_the_other_lines_are_one_press_away(qtbot: QtBot) -> None:
    window = crisis_window(qtbot, FakeHouse())
    assert "Childline" not in page_text(window.talk.crisis)
    window.talk.crisis.more_button.click()
    assert "Childline" in page_text(window.talk.crisis)
    assert "Under 19s; day and night" in page_text(window.talk.crisis)


def test_where_no_country_is_known_the_card_still_leads_to_help(qtbot: QtBot) -> None:
    card = CrisisCard()
    on_a_page(qtbot, card)
    card.show_lines(lines_for("no such country"))
    shown = page_text(card)
    assert "112" in shown
    assert "findahelpline.com" in shown
    assert "For any country" in shown


@pytest.mark.parametrize("country", [code for code, _ in countries()])
def test_every_country_fits_on_the_card(qtbot: QtBot, country: str) -> None:
    card = CrisisCard()
    on_a_page(qtbot, card)
    card.set_most(2000)
    card.resize(640, 700)
    card.show_lines(lines_for(country))
    card.more_button.click()
    qtbot.waitUntil(lambda: squeezed(card) == [])
    for line in card.open_part.findChildren(QLabel):
        assert line.geometry().right() <= card.open_part.width(), line.text()


def test_the_emergency_number_is_the_first_to_copy(qtbot: QtBot) -> None:
    window = crisis_window(qtbot, FakeHouse())
    copies = list(window.talk.crisis.open_part.findChildren(type(window.talk.composer.button)))
    copies = [b for b in copies if b.text() == "Copy"]
    assert copies[0].accessibleName() == "Copy the number of Emergency"
    copies[0].click()
    assert QGuiApplication.clipboard().text() in ("999", "112")


def test_i_can_fold_the_card_and_open_it_again(qtbot: QtBot) -> None:
    window = crisis_window(qtbot, FakeHouse())
    window.talk.crisis.safe_button.click()
    assert not window.talk.crisis.is_open()
    assert window.talk.crisis.folded_part.isVisible()
    window.talk.crisis.reopen_button.click()
    assert window.talk.crisis.is_open()


def test_the_card_opens_again_when_it_is_needed_again(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = crisis_window(qtbot, house)
    window.talk.crisis.safe_button.click()
    house.session.enqueue(CrisisHelp(Assessment(Risk.ACUTE)), *events_of(turn()))
    say(qtbot, window, "I still want to die")
    assert window.talk.crisis.is_open()


def test_no_number_on_the_card_is_squeezed_in_a_small_window(qtbot: QtBot) -> None:
    window = crisis_window(qtbot, FakeHouse())
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: squeezed(window.talk.crisis) == [])


def test_the_card_puts_away_what_stood_beside_the_talk(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn()))
    window = open_window(qtbot, house)
    say(qtbot, window, "hello")
    window.talk.findChildren(Reply)[-1].why_button.click()
    house.session.enqueue(CrisisHelp(Assessment(Risk.ACUTE)), *events_of(turn()))
    say(qtbot, window, "I want to die")
    assert not window.talk.why.isVisible()


# --- what was heard ------------------------------------------------------------------------------


def after(qtbot: QtBot, *messages: str, country: str = "GB") -> MainWindow:
    """The window after messages that were heard as they are heard in a talk."""
    house, heard = FakeHouse(), None
    for words in messages:
        heard = assess(words, None, heard)
        help_comes = (CrisisHelp(heard),) if heard.risk >= Risk.ELEVATED else ()
        house.session.enqueue(*help_comes, *events_of(turn(words, assessment=heard)))
    window = open_window(qtbot, house, replace(READY, country=country))
    for words in messages:
        say(qtbot, window, words)
    return window


def in_sight(card: CrisisCard) -> list[str]:
    """The numbers that can be read on the card without scrolling, from above."""
    room = card.open_part.parentWidget()
    assert room is not None
    found = [line for line in card.open_part.findChildren(QLabel) if line.isVisible()]
    numbers = [line for line in found if line.property("role") == "number"]
    numbers.sort(key=lambda line: line.mapTo(room, line.rect().topLeft()).y())
    return [n.text() for n in numbers if room.rect().contains(n.mapTo(room, n.rect().bottomLeft()))]


def test_my_husband_beats_me_shows_the_line_for_that_and_one_for_everybody(qtbot: QtBot) -> None:
    window = after(qtbot, "My husband beats me every week", country="US")
    assert in_sight(window.talk.crisis) == ["911", "1-800-799-7233", "988"]


@pytest.mark.parametrize("country", ["GB", "US", "DE", "FR", "RO"])
@pytest.mark.parametrize("words", ["I want to kill myself tonight", "My husband beats me"])
def test_whatever_was_heard_numbers_are_in_sight_in_the_smallest_window(
    qtbot: QtBot, words: str, country: str
) -> None:
    window = after(qtbot, words, country=country)
    window.resize(window.minimumSize())
    card = window.talk.crisis
    qtbot.waitUntil(lambda: squeezed(card) == [] and len(in_sight(card)) >= 3)
    assert card.is_open()


def test_where_it_is_not_acute_the_whole_card_fits_the_smallest_window(qtbot: QtBot) -> None:
    window = after(qtbot, "My husband beats me every week", country="US")
    window.resize(window.minimumSize())
    card = window.talk.crisis

    def fits() -> bool:
        return card.open_part.mapTo(card, card.open_part.rect().bottomLeft()).y() < card.height()

    qtbot.waitUntil(fits)
    assert "More lines" in page_text(card)


def test_folded_it_still_shows_a_number(qtbot: QtBot) -> None:
    window = after(qtbot, "My husband beats me every week", country="US")
    assert window.talk.crisis.safe_button.text() == card_words().safe
    window.talk.crisis.safe_button.click()
    shown = page_text(window.talk.crisis.folded_part)
    assert "911" in shown and "1-800-799-7233" in shown


def test_i_said_that_i_am_fourteen_and_later_get_the_childrens_line(qtbot: QtBot) -> None:
    window = after(qtbot, "I am 14 years old", "it rained", "my dad hits me")
    assert in_sight(window.talk.crisis)[1] == "0800 1111"


def test_another_country_in_the_settings_changes_the_card_that_stands_there(qtbot: QtBot) -> None:
    window = after(qtbot, "I want to kill myself")
    window.go_to(SETTINGS)
    box = window.settings_view.country
    box.setCurrentIndex(box.findData("DE"))
    window.go_to(0)
    assert "0800 111 0 111" in page_text(window.talk.crisis)
    window.talk.crisis.fold()
    box.setCurrentIndex(box.findData("FR"))
    assert not window.talk.crisis.is_open()
    assert "3114" in page_text(window.talk.crisis.folded_part)


def test_a_country_chosen_in_peace_brings_no_card(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    box = window.settings_view.country
    box.setCurrentIndex(box.findData("DE"))
    assert window.talk.crisis.isHidden()


def test_in_private_the_card_comes_along_with_what_it_was_for(qtbot: QtBot) -> None:
    window = after(qtbot, "My husband beats me every week", country="US")
    with qtbot.waitSignal(window.runner.private_begun):
        window.talk.bar.button.click()
    assert window.talking.private is not None
    assert in_sight(window.talk.crisis)[1] == "1-800-799-7233"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_speaks_the_language_i_write(qtbot: QtBot, language: str) -> None:
    card = CrisisCard()
    on_a_page(qtbot, card)
    card.set_most(2000)
    card.resize(640, 700)
    card.show_lines(lines_for("DE"), Assessment(Risk.ACUTE), card_words(language))
    qtbot.waitUntil(lambda: squeezed(card) == [])
    words = card_words(language)
    said = page_text(card)
    for part in (words.title, words.says, words.safe, words.copy, words.emergency, "112"):
        assert part in said, part
    assert "{" not in said


def test_every_language_has_words_of_its_own_for_the_card() -> None:
    written = [card_words(language) for language in LANGUAGES]
    assert len({one.title for one in written}) == len(LANGUAGES)
    assert all(value for one in written for value in asdict(one).values())
    assert card_words("xx") == card_words()


def test_what_i_write_in_german_brings_a_german_card(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    card = next(
        e
        for e in talk.say("ich will nicht mehr leben, ich bringe mich um")
        if isinstance(e, CrisisHelp)
    )
    assert card.language == "de"
    assert card_words("de").reach in card_text(lines_for("DE"), card.assessment, card.language)
    talk.store.close()
