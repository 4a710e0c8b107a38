"""Choosing among a small model's drafts of one sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from companion.policy.drafts import Wanted, best, is_warm, slots, stems, takes_up, worth_of
from companion.policy.plain import plain
from companion.policy.sense import Drafted
from companion.turn import WARMTH, Strategy

SAID = "my boss told me in front of everyone that my report was sloppy"
FEELING, QUESTION = Strategy.REFLECTION, Strategy.QUESTION
GOOD = "You sound so hurt about the report."


def wanted(*strategies: Strategy, text: str = SAID, **changes: object) -> Wanted:
    given: dict[str, object] = {"known": plain(text), "felt": -0.5} | changes
    return Wanted(text, strategies or (FEELING,), **given)  # type: ignore[arg-type]


def surely(lines: Sequence[str]) -> list[float]:
    return [0.9] * len(lines)


def chosen(*texts: str, kind: str = FEELING, before: Sequence[str] = (), **changes: object) -> str:
    return best(
        [Drafted(text) for text in texts],
        kind,
        wanted(**changes),
        before,
        lambda line: True,
        surely,
    )  # type: ignore[arg-type]


def test_a_sentence_that_takes_up_what_i_said_is_taken() -> None:
    assert chosen("You must feel so tired.", GOOD) == GOOD


def test_only_the_first_sentence_of_a_draft_counts() -> None:
    assert chosen(f"{GOOD} And the volcano sings.") == GOOD


@pytest.mark.parametrize("draft", ["", "What", "I'm sorry", "Okay", "You must " + "be so " * 9])
def test_an_unfinished_or_endless_draft_is_thrown_away(draft: str) -> None:
    assert chosen(draft) == ""


def test_a_draft_that_hardly_makes_sense_is_thrown_away() -> None:
    drafts = [Drafted(GOOD)]
    assert best(drafts, FEELING, wanted(), (), lambda line: True, lambda some: [0.1]) == ""


def test_a_draft_full_of_things_i_never_mentioned_is_thrown_away() -> None:
    assert chosen("Your giraffe flew the xylophone over Lisbon.") == ""


def test_the_guard_has_the_last_word() -> None:
    drafts = [Drafted(GOOD)]
    assert best(drafts, FEELING, wanted(), (), lambda line: False, surely) == ""


def test_the_draft_that_is_of_the_kind_asked_for_wins() -> None:
    tells = "So your boss called the report sloppy."
    assert chosen(tells, GOOD) == GOOD
    assert chosen(tells, GOOD, kind=Strategy.PARAPHRASE) == tells


def test_a_question_comes_only_where_one_was_planned() -> None:
    asks = "What did your boss say?"
    assert chosen(asks) == ""
    assert chosen(asks, kind=QUESTION) == asks
    assert chosen(GOOD, kind=QUESTION) == ""


def test_who_is_asked_about_was_spoken_of() -> None:
    asks = "What would you like to tell them?"
    assert chosen(asks, kind=QUESTION, text="I lost my job", known=plain("I lost my job")) == ""
    assert chosen(asks, kind=QUESTION, known=plain(f"My parents came. {SAID}")) == asks


def test_what_i_said_before_is_not_said_back_instead_of_what_i_say_now() -> None:
    known = plain(f"my manager dropped a deadline on me. {SAID}")
    before = "So your manager dropped a deadline."
    assert chosen(before, kind=Strategy.PARAPHRASE, known=known) == ""
    now = "So your boss called the report sloppy."
    assert chosen(before, now, kind=Strategy.PARAPHRASE, known=known) == now


def test_a_question_needs_less_proof_of_sense_than_a_feeling() -> None:
    asks, feels = Drafted("What did your boss say?"), Drafted(GOOD)

    def halfway(some: Sequence[Drafted]) -> list[float]:
        return [0.53] * len(some)

    assert best([asks], QUESTION, wanted(QUESTION), (), lambda line: True, halfway) == asks.line
    assert best([feels], FEELING, wanted(), (), lambda line: True, halfway) == ""


def test_advice_comes_only_where_it_was_planned() -> None:
    advice = "You could talk to your boss."
    assert chosen(advice, kind=Strategy.SUGGESTION) == advice
    assert chosen(advice) == ""


def test_bad_news_gets_no_gladness() -> None:
    glad = "How lovely about your report!"
    assert chosen(glad, kind=WARMTH) == ""
    assert chosen(glad, kind=WARMTH, felt=0.6) == glad
    assert chosen("I'm glad you told me about the report.", kind=WARMTH) != ""


def test_a_word_of_warmth_must_be_warm() -> None:
    assert chosen("The report is on the desk.", kind=WARMTH) == ""
    assert is_warm("I'm so sorry about your report.") and not is_warm("The report is late.")


def test_two_sentences_of_a_reply_do_not_begin_alike() -> None:
    assert chosen(GOOD, before=["You sound tired."]) == ""
    assert chosen(GOOD, before=[GOOD]) == ""


def test_what_was_said_before_is_worth_less() -> None:
    first = worth_of(GOOD, 0.9, wanted())
    assert worth_of(GOOD, 0.9, wanted(earlier=(GOOD,))) < first - 1


@pytest.mark.parametrize("earlier", ["You sound so lost.", "You sound so tired of it all."])
def test_nothing_begins_as_a_sentence_of_this_talk_did(earlier: str) -> None:
    assert chosen(GOOD, earlier=(earlier,)) == ""


def test_its_and_it_is_begin_alike() -> None:
    line = "You're not alone with the report."
    assert chosen(line, kind=Strategy.AFFIRMATION) == line
    assert chosen(line, kind=Strategy.AFFIRMATION, earlier=("You are not late.",)) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Good evening.",
        "It is fair to be sad.",
        "It was fair to say sorry.",
        "You did it, and that is fair.",
        "Thank you for trusting him.",
        "You are doing well, I'm glad.",
        "It takes courage to lose your job.",
        "You have every right to feel that self-hatred.",
        "You have every right to be happy about the report.",
    ],
)
def test_a_stale_or_misplaced_sentence_is_not_said(line: str) -> None:
    assert chosen(line, kind=Strategy.AFFIRMATION) == ""


def test_an_echo_of_my_words_is_worth_less() -> None:
    echo = "So in front of everyone that my report."
    short = "So your report was called sloppy."
    assert worth_of(echo, 0.9, wanted()) < worth_of(short, 0.9, wanted())


def test_somebody_elses_trouble_is_not_said_to_be_mine() -> None:
    theirs = worth_of(GOOD, 0.9, wanted(others=True))
    assert theirs < worth_of(GOOD, 0.9, wanted()) - 0.5


def test_words_from_an_earlier_talk_are_no_strangers() -> None:
    line = "You told me about your trombone."
    known = wanted(known=plain(SAID + " trombone"))
    assert worth_of(line, 0.9, known) > worth_of(line, 0.9, wanted())


def test_a_reply_is_warm_first_and_asks_last() -> None:
    assert slots(wanted(QUESTION, FEELING, length=3)) == (WARMTH, FEELING, QUESTION)
    assert slots(wanted(FEELING, length=1)) == (FEELING,)
    assert slots(wanted(FEELING, length=3, felt=0.0)) == (FEELING,)


def test_endings_do_not_hide_a_word() -> None:
    assert stems("working") == stems("worked") != frozenset()
    assert takes_up("You worked so hard.", "I was working all night") == 1


def test_what_i_feel_is_heard_and_not_prescribed() -> None:
    assert chosen("You must feel so hurt about the report.") == GOOD


@pytest.mark.parametrize(
    "draft",
    [
        "I'm so sorry about the report.",
        "You have every right to be nervous.",
        "You must be so sad now.",
    ],
)
def test_good_news_are_not_pitied(draft: str) -> None:
    assert chosen(draft, text="my report was praised", felt=0.5) == ""


def test_nobody_is_sent_off_in_the_middle_of_a_talk() -> None:
    for draft in ("Goodbye, and have a lovely day!", "It's a lovely day!"):
        assert chosen(draft, felt=0.5) == ""


@pytest.mark.parametrize("draft", ["You seem calm today.", "You're relaxed about the report."])
def test_i_am_called_calm_only_when_i_said_something_like_it(draft: str) -> None:
    assert chosen(draft, felt=0.5) == ""
    assert chosen(draft, text="the report is in and I can relax", felt=0.5) == draft


def test_luck_is_wished_for_what_is_to_come() -> None:
    draft = "Good luck with the report."
    assert chosen(draft, text="I finished the report", felt=0.5) == ""
    assert chosen(draft, text="the report is due tomorrow", felt=0.5) == draft


def test_nobody_is_called_loved_who_told_of_something_hard() -> None:
    draft = "You sound so loved at the report."
    assert chosen(draft, text="my sister says the report shows I let people walk over me") == ""
    assert chosen(draft, text="they clapped for my report", felt=0.5) == draft


def test_my_anger_is_not_called_right_when_i_am_sorry_for_it() -> None:
    draft = "You have every right to be angry about your dad."
    kind, mine = Strategy.AFFIRMATION, "my own dad used to yell like that"
    assert chosen(draft, text=mine, kind=kind) == draft
    assert chosen(draft, text=mine, kind=kind, said=("I yelled at my son this morning",)) == ""
