"""How good the replies are: three arms side by side, judged on talks nobody tuned to.

The judges are fitted here, on data whose numbers may not ship, and forgotten. All replies are written
out to be read: figures over replies that read badly are worth nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from companion import paths
from companion.bench import arms, contexts, exchanges, judges, planning
from companion.bench.arms import ARMS, Answered
from companion.bench.figures import Array, share
from companion.bench.harm import flagged
from companion.bench.judges import Judges, judged_as
from companion.bench.published import say, write
from companion.bench.reading import embedded
from companion.emotion import hmm
from companion.emotion.clauses import clauses
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.policy.cues import NO_ADVICE
from companion.policy.drafts import takes_up
from companion.policy.grammar import sentences
from companion.settings import Settings
from companion.turn import Strategy

SEED = 20260306
PERSONS = 100
NEAR = 0.5  # cosine of a sentence and a clause from which they are about the same
OPENING = 3  # words


def measure(
    settings: Settings, data: Path, which: Sequence[str] = ARMS, out: Path | None = None
) -> dict[str, Any]:
    """Every figure. out: a folder for the replies to be read. Raises CompanionError without the data."""
    talks = contexts.talks(data)
    say("everything")
    whole = arms.full(settings, talks, SEED)
    answers = {"full": whole.answers}
    for name in which:
        if name != "full":
            say(name)
            told = name == "prompt"
            answers[name] = arms.plain(settings, talks, whole, SEED, told=told)
    if out is not None:
        _publish(out, answers)
    say("the judges")
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        judged = judges.fitted(data, partial(embedded, engine))
        found = {name: figures(answers[name], judged, plans=name == "full") for name in which}
    say("the planner")
    dynamics = hmm.load(paths.shipped() / "dynamics.json")
    return {
        "arms": found,
        "classifier_accuracy": {
            name: {
                "accuracy": round(judge.accuracy, 4),
                "majority": round(judge.majority, 4),
                "macro_f1": round(judge.macro_f1, 4),
                "mean_recall_evenly": round(judge.evenly, 4),
            }
            for name, judge in {**judged.empathy, "strategy": judged.strategy}.items()
        },
        "planner": planning.measure(dynamics, PERSONS, SEED),
        "perplexity": exchanges.perplexity(),
        "settings": {
            "model": settings.model,
            "replies_each": len(whole.answers),
            "grounded_above_cosine": NEAR,
        },
    }


def figures(answers: Sequence[Answered], judged: Judges, *, plans: bool) -> dict[str, Any]:
    """The figures of one arm. plans: it follows a plan of its own, as `full` does.

    strategy_repeat: how often the kind of reply is that of the turn before. Of an arm that plans, the
    kind planned to lead; of `bare` and `prompt`, what the judge reads in their own words.
    strategy_repeat_shown: what the judge reads, of every arm, so that they can be compared.
    """
    said, replies = [a.text for a in answers], [a.reply for a in answers]
    levels = judged.levels(said, replies)
    by_reply = [judged.shown(sentences(reply)) for reply in replies]
    leading = [judged_as(a.planned[0]) for a in answers]
    planned = [{judged_as(s) for s in a.planned} for a in answers]
    first = [shown[0] if shown else None for shown in by_reply]
    lines = [flagged(a.reply, no_advice=NO_ADVICE in a.avoid) for a in answers]
    times = [a.first_sentence_ms for a in answers if a.first_sentence_ms is not None]
    long = [a.reply for a in answers if a.source == "long"]
    return {
        "epitome": {name: round(float(level.mean()), 4) for name, level in levels.items()},
        "strategy_shown": share(
            kind in shown for kind, shown in zip(leading, by_reply, strict=True)
        ),
        "any_planned_shown": share(
            bool(kinds & set(shown)) for kinds, shown in zip(planned, by_reply, strict=True)
        ),
        "strategy_repeat": _repeat(answers, leading if plans else first),
        "strategy_repeat_shown": _repeat(answers, first),
        "grounded": share(_grounded(answers, judged.embed)),
        "flagged": sum(map(bool, lines)),
        "flagged_lines": [list(line) for found in lines for line in found][:20],
        "floor_share": share(not answer.by_model for answer in answers),
        "openers_repeated": repeated_openings(long),
        "distinct_2": round(distinct_2(replies), 4),
        "words_a_reply": round(float(np.mean([len(reply.split()) for reply in replies])), 1),
        "first_sentence_ms_p50": round(median(times), 1) if times else None,
    }


def repeated_openings(replies: Sequence[str]) -> int:
    """How many replies begin with the same three words as an earlier one."""
    begins = [tuple(reply.lower().split()[:OPENING]) for reply in replies]
    return len(begins) - len(set(begins))


def distinct_2(replies: Sequence[str]) -> float:
    """Different pairs of neighbouring words over all pairs (Li et al., 2016)."""
    pairs = [pair for reply in replies for pair in itertools.pairwise(reply.lower().split())]
    return len(set(pairs)) / max(1, len(pairs))


def _grounded(answers: Sequence[Answered], embed: Callable[[Sequence[str]], Array]) -> list[bool]:
    """Whether each reply takes up a word of substance of the talk, or comes near a clause of it."""
    found = []
    for answer in answers:
        theirs = " ".join((*answer.earlier, answer.text))
        if takes_up(answer.reply, theirs):
            found.append(True)
            continue
        parts = [answer.text[a:b] for a, b in clauses(answer.text)] or [answer.text]
        lines = sentences(answer.reply)
        near = embed(lines) @ embed(parts).T if lines else np.zeros((1, 1))
        found.append(bool(near.max() >= NEAR))
    return found


def _repeat(answers: Sequence[Answered], kinds: Sequence[Strategy | None]) -> float:
    """The share of later turns whose kind is that of the turn before; an empty reply has none."""
    return share(
        kinds[i] is not None and kinds[i] is kinds[i - 1]
        for i, answer in enumerate(answers)
        if answer.turn > 0
    )


def _publish(out: Path, answers: dict[str, list[Answered]]) -> None:
    """All replies, arm after arm, and side by side."""
    rows = ({"arm": name} | asdict(one) for name, found in answers.items() for one in found)
    write(out, "replies", rows, _side_by_side(answers))


def _side_by_side(answers: dict[str, list[Answered]]) -> Iterator[str]:
    for place, full in enumerate(answers["full"]):
        yield f"\n**{full.talk}.{full.turn}** {full.text}\n\n"
        kinds = ", ".join(full.planned)
        yield f"*{full.state}; {kinds}{'' if full.by_model else '; by people'}*\n\n"
        for name, found in answers.items():
            yield f"- {name}: {' '.join(found[place].reply.split())}\n"
