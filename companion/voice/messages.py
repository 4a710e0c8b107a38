"""What the window's side and the recogniser's process say to each other, and what a person sees of it.

Sound itself is no message: it follows a `Sound` as bytes, so that it can be read into a buffer
that is zeroed afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from companion.voice.acoustics import Acoustics

PATIENCE_MS = 800  # of quiet that end an utterance
BASIC = "basic"  # what `Settings.model` says for the recogniser that needs no file


@dataclass(frozen=True)
class Settings:
    """Which recogniser, and how it is to listen.

    model: "basic", or the folder of a Whisper model in CTranslate2's form. language: "" to find
    out, else a code such as "en". cuda: use the graphics card if there is one. how_it_was_said:
    measure the voice as well; off unless the person asked for it.
    """

    model: str = BASIC
    language: str = ""
    cuda: bool = False
    how_it_was_said: bool = False
    threads: int = 0  # 0 to choose


@dataclass(frozen=True)
class Open:
    """Load the recogniser these settings name, in place of the present one."""

    settings: Settings


@dataclass(frozen=True)
class Begin:
    """What follows is to be listened to. hands_free: a pause of patience_ms ends an utterance."""

    listening: int
    hands_free: bool
    patience_ms: int


@dataclass(frozen=True)
class Sound:
    """So many samples follow as raw float32."""

    listening: int
    count: int


@dataclass(frozen=True)
class Finish:
    """No more sound comes; give the words."""

    listening: int


@dataclass(frozen=True)
class Cancel:
    """Forget this listening; no words are wanted."""

    listening: int


@dataclass(frozen=True)
class Pulse:
    """A sign of life: so much of the sound of all listenings was taken in; or the recogniser works on."""

    samples: int = 0
    working: bool = False


# --- events ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ready:
    """The recogniser is loaded. notice: one sentence if it is not quite what was asked for, or ""."""

    description: str
    basic: bool
    languages: tuple[str, ...]
    notice: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened in one listening, by its number."""

    listening: int


@dataclass(frozen=True)
class Started(Event):
    """Somebody speaks. at_ms: since the listening began, the sound before the key included."""

    at_ms: float


@dataclass(frozen=True)
class Paused(Event):
    """The utterance ended; its words are being looked for. at_ms: when speech ended."""

    at_ms: float


@dataclass(frozen=True)
class Partial(Event):
    """Words so far: firm ones do not change while somebody speaks, soft ones may."""

    firm: str
    soft: str


@dataclass(frozen=True)
class Final(Event):
    """What was said in one utterance, to be looked over.

    language: its code. confidence: 0 to 1. acoustics: how it was said, None unless asked for or
    where there was too little voice to measure.
    """

    text: str
    language: str
    confidence: float
    acoustics: Acoustics | None = field(default=None)


@dataclass(frozen=True)
class Nothing(Event):
    """There were no words. reason: "silence" (nobody spoke), "too short" or "not understood"."""

    reason: str


@dataclass(frozen=True)
class Failed(Event):
    """An utterance was lost, or a recogniser could not be loaded (listening 0). One plain sentence."""

    sentence: str


@dataclass(frozen=True)
class Over(Event):
    """The last event of every listening, also of one that was cancelled or failed."""
