"""Loading a model as well as this machine takes it: a plan, smaller steps where it fails, and a memory of both.

Short of memory: fewer layers on the device, then a compressed cache, then a smaller window, then a
smaller model that is here. Ended while loading: once more with the least that can go wrong, then
another model. What was found is remembered for the next start.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from companion.engine import catalogue, machine, planning
from companion.engine.catalogue import Entry
from companion.engine.client import EngineClient
from companion.engine.machine import Machine
from companion.engine.messages import ChatLoaded, LoadChat
from companion.engine.planning import Plan
from companion.engine.remembered import Found, Mark, Notes
from companion.errors import EndedByModel, EngineDied, ModelFileError, NotEnoughMemory

NO_VOICE = "The voice of {} cannot be read, so it speaks less well; please reinstall."
STEPPED_DOWN = "There is not enough memory for {} in full, so it runs {}."
CAREFUL = "Loading {} did not end well last time, so it runs in safe mode: without the graphics card and with a short view of the talk."
INSTEAD = "{} could not be loaded on this computer, so {} speaks instead."
NO_CARD = (
    "This computer has no graphics card the engine can use, so everything runs on the processor."
)


@dataclass(frozen=True)
class Running:
    """What speaks now. trained: with the voice made for it. told: one sentence each of what is new."""

    entry: Entry
    trained: bool
    told: tuple[str, ...] = ()


class Loader:
    """Loads models into `engine`, and keeps in `folder` what it finds out. running: what speaks now."""

    def __init__(self, engine: EngineClient, folder: Path) -> None:
        self._engine = engine
        self.machine = look(engine)
        self.notes = Notes(folder, self.machine.known_as)
        self.running: Running | None = None

    def load(self, entry: Entry, context: int, gpu_layers: int = -1) -> Running:
        """Load the model, or where it cannot be, the largest smaller one that can.

        gpu_layers: the most that may go to a device, -1 for any number. Raises ModelFileError of
        the model asked for where none can be loaded, and at once where its file is damaged.
        """
        self.running = None
        self.running = self._load_best(entry, context, gpu_layers)
        return self.running

    def _load_best(self, entry: Entry, context: int, gpu_layers: int) -> Running:
        try:
            return self._load(entry, context, gpu_layers)
        except (NotEnoughMemory, EndedByModel):
            for other in _smaller(entry):
                try:
                    running = self._load(other, context, gpu_layers)
                except ModelFileError:
                    continue
                why = INSTEAD.format(entry.title, other.title)
                self._say(why)
                return replace(running, told=(why, *running.told))
            raise

    def afresh(self, name: str) -> None:
        """Let the next load of this model be in full again. Raises ModelFileError for no such model."""
        self.notes.forget(catalogue.find(name).file)

    def _load(self, entry: Entry, context: int, gpu_layers: int) -> Running:
        path = catalogue.chat_path(entry.name)
        asked = (context, gpu_layers)
        known, mark = self.notes.of(entry.file), self.notes.broken_off()
        chosen = planning.plan(entry.shape, path.stat().st_size, self.machine, context, gpu_layers)
        why = news = ""
        if known.plan is not None and known.asked == asked:
            chosen, why = known.plan, known.why
        careful = CAREFUL.format(entry.title)
        if mark is not None and mark.file == entry.file:
            chosen, why, news = planning.safe(chosen), careful, careful
            if mark.careful:
                known = self._give_up(entry, known, asked)
        if known.given_up and known.asked == asked and _smaller(entry):
            raise EndedByModel(careful)
        in_safe_mode = chosen == planning.safe(chosen)
        while True:
            try:
                trained, told = self._attempt(entry, path, chosen)
                break
            except NotEnoughMemory:
                smaller = planning.lower(chosen, entry.shape)
                if smaller is None:
                    raise
                chosen = smaller
                news = why = STEPPED_DOWN.format(entry.title, in_words(chosen))
            except EndedByModel:
                if in_safe_mode:
                    self._give_up(entry, known, asked)
                    raise
                chosen, why, news = planning.safe(chosen), careful, careful
                in_safe_mode = True
        if news:
            self.notes.note(entry.file, replace(known, plan=chosen, why=why, asked=asked))
        self._say(why or self._without_card(gpu_layers))
        self._engine.easier = lambda call: self._easier(call, entry, asked)
        return Running(entry, trained, (*told, news) if news else told)

    def _give_up(self, entry: Entry, known: Found, asked: tuple[int, int]) -> Found:
        """Note that not even a careful load went well, so that a smaller model speaks from now on."""
        found = replace(known, given_up=True, asked=asked)
        self.notes.note(entry.file, found)
        return found

    def _attempt(self, entry: Entry, path: Path, chosen: Plan) -> tuple[bool, tuple[str, ...]]:
        """Load by this plan; whether with the voice, which costs itself alone where it cannot be read."""
        adapter = catalogue.adapter_path(entry)
        with self.notes.marked(Mark(entry.file, chosen == planning.safe(chosen))):
            if adapter is not None:
                try:
                    load_by(self._engine, path, chosen, adapter)
                    return True, ()
                except (NotEnoughMemory, EndedByModel):
                    raise
                except ModelFileError:
                    pass
            load_by(self._engine, path, chosen)
        return False, (NO_VOICE.format(entry.title),) if adapter else ()

    def _easier(
        self, call: LoadChat, entry: Entry, asked: tuple[int, int]
    ) -> tuple[LoadChat, str] | None:
        """After memory ran out in a talk: the next smaller way, noted for the next start, and why."""
        layers = call.gpu_layers
        now = Plan(layers, call.context, call.kv_type, call.batch, call.threads, bool(call.flash))
        smaller = planning.lower(now, entry.shape)
        if smaller is None:
            return None
        why = STEPPED_DOWN.format(entry.title, in_words(smaller))
        found = replace(self.notes.of(entry.file), plan=smaller, why=why, asked=asked)
        self.notes.note(entry.file, found)
        return replace(call, **asdict(smaller)), why

    def _without_card(self, gpu_layers: int) -> str:
        return NO_CARD if gpu_layers > 0 and not self.machine.gpus else ""

    def _say(self, why: str) -> None:
        if self._engine.loaded is not None:
            self._engine.loaded = replace(self._engine.loaded, reason=why)


def look(engine: EngineClient) -> Machine:
    """What the machine is, with its devices; without them where the engine cannot tell."""
    try:
        found = engine.devices()
    except (EngineDied, ModelFileError):
        return machine.look()
    return machine.look(found.devices, found.instructions)


def load_by(
    engine: EngineClient, path: Path, chosen: Plan, adapter: Path | None = None
) -> ChatLoaded:
    """Load the file as the plan says. Raises as `EngineClient.load_chat`."""
    return engine.load_chat(
        path,
        chosen.context,
        chosen.gpu_layers,
        chosen.threads,
        adapter,
        kv_type=chosen.kv_type,
        batch=chosen.batch,
        flash=chosen.flash,
    )


def in_words(chosen: Plan) -> str:
    """How a plan runs, as the end of "so it runs ..."."""
    where = f"with {chosen.gpu_layers} layers on the graphics card" if chosen.gpu_layers else ""
    where = where or "on the processor alone"
    kept = ", keeping what it has read in compressed form" if chosen.kv_type != "f16" else ""
    return (
        f"{where}, seeing about {chosen.context * 3 // 400 * 100:,} words of the talk at once{kept}"
    )


def _smaller(entry: Entry) -> list[Entry]:
    """The chat models here that are smaller, the largest first."""
    found = [other for other in catalogue.chats() if other.size < entry.size]
    return sorted(found, key=lambda other: -other.size)
