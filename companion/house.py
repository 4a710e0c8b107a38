"""Opening and closing the house: settings, key, memory, engine and parameters make one session."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import numpy as np

from companion import parking, paths
from companion.emotion import hmm, observe, states
from companion.engine import catalogue, loading, planning, remote, server_key
from companion.engine.client import EngineClient
from companion.engine.remote import ServerClient
from companion.errors import CompanionError
from companion.memory import matter
from companion.memory.keys import database_key
from companion.memory.store import Store
from companion.mind import Mind
from companion.parking import Place
from companion.policy import binding, danger, limits, risk_heard, second_look, sense, tongue, wished
from companion.prompt.assemble import TEMPLATES
from companion.session import Session
from companion.settings import Settings
from companion.transcript import Voice

Made = TypeVar("Made")
Instead = TypeVar("Instead")

INERTIA = 0.7  # feelings mostly stay: the dynamics where the fitted ones cannot be read

NO_SECOND_LOOK = "A second look for danger cannot be read, so less of it is heard; `companion models get starter` fetches what is missing of it."
UNHEARD = "What tells danger by its wording cannot be read, so only plain words are heard; please reinstall."
NO_LISTS = "A list of the words of danger cannot be read, so a language is heard less well; please reinstall."

LEAVES = "Words leave this computer for {}."
AWAY = (
    "I am a computer program, not a person, and I cannot feel. I am not a therapist. "
    "What you write goes to the server at {} to be answered."
)


@dataclass(frozen=True)
class House:
    """Everything one talk needs, open.

    key_sentence: where the memory's key is kept. begin_private: a talk beside
    `session` that leaves no trace. trouble: one plain sentence each about what could not be loaded;
    the talk works without it, in written words. loader: how chat models are loaded here. server:
    where the words go to be answered, "" for nowhere. place: where the talk is parked, None for nowhere.
    """

    session: Session
    store: Store
    engine: EngineClient
    key_sentence: str
    begin_private: Callable[[], Session]
    trouble: tuple[str, ...] = ()
    loader: loading.Loader | None = None
    server: str = ""
    place: Place | None = None

    def park(self) -> None:
        """Keep what the model has read of the talk, for when it is gone on with."""
        if self.place is not None:
            parking.park(self.place, self.session)

    def read_ahead(self, cancel: threading.Event) -> None:
        """What can be done before anything is said, so that the first message does not wait for it."""
        wished.prepare(cancel.is_set)
        with contextlib.suppress(CompanionError):  # said when a reply needs the engine
            self.session.voice.read_ahead(cancel)

    def rest(self) -> None:
        """Let the engine go, and what it holds in memory; the next thing said brings it back."""
        self.park()
        self.engine.close()

    def wake(self, cancel: threading.Event) -> None:
        """Bring an engine that rests back, because the person begins to write."""
        if not self.engine.alive:
            if self.place is not None:
                parking.take_up(self.place, self.session)
            self.read_ahead(cancel)

    def close(self) -> None:
        """Park the talk, end the engine and close the memory."""
        try:
            self.park()
        finally:
            self.engine.close()
            self.store.close()


def now() -> datetime:
    """The clock of the house: local time that knows its zone."""
    return datetime.now().astimezone()


def open_house(
    settings: Settings,
    *,
    home: Path | None = None,
    clock: Callable[[], datetime] = now,
    seed: int | None = None,
    goes_on: bool = False,
    engine: EngineClient | None = None,
) -> House:
    """Open the memory, start the engine, read the parameters; takes a second or two.

    home: another data folder (samples and benches use a temporary one). goes_on: a talk that is not
    over goes on, and is parked when the house is closed. engine: one that was started already, to be
    the house's own. What can be read ahead waits for `read_ahead`. Raises WrongKey, NewerStore or StoreError when the memory cannot be opened;
    everything else that is missing is named in `House.trouble`.
    """
    folder = home or paths.home()
    key = database_key(folder)
    store = Store.open(folder / "memory.db", key.hex)
    trouble: list[str] = []
    engine = _engine(settings, trouble, engine or EngineClient())
    try:
        store.mentioned()  # read once here, so that no turn has to wait for it
        store.episodes_for_recall()
        mind = _mind(trouble)
        loader = loading.Loader(engine, folder)
        voice = _voice(engine, loader, settings, trouble)

        def begin(speaks: Voice, private: bool = False) -> Session:
            learns = settings.learns
            made = Session(
                engine, store, mind, speaks, now=clock, seed=seed, learns=learns, private=private
            )
            if isinstance(engine, ServerClient):
                made.notice = AWAY.format(engine.server.shown)
            return made

        session = begin(voice)
        place = Place(folder / "memory.db", key.hex) if goes_on else None
        if place is not None:
            parking.resume(place, session, store, clock())
        return House(
            session,
            store,
            engine,
            key.sentence,
            lambda: begin(
                Voice(engine, voice.template, voice.tier, trained=voice.trained), private=True
            ),
            tuple(trouble),
            loader,
            engine.server.shown if isinstance(engine, ServerClient) else "",
            place,
        )
    except BaseException:
        engine.close()
        store.close()
        raise


def _engine(settings: Settings, trouble: list[str], here: EngineClient) -> EngineClient:
    """The engine of this machine or, where the person set one up, a server of their own for the chat."""
    if not settings.server:
        return here
    try:
        server = remote.address(settings.server)
    except CompanionError as error:
        trouble.append(str(error))
        return here
    here.close()
    key = server_key.find(server.place)
    return ServerClient(server, settings.server_model, key, settings.context)


def _mind(trouble: list[str]) -> Mind:
    # Read now, so that the first message does not wait for them.
    if None in [read() for read in (danger.shipped, limits.shipped, tongue.shipped)]:
        trouble.append(UNHEARD)
    if len(risk_heard.speeches()) <= len(tongue.LANGUAGES):  # the English rules, and a list each
        trouble.append(NO_LISTS)
    n = len(states.STATES)
    mostly_stays = hmm.Hmm(np.full(n, 1 / n), INERTIA * np.eye(n) + (1 - INERTIA) / n)
    return Mind(
        _loaded(observe.load, "observer.npz", None, trouble),
        _loaded(hmm.load, "dynamics.json", mostly_stays, trouble),
        _loaded(matter.load, "matter.npz", matter.NO_MATTER, trouble),
        _loaded(sense.load, "sense.npz", None, trouble),
        _loaded(binding.load, "binding.npz", None, trouble),
        second_look.load(paths.shipped(), trouble),
    )


def _loaded(
    load: Callable[[Path], Made], name: str, otherwise: Instead, trouble: list[str]
) -> Made | Instead:
    """What `load` makes of the shipped file `name`; where it cannot, `otherwise`, and why in `trouble`."""
    try:
        return load(paths.shipped() / name)
    except CompanionError as error:
        trouble.append(str(error))
        return otherwise


def _voice(
    engine: EngineClient, loader: loading.Loader, settings: Settings, trouble: list[str]
) -> Voice:
    template, tier = TEMPLATES["chatml"], "candidates"
    try:
        engine.load_embedder(catalogue.embedder_path())
        _load_second_looks(engine, trouble)
    except CompanionError as error:
        trouble.append(str(error))
    if isinstance(engine, ServerClient):
        return Voice(engine, template, "stream")
    trained = False
    try:
        entry = catalogue.find(settings.model)
        template, tier = TEMPLATES.get(entry.template, template), entry.tier or tier
        context = planning.window(entry, settings.context)
        running = loader.load(entry, context, settings.gpu_layers)
        trouble += running.told
        trained = running.trained
        if running.entry != entry:
            template = TEMPLATES.get(running.entry.template, TEMPLATES["chatml"])
            tier = running.entry.tier or "candidates"
    except CompanionError as error:
        trouble.append(str(error))
    return Voice(engine, template, tier, trained=trained)


def _load_second_looks(engine: EngineClient, trouble: list[str]) -> None:
    loaded = 0
    for model, adapter in catalogue.looks():
        with contextlib.suppress(CompanionError):
            engine.load_embedder(model, adapter)
            loaded += 1
    if loaded < len(second_look.LISTENERS):
        trouble.append(NO_SECOND_LOOK)
