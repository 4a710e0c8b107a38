"""What befell me is named in plain words, and only where I said it of myself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.policy.openers import wording
from companion.policy.plights import plight

HARD = [
    ("my best friend had a party and I wasn't invited", "left-out"),
    ("the group went to the lake without me", "left-out"),
    ("My boyfriend broke up with me last night", "break-up"),
    ("I got laid off on Friday", "job-lost"),
    ("i failed my driving test again", "failed"),
    ("my dad laughed at me", "treated-badly"),
    ("my boss took the credit for it", "treated-badly"),
    ("I had a big fight with my sister", "quarrel"),
    ("nobody noticed that I was gone", "unheard"),
    ("he forgot my birthday", "unheard"),
    ("I look after my mum, she needs me all day", "caring"),
    ("I ate my lunch alone in the stairwell", "lonely"),
    ("I miss my brother", "missing"),
    ("i cant sleep", "sleepless"),
    ("the bills keep coming", "money"),
    ("my exam is tomorrow", "ahead"),
    ("still waiting for the results", "waiting"),
    ("I'm so tired of all this", "worn-out"),
    ("I shouted at my son", "slip"),
]
GOOD = [
    ("I passed!!", "achieved"),
    ("my neighbour brought me soup", "kindness"),
    ("I baked bread today", "made"),
    ("my sister is coming to visit", "company"),
    ("we laughed all evening", "laughter"),
    ("the cat is asleep on my feet", "animal"),
    ("went for a long walk", "outside"),
    ("day off today", "rest"),
]


@pytest.mark.parametrize(("said", "kind"), HARD)
def test_something_hard_is_known_for_what_it_is(said: str, kind: str) -> None:
    assert plight(said, hard=True) == kind


@pytest.mark.parametrize(("said", "kind"), GOOD)
def test_something_good_is_known_for_what_it_is(said: str, kind: str) -> None:
    assert plight(said, hard=False) == kind


@pytest.mark.parametrize(
    "said",
    [
        "my friend is going through a divorce",
        "my sister is so tired",
        "my brother got fired",
        "I'm not tired",
        "I'm scared I'll be alone",
        "I used to be so lonely",
        "I miss the bus every day",
        "the train takes two hours",
        "",
    ],
)
def test_what_is_not_mine_or_not_now_is_not_said_of_me(said: str) -> None:
    assert plight(said, hard=True) == ""


def test_every_kind_has_lines_for_the_strategies_it_may_meet() -> None:
    for kind, table in wording("plights").items():
        assert set(table) >= {"reflection", "affirmation", "question", "paraphrase"}, kind
        assert all(len(lines) >= 2 for name, lines in table.items() if name != "information"), kind
        for name, lines in table.items():
            assert all(("?" in line) == (name == "question") for line in lines), (kind, name)
            assert not any("{" in line for line in lines), kind


def test_a_long_message_takes_no_long_time() -> None:
    said = "I walked and walked and then, because it rained, I went home without anybody. " * 100
    start = time.perf_counter()
    plight(said, hard=True)
    plight(said, hard=False)
    assert time.perf_counter() - start < 0.1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_whatever_i_type_nothing_breaks(said: str) -> None:
    known = {*wording("plights"), ""}
    assert plight(said, hard=True) in known
    assert plight(said, hard=False) in known
