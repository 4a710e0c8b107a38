""" "I'm not angry, I'm tired": what is a correction, and what a misreading teaches."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_track import sounds

from companion.emotion.corrections import NEAR, STRENGTH, TOLD, Lesson, Named, named, reread, told
from companion.emotion.states import NAMES

ANGER, SADNESS, JOY = (NAMES.index(name) for name in ("anger", "sadness", "joy"))

CORRECTIONS = [
    ("I'm not angry, I'm tired", "anger", "sadness"),
    ("I\u2019m not angry, I\u2019m tired", "anger", "sadness"),
    ("No I am NOT angry, I'm EXHAUSTED", "anger", "sadness"),
    ("not angry, just tired", "anger", "sadness"),
    ("not sad, angry", "sadness", "anger"),
    ("not sad. angry.", "sadness", "anger"),
    ("nope, not sad, happy", "sadness", "joy"),
    ("I am not sad. I am happy", "sadness", "joy"),
    ("I'm not angry! I'm hurt!", "anger", "sadness"),
    ("I'm not anxious, I'm excited", "anxiety", "joy"),
    ("I'm not scared, I'm embarrassed", "anxiety", "shame"),
    ("I'm not mad, just disappointed", "anger", "sadness"),
    ("I'm not even angry, I'm just tired", "anger", "sadness"),
    ("I'm not that sad, more worried", "sadness", "anxiety"),
    ("well, I'm not really angry, more disappointed", "anger", "sadness"),
    ("honestly I'm not sad, I'm furious", "sadness", "anger"),
    ("sorry, I'm not angry, I'm tired", "anger", "sadness"),
    ("I feel not sad, just nervous", "sadness", "anxiety"),
    ("I'm not sad anymore, I'm hopeful", "sadness", "hope"),
    ("I'm not sad at all, I'm grateful", "sadness", "affection"),
    ("I'm not okay, I'm sad", "calm", "sadness"),
    ("I\u2019m not fine, I\u2019m furious", "calm", "anger"),
    ("I was not angry, I was scared", "anger", "anxiety"),
    ("I'm tired, not angry", "anger", "sadness"),
    ("No. I'm angry, not sad", "sadness", "anger"),
    ("I'm fine, not sad", "sadness", "calm"),
    ("it's not sad, it's embarrassed", "sadness", "shame"),
]

NO_CORRECTIONS = [
    "I'm not good enough",
    "I'm not angry at you but at him",
    "I'm not angry with you, I'm tired of this town",
    "I'm not sad",
    "I'm sad",
    "I'm tired",
    "not tired",
    "no",
    "",
    "?!",
    "I'm not okay",
    "I'm not crying, I'm angry",
    "I'm not happy, I'm not sad",
    "no, I'm not sad, just tired",  # both are the same one of our eight
    "I'm not angry, okay?",
    "I'm not angry, she is",
    "she is not angry, she is tired",
    "he's not sad, just tired",
    "you're not sad, you're tired",
    "I'm not angry, I'm tired, I'm anxious",
    "I'm not angry, I'm tired and lonely without her",
    "it's not that I'm sad, I'm tired",
    "I'm not sad about the job, I'm tired",
    "I'm not afraid of dying, I'm tired",
    "I'm not angry, my sister called again last night and I'm tired",
    "I'm not angry. He left the door open again. I'm tired",
    "I was never angry until he laughed at me, now I'm just tired",
    "I'm not sure, I'm tired",
    "I'm not going, I'm tired",
    "my mother said I'm not angry, I'm tired",
    "I told him that I'm not sad",
    "am I not angry?",
]


@pytest.mark.parametrize(("text", "denied", "said"), CORRECTIONS)
def test_this_is_a_correction(text, denied, said):
    assert named(text) == Named((denied,), said)


@pytest.mark.parametrize("text", NO_CORRECTIONS)
def test_this_is_no_correction(text):
    assert named(text) is None


def test_two_feelings_can_be_denied_at_once():
    assert named("I'm not sad and I'm not angry, I'm worried") == Named(
        ("sadness", "anger"), "anxiety"
    )


def test_saying_it_twice_is_saying_it():
    assert named("I'm not angry, I'm not mad, I'm tired, I'm exhausted") == Named(
        ("anger",), "sadness"
    )


@given(st.text(max_size=80))
def test_no_text_however_odd_breaks_the_reading(text):
    found = named(text)
    assert found is None or (found.denied and found.said in NAMES)


def test_a_very_long_message_is_read_at_once():
    assert named("I'm not angry, " * 500 + "I'm tired") is None
    assert named("just " * 1600) is None
    assert named("I'm " + "not very really just " * 1000 + "x") is None
    assert named("well, really, honestly, " * 400 + "not") is None


# --- what was told -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_my_own_word_counts_fifty_to_one(name):
    likelihood = told(name)
    assert likelihood[NAMES.index(name)] == 1.0
    assert sorted(likelihood)[:-1] == [TOLD] * (len(NAMES) - 1)
    assert pytest.approx(1 / 50) == TOLD


@pytest.mark.parametrize("name", ["", "boredom", "Sadness", "sad"])
def test_a_feeling_there_is_not_cannot_be_told(name):
    with pytest.raises(ValueError, match="there is no state"):
        told(name)


# --- lessons -------------------------------------------------------------------------------------


def unit(seed):
    vector = np.random.default_rng(seed).normal(size=384)
    return vector / np.linalg.norm(vector)


def alike(vector, cosine, seed=99):
    """A unit vector at this cosine from `vector`."""
    other = unit(seed)
    across = other - (other @ vector) * vector
    across /= np.linalg.norm(across)
    return cosine * vector + math.sqrt(1 - cosine**2) * across


def odds(likelihood):
    """Nats for sadness against anger."""
    return math.log(likelihood[SADNESS] / likelihood[ANGER])


LESSON = Lesson(unit(1), "anger", "sadness")
READ = sounds("anger", 0.1)


def test_the_very_same_message_is_read_as_i_said_it_was():
    again = reread(READ, unit(1), [LESSON])
    assert odds(again) == pytest.approx(odds(READ) + 2 * STRENGTH)
    assert int(np.argmax(again)) == SADNESS
    assert max(again) == 1.0


def test_a_lesson_moves_only_the_two_feelings_it_is_about():
    read = (0.3, 0.2, 0.4, 0.25, 0.5, 0.35, 0.9, 0.15)
    again = reread(read, unit(1), [LESSON])
    scale = again[JOY] / read[JOY]
    for i in range(len(NAMES)):
        if i not in (ANGER, SADNESS):
            assert again[i] == pytest.approx(scale * read[i])
    assert again[SADNESS] / again[JOY] == pytest.approx(math.exp(STRENGTH) * 0.5 / 0.2)
    assert again[ANGER] / again[JOY] == pytest.approx(math.exp(-STRENGTH) * 0.9 / 0.2)


def test_the_more_alike_the_message_the_more_of_the_lesson():
    moved = [
        odds(reread(READ, alike(unit(1), cosine), [LESSON])) - odds(READ)
        for cosine in (0.2, NEAR, 0.6, 0.725, 0.9, 1.0)
    ]
    assert moved[:2] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert moved[3] == pytest.approx(STRENGTH), "half way from alike to the same: half of the 6"
    assert moved == sorted(moved) and moved[2] > 0
    assert moved[-1] == pytest.approx(2 * STRENGTH)


@pytest.mark.parametrize("cosine", [-1.0, -0.5, 0.0, 0.1, 0.44])
def test_an_unrelated_message_is_read_as_ever(cosine):
    assert reread(READ, alike(unit(1), cosine), [LESSON]) == pytest.approx(READ)


def test_two_lessons_add_up_and_two_opposite_ones_undo_each_other():
    twice = reread(READ, unit(1), [LESSON, LESSON])
    assert odds(twice) == pytest.approx(odds(READ) + 4 * STRENGTH)
    back = Lesson(unit(1), "sadness", "anger")
    assert reread(READ, unit(1), [LESSON, back]) == pytest.approx(READ)


def test_without_lessons_or_without_meaning_the_words_stay_as_they_are():
    assert reread(READ, unit(1), []) == READ
    assert reread(READ, None, [LESSON]) == READ


def test_lessons_rule_no_feeling_out_and_nothing_impossible_breaks_them():
    again = reread((0.0,) * 8, unit(1), [LESSON] * 200)
    assert all(0 < value <= 1 for value in again)
    certain = reread(sounds("joy", 0.0), unit(1), [LESSON])
    assert max(certain) == certain[JOY] == 1.0 and min(certain) > 0


@given(
    st.lists(st.floats(0, 1e6), min_size=8, max_size=8),
    st.lists(
        st.tuples(st.integers(0, 20), st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=5
    ),
    st.integers(0, 20),
)
def test_whatever_was_corrected_what_is_read_stays_a_likelihood(read, lessons, message):
    kept = [Lesson(unit(seed), heard, said) for seed, heard, said in lessons]
    again = reread(read, unit(message), kept)
    assert len(again) == len(NAMES)
    assert all(math.isfinite(value) and value >= 0 for value in again)
    if kept:
        assert max(again) == 1.0 and min(again) > 0


@pytest.mark.parametrize("tired", ["t\u0131red", "T\u0130RED", "exhau\u017fted"])
def test_letters_of_my_own_keyboard_are_the_same_feeling(tired: str) -> None:
    assert named(f"I'm not angry, I'm {tired}") == Named(("anger",), "sadness")
