"""The words of a text as numbers: each word and each pair of neighbours falls into one of many bins.

A sentence's embedding knows what a text is about, but hardly tells "laughed at me" from "laughed
with me"; the words themselves do. Bins are chosen by CRC-32, so that no list of words is kept.
"""

from __future__ import annotations

import itertools
import re
import zlib

BINS = 8192
_WORD = re.compile(r"[\w']+|[!?]")


def bins(text: str) -> tuple[int, ...]:
    """The bins of the text's words, "!" and "?", and pairs of them, each once; () for no word."""
    words = _WORD.findall(text.lower().replace("\u2019", "'"))
    pairs = (f"{a} {b}" for a, b in itertools.pairwise(words))
    return tuple(sorted({zlib.crc32(gram.encode()) % BINS for gram in (*words, *pairs)}))
