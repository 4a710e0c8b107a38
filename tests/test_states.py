"""The eight feelings: names, places in affect space, and the line a person reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.emotion import states
from companion.turn import Affect, Belief

BY_NAME = {state.name: state for state in states.STATES}


def belief(**shares):
    rest = (1 - sum(shares.values())) / (len(states.NAMES) - len(shares))
    return Belief(tuple(shares.get(name, rest) for name in states.NAMES))


def test_there_are_eight_feelings_each_named_once():
    assert len(set(states.NAMES)) == len(states.STATES) == 8


@pytest.mark.parametrize("state", states.STATES, ids=states.NAMES)
def test_every_feeling_has_a_place_and_gentle_words(state):
    axes = (state.affect.valence, state.affect.arousal, state.affect.dominance)
    assert all(-1 <= axis <= 1 for axis in axes)
    assert state.seems
    assert state.noun


def test_no_two_feelings_share_a_place_or_a_word():
    assert len({state.affect for state in states.STATES}) == 8
    assert len({state.seems for state in states.STATES}) == 8
    assert len({state.noun for state in states.STATES}) == 8


@pytest.mark.parametrize("name", ["sadness", "anxiety", "anger", "shame"])
def test_a_heavy_feeling_is_unpleasant(name):
    assert BY_NAME[name].affect.valence < 0


@pytest.mark.parametrize("name", ["calm", "joy", "affection", "hope"])
def test_a_light_feeling_is_pleasant(name):
    assert BY_NAME[name].affect.valence > 0


def test_worry_and_anger_stir_while_calm_and_sadness_do_not():
    assert min(BY_NAME[n].affect.arousal for n in ("anxiety", "anger")) > 0.4
    assert max(BY_NAME[n].affect.arousal for n in ("calm", "sadness")) < 0


@pytest.mark.parametrize("name", states.NAMES)
def test_the_feeling_believed_most_leads(name):
    assert states.strongest(belief(**{name: 0.5})).name == name


def test_half_joy_and_half_sadness_lie_in_the_middle():
    mixed = states.expected_affect(belief(joy=0.5, sadness=0.5))
    assert mixed == Affect(pytest.approx(0.05), pytest.approx(0.1), pytest.approx(0.0))


@pytest.mark.parametrize(
    ("shares", "line"),
    [
        ({"sadness": 0.9}, "seems heavy-hearted; fairly sure"),
        (
            {"sadness": 0.45, "anxiety": 0.35},
            "seems heavy-hearted, perhaps a little anxious; not very sure",
        ),
        ({"joy": 0.3, "hope": 0.1}, "seems glad; hard to tell"),
    ],
)
def test_the_line_above_the_composer_says_how_sure_it_is(shares, line):
    assert states.in_words(belief(**shares)) == line


@given(st.lists(st.floats(0.001, 1), min_size=8, max_size=8))
def test_every_belief_can_be_put_in_one_line(raw):
    line = states.in_words(Belief(tuple(value / sum(raw) for value in raw)))
    assert line.startswith("seems ")
    assert line.count(";") == 1
    assert "\n" not in line
