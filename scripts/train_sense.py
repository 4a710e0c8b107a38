"""Fit what tells a small model's sensible sentences from the rest: `models/sense.npz`.

    python scripts/train_sense.py [--out models/sense.npz]

Reads `voice_judged.jsonl`: sentences the starter's voice drafted in talks written for this project,
with the log-probability it gave each token, each sentence judged by a reader by itself (2 good, 1
acceptable, 0 not fit). Prints how well the judgement is foretold in talks left out, beside plain
baselines; a second on two cores.
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
from companion.emotion.states import valence_of  # noqa: E402
from companion.policy.plain import plain  # noqa: E402
from companion.policy.sense import Drafted, Said, features  # noqa: E402

JUDGED = Path(__file__).with_name("voice_judged.jsonl")
WORTH = (0.0, 0.75, 1.0)  # of the judgements 0, 1, 2: acceptable is nearly as good as good
PENALTIES = (0.3, 1.0, 3.0, 10.0)
FOLDS = 5
LIKELY = slice(0, 5)  # the features that tell how likely the model finds a sentence


def train(out: Path) -> dict[str, Any]:
    """Fit on everything judged, write `out`, and return every figure."""
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines() if line.strip()]
    x = np.array([_features(row) for row in rows])
    y = np.array([WORTH[row["judged"]] for row in rows])
    fit = np.array([row["judged"] > 0 for row in rows])
    talks = np.array([key_of(row["talk"]) for row in rows])
    foretold = {penalty: _left_out(x, y, talks, penalty) for penalty in PENALTIES}
    best = max(PENALTIES, key=lambda penalty: auc(foretold[penalty], fit))
    weights, constant = logistic.fit(x, y, best)
    found = foretold[best]
    wording = np.delete(x, np.arange(len(x[0]))[LIKELY], axis=1)
    report = {
        "sentences": len(rows),
        "talks": len(set(talks)),
        "judged": {str(k): sum(row["judged"] == k for row in rows) for k in (0, 1, 2)},
        "penalty": best,
        "auc_left_out": round(auc(found, fit), 4),
        "auc_by_penalty": {str(p): round(auc(f, fit), 4) for p, f in foretold.items()},
        "auc_wording_alone": round(auc(_left_out(wording, y, talks, best), fit), 4),
        "auc_likely_alone": round(auc(_left_out(x[:, LIKELY], y, talks, best), fit), 4),
        "auc_shorter_is_better": round(auc(-x[:, LIKELY][:, -1], fit), 4),
        "kept_and_right": {
            str(t): [round(float((found >= t).mean()), 3), round(float(fit[found >= t].mean()), 3)]
            for t in (0.4, 0.5, 0.6, 0.7, 0.8)
        },
    }
    out.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        out,
        weights=weights.astype(np.float32),
        constant=np.float32(constant),
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


def _features(row: dict[str, Any]) -> Array:
    known = plain(" ".join((*row["talk"], row["memory"])))
    said = Said(row["talk"][-1], known, valence_of(row["state"]))
    return features(said, row["kind"], Drafted(row["line"], tuple(row["likely"])))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "sense.npz")
    print(json.dumps(train(parser.parse_args().out), indent=2))
