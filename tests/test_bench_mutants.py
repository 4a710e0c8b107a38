"""The bench of mutated models: what a stranger's file can do to the window, and figures that can be bad."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from companion.bench import mutants
from companion.bench.gguf_mutations import _WAYS, anatomy, mutant
from companion.bench.tiny_gguf import write_tiny
from companion.engine import gguf_header
from companion.engine.client import EngineClient
from companion.errors import ModelFileError


@pytest.mark.slow
def test_sixty_hostile_models_neither_crash_nor_stop_the_window() -> None:
    before = dict(os.environ)
    made = mutants.measure(60, seed=3)
    assert made["gguf_mutants"] == {"tried": 60, "window_crashes": 0, "hangs": 0}, made["details"]
    found = made["details"]
    assert found["refused"] + found["passed"] == 60
    assert found["loaded"] > 0, "some are harmless, and really loaded"
    assert dict(os.environ) == before


@pytest.mark.slow
def test_a_model_at_which_the_engine_gives_up_is_noticed_at_once(tmp_path: Path) -> None:
    path = write_tiny(tmp_path / "whole.gguf")
    raw = bytearray(path.read_bytes())
    key = b"llama.block_count"
    at = raw.index(key) + len(key) + 4
    raw[at : at + 4] = bytes(4)
    path.write_bytes(raw)
    with EngineClient() as engine:
        engine.load_chat(write_tiny(tmp_path / "good.gguf"), 64)
        child = engine.pid
        began = time.monotonic()
        with pytest.raises(ModelFileError, match="could not be loaded"):
            engine.load_chat(path, 64)
        assert time.monotonic() - began < 3, "nobody waits for a report of where it was"
        assert engine.pid != child


def test_a_crash_and_a_hang_would_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutants.importing, "bring", lambda path: {}[path])
    monkeypatch.setattr(mutants, "LIMIT_S", -1.0)
    made = mutants.measure(5, seed=3)
    assert made["gguf_mutants"] == {"tried": 5, "window_crashes": 5, "hangs": 5}
    assert made["details"]["crashes"][0].endswith("KeyError on import")


def test_every_way_of_being_wrong_changes_the_file(tmp_path: Path) -> None:
    path = write_tiny(tmp_path / "whole.gguf")
    raw, chance = path.read_bytes(), random.Random(5)
    parts = anatomy(raw)
    header = gguf_header.read(path)
    assert (len(parts.pairs), len(parts.tensors)) == (
        len(header.metadata) + len(header.lists),
        header.tensors,
    )
    made = [mutant(raw, parts, chance) for _ in range(300)]
    assert {way for way, _ in made} == set(_WAYS)
    assert sum(file != raw for _, file in made) > 270
