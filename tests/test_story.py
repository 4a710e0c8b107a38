"""What is told of a film, a song or a trade is no danger; what somebody means, after a film, is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from test_second_look import look

from companion.policy import danger, risk_heard
from companion.policy.assess import STATE_ORDER, assess
from companion.policy.pieces import SIZE
from companion.policy.plain import plain
from companion.policy.risk_words import REASONS
from companion.turn import Assessment, Belief, Risk

LINES = Path(__file__).parent / "lines" / "after_a_story.tsv"
MEANT = [row.split("\t")[1] for row in LINES.read_text("utf-8").splitlines()]
CHORUS = "the chorus goes let me die in your arms and the whole class sings it on the bus"


@pytest.mark.parametrize("text", [
    CHORUS,
    "in meinem theaterstück sagt der könig im dritten akt ich will sterben und der vorhang fällt",
    "en mi obra de teatro el rey dice quiero morir en el tercer acto y cae el telón",
])  # fmt: skip
def test_what_is_sung_or_played_is_a_quiet_sign_at_most(text: str) -> None:
    found = assess(text)
    assert found.risk == Risk.LOW
    assert found.reasons == (REASONS["story"],)


@pytest.mark.parametrize("text", MEANT)
def test_what_i_mean_is_heard_whatever_film_or_work_i_speak_of_before(text: str) -> None:
    assert assess(text).risk >= Risk.ELEVATED


def test_a_story_is_no_excuse_where_danger_was_near_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert assess(CHORUS, None, Assessment(Risk.LOW)).risk >= Risk.ELEVATED
    sad = tuple(float(name == "sadness") for name in STATE_ORDER)
    assert assess(CHORUS, Belief(sad)).risk >= Risk.ELEVATED
    monkeypatch.setattr(danger, "shipped", lambda: None)
    assert assess(CHORUS).risk >= Risk.ELEVATED


def test_the_second_look_still_hears_danger_in_a_story() -> None:
    assert assess(CHORUS, second=look(0.999999, 0.1)).risk == Risk.ELEVATED


def test_what_is_done_to_me_or_my_body_is_never_a_story(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = np.zeros((SIZE, danger.STORY + 1), np.float32)
    constants = np.full(danger.STORY + 1, -9.0)
    constants[danger.STORY] = 9.0
    everything = danger.Danger(weights, constants)
    assert everything.story("we had soup") > 0.99 and everything.story("...") == 0.0
    monkeypatch.setattr(danger, "shipped", lambda: everything)
    for text in (
        "my wife is not breathing and her lips are going blue in the kitchen",
        "my husband chokes me every time he comes home from the pub on fridays",
    ):
        assert assess(text).risk >= Risk.ELEVATED
    assert assess("I want to die").risk >= Risk.ELEVATED, "nothing else is told"


def test_only_words_close_to_a_sign_tell_a_story() -> None:
    (sign,) = risk_heard.heard(plain(CHORUS)).hits
    assert sign.told == "the chorus goes in your arms and the whole class sings"
    (sign,) = risk_heard.heard(plain("and now I want to kill myself")).hits
    assert sign.told == ""
