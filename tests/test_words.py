"""Finding memories by their words: rare words count, endings do not, and nothing odd breaks it."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_store import a_turn

from companion.memory import words
from companion.memory.store import Store

AT = datetime(2026, 3, 14, 20, 30, tzinfo=UTC)


def remember(store: Store, *texts: str) -> None:
    talk = store.start_talk(AT)
    for i, text in enumerate(texts):
        vector = np.eye(64, dtype=np.float32)[i % 64]
        store.save_turn(talk, a_turn(text, reply=""), vector, 0.9, "calm")


def found(store: Store, text: str) -> dict[int, float]:
    matches = store.matches(text)
    return dict(zip(matches.ids.tolist(), matches.scores.tolist(), strict=True))


def test_a_rare_word_in_common_weighs_more_than_a_common_one(store: Store) -> None:
    remember(store, "the garden gate", "the garden wall", "the garden trombone")
    scores = found(store, "a trombone in the garden")
    assert max(scores, key=lambda one: scores[one]) == 3
    assert scores[3] > 1.5 * scores[1]


def test_endings_and_accents_do_not_matter(store: Store) -> None:
    remember(store, "she was dancing at the café", "nothing of it")
    assert found(store, "we danced in cafes")[1] > 0.6


def test_an_answer_is_found_by_what_was_asked_before_it(store: Store) -> None:
    remember(store, "what do you cook in winter?", "crab, mostly", "and it rained")
    scores = found(store, "cooking in winter")
    assert scores[1] > scores[2] > 0.0
    assert 3 not in scores, "what stands two messages before does not count"


def test_small_words_find_nothing(store: Store) -> None:
    remember(store, "it is what it was", "so be it")
    assert found(store, "what was it to you?") == {}


def test_the_score_is_bm25_written_out_against_the_weight_of_all_the_words(store: Store) -> None:
    remember(store, "walnut and oak", "maple", "cedar", "alder")

    def rarity(times: int) -> float:
        return math.log(1 + (4 + 100 - times + 0.5) / (times + 0.5))

    # k1 1.2, b 0.75; lengths count both columns, and each episode but the first has one before it.
    lengths = [3, 1 + 3, 1 + 1, 1 + 1]
    long = 1.2 * (1 - 0.75 + 0.75 * lengths[0] / (sum(lengths) / 4))
    after = 1.2 * (1 - 0.75 + 0.75 * lengths[1] / (sum(lengths) / 4))
    of_all = rarity(2) + rarity(0)
    scores = found(store, "walnut thicket")
    assert scores[1] == pytest.approx(rarity(2) * 1.0 * 2.2 / (1.0 + long) / of_all)
    assert scores[2] == pytest.approx(rarity(2) * 0.5 * 2.2 / (0.5 + after) / of_all)


def test_among_a_handful_of_memories_a_word_in_common_still_counts(store: Store) -> None:
    remember(store, "the old house in the village")
    assert found(store, "the village house")[1] > 0.6


def test_nothing_asked_or_nothing_kept_is_nothing_found(store: Store) -> None:
    assert found(store, "a trombone") == {}
    remember(store, "a cup of tea")
    assert found(store, "") == found(store, "...") == {}


def test_what_every_memory_holds_is_not_looked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "MOST_ROWS", 3)
    remember(store, "work and a heron", "work again", "work, work", "working late", "work on it")
    assert set(found(store, "a heron at work")) == {1, 2}, "itself and the one after it"
    assert found(store, "work") == {}


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=80))
def test_nothing_i_can_type_breaks_the_search(store: Store, text: str) -> None:
    remember(store, text or "empty")
    scores = store.matches(text).scores
    assert np.isfinite(scores).all()
    with store.reading() as db:
        words.search(db, text)


@pytest.mark.parametrize("typed", ['"', "NEAR(a b)", "a OR", "text:x", "x*", "-x", "^a", "(", "''"])
def test_signs_of_the_search_language_are_only_signs(store: Store, typed: str) -> None:
    remember(store, "a plain sentence")
    store.matches(typed)
    with store.reading() as db:
        words.search(db, typed)


def test_a_begun_word_finds_the_memory_while_i_type(store: Store) -> None:
    remember(store, "my trombone lesson", "a tram ride")
    with store.reading() as db:
        assert words.search(db, "tro") == (1,)
        assert words.search(db, "my tromb") == (1,)
        assert words.search(db, "trombone ride") == ()
        assert words.search(db, "   ") == ()
