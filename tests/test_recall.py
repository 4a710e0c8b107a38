"""What comes to mind: by meaning, mood, salience and age, within a budget, and never only misery."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from companion.memory.episodes import Episode, Episodes, columns, joined, recalled_now
from companion.memory.recall import LEAST_MEANING, MOST, recall, tokens_of
from companion.memory.words import Matches
from companion.turn import Memory

STATES = ("calm", "joy", "sadness", "anxiety")
VALENCE = (0.2, 0.8, -0.7, -0.6)
CALM = (0.85, 0.05, 0.05, 0.05)
SAD = (0.02, 0.03, 0.9, 0.05)
NOW = datetime(2026, 3, 14, 20, 0, tzinfo=UTC)
WIDTH = 64
QUERY = np.eye(WIDTH)[0]


def towards(cosine: float, seed: int = 1) -> np.ndarray:
    """A unit vector at this cosine from QUERY, in a plane of its own for each `seed` 1..63."""
    return (cosine * QUERY + np.sqrt(1 - cosine**2) * np.eye(WIDTH)[seed]).astype(np.float32)


def told(
    number: int,
    cosine: float = 0.6,
    *,
    text: str = "something",
    state: str = "calm",
    salience: float = 0.5,
    days: float = 1.0,
    recalled: datetime | None = None,
    embedding: np.ndarray | None = None,
) -> Episode:
    vector = towards(cosine, number) if embedding is None else embedding
    at = NOW - timedelta(days=days)
    return Episode(number, number + 100, text, at, state, salience, recalled, vector)


def recalled_from(
    *episodes: Episode,
    probs: tuple[float, ...] = CALM,
    budget: int = 300,
    words: str = "",
    in_sight: tuple[int, ...] = (),
    query: np.ndarray | None = QUERY,
    **more: Any,
) -> tuple[Memory, ...]:
    return recall(
        query,
        columns(episodes),
        probs,
        NOW,
        budget,
        states=STATES,
        valence=VALENCE,
        words=words,
        in_sight=in_sight,
        **more,
    )


def ids(memories: tuple[Memory, ...]) -> list[int]:
    return [memory.id for memory in memories]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (told(1, 0.8), told(2, 0.5)),
        (told(1, state="calm"), told(2, state="anxiety")),
        (told(1, salience=0.9), told(2, salience=0.3)),
        (told(1, days=1), told(2, days=300)),
        (told(1), told(2, recalled=NOW - timedelta(minutes=2))),
    ],
    ids=["meaning", "mood", "salience", "age", "rest"],
)
def test_each_part_alone_decides_what_comes_to_mind_first(first: Episode, second: Episode) -> None:
    assert ids(recalled_from(second, first)) == [1, 2]


def test_the_score_is_the_formula_written_out() -> None:
    (memory,) = recalled_from(told(1, 0.6, state="anxiety", salience=0.4, days=9), probs=CALM)
    strength = 1 / (1 + 9 / (30 * 12**0.4))
    by_hand = 0.6 * (0.4 + 0.6 * 0.05 / 0.85) * (0.5 + 0.5 * 0.4) * (0.7 + 0.3 * strength)
    assert memory.score == pytest.approx(by_hand, abs=1e-6)


def test_something_old_that_fits_comes_before_something_new_that_does_not() -> None:
    assert ids(recalled_from(told(1, 0.7, days=400), told(2, 0.32, days=0.5))) == [1, 2]


@pytest.mark.parametrize(
    ("cosine", "found"), [(LEAST_MEANING + 0.01, 1), (LEAST_MEANING - 0.02, 0)]
)
def test_unrelated_things_are_not_dragged_in(cosine: float, found: int) -> None:
    assert len(recalled_from(told(1, cosine, salience=1.0, days=0, state="joy"))) == found


def test_what_i_lived_in_this_mood_may_be_a_little_further_off() -> None:
    calm, anxious = told(1, 0.23, state="calm"), told(2, 0.23, state="anxiety")
    assert ids(recalled_from(calm, anxious, probs=CALM)) == [1]
    unsure = (0.25, 0.25, 0.25, 0.25)
    assert recalled_from(calm, anxious, probs=unsure) == ()


def test_at_most_three_come_to_mind() -> None:
    assert len(recalled_from(*(told(i) for i in range(1, 9)))) == MOST == 3


def test_the_budget_is_kept_and_what_fits_is_still_told() -> None:
    long, short = "a long story " * 40, "short"
    memories = recalled_from(told(1, 0.9, text=long), told(2, 0.5, text=short), budget=10)
    assert [memory.text for memory in memories] == [short]
    assert sum(tokens_of(memory.text) for memory in memories) <= 10


def test_no_budget_no_memories() -> None:
    assert recalled_from(told(1), budget=0) == ()


def test_the_same_thing_told_twice_comes_once() -> None:
    again = towards(0.6, 1) + 0.02 * np.eye(WIDTH)[9].astype(np.float32)
    memories = recalled_from(told(1), told(2, embedding=again / np.linalg.norm(again)), told(3))
    assert sorted(ids(memories)) == [1, 3]


def test_what_the_model_still_sees_is_not_repeated_to_it() -> None:
    assert ids(recalled_from(told(1), told(2), told(3), in_sight=(101, 103))) == [2]


@pytest.mark.parametrize("query", [None, np.zeros(WIDTH), np.full(WIDTH, np.nan), np.ones(7)])
def test_without_an_embedding_nothing_comes_to_mind(query: np.ndarray | None) -> None:
    assert recalled_from(told(1), query=query) == ()


def test_an_empty_memory_recalls_nothing() -> None:
    assert recalled_from() == ()


def test_a_state_the_program_no_longer_knows_is_still_recalled() -> None:
    assert ids(recalled_from(told(1, state="wistful"))) == [1]


def test_a_clock_set_back_does_not_lift_a_memory_above_the_others() -> None:
    future, now = recalled_from(told(1, days=-50), told(2, days=0))
    assert future.score == pytest.approx(now.score)


# --- never only misery ---------------------------------------------------------------------------


def test_when_i_am_very_low_one_place_is_kept_for_something_good() -> None:
    sad = [told(i, 0.9, state="sadness") for i in (1, 2, 3, 4)]
    good = told(9, 0.2, state="joy", text="I ran five kilometres")
    memories = recalled_from(*sad, good, probs=SAD)
    assert len(memories) == 3
    assert memories[-1].id == 9
    assert memories[-1].why.startswith("To set something good beside")
    assert all(not memory.why.startswith("To set") for memory in memories[:-1])


def test_when_i_am_not_low_nothing_good_is_forced_on_me() -> None:
    sad = [told(i, 0.9, state="sadness") for i in (1, 2, 3)]
    assert 9 not in ids(recalled_from(*sad, told(9, 0.2, state="joy"), probs=CALM))


def test_something_good_without_any_bearing_stays_away() -> None:
    sad, good = told(1, 0.9, state="sadness"), told(9, 0.1, state="joy")
    assert ids(recalled_from(sad, good, probs=SAD)) == [1]


def test_something_good_keeps_to_the_budget_too() -> None:
    good = told(9, 0.5, state="joy", text="long " * 100)
    assert ids(recalled_from(told(1, state="sadness"), good, probs=SAD, budget=20)) == [1]


def test_when_i_am_very_low_what_helped_before_comes_whatever_it_was_about() -> None:
    sad = [told(i, 0.9, state="sadness") for i in (1, 2, 3, 4)]
    glad = told(9, 0.5, state="joy", text="I ran five kilometres")
    walk = told(10, 0.01, state="calm", text="a walk by the canal helped me")
    memories = recalled_from(*sad, glad, walk, probs=SAD, helped=(110,))
    assert ids(memories)[-1] == 10
    assert memories[-1].why.startswith("Because it helped you before, and you seem very low")
    assert 10 not in ids(recalled_from(*sad, glad, walk, probs=CALM, helped=(110,)))


def test_what_helped_is_not_brought_up_again_and_again() -> None:
    sad = [told(i, 0.9, state="sadness") for i in (1, 2, 3, 4)]
    walk = told(10, 0.01, text="a walk helped me", recalled=NOW - timedelta(minutes=3))
    assert 10 not in ids(recalled_from(*sad, walk, probs=SAD, helped=(110,)))


def test_what_is_off_limits_never_comes_however_well_it_fits() -> None:
    memories = recalled_from(
        told(1, 0.9, text="my dad shouted"), told(2), off_limits=lambda text: "dad" in text
    )
    assert ids(memories) == [2]


def test_words_in_common_bring_what_is_told_in_other_words() -> None:
    far = told(7, 0.1, text="the walnut cabinet")
    shared = Matches(np.array([7]), np.array([0.6]))
    assert ids(recalled_from(far, matches=shared)) == [7]
    assert recalled_from(far, matches=Matches(np.array([7]), np.array([0.2]))) == ()
    unknown = Matches(np.array([3, 99]), np.array([0.9, 0.9]))
    assert recalled_from(far, matches=unknown) == (), "an episode that is gone meanwhile"


def test_in_a_memory_of_many_years_the_budget_does_not_make_me_wait() -> None:
    many = columns([told(i % 63 + 1, 0.5, text="x" * 400, days=i) for i in range(6000)])
    began = time.perf_counter()
    memories = recall(QUERY, many, CALM, NOW, 120, states=STATES, valence=VALENCE)
    assert len(memories) <= 1
    assert time.perf_counter() - began < 1.0


# --- why -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        (
            "My sister has started drinking again",
            "I saw my sister today",
            "Because you talked about your sister three weeks ago.",
        ),
        (
            "my boss shouted at Mia",
            "I wrote to Mia",
            "Because you talked about Mia three weeks ago.",
        ),
        (
            "I failed the driving test",
            "I booked another driving lesson",
            'Because you spoke of "driving" three weeks ago too.',
        ),
        (
            "dad laughed at me",
            "I feel so small",
            "Because you told me something close to this three weeks ago, about your dad.",
        ),
        (
            "I feel like a fraud",
            "they will find out",
            "Because you told me something close to this three weeks ago.",
        ),
    ],
)
def test_why_says_what_both_have_in_common(text: str, words: str, why: str) -> None:
    (memory,) = recalled_from(told(1, text=text, days=21), words=words)
    assert memory.why == why


# --- columns -------------------------------------------------------------------------------------


def test_adding_one_by_one_is_the_same_as_all_at_once() -> None:
    rows = [told(i, state=STATES[i % 4], days=i) for i in range(1, 6)]
    grown = columns([])
    for row in rows:
        grown = joined(grown, columns([row]))
    whole = columns(rows)
    assert (grown.texts, grown.times) == (whole.texts, whole.times)
    for name in ("ids", "turn_ids", "states", "salience", "told", "recalled", "embeddings"):
        np.testing.assert_array_equal(getattr(grown, name), getattr(whole, name))


def test_marking_recalled_leaves_the_older_columns_as_they_were() -> None:
    before = columns([told(1), told(2)])
    after = recalled_now(before, [2], NOW)
    assert before.recalled.tolist() == [-np.inf, -np.inf]
    assert after.recalled.tolist() == [-np.inf, NOW.timestamp()]


def ten_thousand() -> Episodes:
    """Years of evenings, all of them related to the query: the worst case."""
    chance = np.random.default_rng(0)
    vectors = chance.normal(size=(10_000, 384)) + 0.9 * np.ones(384)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return columns(
        [
            told(i, embedding=vector.astype(np.float32), state=STATES[i % 4], days=i / 10)
            for i, vector in enumerate(vectors)
        ]
    )


def test_ten_thousand_episodes_are_searched_in_less_than_five_milliseconds() -> None:
    episodes, query = ten_thousand(), np.ones(384)
    taken = []
    for _ in range(30):
        began = time.thread_time()  # of the processor: others may be busy beside it
        memories = recall(query, episodes, SAD, NOW, 300, states=STATES, valence=VALENCE)
        taken.append(1000 * (time.thread_time() - began))
    assert len(memories) == 3
    assert statistics.median(taken) < 5
