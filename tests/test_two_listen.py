"""Two models listen, and with the wording all of them count alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from test_second_look import EVERYDAY, always, look

from companion.policy.assess import assess
from companion.policy.danger import midway
from companion.policy.second_look import NO_LOOK, SIZE, SecondLook

SAID = "I went to the shop and then I sat in the garden with her."


def vectors(texts: Sequence[str], name: str) -> np.ndarray:
    return np.eye(SIZE, dtype=np.float32)[: len(texts)]


def test_one_that_is_missing_leaves_the_other() -> None:
    one, other = always(0.9, 0.9).readers
    both = SecondLook((one, other)).of(SAID, vectors)
    assert both is not None and both.models == 2
    for alone in (SecondLook((one, None)), SecondLook((None, other))):
        heard = alone.of(SAID, vectors)
        assert heard is not None and heard.models == 1
    assert NO_LOOK.of(SAID, vectors) is None


def test_both_are_heard_together_and_neither_alone_decides() -> None:
    worried, calm = always(0.99, 0.9), always(0.2, 0.1)
    heard = SecondLook((calm.readers[0], worried.readers[1])).of(SAID, vectors)
    assert heard is not None
    assert heard.sound.care == pytest.approx(midway(0.99, 0.2), abs=1e-5)
    assert heard.sound.now == pytest.approx(midway(0.9, 0.1), abs=1e-5) == pytest.approx(0.5)


def test_the_wording_and_every_model_that_listened_count_alike() -> None:
    def odds(p: float) -> float:
        return float(np.log(p / (1 - p)))

    assert odds(midway(0.2, 0.99, 2)) == pytest.approx((odds(0.2) + 2 * odds(0.99)) / 3)
    one, many = look(0.97, 0.97), replace(look(0.97, 0.97), models=9)
    assert assess(EVERYDAY, second=one).risk < assess(EVERYDAY, second=many).risk
