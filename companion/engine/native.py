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
from companion.engine.report import Report, read

LIBRARIES = Path(llama_cpp.__file__).parent / "lib"
KINDS = {1: GPU, 2: SHARED_GPU}  # ggml_backend_dev_type: 0 processor, 1 card, 2 shared, 3 helper
SHARING = ("MTL", "Metal")  # called a card by the library, though its memory is the computer's
MOST_LINES = 20_000


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


class Listener:
    """Hears what llama.cpp says while a model is loaded; `report` is what was kept of it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.report = Report()

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Hear the library while this lasts; afterwards nothing is heard."""
        heard = llama_cpp.llama_log_callback(self._hear)
        llama_cpp.llama_log_set(heard, ctypes.c_void_p(0))
        try:
            yield
        finally:
            llama_cpp.llama_log_set(_UNHEARD, ctypes.c_void_p(0))
            self.report = read("".join(self._lines))
            self._lines.clear()

    def _hear(self, _level: int, text: bytes, _user: ctypes.c_void_p) -> None:
        if len(self._lines) < MOST_LINES:
            self._lines.append(text.decode("utf-8", "replace"))


_UNHEARD = llama_cpp.llama_log_callback(lambda _level, _text, _user: None)
