"""The bench of interrupted fetches: real processes, a hub that misbehaves, and figures that can be bad."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.bench import fetching
from companion.bench.bad_hub import FAULTS

pytestmark = pytest.mark.slow


def test_whatever_interrupts_it_the_model_is_right_in_the_end() -> None:
    made = fetching.measure(trials=8, size=300_000, seed=7)
    assert made["fetch_faults"] == {"tried": 8, "bad": 0}, made["details"]
    assert dict(made["details"]["faults"]) == dict.fromkeys(FAULTS, 1)
    assert made["details"]["said"]["the process ended"] == 1, "it was killed, really"


def test_a_model_that_never_comes_and_a_wrong_one_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "FAULTS", ("cut",))
    monkeypatch.setattr(fetching, "TRIES", 0)
    made = fetching.measure(trials=1, size=300_000, seed=7)
    assert made["fetch_faults"] == {"tried": 1, "bad": 1}
    assert "not here" in made["details"]["bad"][0]

    real = fetching._prepared

    def with_another_file_there(*given: object) -> fetching._Trial:
        trial = real(*given)  # type: ignore[arg-type]
        (trial.home / "models").mkdir(parents=True)
        (trial.home / "models" / fetching.FILE).write_bytes(b"another")
        return trial

    monkeypatch.setattr(fetching, "_prepared", with_another_file_there)
    made = fetching.measure(trials=1, size=300_000, seed=7)
    assert "a wrong file was installed" in made["details"]["bad"][0]
