"""A talk that goes on at the next start, and what was read of it, which never outlives a wish to forget."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import MEMORY_KEY
from fakes import FakeEngine
from test_session import SAD, Talk

from companion import parking
from companion.engine.client import EngineClient
from companion.engine.messages import ChatLoaded, Done, Evaluated, Piece
from companion.errors import StoreError
from companion.memory import hand, parked
from companion.memory.backup import set_aside
from companion.memory.keys import database_key
from companion.parking import Place
from companion.session import Session
from companion.transcript import Voice
from companion.turn import Utterance

LATER = "and then I walked home in the rain"


@pytest.fixture
def place(tmp_path: Path, talk: Talk) -> Place:
    """Where the talk of the fixture is parked."""
    return Place(tmp_path / "memory.db", database_key(tmp_path).hex)


def files(place: Place) -> list[Path]:
    return list(place.memory.parent.glob("memory-parked-*"))


def next_start(talk: Talk, place: Place) -> Session:
    """The same memory, a new engine and a new session."""
    talk.engine = FakeEngine()
    before = talk.session
    voice = Voice(talk.engine, before.voice.template, before.voice.tier)  # type: ignore[arg-type]
    talk.session = Session(talk.engine, talk.store, before._mind, voice, now=talk.clock, seed=1)  # type: ignore[arg-type]
    parking.resume(place, talk.session, talk.store, talk.clock())
    return talk.session


def test_a_talk_of_this_evening_goes_on_without_being_read_again(talk: Talk, place: Place) -> None:
    talk.say(SAD)
    talk.say("I went red")
    before = talk.session.turns
    parking.park(place, talk.session)
    session = next_start(talk, place)
    assert [t.utterance.text for t in session.turns] == [t.utterance.text for t in before]
    assert SAD in talk.engine.taken_up and "I went red" in talk.engine.taken_up
    talk.say(LATER)
    assert talk.engine.history[0].startswith(talk.engine.taken_up)
    assert len(talk.store.turns(1)) == 3 and len(talk.store.talks()) == 1


def test_what_was_said_after_it_was_parked_is_read_then(talk: Talk, place: Place) -> None:
    talk.say(SAD)
    parking.park(place, talk.session)
    talk.say("I went red")  # and then the power went out
    session = next_start(talk, place)
    assert len(session.turns) == 2
    assert "I went red" not in talk.engine.taken_up
    talk.say(LATER)
    assert "I went red" in talk.engine.history[0]


def test_a_talk_in_which_nothing_was_said_since_is_not_written_again(
    talk: Talk, place: Place
) -> None:
    talk.say(SAD)
    parking.park(place, talk.session)
    (file,) = files(place)
    written = file.stat().st_mtime_ns
    parking.park(place, talk.session)
    assert file.stat().st_mtime_ns == written
    talk.say("I went red")
    parking.park(place, talk.session)
    assert file.stat().st_mtime_ns != written


def test_after_a_night_it_is_another_talk(talk: Talk, place: Place) -> None:
    talk.say(SAD)
    parking.park(place, talk.session)
    assert len(files(place)) == 1
    talk.clock.forward(hours=7)
    assert next_start(talk, place).turns == ()
    assert files(place) == []


def test_begun_anew_it_is_another_talk(talk: Talk, place: Place) -> None:
    talk.say(SAD)
    talk.session.begin_anew()
    assert talk.session.turns == ()
    talk.say(LATER)
    assert len(talk.store.talks()) == 2
    assert SAD not in talk.engine.history[-1]


@pytest.mark.parametrize("changed", ["model", "words"])
def test_where_it_does_not_fit_any_more_the_talk_is_the_same_and_read_anew(
    talk: Talk, place: Place, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.say(SAD)
    parking.park(place, talk.session)
    if changed == "model":
        monkeypatch.setattr(FakeEngine, "__init__", _another_model(FakeEngine.__init__))
    else:
        with talk.store.writing() as db:
            db.execute("UPDATE turn SET text = 'my boss smiled'")
    session = next_start(talk, place)
    assert len(session.turns) == 1
    assert talk.engine.taken_up == ""
    talk.say(LATER)
    assert session.turns[0].utterance.text in talk.engine.history[0]


def _another_model(init: Callable[[FakeEngine], None]) -> Callable[[FakeEngine], None]:
    def made(self: FakeEngine) -> None:
        init(self)
        self.loaded = ChatLoaded("another", 100_000, "another")

    return made


FORGETTING: dict[str, Callable[[Talk], object]] = {
    "one memory": lambda talk: talk.session.forget(talk.store.memories()[0].id),
    "all about somebody": lambda talk: talk.session.forget_about("Mia"),
    "everything": lambda talk: talk.session.erase_all(),
    "what was learnt": lambda talk: talk.session.forget_learnt(),
    "old transcripts": lambda talk: talk.session.rest(transcript_days=1),
    "the program, straight in the memory": lambda talk: hand.forget_about(talk.store, "Mia"),
}


@pytest.mark.parametrize("way", FORGETTING)
def test_whatever_is_forgotten_what_was_parked_goes_with_it(
    talk: Talk, place: Place, way: str
) -> None:
    talk.say("My sister Mia is moving to Leeds in April and I cried all night about it.")
    assert talk.store.memories()
    parking.park(place, talk.session)
    assert len(files(place)) == 1
    if way == "old transcripts":
        talk.session.begin_anew()
        talk.clock.forward(days=3)
    FORGETTING[way](talk)
    assert files(place) == []


def test_after_forgetting_nothing_of_it_is_parked_again(talk: Talk, place: Place) -> None:
    talk.say(SAD)
    talk.say("My sister Mia is moving to Leeds in April and I cried all night about it.")
    talk.session.forget_about("Mia")
    parking.park(place, talk.session)
    next_start(talk, place)
    assert SAD in talk.engine.taken_up
    assert "Mia" not in talk.engine.taken_up


def test_a_memory_set_aside_leaves_no_parked_talk_behind(talk: Talk, place: Place) -> None:
    talk.say(SAD)
    parking.park(place, talk.session)
    talk.store.close()
    set_aside(place.memory)
    assert files(place) == []


def test_a_private_talk_is_never_parked(talk: Talk, place: Place) -> None:
    private = Session(
        talk.engine,  # type: ignore[arg-type]
        talk.store,
        talk.session._mind,
        Voice(talk.engine, talk.session.voice.template, "candidates"),  # type: ignore[arg-type]
        now=talk.clock,
        private=True,
    )
    list(private.respond(Utterance(SAD, talk.clock()), threading.Event()))
    parking.park(place, private)
    assert files(place) == []


def test_no_word_of_it_can_be_read_without_the_key(talk: Talk, place: Place) -> None:
    talk.say(SAD)
    parking.park(place, talk.session)
    (file,) = files(place)
    assert b"boss" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(StoreError), parked.read(place.memory, MEMORY_KEY, 1):
        pass


def test_a_damaged_file_costs_only_the_time_to_read_the_talk_anew(talk: Talk, place: Place) -> None:
    talk.say(SAD)
    parking.park(place, talk.session)
    (file,) = files(place)
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    file.write_bytes(raw)
    assert len(next_start(talk, place).turns) == 1
    talk.say(LATER)
    assert SAD in talk.engine.history[0]


def test_a_disk_that_is_full_leaves_no_half_of_it(talk: Talk, place: Place) -> None:
    def full(put: Callable[[bytes], None]) -> str:
        put(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError):
        parked.write(place.memory, place.key, 1, full)
    assert files(place) == []


def test_a_kept_page_of_an_exercise_is_no_talk_to_go_on_with(talk: Talk, place: Place) -> None:
    from companion.kept_page import keep_page

    talk.say(SAD)
    talk.clock.forward(minutes=5)
    keep_page(talk.store, talk.session.person, "A fairer thought", talk.clock())
    assert parking.unfinished(talk.store, talk.clock()) == 1


# --- the real engine ---------------------------------------------------------------------------


def read(engine: EngineClient, tokens: tuple[int, ...]) -> tuple[Evaluated, list[int]]:
    answers = list(engine.stream(tokens, threading.Event(), max_tokens=8, seed=4))
    first = answers[0]
    assert isinstance(first, Evaluated)
    return first, [a.token for a in answers if isinstance(a, Piece)]


@pytest.fixture
def told(engine: EngineClient) -> Iterator[tuple[int, ...]]:
    yield engine.tokenize("My sister moved away in spring and the flat is quiet. " * 24)


@pytest.mark.slow
def test_the_real_model_goes_on_from_its_state_as_if_it_had_read_it(
    engine: EngineClient, told: tuple[int, ...]
) -> None:
    read(engine, told)
    _, words = read(engine, told)  # with one token to evaluate, as later
    parts: list[bytes] = []
    assert engine.take_state(told, parts.append, 1 << 30) == len(told)
    read(engine, engine.tokenize("Something else."))
    assert engine.put_state(told, sum(map(len, parts)), parts)
    evaluated, again = read(engine, told)
    assert evaluated.evaluated == 1
    assert again == words


@pytest.mark.slow
def test_a_state_beyond_the_bound_or_of_another_model_is_left(
    engine: EngineClient, told: tuple[int, ...]
) -> None:
    read(engine, told)
    parts: list[bytes] = []
    assert engine.take_state(told, parts.append, most=1000) == 0
    assert parts == []
    assert not engine.put_state(told, 5000, [b"x" * 5000])
    assert read(engine, told)[0].reused == 0


@pytest.mark.slow
def test_stopped_in_the_middle_of_reading_it_goes_on_as_ever(
    engine: EngineClient, told: tuple[int, ...]
) -> None:
    read(engine, engine.tokenize("Something else."))
    _, words = read(engine, told)
    read(engine, engine.tokenize("Something else."))
    cancel = threading.Event()
    timer = threading.Timer(0.05, cancel.set)
    timer.start()
    answers = list(engine.stream(told, cancel, max_tokens=200, seed=4))
    timer.join()
    assert isinstance(answers[-1], Done) and answers[-1].cancelled
    assert read(engine, told)[1] == words
