"""What llama.cpp tells of this machine and of what it did: devices, instruction sets, its own report.

Runs inside the engine's child alone, like `companion.engine.llama`.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import llama_cpp
from llama_cpp._ctypes_extensions import load_shared_library

from companion.engine.machine import GPU, OTHER, SHARED_GPU, Device

LIBRARIES = Path(llama_cpp.__file__).parent / "lib"
KINDS = {1: GPU, 2: SHARED_GPU}  # ggml_backend_dev_type: 0 processor, 1 card, 2 shared, 3 helper
SHARING = ("MTL", "Metal")  # called a card by the library, though its memory is the computer's
MOST_LINES = 20_000

_OFFLOADED = re.compile(r"offloaded (\d+)/(\d+) layers")
_WEIGHTS = re.compile(r"(\S+) model buffer size")
_OWN = re.compile(r"^CPU|_Host$")
_KIND_OF_BUFFER = re.compile(r"_(?:Mapped|Private|REPACK|Split)$")
_SHORT = re.compile(
    r"out of memory|not enough memory|cannot allocate memory|(?:failed|unable) to allocate"
    r"|alloc\w* failed|OutOfDeviceMemory|OutOfHostMemory|bad_alloc",
    re.IGNORECASE,
)


def devices() -> tuple[Device, ...]:
    """Every device of llama.cpp but the processor, with its memory now, in bytes."""
    base, whole = (load_shared_library(name, LIBRARIES) for name in ("ggml-base", "ggml"))
    whole.ggml_backend_dev_count.restype = ctypes.c_size_t
    whole.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    whole.ggml_backend_dev_get.restype = ctypes.c_void_p
    for told in (base.ggml_backend_dev_name, base.ggml_backend_dev_description):
        told.argtypes, told.restype = [ctypes.c_void_p], ctypes.c_char_p
    base.ggml_backend_dev_type.argtypes = [ctypes.c_void_p]
    numbers = ctypes.POINTER(ctypes.c_size_t)
    base.ggml_backend_dev_memory.argtypes = [ctypes.c_void_p, numbers, numbers]
    every = [whole.ggml_backend_dev_get(i) for i in range(whole.ggml_backend_dev_count())]
    return tuple(_told(base, one) for one in every if base.ggml_backend_dev_type(one))


def _told(base: Any, handle: int) -> Device:
    free, total = ctypes.c_size_t(0), ctypes.c_size_t(0)
    base.ggml_backend_dev_memory(handle, ctypes.byref(free), ctypes.byref(total))
    name = base.ggml_backend_dev_name(handle).decode("utf-8", "replace")
    kind = KINDS.get(base.ggml_backend_dev_type(handle), OTHER)
    if name.startswith(SHARING):
        kind = SHARED_GPU
    title = base.ggml_backend_dev_description(handle).decode("utf-8", "replace")
    return Device(name, title.strip(), kind, int(free.value), int(total.value))


def instructions() -> tuple[str, ...]:
    """The processor's instruction sets this build makes use of, by llama.cpp's own names."""
    told = llama_cpp.llama_print_system_info().decode("utf-8", "replace")
    return tuple(re.findall(r"(\w+) = 1\b", told))


class Report:
    """What llama.cpp says while a model is loaded. No text of anybody is among it.

    gpu_layers: how many layers it says are on a device. device: which, "" for none. short: whether
    it said that memory was wanting.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.gpu_layers = 0
        self.device = ""
        self.short = False

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Hear the library while this lasts; afterwards nothing is heard or kept."""
        heard = llama_cpp.llama_log_callback(self._hear)
        llama_cpp.llama_log_set(heard, ctypes.c_void_p(0))
        try:
            yield
        finally:
            llama_cpp.llama_log_set(_UNHEARD, ctypes.c_void_p(0))
            self.read("".join(self._lines))
            self._lines.clear()

    def read(self, text: str) -> None:
        """Take from the library's words what is kept of them."""
        self.short = bool(_SHORT.search(text))
        offloaded = _OFFLOADED.search(text)
        self.gpu_layers = int(offloaded.group(1)) if offloaded else 0
        buffers = dict.fromkeys(found.group(1) for found in _WEIGHTS.finditer(text))
        used = [_KIND_OF_BUFFER.sub("", name) for name in buffers if not _OWN.search(name)]
        self.device = ", ".join(dict.fromkeys(used)) if self.gpu_layers else ""

    def _hear(self, _level: int, text: bytes, _user: ctypes.c_void_p) -> None:
        if len(self._lines) < MOST_LINES:
            self._lines.append(text.decode("utf-8", "replace"))


_UNHEARD = llama_cpp.llama_log_callback(lambda _level, _text, _user: None)
