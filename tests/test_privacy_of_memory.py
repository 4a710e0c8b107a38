"""Nothing is readable without the key, and what is forgotten is gone: rows, files and all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from test_store import AT, KEY, direction, opened_raw

from companion.memory import forgetting
from companion.memory.store import Store, set_aside
from companion.turn import (
    Affect,
    Assessment,
    Belief,
    Decision,
    Memory,
    Observation,
    Replaced,
    Risk,
    Stage,
    Strategy,
    Turn,
    Utterance,
)

CANARY = "Zanzibar"


def telling(text: str, memories: tuple[Memory, ...] = ()) -> Turn:
    """A turn that carries the words in every place that could carry words."""
    return Turn(
        Utterance(text, AT),
        Observation((0.2, 0.8), Affect(), cause=text),
        Belief((0.2, 0.8)),
        Assessment(Risk.LOW, (text,), ("is-it-human",), (f"You said {text}",)),
        memories,
        Decision(
            (Strategy.REFLECTION,), Stage.COMFORTING, text, (text,), 2, text, (f"Of {text}.",)
        ),
        reply=f"It sounds as if {text}",
        replaced=(Replaced(text, "echo"),),
    )


def raw_bytes(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def dump(path: Path) -> str:
    """Every row of every table, decrypted, as one text."""
    raw = opened_raw(path)
    tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    rows = "\n".join(repr(row) for name in tables for row in raw.execute(f"SELECT * FROM {name}"))
    raw.close()
    assert "turn" in tables
    return rows


def decrypted_pages(path: Path) -> bytes:
    """Every page of the file and its log in plain bytes, freed ones too, which no query shows.

    SQLCipher 4 with a raw key: AES-256-CBC; of 4,096 bytes the last 80 are the IV and an HMAC, and
    the first 16 of page one are the salt.
    """
    ciphers = pytest.importorskip("cryptography.hazmat.primitives.ciphers")
    key = ciphers.algorithms.AES(bytes.fromhex(KEY))
    main, side = path.read_bytes(), path.with_name(path.name + "-wal")
    log = side.read_bytes() if side.exists() else b""
    pages = [main[i : i + 4096] for i in range(0, len(main), 4096)]
    pages += [log[i + 24 : i + 24 + 4096] for i in range(32, len(log), 24 + 4096)]
    plain = []
    for page in pages:
        page = page.ljust(4096, b"\x00")  # a kill may leave half a page at the end of the log
        sealed = page[16:-80] if page[:16] == main[:16] else page[:-80]
        opener = ciphers.Cipher(key, ciphers.modes.CBC(page[-80:-64])).decryptor()
        plain.append(opener.update(sealed) + opener.finalize())
    return b"".join(plain)


def test_the_canary_would_be_seen_if_it_were_there(store: Store, path: Path) -> None:
    store.save_turn(store.start_talk(AT), telling(CANARY), direction(1), 0.9, "sadness")
    store.close()
    assert CANARY in dump(path)


def test_nothing_i_say_is_readable_in_any_file(store: Store, path: Path) -> None:
    store.save_turn(store.start_talk(AT), telling(CANARY), direction(1), 0.9, "sadness")
    for _ in ("with its log open", "closed"):
        everything = raw_bytes(path.parent)
        assert CANARY.encode() not in everything
        assert CANARY.encode("utf-16-le") not in everything
        assert b"SQLite format 3" not in everything
        assert bytes.fromhex(KEY) not in everything
        assert KEY.encode() not in everything
        store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX file modes")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_i_can_read_the_files(path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = Store.open(path, KEY)
        store.save_turn(store.start_talk(AT), telling(CANARY), direction(1), 0.9, "sadness")
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert set(modes) == {"memory.db", "memory.db-wal", "memory.db-shm", "memory.lock"}
    assert set(modes.values()) == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX file modes")
def test_a_memory_put_back_readable_for_all_is_closed_to_others_again(path: Path) -> None:
    Store.open(path, KEY).close()
    path.chmod(0o644)
    Store.open(path, KEY).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_i_forget_is_really_gone(store: Store, path: Path) -> None:
    talk = store.start_talk(AT)
    told = store.save_turn(talk, telling(f"my {CANARY} secret"), direction(1), 0.9, "sadness")
    store.save_turn(talk, telling("my sister is ill"), direction(2), 0.9, "sadness")
    memory = store.memories()[-1]
    recalling = Turn(
        **{
            **vars(telling("and now?", (memory,))),
            "memories": (
                Memory(
                    memory.id, memory.text, AT, "sadness", 0.9, 0.5, f"Because of {CANARY} then."
                ),
            ),
            "reply": f"Like with {CANARY} back then?",
            "decision": Decision((), Stage.ACTION, f"{CANARY} again", reasons=(f"{CANARY}",)),
        }
    )
    store.save_turn(talk, recalling, direction(3), 0.9, "sadness")
    store.mentioned()
    assert store.episodes_for_recall().ids.tolist() == [1, 2, 3]

    assert store.forget(memory.id)

    assert CANARY not in repr(store.turns(talk))
    assert CANARY not in repr(store.memories())
    assert CANARY.lower() not in store.mentioned()
    assert store.episodes_for_recall().ids.tolist() == [2, 3]
    assert [turn.utterance.text for turn in store.turns(talk)] == ["my sister is ill", "and now?"]
    assert store.turns(talk)[0] == telling("my sister is ill")
    assert store.turns(talk)[1].memories == ()
    feeling = store._db.execute("SELECT belief FROM turn WHERE id = ?", [told]).fetchone()
    assert "0.8" in feeling[0]
    store.close()
    assert CANARY not in dump(path)


def test_the_embedding_goes_with_the_words(store: Store) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, telling(CANARY), direction(1), 0.9, "sadness")
    store.forget(store.memories()[0].id)
    count = store._db.execute("SELECT count(*) FROM episode").fetchone()[0]
    assert count == len(store.episodes_for_recall()) == 0


def test_freed_pages_hold_nothing_of_what_i_forgot(store: Store, path: Path) -> None:
    talk = store.start_talk(AT)
    long = f"{CANARY} " * 3000  # many overflow pages, all freed at once
    store.save_turn(talk, telling(long), direction(1), 0.9, "sadness")
    assert CANARY.encode() in decrypted_pages(path)
    assert store.forget(store.memories()[0].id)
    assert CANARY.encode() not in decrypted_pages(path)


def traces(vector: np.ndarray, *places: bytes) -> int:
    """How many pieces of four numbers of an embedding, as it is kept, stand in `places`."""
    kept = (vector / np.linalg.norm(vector)).astype("<f2").tobytes()
    pieces = [kept[i : i + 8] for i in range(0, len(kept), 8)]
    return sum(piece in place for piece in pieces for place in places)


@pytest.mark.parametrize(
    "forget",
    [
        lambda store: [store.forget(memory.id) for memory in store.memories()],
        Store.forget_learnt,
        Store.erase_all,
    ],
    ids=["forgetting the memories", "unlearning", "erasing everything"],
)
def test_what_i_corrected_leaves_no_trace_when_it_is_forgotten(
    store: Store, path: Path, forget: Callable[[Store], object]
) -> None:
    talk = store.start_talk(AT)
    for i in range(20):  # several pages, so that rows are moved about
        store.save_turn(talk, telling("told"), direction(i), 0.9, "sadness")
        store.save_correction(i + 1, "hope", "joy", AT, direction(900 + i))  # thought better of
        store.save_correction(i + 1, "hope", CANARY, AT, direction(100 + i))
    assert all(traces(direction(100 + i), decrypted_pages(path)) for i in range(20))
    assert traces(direction(100), raw_bytes(path.parent)) == 0
    forget(store)
    assert store.corrections() == ()
    for _ in ("with its log open", "opened again"):
        plain, sealed = decrypted_pages(path), raw_bytes(path.parent)
        left = [traces(direction(n + i), plain, sealed) for i in range(20) for n in (100, 900)]
        assert sum(left) == 0
        assert CANARY.encode() not in plain + sealed
        store.close()
        store = Store.open(path, KEY)
    store.close()
    assert CANARY not in dump(path)


@pytest.mark.parametrize("forget", [Store.forget_learnt, Store.erase_all])
def test_what_was_learnt_leaves_no_trace_when_it_is_forgotten(
    store: Store, path: Path, forget: Callable[[Store], object]
) -> None:
    store.save_learnt("[271828182845]")
    store.save_learnt("[314159265358, 0]" + ", 1" * 5000)
    assert b"314159265358" in decrypted_pages(path)
    assert b"314159265358" not in raw_bytes(path.parent)
    forget(store)
    assert store.learnt() == ""
    assert path.with_name("memory.db-wal").stat().st_size == 0
    assert b"314159265358" not in decrypted_pages(path)
    assert b"271828182845" not in decrypted_pages(path)


def test_the_log_is_empty_once_something_was_forgotten(store: Store, path: Path) -> None:
    store.save_turn(store.start_talk(AT), telling(CANARY), direction(1), 0.9, "sadness")
    log = path.with_name("memory.db-wal")
    assert log.stat().st_size > 0
    store.forget(store.memories()[0].id)
    assert log.stat().st_size == 0


def test_a_memory_forgotten_while_a_reply_uses_it_does_not_come_back_with_the_reply(
    store: Store, path: Path
) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, telling(CANARY), direction(1), 0.9, "sadness")
    memory = store.memories()[0]
    store.forget(memory.id)
    late = Turn(
        **{**vars(telling("go on", (memory,))), "reply": f"As with {CANARY}?", "replaced": ()}
    )
    store.save_turn(talk, late, direction(2), 0.9, "sadness")
    assert store.turns(talk)[0].utterance.text == "go on"
    store.close()
    assert CANARY not in dump(path)


def test_the_number_of_something_forgotten_is_never_used_again(store: Store) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, telling("one"), direction(1), 0.9, "sadness")
    gone = store.memories()[0].id
    store.forget(gone)
    store.save_turn(talk, telling("two"), direction(2), 0.9, "sadness")
    assert store.memories()[0].id != gone
    assert not store.forget(gone)


def test_erasing_everything_leaves_no_row_and_i_can_go_on_talking(store: Store, path: Path) -> None:
    talk = store.start_talk(AT)
    for i in range(20):
        store.save_turn(talk, telling(f"{CANARY} {i}"), direction(i), 0.9, "sadness")
    assert CANARY.encode() in decrypted_pages(path)
    size = path.stat().st_size + path.with_name("memory.db-wal").stat().st_size
    store.erase_all()
    assert path.stat().st_size < size
    assert store.talks() == store.memories() == store.turns(talk) == ()
    assert len(store.episodes_for_recall()) == 0
    assert store.mentioned() == frozenset()
    assert CANARY.encode() not in decrypted_pages(path)
    for table in ("talk", "turn", "episode", "recalled", "correction", "learnt", "sqlite_sequence"):
        assert store._db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    store.save_turn(talk, telling("a new start"), direction(1), 0.9, "hope")
    assert [turn.utterance.text for turn in store.turns(talk)] == ["a new start"]
    store.close()
    assert CANARY not in dump(path)


def test_erasing_everything_takes_set_aside_memories_too(path: Path) -> None:
    path.write_bytes(b"unreadable" * 10)
    aside = set_aside(path)
    store = Store.open(path, KEY)
    store.erase_all()
    store.close()
    assert not aside.exists()


def test_what_was_forgotten_just_before_a_crash_is_scrubbed_at_the_next_start(
    store: Store, path: Path
) -> None:
    talk = store.start_talk(AT)
    store.save_turn(talk, telling(CANARY), direction(1), 0.9, "sadness")
    with store._db.atomic():  # forgotten, and then the program dies before scrubbing
        forgetting.forget(store._db, store.memories()[0].id)
    crashed = path.with_name("crashed.db")
    crashed.write_bytes(path.read_bytes())
    log = path.with_name("crashed.db-wal")
    log.write_bytes(path.with_name("memory.db-wal").read_bytes())
    assert CANARY.encode() in decrypted_pages(crashed)
    again = Store.open(crashed, KEY)
    assert CANARY.encode() not in decrypted_pages(crashed)
    assert again.memories() == ()
    again.close()
