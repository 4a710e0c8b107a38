"""Going through an exercise as a person would: answers one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from companion.hearing import EARS
from companion.practice import steps
from companion.practice.steps import State
from companion.practice.texts import exercise

THOUGHT = (
    "in the office, after the meeting",
    "ashamed",
    "80",
    "I always mess up",
    "I forgot two figures when they asked",
    "the rest went fine and Ana said thank you",
    "two figures don't say who you are",
    "It was two figures out of forty, and the rest was fine.",
    "45",
)
PREPARED = {
    "who": "boss",
    "want": "fewer late meetings",
    "describe": "On Tuesday and Thursday you moved the meeting to six.",
    "express": "I felt torn because my son waits at nursery.",
    "assert": "Could you keep our meetings before five?",
    "reinforce": "I'd be happy to start earlier in the morning.",
}
TYPED = {
    "thoughts": THOUGHT,
    "grounding": ("a cup", "", "", "", ""),
    "well": ("the bus came", "", ""),
    "breathing": (),
}


def through(name: str, answers: Sequence[str], seed: int = 0) -> State:
    """The state after these answers; nothing is typed where nothing can be."""
    state = steps.begin(exercise(name), seed)
    for text in answers:
        state = steps.answer(_at_a_question(state), text, EARS)
    return _at_a_question(state)


def rehearsed(says: Sequence[str], seed: int = 0, **prepared: str) -> State:
    """A whole rehearsal: what was prepared, then what is said, the last thing again and again."""
    words = PREPARED | prepared
    state, said = steps.begin(exercise("rehearsal"), seed), iter(says)
    for _ in range(30):
        one = steps.step(state)
        if one is None or state.stopped is not None:
            break
        text = next(said, says[-1]) if one.kind == steps.SAY else words.get(one.key, "")
        state = steps.answer(state, text, EARS)
    return state


def places(name: str) -> Iterator[State]:
    """The exercise at each of its questions."""
    if name == "rehearsal":
        for count in range(len(PREPARED) + 1):
            state = steps.begin(exercise(name))
            for text in list(PREPARED.values())[:count]:
                state = steps.answer(state, text, EARS)
            yield state
        return
    for count in range(len(TYPED[name]) + 1):
        state = through(name, TYPED[name][:count])
        if not steps.finished(state):
            yield state


def _at_a_question(state: State) -> State:
    while (one := steps.step(state)) is not None and one.kind in steps.NOT_TYPED:
        state = steps.answer(state, "", EARS)
    return state
