"""Learning from me: switching it off, seeing what was learnt, taking it back, forgetting it."""

import json

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, correction, let_go, open_window, page_text

from companion import paths
from companion.emotion.learn import Effect
from companion.errors import StoreError
from companion.turn import Strategy
from ui.learnt_view import NO_CORRECTIONS, NO_EFFECTS, NOTHING, effect_in_words, how_much
from ui.main_window import SETTINGS, MainWindow
from ui.parts import Words
from ui.wishes import Forget


@pytest.fixture
def house() -> FakeHouse:
    made = FakeHouse()
    person = made.session.person
    person.turns = 31.4
    person.effects = (Effect("question", 0.11, 9.0), Effect("information", 0.4, 2.0))
    person.corrections = (
        correction(4, "anger", "sadness", "my <b>dad</b> just laughed"),
        correction(2, "hope", "hope", "I start on Monday"),
    )
    return made


@pytest.fixture
def window(qtbot: QtBot, house: FakeHouse) -> MainWindow:
    made = open_window(qtbot, house)
    made.go_to(SETTINGS)
    return made


def see(qtbot: QtBot, window: MainWindow) -> str:
    with qtbot.waitSignal(window.runner.learnt):
        window.settings_view.learnt.open_button.click()
    return page_text(window.settings_view.learnt)


def press(window: MainWindow, word: str) -> None:
    found = [b for b in window.settings_view.findChildren(QAbstractButton) if b.text() == word]
    next(b for b in found if b.isVisible()).click()


# --- learning or not -----------------------------------------------------------------------------


def test_do_not_learn_holds_at_once_and_is_remembered(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    press(window, "Do not learn")
    qtbot.waitUntil(lambda: house.session.person.learns is False)
    assert json.loads(paths.settings_file().read_text("utf-8"))["learns"] is False
    press(window, "Learn from how our talks go")
    qtbot.waitUntil(lambda: house.session.person.learns is True)
    assert json.loads(paths.settings_file().read_text("utf-8"))["learns"] is True


def test_one_sentence_says_that_it_stays_on_this_machine(window: MainWindow) -> None:
    assert "all of that stays on this machine" in page_text(window.settings_view)


def test_switched_off_i_can_still_read_and_forget_what_was_learnt(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    press(window, "Do not learn")
    assert "After a question you have mostly felt a little lighter than" in see(qtbot, window)
    window.settings_view.learnt.forget_part.button.click()
    with qtbot.waitSignal(window.runner.learnt):
        window.settings_view.learnt.forget_part.yes_button.click()
    assert house.session.person.corrections == ()


# --- seeing --------------------------------------------------------------------------------------


def test_nothing_of_it_is_seen_before_i_ask(qtbot: QtBot, window: MainWindow) -> None:
    assert "laughed" not in page_text(window.settings_view)
    assert "laughed" in see(qtbot, window)
    window.settings_view.learnt.open_button.click()
    assert "laughed" not in page_text(window.settings_view)


def test_i_read_what_eased_me_and_what_i_put_right(qtbot: QtBot, window: MainWindow) -> None:
    shown = see(qtbot, window)
    assert "This rests on a few dozen of your messages." in shown
    assert "After a question you have mostly felt a little lighter than otherwise." in shown
    assert "information" not in shown
    assert "\u201cmy <b>dad</b> just laughed\u201d" in shown
    assert "I heard anger, you said sadness" in shown
    assert "I heard hope, you said so too" in shown


def test_before_anything_was_learnt_one_sentence_says_so(qtbot: QtBot) -> None:
    window = open_window(qtbot, FakeHouse())
    window.go_to(SETTINGS)
    shown = see(qtbot, window)
    assert NOTHING in shown
    assert not window.settings_view.learnt.forget_part.isVisible()


def test_what_is_too_early_to_say_is_not_said(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.person.turns = 3.0
    window = open_window(qtbot, house)
    window.go_to(SETTINGS)
    shown = see(qtbot, window)
    assert NO_EFFECTS in shown
    assert NO_CORRECTIONS in shown


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (0.06, "a little lighter than"),
        (0.05, "about the same as"),
        (-0.05, "about the same as"),
        (-0.06, "a little heavier than"),
    ],
)
def test_each_kind_of_reply_is_told_by_how_i_felt_after_it(change: float, words: str) -> None:
    for kind in Strategy:
        told = effect_in_words(Effect(kind.value, change, 5.0))
        assert told.startswith("After ")
        assert told.endswith(f"you have mostly felt {words} otherwise.")


def test_a_kind_of_reply_given_less_than_five_times_is_left_out() -> None:
    assert effect_in_words(Effect("question", 0.5, 4.9)) == ""
    assert effect_in_words(Effect("a kind of tomorrow", 0.5, 9.0)) == ""


@pytest.mark.parametrize("turns", [1.0, 11.9, 12.0, 60.0, 200.0, 1000.0])
def test_how_much_it_rests_on_is_said_in_words_and_never_counted(turns: float) -> None:
    assert how_much(turns).endswith("of your messages")
    assert not any(sign.isdigit() for sign in how_much(turns))


# --- taking back and forgetting ------------------------------------------------------------------


def test_i_take_back_one_thing_i_put_right(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    see(qtbot, window)
    with qtbot.waitSignals([window.runner.corrected, window.runner.learnt]):
        press(window, "Take back")
    assert [one.turn_id for one in house.session.person.corrections] == [2]
    shown = page_text(window.settings_view.learnt)
    assert "laughed" not in shown
    assert "I start on Monday" in shown


def test_every_take_back_says_aloud_what_it_takes_back(qtbot: QtBot, window: MainWindow) -> None:
    see(qtbot, window)
    found = window.settings_view.learnt.findChildren(QAbstractButton)
    names = [b.accessibleName() for b in found if b.text() == "Take back"]
    assert names == ["Take back that you said sadness", "Take back that you said hope"]


def test_when_it_could_not_be_taken_back_i_see_why(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    see(qtbot, window)
    house.session.trouble = StoreError("The disk is full.")
    with qtbot.waitSignal(window.runner.refused):
        press(window, "Take back")
    assert "The disk is full." in page_text(window.settings_view)
    assert "laughed" in page_text(window.settings_view)


def test_forgetting_what_was_learnt_asks_once(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    see(qtbot, window)
    part = window.settings_view.learnt.forget_part
    part.button.click()
    assert "cannot be undone" in page_text(part)
    part.no_button.click()
    assert "cannot be undone" not in page_text(part)
    assert house.session.person.corrections
    part.button.click()
    with qtbot.waitSignal(window.runner.learnt):
        part.yes_button.click()
    assert house.session.person.learnt().turns == 0.0
    assert page_text(window.settings_view.learnt).strip().endswith(NOTHING)


def test_coming_back_to_the_page_i_see_what_is_true_now(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    see(qtbot, window)
    house.session.person.corrections = ()
    with qtbot.waitSignal(window.runner.learnt):
        window.go_to(SETTINGS)
    assert "laughed" not in page_text(window.settings_view)


def test_erasing_everything_leaves_nothing_learnt_on_the_page(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    see(qtbot, window)
    house.session.erase_all = house.session.person.forget_learnt
    window.settings_view.erase.button.click()
    with qtbot.waitSignals([window.runner.erased, window.runner.learnt, window.runner.opened]):
        window.settings_view.erase.yes_button.click()
    assert NOTHING in page_text(window.settings_view)


def test_what_i_forget_leaves_the_list_even_while_it_is_folded(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    see(qtbot, window)
    window.settings_view.learnt.open_button.click()
    with qtbot.waitSignal(window.runner.forgotten):
        window.memories.wish.emit(Forget(1))
    let_go()
    held = window.settings_view.learnt.findChildren(Words)
    assert not any("laughed" in words.toPlainText() for words in held)


def test_forgetting_what_was_learnt_no_longer_says_that_i_said_so(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    see(qtbot, window)
    part = window.settings_view.learnt.forget_part
    part.button.click()
    with qtbot.waitSignals([window.runner.corrected, window.runner.learnt]):
        part.yes_button.click()


def test_a_feeling_there_is_no_more_is_read_by_its_name(
    qtbot: QtBot, window: MainWindow, house: FakeHouse
) -> None:
    house.session.person.corrections = (correction(4, "anger", "melancholy", "it rained"),)
    assert "I heard anger, you said melancholy" in see(qtbot, window)
