"""Teach the starter's voice which of its own drafts a reader liked better: `models/voice.gguf` anew.

    python scripts/train_taste.py [--epochs 2] [--since models/voice.gguf] [--out models/voice.gguf]

Goes on from the voice of `train_voice`. Reads `voice_judged.jsonl` and takes any two drafts of the same
moment of which one was judged better; the better one becomes likelier and the worse one less likely than
the voice found them before (direct preference optimisation, Rafailov et al., 2023), while the better one
stays as likely as it was (the likelihood of the chosen is part of the loss). A seventh of the talks is
kept apart; prints in how many pairs there the better draft is the likelier, before and after. Needs the
starter pack and the training extra; a minute on a graphics card, more than an hour on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.bench.exchanges import WINDOW, Example  # noqa: E402 - the path must be set first
from companion.engine import catalogue  # noqa: E402
from companion.engine.client import EngineClient  # noqa: E402
from companion.prompt import assemble  # noqa: E402
from companion.prompt.note import cue, voice_note  # noqa: E402
from scripts.train_sense import JUDGED  # noqa: E402
from scripts.train_voice import ALPHA, adapted, said  # noqa: E402
from scripts.voice_gguf import write_adapter  # noqa: E402

SEED = 7
BETA = 0.1  # how soon a preference counts as learnt
KEEP = 0.2  # of the loss: the likelihood of the better draft
RATE = 5e-5
BATCH = 8  # pairs
MOST = 6  # pairs of one moment
APART = 7  # one talk in so many is kept apart


@dataclass(frozen=True)
class Pair:
    """Two drafts of one moment. apart: not learnt from."""

    better: Example
    worse: Example
    apart: bool


def pairs(rows: Sequence[dict[str, Any]], writer: assemble.Writer) -> list[Pair]:
    """At most `MOST` pairs a moment, those first that are furthest apart."""
    moments: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        key = (*row["talk"], row["memory"], row["kind"], "/", *_before(row))
        moments[key].append(row)
    found = []
    for drafts in moments.values():
        both = sorted(itertools.permutations(drafts, 2), key=_gap, reverse=True)
        for better, worse in both[:MOST]:
            if _gap((better, worse)) > 0:
                told = "\n".join(better["talk"]).encode()
                apart = hashlib.sha256(told).digest()[0] % APART == 0
                found.append(Pair(_example(better, writer), _example(worse, writer), apart))
    return found


def learn(model: Any, made: Sequence[Pair], epochs: int) -> dict[str, Any]:
    """Teach `model` the pairs; returns how often it prefers the better one, before and after."""
    import torch

    taught = [pair for pair in made if not pair.apart]
    apart = [pair for pair in made if pair.apart]
    was = [_preferences(model, some) for some in (taught, apart)]
    trained = [p for p in model.parameters() if p.requires_grad]
    steps = epochs * -(-len(taught) // BATCH)
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.0)
    fall = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 20) * max(0.05, 1 - step / steps)
    )
    order = random.Random(SEED)  # noqa: S311 - the order of lessons is no secret
    model.train()
    for _ in range(epochs):
        for some in _batches(len(taught), order):
            told = [pair for i in some for pair in (taught[i].better, taught[i].worse)]
            likely, lengths = _likely(model, told)
            before = torch.tensor([was[0][i] for i in some], device=likely.device)
            moved = (likely[::2] - likely[1::2]) - before
            kept = -(likely[::2] / lengths[::2]).mean()
            loss = -torch.nn.functional.logsigmoid(BETA * moved).mean() + KEEP * kept
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            fall.step()
            optimizer.zero_grad(set_to_none=True)
    now = _preferences(model, apart)
    return {
        "pairs": len(taught),
        "pairs_apart": len(apart),
        "better_likelier_before": _share(was[1]),
        "better_likelier_after": _share(now),
        "preferred_more_than_before": _share([b - a for a, b in zip(was[1], now, strict=True)]),
    }


def _share(differences: Sequence[float]) -> float:
    return round(sum(d > 0 for d in differences) / max(1, len(differences)), 3)


def _preferences(model: Any, made: Sequence[Pair]) -> list[float]:
    """How much likelier `model` finds the better draft of each pair, in natural logarithms."""
    import torch

    model.eval()
    found: list[float] = []
    with torch.no_grad():
        for at in range(0, len(made), 2 * BATCH):
            some = [one for pair in made[at : at + 2 * BATCH] for one in (pair.better, pair.worse)]
            likely, _ = _likely(model, some)
            found += (likely[::2] - likely[1::2]).tolist()
    return found


def _likely(model: Any, group: Sequence[Example]) -> tuple[Any, Any]:
    """The log-probability of each draft, and of how many tokens it is."""
    import torch

    logits, targets = said(model, group)
    each = -torch.nn.functional.cross_entropy(logits, targets, reduction="none")
    lengths = [sum(one.said) for one in group]
    likely = torch.stack([part.sum() for part in each.split(lengths)])
    return likely, torch.tensor(lengths, device=likely.device)


def _batches(count: int, order: random.Random) -> Iterator[list[int]]:
    places = list(range(count))
    order.shuffle(places)
    for at in range(0, count, BATCH):
        yield places[at : at + BATCH]


def _gap(two: tuple[dict[str, Any], dict[str, Any]]) -> int:
    return int(two[0]["judged"] - two[1]["judged"])


def _before(row: dict[str, Any]) -> list[str]:
    """What stood before the draft in its reply: kinds and sentences in turn."""
    return list(row.get("before", ()))


def _example(row: dict[str, Any], writer: assemble.Writer) -> Example:
    """The moment as the voice reads it, and the draft it is to say."""
    tokens = list(writer.prefix)
    talk = row["talk"]
    for words, reply in zip(talk[:-1:2], talk[1::2], strict=True):
        tokens += writer.finished(words, reply)
    tokens += writer.tail(talk[-1], voice_note(row["state"], row["memory"]), "")
    before = _before(row)
    for place, (kind, line) in enumerate(zip(before[::2], before[1::2], strict=True)):
        tokens += writer.tokenize(f"{' ' * bool(place)}{cue(kind)}", False)
        tokens += writer.tokenize(f" {line}", False)
    tokens += writer.tokenize(f"{' ' * bool(before)}{cue(row['kind'])}", False)
    draft = writer.tokenize(f" {row['line']}", False)
    return Example((*tokens, *draft), (*[False] * len(tokens), *[True] * len(draft)))


def read() -> list[Pair]:
    """All pairs of `voice_judged.jsonl`, as the engine's own tokenizer reads them."""
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines() if line.strip()]
    with EngineClient() as engine:
        engine.load_chat(catalogue.chat_path("smollm2-135m"), WINDOW)
        template = assemble.TEMPLATES["chatml"]
        writer = assemble.writer(template, engine.tokenize, WINDOW, assemble.VOICE_PERSONA)
        return pairs(rows, writer)


if __name__ == "__main__":
    voice = ROOT / "models" / "voice.gguf"
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--since", type=Path, default=voice)
    parser.add_argument("--out", type=Path, default=voice)
    chosen = parser.parse_args()
    made = read()
    learner = adapted(chosen.since)
    report = learn(learner, made, chosen.epochs)
    write_adapter(learner, learner.config, ALPHA, chosen.out, report)
    print(json.dumps(report, indent=2))
