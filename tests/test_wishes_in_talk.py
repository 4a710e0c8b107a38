"""In a talk: what I ask of every reply is taken up in one sentence, kept to by everybody who words it."""

from __future__ import annotations

from pathlib import Path

from test_session import SAD, Sensible, Talk, saved, shown

from companion.engine.client import EngineClient
from companion.memory import hand, standing
from companion.remember import LEFT_ALONE
from companion.session import Session
from companion.transcript import Voice
from companion.turn import Planned, Standing, Unwished
from companion.wishing import SAID, WELCOME


def later(talk: Talk, *, private: bool = False) -> None:
    """Another talk, on the same memory."""
    engine: EngineClient = talk.engine  # type: ignore[assignment]
    old = talk.session.voice
    voice = Voice(engine, old.template, old.tier)
    talk.clock.forward(hours=30)
    talk.session = Session(
        engine, talk.store, talk.session._mind, voice, now=talk.clock, seed=2, private=private
    )


def test_a_wish_is_answered_in_one_sentence_and_why_names_it(talk: Talk) -> None:
    turn = saved(talk.say("please don't call me dear")).turn
    assert turn.reply == SAID[Unwished.NAME]
    assert turn.decision.reasons[-1] == "You asked not to be called dear; that holds from now on."
    assert talk.store.memories() == ()


def test_what_else_i_told_is_answered_behind_it(talk: Talk) -> None:
    lines = shown(talk.say("please don't call me dear. my dog died this morning"))
    assert lines[0] == SAID[Unwished.NAME] and len(lines) > 1
    assert not any("call you" in line for line in lines[1:])
    lines = shown(talk.say("and never mention my brother. I'm so tired of everything at home"))
    assert lines[0] == LEFT_ALONE[0] and len(lines) > 1
    assert not any("brother" in line for line in lines)


def test_danger_beside_a_wish_goes_first_and_the_wish_is_kept(talk: Talk) -> None:
    turn = saved(talk.say("never ask me questions. I want to kill myself tonight")).turn
    assert not turn.reply.startswith("All right")
    assert [one.wish.kind for one in standing.listed(talk.store)] == [Unwished.QUESTIONS]


def test_no_reply_names_what_is_off_limits_whoever_words_it(streaming: Talk) -> None:
    hand.set_off_limits(streaming.store, "job")
    streaming.engine.enqueue("Is it about your job? That was a long day.")
    events = streaming.say("today was long and grey and I sat there")
    assert shown(events) == ["That was a long day."]
    assert [one.rule for one in saved(events).turn.replaced] == ["off-limits"]
    streaming.engine.enqueue("Your job asks a lot of you. That was a long day again.")
    assert shown(streaming.say("my job was too much today"))[0] == "Your job asks a lot of you."


def test_the_written_words_find_another_question_than_about_work(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    hand.set_off_limits(talk.store, "work")
    talk.engine.broken = True
    for _ in range(6):
        lines = shown(talk.say("my boss told me off in front of everyone and I just stood there"))
        assert lines and not any("work" in line for line in lines)
    talk.store.close()


def test_what_i_just_set_off_limits_does_not_come_to_mind_in_the_same_turn(talk: Talk) -> None:
    talk.say("please remember this: my dad shouted at me in the kitchen on Saturday")
    assert talk.store.memories()
    later(talk)
    (planned,) = (e for e in talk.say("don't mention my dad") if isinstance(e, Planned))
    assert planned.memories == ()


def test_never_questions_holds_in_later_talks_until_i_take_it_back(talk: Talk) -> None:
    talk.say("please never ask me questions")
    for _ in range(2):
        later(talk)
        for text in ("hello", SAD, "my dog died this morning", "I went red", "how are you"):
            lines = shown(talk.say(text))
            assert lines and not any(line.endswith("?") for line in lines), text
    assert shown(talk.say("you can ask me questions again")) == [WELCOME]
    later(talk)
    texts = ("hello", SAD, "I don't know what to do with the flat", "we argued again last night")
    assert any(line.endswith("?") for text in texts for line in shown(talk.say(text)))


def test_never_advice_holds_but_where_i_ask_for_some(talk: Talk) -> None:
    talk.say("never give me advice")
    later(talk)
    decision = saved(talk.say(SAD)).turn.decision
    assert "advice" in decision.avoid
    assert "You said you do not want advice, so none is given." in decision.reasons
    assert "advice" not in saved(talk.say("what should I do about him?")).turn.decision.avoid
    assert "advice" in saved(talk.say("he shouted again at lunch")).turn.decision.avoid


def test_where_there_may_be_danger_i_am_asked_all_the_same(talk: Talk) -> None:
    talk.say("please never ask me questions")
    later(talk)
    assert any("?" in line for line in shown(talk.say("I want to kill myself tonight")))


def test_a_box_taken_back_on_the_page_holds_at_once(talk: Talk) -> None:
    talk.say("never give me advice")
    assert "advice" in saved(talk.say(SAD)).turn.decision.avoid
    standing.take_back(talk.store, Standing(Unwished.ADVICE))
    assert "advice" not in saved(talk.say("he shouted again at lunch")).turn.decision.avoid


def test_a_private_talk_keeps_to_my_wishes_and_keeps_none_of_its_own(streaming: Talk) -> None:
    standing.keep(streaming.store, Standing(Unwished.EXCLAMATIONS))
    later(streaming, private=True)
    streaming.say("don't call me mate")
    streaming.engine.enqueue(
        "What a day! That was long, Sam. That was a long day, mate. It is late now."
    )
    said = shown(streaming.say("today was long and grey, says Sam"))
    assert "What a day!" not in said and not any("mate" in line for line in said)
    assert [one.wish.kind for one in standing.listed(streaming.store)] == [Unwished.EXCLAMATIONS]


def test_a_model_draft_that_breaks_a_wish_is_never_chosen(tmp_path: Path) -> None:
    talk = Talk(tmp_path, sense=Sensible())
    standing.keep(talk.store, Standing(Unwished.SORRY))
    for i in range(4):
        for _ in range(3):
            talk.engine.enqueue(
                "I'm so sorry about the report.", "You must feel so hurt about the report."
            )
        lines = shown(talk.say(f"{SAD}, number {i}"))
        assert lines and not any("sorry" in line for line in lines)
    talk.store.close()


def test_after_erasing_everything_no_wish_holds(talk: Talk) -> None:
    talk.say("no jokes please")
    talk.session.erase_all()
    assert standing.listed(talk.store) == ()
    assert talk.session._wishing.for_turn().kinds == frozenset()
