"""What a sentence of ours does with the bond: says what this is, points to people, binds, or none of it.

The second judge of the guard, beside its rules: a softmax regression on the sentence's vector (MiniLM),
fitted by `scripts/train_binding.py` on sentences written for this project. Numpy alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from companion.policy import linear
from companion.policy.linear import Array, log_odds

KINDS = ("plain", "program", "people", "bind")
SIZE = 384  # of a vector
BINDS = 0.8  # probability from which a drafted sentence is not shown; chosen on sentences held out
KEEPS = 0.5  # probability from which a sentence says a limit, or points to people
_LEAST = 1e-9


@dataclass(frozen=True)
class Binding:
    """weights: (SIZE, kinds); constants: (kinds,)."""

    weights: Array
    constants: Array

    def kinds(self, vectors: Array) -> Array:
        """The probability of each of `KINDS`, (sentences, kinds). vectors: (sentences, SIZE)."""
        logits = vectors @ self.weights + self.constants
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def binds(self, vector: Array) -> bool:
        """Whether a sentence binds the person to the program. vector: (SIZE,)."""
        return bool(self.kinds(vector[None])[0, KINDS.index("bind")] >= BINDS)

    def keeps(self, vectors: Array) -> bool:
        """Whether a reply, by its sentences, says what this is or points to people."""
        said = self.kinds(vectors)
        return bool((said[:, 1] + said[:, 2]).max(initial=0.0) >= KEEPS)

    def pull(self, vectors: Array) -> float:
        """How much a reply of at least one sentence pulls the person to the program; to compare by.

        The log-odds of its most binding sentence less those of the one that keeps a limit most.
        """
        said = np.clip(self.kinds(vectors), _LEAST, 1 - _LEAST)
        keeping = np.clip(said[:, 1] + said[:, 2], _LEAST, 1 - _LEAST)
        return float(log_odds(said[:, 3]).max() - log_odds(keeping).max())


def load(path: Path) -> Binding:
    """The parameters in the file `path` (`models/binding.npz`). Raises CompanionError if damaged."""
    return Binding(*linear.load(path, SIZE, len(KINDS)))
