"""Ways in which a GGUF file can be wrong: flipped, cut, lying, nested, doubled, overlapping."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_STRING, _ARRAY = 8, 9
_PAIRS_AT, _TENSORS_AT = 16, 8
_EDGES = (
    0,
    1,
    2,
    7,
    255,
    513,
    65536,
    2**31 - 1,
    2**31,
    2**32 - 1,
    2**32,
    2**63 - 1,
    2**63,
    2**64 - 1,
)
DEEP = 20_000  # lists in lists


@dataclass
class Anatomy:
    """Where in a whole file each kind of number and text stands: (offset, bytes) each."""

    lengths: list[tuple[int, int]] = field(default_factory=list)
    types: list[tuple[int, int]] = field(default_factory=list)
    values: list[tuple[int, int]] = field(default_factory=list)
    texts: list[tuple[int, int]] = field(default_factory=list)
    dimensions: list[tuple[int, int]] = field(default_factory=list)
    offsets: list[tuple[int, int]] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    tensors: list[tuple[int, int]] = field(default_factory=list)
    end: int = 0


def anatomy(raw: bytes) -> Anatomy:
    """Walk over the header of a file that is known to be right."""
    found, at = Anatomy(), 24

    def number(width: int, into: list[tuple[int, int]]) -> int:
        nonlocal at
        into.append((at, width))
        at += width
        return int.from_bytes(raw[at - width : at], "little")

    def text() -> None:
        nonlocal at
        length = number(8, found.lengths)
        found.texts.append((at, length))
        at += length

    for _ in range(int.from_bytes(raw[_PAIRS_AT : _PAIRS_AT + 8], "little")):
        start = at
        text()
        kind, count = number(4, found.types), 1
        if kind == _ARRAY:
            kind, count = number(4, found.types), number(8, found.lengths)
        for _ in range(count):
            if kind == _STRING:
                text()
            else:
                number(_SIZES[kind], found.values)
        found.pairs.append((start, at - start))
    for _ in range(int.from_bytes(raw[_TENSORS_AT : _TENSORS_AT + 8], "little")):
        start = at
        text()
        for _ in range(number(4, found.lengths)):
            number(8, found.dimensions)
        number(4, found.types)
        number(8, found.offsets)
        found.tensors.append((start, at - start))
    found.end = at
    return found


def mutant(raw: bytes, parts: Anatomy, chance: random.Random) -> tuple[str, bytes]:
    """One way of being wrong, drawn at random: its name and the file. Now and then two at once."""
    name = chance.choice(list(_WAYS))
    made = _WAYS[name](raw, parts, chance)
    if chance.random() < 0.2:
        made = _flipped_header(made, parts, chance)
    return name, made


def _flipped_header(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    return _flipped(raw, chance, parts.end)


def _flipped_anywhere(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    return _flipped(raw, chance, len(raw))


def _flipped(raw: bytes, chance: random.Random, end: int) -> bytes:
    made = bytearray(raw)
    for _ in range(chance.randint(1, 8) if made else 0):
        made[chance.randrange(min(end, len(made)))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _cut(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    return raw[: chance.randrange(chance.choice((32, parts.end, len(raw))))]


def _numbers_changed(raw: bytes, places: list[tuple[int, int]], chance: random.Random) -> bytes:
    made = bytearray(raw)
    for at, width in chance.sample(places, chance.randint(1, min(3, len(places)))):
        value = chance.choice((*_EDGES, len(raw), chance.getrandbits(8 * width)))
        made[at : at + width] = (value % (1 << 8 * width)).to_bytes(width, "little")
    return bytes(made)


def _lying_length(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    return _numbers_changed(raw, parts.lengths, chance)


def _huge_count(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    return _numbers_changed(raw, [(_TENSORS_AT, 8), (_PAIRS_AT, 8)], chance)


def _bad_type(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    made = bytearray(raw)
    at, _ = chance.choice(parts.types)
    made[at : at + 4] = struct.pack("<I", chance.choice((*range(14), 255, 2**32 - 1)))
    return bytes(made)


def _odd_value(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    """A number of the model's own, such as its layers, heads or words, is another."""
    scalars = [place for place in parts.values if place[1] > 1][: len(parts.pairs)]
    return _numbers_changed(raw, chance.choice((scalars, parts.values)), chance)


def _deep_nesting(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    depth = chance.choice((1, 2, 100, DEEP))
    lists = struct.pack("<IQ", _ARRAY, 1) * depth + struct.pack("<IQB", 0, 1, 7)
    return _with_pair(
        raw, parts, struct.pack("<Q", 4) + b"deep" + struct.pack("<I", _ARRAY) + lists
    )


def _doubled_key(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    at, length = chance.choice(parts.pairs)
    return _with_pair(raw, parts, raw[at : at + length])


def _with_pair(raw: bytes, parts: Anatomy, pair: bytes) -> bytes:
    count = int.from_bytes(raw[_PAIRS_AT : _PAIRS_AT + 8], "little") + 1
    first = parts.pairs[0][0]
    return raw[:_PAIRS_AT] + struct.pack("<Q", count) + raw[24:first] + pair + raw[first:]


def _doubled_tensor(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    count = int.from_bytes(raw[_TENSORS_AT : _TENSORS_AT + 8], "little") + 1
    at, length = chance.choice(parts.tensors)
    first = parts.tensors[0][0]
    head = raw[:_TENSORS_AT] + struct.pack("<Q", count) + raw[16:first]
    return head + raw[at : at + length] + raw[first:]


def _bad_text(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    made = bytearray(raw)
    for at, length in chance.sample(parts.texts, 3):
        made[at : at + length] = bytes(chance.choice((0xFF, 0xC0, 0, 0x80)) for _ in range(length))
    return bytes(made)


def _odd_offset(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    made = bytearray(raw)
    at, _ = chance.choice(parts.offsets)
    other, _ = chance.choice(parts.offsets)
    moved = int.from_bytes(raw[other : other + 8], "little") + chance.choice((0, 1, 32, -32))
    value = chance.choice((*_EDGES, len(raw), moved % 2**64))
    made[at : at + 8] = struct.pack("<Q", value)
    return bytes(made)


def _odd_shape(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    return _numbers_changed(raw, parts.dimensions, chance)


def _swapped_shape(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    """Two tensors' descriptions trade their dimensions."""
    made = bytearray(raw)
    (one, _), (other, _) = chance.sample(parts.dimensions, 2)
    made[one : one + 8], made[other : other + 8] = raw[other : other + 8], raw[one : one + 8]
    return bytes(made)


def _spliced(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    length = chance.randint(1, 400)
    source, target = (chance.randrange(min(parts.end, len(raw) - length)) for _ in range(2))
    return raw[:target] + raw[source : source + length] + raw[target + chance.choice((0, length)) :]


def _no_numbers(raw: bytes, parts: Anatomy, chance: random.Random) -> bytes:
    """Weights that are not numbers, or endless ones."""
    made = bytearray(raw)
    for _ in range(50):
        at = chance.randrange(parts.end, len(raw) - 4)
        made[at : at + 4] = struct.pack("<f", chance.choice((float("nan"), float("inf"), 3e38)))
    return bytes(made)


_WAYS: dict[str, Callable[[bytes, Anatomy, random.Random], bytes]] = {
    "flipped header": _flipped_header,
    "flipped anywhere": _flipped_anywhere,
    "cut": _cut,
    "lying length": _lying_length,
    "huge count": _huge_count,
    "bad type": _bad_type,
    "odd value": _odd_value,
    "deep nesting": _deep_nesting,
    "doubled key": _doubled_key,
    "doubled tensor": _doubled_tensor,
    "bad text": _bad_text,
    "odd offset": _odd_offset,
    "odd shape": _odd_shape,
    "swapped shape": _swapped_shape,
    "spliced": _spliced,
    "no numbers": _no_numbers,
}
