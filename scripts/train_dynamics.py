"""Fit how feelings follow each other in one person, and write `models/dynamics.json`.

    python scripts/train_dynamics.py --data ../shared/data

Baum-Welch on EmoryNLP (Friends, seven emotions an utterance; Apache-2.0): consecutive utterances
of the SAME speaker in a scene. Three things are no fit to these data and say so in the file: the
start of a talk, how long feelings last, and how the companion's strategies tilt the transitions.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.emotion import hmm, states  # noqa: E402 - the path must be set first
from companion.emotion.fit import Talk, fit  # noqa: E402
from companion.emotion.hmm import Hmm  # noqa: E402
from companion.turn import Strategy  # noqa: E402

# EmoryNLP's seven are the inner ring of Willcox's feeling wheel (1982): "peaceful" holds thankful
# and loving beside content, "powerful" holds hopeful beside proud, "sad" holds ashamed and guilty.
SHARES: dict[str, dict[str, float]] = {
    "Joyful": {"joy": 1.0},
    "Mad": {"anger": 1.0},
    "Neutral": {"calm": 1.0},
    "Peaceful": {"calm": 0.5, "affection": 0.5},
    "Powerful": {"hope": 0.5, "joy": 0.5},
    "Sad": {"sadness": 0.8, "shame": 0.2},
    "Scared": {"anxiety": 1.0},
}
LABELS = tuple(SHARES)

# Dirichlet smoothing: so many made-up transitions are added to each row, this share of them
# staying. A sitcom changes its mood for the next joke; a person's evening does not.
PSEUDO_TRANSITIONS = 300.0
STAYING = 0.6

# Mean hours a feeling lasts, as 233 people remembered it: Verduyn and Lavrijsen (2015), Motivation
# and Emotion 39. Ours are relaxation for calm, gratitude for affection, shame and guilt halved for
# shame. A duration that ends by chance has a half-life of ln 2 times its mean.
LASTS: dict[str, float] = {
    "calm": 4.3,
    "joy": 35.0,
    "affection": 5.0,
    "hope": 24.0,
    "sadness": 120.0,
    "anxiety": 24.0,
    "anger": 2.0,
    "shame": 2.0,
}
# Those are whole episodes; a single evening's belief says little about the evening after next.
LONGEST_HALF_LIFE = 24.0

# A prior, not a fit: there is no free data on what each kind of reply does to a person. Factors on
# the column a transition leads to ("stay": on the diagonal), small enough that one clear message
# outweighs them. Directions follow Hill's helping skills: exploring keeps a feeling in view,
# reflecting settles it, affirming lifts shame, advice opens a way and may also annoy.
TILT: dict[Strategy, dict[str, float]] = {
    Strategy.QUESTION: {"stay": 1.1},
    Strategy.PARAPHRASE: {"stay": 1.1},
    Strategy.REFLECTION: {"calm": 1.15, "affection": 1.1},
    Strategy.DISCLOSURE: {"affection": 1.15},
    Strategy.AFFIRMATION: {"hope": 1.25, "affection": 1.15, "shame": 0.85},
    Strategy.SUGGESTION: {"hope": 1.2, "anger": 1.1},
    Strategy.INFORMATION: {"calm": 1.15, "anxiety": 0.9},
    Strategy.OTHERS: {},
}


def threads(path: Path) -> list[list[int]]:
    """Label numbers of each single speaker's utterances, scene by scene, in order."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            scene = (row["Season"], row["Episode"], row["Scene_ID"], row["Speaker"])
            found[scene].append(LABELS.index(row["Emotion"]))
    return [labels for (*_, who), labels in found.items() if "," not in who]


def shares() -> np.ndarray:
    """Share of each state in each label; (7, 8)."""
    return np.array([[SHARES[label].get(name, 0.0) for name in states.NAMES] for label in LABELS])


def fit_transmat(talks: list[list[int]], pseudo: float = PSEUDO_TRANSITIONS) -> np.ndarray:
    """Baum-Welch from and towards staying; (8, 8). A label says of a state what its share says."""
    common = occupancy(talks)
    inertia = STAYING * np.eye(len(common)) + (1 - STAYING) * common
    seen = label_likelihoods(talks)
    heard = [Talk(seen[labels]) for labels in talks]
    fitted, _ = fit(Hmm(common, hmm.normalize(inertia)), heard, pseudo=pseudo)
    return np.asarray(fitted.transmat)


def half_lives() -> np.ndarray:
    """Hours after which half of what was known of each state has worn off; (8,)."""
    lasts = np.array([LASTS[name] for name in states.NAMES])
    return np.minimum(np.log(2) * lasts, LONGEST_HALF_LIFE)


def even_base_rates(transmat: np.ndarray) -> np.ndarray:
    """`transmat` without base rates: in the long run no feeling is commoner than another; (n, n).

    In Friends whatever happens leads to neutral or joy, because most lines are that; an evening
    with a companion has other base rates. Sinkhorn's scaling (1964) of rows and columns in turn
    takes them out of where a feeling leads and keeps the odds ratios. Staying becomes one number,
    the mean: the counts of the rare states do not bear eight.
    """
    stay = float(np.mean(np.diag(transmat)))
    leaving = transmat * (1 - np.eye(len(transmat)))
    for _ in range(500):
        leaving = hmm.normalize(leaving / leaving.sum(axis=0))
    return np.asarray(stay * np.eye(len(transmat)) + (1 - stay) * leaving)


def occupancy(talks: list[list[int]]) -> np.ndarray:
    """How common each state is; (8,)."""
    return hmm.normalize(shares()[[label for labels in talks for label in labels]].sum(axis=0))


def label_likelihoods(talks: list[list[int]]) -> np.ndarray:
    """p(label | state) from the shares and how common the labels are; (7, 8)."""
    counts = np.bincount([label for labels in talks for label in labels], minlength=len(LABELS))
    joint = counts[:, None] * shares()
    return np.asarray(joint / joint.sum(axis=0))


def mean_log_likelihood(model: Hmm, talks: list[list[int]], likelihoods: np.ndarray) -> float:
    """Natural log per utterance of the label sequences."""
    total = sum(hmm.log_likelihood(model, likelihoods[labels]) for labels in talks)
    return total / sum(map(len, talks))


def tilted(transmat: np.ndarray, tilt: dict[str, float]) -> np.ndarray:
    """`transmat` with its columns (and for "stay" its diagonal) weighed, rows normalised again."""
    columns = np.array([tilt.get(name, 1.0) for name in states.NAMES])
    stay = 1.0 + (tilt.get("stay", 1.0) - 1.0) * np.eye(len(columns))
    return hmm.normalize(transmat * columns * stay)


def start() -> np.ndarray:
    """A choice: every feeling may open a talk, an ordinary evening twice as likely."""
    return hmm.normalize(np.array([2.0 if name == "calm" else 1.0 for name in states.NAMES]))


def held_out(data: Path) -> dict[str, float]:
    """Log-likelihood per utterance on EmoryNLP's test scenes, with and without dynamics."""
    talks, unseen = threads(data / "train.csv"), threads(data / "test.csv")
    likelihoods, common = label_likelihoods(talks), occupancy(talks)
    independent = np.tile(common, (len(common), 1))
    return {
        "utterances": float(sum(map(len, unseen))),
        "no_hmm": mean_log_likelihood(Hmm(common, independent), unseen, likelihoods),
        "hmm_unsmoothed": mean_log_likelihood(
            Hmm(common, fit_transmat(talks, pseudo=1.0)), unseen, likelihoods
        ),
        "hmm_smoothed": mean_log_likelihood(Hmm(common, fit_transmat(talks)), unseen, likelihoods),
        "hmm_as_shipped": mean_log_likelihood(
            Hmm(common, even_base_rates(fit_transmat(talks))), unseen, likelihoods
        ),
    }


def train(data: Path, out: Path) -> dict[str, Any]:
    """Fit on EmoryNLP's train scenes, write `out`, and return what it holds."""
    talks = threads(data / "train.csv")
    transmat = even_base_rates(fit_transmat(talks))
    kept = {
        "provenance": {
            "transmat": "fitted by Baum-Welch: EmoryNLP train (Apache-2.0), one speaker at a time, "
            f"{PSEUDO_TRANSITIONS:.0f} made-up transitions a row, {STAYING:.0%} staying; the "
            "comedy's base rates taken out",
            "startprob": "a choice, not a fit",
            "half_life": "hours, ln 2 times the mean durations of Verduyn and Lavrijsen (2015), "
            f"at most {LONGEST_HALF_LIFE:.0f}",
            "by_strategy": "a prior, not a fit: transmat tilted by hand (scripts/train_dynamics.py)",
            "log_likelihood_per_utterance_emorynlp_test": held_out(data),
        },
        "states": states.NAMES,
        "startprob": start().round(8).tolist(),
        "transmat": _rounded(transmat),
        "half_life": half_lives().round(4).tolist(),
        "by_strategy": {str(name): _rounded(tilted(transmat, TILT[name])) for name in Strategy},
    }
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    return kept


def _rounded(matrix: np.ndarray) -> list[list[float]]:
    return [[round(float(value), 8) for value in row] for row in matrix]


def main() -> None:
    """Fit from the command line; print the held-out figures and the matrix."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "dynamics.json")
    given = parser.parse_args()
    kept = train(given.data / "emorynlp", given.out)
    print(json.dumps(kept["provenance"], indent=1))
    print(" " * 10, *(f"{name[:8]:>8}" for name in states.NAMES))
    for name, row in zip(states.NAMES, kept["transmat"], strict=True):
        print(f"{name:>10}", *(f"{value:8.2f}" for value in row))


if __name__ == "__main__":
    main()
