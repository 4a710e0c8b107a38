"""Many texts read by the embedder, some at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from companion.bench.figures import Array
from companion.engine.client import EngineClient

TOGETHER = 64  # texts a call


def groups(texts: Sequence[str]) -> list[list[str]]:
    """The texts in order, as many together as are read in one call."""
    return [list(texts[at : at + TOGETHER]) for at in range(0, len(texts), TOGETHER)]


def embedded(engine: EngineClient, texts: Sequence[str]) -> Array:
    """Unit vectors, (texts, dimensions)."""
    found = [engine.embed(group) for group in groups(texts)]
    return np.concatenate(found) if found else engine.embed(())
