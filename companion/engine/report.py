"""What llama.cpp says of a load, read for the few facts that are kept. Nobody's words are among it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OFFLOADED = re.compile(r"offloaded (\d+)/(\d+) layers")
_WEIGHTS = re.compile(r"(\S+) model buffer size")
_OWN = re.compile(r"^CPU|_Host$")  # buffers in the computer's own memory
_KIND_OF_BUFFER = re.compile(r"_(?:Mapped|Private|REPACK|Split)$")
_SHORT = re.compile(
    r"out of memory|not enough memory|cannot allocate memory|(?:failed|unable) to allocate"
    r"|alloc\w* failed|OutOfDeviceMemory|OutOfHostMemory|bad_alloc",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Report:
    """gpu_layers: how many layers are on a device. device: its name, "" for none. short: memory was wanting."""

    gpu_layers: int = 0
    device: str = ""
    short: bool = False


def read(text: str) -> Report:
    """The facts in the library's words; where it does not say, the processor did it all."""
    offloaded = _OFFLOADED.search(text)
    layers = int(offloaded.group(1)) if offloaded else 0
    names = dict.fromkeys(found.group(1) for found in _WEIGHTS.finditer(text))
    used = [_KIND_OF_BUFFER.sub("", name) for name in names if not _OWN.search(name)]
    device = ", ".join(dict.fromkeys(used)) if layers else ""
    return Report(layers, device, bool(_SHORT.search(text)))
