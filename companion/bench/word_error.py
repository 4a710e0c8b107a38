"""Word error: how many words were put in, left out or taken for others, of those that were said."""

from __future__ import annotations

from collections.abc import Sequence

WRITTEN_OUT = {"mr": "mister", "mrs": "missus", "dr": "doctor", "st": "saint", "okay": "ok"}


def words(text: str) -> list[str]:
    """A text's words as they are heard: no case, no marks, abbreviations written out."""
    kept = (letter if letter.isalnum() or letter == "'" else " " for letter in text.casefold())
    return [WRITTEN_OUT.get(word, word) for word in "".join(kept).split()]


def distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest insertions, deletions and substitutions that make one from the other (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for place, word in enumerate(said, 1):
        above, row[0] = row[0], place
        for column, other in enumerate(heard, 1):
            best = min(row[column] + 1, row[column - 1] + 1, above + (word != other))
            above, row[column] = row[column], best
    return row[-1]


def word_error(said: str, heard: str) -> float:
    """Errors as a share of the words said; more than 1 where much was made up. 0 of no words."""
    true = words(said)
    return distance(true, words(heard)) / len(true) if true else 0.0
