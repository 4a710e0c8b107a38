"""`companion models` and `companion doctor`: which engines there are, how they run here, and what a bug report needs."""

from __future__ import annotations

import argparse
import dataclasses
import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import companion
from companion import paths, settings
from companion.engine import catalogue, loading, machine, planning, starter, tuning
from companion.engine.catalogue import Entry
from companion.engine.client import EngineClient
from companion.engine.download import Progress
from companion.engine.loading import Loader
from companion.engine.machine import Machine
from companion.engine.remembered import Found, Notes
from companion.errors import CompanionError, ModelFileError
from companion.house import window

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

ACTIONS = ("list", "recommend", "get", "import", "use", "remove", "bench", "afresh")
LIBRARIES = ("llama-cpp-python", "PySide6", "sqlcipher3", "numpy", "gguf")
OWN = "a file of your own"


def add_to(commands: Commands) -> None:
    """Give the parser the commands `models` and `doctor`."""
    models = commands.add_parser(
        "models",
        help="the language engines on this machine: `recommend` says how each would run here, "
        "`bench` measures one, `afresh` forgets what was noted of one",
    )
    models.add_argument("action", choices=ACTIONS)
    models.add_argument("name", nargs="?", help="a name from the list, `starter`, or a file")
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
    chosen = settings.load(paths.settings_file())
    if arguments.action == "bench":
        return _bench(str(arguments.name or chosen.model), chosen)
    if not arguments.name:
        raise CompanionError("Which one? `companion models list` shows them all.")
    name = str(arguments.name)
    if arguments.action == "get":
        if name == "starter":
            starter.ensure_starter(_bar())
        else:
            starter.get(catalogue.find(name), _bar())
        print("It is here.")
    elif arguments.action == "import":
        print(f"Imported as {catalogue.import_file(Path(name)).stem}.")
    elif arguments.action == "remove":
        catalogue.remove(name)
        print("Removed.")
    elif arguments.action == "afresh":
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
            size = window(entry, chosen.context)
            verdict = planning.verdict(entry.shape, entry.size, here, size)
            print(f"{entry.name:<24} {verdict.word:<13} {verdict.reason}")
    return 0


def _bench(name: str, chosen: settings.Settings) -> int:
    entry, path = catalogue.find(name), catalogue.chat_path(name)
    size = window(entry, chosen.context)
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
    for entry in (*catalogue.entries(), *catalogue.imported()):
        if catalogue.installed(entry):
            yield f"model: {_named(entry)}, {entry.size / 1e6:.0f} MB, {_whole(entry)}"
            yield from _notes_lines(entry, notes.of(entry.file))
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
    }
    for name, value in shown.items():
        yield f"setting: {name} = {value}"


def _notes_lines(entry: Entry, found: Found) -> Iterator[str]:
    if found.plan is not None:
        why = ", after a fall-back" if found.why else ""
        yield f"  loaded {loading.in_words(found.plan)}{why}"
    if found.speed:
        yield f"  measured: {found.speed} tokens a second"
    if found.given_up:
        yield "  given up: its loading did not end well"


def _named(entry: Entry) -> str:
    return entry.name if entry.source.kind != "file" else OWN


def _whole(entry: Entry) -> str:
    try:
        catalogue.verify(catalogue.path_of(entry), entry)
    except ModelFileError:
        return "damaged"
    return "whole"


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "not there"


def _bar() -> Progress:
    """A progress line: rewritten in place on a terminal, every tenth part elsewhere."""
    live = sys.stderr.isatty()
    shown = ""

    def show(done: int, total: int, label: str) -> None:
        nonlocal shown
        tenths = 10 * done // total if total else 0
        bar = f"{label}: [{'#' * tenths}{'.' * (10 - tenths)}]" if total else f"{label} ..."
        if live:
            size = f" {done / 1e6:,.0f} of {total / 1e6:,.0f} MB" if total else ""
            print(f"\r{bar}{size}\033[K", end="" if done < total else "\n", file=sys.stderr)
        elif bar != shown:
            print(bar, file=sys.stderr)
        shown = bar

    return show
