"""The models that are here: every byte looked at, one let go, all of them moved to another disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_importing import whisper
from tiny_models import write_gguf

from companion import paths
from companion.engine import catalogue, importing, keeping, moving, staging
from companion.engine.keeping import Checked
from companion.errors import CannotKeep, FetchError, FetchStopped, ModelFileError

pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture
def three(tmp_path: Path, own_folder: Path) -> tuple[str, ...]:
    """Two models of my own and one for speech are here, and one is half fetched."""
    for name in ("one", "two"):
        importing.bring(write_gguf(tmp_path / f"{name}.gguf", general__name=name))
    importing.bring(whisper(tmp_path / "speech"))
    (staging.staging() / "three.gguf.part").write_bytes(b"half")
    return ("one.gguf", "two.gguf", "speech")


def spoil(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)


def names_in(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return sorted(path.relative_to(folder).as_posix() for path in files)


ALL = [
    ".staging/three.gguf.part",
    "one.gguf",
    "pins.json",
    "speech/config.json",
    "speech/model.bin",
    "speech/tokenizer.json",
    "speech/vocabulary.json",
    "two.gguf",
]


# --- looking and letting go --------------------------------------------------------------------


def test_models_that_are_whole_are_said_to_be(three: tuple[str, ...]) -> None:
    seen: list[str] = []
    found = keeping.verify_all(lambda done, total, label: seen.append(f"{done}/{total} {label}"))
    assert found == tuple(Checked(name) for name in three)
    assert seen == ["0/3 checking one.gguf", "1/3 checking two.gguf", "2/3 checking speech"]


def test_each_damaged_model_is_named_with_what_is_wrong(
    three: tuple[str, ...], own_folder: Path
) -> None:
    spoil(own_folder / "two.gguf")
    (own_folder / "speech" / "tokenizer.json").write_text("{ }", "utf-8")
    (own_folder / "dropped.gguf").write_bytes(b"GGUF")
    listed = catalogue.find("smollm2-135m")
    (own_folder / listed.file).write_bytes(b"GGUF")
    trouble = {one.name: one.trouble for one in keeping.verify_all() if one.trouble}
    assert set(trouble) == {"two.gguf", "speech", "dropped.gguf", "smollm2-135m"}
    assert "not the one expected" in trouble["two.gguf"]
    assert "not as it was when it came" in trouble["speech"]
    assert "damaged" in trouble["dropped.gguf"]


def test_a_damaged_model_can_be_removed(three: tuple[str, ...], own_folder: Path) -> None:
    (own_folder / "one.gguf").write_bytes(b"GGUF")
    keeping.remove("one")
    assert not (own_folder / "one.gguf").exists()


def test_a_removed_speech_model_is_gone_with_all_its_files(
    three: tuple[str, ...], own_folder: Path
) -> None:
    assert keeping.speech_folders() == (own_folder / "speech",)
    keeping.remove("speech")
    assert keeping.speech_folders() == ()
    assert not (own_folder / "speech").exists()
    assert set(catalogue.noted()) == {"one.gguf", "two.gguf"}


@pytest.mark.parametrize("name", ["", ".", "..", ".staging", "../outside", "pins.json"])
def test_nothing_else_can_be_removed_by_a_strange_name(
    three: tuple[str, ...], own_folder: Path, name: str
) -> None:
    (own_folder.parent / "outside.gguf").write_bytes(b"GGUF")
    with pytest.raises(ModelFileError, match="nothing was removed"):
        keeping.remove(name)
    assert (own_folder.parent / "outside.gguf").exists()
    assert names_in(own_folder) == ALL


def test_a_removed_model_is_gone(tmp_path: Path) -> None:
    copy = importing.bring(write_gguf(tmp_path / "mine.gguf"))
    keeping.remove("mine")
    assert not copy.exists()
    with pytest.raises(ModelFileError):
        keeping.remove("mine")


def test_removing_a_fetched_model_forgets_its_pin(own_folder: Path) -> None:
    entry = catalogue.find("all-minilm-l6-v2")
    path = write_gguf(own_folder / entry.file)
    catalogue.pin(entry, path)
    keeping.remove(entry.name)
    catalogue.verify(write_gguf(path, general__name="a newer release"), entry)


# --- moving ------------------------------------------------------------------------------------


def other_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """As between two disks: a second name for a file cannot be had."""

    def refuses(self: Path, target: Path) -> None:
        raise OSError(18, "another disk")

    monkeypatch.setattr(Path, "hardlink_to", refuses)


@pytest.mark.parametrize("same_disk", [True, False])
def test_models_that_were_moved_are_used_where_they_are(
    three: tuple[str, ...],
    own_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    same_disk: bool,
) -> None:
    if not same_disk:
        other_disk(monkeypatch)
    new = tmp_path / "big disk" / "models"
    assert moving.move(new) == new
    assert paths.model_files() == new
    assert names_in(new) == ALL
    assert names_in(own_folder) == []
    assert not (own_folder / "speech").exists()
    assert keeping.verify_all() == tuple(Checked(name) for name in three)
    spoil(new / "one.gguf")
    assert keeping.verify_all()[0].trouble, "what was noted of it came along"


def test_they_can_be_moved_home_again_and_the_data_folder_too(
    three: tuple[str, ...], own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving.move(tmp_path / "away")
    assert moving.move(own_folder) == own_folder
    moved_home = paths.home().rename(tmp_path / "another home")
    monkeypatch.setenv("COMPANION_HOME", str(moved_home))
    assert names_in(paths.model_files()) == ALL


class PowerCut(BaseException):
    """The machine is gone."""


@pytest.mark.parametrize(("same_disk", "stride"), [(True, 1), (False, 4)])
def test_whenever_it_is_interrupted_nothing_is_lost_and_it_can_be_taken_up(
    three: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    same_disk: bool,
    stride: int,
) -> None:
    if not same_disk:
        other_disk(monkeypatch)
    whole = tuple(Checked(name) for name in three)
    for step in range(0, 200, stride):
        left = step

        def maybe_cut(real: object) -> object:
            def cut(*given: object, **named: object) -> object:
                nonlocal left
                left -= 1
                if left < 0:
                    raise PowerCut
                return real(*given, **named)  # type: ignore[operator]

            return cut

        new = tmp_path / f"disk-{step}"
        with monkeypatch.context() as patched:
            for name in ("replace", "unlink", "hardlink_to", "mkdir", "rmdir"):
                patched.setattr(Path, name, maybe_cut(getattr(Path, name)))
            patched.setattr(moving.os, "fsync", maybe_cut(lambda _: None))
            try:
                moving.move(new)
            except PowerCut:
                cut_short = True
            else:
                cut_short = False
        assert keeping.verify_all() == whole, f"after a cut at step {step}"
        moving.move(new)
        assert paths.model_files() == new
        assert keeping.verify_all() == whole
        assert names_in(new) == ALL
        if not cut_short:
            break
    assert step > 10
    assert not cut_short, "all steps were tried"
    left = {n: names_in(tmp_path / f"disk-{n}") for n in range(0, step, stride)}
    assert not any(left.values()), left


def test_stopped_on_the_way_they_are_used_where_they_were(
    three: tuple[str, ...], own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_disk(monkeypatch)
    answers = iter([False, False, True])
    with pytest.raises(FetchStopped, match="used where they were"):
        moving.move(tmp_path / "new", cancelled=lambda: next(answers))
    assert paths.model_files() == own_folder
    assert names_in(own_folder) == ALL
    assert not list((tmp_path / "new").rglob("*.moving"))


def test_another_file_of_that_name_is_never_overwritten(
    three: tuple[str, ...], own_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "two.gguf").write_bytes(b"somebody else's")
    with pytest.raises(ModelFileError, match=r"another file named two\.gguf"):
        moving.move(tmp_path / "new")
    assert (tmp_path / "new" / "two.gguf").read_bytes() == b"somebody else's"
    assert names_in(own_folder) == ALL


def test_my_other_files_stay_where_they_are(
    three: tuple[str, ...], own_folder: Path, tmp_path: Path
) -> None:
    (own_folder / "letter.txt").write_text("dear diary", "utf-8")
    moving.move(tmp_path / "new")
    assert names_in(own_folder) == ["letter.txt"]


def test_a_disk_that_is_unplugged_is_named_and_nothing_is_made_in_its_place(
    three: tuple[str, ...], tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    moving.move(disk)
    shutil.move(disk, tmp_path / "in the drawer")
    with pytest.raises(ModelFileError, match="a disk that is not plugged in"):
        catalogue.imported()
    assert not disk.exists()
    shutil.move(tmp_path / "in the drawer", disk)
    assert len(catalogue.imported()) == 2


def test_after_a_lost_disk_another_folder_can_be_chosen(
    three: tuple[str, ...], tmp_path: Path
) -> None:
    moving.move(tmp_path / "disk")
    shutil.rmtree(tmp_path / "disk")
    moving.move(tmp_path / "new")
    assert paths.model_files() == tmp_path / "new"
    assert catalogue.imported() == ()


def test_a_place_that_cannot_be_is_one_sentence(
    three: tuple[str, ...], own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    with pytest.raises(ModelFileError, match="cannot be made or written to"):
        moving.move(tmp_path / "file")
    with pytest.raises(ModelFileError, match="inside the present one"):
        moving.move(own_folder / "deeper")
    usage = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: usage._replace(free=49_000_000))
        with pytest.raises(CannotKeep, match="49 MB free"):
            moving.move(tmp_path / "new")
    with staging.alone(), pytest.raises(FetchError, match="Another window"):
        moving.move(tmp_path / "new")
    monkeypatch.setenv("COMPANION_MODELS", str(own_folder))
    with pytest.raises(ModelFileError, match="COMPANION_MODELS"):
        moving.move(tmp_path / "new")
    assert names_in(own_folder) == ALL
