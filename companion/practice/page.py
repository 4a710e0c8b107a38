"""The finished page of an exercise: the person's own words under plain headings."""

from __future__ import annotations

from dataclasses import dataclass

from companion.practice import rehearsal
from companion.practice.comments import Comments, comments
from companion.practice.steps import SAY, State, said
from companion.practice.texts import REHEARSAL, THOUGHTS

STRENGTH = "How strong was it, from 0 to 100?"
SAID = "What did I say?"


@dataclass(frozen=True)
class Part:
    """A heading, which ends a sentence, and the person's words below it."""

    heading: str
    words: str


@dataclass(frozen=True)
class Page:
    """parts: empty where nothing was typed. comments: on a rehearsal, None elsewhere."""

    title: str
    parts: tuple[Part, ...]
    comments: Comments | None = None

    @property
    def text(self) -> str:
        """The page as plain text, without a word of the program but title and headings."""
        paragraphs = (f"{self.title}.", *(f"{p.heading}\n{p.words}" for p in self.parts))
        return "\n\n".join(paragraphs)


def page(state: State) -> Page:
    """What was answered so far, in order."""
    open_keys = {one.key for one in state.exercise.steps[: state.at]}
    parts = [
        Part(one.heading, _shown(state, one.key))
        for one in state.exercise.steps
        if one.heading and one.key in open_keys and said(state, one.key)
    ]
    answers = {key: words for key, words in state.answers if key in open_keys}
    name = state.exercise.name
    if name == THOUGHTS and answers.get("before") and answers.get("after"):
        parts.append(Part(STRENGTH, f"{answers['before']}, and {answers['after']} afterwards"))
    noticed = None
    if name == REHEARSAL:
        says = [
            answers[one.key] for one in state.exercise.steps if _is_said(one.kind, one.key, answers)
        ]
        if says:
            parts.append(Part(SAID, "\n".join(says)))
            noticed = comments(answers, state.seed)
    return Page(state.exercise.title, tuple(parts), noticed)


def _is_said(kind: str, key: str, answers: dict[str, str]) -> bool:
    return kind == SAY and bool(answers.get(key))


def _shown(state: State, key: str) -> str:
    """An answer as it reads on the page: the other side by name instead of by the choice's value."""
    if state.exercise.name == REHEARSAL and key == "who":
        theirs = rehearsal.called(dict(state.answers))
        return f"my {theirs.removeprefix('your ')}" if theirs.startswith("your ") else theirs
    return said(state, key)
