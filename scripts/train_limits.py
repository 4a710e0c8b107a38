"""Fit `models/limits.npz` and `models/tongue.npz`: which limit a message touches, and its language.

    python scripts/train_limits.py

Reads `scripts/limit_lines/*.tsv`, written for this project: key, text, one line each, "NONE" where no
limit is touched; the name of a file begins with its language. What people say in the voice's talks and
in the lines of danger is read as touching none. A tenth, chosen by the text, is held out: the
thresholds were chosen on it, and how well it is told is printed. Needs the training extra.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.policy.limits import KEYS, Limits  # noqa: E402 - the path must be set first
from companion.policy.plain import plain  # noqa: E402
from companion.policy.tongue import LANGUAGES, Tongue  # noqa: E402
from scripts.train_danger import everyday, marked, rows  # noqa: E402
from scripts.train_danger import read as danger_lines  # noqa: E402

LINES = ROOT / "scripts" / "limit_lines"
NONE = "NONE"
PENALTY, PENALTY_TONGUE = 30.0, 10.0  # sklearn's C
SEED = 7
HELD_OUT = 26  # of 256
Line = tuple[str, str, str]  # language, key, text


def read(folder: Path = LINES) -> list[Line]:
    """All lines. Raises ValueError with file and number for one that is none."""
    return [(language, *fields) for language, fields in marked(folder, (*KEYS, NONE), 2)]


def beside() -> list[Line]:
    """Messages that touch no limit: the voice's talks and what was written about danger."""
    return [(language, NONE, text) for language, _, _, text in [*everyday(), *danger_lines()]]


def held_out(line: Line) -> bool:
    """Whether a line belongs to the tenth nobody trains on."""
    return hashlib.sha256(line[2].encode()).digest()[0] < HELD_OUT


def with_talk(lines: Sequence[Line], order: random.Random) -> list[Line]:
    """Half of the lines again beside one of no limit: limits often come in the last clause."""
    plain_ones = {
        language: [text for tongue, key, text in lines if tongue == language and key == NONE]
        for language in LANGUAGES
    }
    more = [
        (language, key, ". ".join((order.choice(plain_ones[language]), text)))
        for language, key, text in lines
        if order.random() < 0.5 and key != "farewell"
    ]
    return [*lines, *more]


def fit(lines: Sequence[Line]) -> dict[str, Any]:
    """`Limits`' weights and constants: whether a limit is touched, and which."""
    read_ = rows([text for *_, text in lines])
    keys = np.array([key for _, key, _ in lines])
    any_ = _fitted(read_, keys != NONE, PENALTY)
    touching = keys != NONE
    which = _fitted(read_[touching], np.array([KEYS.index(key) for key in keys[touching]]), PENALTY)
    return _packed(np.vstack([any_.coef_, which.coef_]), (any_, which))


def fit_tongue(lines: Sequence[Line]) -> dict[str, Any]:
    """`Tongue`'s weights and constants."""
    marks = np.array([LANGUAGES.index(language) for language, *_ in lines])
    model = _fitted(rows([text for *_, text in lines]), marks, PENALTY_TONGUE)
    return _packed(model.coef_, (model,))


def _fitted(read_: Any, marks: Any, penalty: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=penalty, max_iter=300, class_weight="balanced").fit(read_, marks)


def _packed(weights: Any, models: Sequence[Any]) -> dict[str, Any]:
    constants = np.concatenate([model.intercept_ for model in models])
    return {"weights": weights.T.astype(np.float16), "constants": constants.astype(np.float32)}


def told(limits: Limits, tongue: Tongue, held: Sequence[Line]) -> dict[str, Any]:
    """How well the held-out lines are told."""
    found = {line: limits.of(plain(line[2])) for line in held}
    none = [line for line in held if line[1] == NONE]
    touching = [line for line in held if line[1] != NONE]
    spoken = [line for line in held if len(line[2].split()) > 2]
    return {
        "held_out": len(held),
        "false_alarm": round(float(np.mean([bool(found[line]) for line in none])), 4),
        "touched": round(float(np.mean([bool(found[line]) for line in touching])), 4),
        "right_key": round(float(np.mean([line[1] in found[line] for line in touching])), 4),
        "by_key": {
            key: round(
                float(np.mean([bool(found[line]) for line in touching if line[1] == key])), 3
            )
            for key in KEYS
        },
        "language": round(
            float(np.mean([tongue.of(plain(line[2]), "") == line[0] for line in spoken])), 4
        ),
        "wrong_language": round(
            float(np.mean([tongue.of(plain(line[2]), "") not in ("", line[0]) for line in spoken])),
            4,
        ),
    }


if __name__ == "__main__":
    own, other = read(), beside()
    taught = [line for line in [*own, *other] if not held_out(line)]
    held = [line for line in own if held_out(line)]
    made = fit(with_talk(taught, random.Random(SEED)))  # noqa: S311 - the order is no secret
    spoken = fit_tongue(taught)
    report = told(
        *(kind(*(p[name].astype(np.float32) for name in ("weights", "constants")))
          for kind, p in ((Limits, made), (Tongue, spoken))),
        held,
    )  # fmt: skip
    for name, parameters in (("limits", made), ("tongue", spoken)):
        np.savez_compressed(ROOT / "models" / f"{name}.npz", **parameters)
    print(json.dumps({"lines": len(own), "beside": len(other), **report}, indent=2))
