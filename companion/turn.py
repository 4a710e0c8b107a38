"""One turn as data: what flows from the person's words to the saved turn, and the events it emits.

Everything here is a frozen dataclass without behaviour beyond reading itself. The order in which
they are made is `session.Session.respond`; nothing else.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


class Strategy(enum.StrEnum):
    """ESConv's eight kinds of supportive reply (Liu et al., 2021)."""

    QUESTION = "question"
    PARAPHRASE = "restatement or paraphrasing"
    REFLECTION = "reflection of feelings"
    DISCLOSURE = "self-disclosure"
    AFFIRMATION = "affirmation and reassurance"
    SUGGESTION = "providing suggestions"
    INFORMATION = "information"
    OTHERS = "others"


ENGLISH = "en"
"""The language of a talk until it is heard to be another (`policy.tongue`)."""

PRACTICE = "practice"
"""The source of a kept page of an exercise, which tells nothing of how the person is."""

WARMTH = "warmth"
"""What one sentence of a reply may be beside the strategies: a word of warmth, before the matter."""


class Stage(enum.StrEnum):
    """Hill's three stages of helping."""

    EXPLORATION = "exploration"
    COMFORTING = "comforting"
    ACTION = "action"


class Risk(enum.IntEnum):
    """Danger to the person or somebody near, in degrees; ordered, so `risk >= Risk.ELEVATED` reads."""

    NONE = 0
    LOW = 1
    ELEVATED = 2
    ACUTE = 3


class Unwished(enum.StrEnum):
    """What a person may ask never to get, in any talk: a matter, a kind of reply, a tone, a word."""

    TOPIC = "topic"
    ADVICE = "advice"
    QUESTIONS = "questions"
    JOKES = "jokes"
    CHEER = "cheer"
    EXCLAMATIONS = "exclamation marks"
    SORRY = "sorry"
    PET_NAMES = "pet names"
    NAME = "name"
    WORD = "word"


@dataclass(frozen=True)
class Standing:
    """A standing wish: it holds until it is taken back.

    word: what is not to be brought up (TOPIC), how the person is not to be called (NAME), what is not
    to be said (WORD); "" for the other kinds.
    """

    kind: Unwished
    word: str = ""


@dataclass(frozen=True)
class Utterance:
    """What the person said. `text` is cleaned (see `session.clean`) and never empty.

    voice: p(how it was said | state) up to a common factor, in `states.STATES` order; empty for
    text alone, which is the rule.
    """

    text: str
    at: datetime
    source: str = "typed"  # "typed", "voice", "sample" or `PRACTICE`
    voice: tuple[float, ...] = ()


@dataclass(frozen=True)
class Affect:
    """Valence, arousal and dominance, each -1..1, 0 neutral."""

    valence: float = 0.0
    arousal: float = 0.0
    dominance: float = 0.0


@dataclass(frozen=True)
class Observation:
    """What one utterance says about each hidden state.

    likelihood: n numbers > 0, p(words | state) up to a common factor, in `states.STATES` order.
    cause: the clause of the utterance whose removal changes the observation most ("" if none).
    present: n numbers 0..1, p(the words hold this feeling), each for itself, since people feel
    several at once; empty where nothing could be read. disagreement: 0..1, how far the voice says
    something else than the words (0 for text alone).
    """

    likelihood: tuple[float, ...]
    affect: Affect
    cause: str = ""
    present: tuple[float, ...] = ()
    disagreement: float = 0.0


@dataclass(frozen=True)
class Belief:
    """Posterior over the hidden states: `probs` sums to one, in `states.STATES` order."""

    probs: tuple[float, ...]


@dataclass(frozen=True)
class Shift:
    """Whether the feeling turned into another one with this utterance.

    probability: that the state is not the one before, given all that was said. before, after: the
    names of the likeliest such turn ("" at the start of a talk). found: it is sure enough to act on.
    """

    probability: float = 0.0
    before: str = ""
    after: str = ""
    found: bool = False


@dataclass(frozen=True)
class Prospects:
    """What each kind of reply, by its strategy's name, may lead to with this person.

    gain: valence expected over the next turns beyond that after the usual reply. doubt: the standard
    deviation of what is believed of it. turns: how many of this person's replies it rests on.
    """

    gain: Mapping[str, float] = field(default_factory=dict)
    doubt: Mapping[str, float] = field(default_factory=dict)
    turns: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessment:
    """What deterministic rules read in the person's words, before any model or memory.

    risk_words: the person's words that led to the risk, for *why*.
    boundaries: keys of the limits touched (`policy.assess.BOUNDARIES`), e.g. "is-it-human".
    reasons: plain sentences.
    """

    risk: Risk = Risk.NONE
    risk_words: tuple[str, ...] = ()
    boundaries: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Memory:
    """An episode the person told, in their own words.

    state: name of the state believed when it was told. salience: 0..1.
    score: how well it fits this turn (0 when merely listed). why: one plain sentence, why it came
    to mind or, when listed, why it was kept. fades: when it will be gone if it never comes up
    again; None where that is not known or, when `pinned`, never. recalls: how often it came up.
    """

    id: int
    text: str
    at: datetime
    state: str
    salience: float
    score: float = 0.0
    why: str = ""
    fades: datetime | None = None
    pinned: bool = False
    recalls: int = 0


@dataclass(frozen=True)
class Decision:
    """Which kind of reply comes next, decided before a word is generated.

    opener: the written words the reply begins with where no model speaks. link: the sentence in it
    that names a memory, "" for none. avoid: plain phrases for the tail note. length: sentences at
    most. craft: the one-line rule how to word the strategy. reasons: plain sentences for *why*.
    spoken, warmth, pace: the manner of a model's reply, see `policy.manner`.
    """

    strategies: tuple[Strategy, ...]
    stage: Stage
    opener: str = ""
    avoid: tuple[str, ...] = ()
    length: int = 3
    craft: str = ""
    reasons: tuple[str, ...] = ()
    link: str = ""
    spoken: int = 2
    warmth: float = 0.5
    pace: float = 0.0

    @property
    def leading(self) -> str | None:
        """The name of the first strategy, None if there is none."""
        return self.strategies[0].value if self.strategies else None


@dataclass(frozen=True)
class Prompt:
    """Token ids by how often they change: never, appended to, every turn."""

    prefix: tuple[int, ...]
    transcript: tuple[int, ...]
    tail: tuple[int, ...]

    @property
    def tokens(self) -> tuple[int, ...]:
        """The whole prompt, in order."""
        return self.prefix + self.transcript + self.tail


@dataclass(frozen=True)
class Timings:
    """Milliseconds since the person pressed send, and where the time went.

    first_token, first_sentence: None if none came. total: until saved. model: inside the chat
    model. outside_model: the rest. reused_tokens and evaluated_tokens are the engine's own count.
    """

    first_token_ms: float | None = None
    first_sentence_ms: float | None = None
    total_ms: float = 0.0
    model_ms: float = 0.0
    outside_model_ms: float = 0.0
    reused_tokens: int = 0
    evaluated_tokens: int = 0


# --- the events one turn emits, in this order --------------------------------------------------


@dataclass(frozen=True)
class CrisisHelp:
    """The card must be shown NOW, before any generated word.

    Comes a second time, still before any word, where a second look at the message finds more danger.
    language: which the person writes, as `policy.tongue` names it.
    """

    assessment: Assessment
    language: str = ENGLISH


@dataclass(frozen=True)
class Understood:
    """How the person seems to be: comes before the first sentence."""

    observation: Observation
    belief: Belief
    assessment: Assessment
    shift: Shift = Shift()


@dataclass(frozen=True)
class Planned:
    """What was remembered and which kind of reply was chosen."""

    memories: tuple[Memory, ...]
    decision: Decision


@dataclass(frozen=True)
class WindowDropped:
    """The model's window was full: the oldest `turns` turns are no longer in its sight."""

    turns: int


@dataclass(frozen=True)
class Sentence:
    """A sentence of the reply that passed the guard; show it. drafted: the model worded it."""

    text: str
    drafted: bool = False


@dataclass(frozen=True)
class Replaced:
    """A drafted sentence broke `rule` and never reached the screen; `text` stands in ("" = dropped)."""

    text: str
    rule: str


@dataclass(frozen=True)
class Stopped:
    """The reply ended early. reason: "cancelled", "engine" or "memory"; message: what to tell the person."""

    reason: str
    message: str


@dataclass(frozen=True)
class Turn:
    """A finished turn, both sides, as it is stored and as *why* shows it.

    tone: the affect the reply answered to, smoothed over the turns so that it does not jump.
    corrected: the state the person said it was, "" where they left the belief as it is.
    """

    utterance: Utterance
    observation: Observation
    belief: Belief
    assessment: Assessment
    memories: tuple[Memory, ...]
    decision: Decision
    reply: str
    replaced: tuple[Replaced, ...] = ()
    timings: Timings = field(default_factory=Timings)
    shift: Shift = Shift()
    tone: Affect = Affect()
    corrected: str = ""


@dataclass(frozen=True)
class TurnSaved:
    """The turn is over; only an `Aside` may follow. turn_id is None when it could not be written."""

    turn: Turn
    turn_id: int | None


@dataclass(frozen=True)
class Aside:
    """A quiet line of the program itself, beside the talk: no part of a reply, kept nowhere.

    It never comes without a message of the person in that turn. why: its kind, see `pauses`.
    """

    text: str
    why: str


Event = (
    CrisisHelp
    | Understood
    | Planned
    | WindowDropped
    | Sentence
    | Replaced
    | Stopped
    | TurnSaved
    | Aside
)
