"""How something was said: measures of a voice, and what is usual for whom."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pytest
from voice_sounds import noise, silence, voice

from companion.voice.acoustics import (
    Acoustics,
    Baseline,
    arousal,
    learnt,
    likelihood,
    measured,
    unusual,
)
from companion.voice.sound import RATE, Sound

USUAL = Acoustics(loudness=-25.0, pitch=15.0, melody=2.0, rate=4.0, pauses=0.1)


def sung(hertz: float, seconds: float = 1.0) -> Sound:
    times = np.arange(int(seconds * RATE)) / RATE
    waves = sum(np.sin(2 * np.pi * hertz * n * times) / n for n in range(1, 12))
    return np.asarray(0.2 * waves, np.float32)


def known(utterances: int = 20, way: Acoustics = USUAL) -> Baseline:
    random, baseline = np.random.default_rng(5), Baseline()
    for _ in range(utterances):
        off = random.normal(size=5) * [2.0, 1.0, 0.5, 0.4, 0.03]
        baseline = learnt(baseline, Acoustics(*(np.array(astuple(way)) + off).tolist()))
    return baseline


@pytest.mark.parametrize("hertz", [80.0, 110.0, 150.0, 220.0, 330.0])
def test_the_pitch_of_a_voice_is_found(hertz: float) -> None:
    heard = measured(sung(hertz))
    assert heard is not None
    assert heard.pitch == pytest.approx(12 * np.log2(hertz / 55), abs=0.3)
    assert heard.melody < 0.3


def test_a_louder_voice_is_louder_by_as_much() -> None:
    quiet, loud = measured(0.1 * voice(2)), measured(voice(2))
    assert quiet is not None and loud is not None
    assert loud.loudness - quiet.loudness == pytest.approx(20, abs=0.5)


def test_pauses_between_words_are_measured_those_around_them_are_not() -> None:
    whole = measured(np.concatenate([silence(1), voice(1), silence(1), voice(1, seed=2)]))
    assert whole is not None
    assert whole.pauses == pytest.approx(1 / 3, abs=0.06)


@pytest.mark.parametrize("sound", [silence(2), noise(2, 0.05), voice(0.1), silence(0)])
def test_without_a_voice_nothing_is_measured(sound: Sound) -> None:
    assert measured(sound) is None


def test_ten_minutes_are_measured_too() -> None:
    assert measured(np.tile(voice(10), 60)) is not None


def test_the_first_utterances_say_nothing() -> None:
    assert arousal(Baseline(), USUAL) is None
    assert arousal(known(7), USUAL) is None
    assert arousal(known(8), USUAL) is not None


def test_the_usual_is_in_the_middle_and_a_raised_voice_above() -> None:
    baseline = known()
    raised = replace(USUAL, loudness=-17.0, pitch=19.0, rate=5.0)
    weary = replace(USUAL, loudness=-31.0, pitch=13.0, rate=3.0, pauses=0.3)
    middle, high, low = (arousal(baseline, heard) for heard in (USUAL, raised, weary))
    assert middle is not None and high is not None and low is not None
    assert middle == pytest.approx(0.5, abs=0.15)
    assert high > 0.85 and low < 0.2


def test_what_is_loud_for_one_is_usual_for_another() -> None:
    loud = replace(USUAL, loudness=-15.0)
    quiet_one, loud_one = arousal(known(), loud), arousal(known(way=loud), loud)
    assert quiet_one is not None and loud_one is not None
    assert quiet_one > loud_one + 0.2


def test_the_baseline_follows_somebody_who_changes() -> None:
    baseline = known(300)
    now = replace(USUAL, loudness=-15.0)
    for _ in range(150):
        baseline = learnt(baseline, now)
    scores = unusual(baseline, now)
    assert scores is not None and abs(scores[0]) < 0.6


def test_means_are_welfords() -> None:
    rows = [
        Acoustics(-20, 10, 1, 4, 0.1),
        Acoustics(-26, 12, 3, 5, 0.3),
        Acoustics(-23, 17, 2, 3, 0),
    ]
    baseline = Baseline()
    for row in rows:
        baseline = learnt(baseline, row)
    values = np.array([astuple(row) for row in rows])
    assert np.allclose(baseline.means, values.mean(axis=0))
    assert np.allclose(np.array(baseline.squares) / 2, values.var(axis=0, ddof=1))


def test_a_stirred_voice_speaks_for_stirred_states() -> None:
    calm, sad, angry = -0.5, -0.3, 0.7
    stirred, still = likelihood(0.95, (calm, sad, angry)), likelihood(0.1, (calm, sad, angry))
    assert stirred[2] == max(stirred) == 1.0 and stirred[0] < stirred[2]
    assert still[2] < still[1] < still[0] == 1.0


def test_a_voice_as_usual_speaks_for_nothing_much() -> None:
    assert min(likelihood(0.5, (-0.5, 0.0, 0.7))) > 0.7
