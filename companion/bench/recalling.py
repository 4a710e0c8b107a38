"""How much of what a question asks for comes back: the program's own recall, and its parts alone."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from companion.bench.figures import Array
from companion.bench.talks import Diary, LongTalk
from companion.emotion import states
from companion.memory.recall import recall
from companion.memory.store import Store
from companion.turn import (
    Affect,
    Assessment,
    Belief,
    Decision,
    Observation,
    Stage,
    Strategy,
    Turn,
    Utterance,
)

KEY = "0" * 64  # of a memory that is gone after the bench
TOP = (5, 10)
EVEN = (1 / len(states.STATES),) * len(states.STATES)
MIDDLE = (0.0,) * len(states.STATES)
ROOM = 1_000_000  # tokens: here the number asked for is the limit

Embed = Callable[[Sequence[str]], Array]
Found = dict[str, dict[int, list[float]]]


@contextmanager
def memory() -> Iterator[Store]:
    """An encrypted memory of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        store = Store.open(Path(folder) / "memory.db", KEY)
        try:
            yield store
        finally:
            store.close()


def turn(text: str, at: datetime, state: str = "calm") -> Turn:
    """A turn with nothing but its words and, believed for sure, its state."""
    sure = tuple(float(name == state) for name in states.NAMES)
    return Turn(
        Utterance(text, at, "sample"),
        Observation(EVEN, Affect()),
        Belief(sure),
        Assessment(),
        (),
        Decision((Strategy.REFLECTION,), Stage.EXPLORATION),
        "",
    )


def locomo(
    talks: Sequence[LongTalk],
    embed: Embed,
    kept: Callable[[LongTalk], Collection[str]] | None = None,
) -> Found:
    """Share of each question's evidence among the first 5 and 10, by method, question by question.

    kept: ids of the turns that are memories at all; None keeps all. What was let go does not help
    to find what was said after it either.
    """
    found: Found = {way: {k: [] for k in TOP} for way in ("fused", "minilm", "bm25")}
    for talk in talks:
        ids = None if kept is None else frozenset(kept(talk))
        with memory() as store:
            names = _remember(store, talk, embed, ids)
            vectors = embed(
                [_as_person(question.text, talk.speakers) for question in talk.questions]
            )
            for question, vector in zip(talk.questions, vectors, strict=True):
                for way, ranked in _ranked(store, question.text, vector, talk.turns[-1].at).items():
                    hits = [names[i] in question.evidence for i in ranked]
                    for k in TOP:
                        found[way][k].append(sum(hits[:k]) / len(question.evidence))
    return found


def memorybank(diaries: Sequence[Diary], embed: Embed) -> dict[str, float]:
    """Share of the probing questions whose right day is among the first three days, by method."""
    right: dict[str, list[bool]] = {way: [] for way in ("fused", "minilm", "bm25")}
    for diary in diaries:
        with memory() as store:
            days: dict[int, str] = {}
            vectors = embed([text for _, text in diary.days])
            at = datetime.fromisoformat(f"{diary.days[0][0]}T12:00:00+00:00")
            talk = 0
            for i, (day, text) in enumerate(diary.days):
                at = datetime.fromisoformat(f"{day}T12:00:00+00:00") + timedelta(minutes=i)
                talk = store.start_talk(at) if day not in days.values() else talk
                days[store.save_turn(talk, turn(text, at), vectors[i], 1.0, "calm")] = day
            of_memory = {one.id: f"{one.at:%Y-%m-%d}" for one in store.memories()}
            asked = [(text, answers) for text, answers in diary.questions if answers]
            for (text, answers), vector in zip(asked, embed([t for t, _ in asked]), strict=True):
                for way, ranked in _ranked(store, text, vector, at).items():
                    first = list(dict.fromkeys(of_memory[i] for i in ranked))[:3]
                    right[way].append(bool(set(first) & set(answers)))
    return {way: float(np.mean(hits)) for way, hits in right.items()}


def _remember(
    store: Store, talk: LongTalk, embed: Embed, kept: frozenset[str] | None
) -> dict[int, str]:
    """Tell the memory a talk; which turn each of its episodes is.

    Each turn says who speaks, because two do. What is embedded leaves the two names out: they stand
    in so many turns that a vector with a name in it is near to all of them (recall@5 by meaning
    falls from 0.53 to 0.40 with them).
    """
    told = [said for said in talk.turns if kept is None or said.id in kept]
    vectors = embed([_as_person(said.text, talk.speakers, gone=True) for said in told])
    session, number = -1, 0
    for said, vector in zip(told, vectors, strict=True):
        if said.session != session:
            session, number = said.session, store.start_talk(said.at)
        store.save_turn(number, turn(f"{said.speaker}: {said.text}", said.at), vector, 1.0, "calm")
    return {
        memory.id: said.id for memory, said in zip(reversed(store.memories()), told, strict=True)
    }


def _ranked(store: Store, text: str, vector: Array, now: datetime) -> dict[str, list[int]]:
    """Ids of episodes, best first: as recalled by the program, by meaning, by words."""
    episodes, matches = store.episodes_for_recall(), store.matches(text)
    memories = recall(
        vector,
        episodes,
        EVEN,
        now + timedelta(days=1),
        ROOM,
        states=states.NAMES,
        valence=MIDDLE,
        words=text,
        matches=matches,
        most=TOP[-1],
    )
    meaning = np.argsort(-(episodes.embeddings @ vector), kind="stable")[:50]
    words = np.argsort(-matches.scores, kind="stable")[:50]
    return {
        "fused": [memory.id for memory in memories],
        "minilm": episodes.ids[meaning].tolist(),
        "bm25": matches.ids[words].tolist(),
    }


def _as_person(text: str, names: tuple[str, str], *, gone: bool = False) -> str:
    """The text as the one it is about would say it: "my" for "Mia's", "I" for "Mia"."""

    def said(name: re.Match[str]) -> str:
        if gone:
            return ""
        return "my" if name.group(1) else "I"

    pattern = rf"\b(?:{'|'.join(map(re.escape, names))})\b('s|\u2019s)?"
    return " ".join(re.sub(pattern, said, text).split())
