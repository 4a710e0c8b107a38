"""Which language engines there are, which of them are on this machine, and whether they are whole.

`models/catalogue.toml` lists what can be fetched; a GGUF file of the person's own is imported
beside those. Nothing here opens a connection.
"""

from __future__ import annotations

import functools
import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion import paths
from companion.engine import gguf_header
from companion.engine.fit import Shape, shape_of
from companion.errors import ModelFileError

SUFFIX = ".gguf"
PINS = "pins.json"
FOLDER = "folder"  # a kind of source
SPEECH = "speech"  # a role
SMALL_FILE = 600_000_000
CHUNK = 1024 * 1024
# What a file's own chat template must hold to be one of those this program writes; first come.
_TEMPLATE_MARKS = {
    "smollm3": ("<|im_start|>", "/system_override"),
    "qwen3": ("<|im_start|>", "enable_thinking"),
    "chatml": ("<|im_start|>",),
    "llama3": ("<|start_header_id|>",),
    "phi4": ("'<|' + message['role'] + '|>' + message['content']",),
}
_STREAMING_STATE = (".ssm.", ".attention.sliding_window", ".wkv.", ".shortconv.")


@dataclass(frozen=True)
class Member:
    """A file of a model made of several, or inside a wheel: the size in bytes and the sha256 it must have."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Source:
    """Where a model comes from. kind: "wheel" (package, version, members), "url", "folder" or "file".

    folder: its members lie beside each other under `url`. file: imported. platform: pip's name for
    one that has the wheel, "" where every machine does. mirrors: other addresses of the same, tried
    in order after `url`.
    """

    kind: str
    package: str = ""
    version: str = ""
    members: tuple[Member, ...] = ()
    url: str = ""
    platform: str = ""
    mirrors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One model. The fields are explained in `models/catalogue.toml`; size is in bytes."""

    name: str
    title: str
    role: str
    file: str
    size: int
    sha256: str
    licence: str
    context: int
    prefix_reuse: bool
    template: str
    tier: str
    about: str
    source: Source
    starter: bool = False
    adapters: tuple[str, ...] = ()
    shape: Shape | None = None


@functools.cache
def entries() -> tuple[Entry, ...]:
    """Every model the catalogue lists, in its order."""
    raw = tomllib.loads((paths.shipped() / "catalogue.toml").read_text("utf-8"))
    return tuple(_entry(item) for item in raw["model"])


def imported() -> tuple[Entry, ...]:
    """The person's own model files, by name. A file that no longer reads as a model is left out."""
    known = {entry.file for entry in entries()}
    found = []
    for path in sorted(paths.model_files().glob("*" + SUFFIX)):
        if path.name not in known:
            try:
                found.append(_described(path))
            except ModelFileError:
                continue
    return tuple(found)


def chats() -> tuple[Entry, ...]:
    """The chat models on this machine: the listed ones in their order, then the person's own."""
    here = (entry for entry in entries() if entry.role == "chat" and installed(entry))
    return (*here, *imported())


def find(name: str) -> Entry:
    """The catalogue's entry `name`, or the imported file of that name.

    Raises ModelFileError when there is neither, or when the imported file is damaged.
    """
    for entry in entries():
        if entry.name == name:
            return entry
    path = paths.model_files() / (name if name.endswith(SUFFIX) else name + SUFFIX)
    if _plain(name) and path.is_file():
        return _described(path)
    raise ModelFileError("There is no model of that name; `companion models list` shows them all.")


def path_of(entry: Entry) -> Path:
    """Where the file is, or will be: what was shipped with the program comes first."""
    shipped = paths.shipped() / "starter" / entry.file
    return shipped if shipped.is_file() else paths.model_files() / entry.file


def installed(entry: Entry) -> bool:
    """Whether the file is here in its full length. Cheap: the bytes are `verify`'s business."""
    path = path_of(entry)
    if entry.source.kind == FOLDER:
        members = entry.source.members
        return all(_size(path / member.path) == member.size for member in members)
    if not path.is_file():
        return False
    known = expected(entry)
    return known is None or path.stat().st_size == known.size


def speech_path(model: str) -> Path:
    """The folder of a speech model: of that name among the models here, or anywhere on the disk.

    Raises ModelFileError where the models are on a disk that is away.
    """
    return paths.model_files() / model if _plain(model) else Path(model)


def chat_path(model: str) -> Path:
    """The file of the chat model the settings name. Raises ModelFileError when it is not here."""
    entry = find(model)
    if entry.role != "chat":
        raise ModelFileError(f"{entry.title} is not a chat model.")
    return _present(entry)


def adapter_path(entry: Entry) -> Path | None:
    """The first adapter trained for this model, which ships with the program; None where there is none."""
    return paths.shipped() / entry.adapters[0] if entry.adapters else None


def embedder() -> Entry:
    """The sentence model."""
    return _with_role("embedding")


def embedder_path() -> Path:
    """The file of the sentence model. Raises ModelFileError when it is not here."""
    return _present(embedder())


def listener() -> Entry:
    """The model that listens in many languages; each of its adapters makes one listener of it."""
    return _with_role("listening")


def listener_path() -> Path:
    """The file of the listener. Raises ModelFileError when it is not here."""
    return _present(listener())


def looks() -> tuple[tuple[Path, Path], ...]:
    """Model and adapter of each listener, none where their model is not here."""
    entry = listener()
    if not installed(entry):
        return ()
    return tuple((path_of(entry), paths.shipped() / name) for name in entry.adapters)


def verify(path: Path, entry: Entry) -> None:
    """Read every byte and compare with the catalogue, or with the pin of the first arrival.

    Raises ModelFileError when the file is missing, unreadable, or differs.
    """
    if entry.source.kind == FOLDER:
        for member in entry.source.members:
            _verify(path / member.path, member)
        return
    known = expected(entry)
    if known is None:
        gguf_header.read(path)
    else:
        _verify(path, known)


def pin(entry: Entry, path: Path) -> None:
    """Remember size and sha256 of a first arrival at `path`, for entries that come without.

    MUST be called before the file gets its final name: a pin without a file is harmless.
    """
    if not entry.sha256:
        note(Member(entry.file, path.stat().st_size, sha256_of(path)))


def note(*files: Member, folder: Path | None = None) -> None:
    """Remember size and sha256 of files that are about to get their final names, by their paths.

    folder: where they will be, by default the folder of the models.
    """
    _write_pins(noted(folder) | {file.path: file for file in files}, folder)


def noted(folder: Path | None = None) -> dict[str, Member]:
    """Sums of files the catalogue has none for, noted when they first arrived or were made."""
    found: dict[str, Member] = {}
    for place in (paths.shipped() / "starter", folder or paths.model_files()):
        try:
            raw = json.loads((place / PINS).read_text("utf-8"))
            found |= {file: Member(file, int(size), str(digest)) for file, size, digest in raw}
        except (OSError, ValueError, TypeError):
            continue
    return found


def forget(*names: str) -> None:
    """Forget what was noted of files that are gone."""
    pins = noted()
    if not pins.keys().isdisjoint(names):
        _write_pins({name: pin for name, pin in pins.items() if name not in names})


def sha256_of(path: Path) -> str:
    """The file's sha256 in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _verify(path: Path, known: Member) -> None:
    try:
        same = path.stat().st_size == known.size and sha256_of(path) == known.sha256
    except OSError as error:
        raise ModelFileError(f"The model file {path.name} could not be read.") from error
    if not same:
        raise ModelFileError(
            f"The model file {path.name} is not the one expected; remove it and fetch it again."
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _with_role(role: str) -> Entry:
    return next(entry for entry in entries() if entry.role == role)


def _entry(item: dict[str, Any]) -> Entry:
    raw = dict(item.pop("source"))
    members = tuple(Member(**member) for member in raw.pop("member", ()))
    mirrors = tuple(raw.pop("mirrors", ()))
    shape = Shape(**item.pop("shape")) if "shape" in item else None
    adapters = tuple(item.pop("adapters", ()))
    source = Source(**raw, members=members, mirrors=mirrors)
    return Entry(**item, source=source, shape=shape, adapters=adapters)


def _present(entry: Entry) -> Path:
    if not installed(entry):
        raise ModelFileError(
            f"{entry.title} is not on this machine yet; `companion models get "
            f"{'starter' if entry.starter else entry.name}` fetches it."
        )
    return path_of(entry)


def _described(path: Path) -> Entry:
    """An entry for a file the catalogue does not know, from what its header says."""
    header = gguf_header.read(path)
    kind = header.text("general.architecture")
    size = path.stat().st_size
    return Entry(
        name=path.name,
        title=path.stem,
        role="chat",
        file=path.name,
        size=size,
        sha256="",
        licence=_short(header.text("general.license")),
        context=header.number(f"{kind}.context_length"),
        prefix_reuse=not any(
            key.startswith(kind + mark) for key in header.metadata for mark in _STREAMING_STATE
        ),
        template=_template(header.text("tokenizer.chat_template")),
        tier="candidates" if size < SMALL_FILE else "stream",
        about="A model file of your own.",
        source=Source("file"),
        shape=shape_of(header),
    )


def _template(own: str) -> str:
    """The name of the template a file asks for, "own" where this program does not write it."""
    for name, marks in _TEMPLATE_MARKS.items():
        if all(mark in own for mark in marks):
            return name
    return "own"


def _short(text: str) -> str:
    """A stranger's words for a place in a list: one line, a few words."""
    return "".join(c if c.isprintable() else " " for c in text[:40]).strip()


def _plain(name: str) -> bool:
    """Whether the name is a bare file name, so that no setting can point outside the folder."""
    return Path(name).name == name and len(name) < 200 and not set(name) & {"\\", "\0", ":"}


def expected(entry: Entry) -> Member | None:
    """Size and sum the file must have, from the list or from its first arrival; None before that."""
    return Member(entry.file, entry.size, entry.sha256) if entry.sha256 else noted().get(entry.file)


def _write_pins(pins: dict[str, Member], folder: Path | None = None) -> None:
    target = (folder or paths.model_files()) / PINS
    draft = target.with_suffix(".part")
    draft.write_text(json.dumps([(p.path, p.size, p.sha256) for p in pins.values()]), "utf-8")
    draft.replace(target)
