"""`companion models` and `companion doctor`: which engines there are, how they run here, and what a bug report needs.

What is done with their files is in `companion.cli_files`.
"""

from __future__ import annotations

import argparse
import dataclasses
import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import TYPE_CHECKING

import companion
from companion import cli_files, paths, settings
from companion.engine import catalogue, keeping, loading, machine, planning, tuning
from companion.engine.client import EngineClient
from companion.engine.loading import Loader
from companion.engine.machine import Machine
from companion.engine.remembered import Found, Notes
from companion.errors import CompanionError, ModelFileError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

ACTIONS = ("list", "recommend", "use", "bench", "afresh", *cli_files.ACTIONS)
LIBRARIES = ("llama-cpp-python", "PySide6", "sqlcipher3", "numpy", "gguf")
OWN = "a file of your own"


def add_to(commands: Commands) -> None:
    """Give the parser the commands `models` and `doctor`."""
    models = commands.add_parser(
        "models",
        help="the language engines on this machine: `recommend` says how each would run here, "
        "`bench` measures one, `afresh` forgets what was noted of one, `discard` throws away what "
        "has come of one, `verify` reads them all again, `move` takes them to another folder",
    )
    models.add_argument("action", choices=ACTIONS)
    models.add_argument(
        "name", nargs="?", help="a name from the list, `starter`, a file or a folder"
    )
    models.set_defaults(run=_models)
    doctor = commands.add_parser(
        "doctor", help="what a bug report needs, without a word of yours or a name of your files"
    )
    doctor.set_defaults(run=_doctor)


def _models(arguments: argparse.Namespace) -> int:
    if arguments.action == "list":
        return _list_models()
    if arguments.action == "recommend":
        return _recommend()
    if arguments.action in cli_files.ACTIONS:
        return cli_files.run(arguments.action, arguments.name)
    chosen = settings.load(paths.settings_file())
    if arguments.action == "bench":
        return _bench(str(arguments.name or chosen.model), chosen)
    if not arguments.name:
        raise CompanionError("Which one? `companion models list` shows them all.")
    name = str(arguments.name)
    if arguments.action == "afresh":
        with EngineClient() as engine:
            Loader(engine, paths.home()).afresh(name)
        print("The next start loads it in full again.")
    else:
        catalogue.chat_path(name)
        settings.save(dataclasses.replace(chosen, model=name), paths.settings_file())
        print("The next talk uses it.")
    return 0


def _list_models() -> int:
    used = settings.load(paths.settings_file()).model
    for entry in (*catalogue.entries(), *catalogue.imported()):
        mark = "*" if entry.name == used else " "
        here = "here" if catalogue.installed(entry) else "    "
        megabytes = entry.size / 1_000_000
        print(
            f"{mark} {entry.name:<24} {here} {megabytes:>7.0f} MB  {entry.licence:<12} {entry.about}"
        )
    return 0


def _recommend() -> int:
    chosen = settings.load(paths.settings_file())
    with EngineClient() as engine:
        here = loading.look(engine)
    for entry in (*catalogue.entries(), *catalogue.imported()):
        if entry.role == "chat":
            size = planning.window(entry, chosen.context)
            verdict = planning.verdict(entry.shape, entry.size, here, size)
            print(f"{entry.name:<24} {verdict.word:<13} {verdict.reason}")
    return 0


def _bench(name: str, chosen: settings.Settings) -> int:
    entry, path = catalogue.find(name), catalogue.chat_path(name)
    size = planning.window(entry, chosen.context)
    with EngineClient() as engine:
        loader = Loader(engine, paths.home())
        here = loader.machine
        start = planning.plan(entry.shape, path.stat().st_size, here, size, chosen.gpu_layers)
        adapter = catalogue.adapter_path(entry)
        print("Measuring for about 20 seconds ...", file=sys.stderr)
        paces = tuning.tune(engine, path, start, entry.shape, here, adapter)
        best = paces[0]
        asked = (size, chosen.gpu_layers)
        loader.notes.note(entry.file, Found(best.plan, "", asked, round(best.spoken, 2)))
    for pace in paces:
        plan = pace.plan
        print(
            f"{plan.gpu_layers:>3} layers on a device, {plan.threads} threads, batch {plan.batch}: "
            f"reads {pace.read:.0f} and speaks {pace.spoken:.1f} tokens a second"
        )
    print(f"{entry.title} is loaded the first way from now on.")
    return 0


# --- doctor -----------------------------------------------------------------------------------------


def _doctor(_arguments: argparse.Namespace) -> int:
    with EngineClient() as engine:
        try:
            found = engine.devices()
            here, trouble = machine.look(found.devices, found.instructions), ""
        except CompanionError as error:
            here, trouble = machine.look(), str(error)
    for line in report(here, trouble):
        print(line)
    return 0


def report(here: Machine, trouble: str = "") -> Iterator[str]:
    """The lines of `doctor`. Nobody's words, folders or names of own files MUST be among them."""
    yield f"program: {companion.__version__}"
    yield f"python: {platform.python_version()}, {platform.system()} {platform.release()}, {platform.machine()}"
    for library in LIBRARIES:
        yield f"{library}: {_version(library)}"
    yield f"memory: {here.ram / 1e9:.1f} GB, {here.free / 1e9:.1f} GB free; cores: {here.cores}"
    yield f"instruction sets: {', '.join(here.instructions) or 'not known'}"
    for device in here.devices:
        sizes = f"{device.total / 1e9:.1f} GB, {device.free / 1e9:.1f} GB free"
        yield f"device: {device.name}, {device.title} ({device.kind}), {sizes}"
    if not here.gpus:
        yield "device: no graphics card the engine can use"
    if trouble:
        yield f"engine: {trouble}"
    yield from _settings_lines()
    notes = Notes(paths.home(), here.known_as)
    try:
        yield from _model_lines(notes)
    except ModelFileError:
        yield "models: their folder is not there now"
    if (mark := notes.broken_off()) is not None:
        careful = "safe mode" if mark.careful else "full"
        yield f"last load: broken off, in {careful}"
    database = paths.database()
    kept = f"{database.stat().st_size / 1e6:.1f} MB" if database.is_file() else "none yet"
    yield f"memory file: {kept}"


def _settings_lines() -> Iterator[str]:
    chosen = settings.load(paths.settings_file())
    listed = {entry.name for entry in catalogue.entries()}
    shown = dataclasses.asdict(chosen) | {
        "model": chosen.model if chosen.model in listed else OWN,
        "country": "chosen" if chosen.country else "as the system says",
        "server": "one of your own" if chosen.server else "none",
        "server_model": "named" if chosen.server_model else "not named",
        "voice_device": "chosen" if chosen.voice_device else "the system's own",
        "voice_model": "chosen" if chosen.voice_model else "the basic one",
        "own_lines": len(chosen.own_lines),
    }
    for name, value in shown.items():
        yield f"setting: {name} = {value}"


def _model_lines(notes: Notes) -> Iterator[str]:
    """Each model that is here, read to its last byte, and what was noted of it."""
    listed = {entry.name: entry for entry in catalogue.entries()}
    for one in keeping.verify_all():
        entry = listed.get(one.name)
        path = catalogue.path_of(entry) if entry else paths.model_files() / one.name
        files = path.iterdir() if path.is_dir() else (path,)
        megabytes = sum(file.stat().st_size for file in files) / 1e6
        whole = "damaged" if one.trouble else "whole"
        yield f"model: {entry.name if entry else OWN}, {megabytes:.0f} MB, {whole}"
        yield from _notes_lines(notes.of(path.name))


def _notes_lines(found: Found) -> Iterator[str]:
    if found.plan is not None:
        why = ", after a fall-back" if found.why else ""
        yield f"  loaded {loading.in_words(found.plan)}{why}"
    if found.speed:
        yield f"  measured: {found.speed} tokens a second"
    if found.given_up:
        yield "  given up: its loading did not end well"


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "not there"
