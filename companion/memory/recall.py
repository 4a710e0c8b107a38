"""Which kept episodes come to mind now: relevance x mood x salience x strength, within a budget.

    relevance = meaning + words
    score     = relevance * (0.4 + 0.6 mood) * (0.5 + 0.5 salience) * (0.7 + 0.3 strength) * rest

meaning: cosine of the embeddings. words: the share of what is said now that the episode says too,
    rare words counting most (`words.matches`). On LoCoMo's questions meaning alone finds 0.53 of
    the evidence among five, words alone 0.63, both 0.66. What reaches neither `LEAST_MEANING` nor
    `LEAST_RELEVANCE` never comes to mind: of twelve related and 132 unrelated pairs of sentences
    MiniLM puts 67 % and 3 % above the first.
mood: belief in the state the episode was told in, against the strongest belief, 0..1; people in a
    mood recall what they lived in the same mood (Bower, 1981; Emotional RAG, 2024). A mood that is
    sure also brings what is a little further off, by a tenth of the belief.
strength: what time has left of it and recalling has added (`strength`).
rest: 0.5 for what was brought up within the last ten minutes, so that nobody is nagged with it.

When the present mood is very low, mood congruence alone would answer misery with misery; then one
place is kept for what helped before or for something good. What the person put off limits never
comes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.memory.ages import age_phrase
from companion.memory.episodes import Episodes, unit
from companion.memory.mentions import content_words, people
from companion.memory.strength import DAY, strength
from companion.memory.words import NOTHING, Matches
from companion.turn import Memory

MOST = 3
LEAST_MEANING = 0.30
LEAST_RELEVANCE = 0.40
LEAST_MEANING_OF_GOOD = 0.15
SAME = 0.95  # cosine above which two episodes say the same
NEARER = 0.10  # how much further off a memory of the present mood may be, at a belief of one
WEIGHT_MOOD = 0.6
WEIGHT_SALIENCE = 0.5
WEIGHT_STRENGTH = 0.3
REST_SECONDS = 600.0
RESTING = 0.5
LOW_MOOD = -0.35  # expected valence, -1..1
GOOD = 0.3  # valence of a state from which an episode counts as something good
CHARACTERS_PER_TOKEN = 4
# In a memory of many years thousands are related to whatever is said: the most relevant are
# weighed, and the best of those tried for what fits and says something new.
MOST_WEIGHED = 4_000
MOST_TRIED = 200


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
    matches: Matches = NOTHING,
    in_sight: Collection[int] = (),
    helped: Collection[int] = (),
    off_limits: Callable[[str], bool] = lambda text: False,
    most: int = MOST,
) -> tuple[Memory, ...]:
    """At most `most` memories for what was just said, best first (something good comes last).

    query: shape (d,), embedding of the words; None or another size leaves the words alone. matches:
    episodes that share words with it. probs, states, valence: the present belief, its states' names
    and their valence, in one order. words: what was just said, for *why*. in_sight: ids of the
    turns the model still sees, never recalled. helped: ids of the turns that told what helped.
    off_limits: whether a text touches what the person does not want brought up. A memory's `score`
    is 0..1 and its `why` one sentence.
    """
    meaning = _meaning(query, episodes)
    relevance = meaning + _shared(matches, episodes.ids)
    free = ~np.isin(episodes.turn_ids, np.array(list(in_sight), np.int64))
    low = float(np.dot(probs, valence)) < LOW_MOOD
    furthest = LEAST_MEANING_OF_GOOD if low else LEAST_MEANING - NEARER * max(probs)
    did_help = np.isin(episodes.turn_ids, np.array(list(helped) if low else [], np.int64))
    places = _most(
        relevance + did_help, np.flatnonzero(free & (did_help | (relevance >= furthest)))
    )
    belief = _belief(episodes.states[places], probs, states)
    score = relevance[places] * _weight(places, episodes, belief / max(probs), now)
    close = NEARER * belief
    near = (meaning[places] + close >= LEAST_MEANING) | (
        relevance[places] + close >= LEAST_RELEVANCE
    )
    good: list[int] = []
    if low:
        glad = [name for name, value in zip(states, valence, strict=True) if value >= GOOD]
        bright = np.isin(episodes.states[places], glad) & (meaning[places] >= LEAST_MEANING_OF_GOOD)
        # What helped comes before what was merely good, whatever the matter was, but not again and
        # again in one talk.
        helps = did_help[places] & ~_resting(episodes.recalled[places], now)
        ranked = _best_first(score + helps, places, bright | helps)
        good = _chosen(ranked, episodes, budget_tokens, [], 1, off_limits)
    ranked = _best_first(score, places, near)
    chosen = _chosen(ranked, episodes, budget_tokens, good, most, off_limits)
    return tuple(
        Memory(
            id=int(episodes.ids[i]),
            text=episodes.texts[i],
            at=episodes.times[i],
            state=str(episodes.states[i]),
            salience=float(episodes.salience[i]),
            score=min(1.0, float(score[np.searchsorted(places, i)])),
            why=_why(
                episodes.texts[i],
                words,
                age_phrase(episodes.times[i], now),
                good=i in good,
                helped=int(episodes.turn_ids[i]) in helped,
            ),
        )
        for i in [*(i for i in chosen if i not in good), *good]
    )


def tokens_of(text: str) -> int:
    """About how many tokens `text` takes in the prompt."""
    return -(-len(text) // CHARACTERS_PER_TOKEN)


def _meaning(query: NDArray[np.floating[Any]] | None, episodes: Episodes) -> NDArray[np.float32]:
    """The cosine of each episode with `query`, shape (n,); zeros where it says nothing."""
    direction = None if query is None else unit(query)
    if direction is None or len(direction) != episodes.embeddings.shape[1]:
        return np.zeros(len(episodes), np.float32)
    # Row by row in one thread: the same product in BLAS waits for cores the engine is using.
    return np.asarray(np.vecdot(episodes.embeddings, direction))


def _shared(matches: Matches, ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """The words' part of the relevance, shape (n,); `ids` ascend."""
    shared = np.zeros(len(ids), np.float32)
    if len(ids):
        places = np.minimum(np.searchsorted(ids, matches.ids), len(ids) - 1)
        known = ids[places] == matches.ids
        shared[places[known]] = np.minimum(1.0, matches.scores[known])
    return shared


def _belief(
    told_in: NDArray[np.str_], probs: Sequence[float], states: Sequence[str]
) -> NDArray[np.float64]:
    """The present belief in the state each episode was told in; 0 for one not known any more."""
    belief = np.zeros(len(told_in))
    for name, prob in zip(states, probs, strict=True):
        belief[told_in == name] = prob
    return belief


def _weight(
    places: NDArray[np.intp], episodes: Episodes, mood: NDArray[np.float64], now: datetime
) -> NDArray[np.float64]:
    """Mood x salience x strength x rest of the episodes at `places`."""
    seconds = now.timestamp()
    recalled, salience = episodes.recalled[places], episodes.salience[places]
    days = (seconds - np.maximum(episodes.told[places], recalled)) / DAY
    left = np.where(
        episodes.pinned[places], 1.0, strength(salience, episodes.recalls[places], days)
    )
    weight: NDArray[np.float64] = (
        (1.0 - WEIGHT_MOOD + WEIGHT_MOOD * mood)
        * (1.0 - WEIGHT_SALIENCE + WEIGHT_SALIENCE * salience)
        * (1.0 - WEIGHT_STRENGTH + WEIGHT_STRENGTH * left)
        * np.where(_resting(recalled, now), RESTING, 1.0)
    )
    return weight


def _resting(recalled: NDArray[np.float64], now: datetime) -> NDArray[np.bool_]:
    """Whether each was brought up a short while ago."""
    rests: NDArray[np.bool_] = np.abs(now.timestamp() - recalled) < REST_SECONDS
    return rests


def _most(relevance: NDArray[np.float32], places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of `places` those with the greatest relevance, at most `MOST_WEIGHED`, in order of place."""
    if len(places) <= MOST_WEIGHED:
        return places
    least = np.argpartition(-relevance[places], MOST_WEIGHED)[:MOST_WEIGHED]
    return np.sort(places[least])


def _best_first(
    score: NDArray[np.float64], places: NDArray[np.intp], allowed: NDArray[np.bool_]
) -> list[int]:
    of_these = np.flatnonzero(allowed)
    best = of_these[np.argsort(-score[of_these], kind="stable")]
    return [int(places[i]) for i in best[:MOST_TRIED]]


def _chosen(
    ranked: Iterable[int],
    episodes: Episodes,
    budget: int,
    already: Sequence[int],
    most: int,
    off_limits: Callable[[str], bool],
) -> list[int]:
    """`already` and the best of `ranked` that fit the budget, say something new and may be said."""
    chosen = list(already)
    left = budget - sum(tokens_of(episodes.texts[i]) for i in chosen)
    for i in ranked:
        if len(chosen) >= most:
            break
        cost = tokens_of(episodes.texts[i])
        known = np.any(episodes.embeddings[chosen] @ episodes.embeddings[i] > SAME)
        if cost <= left and not known and not off_limits(episodes.texts[i]):
            chosen.append(i)
            left -= cost
    return chosen


def _why(text: str, words: str, age: str, *, good: bool, helped: bool) -> str:
    """One sentence, with what both have in common where it can be named."""
    told, now = people(text), people(words)
    spoken = set(content_words(words))
    shared = next((name for name in told if name in now or name.lower() in spoken), None)
    common = set(content_words(text)) & spoken
    if shared:
        what = f"you talked about {shared} {age}"
    elif common:
        what = f'you spoke of "{max(sorted(common), key=len)}" {age} too'
    elif told:
        what = f"you told me something close to this {age}, about {told[0]}"
    else:
        what = f"you told me something close to this {age}"
    if good and helped:
        return f"Because it helped you before, and you seem very low: {what}."
    if good:
        return f"To set something good beside how it is now: {what}."
    return f"Because {what}."
