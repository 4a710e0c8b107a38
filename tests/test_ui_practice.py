"""The exercises in the window: how one gets there and out again, and how one answers."""

from __future__ import annotations

import pytest
from practice_fakes import THOUGHT
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QSlider
from pytestqt.qtbot import QtBot
from ui_fakes import (
    FakeHouse,
    begin_reply,
    events_of,
    held_words,
    open_window,
    page_text,
    say,
    turn,
)
from ui_practice import (  # noqa: F401 - the fixtures `house` and `window` among them
    answer,
    begin,
    finish,
    go_on,
    house_fixture,
    leave,
    practice,
    prepare,
    question,
    window_fixture,
)

from companion.intake import EMPTY, LONGEST, TOO_LONG
from companion.practice import rehearsal
from companion.practice.texts import NAMES, exercise, exercises
from companion.turn import Assessment, CrisisHelp, Risk
from ui.chat_view import Reply
from ui.main_window import SETTINGS, TALK, MainWindow
from ui.practice_end import EndView
from ui.practice_field import WordsField
from ui.practice_menu import GO_ON
from ui.practice_question import PLAYS, QuestionView

# --- there and back ------------------------------------------------------------------------------


def test_a_quiet_button_by_the_composer_leads_to_five_exercises(window: MainWindow) -> None:
    window.talk.practice_button.click()
    shown = page_text(practice(window))
    for one in exercises():
        assert one.title in shown and one.sentence in shown
    assert not window.talk.chat.isVisible() and not window.talk.composer.isVisible()
    assert window.rail.place(TALK).isChecked()


def test_one_click_leads_back_to_the_talk_as_it_was(qtbot: QtBot, house: FakeHouse) -> None:
    house.session.enqueue(*events_of(turn()))
    window = open_window(qtbot, house)
    say(qtbot, window, "I failed my driving test")
    window.talk.composer.page.setPlainText("a draft")
    before = page_text(window.talk)
    window.talk.practice_button.click()
    practice(window).leave_button.click()
    assert page_text(window.talk) == before
    assert window.focusWidget() is window.talk.composer.page


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by", ["click", "escape"])
def test_every_exercise_is_left_at_once_from_its_first_page(
    qtbot: QtBot, window: MainWindow, name: str, by: str
) -> None:
    begin(window, name)
    leave(qtbot, window, by)


@pytest.mark.parametrize("by", ["click", "escape"])
def test_a_thought_record_can_be_left_at_every_step(
    qtbot: QtBot, window: MainWindow, by: str
) -> None:
    begin(window, "thoughts")
    for text in THOUGHT:
        leave(qtbot, window, by)
        window.talk.practice_button.click()
        go_on(window)
        answer(window, text)
    leave(qtbot, window, by)


@pytest.mark.parametrize("by", ["click", "escape"])
def test_a_rehearsal_can_be_left_at_every_step(qtbot: QtBot, window: MainWindow, by: str) -> None:
    prepare(window)
    while isinstance(practice(window).view, QuestionView):
        leave(qtbot, window, by)
        window.talk.practice_button.click()
        go_on(window)
        answer(window, "Could you keep our meetings before five?")
    leave(qtbot, window, by)


def test_what_i_was_typing_when_i_left_is_there_again(qtbot: QtBot, window: MainWindow) -> None:
    begin(window, "thoughts")
    answer(window, "in the office")
    field = question(window).field
    assert isinstance(field, WordsField)
    qtbot.keyClicks(field.page, "asham")
    leave(qtbot, window, "escape")
    window.talk.practice_button.click()
    assert GO_ON in page_text(practice(window))
    go_on(window)
    again = question(window).field
    assert isinstance(again, WordsField) and again.text() == "asham"
    assert practice(window).state is not None


def test_another_place_does_not_end_it(window: MainWindow) -> None:
    begin(window, "well")
    answer(window, "the bus came")
    window.go_to(SETTINGS)
    window.go_to(TALK)
    assert window.talk.is_practising()
    assert window.focusWidget() is question(window).field.page  # type: ignore[union-attr]


def test_a_reply_that_comes_meanwhile_is_there_afterwards(qtbot: QtBot, house: FakeHouse) -> None:
    window = open_window(qtbot, house)
    begin_reply(window, house, turn(reply="Written meanwhile."))
    window.talk.practice_button.click()
    with qtbot.waitSignal(window.runner.finished):
        house.session.held.set()
    assert window.talk.is_practising()
    practice(window).leave_button.click()
    assert "Written meanwhile." in page_text(window.talk.chat)


def test_done_leaves_nothing_of_it_behind(window: MainWindow) -> None:
    finish(window).done_button.click()
    assert not window.talk.is_practising()
    assert "I always mess up" not in held_words(window)
    window.talk.practice_button.click()
    assert GO_ON not in page_text(practice(window))


# --- asked for in the talk -----------------------------------------------------------------------


def test_when_i_ask_for_one_a_quiet_link_stands_under_the_reply(
    qtbot: QtBot, house: FakeHouse
) -> None:
    house.session.enqueue(*events_of(turn("i need to calm down, can we breathe")))
    house.session.enqueue(*events_of(turn("and then?")))
    window = open_window(qtbot, house)
    say(qtbot, window, "i need to calm down, can we breathe")
    say(qtbot, window, "and then?")
    first, second = window.talk.findChildren(Reply)
    assert "Begin: paced breathing" in page_text(first)
    assert "Begin" not in page_text(second)
    (link,) = [b for b in first.findChildren(QAbstractButton) if b.text().startswith("Begin")]
    link.click()
    assert exercise("breathing").title in page_text(practice(window))
    assert window.talk.is_practising()


def test_a_mere_mention_offers_nothing(qtbot: QtBot, house: FakeHouse) -> None:
    house.session.enqueue(*events_of(turn("my therapist made me do breathing exercises")))
    window = open_window(qtbot, house)
    say(qtbot, window, "my therapist made me do breathing exercises")
    assert "Begin" not in page_text(window.talk.chat)


def test_in_danger_the_card_is_offered_and_no_exercise(qtbot: QtBot, house: FakeHouse) -> None:
    heard = Assessment(Risk.ACUTE)
    made = turn("I want to die. can we do a breathing exercise", assessment=heard)
    house.session.enqueue(CrisisHelp(heard), *events_of(made))
    window = open_window(qtbot, house)
    say(qtbot, window, "I want to die. can we do a breathing exercise")
    assert "Begin" not in page_text(window.talk.chat)


# --- answering -----------------------------------------------------------------------------------


def test_enter_goes_on_and_back_brings_my_words_back(qtbot: QtBot, window: MainWindow) -> None:
    begin(window, "thoughts")
    qtbot.keyClicks(window.focusWidget(), "in the office")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert "What did you feel?" in page_text(window)
    assert window.focusWidget() is question(window).field.page  # type: ignore[union-attr]
    question(window).back_button.click()
    assert isinstance(question(window).field, WordsField)
    assert question(window).field.text() == "in the office"  # type: ignore[union-attr]
    assert not question(window).back_button.isVisible()


@pytest.mark.parametrize(
    ("text", "sentence"), [("   ", EMPTY), ("\x00\x07", EMPTY), ("word " * LONGEST, TOO_LONG)]
)
def test_what_cannot_be_taken_gets_a_clear_sentence_and_stays(
    window: MainWindow, text: str, sentence: str
) -> None:
    begin(window, "thoughts")
    field = question(window).field
    assert isinstance(field, WordsField)
    field.page.setPlainText(text)
    stays = field.text()
    question(window).next_button.click()
    assert sentence in page_text(window)
    assert field.text() == stays
    field.page.setPlainText("the office")
    assert sentence not in page_text(window)


def test_how_strong_it_is_can_be_moved_with_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    begin(window, "thoughts")
    answer(window, "office")
    answer(window, "fear")
    slider = window.focusWidget()
    assert isinstance(slider, QSlider)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == 51
    assert "51" in page_text(practice(window))


def test_the_fairer_sentence_begins_with_my_own_words(window: MainWindow) -> None:
    begin(window, "thoughts")
    for text in THOUGHT[:7]:
        answer(window, text)
    field = question(window).field
    assert isinstance(field, WordsField)
    assert field.text().startswith("I forgot two figures when they asked. But the rest went fine")
    assert field.text().endswith("Two figures don't say who I am.")


def test_grounding_needs_only_next(window: MainWindow) -> None:
    begin(window, "grounding")
    for _ in range(5):
        question(window).next_button.click()
    end = practice(window).view
    assert isinstance(end, EndView)
    assert not end.keep_button.isVisible()


# --- the rehearsal -------------------------------------------------------------------------------


def test_each_line_of_the_other_side_says_that_the_program_plays_it(window: MainWindow) -> None:
    prepare(window)
    caption = PLAYS.format(who="your boss")
    asked = 1
    while isinstance(practice(window).view, QuestionView):
        shown = page_text(practice(window))
        assert shown.count(caption) == asked
        assert "with written lines" in shown
        asked += 1
        answer(window, "Could you keep our meetings before five?")
    assert asked > rehearsal.SHORTEST
    assert "What went well in it" in page_text(practice(window))
    assert "One thing to try" in page_text(practice(window))


def test_what_i_said_stands_in_the_rehearsed_talk_as_i_typed_it(window: MainWindow) -> None:
    prepare(window)
    answer(window, "<b>Could</b> you call?")
    assert "<b>Could</b> you call?" in page_text(practice(window))


def test_again_begins_the_same_exercise_anew(window: MainWindow) -> None:
    finish(window).again_button.click()
    state = practice(window).state
    assert state is not None and state.at == 0 and state.answers == ()
