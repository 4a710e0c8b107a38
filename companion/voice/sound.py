"""Sound as everything here takes it: one channel, 16,000 samples a second, float32 from -1 to 1.

Sound is the most personal thing the program touches. It MUST stay in memory: nothing here or in
its neighbours writes it to a file, and whoever holds some zeroes it when done (`wiped`).
"""

from __future__ import annotations

from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
PRE_ROLL_MS = 500
SILENCE_DB = -120.0  # what digital silence is called, so that levels stay finite
CROSSINGS = 16  # of the sinc, on each side of its middle
PASSED = 0.94  # of the narrower band: above it the filter falls, so that nothing folds back

Sound = NDArray[np.float32]


def samples(ms: float) -> int:
    """How many samples last so long."""
    return round(ms * RATE / 1000)


def level(sound: Sound) -> float:
    """Loudness in dBFS: 0 is a full-scale square wave, silence is SILENCE_DB."""
    if not len(sound):
        return SILENCE_DB
    power = float(np.mean(np.square(sound, dtype=np.float64)))
    return max(SILENCE_DB, 10.0 * float(np.log10(power + 1e-12)))


def wiped(sound: NDArray[Any]) -> None:
    """Overwrite sound that is not needed any more."""
    sound.fill(0)


def mono(chunk: NDArray[Any], channels: int = 1) -> Sound:
    """One channel of float32 from interleaved samples, or from an array (frames, channels).

    Whole numbers are scaled by their type (uint8 has its silence at 128); a frame that was cut is
    left out.
    """
    if chunk.dtype == np.uint8:
        flat = (chunk.astype(np.float32) - 128.0) / 128.0
    elif np.issubdtype(chunk.dtype, np.integer):
        flat = chunk.astype(np.float32) / float(-np.iinfo(chunk.dtype).min)
    else:
        flat = chunk.astype(np.float32)
    if flat.ndim == 1:
        flat = flat[: len(flat) // channels * channels].reshape(-1, channels)
    return np.ascontiguousarray(flat.mean(axis=1, dtype=np.float32))


class Resampler:
    """Any rate to 16 kHz as the sound comes in; what is above 8 kHz is filtered out first.

    A windowed sinc, one set of weights for each place an output sample can have between two input
    samples. The pieces of a recording give, put together, what the whole gives at once.
    """

    def __init__(self, rate: int) -> None:
        if rate <= 0:
            raise ValueError("a rate is a positive number")
        common = gcd(rate, RATE)
        self._step, self._phases = rate // common, RATE // common  # output k lies at k*step/phases
        cut = PASSED * min(1.0, RATE / rate)
        self._half = int(np.ceil(CROSSINGS / cut))
        self._cut = cut
        self._weights = self._table() if self._phases > 1 or self._step > 1 else None
        self._kept = np.zeros(self._half, np.float32)  # silence before the first sample
        self._next = 0  # the output's place, in phases from the first sample in `_kept` but _half

    def add(self, sound: Sound) -> Sound:
        """The next samples at the old rate; returns those at 16 kHz that are complete."""
        if self._weights is None:
            return sound.copy()
        held = np.concatenate([self._kept, sound])
        usable = (
            len(held) - 2 * self._half
        )  # places of the first `_half`-th sample that have both sides
        last = usable * self._phases
        count = max(0, -(-(last - self._next) // self._step))
        made = self._at(held, self._next + self._step * np.arange(count))
        self._next += self._step * count
        passed = min(self._next // self._phases, max(0, usable))
        self._next -= passed * self._phases
        wiped(self._kept)
        self._kept = held[passed:].copy()
        wiped(held)
        return made

    def _at(self, held: Sound, places: NDArray[np.int64]) -> Sound:
        """The output at these places; a piece too short for a window has none."""
        if self._weights is None or not len(places):
            return np.zeros(0, np.float32)
        whole, phase = np.divmod(places, self._phases)
        windows = np.lib.stride_tricks.sliding_window_view(held, 2 * self._half)
        return np.asarray(
            np.einsum("ij,ij->i", windows[whole + 1], self._weights[phase]), np.float32
        )

    def rest(self) -> Sound:
        """The last samples, which waited for what would come after them; then it begins anew."""
        made = self.add(np.zeros(self._half + 1, np.float32)) if self._weights is not None else None
        self.wipe()
        return np.zeros(0, np.float32) if made is None else made

    def wipe(self) -> None:
        """Forget what was heard and begin anew."""
        wiped(self._kept)
        self._kept = np.zeros(self._half, np.float32)
        self._next = 0

    def _table(self) -> Sound:
        """Weights (phases, 2 * half): of the samples around an output, the first `half - 1` before it."""
        places = np.arange(2 * self._half) - (self._half - 1)
        off = places[None, :] - np.arange(self._phases)[:, None] / self._phases
        window = np.cos(np.clip(off / (self._half + 1), -1, 1) * np.pi / 2) ** 2
        weights = self._cut * np.sinc(self._cut * off) * window
        return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float32)


class Ring:
    """The last moments of sound, so that a word begun before the key is pressed is whole."""

    def __init__(self, ms: float = PRE_ROLL_MS) -> None:
        self._held = np.zeros(samples(ms), np.float32)
        self._count = 0  # how much of the end of `_held` is sound

    def __len__(self) -> int:
        return self._count

    def add(self, sound: Sound) -> None:
        """Newer sound pushes out the oldest."""
        size = len(self._held)
        new = sound[-size:]
        self._held[: size - len(new)] = self._held[len(new) :]
        self._held[size - len(new) :] = new
        self._count = min(size, self._count + len(new))

    def last(self, count: int) -> Sound:
        """A copy of the newest `count` samples, or of fewer where there are not so many."""
        count = min(count, self._count)
        return self._held[len(self._held) - count :].copy()

    def taken(self) -> Sound:
        """All of it; the ring is empty and zero afterwards."""
        sound = self.last(self._count)
        self.wipe()
        return sound

    def wipe(self) -> None:
        """Empty it; no sample stays in memory."""
        wiped(self._held)
        self._count = 0
