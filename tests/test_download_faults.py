"""Hubs that lie, mirrors, proxies and slow lines: what arrives is the file, or one sentence."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
from pathlib import Path

import pytest
from hub import Hub, serving
from tiny_models import entry_for

from companion.engine import catalogue, download, part, staging, starter
from companion.engine.catalogue import Entry, Source
from companion.engine.pace import Bucket, Meter
from companion.errors import CannotKeep, FetchError

pytestmark = pytest.mark.usefixtures("own_folder")


def listed(hub: Hub, *mirrors: Hub, known: bool = True) -> Entry:
    source = Source("url", url=hub.url, mirrors=tuple(mirror.url for mirror in mirrors))
    entry = entry_for(hub.content, source)
    return entry if known else dataclasses.replace(entry, sha256="", size=1)


class SlowTime:
    """A clock that only moves while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


# --- mirrors and proxies -----------------------------------------------------------------------


def test_where_the_first_address_fails_a_mirror_goes_on_with_what_has_come(
    hub: Hub, model: bytes
) -> None:
    hub.cut_after = 2 * catalogue.CHUNK
    with serving(model) as mirror:
        assert starter.get(listed(hub, mirror)).read_bytes() == model
    assert mirror.asked == [f"bytes={2 * catalogue.CHUNK}-"]


def test_a_mirror_with_wrong_bytes_does_no_harm(hub: Hub, model: bytes) -> None:
    hub.status = 503
    with serving(model[:-1] + b"\7") as bad, serving(model) as good:
        assert starter.get(listed(hub, bad, good)).read_bytes() == model


def test_where_no_address_has_it_the_last_trouble_is_said(hub: Hub, model: bytes) -> None:
    hub.cut_after = 10
    with serving(model) as mirror, pytest.raises(FetchError, match="error 404"):
        mirror.status = 404
        starter.get(listed(hub, mirror))


def test_a_mirror_of_my_own_is_asked_first(
    hub: Hub, model: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(model) as mirror:
        own = mirror.url.removesuffix("/models/tiny.gguf")
        monkeypatch.setenv("COMPANION_MIRROR", f"{own}/kept/here/")
        assert starter.get(listed(hub)).read_bytes() == model
    assert mirror.paths == ["/kept/here/models/tiny.gguf"]
    assert hub.paths == []


def test_a_mirror_without_encryption_is_not_asked(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_MIRROR", "http://mirror.invalid")
    assert starter.get(listed(hub)).read_bytes() == hub.content


def test_the_proxy_of_the_system_is_used(
    hub: Hub, model: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", hub.url.removesuffix("/models/tiny.gguf"))
    entry = entry_for(model, Source("url", url="http://127.0.0.1:9/far/away.gguf"))
    assert starter.get(entry).read_bytes() == model
    assert hub.paths == ["http://127.0.0.1:9/far/away.gguf"]


# --- hubs that lie -----------------------------------------------------------------------------


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("lie", [-3 * catalogue.CHUNK - 100, 1000])
def test_a_wrong_length_is_one_sentence_and_never_a_model(
    hub: Hub, own_folder: Path, lie: int, known: bool
) -> None:
    hub.lie = lie
    with pytest.raises(FetchError, match=r"not the expected file|connection was lost"):
        starter.get(listed(hub, known=known))
    assert not (own_folder / "tiny.gguf").exists()
    hub.lie = 0
    assert starter.get(listed(hub)).read_bytes() == hub.content


@pytest.mark.parametrize("known", [True, False])
def test_a_hub_that_says_no_length_is_read_to_its_end(hub: Hub, known: bool) -> None:
    hub.lie = None
    assert starter.get(listed(hub, known=known)).read_bytes() == hub.content


def test_a_hub_that_says_no_length_and_is_cut_installs_nothing(hub: Hub, own_folder: Path) -> None:
    hub.lie, hub.cut_after = None, 300
    with pytest.raises(FetchError):
        starter.get(listed(hub, known=False))
    assert not (own_folder / "tiny.gguf").exists()


def test_a_hub_that_goes_on_somewhere_else_is_not_believed(hub: Hub) -> None:
    hub.cut_after = 2 * catalogue.CHUNK
    with pytest.raises(FetchError):
        starter.get(listed(hub))
    hub.cut_after, hub.starts_at = None, 5
    with pytest.raises(FetchError, match="connection was lost"):
        starter.get(listed(hub))
    hub.starts_at = None
    assert starter.get(listed(hub)).read_bytes() == hub.content


def test_another_size_is_refused_before_it_comes(hub: Hub) -> None:
    entry = listed(hub)
    hub.content += b"more"
    with pytest.raises(FetchError, match="not the expected file"):
        starter.get(entry)
    assert not staging.part_of("tiny.gguf").exists()


def test_what_a_hub_says_of_a_file_is_held_against_it(hub: Hub, own_folder: Path) -> None:
    entry = listed(hub, known=False)
    digest = hashlib.sha256(hub.content).hexdigest()
    hub.redirect = hub.url.replace("/models/tiny.gguf", "/real")
    hub.promised = (digest, len(hub.content))
    hub.content = hub.content[:-1] + b"\7"
    with pytest.raises(FetchError, match="not the expected file"):
        starter.get(entry)
    assert not (own_folder / "tiny.gguf").exists()
    hub.content = hub.content[:-1] + b"\0"
    assert starter.get(entry).read_bytes() == hub.content


# --- disks that refuse -------------------------------------------------------------------------


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EFBIG, errno.EIO])
def test_a_disk_that_refuses_is_said_as_that_and_no_mirror_is_bothered(
    hub: Hub, own_folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuses(_: int) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(part.os, "fsync", refuses)
    with serving(hub.content) as mirror, pytest.raises(CannotKeep, match="disk full"):
        starter.get(listed(hub, mirror))
    assert mirror.paths == []
    assert not (own_folder / "tiny.gguf").exists()
    monkeypatch.undo()


def test_a_disk_that_fills_up_while_it_comes_keeps_some_room(
    hub: Hub, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = staging.shutil.disk_usage(own_folder)
    free = iter([real.free, real.free])
    monkeypatch.setattr(
        staging.shutil, "disk_usage", lambda _: real._replace(free=next(free, 49_000_000))
    )
    with pytest.raises(CannotKeep, match="49 MB free"):
        starter.get(listed(hub))
    monkeypatch.undo()


# --- how fast ----------------------------------------------------------------------------------


def test_a_limit_holds_over_the_whole_file(hub: Hub) -> None:
    time = SlowTime()
    rate = len(hub.content) // 10
    bucket = Bucket(rate, time, time.sleep)
    path = download.fetch_url(listed(hub), bucket=bucket)
    assert path.read_bytes() == hub.content
    assert 8.5 <= time.now <= 10.5, "a second's worth comes at once"


def test_a_pause_is_heard_while_a_slow_line_waits() -> None:
    time = SlowTime()
    Bucket(1000, time, time.sleep).pay(100_000, lambda: time.now > 1)
    assert time.now < 1.5


def test_without_a_limit_nothing_waits() -> None:
    time = SlowTime()
    Bucket(0, time, time.sleep).pay(10**12)
    assert time.now == 0


def test_speed_and_time_left_are_said_in_words() -> None:
    time = SlowTime()
    meter = Meter(time)
    told = []
    for second in range(20):
        time.now = float(second)
        told.append(meter.words(3_200_000 * second, 400_000_000, "Tiny"))
    assert told[0] == ""
    assert told[-1] == "3.2 MB a second, about 2 minutes left"
    assert meter.words(5, 400_000_000, "Another") == ""


@pytest.mark.parametrize(
    ("speed", "total", "words"),
    [
        (500, 3_000, "0 KB a second, about 5 seconds left"),
        (40_000, 1_500_000, "40 KB a second, about 35 seconds left"),
        (1_000_000, 62_000_000, "1.0 MB a second, about 1 minute left"),
        (100_000, 1_000_000_000, "100 KB a second, about 3 hours left"),
        (100_000, 0, "100 KB a second"),
    ],
)
def test_small_and_large_waits_are_rounded_as_people_do(speed: int, total: int, words: str) -> None:
    time = SlowTime()
    meter = Meter(time)
    meter.words(1, total, "Tiny")
    time.now = 2.0
    assert meter.words(1 + 2 * speed, total, "Tiny") == words
