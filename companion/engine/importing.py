"""A model from the person's own disk: looked into, copied beside the others, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from companion import paths
from companion.engine import catalogue, gguf_header, staging, whisper_folder
from companion.engine.catalogue import Member
from companion.engine.pace import Cancelled, Progress, never, silent
from companion.errors import FetchStopped, ModelFileError

DRAFT = ".importing"
LONGEST_NAME = 120
STALE_SECONDS = 3600  # a draft nobody has written to for so long was left by a copy that was killed
CONTEXTS = range(64, (1 << 24) + 1)  # tokens; the engine gives up at a handful
MOST_LAYERS = 512  # the engine's own limit


def bring(path: Path, progress: Progress = silent, cancelled: Cancelled = never) -> Path:
    """Copy a GGUF chat model, or a folder with a Whisper model; where it is now.

    The name under which it is chosen afterwards is its own. Raises ModelFileError when it is not
    usable, when one of that name is already here, or when it cannot be copied; CannotKeep when
    there is no room; FetchStopped when cancelled.
    """
    try:
        if path.is_dir():
            return _bring_folder(path, progress, cancelled)
        return _bring_file(path, progress, cancelled)
    except OSError as error:
        raise ModelFileError(f"{path.name} could not be read.") from error


def _bring_file(path: Path, progress: Progress, cancelled: Cancelled) -> Path:
    _refuse_unusable(path.name, gguf_header.read(path))
    target = _free(_name(path.stem) + catalogue.SUFFIX)
    listed = next((entry for entry in catalogue.entries() if entry.file == target.name), None)
    if listed:
        catalogue.verify(path, listed)
    with _draft(target, path.stat().st_size) as draft:
        pin = _copy(path, draft, target.name, progress, cancelled)
        _refuse_unusable(path.name, gguf_header.read(draft))
        if listed is None or not listed.sha256:
            catalogue.note(pin)
        draft.replace(target)
    return target


def _bring_folder(folder: Path, progress: Progress, cancelled: Cancelled) -> Path:
    names = whisper_folder.check(folder)
    target = _free(_name(folder.resolve().name))
    with _draft(target, sum((folder / name).stat().st_size for name in names)) as draft:
        draft.mkdir(mode=0o700)
        pins = [
            _copy(folder / name, draft / name, f"{target.name}/{name}", progress, cancelled)
            for name in names
        ]
        whisper_folder.check(draft)
        catalogue.note(*pins)
        draft.replace(target)
    return target


def _copy(source: Path, draft: Path, name: str, progress: Progress, cancelled: Cancelled) -> Member:
    """Copy one file and read it back; `name`, size and sum of what is now on the disk."""
    digest, done, total = hashlib.sha256(), 0, source.stat().st_size
    with source.open("rb") as original, draft.open("wb") as copy:
        while piece := original.read(catalogue.CHUNK):
            if cancelled():
                raise FetchStopped("The copying was stopped; nothing of it was kept.")
            staging.need_room(0)
            copy.write(piece)
            digest.update(piece)
            done += len(piece)
            progress(done, total, f"copying {source.name}")
        copy.flush()
        os.fsync(copy.fileno())
    if catalogue.sha256_of(draft) != digest.hexdigest():
        raise ModelFileError(f"{source.name} could not be copied rightly; try it again.")
    return Member(name, done, digest.hexdigest())


@contextlib.contextmanager
def _draft(target: Path, size: int) -> Iterator[Path]:
    """Where the copy grows under another name; gone afterwards, whatever happens."""
    staging.need_room(size)
    for left in paths.model_files().glob("*" + DRAFT):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                _remove(left)
    draft = target.with_name(target.name + DRAFT)
    try:
        _remove(draft)
        yield draft
    except OSError as error:
        raise ModelFileError(f"{target.name} could not be copied; is the disk full?") from error
    finally:
        with contextlib.suppress(OSError):
            _remove(draft)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _free(name: str) -> Path:
    target = paths.model_files() / name
    if target.exists():
        raise ModelFileError(f"A model named {name} is already here; remove it first.")
    return target


def _name(stem: str) -> str:
    """The name it gets here: its own, without what a file name cannot have everywhere."""
    kept = "".join(c if c.isprintable() and c not in '<>:"/\\|?*' else "-" for c in stem)
    return kept.strip(" .")[:LONGEST_NAME].strip(" .") or "model"


def _refuse_unusable(name: str, header: gguf_header.Header) -> None:
    kind = header.text("general.architecture")
    if header.text("general.type") not in ("", "model") or not header.tensors or not kind:
        raise ModelFileError(f"{name} holds no language model of its own.")
    if header.number("split.count") > 1:
        raise ModelFileError(
            f"{name} is one part of a model cut into several files; join it first."
        )
    if not header.text("tokenizer.ggml.model") or kind.endswith("bert"):
        raise ModelFileError(f"{name} is a model, but not one that can talk.")
    if not _likely(kind, header):
        raise ModelFileError(
            f"{name} says things of itself that no model does, so it is not copied."
        )


def _likely(kind: str, header: gguf_header.Header) -> bool:
    """Whether its sizes are possible, and its lists of words belong together.

    The engine reads as many scores and kinds as there are words, without a look at their number.
    """
    words = header.lists.get("tokenizer.ggml.tokens", (gguf_header.STRINGS, 0))
    scores = header.lists.get("tokenizer.ggml.scores")
    kinds = header.lists.get("tokenizer.ggml.token_type")
    layers = header.metadata.get(f"{kind}.block_count", 1)
    return (
        header.number(f"{kind}.context_length") in CONTEXTS
        and isinstance(layers, int)
        and 1 <= layers <= MOST_LAYERS
        and words[0] == gguf_header.STRINGS
        and scores in (None, (gguf_header.FRACTIONS, words[1]))
        and (kinds is None or (kinds[0] in gguf_header.WHOLE_NUMBERS and kinds[1] == words[1]))
    )
