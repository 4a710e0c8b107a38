"""The floor, and the written wording: what is said when the model has nothing good to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from companion.policy.compose import compose, room
from companion.policy.context import PlanContext
from companion.policy.grammar import sentences
from companion.policy.openers import choose, state_lines, wording
from companion.policy.strategy import plan
from companion.turn import Decision, Strategy

STATES = ("calm", "joy", "affection", "hope", "sadness", "anxiety", "anger", "shame")
NOW = datetime(2026, 3, 6, 21, 0)


def context(text: str, state: str = "sadness", **more: object) -> PlanContext:
    probs = tuple(0.79 if name == state else 0.03 for name in STATES)
    made = PlanContext(text=text, at=NOW, state=state, probs=probs, seems="heavy-hearted")
    return replace(made, **more)  # type: ignore[arg-type]


def lines_in(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, list):
        for item in table:
            yield from lines_in(item)
    elif hasattr(table, "values"):
        for item in table.values():
            yield from lines_in(item)


FILES = (*STATES, "unsure", "moments", "floor")
KNOWN = {"clause", "event", "topic", "memory", "remembered", "lost", "when"}
SPOKEN = {name.capitalize() for name in KNOWN}
WRITTEN = [line for name in FILES for line in lines_in(wording(name))]


@pytest.mark.parametrize("state", (*STATES, "unsure"))
@pytest.mark.parametrize("strategy", tuple(Strategy))
def test_every_feeling_and_strategy_has_at_least_four_ways_to_begin(
    state: str, strategy: Strategy
) -> None:
    lines = state_lines(state, strategy)
    assert len(set(lines)) == len(lines) >= 4
    assert any("{" not in line for line in lines), "one that needs none of the person's words"
    assert all(("?" in line) == (strategy is Strategy.QUESTION) for line in lines)


def test_no_written_line_stands_twice() -> None:
    doubles = sorted({line for line in WRITTEN if WRITTEN.count(line) > 1})
    assert doubles == []


@pytest.mark.parametrize(
    "banned",
    [
        r"\u2014|\u2013|;", r"\bI (feel|felt|love|miss|cry|cried|remember when)\b", r"\bI('m| am) (so |very )?(sorry|sad|happy|glad|proud|worried)\b",
        r"\bI (understand|know) (exactly )?how\b", r"(?i)\bvalid(ate|ated)?\b|\bjourney\b|\bhold(ing)? space\b|\bcoping\b|\btrigger|\bprocess (it|this|your)\b|\bself-care\b|\bmindful|\bboundar",
        r"(?i)everything (will|is going to) be|(?i:at least\b)|cheer up|look on the bright|everything happens for a reason",
        r"(?i)\b(always be|always here|need me|miss you|don't leave)\b",
    ],
)  # fmt: skip
def test_no_line_feigns_a_life_or_talks_like_a_leaflet(banned: str) -> None:
    assert [line for line in WRITTEN if re.search(banned, line)] == []


def test_exclamation_marks_are_for_good_news_only() -> None:
    news = set(lines_in(wording("moments")["good-news"]))
    assert [line for line in WRITTEN if "!" in line and line not in news] == []


def test_every_line_is_a_whole_sentence() -> None:
    slots = dict.fromkeys(KNOWN, "your dad laughed") | dict.fromkeys(SPOKEN, "Your dad laughed")
    for line in WRITTEN:
        filled = line.format_map(slots)
        assert filled[0].isupper(), line
        assert filled[-1] in ".?!", line
        assert "  " not in filled


def test_only_known_slots_are_written() -> None:
    assert {name for line in WRITTEN for name in re.findall(r"\{(\w*)\}", line)} <= KNOWN | SPOKEN


SAID = [
    "my dad laughed at me", "I'm scared I'll lose my job", "my nan died", "I'm such an idiot", "he hit me",
    "idk", "no", "yes", "I got the job!", "hi", "bye", "thanks", "what should I do?", "I just need to vent",
    "stop asking me questions", "you don't understand", "do you think she'll call?", "\U0001f62d", "I relapsed",
    "everything is grey", "what's the capital of France?", "I want to die",
]  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("text", SAID)
def test_without_the_model_there_is_still_a_whole_reply(text: str, state: str) -> None:
    made = context(text, state)
    decision = plan(made)
    said = compose(made, decision)
    reply = [*sentences(decision.opener), *said]
    assert 1 <= len(reply) <= 4
    assert len(said) <= room(decision)
    assert len(set(reply)) == len(reply)
    assert sum("?" in sentence for sentence in reply) <= 1
    assert all("?" not in sentence for sentence in reply[:-1])
    asks = Strategy.QUESTION in decision.strategies
    assert asks or "?" not in " ".join(reply)


@pytest.mark.parametrize(
    "text",
    ["I'm such an idiot", "I'm ugly and nobody loves me", "I'm a burden", "i'm worthless lol"],
)
def test_contempt_for_myself_meets_no_echo(text: str) -> None:
    for state in STATES:
        for seed in range(10):
            made = context(text, state, seed=seed)
            decision = plan(made)
            reply = " ".join((decision.opener, *compose(made, decision))).lower()
            assert not re.search(r"idiot|ugly|nobody loves|burden|worthless", reply)
            assert "you're such" not in reply


def test_a_planned_question_is_asked() -> None:
    made = context("my dad laughed at me")
    decision = plan(made)
    assert Strategy.QUESTION in decision.strategies
    assert "?" in compose(made, decision)[-1]


def test_nothing_is_said_twice_in_a_talk_while_there_is_something_else() -> None:
    made = context("my dad laughed at me", "anger")
    decision = plan(made)
    used: frozenset[str] = frozenset()
    replies = []
    for _ in range(3):
        said = compose(made, decision, used)
        replies += said
        used |= set(said)
    assert len(set(replies)) == len(replies)


def test_where_the_opener_is_the_whole_reply_nothing_follows() -> None:
    made = context("hi", "calm")
    assert compose(made, plan(made)) == ()


def test_a_line_with_a_slot_that_cannot_be_filled_is_left_out() -> None:
    made = context("hello there my friend")
    assert choose(("So {event}.", "All right."), {}, made) == "All right."
    assert choose(("So {event}.",), {}, made) == ""


def test_room_counts_what_may_still_be_said() -> None:
    made = plan(context("hi", "calm"))
    assert room(made) == 0
    assert room(Decision(made.strategies, made.stage, "One. Two.", length=3)) == 1
