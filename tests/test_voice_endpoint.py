"""Where speech begins and ends; the sounds are made here, Silero's network is the real one."""

from __future__ import annotations

import numpy as np
import pytest
from voice_sounds import noise, silence, voice

from companion.errors import ModelFileError
from companion.voice import endpoint
from companion.voice.ear import Change, Complete, Ear, Resting, Speaking
from companion.voice.endpoint import Began, Ended, Endpointer
from companion.voice.sound import RATE, Sound

MS = RATE // 1000


def room(seconds: float) -> Sound:
    return noise(seconds, 0.001)


def edges(sound: Sound, patience_ms: int = 700, piece: int = 1600) -> list[endpoint.Edge]:
    heard, found = Endpointer(patience_ms), []
    for start in range(0, len(sound), piece):
        found += heard.add(sound[start : start + piece])
    return [e for e in found + heard.finish() if isinstance(e, Began | Ended)]


def listened(ear: Ear, sound: Sound) -> list[Change]:
    found = []
    for start in range(0, len(sound), 1600):
        found += ear.add(sound[start : start + 1600])
    return [change for change in found if not isinstance(change, Resting)]


@pytest.mark.parametrize("patience_ms", [400, 700, 1500])
def test_speech_is_found_in_time_and_ends_after_the_patience(patience_ms: int) -> None:
    began, ended = edges(np.concatenate([room(1), voice(2), room(3)]), patience_ms)
    assert isinstance(began, Began) and isinstance(ended, Ended)
    assert abs(began.at - RATE) <= 64 * MS
    assert began.found - RATE <= 120 * MS
    assert ended.found - 3 * RATE <= (patience_ms + 150) * MS
    assert abs(ended.at - 3 * RATE) <= 150 * MS
    assert ended.voiced_ms > 1500


@pytest.mark.parametrize("loud", [0.005, 0.015])
def test_speech_is_found_in_noise(loud: float) -> None:
    sound = np.concatenate([silence(1), voice(2), silence(3)]) + noise(6, loud)
    began, ended = edges(sound)
    assert isinstance(began, Began) and began.found - RATE <= 120 * MS
    assert isinstance(ended, Ended) and ended.found - 3 * RATE <= 850 * MS


def test_a_breath_between_words_ends_nothing() -> None:
    assert (
        len(edges(np.concatenate([room(1), voice(1), room(0.4), voice(1, seed=4), room(2)]))) == 2
    )


def test_a_long_pause_ends_one_utterance_and_the_next_begins() -> None:
    found = edges(np.concatenate([room(1), voice(1), room(1.5), voice(1, seed=4), room(2)]))
    assert [type(edge) for edge in found] == [Began, Ended, Began, Ended]


def test_pieces_of_any_size_give_the_same_edges() -> None:
    sound = np.concatenate([room(1), voice(1.5), room(1.5)])
    assert edges(sound, piece=37) == edges(sound, piece=512) == edges(sound, piece=len(sound))


def test_the_loudness_of_the_room_is_known() -> None:
    heard = Endpointer(700)
    assert heard.noise_floor is None
    heard.add(noise(2, 0.01))
    assert heard.noise_floor == pytest.approx(-40, abs=1)


@pytest.mark.parametrize("sound", ["silence", "noise", "hum", "keys", "tone"])
def test_what_is_no_voice_begins_nothing(sound: str) -> None:
    times, random = np.arange(10 * RATE) / RATE, np.random.default_rng(2)
    keys = np.zeros(10 * RATE)
    for at in range(2000, len(keys) - 1000, 3111):
        keys[at : at + 800] += random.normal(size=800) * np.exp(-np.arange(800) / 100) * 0.2
    made = {
        "silence": np.zeros(10 * RATE),
        "noise": random.normal(size=10 * RATE) * 0.05,
        "hum": sum(0.1 / n * np.sin(2 * np.pi * 50 * n * times) for n in range(1, 6)),
        "keys": keys,
        "tone": 0.2 * np.sin(2 * np.pi * 440 * times),
    }
    assert edges(np.asarray(made[sound], np.float32)) == []


def test_with_the_key_down_pauses_do_not_end_what_is_said() -> None:
    ear = Ear(hands_free=False, patience_ms=700)
    said = np.concatenate([room(1), voice(1), room(3), voice(1, seed=4), room(1)])
    changes = listened(ear, said)
    assert [type(change) for change in changes] == [Speaking]
    complete = ear.finish()[-1]
    assert isinstance(complete, Complete)
    # The long quiet between is not kept, only the margins around each part.
    assert 2.0 <= len(complete.utterance) / RATE <= 3.2
    assert complete.utterance.voiced_ms > 1200


def test_hands_free_each_pause_completes_an_utterance() -> None:
    ear = Ear(hands_free=True, patience_ms=700)
    said = np.concatenate([room(1), voice(1), room(2), voice(1, seed=4), room(2)])
    kinds = [type(change) for change in listened(ear, said)]
    assert kinds == [Speaking, Complete, Speaking, Complete]
    assert ear.finish() == []


def test_what_was_said_just_before_it_was_noticed_is_kept() -> None:
    ear = Ear(hands_free=False, patience_ms=700)
    listened(ear, np.concatenate([room(1), voice(1)]))
    complete = ear.finish()[-1]
    assert isinstance(complete, Complete)
    assert RATE * 1.0 <= len(complete.utterance) <= RATE * 1.3


def test_a_key_let_go_in_the_middle_of_a_word_keeps_it() -> None:
    ear = Ear(hands_free=False, patience_ms=700)
    listened(ear, voice(1.333))
    complete = ear.finish()[-1]
    assert isinstance(complete, Complete) and len(complete.utterance) / RATE >= 1.25


def test_nothing_said_completes_nothing() -> None:
    ear = Ear(hands_free=False, patience_ms=700)
    assert listened(ear, room(3)) == [] and ear.finish() == []


def test_who_speaks_without_end_is_heard_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("companion.voice.utterance.LONGEST", 3 * RATE)
    ear = Ear(hands_free=True, patience_ms=700)
    parts = [
        c
        for c in listened(ear, np.concatenate([voice(2, seed=n) for n in range(4)])) + ear.finish()
        if isinstance(c, Complete)
    ]
    assert len(parts) == 3
    assert sum(len(part.utterance) for part in parts) / RATE >= 7.8


def test_a_wiped_utterance_holds_no_sound() -> None:
    ear = Ear(hands_free=False, patience_ms=700)
    listened(ear, voice(12))
    assert ear.utterance is not None
    held = ear.utterance._held
    ear.wipe()
    assert not held.any() and not ear._recent._held.any()


def test_without_its_network_it_says_so_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelFileError, match="is missing"):
        Endpointer(700)
