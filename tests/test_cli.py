"""The companion in a terminal, with the real engine and memory."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from companion import paths, samples, settings
from companion.cli import main
from companion.memory.keys import database_key
from companion.memory.store import Store

README = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
KEYS = {
    "user", "belief", "affect", "cause", "risk", "strategies", "stage", "memories", "reply",
    "replaced", "timings_ms",
}  # fmt: skip


def lines(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main(words) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.slow
def test_the_written_evening_gives_one_json_object_a_turn(
    capsys: pytest.CaptureFixture[str],
) -> None:
    turns = lines(capsys, "chat", "--sample", "evening", "--json")
    assert len(turns) >= 6
    assert [turn["user"] for turn in turns] == list(samples.messages("evening"))
    for turn in turns:
        assert set(turn) >= KEYS
        assert turn["reply"] and sum(turn["belief"].values()) == pytest.approx(1, abs=0.01)  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_later_turn_recalls_an_earlier_one_and_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    turns = lines(capsys, "chat", "--sample", "evening", "--json")
    told = [turn["user"] for turn in turns]
    recalled = [(i, m) for i, t in enumerate(turns) for m in t["memories"]]  # type: ignore[attr-defined]
    assert recalled
    for i, memory in recalled:
        assert memory["text"] in told[:i] and memory["why"].startswith("Because")


@pytest.mark.slow
def test_a_written_talk_leaves_no_trace_in_my_memory(
    capsys: pytest.CaptureFixture[str], own_home: Path
) -> None:
    assert main(["chat", "--sample", "evening"]) == 0
    assert "Lisbon" in capsys.readouterr().out
    assert not paths.database().exists()


@pytest.mark.slow
def test_i_can_type_and_what_i_said_is_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "please remember this: my sister Nina moved to Lisbon on Saturday\n\x00\n/quit\nnever\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert main(["chat", "--trace"]) == 0
    said = capsys.readouterr()
    assert "strategy" in said.out and "feeling" in said.out and "program" in said.err
    assert "no words" in said.out
    assert main(["memories", "list"]) == 0
    assert "Nina" in capsys.readouterr().out
    assert main(["memories", "forget", "1"]) == 0
    capsys.readouterr()
    assert main(["memories", "list"]) == 0
    assert capsys.readouterr().out.strip() == "Nothing is kept yet."


@pytest.mark.slow
def test_in_danger_the_lines_come_before_the_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.save(settings.Settings(country="GB"), paths.settings_file())
    monkeypatch.setattr(sys, "stdin", io.StringIO("I want to kill myself\n"))
    assert main(["chat"]) == 0
    out = capsys.readouterr().out
    assert "116 123" in out
    assert out.index("999") < out.index("116 123") < out.rindex("?")


@pytest.mark.slow
def test_the_bench_of_a_turn_has_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "turn", "--turns", "4", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert len(figures["turns"]) == 4
    for turn in figures["turns"]:
        assert set(turn) == {
            "first_token_ms", "first_sentence_ms", "reused_tokens", "evaluated_tokens",
            "outside_model_ms",
        }  # fmt: skip
    asked = [turn for turn in figures["turns"] if turn["first_token_ms"] is not None]
    assert asked and asked[-1]["reused_tokens"] > asked[-1]["evaluated_tokens"]
    whole = figures["baseline_nothing_reused"]
    assert whole["evaluated_tokens"] > asked[-1]["evaluated_tokens"]


def test_the_models_are_listed_with_the_one_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^\* smollm2-135m .* Apache-2.0", out, re.MULTILINE)


@pytest.mark.parametrize(
    "words",
    [
        ["models", "use", "no-such-model"],
        ["models", "get"],
        ["models", "remove", "../../etc/passwd"],
        ["models", "import", "not-there.gguf"],
        ["memories", "forget", "99"],
        ["memories", "forget"],
        ["chat", "--sample", "no-such-talk"],
        ["bench", "turn", "--turns", "0"],
    ],
)
def test_a_wrong_wish_gets_one_plain_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    said = capsys.readouterr().err
    assert said.strip().endswith(".") and "Traceback" not in said


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


@pytest.mark.parametrize(
    "command",
    ["chat", "chat --sample evening --json", "memories", "models", "bench turn --turns 30 --json"],
)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"companion {command}" in README


@pytest.mark.parametrize("name", samples.names())
def test_every_written_talk_has_something_to_say(name: str) -> None:
    assert len(samples.messages(name)) >= 6
