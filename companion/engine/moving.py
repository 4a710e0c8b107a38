"""Moving the models to another folder or disk, so that an interruption at any moment loses nothing.

Everything is copied and compared first; then one small note says where the models are; only then
the old files go. Until the note is written the old folder is used, afterwards the new one.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from companion import paths
from companion.engine import catalogue, staging, whisper_folder
from companion.engine.pace import Cancelled, Progress, never, silent
from companion.errors import FetchStopped, ModelFileError

DRAFT = ".moving"
FIXED = "COMPANION_MODELS says where the models are, so they are moved by changing that."
TAKEN = "There is another file named {} in that folder already, so nothing was moved."
NO_FOLDER = "The folder {} cannot be made or written to, so nothing was moved."
STOPPED = (
    "The moving was stopped; the models are used where they were, and it can be taken up again."
)


def move(folder: Path, progress: Progress = silent, cancelled: Cancelled = never) -> Path:
    """Have the models in `folder` from now on; where they are. Taken up again, it goes on.

    Raises ModelFileError when that cannot be, CannotKeep when there is no room, FetchStopped when
    cancelled, FetchError while something is being fetched. What stays behind in the old folder
    because another program holds it is harmless.
    """
    if os.environ.get("COMPANION_MODELS"):
        raise ModelFileError(FIXED)
    new = _writable(folder.expanduser())
    try:
        old = paths.model_files()
    except ModelFileError:  # on a disk that is away: there is nothing to move, only a new place
        _note(new)
        return new
    _tidy()
    if new == old.resolve():
        return new
    if new.is_relative_to(old.resolve()):
        raise ModelFileError("That folder lies inside the present one; choose one beside it.")
    with staging.alone():
        names = _ours(old)
        _refuse_taken(old, new, names)
        staging.need_room(sum((old / name).stat().st_size for name in names), new)
        try:
            for name in names:
                _bring(old / name, new / name, progress, cancelled)
            catalogue.note(*catalogue.noted().values(), folder=new)
            _note(new, old)
        except OSError as error:
            raise ModelFileError(NO_FOLDER.format(new)) from error
    _tidy()
    return new


def _ours(folder: Path) -> tuple[Path, ...]:
    """The models in a folder, seen from it: files, folders of speech models, what is half fetched."""
    speech = [path.parent for path in folder.glob(f"*/{whisper_folder.WEIGHTS}")]
    half = [path for path in (folder / ".staging").glob("*") if path.name != "lock"]
    found = [*folder.glob("*" + catalogue.SUFFIX), *half]
    found += [path for one in speech for path in one.iterdir()]
    return tuple(sorted(path.relative_to(folder) for path in found if path.is_file()))


def _refuse_taken(old: Path, new: Path, names: tuple[Path, ...]) -> None:
    for name in names:
        if (new / name).exists() and not _same(old / name, new / name):
            raise ModelFileError(TAKEN.format(name))


def _same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    return one.samefile(other) or catalogue.sha256_of(one) == catalogue.sha256_of(other)


def _bring(source: Path, target: Path, progress: Progress, cancelled: Cancelled) -> None:
    """Have `source` at `target` too: as a second name on the same disk, else as a compared copy."""
    if target.exists():
        return  # of an earlier try, and compared before this one began
    target.parent.mkdir(mode=0o700, exist_ok=True)
    with contextlib.suppress(OSError):
        target.hardlink_to(source)
        progress(1, 1, f"moving {source.name}")
        return
    draft = target.with_name(target.name + DRAFT)
    done, total = 0, source.stat().st_size
    try:
        with source.open("rb") as original, draft.open("wb") as copy:
            while piece := original.read(catalogue.CHUNK):
                if cancelled():
                    raise FetchStopped(STOPPED)
                copy.write(piece)
                done += len(piece)
                progress(done, total, f"moving {source.name}")
            copy.flush()
            os.fsync(copy.fileno())
        if not _same(source, draft):
            raise ModelFileError(
                f"{source.name} could not be copied rightly, so nothing was moved."
            )
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _note(new: Path, left: Path | None = None) -> None:
    """From here on the models are in `new`; places inside the data folder are noted as seen from it."""
    note = paths.models_note()
    draft = note.with_suffix(".part")
    with draft.open("w", encoding="utf-8") as file:
        file.write(f"{_seen(new)}\n{_seen(left) if left else ''}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(note)


def _seen(folder: Path) -> str:
    home, folder = paths.home().resolve(), folder.resolve()
    return folder.relative_to(home).as_posix() if folder.is_relative_to(home) else str(folder)


def _tidy() -> None:
    """Let go of what a move left behind, now or when it was interrupted after its note."""
    now, before = paths.models_note_read()
    if not before:
        return
    old, new = paths.home() / before, paths.home() / now
    held = False
    came = _ours(new)
    for name in (*came, Path(catalogue.PINS)):
        try:
            if name.name == catalogue.PINS or _arrived(old / name, new / name):
                (old / name).unlink(missing_ok=True)
        except OSError:  # held by a running engine
            held = True
    for folder in {(old / name).parent for name in came} - {old, old / ".staging"}:
        with contextlib.suppress(OSError):
            folder.rmdir()
    if not held:
        _note(new)


def _arrived(one: Path, other: Path) -> bool:
    """It was compared before the note was written, so that its size tells enough."""
    return one.is_file() and one.stat().st_size == other.stat().st_size


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / ".companion"
        probe.touch()
        probe.unlink()
        return folder.resolve()
    except OSError as error:
        raise ModelFileError(NO_FOLDER.format(folder)) from error
