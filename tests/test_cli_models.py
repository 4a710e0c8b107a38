"""`companion models` and `companion doctor` in a terminal."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import pytest
from tiny_models import write_gguf

from companion import cli_models, paths, settings
from companion.cli import main
from companion.engine import catalogue, tuning
from companion.engine.client import EngineClient
from companion.engine.machine import GPU, Device, Machine
from companion.engine.messages import DevicesFound
from companion.engine.planning import Plan
from companion.engine.remembered import Found, Mark, Notes

CARD = Device("CUDA0", "A card", GPU, 20 << 30, 24 << 30)
HERE = Machine(16_000_000_000, 9_000_000_000, 8, ("AVX2",), (CARD,))
PLANTED = ("Hannelore", "herzeleid", "my-diary", "attic.example")


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine is a described one, and no child is started for it."""
    monkeypatch.setattr(EngineClient, "devices", lambda self: DevicesFound((CARD,), ("AVX2",)))
    monkeypatch.setattr("companion.engine.machine.look", lambda *_: HERE)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("described")
def test_every_chat_model_is_judged_with_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "models", "recommend").splitlines()
    chats = [entry.name for entry in catalogue.entries() if entry.role == "chat"]
    assert [line.split()[0] for line in lines] == chats
    assert all("recommended" in line and line.endswith(".") for line in lines)


@pytest.mark.usefixtures("described")
def test_doctor_tells_what_a_bug_report_needs_and_no_word_or_name_of_mine(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "Hannelore"))
    starter = catalogue.path_of(catalogue.find("smollm2-135m"))
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "herzeleid"))
    os.link(starter, paths.model_files() / starter.name)
    write_gguf(paths.model_files() / "my-diary.gguf")
    (paths.model_files() / "my-diary-too.gguf").write_bytes(b"GGUF")
    server = "https://attic.example"
    chosen = settings.Settings(
        model="my-diary.gguf",
        country="AT",
        server=server,
        server_model="herzeleid",
        voice_device="Hannelore's headset",
        voice_model="herzeleid",
        own_lines=(("Hannelore", "0043 664 555"),),
    )
    settings.save(chosen, paths.settings_file())
    paths.database().write_bytes(b"herzeleid " * 100_000)
    notes = Notes(paths.home(), HERE.known_as)
    notes.note("my-diary.gguf", Found(Plan(0, 1024), "my-diary runs so.", (1, 1), 3.5, True))
    with notes.marked(Mark("my-diary.gguf", False)):
        shown = said(capsys, "doctor")
    assert not any(word in shown for word in (*PLANTED, str(tmp_path), "AT\n", "664"))
    for fact in (
        "program: ", "llama-cpp-python: 0.", "16.0 GB, 9.0 GB free; cores: 8", "AVX2",
        "device: CUDA0, A card", "setting: model = a file of your own", "smollm2-135m, 98 MB, whole",
        "a file of your own, 0 MB, whole", "a file of your own, 0 MB, damaged", "server = one", "own_lines = 1", "after a fall-back", "3.5 tokens a second", "given up",
        "last load: broken off, in full", "memory file: 1.0 MB",
    ):  # fmt: skip
        assert fact in shown, fact


@pytest.mark.usefixtures("described")
def test_doctor_says_when_a_model_file_is_damaged(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))
    starter = catalogue.find("smollm2-135m")
    with (paths.model_files() / starter.file).open("wb") as file:
        file.truncate(starter.size)
    assert "smollm2-135m, 98 MB, damaged" in said(capsys, "doctor")


def test_doctor_says_when_the_disk_with_my_models_is_away_but_not_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMPANION_MODELS")
    paths.models_note().write_text(str(tmp_path / "my-diary"), "utf-8")
    lines = list(cli_models.report(HERE))
    assert "models: their folder is not there now" in lines
    assert not any("my-diary" in line for line in lines)


def test_doctor_works_where_the_engine_does_not() -> None:
    lines = list(cli_models.report(Machine(1, 1, 1), "The engine stopped."))
    assert "engine: The engine stopped." in lines
    assert "device: no graphics card the engine can use" in lines


@pytest.mark.usefixtures("described")
def test_what_was_measured_is_how_it_is_loaded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, slow = Plan(31, 1536, threads=3), Plan(0, 1536, threads=8)
    paces = [tuning.Pace(quick, 400.0, 50.0), tuning.Pace(slow, 100.0, 20.0)]
    monkeypatch.setattr(tuning, "tune", lambda *_: paces)
    out = said(capsys, "models", "bench", "smollm2-135m")
    assert "speaks 50.0 tokens a second" in out.splitlines()[0]
    kept = Notes(paths.home(), HERE.known_as).of(catalogue.find("smollm2-135m").file)
    assert kept == Found(quick, "", (1536, -1), 50.0)
    said(capsys, "models", "afresh", "smollm2-135m")
    kept = Notes(paths.home(), HERE.known_as).of(catalogue.find("smollm2-135m").file)
    assert kept == dataclasses.replace(Found(speed=50.0), asked=(1536, -1))


def test_notes_hold_figures_and_file_names_alone() -> None:
    Notes(paths.home(), "here").note("a.gguf", Found(Plan(0, 1024)))
    raw = json.loads((paths.home() / "models-here.json").read_text("utf-8"))
    assert set(raw) == {"machine", "models"} and set(raw["models"]["a.gguf"]) == {
        "plan", "why", "asked", "speed", "given_up"
    }  # fmt: skip
