"""Danger that is said to somebody in an exercise: to a friend, or to who did it."""

from __future__ import annotations

import pytest
from practice_fakes import EARS, PREPARED, THOUGHT, through

from companion.practice import steps
from companion.practice.texts import exercise


@pytest.mark.parametrize(
    "said",
    [
        "You should kill yourself",
        "I think you should cut yourself",
        "Kill yourself",
        "You're better off dead",
    ],
)
def test_danger_said_to_a_friend_is_heard_as_mine(said: str) -> None:
    assert steps.answer(through("thoughts", THOUGHT[:6]), said, EARS).stopped is not None


@pytest.mark.parametrize(
    "told",
    [
        "You hit me",
        "you raped me",
        "You choked me last night.",
        "you've hit me",
        "You\u2019re hitting me again",
        "You keep hitting me when you drink.",
        "Please stop hitting me when you are drunk.",
        "You slapped me in front of the children",
        "You choke me when you are angry",
        "What you did was rape.",
        "You used to beat me when I was small",
        "I'm going to kill you",
        "Could you stop? He hit me.",
    ],
)
def test_what_was_done_to_me_stops_the_talk_with_who_did_it(told: str) -> None:
    for keys in (list(PREPARED)[:2], list(PREPARED)):
        state = steps.begin(exercise("rehearsal"))
        for key in keys:
            state = steps.answer(state, PREPARED[key], EARS)
        stopped = steps.answer(state, told, EARS)
        assert stopped.stopped is not None and stopped.held == told
        assert stopped.at == state.at


@pytest.mark.parametrize(
    "told",
    [
        "It hit me that you left without a word",
        "It really touched me when you came",
        "You hurt me when you forgot my birthday",
        "You beat me at chess and I still laughed",
        "You abused my trust",
        "You've pushed me to apply, and I am glad",
        "I can't do this without you",
        "I would kill for a free Sunday with you",
    ],
)
def test_a_hard_word_that_is_no_danger_does_not_stop_it(told: str) -> None:
    state = steps.begin(exercise("rehearsal"))
    for text in PREPARED.values():
        state = steps.answer(state, text, EARS)
    assert steps.answer(state, told, EARS).stopped is None


def test_a_harm_long_past_may_be_weighed_in_a_thought_record() -> None:
    state = steps.begin(exercise("thoughts"))
    assert steps.answer(state, "my uncle used to beat me years ago", EARS).stopped is None
