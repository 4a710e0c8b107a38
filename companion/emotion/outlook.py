"""What each kind of reply may lead to: the expected change of this person's feeling over some turns.

A Gaussian linear model over the turns learnt of the person: the pull of a feeling towards better or
worse, beyond the shipped dynamics, is a constant of the feeling, plus one of the kind of reply, plus
one of the two together, each small unless their turns say otherwise (a hierarchical prior, solved
exactly). The pulls tilt the shipped transitions, and a look-ahead over them (MultiESC's idea, Cheng
et al., 2022, here by dynamic programming) says what a reply is worth when the best ones follow it.
"""

from __future__ import annotations

import numpy as np

from companion.emotion.hmm import Array, Hmm, normalize
from companion.emotion.learn import Learnt
from companion.emotion.states import VALENCE
from companion.turn import Belief, Prospects

TURNS = 3  # looked ahead
LATER = 0.9  # what a turn is worth beside the one before it
# Standard deviations of the prior, in valence a turn: of a feeling, of a kind of reply, of the two
# together, and of what one turn says. Chosen on made-up persons other than the bench's.
OF_STATE, OF_REPLY, OF_BOTH, OF_TURN = 0.1, 0.3, 0.05, 0.7
STEEPEST = 4.0  # so that no pull makes a transition impossible


def outlook(hmm: Hmm, learnt: Learnt, belief: Belief) -> Prospects:
    """What to expect after `belief`. hmm: the shipped dynamics; learnt: what this person's turns were."""
    names = tuple(hmm.by_strategy)
    if not names:
        return Prospects()  # dynamics that could not be read know no kinds of reply
    before = np.array(belief.probs)
    pulls, covariance = _pulls(hmm, learnt, names)
    tilted = {name: _tilted(hmm.by_strategy[name], pull) for name, pull in pulls.items()}
    usual = _tilted(hmm.transmat, np.mean(list(pulls.values()), axis=0))
    ahead = np.zeros(len(VALENCE))
    for _ in range(TURNS - 1):
        ahead = np.max([matrix @ (VALENCE + LATER * ahead) for matrix in tilted.values()], axis=0)
    target = VALENCE + LATER * ahead
    doubts, rests = {}, {}
    for place, name in enumerate(names):
        row = _row(place, before, len(names))
        doubts[name] = float(np.sqrt(row @ covariance @ row))
        rests[name] = float(learnt.moves[name].sum()) if name in learnt.moves else 0.0
    gains = {name: float(before @ (tilted[name] - usual) @ target) for name in names}
    return Prospects(gains, doubts, rests)


def _pulls(hmm: Hmm, learnt: Learnt, names: tuple[str, ...]) -> tuple[dict[str, Array], Array]:
    """Posterior mean pull of each kind of reply in each state, (n,), and the parameters' covariance.

    Parameters: n of the states, k of the kinds of reply, k * n of the two together.
    """
    n, k = len(VALENCE), len(names)
    prior = np.r_[np.full(n, OF_STATE), np.full(k, OF_REPLY), np.full(k * n, OF_BOTH)]
    precision, right = np.diag(prior**-2.0), np.zeros(len(prior))
    for place, name in enumerate(names):
        if name not in learnt.moves:
            continue
        counts = learnt.moves[name]
        often = counts.sum(axis=1)
        beyond = counts @ VALENCE - often * (hmm.by_strategy[name] @ VALENCE)
        for state in range(n):
            parts = [state, n + place, n + k + place * n + state]
            precision[np.ix_(parts, parts)] += often[state] / OF_TURN**2
            right[parts] += beyond[state] / OF_TURN**2
    covariance = np.linalg.inv(precision)
    mean = covariance @ right
    of_both = mean[n + k :].reshape(k, n)
    return {
        name: mean[:n] + mean[n + place] + of_both[place] for place, name in enumerate(names)
    }, covariance


def _row(place: int, before: Array, kinds: int) -> Array:
    """How the parameters make up the pull of one kind of reply under a belief.

    What all kinds share (the states' own pull) is left out: it makes no reply better than another.
    """
    n = len(before)
    row = np.zeros(n + kinds + kinds * n)
    row[n + place] = 1.0
    row[n + kinds + place * n : n + kinds + (place + 1) * n] = before
    return row


def _tilted(matrix: Array, pull: Array) -> Array:
    """Transitions whose expected valence moves by `pull` in each row, (n, n): to first order."""
    spread = matrix @ VALENCE**2 - (matrix @ VALENCE) ** 2
    steep = np.clip(pull / np.maximum(spread, 1e-6), -STEEPEST, STEEPEST)
    return normalize(matrix * np.exp(steep[:, None] * VALENCE))
