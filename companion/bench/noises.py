"""Sounds in which nobody speaks, and speech with its known edges."""

from __future__ import annotations

import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from companion.errors import CompanionError
from companion.voice.sound import RATE, Sound, level, mono

LOUD_DB = 18.0  # below the loud parts of a clip: its speech begins and ends there
STEP = RATE // 50
ROOM = 0.0005  # of a quiet room, -66 dBFS

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Clip:
    """A recording, its words, and between which samples somebody speaks."""

    name: str
    sound: Sound
    text: str
    start: int
    end: int


def clips(data: Path) -> list[Clip]:
    """Every .wav with a .txt beside it. Raises CompanionError where there is none."""
    found = [
        _clip(path) for path in sorted(data.rglob("*.wav")) if path.with_suffix(".txt").is_file()
    ]
    if not found:
        raise CompanionError("There are no recordings with their words in that folder.")
    return found


def room(seconds: float, seed: int = 0) -> Sound:
    """A quiet room."""
    random = np.random.default_rng(seed)
    return np.asarray(random.normal(size=round(seconds * RATE)) * ROOM, np.float32)


def noisy(sound: Sound, speech: Sound, decibels: float, seed: int) -> Sound:
    """The sound with white noise so many decibels below this speech."""
    loud = 10 ** ((level(speech) - decibels) / 20)
    noise = np.random.default_rng(seed).normal(size=len(sound)) * loud
    return np.asarray(sound + noise, np.float32)


def silence(random: np.random.Generator, times: Array) -> Array:
    """A room at night."""
    return random.normal(size=len(times)) * ROOM


def hum(random: np.random.Generator, times: Array) -> Array:
    """The mains in a bad cable, swelling a little."""
    swell = 1 + 0.5 * np.sin(2 * np.pi * 0.7 * times)
    waves = sum(0.1 / n * np.sin(2 * np.pi * 50 * n * times) for n in range(1, 12))
    return np.asarray(waves * swell + silence(random, times))


def typing(random: np.random.Generator, times: Array) -> Array:
    """Keys, each a click and the desk under it."""
    made = silence(random, times)
    at, length = 0.0, RATE // 10
    while (at := at + random.exponential(0.15)) < times[-1] - 0.1:
        start, after = int(at * RATE), np.arange(length) / RATE
        click = random.normal(size=length) * np.exp(-after / random.uniform(0.004, 0.015))
        desk = np.sin(2 * np.pi * random.uniform(150, 400) * after) * np.exp(-after / 0.02)
        made[start : start + length] += random.uniform(0.05, 0.4) * click + 0.1 * desk
    return made


def music(random: np.random.Generator, times: Array) -> Array:
    """Three notes of a scale twice a second, with overtones and some vibrato."""
    made = silence(random, times)
    length = RATE * 3 // 4
    for start in range(0, len(times) - length, RATE // 2):
        after = np.arange(length) / RATE
        for note in random.choice([0, 2, 4, 5, 7, 9, 11, 12, 14, 16], 3):
            turn = 2 * np.pi * 220 * 2 ** (note / 12) * after + 0.3 * np.sin(11 * np.pi * after)
            waves = sum(np.sin(n * turn) / n for n in range(1, 6))
            made[start : start + length] += (
                0.05 * waves * np.exp(-2 * after) * np.minimum(1, 50 * after)
            )
    return made


VOICELESS: dict[str, Callable[[np.random.Generator, Array], Array]] = {
    "silence": silence,
    "hum": hum,
    "typing": typing,
    "music": music,
}


def voiceless(kind: str, seconds: float, seed: int = 0) -> Sound:
    """So many seconds of one of VOICELESS."""
    times = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(VOICELESS[kind](np.random.default_rng(seed), times), np.float32)


def _clip(path: Path) -> Clip:
    try:
        with wave.open(str(path)) as file:
            if file.getframerate() != RATE or file.getsampwidth() != 2:
                raise CompanionError(f"{path.name} is not recorded at 16 kHz with 16 bits.")
            raw = np.frombuffer(file.readframes(file.getnframes()), np.int16)
            sound = mono(raw, file.getnchannels())
    except wave.Error as error:
        raise CompanionError(f"{path.name} is not a recording I can read.") from error
    steps = [level(sound[at : at + STEP]) for at in range(0, len(sound) - STEP + 1, STEP)]
    loud = np.flatnonzero(np.array(steps) > np.percentile(steps, 95) - LOUD_DB)
    text = path.with_suffix(".txt").read_text("utf-8").strip()
    return Clip(path.stem, sound, text, int(loud[0]) * STEP, int(loud[-1] + 1) * STEP)
