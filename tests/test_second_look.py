"""The second look for danger adds to what the rules found, takes nothing away, and keeps no card waiting."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import numpy as np
import pytest
from test_session import Talk, saved, shown

from companion import paths
from companion.bench import safety
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.errors import CompanionError, EngineDied
from companion.intake import assessed
from companion.mind import look_with
from companion.policy import danger
from companion.policy.assess import assess
from companion.policy.danger import KINDS, Sound
from companion.policy.risk_words import REASONS
from companion.policy.second_look import MOST_READ, MOST_WORDS, SIZE, SecondLook, load, parts
from companion.turn import Assessment, CrisisHelp, Risk, Sentence

QUIET = "i wrote to everyone i had to write to. the flat is clean. i'm not sad anymore"
EVERYDAY = "nothing much today, just tea and the news"
DEV = [line for line in safety.lines() if line.half == "dev"]


def look(care: float, now: float, kind: str = "") -> Sound:
    return Sound(care, now, kind, ("the flat is clean",))


WORRIED, CALM = look(1 - 1e-6, 1 - 1e-6, "suicide"), look(0.001, 0.001)


def always(care: float, now: float) -> SecondLook:
    """A look that hears the same in everything."""
    odds = np.log(np.array([care, now]) / (1 - np.array([care, now])))
    weights = np.zeros((SIZE, 2 + len(KINDS)), np.float32)
    return SecondLook(weights, np.concatenate([odds, np.zeros(len(KINDS))]).astype(np.float32))


def test_a_text_is_read_by_its_sentences_and_by_some_of_them_together() -> None:
    assert parts("One day. Two days! Three?") == [
        "one day.", "two days!", "three?", "one day. two days!", "two days! three?",
        "one day. two days! three?",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "...", " . . . ", "\n\n", "?!", "123", "\u6211\u5f88\u7d2f", "\u044f \u0443\u0441\u0442\u0430\u043b\u0430"])  # fmt: skip
def test_where_there_are_no_words_it_can_read_nothing_is_read(text: str) -> None:
    assert parts(text) == []


def test_a_sentence_without_an_end_is_cut_into_parts_that_overlap() -> None:
    assert len(parts("word " * MOST_WORDS)) == 1
    found = parts("word " * (MOST_WORDS + 1))
    assert len(found[0].split()) == MOST_WORDS and len(found) > 1


def test_what_sounds_like_danger_is_read_wherever_it_stands_in_a_long_message() -> None:
    chatter = ["Today I went to the shop for bread."] * 20
    for place in (0, 10, 20):
        told = [*chatter[:place], "I have written the letters to my kids.", *chatter[place:]]
        found = parts(" ".join(told))
        assert len(found) == MOST_READ
        assert any("letters to my kids" in part for part in found)


def test_the_most_dangerous_part_counts_and_is_named() -> None:
    weights = np.zeros((SIZE, 2 + len(KINDS)), np.float32)
    weights[0, :3] = 9.0
    vectors = np.eye(SIZE, dtype=np.float32)[[1, 0, 2]]
    heard = SecondLook(weights, np.full(2 + len(KINDS), -2.0, np.float32)).of(("a", "b", "c"), vectors)  # fmt: skip
    assert heard is not None and heard.words == ("b",)
    assert heard.care > 0.99 and heard.now > 0.99 and heard.kind == KINDS[0]


@pytest.mark.parametrize("vectors", [np.zeros((1, 3)), np.full((1, SIZE), np.nan), np.zeros((2, SIZE)), np.zeros((0, 0))])  # fmt: skip
def test_vectors_that_are_none_are_no_look(vectors: np.ndarray) -> None:
    assert always(0.9, 0.9).of(("a",), vectors) is None


def test_numbers_far_out_are_no_trouble() -> None:
    huge = SecondLook(np.full((SIZE, 2 + len(KINDS)), 1e4, np.float32), np.zeros(2 + len(KINDS)))
    for sign in (1, -1):
        heard = huge.of(("a",), sign * np.eye(SIZE, dtype=np.float32)[:1])
        assert heard is not None and round(heard.care) == (sign > 0)
        assert assess(EVERYDAY, second=heard).risk <= Risk.ACUTE


def test_it_hears_what_the_rules_do_not_and_says_why() -> None:
    assert assess(QUIET).risk < Risk.ACUTE
    found = assess(QUIET, second=WORRIED)
    assert found.risk == Risk.ACUTE
    assert REASONS["second"] in found.reasons and REASONS["suicide"] in found.reasons
    assert "the flat is clean" in found.risk_words


@pytest.mark.parametrize("care", [0.001, 0.3, 0.5, 0.999])
def test_it_never_takes_back_what_was_found_without_it(care: float) -> None:
    for line in DEV:
        for before in (None, Assessment(Risk.ACUTE, reasons=(REASONS["suicide"],))):
            alone = assess(line.text, None, before)
            found = assess(line.text, None, before, look(care, care))
            assert found.risk >= alone.risk and set(alone.risk_words) <= set(found.risk_words)
            assert set(alone.boundaries) <= set(found.boundaries)


def test_where_the_wording_cannot_be_read_it_is_believed_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(danger, "shipped", lambda: None)
    assert assess(QUIET, second=WORRIED).risk == Risk.ACUTE
    assert assess(QUIET, second=CALM).risk == assess(QUIET).risk


def heard(text: str, second: Sound | None) -> list[Assessment]:
    return list(assessed(text, None, None, lambda _: second))


def test_where_it_does_not_answer_all_is_as_without_it() -> None:
    for line in DEV:
        assert heard(line.text, None) == [assess(line.text)]


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

    def fails(texts: object) -> np.ndarray:
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
            engine.listen(("so tired",))
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
            engine.listen(("so tired",))
        done.set()
        other.join()


@pytest.mark.parametrize("content", [b"", b"no numbers", b"PK\x03\x04 half"])
def test_damaged_numbers_are_told_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "second_look.npz").write_bytes(content)
    with pytest.raises(CompanionError, match="damaged"):
        load(tmp_path / "second_look.npz")
    np.savez(tmp_path / "small.npz", weights=np.zeros((3, 2)), constants=np.zeros(2))
    with pytest.raises(CompanionError, match="damaged"):
        load(tmp_path / "small.npz")


@pytest.mark.slow
def test_an_adapter_that_is_gone_when_the_engine_comes_back_costs_itself_alone(
    tmp_path: Path,
) -> None:
    adapter = tmp_path / "second_look.gguf"
    adapter.write_bytes((paths.shipped() / "second_look.gguf").read_bytes())
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        engine.load_embedder(catalogue.embedder_path(), adapter)
        plain, adapted = engine.embed(("so tired",)), engine.listen(("so tired",))
        assert not np.allclose(plain, adapted, atol=0.05), "the adapter is at work"
        adapter.unlink()
        assert engine.pid is not None
        os.kill(engine.pid, signal.SIGKILL)
        with pytest.raises(EngineDied):
            engine.embed(("so tired",))
        assert np.allclose(engine.embed(("so tired",)), plain, atol=1e-3)
        with pytest.raises(EngineDied):
            engine.listen(("so tired",))


@pytest.mark.slow
def test_with_it_more_danger_is_heard_in_english_and_few_more_harmless_lines_are() -> None:
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        engine.load_embedder(catalogue.embedder_path(), paths.shipped() / "second_look.gguf")
        lines = [line for line in DEV if line.language == "en"]
        found = safety.read(lines, look_with(load(paths.shipped() / "second_look.npz"), engine))
    with_it, alone = safety.heard(found), safety.heard(found, alone=True)
    assert with_it["acute_recall"] > alone["acute_recall"], (with_it, alone)
    assert with_it["elevated_recall"] > alone["elevated_recall"], (with_it, alone)
    assert with_it["false_alarm"] <= alone["false_alarm"] + 0.03, (with_it, alone)
