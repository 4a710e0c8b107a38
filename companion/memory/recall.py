"""Which kept episodes come to mind now: meaning x mood x salience x age, within a token budget.

    score = meaning * (0.5 + 0.5 mood) * (0.5 + 0.5 salience) * (1 + days)^-0.1 * rest

meaning: cosine of the embeddings; below `LEAST_MEANING` nothing comes to mind. On twelve related
    and 132 unrelated pairs of sentences MiniLM puts 67 % of the related and 3 % of the others above.
mood: belief in the state the episode was told in, against the strongest belief, 0..1; people in a
    mood recall what they lived in the same mood (Bower, 1981; Emotional RAG, 2024).
age: forgetting follows a power of time (Wixted and Ebbesen, 1991), here a slow one: three weeks
    leave 0.73, a year 0.55.
rest: 0.5 for what was brought up within the last ten minutes, so that nobody is nagged with it.

When the present mood is very low, mood congruence alone would answer misery with misery; then one
place is kept for something good.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.memory.ages import age_phrase
from companion.memory.episodes import Episodes, unit
from companion.memory.mentions import content_words, people
from companion.turn import Memory

MOST = 3
LEAST_MEANING = 0.30
LEAST_MEANING_OF_GOOD = 0.15
SAME = 0.95  # cosine above which two episodes say the same
WEIGHT_MOOD = 0.5
WEIGHT_SALIENCE = 0.5
FADING = 0.1
REST_SECONDS = 600.0
RESTING = 0.5
LOW_MOOD = -0.35  # expected valence, -1..1
GOOD = 0.3  # valence of a state from which an episode counts as something good
CHARACTERS_PER_TOKEN = 4
_DAY = 86_400.0


def recall(
    query: NDArray[np.floating[Any]] | None,
    episodes: Episodes,
    probs: Sequence[float],
    now: datetime,
    budget_tokens: int,
    *,
    states: Sequence[str],
    valence: Sequence[float],
    words: str = "",
    in_sight: Collection[int] = (),
) -> tuple[Memory, ...]:
    """At most three memories for what was just said, best first (something good comes last).

    query: shape (d,), embedding of the words; None or another size recalls nothing. probs, states,
    valence: the present belief, its states' names and their valence, in one order. words: what was
    just said, for *why*. in_sight: ids of the turns the model still sees, never recalled. A
    memory's `score` is 0..1 and its `why` one sentence.
    """
    direction = None if query is None else unit(query)
    if direction is None or not len(episodes) or len(direction) != episodes.embeddings.shape[1]:
        return ()
    # Row by row in one thread: the same product in BLAS waits for cores the engine is using.
    meaning = np.vecdot(episodes.embeddings, direction)
    score = _score(meaning, episodes, probs, states, now)
    free = ~np.isin(episodes.turn_ids, np.array(list(in_sight), np.int64))
    ranked = _best_first(score, free & (meaning >= LEAST_MEANING))
    good: list[int] = []
    if float(np.dot(probs, valence)) < LOW_MOOD:
        glad = [name for name, value in zip(states, valence, strict=True) if value >= GOOD]
        bright = free & np.isin(episodes.states, glad) & (meaning >= LEAST_MEANING_OF_GOOD)
        good = _chosen(_best_first(score, bright), episodes, budget_tokens, [], 1)
    chosen = _chosen(ranked, episodes, budget_tokens, good, MOST)
    return tuple(
        Memory(
            id=int(episodes.ids[i]),
            text=episodes.texts[i],
            at=episodes.times[i],
            state=str(episodes.states[i]),
            salience=float(episodes.salience[i]),
            score=float(min(1.0, score[i])),
            why=_why(episodes.texts[i], words, age_phrase(episodes.times[i], now), i in good),
        )
        for i in [*(i for i in chosen if i not in good), *good]
    )


def tokens_of(text: str) -> int:
    """About how many tokens `text` takes in the prompt."""
    return -(-len(text) // CHARACTERS_PER_TOKEN)


def _score(
    meaning: NDArray[np.float32],
    episodes: Episodes,
    probs: Sequence[float],
    states: Sequence[str],
    now: datetime,
) -> NDArray[np.float64]:
    mood = np.zeros(len(episodes))
    strongest = max(probs)
    for name, prob in zip(states, probs, strict=True):
        mood[episodes.states == name] = prob / strongest
    seconds = now.timestamp()
    days = np.maximum(0.0, seconds - episodes.told) / _DAY
    resting = np.abs(seconds - episodes.recalled) < REST_SECONDS
    scored: NDArray[np.float64] = (
        meaning
        * (1.0 - WEIGHT_MOOD + WEIGHT_MOOD * mood)
        * (1.0 - WEIGHT_SALIENCE + WEIGHT_SALIENCE * episodes.salience)
        * (1.0 + days) ** -FADING
        * np.where(resting, RESTING, 1.0)
    )
    return scored


def _best_first(score: NDArray[np.float64], allowed: NDArray[np.bool_]) -> Iterable[int]:
    places = np.flatnonzero(allowed)
    return (int(i) for i in places[np.argsort(-score[places], kind="stable")])


def _chosen(
    ranked: Iterable[int], episodes: Episodes, budget: int, already: Sequence[int], most: int
) -> list[int]:
    """`already` and the best of `ranked` that fit the budget and say something new."""
    chosen = list(already)
    left = budget - sum(tokens_of(episodes.texts[i]) for i in chosen)
    for i in ranked:
        if len(chosen) >= most:
            break
        cost = tokens_of(episodes.texts[i])
        if cost <= left and not np.any(episodes.embeddings[chosen] @ episodes.embeddings[i] > SAME):
            chosen.append(i)
            left -= cost
    return chosen


def _why(text: str, words: str, age: str, good: bool) -> str:
    """One sentence, with what both have in common where it can be named."""
    told, now = people(text), people(words)
    shared = next((name for name in told if name in now), None)
    common = set(content_words(text)) & set(content_words(words))
    if shared or (told and not common):
        what = f"you talked about {shared or told[0]} {age}"
    elif common:
        what = f'you spoke of "{max(sorted(common), key=len)}" {age} too'
    else:
        what = f"you told me something close to this {age}"
    if good:
        return f"To set something good beside how it is now: {what}."
    return f"Because {what}."
