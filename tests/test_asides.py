"""What the program keeps so that it may speak of rest, and how that comes in a talk."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import MEMORY_KEY
from test_pauses import MINOR, NOON, NOTICE_MINOR_SAYS, NOTICE_SAYS, kinds, turn
from test_privacy_of_memory import decrypted_pages, dump
from test_session import SAD, Talk

from companion import terminal
from companion.asides import Asides
from companion.memory import care, exchange
from companion.memory.care import Care
from companion.memory.store import Store
from companion.pauses import (
    MORE,
    NOTICE,
)
from companion.settings import Settings
from companion.turn import Aside, Assessment, Event, Risk, TurnSaved

# --- what is kept --------------------------------------------------------------------------------


def every_hour(asides: Asides, start: datetime, hours: int = 2) -> list[int]:
    """The minutes at which the notice came, in so many hours of writing that begin at `start`."""
    return [
        minutes
        for minutes in range(0, hours * 60 + 1, 5)
        if NOTICE in kinds(asides.after(turn(start + timedelta(minutes=minutes))))
    ]


def test_that_i_am_under_age_is_known_at_the_next_start(store: Store) -> None:
    first = Asides(store, private=False)
    first.after(turn(NOON, MINOR))
    first.after(turn(NOON + timedelta(days=1), MINOR))
    assert care.read(store) == Care(minor_at=NOON), "when it was first said"
    assert every_hour(Asides(store, private=False), NOON + timedelta(days=2)) == [60, 120]
    assert every_hour(Asides(store, private=True), NOON + timedelta(days=2)) == [60, 120]


def test_that_this_is_not_right_holds_at_once_in_the_same_talk(store: Store) -> None:
    asides = Asides(store, private=False)
    asides.after(turn(NOON - timedelta(minutes=5), MINOR))
    care.no_minor(store)
    assert every_hour(asides, NOON) == []
    asides.after(turn(NOON + timedelta(hours=2), MINOR))
    assert care.read(store).minor_at is not None, "until I say it once more"


def test_in_a_private_talk_all_of_it_works_and_nothing_is_kept(store: Store, path: Path) -> None:
    asides = Asides(store, private=True)
    asides.after(turn(NOON - timedelta(minutes=5), MINOR))
    assert every_hour(asides, NOON) == [55, 115]
    asides.after(turn(NOON + timedelta(hours=3), Assessment(Risk.ACUTE)))
    assert care.read(store) == Care()
    store.close()
    assert "2026-03-06" not in dump(path)


def test_a_private_talk_knows_nothing_of_my_week(store: Store) -> None:
    two_weeks(store)
    assert kinds(Asides(store, private=True).after(turn(NOON))) == []
    assert kinds(Asides(store, private=False).after(turn(NOON))) == [MORE]


def two_weeks(store: Store) -> None:
    """One hour a day, and in the last week two."""
    for back in range(13, 0, -1):
        day = NOON - timedelta(days=back, hours=4)
        talk = store.start_talk(day)
        for minutes in range(0, 61 if back > 6 else 121, 10):
            store.save_turn(talk, turn(day + timedelta(minutes=minutes)), None, 0.0, "calm")


def test_that_it_has_become_more_is_not_said_again_after_a_restart(store: Store) -> None:
    two_weeks(store)
    assert kinds(Asides(store, private=False).after(turn(NOON))) == [MORE]
    assert care.read(store).more_said_at == NOON
    assert kinds(Asides(store, private=False).after(turn(NOON + timedelta(hours=1)))) == []


def test_how_often_the_card_came_up_is_counted_with_first_and_last_day(store: Store) -> None:
    asides = Asides(store, private=False)
    for days, risk in enumerate((Risk.LOW, Risk.ELEVATED, Risk.NONE, Risk.ACUTE, Risk.NONE)):
        asides.after(turn(NOON + timedelta(days=days), Assessment(risk)))
    first, last = (NOON + timedelta(days=days) for days in (1, 3))
    assert care.read(store) == Care(cards=2, first_card_at=first, last_card_at=last)


def test_the_number_can_be_cleared_and_no_day_of_it_is_left_in_the_file(
    store: Store, path: Path
) -> None:
    for seconds in (7, 8):
        care.note_card(store, NOON.replace(year=2031, second=seconds))
    assert b"2031-03-06T12:00:07" in decrypted_pages(path)
    care.forget_cards(store)
    assert care.read(store) == Care()
    store.close()
    assert b"2031-03-06" not in decrypted_pages(path)


def test_erasing_everything_erases_this_too(store: Store, path: Path) -> None:
    care.note_card(store, NOON)
    care.note_minor(store, NOON)
    care.note_more(store, NOON)
    store.erase_all()
    assert care.read(store) == Care()
    store.close()
    assert "2026-03-06" not in dump(path)


def test_none_of_it_goes_along_when_i_take_my_memory_with_me(store: Store) -> None:
    care.note_card(store, NOON)
    care.note_minor(store, NOON)
    assert "2026-03-06" not in str(exchange.export(store, NOON.replace(year=2027)))


def test_with_a_memory_that_fails_the_notice_comes_all_the_same(path: Path) -> None:
    store = Store.open(path, MEMORY_KEY)
    asides = Asides(store, private=False)
    store.close()
    asides.after(turn(NOON - timedelta(minutes=5), Assessment(Risk.ACUTE, boundaries=("minor",))))
    assert every_hour(asides, NOON) == [55, 115]


# --- in a talk -----------------------------------------------------------------------------------


def said_by_itself(events: list[Event]) -> list[str]:
    """What came after the turn; nothing of it comes before."""
    place = next(i for i, event in enumerate(events) if isinstance(event, TurnSaved))
    assert not any(isinstance(event, Aside) for event in events[:place])
    assert all(isinstance(event, Aside) for event in events[place + 1 :])
    return [event.text for event in events if isinstance(event, Aside)]


def after(talk: Talk, minutes: int, text: str = SAD) -> list[str]:
    talk.clock.forward(minutes=minutes - 1)  # `say` takes one itself
    return said_by_itself(talk.say(text))


def test_in_a_talk_it_comes_after_the_turn_and_is_no_part_of_it(talk: Talk) -> None:
    heard = [line for _ in range(20) for line in after(talk, 10)]
    assert heard == [NOTICE_SAYS]
    assert [turn.utterance.text for turn in talk.session.turns] == [SAD] * 20
    assert not any(NOTICE_SAYS in turn.reply for turn in talk.store.turns(1))
    assert not any(NOTICE_SAYS in prompt for prompt in talk.engine.history)


def test_in_a_talk_that_i_am_fourteen_is_heard(talk: Talk) -> None:
    after(talk, 1, "I'm 14 and I have no friends at school")
    heard = [line for _ in range(6) for line in after(talk, 10)]
    assert heard == [NOTICE_MINOR_SAYS]
    assert care.read(talk.store).minor_at is not None


def test_in_a_talk_a_card_that_came_up_is_counted(talk: Talk) -> None:
    assert after(talk, 1, "I want to kill myself tonight") == []
    assert care.read(talk.store).cards == 1


def test_after_erasing_everything_the_talk_goes_on_as_a_new_one(talk: Talk) -> None:
    after(talk, 1, "I'm 14 and I have no friends at school")
    talk.session.erase_all()
    assert [line for _ in range(8) for line in after(talk, 10)] == []
    assert care.read(talk.store) == Care()


def test_the_terminal_says_it_beside_the_talk(
    talk: Talk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    after(talk, 1)
    for as_json in (False, True):
        for _ in range(17):
            after(talk, 10)
        talk.clock.forward(minutes=10)
        monkeypatch.setattr(terminal, "now", talk.clock)
        capsys.readouterr()
        terminal._turn(talk.session, Settings(), SAD, "typed", as_json=as_json, trace=False)
        shown = capsys.readouterr()
        assert NOTICE_SAYS in shown.err and NOTICE_SAYS not in shown.out
