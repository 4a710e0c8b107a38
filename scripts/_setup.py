"""What stands between a fresh machine and a running program: `.venv` with everything pinned.

Standard library only, and readable by an older Python, which then gets one plain sentence.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import _system

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "companion-setup.json"
UNFINISHED = VENV / "companion-setup-unfinished"
LOG = VENV / "companion-setup.log"
OLDEST = (3, 11)
WIDTH = 100  # of the one line that keeps moving; long enough to cover what it said before
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input"]


class SetupFailed(Exception):
    """Set-up cannot go on; the text is for the person."""


def require_python() -> None:
    """End the program with one sentence when this Python is too old to go on."""
    if sys.version_info < OLDEST:
        sys.exit(
            "Companion needs Python {}.{} or newer; this is {}.{}.".format(
                *OLDEST, *sys.version_info[:2]
            )
        )


def prepare(dev: bool = False) -> Path:
    """Make or repair `.venv` and return its Python; does nothing when all is as it was left.

    dev: also the tools for tests and checks. Raises SetupFailed. May be interrupted at any point:
    the next call starts over where nothing half-made remains.
    """
    kind = "dev" if dev else "runtime"
    constraints = ROOT / "packaging" / ("constraints-dev.txt" if dev else "constraints.txt")
    fingerprint = _fingerprint(ROOT / "pyproject.toml", constraints)
    flags = os.environ.get("CMAKE_ARGS", "")
    done = _read_stamp()
    rebuild = bool(flags) and flags != done.get("cmake_args", "")
    if done.get(kind) == fingerprint and not rebuild and not UNFINISHED.exists():
        return PYTHON
    _make_venv()
    if _runs("import llama_cpp") != 0 or rebuild:
        _system.need_compiler()
    if rebuild:
        _forget_built_engine()
    _pip_itself(constraints)
    step("Getting what it is built on", [*PIP, "install", "--require-hashes", "-r", constraints])
    offline = ["--no-deps", "--no-build-isolation", "--no-index"]
    step("Putting Companion itself in place", [*PIP, "install", *offline, "-e", ROOT])
    done |= {kind: fingerprint, "cmake_args": flags or done.get("cmake_args", "")}
    STAMP.write_text(json.dumps(done), "utf-8")
    UNFINISHED.unlink()
    return PYTHON


def call(*words: str | Path, **extra_environment: str) -> int:
    """Run a program in `.venv` with the terminal's own input and output; its exit status.

    Ctrl-C reaches the program too, so this waits until it has closed properly.
    """
    process = subprocess.Popen([PYTHON, *words], cwd=ROOT, env={**os.environ, **extra_environment})
    while True:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            continue
        return status if status >= 0 else 128 - status


def step(title: str, words: list[str | Path]) -> None:
    """Run Python with `words`, its output in the log, one line on the screen. Raises SetupFailed."""
    began = time.monotonic()
    shown = ""
    with LOG.open("wb") as output:
        process = subprocess.Popen(
            [PYTHON, *words], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            while True:
                try:
                    process.wait(1)
                    break
                except subprocess.TimeoutExpired:
                    shown = _show(title, _stage(), time.monotonic() - began, shown)
        finally:
            process.terminate()
            process.wait()
    if process.returncode != 0:
        raise SetupFailed(_what_went_wrong(title))
    done = f"{title}: done."
    print(f"\r{done:<{WIDTH}}" if sys.stdout.isatty() else done, flush=True)


def _show(title: str, stage: str, seconds: float, shown: str) -> str:
    """On a terminal one line that keeps moving; elsewhere a line only when the stage changes."""
    line = f"{title}: {stage}" if stage else title
    if sys.stdout.isatty():
        line += f"  {int(seconds) // 60}:{int(seconds) % 60:02}"
        print(f"\r{line:<{WIDTH}}", end="", flush=True)
    elif stage.startswith("compiling") and line != shown:
        print(line, flush=True)
        return line
    return shown


def _stage() -> str:
    """What pip is doing, in plain words, from the last telling line of its log."""
    found = re.findall(
        r"^(Collecting [\w.-]+|\s*Building wheel for [\w-]+|Installing collected)",
        LOG.read_text("utf-8", "replace"),
        re.MULTILINE,
    )
    words = found[-1].split() if found else []
    if not words or words[0] == "Collecting":
        return f"fetching {words[1]}" if words else ""
    if words[0] == "Installing":
        return "unpacking"
    return f"compiling {words[-1]} (about 5 minutes, only this once)"


def _what_went_wrong(title: str) -> str:
    text = LOG.read_text("utf-8", "replace")
    if re.search(r"Failed (building|to build).*llama", text):
        why = "the language engine could not be compiled; is a C++ compiler installed?"
    elif "THESE PACKAGES DO NOT MATCH THE HASHES" in text:
        why = "a package that arrived is not the one expected, so nothing of it was used."
    elif "No matching distribution" in text or "Connection" in text:
        why = "the package index could not be reached, or lacks something for this machine."
    else:
        why = "this went wrong:\n" + "\n".join(text.strip().splitlines()[-6:])
    return f"{title}: {why}\nThe whole log is in {LOG}."


def _make_venv() -> None:
    """A working `.venv`; one that was interrupted or no longer runs is made anew."""
    usable = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    if VENV.exists() and (UNFINISHED.exists() or _runs(usable) != 0):
        print("The last set-up did not finish, so .venv is made anew.", flush=True)
        try:
            shutil.rmtree(VENV)
        except OSError as error:
            raise SetupFailed(f"{VENV} is in use; close what runs in it and try again.") from error
    if VENV.exists():
        UNFINISHED.touch()
        return
    _system.need_venv_module()
    VENV.mkdir()
    UNFINISHED.touch()
    print("Making .venv ...", flush=True)
    base = getattr(sys, "_base_executable", sys.executable)
    with LOG.open("wb") as output:
        made = subprocess.call([base, "-m", "venv", VENV], stdout=output, stderr=output)
    if made != 0:
        raise SetupFailed(f"This Python cannot make a virtual environment; see {LOG}.")


def _pip_itself(constraints: Path) -> None:
    """First the pinned pip: older ones neither resume a download nor reuse a compiled engine."""
    pinned = re.search(r"^pip==.*?(?=^\S|\Z)", constraints.read_text("utf-8"), re.M | re.S)
    if pinned is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        only = Path(folder) / "pip.txt"
        only.write_text(pinned[0], "utf-8")
        step("Bringing the installer up to date", [*PIP, "install", "--require-hashes", "-r", only])


def _forget_built_engine() -> None:
    """Other build flags: neither the installed engine nor pip's kept copy of it may be used."""
    for words in (["cache", "remove", "llama_cpp_python"], ["uninstall", "-y", "llama-cpp-python"]):
        subprocess.call(
            [PYTHON, *PIP, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


def _runs(code: str) -> int:
    """The exit status of a line of Python in `.venv`; 1 when it has no Python."""
    try:
        return subprocess.call(
            [PYTHON, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return 1


def _fingerprint(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and PYTHON.exists() else {}
