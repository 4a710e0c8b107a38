"""The draft of a fairer sentence: a whole one in my own words, or none."""

from __future__ import annotations

import pytest

from companion.practice import fairer


@pytest.mark.parametrize(
    ("told", "mine"),
    [
        ("you are not a failure", "I am not a failure."),
        ("You're doing the best you can", "I'm doing the best I can."),
        ("it's not your fault", "It's not my fault."),
        ("I'd tell them that one test doesn't say who you are", "One test doesn't say who I am."),
        ("don\u2019t be so hard on yourself", "I don't have to be so hard on myself."),
        ("give yourself time", "I can give myself time."),
        ("people like you", "People like me."),
        ("you have people who love you", "I have people who love me."),
        ("you weren't ready", "I wasn't ready."),
        ("this will pass and you will be okay", "This will pass and I will be okay."),
    ],
)
def test_what_i_would_tell_a_friend_is_turned_to_myself(told: str, mine: str) -> None:
    assert fairer.turned(told) == mine


@pytest.mark.parametrize(
    "told",
    [
        "what are you afraid of?",
        "they did their best",
        "I'm proud of you",
        "she loves you and you know it",
        "don't panic",
        "nothing",
        "i don't know",
        "",
    ],
)
def test_what_cannot_be_turned_safely_is_left_out(told: str) -> None:
    assert fairer.turned(told) == ""


def test_the_draft_is_made_of_my_words_alone() -> None:
    answers = {
        "for": "I failed the test twice",
        "against": "The examiner said my parking was clean",
        "friend": "one test doesn't say who you are",
    }
    drafted = fairer.draft(answers)
    assert drafted == (
        "I failed the test twice. But the examiner said my parking was clean. "
        "One test doesn't say who I am."
    )


@pytest.mark.parametrize(
    ("answers", "drafted"),
    [
        ({"for": "everything", "against": "I passed before"}, "I passed before."),
        ({"for": "I failed", "against": "nothing", "friend": "idk"}, ""),
        ({"for": "I failed", "against": "Ana says I am fine"}, "I failed. But Ana says I am fine."),
        ({}, ""),
    ],
)
def test_where_i_had_no_answer_the_draft_does_without(
    answers: dict[str, str], drafted: str
) -> None:
    assert fairer.draft(answers) == drafted


@pytest.mark.parametrize(
    ("answers", "drafted"),
    [
        ("I can't think of any", ""),
        ("i can\u2019t really think of anything right now", ""),
        ("None that I know of.", ""),
        ("There is nothing", ""),
        ("nothing, but my sister rang", ""),
        ("Nothing. I passed once.", "I failed. But I passed once."),
        ("nothing bad happened", "I failed. But nothing bad happened."),
        ("But I passed before", "I failed. But I passed before."),
        ("passed the first one", "I failed. But passed the first one."),
        ("Passed the first one", "Passed the first one."),
        ("Give up.", ""),
        ("I am a failure anyway", ""),
    ],
)
def test_the_draft_is_a_whole_sentence_or_left_to_me(answers: str, drafted: str) -> None:
    assert fairer.draft({"for": "I failed", "against": answers}) == drafted


@pytest.mark.parametrize(
    ("told", "mine"),
    [
        ("Give yourself time.", "I can give myself time."),
        ("Don't Be so hard on yourself", "I don't have to be so hard on myself."),
        ("Give up.", ""),
    ],
)
def test_what_began_with_a_capital_has_none_in_the_middle(told: str, mine: str) -> None:
    assert fairer.turned(told) == mine
