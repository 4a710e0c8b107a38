"""The recogniser that needs no download: PocketSphinx, whose wheel carries its English model.

It is called basic because it is: about one word in four is wrong on clear reading. The final text
is decoded from the whole utterance, with the mean of its own cepstra (a mean guessed from the first
second costs every other word on some microphones); a second, hasty decoder gives the words so far.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from pocketsphinx import Decoder

from companion.errors import ModelFileError
from companion.voice.sound import RATE, Sound, wiped
from companion.voice.transcribe import Heard

PIECE = RATE // 50  # it holds Python's lock while it works: small pieces let others in
LONGEST = 20 * RATE  # of sound decoded in one go; the end of a decoding cannot be interrupted
SEARCHED = 5 * RATE  # at the end of such a stretch, for the quietest moment to cut at
MOMENT = RATE // 10
FIRST = RATE * 3 // 2  # before the first words so far: the voice's mean has to settle
# A third of the states a frame that are kept otherwise: the same words on clear reading, a fifth sooner.
CAREFUL = {"maxhmmpf": 5000, "maxwpf": 20}
HASTY = {"fwdflat": False, "bestpath": False, "beam": 1e-40, "wbeam": 1e-25, "maxhmmpf": 5000}
MARKS = ("<s>", "</s>", "<sil>", "[NOISE]", "[SPEECH]", "[COUGH]", "[SMACK]", "[UH]", "[UM]")

BROKEN = "The basic recogniser could not be started. Setting the program up again brings it back."


class Basic:
    """English only."""

    description = "basic (English)"
    basic = True
    languages: tuple[str, ...] = ("en",)
    notice = ""

    def __init__(self) -> None:
        try:
            self._careful = Decoder(loglevel="FATAL", **CAREFUL)
            self._hasty = Decoder(loglevel="FATAL", **HASTY)
        except (RuntimeError, ValueError) as error:
            raise ModelFileError(BROKEN) from error
        self._read = 0  # samples the hasty decoder has taken
        self._open = False

    def begin(self) -> None:
        """A new utterance."""
        if self._open:
            self._hasty.end_utt()
        self._open, self._read = False, 0

    def so_far(self, sound: Sound, stop: Callable[[], bool]) -> tuple[str, ...]:
        """The hasty decoder goes on where it was."""
        if len(sound) < FIRST:
            return ()
        if not self._open:
            _fresh(self._hasty, _numbers(sound))
            self._open = True
        for start in range(self._read, len(sound), PIECE):
            if stop():
                return ()
            piece = _numbers(sound[start : start + PIECE])
            self._hasty.process_raw(piece.tobytes())
            wiped(piece)
            self._read = start + PIECE
        self._read = len(sound)
        found = self._hasty.hyp()
        return tuple(_words(found.hypstr)) if found else ()

    def whole(self, sound: Sound, stop: Callable[[], bool]) -> Heard:
        """The careful decoder, over stretches cut at quiet moments."""
        self.begin()
        words: list[str] = []
        sure: list[float] = []
        start = 0
        while start < len(sound):
            end = _cut(sound, start)
            stretch = _numbers(sound[start:end])
            said = self._decoded(stretch, stop)
            wiped(stretch)
            if said is None:
                return Heard("", "", 0.0)
            words += said[0]
            sure += said[1]
            start = end
        return Heard(" ".join(words), "en", float(np.mean(sure)) if sure else 0.0)

    def _decoded(
        self, stretch: np.ndarray, stop: Callable[[], bool]
    ) -> tuple[list[str], list[float]] | None:
        """Words and how sure each is; None if it was stopped."""
        decoder = self._careful
        mean = _fresh(decoder, stretch)
        stopped = False
        for start in range(0, len(stretch), PIECE):
            if stop():
                stopped = True
                break
            decoder.set_cmn(mean)  # or the running mean would wander off the utterance's own
            decoder.process_raw(stretch[start : start + PIECE].tobytes())
        decoder.end_utt()
        found = decoder.hyp()
        if stopped:
            return None
        if found is None:
            return [], []
        sure = [min(1.0, one.prob) for one in decoder.seg() if one.word not in MARKS]
        return _words(found.hypstr), sure


def _fresh(decoder: Decoder, stretch: np.ndarray) -> str:
    """Begin decoding with the cepstral mean of this sound; nothing of an earlier voice stays."""
    decoder.reinit_feat()
    decoder.start_utt()
    decoder.process_raw(stretch.tobytes(), no_search=True, full_utt=True)
    mean = str(decoder.get_cmn(False))
    decoder.end_utt()
    decoder.start_utt()
    decoder.set_cmn(mean)
    return mean


def _cut(sound: Sound, start: int) -> int:
    """Where the stretch from `start` ends: at the end, or at the quietest tenth of a second in time."""
    if len(sound) - start <= LONGEST:
        return len(sound)
    first = start + LONGEST - SEARCHED
    pieces = sound[first : start + LONGEST].reshape(-1, MOMENT)
    return first + int(np.square(pieces).mean(axis=1).argmin()) * MOMENT + MOMENT // 2


def _numbers(sound: Sound) -> np.ndarray:
    return np.asarray(np.clip(sound * 32768.0, -32768, 32767), np.int16)


def _words(text: str) -> list[str]:
    return [word.split("(")[0] for word in text.split() if word not in MARKS]
