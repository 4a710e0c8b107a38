"""Replies read aloud: by a voice of the system, calmly, and silent the moment I begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtTextToSpeech import QTextToSpeech
from pytestqt.qtbot import QtBot
from ui_fakes import belief
from voice_sounds import voice
from voice_window import SPEAKING, Room, Speaking

from companion.turn import (
    Affect,
    Assessment,
    Belief,
    CrisisHelp,
    Decision,
    Observation,
    Planned,
    Risk,
    Sentence,
    Stage,
    Strategy,
    Understood,
)
from companion.voice import messages as m
from ui.speaking import NO_VOICE

State = QTextToSpeech.State
LONG = "That sounds like a heavy evening. " * 20


@pytest.fixture
def talk(qtbot: QtBot) -> Iterator[Speaking]:
    room = Room()
    room.reader = QTextToSpeech("mock")  # Qt's own engine without sound
    made = Speaking(qtbot, replace(SPEAKING, speaks=True), room)
    yield made
    made.close()


def reply(
    talk: Speaking,
    text: str = LONG,
    risk: Risk = Risk.NONE,
    pace: float = 0.5,
    feels: Belief | None = None,
) -> None:
    heard = Assessment(risk)
    if risk >= Risk.ELEVATED:
        talk.desk.speaker.show_event(CrisisHelp(heard))
    seen = Observation((1.0,) * 8, Affect())
    decision = Decision((Strategy.REFLECTION,), Stage.EXPLORATION, pace=pace)
    for event in (
        Understood(seen, feels or belief(sadness=0.8), heard),
        Planned((), decision),
        Sentence(text),
    ):
        talk.desk.speaker.show_event(event)


def state(talk: Speaking) -> State:
    assert talk.room.reader is not None
    return talk.room.reader.state()


def test_a_reply_is_read_slower_for_somebody_low_and_within_small_bounds(talk: Speaking) -> None:
    reader = talk.room.reader
    assert reader is not None
    reply(talk, pace=0.2, feels=belief(joy=0.9))
    assert state(talk) == State.Speaking
    glad = reader.rate(), reader.pitch()
    talk.desk.speaker.stop()
    reply(talk, pace=1.0)
    low = reader.rate(), reader.pitch()
    assert low[0] < glad[0] <= 0 and low[1] < 0 < glad[1]
    assert low[0] >= -0.25 and max(abs(glad[1]), abs(low[1])) <= 0.15


def test_it_is_silent_the_moment_i_type(talk: Speaking) -> None:
    reply(talk)
    talk.composer.page.setPlainText("w")
    assert state(talk) == State.Ready
    talk.desk.speaker.show_event(Sentence("The rest of the reply."))
    assert state(talk) == State.Ready, "the rest is only shown"
    reply(talk)
    assert state(talk) == State.Speaking, "the next reply is read again"


def test_it_is_silent_the_moment_i_begin_to_speak(talk: Speaking) -> None:
    reply(talk)
    talk.hold()
    assert state(talk) == State.Ready


def test_where_there_may_be_danger_nothing_is_read(talk: Speaking) -> None:
    reply(talk)
    reply(talk, "Please call 112 now.", Risk.ACUTE)
    assert state(talk) == State.Ready


def test_hands_free_its_own_voice_is_not_taken_for_mine(talk: Speaking) -> None:
    talk.choose("voice_hands_free", True)
    talk.hold()
    talk.let_go()
    reply(talk)
    talk.room.hear(voice(0.5))
    assert talk.room.recogniser.sound == []
    talk.desk.speaker.stop()
    talk.room.hear(voice(0.5))
    assert talk.room.recogniser.sound
    talk.tell(m.Over(1))


def test_switched_off_it_is_silent_and_without_a_voice_it_says_so(talk: Speaking) -> None:
    reply(talk)
    talk.choose("speaks", False)
    assert state(talk) == State.Ready
    reply(talk)
    assert state(talk) == State.Ready


def test_a_system_without_a_voice_is_said_and_the_choice_taken_back(qtbot: QtBot) -> None:
    talk = Speaking(qtbot, SPEAKING)
    talk.choose("speaks", True)
    assert talk.sentences == [NO_VOICE] and not talk.settings.speaks
    talk.close()
