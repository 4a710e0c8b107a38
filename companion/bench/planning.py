"""The planner with made-up persons whose reactions are known: how near it comes to an oracle.

Each has dynamics of their own near the shipped ones, three kinds of reply that lift their feeling,
three that press on it and two that do neither; how much differs with the feeling they are in. The
planner sees only what they "say" (`persons.said`), learns as in the program, and follows the rule that
no kind leads twice running. The oracle sees the true feeling and knows the true reactions, under the
same rule; what it reaches is exact dynamic programming.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from companion.bench.figures import Array
from companion.bench.persons import said
from companion.emotion.hmm import Hmm, normalize
from companion.emotion.outlook import outlook
from companion.emotion.states import VALENCE
from companion.emotion.track import Step, Track, advance
from companion.policy.planner import worth
from companion.turn import Strategy

TURNS = 60
LIKED, DISLIKED = 3, 3  # of the eight kinds
STRONG, DIFFERS = 1.2, 0.3  # tilt of a liked kind (log-odds a unit of valence), and its spread
OWN = 20.0  # turns a row that the shipped dynamics are worth in a person's own
AHEAD, LATER = 40, 0.9  # the oracle's horizon and discount
BEGIN = datetime(2026, 1, 1, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Reacts:
    """A made-up person: transitions (n, n) by kind of reply."""

    moves: dict[str, Array]


Choice = Callable[[int, Track, str | None, int], str]
"""(true state, tracker, kind led with last, turn) -> kind of reply."""


def measure(hmm: Hmm, persons: int, seed: int) -> dict[str, float]:
    """Mean value of the true feeling over the turns, 0 worst to 1 best, for each way to choose.

    share: the planner's over the oracle's. gain_share: the same above what random choice reaches.
    """
    kinds = tuple(hmm.by_strategy)
    values: dict[str, list[float]] = {"planner": [], "random": [], "fixed": [], "oracle": []}
    for number in range(persons):
        rng = np.random.default_rng([seed, number])
        person = made(hmm, rng)
        ways: dict[str, Choice] = {
            "planner": _planner(hmm, kinds, f"{seed}/{number}"),
            "random": _random(kinds, np.random.default_rng([seed, number, 1])),
            "fixed": _fixed(),
            "oracle": _oracle(person, kinds),
        }
        for name, way in ways.items():
            luck = np.random.default_rng([seed, number, 2])
            values[name].append(_talk(hmm, person, way, luck))
    means = {name: float(np.mean(found)) for name, found in values.items()}
    gain = (means["planner"] - means["random"]) / (means["oracle"] - means["random"])
    found = {name: round(value, 4) for name, value in means.items()}
    return found | {
        "share": round(means["planner"] / means["oracle"], 4),
        "gain_share": round(gain, 4),
    }


def made(hmm: Hmm, rng: np.random.Generator) -> Reacts:
    """Somebody whose reactions are drawn."""
    kinds = tuple(hmm.by_strategy)
    own = normalize(rng.gamma(OWN * hmm.transmat + 1e-3))
    order = rng.permutation(len(kinds))
    tilt = np.zeros(len(kinds))
    tilt[order[:LIKED]] = STRONG
    tilt[order[LIKED : LIKED + DISLIKED]] = -STRONG
    moves = {}
    for place, kind in enumerate(kinds):
        each = tilt[place] + rng.normal(0.0, DIFFERS, len(own))
        ratio = hmm.by_strategy[kind] / np.maximum(hmm.transmat, 1e-12)
        moves[kind] = normalize(ratio * own * np.exp(each[:, None] * VALENCE))
    return Reacts(moves)


def _talk(hmm: Hmm, person: Reacts, choose: Choice, rng: np.random.Generator) -> float:
    n = len(VALENCE)
    state, at, last = int(rng.choice(n, p=hmm.startprob)), BEGIN, None
    track = advance(hmm, Track(), Step(said(rng, state, n), at))
    total = 0.0
    for turn in range(TURNS):
        last = choose(state, track, last, turn)
        state = int(rng.choice(n, p=person.moves[last][state]))
        total += VALENCE[state]
        at += timedelta(minutes=1)
        track = advance(hmm, track, Step(said(rng, state, n), at, last))
    return (1.0 + total / TURNS) / 2.0


def _planner(hmm: Hmm, kinds: tuple[str, ...], draw: str) -> Choice:
    def choose(_state: int, track: Track, last: str | None, turn: int) -> str:
        expected = outlook(hmm, track.learnt, track.believed)
        left = [kind for kind in kinds if kind != last]
        return max(left, key=lambda kind: worth(Strategy(kind), expected, f"{draw}/{turn}"))

    return choose


def _random(kinds: tuple[str, ...], rng: np.random.Generator) -> Choice:
    def choose(_state: int, _track: Track, last: str | None, _turn: int) -> str:
        return str(rng.choice([kind for kind in kinds if kind != last]))

    return choose


def _fixed() -> Choice:
    """What many a program does: name the feeling, ask, name the feeling, ask."""
    return lambda _state, _track, last, _turn: (
        Strategy.QUESTION.value if last == Strategy.REFLECTION.value else Strategy.REFLECTION.value
    )


def _oracle(person: Reacts, kinds: tuple[str, ...]) -> Choice:
    moves = np.array([person.moves[kind] for kind in kinds])
    k = len(kinds)
    ahead = np.zeros((k + 1, len(VALENCE)))  # by what led last; the last row: nothing did
    for _ in range(AHEAD):
        each = np.array([moves[a] @ (VALENCE + LATER * ahead[a]) for a in range(k)])
        ahead = np.array(
            [np.max([each[a] for a in range(k) if a != last], axis=0) for last in range(k + 1)]
        )

    def choose(state: int, _track: Track, last: str | None, _turn: int) -> str:
        left = [a for a in range(k) if kinds[a] != last]
        return kinds[max(left, key=lambda a: each[a][state])]

    return choose
