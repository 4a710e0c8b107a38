"""Model files in the terminal: `companion models get`, `import`, `remove`, `discard`, `verify` and `move`."""

from __future__ import annotations

import sys
from pathlib import Path

from companion import paths, settings
from companion.engine import catalogue, importing, keeping, moving, staging, starter
from companion.engine.pace import Meter, Progress
from companion.errors import CompanionError

ACTIONS = ("get", "import", "remove", "discard", "verify", "move")
STARTER = "starter"
MEGABYTE = 1_000_000


def run(action: str, name: str | None) -> int:
    """Do one of `ACTIONS`; the exit status. Raises CompanionError with one sentence."""
    if action == "verify":
        return _verify()
    if not name:
        raise CompanionError(
            "To which folder?"
            if action == "move"
            else "Which one? `companion models list` shows them all."
        )
    if action == "get":
        limit = settings.load(paths.settings_file()).fetch_limit
        if name == STARTER:
            starter.ensure_starter(bar(), limit=limit)
        else:
            starter.get(catalogue.find(name), bar(), limit=limit)
        print("It is here.")
    elif action == "import":
        print(f"Imported as {importing.bring(Path(name), bar()).stem}.")
    elif action == "remove":
        keeping.remove(name)
        print("Removed.")
    elif action == "discard":
        staging.discard(catalogue.find(name))
        print("What had come of it is thrown away.")
    else:
        print(f"The models are in {moving.move(Path(name), bar())} now.")
    return 0


def _verify() -> int:
    found = keeping.verify_all(bar())
    for one in found:
        print(f"{one.name:<32} {one.trouble or 'whole'}")
    if not found:
        print("There are no models here yet.")
    return 1 if any(one.trouble for one in found) else 0


def bar() -> Progress:
    """A progress line: rewritten in place on a terminal, every tenth part elsewhere."""
    live = sys.stderr.isatty()
    meter, shown = Meter(), ""

    def show(done: int, total: int, label: str) -> None:
        nonlocal shown
        tenths = 10 * done // total if total else 0
        bar = f"{label}: [{'#' * tenths}{'.' * (10 - tenths)}]" if total else f"{label} ..."
        if live:
            size = f" {done / 1e6:,.0f} of {total / 1e6:,.0f} MB" if total > MEGABYTE else ""
            pace = meter.words(done, total, label)
            size += f", {pace}" if pace else ""
            print(f"\r{bar}{size}\033[K", end="" if done < total else "\n", file=sys.stderr)
        elif bar != shown:
            print(bar, file=sys.stderr)
        shown = bar

    return show
