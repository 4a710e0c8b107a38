"""Fit the observer: from a message's tokens and words to labels, states and affect.

    python scripts/train_observer.py --data ../shared/data [--cache FOLDER]

Reads GoEmotions (Apache-2.0) and our own `observer_lines/` for labels and states, EmoBank
(CC BY-SA 4.0) for affect; writes `models/observer.npz` and prints every figure beside its baseline.
Some fifteen minutes on two cores, half of it reading the texts once; with `--cache` that half is
kept. torch is needed here and nowhere else.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.bench import sets  # noqa: E402 - the path must be set first
from companion.bench.figures import best_thresholds, macro_f1, pearson  # noqa: E402
from companion.bench.reading import groups  # noqa: E402
from companion.emotion import states  # noqa: E402
from companion.emotion.network import Network, logit, sigmoid, softmax  # noqa: E402
from companion.emotion.observe import AFFECT, LABELS, Features, Observer, readable  # noqa: E402
from companion.emotion.wording import bins  # noqa: E402
from companion.engine import catalogue  # noqa: E402
from companion.engine.client import EngineClient  # noqa: E402
from scripts import observer_data  # noqa: E402
from scripts.observer_data import STATES_OF_LABEL, Lines  # noqa: E402

SEED = 7
HELD = 0.1  # of our own lines, for the sharpness of the head and the figures below
STRETCH = 2.5  # EmoBank's readers hardly leave the middle of their scale; the states' map does not
OWN_AFFECT = 0.1  # what one of our own lines weighs beside a sentence of EmoBank

Tokens = dict[str, np.ndarray]


def train(data: Path, tokens_of: Callable[[Sequence[str]], Tokens], out: Path) -> dict[str, Any]:
    """Fit on `data`, write `out`, and return every figure."""
    from scripts import observer_network

    folder = data / "goemotions"
    splits = {name: observer_data.goemotions(folder, name) for name in ("train", "dev", "test")}
    own, held = _split(observer_data.own_lines())
    rated = {
        name: sets.emobank(data / "emobank" / "emobank.csv", name)
        for name in ("train", "dev", "test")
    }
    texts = [*own.texts, *held.texts]
    texts += [text for lines in splits.values() for text in lines.texts]
    texts += [text for sentences, _ in rated.values() for text in sentences]
    tokens = tokens_of(list(dict.fromkeys(texts)))
    spoken = {text: bins(readable(text)) for text in tokens}
    net = observer_network.fit(splits["train"], own, tokens, spoken, SEED)
    arrays = {name: array.astype(np.float16) for name, array in net.exported().items()}
    arrays["prior"] = np.full(len(states.NAMES), 1 / len(states.NAMES))  # all states weighed alike
    arrays |= _sharpened(arrays, held, tokens)
    draft = _observer(arrays)
    dev = _features(draft, splits["dev"].texts, tokens)
    arrays["thresholds"] = best_thresholds(splits["dev"].labels, sigmoid(dev.labels))
    arrays |= _presence(dev, splits["dev"], observer_data.label_names(folder))
    affect = observer_network.fit_affect(net, *_places(rated["train"], own), tokens, spoken, SEED)
    arrays |= {AFFECT + name: array for name, array in affect.exported().items()}
    half = {name: array.astype(np.float16) for name, array in arrays.items()}
    observer = _observer(half)
    report = _report(observer, splits, own, held, rated, tokens)
    out.parent.mkdir(exist_ok=True)
    np.savez_compressed(out, provenance=np.array(json.dumps(report)), **half)
    return report | {"file_megabytes": round(out.stat().st_size / 1e6, 2)}


def _split(lines: Lines) -> tuple[Lines, Lines]:
    order = np.random.default_rng(SEED).permutation(len(lines.texts))
    cut = int(HELD * len(order))

    def chosen(at: np.ndarray) -> Lines:
        return Lines([lines.texts[i] for i in at], lines.shares[at], lines.labels[at])

    return chosen(order[cut:]), chosen(order[:cut])


def _observer(arrays: dict[str, np.ndarray]) -> Observer:
    """An observer from the arrays there are so far; what is missing is zero."""
    full = {name: array.astype(np.float32) for name, array in arrays.items()}
    network = Network(**{name: full[name] for name in Network.__dataclass_fields__})
    affect = {name: full.get(AFFECT + name, full[name]) for name in Network.__dataclass_fields__}
    n = len(states.NAMES)
    blank = {
        "prior": np.full(n, 1 / n),
        "thresholds": np.zeros(LABELS),
        "label_states": np.zeros((LABELS, n)),
        "present_scale": np.zeros((n, 2)),
        "present_bias": np.zeros(n),
    }
    rest = {name: full.get(name, value).astype(np.float32) for name, value in blank.items()}
    return Observer(network, Network(**affect), **rest)


def _features(observer: Observer, texts: Sequence[str], tokens: Tokens) -> Features:
    found = [observer.features(tokens[t].astype(np.float32), [readable(t)]) for t in texts]
    names = Features.__dataclass_fields__
    return Features(*(np.concatenate([getattr(one, name) for one in found]) for name in names))


def _sharpened(arrays: dict[str, np.ndarray], held: Lines, tokens: Tokens) -> dict[str, np.ndarray]:
    """The states' answers scaled so that lines held out are likeliest: as sure as it should be."""
    logits = _features(_observer(arrays), held.texts, tokens).states

    def likelihood(scale: float) -> float:
        return float((held.shares * np.log(softmax(scale * logits))).sum())

    scale = max(np.linspace(0.4, 2.0, 65), key=likelihood)
    changed = {}
    for name in ("answers", "answer_bias", "word_answers"):
        changed[name] = arrays[name].astype(np.float32).copy()
        changed[name][..., LABELS:] *= scale
    return changed


def _presence(dev: Features, lines: Lines, names: Sequence[str]) -> dict[str, np.ndarray]:
    """Platt scaling (1999) of each state from its labels and its softmax, on dev."""
    table = np.array(
        [[STATES_OF_LABEL.get(n, {}).get(s, 0.0) > 0 for s in states.NAMES] for n in names]
    ).astype(float)
    truth = (lines.labels @ table) > 0
    together = 1 - np.exp(np.log1p(-np.clip(sigmoid(dev.labels), 0, 1 - 1e-6)) @ table)
    soft = softmax(dev.states)
    scale, bias = np.zeros((len(states.NAMES), 2)), np.zeros(len(states.NAMES))
    for s in range(len(states.NAMES)):
        columns = np.stack([logit(together[:, s]), logit(soft[:, s]), np.ones(len(soft))], axis=1)
        weights = _logistic(columns, truth[:, s].astype(float))
        scale[s], bias[s] = weights[:2], weights[2]
    return {"label_states": table, "present_scale": scale, "present_bias": bias}


def _logistic(columns: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Newton's method for a logistic regression with a trace of ridge."""
    weights = np.zeros(columns.shape[1])
    for _ in range(50):
        p = sigmoid(columns @ weights)
        slope = columns.T @ (truth - p) - 1e-3 * weights
        curve = (columns * (p * (1 - p))[:, None]).T @ columns + 1e-3 * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _places(
    rated: tuple[list[str], np.ndarray], own: Lines
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Texts, where they lie on the three axes, and their weights: EmoBank, and our lines' states."""
    map_ = np.array([astuple(state.affect) for state in states.STATES])
    texts, values = rated
    return (
        [*texts, *own.texts],
        np.vstack([STRETCH * values, own.shares @ map_]),
        np.r_[np.ones(len(texts)), np.full(len(own.texts), OWN_AFFECT)],
    )


def _report(
    observer: Observer,
    splits: dict[str, Lines],
    own: Lines,
    held: Lines,
    rated: dict[str, tuple[list[str], np.ndarray]],
    tokens: Tokens,
) -> dict[str, Any]:
    report: dict[str, Any] = {
        "states": states.NAMES,
        "seed": SEED,
        "fitted_on": {
            "GoEmotions train (Apache-2.0)": len(splits["train"].texts),
            "observer_lines (our own)": len(own.texts),
            "EmoBank train (CC BY-SA 4.0, Buechel and Hahn 2017)": len(rated["train"][0]),
        },
    }
    for name in ("dev", "test"):
        lines = splits[name]
        found = _features(observer, lines.texts, tokens)
        said = sigmoid(found.labels) >= observer.thresholds
        one = np.isclose(lines.shares.max(axis=1), 1.0)
        right = found.states[one].argmax(axis=1) == lines.shares[one].argmax(axis=1)
        report[f"goemotions_{name}"] = {
            "labels_macro_f1": round(macro_f1(lines.labels, said), 4),
            "state_accuracy": round(float(right.mean()), 4),
        }
        texts, values = rated[name]
        lie = [observer.affect(tokens[t].astype(np.float32), readable(t)) for t in texts]
        foretold = np.array([astuple(affect) for affect in lie])
        report[f"emobank_{name}_r"] = [round(r, 4) for r in pearson(foretold, values)]
    found = _features(observer, held.texts, tokens)
    chosen = found.states.argmax(axis=1)
    likely = held.shares[np.arange(len(chosen)), chosen] > 0
    report["own_lines_held_out"] = {
        "lines": len(likely),
        "accuracy": round(float(likely.mean()), 4),
    }
    return report


def with_engine(
    run: Callable[[Callable[[Sequence[str]], Tokens]], dict[str, Any]], cache: Path | None
) -> dict[str, Any]:
    """`run` with the program's own embedder; the tokens are kept in the folder `cache`."""
    stored = cache / "tokens.npz" if cache else None
    known: Tokens = {}
    if stored and stored.exists():
        with np.load(stored, allow_pickle=False) as file:
            pieces = np.split(file["flat"], file["ends"][:-1])
            known = dict(zip(file["texts"].tolist(), pieces, strict=True))
    before = len(known)
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())

        def tokens_of(texts: Sequence[str]) -> Tokens:
            new = sorted((text for text in texts if text not in known), key=len)
            done = 0
            for batch in groups(new):
                read = engine.read([[readable(text)] for text in batch])
                known.update(
                    (t, v.astype(np.float16)) for t, (v, _) in zip(batch, read, strict=True)
                )
                done += len(batch)
                print(f"\rread {done} of {len(new)}", end="", file=sys.stderr)
            return {text: known[text] for text in texts}

        report = run(tokens_of)
    if stored and len(known) > before:
        stored.parent.mkdir(parents=True, exist_ok=True)
        ends = np.cumsum([len(one) for one in known.values()])
        flat = np.concatenate(list(known.values()))
        np.savez(stored, texts=np.array(list(known)), ends=ends, flat=flat)
    return report


def main() -> None:
    """Fit from the command line and print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "observer.npz")
    parser.add_argument("--cache", type=Path, help="folder to keep token vectors in between fits")
    given = parser.parse_args()
    report = with_engine(lambda tokens_of: train(given.data, tokens_of, given.out), given.cache)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
