"""What a bench tells while it works, and what it writes out to be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def say(what: str) -> None:
    """What is being done, beside the figures."""
    print(f"{what} ...", file=sys.stderr, flush=True)


def write(folder: Path, name: str, rows: Iterable[dict[str, Any]], pages: Iterable[str]) -> None:
    """The same replies twice: `name`.jsonl for programs, `name`.md for people."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    with (folder / f"{name}.md").open("w", encoding="utf-8") as file:
        file.writelines(pages)
