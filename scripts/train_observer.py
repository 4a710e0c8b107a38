"""Fit the observer: from a sentence's embedding to the eight states and to affect.

    python scripts/train_observer.py --data ../shared/data

Reads GoEmotions (Apache-2.0) and our own `observer_lines/` for the states, EmoBank (CC BY-SA 4.0)
for affect; writes `models/observer.npz` and prints every figure beside its baseline. With
`--cache FOLDER` embeddings are kept there, and a second fit takes a minute. scikit-learn is needed
here and nowhere else.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.emotion import states  # noqa: E402 - the path must be set first
from companion.emotion.observe import Observer, readable  # noqa: E402
from companion.emotion.wording import BINS, bins  # noqa: E402
from companion.engine import catalogue  # noqa: E402
from companion.engine.client import EngineClient  # noqa: E402

OWN_LINES = ROOT / "scripts" / "observer_lines"
SEED = 7
PER_STATE = 2000  # comments at most of each state
OWN_WEIGHT = 3.0  # all our own lines together beside all comments together
STRENGTH = 0.5  # scikit-learn's C, the inverse of the ridge on the head
SHARPER = 1.3  # so strong a ridge makes a timid head; near the best log-likelihood held out
RIDGE = 3.0  # on the affect regression
BATCH = 128  # texts a call

Embed = Callable[[Sequence[str]], np.ndarray]

# GoEmotions' labels in our states, in shares. Left out: approval, confusion, disapproval,
# surprise, which people feel in several of our states alike and no words here could settle.
STATES_OF_LABEL: dict[str, dict[str, float]] = {
    "admiration": {"affection": 0.6, "joy": 0.4},
    "amusement": {"joy": 1.0},
    "anger": {"anger": 1.0},
    "annoyance": {"anger": 1.0},
    "caring": {"affection": 1.0},
    "curiosity": {"calm": 1.0},
    "desire": {"hope": 1.0},
    "disappointment": {"sadness": 1.0},
    "disgust": {"anger": 1.0},
    "embarrassment": {"shame": 1.0},
    "excitement": {"joy": 1.0},
    "fear": {"anxiety": 1.0},
    "gratitude": {"affection": 1.0},
    "grief": {"sadness": 1.0},
    "joy": {"joy": 1.0},
    "love": {"affection": 1.0},
    "nervousness": {"anxiety": 1.0},
    "optimism": {"hope": 1.0},
    "pride": {"joy": 1.0},
    "realization": {"calm": 1.0},
    "relief": {"joy": 0.5, "calm": 0.5},
    "remorse": {"shame": 1.0},
    "sadness": {"sadness": 1.0},
    "neutral": {"calm": 1.0},
}


class Line(NamedTuple):
    """A sentence and the share of each state in it; shares sum to one."""

    text: str
    shares: dict[str, float]

    @property
    def state(self) -> str:
        """The state with the largest share."""
        return max(self.shares, key=lambda name: self.shares[name])


def goemotions(folder: Path, split: str) -> list[Line]:
    """The split's comments that have at least one label we map."""
    labels = [*(folder / "labels.txt").read_text("utf-8").split(), "neutral"][:28]
    lines = []
    for row in (folder / f"{split}.tsv").read_text("utf-8").split("\n"):
        if not row.strip():
            continue
        text, ids, _ = row.split("\t")
        mapped = [STATES_OF_LABEL.get(labels[int(i)]) for i in ids.split(",")]
        known = [shares for shares in mapped if shares]
        if known:
            total: dict[str, float] = {}
            for shares in known:
                for name, share in shares.items():
                    total[name] = total.get(name, 0.0) + share / len(known)
            lines.append(Line(text.replace("[NAME]", "Sam").replace("[RELIGION]", "church"), total))
    return lines


def own_lines(folder: Path) -> list[Line]:
    """Our own first-person lines: `state<TAB>text` a row, or `first/second<TAB>text` of a mixed one."""
    lines = []
    for path in sorted(folder.glob("*.tsv")):
        for row in path.read_text("utf-8").splitlines():
            names, text = row.split("\t")
            first, *second = names.split("/")
            lines.append(Line(text, {first: 0.6, second[0]: 0.4} if second else {first: 1.0}))
    return lines


def capped(lines: Iterable[Line], most: int, seed: int) -> list[Line]:
    """At most `most` lines of each leading state, drawn with `seed`: calm would drown the rest."""
    lines = list(lines)
    order = np.random.default_rng(seed).permutation(len(lines))
    taken: dict[str, int] = {}
    kept = []
    for i in order:
        state = lines[i].state
        if taken.get(state, 0) < most:
            taken[state] = taken.get(state, 0) + 1
            kept.append(lines[i])
    return kept


def target(lines: Sequence[Line]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows for a fit with soft labels: (index of the line, index of the state, share)."""
    rows = [
        (i, states.NAMES.index(name), share)
        for i, line in enumerate(lines)
        for name, share in line.shares.items()
    ]
    index, state, share = (np.array(column) for column in zip(*rows, strict=True))
    return index, state, share


def fit_states(
    comments: Sequence[Line], own: Sequence[Line], embed: Embed
) -> dict[str, np.ndarray]:
    """Softmax head fitted on both, each state with the same total weight, so the prior is flat."""
    logistic = _sklearn().LogisticRegression
    lines = [*comments, *own]
    rows = _features([line.text for line in lines], embed)
    index, state, weight = target(lines)
    weight = weight * np.where(index < len(comments), 1.0, OWN_WEIGHT * len(comments) / len(own))
    totals = np.bincount(state, weight, len(states.NAMES))
    weight *= len(comments) / len(states.NAMES) / totals[state]
    model = logistic(C=STRENGTH, max_iter=2000, tol=1e-3)
    model.fit(rows[index], state, weight)
    meaning, wording = np.split(SHARPER * model.coef_.T, [rows.shape[1] - BINS])
    return {
        "weights": meaning,
        "word_weights": wording,
        "bias": SHARPER * model.intercept_,
        "prior": np.full(len(states.NAMES), 1 / len(states.NAMES)),
    }


def _features(texts: Sequence[str], embed: Embed) -> Any:
    """Embedding and bins side by side, as a sparse matrix; the bins of a text have length one."""
    import scipy.sparse  # type: ignore[import-untyped]

    found = [bins(readable(text)) for text in texts]
    columns = np.array([b for of_text in found for b in of_text], dtype=np.int32)
    starts = np.cumsum([0, *map(len, found)])
    values = np.array([len(of_text) ** -0.5 for of_text in found for _ in of_text])
    words = scipy.sparse.csr_matrix((values, columns, starts), shape=(len(texts), BINS))
    return scipy.sparse.hstack([scipy.sparse.csr_matrix(embed(texts)), words]).tocsr()


def fit_affect(sentences: Sequence[tuple[str, np.ndarray]], embed: Embed) -> dict[str, np.ndarray]:
    """Ridge regression of valence, arousal and dominance, in closed form."""
    vectors = embed([text for text, _ in sentences]).astype(np.float64)
    values = np.array([affect for _, affect in sentences])
    middle, mean = vectors.mean(axis=0), values.mean(axis=0)
    centred = vectors - middle
    gram = centred.T @ centred + RIDGE * np.eye(vectors.shape[1])
    weights = np.linalg.solve(gram, centred.T @ (values - mean))
    return {"affect_weights": weights, "affect_bias": mean - middle @ weights}


def emobank(path: Path, split: str) -> list[tuple[str, np.ndarray]]:
    """Sentences with valence, arousal and dominance, from EmoBank's 1..5 to -1..1."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (row["text"], (np.array([float(row[axis]) for axis in "VAD"]) - 3) / 2)
            for row in csv.DictReader(file)
            if row["split"] == split and row["text"].strip()
        ]


def judged(observer: Observer, lines: Sequence[Line], embed: Embed) -> dict[str, float]:
    """Accuracy and macro-F1 on the lines of one state, beside always saying the commonest.

    Two readings: as the program uses it (every state equally likely beforehand), and with the
    lines' own shares of states as the prior.
    """
    lines = [line for line in lines if len(line.shares) == 1]
    truth = np.array([states.NAMES.index(line.state) for line in lines])
    shares = np.bincount(truth, minlength=len(states.NAMES)) / len(lines)
    probabilities = _probabilities(observer, lines, embed)
    said = probabilities.argmax(axis=1)
    informed = (probabilities * shares).argmax(axis=1)
    commonest = np.full_like(truth, shares.argmax())
    return {
        "lines": len(lines),
        "accuracy": float((said == truth).mean()),
        "macro_f1": macro_f1(truth, said),
        "accuracy_with_prior": float((informed == truth).mean()),
        "macro_f1_with_prior": macro_f1(truth, informed),
        "majority_accuracy": float((commonest == truth).mean()),
        "majority_macro_f1": macro_f1(truth, commonest),
    }


def _probabilities(observer: Observer, lines: Sequence[Line], embed: Embed) -> np.ndarray:
    texts = [line.text for line in lines]
    return observer.probabilities(embed(texts), [readable(text) for text in texts])


def correlations(
    observer: Observer, rated: Sequence[tuple[str, np.ndarray]], embed: Embed
) -> list[float]:
    """Pearson's r of foretold and rated valence, arousal, dominance; a constant would have 0."""
    texts = [text for text, _ in rated]
    vectors = embed(texts)
    seen = observer.probabilities(vectors, [readable(text) for text in texts])
    affects = [observer.affect(*pair) for pair in zip(vectors, seen, strict=True)]
    foretold = np.array([(a.valence, a.arousal, a.dominance) for a in affects])
    real = np.array([affect for _, affect in rated])
    return [float(np.corrcoef(foretold[:, axis], real[:, axis])[0, 1]) for axis in range(3)]


def macro_f1(truth: np.ndarray, said: np.ndarray) -> float:
    """F1 averaged over the states that occur."""
    scores = []
    for state in np.unique(truth):
        hits = ((truth == state) & (said == state)).sum()
        scores.append(2 * hits / ((truth == state).sum() + (said == state).sum()))
    return float(np.mean(scores))


def cross_validated(
    comments: Sequence[Line], own: Sequence[Line], embed: Embed, folds: int = 5
) -> float:
    """Accuracy on our own lines, each read by a head fitted without its fold."""
    order = np.random.default_rng(SEED).permutation(len(own))
    right = 0
    for fold in range(folds):
        held = {int(i) for i in order[fold::folds]}
        kept = [line for i, line in enumerate(own) if i not in held]
        arrays: dict[str, Any] = fit_states(comments, kept, embed)
        arrays |= {"affect_weights": np.zeros((1, 3)), "affect_bias": np.zeros(3)}
        observer = Observer(**arrays)
        left = [own[i] for i in held]
        said = _probabilities(observer, left, embed).argmax(axis=1)
        right += sum(states.NAMES[s] in line.shares for s, line in zip(said, left, strict=True))
    return right / len(own)


def train(data: Path, embed: Embed, out: Path) -> dict[str, Any]:
    """Fit on `data`, write `out`, and return every figure."""
    comments = capped(goemotions(data / "goemotions", "train"), PER_STATE, SEED)
    own = own_lines(OWN_LINES)
    sentences = data / "emobank" / "emobank.csv"
    rated = emobank(sentences, "train")
    arrays = {**fit_states(comments, own, embed), **fit_affect(rated, embed)}
    half: dict[str, Any] = {name: array.astype(np.float16) for name, array in arrays.items()}
    observer = Observer(**{name: array.astype(np.float32) for name, array in half.items()})
    report: dict[str, Any] = {
        "states": states.NAMES,
        "seed": SEED,
        "fitted_on": {
            "GoEmotions train (Apache-2.0)": len(comments),
            "observer_lines (our own)": len(own),
            "EmoBank train (CC BY-SA 4.0, Buechel and Hahn 2017)": len(rated),
        },
        "goemotions": {
            split: judged(observer, goemotions(data / "goemotions", split), embed)
            for split in ("dev", "test")
        },
        "own_lines_cross_validated_accuracy": cross_validated(comments, own, embed),
        "emobank_pearson_r": {
            split: correlations(observer, emobank(sentences, split), embed)
            for split in ("dev", "test")
        },
    }
    out.parent.mkdir(exist_ok=True)
    np.savez_compressed(out, provenance=np.array(json.dumps(report)), **half)
    return report


def with_engine(run: Callable[[Embed], dict[str, Any]], cache: Path | None) -> dict[str, Any]:
    """`run` with the program's own embedder, each text embedded once; kept in the folder `cache`."""
    stored = cache / "embeddings.npz" if cache else None
    known: dict[str, np.ndarray] = {}
    if stored and stored.exists():
        with np.load(stored, allow_pickle=False) as file:
            known = dict(zip(file["texts"].tolist(), file["vectors"], strict=True))
    before = len(known)
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())

        def embed(texts: Sequence[str]) -> np.ndarray:
            new = [text for text in dict.fromkeys(texts) if text not in known]
            for start in range(0, len(new), BATCH):
                batch = new[start : start + BATCH]
                known.update(zip(batch, engine.embed([readable(t) for t in batch]), strict=True))
                print(f"\rembedded {len(known)}", end="", file=sys.stderr, flush=True)
            return np.array([known[text] for text in texts])

        report = run(embed)
    if stored and len(known) > before:
        stored.parent.mkdir(parents=True, exist_ok=True)
        np.savez(stored, texts=np.array(list(known)), vectors=np.array(list(known.values())))
    return report


def _sklearn() -> Any:
    try:
        import sklearn.linear_model  # type: ignore[import-untyped]
    except ImportError as error:
        raise SystemExit("Fitting needs scikit-learn: pip install 'companion[train]'") from error
    return sklearn.linear_model


def main() -> None:
    """Fit from the command line and print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "observer.npz")
    parser.add_argument("--cache", type=Path, help="folder to keep embeddings in between fits")
    given = parser.parse_args()
    report = with_engine(lambda embed: train(given.data, embed, given.out), given.cache)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
