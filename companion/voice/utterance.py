"""The sound of one utterance, kept from a little before the first word to a little after the last."""

from __future__ import annotations

import numpy as np

from companion.voice.sound import RATE, Sound, wiped

LONGEST = 15 * 60 * RATE  # samples; who speaks longer is answered in between


class Utterance:
    """Grows while somebody speaks; zeroed when its words are known."""

    def __init__(self) -> None:
        self._held = np.zeros(10 * RATE, np.float32)
        self._count = 0
        self.voiced_ms = 0.0

    def __len__(self) -> int:
        return self._count

    @property
    def full(self) -> bool:
        """Whether it is as long as one utterance may be."""
        return self._count >= LONGEST

    def add(self, sound: Sound) -> None:
        """More of it."""
        needed = self._count + len(sound)
        if needed > len(self._held):
            larger = np.zeros(max(needed, 2 * len(self._held)), np.float32)
            larger[: self._count] = self._held[: self._count]
            wiped(self._held)
            self._held = larger
        self._held[self._count : needed] = sound
        self._count = needed

    def drop_end(self, count: int) -> None:
        """The last samples were no speech."""
        kept = max(0, self._count - max(0, count))
        self._held[kept : self._count] = 0
        self._count = kept

    def copy(self, count: int | None = None) -> Sound:
        """The first `count` samples, or all; whoever takes them zeroes them."""
        return self._held[: self._count if count is None else min(count, self._count)].copy()

    def wipe(self) -> None:
        """No sample stays in memory."""
        wiped(self._held)
        self._count = 0
