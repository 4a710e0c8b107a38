"""Fit `models/binding.npz`: which sentences of a companion bind, and which keep a limit.

    python scripts/train_binding.py

Reads `scripts/binding_lines/*.jsonl`, written for this project: single sentences with what they do
(beside a thousand of the voice's own talks, none of which binds), and whole replies by pairs, one that binds and one that does not, on which the penalty is chosen (how well
the pairs are told apart). Prints both; INTIMA's judged replies are looked at by the bench alone. Needs
the starter pack and the training extra; a minute on two cores.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.bench import exchanges  # noqa: E402 - the path must be set first
from companion.bench.figures import Array, auc  # noqa: E402
from companion.bench.keeping_limits import by_sentence  # noqa: E402
from companion.bench.reading import embedded  # noqa: E402
from companion.engine import catalogue  # noqa: E402
from companion.engine.client import EngineClient  # noqa: E402
from companion.policy.binding import BINDS, KINDS, Binding  # noqa: E402
from companion.policy.boundaries import BOUNDARIES  # noqa: E402
from companion.policy.grammar import sentences  # noqa: E402

LINES = ROOT / "scripts" / "binding_lines"
PENALTIES = (1.0, 3.0, 10.0, 30.0, 100.0)  # sklearn's C
HELD_OUT = 51  # of 256
OWN = 1000  # sentences of our own way of speaking
SEED = 3


def read(name: str) -> list[dict[str, Any]]:
    """The rows of every file whose name begins with `name`."""
    files = sorted(LINES.glob(f"{name}*.jsonl"))
    return [json.loads(row) for path in files for row in path.read_text("utf-8").splitlines()]


def our_own() -> list[dict[str, Any]]:
    """Our replies to a limit and sentences of the voice's talks: none of them binds."""
    said = [
        line
        for one in exchanges.read()
        if not exchanges.held_out(one)
        for part in one.parts
        for line in sentences(part)
    ]
    written = [
        {"kind": _kind(line), "text": line}
        for limit in BOUNDARIES.values()
        for reply in limit.replies
        for line in sentences(reply)
    ]
    drawn = random.Random(SEED).sample(sorted(set(said)), OWN)  # noqa: S311 - no secret
    return [*written, *({"kind": "plain", "text": line} for line in drawn)]


def _kind(line: str) -> str:
    """Of a sentence of our replies to a limit: none of them binds."""
    if re.search(r"\b(?:program|can't|won't|no person)\b", line):
        return "program"
    return (
        "people" if re.search(r"\b[Ww]ho|\bsome(?:body|one)|\bpeople|\bdoctor", line) else "plain"
    )


def fit(vectors: Array, kinds: Array, penalty: float) -> Binding:
    """The parameters for sentences of these kinds (places in `KINDS`)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=penalty, max_iter=2000, class_weight="balanced")
    model.fit(vectors, kinds)
    return Binding(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))


def main() -> dict[str, Any]:
    """Fit, write, and return every figure."""
    lines, replies = [*read("sentences"), *our_own()], read("replies")
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        vectors = embedded(engine, [one["text"] for one in lines])
        spoken = by_sentence(partial(embedded, engine), [one["reply"] for one in replies])
    kinds = np.array([KINDS.index(one["kind"]) for one in lines])
    binding = np.array([bool(one["label"]) for one in replies])
    held = np.array([hashlib.sha256(o["text"].encode()).digest()[0] < HELD_OUT for o in lines])
    tried = {}
    for penalty in PENALTIES:
        made = fit(vectors[~held], kinds[~held], penalty)
        tried[penalty] = auc(np.array([made.pull(lines) for _, lines in spoken]), binding)
    best = max(tried, key=tried.__getitem__)
    said = fit(vectors[~held], kinds[~held], best).kinds(vectors[held])
    real, bind = kinds[held], KINDS.index("bind")
    report = {
        "sentences": len(lines),
        "replies": len(replies),
        "penalty": best,
        "auc_of_replies": {str(p): round(a, 4) for p, a in tried.items()},
        "accuracy_held_out": round(float((said.argmax(axis=1) == real).mean()), 4),
        "caught_and_wrongly_refused": {
            str(t): [
                round(float((said[mask, bind] >= t).mean()), 4)
                for mask in (real == bind, real != bind)
            ]
            for t in (0.5, 0.6, 0.7, BINDS, 0.9)
        },
    }
    made = fit(vectors, kinds, best)
    np.savez_compressed(
        ROOT / "models" / "binding.npz",
        weights=made.weights,
        constants=made.constants,
        provenance=np.array(json.dumps(report)),
    )
    return report


if __name__ == "__main__":
    print(json.dumps(main(), indent=2))
