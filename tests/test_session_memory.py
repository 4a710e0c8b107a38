"""The memory in a talk: what comes to mind, what is off limits, and a talk that leaves no trace."""

from __future__ import annotations

from datetime import timedelta

from conftest import off_limits
from fakes import FakeClock
from test_session import Talk, saved

from companion.memory import fading, hand, known
from companion.session import TALK_ENDS_AFTER, Session
from companion.transcript import Voice
from companion.turn import Stopped, Turn

SISTER = "my sister Mia and I argued about the old house in the village again"


def told(talk: Talk, text: str) -> Turn:
    return saved(talk.say(text)).turn


def filled(talk: Talk) -> None:
    """A talk about a sister, and then three turns about something else."""
    told(talk, SISTER)
    for text in ("the trams were late", "lunch was a cold soup", "it rained all afternoon"):
        told(talk, text)


def test_words_in_common_bring_a_memory_to_mind(talk: Talk) -> None:
    filled(talk)
    turn = told(talk, "the village house goes to auction")
    assert [memory.text for memory in turn.memories] == [SISTER]


def test_what_i_set_off_limits_is_never_brought_up(talk: Talk) -> None:
    filled(talk)
    hand.set_off_limits(talk.store, "village")
    assert told(talk, "the village house goes to auction").memories == ()
    hand.allow(talk.store, hand.limits(talk.store)[0].id)
    told(talk, "no, nothing else to say about the bus")
    assert told(talk, "the village house goes to auction").memories != ()


def test_somebody_off_limits_is_so_by_every_name_they_have(talk: Talk) -> None:
    filled(talk)
    talk.session.rest()
    hand.set_off_limits(talk.store, "Mia")
    talk.store.save_turn(1, told(talk, "my sister has the house keys"), None, 0.9, "calm")
    assert off_limits(talk.store)("my sister has the keys")
    assert not off_limits(talk.store)("my brother has the keys")


def test_her_name_finds_what_i_told_of_my_sister(talk: Talk) -> None:
    told(talk, "my sister is called Mia")
    told(talk, "remember this: my sister keeps bees")
    for text in ("the trams were late", "lunch was a cold soup", "it rained all afternoon"):
        told(talk, text)
    talk.session.rest()
    turn = told(talk, "Mia rang")
    assert any("bees" in memory.text for memory in turn.memories)


def test_why_it_is_kept_stands_with_the_memory(talk: Talk) -> None:
    told(talk, SISTER)
    (memory,) = talk.store.memories()
    assert memory.why.startswith("Kept because ")
    assert memory.fades is not None


# --- talks end -----------------------------------------------------------------------------------


def test_after_hours_of_silence_another_talk_begins_and_the_first_is_sorted(talk: Talk) -> None:
    filled(talk)
    talk.clock.at += TALK_ENDS_AFTER + timedelta(minutes=1)
    told(talk, "good morning, my exam is next week")
    assert [one.turns for one in talk.store.talks()] == [1, 4]
    assert talk.session.rest().talks == 1
    assert talk.session.rest().talks == 0
    assert len(talk.session.turns) == 5, "here it goes on"


def test_a_break_of_some_hours_is_still_the_same_talk(talk: Talk) -> None:
    told(talk, SISTER)
    talk.clock.at += TALK_ENDS_AFTER - timedelta(minutes=2)
    told(talk, "back again")
    assert len(talk.store.talks()) == 1


def test_forgetting_reaches_both_talks_of_one_evening(talk: Talk) -> None:
    told(talk, SISTER)
    talk.clock.at += TALK_ENDS_AFTER + timedelta(minutes=1)
    told(talk, "my brother called from the harbour about the boat")
    assert talk.session.forget_about("Mia") == 1
    assert [turn.utterance.text[:10] for turn in talk.session.turns] == ["my brother"]


def test_a_memory_kept_while_the_engine_was_down_is_found_later(talk: Talk) -> None:
    talk.engine.broken = True
    told(talk, SISTER)
    assert not talk.store.episodes_for_recall().embeddings.any()
    talk.session.rest()
    assert not talk.store.episodes_for_recall().embeddings.any(), "still down; nothing breaks"
    talk.engine.broken = False
    talk.session.rest()
    assert talk.store.episodes_for_recall().embeddings.any()


def test_old_transcripts_go_when_nobody_waits(talk: Talk) -> None:
    told(talk, SISTER)
    talk.clock.at += timedelta(days=8)
    told(talk, "a new week")
    assert talk.session.rest(transcript_days=7).turns == 1
    assert [turn.utterance.text for turn in talk.store.turns(1)] == []
    assert [memory.text for memory in talk.store.memories()] == [SISTER]


# --- forgetting everything about somebody --------------------------------------------------------


def test_i_forget_everything_about_somebody_and_the_model_forgets_it_too(talk: Talk) -> None:
    filled(talk)
    talk.session.rest()
    assert any(one.about == "mia" for one in known.listed(talk.store))
    told(talk, "the village house goes to auction")
    seen = hand.about(talk.store, "mia")
    assert (len(seen.turns), seen.memories, seen.called) == (1, 1, ("sister",))
    talk.session.forget_about("Mia")
    assert all("Mia" not in turn.utterance.text for turn in talk.session.turns)
    assert known.listed(talk.store) == ()
    told(talk, "and the weather is fine")
    assert "Mia" not in talk.engine.history[-1]


# --- no trace ------------------------------------------------------------------------------------


def private(talk: Talk) -> Session:
    voice = Voice(talk.session._engine, talk.session.voice.template, "candidates")
    return Session(
        talk.session._engine,
        talk.store,
        talk.session._mind,
        voice,
        now=talk.clock,
        seed=1,
        private=True,
    )


def test_a_private_talk_leaves_no_trace(talk: Talk) -> None:
    filled(talk)
    before = (talk.store.history(), talk.store.memories(), talk.store.learnt())
    believed = talk.session.person.believed_at(talk.clock())
    ordinary, talk.session = talk.session, private(talk)
    events = talk.say("I am so ashamed that I drank again and lied to my sister")
    assert saved(events).turn_id is None
    assert not any(isinstance(event, Stopped) for event in events), "nothing went wrong"
    told(talk, "the village house, again")
    assert talk.session.correct("shame") is False
    assert talk.session.rest() == fading.LetGo()
    after = (talk.store.history(), talk.store.memories(), talk.store.learnt())
    assert after == before
    assert len(talk.store.talks()) == 1
    assert ordinary.person.believed_at(talk.clock.at - timedelta(minutes=2)) == believed
    assert ordinary.turns[0].utterance.text == SISTER


def test_in_a_private_talk_memories_still_come_to_mind_and_are_not_marked(talk: Talk) -> None:
    filled(talk)
    recalls = [memory.recalls for memory in talk.store.memories()]
    talk.session = private(talk)
    assert told(talk, "the village house goes to auction").memories != ()
    assert [memory.recalls for memory in talk.store.memories()] == recalls


def test_what_is_said_in_private_is_followed_within_it(talk: Talk) -> None:
    talk.session = private(talk)
    told(talk, "I failed my exam")
    assert len(talk.session.turns) == 1
    told(talk, "and I told nobody")
    assert "I failed my exam" in talk.engine.history[-1]
    assert isinstance(talk.clock, FakeClock)


def test_when_a_private_talk_ends_the_model_has_nothing_of_it_left(talk: Talk) -> None:
    talk.session = private(talk)
    told(talk, "I broke the walnut cabinet")
    talk.session.lose_sight()
    tokens, _ = talk.session.voice.prompt("and it rains", "", "", 10)
    assert "and it rains" in "".join(map(chr, tokens))
    assert "walnut" not in "".join(map(chr, tokens))


def test_the_talk_on_the_page_loses_what_the_transcript_lost(talk: Talk) -> None:
    told(talk, SISTER)
    talk.clock.at += timedelta(days=8)
    told(talk, "a new week")
    talk.session.rest(transcript_days=7)
    assert [turn.utterance.text for turn in talk.session.turns] == ["a new week"]


def test_what_helped_is_kept_and_comes_to_mind_when_i_am_very_low(talk: Talk) -> None:
    told(talk, "I walked along the old canal with my dog Rex. The long walk helped me")
    for i in range(5):
        told(talk, f"my boss Anna {i} told me off again about the report, I was ashamed")
    talk.clock.at += timedelta(days=2)
    told(talk, "good evening")
    talk.session.rest()
    (walk,) = [memory for memory in talk.store.memories() if "walk" in memory.text]
    assert walk.why == fading.KEPT_HELPED
    assert known.helped(talk.store)
