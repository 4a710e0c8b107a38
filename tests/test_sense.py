"""The judge of sense: what it reads from its file, and what it does not know."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from companion.errors import CompanionError
from companion.paths import shipped
from companion.policy.sense import MARKS, Said, features, load

WIDTH = 384
LINES = ("It hurts that he laughed.", "What did your dad say then?")
VECTORS = np.full((2, WIDTH), WIDTH**-0.5)
SAID = Said("my dad laughed at me", "my dad laughed at me", VECTORS[0], -0.6)


def written(folder: Path, **arrays: object) -> Path:
    """The shipped numbers with some others."""
    with np.load(shipped() / "sense.npz") as stored:
        kept = {name: stored[name] for name in ("weights", "constant")}
    np.savez(folder / "sense.npz", **{**kept, **arrays})  # type: ignore[arg-type]
    return folder / "sense.npz"


def test_the_shipped_judge_is_a_logistic_regression_on_the_features() -> None:
    sense = load(shipped() / "sense.npz")
    assert sense.weights.shape == (2 * WIDTH + MARKS,)
    rows = np.array([features(SAID, *pair) for pair in zip(LINES, VECTORS, strict=True)])
    by_hand = 1 / (1 + np.exp(-(rows @ sense.weights + sense.constant)))
    assert sense.of(SAID, LINES, VECTORS) == by_hand.tolist()


def test_what_the_model_finds_likely_counts_where_it_is_known(tmp_path: Path) -> None:
    plain = load(written(tmp_path)).of(SAID, LINES, VECTORS)
    sense = load(written(tmp_path, logprob=np.array([0.5, -2.0])))
    assert sense.of(SAID, LINES, VECTORS) == plain
    found = sense.of(SAID, LINES, VECTORS, [-1.0, None])
    assert np.log(found[0] / (1 - found[0])) == pytest.approx(
        np.log(plain[0] / (1 - plain[0])) + 0.5
    )
    assert found[1] == plain[1]


@pytest.mark.parametrize(
    "arrays",
    [
        {"weights": np.array([[1.0]])},
        {"weights": np.array([np.nan])},
        {"constant": np.inf},
        {"logprob": np.array([1.0])},
        {"logprob": np.array([np.nan, 0.0])},
        {"logprob": np.array(1.0)},
    ],
)
def test_damaged_numbers_are_said(arrays: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match="reinstall"):
        load(written(tmp_path, **arrays))
