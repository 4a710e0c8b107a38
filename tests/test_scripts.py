"""The way in: one command sets up, repairs itself, says plainly what is missing, and hands over."""

from __future__ import annotations

import ast
import os
import re
import stat
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
BEFORE_SETUP = ("_setup.py", "_system.py", "run.py", "test.py", "check.py")

sys.path.insert(0, str(SCRIPTS))
import _setup  # noqa: E402
import _system  # noqa: E402
import check  # noqa: E402
import run  # noqa: E402

sys.path.remove(str(SCRIPTS))


def pins(name: str) -> dict[str, str]:
    """Package -> version of one constraints file."""
    text = (ROOT / "packaging" / name).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, re.MULTILINE))


# --- before anything is installed --------------------------------------------------------------


@pytest.mark.parametrize("name", BEFORE_SETUP)
def test_an_old_python_can_read_the_scripts_far_enough_to_say_so(name: str) -> None:
    ast.parse((SCRIPTS / name).read_text("utf-8"), feature_version=(3, 8))


def test_an_old_python_gets_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as caught:
        _setup.require_python()
    assert caught.value.code == "Companion needs Python 3.11 or newer; this is 3.9."


@pytest.mark.parametrize("name", BEFORE_SETUP)
def test_set_up_needs_nothing_but_python_itself(name: str) -> None:
    tree = ast.parse((SCRIPTS / name).read_text("utf-8"))
    imported = {
        alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        str(node.module).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert imported <= set(sys.stdlib_module_names) | {"_setup", "_system", "check"}


# --- what is pinned ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-dev.txt"])
def test_every_pinned_package_has_its_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "packaging" / name).read_text("utf-8")
    blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 30
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "index" not in text


@pytest.mark.parametrize(
    ("name", "extra"), [("constraints.txt", ""), ("constraints-dev.txt", "dev")]
)
def test_what_the_project_asks_for_is_what_is_pinned(name: str, extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"].get(extra, [])
    pinned = pins(name)
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(pinned[requirement.name])


def test_people_who_only_talk_get_no_tools_for_tests() -> None:
    assert not {"pytest", "mypy", "ruff", "hypothesis"} & set(pins("constraints.txt"))
    both = pins("constraints-dev.txt")
    assert all(both[name] == version for name, version in pins("constraints.txt").items())


# --- what the system lacks ---------------------------------------------------------------------


def test_missing_libraries_are_read_from_ldd() -> None:
    report = (
        "\tlibEGL.so.1 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x7f)\n"
        "\tlibxcb-cursor.so.0 => not found\n\tlibEGL.so.1 => not found\n"
    )
    assert _system.parse_missing(report) == {"libEGL.so.1", "libxcb-cursor.so.0"}


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An `apt-get` that only writes down what it was asked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    notes = tmp_path / "apt.txt"
    command = folder / "apt-get"
    command.write_text(f'#!/bin/sh\necho "$@" >> {notes}\n', "utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    return notes


@pytest.mark.skipif(os.name == "nt", reason="Debian's package tools")
def test_root_gets_exactly_what_is_missing(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(_system, "missing_libraries", lambda *_: {"libEGL.so.1", "libpulse.so.0"})
    _system.need_qt_libraries(Path(sys.executable))
    asked = apt.read_text("utf-8").splitlines()
    assert asked[-1].endswith("install -y --no-install-recommends libegl1 libpulse0")


@pytest.mark.skipif(os.name == "nt", reason="Debian's package tools")
def test_everyone_else_gets_the_one_command(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(_system, "missing_libraries", lambda *_: {"libEGL.so.1", "libpulse.so.0"})
    with pytest.raises(_system.SystemLacks, match=r"sudo apt-get install -y libegl1 libpulse0$"):
        _system.need_qt_libraries(Path(sys.executable))
    assert not apt.exists()


def test_a_system_without_a_compiler_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CXX", raising=False)
    with pytest.raises(_system.SystemLacks, match=r"a C\+\+ compiler to build the language engine"):
        _system.need_compiler()


def test_a_library_without_a_known_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(_system, "missing_libraries", lambda *_: {"libnew.so.9"})
    with pytest.raises(_system.SystemLacks, match=r"libnew\.so\.9"):
        _system.need_qt_libraries(Path(sys.executable))


@pytest.mark.parametrize(
    ("platform", "names", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
    ],
)
def test_a_window_opens_only_where_there_is_a_display(
    monkeypatch: pytest.MonkeyPatch, platform: str, names: dict[str, str], shown: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert _system.has_display() is shown


# --- handing over ------------------------------------------------------------------------------


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What `run.py` starts once set-up is done; each program ends with status 0."""
    calls: list[list[str]] = []

    def call(*words: Any, **environment: str) -> int:
        calls.append([str(word) for word in words])
        return 0

    monkeypatch.setattr(_setup, "prepare", lambda: Path(sys.executable))
    monkeypatch.setattr(_setup, "call", call)
    monkeypatch.setattr(_system, "need_qt_libraries", lambda _: None)
    return calls


@pytest.mark.parametrize(
    ("display", "words", "program"),
    [
        (True, [], ["-m", "ui"]),
        (True, ["--terminal"], ["-m", "companion", "chat"]),
        (True, ["--sample", "evening"], ["-m", "companion", "chat", "--sample", "evening"]),
        (False, [], ["-m", "companion", "chat"]),
        (False, ["--sample", "evening"], ["-m", "companion", "chat", "--sample", "evening"]),
        (False, ["--trace"], ["-m", "companion", "chat", "--trace"]),
    ],
)
def test_the_window_or_the_terminal_opens(
    handed: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    display: bool,
    words: list[str],
    program: list[str],
) -> None:
    monkeypatch.setattr(_system, "has_display", lambda: display)
    assert run.main(words) == 0
    assert handed == [["-m", "companion", "models", "get", "starter"], program]


def test_without_the_starter_pack_nothing_opens(
    handed: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_setup, "call", lambda *words: handed.append([*words]) or 3)
    assert run.main(["--terminal"]) == 3
    assert len(handed) == 1


def test_a_failed_set_up_is_said_and_nothing_opens(
    handed: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> Path:
        raise _setup.SetupFailed("Getting things: no.")

    monkeypatch.setattr(_setup, "prepare", fail)
    assert run.main([]) == 1
    assert capsys.readouterr().err == "Getting things: no.\n"
    assert handed == []


@pytest.mark.parametrize(("broken", "status"), [("", 0), ("ruff", 1), ("mypy", 1), ("pytest", 1)])
def test_one_failed_check_fails_the_whole_and_the_tests_come_last(
    monkeypatch: pytest.MonkeyPatch, broken: str, status: int
) -> None:
    tools: list[str] = []

    def call(*words: str, **environment: str) -> int:
        tools.append(words[1])
        assert environment["QT_QPA_PLATFORM"] == "offscreen"
        return int(words[1] == broken)

    monkeypatch.setattr(_setup, "call", call)
    assert check.run_all() == status
    assert tools == ["ruff", "ruff", "mypy", "pytest"]


def test_the_build_server_runs_the_same_command_as_people() -> None:
    door = ROOT / ".ci" / "run"
    assert door.read_text("utf-8").splitlines()[-1] == "exec python3 scripts/test.py"
    if os.name != "nt":
        assert door.stat().st_mode & stat.S_IXUSR
