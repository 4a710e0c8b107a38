"""The network in numpy against the same sums written out one by one."""

import math

import numpy as np
import pytest
from observer_fakes import head, network

from companion.emotion.network import Network
from companion.emotion.wording import BINS, bins


def random_network(rng, width=5, questions=2, inner=4, answers=3):
    return Network(
        queries=rng.normal(size=(width, questions)),
        values=rng.normal(size=(width, inner)),
        mean=rng.normal(size=(width, inner)),
        hidden_bias=rng.normal(size=inner),
        answers=rng.normal(size=(inner, answers)),
        answer_bias=rng.normal(size=answers),
        word_answers=rng.normal(size=(BINS, answers)),
        rarity=rng.random(BINS),
    )


def hidden_by_hand(net, tokens, kept):
    tokens = [token for token, stays in zip(tokens, kept, strict=True) if stays]
    columns = net.values.shape[1] // net.queries.shape[1]
    found = []
    for unit in range(net.values.shape[1]):
        scores = [math.exp(token @ net.queries[:, unit // columns]) for token in tokens]
        answered = sum(
            score * (token @ net.values[:, unit])
            for score, token in zip(scores, tokens, strict=True)
        ) / sum(scores)
        mean = sum(token @ net.mean[:, unit] for token in tokens) / len(tokens)
        total = answered + mean + net.hidden_bias[unit]
        found.append(total / (1 + math.exp(-total)))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_hidden_layer_is_what_the_sums_say(seed):
    rng = np.random.default_rng(seed)
    net, tokens = random_network(rng), rng.normal(size=(6, 5))
    kept = np.array([[True] * 6, [True, False, True, True, False, True], [False] * 5 + [True]])
    wanted = [hidden_by_hand(net, tokens, row) for row in kept]
    np.testing.assert_allclose(net.hidden(tokens, kept), wanted, rtol=1e-4)


def test_leaving_tokens_out_is_reading_the_rest_alone():
    rng = np.random.default_rng(9)
    net, tokens = random_network(rng), rng.normal(size=(6, 5))
    kept = np.array([True, True, False, False, True, True])
    apart = net.hidden(tokens[kept], np.ones((1, 4), bool))
    np.testing.assert_allclose(net.hidden(tokens, kept[None]), apart, rtol=1e-4)


def test_words_weigh_by_how_rare_they_are():
    rng = np.random.default_rng(3)
    net, found = random_network(rng), bins("so tired")
    rare = net.rarity[list(found)]
    wanted = (rare / np.linalg.norm(rare)) @ net.word_answers[list(found)] + net.answer_bias
    logits = net.logits(np.zeros((1, 4)), ["so tired"])[0]
    np.testing.assert_allclose(logits, wanted, rtol=1e-4)
    np.testing.assert_allclose(net.logits(np.zeros((1, 4)), [""])[0], net.answer_bias, rtol=1e-6)


def test_huge_token_numbers_break_nothing():
    net = random_network(np.random.default_rng(1))
    tokens = np.full((3, 5), 1e4)
    assert np.isfinite(net.hidden(tokens, np.ones((1, 3), bool))).all()


def test_a_network_that_does_not_fit_together_says_so():
    good = head().network
    assert good.fits_together()
    assert not network(good.answers, values=np.zeros((384, 7), np.float32)).fits_together()
    assert not network(good.answers, mean=np.full((384, 8), np.inf)).fits_together()
    assert not network(good.answers, queries=np.zeros((384, 3), np.float32)).fits_together()
