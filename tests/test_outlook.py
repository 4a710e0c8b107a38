"""What each kind of reply may lead to, by hand and with people whose ways are known."""

import numpy as np
import pytest
from test_learn import from_steps, moved

from companion.bench import planning
from companion.emotion import hmm, learn
from companion.emotion.learn import Learnt
from companion.emotion.outlook import OF_BOTH, OF_REPLY, outlook
from companion.emotion.states import NAMES, VALENCE
from companion.paths import shipped
from companion.turn import Belief, Strategy

SAD, JOY, CALM = (NAMES.index(name) for name in ("sadness", "joy", "calm"))
AFFIRMATION, QUESTION = Strategy.AFFIRMATION.value, Strategy.QUESTION.value
SURELY_SAD = Belief(tuple(float(i == SAD) for i in range(len(NAMES))))


@pytest.fixture(scope="module")
def shipped_dynamics():
    return hmm.load(shipped() / "dynamics.json")


def test_before_anything_is_learnt_the_shipped_dynamics_speak(shipped_dynamics):
    found = outlook(shipped_dynamics, Learnt(), SURELY_SAD)
    assert set(found.gain) == {strategy.value for strategy in Strategy}
    first = (shipped_dynamics.by_strategy[AFFIRMATION] - shipped_dynamics.transmat)[SAD] @ VALENCE
    assert found.gain[AFFIRMATION] > first > 0
    assert set(found.turns.values()) == {0.0}


def test_nothing_known_is_doubted_as_much_as_the_prior(shipped_dynamics):
    found = outlook(shipped_dynamics, Learnt(), SURELY_SAD)
    assert found.doubt[QUESTION] == pytest.approx(np.hypot(OF_REPLY, OF_BOTH))


def test_what_lifted_me_again_and_again_is_expected_to(shipped_dynamics):
    learnt = from_steps(*[(SAD, JOY, QUESTION), (SAD, SAD, AFFIRMATION)] * 10)
    before = outlook(shipped_dynamics, Learnt(), SURELY_SAD)
    after = outlook(shipped_dynamics, learnt, SURELY_SAD)
    assert after.gain[QUESTION] > before.gain[QUESTION] + 0.2
    assert after.gain[QUESTION] > after.gain[AFFIRMATION] + 0.2
    assert after.doubt[QUESTION] < before.doubt[QUESTION]
    assert after.turns[QUESTION] == pytest.approx(10, rel=0.02)


def test_what_helped_me_when_sad_is_believed_a_little_for_other_feelings_too(shipped_dynamics):
    learnt = from_steps(*[(SAD, JOY, QUESTION)] * 10)
    angry = Belief(tuple(float(name == "anger") for name in NAMES))
    gain = outlook(shipped_dynamics, learnt, angry).gain
    base = outlook(shipped_dynamics, Learnt(), angry).gain
    assert gain[QUESTION] > base[QUESTION] + 0.1


def test_one_good_turn_proves_little(shipped_dynamics):
    once = outlook(shipped_dynamics, from_steps((SAD, JOY, QUESTION)), SURELY_SAD)
    often = outlook(shipped_dynamics, from_steps(*[(SAD, JOY, QUESTION)] * 20), SURELY_SAD)
    none = outlook(shipped_dynamics, Learnt(), SURELY_SAD)
    rise = often.gain[QUESTION] - none.gain[QUESTION]
    assert 0 < once.gain[QUESTION] - none.gain[QUESTION] < rise / 2


def test_however_much_is_learnt_every_number_is_finite(shipped_dynamics):
    learnt = Learnt()
    for _ in range(300):
        learnt = learn.learn(learnt, moved(SAD, JOY, 1.0), QUESTION)
    found = outlook(shipped_dynamics, learnt, SURELY_SAD)
    values = [*found.gain.values(), *found.doubt.values()]
    assert np.isfinite(values).all() and max(map(abs, values)) < 4


def test_the_planner_finds_what_helps_a_made_up_person(shipped_dynamics):
    found = planning.measure(shipped_dynamics, persons=6, seed=3)
    assert found["random"] < found["planner"] <= found["oracle"]
    assert found["share"] == pytest.approx(found["planner"] / found["oracle"], abs=1e-3)


def test_nobody_made_up_reacts_alike(shipped_dynamics):
    one, other = (planning.made(shipped_dynamics, np.random.default_rng(i)) for i in (1, 2))
    assert not np.allclose(one.moves[QUESTION], other.moves[QUESTION])
    for matrix in one.moves.values():
        assert matrix.sum(axis=1) == pytest.approx(np.ones(len(NAMES)))
