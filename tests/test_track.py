"""Following one person from message to message."""

import itertools
import math
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from companion.emotion import hmm
from companion.emotion.hmm import Hmm
from companion.emotion.learn import Learnt
from companion.emotion.states import NAMES, expected_affect, strongest
from companion.emotion.tone import follow
from companion.emotion.track import Step, Track, advance, seconds_between, shift_in
from companion.turn import Affect, Belief, Shift

N = len(NAMES)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE, WEEK = timedelta(minutes=1), timedelta(weeks=1)
NOTHING_SAID = (1.0,) * N


def dynamics(stay=0.7, half_life=None, after=None):
    """Eight feelings: each stays with probability `stay`, else turns into any other alike."""
    transmat = np.full((N, N), (1 - stay) / (N - 1))
    np.fill_diagonal(transmat, stay)
    lives = None if half_life is None else np.full(N, half_life)
    return Hmm(np.full(N, 1 / N), transmat, after or {}, lives)


def sounds(name, odds=0.02):
    return tuple(1.0 if state == name else odds for state in NAMES)


def mixed(**weights):
    return tuple(weights.get(state, 0.0) for state in NAMES)


def steps(likelihoods, every=MINUTE, strategy=None):
    return [
        Step(likelihood, NOON + i * every, strategy if i else None)
        for i, likelihood in enumerate(likelihoods)
    ]


def followed(model, taken, track=None, **options):
    """The tracks after each step."""
    tracks = itertools.accumulate(
        taken,
        lambda before, step: advance(model, before, step, **options),
        initial=track or Track(),
    )
    return list(tracks)[1:]


STICKY = dynamics()


def test_before_anything_was_said_nothing_is_believed_and_the_tone_is_in_the_middle():
    track = Track()
    assert track.belief is None and track.affect == Affect()
    assert track.learnt.turns == 0 and not track.shift.found
    with pytest.raises(AssertionError):
        _ = track.believed


def test_the_first_message_has_nothing_to_turn_from():
    track = advance(STICKY, Track(), Step(sounds("joy"), NOON))
    assert track.shift == Shift()
    assert strongest(track.believed).name == "joy"
    assert track.affect == expected_affect(track.believed)
    assert track.at == NOON
    assert track.learnt.turns == 0, "one message is no step from one to the next"


def test_what_is_believed_is_what_the_filter_says_with_strategy_and_time():
    model = dynamics(half_life=24.0, after={"question": dynamics(0.4).transmat})
    taken = [
        Step(sounds("joy"), NOON),
        Step(sounds("anger", 0.5), NOON + MINUTE, "question"),
        Step(sounds("sadness", 0.5), NOON + WEEK, "others"),
    ]
    belief = None
    tracks = followed(model, taken, learns=False)
    for track, step, gap in zip(tracks, taken, (0.0, 60.0, 604_740.0), strict=True):
        belief = hmm.filter_step(model, belief, step.likelihood, step.strategy, gap)
        assert track.believed == belief


def test_the_tone_follows_the_belief_step_by_step():
    taken = steps([sounds("joy"), sounds("sadness"), NOTHING_SAID])
    tone = None
    for track in followed(STICKY, taken):
        tone = follow(tone, expected_affect(track.believed), 60.0 if tone else 0.0)
        assert track.tone == tone


def test_a_track_is_followed_by_another_and_never_changed():
    first = advance(STICKY, Track(), Step(sounds("joy"), NOON))
    before = (first.belief, first.tone, first.learnt.turns, first.at)
    one = advance(STICKY, first, Step(sounds("anger"), NOON + MINUTE))
    again = advance(STICKY, first, Step(sounds("anger"), NOON + MINUTE))
    assert (first.belief, first.tone, first.learnt.turns, first.at) == before
    assert (one.belief, one.tone, one.shift) == (again.belief, again.tone, again.shift)


# --- a turn of the feeling -----------------------------------------------------------------------


def test_a_clear_turn_from_joy_to_grief_is_found_and_named():
    *_, track = followed(STICKY, steps([sounds("joy"), sounds("joy"), sounds("sadness")]))
    assert track.shift.found
    assert (track.shift.before, track.shift.after) == ("joy", "sadness")
    assert track.shift.probability > 0.7


def test_staying_as_i_was_is_no_turn():
    for track in followed(STICKY, steps([sounds("anger")] * 5)):
        assert not track.shift.found
        assert track.shift.probability < 0.2


def test_two_feelings_about_as_likely_may_change_places_without_a_turn():
    model = dynamics(0.95)
    faintly = [mixed(sadness=1.0, anxiety=0.98), mixed(sadness=0.98, anxiety=1.0)]
    tracks = followed(model, steps([NOTHING_SAID, *(faintly * 10)]))
    leading = [strongest(track.believed).name for track in tracks]
    flickers = sum(a != b for a, b in itertools.pairwise(leading[1:]))
    assert flickers >= 10, "the label does change"
    assert not any(track.shift.found for track in tracks)


def test_words_that_say_nothing_turn_no_feeling():
    tracks = followed(STICKY, steps([sounds("sadness"), *[NOTHING_SAID] * 6]))
    assert not any(track.shift.found for track in tracks)
    assert all(t.shift.probability == pytest.approx(0.3) for t in tracks[1:])


def sure(name):
    return Belief(tuple(float(one == name) for one in NAMES))


def test_a_turn_is_the_probability_of_being_elsewhere_whichever_two_feelings_they_are():
    pairs = np.zeros((N, N))
    pairs[0, 0], pairs[4, 4], pairs[0, 4], pairs[4, 6], pairs[1, 2] = 0.3, 0.1, 0.25, 0.2, 0.15
    shift = shift_in(pairs, sure(NAMES[0]), sure(NAMES[4]))
    assert shift.probability == pytest.approx(0.6)
    assert (shift.before, shift.after) == (NAMES[0], NAMES[4])
    assert shift.found


@pytest.mark.parametrize(("changed", "found"), [(0.49, False), (0.5, True), (0.51, True)])
def test_a_turn_is_acted_on_from_even_odds(changed, found):
    pairs = np.zeros((N, N))
    pairs[0, 0], pairs[0, 4] = 1 - changed, changed
    assert shift_in(pairs, sure(NAMES[0]), sure(NAMES[4])).found is found


def test_nothing_turned_where_the_same_feeling_leads():
    pairs = np.full((N, N), 1 / N**2)
    assert not shift_in(pairs, sure("sadness"), sure("sadness")).found


def test_looking_for_a_turn_leaves_the_numbers_alone():
    pairs = np.full((N, N), 1 / N**2)
    shift_in(pairs, sure("sadness"), sure("anger"))
    np.testing.assert_array_equal(pairs, np.full((N, N), 1 / N**2))


@pytest.mark.parametrize("then", ["sadness", "calm"])
def test_after_a_week_nothing_turned_it_wore_off(then):
    first = advance(STICKY, Track(), Step(sounds("sadness"), NOON))
    worn = Hmm(STICKY.startprob, STICKY.transmat, {}, np.full(N, 12.0))
    later = advance(worn, first, Step(sounds(then), NOON + 7 * 24 * 60 * MINUTE))
    assert not later.shift.found
    assert later.shift.probability < 0.01


def test_the_probability_of_a_turn_is_what_the_pairs_say():
    first = advance(STICKY, Track(), Step(sounds("hope", 0.3), NOON))
    later = advance(STICKY, first, Step(sounds("shame", 0.3), NOON + MINUTE))
    pairs = hmm.pairwise(STICKY, first.believed, sounds("shame", 0.3), None, 60.0)
    assert later.shift.probability == pytest.approx(1 - np.trace(pairs))


# --- learning along the way ----------------------------------------------------------------------


def test_each_later_message_is_one_step_to_learn_from_by_the_reply_in_between():
    *_, track = followed(STICKY, steps([sounds("joy")] * 4, strategy="question"))
    assert set(track.learnt.moves) == {"question"}
    assert track.learnt.turns == pytest.approx(1 + 0.999 + 0.999**2)


def test_after_a_long_silence_a_message_teaches_less_about_me():
    model = dynamics(half_life=24.0)
    day = timedelta(hours=24)
    *_, soon = followed(model, steps([sounds("joy")] * 2))
    *_, next_day = followed(model, steps([sounds("joy")] * 2, every=day))
    *_, much_later = followed(model, steps([sounds("joy")] * 2, every=200 * day))
    assert soon.learnt.turns == pytest.approx(1.0, abs=1e-3)
    assert next_day.learnt.turns == pytest.approx(0.5)
    assert much_later.learnt.turns == pytest.approx(0.0, abs=1e-6)


def test_what_was_learnt_changes_what_is_believed_next():
    restless = Learnt({"": 50.0 * (1 - np.eye(N)) / N})
    start = Track(Belief(mixed(joy=1.0)), None, NOON, restless)
    step = Step(NOTHING_SAID, NOON + MINUTE)
    plain = advance(STICKY, start, step, learns=False)
    own = advance(STICKY, start, step)
    joy = NAMES.index("joy")
    assert plain.believed.probs[joy] == pytest.approx(0.7)
    assert own.believed.probs[joy] < 0.2


def test_where_i_do_not_let_it_learn_nothing_learnt_is_used_and_nothing_added():
    restless = Learnt({"": 50.0 * (1 - np.eye(N)) / N})
    taken = steps([sounds("joy", 0.4)] * 4, strategy="question")
    with_counts = followed(STICKY, taken, Track(learnt=restless), learns=False)
    without = followed(STICKY, taken, learns=False)
    for one, other in zip(with_counts, without, strict=True):
        assert (one.belief, one.shift, one.tone) == (other.belief, other.shift, other.tone)
        assert one.learnt is restless
        assert other.learnt.turns == 0


# --- time ----------------------------------------------------------------------------------------

TOKYO, HAWAII = timezone(timedelta(hours=9)), timezone(timedelta(hours=-10))


@pytest.mark.parametrize(
    ("before", "now", "seconds"),
    [
        (NOON, NOON + MINUTE, 60.0),
        (NOON, NOON, 0.0),
        (None, NOON, 0.0),
        (NOON, NOON - timedelta(days=365), 0.0),
        (NOON, NOON - timedelta(microseconds=1), 0.0),
        (NOON, NOON.replace(tzinfo=None) + WEEK, 0.0),
        (NOON.replace(tzinfo=None), NOON + WEEK, 0.0),
        (NOON.replace(tzinfo=None), NOON.replace(tzinfo=None) + WEEK, 604_800.0),
        (NOON.astimezone(TOKYO), NOON.astimezone(HAWAII) + MINUTE, 60.0),
        (NOON.astimezone(HAWAII), NOON.astimezone(TOKYO), 0.0),
        (datetime.min, datetime.max, 315_537_897_599.999999),
        (datetime.min.replace(tzinfo=TOKYO), datetime.max.replace(tzinfo=HAWAII), 315_537_966_000),
    ],
)
def test_seconds_go_by_as_on_my_clock_and_never_backwards(before, now, seconds):
    assert seconds_between(before, now) == pytest.approx(seconds)


def test_a_week_later_a_feeling_may_have_gone_and_a_minute_later_it_has_not():
    model = dynamics(0.9, half_life=24.0)
    sad = NAMES.index("sadness")
    *_, soon = followed(model, steps([sounds("sadness"), NOTHING_SAID]))
    *_, later = followed(model, steps([sounds("sadness"), NOTHING_SAID], every=WEEK))
    assert soon.believed.probs[sad] > 0.75
    assert later.believed.probs[sad] == pytest.approx(1 / N, abs=0.02)


def test_a_clock_set_back_a_year_is_as_if_no_time_had_passed():
    model = dynamics(half_life=24.0)
    first = advance(model, Track(), Step(sounds("joy"), NOON))
    back = advance(model, first, Step(sounds("anger", 0.3), NOON - timedelta(days=365)))
    none = advance(model, first, Step(sounds("anger", 0.3), NOON))
    assert back.belief == none.belief and back.tone == none.tone
    assert not any(math.isnan(p) for p in back.believed.probs)
    assert back.at == NOON - timedelta(days=365), "and time goes on from there"
