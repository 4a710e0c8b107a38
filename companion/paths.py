"""Where things are: what ships with the program, and what belongs to the person.

`COMPANION_HOME` moves everything that belongs to the person (tests, a portable stick);
`COMPANION_MODELS` moves the model files alone. Folders are made readable by their owner only.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP_NAME = "Companion"


def shipped() -> Path:
    """The folder of fitted parameters and the catalogue (`models/` beside the packages)."""
    return Path(__file__).resolve().parent.parent / "models"


def home() -> Path:
    """The person's data folder: memory, key, settings. Made on first use, mode 0700."""
    given = os.environ.get("COMPANION_HOME")
    folder = Path(given) if given else Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
    return _private(folder)


def model_files() -> Path:
    """Where fetched model files live: big, not personal, safe to delete."""
    given = os.environ.get("COMPANION_MODELS")
    return _private(Path(given) if given else home() / "models")


def database() -> Path:
    """The encrypted memory."""
    return home() / "memory.db"


def settings_file() -> Path:
    """The person's settings, plain JSON, without a word they said."""
    return home() / "settings.json"


def _private(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
