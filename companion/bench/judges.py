"""Judges of replies, fitted for a bench on data whose numbers may not ship, and forgotten afterwards.

How empathic a reply is, by EPITOME's three mechanisms (Sharma et al., 2020), and which of ESConv's
strategies a sentence shows (Liu et al., 2021). Each is a softmax regression on the sentence vectors
and the wording. A fifth of the data, by person, is kept apart to say how far to trust them.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from companion.bench import softmax
from companion.bench.figures import Array, macro_f1, one_hot
from companion.emotion import network
from companion.emotion.wording import bins
from companion.errors import CompanionError
from companion.turn import Strategy

Embed = Callable[[Sequence[str]], Array]

MECHANISMS = {"er": "emotional-reactions", "ip": "interpretations", "ex": "explorations"}
LEVELS = 3  # none, weak, strong
# ESConv valid names seven kinds: suggestions and information are one, a greeting is among the others.
STRATEGIES = tuple(s for s in Strategy if s is not Strategy.INFORMATION)
APART = 5  # one in so many is kept apart
LENGTH_OF_POST = 600  # characters of a post that are read


@dataclass(frozen=True)
class Judge:
    """A fitted judge.

    shares: of the classes in what it was fitted on, (classes,). accuracy, macro_f1: on what was kept
    apart; evenly: mean recall there when no class is expected more than another; majority: accuracy
    of always saying the commonest.
    """

    head: softmax.Softmax
    shares: Array
    accuracy: float
    macro_f1: float
    evenly: float
    majority: float

    def probabilities(self, features: Array, texts: Sequence[str]) -> Array:
        """(rows, classes)."""
        return network.softmax(self.head.logits(features, [bins(text) for text in texts]))


@dataclass(frozen=True)
class Judges:
    """All of them, with the way to read a sentence."""

    embed: Embed
    empathy: dict[str, Judge]
    strategy: Judge

    def levels(self, said: Sequence[str], replies: Sequence[str]) -> dict[str, Array]:
        """The expected level 0..2 of each mechanism in each reply to what was said; (rows,)."""
        features = _pair_features(self.embed(said), self.embed(replies))
        steps = np.arange(LEVELS)
        return {
            name: judge.probabilities(features, replies) @ steps
            for name, judge in self.empathy.items()
        }

    def shown(self, sentences: Sequence[str]) -> list[Strategy]:
        """The strategy each sentence shows most, none expected more than another.

        How often ESConv's supporters use each is their way, not a mark of the sentence.
        """
        if not sentences:
            return []
        said = self.strategy.probabilities(self.embed(sentences), sentences)
        return [STRATEGIES[i] for i in (said / self.strategy.shares).argmax(axis=1)]


def fitted(data: Path, embed: Embed) -> Judges:
    """Fit all judges on `data`'s epitome/ and esconv/. Raises CompanionError where they are not."""
    empathy = {name: _mechanism(data / "epitome" / f"{file}.csv", embed)
               for name, file in MECHANISMS.items()}  # fmt: skip
    return Judges(embed, empathy, _strategies(data / "esconv" / "valid.jsonl", embed))


def _mechanism(path: Path, embed: Embed) -> Judge:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        posts = [row["seeker_post"][:LENGTH_OF_POST] for row in rows]
        replies = [row["response_post"][:LENGTH_OF_POST] for row in rows]
        levels = np.array([int(row["level"]) for row in rows])
    except (OSError, KeyError, ValueError) as error:
        raise CompanionError("EPITOME cannot be read in that folder.") from error
    apart = np.array([_apart(row["sp_id"]) for row in rows])
    features = _pair_features(embed(posts), embed(replies))
    return _judge(features, replies, levels, apart, LEVELS)


def _strategies(path: Path, embed: Embed) -> Judge:
    texts, which, apart = [], [], []
    try:
        for line in path.read_text("utf-8").splitlines():
            dialog = json.loads(line)["dialog"]
            for turn in dialog:
                if turn["speaker"] == "sys" and turn["text"].strip():
                    texts.append(natural(turn["text"]))
                    which.append(STRATEGIES.index(_named(turn["strategy"])))
                    apart.append(_apart(line[:400]))
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise CompanionError("ESConv cannot be read in that folder.") from error
    return _judge(embed(texts), texts, np.array(which), np.array(apart), len(STRATEGIES))


def _judge(
    features: Array, texts: Sequence[str], truth: Array, apart: Array, classes: int
) -> Judge:
    words = [bins(text) for text in texts]
    taught = np.flatnonzero(~apart)
    head = softmax.fit(features[taught], [words[i] for i in taught], truth[taught], classes)
    said = head.logits(features[apart], [words[i] for i in np.flatnonzero(apart)])
    real = truth[apart]
    shares = (np.bincount(truth[taught], minlength=classes) + 1) / (len(taught) + classes)
    evenly = (said - np.log(shares)).argmax(axis=1)
    known = [k for k in range(classes) if (real == k).any()]
    return Judge(
        head,
        shares,
        accuracy=float((said.argmax(axis=1) == real).mean()),
        macro_f1=macro_f1(one_hot(real, classes), one_hot(said.argmax(axis=1), classes)),
        evenly=float(np.mean([(evenly[real == k] == k).mean() for k in known])),
        majority=float((real == shares.argmax()).mean()),
    )


def natural(text: str) -> str:
    """ESConv's spaced-out writing as people write: "Hi , I ' m" becomes "Hi, I'm"."""
    joined = re.sub(r" +([,.!?;:])", r"\1", text.strip())
    joined = re.sub(r"(?<=\w) ' (?=(?:m|s|t|re|ve|ll|d)\b)", "'", joined)
    joined = re.sub(r"(?<=\w) ([-/]) (?=\w)", r"\1", joined)
    return re.sub(r" ('\w+|n't)\b", r"\1", joined)


def _pair_features(posts: Array, replies: Array) -> Array:
    """The reply, what it answers, and where the two agree."""
    return np.hstack([replies, posts, posts * replies])


def judged_as(strategy: Strategy) -> Strategy:
    """The kind the judge knows this strategy by."""
    return Strategy.SUGGESTION if strategy is Strategy.INFORMATION else strategy


def _named(strategy: str) -> Strategy:
    name = strategy.lower()
    if name.startswith("providing suggestions"):
        return Strategy.SUGGESTION
    return Strategy.OTHERS if name == "greeting" else Strategy(name)


def _apart(key: str) -> bool:
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % APART == 0
