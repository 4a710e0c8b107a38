"""A memory written by an earlier version of the program opens, and all that was in it is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from sqlite_utils import Database
from test_store import AT, KEY, direction, opened_raw

from companion.memory.migrations import MIGRATIONS
from companion.memory.store import Store
from companion.turn import Affect, Belief, Observation, Shift


def a_memory_of_the_first_version(path: Path) -> None:
    raw = opened_raw(path)
    MIGRATIONS.apply(
        Database(raw, execute_plugins=False), stop_before="m002_shifts_tone_voice_and_corrections"
    )
    raw.execute("INSERT INTO talk(started_at) VALUES ('2025-01-02T08:00:00+01:00')")
    for text in ("my sister is ill", "thank you"):
        raw.execute(
            "INSERT INTO turn(talk_id, at, source, text, reply, state, salience, observation,"
            " belief, assessment, decision, replaced, timings)"
            " VALUES (1, '2025-01-02T08:01:00+01:00', 'typed', ?, 'I hear you.', 'sadness', 0.75,"
            """ '{"likelihood": [0.5, 0.25],"""
            """ "affect": {"valence": -0.5, "arousal": 0.25, "dominance": 0.0}, "cause": "ill"}',"""
            """ '{"probs": [0.25, 0.75]}',"""
            """ '{"risk": 0, "risk_words": [], "boundaries": [], "reasons": []}',"""
            """ '{"strategies": ["question"], "stage": "exploration", "opener": "", "avoid": [],"""
            """ "length": 2, "craft": "", "reasons": ["Because."]}', '[]',"""
            """ '{"first_token_ms": null, "first_sentence_ms": 3.5, "total_ms": 4.0,"""
            """ "model_ms": 1.0, "outside_model_ms": 3.0, "reused_tokens": 1,"""
            """ "evaluated_tokens": 2}')""",
            [text],
        )
    raw.execute(
        "INSERT INTO episode(turn_id, text, at, state, salience, embedding) VALUES"
        " (1, 'my sister is ill', '2025-01-02T08:01:00+01:00', 'sadness', 0.75, ?)",
        [np.array([0.6, 0.8], "<f2").tobytes()],
    )
    raw.execute("INSERT INTO recalled VALUES (2, 0, 1, 0.5, 'You told me.')")
    raw.commit()
    raw.close()


def test_a_memory_of_the_first_version_is_read_on(path: Path) -> None:
    a_memory_of_the_first_version(path)
    for _ in ("upgraded", "opened again"):
        store = Store.open(path, KEY)
        first, second = store.turns(1)
        assert first.utterance.text == "my sister is ill"
        assert first.observation == Observation((0.5, 0.25), Affect(-0.5, 0.25, 0.0), "ill")
        assert first.belief == Belief((0.25, 0.75))
        assert first.timings.first_sentence_ms == 3.5
        assert second.memories[0].why == "You told me."
        assert store.episodes_for_recall().texts == ("my sister is ill",)
        for turn in (first, second):
            assert (turn.shift, turn.tone, turn.utterance.voice) == (Shift(), Affect(), ())
            assert turn.corrected == ""
        assert (store.corrections(), store.learnt()) == ((), "")
        store.close()


def test_i_can_teach_about_what_i_told_the_first_version(path: Path) -> None:
    a_memory_of_the_first_version(path)
    store = Store.open(path, KEY)
    assert store.save_correction(1, "sadness", "fear", AT, direction(1))
    turn = replace(store.turns(1)[0], belief=Belief((0.5, 0.5)), shift=Shift(0.5, "joy", "fear"))
    store.rewrite_beliefs([(1, turn, "fear")])
    assert store.turns(1)[0] == turn
    assert turn.corrected == "fear"
    assert store.forget(1)
    assert store.corrections() == ()
    assert store.history()[0][1].observation == Observation((0.5, 0.25), Affect(-0.5, 0.25, 0.0))
    store.close()
