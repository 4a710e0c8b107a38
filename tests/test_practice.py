"""The exercises without a window: what is asked, what may be answered, and where it stops."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from practice_fakes import EARS, PREPARED, THOUGHT, places, rehearsed, through

from companion.errors import InputRefused
from companion.intake import EMPTY, LONGEST, TOO_LONG
from companion.policy.grammar import sentences
from companion.policy.guard import GuardContext, check
from companion.practice import breath, steps
from companion.practice.page import STRENGTH, page
from companion.practice.steps import NO_NUMBER
from companion.practice.texts import NAMES, exercise, exercises
from companion.turn import Assessment, Belief, Risk

CRISIS = "I want to kill myself"
WORSE_THAN_AN_EXERCISE = "I don't want to be here any more. I want to kill myself"


# --- every exercise ------------------------------------------------------------------------------


def test_there_are_five_each_with_one_friendly_sentence() -> None:
    assert [one.name for one in exercises()] == list(NAMES)
    for one in exercises():
        assert one.title and one.ends
        assert len(sentences(one.sentence)) == 1
        assert one.steps


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_an_exercise_claims_a_life_judges_or_diagnoses(name: str) -> None:
    one = exercise(name)
    texts = [one.title, one.sentence, one.ends, one.caution]
    texts += [text for step in one.steps for text in (step.asks, step.hint)]
    context = GuardContext(text="a hard talk with my boss", memories=(), written=True)
    for text in texts:
        ours = re.sub(
            '(?:"[^"]*"(?:, )?)+', "that", text.replace("{who}", "your boss")
        )  # without examples
        for sentence in sentences(ours):
            verdict = check(sentence, context)
            assert verdict.ok or verdict.rule == "contact", (sentence, verdict.rule)


@pytest.mark.parametrize("name", NAMES)
def test_crisis_words_stop_it_at_every_question_and_nothing_is_lost(name: str) -> None:
    for state in places(name):
        one = steps.step(state)
        assert one is not None
        if one.kind in steps.NOT_TYPED:
            continue
        stopped = steps.answer(state, CRISIS, EARS)
        assert stopped.stopped is not None and stopped.stopped.risk >= Risk.ELEVATED
        assert stopped.held == CRISIS
        assert stopped.at == state.at
        assert dict(stopped.answers).items() >= dict(state.answers).items()
        assert CRISIS not in page(stopped).text


@pytest.mark.parametrize("name", NAMES)
def test_every_word_typed_is_assessed_before_anything_is_made_of_it(name: str) -> None:
    for state in places(name):
        one = steps.step(state)
        assert one is not None
        if one.kind in steps.NOT_TYPED:
            continue
        heard: list[str] = []

        def listen(
            text: str,
            _belief: Belief | None,
            _previous: Assessment | None,
            heard: list[str] = heard,
        ) -> Assessment:
            heard.append(text)
            return Assessment(Risk.ELEVATED)

        after = steps.answer(state, "70", replace(EARS, assess=listen))
        assert heard == ["70"]
        assert after.stopped is not None and after.at == state.at


def test_harm_told_of_others_stops_it_too() -> None:
    state = steps.answer(steps.begin(exercise("well")), "he hits me when he is drunk", EARS)
    assert state.stopped is not None


def test_an_idiom_does_not_stop_it() -> None:
    state = steps.answer(steps.begin(exercise("well")), "this report is killing me", EARS)
    assert state.stopped is None and state.at == 1


def test_what_was_not_meant_so_can_be_gone_on_with() -> None:
    doubtful = replace(EARS, assess=lambda text, *_: Assessment(Risk.ELEVATED))
    state = through("thoughts", THOUGHT[:3])
    stopped = steps.answer(state, "I want it to end", doubtful)
    assert steps.may_go_on(stopped)
    on = steps.go_on(stopped)
    assert on.stopped is None and on.held == ""
    assert steps.said(on, "thought") == "I want it to end"
    assert on.at == state.at + 1


def test_words_that_are_no_number_are_asked_for_once_more_after_a_stop() -> None:
    doubtful = replace(EARS, assess=lambda text, *_: Assessment(Risk.ELEVATED))
    state = through("thoughts", THOUGHT[:2])
    on = steps.go_on(steps.answer(state, "I want it to end", doubtful))
    assert on.stopped is None and on.at == state.at


def test_acute_danger_is_not_gone_on_with() -> None:
    stopped = steps.answer(steps.begin(exercise("well")), WORSE_THAN_AN_EXERCISE, EARS)
    assert stopped.stopped is not None and stopped.stopped.risk == Risk.ACUTE
    assert not steps.may_go_on(stopped)
    assert steps.go_on(stopped) is stopped
    assert steps.answer(stopped, "fine now", EARS) is stopped


def test_a_quiet_sign_in_the_talk_is_remembered_in_the_exercise() -> None:
    told: list[Assessment | None] = []

    def listen(_text: str, _belief: Belief | None, previous: Assessment | None) -> Assessment:
        told.append(previous)
        return Assessment(Risk.LOW, reasons=("quiet",))

    before = Assessment(Risk.LOW, reasons=("a step",))
    state = steps.begin(exercise("grounding"), heard=before)
    for word in ("cup", "floor"):
        state = steps.answer(state, word, replace(EARS, assess=listen))
    assert told == [before, Assessment(Risk.LOW, reasons=("quiet",))]


def test_after_a_crisis_in_the_talk_grounding_is_still_open_to_me() -> None:
    state = steps.begin(exercise("grounding"), heard=Assessment(Risk.ACUTE))
    assert steps.answer(state, "a cup, the lamp", EARS).stopped is None


# --- what cannot be an answer --------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x07", "\ud800"])
def test_an_empty_answer_gets_one_clear_sentence(text: str) -> None:
    state = through("thoughts", THOUGHT[:1])
    with pytest.raises(InputRefused, match=EMPTY):
        steps.answer(state, text, EARS)
    assert through("thoughts", THOUGHT[:1]) == state


def test_an_answer_that_is_far_too_long_is_refused() -> None:
    with pytest.raises(InputRefused) as refusal:
        steps.answer(steps.begin(exercise("well")), "a" * (LONGEST + 1), EARS)
    assert str(refusal.value) == TOO_LONG


def test_control_characters_are_taken_out() -> None:
    state = steps.answer(steps.begin(exercise("well")), "the \x07bus\x00 came\r\nin time", EARS)
    assert steps.said(state, "first") == "the bus came\nin time"


@pytest.mark.parametrize(
    ("typed", "number"), [("70", 70), (" 0 ", 0), ("100", 100), ("about 70 %", 70), ("70.", 70)]
)
def test_a_number_may_be_typed_as_people_do(typed: str, number: int) -> None:
    assert steps.number(typed) == number


@pytest.mark.parametrize("typed", ["101", "-5", "7.5", "seventy", "10 or 20", "1000000", "quite"])
def test_what_is_no_number_up_to_a_hundred_is_asked_for_again(typed: str) -> None:
    state = through("thoughts", THOUGHT[:2])
    with pytest.raises(InputRefused, match=NO_NUMBER):
        steps.answer(state, typed, EARS)


@pytest.mark.parametrize("typed", ["boss", "1", "my boss", " My Boss. "])
def test_a_choice_may_be_made_by_word_or_by_place(typed: str) -> None:
    state = steps.answer(steps.begin(exercise("rehearsal")), typed, EARS)
    assert steps.said(state, "who") == "boss"


def test_what_is_no_choice_names_the_choices() -> None:
    with pytest.raises(InputRefused, match="My boss, My partner"):
        steps.answer(steps.begin(exercise("rehearsal")), "the pope", EARS)


# --- back and on ---------------------------------------------------------------------------------


def test_going_back_keeps_what_i_wrote() -> None:
    state = steps.back(steps.back(through("thoughts", THOUGHT[:4])))
    assert steps.step(state) == exercise("thoughts").steps[2]
    assert steps.said(state, "thought") == "I always mess up"
    assert "I always mess up" not in page(state).text


def test_back_at_the_first_question_stays_there() -> None:
    state = steps.begin(exercise("well"))
    assert steps.back(state) == state


def test_a_question_that_was_passed_over_is_passed_over_on_the_way_back() -> None:
    state = through("rehearsal", ["boss", "fewer meetings"])
    now = steps.step(steps.back(state))
    assert now is not None and now.key == "want"
    asked = steps.step(through("rehearsal", ["other"]))
    assert asked is not None and asked.key == "other"


def test_what_stands_in_the_field_is_there_again_and_is_no_answer() -> None:
    state = steps.drafted(through("thoughts", THOUGHT[:1]), "asham")
    assert steps.said(state, "feeling") == "asham"
    assert "asham" not in page(state).text
    assert steps.drafted(state, "  ") is state


def test_saying_something_else_in_a_rehearsal_begins_the_rest_anew() -> None:
    state = rehearsed(["It was six again. Could you move it?"])
    while (one := steps.step(state)) is None or one.key != "say2":
        state = steps.back(state)
    state = steps.answer(state, "You're an idiot.", EARS)
    assert steps.said(state, "say3") == ""


# --- the five ------------------------------------------------------------------------------------


def test_a_thought_record_ends_with_everything_on_one_page() -> None:
    made = page(through("thoughts", THOUGHT))
    assert [part.words for part in made.parts if part.heading != STRENGTH] == [
        words for words in THOUGHT if not words.isdigit()
    ]
    assert made.parts[-1].words == "80, and 45 afterwards"
    assert made.comments is None


def test_grounding_needs_nothing_typed() -> None:
    state = through("grounding", [""] * 5)
    assert steps.finished(state)
    assert page(state).parts == ()


def test_grounding_goes_through_the_five_senses() -> None:
    keys = [one.key for one in exercise("grounding").steps]
    assert keys == ["see", "feel", "hear", "smell", "taste"]
    typed = page(through("grounding", ["cup, lamp", "", "rain", "", "tea"]))
    assert [part.words for part in typed.parts] == ["cup, lamp", "rain", "tea"]


def test_three_good_things_ask_for_my_part_in_each() -> None:
    answers = ["the bus came", "I left in time", "soup", "I cooked", "Ana rang", "I rang back"]
    made = page(through("well", answers))
    assert [part.words for part in made.parts] == answers


def test_where_there_was_one_good_thing_the_rest_is_not_asked_for() -> None:
    state = through("well", ["the bus came", "I left in time", ""])
    assert steps.finished(state)


def test_a_day_on_which_nothing_went_well_asks_for_nothing_more() -> None:
    state = through("well", [""])
    assert steps.finished(state)
    assert page(state).parts == ()


def test_the_text_of_a_page_holds_my_words_under_plain_headings() -> None:
    text = page(through("well", ["the bus came", "I left in time", ""])).text
    assert text == (
        "What went well.\n\nWhat went well?\nthe bus came\n\n"
        "What did I have to do with it?\nI left in time"
    )


def test_of_a_rehearsal_only_what_i_said_is_on_the_page() -> None:
    state = rehearsed(["Could you keep our meetings before five?"])
    made = page(state)
    assert "my boss" in made.text and PREPARED["express"] in made.text
    assert "Come in." not in made.text and "Sit down." not in made.text
    assert made.comments is not None


# --- breathing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "phase", "full"),
    [
        (-1, breath.IN, 0.0),
        (0, breath.IN, 0.0),
        (2, breath.IN, 0.5),
        (4, breath.OUT, 1.0),
        (7, breath.OUT, 0.5),
        (10, breath.IN, 0.0),
        (119.999, breath.OUT, 0.0),
        (120, breath.OVER, 0.0),
        (9999, breath.OVER, 0.0),
    ],
)
def test_a_breath_is_four_seconds_in_and_six_out(seconds: float, phase: str, full: float) -> None:
    at = breath.moment(seconds, 2)
    assert at.phase == phase
    assert at.full == pytest.approx(full, abs=0.01)


def test_the_time_fills_once() -> None:
    assert [breath.moment(s, 1).done for s in (0, 30, 60)] == [0.0, 0.5, 1.0]
    for minutes in breath.MINUTES:
        assert breath.moment(minutes * 60 - 0.01, minutes).phase == breath.OUT
