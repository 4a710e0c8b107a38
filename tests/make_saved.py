"""Makes `tests/saved/memory-v<n>.db`: a memory as the n-th shape of the disk kept it, encrypted.

`python tests/make_saved.py v5` after adding the fifth migration and its rows below. A saved memory
is never made again: it stands for what lies on people's disks.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import sqlcipher3
from conftest import MEMORY_KEY
from sqlite_utils import Database

from companion.memory.migrations import MIGRATIONS, waiting

SAVED = Path(__file__).parent / "saved"
Row = dict[str, Any]


def steps() -> tuple[str, ...]:
    """The names of all migrations, oldest first."""
    with Database(memory=True, execute_plugins=False) as nothing:
        return waiting(nothing)


def rows(version: int) -> dict[str, list[Row]]:
    """What stands in each table of the shape of this number; a row's later columns are left out."""
    tables = {
        name: [{k: v for k, (since, v) in row.items() if since <= version} for row in found]
        for since_table, name, found in _TABLES
        if since_table <= version
    }
    return {name: found for name, found in tables.items() if found}


def make(path: Path, version: int) -> None:
    """Write the memory of this version to `path`. Raises FileExistsError if there is one."""
    if path.exists():
        raise FileExistsError(f"{path.name} stands for what lies on people's disks: keep it.")
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{MEMORY_KEY}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    db = Database(connection, execute_plugins=False)
    MIGRATIONS.apply(db, stop_before=steps()[version:])
    with db.atomic():
        for table, found in rows(version).items():
            for row in found:
                places = ", ".join("?" for _ in row)
                db.execute(
                    f"INSERT INTO {table}({', '.join(row)}) VALUES ({places})", list(row.values())
                )
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def vector(seed: int) -> bytes:
    """An embedding as it is kept: 384 halves, unit length."""
    drawn = np.random.default_rng(seed).normal(size=384)
    return (drawn / np.linalg.norm(drawn)).astype("<f2").tobytes()


# --- the rows: every value with the version its column came in -----------------------------------


def _row(v1: Row, v2: Row | None = None, v3: Row | None = None) -> dict[str, tuple[int, Any]]:
    parts = enumerate((v1, v2 or {}, v3 or {}), 1)
    return {name: (since, value) for since, part in parts for name, value in part.items()}


def _turn(number: int, text: str, reply: str, **others: Any) -> dict[str, tuple[int, Any]]:
    told = {
        "id": number,
        "talk_id": 1 if number < 5 else 2,
        "at": f"2025-01-0{2 if number < 5 else 9}T08:0{number}:00+01:00",
        "source": "voice" if number == 3 else "typed",
        "text": text,
        "reply": reply,
        "state": "sadness",
        "salience": 0.75,
        "observation": json.dumps(
            {
                "likelihood": [0.5, 0.25, 1.0, 0.5, 0.25, 0.125, 0.5, 0.5],
                "affect": {"valence": -0.5, "arousal": 0.25, "dominance": 0.0},
                "cause": text[:9],
            }
        ),
        "belief": json.dumps({"probs": [0.25, 0.125, 0.125, 0.25, 0.0625, 0.0625, 0.0625, 0.0625]}),
        "assessment": json.dumps(
            {"risk": 1, "risk_words": [text[:4]], "boundaries": ["medical"], "reasons": ["Said."]}
        ),
        "decision": json.dumps(
            {
                "strategies": ["question", "reflection of feelings"],
                "stage": "exploration",
                "opener": "It sounds",
                "avoid": ["at least"],
                "length": 2,
                "craft": "Ask one thing.",
                "reasons": ["Because."],
            }
        ),
        "replaced": json.dumps([{"text": "I see.", "rule": "echo"}]),
        "timings": json.dumps(
            {
                "first_token_ms": None,
                "first_sentence_ms": 3.5,
                "total_ms": 4.0,
                "model_ms": 1.0,
                "outside_model_ms": 3.0,
                "reused_tokens": 1,
                "evaluated_tokens": 2,
            }
        ),
        "forgotten": 0,
    }
    later = {
        "shift": json.dumps(
            {"probability": 0.75, "before": "joy", "after": "sadness", "found": True}
        ),
        "tone": json.dumps({"valence": -0.25, "arousal": 0.125, "dominance": 0.0}),
        "voice": json.dumps([1.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25]) if number == 3 else "[]",
    }
    return _row(told | others, later)


def _episode(
    number: int, turn: int, text: str, recalled_at: str | None, **v3: Any
) -> dict[str, tuple[int, Any]]:
    kept = {"id": number, "turn_id": turn, "text": text, "at": f"2025-01-02T08:0{turn}:00+01:00"}
    kept |= {"state": "sadness", "salience": 0.75, "recalled_at": recalled_at}
    return _row(kept | {"embedding": None if number == 3 else vector(number)}, None, v3)


_SISTER = "my sister Mia moved to Lisbon and I miss her"
_NURSE = "thank you, I work as a nurse"
_TEACHER = "I am a teacher now and I think of Mia"
_DANCE = "Grandma's dance, a \u00e9tude at 3 o'clock \U0001f483"
_COUNTS = json.dumps(
    {
        "states": ["calm", "joy", "affection", "hope", "sadness", "anxiety", "anger", "shame"],
        "moves": {"": [[0.5] * 8] * 8, "question": [[0.25] * 8] * 8},
    }
)
_WORDLESS = {
    "forgotten": 1,
    "assessment": '{"risk": 1, "risk_words": [], "boundaries": ["medical"], "reasons": []}',
    "decision": '{"strategies": ["question"], "stage": "action", "length": 2}',
    "replaced": '[{"text": "", "rule": "echo"}]',
}
_TABLES: tuple[tuple[int, str, list[dict[str, tuple[int, Any]]]], ...] = (
    (
        1,
        "talk",
        [
            _row(
                {"id": 1, "started_at": "2025-01-02T08:00:00+01:00"},
                None,
                {"settled_at": "2025-01-03T09:00:00+01:00"},
            ),
            _row({"id": 2, "started_at": "2025-01-09T08:04:00+01:00"}),
        ],
    ),
    (
        1,
        "turn",
        [
            _turn(1, _SISTER, "You miss her."),
            _turn(2, _NURSE, "Of course."),
            _turn(3, _DANCE, "How was it?"),
            _turn(4, "", "", **_WORDLESS),
            _turn(5, _TEACHER, "As with Mia?"),
        ],
    ),
    (
        1,
        "episode",
        [
            _episode(1, 1, _SISTER, "2025-01-09T08:05:00+01:00", recalls=2, pinned=1),
            _episode(
                2, 3, _DANCE, None, kept_why="Kept as told.", corrected_at="2025-01-04T10:00:00"
            ),
            _episode(3, 5, _TEACHER, None),
        ],
    ),
    (
        1,
        "recalled",
        [_row({"turn_id": 5, "place": 0, "episode_id": 1, "score": 0.5, "why": "You told me."})],
    ),
    (
        2,
        "correction",
        [
            _row(
                {"turn_id": 1, "heard": "anger", "said": "sadness", "at": "2025-01-02T08:02:00"}
                | {"embedding": vector(9)}
            )
        ],
    ),
    (2, "learnt", [_row({"id": 1, "counts": _COUNTS})]),
    (
        3,
        "fact",
        [
            _row(
                {"id": 3, "turn_id": 5, "kind": "work", "about": "work", "value": "teacher"}
                | {"span": "I am a teacher", "at": "2025-01-09T08:05:00+01:00"}
            ),
            _row(
                {"id": 2, "turn_id": 2, "kind": "work", "about": "work", "value": "nurse"}
                | {"span": "I work as a nurse", "at": "2025-01-02T08:02:00+01:00"}
                | {"ended_at": "2025-01-09T08:05:00+01:00", "ended_by": 3}
            ),
            _row(
                {"id": 1, "turn_id": 1, "kind": "person", "about": "mia", "value": "sister"}
                | {"span": "my sister Mia", "at": "2025-01-02T08:01:00+01:00"}
            ),
        ],
    ),
    (3, "off_limits", [_row({"id": 1, "phrase": "my old job"})]),
    (
        3,
        "episode_words",
        [
            _row({"rowid": 1, "text": _SISTER, "before": ""}),
            _row({"rowid": 2, "text": _DANCE, "before": _NURSE}),
            _row({"rowid": 3, "text": _TEACHER, "before": ""}),
        ],
    ),
    (
        4,
        "care",
        [
            _row(
                {"id": 1, "minor_at": "2025-01-02T08:02:00+01:00", "more_said_at": None}
                | {"cards": 2, "first_card_at": "2025-01-02T08:01:00+01:00"}
                | {"last_card_at": "2025-01-09T08:05:00+01:00"}
            )
        ],
    ),
    (
        5,
        "wish",
        [
            _row({"id": 1, "kind": "jokes", "word": ""}),
            _row({"id": 3, "kind": "name", "word": "dear"}),
        ],
    ),
    (
        6,
        "speech",
        [
            _row(
                {"id": 1, "usual": '{"count": 9.0, "means": [-22.0, 18.0], "squares": [30.0, 4.0]}'}
            )
        ],
    ),
)

if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].removeprefix("v").isdigit():
        sys.exit("Which one? python tests/make_saved.py v3")
    number = int(sys.argv[1].removeprefix("v"))
    try:
        make(SAVED / f"memory-v{number}.db", number)
    except FileExistsError as error:
        sys.exit(str(error))
