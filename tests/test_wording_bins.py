"""How something is worded: words and neighbouring pairs in bins, and what they do to the states."""

import numpy as np
import pytest

from companion.emotion.observe import Observer
from companion.emotion.states import NAMES
from companion.emotion.wording import BINS, bins


@pytest.mark.parametrize("text", ["", "...", "😢"])
def test_a_text_without_words_has_no_wording(text):
    assert bins(text) == ()


def test_an_apostrophe_may_be_curled():
    assert bins("I\u2019m late") == bins("I'm late")


def test_every_bin_has_its_place_in_the_file():
    found = bins("We laughed so much that my mother had to leave the table!")
    assert len(found) == len(set(found)) > 12
    assert all(0 <= one < BINS for one in found)


def test_two_words_side_by_side_can_say_what_neither_says_alone():
    words = np.zeros((BINS, 8), dtype=np.float32)
    pair = set(bins("laughed at")) - set(bins("laughed")) - set(bins("at"))
    words[list(pair), NAMES.index("shame")] = 20
    zero, flat = np.zeros(8, np.float32), np.full(8, 1 / 8, dtype=np.float32)
    none = np.zeros((1, 8), np.float32), np.zeros((1, 3), np.float32), np.zeros(3, np.float32)
    observer = Observer(none[0], words, zero, flat, *none[1:])
    texts = ["they laughed at it", "at home they laughed"]
    shamed, plain = observer.probabilities(np.zeros((2, 1), np.float32), texts)
    assert shamed.argmax() == NAMES.index("shame")
    assert shamed.max() > 0.9
    assert plain == pytest.approx(flat)
