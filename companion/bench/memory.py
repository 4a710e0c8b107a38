"""What the memory keeps, finds and costs, on public talks, every figure beside plain baselines.

Reads the shipped parameters. What LUFY's annotators picked is fitted to here only to show what that
would give; it is forgotten afterwards.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from companion import paths
from companion.bench import keeping, recalling, scale, talks
from companion.bench.figures import Array
from companion.bench.keeping import Heard, Judge
from companion.bench.published import say
from companion.bench.reading import embedded
from companion.bench.talks import LongTalk
from companion.emotion import hmm, observe, states
from companion.emotion.observe import observe_with_embedding
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.memory import matter
from companion.memory.recall import recall

DRAWS = 3  # of the random tenth, each recalled from
ANSWERS = Path(__file__).with_name("memorybank_days.tsv")
TESTS = paths.shipped().parent / "tests"  # not part of an installed program
MOODS = {
    "mood_dependent": TESTS / "mood_recall.json",  # looked at while the weights were set
    "mood_dependent_fresh": TESTS / "mood_recall_fresh.json",  # by another hand, not looked at
}
NOW = datetime(2026, 3, 1, 20, tzinfo=UTC)


def measure(data: Path, locomo: Path | None = None) -> dict[str, Any]:
    """Every figure; raises CompanionError for data that are not there or damaged parameters.

    data: the folder with locomo/, lufy/ and memorybank/. locomo: another folder of such talks in
    place of the first.
    """
    began = time.perf_counter()
    long_talks = talks.locomo(locomo or data / "locomo")
    sessions = talks.lufy(data / "lufy" / "dev.jsonl")
    diaries = talks.memorybank(data / "memorybank", ANSWERS)
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        reader = Reader(engine)
        found: dict[str, Any] = {}
        say("LoCoMo, everything kept")
        everything = recalling.locomo(long_talks, reader.embed)
        for k in recalling.TOP:
            found[f"recall_at_{k}"] = _means(everything, k)
        found = {"locomo": found}
        judge = Judge(
            reader.hear,
            hmm.load(paths.shipped() / "dynamics.json"),
            matter.load(paths.shipped() / "matter.npz"),
        )
        say("LUFY, a tenth kept")
        found["lufy_kept"] = keeping.lufy(sessions, judge)
        say("LoCoMo, a tenth kept")
        found |= _tenth(long_talks, judge, reader, everything)
        say("MemoryBank")
        days = recalling.memorybank(diaries, reader.embed)
        found["memorybank_right_day_in_3"] = {way: round(share, 4) for way, share in days.items()}
        say("moods")
        for name, path in MOODS.items():
            if path.exists():
                found[name] = moods(json.loads(path.read_text("utf-8")), reader.embed)
        texts = [said.text for talk in long_talks for said in talk.turns]
        vectors = reader.embed(texts)
    say("how fast")
    saved = scale.saving(texts, vectors)
    speed = scale.recall_ms(texts, vectors)
    found["recall_ms_p95"] = {size: one["p95"] for size, one in speed.items()}
    found["recall_ms"] = speed
    return found | saved | {"seconds": round(time.perf_counter() - began, 1)}


class Reader:
    """Each text is read by the engine once, whatever is asked of it."""

    def __init__(self, engine: EngineClient) -> None:
        self._engine = engine
        self._observer = observe.load(paths.shipped() / "observer.npz")
        self._vectors: dict[str, Array] = {}
        self._heard: dict[str, Heard] = {}

    def embed(self, texts: Sequence[str]) -> Array:
        """Unit vectors, (texts, dimensions)."""
        new = sorted({text for text in texts if text not in self._vectors}, key=len)
        self._vectors |= dict(zip(new, embedded(self._engine, new), strict=True))
        return np.array([self._vectors[text] for text in texts])

    def hear(self, texts: Sequence[str]) -> list[Heard]:
        """What the observer makes of each."""
        return [self._heard.get(text) or self._hear(text) for text in texts]

    def _hear(self, text: str) -> Heard:
        seen, vector = observe_with_embedding(text, self._engine.read, self._observer)
        self._heard[text] = Heard(seen.likelihood, seen.affect, np.asarray(vector))
        return self._heard[text]


def moods(cases: Sequence[dict[str, Any]], embed: recalling.Embed) -> dict[str, Any]:
    """How often what is wanted comes first, and among three, with the belief and without it.

    low: of those cases whose mood is very low, how often what comforts is among the three, too.
    """
    among: dict[str, list[bool]] = {"with_tracker": [], "without": []}
    hit: dict[str, list[bool]] = {"with_tracker": [], "without": []}
    low: dict[str, list[bool]] = {"with_tracker": [], "without": []}
    for case in cases:
        with recalling.memory() as store:
            vectors = embed([one["text"] for one in case["memories"]])
            for one, vector in zip(case["memories"], vectors, strict=True):
                at = NOW - timedelta(days=one["days_ago"])
                said = recalling.turn(one["text"], at, one["state"])
                store.save_turn(store.start_talk(at), said, vector, 0.5, one["state"])
            for way, probs, valence in (
                ("with_tracker", _sure_of(case["mood"]), states.VALENCE.tolist()),
                ("without", recalling.EVEN, recalling.MIDDLE),
            ):
                memories = recall(
                    embed([case["said"]])[0],
                    store.episodes_for_recall(),
                    probs,
                    NOW,
                    recalling.ROOM,
                    states=states.NAMES,
                    valence=valence,
                    words=case["said"],
                    matches=store.matches(case["said"]),
                )
                came = [memory.id - 1 for memory in memories]
                hit[way].append(bool(came) and came[0] == case["wanted"][0])
                among[way].append(case["wanted"][0] in came)
                if case["low"]:
                    low[way].append(case["wanted"][1] in came)
    return {
        "cases": len(cases),
        "wanted_first": {way: _share(hits) for way, hits in hit.items()},
        "wanted_among_three": {way: _share(hits) for way, hits in among.items()},
        "low_comforted": {way: _share(hits) for way, hits in low.items()},
    }


def _tenth(
    long_talks: list[LongTalk], judge: Judge, reader: Reader, everything: recalling.Found
) -> dict[str, Any]:
    """Evidence recall@5 where a tenth of the turns is kept, by ways of choosing; @10 beside.

    The ablation shows the share of the evidence that survives without one part of salience.
    """
    at: dict[int, dict[str, Any]] = {k: {} for k in recalling.TOP}

    def put(name: str, kept: Callable[[LongTalk], Collection[str]]) -> None:
        means = recalling.locomo(long_talks, reader.embed, kept)
        for k in recalling.TOP:
            at[k].setdefault(name, []).append(_means(means, k)["fused"])

    ways = keeping.locomo_keepers(judge)
    without = {name: ways.pop(name) for name in list(ways) if name.startswith("without")}
    for name, kept in ways.items():
        put(name, kept)
    for seed in range(DRAWS):
        put("random", keeping.at_random(seed))
    found = {}
    for k in recalling.TOP:
        means = {name: round(float(np.mean(values)), 4) for name, values in at[k].items()}
        means["keep_all"] = _means(everything, k)["fused"]
        found[k] = means
    survive = {"salience": ways["salience"], **without}
    return {
        "locomo_10pct": found[5],
        "locomo_10pct_at_10": found[10],
        "locomo_10pct_evidence_kept": {
            name: round(keeping.evidence_kept(long_talks, kept), 4)
            for name, kept in survive.items()
        },
    }


def _share(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), 4) if hits else None


def _sure_of(state: str) -> tuple[float, ...]:
    """A belief that is fairly sure of one state."""
    rest = 0.3 / (len(states.NAMES) - 1)
    return tuple(0.7 if name == state else rest for name in states.NAMES)


def _means(found: recalling.Found, k: int) -> dict[str, float]:
    return {way: round(float(np.mean(of_way[k])), 4) for way, of_way in found.items()}
