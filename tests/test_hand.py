"""My hand on the memory: I find, pin, put right, set off limits, and let go of all about somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import off_limits
from test_store import AT, a_turn, direction

from companion.errors import InputRefused, StoreError
from companion.memory import fading, hand, known
from companion.memory.hand import LONGEST_MEMORY, LONGEST_PHRASE
from companion.memory.store import Store
from companion.turn import Decision, Memory, Stage, Utterance

HOUR = timedelta(hours=1)
LATER = "2026-03-15T08:00:00+00:00"


def told(
    store: Store,
    text: str,
    reply: str = "I hear you.",
    *,
    state: str = "hope",
    salience: float = 0.7,
    hours: float = 0,
    memories: tuple[Memory, ...] = (),
) -> int:
    """The id of a turn in a talk of its own that said `text` and was answered with `reply`."""
    at = AT + hours * HOUR
    turn = replace(a_turn(text, reply, memories), utterance=Utterance(text, at))
    return store.save_turn(store.start_talk(at), turn, direction(len(text)), salience, state)


def learn(store: Store) -> None:
    """Read the facts of everything said so far."""
    with store.writing() as db:
        known.learn(db, [turn_id for turn_id, _ in store.history()])


def texts(memories: tuple[Memory, ...]) -> list[str]:
    return [memory.text for memory in memories]


def everything(store: Store) -> str:
    """Every value of every row, the index of words included."""
    tables = ("turn", "episode", "recalled", "correction", "fact", "off_limits", "episode_words")
    return repr([store._db.execute(f"SELECT * FROM {table}").fetchall() for table in tables])


# --- find ----------------------------------------------------------------------------------------


def test_i_find_a_memory_by_words_in_any_order_and_by_the_beginning_of_the_last(
    store: Store,
) -> None:
    told(store, "the crab soup at the harbour")
    told(store, "crab again, and rain")
    assert texts(hand.find(store, "harbour crab")) == ["the crab soup at the harbour"]
    assert texts(hand.find(store, "crab har")) == ["the crab soup at the harbour"]
    assert len(hand.find(store, "crabs")) == 2
    assert hand.find(store, "lobster") == ()


def test_without_a_wish_all_are_there_the_newest_first(store: Store) -> None:
    for text in ("first", "second"):
        told(store, text)
    assert texts(hand.find(store)) == texts(hand.find(store, "  ")) == ["second", "first"]


@pytest.mark.parametrize(
    "text", ["!!!", "_", '"', '" OR text:*', "NEAR(a b)", "\x00", "\ud800", "a" * 5_000, "\u00b2"]
)
def test_whatever_i_type_into_the_search_it_answers(store: Store, text: str) -> None:
    told(store, "told")
    assert hand.find(store, text) == ()


def test_i_find_what_i_told_in_a_feeling(store: Store) -> None:
    told(store, "the exam went badly", state="sadness")
    told(store, "the exam went well", state="joy")
    assert texts(hand.find(store, feeling="joy")) == ["the exam went well"]
    assert texts(hand.find(store, "exam", feeling="sadness")) == ["the exam went badly"]
    assert hand.find(store, feeling="anger") == ()


@pytest.mark.parametrize("name", ["Mia", "mia", " MIA "])
def test_i_find_everything_that_names_somebody_wherever_the_name_stands(
    store: Store, name: str
) -> None:
    for text in ("Mia came by", "I saw Mia's dog", "with mia", "I told miaow to the cat"):
        told(store, text)
    assert len(hand.find(store, person=name)) == 3


def test_the_people_i_name_most_come_first_and_days_and_plans_are_no_people(store: Store) -> None:
    told(store, "I saw Mia and my brother on Monday before the exam next week")
    told(store, "then Mia left on 3.4.")
    assert hand.people(store) == ("mia", "brother")


# --- pin and put right ---------------------------------------------------------------------------


def test_what_i_pinned_never_fades_until_i_unpin_it(store: Store) -> None:
    told(store, "the lighthouse")
    told(store, "the ferry")
    assert hand.pin(store, 1, True)
    pinned = next(memory for memory in store.memories() if memory.id == 1)
    assert pinned.pinned and pinned.fades is None
    assert store.episodes_for_recall().pinned.tolist() == [True, False]
    in_years = AT + timedelta(days=40_000)
    later = a_turn("hi")
    later = replace(later, utterance=replace(later.utterance, at=in_years))
    store.save_turn(store.start_talk(in_years), later, None, 0.0, "calm")
    assert fading.fade(store, in_years) == 1
    assert texts(store.memories()) == ["the lighthouse"]
    assert hand.pin(store, 1, False)
    assert fading.fade(store, in_years) == 1


def test_pinning_what_is_not_there_says_so(store: Store) -> None:
    assert not hand.pin(store, 7, True)


def test_a_memory_i_put_right_reads_and_is_found_as_i_wrote_it(store: Store) -> None:
    told(store, "the crab in Porto")
    store.mentioned()
    assert hand.reword(store, 1, "  the crab\n in Lisbon ", "joy", direction(9), LATER)
    (kept,) = store.memories()
    assert (kept.text, kept.state) == ("the crab\nin Lisbon", "joy")
    assert texts(hand.find(store, "Lisbon")) == ["the crab\nin Lisbon"]
    assert hand.find(store, "Porto") == ()
    assert store.mentioned() == {"lisbon"}
    assert store.episodes_for_recall().texts == ("the crab\nin Lisbon",)
    assert store.turns(1)[0].utterance.text == "the crab in Porto", "said is said"
    assert not hand.reword(store, 2, "anything", "joy", None, LATER)


def test_a_memory_put_right_without_the_engine_gets_its_vector_later(store: Store) -> None:
    told(store, "the crab in Porto")
    hand.reword(store, 1, "the crab in Lisbon", "joy", None, LATER)
    assert store.without_vector(9) == ((1, "the crab in Lisbon"),)


def test_no_copy_keeps_the_words_i_put_right(store: Store, path: Path) -> None:
    told(store, "the crab in Porto")
    store.keep_copy(AT)
    hand.reword(store, 1, "the crab in Lisbon", "joy", None, LATER)
    assert not list(path.parent.glob("memory-copy*"))


@pytest.mark.parametrize("text", ["", " \n ", "x" * (LONGEST_MEMORY + 1)])
def test_a_memory_without_words_or_with_far_too_many_is_refused(store: Store, text: str) -> None:
    told(store, "told")
    with pytest.raises(InputRefused, match=r"\.$"):
        hand.reword(store, 1, text, "joy", None, LATER)
    assert texts(store.memories()) == ["told"]


# --- off limits ----------------------------------------------------------------------------------


def test_what_is_off_limits_is_listed_once_until_i_allow_it(store: Store) -> None:
    for phrase in (" my  ex. ", "MY EX", "the fire"):
        hand.set_off_limits(store, phrase)
    first, second = hand.limits(store)
    assert (first.phrase, second.phrase) == ("my ex", "the fire")
    assert hand.allow(store, first.id)
    assert not hand.allow(store, first.id)
    assert [limit.phrase for limit in hand.limits(store)] == ["the fire"]
    assert "my ex" not in everything(store)


@pytest.mark.parametrize("phrase", ["", " ... ", "x" * (LONGEST_PHRASE + 1)])
def test_a_limit_that_says_nothing_or_is_long_is_refused(store: Store, phrase: str) -> None:
    for refuse in (hand.set_off_limits, hand.about, hand.forget_about):
        with pytest.raises(InputRefused, match=r"\.$"):
            refuse(store, phrase)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "touches"),
    [
        ("Mia called", True),
        ("it was MIA\u2019s idea", True),
        ("two Mias", True),
        ("miaow", False),
        ("my sister is ill", True),
        ("her wedding", False),
        ("the\nfire", True),
        ("fireplace", False),
    ],
)
def test_off_limits_holds_for_whole_words_and_for_her_other_name(
    store: Store, text: str, touches: bool
) -> None:
    told(store, "My sister Mia called me today")
    learn(store)
    assert not off_limits(store)(text)
    for phrase in ("Mia", "the fire", "fire"):
        hand.set_off_limits(store, phrase)
    assert off_limits(store)(text) is touches


def test_a_wedding_off_limits_leaves_the_sister_to_talk_about(store: Store) -> None:
    told(store, "My sister Mia called me today")
    learn(store)
    hand.set_off_limits(store, "my sister's wedding")
    touches = off_limits(store)
    assert touches("I dread Mia's wedding") and touches("my sister's wedding")
    assert not touches("Mia called") and not touches("my sister called")


def test_a_phrase_of_signs_is_no_pattern(store: Store) -> None:
    hand.set_off_limits(store, "C++ (a.*)")
    touches = off_limits(store)
    assert touches("I hate C++ (a.*) so much") and not touches("I hate C")


# --- everything about somebody -------------------------------------------------------------------


def test_i_am_told_first_what_would_go(store: Store) -> None:
    told(store, "My sister Mia called me today")
    told(store, "I saw Mia", salience=0.0)
    told(store, "my sister is ill")
    told(store, "it rained", "As with Mia?")
    learn(store)
    about = hand.about(store, "Mia")
    assert about == hand.About((1, 2), memories=1, facts=1, replies=1, called=("sister",))
    wider = hand.about(store, "mia", also_called=True)
    assert (wider.turns, wider.memories, wider.replies) == ((1, 2, 3), 2, 1)
    assert hand.about(store, "Nobody") == hand.About((), 0, 0, 0, ())


def test_everything_about_her_is_gone_and_the_rest_stays(store: Store) -> None:
    told(store, "My sister Mia called me today")
    told(store, "the crab was good", "Did Mia like it, too?")
    told(store, "Mia left", memories=store.memories()[:1])
    learn(store)
    store.save_correction(1, "hope", "joy", AT, direction(1))
    hand.set_off_limits(store, "MIA")
    assert hand.forget_about(store, "mia") == 3
    assert "mia" not in everything(store).lower()
    assert texts(store.memories()) == ["the crab was good"]
    assert [turn.utterance.text for _, turn in store.history()] == ["", "the crab was good", ""]
    assert store.history()[1][1].reply == ""
    assert known.listed(store, history=True) == store.corrections() == ()
    assert hand.forget_about(store, "mia") == 0


def test_she_goes_by_her_other_name_only_when_i_say_so(store: Store) -> None:
    told(store, "My sister Mia called me today")
    told(store, "my sister is ill")
    learn(store)
    assert hand.forget_about(store, "Mia") == 1
    assert texts(store.memories()) == ["my sister is ill"]
    told(store, "My sister Mia called me today")
    learn(store)
    assert hand.forget_about(store, "Mia", also_called=True) == 2
    assert store.memories() == ()


def test_forgetting_her_wedding_by_all_names_leaves_her(store: Store) -> None:
    told(store, "My sister Mia called me today")
    told(store, "Mia's wedding was long")
    learn(store)
    assert hand.about(store, "my sister's wedding").called == ("mia's wedding",)
    assert hand.forget_about(store, "my sister's wedding", also_called=True) == 1
    assert texts(store.memories()) == ["My sister Mia called me today"]


def test_a_fact_and_a_memory_that_outlived_the_message_go_too(store: Store) -> None:
    told(store, "My sister Mia called me today")
    told(store, "my brother Tom is here", salience=0.0)
    learn(store)
    assert fading.expire(store, AT + timedelta(days=99), 90) == 2
    assert hand.about(store, "Tom") == hand.About((2,), 0, 1, 0, ("brother",))
    assert hand.forget_about(store, "Tom") == 1
    assert hand.forget_about(store, "Mia") == 1
    assert known.listed(store) == store.memories() == ()


@pytest.mark.parametrize("name", ["Mia", "Zo\u00eb", "\U0001f43c", "\u0416\u0435\u043d\u044f"])
def test_what_only_the_companion_said_of_her_goes_with_its_reasons(store: Store, name: str) -> None:
    reasons = (f"You named\n{name}.",)
    turn = replace(
        a_turn("it rained"), decision=Decision((), Stage.ACTION, craft="x", reasons=reasons)
    )
    store.save_turn(store.start_talk(AT), turn, direction(1), 0.7, "hope")
    assert hand.about(store, name).memories == 0
    assert hand.forget_about(store, name) == 1
    (kept,) = store.turns(1)
    assert (kept.utterance.text, kept.reply, kept.decision.reasons) == ("it rained", "", ())
    assert texts(store.memories()) == ["it rained"]


# --- facts ---------------------------------------------------------------------------------------


def test_the_later_word_holds_and_the_earlier_stays_as_history(store: Store) -> None:
    told(store, "I work as a nurse")
    told(store, "I work as a teacher now", hours=1)
    learn(store)
    assert [(one.value, one.ended_at) for one in known.listed(store)] == [("teacher", None)]
    now, before = known.listed(store, history=True)
    assert (now.value, before.value, before.ended_at) == ("teacher", "nurse", AT + HOUR)
    assert (before.turn_id, before.span, before.at) == (1, "I work as a nurse", AT)


def test_an_old_talk_that_is_read_late_does_not_undo_what_i_said_since(store: Store) -> None:
    told(store, "I work as a teacher now", hours=1)
    learn(store)
    told(store, "I work as a nurse")
    learn(store)
    assert [one.value for one in known.listed(store)] == ["teacher"]
    nurse = known.listed(store, history=True)[0]
    assert (nurse.value, nurse.ended_at) == ("nurse", AT + HOUR)


def test_a_fact_i_took_out_is_not_read_again_from_the_same_message(store: Store) -> None:
    told(store, "I work as a nurse")
    learn(store)
    (fact,) = known.listed(store)
    assert known.unlearn(store, fact.id)
    assert not known.unlearn(store, fact.id)
    learn(store)
    assert known.listed(store, history=True) == ()
    told(store, "I work as a nurse", hours=1)
    learn(store)
    assert len(known.listed(store)) == 1, "said anew it is"


def test_the_same_said_twice_is_known_once(store: Store) -> None:
    told(store, "I work as a nurse")
    told(store, "well, I work as a Nurse", hours=1)
    learn(store)
    assert [one.turn_id for one in known.listed(store)] == [1]


def test_what_helped_is_known_by_its_message(store: Store) -> None:
    told(store, "it rained")
    told(store, "what helped was a long walk by the river")
    learn(store)
    assert known.helped(store) == {2}


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Mia's dog", ("sister",)),
        ("my sister, again", ("mia",)),
        ("I saw Mary Ann!", ("aunt",)),
        ("my aunt and Mia", ("sister", "mary ann")),
        ("my brother", ()),
        ("my sisterhood", ()),
    ],
)
def test_people_are_known_by_both_their_words(
    store: Store, text: str, others: tuple[str, ...]
) -> None:
    told(store, "My sister Mia called me today")
    told(store, "my aunt Mary Ann is ill")
    learn(store)
    assert known.also_called(store, text) == others


def test_of_two_brothers_neither_is_the_brother(store: Store) -> None:
    told(store, "my brother Tom is here")
    told(store, "my brother Ben is here")
    learn(store)
    assert known.also_called(store, "my brother") == known.also_called(store, "Tom") == ()


@pytest.mark.parametrize(
    "use",
    [
        lambda store: hand.find(store, "CANARY"),
        lambda store: hand.pin(store, 1, True),
        lambda store: hand.reword(store, 1, "CANARY", "joy", None, LATER),
        lambda store: hand.set_off_limits(store, "CANARY"),
        lambda store: hand.about(store, "CANARY"),
        lambda store: hand.forget_about(store, "CANARY"),
        lambda store: known.listed(store),
        lambda store: known.unlearn(store, 1),
    ],
)
def test_a_closed_memory_says_so_without_my_words(
    store: Store, use: Callable[[Store], object]
) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed") as refused:
        use(store)
    assert "CANARY" not in str(refused.value)
