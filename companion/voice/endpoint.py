"""Where speech begins and ends, while the sound comes in.

Silero's small network (inside faster-whisper's wheel) says of every 32 ms how likely a voice is
in them; the first that may have one begins speech, a patient while of quiet ends it. Beside it the
noise floor of the room is followed, so that a television two rooms away begins nothing.
"""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# It reports to its makers unless this is set before it is loaded (its Privacy.md): nothing may be sent.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

from companion.errors import ModelFileError
from companion.voice.sound import RATE, Sound, level, samples, wiped

FRAME = 512  # samples, as the network was trained
CONTEXT = 64  # samples of the frame before, which it wants in front
FRAME_MS = FRAME * 1000 / RATE
# p(voice) of a frame. One that is a voice begins speech. In noise the network is less sure of a
# beginning, and slow to let go: less begins there, where a quiet room would only let a breath in, and
# more is needed to go on. Chosen on synthetic voices in noise.
SURE, IN_NOISE, GOES_ON = 0.5, 0.4, 0.55
NOISY_DB = -55.0  # noise floor of a room in which something hums or blows
EARLY_MS = 300.0  # quiet after which the words may be looked for in advance
ABOVE_FLOOR_DB = 2.0
FAINT_DB = 22.0  # below the voice so far: a frame as faint is the room, not the end of a word
# Shares of the way, a frame: the voice's loudness is followed, noise learnt slowly, quiet at once.
VOICE_CHANGES, FLOOR_RISES, FLOOR_FALLS = 0.1, 0.02, 0.3

MISSING = "The part that hears where speech begins is missing. Setting the program up again brings it back."


@dataclass(frozen=True)
class Began:
    """Speech begins. at: the sample it began; found: how many had been heard when that was known."""

    at: int
    found: int


@dataclass(frozen=True)
class Quiet:
    """Nobody has spoken for a moment since sample `at`; the utterance may end there."""

    at: int


@dataclass(frozen=True)
class Resumed:
    """After such a moment somebody goes on."""


@dataclass(frozen=True)
class Ended:
    """Speech ended at sample `at`, known at `found`. voiced_ms: how much of it was voice."""

    at: int
    found: int
    voiced_ms: float


Edge = Began | Quiet | Resumed | Ended


class Endpointer:
    """Takes sound in pieces of any size; samples are counted from the first it was given."""

    def __init__(self, patience_ms: float) -> None:
        self._voice = Silero()
        self._patience = samples(patience_ms)
        self._waiting = np.zeros(0, np.float32)
        self._heard = 0
        self._speaking = False
        self._quiet_told = False
        self._last_voice = 0  # the sample after the last frame with a voice
        self._voiced = 0
        self._loudness = 0.0  # of this utterance's voice, dBFS
        self._floor: float | None = None

    @property
    def noise_floor(self) -> float | None:
        """Loudness of the room without speech, dBFS; None before a quiet frame was heard."""
        return self._floor

    @property
    def speaking(self) -> bool:
        """Whether an utterance is under way."""
        return self._speaking

    @property
    def voiced_ms(self) -> float:
        """How much voice the utterance under way, or the last one, has."""
        return self._voiced * FRAME_MS

    def add(self, sound: Sound) -> list[Edge]:
        """The next samples; what was found in them, in order."""
        held = np.concatenate([self._waiting, sound])
        whole = len(held) // FRAME * FRAME
        edges: list[Edge] = []
        frames = held[:whole].reshape(-1, FRAME)
        for likely, frame in zip(self._voice.likely(frames), frames, strict=True):
            edges += self._frame(float(likely), level(frame))
        wiped(self._waiting)
        self._waiting = held[whole:].copy()
        wiped(held)
        return edges

    def finish(self) -> list[Edge]:
        """No more sound comes: an utterance under way ends with it."""
        if len(self._waiting):
            left = len(self._waiting)
            edges = self.add(np.zeros(FRAME - left, np.float32))
        else:
            edges = []
        return edges + ([self._end()] if self._speaking else [])

    def _frame(self, likely: float, loud: float) -> list[Edge]:
        self._heard += FRAME
        above = self._floor is None or loud > self._floor + ABOVE_FLOOR_DB
        if self._speaking:
            return self._within(likely, loud)
        begins = IN_NOISE if self._floor is not None and self._floor > NOISY_DB else SURE
        if likely < begins:
            self._learn(loud)
        if likely < begins or not above:
            return []
        self._speaking, self._quiet_told = True, False
        self._voiced = int(likely >= SURE)
        self._last_voice, self._loudness = self._heard, loud
        return [Began(self._heard - FRAME, self._heard)]

    def _within(self, likely: float, loud: float) -> list[Edge]:
        near = loud > self._loudness - FAINT_DB
        self._voiced += near and likely >= SURE
        if near and likely >= GOES_ON:
            self._last_voice = self._heard
            self._loudness += VOICE_CHANGES * (loud - self._loudness)
            resumed, self._quiet_told = self._quiet_told, False
            return [Resumed()] if resumed else []
        quiet = self._heard - self._last_voice
        if quiet >= self._patience:
            return [self._end()]
        if quiet >= samples(EARLY_MS) and not self._quiet_told:
            self._quiet_told = True
            return [Quiet(self._last_voice)]
        return []

    def _end(self) -> Ended:
        self._speaking = False
        return Ended(self._last_voice, self._heard, self.voiced_ms)

    def _learn(self, loud: float) -> None:
        if self._floor is None:
            self._floor = loud
        share = FLOOR_RISES if loud > self._floor else FLOOR_FALLS
        self._floor += share * (loud - self._floor)


class Silero:
    """The network with the state it carries from frame to frame."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(
                str(network()), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's own kinds are not importable by a stable name
            raise ModelFileError(MISSING) from error
        self._memory = np.zeros((2, 1, 1, 128), np.float32)
        self._before = np.zeros(CONTEXT, np.float32)

    def likely(self, frames: Sound) -> Sound:
        """P(a voice is in it) of each of the next frames, (n, FRAME); (n,)."""
        if not len(frames):
            return np.zeros(0, np.float32)
        before = np.concatenate([self._before[None], frames[:-1, -CONTEXT:]])
        given = {
            "input": np.concatenate([before, frames], axis=1),
            "h": self._memory[0],
            "c": self._memory[1],
        }
        likely, self._memory[0], self._memory[1] = self._session.run(None, given)
        self._before = frames[-1, -CONTEXT:].copy()
        wiped(given["input"])
        return np.asarray(likely, np.float32).reshape(-1)


def network() -> Path:
    """Silero's file. Raises ModelFileError where faster-whisper's wheel is not installed whole."""
    # Looked up without importing it: that would load a decoder of films and a hub's client.
    spec = importlib.util.find_spec("faster_whisper")
    folders = (spec.submodule_search_locations if spec else None) or []
    for folder in folders:
        for path in sorted((Path(folder) / "assets").glob("silero_vad*.onnx")):
            return path
    raise ModelFileError(MISSING)
