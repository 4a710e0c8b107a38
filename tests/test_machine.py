"""What this machine is, read from a described one's own files, and from this one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from companion.engine import machine
from companion.engine.client import EngineClient
from companion.engine.machine import GPU, SHARED_GPU, Device, Machine

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's own files")
MEMINFO = (
    "MemTotal:       16000000 kB\nMemFree: 100 kB\nMemAvailable:   8000000 kB\nHugePages_Total: 0\n"
)


def put(root: Path, place: str, text: str) -> None:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@linux_only
def test_memory_is_what_the_system_tells(tmp_path: Path) -> None:
    put(tmp_path, "proc/meminfo", MEMINFO)
    found = machine.look(root=tmp_path)
    assert (found.ram, found.free) == (16_384_000_000, 8_192_000_000)


@linux_only
def test_in_a_container_the_limit_counts_and_files_read_do_not(tmp_path: Path) -> None:
    put(tmp_path, "proc/meminfo", MEMINFO)
    put(tmp_path, "proc/self/cgroup", "0::/user/talk\n")
    put(tmp_path, "sys/fs/cgroup/user/talk/memory.max", "max\n")
    put(tmp_path, "sys/fs/cgroup/user/memory.max", "2000000000\n")
    put(tmp_path, "sys/fs/cgroup/user/memory.current", "700000000\n")
    put(tmp_path, "sys/fs/cgroup/user/memory.stat", "anon 1\ninactive_file 200000000\n")
    found = machine.look(root=tmp_path)
    assert (found.ram, found.free) == (2_000_000_000, 1_500_000_000)


@linux_only
def test_older_control_groups_are_read_too(tmp_path: Path) -> None:
    put(tmp_path, "proc/meminfo", MEMINFO)
    put(tmp_path, "proc/self/cgroup", "5:cpu:/x\n4:memory:/box\n0::/\n")
    put(tmp_path, "sys/fs/cgroup/memory/box/memory.limit_in_bytes", "1000000000\n")
    put(tmp_path, "sys/fs/cgroup/memory/box/memory.usage_in_bytes", "250000000\n")
    assert machine.look(root=tmp_path).free == 750_000_000


@linux_only
def test_a_system_that_tells_nothing_is_taken_for_a_modest_one(tmp_path: Path) -> None:
    put(tmp_path, "proc/meminfo", "nonsense\nMemTotal: lots kB\n")
    found = machine.look(root=tmp_path)
    assert found.ram == machine.UNKNOWN_RAM and 0 < found.free < found.ram and found.cores >= 1


def test_this_machine_has_memory_and_cores() -> None:
    found = machine.look()
    assert 0 < found.free <= found.ram and found.cores >= 1
    assert found.known_as == machine.look().known_as


def test_a_changed_card_makes_another_machine() -> None:
    card = Device("CUDA0", "A card", GPU, 3 << 30, 8 << 30)
    bare, carded = Machine(16 << 30, 0, 8), Machine(16 << 30, 0, 8, (), (card,))
    assert bare.known_as == "16 GB, 8 cores"
    assert carded.known_as == "16 GB, 8 cores, A card 8 GB"


def test_a_card_of_its_own_comes_before_one_that_shares_the_memory() -> None:
    shared = Device("Vulkan1", "Inside", SHARED_GPU, 1, 1)
    own = Device("Vulkan0", "Outside", GPU, 1, 1)
    assert Machine(1, 1, 1, (), (shared, own)).gpus == (own,)
    assert Machine(1, 1, 1, (), (shared,)).gpus == (shared,)


@pytest.mark.slow
def test_the_engine_tells_its_devices_and_what_the_processor_can(engine: EngineClient) -> None:
    found = engine.devices()
    assert found.instructions and all(name.isidentifier() for name in found.instructions)
    assert all(device.total >= device.free >= 0 for device in found.devices)
