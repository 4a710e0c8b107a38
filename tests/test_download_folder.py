"""A recogniser that is a folder of files, fetched from a hub on this machine: whole or not at all."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import http.server
from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny_models import entry_for
from tiny_whisper import write_whisper

from companion.bench.bad_hub import answering
from companion.engine import catalogue, keeping, staging, starter
from companion.engine.catalogue import FOLDER, Entry, Member, Source
from companion.errors import FetchError, FetchStopped

FILES = ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt")

pytestmark = pytest.mark.usefixtures("own_folder")


class Shelf:
    """The files by their address, and which were asked for with which range."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.asked: list[tuple[str, str]] = []
        self.cut: dict[str, int] = {}  # bytes after which a connection breaks off, once


@contextlib.contextmanager
def shelf(folder: Path) -> Iterator[tuple[Shelf, Entry]]:
    """A hub with a small real Whisper model, and its entry."""
    files = {name: (folder / name).read_bytes() for name in FILES}
    there = Shelf({f"/speech/{name}": content for name, content in files.items()})

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            there.asked.append((self.path, wanted))
            content = there.files[self.path]
            start = int(wanted[6:-1]) if wanted else 0
            self.send_response(206 if wanted else 200)
            if wanted:
                self.send_header(
                    "Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}"
                )
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            self.wfile.write(content[start : there.cut.pop(self.path, len(content))])

        def log_message(self, *words: object) -> None:
            """Keep the test's output clean."""

    members = tuple(
        Member(name, len(content), hashlib.sha256(content).hexdigest())
        for name, content in files.items()
    )
    with answering(Handler) as address:
        source = Source(FOLDER, url=f"{address}/speech", members=members)
        entry = entry_for(b"", source, name="whisper-least", role="speech", file="whisper-least")
        yield there, dataclasses.replace(entry, sha256="", title="Whisper least")


@pytest.fixture
def whisper(tmp_path: Path) -> Path:
    folder = write_whisper(tmp_path / "least")
    (folder / "vocabulary.txt").write_text("a\nb\n", "utf-8")
    return folder


def test_a_recogniser_i_ask_for_arrives_with_all_its_files(whisper: Path, own_folder: Path) -> None:
    with shelf(whisper) as (there, entry):
        assert not catalogue.installed(entry)
        path = starter.get(entry)
        assert path == own_folder / "whisper-least"
        assert sorted(one.name for one in path.iterdir()) == sorted(FILES)
        assert (path / "model.bin").read_bytes() == there.files["/speech/model.bin"]
        assert catalogue.installed(entry)
        assert keeping.speech_folders() == (path,)
        asked = len(there.asked)
        assert starter.get(entry) == path
        assert len(there.asked) == asked, "what is here and whole is not fetched again"
    assert [one.trouble for one in keeping.verify_all()] == [""]
    assert not list(staging.staging().glob("*.part"))


def test_after_a_lost_connection_only_the_rest_is_fetched(whisper: Path, own_folder: Path) -> None:
    with shelf(whisper) as (there, entry):
        there.cut["/speech/model.bin"] = 1000
        with pytest.raises(FetchError, match="goes on from there"):
            starter.get(entry)
        assert not catalogue.installed(entry)
        assert not (own_folder / "whisper-least").exists()
        there.asked.clear()
        starter.get(entry)
        assert there.asked[0] == ("/speech/model.bin", "bytes=1000-")
        assert "/speech/config.json" not in dict(there.asked)
        assert catalogue.installed(entry)


def test_a_file_with_other_contents_is_refused_and_no_folder_appears(
    whisper: Path, own_folder: Path
) -> None:
    with shelf(whisper) as (there, entry):
        right = there.files["/speech/tokenizer.json"]
        there.files["/speech/tokenizer.json"] = right[:-1] + b" "
        with pytest.raises(FetchError, match="not the expected file"):
            starter.get(entry)
        assert not (own_folder / "whisper-least").exists()


def test_a_recogniser_damaged_on_the_disk_is_put_right_by_fetching_it_again(
    whisper: Path, own_folder: Path
) -> None:
    with shelf(whisper) as (_, entry):
        path = starter.get(entry)
        (path / "model.bin").write_bytes(b"x" * (path / "model.bin").stat().st_size)
        assert [one.trouble for one in keeping.verify_all()] != [""]
        starter.get(entry)
        assert [one.trouble for one in keeping.verify_all()] == [""]


def test_a_pause_keeps_what_has_come_and_it_can_be_thrown_away(
    whisper: Path, own_folder: Path
) -> None:
    with shelf(whisper) as (there, entry):
        asked = iter([False, False, True])
        with pytest.raises(FetchStopped):
            starter.get(entry, cancelled=lambda: next(asked, True))
        assert list(staging.staging().glob("whisper-least.*.part"))
        staging.discard(entry)
        assert not list(staging.staging().glob("whisper-least.*"))
        assert not (own_folder / "whisper-least").exists()
        assert there.asked


def test_a_recogniser_i_remove_is_gone_and_forgotten(whisper: Path, own_folder: Path) -> None:
    with shelf(whisper) as (_, entry):
        starter.get(entry)
        keeping.remove("whisper-least")
        assert not catalogue.installed(entry)
        assert catalogue.noted() == {}


def test_the_listed_recognisers_say_where_each_file_is_and_what_it_must_be() -> None:
    listed = [entry for entry in catalogue.entries() if entry.role == "speech"]
    assert [entry.name for entry in listed] == ["whisper-tiny", "whisper-base", "whisper-small"]
    for entry in listed:
        assert entry.source.url.startswith("https://")
        assert {member.path for member in entry.source.members} == set(FILES)
        assert sum(member.size for member in entry.source.members) == entry.size
        assert all(len(member.sha256) == 64 for member in entry.source.members)


def test_a_recogniser_is_found_by_its_name_or_by_its_folder(own_folder: Path) -> None:
    assert catalogue.speech_path("whisper-base") == own_folder / "whisper-base"
    assert catalogue.speech_path("/somewhere/whisper") == Path("/somewhere/whisper")
