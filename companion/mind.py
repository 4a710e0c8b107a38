"""The fitted parameters a talk reads with, and what they make of words with the engine's help."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from companion.emotion import states
from companion.emotion.hmm import Hmm
from companion.emotion.observe import Observer, observe_with_embedding
from companion.engine.client import EngineClient
from companion.errors import CompanionError
from companion.memory.matter import NO_MATTER, Matter
from companion.policy.binding import Binding
from companion.policy.regret import regrets
from companion.policy.second_look import NO_LOOK, Look, Second, SecondLook
from companion.policy.sense import Sense
from companion.turn import Affect, Observation


@dataclass(frozen=True)
class Mind:
    """The fitted parameters; those that are None could not be read, and the talk goes on without."""

    observer: Observer | None
    hmm: Hmm
    matter: Matter = NO_MATTER
    sense: Sense | None = None
    binding: Binding | None = None
    second_look: SecondLook = NO_LOOK


def observed(mind: Mind, engine: EngineClient, text: str) -> tuple[Observation, np.ndarray | None]:
    """What the words say; even odds for every state when the engine or observer is broken."""
    try:
        if mind.observer is not None:
            observation, embedding = observe_with_embedding(text, engine.read, mind.observer)
            return (sorry(observation) if regrets(text) else observation), embedding
    except CompanionError:
        pass  # the talk goes on; the engine's own trouble is said when the reply needs it
    return Observation((1.0,) * len(states.STATES), Affect()), None


def sorry(observation: Observation) -> Observation:
    """The same where what sounds like anger is told with regret: "I yelled at my kid" is shame by then."""
    anger, shame = states.NAMES.index("anger"), states.NAMES.index("shame")

    def turned(numbers: tuple[float, ...]) -> tuple[float, ...]:
        if not numbers or numbers[anger] <= numbers[shame]:
            return numbers
        kept = list(numbers)
        kept[anger], kept[shame] = kept[shame], kept[anger]
        return tuple(kept)

    return replace(
        observation,
        likelihood=turned(observation.likelihood),
        present=turned(observation.present),
    )


def look_with(second: SecondLook, engine: EngineClient) -> Look:
    """The second look, read by this engine."""

    def look(text: str) -> Second | None:
        """None where the engine does not answer. Whatever goes wrong here costs the look alone."""
        try:
            return second.of(text, engine.listen)
        except Exception:
            return None

    return look
