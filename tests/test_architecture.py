"""The house rules of the design, read from the source itself."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("engine", "prompt", "emotion", "memory", "policy", "practice", "voice")
OPEN_TO_ALL = {"companion.turn", "companion.errors", "companion.paths"}
SOURCES = [*sorted((ROOT / "companion").rglob("*.py")), *sorted((ROOT / "ui").rglob("*.py"))]
EVERY_FILE = [
    path
    for folder in ("companion", "ui", "scripts", "tests")
    for path in (ROOT / folder).rglob("*.py")
]


@functools.cache
def imports(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def outside(*allowed: str) -> list[Path]:
    return [path for path in SOURCES if name(path) not in allowed]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_itself_and_the_turn(room: str) -> None:
    for path in (ROOT / "companion" / room).rglob("*.py"):
        for module in imports(path):
            if module.startswith("companion."):
                inside = module.startswith(f"companion.{room}")
                opened = any(module == m or module.startswith(f"{m}.") for m in OPEN_TO_ALL)
                assert inside or opened, f"{name(path)} imports {module}"


def test_the_core_knows_no_window() -> None:
    for path in (ROOT / "companion").rglob("*.py"):
        for module in imports(path):
            assert not module.startswith(("PySide6", "ui", "pyqtgraph")), name(path)


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        (
            "llama_cpp",
            (
                "companion/engine/embedder.py",
                "companion/engine/llama.py",
                "companion/engine/native.py",
                "companion/bench/plain_llama.py",
            ),
        ),
        ("faster_whisper", ("companion/voice/transcribe.py",)),
        ("ctranslate2", ("companion/voice/transcribe.py",)),
        ("pocketsphinx", ("companion/voice/basic.py",)),
        ("onnxruntime", ("companion/voice/endpoint.py",)),
        ("socket", ("companion/engine/remote.py",)),
        ("ssl", ("companion/engine/download.py", "companion/engine/remote.py")),
        ("urllib.request", ("companion/engine/download.py",)),
        ("http.client", ("companion/engine/download.py", "companion/engine/remote.py")),
        ("asyncio", ()),
        ("ftplib", ()),
        ("smtplib", ()),
        ("PySide6.QtNetwork", ()),
        ("http.server", ("companion/bench/bad_hub.py",)),
        ("requests", ()),
        ("logging", ()),
        ("pickle", ()),
    ],
)
def test_a_dangerous_library_has_one_home(library: str, homes: tuple[str, ...]) -> None:
    for path in outside(*homes):
        for module in imports(path):
            assert module != library and not module.startswith(f"{library}."), name(path)


def test_only_the_runner_makes_threads_in_the_window() -> None:
    for path in (ROOT / "ui").rglob("*.py"):
        if name(path) != "ui/runner.py":
            assert "PySide6.QtCore.QThread" not in imports(path), name(path)
            assert "threading.Thread" not in imports(path), name(path)


def test_no_thread_is_ever_terminated() -> None:
    for path in (ROOT / "ui").rglob("*.py"):
        assert ".terminate()" not in path.read_text("utf-8"), name(path)


@pytest.mark.parametrize("path", EVERY_FILE, ids=name)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("folder", ["models", "packaging"])
def test_data_folders_are_not_packages(folder: str) -> None:
    assert not (ROOT / folder / "__init__.py").exists()


def test_training_libraries_are_never_imported_at_run_time() -> None:
    for path in SOURCES:
        for module in imports(path):
            assert not module.startswith(("torch", "sklearn", "scipy")), name(path)
