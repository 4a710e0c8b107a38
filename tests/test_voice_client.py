"""The recogniser in its own process: what arrives, and what happens when it does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from tiny_whisper import write_whisper
from voice_sounds import noise, silence, voice

from companion.bench.traces import own_folders
from companion.errors import CompanionError
from companion.voice import messages as m
from companion.voice.client import VoiceClient
from companion.voice.process import Limits
from companion.voice.sound import Ring, Sound

pytestmark = pytest.mark.slow

PATIENT_S = 60.0
E = TypeVar("E")


class Listener:
    """A client and everything it told."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.events: list[m.Ready | m.Event] = []
        self._told = threading.Condition()
        self.client = VoiceClient(self._hear, limits)

    def _hear(self, event: m.Ready | m.Event) -> None:
        with self._told:
            self.events.append(event)
            self._told.notify_all()

    def wait_for(self, kind: type[E], listening: int | None = None) -> E:
        def found() -> E | None:
            for event in self.events:
                of_it = listening is None or getattr(event, "listening", None) == listening
                if isinstance(event, kind) and of_it:
                    return event
            return None

        with self._told:
            assert self._told.wait_for(lambda: found() is not None, PATIENT_S), self.events
        event = found()
        assert event is not None
        return event

    def of(self, listening: int) -> list[type]:
        return [
            type(e)
            for e in self.events
            if isinstance(e, m.Event) and e.listening == listening and not isinstance(e, m.Partial)
        ]

    def open(self, model: str | Path, **more: bool) -> m.Ready:
        self.client.open(m.Settings(str(model), **more))
        return self.wait_for(m.Ready)

    def speak(self, sound: Sound) -> None:
        for start in range(0, len(sound), 1600):
            self.client.feed(sound[start : start + 1600])

    def said(self, sound: Sound, **how: bool) -> int:
        listening = self.client.begin(**how)
        self.speak(sound)
        self.client.finish()
        self.wait_for(m.Over, listening)
        return listening


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.client.close()


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_whisper(tmp_path_factory.mktemp("whisper") / "tiny")


def room(seconds: float) -> Sound:
    return noise(seconds, 0.001)


SENTENCE = np.concatenate([room(0.5), voice(2), room(0.3)])


def test_what_was_said_comes_as_text(listener: Listener, whisper: Path) -> None:
    ready = listener.open(whisper)
    assert not ready.basic and ready.notice == ""
    listening = listener.said(SENTENCE)
    final = listener.wait_for(m.Final, listening)
    assert final.text == "i am tired today" and final.acoustics is None
    assert listener.of(listening) == [m.Started, m.Paused, m.Final, m.Over]


def test_a_fresh_machine_hears_with_the_basic_recogniser(listener: Listener) -> None:
    ready = listener.open(m.BASIC)
    assert ready.basic and ready.languages == ("en",)
    listening = listener.said(SENTENCE)
    kinds = listener.of(listening)
    assert kinds[:2] == [m.Started, m.Paused] and kinds[-1] is m.Over
    assert len({m.Final, m.Nothing} & set(kinds)) == 1


def test_words_are_shown_while_somebody_speaks(listener: Listener, whisper: Path) -> None:
    listener.open(whisper)
    listening = listener.client.begin()
    listener.speak(np.concatenate([room(0.5), voice(2)]))
    listener.wait_for(m.Partial, listening)
    listener.speak(voice(3, seed=5))
    listener.client.finish()
    listener.wait_for(m.Over, listening)
    partials = [e for e in listener.events if isinstance(e, m.Partial)]
    assert partials[0].soft == "i am tired today" and partials[0].firm == ""


def test_the_word_begun_before_the_key_is_kept(listener: Listener, whisper: Path) -> None:
    listener.open(whisper)
    ring = Ring()
    ring.add(np.concatenate([room(1), voice(0.2)]))
    listening = listener.client.begin(ring.taken())
    listener.speak(np.concatenate([voice(1.5, seed=3), room(0.3)]))
    listener.client.finish()
    assert listener.wait_for(m.Started, listening).at_ms == pytest.approx(300, abs=70)
    listener.wait_for(m.Over, listening)


def test_how_it_was_said_is_measured_only_when_asked_for(listener: Listener, whisper: Path) -> None:
    listener.open(whisper, how_it_was_said=True)
    final = listener.wait_for(m.Final, listener.said(SENTENCE))
    assert final.acoustics is not None and -40 < final.acoustics.loudness < -5


def test_hands_free_gives_each_utterance_by_itself(listener: Listener, whisper: Path) -> None:
    listener.open(whisper)
    sound = np.concatenate([room(0.5), voice(1), room(1.5), voice(1, seed=2), room(1.5)])
    listening = listener.said(sound, hands_free=True)
    kinds = listener.of(listening)
    assert kinds.count(m.Final) == 2 and kinds[-1] is m.Over


@pytest.mark.parametrize("sound", [silence(2), noise(2, 0.02)], ids=["silence", "noise"])
def test_silence_and_noise_give_no_words(listener: Listener, whisper: Path, sound: Sound) -> None:
    listener.open(whisper)  # which would hear its sentence in anything
    listening = listener.said(sound)
    assert listener.wait_for(m.Nothing, listening).reason == "silence"
    assert listener.of(listening) == [m.Nothing, m.Over]


def test_a_sound_too_short_for_a_word_gives_none(listener: Listener, whisper: Path) -> None:
    listener.open(whisper)
    listening = listener.said(np.concatenate([room(0.5), voice(0.08), room(0.5)]))
    assert m.Final not in listener.of(listening) and m.Nothing in listener.of(listening)


def test_two_utterances_at_once_are_answered_in_their_order(
    listener: Listener, whisper: Path
) -> None:
    listener.open(whisper)
    first = listener.client.begin()
    listener.speak(SENTENCE)
    listener.client.finish()
    second = listener.said(SENTENCE)
    finals = [e.listening for e in listener.events if isinstance(e, m.Final)]
    assert finals == [first, second]


def test_listening_twice_at_the_same_time_is_refused(listener: Listener, whisper: Path) -> None:
    with pytest.raises(CompanionError, match="No recogniser"):
        listener.client.begin()
    listener.open(whisper)
    listener.client.begin()
    with pytest.raises(CompanionError, match="already"):
        listener.client.begin()


def test_what_is_cancelled_gives_no_words(listener: Listener, whisper: Path) -> None:
    listener.open(whisper)
    listening = listener.client.begin()
    listener.speak(SENTENCE)
    listener.client.cancel()
    listener.wait_for(m.Over, listening)
    assert not {m.Final, m.Nothing, m.Failed} & set(listener.of(listening))
    assert listener.wait_for(m.Final, listener.said(SENTENCE)).text


def test_cancelling_after_the_key_is_let_go_works_too(listener: Listener, whisper: Path) -> None:
    listener.open(whisper)
    listening = listener.client.begin()
    listener.speak(np.tile(voice(10), 12))
    listener.client.finish()
    listener.client.cancel()
    listener.wait_for(m.Over, listening)
    assert m.Final not in listener.of(listening)


def test_a_crash_costs_one_utterance(listener: Listener, whisper: Path) -> None:
    listener.open(whisper)
    listening = listener.client.begin()
    listener.speak(SENTENCE)
    listener.wait_for(m.Started, listening)
    assert listener.client.pid is not None
    os.kill(listener.client.pid, signal.SIGKILL)
    assert "say it again" in listener.wait_for(m.Failed, listening).sentence
    listener.wait_for(m.Over, listening)
    listener.client.finish()
    assert listener.wait_for(m.Final, listener.said(SENTENCE)).text == "i am tired today"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot hold a process still")
def test_a_recogniser_that_hangs_costs_one_utterance(whisper: Path) -> None:
    listener = Listener(Limits(hang=2.0))
    listener.open(whisper)
    listening = listener.client.begin()
    assert listener.client.pid is not None
    os.kill(listener.client.pid, signal.SIGSTOP)
    listener.speak(SENTENCE)
    listener.client.finish()
    assert "too long" in listener.wait_for(m.Failed, listening).sentence
    listener.wait_for(m.Over, listening)
    listener.client.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot hold a process still")
def test_a_cancel_does_not_wait_for_one_that_hangs(whisper: Path) -> None:
    listener = Listener(Limits(grace=0.5))
    listener.open(whisper)
    listening = listener.client.begin()
    assert listener.client.pid is not None
    os.kill(listener.client.pid, signal.SIGSTOP)
    listener.speak(SENTENCE)
    listener.client.cancel()
    listener.wait_for(m.Over, listening)
    assert m.Failed not in listener.of(listening)
    listener.client.close()


def test_feeding_never_waits_even_for_a_process_that_stands_still(whisper: Path) -> None:
    listener = Listener(Limits(hang=20.0))
    listener.open(whisper)
    listener.client.begin()
    assert listener.client.pid is not None
    os.kill(listener.client.pid, signal.SIGSTOP)
    longest = 0.0
    for _ in range(200):  # twenty seconds of sound, far more than a pipe holds
        before = time.perf_counter()
        listener.client.feed(voice(0.1))
        longest = max(longest, time.perf_counter() - before)
    os.kill(listener.client.pid, signal.SIGCONT)
    listener.client.close()
    assert longest < 2  # a test machine may be busy; the bench holds it to 50 ms


def test_a_model_that_is_not_there_is_said_and_the_basic_one_still_works(
    listener: Listener, tmp_path: Path
) -> None:
    listener.client.open(m.Settings(str(tmp_path / "nowhere")))
    failed = listener.wait_for(m.Failed, 0)
    assert "no folder" in failed.sentence
    listening = listener.said(SENTENCE)
    assert listener.wait_for(m.Failed, listening).sentence == failed.sentence
    assert listener.open(m.BASIC).basic


def test_native_code_is_never_loaded_in_this_process(whisper: Path) -> None:
    script = """
        import sys, threading
        from companion.voice import messages as m
        from companion.voice.client import VoiceClient

        if __name__ == "__main__":
            ready = threading.Event()
            with VoiceClient(lambda event: ready.set()) as client:
                client.open(m.Settings())
                assert ready.wait(60)
            loaded = {"onnxruntime", "pocketsphinx", "ctranslate2", "faster_whisper"} & set(sys.modules)
            print(sorted(loaded))
    """
    assert _run(script, whisper).strip() == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX limit")
def test_the_process_may_write_no_file(listener: Listener) -> None:
    listener.open(m.BASIC)
    limits = Path(f"/proc/{listener.client.pid}/limits")
    if not limits.exists():
        pytest.skip("no /proc here")
    rows = {row[:26].strip(): row[26:].split()[:2] for row in limits.read_text().splitlines()}
    assert rows["Max file size"] == rows["Max core file size"] == ["0", "0"]


def test_no_library_leaves_a_file_or_reports_to_its_makers() -> None:
    with own_folders() as folder:
        listener = Listener()
        listener.open(m.BASIC)
        listener.said(SENTENCE)
        listener.client.close()
        assert [path for path in folder.rglob("*") if not path.is_dir()] == []


def test_closing_ends_the_process(listener: Listener, whisper: Path) -> None:
    listener.open(whisper)
    pid = listener.client.pid
    assert pid is not None
    listener.client.close()
    assert listener.client.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert listener.open(whisper)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_when_the_window_dies_the_recogniser_goes_too(whisper: Path) -> None:
    script = """
        import os, signal, threading
        from companion.voice import messages as m
        from companion.voice.client import VoiceClient

        if __name__ == "__main__":
            ready = threading.Event()
            client = VoiceClient(lambda event: ready.set())
            client.open(m.Settings())
            assert ready.wait(60)
            print(client.pid, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
    """
    pid = int(_run(script, whisper, signal.SIGKILL))
    _until(lambda: not _runs(pid))


def _run(script: str, folder: Path, signalled: int = 0) -> str:
    path = folder.parent / f"script_{abs(hash(script))}.py"
    path.write_text(textwrap.dedent(script), "utf-8")
    done = subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, timeout=PATIENT_S, check=False
    )
    assert done.returncode == -signalled, done.stderr
    return done.stdout


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z")


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENT_S
    pause = threading.Event()
    while not true():
        assert time.monotonic() < end
        pause.wait(0.02)
