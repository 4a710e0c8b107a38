"""What linear fits share: weights and constants as a script of the training extra wrote them, and odds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.errors import NOT_PARAMETERS, CompanionError

Array = npt.NDArray[Any]


def sigmoid(log_odds: Any) -> Array:
    """The probabilities that have these log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)))


def log_odds(p: Any) -> Array:
    """The inverse of `sigmoid`; p: above 0 and below 1."""
    return np.asarray(np.log(p / (1 - p)))


def load(path: Path, rows: int, columns: int) -> tuple[Array, Array]:
    """(weights (rows, columns), constants (columns,)) in the file `path`, float32 and finite.

    Raises CompanionError, in one plain sentence, where it holds anything else.
    """
    damaged = CompanionError(f"The file {path.name} is damaged; please reinstall.")
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as arrays:
            weights = arrays["weights"].astype(np.float32)
            constants = arrays["constants"].astype(np.float32)
    except NOT_PARAMETERS as error:
        raise damaged from error
    whole = weights.shape == (rows, columns) and constants.shape == (columns,)
    if not whole or not np.isfinite(weights).all() or not np.isfinite(constants).all():
        raise damaged
    return weights, constants
