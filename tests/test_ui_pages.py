from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from ui_fakes import (
    EVENING,
    FakeHouse,
    belief,
    events_of,
    memory,
    on_a_page,
    open_window,
    page_text,
    say,
    turn,
)

from companion.emotion.channels import DISAGREES
from companion.emotion.states import NAMES
from companion.policy.guard import RULES
from companion.turn import (
    Affect,
    Assessment,
    Decision,
    Observation,
    Replaced,
    Shift,
    Stage,
    Strategy,
    Timings,
)
from ui.chat_view import Reply
from ui.feelings import BeliefBars
from ui.kinds import AFTER, KINDS
from ui.rules import BECAUSE, because
from ui.text import day_and_time, size
from ui.why_view import CALM_OVER_HEAVY, VOICE_DIFFERED, WhyView, timing_words


def why(qtbot: QtBot, **parts: object) -> str:
    view = WhyView()
    on_a_page(qtbot, view)
    view.show_turn(turn(**parts))  # type: ignore[arg-type]
    return page_text(view)


# --- why -----------------------------------------------------------------------------------------


def test_why_says_what_was_heard_and_from_which_words(qtbot: QtBot) -> None:
    shown = why(qtbot, feels=belief(sadness=0.7), cause="my dad just laughed")
    assert "You seemed heavy-hearted; fairly sure." in shown
    assert "my dad just laughed" in shown


def test_the_bars_show_the_strongest_feelings_first(qtbot: QtBot) -> None:
    bars = BeliefBars(belief(sadness=0.5, anger=0.2, hope=0.1, joy=0.01, calm=0.01, shame=0.01))
    qtbot.addWidget(bars)
    names = [name for name, _ in bars.shown]
    assert names[:3] == ["sadness", "anger", "hope"]
    assert "joy" not in names
    assert bars.accessibleDescription().startswith("sadness 50%, anger 20%")


def test_why_says_where_the_feeling_turned(qtbot: QtBot) -> None:
    turned = Shift(0.8, "anxiety", "sadness", found=True)
    assert "Just before, it seemed to be worry; that turned here." in why(qtbot, shift=turned)
    assert "turned here" not in why(qtbot, shift=Shift(0.3, "anxiety", "sadness"))


def test_why_says_what_i_put_right(qtbot: QtBot) -> None:
    assert "You said it was anger." in why(qtbot, corrected="anger")
    assert "You said" not in why(qtbot)


def test_why_says_when_my_voice_and_my_words_differed(qtbot: QtBot) -> None:
    def heard(apart: float) -> Observation:
        return Observation((1.0,) * len(NAMES), Affect(), disagreement=apart)

    assert VOICE_DIFFERED in why(qtbot, observation=heard(DISAGREES))
    assert VOICE_DIFFERED not in why(qtbot, observation=heard(DISAGREES - 0.01))


def test_why_says_when_heavy_words_came_in_a_calm_voice(qtbot: QtBot) -> None:
    heavy = turn(observation=Observation((1.0,) * len(NAMES), Affect(-0.8, 0.1)))
    calmer = tuple(1.0 if name in ("calm", "sadness") else 0.4 for name in NAMES)
    for voice, said in ((calmer, True), ((), False)):
        view = WhyView()
        on_a_page(qtbot, view)
        view.show_turn(replace(heavy, utterance=replace(heavy.utterance, voice=voice)))
        assert (CALM_OVER_HEAVY in page_text(view)) is said


def test_why_names_each_memory_with_its_reason(qtbot: QtBot) -> None:
    shown = why(qtbot, memories=(memory(1, why="It is about your father too."),))
    assert "My dad laughed." in shown
    assert "It is about your father too." in shown
    assert "shame, " in shown


def test_why_says_when_nothing_was_remembered(qtbot: QtBot) -> None:
    assert "Nothing you told before was needed here." in why(qtbot)


def test_why_says_which_kind_of_reply_and_the_reasons(qtbot: QtBot) -> None:
    kinds = (Strategy.REFLECTION, Strategy.QUESTION)
    plan = Decision(kinds, Stage.EXPLORATION, reasons=("Being heard comes first.",))
    shown = why(qtbot, decision=plan)
    assert "Naming the feeling that was heard, then a question" in shown
    assert "Being heard comes first." in shown


def test_why_tells_what_was_noticed_about_danger(qtbot: QtBot) -> None:
    shown = why(qtbot, assessment=Assessment(reasons=("You wrote about dying.",)))
    assert "You wrote about dying." in shown


def test_why_never_shows_the_words_that_were_kept_back(qtbot: QtBot) -> None:
    swaps = (Replaced("I hear you.", "blames"), Replaced("", "blames"), Replaced("", "hollow"))
    shown = why(qtbot, replaced=swaps)
    assert "3 drafted sentences were not shown" in shown
    assert shown.count(because("blames")) == 1
    assert because("hollow") in shown


def test_nothing_is_said_about_keeping_back_when_nothing_was(qtbot: QtBot) -> None:
    assert "kept back" not in why(qtbot)


def test_why_shows_words_that_look_like_markup_as_they_are(qtbot: QtBot) -> None:
    shown = why(qtbot, cause="<b>really</b>", memories=(memory(1, "<i>so</i>"),))
    assert "<b>really</b>" in shown
    assert "<i>so</i>" in shown


def test_every_rule_of_the_guard_has_plain_words() -> None:
    assert {rule.name for rule in RULES} <= set(BECAUSE)
    assert because("a rule of tomorrow").startswith("It broke")


def test_every_kind_of_reply_has_plain_words() -> None:
    assert set(KINDS) == set(AFTER) == set(Strategy)


def test_timings_are_told_in_seconds_and_a_missing_sentence_is_left_out() -> None:
    told = timing_words(Timings(300, 840, 1910, 1870))
    assert (
        told == "First sentence after 0.8 s. In all 1.9 s, of which 1.9 s were the language model."
    )
    assert timing_words(Timings(first_sentence_ms=2.0)).startswith("First sentence at once.")
    assert "First" not in timing_words(Timings())


def test_why_opens_beside_the_reply_and_closes_again(qtbot: QtBot) -> None:
    house = FakeHouse()
    house.session.enqueue(*events_of(turn()))
    house.session.enqueue(*events_of(turn(cause="the second time")))
    window = open_window(qtbot, house)
    say(qtbot, window, "one")
    say(qtbot, window, "two")
    first, second = window.talk.findChildren(Reply)
    first.why_button.click()
    assert window.talk.why.isVisible()
    assert window.talk.why.x() >= window.talk.chat.geometry().right()
    second.why_button.click()
    assert "the second time" in page_text(window.talk.why)
    assert not first.why_button.isChecked()
    second.why_button.click()
    assert not window.talk.why.isVisible()
    assert not second.why_button.isChecked()


# --- wordings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "1 KB"), (98_362_432, "98 MB"), (999_999, "1000 KB"), (1_117_320_736, "1.1 GB")],
)
def test_sizes_are_told_in_units_people_know(number: int, words: str) -> None:
    assert size(number) == words


def test_days_are_told_in_words() -> None:
    assert day_and_time(EVENING.replace(tzinfo=None)) == "3 October 2026, 20:14"
