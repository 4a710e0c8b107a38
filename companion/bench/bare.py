"""The language model as it comes, or with our prompt alone: what the program is held against."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.engine.messages import Piece
from companion.policy.grammar import sentences
from companion.prompt import assemble
from companion.prompt.assemble import Transcript, Writer
from companion.settings import Settings

CONTEXT = 4096  # tokens
TOKENS = 160  # of a reply; such a model seldom ends by itself


@dataclass(frozen=True)
class Bare:
    """One stream a turn, whatever comes. room: tokens for all that is read."""

    engine: EngineClient
    writer: Writer
    room: int

    def answer(
        self, transcript: Transcript, text: str, note: str, seed: int
    ) -> tuple[str, float, Transcript]:
        """The reply, the milliseconds until its first sentence stood, and what of the talk was read."""
        tail = self.writer.tail(text, note, "")
        prompt, transcript, _ = assemble.assemble(self.writer, transcript, tail, self.room)
        began, said, first = time.perf_counter(), "", 0.0
        for piece in self.engine.stream(
            prompt.tokens, threading.Event(), max_tokens=TOKENS, seed=seed
        ):
            if isinstance(piece, Piece):
                said += piece.text
                if not first and len(sentences(said)) > 1:
                    first = (time.perf_counter() - began) * 1000
        return said.strip(), first or (time.perf_counter() - began) * 1000, transcript

    def after(self, transcript: Transcript, text: str, reply: str) -> Transcript:
        """The talk with one turn more."""
        return assemble.append(transcript, self.writer.finished(text, reply))


@contextlib.contextmanager
def opened(settings: Settings, *, told: bool) -> Iterator[Bare]:
    """The chosen model with its own template alone, or (told) with our prompt. Raises CompanionError."""
    template = assemble.TEMPLATES[catalogue.find(settings.model).template]
    with EngineClient() as engine:
        path = catalogue.chat_path(settings.model)
        loaded = engine.load_chat(path, CONTEXT, settings.gpu_layers)
        writer = assemble.writer(template, engine.tokenize, loaded.context)
        if not told:
            writer = Writer(template, engine.tokenize, (), writer.longest)
        yield Bare(engine, writer, loaded.context - TOKENS)
