"""How I said something, beside how I mostly speak: what the tracker makes of it and what is kept."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from test_session import Talk

from companion.emotion.states import NAMES
from companion.memory import speech
from companion.memory.store import Store
from companion.turn import Utterance
from companion.voice.acoustics import ENOUGH, Acoustics, Baseline
from companion.voiced import read, with_manner

NOON = datetime(2026, 10, 3, 12, 0, tzinfo=UTC)
USUAL = Acoustics(loudness=-24.0, pitch=16.0, melody=2.0, rate=3.0, pauses=0.1)
RAISED = replace(USUAL, loudness=-16.0, pitch=20.0, rate=4.0)
SAID = Utterance("my sister moved", NOON, "voice")


def known(store: Store) -> None:
    for _ in range(int(ENOUGH)):
        assert with_manner(store, SAID, USUAL, keep=True) == SAID, "nothing is said before"


def test_a_raised_voice_speaks_for_stirred_feelings_once_i_am_known(store: Store) -> None:
    known(store)
    voice = with_manner(store, SAID, RAISED, keep=True).voice
    by_name = dict(zip(NAMES, voice, strict=True))
    assert by_name["anger"] > by_name["calm"] and max(voice) == 1.0
    as_ever = dict(zip(NAMES, with_manner(store, SAID, USUAL, keep=True).voice, strict=True))
    assert as_ever["calm"] > 0.8


def test_in_a_private_talk_nothing_of_my_voice_is_kept(store: Store) -> None:
    known(store)
    before = speech.usual(store)
    assert with_manner(store, SAID, RAISED, keep=False).voice
    assert speech.usual(store) == before


def test_what_is_kept_is_numbers_and_goes_when_i_want(store: Store) -> None:
    known(store)
    assert not set("abdfghijklopqrvwxyz") & set(
        speech.usual(store).replace("means", "").replace("squares", "").replace("count", "")
    ), "no word"
    speech.forget_usual(store)
    assert speech.usual(store) == ""
    known(store)
    store.forget_learnt()
    assert speech.usual(store) == ""
    known(store)
    store.erase_all()
    assert speech.usual(store) == ""


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "{",
        "[]",
        "3",
        '{"count": 9}',
        '{"count": 9, "means": [1], "squares": [1]}',
        '{"count": 9, "means": [NaN,1,1,1,1], "squares": [1,1,1,1,1]}',
        '{"count": 9, "means": [1,1,1,1,1], "squares": [1,1,1,1,-1]}',
    ],
)
def test_damaged_numbers_are_no_numbers(kept: str, store: Store) -> None:
    assert read(kept) == Baseline()
    speech.keep_usual(store, kept)
    assert with_manner(store, SAID, USUAL, keep=True) == SAID


def test_a_closed_memory_costs_only_the_manner(store: Store) -> None:
    store.close()
    assert with_manner(store, SAID, USUAL, keep=True) == SAID


def test_how_i_said_it_is_kept_with_the_turn_and_changes_what_is_believed(talk: Talk) -> None:
    plain = Utterance("I came home at six", NOON, "voice")
    anger = tuple(1.0 if name == "anger" else 0.2 for name in NAMES)
    believed = []
    for minutes, one in ((0, plain), (5, replace(plain, voice=anger))):
        said = replace(one, at=NOON + timedelta(minutes=minutes))
        list(talk.session.respond(said, threading.Event()))
        believed.append(talk.session.turns[-1].belief.probs[NAMES.index("anger")])
    assert believed[1] > believed[0]
    kept = [turn.utterance for _, turn in talk.store.history()]
    assert [one.source for one in kept] == ["voice", "voice"]
    assert kept[1].voice == pytest.approx(anger)
