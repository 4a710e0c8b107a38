"""The words of kept episodes, searched with FTS5: which episodes share the rare words of a text.

An episode is found by its own words and, at half the weight, by what was said just before it: an
answer such as "crab, mostly" is about what was asked. English endings do not count (Porter).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from companion.memory.mentions import listed

WEIGHT_BEFORE = 0.5
# FTS5 takes 3 us a row: what every tenth episode holds would make a person with 100,000 of them
# wait, and says nothing about which is meant.
MOST_ROWS = 1_000
MOST_TERMS = 24
# Among a handful of memories no word seems rare, though it is: as if so many others, which share
# nothing with them, stood beside.
OTHERS = 100
_WORD = re.compile(r"\w+")
_STOP = listed(
    """a about after all also am an and any are as at be been before being both but by can could d
    did do does don down for from had has have he her here hers him his how i if in into is it its
    just like ll m may me might more most must my no not of off on or other our out over re s same
    shall she should so some such t than that the their them then there these they this those to
    too up us ve very was we were what when where which who whom whose why will with would you
    your"""
)


@dataclass(frozen=True)
class Matches:
    """Episodes that share words with a text. ids: shape (n,), ascending. scores: (n,), 0..1 or more.

    A score is BM25 (Robertson and Zaragoza, 2009) against the sum of the inverse document
    frequencies of all the text's words: the share of what the text says that the episode says too.
    """

    ids: NDArray[np.int64]
    scores: NDArray[np.float64]


NOTHING = Matches(np.zeros(0, np.int64), np.zeros(0))


def write(db: Database, episode_id: int, text: str, before: str) -> None:
    """Make an episode found by `text` and, at half the weight, by `before`. In a transaction."""
    db.execute("DELETE FROM episode_words WHERE rowid = ?", [episode_id])
    db.execute(
        "INSERT INTO episode_words(rowid, text, before) VALUES (?, ?, ?)",
        [episode_id, text, before],
    )


def remove(db: Database, ids: Iterable[int]) -> None:
    """Take episodes out of the index. MUST run in a transaction."""
    for episode_id in ids:
        db.execute("DELETE FROM episode_words WHERE rowid = ?", [episode_id])


def tidy(db: Database) -> None:
    """Leave no beginning of a word in the index that no episode holds any more. In a transaction.

    FTS5 keeps the beginnings of the words at which its pages begin; `secure-delete` takes a word
    out of its page, but leaves its beginning there.
    """
    db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.episode_terms"
        " USING fts5vocab(main, episode_words, instance)"
    )
    held = "SELECT term FROM temp.episode_terms WHERE term >= ? LIMIT 1"
    db.execute(held, [""]).fetchone()  # what waits in RAM is written into the pages
    begun = db.execute(
        "SELECT DISTINCT substr(CAST(term AS BLOB), 2) FROM episode_words_idx"
        " WHERE length(CAST(term AS BLOB)) > 1"
    ).fetchall()
    for (begin,) in begun:
        # Cut in the middle of a letter, it may be the beginning of more words than the first.
        whole = begin.decode("utf-8", "ignore")
        found = db.execute(held, [whole]).fetchone()
        if found is None or not found[0].startswith(whole):
            db.execute("INSERT INTO episode_words(episode_words) VALUES ('rebuild')")
            return


def matches(db: Database, text: str, also: Sequence[str] = ()) -> Matches:
    """The episodes that share words with `text`.

    also: other words for what it names; they count where they are found and cost nothing where they
    are not. Where together they would be too many, only the text's rarest words are looked for.
    """
    said = [term for term in _terms(text) if term not in _STOP][:MOST_TERMS]
    telling = list(dict.fromkeys([*said, *_terms(" ".join(also))]))
    episodes = int(db.execute("SELECT count(*) FROM episode").fetchone()[0])
    frequencies = {term: _frequency(db, term) for term in telling}
    rarities = {term: _rarity(found, episodes) for term, found in frequencies.items()}
    ids, scores, rows = [np.zeros(0, np.int64)], [np.zeros(0)], 0
    for term in sorted(telling, key=lambda one: frequencies[one]):
        rows += frequencies[term]
        if rows > MOST_ROWS:
            break
        found = db.execute(
            f"SELECT rowid, -bm25(episode_words, 1.0, {WEIGHT_BEFORE}) FROM episode_words"  # noqa: S608
            " WHERE episode_words MATCH ?",
            [_quoted(term)],
        ).fetchall()
        if found:
            of_term, weighed = map(np.array, zip(*found, strict=True))
            ids.append(of_term)
            scores.append(weighed / _inverse(frequencies[term], episodes) * rarities[term])
    which, where = np.unique(np.concatenate(ids), return_inverse=True)
    summed = np.bincount(where, np.concatenate(scores), len(which))
    return Matches(which, summed / max(sum(rarities[term] for term in said), 1e-9))


def search(db: Database, text: str) -> tuple[int, ...]:
    """Ids of the episodes that hold every word of `text` (the last one may be begun), best first."""
    words = _WORD.findall(text)
    if not words:
        return ()
    sought = " AND ".join([*map(_quoted, words[:-1]), f"{_quoted(words[-1])} *"])
    found = db.execute(
        "SELECT rowid FROM episode_words WHERE text MATCH ? ORDER BY rank, rowid DESC", [sought]
    )
    return tuple(int(row[0]) for row in found)


def _terms(text: str) -> list[str]:
    return list(dict.fromkeys(word.lower() for word in _WORD.findall(text)))


def _frequency(db: Database, term: str) -> int:
    """In how many episodes a word is, counted no further than is of interest."""
    counted = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM episode_words WHERE episode_words MATCH ? LIMIT ?)",
        [_quoted(term), MOST_ROWS + 1],
    )
    return int(counted.fetchone()[0])


def _inverse(frequency: int, episodes: int) -> float:
    """The inverse document frequency FTS5 has weighed a term with, never below its floor."""
    return max(1e-6, math.log((episodes - frequency + 0.5) / (frequency + 0.5)))


def _rarity(frequency: int, episodes: int) -> float:
    """The inverse document frequency we weigh it with: never below 0, and sensible among few."""
    return math.log(1.0 + (episodes + OTHERS - frequency + 0.5) / (frequency + 0.5))


def _quoted(word: str) -> str:
    return f'"{word}"'
