"""From a stream of sound to utterances: only speech is kept, with a margin on each side.

With a key held down everything until the key goes up is one utterance, however long the pauses;
hands free, a patient while of quiet ends one and the next may begin. Quiet itself is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from companion.voice.endpoint import Began, Edge, Ended, Endpointer, Quiet, Resumed
from companion.voice.sound import RATE, Ring, Sound, samples
from companion.voice.utterance import Utterance

BEFORE_MS, AFTER_MS = 200.0, 100.0  # kept around speech; more noise than this costs words
PIECE = RATE // 5  # samples looked at together: well within the reach below
REACH_MS = 1000.0  # how far back the beginning of speech is ever looked for


@dataclass(frozen=True)
class Speaking:
    """An utterance began. at_ms: since the listening did."""

    at_ms: float


@dataclass(frozen=True)
class Resting:
    """It may be over: so many samples of it are all there is. 0: no, somebody goes on."""

    count: int


@dataclass(frozen=True)
class Complete:
    """It is over, and is the receiver's to wipe. at_ms: where speech ended."""

    utterance: Utterance
    at_ms: float


Change = Speaking | Resting | Complete


class Ear:
    """Takes the sound of one listening in pieces of any size."""

    def __init__(self, hands_free: bool, patience_ms: float) -> None:
        self._hands_free = hands_free
        self._endpoint = Endpointer(patience_ms)
        self._recent = Ring(REACH_MS)
        self._keeping = False
        self._kept_to = 0  # the sample up to which sound is in an utterance already
        self._heard = 0
        self._last_end = 0
        self.utterance: Utterance | None = None

    @property
    def voiced_ms(self) -> float:
        """How much voice there is in the utterance under way."""
        before = self.utterance.voiced_ms if self.utterance is not None else 0.0
        return before + (self._endpoint.voiced_ms if self._keeping else 0.0)

    def add(self, sound: Sound) -> list[Change]:
        """The next samples; what changed with them, in order."""
        changes: list[Change] = []
        for start in range(0, len(sound), PIECE):
            changes += self._piece(sound[start : start + PIECE])
        return changes

    def finish(self) -> list[Change]:
        """No more sound comes: what was begun is complete."""
        changes = [change for edge in self._endpoint.finish() for change in self._edge(edge)]
        if self.utterance is not None:
            changes.append(self._complete())
        self._recent.wipe()
        return changes

    def wipe(self) -> None:
        """Forget everything."""
        self._recent.wipe()
        if self.utterance is not None:
            self.utterance.wipe()

    def _piece(self, sound: Sound) -> list[Change]:
        self._heard += len(sound)
        self._recent.add(sound)
        if self._keeping and self.utterance is not None:
            self.utterance.add(sound)
            self._kept_to = self._heard
        changes = [change for edge in self._endpoint.add(sound) for change in self._edge(edge)]
        if self._keeping and self.utterance is not None and self.utterance.full:
            changes.append(self._complete())
            self.utterance, self._keeping = Utterance(), True
            changes.append(Speaking(self._heard * 1000 / RATE))
        return changes

    def _edge(self, edge: Edge) -> list[Change]:
        match edge:
            case Began(at, _):
                return self._begin(at)
            case Resumed():
                return [Resting(0)]
            case Quiet(at) if self.utterance is not None:
                self._last_end = at
                return [Resting(max(0, len(self.utterance) - self._after(at)))]
            case Ended(at, _, voiced_ms) if self.utterance is not None:
                self._keeping = False
                self._last_end = at
                self.utterance.voiced_ms += voiced_ms
                self._drop(self._after(at))
                return [self._complete()] if self._hands_free else []
        return []

    def _begin(self, at: int) -> list[Change]:
        new = self.utterance is None
        if self.utterance is None:
            self.utterance = Utterance()
        start = max(at - samples(BEFORE_MS), self._kept_to, 0)
        self.utterance.add(self._recent.last(self._heard - start))
        self._keeping, self._kept_to = True, self._heard
        return [Speaking(at * 1000 / RATE) if new else Resting(0)]

    def _after(self, at: int) -> int:
        """How many of the samples heard came more than the margin after sample `at`."""
        return max(0, self._heard - at - samples(AFTER_MS))

    def _drop(self, count: int) -> None:
        if self.utterance is not None:
            self.utterance.drop_end(count)
            self._kept_to = self._heard - count

    def _complete(self) -> Complete:
        assert self.utterance is not None
        self.utterance.voiced_ms = self.voiced_ms
        done, self.utterance = self.utterance, None
        self._keeping = False
        return Complete(done, self._last_end * 1000 / RATE)
