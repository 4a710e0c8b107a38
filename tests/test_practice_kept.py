"""Keeping a page because I want to, and the exercises in the terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
from fakes import FakeClock
from practice_fakes import THOUGHT, through

from companion import cli_practice, paths
from companion.cli import main
from companion.emotion import hmm
from companion.errors import InputRefused
from companion.kept_page import KEPT_WHY, NOTHING_WRITTEN, TOO_LONG, keep_page
from companion.memory import exchange, fading, hand, known
from companion.memory.hand import LONGEST_MEMORY
from companion.memory.keys import database_key
from companion.memory.mentions import mentions
from companion.memory.store import Store
from companion.person import Person
from companion.policy.guard_wishes import NO_WISHES
from companion.practice import breath
from companion.practice.page import page
from companion.practice.texts import NAMES, exercise
from companion.remember import recalled
from companion.turn import Belief, Memory, Utterance

AT = FakeClock().at
TEXT = page(through("thoughts", THOUGHT)).text
SHORT = page(through("well", ["the figures were right", "", ""])).text  # as long as a memory may be
NEAR = np.eye(4)[0]  # the vector of what is told and of what was kept


@pytest.fixture
def person(store: Store) -> Person:
    return Person(store, hmm.load(paths.shipped() / "dynamics.json"))


def brought_up(store: Store) -> tuple[Memory, ...]:
    """What comes to mind when I tell of just that."""
    told = Utterance("the figures were right again", AT + timedelta(days=1))
    return recalled(store, told, NEAR, Belief((0.125,) * 8), (), NO_WISHES.touches)


def memory_on_disk() -> Store:
    return Store.open(paths.database(), database_key(paths.home()).hex)


# --- keeping -------------------------------------------------------------------------------------


def test_a_kept_page_is_a_memory_that_says_why_and_stays(store: Store, person: Person) -> None:
    keep_page(store, person, TEXT, AT)
    (kept,) = store.memories()
    assert kept.text == TEXT
    assert kept.why == KEPT_WHY
    assert kept.pinned
    fading.rest(store, AT + timedelta(days=4000))
    assert len(store.memories()) == 1


def test_it_can_be_forgotten_like_any_other(store: Store, person: Person) -> None:
    keep_page(store, person, TEXT, AT)
    assert store.forget(store.memories()[0].id)
    assert store.memories() == ()
    assert store.turns(store.talks()[0].id) == ()


def test_a_thought_that_is_weighed_is_no_fact_about_me(store: Store, person: Person) -> None:
    keep_page(store, person, "A thought record.\n\nI live in York and I hate my job.", AT)
    fading.rest(store, AT + timedelta(days=1))
    assert known.listed(store, history=True) == ()


def test_what_i_only_weighed_is_not_brought_up_in_a_talk(store: Store, person: Person) -> None:
    keep_page(store, person, SHORT, AT)
    store.give_vectors([store.memories()[0].id], NEAR[None])
    assert brought_up(store) == ()
    assert len(hand.find(store, "figures")) == 1


def test_a_page_whose_title_i_put_right_is_still_not_brought_up(
    store: Store, person: Person
) -> None:
    keep_page(store, person, SHORT, AT)
    (kept,) = store.memories()
    hand.reword(store, kept.id, f"My good day. {SHORT}", "calm", NEAR, AT.isoformat())
    assert brought_up(store) == ()


def test_a_page_that_comes_while_memories_are_in_hand_is_not_among_them(
    store: Store, person: Person
) -> None:
    assert len(store.episodes_for_recall()) == 0
    keep_page(store, person, TEXT, AT)
    assert len(store.episodes_for_recall()) == 0
    assert len(store.memories()) == 1


def test_a_day_on_which_i_only_kept_a_page_is_no_day_of_the_mood(
    store: Store, person: Person
) -> None:
    keep_page(store, person, TEXT, AT)
    assert person.days() == ()


def test_it_says_nothing_about_how_i_feel_now(store: Store, person: Person) -> None:
    before = person.believed_at(AT)
    keep_page(store, person, TEXT, AT)
    again = Person(store, hmm.load(paths.shipped() / "dynamics.json"))
    after = again.believed_at(AT)
    assert before is None and after is not None
    assert np.ptp(after.probs) < 1e-6


def test_what_was_believed_goes_on_from_where_it_was(store: Store, person: Person) -> None:
    keep_page(store, person, TEXT, AT)
    later = AT + timedelta(minutes=10)
    believed = Person(store, hmm.load(paths.shipped() / "dynamics.json")).believed_at(later)
    assert believed is not None
    fresh = Person(store, hmm.load(paths.shipped() / "dynamics.json"))
    keep_page(store, fresh, "What went well.\n\nWhat went well?\nsoup", later)
    again = Person(store, hmm.load(paths.shipped() / "dynamics.json")).believed_at(later)
    assert again is not None
    assert again.probs == pytest.approx(believed.probs)


def test_the_headings_name_nobody(store: Store) -> None:
    quiet = ["soup", "cooked it", "rain", "looked", "tea", "made it"]
    texts = (
        page(through("well", quiet)).text,
        page(through("grounding", ["cup", "floor", "rain", "soap", "tea"])).text,
        page(through("thoughts", ("there", "low", "60", "no", "a", "b", "c", "d", "20"))).text,
    )
    assert [mentions(text) for text in texts] == [(), (), ()]


def test_a_kept_page_can_be_taken_along_and_brought_back(
    store: Store, person: Person, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keep_page(store, person, TEXT, AT)
    file = tmp_path_factory.mktemp("out") / "all.json"
    exchange.write_json(store, file, AT)
    other = Store.open(tmp_path_factory.mktemp("other") / "memory.db", "ab" * 32)
    try:
        exchange.take_in(other, exchange.read_json(file))
        (kept,) = other.memories()
        assert kept.text == TEXT and kept.pinned
        assert len(other.episodes_for_recall()) == 0
    finally:
        other.close()


@pytest.mark.parametrize(
    ("text", "sentence"), [("  \n", NOTHING_WRITTEN), ("a" * (LONGEST_MEMORY + 1), TOO_LONG)]
)
def test_a_page_that_cannot_be_kept_says_why(
    store: Store, person: Person, text: str, sentence: str
) -> None:
    with pytest.raises(InputRefused) as refusal:
        keep_page(store, person, text, AT)
    assert str(refusal.value) == sentence
    assert store.talks() == ()


# --- in the terminal -----------------------------------------------------------------------------

Practise = Callable[..., str]


@pytest.fixture
def practise(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Practise:
    """What `companion practice` prints for what is typed."""

    def run(typed: list[str], *words: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        assert main(["practice", *words]) == 0
        return capsys.readouterr().out

    return run


def test_without_a_name_it_says_what_there_is(practise: Practise) -> None:
    out = practise([])
    for name in NAMES:
        assert name in out and exercise(name).sentence in out


def test_a_name_there_is_not_is_refused(practise: Practise) -> None:
    with pytest.raises(SystemExit):
        practise([], "juggling")


def test_a_thought_record_in_the_terminal_is_kept_only_when_i_say_so(practise: Practise) -> None:
    out = practise([*THOUGHT, ""], "thoughts")
    assert TEXT in out and cli_practice.KEPT not in out
    assert not paths.database().exists()
    assert cli_practice.KEPT in practise([*THOUGHT, "y"], "thoughts")
    store = memory_on_disk()
    assert [kept.text for kept in store.memories()] == [TEXT]
    store.close()


def test_an_empty_line_takes_the_draft(practise: Practise) -> None:
    out = practise([*THOUGHT[:7], "", "45", ""], "thoughts")
    assert "A draft, made of your words" in out
    drafted = "I forgot two figures when they asked. But the rest went fine and Ana said thank you."
    assert f"What is a fairer way to say it?\n{drafted}" in out


def test_a_rehearsal_says_each_time_that_the_program_plays(practise: Practise) -> None:
    says = ["Could you keep our meetings before five?"] * 6
    out = practise(["boss", "fewer", "it was six", "torn", says[0], "", *says, ""], "rehearsal")
    assert out.count("The program, playing your boss:") >= 5
    assert "To try: " in out and "+ You asked for one thing" in out


def test_crisis_words_bring_the_lines_and_all_my_words_back(practise: Practise) -> None:
    out = practise([*THOUGHT[:4], "I want to kill myself", "more"], "thoughts")
    assert "there are people you can reach right now" in out
    assert cli_practice.STOPPED in out
    assert out.index("people you can reach") < out.index(cli_practice.STOPPED)
    assert "I always mess up" in out and "I want to kill myself" in out
    assert cli_practice.KEEP not in out
    assert not paths.database().exists()


def test_a_bad_answer_is_asked_for_again_and_back_goes_back(practise: Practise) -> None:
    out = practise(["office", "", "low", "lots", "/back", "sad", "60", "/quit"], "thoughts")
    assert "There were no words in that." in out
    assert "A number from 0 to 100" in out
    assert out.count("What did you feel?") == 3
    assert cli_practice.ENDED in out


@pytest.mark.parametrize("name", [name for name in NAMES if name != "breathing"])
def test_it_can_be_ended_at_the_first_question(practise: Practise, name: str) -> None:
    assert cli_practice.ENDED in practise(["/quit"], name)
    assert cli_practice.ENDED in practise([], name)


def test_breathing_counts_in_and_out_by_the_clock(
    practise: Practise, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]

    class Time:
        @staticmethod
        def monotonic() -> float:
            return clock[0]

        @staticmethod
        def sleep(seconds: float) -> None:
            clock[0] += seconds

    monkeypatch.setattr(cli_practice, "time", Time)
    out = practise([], "breathing", "--minutes", "1")
    assert exercise("breathing").caution in out
    assert out.count(f"  {breath.IN} ") == out.count(f"  {breath.OUT} ") == 6
    assert clock[0] == pytest.approx(60, abs=1)


def test_nothing_of_a_rehearsal_is_kept_by_itself(practise: Practise) -> None:
    practise(["boss", "fewer", "/quit"], "rehearsal")
    assert not paths.database().exists()
