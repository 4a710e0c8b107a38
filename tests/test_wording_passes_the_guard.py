"""Every sentence written by people passes the guard it will meet on its way to the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from written_lines import lines_in

from companion.policy import openers
from companion.policy.boundaries import BOUNDARIES
from companion.policy.crisis_words import crisis_reply
from companion.policy.grammar import sentences
from companion.policy.guard import GuardContext, check
from companion.turn import Assessment, Risk

SAID = "my dad laughed at me when I told him about the new job"
TYPICAL = {
    "clause": "your dad laughed at you",
    "event": "your dad laughed at you",
    "done": "your dad laughed at you",
    "topic": "your dad",
    "memory": "your sister moved to Lisbon",
    "remembered": "your sister",
    "lost": "your dad",
    "when": "a few days ago",
    "subject": "the new job",
    "earlier": "the new job",
    "felt": "sad",
}
FILLED = TYPICAL | {name.capitalize(): text[0].upper() + text[1:] for name, text in TYPICAL.items()}
FILES = sorted(path.stem for path in Path(openers.__file__).with_name("wording").glob("*.toml"))


def refused(line: str, **more: object) -> list[tuple[str, str]]:
    """The sentences of `line` that the guard refuses, with the rule."""
    context = GuardContext(text=SAID, memories=("my sister moved to Lisbon",), written=True, **more)  # type: ignore[arg-type]
    verdicts = [(sentence, check(sentence, context)) for sentence in sentences(line)]
    return [(sentence, verdict.rule) for sentence, verdict in verdicts if not verdict.ok]


@pytest.mark.parametrize("name", FILES)
def test_every_written_line_reaches_the_screen(name: str) -> None:
    lines = [line.format_map(FILLED) for line in lines_in(openers.wording(name))]
    assert len(lines) > 20
    assert [found for line in lines for found in refused(line)] == []


@pytest.mark.parametrize("key", sorted(BOUNDARIES))
def test_every_answer_at_a_limit_reaches_the_screen(key: str) -> None:
    for reply in BOUNDARIES[key].replies:
        assert refused(reply, boundaries=(key,)) == []


@pytest.mark.parametrize("risk", [Risk.ELEVATED, Risk.ACUTE])
@pytest.mark.parametrize("boundary", [(), ("abuse",), ("harm-to-others",)])
def test_every_crisis_answer_reaches_the_screen(risk: Risk, boundary: tuple[str, ...]) -> None:
    assessment = Assessment(risk=risk, risk_words=("words",), boundaries=boundary)
    for turn in range(6):
        for sentence in crisis_reply(assessment, turn):
            assert refused(sentence, risk=risk) == []


def test_no_slot_is_left_open() -> None:
    for name in FILES:
        for line in lines_in(openers.wording(name)):
            assert not re.search(r"[{}]", line.format_map(FILLED))
