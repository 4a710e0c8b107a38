"""What I ask to be left alone is left alone, and nothing else is."""

from __future__ import annotations

import pytest
from test_session import Talk, saved

from companion.memory.hand import limits, touching
from companion.remember import LEFT_ALONE


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("Mia's birthday", True),
        ("MIA rang", True),
        ("two Mias", True),
        ("Miami was hot", False),
        ("the old  house", True),
        ("an older house", False),
        ("my d\u00e9j\u00e0 vu", False),
    ],
)
def test_only_whole_words_are_touched(text: str, touched: bool) -> None:
    assert touching(["Mia", "old house"])(text) is touched


def test_saying_it_in_a_talk_is_enough_and_why_says_so(talk: Talk) -> None:
    turn = saved(talk.say("please don't mention my dad again")).turn
    assert [limit.phrase for limit in limits(talk.store)] == ["dad"]
    assert turn.reply == " ".join(LEFT_ALONE)
    assert talk.store.memories() == (), "what is to be left alone is no memory"
    assert turn.decision.reasons[-1] == (
        "You asked me not to bring up dad; it is off limits from now on."
    )


def test_asking_twice_sets_one_limit(talk: Talk) -> None:
    for _ in range(2):
        talk.say("please don't mention my dad again")
    assert len(limits(talk.store)) == 1


def test_danger_in_the_same_message_is_answered_first(talk: Talk) -> None:
    turn = saved(talk.say("don't mention my dad. I want to kill myself tonight")).turn
    assert turn.reply != " ".join(LEFT_ALONE)
    assert "won't bring that up" not in turn.reply


def test_in_private_it_is_heeded_in_that_talk_and_not_kept(talk: Talk) -> None:
    talk.session.private = True
    turn = saved(talk.say("please don't mention my dad again")).turn
    assert turn.reply == " ".join(LEFT_ALONE)
    assert turn.decision.reasons[-1].endswith("it is off limits for this talk.")
    assert limits(talk.store) == ()
