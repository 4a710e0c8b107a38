"""What this machine is: memory, cores, and whatever devices the engine found on it.

Graphics cards are known to native code alone, so they are asked for in the engine's child
(`EngineClient.devices`) and handed in here. All sizes are bytes.
"""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path

GPU, SHARED_GPU, OTHER = "gpu", "shared gpu", "other"
UNKNOWN_RAM = 4_000_000_000  # taken where the system does not tell
VECTORS = frozenset({"AVX2", "NEON"})  # instruction sets without which a processor is slow at this


@dataclass(frozen=True)
class Device:
    """A device as llama.cpp tells of it. kind: GPU, SHARED_GPU (its memory is the computer's) or OTHER."""

    name: str
    title: str
    kind: str
    free: int
    total: int


@dataclass(frozen=True)
class Machine:
    """ram, free: of the computer, or of the part of it this program may have. cores: physical ones.

    instructions: the sets the engine makes use of, () where it was not asked.
    """

    ram: int
    free: int
    cores: int
    instructions: tuple[str, ...] = ()
    devices: tuple[Device, ...] = ()

    @property
    def gpus(self) -> tuple[Device, ...]:
        """The devices layers can go to: graphics cards, or failing those one that shares the memory."""
        cards = tuple(device for device in self.devices if device.kind == GPU)
        return cards or tuple(d for d in self.devices if d.kind == SHARED_GPU)[:1]

    @property
    def known_as(self) -> str:
        """The same for the same machine from day to day, another where a card was changed."""
        cards = [f"{device.title} {device.total >> 30} GB" for device in self.gpus]
        return ", ".join([f"{self.ram >> 30} GB", f"{self.cores} cores", *cards])


def look(
    devices: tuple[Device, ...] = (), instructions: tuple[str, ...] = (), root: Path = Path("/")
) -> Machine:
    """What this machine is now. root: where the system's own files are read (Linux)."""
    if sys.platform == "win32":
        ram, free, cores = *_windows_memory(), _windows_cores()
    elif sys.platform == "darwin":
        ram, free, cores = *_mac_memory(), _mac_number("hw.physicalcpu")
    else:
        ram, free, cores = *_linux_memory(root), _linux_cores(root)
    return Machine(ram, free, cores or os.cpu_count() or 1, instructions, devices)


# --- Linux ------------------------------------------------------------------------------------------


def _linux_memory(root: Path) -> tuple[int, int]:
    told: dict[str, int] = {}
    for line in _text(root / "proc/meminfo").splitlines():
        name, _, rest = line.partition(":")
        amount = rest.split()
        if amount and amount[0].isdigit():
            told[name] = int(amount[0]) * 1024
    ram = told.get("MemTotal", UNKNOWN_RAM)
    free = told.get("MemAvailable", ram // 2)
    for limit, used in _limits(root):
        ram, free = min(ram, limit), min(free, max(0, limit - used))
    return ram, free


def _limits(root: Path) -> list[tuple[int, int]]:
    """(limit, used) of every control group this process is in, from its own up to the topmost."""
    found = []
    for line in _text(root / "proc/self/cgroup").splitlines():
        _, _, rest = line.partition(":")
        kinds, _, own = rest.partition(":")
        if not kinds:
            top, limit, used = "sys/fs/cgroup", "memory.max", "memory.current"
        elif "memory" in kinds.split(","):
            top, limit, used = (
                "sys/fs/cgroup/memory",
                "memory.limit_in_bytes",
                "memory.usage_in_bytes",
            )
        else:
            continue
        group = Path(own.lstrip("/"))
        for place in (group, *group.parents):
            folder = root / top / place
            most = _text(folder / limit).strip()
            if most.isdigit():
                taken = _text(folder / used).strip()
                held = (int(taken) if taken.isdigit() else 0) - _given_back(folder)
                found.append((int(most), max(0, held)))
    return found


def _given_back(folder: Path) -> int:
    """What a control group holds of files that were read, which is given up when asked for."""
    for line in _text(folder / "memory.stat").splitlines():
        name, _, amount = line.partition(" ")
        if name == "inactive_file" and amount.isdigit():
            return int(amount)
    return 0


def _linux_cores(root: Path) -> int:
    """Physical cores among the processors this process may run on; 0 where nothing is told."""
    allowed = os.sched_getaffinity(0) if sys.platform == "linux" else set()
    cores = set()
    for number in allowed:
        place = root / f"sys/devices/system/cpu/cpu{number}/topology"
        core = _text(place / "thread_siblings_list").strip()
        if core:
            cores.add(core)
    return len(cores)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


# --- macOS ------------------------------------------------------------------------------------------


def _mac_memory() -> tuple[int, int]:
    ram = _mac_number("hw.memsize") or UNKNOWN_RAM
    # The system keeps no figure of what could be freed; it gives most of it up when asked.
    pages = _mac_number("vm.page_free_count") + _mac_number("vm.page_purgeable_count")
    return ram, max(ram // 2, pages * (_mac_number("hw.pagesize") or 4096))


def _mac_number(name: str) -> int:
    library = ctypes.CDLL(None)
    value = ctypes.c_uint64(0)
    size = ctypes.c_size_t(ctypes.sizeof(value))
    failed = library.sysctlbyname(
        name.encode(), ctypes.byref(value), ctypes.byref(size), None, ctypes.c_size_t(0)
    )
    return 0 if failed else int(value.value)


# --- Windows ----------------------------------------------------------------------------------------


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows interface."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("ram", ctypes.c_uint64),
        ("free", ctypes.c_uint64),
        ("rest", ctypes.c_uint64 * 5),
    )


class _Processor(ctypes.Structure):
    """SYSTEM_LOGICAL_PROCESSOR_INFORMATION of the Windows interface; relation 0 is a physical core."""

    _fields_ = (
        ("mask", ctypes.c_size_t),
        ("relation", ctypes.c_int32),
        ("rest", ctypes.c_uint64 * 2),
    )


def _windows_memory() -> tuple[int, int]:
    if sys.platform == "win32":
        status = _MemoryStatus()
        status.length = ctypes.sizeof(status)
        if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
            return int(status.ram), int(status.free)
    return UNKNOWN_RAM, UNKNOWN_RAM // 2


def _windows_cores() -> int:
    if sys.platform != "win32":
        return 0
    ask = ctypes.windll.kernel32.GetLogicalProcessorInformation
    size = ctypes.c_uint32(0)
    ask(None, ctypes.byref(size))  # tells the room it wants
    room = (_Processor * (size.value // ctypes.sizeof(_Processor)))()
    if not ask(room, ctypes.byref(size)):
        return 0
    return sum(processor.relation == 0 for processor in room)
