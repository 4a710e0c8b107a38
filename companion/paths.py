"""Where things are: what ships with the program, and what belongs to the person.

`COMPANION_HOME` moves everything that belongs to the person (tests, a portable stick);
`COMPANION_MODELS` moves the model files alone, and so does a note in the data folder, written when
they were moved. Folders are made readable by their owner only.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from companion.errors import ModelFileError

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
    """Where fetched model files live: big, not personal, safe to delete.

    Raises ModelFileError when they were moved to a folder that is not there now: one made in its
    place would hide them.
    """
    if given := os.environ.get("COMPANION_MODELS"):
        return _private(Path(given))
    moved_to, _ = models_note_read()
    if not moved_to:
        return _private(home() / "models")
    folder = home() / moved_to
    if not folder.is_dir():
        raise ModelFileError(
            f"The models are in {folder}, which is not there now. Is it on a disk that is not "
            "plugged in? `companion models move FOLDER` chooses another folder."
        )
    return folder


def models_note() -> Path:
    """The note of where the models were moved to, and on its second line from where."""
    return home() / "models-are-in.txt"


def models_note_read() -> tuple[str, str]:
    """Both lines of the note, seen from the data folder; "" for what it does not say."""
    try:
        lines = models_note().read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    now, left, *_ = (*(line.strip() for line in lines), "", "")
    return now, left


def database() -> Path:
    """The encrypted memory."""
    return home() / "memory.db"


def settings_file() -> Path:
    """The person's settings, plain JSON, without a word they said."""
    return home() / "settings.json"


def _private(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
