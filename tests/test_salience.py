"""What is worth keeping, and how far back it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.memory.ages import age_phrase
from companion.memory.mentions import mentions, people
from companion.memory.salience import (
    ASKED,
    THRESHOLD,
    WEIGHTS,
    Parts,
    salience,
    total_variation,
)

EVEN = (0.25, 0.25, 0.25, 0.25)
MOVED = (0.1, 0.1, 0.2, 0.6)


@pytest.mark.parametrize(
    "small_talk",
    [
        "hi",
        "ok thanks",
        "yeah",
        "I'm fine",
        "good night, talk to you tomorrow",
        "how are you today?",
        "lol that's funny",
        "tell me a joke please",
        "\U0001f642\U0001f642",
        "...",
        "do you remember that?",
    ],
)
def test_small_talk_is_not_kept_even_when_the_mood_moves(small_talk: str) -> None:
    worth = salience(small_talk, arousal=0.3, previous=EVEN, present=MOVED, matter=0.1)
    assert worth.value < THRESHOLD


@pytest.mark.parametrize(
    "worth",
    [
        "My sister Mia is in hospital since Monday",
        "I failed my driving test and my dad laughed",
        "my dog died",
        "my name is Jo",
        "I have an interview on 12.3. and nobody knows",
        "please remember this: I hate lilies",
        "Don't forget I take tea, not coffee",
    ],
)
def test_what_matters_is_kept_even_when_the_mood_does_not_move(worth: str) -> None:
    kept = salience(worth, previous=EVEN, present=EVEN)
    assert kept.kept
    assert kept.value >= THRESHOLD


@pytest.mark.parametrize(
    ("text", "given", "why"),
    [
        ("please remember this: I hate lilies", {}, "asked me to remember"),
        ("my dog died", {}, "somebody or something new"),
        ("nobody came", {"matter": 0.9}, "something that matters"),
        (
            "nobody came to it, nobody at all",
            {"arousal": 1.0, "present": (0.0, 0.0, 0.0, 1.0), "matter": 0.3},
            "how you felt changed",
        ),
        ("hi", {}, "nothing in it stood out"),
        (
            "we sat by the river watching white swans drift under stone bridges until darkness"
            " swallowed every house",
            {},
            "at some length",
        ),
    ],
)
def test_the_memory_page_says_why_something_was_kept(
    text: str, given: dict[str, Any], why: str
) -> None:
    assert why in salience(text, previous=EVEN, **{"present": EVEN} | given).why


def test_two_reasons_are_named_where_both_weigh() -> None:
    why = salience("my sister Mia called, my brother left", matter=0.4).why
    assert why == (
        "Kept because somebody or something new came up and it sounds like something that matters."
    )


def test_a_name_is_news_only_once() -> None:
    first, again = salience("Mia called Dana"), salience("Mia called Dana", known={"mia", "dana"})
    assert first.parts.new > again.parts.new == 0.0


def test_what_i_said_before_in_this_talk_is_no_length() -> None:
    told = "the garden behind the old school"
    assert salience(told, said={"garden", "behind", "old", "school"}).parts.length == 0.0
    assert salience(told).parts.length > 0.2


def test_each_part_raises_the_salience_on_its_own() -> None:
    plain = salience("he shouts", previous=EVEN, present=EVEN)
    for more in (
        salience("he shouts", previous=EVEN, present=EVEN, arousal=0.9),
        salience("he shouts", previous=EVEN, present=MOVED),
        salience("he shouts across a crowded room", previous=EVEN, present=EVEN),
        salience("he shouts", previous=EVEN, present=EVEN, matter=0.5),
        salience("he shouts at my", previous=EVEN, present=EVEN),
        salience("he shouted", previous=EVEN, present=EVEN),
        salience("he always shouts", previous=EVEN, present=EVEN),
    ):
        assert more.value > plain.value


def test_the_weights_make_one_and_the_value_is_the_formula_written_out() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)
    found = Parts(length=0.4, matter=0.8, new=0.5, self=0.25, told=1.0, stirred=0.2, shift=0.3)
    by_hand = 0.25 * 0.4 + 0.25 * 0.8 + 0.15 * 0.5 + 0.1 * 0.25 + 0.05 + 0.05 * 0.2 + 0.1 * 0.3
    assert found.value == pytest.approx(by_hand)


def test_only_what_i_asked_for_reaches_the_value_of_being_asked() -> None:
    all_parts = Parts(**dict.fromkeys(WEIGHTS, 1.0))
    assert all_parts.value == pytest.approx(1.0)
    long = (
        "My sister Mia and my brother Tom died, we wanted, loved and hated " + "strange words " * 9
    )
    unasked = salience(long, arousal=1.0, previous=EVEN, present=MOVED, matter=1.0)
    assert unasked.value < ASKED <= salience("don't forget the milk").value


def test_calm_words_are_not_stirred_words() -> None:
    assert salience("he left", arousal=-0.9).parts.stirred == 0.0


def test_the_first_turn_ever_has_no_shift() -> None:
    assert salience("he left", previous=(), present=EVEN).parts.shift == 0.0


@given(st.text(max_size=200), st.floats(-1, 1), st.floats(0, 1))
def test_salience_stays_between_nothing_and_all(text: str, arousal: float, matter: float) -> None:
    worth = salience(text, arousal=arousal, previous=EVEN, present=MOVED, matter=matter)
    assert 0.0 <= worth.value <= 1.0


def test_total_variation_against_the_sum_written_out() -> None:
    assert total_variation((0.5, 0.5), (0.5, 0.5)) == 0.0
    assert total_variation((1.0, 0.0), (0.0, 1.0)) == 1.0
    assert total_variation((0.7, 0.2, 0.1), (0.4, 0.4, 0.2)) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I met Mia's brother on Friday.", ("mia", "brother", "friday")),
        ("The exam is on 12.3. or next week", ("exam", "12.3", "next week")),
        ("Hello. Nice day. I'm tired", ()),
        ("WHY IS EVERYBODY SHOUTING", ()),
        ("OK, I think I May be wrong", ()),
    ],
)
def test_people_plans_and_days_are_noticed(text: str, found: tuple[str, ...]) -> None:
    assert mentions(text) == found


def test_people_are_named_the_way_i_would_name_them_to_you() -> None:
    assert people("yesterday Mia and my sister argued on Friday") == ("Mia", "your sister")


NOW = datetime(2026, 3, 14, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("past", "phrase"),
    [
        (timedelta(seconds=5), "a moment ago"),
        (timedelta(hours=3), "earlier today"),
        (timedelta(hours=25), "yesterday"),
        (timedelta(days=2), "two days ago"),
        (timedelta(days=6), "six days ago"),
        (timedelta(days=7), "a week ago"),
        (timedelta(days=21), "three weeks ago"),
        (timedelta(days=31), "a month ago"),
        (timedelta(days=200), "six months ago"),
        (timedelta(days=364), "twelve months ago"),
        (timedelta(days=365), "a year ago"),
        (timedelta(days=365 * 20), "many years ago"),
        (-timedelta(days=3), "a while ago"),
    ],
)
def test_ages_are_said_the_way_people_say_them(past: timedelta, phrase: str) -> None:
    assert age_phrase(NOW - past, NOW) == phrase


def test_half_an_hour_across_midnight_is_not_yesterday() -> None:
    now = datetime(2026, 3, 15, 0, 10, tzinfo=UTC)
    assert age_phrase(now - timedelta(minutes=30), now) == "a few hours ago"


def test_days_are_counted_on_my_calendar_not_in_greenwich() -> None:
    here = timezone(timedelta(hours=10))
    now = datetime(2026, 3, 15, 20, 0, tzinfo=here)
    told = datetime(2026, 3, 14, 15, 0, tzinfo=UTC)  # already the 15th here
    assert age_phrase(told, now) == "earlier today"


def test_a_clock_without_a_zone_is_taken_as_local() -> None:
    naive = datetime(2026, 3, 14, 12, 0)
    assert age_phrase(naive - timedelta(days=2), naive.astimezone()) == "two days ago"
    assert age_phrase((naive - timedelta(days=2)).astimezone(), naive) == "two days ago"


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), st.integers(-(10**9), 10**9))
def test_every_age_has_a_phrase(now: datetime, seconds: int) -> None:
    then = now - timedelta(seconds=seconds)
    assert age_phrase(then, now).split()[-1] in {"ago", "today", "yesterday"}
