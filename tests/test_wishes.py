"""What I asked not to get does not come, whoever words it; and what comes is a whole answer."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from companion.errors import EngineDied
from companion.policy import cues
from companion.policy.context import PlanContext
from companion.policy.guard import GuardContext, check
from companion.policy.strategy import OFFER
from companion.reply import Reply
from companion.timing import Stopwatch
from companion.turn import Decision, Risk, Stage
from tests.test_session import SAD, Sensible, Talk, shown

NO_QUESTIONS, NO_ADVICE = (cues.NO_QUESTIONS,), (cues.NO_ADVICE,)
QUESTIONS = ["What did she say?", "And then?", "How long has it been like this?"]
ADVICE = [
    "You could talk to your sister.",
    "How about telling your sister?",
    "Why not call your sister?",
    "Have you tried writing to her?",
    "Just tell her that.",
]


@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize("line", QUESTIONS)
def test_no_more_questions_means_none(line: str, written: bool) -> None:
    context = GuardContext("she left", unwished=NO_QUESTIONS, written=written, wanders=False)
    assert not check(line, context).ok
    assert check(line, replace(context, unwished=())).ok


def test_where_there_may_be_danger_a_question_is_asked_all_the_same() -> None:
    careful = GuardContext("hm", risk=Risk.ELEVATED, unwished=NO_QUESTIONS, written=True)
    assert check("Are you safe tonight?", careful).ok


@pytest.mark.parametrize("line", ADVICE)
def test_no_advice_means_none_as_a_question_either(line: str) -> None:
    theirs = GuardContext("my sister left her keys", wanders=False)
    assert check(line, theirs).ok
    refused = check(line, replace(theirs, unwished=NO_ADVICE))
    assert refused.rule == "unwished-advice" and not refused.replacement


def test_a_larger_model_is_held_to_both_wishes(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "stream")
    talk.say("no advice please, I just want to be heard")
    talk.say("and stop asking me questions")
    talk.engine.enqueue("That was hard to hear. You could talk to your boss. What did he say?")
    assert shown(talk.say(SAD)) == ["That was hard to hear."]
    talk.store.close()


def test_a_greeting_after_no_questions_does_not_ask(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.say("please stop asking me questions")
    for words in ("hello", "how are you", "hey there"):
        lines = shown(talk.say(words))
        assert lines and not any(line.endswith("?") for line in lines)
    talk.store.close()


def test_a_suggestion_is_not_made_before_it_was_asked_for(tmp_path: Path) -> None:
    talk = Talk(tmp_path, sense=Sensible())
    context = PlanContext(SAD, talk.clock(), "calm", (1.0,) + (0.0,) * 7)
    ask = "Would one small idea help?"
    offer = Decision(OFFER, Stage.ACTION, opener=ask, length=1)
    reply = Reply(talk.session.voice, context, offer, Stopwatch(), 1, Sensible())
    assert shown(list(reply.events(threading.Event()))) == [ask]
    assert not talk.engine.history, "no model was asked"
    talk.store.close()


def test_when_the_words_run_out_after_im_sorry_there_is_still_an_answer(tmp_path: Path) -> None:
    talk = Talk(tmp_path, sense=Sensible())
    talk.engine.enqueue("I'm so sorry.")
    talk.engine.enqueue(EngineDied("The words stopped."))
    lines = shown(talk.say("my dog died this morning and the house is so quiet"))
    assert len(lines) > 1
    talk.store.close()
