"""A second reading of the memory: what I let go is gone, what is private stays so, nothing else goes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from test_fading import AT, tell, texts, vector
from test_hand import LATER, told
from test_session import SAD, Talk, saved
from test_session_memory import SISTER
from test_store import a_turn, opened_raw
from ui_fakes import FakeHouse, events_of, open_window, say, turn

from companion import paths
from companion.errors import StoreError
from companion.memory import exchange, fading, hand
from companion.memory.exchange_check import checked
from companion.memory.salience import ASKED
from companion.memory.store import Store
from companion.turn import Utterance
from ui.lane import PRIVATE_OVER
from ui.memory_work import answers
from ui.wishes import TakeIn, WriteOut

# --- private stays private -----------------------------------------------------------------------


def test_when_erasing_fails_what_i_say_next_in_private_is_not_kept(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    with qtbot.waitSignal(window.runner.private_begun):
        window.talk.bar.button.click()

    def fails() -> None:
        raise StoreError("The disk is full, so this could not be kept.")

    house.session.erase_all = fails  # type: ignore[method-assign]
    with qtbot.waitSignal(window.runner.refused):
        window.runner.erase_all()
    assert window.talking.private is None, "the page says what is true: it is no private talk"
    assert house.private is not None and house.private.sight_lost == 1


def test_a_private_message_never_goes_into_the_kept_talk(qtbot: QtBot) -> None:
    house = FakeHouse()
    window = open_window(qtbot, house)
    heard: list[object] = []
    window.runner.turn_event.connect(heard.append)
    house.session.enqueue(*events_of(turn("I drank again")))
    with qtbot.waitSignal(window.runner.finished):  # its talk was over before it came to the lane
        window.runner.start_turn(Utterance("I drank again", AT), True)
    assert house.session.said == []
    assert [getattr(event, "message", "") for event in heard] == [PRIVATE_OVER]
    say(qtbot, window, "hello")


# --- what is let go is gone ----------------------------------------------------------------------


def test_the_index_of_words_keeps_not_even_the_beginning_of_a_word_i_forgot(
    store: Store, path: Path
) -> None:
    letters = np.random.default_rng(5)
    talk = store.start_talk(AT)
    said = [
        ["zq" + "".join(letters.choice(list("bcdfghjk"), 9)) for _ in range(9)] for _ in range(900)
    ]
    for words in said:
        store.save_turn(talk, a_turn(" ".join(words)), None, 0.5, "hope")
    first_half = list(reversed(store.memories()))[:450]
    for memory in first_half[:-1]:
        with store.writing() as db:
            db.execute("DELETE FROM episode_words WHERE rowid = ?", [memory.id])
            db.execute("DELETE FROM episode WHERE id = ?", [memory.id])
    store.forget(first_half[-1].id)
    raw = opened_raw(path)
    begun = [
        bytes(term)[1:] if isinstance(term, bytes) else term[1:].encode()
        for (term,) in raw.execute("SELECT term FROM episode_words_idx")
    ]
    raw.close()
    stay = [word.encode() for words in said[450:] for word in words] + [b"i", b"hear", b"you"]
    assert len(begun) > 10
    assert all(any(word.startswith(begin) for word in stay) for begin in begun)


def test_erasing_everything_takes_set_aside_memories_even_while_another_program_reads(
    store: Store, path: Path
) -> None:
    told(store, "Mia broke the vase")
    aside = path.with_name("memory-unreadable-20260101-000000-000000.db")
    aside.write_bytes(b"old")
    reader = opened_raw(path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM turn").fetchone()
    with pytest.raises(StoreError):
        store.erase_all()
    reader.close()
    assert not aside.exists()
    assert store.talks() == ()


def test_a_limit_that_names_her_goes_with_everything_about_her(store: Store) -> None:
    told(store, "I miss Mia")
    for phrase in ("my Mia", "Mia's wedding", "work"):
        hand.set_off_limits(store, phrase)
    hand.forget_about(store, "Mia")
    assert [limit.phrase for limit in hand.limits(store)] == ["work"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("O\u2019Brien shouted", "O'Brien"),
        ("Zoe\u0308 cried", "Zo\u00eb"),
        ("D'Arcy", "d\u2019arcy"),
    ],
)
def test_a_name_is_forgotten_however_my_keyboard_writes_it(
    store: Store, written: str, typed: str
) -> None:
    told(store, written)
    assert hand.forget_about(store, typed) == 1
    assert store.memories() == ()


def test_transcripts_that_went_are_gone_from_the_talk_even_when_the_copy_fails(talk: Talk) -> None:
    saved(talk.say(SISTER))
    talk.clock.at += timedelta(days=8)
    saved(talk.say("a new week"))

    def full(*_: object) -> bool:
        raise StoreError("The disk is full, so this could not be kept.")

    talk.store.keep_copy = full  # type: ignore[method-assign]
    with pytest.raises(StoreError):
        talk.session.rest(transcript_days=7)
    assert [one.utterance.text for one in talk.session.turns] == ["a new week"]
    tokens, _ = talk.session.voice.prompt("and it rains", "", "", 10)
    assert "Mia" not in "".join(map(chr, tokens))


def test_the_engine_does_not_keep_in_its_own_memory_what_i_forgot(talk: Talk) -> None:
    read: list[str] = []
    stream = talk.engine.stream

    def heard(tokens: Sequence[int], cancel: threading.Event, **options: object) -> object:
        read.append("".join(map(chr, tokens)))
        return stream(tokens, cancel, **options)

    talk.engine.stream = heard  # type: ignore[method-assign,assignment]
    talk.say(SISTER)
    assert "Mia" in read[-1]
    talk.session.forget(talk.store.memories()[0].id)
    assert "Mia" not in read[-1]


def test_words_left_in_a_forgotten_message_of_a_file_do_not_come_in(store: Store) -> None:
    told(store, "Mia broke the vase")
    store.forget(store.memories()[0].id)
    data = exchange.export(store, AT)
    data["talks"][0]["turns"][0]["observation"]["cause"] = "Zanzibar"
    data["talks"][0]["turns"][0]["decision"]["craft"] = "Zanzibar"
    store.erase_all()
    exchange.take_in(store, checked(data))
    kept = store._db.execute("SELECT observation, decision FROM turn").fetchall()
    assert "Zanzibar" not in repr(kept)


# --- and nothing else ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("Tim", "I told you so many times"),
        ("Lin", "the lines at the till"),
        ("Sid", "both sides of it"),
        ("Ha", "she has it all"),
        ("Jam", "James rang"),
    ],
)
def test_forgetting_somebody_takes_no_other_word(store: Store, phrase: str, text: str) -> None:
    told(store, text)
    assert hand.forget_about(store, phrase) == 0
    assert [memory.text for memory in store.memories()] == [text]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("church", "two churches"), ("Jones", "the Joneses"), ("boss", "my boss's car"),
     ("potato", "potatoes"), ("dog", "dogs"), ("Jo", "Jo\u2019s here")],
)  # fmt: skip
def test_the_endings_a_word_takes_are_found(phrase: str, text: str) -> None:
    assert hand.touching([phrase])(text)


def test_i_see_before_how_many_replies_go_that_came_from_her_memory(store: Store) -> None:
    told(store, "Mia broke the vase")
    told(store, "it is in pieces", "Like that evening?", memories=store.memories(), hours=1)
    seen = hand.about(store, "Mia")
    assert (len(seen.turns), seen.replies) == (1, 1)


def test_what_i_asked_to_remember_stays_though_i_said_it_before(store: Store) -> None:
    tell(store, store.start_talk(AT), "my sister moved to the coast", embedding=vector(1))
    later = store.start_talk(AT)
    tell(store, later, "remember this: my sister moved", ASKED, embedding=vector(1))
    fading.settle(store, later, AT)
    assert "remember this: my sister moved" in texts(store)


def test_a_memory_i_put_right_is_not_sorted_out_the_same_evening(store: Store) -> None:
    talk = store.start_talk(AT)
    for i in range(5):
        tell(store, talk, f"number {i}", 0.5)
    tell(store, talk, "we met in May", 0.2)
    hand.reword(store, store.memories()[0].id, "we met in June", "joy", vector(99), LATER)
    fading.settle(store, talk, AT)
    assert "we met in June" in texts(store)


def test_sorting_an_older_talk_does_not_make_a_memory_older(store: Store) -> None:
    tell(store, store.start_talk(AT), "my sister moved to the coast", embedding=vector(1))
    second = store.start_talk(AT)
    tell(store, second, "my sister moved to the coast, yes", embedding=vector(1))
    known = store.memories()[-1]
    store.mark_recalled([known.id], AT + timedelta(days=3))
    fading.settle(store, second, AT + timedelta(days=3))
    row = store._db.execute("SELECT recalled_at FROM episode WHERE id = ?", [known.id]).fetchone()
    assert row[0] == (AT + timedelta(days=3)).isoformat()


# --- failures and files --------------------------------------------------------------------------


def test_after_erasing_a_talk_i_bring_in_is_not_mixed_with_the_one_that_goes_on(talk: Talk) -> None:
    saved(talk.say(SISTER))
    data = checked(exchange.export(talk.store, talk.clock()))
    talk.session.erase_all()
    exchange.take_in(talk.store, data)
    saved(talk.say("a new start"))
    assert [one.turns for one in talk.store.talks()] == [1, 1]
    talk.session.forget_about("nobody")
    assert [one.utterance.text for one in talk.session.turns] == ["a new start"]


def test_when_erasing_is_refused_nothing_that_was_learnt_is_lost(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        saved(talk.say(SAD))
    learnt = talk.session.person.learnt().turns

    def stuck(*_: object) -> None:
        raise StoreError("A copy of the memory could not be deleted, so nothing was forgotten yet.")

    monkeypatch.setattr("companion.memory.store.drop_copies", stuck)
    with pytest.raises(StoreError):
        talk.session.erase_all()
    saved(talk.say(SAD))
    assert talk.session.person.learnt().turns > learnt
    assert talk.session.correct("anxiety")


def test_what_was_learnt_comes_in_with_a_file_and_outlives_the_next_message(
    talk: Talk, tmp_path: Path
) -> None:
    for _ in range(4):
        saved(talk.say(SAD))
    learnt, file = talk.session.person.learnt().turns, tmp_path / "mine.json"
    exchange.write_json(talk.store, file, talk.clock())
    talk.session.erase_all()
    house = FakeHouse()
    house._store, house.session = talk.store, talk.session  # type: ignore[assignment]
    list(answers(house, TakeIn(file)))  # type: ignore[arg-type]
    saved(talk.say(SAD))
    assert talk.session.person.learnt().turns > learnt - 0.01 > 0


def test_an_export_never_goes_into_the_memorys_own_folder(talk: Talk) -> None:
    house = FakeHouse()
    house._store = talk.store
    with pytest.raises(Exception, match=exchange.OWN_FOLDER):
        list(answers(house, WriteOut(paths.home() / "memory.db", False)))  # type: ignore[arg-type]
