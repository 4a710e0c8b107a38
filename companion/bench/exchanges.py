"""The exchanges the starter's voice is trained on, as the model reads them.

`scripts/voice_talks/*.jsonl`, written for this project, one exchange a line; they do not ship with an
installed program. A tenth, chosen by what the talk begins with, is never trained on.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from companion import paths
from companion.emotion.states import NAMES
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.policy.drafts import is_warm
from companion.policy.grammar import sentences
from companion.policy.shows import strategies_in
from companion.prompt import assemble
from companion.prompt.note import cue, voice_note
from companion.turn import WARMTH, Strategy

TALKS = paths.shipped().parent / "scripts" / "voice_talks"
STRATEGIES = {strategy.name.lower(): strategy for strategy in Strategy}
WINDOW = 2048  # tokens
HELD_OUT = 26  # of 256


@dataclass(frozen=True)
class Exchange:
    """One reply and what came before it.

    state: a name of `states.STATES`. moment: the sort of message ("" for something told). talk: the
    person's words and the replies in turn, the person's last. plan: the strategies. parts: the reply,
    one part a strategy. memory: what the person told in an earlier talk, "" if the reply does not
    take up any.
    """

    state: str
    moment: str
    talk: tuple[str, ...]
    plan: tuple[Strategy, ...]
    parts: tuple[str, ...]
    memory: str = ""

    @property
    def reply(self) -> str:
        """The parts as one text."""
        return " ".join(self.parts)


@dataclass(frozen=True)
class Example:
    """Token ids of prompt and reply. said: which of them the model is to say; the rest is only read."""

    tokens: tuple[int, ...]
    said: tuple[bool, ...]


def read(files: Iterable[Path] = ()) -> list[Exchange]:
    """All exchanges of these files, of the whole corpus by default. Raises ValueError with the line."""
    found = []
    for path in files or sorted(TALKS.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line.strip():
                try:
                    found.append(parsed(line))
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise ValueError(f"{path.name}:{number}: {error!r}") from error
    return found


def parsed(line: str) -> Exchange:
    """One line of a corpus file. Raises ValueError or KeyError."""
    raw = json.loads(line)
    exchange = Exchange(
        state=raw["state"],
        moment=raw.get("moment", ""),
        talk=tuple(raw["talk"]),
        plan=tuple(STRATEGIES[name] for name in raw["plan"]),
        parts=tuple(raw["reply"]),
        memory=raw.get("memory", ""),
    )
    if exchange.state not in NAMES:
        raise ValueError(f"no such state: {exchange.state}")
    if len(exchange.talk) % 2 != 1:
        raise ValueError("talk must end with the person's words")
    if not 1 <= len(exchange.plan) == len(exchange.parts) <= 2:
        raise ValueError("one or two strategies, and a part of the reply for each")
    return exchange


def held_out(exchange: Exchange) -> bool:
    """Whether this exchange belongs to the tenth nobody trains on."""
    return hashlib.sha256(exchange.talk[0].encode()).digest()[0] < HELD_OUT


def examples(exchanges: Sequence[Exchange], engine: EngineClient) -> list[Example]:
    """All exchanges as the chat model that is loaded reads them."""
    template = assemble.TEMPLATES["chatml"]
    writer = assemble.writer(template, engine.tokenize, WINDOW, assemble.VOICE_PERSONA)
    return [example(exchange, writer) for exchange in exchanges]


def example(exchange: Exchange, writer: assemble.Writer) -> Example:
    """What the model reads and what it is to say: each sentence after its cue, then the end mark."""
    tokens = list(writer.prefix)
    for words, reply in zip(exchange.talk[:-1:2], exchange.talk[1::2], strict=True):
        tokens += writer.finished(words, reply)
    tokens += writer.tail(exchange.talk[-1], voice_note(exchange.state, exchange.memory), "")
    said = [False] * len(tokens)
    for place, (kind, line) in enumerate(lines(exchange)):
        read = writer.tokenize(f"{' ' * bool(place)}{cue(kind)}", False)
        told = writer.tokenize(f" {line}", False)
        tokens += (*read, *told)
        said += [False] * len(read) + [True] * len(told)
    return Example((*tokens, *writer.tokenize(writer.template.close, True)[:1]), (*said, True))


def lines(exchange: Exchange) -> list[tuple[str, str]]:
    """(kind, sentence) of the reply: a part's strategy, or WARMTH for what is warm and shows it not."""
    found = []
    for part, strategy in zip(exchange.parts, exchange.plan, strict=True):
        parts = sentences(part)
        for line in parts:
            aside = len(parts) > 1 and is_warm(line) and strategy not in strategies_in(line)
            found.append((WARMTH if aside else str(strategy), line))
    return found


def perplexity() -> dict[str, float | int]:
    """Of a token of the held-out replies, with the starter alone and with its voice.

    Raises ModelFileError where the starter is not here; an empty dict where the corpus is not.
    """
    held = [exchange for exchange in read() if held_out(exchange)]
    if not held:
        return {}
    entry = next(e for e in catalogue.entries() if e.starter and e.role == "chat")
    found: dict[str, float | int] = {"exchanges": len(held)}
    with EngineClient() as engine:
        for name, adapter in (("before", None), ("after", catalogue.adapter_path(entry))):
            engine.load_chat(catalogue.chat_path(entry.name), WINDOW, adapter=adapter)
            scored = [log for e in examples(held, engine) for log in _said(e, engine)]
            found[name] = round(math.exp(-sum(scored) / len(scored)), 2)
    return found


def _said(example: Example, engine: EngineClient) -> list[float]:
    """How likely each token is that is to be said; those of the long prompt are not scored."""
    first = example.said.index(True)
    scored = engine.score(example.tokens, first)
    return [log for log, said in zip(scored, example.said[first:], strict=True) if said]
