"""What is done with the models that are here: look at every byte of them, or let one go."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from companion import paths
from companion.engine import catalogue, gguf_header, whisper_folder
from companion.engine.pace import Progress, silent
from companion.errors import ModelFileError

GONE = "That model is not among the fetched ones, so nothing was removed."
HELD = "{} is in use and could not be removed."
CHANGED = "The speech model {} is not as it was when it came; remove it and import it again."


@dataclass(frozen=True)
class Checked:
    """A model that is here, and what is wrong with it: one sentence, "" where it is whole."""

    name: str
    trouble: str = ""


def verify_all(progress: Progress = silent) -> tuple[Checked, ...]:
    """Read every byte of every model that is here. Reads gigabytes; progress counts models."""
    looks = [*_listed(), *_own(), *_speech()]
    found = []
    for number, (name, path) in enumerate(looks):
        progress(number, len(looks), f"checking {name}")
        found.append(Checked(name, _trouble(name, path)))
    return tuple(found)


def remove(name: str) -> None:
    """Delete a model, a damaged one too, and forget what was noted of it.

    Raises ModelFileError when it is not here, ships with the program, or is in use.
    """
    present = dict([*_listed(), *_own(), *_speech()])
    path = present.get(name) or present.get(name + catalogue.SUFFIX)
    if path is None or path.parent != paths.model_files():
        raise ModelFileError(GONE)
    files = (
        [f"{path.name}/{file.name}" for file in path.iterdir()] if path.is_dir() else [path.name]
    )
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError as error:
        raise ModelFileError(HELD.format(path.name)) from error
    catalogue.forget(*files)


def speech_folders() -> tuple[Path, ...]:
    """The Whisper models that are here, by name; complete, as far as a quick look can tell."""
    return tuple(
        path for _, path in _speech() if all((path / n).is_file() for n in whisper_folder.NEEDED)
    )


def _trouble(name: str, path: Path) -> str:
    try:
        if path.is_dir():
            _verify_folder(path)
        elif name.endswith(catalogue.SUFFIX):
            gguf_header.read(path)
            catalogue.verify(path, catalogue.find(name))
        else:
            catalogue.verify(path, catalogue.find(name))
    except ModelFileError as error:
        return str(error)
    return ""


def _verify_folder(folder: Path) -> None:
    pins = catalogue.noted()
    for name in whisper_folder.check(folder):
        pin = pins.get(f"{folder.name}/{name}")
        if pin and pin.sha256 != catalogue.sha256_of(folder / name):
            raise ModelFileError(CHANGED.format(folder.name))


def _listed() -> list[tuple[str, Path]]:
    entries = ((entry.name, catalogue.path_of(entry)) for entry in catalogue.entries())
    return [(name, path) for name, path in entries if path.is_file()]


def _own() -> list[tuple[str, Path]]:
    known = {entry.file for entry in catalogue.entries()}
    files = sorted(paths.model_files().glob("*" + catalogue.SUFFIX))
    return [(path.name, path) for path in files if path.name not in known and path.is_file()]


def _speech() -> list[tuple[str, Path]]:
    weights = sorted(paths.model_files().glob(f"*/{whisper_folder.WEIGHTS}"))
    return [(path.parent.name, path.parent) for path in weights]
