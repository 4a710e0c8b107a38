"""What the observer is fitted on: GoEmotions, EmoBank and our own lines, in one shape."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.bench import sets  # noqa: E402 - the path must be set first
from companion.emotion import states  # noqa: E402
from companion.emotion.observe import LABELS  # noqa: E402

OWN_LINES = ROOT / "scripts" / "observer_lines"

# GoEmotions' labels in our states, in shares. Left out: approval, confusion, disapproval,
# surprise, which people feel in several of our states alike and no words here could settle.
STATES_OF_LABEL: dict[str, dict[str, float]] = {
    "admiration": {"affection": 0.6, "joy": 0.4},
    "amusement": {"joy": 1.0},
    "anger": {"anger": 1.0},
    "annoyance": {"anger": 1.0},
    "caring": {"affection": 1.0},
    "curiosity": {"calm": 1.0},
    "desire": {"hope": 1.0},
    "disappointment": {"sadness": 1.0},
    "disgust": {"anger": 1.0},
    "embarrassment": {"shame": 1.0},
    "excitement": {"joy": 1.0},
    "fear": {"anxiety": 1.0},
    "gratitude": {"affection": 1.0},
    "grief": {"sadness": 1.0},
    "joy": {"joy": 1.0},
    "love": {"affection": 1.0},
    "nervousness": {"anxiety": 1.0},
    "optimism": {"hope": 1.0},
    "pride": {"joy": 1.0},
    "realization": {"calm": 1.0},
    "relief": {"joy": 0.5, "calm": 0.5},
    "remorse": {"shame": 1.0},
    "sadness": {"sadness": 1.0},
    "neutral": {"calm": 1.0},
}


class Lines(NamedTuple):
    """Texts with what is known of them.

    shares: of each state in each text, rows sum to one, or to zero where nothing is known; labels:
    which of the 28 each has, all zero where none were given.
    """

    texts: list[str]
    shares: np.ndarray
    labels: np.ndarray


def label_names(folder: Path) -> tuple[str, ...]:
    """GoEmotions' labels in the order of their numbers."""
    return tuple((folder / "labels.txt").read_text("utf-8").split())


def goemotions(folder: Path, split: str) -> Lines:
    """A split's comments."""
    table = np.array(
        [
            [STATES_OF_LABEL.get(name, {}).get(s, 0.0) for s in states.NAMES]
            for name in label_names(folder)
        ]
    )
    texts, present = sets.goemotions(folder, split)
    shares = present.astype(float) @ table
    totals = shares.sum(axis=1, keepdims=True)
    return Lines(texts, np.divide(shares, totals, where=totals > 0, out=shares), present)


def own_lines(folder: Path = OWN_LINES) -> Lines:
    """Our own first-person lines: `state<TAB>text` a row, or `first/second<TAB>text` of a mixed one."""
    texts, shares = [], []
    for path in sorted(folder.glob("*.tsv")):
        for row in path.read_text("utf-8").splitlines():
            names, text = row.split("\t")
            first, *second = names.split("/")
            share = np.zeros(len(states.NAMES))
            share[states.NAMES.index(first)] = 0.6 if second else 1.0
            if second:
                share[states.NAMES.index(second[0])] = 0.4
            texts.append(text)
            shares.append(share)
    return Lines(texts, np.array(shares), np.zeros((len(texts), LABELS)))
