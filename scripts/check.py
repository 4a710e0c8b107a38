"""The door for people: formatting, lint, types and tests. `--fast` leaves the slow tests out."""

from __future__ import annotations

import sys

import _setup

STILL = {"COMPANION_KEYRING": "off", "QT_QPA_PLATFORM": "offscreen"}
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
)


def run_all(fast: bool = False) -> int:
    """Run every check even if one fails; 0 when all are well. The tests' summary comes last."""
    failed = [words for words in CHECKS if _setup.call("-m", *words, **STILL) != 0]
    for words in failed:
        print(f"FAILED: {' '.join(words)}", flush=True)
    # Many tests wait for a process or a pause in speech: side by side they take half the time.
    chosen = ["-n", "auto", "--dist", "worksteal", *(["-m", "not slow"] if fast else [])]
    tests = _setup.call("-m", "pytest", *chosen, **STILL)
    return 1 if failed or tests != 0 else 0


if __name__ == "__main__":
    _setup.require_python()
    sys.exit(run_all(fast="--fast" in sys.argv[1:]))
