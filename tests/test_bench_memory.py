"""The memory's bench counts what it says it counts, on talks small enough to count by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes import FakeEngine

from companion import paths
from companion.bench import keeping, logistic, memory, reading, recalling, scale, talks
from companion.bench.keeping import Heard, Judge
from companion.bench.talks import LongTalk, Marked, Question, Said
from companion.emotion import hmm, states
from companion.errors import CompanionError
from companion.memory import matter
from companion.turn import Affect

AT = datetime(2023, 5, 8, 13, 56, tzinfo=UTC)


def embed(texts: Sequence[str]) -> np.ndarray:
    return FakeEngine().embed(texts) if texts else np.zeros((0, 384), np.float32)


def said(place: int, text: str, speaker: str = "Ann") -> Said:
    return Said(f"D1:{place}", 1, AT, speaker, text)


TALK = LongTalk(
    ("Ann", "Bo"),
    (
        said(1, "hello there"),
        said(2, "my walnut tree fell on the old greenhouse in the storm last night", "Bo"),
        said(3, "oh"),
        said(4, "the ferry timetable changed and I missed my cousin's wedding in Bergen"),
        *(said(i, "well") for i in range(5, 21)),
    ),
    (
        Question("What fell on Bo's greenhouse?", ("D1:2",)),
        Question("Whose wedding did Ann miss?", ("D1:4", "D1:1")),
    ),
)


def test_many_texts_are_read_in_order_some_at_a_time() -> None:
    texts = [f"word {i}" for i in range(2 * reading.TOGETHER + 1)]
    assert [len(group) for group in reading.groups(texts)] == [reading.TOGETHER] * 2 + [1]
    engine: Any = FakeEngine()
    np.testing.assert_array_equal(reading.embedded(engine, texts), engine.embed(texts))
    assert len(reading.embedded(engine, [])) == 0


def test_evidence_is_counted_question_by_question() -> None:
    found = recalling.locomo([TALK], embed)
    assert found["fused"][5][0] == 1.0
    assert found["fused"][5][1] == 0.5
    assert found["bm25"][5] == [1.0, 0.5]


def test_what_was_let_go_cannot_be_found() -> None:
    found = recalling.locomo([TALK], embed, lambda talk: ["D1:4"])
    assert found["fused"][10] == [0.0, 0.5]


def test_a_tenth_is_a_tenth_and_length_picks_the_longest() -> None:
    ways = keeping.locomo_keepers(judge())
    assert set(ways["length"](TALK)) == {"D1:2", "D1:4"}
    assert set(ways["most_recent"](TALK)) == {"D1:20", "D1:19"}
    assert set(ways["salience"](TALK)) == {"D1:2", "D1:4"}
    assert len(set(keeping.at_random(1)(TALK))) == 2


def judge() -> Judge:
    def hear(texts: Sequence[str]) -> list[Heard]:
        even = (1.0,) * len(states.STATES)
        return [Heard(even, Affect(), vector) for vector in embed(texts)]

    return Judge(hear, hmm.load(paths.shipped() / "dynamics.json"), matter.NO_MATTER)


def test_a_session_keeps_three_or_a_tenth_and_picks_by_two_count() -> None:
    texts = ("yes", "a long story about my father", "my sister Mia left for Peru", "ok", "fine")
    other = Marked("Bo", ("well", "hm"), (0, 0))
    figures = keeping.lufy([Marked("Ann", texts, (0, 3, 2, 1, 2)), other], judge())
    assert figures["picked"] == 3
    assert figures["length"] == pytest.approx(2 / 3, abs=1e-4), "the two long ones and one more"
    assert figures["keep_all"] == 1.0
    assert set(figures["without"]) == set(keeping.PARTS)


def test_weights_for_one_person_are_fitted_on_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    real = logistic.fit

    def spied(x: np.ndarray, y: np.ndarray, penalty: float) -> tuple[np.ndarray, float]:
        seen.append(len(y))
        return real(x, y, penalty)

    monkeypatch.setattr(logistic, "fit", spied)
    people = [
        Marked(name, ("a", "b b", "c c c")[: i + 1], (3, 0, 1)[: i + 1])
        for i, name in enumerate(("Ann", "Bo", "Cy"))
    ]
    keeping.lufy(people, judge())
    assert sorted(seen) == [3, 4, 5]


# --- what is read --------------------------------------------------------------------------------


def test_long_talks_are_read_without_questions_that_have_no_answer(tmp_path: Path) -> None:
    raw: dict[str, Any] = {
        "speaker_a": "Ann",
        "speaker_b": "Bo",
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": [
            {"speaker": "Ann", "dia_id": "D1:1", "text": "hi", "blip_caption": "a photo of a dog"},
            {"speaker": "Bo", "dia_id": "D1:2", "text": "hello"},
        ],
        "qa": [
            {"question": "What?", "evidence": ["D1:01; D1:2"], "category": 1},
            {"question": "Trick?", "evidence": ["D1:1"], "category": 5},
            {"question": "Nowhere?", "evidence": ["D9:9"], "category": 2},
        ],
    }
    (tmp_path / "1.json").write_text(json.dumps(raw))
    (talk,) = talks.locomo(tmp_path)
    assert talk.questions == (Question("What?", ("D1:1", "D1:2")),)
    assert talk.turns[0] == Said("D1:1", 1, AT, "Ann", "hi a photo of a dog")


def test_picks_of_three_people_are_added_up(tmp_path: Path) -> None:
    def row(annotator: int, marks: tuple[int, int]) -> str:
        sheet = [["important?", "speaker", "utterance"], [None, "Luke", "hi"]]
        sheet += [[marks[0], "Ann", "one"], [None, None, None], [marks[1], "Ann", "two"]]
        key = {"system": "X", "user": "Ann", "session": 1, "annotator": annotator}
        return json.dumps(key | {"sheets": [sheet, []]})

    path = tmp_path / "dev.jsonl"
    path.write_text("\n".join(row(i, marks) for i, marks in enumerate(((1, 0), (1, 1), (0, 0)))))
    assert talks.lufy(path) == [Marked("Ann", ("one", "two"), (2, 1))]


@pytest.mark.parametrize("read", [talks.locomo, talks.lufy])
def test_data_that_are_not_there_are_said_so(read: Any, tmp_path: Path) -> None:
    with pytest.raises(CompanionError):
        read(tmp_path / "nothing")


@pytest.mark.parametrize("text", ['{"broken', "[]", '{"speaker_a": "Ann"}'])
def test_a_file_that_is_no_talk_is_said_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "1.json").write_text(text)
    with pytest.raises(CompanionError, match=r"1\.json is not a talk"):
        talks.locomo(tmp_path)


def test_the_right_day_is_among_the_first_three(tmp_path: Path) -> None:
    history = {
        day: [{"query": text, "response": "I see."}]
        for day, text in (
            ("2023-05-01", "I saw a heron at the lake"),
            ("2023-05-02", "my boss was rude"),
            ("2023-05-03", "soup again"),
            ("2023-05-04", "the bus was late"),
        )
    }
    (tmp_path / "memory_bank_en.json").write_text(json.dumps({"Ann ": {"history": history}}))
    (tmp_path / "probing_questions_en.jsonl").write_text(
        json.dumps({"Ann": ["Where was the heron?", "Who is the king?"]})
    )
    answers = tmp_path / "days.tsv"
    answers.write_text("# ours\nAnn\t0\t2023-05-01\nAnn\t1\t-\n")
    diaries = talks.memorybank(tmp_path, answers)
    assert diaries[0].questions == (
        ("Where was the heron?", ("2023-05-01",)),
        ("Who is the king?", ()),
    )
    assert recalling.memorybank(diaries, embed) == {"fused": 1.0, "minilm": 1.0, "bm25": 1.0}


def test_every_probing_question_has_a_mark_of_ours() -> None:
    lines = memory.ANSWERS.read_text("utf-8").splitlines()
    assert len([line for line in lines if not line.startswith("#")]) == 100


# --- moods and speed -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", memory.MOODS.values(), ids=memory.MOODS)
def test_mood_cases_are_sound(path: Path) -> None:
    cases = json.loads(path.read_text("utf-8"))
    assert len(cases) == 40
    for case in cases:
        assert case["mood"] in states.NAMES
        assert all(one["state"] in states.NAMES for one in case["memories"])
        assert all(0 <= i < len(case["memories"]) for i in case["wanted"])
        assert not case["low"] or len(case["wanted"]) == 2


def test_the_belief_decides_between_two_memories_of_the_same_matter() -> None:
    case = {
        "mood": "anxiety",
        "said": "my mother is in hospital",
        "memories": [
            {"text": "my mother sang in hospital", "state": "joy", "days_ago": 3},
            {"text": "my mother cried in hospital", "state": "anxiety", "days_ago": 3},
        ],
        "wanted": [1],
        "low": False,
    }
    figures = memory.moods([case], embed)
    assert figures["wanted_first"]["with_tracker"] == 1.0
    case["mood"], case["wanted"] = "joy", [0]
    assert memory.moods([case], embed)["wanted_first"]["with_tracker"] == 1.0


def test_speed_is_measured_on_as_many_episodes_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "SIZES", (50, 120))
    monkeypatch.setattr(scale, "SAVED", 20)
    texts = [f"word{i} and word{i + 1} again" for i in range(30)]
    speed = scale.recall_ms(texts, embed(texts))
    assert set(speed) == {"50", "120"}
    assert all(one["p95"] >= one["median"] > 0 for one in speed.values())
    saved = scale.saving(texts, embed(texts))
    assert saved["save_ms_p95"] > 0 and saved["mb_per_1000_turns"] > 0
