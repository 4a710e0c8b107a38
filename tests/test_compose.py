"""The floor, and the written wording: what is said when the model has nothing good to say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from written_lines import lines_in

from companion.policy.compose import compose, room
from companion.policy.context import PlanContext
from companion.policy.grammar import sentences
from companion.policy.guard import GuardContext, check
from companion.policy.openers import choose, state_lines, wording
from companion.policy.strategy import plan
from companion.policy.told import content
from companion.turn import Decision, Memory, Strategy

STATES = ("calm", "joy", "affection", "hope", "sadness", "anxiety", "anger", "shame")
NOW = datetime(2026, 3, 6, 21, 0)


def context(text: str, state: str = "sadness", **more: object) -> PlanContext:
    probs = tuple(0.79 if name == state else 0.03 for name in STATES)
    made = PlanContext(text=text, at=NOW, state=state, probs=probs, seems="heavy-hearted")
    return replace(made, **more)  # type: ignore[arg-type]


TONES = (*STATES, "unsure", "troubled", "pleased")
FILES = (*TONES, "moments", "floor", "plights")
KNOWN = {
    "clause", "event", "done", "topic", "memory", "remembered", "lost", "when", "subject", "earlier",
    "felt",
}  # fmt: skip
SPOKEN = {name.capitalize() for name in KNOWN}
WRITTEN = [line for name in FILES for line in lines_in(wording(name))]


@pytest.mark.parametrize("state", TONES)
@pytest.mark.parametrize("strategy", tuple(Strategy))
def test_every_feeling_and_strategy_has_at_least_six_ways_to_begin(
    state: str, strategy: Strategy
) -> None:
    lines = state_lines(state, strategy)
    assert len(set(lines)) == len(lines) >= 6
    assert any("{" not in line for line in lines), "one that needs none of the person's words"
    assert all(("?" in line) == (strategy is Strategy.QUESTION) for line in lines)


def test_every_moment_has_at_least_six_ways_to_begin() -> None:
    for name, table in wording("moments").items():
        few = {part: len(lines) for part, lines in table.items() if part not in ("about", "vague")}
        assert all(count >= 6 for part, count in few.items() if count), (name, few)


def test_no_written_line_stands_twice() -> None:
    doubles = sorted({line for line in WRITTEN if WRITTEN.count(line) > 1})
    assert doubles == []


@pytest.mark.parametrize(
    "banned",
    [
        r"\u2014|\u2013|;", r"\bI (really |do )?(feel|felt|love|miss|hate|cry|cried|remember when)\b",
        r"\bI('m| am) (so |very |really |deeply )*(sad|happy|proud|worried|hurt|angry|scared|afraid|lonely|excited|touched|moved|heartbroken)\b",
        r"\bI (understand|know) (exactly |just )?how\b", r"(?i)\bvalid(ate|ated)?\b|\bjourney\b|\bhold(ing)? space\b|\bcoping\b|\btrigger|\bprocess (it|this|your)\b|\bself-care\b|\bmindful|\bboundar",
        r"(?i)everything (will|is going to) be|(?i:at least\b)|cheer up|look on the bright|everything happens for a reason",
        r"(?i)\b(always be|always here|need me|miss you|don't leave)\b",
    ],
)  # fmt: skip
def test_no_line_feigns_a_life_or_talks_like_a_leaflet(banned: str) -> None:
    assert [line for line in WRITTEN if re.search(banned, line)] == []


KIND = (
    "I'm so sorry that happened.",
    "I'm glad you told me.",
    "I'm really sorry.",
    "It's good to hear.",
)


@pytest.mark.parametrize("line", KIND)
def test_sorry_and_glad_are_courtesy_and_no_claim_to_feel(line: str) -> None:
    for valence in (-0.6, 0.0) if "sorry" in line else (-0.6, 0.0, 0.6):
        assert check(line, GuardContext(valence=valence, written=True)).ok


SORRY = re.compile(r"^(?:\{\w+\}\. )?(?:I'm (?:so |really )?sorry|That's such a hard)\b")


@pytest.mark.parametrize("state", ("sadness", "anxiety", "anger", "shame"))
def test_sorry_is_said_where_it_is_meant_and_not_as_a_habit(state: str) -> None:
    answers = wording("floor")["statements"][state]
    kinds = ("reflection", "affirmation")
    lines = [line for kind in kinds for line in (*wording(state)[kind], *answers[kind])]
    assert 1 <= sum(bool(SORRY.search(line)) for line in lines) <= len(lines) / 3
    starts = [" ".join(re.sub(r"^\{\w+\}\. ", "", line).split()[:4]) for line in lines]
    assert all(starts.count(start) <= 2 for start in starts if "sorry" in start)


@pytest.mark.parametrize("name", ("calm", "joy", "affection", "hope", "pleased", "unsure"))
def test_nobody_is_pitied_who_told_nothing_hard(name: str) -> None:
    assert [line for line in lines_in(wording(name)) if "sorry" in line] == []


def test_what_it_is_about_may_be_one_thing_or_many() -> None:
    verbs = r"is|was|has|does|isn't|wasn't|hasn't|doesn't|gets|makes|hurts|goes|feels|that is"
    assert [
        one for one in WRITTEN if re.search(rf"\{{(topic|remembered)\}} ({verbs})\b", one)
    ] == []


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
    assert sum("sorry" in sentence for sentence in reply) <= 1


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


# --- how a whole talk reads ------------------------------------------------------------------

TALKS: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("calm", "my boss moved my project to a colleague without a word"),
        ("calm", "I saw it in a calendar invite this morning"),
        ("anger", "I had worked on that project for eight months"),
        ("sadness", "I ate my lunch alone in the stairwell"),
        ("sadness", "my girlfriend was asleep when I came home"),
        ("anxiety", "I lie awake and count the hours"),
        ("calm", "the train was late and it rained all the way"),
        ("hope", "my sister is coming on Sunday with her kids"),
    ),
    (
        ("joy", "I'm on my own in the flat on Christmas Eve"),
        ("joy", "my brother called and we talked for an hour"),
        ("affection", "my grandmother made dumplings with us every winter"),
        ("sadness", "I bought a small tree and never decorated it"),
        ("sadness", "I can hear the family upstairs singing"),
        ("shame", "I shouted at my neighbour over the fence"),
        ("shame", "my neighbour's wife stopped talking to me after that"),
        ("hope", "maybe I'll bring them a cake tomorrow"),
    ),
)  # fmt: skip
SHRUGS = {
    "Say more if you like.", "There's no hurry with it.", "It can be several things at once.",
    "Take your time, nothing here is in a hurry.", "There is no need to sort it out first.",
}  # fmt: skip
SEEDS = range(6)


def replies(said: tuple[tuple[str, str], ...], seed: int) -> list[str]:
    """The written replies to a talk, without any model."""
    history: list[Decision] = []
    used: frozenset[str] = frozenset()
    spoken = []
    for index, (state, text) in enumerate(said):
        made = context(
            text, state, seed=seed, turn_index=index, cause=text, history=tuple(history),
            openers=tuple(past.opener for past in history),
            said=tuple(text for _, text in said[:index]),
            earlier_state=said[index - 1][0] if index else "",
        )  # fmt: skip
        decision = plan(made)
        reply = " ".join((decision.opener, *compose(made, decision, used)))
        history.append(decision)
        used |= set(sentences(reply))
        spoken.append(reply)
    return spoken


@pytest.mark.parametrize("said", TALKS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_talk_does_not_begin_the_same_way_twice_running(
    said: tuple[tuple[str, str], ...], seed: int
) -> None:
    starts = [re.findall(r"[\w']+", reply.lower())[:3] for reply in replies(said, seed)]
    assert all(before != after for before, after in pairwise(starts))


@pytest.mark.parametrize("said", TALKS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_reply_stays_short_asks_once_and_hardly_ever_shrugs(
    said: tuple[tuple[str, str], ...], seed: int
) -> None:
    spoken = replies(said, seed)
    assert all(len(sentences(reply)) <= 4 for reply in spoken)
    assert all(reply.count("?") <= 1 for reply in spoken)
    assert sum(line in SHRUGS for reply in spoken for line in sentences(reply)) <= 1


def test_who_tells_what_happened_hears_some_of_it_again() -> None:
    named = []
    for said in TALKS:
        for seed in SEEDS:
            for (_, text), reply in zip(said, replies(said, seed), strict=True):
                named.append(bool(content(text) & content(reply)))
    assert sum(named) / len(named) >= 0.8


def test_nobody_is_congratulated_on_being_alone_at_christmas() -> None:
    for seed in range(12):
        reply = replies(TALKS[1], seed)[0]
        assert not re.search(r"\b(glad|happy|lovely|delighted|smile|enjoy|good)\b", reply.lower())


def test_a_short_clause_is_not_thrown_back_alone() -> None:
    for state in STATES:
        for seed in range(6):
            reply = plan(context("I went red", state, seed=seed)).opener
            assert not reply.startswith("You went red.")


def test_feeling_memory_and_strategy_each_change_the_words() -> None:
    text = "my dad laughed at me"
    memory = Memory(
        1, "My sister Nina moved to Lisbon.", NOW - timedelta(days=8), "sadness", 0.6, 0.5
    )
    made = context(text)
    decision = plan(made)
    plain = " ".join((decision.opener, *compose(made, decision)))
    other = context(text, "anger")
    remembered = replace(made, memories=(memory,))
    for changed in (other, remembered):
        again = plan(changed)
        assert " ".join((again.opener, *compose(changed, again))) != plain
    assert "your sister Nina moved to Lisbon" in plan(remembered).opener
    told = replace(decision, strategies=(Strategy.PARAPHRASE, Strategy.AFFIRMATION))
    assert compose(made, told) != compose(made, decision)
