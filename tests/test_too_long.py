"""What is too long to be answered is heard all the same: the card comes beside the kind refusal."""

from __future__ import annotations

import io
import sys

import pytest
from pytestqt.qtbot import QtBot
from test_cli import talk
from ui_fakes import READY, FakeHouse, events_of, open_window, page_text, say, turn
from ui_practice import begin, practice, question

from companion import paths, settings
from companion.cli import main
from companion.intake import LONGEST, MOST_PARTS, PART, TOO_LONG, heard
from companion.policy.risk_words import REASONS
from companion.turn import Assessment, Risk
from ui.main_window import MainWindow
from ui.practice_field import WordsField

DAY = "Today the bus was late again, the shop had no bread, and in the evening we watched a film. "
DANGER = "I want to kill myself tonight."
LONG = DAY * (LONGEST // len(DAY) + 1)


def told(words: str, at: float, length: int = 2 * LONGEST) -> str:
    """An ordinary long text with these words in it, at a share of its length."""
    text = DAY * (length // len(DAY) + 1)
    place = int(at * len(text))
    return f"{text[:place]}. {words} {text[place:]}"


# --- hearing it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [0.0, 0.2, 0.36, 0.37, 0.5, 0.73, 0.9, 1.0])
def test_wherever_it_stands_in_a_long_letter_it_is_heard(at: float) -> None:
    assert heard(told(DANGER, at)).risk == Risk.ACUTE


def test_no_seam_between_two_parts_swallows_it() -> None:
    for place in range(PART - 60, PART + 20, 7):
        text = LONG[:place] + f" {DANGER} " + LONG
        assert heard(text).risk == Risk.ACUTE


def test_a_long_letter_about_an_ordinary_day_is_no_danger() -> None:
    assert heard(LONG).risk < Risk.ELEVATED
    assert heard("   ") == heard("") == Assessment()


def test_everything_that_was_noticed_counts_together() -> None:
    found = heard(told("My husband beats me.", 0.1) + DANGER)
    assert found.risk == Risk.ACUTE
    assert {REASONS["suicide"], REASONS["abuse"]} <= set(found.reasons)


def test_a_whole_book_takes_no_longer_than_its_first_pages() -> None:
    book = told("", 0.5, 100 * PART)
    assert len(book) > MOST_PARTS * PART
    assert heard(book[: 20 * PART] + f" {DANGER} " + book).risk == Risk.ACUTE  # skimmed
    assert heard(book + DANGER).risk == Risk.ACUTE


# --- in the window -------------------------------------------------------------------------------


def send(window: MainWindow, text: str) -> None:
    window.talk.composer.page.setPlainText(text)
    window.talk.composer.button.click()


def test_my_long_letter_is_refused_kindly_and_the_card_is_there(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    letter = told(DANGER, 0.5)
    send(window, letter)
    assert TOO_LONG in page_text(window.talk.composer)
    assert window.talk.crisis.is_open()
    assert "116 123" in page_text(window.talk.crisis)
    assert DANGER in window.talk.composer.page.toPlainText()  # the draft stays mine


def test_my_long_letter_about_nothing_brings_no_card(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    send(window, LONG)
    assert TOO_LONG in page_text(window.talk.composer)
    assert not window.talk.crisis.isVisible()


def test_what_i_send_after_it_is_read_in_its_light_without_its_words(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn()))
    window = open_window(qtbot, house)
    send(window, told(DANGER, 0.5))
    say(qtbot, window, "here is the first part")
    assert house.session.beside is not None
    assert house.session.beside.risk == Risk.ACUTE
    assert house.session.beside.risk_words == ()


def test_a_long_answer_in_an_exercise_brings_the_card_too(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    begin(window, "thoughts")
    field = question(window).field
    assert isinstance(field, WordsField)
    field.page.setPlainText(told(DANGER, 0.5))
    question(window).next_button.click()
    assert TOO_LONG in page_text(practice(window))
    assert window.talk.crisis.is_open()


# --- in the terminal -----------------------------------------------------------------------------


@pytest.fixture
def in_britain() -> None:
    settings.save(READY, paths.settings_file())


@pytest.mark.usefixtures("in_britain")
def test_in_the_terminal_the_card_stands_before_the_refusal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = talk(monkeypatch, capsys, f"{told(DANGER, 0.5)}\n")
    assert said.out.index("999") < said.out.index("116 123") < said.out.index(TOO_LONG)
    assert DANGER not in said.out


@pytest.mark.usefixtures("in_britain")
def test_in_the_terminal_the_next_message_is_read_in_its_light(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = talk(monkeypatch, capsys, f"{told(DANGER, 0.5)}\nit rained\nit rained again\n")
    assert said.out.count("116 123") == 2  # with the letter and with what came after it


@pytest.mark.usefixtures("in_britain")
def test_in_the_terminal_an_ordinary_long_letter_is_only_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = talk(monkeypatch, capsys, f"{LONG}\n")
    assert TOO_LONG in said.out
    assert "116 123" not in said.out


@pytest.mark.usefixtures("in_britain")
def test_with_json_the_card_goes_beside_the_data(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = talk(monkeypatch, capsys, f"{told(DANGER, 0.5)}\n", "--json")
    assert "116 123" in said.err and TOO_LONG in said.err
    assert said.out == ""


@pytest.mark.usefixtures("in_britain")
def test_a_long_answer_in_the_terminals_exercise_brings_the_card_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{told(DANGER, 0.5)}\n/quit\n"))
    assert main(["practice", "thoughts"]) == 0
    shown = capsys.readouterr().out
    assert TOO_LONG in shown and "116 123" in shown


@pytest.mark.usefixtures("in_britain")
def test_in_the_terminal_who_is_fourteen_gets_the_childrens_line_first(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = talk(monkeypatch, capsys, "I am 14 years old\nmy dad hits me\n")
    assert said.out.index("Childline") < said.out.index("Samaritans")
