"""Model files in the terminal: brought, looked at, moved and removed, each in one plain line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hub import serving
from tiny_models import entry_for, write_gguf

from companion import cli_files, paths, settings
from companion.cli import main
from companion.engine import catalogue, starter
from companion.engine.catalogue import Source
from companion.engine.pace import Bucket

pytestmark = pytest.mark.usefixtures("own_folder")


def test_a_model_is_imported_verified_moved_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "verify"]) == 0
    assert "no models here yet" in capsys.readouterr().out
    assert main(["models", "import", str(write_gguf(tmp_path / "mine.gguf"))]) == 0
    assert main(["models", "move", str(tmp_path / "disk")]) == 0
    assert main(["models", "verify"]) == 0
    out = capsys.readouterr().out
    assert "Imported as mine." in out
    assert f"The models are in {tmp_path / 'disk'} now." in out
    assert "mine.gguf" in out and "whole" in out
    (tmp_path / "disk" / "mine.gguf").write_bytes(b"GGUF")
    assert main(["models", "verify"]) == 1
    assert "is damaged" in capsys.readouterr().out
    assert main(["models", "remove", "mine"]) == 0
    assert catalogue.imported() == ()


def test_a_move_to_nowhere_in_particular_asks_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "move"]) == 1
    assert "To which folder?" in capsys.readouterr().err


def test_a_model_is_fetched_no_faster_than_i_set_it_and_can_be_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = write_gguf(tmp_path / "tiny.gguf").read_bytes()
    settings.save(settings.Settings(fetch_limit=12_345), paths.settings_file())
    limits: list[int] = []

    def bucket(limit: int) -> Bucket:
        limits.append(limit)
        return Bucket()

    monkeypatch.setattr(starter, "Bucket", bucket)
    with serving(raw) as hub:
        entry = entry_for(raw, Source("url", url=hub.url))
        monkeypatch.setattr(catalogue, "find", lambda name: entry)
        assert main(["models", "get", "tiny"]) == 0
    assert limits == [12_345]
    assert main(["models", "discard", "tiny"]) == 0
    said = capsys.readouterr()
    assert "It is here." in said.out
    assert "checking Tiny" in said.err


def test_the_bar_says_speed_and_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Times:
        now = 0.0

    monkeypatch.setattr(cli_files.sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(cli_files, "Meter", lambda: cli_files_meter(lambda: Times.now))
    show = cli_files.bar()
    for second in range(4):
        Times.now = float(second)
        show(2_000_000 * second, 98_000_000, "Tiny")
    said = capsys.readouterr().err
    assert "Tiny: [..........] 6 of 98 MB, 2.0 MB a second, about 45 seconds left" in said


cli_files_meter = cli_files.Meter
