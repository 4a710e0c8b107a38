"""How the written floor reads to the one who wrote: named, warm, no parrot, nothing said twice."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from companion.policy import cues, openers
from companion.policy.compose import compose
from companion.policy.context import PlanContext
from companion.policy.grammar import sentences, you_clause
from companion.policy.openers import linkable, wording
from companion.policy.strategy import plan, relieved, situation, tone
from companion.policy.told import told, weight
from companion.turn import Decision, Memory

STATES = ("calm", "joy", "affection", "hope", "sadness", "anxiety", "anger", "shame")
NOW = datetime(2026, 3, 6, 21, 0)
SEEDS = range(12)


def context(text: str, state: str = "sadness", **more: object) -> PlanContext:
    probs = tuple(0.79 if name == state else 0.03 for name in STATES)
    return replace(PlanContext(text=text, at=NOW, state=state, probs=probs), **more)  # type: ignore[arg-type]


def reply(text: str, state: str = "sadness", **more: object) -> str:
    made = context(text, state, **more)
    decision = plan(made)
    return " ".join((decision.opener, *compose(made, decision)))


def talk(*said: tuple[str, str], seed: int = 1) -> list[str]:
    history: list[Decision] = []
    used: frozenset[str] = frozenset()
    spoken = []
    for index, (state, text) in enumerate(said):
        made = context(
            text, state, seed=seed, turn_index=index, history=tuple(history),
            openers=tuple(past.opener for past in history),
            said=tuple(text for _, text in said[:index]),
            earlier_state=said[index - 1][0] if index else "",
        )  # fmt: skip
        decision = plan(made)
        whole = (*sentences(decision.opener), *compose(made, decision, used))
        history.append(decision)
        used |= set(whole)
        spoken.append(" ".join(whole))
    return spoken


@pytest.mark.parametrize(
    ("said", "state", "named"),
    [
        ("my best friend had a party and everybody went without me", "sadness", r"left out|asked|includ|went without you"),
        ("nobody noticed that I was gone", "sadness", r"notic|overlook|answer|word|asked"),
        ("I ate my lunch alone in the stairwell", "sadness", r"alone|lonel|company|nobody"),
        ("my exam is tomorrow", "anxiety", r"exam|nervous|close|day|over it|mind"),
    ],
)  # fmt: skip
def test_what_befell_me_is_named(said: str, state: str, named: str) -> None:
    for seed in SEEDS:
        assert re.search(named, reply(said, state, seed=seed), re.IGNORECASE)


@pytest.mark.parametrize(
    ("said", "state", "wrong"),
    [
        ("I'm not angry, I just walked home", "anger", r"angry|anger|cross|fed up"),
        ("I'm not even sad about it", "sadness", r"\b(sad|low|hurts?)\b"),
        ("I don't feel lonely here", "sadness", r"lonel|alone"),
        ("I'm not scared of the birth", "anxiety", r"nervous|worri|afraid|tense"),
    ],
)
def test_a_feeling_i_deny_is_not_told_me(said: str, state: str, wrong: str) -> None:
    for seed in SEEDS:
        said_back = you_clause(said)
        opener = plan(context(said, state, seed=seed)).opener
        rest = (
            re.sub(re.escape(said_back), "", opener, flags=re.IGNORECASE) if said_back else opener
        )
        assert not re.search(wrong, re.sub(r"^[^.]*\b(not|n't)\b[^.]*\.", "", rest), re.IGNORECASE)


def test_i_am_never_asked_to_choose_between_two_feelings() -> None:
    questions = [
        line
        for name in ("unsure", "troubled", *STATES)
        for line in (*wording(name)["question"], *wording("floor")["questions"][name])
    ]
    assert [line for line in questions if re.search(r"\bmore (of )?an? .* or\b", line)] == []
    assert [line for line in questions if re.search(r"\bor more\b|, or (has|more)\b", line)] == []


@pytest.mark.parametrize(
    "said", ["she made me beans on toast and sat with me", "I'm looking to move south"]
)
def test_what_did_me_good_is_not_called_what_hurts(said: str) -> None:
    for seed in SEEDS:
        text = reply(said, "sadness", seed=seed).lower()
        assert not re.search(
            r"(toast|south)[^.]*\. (that must hurt|i can hear how much|you must feel)", text
        )


@pytest.mark.parametrize(
    ("said", "news"),
    [
        ("I PASSED MY DRIVING TEST. the examiner had a cold and sneezed at the roundabout", "passed your driving test"),
        ("the bus was late but never mind. I got the job!", "got the job"),
    ],
)  # fmt: skip
def test_good_news_is_named_and_not_what_stood_beside_it(said: str, news: str) -> None:
    openings = {openers.moment("good-news", context(said, "joy", seed=seed)) for seed in SEEDS}
    assert any(news in opening for opening in openings)
    assert not any(re.search(r"sneezed|bus", opening) for opening in openings)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("what's your favourite food?", "self"),
        ("have you ever been to Glasgow?", "self"),
        ("I'm okay I think. and you?", "self"),
        ("is it normal to miss him while he's next door?", "normal"),
        ("am I the only one who feels that?", "normal"),
        ("is it normal to hear voices?", ""),
        ("do you think she'll call?", "ahead"),
        ("will it get easier?", "ahead"),
        ("what if I'd gone earlier?", ""),
        ("why are people like this", ""),
    ],
)
def test_a_question_is_taken_for_what_it_asks(said: str, asked: str) -> None:
    assert cues.asked(said) == asked


def test_asked_about_itself_it_says_that_it_is_a_program() -> None:
    for seed in SEEDS:
        assert "program" in reply("what's your favourite food?", "calm", seed=seed)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("hello, how're you?", "how-are-you"),
        ("I'm fine, and you?", "how-are-you"),
        ("how was your day?", "how-are-you"),
        ("Hello. Good day.", "greeting"),
        ("going to put the lamp off now and try", "farewell"),
        ("door opening gtg", "farewell"),
        ("bye for now!", "farewell"),
        ("Please no questions. I just want to wait here a bit.", "no-questions"),
        ("I won't go into it", "rather-not"),
        ("my work goes on 24/7 and I can't shut it off", ""),
        ("how would you go about it?", "advice"),
    ],
)
def test_small_messages_are_taken_for_what_they_are(said: str, name: str) -> None:
    assert situation(context(said, "calm")) == name


def test_who_tells_much_and_asks_at_the_end_is_not_met_with_the_question_alone() -> None:
    said = "my sister moved out and the room is empty now. " * 4 + "what if it stays like that?"
    assert cues.move(said) == ""


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("my flatmate, is crying", "your flatmate is crying"),
        ("Still do the song for anyone poorly", ""),
        ("they come with names, yes", "they come with names"),
        ("I want to find out to be honest", "you want to find out"),
        ("I do nights in a care home o", "you do nights in a care home"),
        ("I scrub the pots since one hour", ""),
        ("i m not sure about it", "you're not sure about it"),
        ("its a long way home", "it's a long way home"),
        ("i thought id be nervous", "you thought you'd be nervous"),
        ("my first painting class show", ""),
        ("she laughed and now she calls HIM", "she laughed and now she calls him"),
        ("I wish you'd seen it", ""),
    ],
)
def test_my_words_come_back_in_good_english_or_not_at_all(said: str, turned: str) -> None:
    assert you_clause(said) == turned


@pytest.mark.parametrize(
    "said",
    [
        "he should sleep properly for once",
        "she would have told me",
        "I'd give anything",
        "I think we are done",
        "my wife says at least I have a job",
        "I said I was pleased for her",
    ],
)
def test_what_is_only_wished_or_thought_is_not_handed_back_as_fact(said: str) -> None:
    assert told(said) == ""


@pytest.mark.parametrize(
    ("said", "heavy"),
    [
        ("maybe I'll bake them a cake", "good"),
        ("my son worked hard for it", ""),
        ("it's not bad at all", ""),
        ("nobody can stop me", ""),
        ("we laughed till we cried", "good"),
        ("my colleague got the credit", ""),
        ("he screamed at me", "hard"),
        ("my dad laughed at me", "hard"),
    ],
)
def test_words_that_only_sound_hard_are_not(said: str, heavy: str) -> None:
    assert weight(said) == heavy


def test_a_yes_does_not_call_up_a_memory() -> None:
    memory = Memory(1, "My sister moved out.", NOW - timedelta(days=8), "sadness", 0.6, 0.5)
    assert linkable(context("yes", memories=(memory,))) is None
    assert linkable(context("my dad laughed at me", memories=(memory,))) == memory


def test_a_sentence_without_a_subject_goes_on_about_the_one_before() -> None:
    assert "believe" not in told("Big Lenny sang hymns all the way. Didn't believe in a thing.")
    assert told("I sat the exam. Failed it by two marks.") != ""


EVENING = (
    ("sadness", "my best friend had her birthday and I wasn't invited"),
    ("sadness", "I saw the photos"),
    ("sadness", "everyone was there"),
    ("anger", "and she texted me the day before"),
    ("anger", "what a joke"),
    ("sadness", "we've been friends since we were six"),
    ("sadness", "nobody told me"),
    ("anxiety", "I'm scared to ask her"),
    ("sadness", "my sister says I mind too much"),
    ("anger", "easy for her to say"),
    ("sadness", "I miss how it was"),
    ("sadness", "I sat in the kitchen"),
    ("sadness", "it rained all evening"),
    ("sadness", "I ate alone again"),
    ("calm", "good night"),
)


@pytest.mark.parametrize("seed", range(4))
def test_in_a_talk_of_fifteen_turns_no_sentence_of_ours_comes_twice(seed: int) -> None:
    spoken = [line for one in talk(*EVENING, seed=seed) for line in sentences(one)]
    again = {line for line in spoken if spoken.count(line) > 1}
    assert again == set()


@pytest.mark.parametrize("seed", range(4))
def test_the_sentences_of_a_reply_do_not_begin_alike(seed: int) -> None:
    for one in talk(*EVENING, seed=seed):
        starts = [line.lower().split()[:3] for line in sentences(one)]
        assert all(before != after for before, after in pairwise(starts)), one


def test_told_after_weeks_of_fear_good_news_are_still_good_news() -> None:
    told = context("I got the results back, its benign", "anxiety")
    assert situation(told) == "good-news" and relieved(situation(told), told.state)
    assert not relieved(situation(context("I passed!", "joy")), "joy")


def test_laughter_behind_my_back_is_nothing_to_be_glad_of() -> None:
    told = context("they were laughing today when i came in", "joy")
    assert tone(told) == "troubled"
