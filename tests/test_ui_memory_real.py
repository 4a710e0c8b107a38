"""The window over a real memory and a real session; only the engine is a fake."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import MEMORY_KEY
from fakes import FakeEngine
from pytestqt.qtbot import QtBot
from ui_fakes import READY, answered, open_window, page_text, press, say

from companion import paths
from companion.emotion import hmm
from companion.engine.client import EngineClient
from companion.house import House, now
from companion.memory import known
from companion.memory.store import Store
from companion.mind import Mind
from companion.prompt.assemble import TEMPLATES
from companion.session import Session
from companion.transcript import Voice
from ui.main_window import MEMORIES, TALK, MainWindow
from ui.memory_entry import MemoryEntry
from ui.memory_view import ABOUT, KNOWN
from ui.wishes import Facts, Found, Gone, WouldGo

SISTER = "My sister Mia moved to Leeds last week and I cried because I miss her so much"
TEST = "I failed my driving test again and my dad just laughed at me for it"


@pytest.fixture
def house() -> Iterator[House]:
    """As `open_house` makes it, with an engine that speaks as it is told."""
    engine: EngineClient = FakeEngine()  # type: ignore[assignment]
    store = Store.open(paths.database(), MEMORY_KEY)
    mind = Mind(None, hmm.load(paths.shipped() / "dynamics.json"))

    def begin(private: bool = False) -> Session:
        voice = Voice(engine, TEMPLATES["chatml"], "candidates")
        return Session(engine, store, mind, voice, now=now, seed=1, private=private)

    made = House(begin(), store, engine, "The key is known.", lambda: begin(private=True))
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, house: House) -> MainWindow:
    return open_window(qtbot, house, READY)  # type: ignore[arg-type]


def listed(qtbot: QtBot, window: MainWindow) -> list[MemoryEntry]:
    with answered(qtbot, window, Found):
        window.go_to(MEMORIES)
    return shown(window)


def shown(window: MainWindow) -> list[MemoryEntry]:
    page_text(window.memories)
    return [e for e in window.memories.kept.findChildren(MemoryEntry) if e.isVisible()]


def test_what_i_told_is_found_pinned_and_put_right(
    qtbot: QtBot, window: MainWindow, house: House
) -> None:
    say(qtbot, window, SISTER)
    say(qtbot, window, TEST)
    assert len(listed(qtbot, window)) == 2
    window.memories.kept.search.setText("driv")
    qtbot.waitUntil(lambda: [e.memory.text for e in shown(window)] == [TEST])
    (entry,) = shown(window)
    press(entry, "Pin")
    qtbot.waitUntil(lambda: entry.memory.pinned)
    press(entry, "Put right")
    assert entry.edit is not None
    entry.edit.page.begin_with("I failed my driving test and my dad meant well")
    press(entry, "hope")
    press(entry, "Save")
    qtbot.waitUntil(lambda: entry.edit is None)
    (kept,) = (one for one in house.store.memories() if "driving" in one.text)
    assert (kept.text, kept.state, kept.pinned) == (
        "I failed my driving test and my dad meant well",
        "hope",
        True,
    )
    assert TEST in [made.utterance.text for made in house.session.turns], "what was said stays said"


def test_forgetting_about_somebody_takes_them_out_of_everything(
    qtbot: QtBot, window: MainWindow, house: House
) -> None:
    say(qtbot, window, SISTER)
    say(qtbot, window, TEST)
    with qtbot.waitSignal(window.runner.rested):
        window.lull.now()  # reads the facts
    window.go_to(MEMORIES)
    with answered(qtbot, window, Facts):
        window.memories.show_tab(KNOWN)
    assert "Mia, your sister" in page_text(window.memories)
    window.memories.show_tab(ABOUT)
    window.memories.about.line.setText("Mia")
    with answered(qtbot, window, WouldGo):
        press(window.memories, "See what would go")
    assert "1 message, 1 memory and 1 fact would go." in page_text(window.memories)
    press(window.memories, "Forget all of this")
    with answered(qtbot, window, Gone), qtbot.waitSignal(window.runner.forgotten):
        press(window.memories, "Yes, forget it all")
    assert known.listed(house.store) == ()
    assert [made.utterance.text for made in house.session.turns] == [TEST]
    window.go_to(TALK)
    assert "Mia" not in page_text(window)
    assert TEST in page_text(window)


def test_of_a_private_talk_nothing_is_on_the_disk(
    qtbot: QtBot, window: MainWindow, house: House
) -> None:
    with qtbot.waitSignal(window.runner.private_begun):
        window.talk.bar.button.click()
    say(qtbot, window, SISTER)
    assert window.talk.turns[-1].reply
    with qtbot.waitSignal(window.runner.rested):
        window.lull.now()
    with qtbot.waitSignal(window.runner.private_ended):
        window.talk.bar.button.click()
    store = house.store
    assert store.talks() == ()
    assert store.memories() == ()
    assert known.listed(store, history=True) == ()
    assert store.learnt() == ""
    assert store.last_turn() is None
    assert house.session.turns == ()
    say(qtbot, window, TEST)
    assert [talk.turns for talk in store.talks()] == [1]


def test_a_private_talk_still_remembers_what_was_told_before(
    qtbot: QtBot, window: MainWindow, house: House
) -> None:
    say(qtbot, window, SISTER)
    with qtbot.waitSignal(window.runner.private_begun):
        window.talk.bar.button.click()
    say(qtbot, window, "I keep thinking of my sister Mia, who moved to Leeds")
    assert [one.text for one in window.talk.turns[-1].memories] == [SISTER]
    assert house.store.memories()[0].recalls == 0, "and that it came up leaves no trace either"
