"""An exercise from its first question to its finished page: data, and pure functions between them.

Nothing is kept here and nothing is shown. What is typed is assessed before anything else is made of
it; where it speaks of danger the exercise stops, and the words stay with the person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from companion.errors import InputRefused
from companion.practice import meant, rehearsal
from companion.turn import Assessment, Belief, Risk

WORDS, NUMBER, CHOICE, DRAFT, SAY, READ, BREATH = (
    "words", "number", "choice", "draft", "say", "read", "breath",
)  # fmt: skip
NOT_TYPED = (READ, BREATH)
MOST = 100
NO_NUMBER = "A number from 0 to 100 is what is asked for here."
NO_CHOICE = "That is none of the choices here: {words}."

_NUMBER = re.compile(r"(?<![\d.,-])\d{1,4}(?![\d.,]*\d)")


@dataclass(frozen=True)
class Step:
    """One question. kind: how it is answered; a DRAFT is words that begin with the person's own.

    heading: what stands above the answer on the finished page, "" for not there. after: "key" or
    "key=value", the answer without which this step is passed over. options: value and word.
    """

    key: str
    asks: str
    kind: str = WORDS
    hint: str = ""
    heading: str = ""
    optional: bool = False
    after: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Exercise:
    """One of the exercises. sentence: what it is good for. ends: said at its end. caution: what to mind."""

    name: str
    title: str
    sentence: str
    steps: tuple[Step, ...]
    ends: str = ""
    caution: str = ""


@dataclass(frozen=True)
class Ears:
    """What every typed answer goes through, in this order; handed in by whoever knows them.

    clean: raises InputRefused. assess: see `policy.assess.assess`. harm: what is told of being hurt,
    asked only where the words are said to the other side of a rehearsal.
    """

    clean: Callable[[str], str]
    assess: Callable[[str, Belief | None, Assessment | None], Assessment]
    harm: Callable[[str], Assessment]


@dataclass(frozen=True)
class State:
    """How far somebody is. at: place among the steps, their number when all are done.

    answers: by key; those beyond `at` were given before going back. heard: the assessment of the
    last answer. stopped: the one that stopped the exercise; held: the words it is about.
    """

    exercise: Exercise
    seed: int = 0
    at: int = 0
    answers: tuple[tuple[str, str], ...] = ()
    heard: Assessment | None = None
    stopped: Assessment | None = None
    held: str = ""


def begin(exercise: Exercise, seed: int = 0, heard: Assessment | None = None) -> State:
    """Before the first answer.

    heard: the last assessment of the talk, whose quiet signs are remembered. Danger itself is the
    talk's; here every answer then speaks for itself, for grounding may be what is needed.
    """
    quiet = heard if heard is not None and heard.risk < Risk.ELEVATED else None
    return State(exercise, seed, heard=quiet)


def step(state: State) -> Step | None:
    """The question to be answered now, None when all are."""
    return state.exercise.steps[state.at] if state.at < len(state.exercise.steps) else None


def finished(state: State) -> bool:
    """Whether every question was answered or passed over."""
    return step(state) is None


def said(state: State, key: str) -> str:
    """The answer to a step, "" where there is none."""
    return dict(state.answers).get(key, "")


def given(state: State) -> Mapping[str, str]:
    """The answers to the steps before the present one."""
    known = dict(state.answers)
    before = (one.key for one in state.exercise.steps[: state.at])
    return {key: known[key] for key in before if key in known}


def answer(state: State, text: str, ears: Ears) -> State:
    """The exercise after one answer. Danger in the words leaves it where it is, `stopped`.

    Raises InputRefused, in one clear sentence, for what cannot be an answer; nothing changes then.
    """
    now = step(state)
    if now is None or state.stopped is not None:
        return state
    if now.kind in NOT_TYPED:
        return _onward(state, now.key, "")
    if now.optional and not text.strip():
        return _onward(state, now.key, "")
    words = ears.clean(text)
    heard = _worst(words, state, ears)
    if heard.risk >= Risk.ELEVATED:
        return replace(state, stopped=heard, held=words)
    return _onward(replace(state, heard=heard), now.key, _fitting(now, words))


def _worst(words: str, state: State, ears: Ears) -> Assessment:
    """The gravest of what is heard in the words, however they are meant."""
    heard = [ears.assess(way, None, state.heard) for way in meant.readings(words)]
    if any(one.kind == SAY for one in state.exercise.steps):
        heard.append(ears.harm(words))
    return max(heard, key=lambda one: one.risk)


def drafted(state: State, text: str) -> State:
    """What stands in the field now, for when the question is shown again; it is no answer yet."""
    now = step(state)
    if now is None or not text.strip():
        return state
    answers = {key: words for key, words in state.answers if key != now.key} | {now.key: text}
    return replace(state, answers=tuple(answers.items()))


def back(state: State) -> State:
    """One answered question back; the answers stay. The first one stays where it is."""
    for place in range(state.at - 1, -1, -1):
        if _open(state.exercise.steps[place], replace(state, at=place)):
            return replace(state, at=place, stopped=None, held="")
    return state


def may_go_on(state: State) -> bool:
    """Whether a stopped exercise may be gone on with: not where the danger was acute."""
    return state.stopped is not None and state.stopped.risk < Risk.ACUTE


def go_on(state: State) -> State:
    """The words were not meant so: they stand as the answer, and the exercise goes on."""
    now = step(state)
    if now is None or not may_go_on(state):
        return state
    free = replace(state, stopped=None, held="", heard=None)
    try:
        return _onward(free, now.key, _fitting(now, state.held))
    except InputRefused:  # no answer to this question, which is asked once more
        return free


def number(text: str) -> int:
    """The number 0..100 that was typed ("70", "about 70 %"). Raises InputRefused."""
    found = _NUMBER.findall(text)
    if len(found) != 1 or int(found[0]) > MOST:
        raise InputRefused(NO_NUMBER)
    return int(found[0])


def asks(state: State, text: str) -> str:
    """A question or hint with the other side named in it, where it names one."""
    return text.replace("{who}", rehearsal.called(dict(state.answers)))


def _fitting(now: Step, words: str) -> str:
    """The answer as it is kept for this kind of question. Raises InputRefused."""
    if now.kind == NUMBER:
        return str(number(words))
    if now.kind == CHOICE:
        return _chosen(now, words)
    return words


def _chosen(now: Step, words: str) -> str:
    wanted = words.strip().rstrip(".").lower()
    for place, (value, word) in enumerate(now.options, start=1):
        if wanted in (str(place), value.lower(), word.lower()):
            return value
    raise InputRefused(NO_CHOICE.format(words=", ".join(word for _, word in now.options)))


def _onward(state: State, key: str, text: str) -> State:
    """With this answer, at the next question that is open."""
    answers = {k: v for k, v in state.answers if k != key} | {key: text}
    if now := step(state):  # another course of the rehearsal begins where something else is said
        answers = _without_later_lines(state, now, answers)
    moved = replace(state, answers=tuple(answers.items()), at=state.at + 1)
    while (following := step(moved)) is not None and not _open(following, moved):
        moved = replace(moved, at=moved.at + 1)
    return moved


def _without_later_lines(state: State, now: Step, answers: dict[str, str]) -> dict[str, str]:
    if now.kind != SAY or said(state, now.key) == answers[now.key]:
        return answers
    later = {one.key for one in state.exercise.steps[state.at + 1 :] if one.kind == SAY}
    return {key: text for key, text in answers.items() if key not in later}


def _open(one: Step, state: State) -> bool:
    """Whether this question is to be asked."""
    key, _, wanted = one.after.partition("=")
    if key and (said(state, key) != wanted if wanted else not said(state, key)):
        return False
    return one.kind != SAY or not rehearsal.is_over(given(state), state.seed)
