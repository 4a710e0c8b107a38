"""`companion memories`: I read, put right, take along and let go of what was kept, in the terminal."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_hand import learn, told

from companion import paths
from companion.cli import main
from companion.memory.keys import database_key
from companion.memory.store import Store

README = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
Use = Callable[..., str]
Fill = Callable[[Callable[[Store], object]], None]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def filled() -> Fill:
    """Does something to the person's own memory, beside the commands."""

    def fill(change: Callable[[Store], object]) -> None:
        store = Store.open(paths.database(), database_key(paths.home()).hex)
        change(store)
        store.close()

    return fill


@pytest.fixture
def use(capsys: pytest.CaptureFixture[str]) -> Use:
    """What `companion memories` prints, both streams; `fails` when it must."""

    def run(*words: str, fails: bool = False) -> str:
        capsys.readouterr()
        assert main(["memories", *words]) == int(fails)
        said = capsys.readouterr()
        assert "Traceback" not in said.err and (not fails or said.err.strip().endswith("."))
        return said.out + said.err

    return run


@pytest.fixture
def two(filled: Fill) -> None:
    """A memory that is pinned down by words: a call in joy, a loss in sadness."""

    def fill(store: Store) -> None:
        told(store, "My sister Mia called\nme", state="joy", salience=0.8)
        told(store, "I work as a nurse and lost my keys", state="sadness")
        learn(store)

    filled(fill)


# --- reading ---------------------------------------------------------------------------------------


def test_each_memory_has_its_day_feeling_words_and_when_it_fades(two: None, use: Use) -> None:
    first, why, second, _ = use("list").splitlines()
    assert first == "    2  2026-03-14  sadness    I work as a nurse and lost my keys"
    assert second == "    1  2026-03-14  joy        My sister Mia called me"
    assert re.fullmatch(r" {7}fades around [A-Z][a-z]+ 20\d\d", why)


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (["--search", "lost keys"], "nurse"),
        (["--feeling", "Joy"], "Mia"),
        (["--person", "mia"], "Mia"),
        (["--person", "sister", "--feeling", "joy", "--search", "call"], "Mia"),
    ],
)
def test_i_see_only_what_i_look_for(two: None, use: Use, wish: list[str], found: str) -> None:
    assert found in use("list", *wish)
    assert len(use("list", *wish).splitlines()) == 2


def test_where_nothing_is_like_that_it_says_so(two: None, use: Use) -> None:
    assert use("list", "--search", "lobster") == "No memory is like that.\n"
    said = use("list", "--feeling", "fury", fails=True)
    assert said.startswith("I know no feeling of that name; there are calm, ")


def test_words_that_would_steer_the_terminal_do_not(filled: Fill, use: Use) -> None:
    filled(lambda store: told(store, "red \x1b[31m\u202e alert\x07"))
    assert "\x1b" not in use("list") and "red [31m alert" in use("list")


# --- putting right ---------------------------------------------------------------------------------


def test_i_pin_and_unpin(two: None, use: Use) -> None:
    assert use("pin", "1") == "It stays.\n"
    assert "       pinned\n" in use("list", "--person", "Mia")
    assert use("unpin", "1") == "It may fade again.\n"
    assert "pinned" not in use("list")


def test_i_put_a_memory_right_without_any_engine(two: None, use: Use) -> None:
    use("correct", "1", "My", "sister Mia wrote", "--feeling", "hope")
    assert "hope       My sister Mia wrote\n" in use("list")
    use("correct", "1", "Mia wrote twice")
    assert "hope       Mia wrote twice\n" in use("list")
    assert "needs some words" in use("correct", "1", "  ", fails=True)
    assert "no feeling" in use("correct", "1", "x", "--feeling", "fury", fails=True)


@pytest.mark.parametrize(
    "words",
    [
        *(["pin"], ["pin", "9"], ["unpin", "-1"], ["forget"], ["forget", "9"]),
        *(["correct", "9", "x"], ["allow"], ["allow", "9"], ["forget-fact"], ["forget-fact", "9"]),
    ],
)
def test_a_number_there_is_not_gets_one_sentence_that_says_where_to_look(
    two: None, use: Use, words: list[str]
) -> None:
    said = use(*words, fails=True)
    assert said.startswith("There is no") and "`memories " in said and said.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["pin", "first"], ["correct", "1"], ["sing"]])
def test_a_command_there_is_not_shows_how_it_is_used(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["memories", *words])
    assert caught.value.code == 2
    assert "usage: companion memories" in capsys.readouterr().err


# --- letting go ------------------------------------------------------------------------------------


def test_i_forget_one(two: None, use: Use) -> None:
    assert use("forget", "1") == "Forgotten.\n"
    assert "Mia" not in use("list") + use("facts", "--history")


def test_without_a_terminal_nothing_large_goes_unasked(two: None, use: Use) -> None:
    said = use("forget-about", "Mia", fails=True)
    assert "(messages: 1, memories: 1, facts: 1)" in said and "--yes" in said
    assert "--yes" in use("erase-all", fails=True)
    assert len(use("list").splitlines()) == 4


@pytest.mark.parametrize(("answer", "goes"), [("y\n", True), ("Yes\n", True), ("n\n", False),
                                              ("\n", False), ("", False)])  # fmt: skip
@pytest.mark.parametrize("words", [["forget-about", "Mia"], ["erase-all"]])
def test_on_a_terminal_i_am_asked(
    two: None, use: Use, monkeypatch: pytest.MonkeyPatch, words: list[str], answer: str, goes: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert ("Nothing was changed." in use(*words)) is not goes
    assert ("Mia" not in use("list")) is goes


def test_everything_about_her_goes_by_all_her_names(filled: Fill, two: None, use: Use) -> None:
    filled(lambda store: told(store, "my sister is ill"))
    said = use("forget-about", "Mia", "--yes")
    assert "Also spoken of as: sister (--also-called takes these too)." in said
    assert "sister" in use("list")
    assert use("forget-about", "Mia", "--yes") == "Nothing kept names that.\n"
    filled(lambda store: (told(store, "My sister Mia called me today"), learn(store)))
    said = use("forget-about", "Mia", "--also-called", "--yes")
    assert "Looked for as well: sister." in said
    assert "(messages: 2, memories: 2, facts: 1)" in said
    assert "sister" not in use("list")
    assert "few words" in use("forget-about", "...", "--yes", fails=True)


def test_erasing_everything_leaves_nothing(two: None, use: Use) -> None:
    assert use("erase-all", "--yes") == "Everything is erased.\n"
    assert use("list") == "Nothing is kept yet.\n"


# --- off limits and facts --------------------------------------------------------------------------


def test_i_say_what_is_never_mentioned_and_allow_it_again(use: Use) -> None:
    assert use("never-mention") == "Nothing is off limits.\n"
    use("never-mention", "my", "old", "job")
    assert use("never-mention") == "    1  my old job\n"
    assert use("allow", "1") == "It may come up again.\n"
    assert use("never-mention") == "Nothing is off limits.\n"
    assert "few words are enough" in use("never-mention", "x" * 99, fails=True)


def test_i_say_how_to_answer_me_as_in_a_talk_and_take_it_back(use: Use) -> None:
    assert use("wish") == "Nothing is wished.\n"
    assert use("wish", "no", "jokes") == "From now on: no jokes.\n"
    assert use("wish", "no advice") == "From now on: no advice.\n"
    use("wish", "don't call me dear or honey")
    assert use("wish").splitlines() == [
        "    1  no jokes",
        "    2  no advice",
        "    3  not to be called dear",
        "    4  not to be called honey",
    ]
    assert use("take-back", "3") == "Taken back.\n"
    assert "dear" not in use("wish")
    assert use("wish", "never mention Tom") == "From now on: never to bring up Tom.\n"
    assert "Tom" in use("never-mention")
    assert "Say it like" in use("wish", "sing", fails=True)
    assert "`memories wish`" in use("take-back", "9", fails=True)


def test_what_is_known_of_me_stands_with_my_own_words(two: None, filled: Fill, use: Use) -> None:
    def changed(store: Store) -> None:
        told(store, "I work as a teacher now", hours=24)
        learn(store)

    filled(changed)
    assert use("facts").splitlines()[:2] == [
        "    3  2026-03-15  work: teacher",
        "       \u201cI work as a teacher\u201d",
    ]
    assert "nurse" not in use("facts")
    assert "work: nurse  (until 2026-03-15)" in use("facts", "--history")
    assert use("forget-fact", "3").startswith("Forgotten.")
    assert "teacher" not in use("facts") and "teacher" in use("list")


# --- taking it along -------------------------------------------------------------------------------


def test_i_take_my_memory_to_another_computer(
    two: None, use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.json"
    said = use("export", str(file))
    assert "This file is not encrypted" in said and str(file) in said
    listed = use("list")
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "elsewhere"))
    assert use("import", str(file)) == (
        "Taken in (messages: 2, memories: 2, facts: 2); already here (messages: 0).\n"
    )
    assert use("list") == listed
    assert "already here (messages: 2)" in use("import", str(file))
    assert use("list") == listed


def test_i_read_my_memory_without_the_program(two: None, use: Use, tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    assert "not encrypted" in use("export", str(file), "--markdown")
    assert "> I work as a nurse" in file.read_text("utf-8")
    assert "not a file that was exported" in use("import", str(file), fails=True)


def test_the_warning_stands_beside_the_output(
    two: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["memories", "export", str(tmp_path / "mine.json")]) == 0
    assert "not encrypted" in capsys.readouterr().err


def test_an_export_never_lands_on_the_memory_itself(two: None, use: Use, own_home: Path) -> None:
    before = paths.database().read_bytes()
    assert "own folder" in use("export", str(own_home / "x" / ".." / "memory.db"), fails=True)
    assert paths.database().read_bytes() == before
    assert "could not be written" in use("export", str(own_home / "no" / "x.json"), fails=True)


def test_what_cannot_be_read_is_said_before_the_memory_is_opened(use: Use, tmp_path: Path) -> None:
    assert "could not be read" in use("import", str(tmp_path / "none.json"), fails=True)
    assert not paths.database().exists()


# --- where it cannot be read -------------------------------------------------------------------------


def test_a_memory_with_a_lost_key_is_left_untouched_and_can_be_set_aside(
    capsys: pytest.CaptureFixture[str], own_home: Path
) -> None:
    Store.open(paths.database(), database_key(own_home).hex).close()
    (own_home / "memory.key").write_text("0" * 64, "utf-8")
    before = paths.database().read_bytes()
    assert main(["memories", "list"]) == 1
    assert "set-aside" in capsys.readouterr().err
    assert paths.database().read_bytes() == before
    assert main(["memories", "set-aside"]) == 0
    (aside,) = own_home.glob("memory-unreadable-*.db")
    assert aside.read_bytes() == before
    assert main(["memories", "list"]) == 0


def test_a_good_memory_is_never_set_aside(
    capsys: pytest.CaptureFixture[str], own_home: Path
) -> None:
    Store.open(paths.database(), database_key(own_home).hex).close()
    assert main(["memories", "set-aside"]) == 1
    assert paths.database().exists() and "can be read" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["list", "forget", "set-aside", "erase-all"])
def test_what_the_readme_says_of_memories_is_there(words: str) -> None:
    assert words in README
