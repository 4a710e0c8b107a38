"""Which kind of reply comes next: caused by the feeling, the memory, the wishes and the stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from companion.policy import cues, openers
from companion.policy.context import PlanContext, doubt
from companion.policy.grammar import sentences
from companion.policy.strategy import plan, situation, tone
from companion.turn import Assessment, Decision, Memory, Risk, Stage, Strategy

STATES = ("calm", "joy", "affection", "hope", "sadness", "anxiety", "anger", "shame")
SEEMS = (
    "fairly calm", "glad", "warm and grateful", "hopeful", "heavy-hearted", "anxious", "angry",
    "hard on yourself",
)  # fmt: skip
NOW = datetime(2026, 3, 6, 21, 0)


def context(text: str, state: str = "sadness", *, sure: bool = True, **more: object) -> PlanContext:
    index = STATES.index(state)
    high, low = (0.79, 0.03) if sure else (0.23, 0.11)
    made = PlanContext(
        text=text,
        at=NOW,
        state=state,
        probs=tuple(high if i == index else low for i in range(8)),
        seems=SEEMS[index],
        valence=0.5 if state in STATES[:4] else -0.6,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def talk(
    *said: tuple[str, str], seed: int = 3, memories: tuple[Memory, ...] = ()
) -> list[Decision]:
    history: list[Decision] = []
    for index, (state, text) in enumerate(said):
        decision = plan(
            context(
                text,
                state,
                seed=seed,
                turn_index=index,
                memories=memories,
                history=tuple(history),
                openers=tuple(past.opener for past in history),
                said=tuple(text for _, text in said[:index]),
                earlier_state=said[index - 1][0] if index else "",
            )
        )
        history.append(decision)
    return history


def memory(
    text: str, days: float = 8, state: str = "sadness", why: str = "It is about the same person."
) -> Memory:
    return Memory(1, text, NOW - timedelta(days=days), state, 0.6, 0.5, why)


EVENING = (
    ("calm", "hi"),
    ("sadness", "my sister moved out today"),
    ("sadness", "we shared a room for years"),
    ("sadness", "yeah"),
    ("anxiety", "I don't know how to sleep without her there"),
    ("sadness", "I keep walking past her empty bed"),
    ("anger", "my mum acts like nothing happened"),
    ("sadness", "she never talks about it"),
    ("hope", "she just texted me a photo of her new kitchen"),
    ("calm", "I could visit her on sunday"),
    ("calm", "the train takes two hours"),
    ("calm", "ok I'm going to bed, thanks"),
)


def test_the_same_turn_gives_the_same_reply() -> None:
    assert plan(context("my dad laughed at me")) == plan(context("my dad laughed at me"))


def test_another_talk_finds_other_words() -> None:
    said = {plan(context("my dad laughed at me", seed=seed)).opener for seed in range(12)}
    assert len(said) >= 3


def test_another_feeling_gives_another_reply() -> None:
    said = {plan(context("I talked to my dad on the phone", state)).opener for state in STATES}
    assert len(said) == 8


def test_a_memory_changes_the_reply_and_is_named() -> None:
    without = plan(context("my dad laughed at me"))
    told = plan(context("my dad laughed at me", memories=(memory("My sister moved out."),)))
    assert "your sister moved out" in told.opener
    assert "about a week ago" in told.opener.lower()
    assert without.opener in told.opener
    assert any("It is about the same person." in reason for reason in told.reasons)


def test_a_memory_is_named_once_in_a_talk() -> None:
    decisions = talk(
        ("sadness", "my dad laughed at me"),
        ("sadness", "he always does that"),
        ("sadness", "I left the room"),
        memories=(memory("My sister moved out."),),
    )
    assert [("your sister moved out" in one.opener) for one in decisions] == [True, False, False]


def test_hard_words_in_a_memory_are_never_said_back() -> None:
    decision = plan(
        context("my exam is tomorrow", "anxiety", memories=(memory("I'm such a failure."),))
    )
    assert "failure" not in decision.opener
    assert "told me" in decision.opener


def test_a_dark_memory_is_not_brought_up() -> None:
    dark = plan(context("my exam is tomorrow", "anxiety", memories=(memory("I want to die."),)))
    assert dark.opener == plan(context("my exam is tomorrow", "anxiety")).opener


def test_a_worry_remembered_is_told_as_past() -> None:
    told = plan(
        context(
            "I got the job!",
            "joy",
            memories=(memory("I'm scared I won't get the job.", 30, "anxiety"),),
        )
    )
    assert "you were scared you wouldn't get the job" in told.opener


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(minutes=5), "earlier"),
        (timedelta(hours=20), "yesterday"),
        (timedelta(days=3), "a few days ago"),
        (timedelta(days=20), "a few weeks ago"),
        (timedelta(days=900), "a long while ago"),
    ],
)
def test_the_age_of_a_memory_is_said_as_people_say_it(age: timedelta, words: str) -> None:
    assert openers.age_in_words(age) == words


def test_the_strategy_changes_the_first_words() -> None:
    first, second = talk(("sadness", "my dad laughed at me"), ("sadness", "my dad laughed at me"))
    assert first.strategies != second.strategies
    assert first.opener != second.opener


def test_when_it_cannot_tell_how_i_feel_it_asks_and_says_so() -> None:
    decision = plan(context("my son left for university today", sure=False))
    assert decision.strategies == (Strategy.QUESTION,)
    assert decision.opener.endswith("?")
    assert decision.reasons[0] == (
        "You seem heavy-hearted and I am not very sure, so a question before anything else."
    )


def test_doubt_is_nought_when_certain_and_one_when_nothing_is_known() -> None:
    assert doubt((1.0, 0.0, 0.0, 0.0)) == 0.0
    assert doubt((0.25,) * 4) == pytest.approx(1.0)
    assert tone(context("x", sure=False)) == "unsure"
    assert tone(context("x")) == "sadness"


@pytest.mark.parametrize("seed", range(6))
def test_no_two_turns_running_are_handled_the_same_way(seed: int) -> None:
    decisions = talk(*EVENING, seed=seed)
    for before, after in pairwise(decisions):
        assert set(before.strategies) != set(after.strategies)


@pytest.mark.parametrize("seed", range(6))
def test_it_asks_at_most_every_other_turn(seed: int) -> None:
    asked = [
        Strategy.QUESTION in one.strategies or "?" in one.opener
        for one in talk(*EVENING, seed=seed)
    ]
    assert not any(before and after for before, after in pairwise(asked))


@pytest.mark.parametrize("seed", range(6))
def test_it_never_begins_twice_with_the_same_words(seed: int) -> None:
    said = [one.opener for one in talk(*EVENING, seed=seed)]
    assert len(set(said)) == len(said)
    starts = [opener.lower().split()[:3] for opener in said]
    assert all(a != b for a, b in pairwise(starts))


def test_a_long_talk_of_one_word_answers_never_repeats_an_opener_soon() -> None:
    said = [one.opener for one in talk(*[("sadness", "idk")] * 5)]
    assert len(set(said)) == 5


def test_it_explores_first_comforts_then_and_offers_a_step_when_calmer() -> None:
    stages = [one.stage for one in talk(*EVENING)]
    assert stages[:2] == [Stage.EXPLORATION] * 2
    assert Stage.COMFORTING in stages[2:8]
    assert Stage.ACTION not in stages[:8]
    assert Stage.ACTION in stages[8:]


def test_a_new_subject_starts_over() -> None:
    decisions = talk(*EVENING[:5], ("calm", "anyway, my exam went well"))
    assert decisions[-1].stage is Stage.EXPLORATION


@pytest.mark.parametrize(
    "wish",
    ["I don't want advice, I just need someone to listen", "please just listen", "no advice please",
     "let me vent", "I'm not looking for solutions"],
)  # fmt: skip
def test_just_listen_is_understood_and_acknowledged(wish: str) -> None:
    decision = plan(context(wish))
    assert decision.avoid == (cues.NO_ADVICE,)
    assert decision.reasons[0] == "You said you do not want advice."
    assert Strategy.SUGGESTION not in decision.strategies


def test_just_listen_holds_until_i_ask() -> None:
    decisions = talk(
        ("sadness", "I don't want advice, just listen"),
        *EVENING[1:10],
        ("anxiety", "what should I do?"),
    )
    for one in decisions[:-1]:
        assert cues.NO_ADVICE in one.avoid
        assert Strategy.SUGGESTION not in one.strategies
    assert cues.NO_ADVICE not in decisions[-1].avoid
    assert decisions[-1].strategies[0] is Strategy.SUGGESTION


def test_no_more_questions_holds() -> None:
    decisions = talk(("anger", "stop asking me questions"), *EVENING[1:9])
    assert not any("?" in one.opener or Strategy.QUESTION in one.strategies for one in decisions)


@pytest.mark.parametrize(
    "said",
    ["my mum won't stop giving me advice", "he won't stop asking questions", "I just listened to music",
     "my ex took the kids without asking me"],
)  # fmt: skip
def test_what_others_do_is_not_my_wish(said: str) -> None:
    assert plan(context(said, "anger")).avoid == ()


@pytest.mark.parametrize(
    "said", ["what should I do about my rent?", "should I text him", "any advice?"]
)
def test_asking_what_to_do_gets_a_suggestion(said: str) -> None:
    decision = plan(context(said, "anxiety"))
    assert decision.stage is Stage.ACTION
    assert decision.strategies[0] is Strategy.SUGGESTION
    assert decision.reasons[0].startswith("You asked what to do")


def test_a_suggestion_fits_what_it_is_about() -> None:
    rent = plan(context("what should I do about my rent?", "anxiety")).opener
    sleep = plan(context("what should I do about my sleep?", "anxiety")).opener
    assert rent in openers.wording("floor")["suggestions"]["money"]
    choice = plan(context("should I quit my job?", "anxiety")).opener
    assert choice in openers.wording("floor")["suggestions"]["choice"]
    assert sleep in openers.wording("floor")["suggestions"]["sleep"]


def test_saying_yes_to_an_offer_gets_the_suggestion() -> None:
    offer = Decision(
        (Strategy.QUESTION, Strategy.SUGGESTION), Stage.ACTION, "Shall we look at what comes next?"
    )
    said = context("yes", "calm", history=(offer,), openers=(offer.opener,), turn_index=5)
    assert plan(said).strategies[0] is Strategy.SUGGESTION


@pytest.mark.parametrize(
    ("text", "state", "name"),
    [
        ("hi", "calm", "greeting"),
        ("Good evening!", "calm", "greeting"),
        ("hey how are you?", "calm", "how-are-you"),
        ("thanks, that helped", "calm", "thanks"),
        ("ok gotta go, good night", "calm", "farewell"),
        ("ok I'm going to bed, thanks", "calm", "farewell"),
        ("that film knocked me out, going to bed, thanks for chatting", "calm", "farewell"),
        ("okay, later then. off to dinner with Sam", "calm", "farewell"),
        ("I feel so lost today, can you just be here with me for a bit?", "sadness", "heard"),
        ("do you mind if I vent a bit", "anger", "heard"),
        ("I just need someone to listen and understand", "sadness", "listen"),
        ("my dad died, can you just listen", "sadness", "grief"),
        ("I lost a family member and need someone to listen", "sadness", "grief"),
        ("what's the capital of France?", "calm", "limits"),
        ("what time is it", "calm", "limits"),
        ("write me code for a website", "calm", "limits"),
        ("I got the job!", "joy", "good-news"),
        ("idk", "sadness", "unsure"),
        ("no", "sadness", "no"),
        ("\U0001f62d\U0001f62d", "sadness", "wordless"),
        ("you don't understand", "anger", "repair"),
        ("do you think she'll come back?", "sadness", "wonder"),
        ("dont really wanna talk about it", "sadness", "rather-not"),
        ("u r annoying", "anger", "repair"),
        ("why are people like this", "anger", "wonder"),
        ("I'm such an idiot", "shame", "contempt"),
        ("I keep thinking maybe she's right and I'm just selfish", "shame", "contempt"),
        ("my nan died", "sadness", "grief"),
        ("he hit me again", "anxiety", "harm"),
        ("I want to die", "sadness", "dark"),
        ("hi, I failed my exam", "sadness", ""),
        ("I have to go to court tomorrow", "anxiety", ""),
        ("I got the job but I'm terrified", "anxiety", ""),
        ("better", "hope", ""),
    ],
)
def test_each_message_is_taken_for_what_it_is(text: str, state: str, name: str) -> None:
    assert situation(context(text, state)) == name


@pytest.mark.parametrize("said", ["hi", "thanks", "bye", "what's the capital of France?"])
def test_small_messages_get_small_answers(said: str) -> None:
    decision = plan(context(said, "calm"))
    assert decision.length == len(sentences(decision.opener)) <= 2


def test_a_goodbye_holds_nobody() -> None:
    for seed in range(20):
        assert "?" not in plan(context("bye", "sadness", seed=seed)).opener


def test_a_limit_touched_is_answered_with_its_own_words() -> None:
    assessed = Assessment(boundaries=("is-it-human",))
    replies = {"is-it-human": ("I am a program, not a person.",)}
    decision = plan(context("are you real?", "calm", assessment=assessed, boundary_replies=replies))
    assert decision.opener == "I am a program, not a person."
    assert decision.strategies[0] is Strategy.DISCLOSURE


def test_a_limit_is_answered_without_its_question_when_i_want_none() -> None:
    replies = {"is-it-human": ("I am a program. What made you wonder?",)}
    asked = context(
        "are you real?",
        "calm",
        assessment=Assessment(boundaries=("is-it-human",)),
        boundary_replies=replies,
    )
    assert plan(asked).opener == "I am a program. What made you wonder?"
    assert plan(asked).strategies == (Strategy.DISCLOSURE, Strategy.QUESTION)
    silent = Decision((Strategy.OTHERS,), Stage.EXPLORATION, "All right.", (cues.NO_QUESTIONS,))
    assert plan(replace(asked, history=(silent,))).opener.startswith("I am a program. ")
    assert "?" not in plan(replace(asked, history=(silent,))).opener


def test_danger_comes_before_everything_else() -> None:
    assessed = Assessment(risk=Risk.ACUTE, boundaries=("is-it-human",))
    decision = plan(
        context("hi", "calm", assessment=assessed, boundary_replies={"is-it-human": ("x",)})
    )
    assert decision.strategies == (Strategy.AFFIRMATION, Strategy.QUESTION)
    assert "safe" in decision.opener or "near you" in decision.opener
    assert "danger" in decision.reasons[0]


def test_elevated_risk_is_not_met_with_small_talk() -> None:
    assert (
        situation(context("I took the pills out", assessment=Assessment(risk=Risk.ELEVATED)))
        == "dark"
    )


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "text", ["my dad laughed at me", "ok then", "x" * 5000, "{clause} {0}", "\U0001f600"]
)
def test_there_is_always_a_first_sentence_a_reason_and_a_rule(state: str, text: str) -> None:
    decision = plan(context(text, state))
    assert decision.opener.strip()
    assert "{" not in decision.opener
    assert decision.reasons[0].endswith(".")
    assert decision.craft
    assert 1 <= len(decision.strategies) <= 2


def test_how_are_you_behind_a_sorrow_is_politeness() -> None:
    told = "very bad, I felt very low because I lost my job. How are you doing?"
    assert situation(context(told, "sadness")) not in ("wonder", "how-are-you")
