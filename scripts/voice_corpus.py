"""The corpus the starter's voice is trained on: read, checked, counted.

    python scripts/voice_corpus.py [FILE ...]

Every line of `voice_talks/*.jsonl` is one exchange, written for this project. Prints what is wrong
with it and how the states and strategies are spread; the exit status is 1 if anything is wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.bench.exchanges import STRATEGIES, TALKS, Exchange, read  # noqa: E402 - set first
from companion.emotion.states import NAMES, valence_of  # noqa: E402
from companion.policy.grammar import sentences  # noqa: E402
from companion.policy.guard import GuardContext, check  # noqa: E402
from companion.policy.words import listed  # noqa: E402
from companion.turn import Strategy  # noqa: E402

MOST_WORDS = 32  # a reply
MOST_IN_SENTENCE = 10  # what so small a model gets right
MOST_SENTENCES = 4
SAME_OPENING = 32  # replies of one file that may begin with the same three words
# Moments whose reply need not name a matter: there is none.
BARE = listed("greeting how-are-you farewell thanks yes no unsure no-questions limits")


def problems(exchange: Exchange) -> list[str]:
    """What is wrong with one exchange, in words; [] if nothing."""
    found = []
    lines = [line for part in exchange.parts for line in sentences(part)]
    if len(lines) > MOST_SENTENCES or len(exchange.reply.split()) > MOST_WORDS:
        found.append("too long")
    theirs = " ".join((*exchange.talk[::2], exchange.memory))
    said: list[str] = []
    for line in lines:
        if len(line.split()) > MOST_IN_SENTENCE:
            found.append(f"a sentence of more than {MOST_IN_SENTENCE} words: {line}")
        verdict = check(
            line,
            GuardContext(
                text=theirs,
                said=tuple(said),
                earlier=exchange.talk[1::2],
                memories=(exchange.memory,) if exchange.memory else (),
                valence=valence_of(exchange.state),
                wanders=False,
            ),
        )
        if not verdict.ok and not (verdict.rule == "fragment" and _ended(line)):
            found.append(f"the guard says {verdict.rule}: {line}")
        said.append(line)
    for part, strategy in zip(exchange.parts, exchange.plan, strict=True):
        if (strategy is Strategy.QUESTION) is not part.rstrip().endswith("?"):
            found.append(f"a question is what ends in a question mark: {part}")
    if exchange.moment not in BARE and not names_something(exchange):
        found.append("names nothing the person said")
    return found


def names_something(exchange: Exchange) -> bool:
    """Whether the reply takes up a word of substance from the talk or the memory."""
    theirs = _stems(" ".join((*exchange.talk, exchange.memory)))
    return bool(theirs & _stems(exchange.reply))


def repeated(exchanges: Sequence[Exchange]) -> list[str]:
    """Openings used too often and replies or messages that stand twice."""
    openings = Counter(" ".join(e.reply.lower().split()[:3]) for e in exchanges)
    found = [f"{n} times: {text} ..." for text, n in openings.items() if n > SAME_OPENING]
    replies = Counter(e.reply.lower() for e in exchanges)
    found += [f"the same reply {n} times: {text}" for text, n in replies.items() if n > 1]
    words = Counter(e.talk for e in exchanges)
    return found + [f"the same talk {n} times: {talk[-1]}" for talk, n in words.items() if n > 1]


def _ended(line: str) -> bool:
    return line.rstrip()[-1:] in ".!?…"


def _stems(text: str) -> set[str]:
    """The first four letters of every longer word: near enough to tell one matter from another."""
    words = re.findall(r"[^\W\d_]+", text.lower().replace("\u2019", "'"))
    return {word[:4] for word in words if len(word) > 3} - _EMPTY


_EMPTY = {
    word[:4]
    for word in listed(
        """
        that this with have what when where would could should your they them there then been
        were from just like more some than very about after again also because before being does
        even ever every into much over really still such thing think time want will well only
        know make feel felt sounds seems going right
        """
    )
}


def main(paths: Sequence[str]) -> int:
    """Check the files (all by default) and print how they are spread."""
    files = [Path(path) for path in paths] or sorted(TALKS.glob("*.jsonl"))
    wrong = 0
    everything: list[Exchange] = []
    for path in files:
        exchanges = read([path])
        everything += exchanges
        for number, exchange in enumerate(exchanges, start=1):
            for problem in problems(exchange):
                wrong += 1
                print(f"{path.name} exchange {number}: {problem}")
        for problem in repeated(exchanges):
            wrong += 1
            print(f"{path.name}: {problem}")
    print(f"\n{len(everything)} exchanges, {wrong} things to mend")
    print("earlier turns:", dict(sorted(Counter(len(e.talk) // 2 for e in everything).items())))
    print("moments:", dict(Counter(e.moment or "told" for e in everything).most_common()))
    print("with a memory:", sum(bool(e.memory) for e in everything))
    names = list(STRATEGIES)
    print(f"{'leading':12}" + "".join(f"{name[:10]:>12}" for name in names))
    cells = Counter((e.state, e.plan[0].name.lower()) for e in everything)
    for state in NAMES:
        print(f"{state:12}" + "".join(f"{cells[state, name]:12}" for name in names))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
