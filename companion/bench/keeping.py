"""What is worth keeping when nine tenths go: the program's salience beside length and chance."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime, timedelta

import numpy as np

from companion.bench import logistic
from companion.bench.figures import Array
from companion.bench.talks import LongTalk, Marked
from companion.emotion.hmm import Hmm
from companion.emotion.track import Step, Track, advance
from companion.memory.fading import limit
from companion.memory.matter import Matter
from companion.memory.mentions import content_words, mentions
from companion.memory.salience import WEIGHTS, Parts, salience
from companion.turn import Affect

SHARE = 0.10
DRAWS = 20  # of the random baseline
RIDGE = 3.0
START = datetime(2026, 1, 1, tzinfo=UTC)
PARTS = tuple(part.name for part in fields(Parts))


@dataclass(frozen=True)
class Heard:
    """What the observer and the embedder make of one text."""

    likelihood: tuple[float, ...]
    affect: Affect
    embedding: Array


Hear = Callable[[Sequence[str]], Sequence[Heard]]


@dataclass(frozen=True)
class Judge:
    """Salience as the program counts it, from the words of one person in order."""

    hear: Hear
    dynamics: Hmm
    matter: Matter

    def parts(self, sessions: Sequence[Sequence[str]]) -> list[list[Parts]]:
        """The parts of each text of one person's sessions, which come on days of their own."""
        track, at, known, found = Track(), START, set[str](), []
        for texts in sessions:
            said: set[str] = set()
            at += timedelta(days=1)
            of_session: list[Parts] = []
            for text, heard in zip(texts, self.hear(texts), strict=True):
                at += timedelta(minutes=1)
                before = track.belief
                track = advance(self.dynamics, track, Step(heard.likelihood, at), learns=False)
                worth = salience(
                    text,
                    arousal=heard.affect.arousal,
                    previous=before.probs if before is not None and of_session else (),
                    present=track.believed.probs,
                    known=known,
                    said=said,
                    matter=self.matter.of(heard.embedding),
                )
                of_session.append(worth.parts)
                said |= set(content_words(text))
                if worth.kept:
                    known |= set(mentions(text))
            found.append(of_session)
        return found


def lufy(sessions: Sequence[Marked], judge: Judge) -> dict[str, object]:
    """Share of the turns picked by two or more that survive, three of a session or a tenth.

    fitted: weights fitted to the other users' picks, forgotten afterwards. without: the program's
    formula with one part left out.
    """
    parts: list[list[Parts]] = []
    for _, run in _runs(sessions):
        parts += judge.parts([session.texts for session in run])
    values = [np.array([astuple(one) for one in of_session]) for of_session in parts]
    lengths = [np.array([len(text.split()) for text in one.texts], float) for one in sessions]
    weighed = {name: [v @ _weights(name) for v in values] for name in ("", *PARTS)}
    return {
        "salience": _survive(sessions, weighed[""]),
        "length": _survive(sessions, lengths),
        "random": _by_chance(sessions),
        "most_recent": _survive(
            sessions, [np.arange(len(one.texts), dtype=float) for one in sessions]
        ),
        "keep_all": 1.0,
        "fitted_on_other_users": _survive(sessions, _fitted(sessions, values)),
        "without": {name: _survive(sessions, weighed[name]) for name in PARTS},
        "picked": sum(sum(count >= 2 for count in one.chosen) for one in sessions),
    }


def locomo_keepers(judge: Judge) -> dict[str, Callable[[LongTalk], Collection[str]]]:
    """By name, ways to choose a tenth of a talk's turns, as ids."""
    known: dict[int, dict[str, tuple[float, ...]]] = {}

    def parts(talk: LongTalk) -> dict[str, tuple[float, ...]]:
        if id(talk) not in known:
            known[id(talk)] = _of_talk(talk, judge)
        return known[id(talk)]

    def by_salience(without: str) -> Callable[[LongTalk], Collection[str]]:
        def kept(talk: LongTalk) -> Collection[str]:
            weights = _weights(without)
            return _tenth(talk, {name: float(weights @ of) for name, of in parts(talk).items()})

        return kept

    def length(talk: LongTalk) -> Collection[str]:
        return _tenth(talk, {said.id: float(len(said.text.split())) for said in talk.turns})

    def recent(talk: LongTalk) -> Collection[str]:
        return _tenth(talk, {said.id: float(i) for i, said in enumerate(talk.turns)})

    ways = {"salience": by_salience(""), "length": length, "most_recent": recent}
    return ways | {f"without {name}": by_salience(name) for name in PARTS}


def evidence_kept(talks: Sequence[LongTalk], kept: Callable[[LongTalk], Collection[str]]) -> float:
    """Mean share of a question's evidence that is among what is kept."""
    shares = []
    for talk in talks:
        ids = frozenset(kept(talk))
        for question in talk.questions:
            shares.append(sum(one in ids for one in question.evidence) / len(question.evidence))
    return float(np.mean(shares))


def at_random(seed: int) -> Callable[[LongTalk], Collection[str]]:
    """A tenth of the turns by chance."""

    def kept(talk: LongTalk) -> Collection[str]:
        drawn = np.random.default_rng(seed).random(len(talk.turns))
        return _tenth(talk, {said.id: float(x) for said, x in zip(talk.turns, drawn, strict=True)})

    return kept


def _of_talk(talk: LongTalk, judge: Judge) -> dict[str, tuple[float, ...]]:
    """The parts of each turn's salience, each speaker heard as a person of their own."""
    found: dict[str, tuple[float, ...]] = {}
    for speaker in talk.speakers:
        sessions: dict[int, list[tuple[str, str]]] = {}
        for said in talk.turns:
            if said.speaker == speaker:
                sessions.setdefault(said.session, []).append((said.id, said.text))
        parts = judge.parts([[text for _, text in one] for one in sessions.values()])
        for one, of_session in zip(sessions.values(), parts, strict=True):
            found |= {name: astuple(part) for (name, _), part in zip(one, of_session, strict=True)}
    return found


def _weights(without: str) -> Array:
    """The program's weights in the order of `Parts`, one of them 0."""
    return np.array([0.0 if name == without else WEIGHTS[name] for name in PARTS])


def _tenth(talk: LongTalk, value: dict[str, float]) -> frozenset[str]:
    ranked = sorted(talk.turns, key=lambda said: -value[said.id])
    return frozenset(said.id for said in ranked[: round(SHARE * len(talk.turns))])


def _runs(sessions: Sequence[Marked]) -> list[tuple[str, list[Marked]]]:
    """Sessions of one user that follow one another."""
    runs: list[tuple[str, list[Marked]]] = []
    for one in sessions:
        if not runs or runs[-1][0] != one.user:
            runs.append((one.user, []))
        runs[-1][1].append(one)
    return runs


def _survive(sessions: Sequence[Marked], values: Sequence[Array]) -> float:
    hit = picked = 0
    for one, value in zip(sessions, values, strict=True):
        best = np.argsort(-value, kind="stable")[: limit(len(value))]
        two = np.array(one.chosen) >= 2
        hit, picked = hit + int(two[best].sum()), picked + int(two.sum())
    return round(hit / max(1, picked), 4)


def _by_chance(sessions: Sequence[Marked]) -> float:
    chance = np.random.default_rng(0)
    drawn = [[chance.random(len(one.texts)) for one in sessions] for _ in range(DRAWS)]
    return round(float(np.mean([_survive(sessions, values) for values in drawn])), 4)


def _fitted(sessions: Sequence[Marked], values: Sequence[Array]) -> list[Array]:
    """Each user's turns weighed by a logistic regression on all other users' picks."""
    everything = np.concatenate(values)
    middle, scale = everything.mean(axis=0), everything.std(axis=0) + 1e-9
    scaled = [(value - middle) / scale for value in values]
    weights = {}
    for user in {one.user for one in sessions}:
        others = [i for i, one in enumerate(sessions) if one.user != user]
        x = np.concatenate([scaled[i] for i in others])
        y = np.concatenate([np.array(sessions[i].chosen) / 3 for i in others])
        weights[user], _ = logistic.fit(x, y, RIDGE)
    return [x @ weights[one.user] for one, x in zip(sessions, scaled, strict=True)]
