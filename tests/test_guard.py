"""Nothing reaches the person that claims, promises, blames, prescribes or makes no sense."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from companion.policy.assess import assess
from companion.policy.crisis_words import _ACUTE, _ELEVATED
from companion.policy.guard import RULES, GuardContext, check
from companion.policy.known_words import strays

LINES = Path(__file__).parent / "lines"
RULE_NAMES = [rule.name for rule in RULES]
REPEATED = {"repeats": 3}  # needs what was said before; tested by hand below


def rows(name: str) -> list[list[str]]:
    return [row.split("\t") for row in (LINES / name).read_text("utf-8").splitlines()]


GOOD, BAD = rows("good_sentences.tsv"), rows("bad_sentences.tsv")


def context(text: str, valence: str) -> GuardContext:
    return GuardContext(text=text, valence=float(valence), boundaries=assess(text).boundaries)


@pytest.mark.parametrize(("near", "sentence", "text", "valence"), GOOD)
def test_a_kind_sentence_is_shown(near: str, sentence: str, text: str, valence: str) -> None:
    verdict = check(sentence, context(text, valence))
    assert verdict.ok, verdict.rule
    assert (verdict.rule, verdict.replacement) == ("", "")


@pytest.mark.parametrize(("rule", "sentence", "text", "valence"), BAD)
def test_a_bad_sentence_is_stopped(rule: str, sentence: str, text: str, valence: str) -> None:
    verdict = check(sentence, context(text, valence))
    assert not verdict.ok
    assert verdict.rule in RULE_NAMES


def test_there_are_many_sentences_on_both_sides_and_each_rule_is_met_three_times() -> None:
    assert len(GOOD) >= 150
    assert len(BAD) >= 200
    caught = Counter(
        check(sentence, context(text, valence)).rule for _, sentence, text, valence in BAD
    )
    caught.update(REPEATED)
    near = Counter(row[0] for row in GOOD)
    for rule in RULE_NAMES:
        if not rule.startswith("unwished"):  # what was asked for stands in test_wishes
            assert caught[rule] >= 3, rule
            assert near[rule] >= 3 or rule in ("medicine-asked", "wanders"), rule


@pytest.mark.parametrize(
    "replacement", sorted({rule.replacement for rule in RULES if rule.replacement})
)
def test_what_stands_in_for_a_bad_sentence_is_itself_fit_to_be_shown(replacement: str) -> None:
    assert check(replacement, GuardContext(text="hm")).ok


def test_asked_about_being_human_an_honest_sentence_takes_the_place_of_the_claim() -> None:
    verdict = check("I'm a real person.", GuardContext(text="Are you real?"))
    assert verdict.rule == "claims-to-be-human"
    assert "program" in verdict.replacement


def test_the_same_honest_sentence_is_not_said_twice() -> None:
    first = check("I'm a real person.", GuardContext(text="Are you real?"))
    asked = GuardContext(text="Are you real?", said=(first.replacement,))
    assert check("I'm a real person.", asked).replacement == ""
    later = GuardContext(text="Are you real?", earlier=(first.replacement,))
    assert check("My name is Emily.", later).replacement == ""


@pytest.mark.parametrize(
    "again", ["That sounds hard.", "that sounds HARD!", "That sounds really hard."]
)
def test_a_sentence_is_not_shown_twice(again: str) -> None:
    assert check(again, GuardContext(said=("That sounds hard.",))).rule == "repeats"
    earlier = GuardContext(earlier=("Good that you came. That sounds hard.",))
    assert check(again, earlier).rule == "repeats"


def test_a_memory_may_be_spoken_of_only_when_it_was_recalled() -> None:
    sentence = "As you told me last week, your sister moved to Leeds."
    without = GuardContext(text="I feel alone")
    recalled = GuardContext(text="I feel alone", memories=("My sister moved to Leeds.",))
    other = GuardContext(text="I feel alone", memories=("I bought a bike.",))
    assert check(sentence, without).rule == "false-memory"
    assert check(sentence, other).rule == "false-memory"
    assert check(sentence, recalled).ok


def test_numbers_come_from_the_person_or_a_memory_never_from_the_model() -> None:
    assert check("20 years is long.", GuardContext(text="I lost my job after 20 years")).ok
    assert check("20 years is long.", GuardContext(text="hm", memories=("20 years at work",))).ok
    assert check("20 years is long.", GuardContext(text="I lost my job")).rule == "contact"


def test_other_scripts_are_fine_for_a_person_who_writes_in_them() -> None:
    person = GuardContext(text="Мне грустно", wanders=False)
    assert check("Это очень трудно.", person).ok
    assert check("Это очень трудно.", GuardContext(text="I am sad")).rule == "script"


def test_medicine_is_off_limits_once_it_was_asked_about() -> None:
    sentence = "You could start with half."
    asked = GuardContext(text="Should I take more?", boundaries=("medication",))
    assert check(sentence, asked).rule == "medicine-asked"
    assert check(sentence, GuardContext(text="The whole cake?")).ok


def test_a_larger_model_is_not_held_to_known_words() -> None:
    sentence = "Volunteering at an allotment might bring company."
    assert check(sentence, GuardContext(text="hm")).rule == "wanders"
    assert check(sentence, GuardContext(text="hm", wanders=False)).ok
    assert check(sentence, GuardContext(text="I volunteer at an allotment")).ok


def test_a_line_written_by_people_is_held_to_what_it_claims_but_not_to_style() -> None:
    sentence = "Volunteering at an allotment might bring company."
    assert check(sentence, GuardContext(text="hm", written=True)).ok
    assert not check("I'm a real person.", GuardContext(text="hm", written=True)).ok


def test_no_words_do_not_stray() -> None:
    assert not strays((), "")


def test_joy_and_pity_follow_the_news() -> None:
    assert check("Congratulations!", GuardContext(valence=0.5)).rule == "fragment"
    assert check("What wonderful news!", GuardContext(valence=0.5)).ok
    assert check("What wonderful news!", GuardContext(valence=-0.5)).rule == "wrong-news"
    assert check("That sounds so hard.", GuardContext(valence=-0.5)).ok
    assert check("That sounds so hard.", GuardContext(valence=0.5)).rule == "wrong-news"
    assert check("That sounds so hard.", GuardContext(valence=0.0)).ok


@pytest.mark.parametrize(
    "sentence",
    sorted({s for table in (_ACUTE, _ELEVATED) for v in table.values() for r in v for s in r}),
)
def test_the_written_crisis_sentences_pass_the_guard(sentence: str) -> None:
    verdict = check(sentence, GuardContext(text="hm", valence=-0.8))
    assert verdict.ok, verdict.rule


@pytest.mark.parametrize("sentence", ["", " ", "\x00", "a" * 20_000, "no " * 8_000, '"' * 999])
def test_odd_drafts_are_refused_and_never_raise(sentence: str) -> None:
    start = time.process_time()
    assert not check(sentence, GuardContext(text="hm")).ok
    assert time.process_time() - start < 0.5
