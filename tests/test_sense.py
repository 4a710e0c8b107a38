"""The judge of sense: what it reads from a draft, and from its file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from companion.errors import CompanionError
from companion.paths import shipped
from companion.policy.sense import KINDS, SIZE, Drafted, Said, Sense, features, load

SAID = Said("my dad laughed at me", "my dad laughed at me", -0.6)
DRAFTS = [
    Drafted("It hurts that he laughed.", (-0.2, -0.4, -0.1)),
    Drafted("What did your giraffe say?", (-0.9, -4.0, -3.0)),
]


def test_the_judge_is_a_logistic_regression_on_the_features() -> None:
    sense = Sense(np.linspace(-1, 1, SIZE), 0.3)
    rows = np.array([features(SAID, "question", one) for one in DRAFTS])
    by_hand = 1 / (1 + np.exp(-(rows @ sense.weights + 0.3)))
    assert sense.of(SAID, "question", DRAFTS) == pytest.approx(by_hand.tolist())
    assert sense.of(SAID, "question", []) == []


def test_what_the_model_itself_finds_unlikely_hardly_makes_sense() -> None:
    sense = load(shipped() / "sense.npz")
    for kind in KINDS:
        likely, unlikely = sense.of(
            SAID,
            kind,
            [Drafted("What did he say?", (-0.1,) * 5), Drafted("What did he say?", (-3.0,) * 5)],
        )
        assert likely > unlikely


def test_a_draft_of_unknown_likelihood_is_still_judged() -> None:
    assert np.isfinite(features(SAID, "warmth", Drafted("I'm so sorry."))).all()


@pytest.mark.parametrize(
    "arrays",
    [{"weights": np.array([[1.0]])}, {"weights": np.full(SIZE, np.nan)}, {"constant": np.inf},
     {"weights": np.ones(SIZE + 1)}],
)  # fmt: skip
def test_damaged_numbers_are_said(arrays: dict[str, object], tmp_path: Path) -> None:
    whole: dict[str, object] = {"weights": np.ones(SIZE), "constant": 0.0}
    np.savez(tmp_path / "sense.npz", **{**whole, **arrays})  # type: ignore[arg-type]
    with pytest.raises(CompanionError, match="reinstall"):
        load(tmp_path / "sense.npz")
