"""What every test gets: a home of its own, no keyring, no network, no stray processes."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hub import Hub, serving
from tiny_models import write_gguf

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from companion import paths
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.memory.store import Store
from companion.wishing import Wishing

if TYPE_CHECKING:
    from test_session import Talk

MODELS = paths.model_files()  # the real starter pack, found before HOME is moved
MEMORY_KEY = "0123456789abcdef" * 4
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private, empty data folder; the real model files stay reachable."""
    home = tmp_path / "home"
    monkeypatch.setenv("COMPANION_HOME", str(home))
    monkeypatch.setenv("COMPANION_MODELS", str(MODELS))
    monkeypatch.setenv("COMPANION_KEYRING", "off")
    return home


@pytest.fixture
def own_folder(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models of the test's own, in place of the real starter pack."""
    monkeypatch.delenv("COMPANION_MODELS")
    return paths.model_files()


@pytest.fixture
def model(tmp_path: Path) -> bytes:
    """The bytes of a small model, padded so that they arrive in several pieces."""
    return write_gguf(tmp_path / "source.gguf").read_bytes() + bytes(3 * catalogue.CHUNK)


@pytest.fixture
def hub(model: bytes) -> Iterator[Hub]:
    """A hub on this machine that has that model."""
    with serving(model) as hub:
        yield hub


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting anywhere but to this machine fails the test."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError("a test tried to reach the network")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def engine() -> Iterator[EngineClient]:
    """The real engine with the real starter pack; started once, shared by the slow tests."""
    with EngineClient() as client:
        client.load_embedder(catalogue.embedder_path())
        client.load_chat(catalogue.chat_path("smollm2-135m"), 2048)
        yield client


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a memory of the test's own lies."""
    return tmp_path / "memory.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A real memory, opened, under a key every test knows."""
    store = Store.open(path, MEMORY_KEY)
    yield store
    store.close()


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    """A session on a real store and a fake engine, with a small model's way of speaking."""
    yield from _talk(tmp_path, "candidates")


@pytest.fixture
def streaming(tmp_path: Path) -> Iterator[Talk]:
    """The same with a larger model's."""
    yield from _talk(tmp_path, "stream")


def _talk(folder: Path, tier: str) -> Iterator[Talk]:
    from test_session import Talk  # which itself needs this file

    made = Talk(folder, tier)
    yield made
    made.store.close()


def off_limits(store: Store) -> Callable[[str], bool]:
    """Whether a text touches anything off limits, as a talk on this memory knows it."""
    touches = Wishing(store).for_turn().touches
    return lambda text: bool(touches(text))
