"""What was learnt of one person: how their feelings follow each other, and what each reply led to.

Bayesian counts (Dirichlet-multinomial): the shipped dynamics are worth a few turns, and every turn
of this person's adds one, spread over the pairs of states by how likely each is. Old turns fade
slowly, for people change. Nothing here holds a word of theirs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from companion.emotion.hmm import Array, Hmm, normalize
from companion.emotion.states import NAMES, VALENCE

PRIOR = 8.0  # turns a row that the shipped dynamics are worth
PRIOR_AFTER = 16.0  # the same for what a kind of reply adds to them: rarer, so more careful
FADING = 0.999  # a turn's weight one turn later; a half after 693 turns
MOST = 2.0 / (1.0 - FADING)  # turns that fading ever leaves, and as many again; more is damage


@dataclass(frozen=True)
class Learnt:
    """moves: expected transitions seen, (n, n), by the kind of reply in between ("" for none)."""

    moves: Mapping[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "moves", MappingProxyType(dict(self.moves)))

    @property
    def turns(self) -> float:
        """How many turns it rests on, old ones counting less."""
        return float(sum(counts.sum() for counts in self.moves.values()))


@dataclass(frozen=True)
class Effect:
    """What a kind of reply led to: change of valence beyond this person's usual, -2..2.

    turns: how many replies of the kind it rests on, old ones counting less.
    """

    strategy: str
    change: float
    turns: float


def learn(learnt: Learnt, pairs: Array, strategy: str | None) -> Learnt:
    """One more turn: p(state before, state now), (n, n), with the kind of reply in between.

    Pairs may sum to less than one, where so much time has passed that the turn says less.
    """
    faded = {name: FADING * counts for name, counts in learnt.moves.items()}
    name = strategy or ""
    faded[name] = faded.get(name, 0.0) + pairs
    return Learnt(faded)


def personal(hmm: Hmm, learnt: Learnt, strategies: Sequence[str | None] | None = None) -> Hmm:
    """The shipped dynamics as this person's turns have moved them (posterior means).

    strategies: the only kinds of reply that are asked about; None for all.
    """
    if not learnt.moves:
        return hmm
    seen = sum(learnt.moves.values(), np.zeros_like(hmm.transmat))
    transmat = normalize(PRIOR * hmm.transmat + seen)
    by_strategy = {}
    for name, shipped in hmm.by_strategy.items():
        if strategies is not None and name not in strategies:
            continue
        # What is known of the person in general, tilted the way the kind of reply tilts the rest.
        possible = hmm.transmat > np.finfo(np.float64).tiny  # so that no ratio is infinite
        ratio = np.divide(shipped, hmm.transmat, out=np.ones_like(shipped), where=possible)
        expected = normalize(transmat * ratio)
        counts = learnt.moves.get(name, np.zeros_like(shipped))
        by_strategy[name] = normalize(PRIOR_AFTER * expected + counts)
    return Hmm(hmm.startprob, transmat, by_strategy, hmm.half_life)


def effects(hmm: Hmm, learnt: Learnt) -> tuple[Effect, ...]:
    """What each kind of reply has led to with this person, the most helpful first.

    The change is against what this person does from the same states whatever the reply, so that no
    reply is praised for being given to somebody who was getting better anyway.
    """
    usual = personal(hmm, learnt, ()).transmat
    found = []
    for name, counts in learnt.moves.items():
        turns = float(counts.sum())
        if name and turns > 0:
            expected = counts.sum(axis=1) @ usual @ VALENCE
            change = (counts.sum(axis=0) @ VALENCE - expected) / turns
            found.append(Effect(name, float(change), turns))
    return tuple(sorted(found, key=lambda effect: -effect.change))


def encoded(learnt: Learnt) -> str:
    """As JSON text, for the memory."""
    moves = {name: np.round(counts, 6).tolist() for name, counts in learnt.moves.items()}
    return json.dumps({"states": NAMES, "moves": moves})


def decoded(text: str) -> Learnt:
    """Back from `encoded`; nothing learnt where the text is empty, damaged or of other states."""
    try:
        raw = json.loads(text or "{}")
        if tuple(raw.get("states", ())) != NAMES:
            return Learnt()
        moves = {str(name): np.array(rows, np.float64) for name, rows in raw["moves"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return Learnt()
    n = len(NAMES)
    sound = all(
        counts.shape == (n, n) and (counts >= 0).all() and (counts <= MOST).all()
        for counts in moves.values()
    )
    return Learnt(moves) if sound else Learnt()
