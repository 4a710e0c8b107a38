"""The person says how it is: "I'm not angry, I'm tired". Their word weighs more than any reading.

Said or clicked, it is a strong observation of that turn. It is also a lesson: messages that read
like the one that was misread are read otherwise from now on, the more so the nearer they are. A
lesson is one row that can be taken back, and then nothing of it is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.emotion.clauses import clauses
from companion.emotion.states import NAMES

TOLD = 0.02  # odds that are left to every feeling the person did not name
NEAR = 0.45  # cosine from which a message is alike; unrelated ones lie around 0.1
STRENGTH = 3.0  # nats a lesson moves the likelihoods of the very same message

_WORDS: dict[str, str] = {
    "calm": r"fine|okay|ok|all right|alright|calm|relaxed|neutral|bored|indifferent",
    "joy": r"happy|glad|excited|proud|thrilled|amused|cheerful|joking|kidding",
    "affection": r"grateful|thankful|touched|moved|in love",
    "hope": r"hopeful|optimistic|curious|looking forward",
    "sadness": r"sad|tired|exhausted|drained|worn out|depressed|lonely|disappointed|hurt|empty|numb"
    r"|heartbroken|down|homesick|grieving",
    "anxiety": r"anxious|worried|scared|afraid|nervous|stressed|overwhelmed|frightened|panicking",
    "anger": r"angry|mad|furious|annoyed|irritated|frustrated|pissed off|pissed|jealous|upset with",
    "shame": r"ashamed|embarrassed|guilty|humiliated|sorry for what i did|disgusted with myself",
}
_STATE = {name: re.compile(words, re.I) for name, words in _WORDS.items()}
_LEAD = r"(?:(?:no|well|honestly|really|actually|but|it['\u2019]?s|just)[ ,]+)*"
_I_AM = r"(?:i['\u2019]?m|i am|i feel|i['\u2019]?m feeling|i was)"
_HOW = r"(?:(?:just|really|even|that|very|so|actually|only|more|rather|a bit|a little|mostly) )*"
_ALL = "|".join(_WORDS.values())
_END = (
    r"(?:[ ,]+(?:at all|really|though|anymore|any more|today|right now|now|that['\u2019]?s all))*"
)
_NOT_SO = re.compile(
    rf"{_LEAD}(?:{_I_AM} |it['\u2019]?s |that['\u2019]?s )?not {_HOW}({_ALL}){_END}", re.I
)
_SO = re.compile(rf"{_LEAD}(?:{_I_AM} )?{_HOW}({_ALL}){_END}", re.I)
_FILLER = re.compile(r"no|nope|sorry|well|okay|ok|all right|alright", re.I)
_LONGEST = 200  # characters; whoever writes more tells more than the name of a feeling


@dataclass(frozen=True)
class Lesson:
    """A misreading the person corrected: its embedding (unit length), what was heard, what it was."""

    embedding: npt.NDArray[np.floating[Any]]
    heard: str
    said: str


@dataclass(frozen=True)
class Named:
    """Feelings a message says are not there, and the one it says is there."""

    denied: tuple[str, ...]
    said: str


def named(text: str) -> Named | None:
    """What a message that does nothing but correct says: "I'm not angry, I'm tired".

    None unless every clause denies or names a feeling, at least one is denied, and exactly one
    other state is named. "I'm not sad, just tired" names none: both are the same one to us.
    """
    if len(text) > _LONGEST:
        return None
    denied: list[str] = []
    said: list[str] = []
    for start, end in clauses(text):
        clause = re.sub(r"^(?:and|but|because) ", "", text[start:end], flags=re.I)
        if _FILLER.fullmatch(clause):
            continue
        if found := _NOT_SO.fullmatch(clause):
            denied.append(_state(found[1]))
        elif found := _SO.fullmatch(clause):
            said.append(_state(found[1]))
        else:
            return None
    if not denied or len(set(said)) != 1 or said[0] in denied:
        return None
    return Named(tuple(dict.fromkeys(denied)), said[0])


def told(state: str) -> tuple[float, ...]:
    """The likelihood of a turn whose feeling the person named: 50 to 1 against each other one.

    Raises ValueError for a state there is not.
    """
    if state not in NAMES:
        raise ValueError(f"there is no state {state!r}")
    return tuple(1.0 if name == state else TOLD for name in NAMES)


def reread(
    likelihood: Sequence[float],
    embedding: npt.NDArray[np.floating[Any]] | None,
    lessons: Sequence[Lesson],
) -> tuple[float, ...]:
    """The likelihood in the light of the lessons, the largest being one again.

    Each lesson adds STRENGTH nats to what it was and takes as many from what was heard, times how
    alike the messages are: nothing up to a cosine of NEAR, all of it for the same message.
    """
    moved = np.log(np.maximum(np.asarray(likelihood, dtype=np.float64), 1e-300))
    if embedding is None or not lessons:
        return tuple(likelihood)
    for lesson in lessons:
        if lesson.embedding.shape != embedding.shape:
            continue  # made with another embedder
        cosine = float(lesson.embedding @ embedding)
        alike = min(max((cosine - NEAR) / (1 - NEAR), 0.0), 1.0)
        moved[NAMES.index(lesson.said)] += STRENGTH * alike
        moved[NAMES.index(lesson.heard)] -= STRENGTH * alike
    weights = np.exp(moved - moved.max())
    return tuple(float(value) for value in np.maximum(weights, 1e-6))


def _state(word: str) -> str:
    return next(name for name, words in _STATE.items() if words.fullmatch(word))
