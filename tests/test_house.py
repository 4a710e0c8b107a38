"""The whole house with the real engine, memory and parameters."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from companion import paths
from companion.engine import catalogue
from companion.errors import StoreError
from companion.house import NO_LISTS, House, now, open_house
from companion.policy import risk_abroad, risk_heard
from companion.policy.guard import GuardContext, check
from companion.prompt.assemble import TEMPLATES
from companion.session import Session
from companion.settings import Settings
from companion.transcript import Voice
from companion.turn import CrisisHelp, Event, Sentence, Stopped, TurnSaved, Understood, Utterance

pytestmark = pytest.mark.slow


@pytest.fixture
def house() -> Iterator[House]:
    made = open_house(Settings(), seed=3)
    made.read_ahead(threading.Event())
    yield made
    made.close()


def say(session: Session, text: str) -> list[Event]:
    return list(session.respond(Utterance(text, now()), threading.Event()))


def saved(events: list[Event]) -> TurnSaved:
    return next(event for event in events if isinstance(event, TurnSaved))


def test_a_fresh_house_opens_without_trouble(house: House) -> None:
    assert house.trouble == ()
    assert house.key_sentence.endswith(".")
    assert house.engine.loaded is not None


def test_what_was_read_in_one_turn_is_kept_for_the_next(house: House) -> None:
    texts = (
        "my boss was cold to me all day",
        "I ate lunch alone",
        "my mother called about her hip",
    )
    timings = [saved(say(house.session, text)).turn.timings for text in texts]
    read = [t for t in timings if t.evaluated_tokens]
    assert read
    for t in read:
        assert t.reused_tokens > t.evaluated_tokens


def test_bad_news_and_good_news_are_told_apart(house: House) -> None:
    say(house.session, "my dog died this morning and I can't stop crying")
    sad = house.session.turns[-1].belief.probs
    say(house.session, "I got the job! I am so happy!")
    glad = house.session.turns[-1].belief.probs
    assert sad[4] > 0.5 > sad[1]
    assert glad[1] > 0.5 > glad[4]


def test_a_killed_engine_costs_one_reply_at_most(house: House) -> None:
    texts = [f"my boss was cold to me again today, time {i}" for i in range(6)]
    stopped = False
    for text in texts:
        events = []
        for event in house.session.respond(Utterance(text, now()), threading.Event()):
            events.append(event)
            if isinstance(event, Sentence) and not stopped and house.engine.pid:
                os.kill(house.engine.pid, signal.SIGKILL)
        stopped = stopped or any(isinstance(e, Stopped) and e.reason == "engine" for e in events)
        assert saved(events).turn.reply
        assert saved(events).turn_id is not None
        if stopped:
            break
    assert stopped, "the death was said"
    after = say(house.session, "are you still there? I went home early")
    assert not any(isinstance(e, Stopped) for e in after)
    assert saved(after).turn.reply


def test_a_larger_models_way_of_speaking_works_with_the_real_engine(house: House) -> None:
    voice = Voice(house.engine, TEMPLATES["chatml"], "stream")
    session = Session(house.engine, house.store, house.session._mind, voice, now=now, seed=1)
    text = "my boss was cold to me all day"
    shown = [e.text for e in say(session, text) if isinstance(e, Sentence)]
    assert shown
    for i, line in enumerate(shown):
        context = GuardContext(text=text, said=tuple(shown[:i]), wanders=False)
        assert check(line, context).ok or check(line, replace(context, written=True)).ok


def test_without_model_files_the_talk_goes_on_in_written_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "none"))
    house = open_house(Settings(), seed=3)
    try:
        assert len(house.trouble) == 2
        assert all(sentence.endswith(".") for sentence in house.trouble)
        assert saved(say(house.session, "my boss was cold to me all day")).turn.reply
        danger = say(house.session, "I want to kill myself")
        assert isinstance(danger[0], CrisisHelp)
    finally:
        house.close()


@pytest.mark.parametrize("damage", ["cut", "empty", "other"])
@pytest.mark.parametrize("name", ["observer.npz", "dynamics.json", "matter.npz", "sense.npz"])
def test_damaged_parameters_are_said_and_the_talk_goes_on(
    name: str, damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(paths.shipped(), tmp_path / "shipped")
    whole = (tmp_path / "shipped" / name).read_bytes()
    left = {"cut": whole[: len(whole) // 2], "empty": b"", "other": b"not numbers"}
    (tmp_path / "shipped" / name).write_bytes(left[damage])
    monkeypatch.setattr(paths, "shipped", lambda: tmp_path / "shipped")
    house = open_house(Settings(), seed=3)
    try:
        assert len(house.trouble) == 1
        events = say(house.session, "I want to kill myself")
        assert isinstance(events[0], CrisisHelp)
        understood = next(e for e in events if isinstance(e, Understood))
        assert sum(understood.belief.probs) == pytest.approx(1.0)
    finally:
        house.close()


def test_a_damaged_list_of_danger_is_said_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(risk_abroad.FOLDER, tmp_path / "signs")
    (tmp_path / "signs" / "it.toml").write_text("acute = 7", "utf-8")
    monkeypatch.setattr(risk_abroad, "FOLDER", tmp_path / "signs")
    risk_heard.speeches.cache_clear()
    house = open_house(Settings(), seed=3)
    try:
        assert house.trouble == (NO_LISTS,)
        assert isinstance(say(house.session, "ich bringe mich heute um")[0], CrisisHelp)
    finally:
        house.close()
        risk_heard.speeches.cache_clear()


def test_a_damaged_chat_model_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    shutil.copy(catalogue.embedder_path(), models)
    whole = catalogue.chat_path("smollm2-135m")
    with (models / whole.name).open("wb") as broken:
        broken.write(whole.read_bytes()[:1_000_000])
        broken.truncate(whole.stat().st_size)
    monkeypatch.setenv("COMPANION_MODELS", str(models))
    house = open_house(Settings(), seed=3)
    try:
        assert saved(say(house.session, "my boss was cold to me all day")).turn.reply
    finally:
        house.close()


def test_a_second_window_says_that_the_memory_is_open_already(house: House) -> None:
    with pytest.raises(StoreError) as caught:
        open_house(Settings())
    assert str(caught.value).endswith(".")
    assert saved(say(house.session, "still here")).turn_id is not None


def test_the_next_talk_remembers_this_one(house: House) -> None:
    say(house.session, "please remember this: my sister Nina moved to Lisbon on Saturday")
    house.close()
    again = open_house(Settings(), seed=4)
    try:
        turn = saved(say(again.session, "I nearly called my sister Nina in Lisbon tonight")).turn
        assert any("moved to Lisbon" in memory.text for memory in turn.memories)
        assert all(memory.why for memory in turn.memories)
    finally:
        again.close()
