"""Fit what tells a small model's sensible sentences from the rest: `models/sense.npz`.

    python scripts/train_sense.py [--out models/sense.npz]

Reads `voice_judged.jsonl`: sentences the starter's voice drafted in talks written for this project,
each judged by a person by itself (2 good, 1 acceptable, 0 not fit); where a line has "logprob", the
model's own log-probability a token of the sentence, that counts as well. Prints how well the judgement
is foretold in talks left out, beside plain baselines. Needs the starter pack; a minute on two cores.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.bench import logistic  # noqa: E402 - the path must be set first
from companion.bench.figures import Array, auc  # noqa: E402
from companion.bench.reading import embedded  # noqa: E402
from companion.emotion.states import valence_of  # noqa: E402
from companion.engine import catalogue  # noqa: E402
from companion.engine.client import EngineClient  # noqa: E402
from companion.policy.plain import plain  # noqa: E402
from companion.policy.sense import MARKS, Said, beyond, features  # noqa: E402

JUDGED = Path(__file__).with_name("voice_judged.jsonl")
WORTH = (0.0, 0.75, 1.0)  # of the judgements 0, 1, 2: acceptable is nearly as good as good
PENALTIES = (1.0, 3.0, 10.0, 30.0)
FOLDS = 5


def train(out: Path) -> dict[str, Any]:
    """Fit on everything judged, write `out`, and return every figure."""
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines() if line.strip()]
    logprobs = [row.get("logprob") for row in rows]
    known = [one for one in logprobs if one is not None]
    usual = float(np.mean(known)) if known else 0.0
    likely = beyond(logprobs, usual)
    of_words = _features(rows)
    x = np.column_stack([of_words, likely])
    y = np.array([WORTH[row["judged"]] for row in rows])
    fit = np.array([row["judged"] > 0 for row in rows])
    talks = np.array([key_of(row["talk"]) for row in rows])
    foretold = {penalty: _left_out(x, y, talks, penalty) for penalty in PENALTIES}
    best = max(PENALTIES, key=lambda penalty: auc(foretold[penalty], fit))
    weights, constant = logistic.fit(x, y, best)
    found = foretold[best]
    report = {
        "sentences": len(rows),
        "with_logprob": len(known),
        "talks": len(set(talks)),
        "judged": {str(k): sum(row["judged"] == k for row in rows) for k in (0, 1, 2)},
        "penalty": best,
        "auc_left_out": round(auc(found, fit), 4),
        "auc_by_penalty": {str(p): round(auc(f, fit), 4) for p, f in foretold.items()},
        "auc_marks_alone": round(auc(_left_out(of_words[:, -MARKS:], y, talks, best), fit), 4),
        "auc_shorter_is_better": round(auc(-of_words[:, -MARKS + 4], fit), 4),
        "auc_nearer_is_better": round(auc(of_words[:, -MARKS], fit), 4),
        "auc_likelier_is_better": round(auc(likely, fit), 4),
        "kept_and_right": {
            str(t): [round(float((found >= t).mean()), 3), round(float(fit[found >= t].mean()), 3)]
            for t in (0.4, 0.5, 0.6, 0.7, 0.8)
        },
    }
    out.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        out,
        weights=weights[:-1].astype(np.float32),
        constant=np.float32(constant),
        logprob=np.array([weights[-1], usual], np.float32),
        provenance=np.array(json.dumps(report)),
    )
    return report


def key_of(talk: list[str]) -> str:
    """What a talk is known by: all drafts of one talk are left out together."""
    return "\n".join(talk)


def _left_out(x: Array, y: Array, talks: Array, penalty: float) -> Array:
    """The probability of each row by a fit on the other folds, talks kept whole."""
    names = sorted(set(talks))
    fold = {name: place % FOLDS for place, name in enumerate(names)}
    which = np.array([fold[talk] for talk in talks])
    found = np.zeros(len(y))
    for one in range(FOLDS):
        weights, constant = logistic.fit(x[which != one], y[which != one], penalty)
        found[which == one] = 1 / (1 + np.exp(-(x[which == one] @ weights + constant)))
    return found


def _features(rows: list[dict[str, Any]]) -> Array:
    texts = sorted({row["line"] for row in rows} | {row["talk"][-1] for row in rows})
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        vectors = embedded(engine, texts)
    vector = dict(zip(texts, vectors, strict=True))
    made = []
    for row in rows:
        text = row["talk"][-1]
        known = plain(" ".join((*row["talk"], row["memory"])))
        said = Said(text, known, vector[text], valence_of(row["state"]))
        made.append(features(said, row["line"], vector[row["line"]]))
    return np.array(made, np.float64)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "sense.npz")
    print(json.dumps(train(parser.parse_args().out), indent=2))
