"""Choosing among a small model's drafts."""

from __future__ import annotations

import pytest

from companion.policy.drafts import best, lead
from companion.turn import Decision, Stage, Strategy

SAID = "my boss told me in front of everyone that my report was sloppy"


def decision(*strategies: Strategy, opener: str = "", avoid: tuple[str, ...] = ()) -> Decision:
    return Decision(strategies, Stage.EXPLORATION, opener, avoid)


def chosen(*drafts: str, known: str = SAID) -> str:
    return best(drafts, known, lambda sentence: True)


def test_a_question_about_what_was_said_is_taken() -> None:
    assert chosen("What did your boss say? I like it.") == "What did your boss say?"


@pytest.mark.parametrize(
    "draft",
    [
        "What was your cat doing there?",
        "How did the airplane help you?",
        "What do you think of the president?",
        "It sounds like you love gardening.",
    ],
)
def test_a_draft_that_brings_in_something_of_its_own_is_thrown_away(draft: str) -> None:
    assert chosen(draft) == ""


@pytest.mark.parametrize(
    "draft",
    [
        "",
        "What",
        "What?",
        "What did your boss",
        "What did your boss say.",
        "It sounds like you felt small?",
        "What " + "did your boss say and " * 6 + "why?",
    ],
)
def test_an_unfinished_or_endless_draft_is_thrown_away(draft: str) -> None:
    assert chosen(draft) == ""


def test_the_draft_that_takes_up_more_of_the_persons_words_wins() -> None:
    fuller = "What did the boss say about the report?"
    assert chosen("What did the boss do?", fuller) == fuller


def test_of_two_equal_drafts_the_shorter_wins() -> None:
    shorter = "How was the report?"
    assert chosen("How did you feel about the report then?", shorter) == shorter


def test_a_draft_about_nothing_in_particular_is_thrown_away() -> None:
    assert chosen("How are you?", "It makes sense that you need time.") == ""


def test_the_guard_has_the_last_word() -> None:
    assert best(["What did your boss say?"], SAID, lambda sentence: False) == ""
    assert best(["What did your boss say?"], SAID, lambda sentence: True) != ""


def test_a_memory_may_be_named_when_it_was_recalled() -> None:
    assert chosen("What did your sister Nina say?", known=SAID + " my sister Nina moved") != ""
    assert chosen("What did your sister Nina say?") == ""


def test_a_question_is_led_by_a_question_word() -> None:
    leads = {lead(decision(Strategy.REFLECTION, Strategy.QUESTION), seed) for seed in range(6)}
    assert len(leads) > 2
    assert all(word.startswith(("What", "How", "When")) for word in leads)


def test_no_second_question_follows_a_question() -> None:
    asked = decision(Strategy.QUESTION, opener="What happened?")
    assert lead(asked, 0) == ""


def test_somebody_who_wants_no_questions_gets_none_from_the_model() -> None:
    from companion.policy.cues import NO_QUESTIONS

    assert lead(decision(Strategy.QUESTION, avoid=(NO_QUESTIONS,)), 0) == ""


@pytest.mark.parametrize(
    "strategy", [Strategy.SUGGESTION, Strategy.INFORMATION, Strategy.DISCLOSURE]
)
def test_advice_facts_and_talk_about_itself_are_not_left_to_a_small_model(
    strategy: Strategy,
) -> None:
    assert lead(decision(strategy), 0) == ""


@pytest.mark.parametrize(
    "draft",
    [
        "When did you decide to lie awake before the meeting on Thursday?",
        "When did you think they'd make it to your boss?",
        "You have every right to be.",
        "What was your boss called to ask about the report?",
        "It sounds as if you're telling me what you want.",
        "What happened to your boss?",
        "What was your boss like?",
        "Why did your boss say the report was sloppy?",
        "What did your boss say, and what did you make of the report?",
        "It makes sense that you would have to face your boss.",
    ],
)
def test_a_question_that_blames_misses_or_wanders_is_thrown_away(draft: str) -> None:
    known = SAID + " I lie awake before the meeting on Thursday, my friend Mara asked how it went"
    assert chosen(draft, known=known) == ""


def test_the_question_is_led_up_to_the_person_who_acted() -> None:
    opener = "So your boss was cold to you all day."
    leads = {
        lead(decision(Strategy.PARAPHRASE, Strategy.QUESTION, opener=opener), n) for n in range(4)
    }
    assert leads == {"What did your boss say", "How is it between you and your boss"}


def test_nobody_asks_what_a_newborn_said() -> None:
    opener = "Your daughter was born three weeks ago."
    asked = decision(Strategy.REFLECTION, Strategy.QUESTION, opener=opener)
    assert not any("daughter" in lead(asked, n) for n in range(6))
