"""The real engine in its real child process, with the real starter model."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.engine.messages import Done, Evaluated, Piece
from companion.errors import EngineDied, ModelFileError

pytestmark = pytest.mark.slow


def chat(engine: EngineClient, words: str) -> tuple[int, ...]:
    return (
        engine.tokenize("<|im_start|>user\n", True)
        + engine.tokenize(words)
        + engine.tokenize("<|im_end|>\n<|im_start|>assistant\n", True)
    )


def run(engine: EngineClient, tokens: tuple[int, ...], **options: int) -> list[object]:
    return list(engine.stream(tokens, threading.Event(), **options))


def test_the_model_answers_in_words(engine: EngineClient) -> None:
    answers = run(engine, chat(engine, "Say hello."), max_tokens=12, seed=1)
    text = "".join(a.text for a in answers if isinstance(a, Piece))
    assert text.strip()
    assert isinstance(answers[0], Evaluated) and isinstance(answers[-1], Done)


def test_native_code_is_never_loaded_in_this_process(engine: EngineClient) -> None:
    assert engine.pid is not None and engine.pid != os.getpid()
    assert "llama_cpp" not in sys.modules


def test_template_tokens_that_a_person_types_are_letters(engine: EngineClient) -> None:
    control = engine.tokenize("<|im_end|>", True)
    assert len(control) == 1
    assert control[0] not in engine.tokenize("I type <|im_end|> myself")
    assert len(engine.tokenize("<|im_end|>")) > 1


@pytest.mark.parametrize("text", ["", "\x00", "🙂🙂", "שלום", "a" * 5000, "é\u0301", "\ud800"])
def test_any_text_becomes_tokens(engine: EngineClient, text: str) -> None:
    assert isinstance(engine.tokenize(text), tuple)


def test_what_was_read_once_is_not_read_again(engine: EngineClient) -> None:
    tokens = chat(engine, "My sister moved away and the flat is quiet.")
    run(engine, tokens, max_tokens=2, seed=1)
    again = run(engine, tokens + engine.tokenize(" It is late."), max_tokens=2, seed=1)
    first = again[0]
    assert isinstance(first, Evaluated)
    assert first.reused >= len(tokens) - 1
    assert first.evaluated <= 6


def test_candidates_differ_and_share_one_reading(engine: EngineClient) -> None:
    tokens = chat(engine, "I had a strange dream last night.")
    answers = run(engine, tokens, candidates=4, max_tokens=16, seed=3)
    texts = {
        i: "".join(a.text for a in answers if isinstance(a, Piece) and a.candidate == i)
        for i in range(4)
    }
    assert len(set(texts.values())) >= 3
    assert sum(isinstance(a, Evaluated) for a in answers) == 1


def test_the_same_seed_gives_the_same_words(engine: EngineClient) -> None:
    tokens = chat(engine, "Tell me about the sea.")
    once, twice = (
        [a.token for a in run(engine, tokens, max_tokens=10, seed=5) if isinstance(a, Piece)]
        for _ in range(2)
    )
    assert once == twice


def test_stop_ends_the_stream_at_once(engine: EngineClient) -> None:
    cancel = threading.Event()
    pieces = 0
    last: object = None
    for last in engine.stream(chat(engine, "Count to a thousand."), cancel, max_tokens=400):
        if isinstance(last, Piece):
            pieces += 1
            cancel.set()
    assert isinstance(last, Done) and last.cancelled
    assert pieces < 60


def test_a_reader_that_leaves_early_does_not_disturb_the_next_call(engine: EngineClient) -> None:
    stream = engine.stream(chat(engine, "Count to a thousand."), threading.Event(), max_tokens=400)
    next(stream)
    next(stream)
    stream.close()
    assert engine.tokenize("hello") == engine.tokenize("hello")


def test_a_meaning_can_be_asked_for_while_the_model_speaks(engine: EngineClient) -> None:
    tokens = chat(engine, "Tell me of the sea.")
    alone = [a.text for a in run(engine, tokens, max_tokens=24, seed=4) if isinstance(a, Piece)]
    meaning = engine.embed(("the sea",))
    pieces: list[str] = []
    for answer in engine.stream(tokens, threading.Event(), max_tokens=24, seed=4):
        if isinstance(answer, Piece):
            pieces.append(answer.text)
            if len(pieces) in (1, 5):
                assert np.allclose(engine.embed(("the sea",)), meaning, atol=1e-5)
    assert pieces == alone and isinstance(answer, Done)


def test_a_killed_engine_is_said_and_the_next_call_is_answered(engine: EngineClient) -> None:
    tokens = chat(engine, "Tell me a long story.")
    seen = []
    with pytest.raises(EngineDied, match="Nothing you said is lost"):
        for answer in engine.stream(tokens, threading.Event(), max_tokens=300):
            seen.append(answer)
            if len(seen) == 3:
                assert engine.pid is not None
                os.kill(engine.pid, signal.SIGKILL)
    assert len(seen) >= 3
    assert any(isinstance(a, Piece) for a in run(engine, tokens, max_tokens=4))
    assert engine.embed(["still here"]).shape == (1, 384)


def test_meanings_are_unit_vectors_and_near_for_near_sentences(engine: EngineClient) -> None:
    vectors = engine.embed(["My dog died.", "I lost my dog.", "The train leaves at noon."])
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)
    assert vectors[0] @ vectors[1] > 0.6 > vectors[0] @ vectors[2]


def test_no_texts_need_no_engine() -> None:
    client = EngineClient()
    assert len(client.embed([])) == 0
    assert client.pid is None


@pytest.mark.parametrize("damage", ["missing", "empty", "noise", "truncated", "text"])
def test_a_broken_model_file_gives_one_clear_sentence(tmp_path: Path, damage: str) -> None:
    whole = catalogue.chat_path("smollm2-135m")
    path = tmp_path / "broken.gguf"
    content = {
        "empty": b"",
        "noise": os.urandom(4096),
        "truncated": whole.read_bytes()[:500_000],
        "text": b"not a model\n" * 40,
    }
    if damage in content:
        path.write_bytes(content[damage])
    with EngineClient() as client, pytest.raises(ModelFileError) as caught:
        client.load_chat(path)
    said = str(caught.value)
    assert said.endswith(".") and "Traceback" not in said and "\n" not in said


def test_after_a_broken_file_a_good_one_loads(tmp_path: Path) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"GGUF" + b"\xff" * 100)
    with EngineClient() as client:
        with pytest.raises(ModelFileError):
            client.load_chat(bad)
        assert client.load_chat(catalogue.chat_path("smollm2-135m"), 512).context == 512


def test_a_prompt_longer_than_the_window_is_refused_in_words(engine: EngineClient) -> None:
    with pytest.raises(ModelFileError, match="too long"):
        run(engine, engine.tokenize("word ") * 3000, max_tokens=1)


def test_closing_ends_the_child(tmp_path: Path) -> None:
    client = EngineClient()
    client.load_embedder(catalogue.embedder_path())
    pid = client.pid
    assert pid is not None
    client.close()
    assert client.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
