"""Speech to words by Whisper, and what every recogniser offers. The only file importing faster_whisper.

The model is always a folder on this computer; nothing is ever fetched from here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from companion.errors import ModelFileError
from companion.voice.sound import RATE, Sound

BEAM = 3
NO_SPEECH, UNLIKELY = 0.6, -1.0  # together they mean Whisper heard nothing (its authors' values)
HOPELESS = -1.5  # mean log-probability of a token below which no segment is believed
LOOPING = 2.4  # compression of its text above which a segment says the same over and over
SURE_OF_LANGUAGE = 0.6
WINDOW_S = 20  # of sound a pass while somebody speaks reads; what is firm before that is left alone

NEEDED = ("model.bin", "config.json", "tokenizer.json")
MISSING = "There is no folder of that name with a speech model in it. Choose it again, or use the basic recogniser."
INCOMPLETE = (
    "The speech model is not complete: {name} is missing. Fetching it again puts that right."
)
BROKEN = "The speech model is damaged or cut short. Fetching it again puts that right."
ANOTHER = "This speech model was made for another version of the program. Fetching it again puts that right."
NOT_SPEECH = "That folder holds a model, but none that understands speech."
NO_CARD = "The graphics card cannot be used for this, so speech is understood on the processor, a little slower."


@dataclass(frozen=True)
class Heard:
    """What a recogniser made of an utterance. text "": no words. confidence: 0 to 1."""

    text: str
    language: str
    confidence: float


class Recogniser(Protocol):
    """Turns the sound of one utterance into words; one at a time, in one thread."""

    description: str
    basic: bool
    languages: tuple[str, ...]
    notice: str

    def begin(self) -> None:
        """A new utterance: forget what was kept of the last."""

    def so_far(self, sound: Sound, stop: Callable[[], bool]) -> tuple[str, ...]:
        """Words of an utterance that goes on; sound is all of it until now."""

    def whole(self, sound: Sound, stop: Callable[[], bool]) -> Heard:
        """The words of the whole utterance. stop, asked often, ends it early with no words."""


class Whisper:
    """Whisper in CTranslate2: whole numbers of 8 bits on the processor, halves on a graphics card."""

    basic = False

    def __init__(self, folder: Path, language: str, cuda: bool, threads: int) -> None:
        self._model, on_card = _loaded(_complete(folder), cuda, threads)
        self.notice = NO_CARD if cuda and not on_card else ""
        self.description = f"{folder.name}, {'graphics card' if on_card else 'processor'}"
        self.languages = tuple(self._model.supported_languages)
        self._language = language if language in self.languages else ""
        self._settled: list[str] = []  # words of segments that are over
        self._from = 0  # the sample after them
        self._found = ""  # the language, while somebody speaks

    def begin(self) -> None:
        """A new utterance."""
        self._settled, self._from, self._found = [], 0, ""

    def so_far(self, sound: Sound, stop: Callable[[], bool]) -> tuple[str, ...]:
        """A quick pass over the end of the sound; segments that are long over are not read again."""
        segments = []
        read, information = self._segments(sound[self._from :], 1, self._found)
        if information.language_probability > SURE_OF_LANGUAGE:
            self._found = information.language
        for segment in read:
            if stop():
                return ()
            segments.append(segment)
        words = [word for segment in segments for word in segment.text.split()]
        said = (*self._settled, *words)
        if len(sound) - self._from > WINDOW_S * RATE and len(segments) > 1:
            self._settled += [word for one in segments[:-1] for word in one.text.split()]
            self._from = min(len(sound), self._from + int(segments[-1].start * RATE))
        return said

    def whole(self, sound: Sound, stop: Callable[[], bool]) -> Heard:
        """All segments that are believed, joined."""
        segments, information = self._segments(sound, BEAM, "")
        kept = []
        for segment in segments:
            if stop():
                return Heard("", "", 0.0)
            if _believed(segment.no_speech_prob, segment.avg_logprob, segment.compression_ratio):
                kept.append((segment.text.strip(), segment.avg_logprob))
        text = " ".join(text for text, _ in kept if text)
        sure = math.exp(float(np.mean([log for _, log in kept]))) if kept else 0.0
        return Heard(text, information.language, min(1.0, sure))

    def _segments(self, sound: Sound, beam: int, language: str) -> tuple[Iterable[Any], Any]:
        read, information = self._model.transcribe(
            sound,
            language=self._language or language or None,
            beam_size=beam,
            temperature=[0.0, 0.4] if beam > 1 else 0.0,
            condition_on_previous_text=False,
            no_speech_threshold=NO_SPEECH,
            log_prob_threshold=UNLIKELY,
            compression_ratio_threshold=LOOPING,
        )
        return read, information


def _believed(no_speech: float, log_probability: float, compression: float) -> bool:
    """Whether a segment's numbers speak for words: sure enough, not silence, not a loop."""
    silent = no_speech > NO_SPEECH and log_probability < UNLIKELY
    return not silent and log_probability > HOPELESS and compression <= LOOPING


def _complete(folder: Path) -> Path:
    """The folder, if the files are there; a model without its tokeniser would be looked for in the web."""
    if not folder.is_dir():
        raise ModelFileError(MISSING)
    for name in NEEDED:
        if not (folder / name).is_file() or not (folder / name).stat().st_size:
            raise ModelFileError(INCOMPLETE.format(name=name))
    return folder


def _loaded(folder: Path, cuda: bool, threads: int) -> tuple[Any, bool]:
    """The model, and whether it is on the card. Raises ModelFileError in plain words."""
    import ctranslate2
    from faster_whisper import WhisperModel

    def load(device: str, numbers: str) -> Any:
        return WhisperModel(
            str(folder),
            device=device,
            compute_type=numbers,
            cpu_threads=threads,
            local_files_only=True,
        )

    if cuda and ctranslate2.get_cuda_device_count():
        try:
            return load("cuda", "float16"), True
        except (RuntimeError, ValueError):
            pass  # too little memory, a missing library: the processor can do it
    try:
        return load("cpu", "int8"), False
    except Exception as error:  # RuntimeError of CTranslate2, bare Exception of the tokeniser
        raise ModelFileError(_reason(str(error))) from error


def _reason(said: str) -> str:
    """A plain sentence for what the library says; its own text may hold paths."""
    if "binary version" in said or "revision" in said:
        return ANOTHER
    if "Unknown model" in said:
        return NOT_SPEECH
    return BROKEN
