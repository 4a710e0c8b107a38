"""How something was said: loudness, pitch, pace and pauses, beside how this person mostly speaks.

Only numbers, no name of a feeling: a voice says whether somebody is more or less stirred than
usual, hardly why. Off until the person asks for it. Nothing is known of a person before several
utterances were heard, so the first ones say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from companion.voice.sound import RATE, SILENCE_DB, Sound

Array = NDArray[np.float64]

FRAME, HOP = RATE * 40 // 1000, RATE * 20 // 1000
LOWEST_HZ, HIGHEST_HZ = 65.0, 400.0  # of a speaking voice
VOICED = 0.5  # share of a frame's power that repeats with its period
HEARD_DB = 30.0  # below the loudest frame; what is quieter is a pause
PAUSE_FRAMES = 10  # 200 ms: shorter gaps belong to words
LEAST_VOICED = 15  # 300 ms of voice before anything is said about it
BLOCK = 1000  # frames at once: a long utterance must not need hundreds of megabytes

ENOUGH = 8.0  # utterances before a person's usual way is known
MEMORY = 60.0  # utterances: what is older fades from the baseline
# How much each measure raises arousal (a choice after the reviews: loudness and pitch say most,
# pace some, pauses the contrary), in log-odds for one standard deviation.
WEIGHTS = np.array([0.6, 0.6, 0.3, 0.3, -0.2])
LEAST_SPREAD = np.array([1.0, 0.5, 0.3, 0.2, 0.03])  # a steady speaker is not made to look stirred
SHARPNESS = 0.5  # standard deviation of arousal, 0..1, that a state has around its own


@dataclass(frozen=True)
class Acoustics:
    """Measures of one utterance.

    loudness: dBFS over voiced frames. pitch: median, semitones above 55 Hz (as it is heard; a
    woman's usual 200 Hz is 22). melody: spread of pitch, semitones. rate: voiced onsets a second.
    pauses: share of the time from the first voice to the last, 0..1.
    """

    loudness: float
    pitch: float
    melody: float
    rate: float
    pauses: float


@dataclass(frozen=True)
class Baseline:
    """How a person mostly speaks: running means and squared differences, older ones fading."""

    count: float = 0.0
    means: tuple[float, ...] = (0.0,) * len(WEIGHTS)
    squares: tuple[float, ...] = (0.0,) * len(WEIGHTS)


def measured(sound: Sound) -> Acoustics | None:
    """The measures of one utterance at 16 kHz; None where there is too little voice in it."""
    if len(sound) < FRAME:
        return None
    frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::HOP]
    levels, periods, strengths = map(np.concatenate, zip(*_read(frames), strict=True))
    heard = levels > max(levels.max() - HEARD_DB, SILENCE_DB + HEARD_DB)
    voiced = heard & (strengths > VOICED)
    places = np.flatnonzero(voiced)
    if len(places) < LEAST_VOICED:
        return None
    tones = 12 * np.log2(RATE / periods[voiced] / 55.0)
    span = slice(places[0], places[-1] + 1)
    seconds = (places[-1] + 1 - places[0]) * HOP / RATE
    onsets = np.count_nonzero(voiced[span][1:] & ~voiced[span][:-1]) + 1
    quarter = np.percentile(tones, [25, 75])
    return Acoustics(
        loudness=float(10 * np.log10(np.mean(10 ** (levels[voiced] / 10)))),
        pitch=float(np.median(tones)),
        melody=float((quarter[1] - quarter[0]) / 1.349),
        rate=float(onsets / seconds),
        pauses=_paused(heard[span]),
    )


def learnt(baseline: Baseline, heard: Acoustics) -> Baseline:
    """The baseline with one more utterance (Welford's steps, with a memory of MEMORY utterances)."""
    values, means = np.array(astuple(heard)), np.array(baseline.means)
    count = min(baseline.count, MEMORY - 1) + 1
    kept = (count - 1) / baseline.count if baseline.count else 0.0
    off = values - means
    means = means + off / count
    squares = np.array(baseline.squares) * kept + off * (values - means)
    return Baseline(count, tuple(means.tolist()), tuple(squares.tolist()))


def unusual(baseline: Baseline, heard: Acoustics) -> tuple[float, ...] | None:
    """Each measure in standard deviations from this person's usual; None before enough is known."""
    if baseline.count < ENOUGH:
        return None
    spread = np.sqrt(np.array(baseline.squares) / (baseline.count - 1))
    off = np.array(astuple(heard)) - np.array(baseline.means)
    scores = np.clip(off / np.maximum(spread, LEAST_SPREAD), -4.0, 4.0)
    return tuple(float(score) for score in scores)


def arousal(baseline: Baseline, heard: Acoustics) -> float | None:
    """How stirred the voice is for this person, 0 to 1, 0.5 being as usual; None before enough is known."""
    scores = unusual(baseline, heard)
    if scores is None:
        return None
    return float(1 / (1 + np.exp(-WEIGHTS @ np.array(scores))))


def likelihood(stirred: float, arousals: Sequence[float]) -> tuple[float, ...]:
    """p(such a voice | state) up to a factor, the largest being one: `Utterance.voice`.

    stirred: as `arousal` gives it. arousals: of each state, -1..1, in the tracker's order.
    """
    off = stirred - (np.asarray(arousals, np.float64) + 1) / 2
    weights = np.exp(-0.5 * (off / SHARPNESS) ** 2)
    return tuple(float(weight) for weight in weights / weights.max())


def _read(frames: NDArray[np.float32]) -> list[tuple[Array, Array, Array]]:
    """Of each frame its level in dBFS, its period in samples, and how much of it repeats, 0..1."""
    window = np.hanning(FRAME)
    size = 2 * FRAME
    flat = np.fft.irfft(np.abs(np.fft.rfft(window, size)) ** 2)[:FRAME]
    shortest, longest = int(RATE / HIGHEST_HZ), int(RATE / LOWEST_HZ)
    found = []
    for start in range(0, len(frames), BLOCK):
        block = frames[start : start + BLOCK].astype(np.float64)
        power = np.mean(block**2, axis=1)
        block -= block.mean(axis=1, keepdims=True)
        spectrum = np.abs(np.fft.rfft(block * window, size, axis=1)) ** 2
        same = np.fft.irfft(spectrum, axis=1)[:, :FRAME]
        # A frame's own power is lag 0; the window, which shrinks long lags, is divided out.
        alike = same[:, shortest : longest + 1] / np.maximum(same[:, :1], 1e-12)
        alike = alike / (flat[shortest : longest + 1] / flat[0])
        best = alike.argmax(axis=1)
        # Twice the period repeats just as well: the shortest lag that is nearly as good is the voice's.
        good = alike >= 0.9 * alike[np.arange(len(best)), best][:, None]
        peaks = good.copy()
        peaks[:, 1:] &= alike[:, 1:] >= alike[:, :-1]
        peaks[:, :-1] &= alike[:, :-1] >= alike[:, 1:]
        peaks[:, 0] = False
        first = np.where(peaks.any(axis=1), peaks.argmax(axis=1), best)
        strength = np.clip(alike[np.arange(len(best)), first], 0.0, 1.0)
        found.append(
            (10 * np.log10(power + 1e-12), (first + shortest).astype(np.float64), strength)
        )
    return found


def _paused(heard: NDArray[np.bool_]) -> float:
    """Share of frames in quiet runs of at least PAUSE_FRAMES."""
    edges = np.flatnonzero(np.diff(np.concatenate([[True], heard, [True]]).astype(np.int8)))
    lengths = edges[1::2] - edges[::2]
    return float(lengths[lengths >= PAUSE_FRAMES].sum() / len(heard))
