"""What an exercise heard, in the talk that goes on beside it."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from fakes import FakeClock, FakeEngine
from practice_fakes import EARS

from companion import paths
from companion.emotion import hmm
from companion.engine.client import EngineClient
from companion.memory.store import Store
from companion.mind import Mind
from companion.policy.assess import together
from companion.practice import steps
from companion.practice.texts import exercise
from companion.prompt.assemble import TEMPLATES
from companion.session import Session
from companion.transcript import Voice
from companion.turn import Assessment, CrisisHelp, Event, Risk, TurnSaved, Utterance

CRISIS = "I want to kill myself"


@pytest.fixture
def session(store: Store) -> Session:
    engine: EngineClient = FakeEngine(100_000)  # type: ignore[assignment]
    mind = Mind(None, hmm.load(paths.shipped() / "dynamics.json"))
    voice = Voice(engine, TEMPLATES["chatml"], "candidates")
    return Session(engine, store, mind, voice, now=FakeClock(), seed=1)


def heard_in_an_exercise(words: str) -> Assessment:
    stopped = steps.answer(steps.begin(exercise("well")), words, EARS).stopped
    assert stopped is not None
    return stopped


def say(session: Session, text: str, beside: Assessment | None = None) -> Sequence[Event]:
    return list(session.respond(Utterance(text, FakeClock().at), threading.Event(), beside))


def risk(events: Sequence[Event]) -> Risk:
    saved = events[-1]
    assert isinstance(saved, TurnSaved)
    return saved.turn.assessment.risk


def test_danger_in_an_exercise_is_not_over_with_my_next_message(session: Session) -> None:
    acute = heard_in_an_exercise(f"{CRISIS} tonight, I have the pills")
    events = say(session, "what a day", acute)
    assert isinstance(events[0], CrisisHelp)
    assert risk(events) == Risk.ELEVATED
    assert risk(say(session, "it rained")) < Risk.ELEVATED


def test_no_word_of_the_exercise_is_kept_with_it(session: Session, store: Store) -> None:
    say(session, "what a day", heard_in_an_exercise(CRISIS))
    with store.reading() as db:
        (kept,) = db.execute("SELECT assessment FROM turn").fetchone()
    assert "kill" not in kept


def test_without_an_exercise_the_talk_is_as_it_was(session: Session) -> None:
    assert risk(say(session, "what a day")) == Risk.NONE


def test_what_was_noticed_in_both_places_is_noticed() -> None:
    one, other = Assessment(Risk.LOW, reasons=("a",)), Assessment(Risk.ACUTE, boundaries=("b",))
    assert together(one, other) == Assessment(Risk.ACUTE, boundaries=("b",), reasons=("a",))
    assert together(one, None) is one and together(None, other) is other
    assert together(None, None) is None
