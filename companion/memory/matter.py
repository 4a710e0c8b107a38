"""Whether words are about something that matters, read off their embedding.

A logistic regression on MiniLM's sentence vector, fitted by `scripts/train_matter.py` on talks
written for this project, in which people marked what a good friend would still remember.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.errors import NOT_PARAMETERS, ModelFileError
from companion.memory.episodes import unit


@dataclass(frozen=True)
class Matter:
    """weights: shape (d,), for a vector of length one; bias: added to their product."""

    weights: NDArray[np.float64]
    bias: float

    def of(self, embedding: NDArray[np.floating[Any]] | None) -> float:
        """0..1, shape of `embedding` (d,); 0 where there is none or of another size."""
        direction = None if embedding is None else unit(embedding)
        if direction is None or direction.shape != self.weights.shape:
            return 0.0
        return float(1.0 / (1.0 + np.exp(-(direction @ self.weights + self.bias))))


NO_MATTER = Matter(np.zeros(0), 0.0)


def load(path: Path) -> Matter:
    """Read what `scripts/train_matter.py` wrote. Raises ModelFileError."""
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            weights, bias = file["weights"].astype(np.float64), float(file["bias"])
    except NOT_PARAMETERS as error:
        raise ModelFileError(f"The parameters {path.name} cannot be read.") from error
    if weights.ndim != 1 or not np.isfinite(weights).all() or not np.isfinite(bias):
        raise ModelFileError(f"The parameters {path.name} are damaged.")
    return Matter(weights, bias)
