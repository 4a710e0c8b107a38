"""The card's lines come in the order in which somebody needs them; all on the lines that ship."""

from __future__ import annotations

import itertools

import pytest

from companion.policy.assess import assess
from companion.policy.helplines import CrisisLines, Helpline, countries, fitting, lines_for
from companion.policy.risk_words import REASONS
from companion.turn import Assessment, Risk

COUNTRIES = [code for code, _ in countries()]
GENERAL = ("suicide_crisis", "emotional_support", "mental_health")
KINDS = ("minor", "abuse", "harm-to-others", "eating", "medical", "someone-else", "self-harm")
AGES = ("Ages 5-25", "Under 19s", "Up to age 24", "Under 35s and people worried about them",
        "Minors", "Adults", "Children, adolescents, parents")  # fmt: skip
SOME = ("LGBTQ+ young people", "Veterans, service members and families",
        "Aboriginal and Torres Strait Islander people", "Indigenous people across Canada",
        "Domestic violence and child abuse")  # fmt: skip


def told(country: str, words: str, previous: Assessment | None = None) -> CrisisLines:
    """The card after these words."""
    heard = assess(words, None, previous)
    assert heard.risk >= Risk.ELEVATED, heard
    return fitting(lines_for(country), heard)


def heard(*kinds: str, risk: Risk = Risk.ELEVATED) -> Assessment:
    reasons = tuple(REASONS[kind] for kind in kinds if kind in REASONS)
    return Assessment(risk, boundaries=kinds, reasons=reasons)


def for_everybody(line: Helpline) -> bool:
    return line.category in GENERAL and line.audience in ("", "Adults")


def names(card: CrisisLines) -> list[str]:
    return [line.name for line in card.lines]


# --- what was heard ------------------------------------------------------------------------------


def test_my_husband_beats_me_brings_the_line_for_violence_at_home() -> None:
    card = told("US", "My husband beats me and I am afraid to go home")
    assert card.lines[0].name == "National Domestic Violence Hotline"
    assert card.lines[1].phone == ("988",)
    assert told("MY", "My husband beats me every week").lines[0].name == "Talian Kasih"


def test_i_throw_up_after_every_meal_brings_the_line_for_eating() -> None:
    for country, name in (
        ("GB", "Beat eating disorder helpline"),
        ("AU", "Butterfly National Helpline"),
        ("CA", "NEDIC helpline"),
    ):
        card = told(country, "I make myself throw up after every meal")
        assert card.lines[0].name == name
        assert for_everybody(card.lines[1])


def test_i_am_fourteen_and_my_dad_hits_me_brings_the_childrens_line() -> None:
    for country, number in (("GB", "0800 1111"), ("FR", "119"), ("DE", "116 111"), ("IT", "19696")):
        card = told(country, "I am 14 years old. My dad hits me.")
        assert number in card.lines[0].phone
        assert for_everybody(card.lines[1])


def test_i_want_to_die_brings_the_crisis_line_first() -> None:
    for country, number in (("US", "988"), ("GB", "116 123"), ("FR", "3114"), ("ES", "024")):
        assert number in told(country, "I want to kill myself").lines[0].phone


def test_my_friend_wants_to_die_brings_the_crisis_line_first() -> None:
    words = "My friend says she wants to die and I do not know what to do"
    assert "116 123" in told("GB", words).lines[0].phone


def test_i_starve_myself_and_want_to_die_brings_the_crisis_line_before_the_one_for_eating() -> None:
    card = told("US", "I am starving myself and I want to die")
    assert card.lines[0].phone == ("988",)
    assert card.lines[1].category == "eating_disorder"


def test_a_line_that_may_be_closed_is_not_the_first_when_my_life_is_at_stake() -> None:
    card = told("DE", "I am 14 years old and I will kill myself tonight")
    assert [line.category for line in card.lines] == ["suicide_crisis", "child_youth"]
    card = told("GB", "I am 14 years old and I will kill myself tonight")
    assert card.lines[0].name == "Childline"  # open day and night


def test_a_line_for_some_young_people_does_not_stand_before_the_one_for_all() -> None:
    assert names(fitting(lines_for("US"), heard("minor")))[:2] == [
        "988 Suicide & Crisis Lifeline",
        "The Trevor Project",
    ]


# --- the emergency number ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "number"), [("JP", "119"), ("FR", "15"), ("NO", "113"), ("PK", "1122")]
)
def test_i_took_all_my_pills_brings_the_ambulance_first(country: str, number: str) -> None:
    assert told(country, "I took all my pills an hour ago").emergency[0] == number


@pytest.mark.parametrize(("country", "number"), [("JP", "110"), ("FR", "17"), ("BR", "190")])
def test_he_is_at_the_door_with_a_knife_brings_the_police_first(country: str, number: str) -> None:
    card = told(country, "my ex is outside with a knife and wants to hurt me")
    assert card.emergency[0] == number


def test_one_number_for_all_stays_the_one_number() -> None:
    assert told("US", "I took all my pills an hour ago").emergency == ("911",)
    assert told("AT", "I want to kill myself").emergency == lines_for("AT").emergency


# --- what holds whatever was heard ---------------------------------------------------------------


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_line_is_lost_and_none_is_promised_that_is_not_there(country: str) -> None:
    card = lines_for(country)
    for kinds in itertools.chain.from_iterable(itertools.combinations(KINDS, n) for n in range(4)):
        for risk in (Risk.ELEVATED, Risk.ACUTE):
            found = fitting(card, heard(*kinds, risk=risk))
            assert set(found.lines) == set(card.lines)
            assert len(found.lines) == len(card.lines)
            assert set(found.emergency) == set(card.emergency)


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_line_for_everybody_is_always_among_the_first_two(country: str) -> None:
    card = lines_for(country)
    if not any(for_everybody(line) for line in card.lines):
        assert any(line.category == "directory" for line in card.lines)
        return
    for kinds in itertools.chain.from_iterable(itertools.combinations(KINDS, n) for n in range(4)):
        for risk in (Risk.ELEVATED, Risk.ACUTE):
            assert any(map(for_everybody, fitting(card, heard(*kinds, risk=risk)).lines[:2]))


def test_where_there_is_no_line_for_what_was_heard_the_order_stays() -> None:
    for country in ("DE", "FR", "GB", "AT"):
        assert fitting(lines_for(country), heard("abuse")).lines == lines_for(country).lines


def test_where_only_a_childrens_line_is_known_the_directories_stand_after_it() -> None:
    for country in ("RO", "RU"):
        found = [line.category for line in lines_for(country).lines]
        assert found == ["child_youth", "directory", "directory"]


def test_nothing_heard_changes_nothing_and_no_country_is_no_trouble() -> None:
    assert fitting(lines_for("GB"), None) == lines_for("GB")
    assert fitting(lines_for("nowhere"), heard("abuse", "minor")) == lines_for("nowhere")


@pytest.mark.parametrize("country", COUNTRIES)
def test_for_whom_a_line_is_there_is_known_for_every_line(country: str) -> None:
    """An audience nobody foresaw may be of an age or of some people only: decide, then name it here."""
    for line in lines_for(country).lines:
        assert line.audience in ("", *AGES, *SOME)
