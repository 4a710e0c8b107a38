"""A second look adds to what the rules found, takes no danger away, and keeps no card waiting."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from test_session import Talk, saved, shown

from companion import paths
from companion.bench import safety
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.errors import EngineDied
from companion.intake import assessed
from companion.mind import look_with
from companion.policy import danger
from companion.policy.assess import assess
from companion.policy.danger import KINDS, Sound
from companion.policy.limits import KEYS, with_second
from companion.policy.plain import plain
from companion.policy.risk_words import REASONS
from companion.policy.second_look import (
    HEADS,
    LIMIT,
    LISTENERS,
    NO_LOOK,
    SIZE,
    WHICH,
    Reader,
    Second,
    SecondLook,
    load,
)
from companion.turn import Assessment, CrisisHelp, Risk, Sentence

QUIET = "i wrote to everyone i had to write to. the flat is clean. i'm not sad anymore"
EVERYDAY = "nothing much today, just tea and the news"
DEV = [line for line in safety.lines() if line.half == "dev"]


def look(care: float, now: float, kind: str = "", limit: str = "", sure: float = 0.0) -> Second:
    return Second(Sound(care, now, kind, ("the flat is clean",)), limit, sure)


WORRIED, CALM = look(1 - 1e-6, 1 - 1e-6, "suicide"), look(0.001, 0.001)


def always(care: float, now: float) -> SecondLook:
    """A look that hears the same in everything."""
    constants = np.zeros(HEADS, np.float32)
    constants[:2] = np.log(np.array([care, now]) / (1 - np.array([care, now])))
    constants[LIMIT] = -9.0
    return SecondLook((Reader(np.zeros((SIZE, HEADS), np.float32), constants),) * len(LISTENERS))


def of_three(weights: np.ndarray) -> Second:
    """What is heard in "One. Two. Three." whose second part is the first direction, the third's the third."""
    order = [1, 0, 2, 3, 4, 5]
    reader = Reader(weights, np.full(HEADS, -2.0, np.float32))
    heard = SecondLook((reader, None)).of(
        "One. Two. Three.", lambda *_: np.eye(SIZE, dtype=np.float32)[order]
    )
    assert heard is not None
    return heard


def test_the_most_dangerous_part_counts_and_is_named() -> None:
    weights = np.zeros((SIZE, HEADS), np.float32)
    weights[0, :3] = 9.0
    second = of_three(weights)
    heard = second.sound
    assert heard.words == ("two.",)
    assert heard.care > 0.99 and heard.now > 0.99 and heard.kind == KINDS[0]


def test_the_limit_is_that_of_the_part_that_touches_one_most() -> None:
    weights = np.zeros((SIZE, HEADS), np.float32)
    weights[2, LIMIT] = weights[2, WHICH.start + KEYS.index("friend")] = 9.0
    second = of_three(weights)
    assert second.limit == "friend" and second.sure > 0.99


@pytest.mark.parametrize("vectors", [np.zeros((1, 3)), np.full((1, SIZE), np.nan), np.zeros((2, SIZE)), np.zeros((0, 0))])  # fmt: skip
def test_vectors_that_are_none_are_no_look(vectors: np.ndarray) -> None:
    assert always(0.9, 0.9).of("a word", lambda texts, name: vectors) is None


def test_numbers_far_out_are_no_trouble() -> None:
    huge = Reader(np.full((SIZE, HEADS), 1e4, np.float32), np.zeros(HEADS, np.float32))
    for sign in (1, -1):
        vectors = sign * np.eye(SIZE, dtype=np.float32)[:1]
        heard = SecondLook((huge, None)).of("a", lambda *_, made=vectors: made)
        assert heard is not None and round(heard.sound.care) == (sign > 0)
        assert assess(EVERYDAY, second=heard).risk <= Risk.ACUTE


def test_it_hears_what_the_rules_do_not_and_says_why() -> None:
    assert assess(QUIET).risk < Risk.ACUTE
    found = assess(QUIET, second=WORRIED)
    assert found.risk == Risk.ACUTE
    assert REASONS["second"] in found.reasons and REASONS["suicide"] in found.reasons
    assert "the flat is clean" in found.risk_words


@pytest.mark.parametrize("care", [0.001, 0.3, 0.5, 0.999])
def test_it_never_takes_back_what_was_told_before_it(care: float) -> None:
    for line in DEV:
        for before in (None, Assessment(Risk.ACUTE, reasons=(REASONS["suicide"],))):
            alone = assess(line.text, None, before, waits=True)
            found = assess(line.text, None, before, look(care, care))
            assert found.risk >= alone.risk and set(alone.risk_words) <= set(found.risk_words)
            dangers = {kind for kind in alone.boundaries if kind in (*KINDS, "minor")}
            assert dangers <= set(found.boundaries)


def test_where_the_wording_cannot_be_read_it_is_believed_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(danger, "shipped", lambda: None)
    assert assess(QUIET, second=WORRIED).risk == Risk.ACUTE
    assert assess(QUIET, second=CALM).risk == assess(QUIET).risk


def heard(text: str, second: Second | None) -> list[Assessment]:
    return list(assessed(text, None, None, lambda _: second))


def test_where_it_does_not_answer_all_is_as_without_it() -> None:
    for line in DEV:
        first, *more = heard(line.text, None)
        assert first == assess(line.text, waits=True)
        assert more == ([assess(line.text)] if first.risk < Risk.ACUTE else [])


def test_where_it_is_to_come_the_wording_alone_must_be_surer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Worried(danger.Danger):
        def of(self, spelling: str) -> Sound:
            return Sound(0.9, 0.1, "", ("tea",))

    monkeypatch.setattr(danger, "shipped", lambda: Worried(np.zeros((1, 1)), np.zeros(1)))
    assert assess(EVERYDAY).risk == Risk.ELEVATED
    assert assess(EVERYDAY, waits=True).risk == Risk.NONE
    assert [one.risk for one in heard(EVERYDAY, CALM)] == [Risk.NONE, Risk.NONE]
    assert [one.risk for one in heard(EVERYDAY, None)] == [Risk.NONE, Risk.ELEVATED]


def test_a_life_at_stake_is_not_looked_at_twice() -> None:
    asked: list[str] = []
    list(assessed("I want to kill myself tonight", None, None, lambda text: asked.append(text)))
    assert asked == []


def test_the_card_comes_before_any_word_when_only_the_second_look_found_it(tmp_path: Path) -> None:
    talk = Talk(tmp_path, second=always(1 - 1e-6, 1 - 1e-6))
    events = talk.say(QUIET)
    kinds = [type(event) for event in events]
    assert kinds.index(CrisisHelp) < kinds.index(Sentence)
    assert saved(events).turn.assessment.risk == Risk.ACUTE
    assert "?" in " ".join(shown(events)), "and people's words ask, not the model's"
    assert talk.engine.history == []
    talk.store.close()


def test_the_card_comes_at_once_and_again_only_for_more(tmp_path: Path) -> None:
    doubtful = next(one.text for one in DEV if assess(one.text).risk == Risk.ELEVATED)
    for second, cards in ((always(0.001, 0.001), 1), (always(1 - 1e-6, 1 - 1e-6), 2)):
        folder = tmp_path / str(cards)
        folder.mkdir()
        talk = Talk(folder, second=second)
        found = [e.assessment.risk for e in talk.say(doubtful) if isinstance(e, CrisisHelp)]
        assert found == [Risk.ELEVATED, Risk.ACUTE][:cards]
        talk.store.close()


@pytest.mark.parametrize("error", [EngineDied("gone"), ValueError("odd"), MemoryError(), RuntimeError("?")])  # fmt: skip
def test_whatever_goes_wrong_in_it_costs_the_look_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    talk = Talk(tmp_path, second=always(0.5, 0.5))

    def fails(*_: object) -> np.ndarray:
        raise error

    monkeypatch.setattr(talk.engine, "listen", fails)
    doubtful = next(one.text for one in DEV if assess(one.text).risk == Risk.ELEVATED)
    assert isinstance(talk.say(doubtful)[0], CrisisHelp)
    assert shown(talk.say(EVERYDAY))
    talk.store.close()


def test_no_child_is_started_for_it_and_no_other_call_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with EngineClient() as engine:
        with pytest.raises(EngineDied):
            engine.listen(("so tired",), LISTENERS[0])
        assert not engine.alive
        monkeypatch.setattr("companion.engine.client.LISTEN_LIMIT_S", 0.01)
        held, done = threading.Event(), threading.Event()

        def busy() -> None:
            with engine._lock:
                held.set()
                done.wait()

        other = threading.Thread(target=busy)
        other.start()
        held.wait()
        with pytest.raises(EngineDied):
            engine.listen(("so tired",), LISTENERS[0])
        done.set()
        other.join()


@pytest.mark.parametrize("name", LISTENERS)
@pytest.mark.parametrize("content", [b"", b"no numbers", b"PK\x03\x04 half"])
def test_damaged_numbers_cost_that_reader_alone_and_are_told(
    tmp_path: Path, name: str, content: bytes
) -> None:
    for whole in LISTENERS:
        shutil.copy(paths.shipped() / f"{whole}.npz", tmp_path)
    trouble: list[str] = []
    both = load(tmp_path, trouble)
    assert all(both.readers) and not trouble
    (tmp_path / f"{name}.npz").write_bytes(content)
    found = load(tmp_path, trouble)
    assert [reader is None for reader in found.readers] == [one == name for one in LISTENERS]
    assert len(trouble) == 1 and name in trouble[0] and "damaged" in trouble[0]


def test_numbers_of_another_size_are_damaged(tmp_path: Path) -> None:
    np.savez(tmp_path / "listener.npz", weights=np.zeros((3, 2)), constants=np.zeros(2))
    trouble: list[str] = []
    assert load(tmp_path, trouble) == NO_LOOK and len(trouble) == 2


@pytest.mark.parametrize(("text", "asked"), [
    ("so tired of all this", list(LISTENERS)),
    ("ich bin das alles so leid", list(LISTENERS)),
    ("\u044f \u0443\u0441\u0442\u0430\u043b", []),
])  # fmt: skip
def test_both_read_what_is_in_latin_letters(text: str, asked: list[str]) -> None:
    found: list[str] = []

    def vectors(texts: Sequence[str], name: str) -> np.ndarray:
        found.append(name)
        return np.eye(SIZE, dtype=np.float32)[: len(texts)]

    always(0.5, 0.5).of(text, vectors)
    assert found == asked


@pytest.mark.parametrize("missing", LISTENERS)
def test_where_one_model_is_not_there_the_other_hears(missing: str) -> None:
    def vectors(texts: Sequence[str], name: str) -> np.ndarray:
        if name == missing:
            raise EngineDied("gone")
        return np.eye(SIZE, dtype=np.float32)[: len(texts)]

    heard = always(0.9, 0.2).of("so tired of all this", vectors)
    assert heard is not None and abs(heard.sound.care - 0.9) < 0.01


def test_a_limit_it_is_sure_of_is_touched_and_names_it() -> None:
    german = "du bist doch bestimmt jemand aus fleisch und blut hinter dem schirm"
    heard = assess(german, second=look(0.01, 0.01, limit="is-it-human", sure=0.97))
    assert heard.boundaries == ("is-it-human",)
    assert assess(EVERYDAY, second=look(0.01, 0.01, limit="friend", sure=0.6)).boundaries == ()


def test_a_wording_it_gainsays_touches_no_limit_but_a_minor_stays_one() -> None:
    german = plain("du bist mir das liebste auf der welt")
    assert with_second(("friend",), "friend", 0.2, german) == ()
    assert with_second(("friend",), "friend", 0.6, german) == ("friend",)
    both = with_second(("minor", "friend"), "love-and-romance", 0.95, german)
    assert both == ("love-and-romance", "minor")
    assert with_second(("minor",), "friend", 0.01, german) == ("minor",)
    assert with_second((), "minor", 0.94, german) == (), "that changes more than one reply"


@pytest.mark.parametrize(("text", "touched"), [
    ("i only ever tell these things to you", True),
    ("thank you, you really helped me with this", False),
    ("he wants me to hate his guts", False),
])  # fmt: skip
def test_in_english_a_limit_is_touched_by_what_is_said_to_us_and_never_by_thanks(
    text: str, touched: bool
) -> None:
    assert bool(with_second((), "exclusivity", 0.98, plain(text))) == touched
    assert with_second((), "exclusivity", 0.95, plain(text)) == ()


@pytest.mark.slow
def test_an_adapter_that_is_gone_when_the_engine_comes_back_costs_itself_alone(
    tmp_path: Path,
) -> None:
    (model, kept), (_, goes) = catalogue.looks()
    adapter = tmp_path / goes.name
    adapter.write_bytes(goes.read_bytes())
    with EngineClient() as engine:
        engine.load_embedder(model)
        engine.load_embedder(model, kept)
        engine.load_embedder(model, adapter)
        plain, listened, adapted = heard_by_all(engine)
        assert not np.allclose(plain, adapted, atol=0.05), "the adapter is at work"
        adapter.unlink()
        assert engine.pid is not None
        os.kill(engine.pid, signal.SIGKILL)
        with pytest.raises(EngineDied):
            engine.embed(("so tired",))
        assert np.allclose(engine.embed(("so tired",)), plain, atol=1e-3)
        assert np.allclose(engine.listen(("so tired",), kept.stem), listened, atol=1e-3)
        with pytest.raises(EngineDied):
            engine.listen(("so tired",), goes.stem)


def heard_by_all(engine: EngineClient) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    said = ("so tired",)
    one, other = LISTENERS
    return engine.embed(said), engine.listen(said, one), engine.listen(said, other)


@pytest.mark.slow
def test_with_it_more_danger_is_heard_in_every_language_and_few_more_harmless_lines_are() -> None:
    with EngineClient() as engine:
        for model, adapter in catalogue.looks():
            engine.load_embedder(model, adapter)
        found = safety.read(DEV, look_with(load(paths.shipped(), []), engine))
    for language in ("en", "de", "fr", "es", "it", "pt"):
        theirs = [one for one in found if one.line.language == language]
        with_it, alone = safety.heard(theirs), safety.heard(theirs, alone=True)
        assert with_it["acute_recall"] >= alone["acute_recall"], (language, with_it, alone)
    with_it, alone = safety.heard(found), safety.heard(found, alone=True)
    assert with_it["acute_recall"] > alone["acute_recall"] + 0.05, (with_it, alone)
    assert with_it["elevated_recall"] > alone["elevated_recall"] + 0.1, (with_it, alone)
    assert with_it["false_alarm"] <= alone["false_alarm"] + 0.04, (with_it, alone)
