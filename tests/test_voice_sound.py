"""Sound in the one form everything takes, whatever the microphone gives."""

from __future__ import annotations

import numpy as np
import pytest

from companion.voice.sound import RATE, Resampler, Ring, Sound, level, mono, samples


def tone(hertz: float, rate: int, seconds: float = 1.0) -> Sound:
    return np.asarray(0.5 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate), "f4")


def strength(sound: Sound, hertz: float) -> float:
    """Amplitude of one tone in the middle of a sound."""
    middle = sound[2000:-2000].astype(np.float64) * np.hanning(len(sound) - 4000)
    wave = np.exp(-2j * np.pi * hertz * np.arange(len(middle)) / RATE)
    return float(4 * abs(middle @ wave) / len(middle))


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
def test_a_tone_stays_what_it_was_at_any_rate(rate: int) -> None:
    resampler = Resampler(rate)
    heard = np.concatenate([resampler.add(tone(1000, rate)), resampler.rest()])
    assert abs(len(heard) - RATE) <= 2
    assert strength(heard, 1000) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("hertz", [9_000, 12_000, 15_000, 20_000])
def test_what_is_too_high_does_not_come_back_as_another_tone(hertz: int) -> None:
    assert level(Resampler(48_000).add(tone(hertz, 48_000))[2000:]) < -60


def test_pieces_give_what_the_whole_gives() -> None:
    sound, whole, pieces = tone(700, 44_100), Resampler(44_100), Resampler(44_100)
    at_once = whole.add(sound)
    random, parts, at = np.random.default_rng(3), [], 0
    while at < len(sound):
        size = int(random.integers(1, 900))
        parts.append(pieces.add(sound[at : at + size]))
        at += size
    assert np.allclose(np.concatenate(parts), at_once, atol=1e-6)


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000, 192_000])
def test_pieces_of_a_sample_or_two_give_what_the_whole_gives(rate: int) -> None:
    sound = np.random.default_rng(1).normal(size=1500).astype(np.float32)
    one, other = Resampler(rate), Resampler(rate)
    pieces = [one.add(sound[at : at + 2]) for at in range(0, len(sound), 2)]
    whole = np.concatenate([other.add(sound), other.rest()])
    assert np.allclose(np.concatenate([*pieces, one.rest()]), whole, atol=1e-6)


def test_the_beginning_is_in_its_place() -> None:
    click = np.zeros(4800, np.float32)
    click[2400] = 1.0
    assert abs(int(Resampler(48_000).add(click).argmax()) - 800) <= 1


def test_two_channels_become_one() -> None:
    both = np.array([[1.0, 0.0], [0.5, -0.5]], np.float32)
    assert mono(both, 2).tolist() == [0.5, 0.0]
    assert mono(both.reshape(-1), 2).tolist() == [0.5, 0.0]


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        (np.array([-32768, 16384], np.int16), [-1.0, 0.5]),
        (np.array([0, 128, 192], np.uint8), [-1.0, 0.0, 0.5]),
        (np.array([-(2**31)], np.int32), [-1.0]),
    ],
)
def test_whole_numbers_become_fractions(given: np.ndarray, heard: list[float]) -> None:
    assert mono(given).tolist() == heard


def test_a_cut_frame_is_left_out() -> None:
    assert len(mono(np.zeros(5, np.int16), 2)) == 2


def test_loudness_is_said_in_decibels() -> None:
    assert level(np.ones(100, np.float32)) == pytest.approx(0.0, abs=1e-6)
    assert level(np.full(100, 0.1, np.float32)) == pytest.approx(-20.0, abs=0.01)
    assert level(np.zeros(100, np.float32)) == pytest.approx(-120.0)
    assert level(np.zeros(0, np.float32)) == -120.0


def test_the_last_half_second_is_kept_and_no_more() -> None:
    ring = Ring()
    assert len(ring.taken()) == 0
    for start in range(0, 20_000, 300):
        ring.add(np.arange(start, start + 300, dtype=np.float32))
    kept = ring.taken()
    assert len(kept) == samples(500)
    assert kept[-1] == 20_099 and (np.diff(kept) == 1).all()


def test_what_was_taken_is_gone_from_the_ring() -> None:
    ring = Ring(10)
    ring.add(np.ones(1000, np.float32))
    ring.taken()
    assert len(ring) == 0 and not ring._held.any()


def test_a_wiped_resampler_keeps_nothing() -> None:
    resampler = Resampler(48_000)
    resampler.add(tone(500, 48_000))
    resampler.wipe()
    assert not resampler._kept.any()
    assert not resampler.add(np.zeros(4800, np.float32)).any()


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        Resampler(0)
