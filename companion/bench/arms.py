"""Three ways to answer the same talks: the bare model, the model with the prompt, everything.

`full` is the program as it is. `prompt` is the same model without the trained voice, several drafts,
ranker, guard or floor, but told in words what `full` decided: feeling, cause, memories, strategy.
`bare` is the model's own template and nothing else. Each keeps its own replies in its talk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from companion.bench import bare, held
from companion.bench.contexts import Talk
from companion.emotion.states import strongest
from companion.prompt.assemble import Transcript
from companion.prompt.note import note
from companion.settings import Settings
from companion.turn import Strategy, Turn

ARMS = ("bare", "prompt", "full")


@dataclass(frozen=True)
class Answered:
    """One reply: source and text of the turn, what came before, what was planned (by `full`).

    by_model: whether the model worded any of it. first_sentence_ms: None where not measured.
    """

    source: str
    talk: int
    turn: int
    text: str
    reply: str
    planned: tuple[Strategy, ...]
    avoid: tuple[str, ...]
    state: str = ""
    by_model: bool = True
    first_sentence_ms: float | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Full:
    """What `full` said and the turn of each answer, in order."""

    answers: list[Answered]
    turns: list[Turn]


def full(settings: Settings, talks: Sequence[Talk], seed: int) -> Full:
    """Hold every talk with the whole program, each with a memory of its own."""
    answers: list[Answered] = []
    turns: list[Turn] = []
    for number, talk in enumerate(talks):
        with held.house(settings, seed + number) as house:
            for place, said in enumerate(held.held(house.session, talk.turns)):
                answers.append(_answered(talk, number, place, said.turn, said.drafted))
                turns.append(said.turn)
    return Full(answers, turns)


def _answered(talk: Talk, number: int, place: int, turn: Turn, drafted: bool) -> Answered:
    return Answered(
        talk.source, number, place, talk.turns[place], turn.reply,
        turn.decision.strategies, turn.decision.avoid, strongest(turn.belief).name, drafted,
        turn.timings.first_sentence_ms, talk.turns[:place],
    )  # fmt: skip


def plain(
    settings: Settings, talks: Sequence[Talk], decided: Full, seed: int, *, told: bool
) -> list[Answered]:
    """`prompt` (told) or `bare`: one stream a turn, whatever comes."""
    found: list[Answered] = []
    planned = iter(zip(decided.answers, decided.turns, strict=True))
    with bare.opened(settings, told=told) as model:
        for number, talk in enumerate(talks):
            transcript = Transcript()
            for text in talk.turns:
                answer, turn = next(planned)
                words = _told(turn) if told else ""
                said, first, transcript = model.answer(transcript, text, words, seed + number)
                found.append(replace(answer, reply=said, by_model=True, first_sentence_ms=first))
                transcript = model.after(transcript, text, said)
    return found


def _told(turn: Turn) -> str:
    feeling = strongest(turn.belief).seems
    return note(feeling, turn.observation.cause, turn.memories, turn.decision)
