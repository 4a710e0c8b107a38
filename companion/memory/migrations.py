"""The shape of the memory on disk, as steps that are only ever added to.

A migration MUST be self-contained (plain SQL, nothing imported from the program as it is today)
and MUST never change once released: a memory written years ago walks through all of them, in one
transaction. For every step there is a saved memory in `tests/saved`.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from companion.errors import NewerStore

MIGRATIONS = Migrations("companion.memory")


def waiting(db: Database) -> tuple[str, ...]:
    """The names of the steps that `upgrade` would take. Raises NewerStore if `db` is from later."""
    with Database(memory=True, execute_plugins=False) as nothing:
        ours = {step.name for step in MIGRATIONS.pending(nothing)}
    if any(step.name not in ours for step in MIGRATIONS.applied(db)):
        raise NewerStore(
            "This memory was written by a newer version of the program."
            " Update the program to open it; the memory was left untouched."
        )
    return tuple(step.name for step in MIGRATIONS.pending(db))


def upgrade(db: Database) -> None:
    """Bring `db` to the present shape, by all steps or none. Raises NewerStore as `waiting` does."""
    if waiting(db):
        with db.atomic():
            MIGRATIONS.apply(db)


@MIGRATIONS()
def m001_talks_turns_and_episodes(db: Database) -> None:
    """Talks hold turns; some turns leave an episode; later turns recall episodes by id.

    AUTOINCREMENT: the id of something forgotten is never given to something else. `recalled` holds
    no words but `why`, and goes with its episode, so nothing forgotten lives on in a later turn.
    """
    for statement in (
        """CREATE TABLE talk (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            started_at TEXT NOT NULL)""",
        """CREATE TABLE turn (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            talk_id INTEGER NOT NULL REFERENCES talk(id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            source TEXT NOT NULL,
            text TEXT NOT NULL,
            reply TEXT NOT NULL,
            state TEXT NOT NULL,
            salience REAL NOT NULL,
            observation TEXT NOT NULL,
            belief TEXT NOT NULL,
            assessment TEXT NOT NULL,
            decision TEXT NOT NULL,
            replaced TEXT NOT NULL,
            timings TEXT NOT NULL,
            forgotten INTEGER NOT NULL DEFAULT 0)""",
        "CREATE INDEX turn_of_talk ON turn(talk_id)",
        """CREATE TABLE episode (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            turn_id INTEGER NOT NULL UNIQUE REFERENCES turn(id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            at TEXT NOT NULL,
            state TEXT NOT NULL,
            salience REAL NOT NULL,
            embedding BLOB,
            recalled_at TEXT)""",
        """CREATE TABLE recalled (
            turn_id INTEGER NOT NULL REFERENCES turn(id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            episode_id INTEGER NOT NULL REFERENCES episode(id) ON DELETE CASCADE,
            score REAL NOT NULL,
            why TEXT NOT NULL,
            PRIMARY KEY (turn_id, place)) WITHOUT ROWID""",
        "CREATE INDEX recalled_episode ON recalled(episode_id)",
    ):
        db.execute(statement)


@MIGRATIONS()
def m002_shifts_tone_voice_and_corrections(db: Database) -> None:
    """Turns keep how the feeling turned and how it was said; the person may say how it was.

    An empty `shift`, `tone` or `voice` is a turn from before this step. `counts` holds what was
    learnt of the person, as numbers, in one row.
    """
    for statement in (
        "ALTER TABLE turn ADD COLUMN shift TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE turn ADD COLUMN tone TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE turn ADD COLUMN voice TEXT NOT NULL DEFAULT ''",
        """CREATE TABLE correction (
            turn_id INTEGER PRIMARY KEY REFERENCES turn(id) ON DELETE CASCADE,
            heard TEXT NOT NULL,
            said TEXT NOT NULL,
            at TEXT NOT NULL,
            embedding BLOB)""",
        """CREATE TABLE learnt (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            counts TEXT NOT NULL)""",
    ):
        db.execute(statement)


@MIGRATIONS()
def m003_memories_that_fade_facts_and_limits(db: Database) -> None:
    """Episodes know why they were kept and how often they came to mind; words can be searched.

    `talk.settled_at`: when it was sorted into what is kept and what is let go; NULL until then, so
    every talk from before this step is sorted once. `turn.facts_read`: so that a fact the person
    took out does not come back. A fact is a quotation with its turn;
    `ended_at` and `ended_by` say that a later one took its place. `quoted`:
    whose words a reply may quote, also when the memory of them has faded. `episode_words` holds the
    words of an episode and, apart, those said just before it; `secure-delete` takes a deleted row out of
    the index at once, so that nothing forgotten can be found in its pages.
    """
    for statement in (
        "ALTER TABLE talk ADD COLUMN settled_at TEXT",
        "ALTER TABLE turn ADD COLUMN facts_read INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE episode ADD COLUMN kept_why TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE episode ADD COLUMN recalls INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE episode ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE episode ADD COLUMN corrected_at TEXT",
        """CREATE TABLE fact (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            turn_id INTEGER NOT NULL REFERENCES turn(id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            about TEXT NOT NULL,
            value TEXT NOT NULL,
            span TEXT NOT NULL CHECK (span <> ''),
            at TEXT NOT NULL,
            ended_at TEXT,
            ended_by INTEGER REFERENCES fact(id) ON DELETE SET NULL)""",
        "CREATE INDEX fact_of_turn ON fact(turn_id)",
        """CREATE TABLE quoted (
            turn_id INTEGER NOT NULL REFERENCES turn(id) ON DELETE CASCADE,
            told_in INTEGER NOT NULL REFERENCES turn(id) ON DELETE CASCADE,
            PRIMARY KEY (told_in, turn_id)) WITHOUT ROWID""",
        """CREATE TRIGGER quotes AFTER INSERT ON recalled BEGIN
            INSERT OR IGNORE INTO quoted SELECT NEW.turn_id, turn_id FROM episode
            WHERE id = NEW.episode_id;
        END""",
        """INSERT INTO quoted SELECT DISTINCT recalled.turn_id, episode.turn_id
            FROM recalled JOIN episode ON episode.id = recalled.episode_id""",
        """CREATE TABLE off_limits (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            phrase TEXT NOT NULL UNIQUE)""",
        """CREATE VIRTUAL TABLE episode_words USING fts5(
            text, before, tokenize = 'porter unicode61 remove_diacritics 2')""",
        "INSERT INTO episode_words(episode_words, rank) VALUES ('secure-delete', 1)",
        "INSERT INTO episode_words(rowid, text, before) SELECT id, text, '' FROM episode",
    ):
        db.execute(statement)


@MIGRATIONS()
def m004_notices_and_the_crisis_card(db: Database) -> None:
    """One row of what is kept for the person's own good: dates and a number, never a word.

    `minor_at`: when they said that they are under age, NULL where they did not or took it back.
    `more_said_at`: when it was last said that use has climbed. `cards`: how often the card with
    helplines came up.
    """
    db.execute(
        """CREATE TABLE care (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            minor_at TEXT,
            more_said_at TEXT,
            cards INTEGER NOT NULL DEFAULT 0,
            first_card_at TEXT,
            last_card_at TEXT)"""
    )


@MIGRATIONS()
def m005_standing_wishes(db: Database) -> None:
    """What the person asked never to get in any talk, beside what is off limits.

    `kind`: a kind of reply, a tone, or "name" and "word" with the `word` that is meant.
    """
    db.execute(
        """CREATE TABLE wish (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            word TEXT NOT NULL,
            UNIQUE (kind, word))"""
    )


@MIGRATIONS()
def m006_how_a_person_mostly_speaks(db: Database) -> None:
    """One row of numbers, there only while the person wants how something was said to be heard.

    `usual`: means and spread of five measures of the voice, as JSON.
    """
    db.execute(
        """CREATE TABLE speech (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            usual TEXT NOT NULL)"""
    )
