"""How something is worded: words and neighbouring pairs in bins, and what they do to the states."""

import numpy as np
import pytest

from companion.emotion.network import Network
from companion.emotion.wording import BINS, bins


@pytest.mark.parametrize("text", ["", "   "])
def test_a_text_without_words_has_no_wording(text):
    assert bins(text) == ()


def test_an_apostrophe_may_be_curled():
    assert bins("I\u2019m late") == bins("I'm late")


def test_every_bin_has_its_place_in_the_file():
    found = bins("We laughed so much that my mother had to leave the table!")
    assert len(found) == len(set(found)) > 12
    assert all(0 <= one < BINS for one in found)


def test_two_words_side_by_side_can_say_what_neither_says_alone():
    words = np.zeros((BINS, 2), dtype=np.float32)
    pair = set(bins("laughed at")) - set(bins("laughed")) - set(bins("at"))
    words[list(pair), 1] = 20
    network = Network(
        queries=np.zeros((1, 1), np.float32),
        values=np.zeros((1, 1), np.float32),
        mean=np.zeros((1, 1), np.float32),
        hidden_bias=np.zeros(1, np.float32),
        answers=np.zeros((1, 2), np.float32),
        answer_bias=np.zeros(2, np.float32),
        word_answers=words,
        rarity=np.ones(BINS, np.float32),
    )
    texts = ["they laughed at it", "at home they laughed"]
    shamed, plain = network.logits(np.zeros((2, 1), np.float32), texts)
    assert shamed[1] > 2
    assert plain == pytest.approx((0.0, 0.0))


def test_a_word_is_known_by_its_pieces_too():
    assert len(set(bins("hurtinggg")) & set(bins("hurting"))) >= 8


def test_a_word_without_end_is_cut():
    assert len(bins("a" * 5000)) < 40
