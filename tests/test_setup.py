"""Set-up: done once, repaired after an interruption, and plain about what it waits for."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

sys.path.insert(0, str(ROOT / "scripts"))
import _setup  # noqa: E402
import _system  # noqa: E402

sys.path.remove(str(ROOT / "scripts"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Set-up in an empty folder, its long steps only written down."""
    venv = tmp_path / ".venv"
    monkeypatch.setattr(_setup, "VENV", venv)
    monkeypatch.setattr(_setup, "PYTHON", venv / _setup.PYTHON.relative_to(ROOT / ".venv"))
    for name in ("STAMP", "UNFINISHED", "LOG"):
        monkeypatch.setattr(_setup, name, venv / getattr(_setup, name).name)
    steps: list[str] = []
    monkeypatch.setattr(_setup, "step", lambda title, words: steps.append(title))
    monkeypatch.setattr(_system, "need_compiler", lambda: None)
    monkeypatch.delenv("CMAKE_ARGS", raising=False)
    return steps


@pytest.fixture
def running(place: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The same with a `.venv` whose Python works."""
    monkeypatch.setattr(_setup, "PYTHON", Path(sys.executable))
    _setup.VENV.mkdir()
    return place


def test_the_second_start_does_nothing(
    running: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _setup.prepare() == _setup.PYTHON
    assert len(running) == 3
    assert _setup.prepare() == _setup.PYTHON
    assert len(running) == 3
    assert capsys.readouterr().out == ""
    _setup.prepare(dev=True)
    assert len(running) == 6
    monkeypatch.setattr(_setup, "_fingerprint", lambda *_: "newer constraints")
    _setup.prepare()
    assert len(running) == 9


def test_an_interrupted_set_up_is_not_taken_for_a_finished_one(
    running: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled_out(title: str, words: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_setup, "step", pulled_out)
    with pytest.raises(KeyboardInterrupt):
        _setup.prepare()
    assert not _setup.STAMP.exists()
    assert _setup.UNFINISHED.exists()


@pytest.mark.slow
def test_the_start_after_an_interruption_begins_anew(
    place: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _setup.VENV.mkdir()
    _setup.UNFINISHED.touch()
    (_setup.VENV / "half-copied").touch()
    _setup.prepare()
    assert "did not finish" in capsys.readouterr().out
    assert _setup._runs("import pip") == 0
    assert not (_setup.VENV / "half-copied").exists()
    assert not _setup.UNFINISHED.exists()
    assert "runtime" in json.loads(_setup.STAMP.read_text("utf-8"))


def test_other_build_flags_build_the_engine_again(
    running: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[bool] = []
    monkeypatch.setattr(_setup, "_forget_built_engine", lambda: forgotten.append(True))
    _setup.prepare()
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_CUDA=on")
    _setup.prepare()
    _setup.prepare()
    monkeypatch.delenv("CMAKE_ARGS")
    _setup.prepare()
    assert forgotten == [True]
    assert len(running) == 6


def test_a_python_that_cannot_run_is_noticed(place: list[str]) -> None:
    assert _setup._runs("pass") != 0
    _setup.PYTHON.parent.mkdir(parents=True)
    _setup.PYTHON.write_text("not a program", "utf-8")
    assert _setup._runs("pass") != 0


@pytest.mark.parametrize("stamp", ["", "{", "[]", "null", '{"runtime": 1}'])
def test_a_damaged_stamp_means_set_up_again(place: list[str], stamp: str) -> None:
    _setup.PYTHON.parent.mkdir(parents=True)
    _setup.PYTHON.touch()
    _setup.STAMP.write_text(stamp, "utf-8")
    assert _setup._read_stamp().get("runtime") in {None, 1}


@pytest.fixture
def this_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(_setup, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(_setup, "LOG", tmp_path / "setup.log")
    return tmp_path / "setup.log"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: No matching distribution found for x", "could not be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "nothing of it was used"),
        ("Failed to build llama_cpp_python", "is a C++ compiler installed?"),
        ("something else", "something else"),
    ],
)
def test_a_step_that_fails_says_why(this_python: Path, said: str, sentence: str) -> None:
    with pytest.raises(_setup.SetupFailed, match=re.escape(sentence)) as caught:
        _setup.step("Getting things", ["-c", f"raise SystemExit({said!r})"])
    assert str(caught.value).startswith("Getting things: ")
    assert str(this_python) in str(caught.value)


def test_a_step_that_works_is_one_line(
    this_python: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _setup.step("Getting things", ["-c", "print('much output')"])
    assert capsys.readouterr().out == "Getting things: done.\n"


@pytest.mark.parametrize(
    ("log", "stage"),
    [
        ("", ""),
        ("Collecting numpy==2.4 (from x)\n", "fetching numpy"),
        (
            "Collecting a\n  Building wheel for llama-cpp-python (pyproject.toml): started\n",
            "compiling",
        ),
        ("Collecting a\nInstalling collected packages: a, b\n", "unpacking"),
    ],
)
def test_the_waiting_line_says_what_is_going_on(this_python: Path, log: str, stage: str) -> None:
    this_python.write_text(log, "utf-8")
    assert _setup._stage().startswith(stage)


@pytest.mark.parametrize(
    ("code", "status"),
    [("pass", 0), ("raise SystemExit(7)", 7), ("import os; os.kill(os.getpid(), 9)", 137)],
)
def test_the_programs_exit_status_is_handed_on(this_python: Path, code: str, status: int) -> None:
    assert _setup.call("-c", code) == status
