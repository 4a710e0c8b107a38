"""How a model would run on a machine: well, slowly or not at all, and with which layers, window and threads.

Rules first; `companion.engine.tuning` measures what the rules leave open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from companion.engine import fit
from companion.engine.catalogue import Entry
from companion.engine.fit import Need, Shape
from companion.engine.machine import SHARED_GPU, VECTORS, Machine

RECOMMENDED, SLOW, TOO_BIG = "recommended", "will be slow", "does not fit"

SYSTEM = 1_000_000_000  # bytes left to everything else
SPARE = 0.9  # of what a device says is free: others use it too
DEVICE_OWN = 400_000_000  # bytes a graphics card's own library takes before any model
CPU_PACE = 5e9  # bytes of weights a core reads in a second (measured: 5.4e9), up to
CPU_PACE_MOST = 25e9
GPU_PACE, SHARED_PACE = 200e9, 40e9
WITHOUT_VECTORS = 0.25
READING = 5.0  # tokens a second: slower than this, people wait for the words
LEAST_WINDOW = 1024  # tokens; prompt, a few turns and a reply
SAFE_WINDOW = 1536  # tokens
SMALL_WINDOW = 1536  # tokens; a very small model gains nothing from more and gets slower with it
BATCH, GPU_BATCH = 256, 512
EVERY_LAYER = 999  # of a model that does not tell how many it has
FEW_LAYERS = 4  # not worth the trip to a device


@dataclass(frozen=True)
class Plan:
    """How a model is loaded. gpu_layers: more than the model has for everything; context: tokens.

    batch: tokens read between two looks at the stop button. flash: whether attention keeps no
    scores, which a compressed cache (kv_type "q8_0") needs.
    """

    gpu_layers: int
    context: int
    kv_type: str = "f16"
    batch: int = BATCH
    threads: int = 1
    flash: bool = False


@dataclass(frozen=True)
class Verdict:
    """word: RECOMMENDED, SLOW or TOO_BIG; reason: one plain sentence."""

    word: str
    reason: str


def window(entry: Entry, asked: int) -> int:
    """How many tokens a model is to see at once, where `asked` are wanted at most."""
    context = min(asked, entry.context or asked)
    return min(context, SMALL_WINDOW) if (entry.tier or "candidates") == "candidates" else context


def plan(
    shape: Shape | None, file_size: int, machine: Machine, context: int, gpu_layers: int = -1
) -> Plan:
    """The best way to load by rule. gpu_layers: the most the person allows, -1 for any number.

    All layers on a device come first, with a compressed cache if need be; then as many as fit; the
    window shrinks only where the computer's own memory is short.
    """
    alone = Plan(0, context, threads=machine.cores)
    if shape is None:
        layers = EVERY_LAYER if gpu_layers < 0 else gpu_layers
        if layers and machine.gpus and file_size * 3 // 2 <= _room(machine):
            return replace(alone, gpu_layers=layers, batch=GPU_BATCH, flash=True)
        return alone
    most = shape.layers + 1 if gpu_layers < 0 else min(gpu_layers, shape.layers + 1)
    if machine.gpus and most:
        for layers in (most, *range(min(most, shape.layers), FEW_LAYERS, -1)):
            for kv_type in _kinds(shape):
                there = Plan(layers, context, kv_type, GPU_BATCH, machine.cores, flash=True)
                need = _need(shape, file_size, there, machine)
                if need.device <= _room(machine) and _held(need, machine) <= machine.free:
                    return there
    for window in _windows(context):
        for kv_type in _kinds(shape):
            here = replace(alone, context=window, kv_type=kv_type, flash=kv_type != "f16")
            if _need(shape, file_size, here, machine).host <= machine.free:
                return here
    return replace(alone, context=min(context, LEAST_WINDOW))


def lower(plan: Plan, shape: Shape | None) -> Plan | None:
    """The next smaller way: fewer layers on the device, then a compressed cache, then half the window.

    None where nothing smaller is left.
    """
    if plan.gpu_layers > 0:
        layers = min(plan.gpu_layers, shape.layers) if shape else 0
        left = layers // 2 if layers // 2 > FEW_LAYERS else 0
        batch = plan.batch if left else BATCH
        flash = left > 0 or plan.kv_type != "f16"
        return replace(plan, gpu_layers=left, batch=batch, flash=flash)
    if shape is not None and plan.kv_type == "f16" and shape.quantises:
        return replace(plan, kv_type="q8_0", flash=True)
    if plan.context > LEAST_WINDOW:
        return replace(plan, context=max(LEAST_WINDOW, plan.context // 2))
    return None


def safe(plan: Plan) -> Plan:
    """The way with the least that can go wrong: no device, a small window, nothing compressed."""
    return Plan(0, min(plan.context, SAFE_WINDOW), threads=plan.threads)


def verdict(shape: Shape | None, file_size: int, machine: Machine, context: int) -> Verdict:
    """How a model of this shape and file size would run here with a window of `context` tokens."""
    chosen = plan(shape, file_size, machine, context)
    need = _need(shape, file_size, chosen, machine)
    wants = f"{need.total / 1e9:.1f} GB of memory"
    held = _held(need, machine)
    if held > machine.ram - min(SYSTEM, machine.ram // 4):
        return Verdict(
            TOO_BIG, f"It wants about {wants}, and this computer has {machine.ram / 1e9:.0f} GB."
        )
    if held > machine.free:
        return Verdict(
            SLOW, f"It wants about {wants}, and only {machine.free / 1e9:.1f} GB are free just now."
        )
    pace = _pace(shape, file_size, chosen, machine)
    if pace < READING:
        return Verdict(
            SLOW, f"It fits, but here it would write slower than people read (wants {wants})."
        )
    where = "on the graphics card" if chosen.gpu_layers else "on this computer"
    return Verdict(RECOMMENDED, f"It fits and runs well {where} (wants {wants}).")


def _need(shape: Shape | None, file_size: int, chosen: Plan, machine: Machine) -> Need:
    if shape is None:
        return fit.needed_unshaped(file_size)
    how = (chosen.kv_type, chosen.batch, chosen.gpu_layers, len(machine.gpus))
    return fit.needed(shape, file_size, chosen.context, *how)


def _held(need: Need, machine: Machine) -> int:
    """What is taken of the computer's own memory; a device that shares it takes its part there."""
    return need.total if _shares(machine) else need.host


def _shares(machine: Machine) -> bool:
    return any(device.kind == SHARED_GPU for device in machine.gpus)


def _room(machine: Machine) -> float:
    """Bytes a model may take on the devices together."""
    return sum(max(0.0, SPARE * device.free - DEVICE_OWN) for device in machine.gpus)


def _kinds(shape: Shape) -> tuple[str, ...]:
    return ("f16", "q8_0") if shape.quantises else ("f16",)


def _windows(context: int) -> list[int]:
    """The window asked for and its halves, down to the least that is of use."""
    found = [context]
    while found[-1] > LEAST_WINDOW:
        found.append(max(LEAST_WINDOW, found[-1] // 2))
    return found


def _pace(shape: Shape | None, file_size: int, chosen: Plan, machine: Machine) -> float:
    """Tokens a second, roughly: every token reads all weights once."""
    layers = shape.layers if shape else 1
    moved = min(chosen.gpu_layers, layers) / layers
    cpu = min(CPU_PACE * machine.cores, CPU_PACE_MOST)
    if machine.instructions and not VECTORS & set(machine.instructions):
        cpu *= WITHOUT_VECTORS
    gpu = SHARED_PACE if _shares(machine) else GPU_PACE
    return 1 / (file_size * (moved / gpu + (1 - moved) / cpu))
