"""What a GGUF file says about itself, read without trusting a byte of it.

The layout (version 2 and 3): magic, version, number of tensors, number of metadata pairs, the
pairs, one description per tensor, then the tensors' bytes from the next aligned offset. A file
from a stranger may lie about every length, so nothing is read or skipped before the bytes are
known to exist, and the native engine only sees files that passed.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from gguf.constants import GGML_QUANT_SIZES

from companion.errors import ModelFileError

MAGIC = b"GGUF"
VERSIONS = (2, 3)
HEADER_LIMIT = 64 * 1024 * 1024
NAME_LIMIT = 1024
MOST_DIMENSIONS = 4
DEFAULT_ALIGNMENT = 32
LARGEST_ALIGNMENT = 65536

_NUMBERS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_STRING, _ARRAY = 8, 9

Value = int | float | bool | str


_DAMAGED = "is damaged or was cut short; fetch or copy it again."


class _Refused(Exception):
    """Why the file is no usable model, as the end of a sentence that begins with its name."""

    def __init__(self, why: str = _DAMAGED) -> None:
        super().__init__(why)


@dataclass(frozen=True)
class Header:
    """metadata: every number and string of the file by key; lengths: of each list (the vocabulary)."""

    version: int
    metadata: dict[str, Value]
    tensors: int
    lengths: dict[str, int] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The string under `key`, "" when there is none."""
        value = self.metadata.get(key, "")
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """The whole number under `key`, 0 when there is none."""
        value = self.metadata.get(key, 0)
        return value if isinstance(value, int) else 0


def read(path: Path) -> Header:
    """The header of the file at `path`, after checking that every tensor lies inside the file.

    Raises ModelFileError with one sentence: missing, empty, not GGUF, another version, truncated
    or damaged. Costs a pass over the header only (0.1 s for a vocabulary of 50,000 words).
    """
    try:
        if not path.is_file():
            raise _Refused("is not there.")
        with path.open("rb") as file:
            return _read(_Bytes(file, path.stat().st_size))
    except _Refused as error:
        raise ModelFileError(f"The model file {path.name} {error}") from error
    except UnicodeDecodeError as error:
        raise ModelFileError(f"The model file {path.name} {_DAMAGED}") from error
    except OSError as error:
        raise ModelFileError(f"The model file {path.name} could not be opened.") from error


class _Bytes:
    """The file from its start, with every length checked before it is believed."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.file = file
        self.size = size
        self.at = 0

    def take(self, length: int) -> bytes:
        self._claim(length)
        taken = self.file.read(length)
        if len(taken) != length:
            raise _Refused
        return taken

    def skip(self, length: int) -> None:
        self._claim(length)
        self.file.seek(self.at)

    def number(self, code: str) -> int | float | bool:
        value: int | float | bool = struct.unpack("<" + code, self.take(struct.calcsize(code)))[0]
        return value

    def count(self) -> int:
        return int(self.number("Q"))

    def kind(self) -> int:
        return int(self.number("I"))

    def string(self) -> str:
        return self.take(self.count()).decode("utf-8")

    def _claim(self, length: int) -> None:
        if self.at + length > min(self.size, HEADER_LIMIT):
            raise _Refused
        self.at += length


def _read(source: _Bytes) -> Header:
    if source.size == 0:
        raise _Refused("is empty.")
    if source.size < len(MAGIC) or source.take(len(MAGIC)) != MAGIC:
        raise _Refused("is not a GGUF model.")
    version = source.kind()
    if version not in VERSIONS:
        raise _Refused("is in a version of GGUF that this program cannot read.")
    tensors, pairs = source.count(), source.count()
    metadata: dict[str, Value] = {}
    lengths: dict[str, int] = {}
    for _ in range(pairs):
        key, kind = source.string(), source.kind()
        if kind == _ARRAY:
            lengths[key] = _stepped_over(source)
        else:
            metadata[key] = _value(source, kind)
    end = max((_tensor_end(source) for _ in range(tensors)), default=0)
    alignment = metadata.get("general.alignment", DEFAULT_ALIGNMENT)
    if not isinstance(alignment, int) or not 0 < alignment <= LARGEST_ALIGNMENT:
        raise _Refused
    data = -(-source.at // alignment) * alignment
    if tensors and data + end > source.size:
        raise _Refused
    return Header(version, metadata, tensors, lengths)


def _value(source: _Bytes, kind: int) -> Value:
    """The next metadata value, which is no list."""
    if kind in _NUMBERS:
        return source.number(_NUMBERS[kind])
    if kind == _STRING:
        return source.string()
    raise _Refused


def _stepped_over(source: _Bytes) -> int:
    """The length of the list that is next, after stepping over it."""
    item, length = source.kind(), source.count()
    if item in _NUMBERS:
        source.skip(length * struct.calcsize(_NUMBERS[item]))
    elif item == _STRING:
        for _ in range(length):
            source.skip(source.count())
    else:
        raise _Refused
    return length


def _tensor_end(source: _Bytes) -> int:
    """Where the next described tensor ends, counted from the start of the tensors' bytes."""
    name_length = source.count()
    if name_length > NAME_LIMIT:
        raise _Refused
    source.skip(name_length)
    dimensions = source.kind()
    if dimensions > MOST_DIMENSIONS:
        raise _Refused
    shape = [source.count() for _ in range(dimensions)]
    kind, offset = source.kind(), source.count()
    if kind not in _TENSOR_KINDS:
        raise _Refused("stores its numbers in a way this program does not know.")
    block, block_bytes = _TENSOR_KINDS[kind]
    if not shape or shape[0] % block or 0 in shape:
        raise _Refused
    return offset + math.prod(shape) // block * block_bytes


_TENSOR_KINDS: dict[int, tuple[int, int]] = {
    int(kind): sizes for kind, sizes in GGML_QUANT_SIZES.items()
}
