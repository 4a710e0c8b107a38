"""The bench of the engine: its figures and their baselines, with talks too short to mean anything."""

from __future__ import annotations

import json
import os
import statistics

import pytest

from companion import cli
from companion.bench import (
    engine,
    fetching,
    fitting,
    generating,
    long_talk,
    mutants,
    plain_llama,
    reopening,
    starting,
    stopping,
)
from companion.bench.plain_llama import Ran
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.engine.messages import LoadChat
from companion.errors import CompanionError
from companion.settings import Settings

ASKED = {
    "speed_ratio",
    "ttft_turn_60_over_5",
    "reopen_ratio",
    "start_ms",
    "ready_ms",
    "overhead_mb",
    "stop_ms_p95",
    "fit_error_max",
    "fetch_faults",
    "gguf_mutants",
}


def test_a_rate_is_of_the_tokens_after_the_first() -> None:
    assert Ran(tokens=11, seconds=2.0, first_ms=300).rate == 5.0
    assert Ran(tokens=1, seconds=0.0, first_ms=300).rate == 0.0


@pytest.mark.timeout(300)  # a bench needs its machine, and may not have it alone
@pytest.mark.slow
def test_every_figure_asked_for_is_printed_beside_its_baseline(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for part, name, small in (
        (generating, "ROUNDS", 1),
        (fetching, "TRIALS", 1),
        (fitting, "CONTEXTS", (256,)),
        (mutants, "COUNT", 4),
        (generating, "TOKENS", 6),
        (generating, "FEWEST", 2),
        (long_talk, "TURNS", 4),
        (long_talk, "EARLY", 1),
        (long_talk, "LATE", 4),
        (long_talk, "SPOKEN", 2),
        (reopening, "TALK", 200),
        (reopening, "ROUNDS", 1),
        (starting, "STARTS", 1),
        (starting, "UNCOUNTED", 0),
        (stopping, "STOPS", 2),
    ):
        monkeypatch.setattr(part, name, small)
    assert cli.main(["bench", "engine", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(engine.FIGURES) == ASKED
    assert all(found[figure] is not None for figure in ASKED - {"overhead_mb"})
    for part in {*engine.ALONE, *engine.IN_HOUSE} - {"fetching", "mutants"}:  # these count faults
        assert any(name.startswith("baseline_") for name in found[part]), part
    assert found["starting"]["ready_ms"] > found["starting"]["start_ms"] > 0
    assert found["reopening"]["parked_mb"] > 1
    assert found["stopping"]["sentences_after_stop"] == 0


@pytest.mark.slow
def test_plain_llama_says_the_same_words_as_the_engine(engine: EngineClient) -> None:
    """Else the two would not be doing the same work."""
    path = str(catalogue.chat_path("smollm2-135m"))
    prompt = engine.tokenize("Once upon a time there was a lighthouse, and")
    with plain_llama.opened(LoadChat(path, 2048, 0, 0)) as plain:
        ran = plain.loop(prompt, 12, seed=3)
    assert ran.tokens == generating.through(engine, prompt, 12, seed=3).tokens == 12
    assert ran.rate > 0


@pytest.mark.slow
def test_what_plain_llama_cannot_load_is_said_in_one_sentence() -> None:
    path = os.devnull
    with (
        plain_llama.opened(LoadChat(path, 512, 0, 0)) as plain,
        pytest.raises(CompanionError, match="nothing to compare"),
    ):
        plain.loop((1, 2), 2, 1)


@pytest.mark.slow
def test_turns_after_a_drop_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A talk in a window so small that it drops: those turns are no part of the ratio."""
    monkeypatch.setattr(long_talk, "TURNS", 8)
    monkeypatch.setattr(long_talk, "LATE", 8)
    monkeypatch.setattr(long_talk, "SPOKEN", 2)
    with engine._house(Settings(context=448)) as house:
        found = long_talk.measure(house.session.voice)
    assert found["window_drops"] >= 1
    assert found["first_token_ms_after_drop"] > 0
    assert found["ttft_turn_60_over_5"] == pytest.approx(
        found["first_token_ms_turn_60"] / found["first_token_ms_turn_5"], abs=0.01
    )
    assert statistics.median(found["first_token_ms"]) > 0
