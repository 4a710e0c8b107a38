"""Which limit of our role the wording as a whole touches: what patterns miss, in six languages.

A regression on pieces of words, fitted by `scripts/train_limits.py` on lines written for this project:
whether any limit is touched, and which. It stands beside the patterns of `boundaries`; where its file
is missing they go on alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from companion import paths
from companion.policy import tongue
from companion.policy.linear import Array, sigmoid
from companion.policy.pieces import WORD, load, pieces, raised, softmax, stretches
from companion.turn import ENGLISH

KEYS = (
    "is-it-human", "love-and-romance", "exclusivity", "dependence", "friend", "shared-past", "naming",
    "therapy-and-diagnosis", "medication", "always-agree", "contempt", "the-dead", "prompt-injection",
    "sexual", "minor", "farewell",
)  # fmt: skip
# Probability from which any limit is touched, chosen on the tenth of the lines held out. A wrong one
# costs a reply beside the point; these two change more than one reply, and need more.
SURE = 0.85
SURER: Mapping[str, float] = {"minor": 0.95, "farewell": 0.9}
# In English there is far more to say to an ordinary message, so more is needed, and more than a part
# of it: read sentence by sentence, one ordinary message in six was taken for one.
SURE_IN_ENGLISH = 0.9
CLEAR = 0.5  # probability from which it is said which one
GENERAL = "program"  # the limit named where that is not clear
# Limits that touch the person alone; the others are touched by what is said to the program or asked.
_OWN = frozenset(("contempt", "minor"))
_TO_US = re.compile(r"\b(?:you|u|ur|your|youre|yours|youve|youd|youll|yourself|ya)\b|[?]")
# Of these the English patterns know more than the wording, which finds one in ten and errs as often.
_BY_PATTERN = frozenset(("farewell", "contempt"))
_IN_PASSING = re.compile(r"\b(?:you know|you see|thank you|thank u)\b")
# Who thanks and wishes well says nothing of us, though it sounds like what is said to a friend.
_THANKS = re.compile(
    r"\b(?:thanks?|thank(?:s| you| u)|ty|take care|(?:you|u) too|same to you|welcome|good at this"
    r"|helpful|bless)\b"
)
# Of the second look, which names the right one two times in three: from where a limit is touched (more
# in English, where patterns know most of them and one ordinary message in ten was taken for one at 0.9),
# and from where it does not gainsay the wording.
SURE_SECOND, SURE_SECOND_IN_ENGLISH, NOT_AGAINST = 0.95, 0.97, 0.5
FEW = 4  # words; "you're right" and "nm u" touch nothing


@dataclass(frozen=True)
class Limits:
    """weights: (SIZE, 1 + keys), for any limit and which of `KEYS`; constants: (1 + keys,)."""

    weights: Array
    constants: Array

    def of(self, spelling: str) -> tuple[str, ...]:
        """The limits that a text in its plain spelling touches, the surest first."""
        words = WORD.findall(spelling)
        if len(words) < FEW:
            return ()
        found = pieces(words)
        read = tongue.shipped()
        english = read is None or read.of_pieces(found) == ENGLISH
        best: dict[str, float] = {}
        for first, last in stretches(spelling):
            whole = first == 0 and last == len(words)
            if english and not whole:
                continue
            key, sure = self._read(raised(found[first:last], self.weights, self.constants))
            if english and not self.meant(key, spelling):
                continue
            # A goodbye is one only where nothing else is said.
            if sure >= SURER.get(key, SURE_IN_ENGLISH if english else SURE) and (
                key != "farewell" or whole
            ):
                best[key] = max(best.get(key, 0.0), sure)
        return tuple(sorted(best, key=lambda key: -best[key]))

    @staticmethod
    def meant(key: str, spelling: str) -> bool:
        """Whether an English message may touch this limit."""
        if key in _BY_PATTERN or (key == GENERAL and _THANKS.search(spelling)):
            return False
        return key in _OWN or _TO_US.search(_IN_PASSING.sub("", spelling)) is not None

    def _read(self, logits: Array) -> tuple[str, float]:
        """Which limit a stretch touches, if any, and the probability that it touches one at all."""
        return key_of(logits[1:]), float(sigmoid(logits[0]))


def key_of(logits: Array) -> str:
    """Which of `KEYS` their logits speak of, the general limit where that is not clear."""
    odds = softmax(logits)
    return KEYS[int(odds.argmax())] if odds.max() >= CLEAR else GENERAL


def with_second(worded: tuple[str, ...], limit: str, sure: float, spelling: str) -> tuple[str, ...]:
    """The limits by wording and by the second look, which is the better judge of what is said to a program.

    That somebody is a minor is kept whatever it says: it only makes things safer.
    """
    minor = tuple(key for key in worded if key == "minor")
    needed = max(SURE_SECOND, SURER.get(limit, 0.0))
    if tongue.spoken(spelling) == ENGLISH:
        needed = SURE_SECOND_IN_ENGLISH
        if not Limits.meant(limit, spelling) or _THANKS.search(spelling):
            return minor
    if sure >= needed:
        return tuple(dict.fromkeys((limit, *minor)))
    return worded if sure >= NOT_AGAINST else minor


@functools.cache
def shipped() -> Limits | None:
    """The parameters in `models/limits.npz`; None where they cannot be read."""
    return of_file(paths.shipped() / "limits.npz")


def of_file(path: Path) -> Limits | None:
    """What `scripts/train_limits.py` wrote to `path`; None where it cannot be read."""
    made = load(path, 1 + len(KEYS))
    return Limits(*made) if made else None
