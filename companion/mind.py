"""The fitted parameters a talk reads with, and the second look for danger, which needs the engine too."""

from __future__ import annotations

from dataclasses import dataclass

from companion.emotion.hmm import Hmm
from companion.emotion.observe import Observer
from companion.engine.client import EngineClient
from companion.memory.matter import NO_MATTER, Matter
from companion.policy.binding import Binding
from companion.policy.second_look import NO_LOOK, Look, Second, SecondLook
from companion.policy.sense import Sense


@dataclass(frozen=True)
class Mind:
    """The fitted parameters; those that are None could not be read, and the talk goes on without."""

    observer: Observer | None
    hmm: Hmm
    matter: Matter = NO_MATTER
    sense: Sense | None = None
    binding: Binding | None = None
    second_look: SecondLook = NO_LOOK


def look_with(second: SecondLook, engine: EngineClient) -> Look:
    """The second look, read by this engine."""

    def look(text: str) -> Second | None:
        """None where the engine does not answer. Whatever goes wrong here costs the look alone."""
        try:
            return second.of(text, engine.listen)
        except Exception:
            return None

    return look
