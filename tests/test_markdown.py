"""My memory as a text that I can read without the program."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_hand import learn, told
from test_store import AT, a_turn, direction

from companion.memory import exchange, hand, standing
from companion.memory.store import Store
from companion.turn import Standing, Unwished, Utterance

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def written(store: Store, path: Path) -> str:
    file = path.with_name("mine.md")
    exchange.write_markdown(store, file, NOW)
    return file.read_text("utf-8")


def test_my_days_read_as_a_diary_with_what_stayed_of_them(store: Store, path: Path) -> None:
    first = replace(
        a_turn("My sister Mia called.\nShe moved!", "That is a change."),
        utterance=Utterance("My sister Mia called.\nShe moved!", AT),
    )
    store.save_turn(1, first, direction(1), 0.7, "joy", "Kept because something new came up.")
    told(store, "I cannot sleep", "How long now?", hours=1, salience=0.0, state="anxiety")
    told(store, "better today", "Good.", hours=24, state="hope")
    told(store, "forgotten by now", hours=30)
    store.save_correction(2, "anxiety", "anger", AT, None)
    hand.pin(store, 2, True)
    store.forget(3)
    learn(store)
    hand.set_off_limits(store, "my *old* job")
    for wish in (Standing(Unwished.JOKES), Standing(Unwished.NAME, "*dear*")):
        standing.keep(store, wish)
    fades = store.memories()[1].fades
    assert (
        written(store, path)
        == f"""\
# What was said and kept

Written Friday, 1 May 2026.
This file is not encrypted: whoever can open it can read all of it.

## Saturday, 14 March 2026

20:30, heard as joy

> My sister Mia called.
> She moved!

That is a change.

21:30, heard as anxiety, you said it was anger

> I cannot sleep

How long now?

## Sunday, 15 March 2026

20:30, heard as hope

> better today

Good.

## What I remember

- better today
  (15 March 2026, hope; pinned)
- My sister Mia called. She moved!
  (14 March 2026, joy; Kept because something new came up; fades around {fades:%B %Y})

## What I know

- mia: sister
  (you said \u201cMy sister Mia\u201d on 14 March 2026)

## Never bring up

- my \\*old\\* job

## How to answer

- no jokes
- not to be called \\*dear\\*
"""
    )


def test_before_anything_was_said_every_heading_says_so(store: Store, path: Path) -> None:
    text = written(store, path)
    assert text.count("Nothing yet.") == 2 and "Nothing is off limits." in text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("# no heading", "> \\# no heading"),
        ("1. no list", "> 1\u200b. no list"),
        ("<b>no tag</b>", "> \\<b>no tag\\</b>"),
        ("[no](link)", "> \\[no\\](link)"),
        ("2 * 3 = 6, C#", "> 2 \\* 3 = 6, C#"),
        ("one\r\n\r\ntwo\x1b[2J\u202e", "> one\n>\n> two \\[2J"),
        ("``` \\", "> \\`\\`\\` \\\\"),
    ],
)
def test_my_words_mean_themselves(store: Store, path: Path, said: str, shown: str) -> None:
    told(store, said, salience=0.0)
    assert f"\n\n{shown}\n\n" in written(store, path)


def test_days_are_in_order_whatever_the_clock_did(store: Store, path: Path) -> None:
    for hours in (48, 0, 24):
        told(store, f"after {hours} hours", hours=hours, salience=0.0)
    text = written(store, path)
    places = [text.index(f"after {hours} hours") for hours in (0, 24, 48)]
    assert places == sorted(places)
    assert text.count("\n## ") == 3 + 4
    assert AT + timedelta(hours=48) < NOW
