"""The wording of a text as numbers: words, pairs of neighbours, and pieces of words, in bins.

A sentence's embedding knows what a text is about, but hardly tells "laughed at me" from "laughed
with me"; the words themselves do, and pieces of words know "hurtin" and "sooo tired". Bins are
chosen by CRC-32, so that no list of words is kept.
"""

from __future__ import annotations

import functools
import itertools
import re
import zlib

BINS = 65536
PIECES = (3, 4, 5)  # letters
_WORD = re.compile(r"[\w']+|[^\w\s]")
_LONGEST = 24  # letters of a word that are cut into pieces


def bins(text: str) -> tuple[int, ...]:
    """The bins of the text's words, signs, pairs of them and pieces, each once; () for none."""
    words = _WORD.findall(text.lower().replace("\u2019", "'"))
    found = {_bin(f"{a} {b}") for a, b in itertools.pairwise(words)}
    for word in set(words):
        found |= _of_word(word)
    return tuple(sorted(found))


@functools.lru_cache(4096)  # one message is read several times, without each of its clauses
def _of_word(word: str) -> frozenset[int]:
    framed = f"<{word[:_LONGEST]}>"
    pieces = (
        f"#{framed[i : i + size]}"
        for size in PIECES
        if len(framed) > size
        for i in range(len(framed) - size + 1)
    )
    return frozenset(map(_bin, (word, *pieces)))


def forget() -> None:
    """Forget the words that were read: whoever erases theirs leaves none of them here."""
    _of_word.cache_clear()


def _bin(gram: str) -> int:
    return zlib.crc32(gram.encode("utf-8", "replace")) % BINS
