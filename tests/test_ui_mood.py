from dataclasses import replace

import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from ui_fakes import FakeHouse, belief, day, events_of, let_go, open_window, page_text, say, turn

from companion.emotion.timeline import spread
from companion.errors import StoreError
from companion.turn import Shift
from ui.main_window import MOOD, TALK
from ui.mood_chart import MOST_NAMED
from ui.mood_view import (
    EMPTY,
    MOST_DAYS,
    NO_DAYS,
    RING_SAYS,
    TURNED,
    WAITING,
    YOU_SAID_SO,
    MoodView,
)
from ui.style import theme
from ui.wishes import Forget


@pytest.fixture
def view(qtbot: QtBot) -> MoodView:
    made = MoodView()
    qtbot.addWidget(made)
    made.show()
    return made


def drawn(view: MoodView, kind: type) -> list[object]:
    return [item for item in view.chart.plot.getPlotItem().items if isinstance(item, kind)]


# --- this talk -----------------------------------------------------------------------------------


def test_an_empty_mood_says_what_will_be_here(view: MoodView) -> None:
    assert page_text(view).strip().split("\n") == ["Mood", "This talk", "Days", EMPTY]


def test_every_point_of_the_line_is_named_with_its_time_and_cause(view: MoodView) -> None:
    view.show_turns(
        (
            turn(feels=belief(sadness=0.7), cause="my dad laughed"),
            turn(feels=belief(joy=0.7), minutes=4, cause="the <b>parking</b>"),
        )
    )
    shown = page_text(view)
    assert "sadness" in shown
    assert "joy" in shown
    assert "\u201cmy dad laughed\u201d" in shown
    assert "<b>parking</b>" in shown


def test_the_line_is_drawn_again_in_another_theme(
    qtbot: QtBot, qapp: QApplication, view: MoodView
) -> None:
    theme.apply(qapp, theme.LIGHT)
    view.show_turns((turn(), turn(minutes=3)))
    theme.apply(qapp, theme.DARK)
    qtbot.waitUntil(lambda: view.chart.plot.backgroundBrush().color().name() == theme.DARK.card)


def test_the_band_is_as_wide_as_the_belief_is_unsure(view: MoodView) -> None:
    unsure, sure = belief(joy=0.4, sadness=0.4), belief(calm=0.99)
    view.show_turns((turn(feels=unsure), turn(feels=sure, minutes=2)))
    (band,) = drawn(view, pg.FillBetweenItem)
    above, below = (curve.yData for curve in band.curves)  # type: ignore[attr-defined]
    wide = [high - low for high, low in zip(above, below, strict=True)]
    assert wide == pytest.approx([2 * spread(unsure), 2 * spread(sure)])


def test_where_the_feeling_turned_is_said_in_words(view: MoodView) -> None:
    turned = Shift(0.8, "sadness", "joy", found=True)
    view.show_turns((turn(), turn(feels=belief(joy=0.8), minutes=2, shift=turned)))
    assert page_text(view).count(TURNED) == 1
    assert RING_SAYS in page_text(view)
    view.show_turns((turn(), turn(minutes=2)))
    assert TURNED not in page_text(view)
    assert RING_SAYS not in page_text(view)


def test_what_i_put_right_is_marked_as_my_own_word(view: MoodView) -> None:
    view.show_turns((turn(), turn(minutes=2, corrected="anger")))
    assert page_text(view).count(YOU_SAID_SO) == 1


def test_in_a_long_talk_the_names_on_the_line_do_not_touch(view: MoodView) -> None:
    feels = (belief(joy=0.8), belief(sadness=0.8))
    view.show_turns(tuple(turn(feels=feels[n % 2], minutes=n) for n in range(60)))
    assert 0 < len(drawn(view, pg.TextItem)) <= MOST_NAMED + 1


def test_putting_it_right_changes_the_page_i_look_at(qtbot: QtBot) -> None:
    house = FakeHouse()
    for minutes in (0, 2):
        house.session.enqueue(*events_of(turn(minutes=minutes)))
    window = open_window(qtbot, house)
    say(qtbot, window, "one")
    say(qtbot, window, "two")
    window.go_to(MOOD)
    assert YOU_SAID_SO not in page_text(window.mood)
    with qtbot.waitSignal(window.runner.corrected):
        window.runner.correct("anger")
    assert YOU_SAID_SO in page_text(window.mood)


# --- days ----------------------------------------------------------------------------------------


def test_my_days_are_told_in_words_newest_first(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.person.lived = (day(0), day(1, "hope", "I <b>start</b> on Monday"))
    window = open_window(qtbot, house)
    window.go_to(MOOD)
    with qtbot.waitSignal(window.runner.days):
        window.mood.days_button.click()
    shown = page_text(window.mood)
    newest = shown.index("Sunday, 4 October 2026")
    assert newest < shown.index("Saturday, 3 October 2026")
    assert "hope" in shown
    assert "\u201cI <b>start</b> on Monday\u201d" in shown
    assert window.mood.chart.isVisible()


def test_of_a_day_whose_words_were_forgotten_nothing_is_quoted(view: MoodView) -> None:
    view.days_button.click()
    blank = day(1)
    blank = replace(blank, told=replace(blank.told, cause="", text=""))
    view.show_days((day(0, words="kept"), blank))
    assert page_text(view).count("\u201c") == 1


def test_where_no_clause_carried_the_day_the_beginning_of_the_message_stands(
    view: MoodView,
) -> None:
    view.days_button.click()
    long = day(0)
    long = replace(long, told=replace(long.told, cause="", text="so many words " * 100))
    view.show_days((long,))
    shown = page_text(view)
    assert "\u201cso many words so many" in shown
    assert " so \u2026\u201d" in shown
    assert len(shown) < 600


def test_without_days_one_sentence_says_what_will_be_here(view: MoodView) -> None:
    view.days_button.click()
    assert WAITING in page_text(view)
    view.show_days(())
    assert NO_DAYS in page_text(view)
    assert not view.chart.isVisible()


def test_a_first_day_is_told_and_not_yet_drawn(view: MoodView) -> None:
    view.days_button.click()
    view.show_days((day(0),))
    shown = page_text(view)
    assert NO_DAYS in shown
    assert "Saturday, 3 October 2026" in shown
    assert not view.chart.isVisible()


def test_a_thin_line_reaches_from_the_heaviest_to_the_lightest_of_a_day(view: MoodView) -> None:
    view.days_button.click()
    view.show_days((day(0, low=-0.7, high=0.4), day(1, low=-0.2, high=0.6)))
    lines = [list(item.yData) for item in drawn(view, pg.PlotDataItem)]  # type: ignore[attr-defined]
    assert [-0.7, 0.4, -0.2, 0.6] in lines


def test_many_days_are_shown_in_parts(view: MoodView) -> None:
    view.days_button.click()
    view.show_days(tuple(day(n) for n in range(MOST_DAYS + 5)))
    assert page_text(view).count("\u201c") == MOST_DAYS
    view.more_button.click()
    assert page_text(view).count("\u201c") == MOST_DAYS + 5
    assert not view.more_button.isVisible()


def test_days_of_two_years_are_told_apart_on_the_axis(view: MoodView) -> None:
    view.days_button.click()
    view.show_days((day(0), day(200)))
    ticks = view.chart.plot.getPlotItem().getAxis("bottom")._tickLevels
    assert [words for _, words in ticks[0]] == ["3 Oct 2026", "21 Apr 2027"]


def test_this_talk_is_one_press_away_again(view: MoodView) -> None:
    view.days_button.click()
    view.show_days((day(0), day(1)))
    view.talk_button.click()
    assert EMPTY in page_text(view)
    assert not view.chart.isVisible()


def test_when_the_days_cannot_be_read_the_page_says_so(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = FakeHouse()

    def broken() -> None:
        raise StoreError("The memory could not be read.")

    monkeypatch.setattr(house.session.person, "days", broken)
    window = open_window(qtbot, house)
    window.go_to(MOOD)
    with qtbot.waitSignal(window.runner.refused):
        window.mood.days_button.click()
    assert "The memory could not be read." in page_text(window.mood)


def test_days_of_forgotten_words_are_not_shown_again(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.person.lived = (day(0), day(1))
    window = open_window(qtbot, house)
    window.go_to(MOOD)
    with qtbot.waitSignal(window.runner.days):
        window.mood.days_button.click()
    assert "laughed" in page_text(window.mood)
    window.go_to(TALK)
    with qtbot.waitSignal(window.runner.forgotten):
        window.memories.wish.emit(Forget(1))
    let_go()
    held = [w.text() for w in window.mood.findChildren(QLabel)]
    assert not any("laughed" in words for words in held)
