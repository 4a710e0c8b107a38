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

from companion import paths
from companion.emotion import hmm, observe, states
from companion.engine import catalogue, loading, planning, remote, server_key
from companion.engine.client import EngineClient
from companion.engine.remote import ServerClient
from companion.errors import CompanionError
from companion.memory import matter
from companion.memory.keys import database_key
from companion.memory.store import Store
from companion.mind import Mind
from companion.policy import binding, danger, limits, second_look, sense, tongue
from companion.prompt.assemble import TEMPLATES
from companion.session import Session
from companion.settings import Settings
from companion.transcript import Voice

Made = TypeVar("Made")
Instead = TypeVar("Instead")

INERTIA = 0.7  # feelings mostly stay: the dynamics where the fitted ones cannot be read

LOOKS = 2  # for every language, and for English
NO_SECOND_LOOK = "A second look for danger cannot be read, so less of it is heard; `companion models get starter` fetches what is missing of it."
UNHEARD = "What tells danger by its wording cannot be read, so only plain words are heard; please reinstall."

LEAVES = "Words leave this computer for {}."


@dataclass(frozen=True)
class House:
    """Everything one talk needs, open.

    key_sentence: where the memory's key is kept. begin_private: a talk beside
    `session` that leaves no trace. trouble: one plain sentence each about what could not be loaded;
    the talk works without it, in written words. loader: how chat models are loaded here. server:
    where the words go to be answered, "" for nowhere.
    """

    session: Session
    store: Store
    engine: EngineClient
    key_sentence: str
    begin_private: Callable[[], Session]
    trouble: tuple[str, ...] = ()
    loader: loading.Loader | None = None
    server: str = ""

    def close(self) -> None:
        """End the engine and close the memory."""
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
) -> House:
    """Open the memory, start the engine, read the parameters; takes a second or two.

    home: another data folder (samples and benches use a temporary one). Raises WrongKey,
    NewerStore or StoreError when the memory cannot be opened; everything else that is missing is
    named in `House.trouble`.
    """
    folder = home or paths.home()
    key = database_key(folder)
    store = Store.open(folder / "memory.db", key.hex)
    trouble: list[str] = []
    engine = _engine(settings, trouble)
    try:
        store.mentioned()  # read once here, so that no turn has to wait for it
        store.episodes_for_recall()
        mind = _mind(trouble)
        loader = loading.Loader(engine, folder)
        voice = _voice(engine, loader, settings, trouble)

        def begin(speaks: Voice, private: bool = False) -> Session:
            learns = settings.learns
            return Session(
                engine, store, mind, speaks, now=clock, seed=seed, learns=learns, private=private
            )

        return House(
            begin(voice),
            store,
            engine,
            key.sentence,
            lambda: begin(
                Voice(engine, voice.template, voice.tier, trained=voice.trained), private=True
            ),
            tuple(trouble),
            loader,
            engine.server.shown if isinstance(engine, ServerClient) else "",
        )
    except BaseException:
        engine.close()
        store.close()
        raise


def _engine(settings: Settings, trouble: list[str]) -> EngineClient:
    """The engine of this machine or, where the person set one up, a server of their own for the chat."""
    if not settings.server:
        return EngineClient()
    try:
        server = remote.address(settings.server)
    except CompanionError as error:
        trouble.append(str(error))
        return EngineClient()
    key = server_key.find(server.place)
    return ServerClient(server, settings.server_model, key, settings.context)


def _mind(trouble: list[str]) -> Mind:
    # Read now, so that the first message does not wait for them.
    if None in [read() for read in (danger.shipped, limits.shipped, tongue.shipped)]:
        trouble.append(UNHEARD)
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
    try:
        entry = catalogue.find(settings.model)
        template, tier = TEMPLATES.get(entry.template, template), entry.tier or tier
        context = planning.window(entry, settings.context)
        running = loader.load(entry, context, settings.gpu_layers)
        trouble += running.told
        if running.entry != entry:
            template = TEMPLATES.get(running.entry.template, TEMPLATES["chatml"])
            tier = running.entry.tier or "candidates"
        voice = Voice(engine, template, tier, trained=running.trained)
        voice.read_ahead(threading.Event())
    except CompanionError as error:
        trouble.append(str(error))
        voice = Voice(engine, template, tier)
    return voice


def _load_second_looks(engine: EngineClient, trouble: list[str]) -> None:
    loaded = 0
    for model, adapter in catalogue.looks():
        with contextlib.suppress(CompanionError):
            engine.load_embedder(model, adapter)
            loaded += 1
    if loaded < LOOKS:
        trouble.append(NO_SECOND_LOOK)
