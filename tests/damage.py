"""A memory with a copy, changed since, and ways to damage it: for the tests that bring it back."""

from __future__ import annotations

import shutil
from pathlib import Path

from test_store import AT, KEY, a_turn, direction, opened_raw

from companion.memory import care, sealed, speech
from companion.memory.store import Store
from companion.turn import Memory

BEFORE, AFTER = 12, 8


def text(number: int) -> str:
    return f"turn number {number} and {'what else was said ' * 40}"


def a_memory_with_a_copy(path: Path) -> None:
    """Twelve turns, the day's copy, eight more in the same talk, and more that was changed since."""
    store = Store.open(path, KEY)
    talk = store.start_talk(AT)
    for i in range(1, BEFORE + AFTER + 1):
        recalled = Memory(1, "", AT, "hope", 0.9, 0.5, "Because.")
        memories = (recalled,) if i == BEFORE + 2 else ()
        store.save_turn(talk, a_turn(text(i), memories=memories), direction(i), 0.9, "hope")
        if i == BEFORE:
            store.save_learnt("[1]")
            care.note_card(store, AT)
            assert store.keep_copy(AT)
    store.save_correction(2, "hope", "joy", AT, direction(99))
    store.save_correction(BEFORE + 1, "hope", "anger", AT, None)
    store.mark_recalled([3], AT)
    store.save_learnt("[2]")
    care.note_card(store, AT)
    care.note_minor(store, AT)
    speech.keep_usual(store, "[3]")
    store.start_talk(AT)
    sealed.mend_words(store._db)
    with store._db.atomic():
        store._db.execute("INSERT INTO off_limits(phrase) VALUES ('my old job')")
        store._db.execute("INSERT INTO wish(kind, word) VALUES ('name', 'dear')")
        for number, ended_by in ((2, None), (1, 2)):
            store._db.execute(
                "INSERT INTO fact(id, turn_id, kind, about, value, span, at, ended_by)"
                " VALUES (?, ?, 'work', 'work', 'nurse', 'nurse', ?, ?)",
                [number, BEFORE + number, AT.isoformat(), ended_by],
            )
        store._db.execute("UPDATE episode SET pinned = 1 WHERE id = 2")
    store.close()


def put(whole: Path, path: Path, *pages: int, copy: bool = True) -> None:
    """The memory at `path`, with one bit turned in each of these pages (the first is 0)."""
    content = bytearray((whole / "memory.db").read_bytes())
    for page in pages:
        content[4096 * page + 1000] ^= 1
    path.write_bytes(content)
    if copy:
        shutil.copy2(whole / "memory-copy.db", path.with_name("memory-copy.db"))


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    raw = opened_raw(path)
    tables = ("talk", "turn", "episode", "recalled", "correction", "fact", "off_limits", "learnt")
    found = {
        t: sorted(raw.execute(f"SELECT * FROM {t}").fetchall())
        for t in (*tables, "care", "wish", "speech")
    }
    found["words"] = raw.execute("SELECT rowid, text, before FROM episode_words").fetchall()
    raw.close()
    return found


def pages(whole: Path) -> int:
    return (whole / "memory.db").stat().st_size // 4096


def root(path: Path, name: str) -> int:
    """The first page of a table or index, counted from 0."""
    raw = opened_raw(path)
    found = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name]).fetchone()
    raw.close()
    return int(found[0]) - 1


def an_index(whole: Path) -> int:
    """A page of which nothing is lost when it is damaged."""
    return root(whole / "memory.db", "fact_of_turn")
