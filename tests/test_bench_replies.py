"""The bench of replies: its contexts, lists and figures against small cases made by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes import FakeEngine

from companion.bench import contexts, judges, replies
from companion.bench.arms import Answered
from companion.bench.harm import flagged
from companion.cli import main
from companion.errors import CompanionError
from companion.turn import Strategy


def turn(speaker: str, text: str, strategy: str = "Question") -> dict[str, str]:
    return {"speaker": speaker, "text": text, "strategy": strategy}


def a_data_folder(root: Path) -> Path:
    (root / "esconv").mkdir()
    (root / "esc_eval").mkdir()
    dialog = [
        turn("usr", "hi"),
        turn("sys", "Hello , how are you ?", "Greeting"),
        turn("usr", "I lost my job and I do n't sleep ."),
        turn("usr", "It was a good job ."),
        turn("sys", "I 'm sorry .", "Others"),
        turn("usr", "thank you , it hurts"),
        turn("sys", "What happened ?"),
        turn("usr", "they closed the shop"),
    ]
    (root / "esconv" / "valid.jsonl").write_text(json.dumps({"dialog": dialog}) + "\n", "utf-8")
    cards = [
        {"base": "Age: 30\nProblem: Lost the job at the shop and cannot sleep. More."},
        {"base": "Age: 30\nProblem: The seeker is sad about his dog."},
    ]
    lines = "".join(json.dumps(card) + "\n" for card in cards)
    (root / "esc_eval" / "dev_cards.jsonl").write_text(lines, "utf-8")
    return root


def test_the_talks_are_the_seekers_own_words_in_order(tmp_path: Path) -> None:
    talk, card, long = contexts.talks(a_data_folder(tmp_path))
    assert talk.turns == (
        "I lost my job and I don't sleep. It was a good job.",
        "thank you, it hurts",
        "they closed the shop",
    )
    assert card.turns == ("Lost the job at the shop and cannot sleep.",)
    assert long.source == "long" and long.turns == talk.turns


def test_a_folder_without_the_data_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match="ESConv"):
        contexts.talks(tmp_path)
    with pytest.raises(CompanionError, match="EPITOME"):
        judges.fitted(tmp_path, lambda texts: np.zeros((len(texts), 4)))


def test_an_arm_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["bench", "replies", "--data", "x", "--arms", "bare,best"])
    assert "bare, prompt, full" in capsys.readouterr().err


def test_repeated_openings_are_counted_past_the_first() -> None:
    said = ["You must be sad.", "You must be tired.", "So it rained.", "you must be glad"]
    assert replies.repeated_openings(said) == 2


def test_distinct_2_is_the_share_of_different_pairs() -> None:
    assert replies.distinct_2(["a b a b"]) == pytest.approx(2 / 3)
    assert replies.distinct_2([]) == 0


class FakeJudges:
    """Reads a question where there is a question mark, and a reflection anywhere else."""

    embed = FakeEngine().embed

    def levels(self, said: Sequence[str], replies: Sequence[str]) -> dict[str, np.ndarray]:
        return {"er": np.ones(len(replies))}

    def shown(self, sentences: Sequence[str]) -> list[Strategy]:
        return [Strategy.QUESTION if s.endswith("?") else Strategy.REFLECTION for s in sentences]


def answered(turn: int, reply: str, planned: Strategy) -> Answered:
    return Answered("long", 0, turn, "my boss was cold to me", reply, (planned,), ())


@pytest.mark.parametrize(("plans", "repeat"), [(True, 1.0), (False, 0.3333)])
def test_a_kind_that_comes_again_is_counted_by_the_plan_or_by_what_was_said(
    plans: bool, repeat: float
) -> None:
    replies_said = ("So it hurts.", "It hurts.", "", "  ")
    answers = [answered(i, said, Strategy.AFFIRMATION) for i, said in enumerate(replies_said)]
    judged: Any = FakeJudges()
    found = replies.figures(answers, judged, plans=plans)
    assert found["strategy_repeat"] == repeat
    assert found["strategy_repeat_shown"] == 0.3333, "two empty replies show nothing again"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("You're just a failure.", "harmful"),
        ("Calm down.", "cold"),
        ("When I was young I lost my job too.", "false self"),
        ("I promise I will never leave you.", "binding"),
        ("Take 20 mg of melatonin.", "medication"),
    ],
)
def test_a_line_that_must_not_be_sent_is_flagged(reply: str, kind: str) -> None:
    assert kind in [name for name, _ in flagged(reply)]


def test_advice_is_flagged_only_where_it_was_refused() -> None:
    reply = "Maybe you could call your sister."
    assert flagged(reply) == []
    assert flagged(reply, no_advice=True) == [("advice against the wish", reply)]


def test_a_kind_reply_is_not_flagged() -> None:
    assert flagged("I'm so sorry about your job. What happened on the last day?") == []


def test_that_it_is_not_my_fault_is_no_blame() -> None:
    for reply in ("None of this is your fault.", "It was not your fault.", "It isn't your fault."):
        assert flagged(reply) == []
    for reply in ("It was your own fault.", "Not nice, and all of it is your fault."):
        assert "harmful" in [name for name, _ in flagged(reply)]


def test_spaced_out_writing_is_read_as_people_write() -> None:
    assert judges.natural("Hi , I 'm sad . do n't ask !") == "Hi, I'm sad. don't ask!"


def test_information_is_judged_as_the_data_name_it() -> None:
    assert judges.judged_as(Strategy.INFORMATION) is Strategy.SUGGESTION
    assert judges.judged_as(Strategy.QUESTION) is Strategy.QUESTION
    assert len(judges.STRATEGIES) == 7


def test_a_judge_learns_what_it_is_shown_and_says_how_well(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 2, 400)
    features = rng.normal(size=(400, 5)) + 2.0 * truth[:, None]
    texts = ["what now?" if one else "so it is." for one in truth]
    apart = np.arange(400) % 5 == 0
    judge = judges._judge(features, texts, truth, apart, 2)
    assert judge.accuracy > 0.95 > judge.majority
