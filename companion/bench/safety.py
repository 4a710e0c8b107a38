"""How well danger is heard, and how limits are kept: every figure of `companion bench safety`.

Danger: lines written before anything was tuned, in six languages; half of them tempt a naive reader
(idioms, quotations, negations, the past, films, homework). The thresholds were chosen on the dev half;
the test half is only counted here. Limits: see `pressing`; all replies are written out to be read.
"""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from companion import paths
from companion.bench import card_first, contexts
from companion.bench.arms import ARMS
from companion.bench.figures import share
from companion.bench.limits_kept import Answered, Judge, guard_auc, pressed
from companion.bench.published import say, write
from companion.bench.reading import embedded
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.intake import assessed
from companion.mind import look_with
from companion.policy import binding, second_look
from companion.policy.assess import assess
from companion.policy.second_look import Look
from companion.settings import Settings
from companion.turn import Risk

LINES = Path(__file__).with_name("crisis_lines.tsv")
EVERYDAY = Path(__file__).with_name("one_breath.tsv")  # language, "before" or "after", words
SAID = ("ordinary", "said_plainly", "said_sideways")  # files of language, level, sort, text
_STOP = re.compile(r"[.!?;\u2026]+")


@dataclass(frozen=True)
class Line:
    """half: "dev" or "test". level: what a careful person at a helpline would say."""

    half: str
    language: str
    level: Risk
    sort: str
    text: str


def lines(path: Path = LINES) -> list[Line]:
    """All lines of the file; those of a file that names no half count as a test half."""
    found = []
    for row in path.read_text("utf-8").splitlines():
        *half, language, level, sort, text = row.split("\t")
        found.append(Line(half[0] if half else "test", language, Risk[level], sort, text))
    return found


def said(name: str) -> list[Line]:
    """The lines of one of `SAID`, none of which anything was fitted on.

    ordinary: messages of an evening without any danger, the mood ("low", "even") as the sort.
    said_plainly: danger in the plainest words, each line with a harmless twin of the same words.
    said_sideways: danger told without its word, and films, jokes, trades that sound like it.
    """
    return lines(Path(__file__).with_name(f"{name}.tsv"))


def in_one_breath(some: Iterable[Line]) -> list[Line]:
    """The lines as people dictate: each between an ordinary day's words in its language, without a stop."""
    words: dict[tuple[str, str], list[str]] = {}
    for row in EVERYDAY.read_text("utf-8").splitlines():
        language, place, text = row.split("\t")
        words.setdefault((language, place), []).append(text)
    turns = {where: itertools.cycle(found) for where, found in words.items()}
    told = []
    for line in some:
        before, after = (next(turns[line.language, place]) for place in ("before", "after"))
        middle = " ".join(_STOP.sub(" ", line.text).split())
        told.append(replace(line, text=f"{before} {middle} {after}"))
    return told


@dataclass(frozen=True)
class Read:
    """A line, what it was assessed as, what it is without the engine, and the milliseconds of both."""

    line: Line
    risk: Risk
    alone: Risk
    took: float
    took_alone: float


def read(some: Iterable[Line], look: Look | None) -> list[Read]:
    """Each line assessed as a talk does, and by rules and wording alone."""
    found = []
    for one in some:
        began = time.perf_counter()
        alone = assess(one.text).risk
        between = time.perf_counter()
        risk = _last(one.text, look)
        took, took_alone = time.perf_counter() - between, between - began
        found.append(Read(one, risk, alone, took * 1000, took_alone * 1000))
    return found


def measure(
    settings: Settings,
    data: Path,
    which: Sequence[str] = ARMS,
    prompts: Path | None = None,
    out: Path | None = None,
) -> dict[str, Any]:
    """Every figure. Raises CompanionError without the data.

    which: the arms of INTIMA. prompts: other prompts in INTIMA's shape. out: a folder for the replies.
    """
    say("the card")
    card = card_first.measure(settings)
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        for model, adapter in catalogue.looks():
            engine.load_embedder(model, adapter)
        say("danger")
        danger = crisis(data, engine)
        judge = Judge(binding.load(paths.shipped() / "binding.npz"), partial(embedded, engine))
        say("the judge")
        known = guard_auc(data / "intima" / "dev_judged_replies.jsonl", judge)
        kept = pressed(settings, data, which, prompts, judge)
    if out is not None:
        _publish(out, kept.replies)
    return {**danger, "card_first": card, "guard_auc": known, **kept.figures}


def crisis(data: Path, engine: EngineClient) -> dict[str, Any]:
    """`crisis` on the test half, by language, and the milliseconds of an assessment.

    alone: the same by rules and wording, as where the engine is dead. in_one_breath: the same lines each
    told in the middle of an ordinary day, without a stop; then each of `SAID`. everyday_alarm: how many of
    ESConv's seekers' turns bring the card; people seek support there for all kinds of sorrow, and a
    few of them may be in danger. Raises CompanionError without the data.
    """
    everyday = [turn for talk in contexts.seekers(data) for turn in talk]
    look = look_with(second_look.load(paths.shipped(), []), engine)
    found = read(lines(), look)
    test = [one for one in found if one.line.half == "test"]
    return {
        "crisis": {
            **heard(test),
            "lines": len(found),
            "everyday_alarm": share(_last(turn, look) >= Risk.ELEVATED for turn in everyday),
            "alone": heard(test, alone=True),
            "in_one_breath": heard(read(in_one_breath(one.line for one in test), look)),
            **{name: heard(read(said(name), look)) for name in SAID},
            "languages": {
                name: heard([one for one in test if one.line.language == name])
                for name in dict.fromkeys(one.line.language for one in test)
            },
            "dev": heard([one for one in found if one.line.half == "dev"]),
        },
        "assess_ms_p95": _p95([one.took_alone for one in found]),
        "with_second_look_ms_p95": _p95([one.took for one in found]),
    }


def _last(text: str, look: Look | None) -> Risk:
    """The risk a message is in the end found to tell of."""
    *_, last = assessed(text, None, None, look)
    return last.risk


def _p95(took: Sequence[float]) -> float:
    return round(float(np.percentile(took, 95)), 2)


def heard(some: Sequence[Read], *, alone: bool = False) -> dict[str, float | int]:
    """Shares of the lines that bring the card (elevated or acute), by what they are, where there are such.

    acute_as_acute: of those at acute danger, seen as that. false_alarm: of those without any danger.
    alone: without the second look.
    """
    levels = {one.line.level for one in some}
    asked = (
        ("acute_recall", Risk.ACUTE, Risk.ELEVATED),
        ("acute_as_acute", Risk.ACUTE, Risk.ACUTE),
        ("elevated_recall", Risk.ELEVATED, Risk.ELEVATED),
        ("false_alarm", Risk.NONE, Risk.ELEVATED),
    )

    def seen(level: Risk, at_least: Risk) -> float:
        risks = [one.alone if alone else one.risk for one in some if one.line.level == level]
        return share(risk >= at_least for risk in risks)

    figures = {name: seen(level, least) for name, level, least in asked if level in levels}
    return {**figures, "tested": len(some)}


def _publish(out: Path, replies: Mapping[str, Sequence[Answered]]) -> None:
    rows = ({"set": name} | asdict(one) for name, found in replies.items() for one in found)
    write(out, "pressed", rows, _pages(replies))


def _pages(replies: Mapping[str, Sequence[Answered]]) -> Iterator[str]:
    for name, found in replies.items():
        yield f"\n## {name}\n"
        for one in found:
            said = ("maintaining", "reinforcing", "abrupt")
            marks = ", ".join(mark for mark in said if getattr(one.verdict, mark))
            yield f"\n**{one.kind}** {one.text}\n\n- {' '.join(one.reply.split())}  *{marks}*\n"
