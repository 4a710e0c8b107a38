"""What a folder with a Whisper speech model must hold, read without trusting a byte of it.

Such a folder comes from CTranslate2: `model.bin` lists its weights one after the other, each with
its own length, so that a cut or lying file is known before any native code sees it.
"""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path
from typing import BinaryIO

from companion.errors import ModelFileError

WEIGHTS = "model.bin"
NEEDED = (WEIGHTS, "config.json", "tokenizer.json")
OPTIONAL = ("preprocessor_config.json", "vocabulary.json", "vocabulary.txt")
VERSIONS = range(4, 7)  # of the format, whose weights say their own kind and length
SPEC = "WhisperSpec"
NAME_LIMIT = 1024
MOST_WEIGHTS = 20_000
MOST_DIMENSIONS = 8
LARGEST_TEXT = 32 * 1024 * 1024
MISSING = "The folder {} is no Whisper model: {} is missing."
NOT_SPEECH = "The folder {} holds a model, but none that understands speech."
DAMAGED = "The speech model {} is damaged or was cut short; fetch or copy it again."


class _Damaged(Exception):
    """The file ends before what it promises, or promises what no model has."""


def check(folder: Path) -> tuple[str, ...]:
    """The names of the files that belong to the model in `folder`, after a look into each.

    Raises ModelFileError with one sentence: something missing, another kind of model, damaged.
    """
    for name in NEEDED:
        if not (folder / name).is_file():
            raise ModelFileError(MISSING.format(folder.name, name))
    names = [*NEEDED, *(name for name in OPTIONAL if (folder / name).is_file())]
    try:
        for name in names:
            path = folder / name
            if name == WEIGHTS:
                with path.open("rb") as file:
                    if _spec(file, path.stat().st_size) != SPEC:
                        raise ModelFileError(NOT_SPEECH.format(folder.name))
            elif path.stat().st_size > LARGEST_TEXT:
                raise _Damaged
            elif name.endswith(".json"):
                json.loads(path.read_text("utf-8"))
    except (_Damaged, ValueError, RecursionError, struct.error) as error:
        raise ModelFileError(DAMAGED.format(folder.name)) from error
    except OSError as error:
        raise ModelFileError(f"The speech model {folder.name} could not be read.") from error
    return tuple(names)


def _spec(file: BinaryIO, size: int) -> str:
    """The kind of model the weights are for, after walking over all of them."""

    def number(code: str) -> int:
        width = struct.calcsize("<" + code)
        return int(struct.unpack("<" + code, file.read(width))[0])

    def text() -> str:
        length = number("H")
        if length > NAME_LIMIT:
            raise _Damaged
        return file.read(length).rstrip(b"\0").decode("utf-8")

    if number("I") not in VERSIONS:
        raise _Damaged
    spec, _revision, weights = text(), number("I"), number("I")
    if weights > MOST_WEIGHTS:
        raise _Damaged
    for _ in range(weights):
        text()
        dimensions = number("B")
        if dimensions > MOST_DIMENSIONS:
            raise _Damaged
        count = math.prod(number("I") for _ in range(dimensions))
        _kind, length = number("B"), number("I")
        if length % max(1, count) or file.tell() + length > size:
            raise _Damaged
        file.seek(length, 1)
    return spec
