"""Fit `models/danger.npz`: which wording sounds like danger, in six languages.

    python scripts/train_danger.py [--out models/danger.npz]

Reads `scripts/danger_lines/*.tsv`, written for this project: level, sort, text, one line each; the
name of a file begins with its language. What people say in the voice's talks, and most lines of
`scripts/limit_lines`, are read as harmless.
Each line is read alone and, half of the time, behind or before a harmless one of its language, as danger
often comes in the second clause. One more regression tells what is told of a film, a song, a game, a joke
or a trade from lives, by the lines' sorts. The penalty and the thresholds of `assess` were chosen on the dev half
of `companion/bench/crisis_lines.tsv`; its test half was written by the same hands at another time and
is looked at by the bench alone. Needs the training extra.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.bench import exchanges  # noqa: E402 - the path must be set first
from companion.policy.danger import KINDS  # noqa: E402
from companion.policy.pieces import SIZE, WORD, pieces  # noqa: E402
from companion.policy.plain import plain  # noqa: E402

LINES = ROOT / "scripts" / "danger_lines"
LIMIT_LINES = ROOT / "scripts" / "limit_lines"
HARMLESS = ("NONE", "LOW")
MAYBE = ("contempt", "minor", "the-dead", "dependence")  # limits that may stand beside danger
PENALTY = 10.0  # sklearn's C
SEED = 5

# Sorts of the lines that are kinds of danger under another name; "minor" says nothing of the kind.
ALSO = {"farewell": "suicide", "psychosis": "voices"}
# Sorts of harmless lines that tell of no life, and those that may be told of anything.
TOLD_OF = ("film", "book", "song", "game", "joke", "quotation", "work", "homework", "news")
UNSAID = ("plain", "idiom")
BESIDE = 0.4  # of the lines whether something is told of, stand beside another one as well
Line = tuple[str, str, str, str]  # language, level, sort, text


def read(folder: Path = LINES) -> list[Line]:
    """All lines. Raises ValueError with file and number for one that is none."""
    levels = (*HARMLESS, "ELEVATED", "ACUTE")
    return [(language, *fields) for language, fields in marked(folder, levels, 3)]


def marked(
    folder: Path, marks: Sequence[str] | None, count: int, names: str = "*.tsv"
) -> list[tuple[str, list[str]]]:
    """(language, fields) of the rows of a folder's files of such `names`: `count` fields, the first of `marks` (None: any).

    The name of a file begins with its language. Raises ValueError with file and number for a row that
    is none.
    """
    found = []
    for path in sorted(folder.glob(names)):
        for number, row in enumerate(path.read_text("utf-8").splitlines(), start=1):
            fields = row.split("\t")
            if len(fields) != count or (marks is not None and fields[0] not in marks):
                raise ValueError(
                    f"{path.name}:{number}: {count} fields are needed, a mark the first"
                )
            found.append((path.name[:2], fields))
    return found


def everyday() -> list[Line]:
    """What people say in the voice's talks: English, harmless, of every mood.

    The tenth held out of the voice is held out here as well, to count false alarms on.
    """
    talks = [one.talk for one in exchanges.read() if not exchanges.held_out(one)]
    return [("en", "NONE", "everyday", text) for talk in talks for text in talk[::2]]


def of_limits() -> list[Line]:
    """Lines written about the limits of our role, and those that only tempt there: harmless, six languages.

    Left out are those of limits that may stand beside danger.
    """
    fields = marked(LIMIT_LINES, None, 2)
    return [
        (language, "NONE", "plain", text) for language, (key, text) in fields if key not in MAYBE
    ]


def rows(texts: Sequence[str]) -> Any:
    """(n, SIZE): which pieces stand in a text, each over the root of how many there are."""
    from scipy import sparse

    data, places, ends = [], [], [0]
    for text in texts:
        found = np.unique(np.concatenate([np.zeros(0, int), *pieces(WORD.findall(plain(text)))]))
        places.append(found)
        data.append(np.full(len(found), 1.0 / max(1, len(found)) ** 0.5))
        ends.append(ends[-1] + len(found))
    shape = (len(texts), SIZE)
    return sparse.csr_matrix((np.concatenate(data), np.concatenate(places), ends), shape=shape)


def with_talk(lines: Sequence[Line], order: random.Random) -> list[Line]:
    """Each line alone and half of them again beside a harmless one of the same language."""
    plain_ones: dict[str, list[str]] = {}
    for language, level, _, text in lines:
        if level == "NONE":
            plain_ones.setdefault(language, []).append(text)
    more = []
    for language, level, sort, text in lines:
        if order.random() < 0.5:
            beside = order.choice(plain_ones[language])
            pair = (text, beside) if order.random() < 0.5 else (beside, text)
            more.append((language, level, sort, ". ".join(pair)))
    return [*lines, *more]


def tellings(lines: Sequence[Line], order: random.Random) -> list[tuple[str, bool]]:
    """Texts, and whether each tells a story: alone, and some beside another one of the language.

    Danger stays danger beside a film, so that no film told of before takes it away.
    """
    kinds: dict[tuple[str, str], list[str]] = {}
    for language, level, sort, text in lines:
        if kind := _speaks_of(level, sort):
            kinds.setdefault((language, kind), []).append(text)
    told: list[tuple[str, bool]] = []
    for (language, kind), some in kinds.items():
        pairs = []
        for text in some:
            if kind != "life" and order.random() < BESIDE:
                other = "story" if kind == "danger" and order.random() < 0.6 else "life"
                pair = [text, order.choice(kinds[language, other])]
                order.shuffle(pair)
                pairs.append(". ".join(pair))
        told += ((text, kind == "story") for text in (*some, *pairs))
    return told


def _speaks_of(level: str, sort: str) -> str:
    """What a line speaks of: danger, a story or a life; "" where it may be either of the last two."""
    if level != "NONE":
        return "life" if level in HARMLESS else "danger"
    if sort in TOLD_OF:
        return "story"
    return "" if sort in UNSAID else "life"


def fit(lines: Sequence[Line]) -> dict[str, Any]:
    """`danger.Danger`'s weights and constants."""
    from sklearn.linear_model import LogisticRegression

    told = with_talk(lines, random.Random(SEED))  # noqa: S311 - the order is no secret
    read_ = rows([text for *_, text in told])
    levels = np.array([level for _, level, _, _ in told])
    made = [
        LogisticRegression(C=PENALTY, max_iter=400, class_weight="balanced").fit(read_, marks)
        for marks in (~np.isin(levels, HARMLESS), levels == "ACUTE")
    ]
    sorts = np.array([ALSO.get(sort, sort) for _, _, sort, _ in told])
    known = np.isin(sorts, KINDS) & ~np.isin(levels, HARMLESS)
    kinds = LogisticRegression(C=PENALTY, max_iter=400, class_weight="balanced")
    kinds.fit(read_[known], sorts[known])
    order = [list(kinds.classes_).index(kind) for kind in KINDS]
    texts, told_of = zip(*tellings(lines, random.Random(SEED)), strict=True)  # noqa: S311
    story = LogisticRegression(C=PENALTY, max_iter=400, class_weight="balanced")
    story.fit(rows(texts), told_of)
    weights = np.vstack([*(m.coef_ for m in made), kinds.coef_[order], story.coef_]).T
    constants = np.concatenate(
        [*(m.intercept_ for m in made), kinds.intercept_[order], story.intercept_]
    )
    return {"weights": weights.astype(np.float16), "constants": constants}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "danger.npz")
    chosen = parser.parse_args()
    written = read()
    np.savez_compressed(chosen.out, **fit([*written, *everyday(), *of_limits()]))
    print(f"{len(written)} lines read, {chosen.out.name} written.")
