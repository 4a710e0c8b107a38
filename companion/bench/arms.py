"""Three ways to answer the same talks: the bare model, the model with the prompt, everything.

`full` is the program as it is. `prompt` is the same model without the trained voice, several drafts,
ranker, guard or floor, but told in words what `full` decided: feeling, cause, memories, strategy.
`bare` is the model's own template and nothing else. Each keeps its own replies in its talk.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from companion.bench.contexts import Talk
from companion.emotion.states import strongest
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.engine.messages import Piece
from companion.errors import CompanionError
from companion.house import open_house
from companion.policy.grammar import sentences
from companion.prompt import assemble
from companion.prompt.note import note
from companion.settings import Settings
from companion.turn import Sentence, Strategy, Turn, TurnSaved, Utterance

EVENING = datetime(2026, 3, 6, 20, 30, tzinfo=UTC)
BETWEEN = timedelta(minutes=1)
TOKENS = 160  # of a bare reply; such a model seldom ends by itself


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
        with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
            house = open_house(
                settings, home=Path(folder), clock=lambda: EVENING, seed=seed + number
            )
            try:
                if house.trouble:
                    raise CompanionError(house.trouble[0])
                for place, text in enumerate(talk.turns):
                    utterance = Utterance(text, EVENING + place * BETWEEN, "sample")
                    events = list(house.session.respond(utterance, threading.Event()))
                    (saved,) = (event for event in events if isinstance(event, TurnSaved))
                    drafted = any(isinstance(e, Sentence) and e.drafted for e in events)
                    answers.append(_answered(talk, number, place, saved.turn, drafted))
                    turns.append(saved.turn)
            finally:
                house.close()
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
    entry = catalogue.find(settings.model)
    template = assemble.TEMPLATES[entry.template]
    found: list[Answered] = []
    with EngineClient() as engine:
        loaded = engine.load_chat(catalogue.chat_path(settings.model), 4096, settings.gpu_layers)
        writer = assemble.writer(template, engine.tokenize, loaded.context)
        if not told:
            writer = assemble.Writer(template, engine.tokenize, (), writer.longest)
        planned = iter(zip(decided.answers, decided.turns, strict=True))
        for number, talk in enumerate(talks):
            transcript = assemble.Transcript()
            for text in talk.turns:
                answer, turn = next(planned)
                words = _told(turn) if told else ""
                prompt, transcript, _ = assemble.assemble(
                    writer, transcript, writer.tail(text, words, ""), loaded.context - TOKENS
                )
                said, first = _stream(engine, prompt.tokens, seed + number)
                found.append(replace(answer, reply=said, by_model=True, first_sentence_ms=first))
                transcript = assemble.append(transcript, writer.finished(text, said))
    return found


def _told(turn: Turn) -> str:
    feeling = strongest(turn.belief).seems
    return note(feeling, turn.observation.cause, turn.memories, turn.decision)


def _stream(engine: EngineClient, tokens: tuple[int, ...], seed: int) -> tuple[str, float]:
    """The reply, and the milliseconds until its first sentence stood."""
    began, text, first = time.perf_counter(), "", 0.0
    for piece in engine.stream(tokens, threading.Event(), max_tokens=TOKENS, seed=seed):
        if isinstance(piece, Piece):
            text += piece.text
            if not first and len(sentences(text)) > 1:
                first = (time.perf_counter() - began) * 1000
    return text.strip(), first or (time.perf_counter() - began) * 1000
