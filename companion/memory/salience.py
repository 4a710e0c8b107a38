"""How much of what was just said is worth keeping: one plain formula, 0..1.

    salience = 0.25 length + 0.25 matter + 0.15 new + 0.10 self + 0.10 shift + 0.05 stirred
               + 0.05 told + 0.05 lasting                               (each part 0..1)

and at least 0.9 when the person asks to remember it.

length: content words that were not said before in this talk. matter: what the words are about,
    read off their embedding with weights fitted on our own talks (`matter.py`). new: people, names,
    days and plans that were never mentioned. self: "I", "my", "we". told: words of the past tense,
    as in a story. lasting: words of liking, wanting and deciding. stirred: arousal, as the observer
    hears it. shift: how far the belief moved.

The weights are set by hand in steps of a twentieth, with the development halves of LUFY and LoCoMo
and our own marked talks looked at; of a hundred and fifty picks one more or less is noise. `companion
bench memory` prints what each part is worth by leaving it out, and what weights fitted to other
people's picks would give. Arousal and shift, for which this program is made, add little there, where
little is told that moves anybody. How surprising the words are to the language model adds
nothing beyond chance (`DECISIONS.md`), so the model is not asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from companion.memory.mentions import content_words, listed, mentions

THRESHOLD = 0.15
WEIGHTS = {
    "length": 0.25,
    "matter": 0.25,
    "new": 0.15,
    "self": 0.10,
    "told": 0.05,
    "lasting": 0.05,
    "stirred": 0.05,
    "shift": 0.10,
}
ASKED = 0.9
ENOUGH_WORDS = 12.0  # fresh content words at which length has reached 63 % of its weight
ENOUGH_NEW = 2  # new mentions that count in full
ENOUGH_SELF = 4
ENOUGH_TOLD = 3

_ASKED = re.compile(
    r"\b(?:(?:please |just )?remember (?:this|that|it)\b|don'?t (?:you )?forget\b|keep (?:this|that)"
    r" in mind\b|note (?:this|that) down\b)",
    re.IGNORECASE,
)
_RECALLING = re.compile(r"\b(?:i|do you|can'?t|cannot|don'?t|didn'?t) remember\b", re.IGNORECASE)
_FACT = re.compile(
    r"\b(?:my name(?: is|'s)|call me|i live in|i work (?:as|at|in|for)|i(?: a|')m allergic|i was born"
    r"|i(?: a|')m from|i have (?:a|two|three|four|\d+) \w+|i study|i got (?:married|divorced|fired"
    r"|engaged|diagnosed)|i(?: a|')m (?:married|pregnant|gay|trans|autistic)|passed away|died)\b",
    re.IGNORECASE,
)
_SELF = listed("i me my mine myself we us our ours i'm i've i'd i'll we're we've we'd we'll im ive")
_PAST = re.compile(
    r"\b(?:\w{2,}ed|went|was|were|had|got|made|saw|met|took|came|told|said|found|lost|bought|gave"
    r"|felt|left|won|ate|tried)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"(?<!feel )(?<!feels )(?<!felt )(?<!feeling )(?<!looks )(?<!sounds )"
    r"\b(?:love[ds]?|like[ds]?|enjoy(?:ed|s)?|favou?rites?|hate[ds]?|prefer|always|dream|want|wanna"
    r"|hop(?:e|ing)|plan(?:ning)?|going to|gonna|decided|started|used to|grew up|since i"
    r"|i(?:'ve| have) been|for the first time|i(?: a|')m an?)\b",
    re.IGNORECASE,
)
_REASONS = {
    "length": "you told it at some length",
    "matter": "it sounds like something that matters",
    "new": "somebody or something new came up",
    "self": "it is about you",
    "told": "it happened to you",
    "lasting": "it says what you like, want or mean to do",
    "stirred": "it stirred you",
    "shift": "how you felt changed",
}


@dataclass(frozen=True)
class Parts:
    """What salience is made of, each 0..1 before weighing; named and explained above."""

    length: float = 0.0
    matter: float = 0.0
    new: float = 0.0
    self: float = 0.0
    told: float = 0.0
    lasting: float = 0.0
    stirred: float = 0.0
    shift: float = 0.0

    @property
    def value(self) -> float:
        """The weighted sum, 0..1."""
        return sum(weight * float(getattr(self, name)) for name, weight in WEIGHTS.items())


@dataclass(frozen=True)
class Salience:
    """`value` 0..1 and the parts it was made of; asked: the person asked to remember it."""

    value: float
    parts: Parts
    asked: bool

    @property
    def kept(self) -> bool:
        """Whether it passes the threshold."""
        return self.value >= THRESHOLD

    @property
    def why(self) -> str:
        """The two parts that weighed most, in a plain sentence for the memory page."""
        if not self.kept:
            return "Not kept: nothing in it stood out."
        if self.asked:
            return "Kept because you asked me to remember it."
        weighed = {name: WEIGHTS[name] * getattr(self.parts, name) for name in WEIGHTS}
        first, second = sorted(weighed, key=lambda name: weighed[name], reverse=True)[:2]
        also = f" and {_REASONS[second]}" if weighed[second] >= weighed[first] / 2 else ""
        return f"Kept because {_REASONS[first]}{also}."


def salience(
    text: str,
    *,
    arousal: float = 0.0,
    previous: Sequence[float] = (),
    present: Sequence[float] = (),
    known: Collection[str] = (),
    said: Collection[str] = (),
    matter: float = 0.0,
) -> Salience:
    """How much `text` is worth keeping.

    arousal: -1..1, of these words; only stirred counts, calm is 0. previous, present: the belief's
    probs before and after the words, in the same order; empty `previous` at the very start.
    known: what was mentioned in kept episodes (`Store.mentioned`), so only news is new. said:
    content words of this talk so far. matter: `Matter.of` the words' embedding.
    """
    found = Parts(
        length=1.0 - math.exp(-len(set(content_words(text)) - set(said)) / ENOUGH_WORDS),
        matter=matter,
        new=_new(text, known),
        self=min(1.0, sum(word in _SELF for word in _tokens(text)) / ENOUGH_SELF),
        told=min(1.0, len(_PAST.findall(text)) / ENOUGH_TOLD),
        lasting=1.0 if _LASTING.search(text) else 0.0,
        stirred=min(1.0, max(0.0, arousal)),
        shift=total_variation(previous, present) if previous else 0.0,
    )
    asked = bool(_ASKED.search(text)) and not _RECALLING.search(text)
    # Below `ASKED` by itself, so that what the person asked for is told from the rest by its value.
    value = max(found.value, ASKED) if asked else min(found.value, ASKED - 0.01)
    return Salience(value, found, asked)


def total_variation(p: Sequence[float], q: Sequence[float]) -> float:
    """Half the summed differences of two distributions: 0 the same, 1 nothing in common."""
    return min(1.0, 0.5 * sum(abs(a - b) for a, b in zip(p, q, strict=True)))


def _new(text: str, known: Collection[str]) -> float:
    if _FACT.search(text):
        return 1.0
    return min(1.0, sum(name not in known for name in mentions(text)) / ENOUGH_NEW)


def _tokens(text: str) -> list[str]:
    return text.lower().replace("\u2019", "'").replace(",", " ").replace(".", " ").split()
