"""Asked to help with something, it says what a program can do and goes on with me, one piece at a time."""

from __future__ import annotations

import pytest
from test_compose import context

from companion.policy import cues
from companion.policy.compose import compose
from companion.policy.openers import wording
from companion.policy.strategy import plan, situation
from companion.policy.subject import subject

ASKED = {
    "can you help me break this project down into steps": "help",
    "could you help me look at my options": "help",
    "can you walk me through some breathing so I calm down": "calm",
    "can you help me relax a bit": "calm",
    "will you role-play the interview with me, can you help me practise": "rehearse",
    "can you tell me a funny story": "story",
    "could you suggest some calming music and the news": "story",
}


@pytest.mark.parametrize(("text", "kind"), ASKED.items())
def test_each_kind_of_help_has_its_own_answer(text: str, kind: str) -> None:
    told = context(text, "anxiety")
    assert situation(told) == "wonder" and cues.asked(text) == kind
    lines = wording("moments")["wonder"]
    decision = plan(told)
    assert decision.opener in lines[kind]
    after = compose(told, decision)
    assert after and set(after) <= set(lines[f"{kind}-after"])


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("can you be my sounding board?", ""),
        ("help me weigh the pros and cons", ""),
        ("Can you help me with my thesis?", "your thesis"),
        ("I keep spinning my wheels. Can you give me a quick summary?", ""),
        ("I'm behind with my thesis. Can you suggest a film?", "your thesis"),
    ],
)
def test_what_is_asked_of_the_program_is_not_taken_for_my_matter(text: str, about: str) -> None:
    assert subject(text) == about
