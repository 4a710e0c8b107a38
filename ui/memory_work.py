"""What is done on the lane for a wish about memories: one wish, its answers. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from companion.memory import care, hand, known, speech, standing
from ui.wishes import (
    Allow,
    Answer,
    AskFor,
    Changed,
    Facts,
    Find,
    Forget,
    ForgetAbout,
    ForgetCards,
    ForgetManner,
    Found,
    Gone,
    KeepPage,
    Kept,
    Limits,
    ListCare,
    ListFacts,
    ListLimits,
    ListPeople,
    LookAbout,
    NoMinor,
    PageKept,
    People,
    Pin,
    PutRight,
    SetOffLimits,
    TakeBack,
    TakeIn,
    TakenIn,
    Unlearn,
    Wish,
    WouldGo,
    WriteOut,
    Written,
)

if TYPE_CHECKING:
    from companion.house import House
    from companion.memory.store import Store


def answers(house: House, wish: Wish) -> Iterator[Answer]:
    """Do what is wished and say what is true then. Raises CompanionError with one plain sentence."""
    store = house.store
    match wish:
        case Find(text, feeling, person):
            yield Found(wish, hand.find(store, text, feeling=feeling, person=person))
        case ListPeople():
            yield People(hand.people(store))
        case Pin(memory_id, pinned):
            hand.pin(store, memory_id, pinned)
            yield Changed()
        case PutRight():
            _put_right(house, wish)
            yield Changed()
        case Forget(memory_id):
            house.session.forget(memory_id)
            yield Changed()
        case ForgetAbout(phrase, also):
            yield Gone(house.session.forget_about(phrase, also_called=also))
            yield Changed()
        case AskFor(standing_wish):
            standing.keep(store, standing_wish)
            yield _limits(store)
        case TakeBack(standing_wish):
            standing.take_back(store, standing_wish)
            yield _limits(store)
        case LookAbout(phrase, also):
            yield WouldGo(wish, hand.about(store, phrase, also_called=also))
        case ListFacts():
            yield Facts(known.listed(store))
        case Unlearn(fact_id):
            known.unlearn(store, fact_id)
            yield Facts(known.listed(store))
        case ListLimits():
            yield _limits(store)
        case SetOffLimits(phrase):
            hand.set_off_limits(store, phrase)
            yield _limits(store)
        case Allow(limit_id):
            hand.allow(store, limit_id)
            yield _limits(store)
        case WriteOut():
            yield _write_out(house, wish)
        case TakeIn():
            yield _take_in(house, wish)
            yield Changed()
        case KeepPage(text):
            _keep(house, text)
            yield PageKept(wish)
            yield Changed()
        case ListCare():
            yield Kept(care.read(store))
        case NoMinor():
            care.no_minor(store)
            yield Kept(care.read(store))
        case ForgetCards():
            care.forget_cards(store)
            yield Kept(care.read(store))
        case ForgetManner():
            speech.forget_usual(store)


def _limits(store: Store) -> Limits:
    return Limits(hand.limits(store), tuple(one.wish for one in standing.listed(store)))


def _put_right(house: House, wish: PutRight) -> None:
    from companion import upkeep  # with the engine behind it: not while the window opens
    from companion.intake import clean

    at = datetime.now().astimezone()
    upkeep.reword(house.store, house.engine, wish.memory_id, clean(wish.text), wish.state, at)


def _keep(house: House, text: str) -> None:
    from companion.kept_page import keep_page

    keep_page(house.store, house.session.person, text, datetime.now().astimezone())


def _write_out(house: House, wish: WriteOut) -> Written:
    from companion.memory import exchange

    write = exchange.write_markdown if wish.readable else exchange.write_json
    write(house.store, wish.path, datetime.now().astimezone())
    return Written(wish.path)


def _take_in(house: House, wish: TakeIn) -> TakenIn:
    from companion.memory import exchange

    taken = exchange.take_in(house.store, exchange.read_json(wish.path))
    house.session.person.read_learnt()  # or the next message would write over it
    return TakenIn(taken.talks, taken.turns, taken.memories, taken.facts, taken.already_there)
