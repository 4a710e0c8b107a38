"""The fitted parameters a talk reads with, and the second look for danger, which needs the engine too."""

from __future__ import annotations

from dataclasses import dataclass

from companion.emotion.hmm import Hmm
from companion.emotion.observe import Observer
from companion.engine.client import EngineClient
from companion.memory.matter import NO_MATTER, Matter
from companion.policy import second_look
from companion.policy.binding import Binding
from companion.policy.danger import Sound
from companion.policy.second_look import Look, SecondLook
from companion.policy.sense import Sense


@dataclass(frozen=True)
class Mind:
    """The fitted parameters; those that are None could not be read, and the talk goes on without."""

    observer: Observer | None
    hmm: Hmm
    matter: Matter = NO_MATTER
    sense: Sense | None = None
    binding: Binding | None = None
    second_look: SecondLook | None = None


def look_with(second: SecondLook | None, engine: EngineClient) -> Look | None:
    """The second look for danger, read by this engine; None where its parameters could not be read."""
    if second is None:
        return None

    def look(text: str) -> Sound | None:
        """None where the engine does not answer. Whatever goes wrong here costs the look alone."""
        try:
            found = second_look.parts(text)
            return second.of(found, engine.listen(found)) if found else None
        except Exception:
            return None

    return look
