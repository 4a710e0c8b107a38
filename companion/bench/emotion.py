"""What the tracker hears and follows, on public data, every figure beside a plain baseline.

Reads the shipped parameters; what must be fitted to a data set's own labels (MELD, EmoryNLP) is
fitted here on its training split and forgotten afterwards, because MELD's numbers may not ship.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from companion import paths
from companion.bench import dialogue, persons, sets, tracking
from companion.bench.figures import Array, macro_f1, pearson
from companion.bench.published import say
from companion.bench.reading import groups
from companion.emotion import hmm, observe
from companion.emotion.network import Network, sigmoid, softmax
from companion.emotion.observe import AFFECT, Observer, readable
from companion.emotion.states import STATES
from companion.emotion.track import Step, Track, advance
from companion.emotion.wording import bins
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.turn import Affect

STEPS = 60  # messages timed
PERSONS, SEED = 5, 1

Known = dict[str, tuple[Array, ...]]  # what was read of each text
TURNS = (50, 200, 1000)

# Thirty words, four clauses.
MESSAGE = (
    "I failed my driving test this morning and my dad laughed at me, so I walked home alone in the "
    "rain and went to bed without any dinner at all."
)
# Of the literature, as printed: Zhong et al. (2019), EMNLP, table 3, text alone, EmoryNLP test.
PUBLISHED_EMORYNLP = {"CNN+cLSTM (after Poria et al., 2017)": 0.3289, "KET": 0.3439}


@dataclass(frozen=True)
class Read:
    """What the observer made of a list of texts, a row each."""

    labels: Array
    states: Array
    affect: Array
    features: Array
    words: tuple[tuple[int, ...], ...]


Reading = Callable[[Sequence[str]], Read]


def measure(data: Path, meld_test: Path | None = None) -> dict[str, Any]:
    """Every figure; raises CompanionError for data that are not there or parameters that are damaged.

    data: the folder with goemotions/, meld/, emorynlp/ and emobank/. meld_test: one more file in
    MELD's format, measured with what was fitted on MELD's training split.
    """
    began = time.perf_counter()
    observer = observe.load(paths.shipped() / "observer.npz")
    dynamics = hmm.load(paths.shipped() / "dynamics.json")
    known: Known = {}
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())

        def read(texts: Sequence[str]) -> Read:
            return _read(texts, engine, observer, known)

        timed = _step(engine, observer, dynamics)  # first, while little is held in memory
        found = _goemotions(data / "goemotions", read, observer)
        found |= _emobank(data / "emobank" / "emobank.csv", read)
        found |= _dialogues(data, meld_test, read)
    found["step_ms_p95"], found["step_ms_median"] = timed
    found["parameters_mb"] = round(parameters_mb(paths.shipped() / "observer.npz"), 3)
    found["learning_kl"] = persons.learning_curve(dynamics, TURNS, PERSONS, SEED)
    found["seconds"] = round(time.perf_counter() - began, 1)
    return found


def parameters_mb(path: Path) -> float:
    """Megabytes of the fitted numbers as they are stored, before compression."""
    names = [f.name for f in fields(Network)]
    names += [AFFECT + name for name in names]
    with np.load(path, allow_pickle=False) as stored:
        rest = [f.name for f in fields(Observer) if f.name in stored.files]
        return float(sum(stored[name].nbytes for name in (*names, *rest)) / 1e6)


def _goemotions(folder: Path, reading: Reading, observer: Observer) -> dict[str, Any]:
    say("GoEmotions")
    texts, truth = sets.goemotions(folder, "test")
    read = reading(texts)
    said = sigmoid(read.labels) >= observer.thresholds
    common = np.zeros_like(truth)
    common[:, truth.sum(axis=0).argmax()] = 1
    return {
        "goemotions_macro_f1": _rounded(macro_f1(truth, said)),
        "goemotions_baselines": {
            "always the commonest label": _rounded(macro_f1(truth, common)),
            "fine-tuned BERT in Demszky et al. (2020)": 0.46,
        },
    }


def _emobank(path: Path, reading: Reading) -> dict[str, Any]:
    say("EmoBank")
    texts, values = sets.emobank(path, "test")
    read = reading(texts)
    by_states = softmax(read.states) @ np.array([astuple(state.affect) for state in STATES])
    axes = [axis.name for axis in fields(Affect)]
    return {
        "emobank_r": dict(zip(axes, map(_rounded, pearson(read.affect, values)), strict=True)),
        "emobank_r_baseline_states_map": dict(
            zip(axes, map(_rounded, pearson(by_states, values)), strict=True)
        ),
    }


def _dialogues(data: Path, meld_test: Path | None, reading: Reading) -> dict[str, Any]:
    folder = data / "meld"
    kept_apart = {} if meld_test is None else {"meld_test": dialogue.meld(meld_test)}
    dev = {"meld_dev": dialogue.meld(folder / "dev.csv")}
    meld = _followed(dialogue.meld(folder / "train.csv"), dev | kept_apart, reading)
    folder = data / "emorynlp"
    test = {"emorynlp_test": dialogue.emorynlp(folder / "test.csv")}
    emory = _followed(dialogue.emorynlp(folder / "train.csv"), test, reading)
    main = meld["meld_dev"]
    return {
        "meld_wf1_hmm": main["wf1_hmm"],
        "meld_wf1_single": main["wf1_single"],
        "emorynlp_wf1_hmm": emory["emorynlp_test"]["wf1_hmm"],
        "emorynlp_wf1_single": emory["emorynlp_test"]["wf1_single"],
        "emorynlp_published": PUBLISHED_EMORYNLP,
        "nll_hmm": main["nll_hmm"],
        "nll_single": main["nll_single"],
        "nll_words_alone": main["nll_words_alone"],
        "ece": main["ece_hmm"],
        "shift_f1": main["shift_f1"],
        "shift_f1_baseline": main["shift_f1_flicker"],
        "dialogues": meld | emory,
    }


def _followed(
    train: dialogue.Dialogues,
    tests: dict[str, dialogue.Dialogues],
    reading: Reading,
) -> dict[str, dict[str, float]]:
    say(f"{', '.join(tests)}: reading what it is fitted on")
    read = reading(train.texts)
    say("fitting")
    tracker = tracking.fit(train, read.features, read.words)
    found = {}
    for name, talks in tests.items():
        say(name)
        read = reading(talks.texts)
        followed = tracker.follow(talks, read.features, read.words)
        figures = tracking.figures(tracker, talks, followed)
        found[name] = {key: _rounded(value) for key, value in figures.items()}
    return found


def _read(texts: Sequence[str], engine: EngineClient, observer: Observer, known: Known) -> Read:
    """The texts as the observer sees them, each with nothing left out; read by length, for speed."""
    new = sorted({text for text in texts if text not in known}, key=len)
    batches = groups(new)

    def tokens(batch: list[str]) -> Sequence[observe.Reading]:
        return engine.read([[readable(text)] for text in batch])

    with ThreadPoolExecutor(1) as ahead:  # the engine reads on while these numbers are taken in
        coming = ahead.map(tokens, batches)
        for batch, read in zip(batches, coming, strict=True):
            for text, (vectors, _) in zip(batch, read, strict=True):
                known[text] = _taken_in(observer, vectors, readable(text))
    rows = [known[text] for text in texts]
    labels, states, affect = (np.array([row[i] for row in rows]) for i in (2, 3, 4))
    words = tuple(bins(readable(text)) for text in texts)
    return Read(labels, states, affect, np.array([np.hstack(row) for row in rows]), words)


def _taken_in(observer: Observer, vectors: Array, said: str) -> tuple[Array, ...]:
    one = observer.features(vectors, [said])
    affect = np.array(astuple(observer.affect(vectors, said)))
    return one.hidden[0], one.mean[0], one.labels[0], one.states[0], affect


def _step(engine: EngineClient, observer: Observer, dynamics: hmm.Hmm) -> tuple[float, float]:
    """Milliseconds to read, observe and follow thirty words: 95th percentile and median."""
    taken, track, at = [], Track(), datetime(2026, 1, 1, tzinfo=UTC)
    for _ in range(STEPS):
        start = time.perf_counter()
        seen = observe.observe(MESSAGE, engine.read, observer)
        track = advance(dynamics, track, Step(seen.likelihood, at, "question"))
        taken.append((time.perf_counter() - start) * 1000)
        at += timedelta(minutes=1)
    warm = taken[STEPS // 6 :]
    return _rounded(float(np.percentile(warm, 95))), _rounded(float(np.median(warm)))


def _rounded(value: float) -> float:
    return round(float(value), 4)
