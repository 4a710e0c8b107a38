"""What is learnt of one person, by hand and of people whose ways are known."""

import json
from datetime import timedelta

import numpy as np
import pytest
from test_track import MINUTE, NOON, STICKY, N, dynamics, sounds

from companion.emotion import learn, track
from companion.emotion.hmm import Hmm, normalize
from companion.emotion.learn import FADING, PRIOR, PRIOR_AFTER, Learnt
from companion.emotion.states import NAMES, VALENCE
from companion.emotion.track import Step, Track

SAD, JOY, HOPE, CALM = (NAMES.index(name) for name in ("sadness", "joy", "hope", "calm"))
QUESTION, PRAISE = "question", "affirmation and reassurance"


def moved(before, now, weight=1.0):
    """A step that is known for sure."""
    pairs = np.zeros((N, N))
    pairs[before, now] = weight
    return pairs


def from_steps(*taken):
    learnt = Learnt()
    for before, now, strategy in taken:
        learnt = learn.learn(learnt, moved(before, now), strategy)
    return learnt


def kl(true, found):
    """Mean Kullback-Leibler divergence of the rows, in nats."""
    return float((true * np.log(true / found)).sum(axis=-1).mean())


def somebody(seed, n_strategies=0):
    """A person of their own: half as the shipped dynamics, half as nobody else."""
    rng = np.random.default_rng(seed)
    own = [(STICKY.transmat + rng.dirichlet(np.full(N, 0.6), size=N)) / 2 for _ in range(2)]
    after = dict(zip((QUESTION, PRAISE)[:n_strategies], own[1:] * n_strategies, strict=False))
    return Hmm(STICKY.startprob, own[0], after), rng


def talked(person, shipped, rng, turns, after=()):
    """{turns: track} of a talk with them; one message in eight sounds like another state."""
    sound = (np.full((N, N), 0.02) + 0.98 * np.eye(N)) / (0.98 + N * 0.02)
    state, one, found = 0, Track(), {}
    for i in range(max(turns) + 1):
        strategy = after[i % len(after)] if after and i else None
        state = rng.choice(N, p=person.transmat_after(strategy)[state])
        heard = rng.choice(N, p=sound[state])
        one = track.advance(shipped, one, Step(sounds(NAMES[heard]), NOON + i * MINUTE, strategy))
        if i in turns:
            found[i] = one
    return found


# --- the posterior by hand -----------------------------------------------------------------------


def test_a_person_nothing_was_learnt_of_is_as_shipped():
    assert learn.personal(STICKY, Learnt()) is STICKY


def test_two_steps_move_a_row_by_the_dirichlet_rule():
    learnt = from_steps((SAD, JOY, QUESTION), (SAD, SAD, QUESTION))
    row = learn.personal(STICKY, learnt).transmat[SAD]
    seen = FADING + 1.0
    assert row[JOY] == pytest.approx((PRIOR * STICKY.transmat[SAD, JOY] + FADING) / (PRIOR + seen))
    assert row[SAD] == pytest.approx((PRIOR * 0.7 + 1.0) / (PRIOR + seen))
    assert row[CALM] == pytest.approx(PRIOR * STICKY.transmat[SAD, CALM] / (PRIOR + seen))
    np.testing.assert_allclose(learn.personal(STICKY, learnt).transmat[JOY], STICKY.transmat[JOY])


def test_a_kind_of_reply_has_the_exact_posterior_of_its_own():
    shipped = dynamics(after={QUESTION: dynamics(0.5).transmat, PRAISE: STICKY.transmat})
    learnt = from_steps((SAD, JOY, QUESTION))
    personal = learn.personal(shipped, learnt)
    general = (PRIOR * shipped.transmat[SAD] + np.eye(N)[JOY]) / (PRIOR + 1)
    tilted = general * shipped.by_strategy[QUESTION][SAD] / shipped.transmat[SAD]
    expected = tilted / tilted.sum()
    wanted = (PRIOR_AFTER * expected + np.eye(N)[JOY]) / (PRIOR_AFTER + 1)
    np.testing.assert_allclose(personal.by_strategy[QUESTION][SAD], wanted)
    np.testing.assert_allclose(personal.by_strategy[PRAISE][SAD], general)
    np.testing.assert_allclose(personal.by_strategy[QUESTION][JOY], dynamics(0.5).transmat[JOY])


def test_a_half_sure_step_counts_half():
    half = learn.learn(Learnt(), moved(SAD, JOY, 0.5), None)
    row = learn.personal(STICKY, half).transmat[SAD]
    assert row[JOY] == pytest.approx((PRIOR * STICKY.transmat[SAD, JOY] + 0.5) / (PRIOR + 0.5))


def test_what_stands_still_while_learning_is_start_and_half_life():
    shipped = dynamics(half_life=24.0, after={QUESTION: STICKY.transmat})
    personal = learn.personal(shipped, from_steps((SAD, JOY, QUESTION), (JOY, SAD, "unheard of")))
    np.testing.assert_array_equal(personal.startprob, shipped.startprob)
    np.testing.assert_array_equal(personal.half_life, shipped.half_life)
    assert set(personal.by_strategy) == {QUESTION}


def test_what_cannot_be_stays_impossible_until_it_happens():
    apart = np.kron(np.eye(2), np.full((N // 2, N // 2), 2 / N))
    shipped = Hmm(STICKY.startprob, apart, {QUESTION: apart})
    before = learn.personal(shipped, from_steps((0, 1, QUESTION)))
    assert (before.transmat[:4, 4:] == 0).all()
    after = learn.personal(shipped, from_steps((0, 5, QUESTION)))
    assert after.transmat[0, 5] == pytest.approx(1 / (PRIOR + 1))


def test_a_step_next_to_impossible_makes_no_infinite_odds():
    transmat = STICKY.transmat.copy()
    transmat[SAD] = normalize(np.where(np.arange(N) == JOY, 1e-310, 1.0))
    personal = learn.personal(
        Hmm(STICKY.startprob, transmat, {QUESTION: STICKY.transmat}), from_steps((SAD, JOY, None))
    )
    assert np.isfinite(personal.by_strategy[QUESTION]).all()


# --- fading --------------------------------------------------------------------------------------


def test_an_old_turn_counts_half_after_six_hundred_and_ninety_three():
    learnt = from_steps((SAD, JOY, QUESTION))
    for _ in range(693):
        learnt = learn.learn(learnt, moved(CALM, CALM, 0.0), None)
    assert learnt.moves[QUESTION][SAD, JOY] == pytest.approx(0.5, abs=1e-3)


def test_learning_never_grows_past_a_thousand_turns():
    learnt = Learnt()
    for _ in range(8000):
        learnt = learn.learn(learnt, moved(SAD, SAD), QUESTION)
    assert learnt.turns == pytest.approx(1 / (1 - FADING), rel=1e-3)


def test_somebody_who_changed_is_soon_followed_again():
    learnt = Learnt()
    for now in [SAD] * 1500 + [JOY] * 1500:
        learnt = learn.learn(learnt, moved(CALM, now), None)
    row = learn.personal(STICKY, learnt).transmat[CALM]
    assert row[JOY] > 3 * row[SAD]


def test_learning_leaves_what_was_learnt_before_as_it_was():
    first = from_steps((SAD, JOY, QUESTION))
    learn.learn(first, moved(SAD, JOY), QUESTION)
    assert first.turns == 1.0
    with pytest.raises(TypeError):
        first.moves["x"] = moved(0, 0)


# --- people whose ways are known -----------------------------------------------------------------


def test_the_longer_i_talk_the_better_it_knows_how_my_feelings_follow_each_other():
    turns, off = (50, 200, 1000), []
    for seed in range(4):
        person, rng = somebody(seed)
        tracks = talked(person, STICKY, rng, turns)
        found = [learn.personal(STICKY, tracks[n].learnt).transmat for n in turns]
        off.append([kl(person.transmat, m) for m in (STICKY.transmat, *found)])
    shipped, early, later, late = np.mean(off, axis=0)
    assert shipped > early > later > late
    assert late < shipped / 3


def test_the_longer_i_talk_the_better_it_knows_what_a_question_does_to_me():
    shipped, off = dynamics(after={QUESTION: STICKY.transmat}), []
    turns = (50, 200, 1000)
    for seed in range(4):
        person, rng = somebody(seed + 10, n_strategies=1)
        tracks = talked(person, shipped, rng, turns, after=(QUESTION, "others"))
        found = [learn.personal(shipped, tracks[n].learnt).by_strategy[QUESTION] for n in turns]
        off.append([kl(person.by_strategy[QUESTION], m) for m in (STICKY.transmat, *found)])
    as_shipped, early, later, late = np.mean(off, axis=0)
    assert as_shipped > early > later > late


def test_a_person_whom_questions_help_is_seen_to_be_helped_by_questions():
    helped = STICKY.transmat.copy()
    helped[VALENCE < 0] = 0.5 * helped[VALENCE < 0]
    helped[np.ix_(VALENCE < 0, [HOPE])] += 0.5
    person = Hmm(STICKY.startprob, STICKY.transmat, {QUESTION: helped})
    found = []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        tracks = talked(person, STICKY, rng, (400,), after=(QUESTION, PRAISE))
        found.append({e.strategy: e for e in learn.effects(STICKY, tracks[400].learnt)})
    question, praise = (np.mean([one[k].change for one in found]) for k in (QUESTION, PRAISE))
    assert question > 0.04
    assert praise < 0, "less helpful than what this person is used to"
    assert all(one[QUESTION].change > one[PRAISE].change for one in found)


def test_no_reply_is_praised_for_what_would_have_happened_anyway():
    as_shipped = Learnt({PRAISE: 10 * np.diag(np.eye(N)[SAD]) @ STICKY.transmat})
    (effect,) = learn.effects(STICKY, as_shipped)
    assert (10 * STICKY.transmat[SAD] @ VALENCE) / 10 > VALENCE[SAD], "they did get better"
    assert effect.change == pytest.approx(0.0)
    assert effect.turns == pytest.approx(10.0)


def test_an_effect_is_the_mean_of_where_it_went_less_where_it_was_to_go():
    learnt = from_steps((SAD, JOY, QUESTION))
    (effect,) = learn.effects(STICKY, learnt)
    usual = learn.personal(STICKY, learnt).transmat
    assert effect.strategy == QUESTION
    assert effect.change == pytest.approx(0.8 - usual[SAD] @ VALENCE)
    assert effect.turns == 1.0


def test_who_gets_better_fast_anyway_owes_it_to_no_reply():
    quick = STICKY.transmat.copy()
    quick[VALENCE < 0] = 0.4 * quick[VALENCE < 0]
    quick[np.ix_(VALENCE < 0, [HOPE])] += 0.6
    person = Hmm(STICKY.startprob, quick, {QUESTION: quick, PRAISE: quick})
    tracks = talked(person, STICKY, np.random.default_rng(3), (600,), after=(QUESTION, PRAISE))
    effects = learn.effects(STICKY, tracks[600].learnt)
    assert len(effects) == 2
    assert all(abs(effect.change) < 0.05 for effect in effects)


def test_the_most_helpful_reply_comes_first_and_silence_is_no_reply():
    learnt = from_steps((SAD, SAD, PRAISE), (SAD, JOY, QUESTION), (SAD, JOY, None))
    assert [effect.strategy for effect in learn.effects(STICKY, learnt)] == [QUESTION, PRAISE]
    assert learn.effects(STICKY, Learnt()) == ()
    assert learn.effects(STICKY, Learnt({QUESTION: np.zeros((N, N))})) == ()


def test_where_i_do_not_let_it_learn_a_long_talk_leaves_no_trace():
    one = Track()
    for i in range(30):
        step = Step(sounds(NAMES[i % N]), NOON + i * timedelta(hours=1), QUESTION if i else None)
        one = track.advance(STICKY, one, step, learns=False)
    assert learn.encoded(one.learnt) == learn.encoded(Learnt())


# --- kept as text --------------------------------------------------------------------------------


def test_what_was_learnt_comes_back_from_its_text():
    person, rng = somebody(5)
    learnt = talked(person, STICKY, rng, (40,), after=(QUESTION, None, PRAISE))[40].learnt
    again = learn.decoded(learn.encoded(learnt))
    assert set(again.moves) == {"", QUESTION, PRAISE}
    for name, counts in learnt.moves.items():
        np.testing.assert_allclose(again.moves[name], counts, atol=1e-6)
    assert learn.encoded(again) == learn.encoded(learnt)


def test_the_text_holds_numbers_and_names_of_ours_only():
    raw = json.loads(learn.encoded(from_steps((SAD, JOY, QUESTION), (JOY, SAD, None))))
    assert set(raw) == {"states", "moves"}
    assert tuple(raw["states"]) == NAMES
    assert set(raw["moves"]) == {"", QUESTION}
    assert all(isinstance(x, float) for m in raw["moves"].values() for row in m for x in row)


def text(**changes):
    eye = np.eye(N).tolist()
    return json.dumps({"states": NAMES, "moves": {"": eye}} | changes)


def with_number(number):
    """A sound text with one of its zeros replaced."""
    return text().replace("0.0", number, 1)


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "{",
        "[]",
        "null",
        "3",
        '"text"',
        "[" * 100_000,
        text()[:-9],
        text(states=[*NAMES[:-1], "boredom"]),
        text(states=NAMES[::-1]),
        text(states=NAMES[:-1]),
        text(states=8),
        text(moves=None),
        text(moves=[]),
        text(moves={"": [[1.0]]}),
        text(moves={"": "x"}),
        text(moves={"": [[1.0], [1.0, 2.0]]}),
        text(moves={"": {}}),
        text(moves={"": np.eye(N).tolist(), QUESTION: [1, 2]}),
        with_number("NaN"),
        with_number("Infinity"),
        with_number("-0.5"),
        with_number("1e999"),
        with_number("1" + "0" * 400),
        with_number("null"),
        with_number('"x"'),
    ],
)
def test_a_text_that_is_damaged_or_of_other_feelings_teaches_nothing(damaged):
    assert learn.decoded(damaged).turns == 0
    assert learn.personal(STICKY, learn.decoded(damaged)) is STICKY


def test_a_sound_text_does_teach():
    assert learn.decoded(text()).turns == N
    assert learn.decoded(with_number("0.5")).turns == N + 0.5


def test_whatever_was_learnt_every_row_stays_a_distribution():
    rng = np.random.default_rng(0)
    for scale in (1e-9, 1.0, 1e9):
        counts = scale * normalize(rng.random((N, N)) * (rng.random((N, N)) > 0.5))
        shipped = dynamics(after={QUESTION: dynamics(0.2).transmat})
        personal = learn.personal(shipped, Learnt({QUESTION: counts, "": counts.T}))
        for matrix in (personal.transmat, personal.by_strategy[QUESTION]):
            np.testing.assert_allclose(matrix.sum(axis=1), 1.0)
            assert (matrix > 0).all()


def test_counts_no_life_is_long_enough_for_are_damage() -> None:
    huge = {"states": list(NAMES), "moves": {"": np.full((N, N), 1e308).tolist()}}
    assert learn.decoded(json.dumps(huge)) == Learnt()
