"""Following each person through written dialogues, past utterances only: the HMM beside no HMM.

The same mathematics as in the program, with the labels of the data set as states: a softmax reads
each utterance, an input-output HMM joins that with what the person felt before and with what the
other one in the talk just showed, who stands where the companion stands. Everything is fitted on
the training split, the sharpness of the readings on parts of it that the softmax had not seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from companion.bench import softmax as regression
from companion.bench.dialogue import Dialogues
from companion.bench.figures import (
    Array,
    best_thresholds,
    calibration_error,
    f1,
    negative_log_likelihood,
    weighted_f1,
)
from companion.bench.softmax import Words
from companion.emotion.hmm import Hmm, joined, normalize
from companion.emotion.network import softmax

FOLDS = 2
SEEN = 30.0  # made-up transitions a row, shared out as the data are without the other's feeling
COMMON = 10.0  # and of those as common as each label is
PARTS = 5
FACTORS = np.exp(np.linspace(-0.7, 0.7, 15))
SHARPNESS = np.linspace(0.4, 1.3, 10)


@dataclass(frozen=True)
class Followed:
    """What was made of each utterance.

    single, hmm: probabilities of each label, (rows, k), single with the base rates of the training
    split; words: the same without them, as an observation is in the program. changed: (rows,), p(another feeling than
    this person's before), 0 where there was none.
    """

    single: Array
    words: Array
    hmm: Array
    changed: Array


@dataclass(frozen=True)
class Tracker:
    """Fitted on a training split.

    hmm: transitions by the other's label; starts (k, k): the first utterance by the same. sharp:
    exponents on the readings. lean (k,): factors on the probabilities before the largest is named,
    because the most likely label is not the best one for weighted F1. threshold: of `changed`.
    """

    head: regression.Softmax
    prior: Array
    hmm: Hmm
    starts: Array
    sharp_single: float
    sharp_hmm: float
    lean_single: Array
    lean_hmm: Array
    threshold: float

    def follow(self, talks: Dialogues, features: Array, words: Words) -> Followed:
        """Read and follow every utterance; features as those it was fitted on."""
        logits = self.head.logits(features, words)
        single = softmax(self.sharp_single * logits)
        hmm, changed = _filtered(self.hmm, self.starts, talks, self.sharp_hmm, logits)
        alone = softmax(self.sharp_single * (logits - np.log(self.prior)))
        return Followed(single, alone, hmm, changed)


def fit(talks: Dialogues, features: Array, words: Words) -> Tracker:
    """A tracker from labelled dialogues, their utterances' features (rows, d) and wording."""
    k = len(talks.labels)
    prior = (np.bincount(talks.truth, minlength=k) + 1.0) / (len(talks.truth) + k)
    unseen = np.empty((len(features), k))
    for fold in range(FOLDS):
        out = talks.scene % FOLDS == fold
        part = regression.fit(features[~out], _at(words, ~out), talks.truth[~out], k)
        unseen[out] = part.logits(features[out], _at(words, out))
    hmm, starts = _dynamics(talks, prior)
    sharp = _sharpest(lambda s: softmax(s * unseen), talks.truth)
    head = regression.fit(features, words, talks.truth, k)
    sharp_hmm = _sharpest(lambda s: _filtered(hmm, starts, talks, s, unseen)[0], talks.truth)
    beliefs, changed = _filtered(hmm, starts, talks, sharp_hmm, unseen)
    lean_single = _leaning(softmax(sharp * unseen), talks)
    lean_hmm = _leaning(beliefs, talks)
    before = talks.own >= 0
    turned = (talks.truth != talks.truth[talks.own])[before]
    threshold = float(best_thresholds(turned[:, None], changed[before][:, None])[0])
    return Tracker(head, prior, hmm, starts, sharp, sharp_hmm, lean_single, lean_hmm, threshold)


def figures(tracker: Tracker, talks: Dialogues, followed: Followed) -> dict[str, float]:
    """Every figure of one split, with and without the HMM."""
    k, truth = len(talks.labels), talks.truth
    before = talks.own >= 0
    turned = (truth != truth[talks.own])[before]
    flicker = (followed.single * tracker.lean_single).argmax(axis=1)
    named = (followed.hmm * tracker.lean_hmm).argmax(axis=1)
    flickered = (flicker != flicker[talks.own])[before]
    found = followed.changed[before] >= tracker.threshold
    common = np.full(len(truth), int(tracker.prior.argmax()))
    return {
        "utterances": len(truth),
        "wf1_hmm": weighted_f1(truth, named, k),
        "wf1_single": weighted_f1(truth, flicker, k),
        "wf1_majority": weighted_f1(truth, common, k),
        "nll_hmm": negative_log_likelihood(truth, followed.hmm),
        "nll_single": negative_log_likelihood(truth, followed.single),
        "nll_words_alone": negative_log_likelihood(truth, followed.words),
        "nll_prior": negative_log_likelihood(truth, np.tile(tracker.prior, (len(truth), 1))),
        "ece_hmm": calibration_error(truth, followed.hmm),
        "ece_single": calibration_error(truth, followed.single),
        "shift_f1": float(f1(turned, found)),
        "shift_f1_flicker": float(f1(turned, flickered)),
        "shift_f1_always": float(f1(turned, np.ones_like(turned))),
    }


def _dynamics(talks: Dialogues, prior: Array) -> tuple[Hmm, Array]:
    """Transitions counted by what the other one just felt, and starts by the same; smoothed."""
    k = len(prior)
    moves, starts = np.zeros((k, k, k)), np.zeros((k, k))
    alone = np.zeros((k, k))
    for row, (own, other) in enumerate(zip(talks.own, talks.other, strict=True)):
        now = talks.truth[row]
        if own >= 0:
            alone[talks.truth[own], now] += 1
            if other >= 0:
                moves[talks.truth[other], talks.truth[own], now] += 1
        elif other >= 0:
            starts[talks.truth[other], now] += 1
    base = normalize(alone + COMMON * prior)
    by_other = {name: normalize(moves[i] + SEEN * base) for i, name in enumerate(talks.labels)}
    return Hmm(prior, base, by_other), normalize(starts + SEEN * prior)


def _filtered(
    hmm: Hmm, starts: Array, talks: Dialogues, sharpness: float, logits: Array
) -> tuple[Array, Array]:
    """Beliefs after each utterance (rows, k), and p(it is another feeling than before)."""
    table = np.stack([hmm.transmat_after(name) for name in talks.labels])
    logs = sharpness * (logits - np.log(hmm.startprob))
    likelihoods = np.exp(logs - logs.max(axis=1, keepdims=True))
    beliefs, changed = np.empty_like(likelihoods), np.zeros(len(likelihoods))
    for row, (own, other) in enumerate(zip(talks.own, talks.other, strict=True)):
        seen = likelihoods[row]
        if own < 0:
            start = hmm.startprob if other < 0 else beliefs[other] @ starts
            beliefs[row] = joined(start, seen)
            continue
        matrix = hmm.transmat if other < 0 else np.tensordot(beliefs[other], table, 1)
        pairs = beliefs[own][:, None] * matrix * seen
        pairs = pairs / pairs.sum()
        beliefs[row], changed[row] = pairs.sum(axis=0), 1.0 - np.trace(pairs)
    return beliefs, changed


def _sharpest(probabilities: Callable[[float], Array], truth: Array) -> float:
    """The sharpness under which the truth is likeliest."""
    return float(min(SHARPNESS, key=lambda s: negative_log_likelihood(truth, probabilities(s))))


def _leaning(probabilities: Array, talks: Dialogues) -> Array:
    """Factors with the best weighted F1: the geometric mean of those of several parts.

    Found on all at once they follow chance; the parts' differences even out.
    """
    parts = [talks.scene % PARTS == part for part in range(PARTS)]
    found = [_best_leaning(probabilities[part], talks.truth[part]) for part in parts]
    return np.asarray(np.exp(np.mean(np.log(found), axis=0)))


def _best_leaning(probabilities: Array, truth: Array) -> Array:
    """Found by moving one factor after the other."""
    k = probabilities.shape[1]
    lean = np.ones(k)
    for label in [*range(k), *range(k)]:
        tried = [np.where(np.arange(k) == label, factor, lean) for factor in FACTORS]
        lean = max(tried, key=lambda t: weighted_f1(truth, (probabilities * t).argmax(axis=1), k))
    return lean


def _at(words: Words, chosen: Array) -> list[tuple[int, ...]]:
    return [words[int(i)] for i in np.flatnonzero(chosen)]
