"""Fetching from a hub: cut connections, wrong bytes, full disks; and never half a file under the final name."""

from __future__ import annotations

import contextlib
import dataclasses
import http.server
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tiny_models import entry_for, write_gguf

from companion import paths
from companion.engine import catalogue, download, starter
from companion.engine.catalogue import Entry, Source
from companion.errors import FetchError


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMPANION_MODELS", raising=False)
    return paths.model_files()


@pytest.fixture
def model(tmp_path: Path) -> bytes:
    """The bytes of a small model, padded so that they arrive in several pieces."""
    return write_gguf(tmp_path / "source.gguf").read_bytes() + bytes(3 * catalogue.CHUNK)


@dataclass
class Hub:
    """A small server on this machine, and how it behaves."""

    content: bytes
    url: str = ""
    etag: str = '"one"'
    knows_ranges: bool = True
    cut_after: int | None = None
    status: int = 0
    redirect: str = ""
    asked: list[str] = field(default_factory=list)


def _handler(hub: Hub) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            hub.asked.append(wanted)
            if hub.status or hub.redirect:
                self.send_response(hub.status or 302)
                if hub.redirect:
                    self.send_header("Location", hub.redirect)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            same = self.headers.get("If-Range", hub.etag) == hub.etag
            start = int(wanted[6:-1]) if wanted and same and hub.knows_ranges else 0
            if start and start >= len(hub.content):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(hub.content)}")
                self.end_headers()
                return
            self.send_response(206 if start else 200)
            if start:
                whole = len(hub.content)
                self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
            if hub.etag:
                self.send_header("ETag", hub.etag)
            self.send_header("Content-Length", str(len(hub.content) - start))
            self.end_headers()
            end = len(hub.content) if hub.cut_after is None else start + hub.cut_after
            with contextlib.suppress(ConnectionError):
                self.wfile.write(hub.content[start:end])

        def log_message(self, *words: object) -> None:
            """Keep the test's output clean."""

    return Handler


@pytest.fixture
def hub(model: bytes) -> Iterator[Hub]:
    hub = Hub(model)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    hub.url = f"http://127.0.0.1:{server.server_port}/tiny.gguf"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield hub
    server.shutdown()
    server.server_close()
    thread.join()


def listed(hub: Hub, pinned: bool = True) -> Entry:
    entry = entry_for(hub.content, Source("url", url=hub.url))
    return entry if pinned else dataclasses.replace(entry, sha256="", size=1)


def cut(hub: Hub, entry: Entry, after: int = 2 * catalogue.CHUNK) -> None:
    """A first try that loses its connection."""
    hub.cut_after = after
    with pytest.raises(FetchError, match="goes on from there"):
        starter.get(entry)
    hub.cut_after = None


@pytest.mark.parametrize("pinned", [True, False])
def test_a_model_i_ask_for_arrives_whole(hub: Hub, own_folder: Path, pinned: bool) -> None:
    seen: list[tuple[int, int, str]] = []
    entry = listed(hub, pinned)
    path = starter.get(entry, lambda *step: seen.append(step))
    assert path == own_folder / "tiny.gguf"
    assert path.read_bytes() == hub.content
    assert catalogue.installed(entry)
    catalogue.verify(path, entry)
    sizes = [done for done, total, _ in seen if total == len(hub.content)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == len(hub.content)
    assert {label for _, _, label in seen} == {"Tiny", "checking Tiny"}


def test_a_model_that_is_here_and_whole_is_not_fetched_again(hub: Hub) -> None:
    entry = listed(hub)
    path = starter.get(entry)
    assert starter.get(entry) == path
    assert len(hub.asked) == 1
    path.write_bytes(hub.content[:-1] + b"\7")
    assert starter.get(entry).read_bytes() == hub.content


def test_my_own_model_is_never_fetched(tmp_path: Path) -> None:
    copy = catalogue.import_file(write_gguf(tmp_path / "mine.gguf"))
    assert starter.get(catalogue.find("mine")) == copy


@pytest.mark.parametrize("pinned", [True, False])
def test_after_a_lost_connection_it_goes_on_where_it_stopped(
    hub: Hub, own_folder: Path, pinned: bool
) -> None:
    entry = listed(hub, pinned)
    cut(hub, entry)
    assert not (own_folder / "tiny.gguf").exists()
    path = starter.get(entry)
    assert hub.asked == ["", f"bytes={2 * catalogue.CHUNK}-"]
    assert path.read_bytes() == hub.content


def test_a_hub_that_cannot_resume_starts_over(hub: Hub) -> None:
    entry = listed(hub)
    cut(hub, entry)
    hub.knows_ranges = False
    assert starter.get(entry).read_bytes() == hub.content


def test_two_versions_are_never_glued_together(hub: Hub, tmp_path: Path) -> None:
    entry = listed(hub, pinned=False)
    cut(hub, entry)
    newer = write_gguf(tmp_path / "newer.gguf", general__name="newer").read_bytes()
    hub.content, hub.etag = newer + b"\1" * len(hub.content), '"two"'
    assert starter.get(entry).read_bytes() == hub.content


@pytest.mark.parametrize("mark", ["", 'W/"weak"'])
def test_without_a_sure_mark_of_the_version_it_starts_over(hub: Hub, mark: str) -> None:
    hub.etag = mark
    entry = listed(hub, pinned=False)
    cut(hub, entry)
    assert starter.get(entry).read_bytes() == hub.content
    assert hub.asked == ["", ""]


def test_a_complete_download_that_was_not_checked_yet_is_not_fetched_again(hub: Hub) -> None:
    entry = listed(hub)
    part = download.staging() / "tiny.gguf.part"
    part.write_bytes(hub.content)
    part.with_name(part.name + ".version").write_text(hub.etag, "utf-8")
    assert starter.get(entry).read_bytes() == hub.content


def test_too_many_bytes_from_an_earlier_try_are_thrown_away(hub: Hub) -> None:
    entry = listed(hub)
    part = download.staging() / "tiny.gguf.part"
    part.write_bytes(hub.content + b"too much")
    part.with_name(part.name + ".version").write_text(hub.etag, "utf-8")
    with pytest.raises(FetchError):
        starter.get(entry)
    assert starter.get(entry).read_bytes() == hub.content


def test_wrong_bytes_are_refused_and_not_kept(hub: Hub, own_folder: Path) -> None:
    entry = listed(hub)
    hub.content = hub.content[:-1] + b"\7"
    with pytest.raises(FetchError, match="not the expected file"):
        starter.get(entry)
    assert not (own_folder / "tiny.gguf").exists()
    assert not list(download.staging().glob("*.part"))


def test_a_web_page_instead_of_a_model_is_refused(hub: Hub, own_folder: Path) -> None:
    hub.content = b"<html>Please sign in</html>" * 10
    with pytest.raises(FetchError, match="not the expected file"):
        starter.get(listed(hub, pinned=False))
    assert not (own_folder / "tiny.gguf").exists()
    assert not (own_folder / "pins.json").exists()


def test_i_can_stop_a_download_and_go_on_later(hub: Hub, own_folder: Path) -> None:
    entry = listed(hub)
    arrived: list[int] = []
    with pytest.raises(FetchError, match="was stopped"):
        starter.get(entry, lambda done, *_: arrived.append(done), lambda: len(arrived) >= 2)
    assert not (own_folder / "tiny.gguf").exists()
    starter.get(entry)
    assert hub.asked[1] == f"bytes={2 * catalogue.CHUNK}-"


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_hub_that_refuses_is_one_sentence(hub: Hub, status: int) -> None:
    hub.status = status
    with pytest.raises(FetchError, match=f"answered with error {status}"):
        starter.get(listed(hub))


def test_nobody_answering_is_one_sentence(model: bytes) -> None:
    entry = entry_for(model, Source("url", url="http://127.0.0.1:9/tiny.gguf"))
    with pytest.raises(FetchError, match="connection was lost"):
        starter.get(entry)


@pytest.mark.parametrize(
    "url", ["http://models.invalid/x", "ftp://models.invalid/x", "file:///etc/passwd", "x", ""]
)
def test_only_encrypted_addresses_are_opened(model: bytes, url: str) -> None:
    with pytest.raises(FetchError):
        starter.get(entry_for(model, Source("url", url=url)))


def test_a_detour_over_an_open_connection_is_refused(hub: Hub) -> None:
    plain = Hub(hub.content)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(plain))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    hub.redirect = f"http://localhost:{server.server_port}/tiny.gguf"
    try:
        with pytest.raises(FetchError, match="encrypted"):
            starter.get(listed(hub))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_too_little_room_on_the_disk_is_said_before_fetching(
    hub: Hub, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(own_folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=51_000_000))
    with pytest.raises(FetchError, match="51 MB free, and this needs 53 MB"):
        starter.get(listed(hub))
    assert not list(download.staging().glob("*.part"))


def test_two_windows_do_not_fetch_at_once(hub: Hub) -> None:
    with download._alone(), pytest.raises(FetchError, match="Another window"):
        starter.get(listed(hub))
    starter.get(listed(hub))
