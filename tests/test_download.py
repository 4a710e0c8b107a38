"""Fetching from a hub: cut connections, wrong bytes, full disks; and never half a file under the final name."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest
from hub import Hub, serving
from tiny_models import entry_for, write_gguf

from companion.engine import catalogue, importing, staging, starter
from companion.engine.catalogue import Entry, Source
from companion.errors import FetchError, FetchStopped

pytestmark = pytest.mark.usefixtures("own_folder")


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
    copy = importing.bring(write_gguf(tmp_path / "mine.gguf"))
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
    part = staging.staging() / "tiny.gguf.part"
    part.write_bytes(hub.content)
    part.with_name(part.name + ".version").write_text(hub.etag, "utf-8")
    assert starter.get(entry).read_bytes() == hub.content


def test_too_many_bytes_from_an_earlier_try_are_thrown_away(hub: Hub) -> None:
    entry = listed(hub)
    part = staging.staging() / "tiny.gguf.part"
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
    assert not list(staging.staging().glob("*.part"))


def test_a_web_page_instead_of_a_model_is_refused(hub: Hub, own_folder: Path) -> None:
    hub.content = b"<html>Please sign in</html>" * 10
    with pytest.raises(FetchError, match="not the expected file"):
        starter.get(listed(hub, pinned=False))
    assert not (own_folder / "tiny.gguf").exists()
    assert not (own_folder / "pins.json").exists()


@pytest.mark.parametrize("pinned", [True, False])
def test_a_pause_keeps_what_has_come(hub: Hub, own_folder: Path, pinned: bool) -> None:
    entry = listed(hub, pinned)
    pauses = iter([False] * 4)
    with pytest.raises(FetchStopped, match="was stopped"):
        starter.get(entry, cancelled=lambda: next(pauses, True))
    assert not (own_folder / "tiny.gguf").exists()
    kept = staging.part_of("tiny.gguf").stat().st_size
    assert kept > 0
    assert starter.get(entry).read_bytes() == hub.content
    assert hub.asked[1] == f"bytes={kept}-"


def test_a_pause_is_heard_while_what_came_earlier_is_read(hub: Hub) -> None:
    entry = listed(hub)
    cut(hub, entry)
    with pytest.raises(FetchStopped):
        starter.get(entry, cancelled=lambda: True)
    assert hub.asked == [""]


def test_a_model_i_do_not_want_after_all_leaves_nothing(hub: Hub) -> None:
    entry = listed(hub)
    cut(hub, entry)
    staging.discard(entry)
    assert [left.name for left in staging.staging().iterdir()] == ["lock"]


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
    with serving(hub.content) as plain:
        hub.redirect = plain.url.replace("127.0.0.1", "localhost")
        with pytest.raises(FetchError, match="encrypted"):
            starter.get(listed(hub))
    assert plain.paths == []


def test_too_little_room_on_the_disk_is_said_before_fetching(
    hub: Hub, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(own_folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=51_000_000))
    with pytest.raises(FetchError, match="51 MB free, and this needs 53 MB"):
        starter.get(listed(hub))
    assert not list(staging.staging().glob("*.part"))


def test_two_windows_do_not_fetch_at_once(hub: Hub) -> None:
    with staging.alone(), pytest.raises(FetchError, match="Another window"):
        starter.get(listed(hub))
    starter.get(listed(hub))
