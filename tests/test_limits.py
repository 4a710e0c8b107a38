"""Limits of our role that no pattern names are heard in the wording, and ordinary talk touches none."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from companion import paths
from companion.bench import exchanges
from companion.policy import limits, tongue
from companion.policy.assess import assess
from companion.policy.boundaries import BOUNDARIES
from companion.policy.limits import KEYS, Limits, of_file
from companion.policy.pieces import SIZE
from companion.policy.plain import plain
from scripts.train_limits import LINES, NONE, held_out, read

TOUCHED = {
    "en": "You always know what to say, I think you're my best friend",
    "de": "Du bist der einzige, der mich versteht",
    "fr": "Je n'ai plus besoin de personne depuis que je te parle",
}
ORDINARY = (
    "I went to the market today",
    "my therapist said I should write more",
    "how are you",
    "Ich habe heute Kuchen gebacken",
    "Ho perso l'autobus e sono arrivata tardi",
)


@pytest.mark.parametrize("text", TOUCHED.values(), ids=TOUCHED)
def test_a_limit_that_no_pattern_names_is_heard(text: str) -> None:
    assert assess(text).boundaries


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_is_ordinary(text: str) -> None:
    assert assess(text).boundaries == ()


def test_without_its_file_the_patterns_go_on_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "shipped", lambda: None)
    assert assess("Are you human?").boundaries == ("is-it-human",)
    assert assess(TOUCHED["fr"]).boundaries == ()


@pytest.mark.parametrize("damage", ["cut", "empty", "other", "nan"])
def test_a_damaged_file_is_as_none(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "limits.npz"
    whole = (paths.shipped() / "limits.npz").read_bytes()
    if damage == "nan":
        columns = 1 + len(KEYS)
        np.savez(file, weights=np.full((SIZE, columns), np.nan), constants=np.zeros(columns))
    else:
        file.write_bytes({"cut": whole[: len(whole) // 2], "empty": b"", "other": b"hello"}[damage])
    assert of_file(file) is None
    assert tongue.of_file(file) is None


def test_an_unclear_limit_has_the_general_reply_and_a_sure_one_its_own() -> None:
    weights = np.zeros((SIZE, 1 + len(KEYS)), np.float32)
    constants = np.zeros(1 + len(KEYS), np.float32)
    constants[0] = 5.0
    said = plain("you and me, what is that then")
    assert Limits(weights, constants).of(said) == (limits.GENERAL,)
    constants[1 + KEYS.index("friend")] = 9.0
    assert Limits(weights, constants).of(said) == ("friend",)
    assert Limits(weights, constants).of(plain("that was a long day at the office")) == ()


def test_every_limit_that_may_be_heard_has_an_answer() -> None:
    assert {*KEYS, limits.GENERAL} - {"contempt"} <= BOUNDARIES.keys()


def test_few_ordinary_messages_nobody_trained_on_are_taken_for_one() -> None:
    held = [t for e in exchanges.read() if exchanges.held_out(e) for t in e.talk[::2]]
    taken = [t for t in held if assess(t).boundaries]
    assert len(taken) / len(held) < 0.05


def test_three_in_ten_of_the_lines_held_out_are_heard_in_every_language_and_mostly_more() -> None:
    for language in tongue.LANGUAGES:
        lines = [x for x in read() if x[0] == language and x[1] != NONE and held_out(x)]
        heard = [bool(assess(text).boundaries) for *_, text in lines]
        assert np.mean(heard) > 0.3, language


def test_the_lines_are_many_each_once_and_of_every_kind_in_every_language() -> None:
    lines = read(LINES)
    assert len(lines) > 15_000
    for language in tongue.LANGUAGES:
        assert {key for tongue_, key, _ in lines if tongue_ == language} == {NONE, *KEYS}
    assert all(re.search(r"\w", text) for *_, text in lines)
