"""What I mention is taken up by its name, whatever it is, and never where it would hurt or sound odd."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from companion.policy.compose import compose
from companion.policy.context import PlanContext
from companion.policy.drafts import takes_up
from companion.policy.openers import about, slots
from companion.policy.strategy import plan
from companion.policy.subject import subject
from companion.policy.told import felt

NAMED = {
    "I worry about the pandemic, mostly": "the pandemic",
    "It began with my remote learning": "your remote learning",
    "we fight over household chores": "household chores",
    "I had a job interview": "the job interview",
    "struggling with depression lately": "depression",
    "Overwhelmed due to the new supervisor.": "your new supervisor",
    "I am afraid of the dentist": "the dentist",
    "nothing works with the roommate": "your roommate",
    "I ghosted my running club": "your running club",
    "It started with Covid.": "Covid",
    "This had been such a hard year with covid.": "covid",
}
NOT_NAMED = [
    "hello", "yes", "idk", "snow!!!", "I feel sad about everything", "I am a nurse", "it's no longer an option",
    "I sat in the chair", "I don't know what to do", "I'm worried about failing", "the whole thing",
    "my mind is not my own", "I hate my body", "it all depends on the person",
    "thinking of the pills", "i was with tom for six years", "i went with lisa to work",
    "she asks when it's my turn", "I am such a burden to the family", "he did it for me",
    "the older I get the worse it is", "because of lock down",
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase"), NAMED.items())
def test_what_i_talk_about_is_found(text: str, phrase: str) -> None:
    assert subject(text) == phrase


@pytest.mark.parametrize("text", NOT_NAMED)
def test_what_is_no_subject_is_left_alone(text: str) -> None:
    assert subject(text) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I'm a little down", "down"), ("feeling so lonely tonight", "lonely"), ("I am not sad", ""),
        ("he is very angry", "angry"), ("I never felt sad about it", ""), ("the sad song", ""),
    ],
)  # fmt: skip
def test_the_feeling_i_name_is_called_by_my_word(text: str, word: str) -> None:
    assert felt(text) == word


def context(text: str, earlier: str = "", state: str = "sadness") -> PlanContext:
    probs = tuple(0.93 if name == state else 0.01 for name in ("calm", "joy", "affection", "hope", "sadness", "anxiety", "anger", "shame"))  # fmt: skip
    at = datetime(2026, 3, 6, 20, tzinfo=UTC)
    return PlanContext(text, at, state, probs, valence=-0.5, said=(earlier,))


@pytest.mark.parametrize("text", [text for text in NAMED if len(text.split()) > 3])
def test_the_reply_takes_up_a_word_of_mine_even_without_the_model(text: str) -> None:
    told = context(text)
    decision = plan(told)
    reply = " ".join((decision.opener, *compose(told, decision)))
    assert takes_up(reply, text) > 0, reply


def test_a_short_answer_is_heard_with_what_i_said_before() -> None:
    filled = slots(context("about 3 months now", "my co-workers are ignoring me"))
    assert filled["earlier"] == "your co-workers"
    assert "subject" not in filled


def test_what_others_feel_is_not_said_to_me_as_mine() -> None:
    assert "felt" not in slots(context("my sister is very sad"))


@pytest.mark.parametrize("tone", ["sadness", "troubled", "joy", "pleased", "calm", "unsure"])
def test_a_line_that_names_a_subject_fits_one_and_several(tone: str) -> None:
    agreeing = (" is ", " are ", " was ", " were ", " has ", " have ")
    for part in ("question", "paraphrase", "reflection", "affirmation", "statement"):
        for line in about(tone, part):
            after = line.partition("}")[2]
            assert not after.startswith(agreeing), line


def test_a_page_of_words_costs_a_moment() -> None:
    assert subject("zzz " * 2_000) == ""
    assert subject("the zzz " * 1_000) in ("", "the zzz")
