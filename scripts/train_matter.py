"""Fit `models/matter.npz`: which words are about something that matters, from marked talks.

    python scripts/train_matter.py --memorybank FOLDER

Reads the talks in `scripts/salience_talks` (2: a good friend would still remember it after three
months, 1: for a week or two, 0: everything else) and, where the folder of MemoryBank (MIT licence)
is given, its turns with our own marks. A logistic regression on the sentence vector, solved by
Newton's method; the strength of the penalty was chosen on talks left out of the fit, ten at a time.
Prints what it finds on the two files of held-out talks in `tests/`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.bench import logistic  # noqa: E402
from companion.bench.figures import auc  # noqa: E402
from companion.bench.reading import embedded  # noqa: E402
from companion.engine import catalogue  # noqa: E402
from companion.engine.client import EngineClient  # noqa: E402
from companion.memory.matter import Matter  # noqa: E402

TALKS = ROOT / "scripts" / "salience_talks"
HELD_OUT = (ROOT / "tests" / "salience_held.tsv", ROOT / "tests" / "salience_fresh.tsv")
WORTH = np.array([0.0, 0.4, 1.0])  # of the marks 0, 1 and 2
PENALTIES = (0.3, 1.0, 3.0, 10.0)
FOLDS = 10

Array = NDArray[np.float64]
Talk = tuple[list[str], list[int]]


def main() -> None:
    """Read, fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--memorybank", type=Path, help="folder with memory_bank_en.json")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "matter.npz")
    arguments = parser.parse_args()
    talks = [talk for path in sorted(TALKS.glob("*.tsv")) for talk in _own(path)]
    if arguments.memorybank:
        talks += _memorybank(arguments.memorybank)
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        read = [_read(talk, engine) for talk in talks]
        held = {path.name: [_read(talk, engine) for talk in _own(path)] for path in HELD_OUT}
    penalty = max(PENALTIES, key=lambda one: _across_folds(read, one))
    fitted = fit(
        np.concatenate([x for x, _ in read]), np.concatenate([y for _, y in read]), penalty
    )
    found = {name: round(_found(of_file, fitted), 3) for name, of_file in held.items()}
    np.savez(arguments.out, weights=fitted.weights.astype(np.float32), bias=fitted.bias)
    print(json.dumps({"talks": len(talks), "penalty": penalty, "auc_of_2": found}, indent=1))


def fit(x: Array, marks: NDArray[np.int64], penalty: float) -> Matter:
    """What tells words worth keeping; x: (n, d), marks: (n,) of 0, 1, 2."""
    return Matter(*logistic.fit(x, WORTH[marks], penalty))


def _across_folds(read: Sequence[tuple[Array, NDArray[np.int64]]], penalty: float) -> float:
    """How well marks of 2 are told from the rest in talks the fit has not seen."""
    scores = []
    for fold in range(FOLDS):
        rest = [one for i, one in enumerate(read) if i % FOLDS != fold]
        fitted = fit(
            np.concatenate([x for x, _ in rest]), np.concatenate([y for _, y in rest]), penalty
        )
        scores.append(_found([one for i, one in enumerate(read) if i % FOLDS == fold], fitted))
    return float(np.mean(scores))


def _found(read: Sequence[tuple[Array, NDArray[np.int64]]], fitted: Matter) -> float:
    """Area under the ROC curve of "marked 2"."""
    said = np.concatenate([x @ fitted.weights for x, _ in read])
    true = np.concatenate([y for _, y in read]) == 2
    return auc(said, true)


def _own(path: Path) -> list[Talk]:
    if path.name == "memorybank_turns.tsv" or not path.exists():
        return []
    talks: list[Talk] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            talks.append(([], []))
        elif line:
            mark, text = line.split("\t", 1)
            talks[-1][0].append(text)
            talks[-1][1].append(int(mark))
    return [talk for talk in talks if talk[0]]


def _memorybank(folder: Path) -> list[Talk]:
    raw = json.loads((folder / "memory_bank_en.json").read_text("utf-8"))
    people = {name.strip(): person["history"] for name, person in raw.items()}
    days: dict[tuple[str, str], list[int]] = {}
    for line in (TALKS / "memorybank_turns.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            user, day, _, mark = line.split("\t")
            days.setdefault((user, day), []).append(int(mark))
    return [
        ([turn["query"] for turn in people[user][day]], marks)
        for (user, day), marks in days.items()
    ]


def _read(talk: Talk, engine: EngineClient) -> tuple[Array, NDArray[np.int64]]:
    texts, marks = talk
    return embedded(engine, texts).astype(np.float64), np.array(marks)


if __name__ == "__main__":
    main()
