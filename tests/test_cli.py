"""The companion in a terminal, with the real engine and memory."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from fakes import FakeClock, FakeEngine

from companion import paths, samples, settings, terminal
from companion.cli import main
from companion.emotion import hmm, states
from companion.errors import StoreError
from companion.house import House
from companion.memory.fading import LetGo
from companion.memory.keys import database_key
from companion.memory.store import Store
from companion.mind import Mind
from companion.prompt.assemble import TEMPLATES
from companion.session import Session
from companion.transcript import Voice
from companion.turn import (
    Affect,
    Assessment,
    Belief,
    Decision,
    Event,
    Observation,
    Shift,
    Stage,
    Strategy,
    Turn,
    Understood,
    Utterance,
)

README = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
KEYS = {
    "user", "belief", "affect", "cause", "risk", "strategies", "stage", "memories", "reply",
    "replaced", "timings_ms", "present", "shift", "tone", "corrected",
}  # fmt: skip


TOLD = Turn(
    utterance=Utterance("they laughed", FakeClock().at),
    observation=Observation((1.0,) * 8, Affect()),
    belief=Belief((0.125,) * 8),
    assessment=Assessment(),
    memories=(),
    decision=Decision((Strategy.QUESTION,), Stage.EXPLORATION),
    reply="Who did?",
)


class Said(NamedTuple):
    out: str
    err: str


def talk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, *words: str
) -> Said:
    """What `chat` prints for what is typed, over a real memory and a fake engine."""

    def opened(_settings: object, **_: object) -> House:
        engine = FakeEngine()
        store = Store.open(paths.database(), database_key(paths.home()).hex)
        mind = Mind(None, hmm.load(paths.shipped() / "dynamics.json"))
        voice = Voice(engine, TEMPLATES["chatml"], "candidates")  # type: ignore[arg-type]

        def begin(private: bool = False) -> Session:
            clock = FakeClock()
            return Session(engine, store, mind, voice, now=clock, seed=1, private=private)  # type: ignore[arg-type]

        return House(begin(), store, engine, "", lambda: begin(private=True))  # type: ignore[arg-type]

    monkeypatch.setattr(terminal, "open_house", opened)
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert main(["chat", *words]) == 0
    return Said(*capsys.readouterr())


def lines(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main(words) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.slow
def test_the_written_evening_is_one_json_object_a_turn_recalls_what_was_told_and_leaves_no_trace(
    capsys: pytest.CaptureFixture[str], own_home: Path
) -> None:
    turns = lines(capsys, "chat", "--sample", "evening", "--json")
    told = [turn["user"] for turn in turns]
    assert told == list(samples.messages("evening")) and len(turns) >= 6
    for turn in turns:
        assert set(turn) >= KEYS
        assert turn["reply"] and sum(turn["belief"].values()) == pytest.approx(1, abs=0.01)  # type: ignore[attr-defined]
    recalled = [(i, m) for i, t in enumerate(turns) for m in t["memories"]]  # type: ignore[attr-defined]
    assert recalled
    for i, memory in recalled:
        assert memory["text"] in told[:i] and memory["why"].startswith("Because")
    assert not paths.database().exists()


def test_a_written_talk_can_be_read_as_it_is_held(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Lisbon" in talk(monkeypatch, capsys, "", "--sample", "evening").out


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


@pytest.mark.parametrize(
    "command",
    [
        "chat",
        "chat --sample evening --json",
        "practice",
        "memories",
        "models",
        "bench turn --turns 30 --json",
    ],
)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"companion {command}" in README


@pytest.mark.parametrize("name", samples.names())
def test_every_written_talk_has_something_to_say(name: str) -> None:
    assert len(samples.messages(name)) >= 6


# --- what was learnt, and the days -----------------------------------------------------------------


def test_before_anything_was_said_there_is_nothing_learnt_and_no_day(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["learnt", "list"]) == 0
    assert capsys.readouterr().out.strip() == "Nothing was learnt yet."
    assert main(["mood"]) == 0
    assert capsys.readouterr().out.strip() == "There are no days to look back on yet."


def test_i_put_the_last_message_right_while_i_talk(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "/feel anger\n/feel back\nmy boss called my report sloppy\n/feel Anger\n"
    said = talk(monkeypatch, capsys, typed)
    assert "There is nothing to put right yet." in said.out
    assert "There is nothing to take back." in said.out
    assert "Put right: it was anger." in said.out
    assert main(["learnt", "list"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^ +1  .* said anger: my boss called my report sloppy$", shown, re.MULTILINE)


def test_i_take_it_back_while_i_talk(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = talk(monkeypatch, capsys, "my boss called my report sloppy\n/feel anger\n/feel back\n")
    assert "Taken back." in said.out
    assert main(["learnt", "list"]) == 0
    assert "sloppy" not in capsys.readouterr().out


@pytest.mark.parametrize("wish", ["/feel", "/feel fury"])
def test_a_feeling_it_does_not_know_gets_the_eight_it_knows(
    wish: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = talk(monkeypatch, capsys, f"hello\n{wish}\n")
    known = [line for line in said.out.splitlines() if line.startswith("I know no feeling")]
    assert known and all(name in known[0] for name in states.NAMES)


def test_putting_right_leaves_one_json_object_a_turn(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = talk(monkeypatch, capsys, "hello\n/feel joy\n", "--json")
    assert [set(json.loads(line)) >= KEYS for line in said.out.splitlines()] == [True]
    assert "Put right: it was joy." in said.err


def test_when_it_cannot_be_kept_the_talk_says_so_and_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Store, "save_correction", broken)
    said = talk(monkeypatch, capsys, "hello\n/feel joy\nand then the phone rang\n")
    assert "The disk is full." in said.out.splitlines()


def test_i_take_back_a_correction_of_an_earlier_talk_by_its_number(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    talk(monkeypatch, capsys, "hello\nmy boss called my report sloppy\n/feel anger\n")
    assert main(["learnt", "undo", "1"]) == 1
    assert main(["learnt", "undo"]) == 1
    assert "learnt list" in capsys.readouterr().err
    assert main(["learnt", "undo", "2"]) == 0
    capsys.readouterr()
    assert main(["learnt", "list"]) == 0
    assert "sloppy" not in capsys.readouterr().out


def test_i_let_go_of_what_was_learnt(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    talk(monkeypatch, capsys, "hello\nmy boss called my report sloppy\n/feel anger\n")
    assert main(["learnt", "list"]) == 0
    assert "Learnt from how feelings moved (messages: 1)." in capsys.readouterr().out
    assert main(["learnt", "forget"]) == 0
    capsys.readouterr()
    assert main(["learnt", "list"]) == 0
    assert capsys.readouterr().out.strip() == "Nothing was learnt yet."


def test_my_days_are_plain_lines_with_the_words_that_weighed_most(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    talk(monkeypatch, capsys, "my boss called my report sloppy\n/feel anger\n")
    assert main(["mood"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d  anger +my boss called my report sloppy", line)


# --- before, after, and without a trace --------------------------------------------------------------


def test_a_private_talk_says_so_and_leaves_no_trace(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    monkeypatch.setattr(Store, "keep_copy", lambda *_: pytest.fail("nothing is put in order"))
    typed = "please remember that my sister Nina moved\n/feel joy\n"
    said = talk(monkeypatch, capsys, typed, "--private")
    assert terminal.PRIVATE in said.err.splitlines()
    assert "There is nothing to put right yet." in said.out
    store = Store.open(paths.database(), database_key(own_home).hex)
    assert store.talks() == store.memories() == store.history() == ()
    assert store.learnt() == ""
    store.close()


def test_talks_are_sorted_also_for_who_only_uses_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    settings.save(settings.Settings(transcript_days=7), paths.settings_file())
    rested: list[int] = []
    rest = Session.rest

    def watched(session: Session, transcript_days: int = 0) -> LetGo:
        rested.append(transcript_days)
        return rest(session, transcript_days)

    monkeypatch.setattr(Session, "rest", watched)
    said = talk(monkeypatch, capsys, "my sister Nina moved to Lisbon\n")
    assert terminal.PRIVATE not in said.err
    assert rested == [7, 7]
    assert main(["memories", "facts"]) == 0
    assert "nina: sister" in capsys.readouterr().out
    talk(monkeypatch, capsys, "")
    store = Store.open(paths.database(), database_key(own_home).hex)
    assert store._db.execute("SELECT count(settled_at) FROM talk").fetchone() == (1,)
    store.close()


def test_a_memory_that_cannot_be_put_in_order_stops_no_talk(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Session, "rest", broken)
    assert talk(monkeypatch, capsys, "hello\n").out.strip()


# --- a turn as data --------------------------------------------------------------------------------


def test_a_turn_as_json_says_where_the_feeling_turned_and_what_i_put_right() -> None:
    told = replace(
        TOLD,
        observation=replace(TOLD.observation, present=(0.12345, *(0.0,) * 7)),
        shift=Shift(0.71234, "joy", "anger", found=True),
        tone=Affect(-0.41239, 0.5, 0.1),
        corrected="anger",
    )
    data = terminal.as_object(told)
    assert data["shift"] == {"probability": 0.712, "before": "joy", "after": "anger", "found": True}
    assert data["present"]["calm"] == 0.123 and set(data["present"]) == set(states.NAMES)
    assert data["tone"] == {"valence": -0.412, "arousal": 0.5, "dominance": 0.1}
    assert data["corrected"] == "anger"


def test_where_nothing_could_be_read_nothing_is_present() -> None:
    assert terminal.as_object(TOLD)["present"] == {}


def test_the_trace_says_where_the_feeling_turned(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def respond(*_: object) -> Iterator[Event]:
        for found in (True, False):
            shift = Shift(0.8, "joy", "anger", found=found)
            yield Understood(TOLD.observation, TOLD.belief, TOLD.assessment, shift)

    monkeypatch.setattr(Session, "respond", respond)
    assert talk(monkeypatch, capsys, "hello\n", "--trace").out.count("from joy to anger") == 1
