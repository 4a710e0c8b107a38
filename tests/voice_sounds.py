"""Sounds for the tests, made here: a voice-like one, and those of a room in which nobody speaks."""

from __future__ import annotations

import numpy as np

from companion.voice.sound import RATE, Sound

VOWELS = (
    (730, 1090, 2440),
    (270, 2290, 3010),
    (570, 840, 2410),
    (530, 1840, 2480),
    (300, 870, 2240),
)


def voice(seconds: float, pitch: float = 130.0, seed: int = 0) -> Sound:
    """Syllables of changing vowels through three resonances: no words, but a voice to Silero."""
    random = np.random.default_rng(seed)
    made: list[np.ndarray] = []
    while sum(map(len, made)) < seconds * RATE:
        made.append(_syllable(random, pitch))
    sound = np.concatenate(made)[: round(seconds * RATE)]
    return np.asarray(0.3 * sound / np.abs(sound).max(), np.float32)


def _syllable(random: np.random.Generator, pitch: float) -> np.ndarray:
    count = round(random.uniform(0.16, 0.26) * RATE)
    times = np.arange(count) / RATE
    tone = pitch * (1 + 0.15 * random.normal() * times / times[-1] + 0.1 * random.normal())
    phase = 2 * np.pi * np.cumsum(np.full(count, 1.0) * tone) / RATE
    formants = VOWELS[random.integers(len(VOWELS))]
    sound = np.zeros(count)
    for harmonic in range(1, int(4000 / pitch)):
        hertz = harmonic * np.median(tone)
        gain = sum(1 / (1 + ((hertz - f) / (60 + 0.05 * f)) ** 2) for f in formants) / harmonic**0.5
        sound += gain * np.sin(harmonic * phase)
    breath = 0.02 * random.normal(size=count)
    shape = np.minimum(1, np.minimum(times / 0.02, (times[-1] - times) / 0.04 + 0.05))
    consonant = np.where(times < 0.04, random.normal(size=count) * 0.1, 0.0)
    return shape * (sound + breath) + consonant


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE), np.float32)


def noise(seconds: float, loud: float = 0.003, seed: int = 1) -> Sound:
    random = np.random.default_rng(seed)
    return np.asarray(random.normal(size=round(seconds * RATE)) * loud, np.float32)
