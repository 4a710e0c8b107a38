"""What one message says: clauses, denials and odd input with a small known head; then the real one.

The lines of `observer_check.tsv`, `observer_final.tsv` and `observer_told.tsv` are companion
messages that were never fitted on. The first were looked at while the corpus was written; nothing
was changed on account of the second. In the third people tell what happened and name no feeling.
"""

import itertools
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.emotion import clauses as cut
from companion.emotion import observe as room
from companion.emotion.denial import undenied
from companion.emotion.observe import Observer, observe, observe_with_embedding
from companion.emotion.states import NAMES, STATES
from companion.emotion.wording import BINS
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.errors import CompanionError
from companion.paths import shipped

WIDTH = 384
HELD = {"observer_check.tsv": 0.85, "observer_final.tsv": 0.8, "observer_told.tsv": 0.57}
WORDS = {"glad": "joy", "tired": "sadness", "angry": "anger", "crying": "sadness", "party": "joy"}
NO_WORDS = np.zeros((BINS, 8), dtype=np.float32)
HERE = Path(__file__).parent


def embed(texts):
    """One dimension a state; a text points where its known words point, else to the last one."""
    rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in text.lower().replace(".", " ").replace(",", " ").split():
            if word in WORDS:
                row[NAMES.index(WORDS[word])] += 1
        row[-1] = 0 if row.any() else 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def head():
    weights = np.zeros((WIDTH, 8), dtype=np.float32)
    weights[:8] = 5 * np.eye(8)
    affect = np.zeros((WIDTH, 3), dtype=np.float32)
    affect[NAMES.index("joy")] = (0.8, 0.4, 3.0)
    flat = np.full(8, 1 / 8, dtype=np.float32)
    zero = np.zeros(8, np.float32)
    return Observer(weights, NO_WORDS, zero, flat, affect, np.zeros(3, np.float32))


def affect_of(observer):
    return observer.affect_weights, observer.affect_bias


HEAD = head()


def leading(observation):
    return NAMES[int(np.argmax(observation.likelihood))]


def pieces(text):
    return [text[start:end] for start, end in cut.clauses(text)]


def lines(name):
    rows = (HERE / name).read_text("utf-8").splitlines()
    return [(states.split("/"), text) for states, text in (row.split("\t") for row in rows)]


# --- clauses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm fine", ["I'm fine"]),
        ("I'm fine, but you left.", ["I'm fine", "but you left"]),
        ("mum and dad", ["mum and dad"]),
        (
            "I failed my test and my dad laughed",
            ["I failed my test", "and my dad laughed"],
        ),
        ("at 3:30 I woke up... again!", ["at 3:30 I woke up", "again"]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("أنا حزين، لقد رحلت", ["أنا حزين", "لقد رحلت"]),
        ("...", []),
        ("😢", ["😢"]),
        ("", []),
    ],
)
def test_a_message_is_cut_where_a_reader_would_pause(text, expected):
    assert pieces(text) == expected


@given(st.text(max_size=300))
def test_clauses_are_the_persons_own_words_in_order(text):
    spans = cut.clauses(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("count", [1, 5, 6, 7, 40])
def test_however_many_clauses_there_are_six_are_weighed_at_most(count):
    spans = cut.clauses("so it goes. " * count)
    groups = cut.grouped(spans)
    assert len(groups) == min(count, 6)
    assert [span for group in groups for span in group] == list(spans)


# --- denials ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("I'm not angry, I'm tired", "I'm tired"),
        ("I\u2019m not angry. I\u2019m tired", "I\u2019m tired"),
        ("not mad, just sad", "just sad"),
        ("it isn't sad", ""),
        ("I'm not sad", ""),
        ("I'm not good enough", "I'm not good enough"),
        ("no one is angry", "no one is angry"),
        ("I am angry", "I am angry"),
    ],
)
def test_a_feeling_denied_is_not_heard(text, heard):
    assert undenied(text) == heard


def test_who_is_not_angry_but_tired_seems_sad():
    assert leading(observe("I'm not angry, I'm tired", embed, HEAD)) == "sadness"


def test_who_only_says_not_angry_seems_anything_but_angry():
    observation = observe("I'm not angry", embed, HEAD)
    assert min(observation.likelihood) == observation.likelihood[NAMES.index("anger")]
    assert max(observation.likelihood) == 1.0


# --- observing with a head whose every number is known ------------------------------------------


def test_the_likelihood_is_the_head_over_its_prior():
    prior = np.array([0.3, *[0.1] * 7], dtype=np.float32)
    observer = Observer(HEAD.weights, NO_WORDS, HEAD.bias, prior, *affect_of(HEAD))
    likelihood = observe("glad tired angry", embed, observer).likelihood
    words, plain = np.exp(5 / np.sqrt(3)) / 0.1, room.PLAIN / 0.3
    assert likelihood[NAMES.index("joy")] == 1.0
    hope, calm = likelihood[NAMES.index("hope")], likelihood[NAMES.index("calm")]
    assert hope == pytest.approx((1 / 0.1 + plain) / (words + plain))
    assert calm == pytest.approx((1 / 0.3) / (words + plain))


def test_a_plain_thing_is_also_said_by_the_sad():
    observer = Observer(
        HEAD.weights, NO_WORDS, np.eye(8, dtype=np.float32)[0] * 20, HEAD.prior, *affect_of(HEAD)
    )
    likelihood = observe("he was fourteen", embed, observer).likelihood
    assert likelihood[NAMES.index("calm")] == 1.0
    assert likelihood[NAMES.index("sadness")] == pytest.approx(room.PLAIN, abs=1e-3)


def test_no_single_message_rules_a_feeling_out():
    assert min(observe("glad " * 50, embed, HEAD).likelihood) == pytest.approx(room.FLOOR)


def test_the_clause_that_carried_it_is_named_in_the_persons_words():
    text = "We had Soup for dinner, and then I was so tired, the bus came at nine."
    assert observe(text, embed, HEAD).cause == "and then I was so tired"


@pytest.mark.parametrize(("text", "cause"), [("tired", "tired"), ("  ok :)", "ok"), ("...", "...")])
def test_a_message_of_one_clause_is_its_own_cause(text, cause):
    assert observe(text, embed, HEAD).cause == cause


def test_affect_lies_between_what_is_printed_and_where_the_states_lie():
    seen = HEAD.probabilities(embed(["glad"]), ["glad"])[0]
    by_states = sum(p * state.affect.valence for p, state in zip(seen, STATES, strict=True))
    affect = observe("glad", embed, HEAD).affect
    assert affect.valence == pytest.approx((0.8 + by_states) / 2, abs=1e-5)
    assert 0.5 < affect.dominance <= 1.0


def test_the_text_is_embedded_in_one_call_and_its_vector_comes_back():
    calls = []

    def counting(texts):
        calls.append(len(texts))
        return embed(texts)

    _, vector = observe_with_embedding("I'm glad, it was a long day.", counting, HEAD)
    assert calls == [3]
    assert vector.shape == (WIDTH,)
    np.testing.assert_array_equal(vector, embed(["I'm glad, it was a long day."])[0])


@pytest.mark.parametrize("text", ["😢", "😭😭😭😭", "😿"])
def test_tears_are_read_from_an_emoji(text):
    assert leading(observe(text, embed, HEAD)) == "sadness"
    assert observe(text, embed, HEAD).cause == text


def test_a_red_heart_is_not_read_as_a_heavy_one():
    assert room.readable("❤\ufe0f") == "red heart"


@pytest.mark.parametrize(
    "text", ["أنا حزين جدا، لقد رحلت", "אני עצוב היום", "我很难过", "мне грустно"]
)
def test_a_script_it_cannot_read_is_not_guessed_at(text):
    observation = observe(text, embed, HEAD)
    assert observation.likelihood == (1.0,) * 8
    assert observation.cause == ""


def test_of_a_long_letter_the_part_that_reads_like_the_whole_is_named():
    plain = "The bus came at nine. We had soup for dinner. " * 5
    letter = plain + "And I am so very tired of all of this. " + plain
    assert room.LONG < len(letter) < cut.LONGEST
    assert observe(letter, embed, HEAD).cause == "And I am so very tired of all of this"


def test_twenty_thousand_characters_are_read_from_both_ends():
    seen = []

    def watching(texts):
        seen.extend(texts)
        return embed(texts)

    text = "I am angry. " + "and so on. " * 1800 + "now glad"
    observation = observe(text, watching, HEAD)
    assert len(text) > 19_000
    assert max(map(len, seen)) <= cut.LONGEST + 1
    assert "angry" in seen[0]
    assert "glad" in seen[0]
    assert observation.cause in text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_no_message_however_odd_breaks_the_reading(text):
    observation = observe(text, embed, HEAD)
    likelihood = np.array(observation.likelihood)
    assert likelihood.shape == (8,)
    assert np.isfinite(likelihood).all()
    assert likelihood.max() == 1.0
    assert likelihood.min() > 0
    assert observation.cause in text


# --- the file -----------------------------------------------------------------------------------


def stored(path, **changes):
    arrays = {name: getattr(HEAD, name) for name in HEAD.__dataclass_fields__}
    np.savez(path, **(arrays | changes))
    return path


def test_an_observer_comes_back_from_its_file(tmp_path):
    observer = room.load(stored(tmp_path / "observer.npz"))
    np.testing.assert_array_equal(observer.weights, HEAD.weights)


@pytest.mark.parametrize(
    "changes",
    [
        {"bias": np.zeros(7)},
        {"prior": np.zeros(8)},
        {"weights": np.full((WIDTH, 8), np.nan)},
        {"weights": np.zeros(8)},
        {"affect_bias": np.zeros(2)},
        {"word_weights": np.zeros((7, 8))},
        {"prior": np.array(["a"])},
    ],
)
def test_an_observer_that_does_not_fit_together_is_refused(tmp_path, changes):
    path = stored(tmp_path / "observer.npz", **changes)
    with pytest.raises(CompanionError, match=r"observer\.npz is damaged"):
        room.load(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"hello"])
def test_a_damaged_observer_gives_one_clear_sentence(tmp_path, content):
    path = tmp_path / "observer.npz"
    path.write_bytes(content)
    with pytest.raises(CompanionError, match=r"observer\.npz is damaged"):
        room.load(path)


def test_a_missing_observer_gives_one_clear_sentence(tmp_path):
    with pytest.raises(CompanionError, match=r"observer\.npz is missing"):
        room.load(tmp_path / "observer.npz")


def test_the_shipped_observer_loads_and_is_small():
    path = shipped() / "observer.npz"
    assert room.load(path).weights.shape == (WIDTH, 8)
    assert path.stat().st_size < 2_000_000


def test_no_line_it_is_checked_on_was_fitted_on():
    folder = HERE.parent / "scripts" / "observer_lines"
    corpus = [row for file in folder.glob("*.tsv") for row in file.read_text("utf-8").splitlines()]
    fitted = {row.split("\t")[1].lower().rstrip(".!?") for row in corpus}
    assert len(fitted) == len(corpus) > 1500
    held = [case for name in HELD for case in lines(name)]
    assert len(held) >= 200
    assert not {text.lower().rstrip(".!?") for _, text in held} & fitted


# --- the real embedder and the real head --------------------------------------------------------


@pytest.fixture(scope="module")
def real():
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        yield engine.embed, room.load(shipped() / "observer.npz")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "feelings"),
    [
        ("I'm not angry, I'm tired", {"sadness"}),
        ("exhausted", {"sadness"}),
        ("lonely", {"sadness"}),
        ("I failed my exam", {"sadness", "shame"}),
        ("I got the job!", {"joy", "hope"}),
        ("thank you", {"affection"}),
        ("my dog died", {"sadness"}),
        ("I'm so ashamed", {"shame"}),
        ("hello", {"calm"}),
        ("what time is it", {"calm"}),
    ],
)
def test_plain_words_are_understood(real, text, feelings):
    assert leading(observe(text, *real)) in feelings


@pytest.mark.slow
@pytest.mark.parametrize(("name", "at_least"), HELD.items())
def test_messages_it_never_saw_are_mostly_understood(real, name, at_least):
    cases = lines(name)
    right = [leading(observe(text, *real)) in feelings for feelings, text in cases]
    assert sum(right) / len(right) >= at_least


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "feelings"),
    [
        ("the other kids laughed at my shoes", {"shame", "sadness"}),
        ("we laughed so much about my shoes", {"joy"}),
        ("my neighbour helped me push the car off the road", {"affection"}),
        ("my neighbour never helps me", {"anger"}),
        ("we used to cook together every Sunday. this Sunday I ate toast standing up", {"sadness"}),
    ],
)
def test_what_happened_is_understood_without_a_feeling_being_named(real, text, feelings):
    assert leading(observe(text, *real)) in feelings


@pytest.mark.slow
@pytest.mark.parametrize("stirred", ["I'M SO ANGRY", "my heart is racing"])
def test_who_is_stirred_up_seems_livelier_than_small_talk(real, stirred):
    lively = observe(stirred, *real).affect.arousal
    assert lively > observe("I had pasta for lunch", *real).affect.arousal + 0.2


@pytest.mark.slow
def test_understanding_thirty_words_takes_no_noticeable_time(real):
    text = (
        "I failed my driving test this morning and my dad laughed at me in front of everyone, "
        "so I walked home alone in the rain and went straight to bed without dinner."
    )
    taken = []
    for _ in range(15):
        start = time.perf_counter()
        observe(text, *real)
        taken.append(time.perf_counter() - start)
    # The target is 25 ms on two idle cores; the best of many runs on a busy machine is held here.
    assert min(taken) < 0.1
