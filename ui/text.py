"""Small wordings shared by the views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from companion.emotion.states import STATES
from companion.turn import Memory

if TYPE_CHECKING:
    from companion.memory.backup import Recovered

NOUNS = {state.name: state.noun for state in STATES}
MOST_QUOTED = 160


def day_and_time(at: datetime) -> str:
    """When something was told, in words: "3 October 2026, 21:40"."""
    local = at.astimezone() if at.tzinfo else at
    return f"{local.day} {local:%B %Y, %H:%M}"


def day_alone(at: datetime) -> str:
    """The day something was told: "3 October 2026"."""
    local = at.astimezone() if at.tzinfo else at
    return f"{local.day} {local:%B %Y}"


def day_in_words(day: date) -> str:
    """A day as people say it: "Saturday, 3 October 2026"."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def quoted(words: str) -> str:
    """The person's words between quotation marks, their beginning if they are long; "" for none."""
    whole = " ".join(words.split())
    if not whole:
        return ""
    cut = whole[:MOST_QUOTED]
    short = whole if cut == whole else f"{cut.rpartition(' ')[0] or cut} \u2026"
    return f"\u201c{short}\u201d"


def size(number: int) -> str:
    """A number of bytes for people: "98 MB"."""
    if number < 1_000_000:
        return f"{max(1, round(number / 1000))} KB"
    if number < 1_000_000_000:
        return f"{number / 1_000_000:.0f} MB"
    return f"{number / 1_000_000_000:.1f} GB"


def feeling_and_day(memory: Memory) -> str:
    """How it felt and when it was told: "worry, 3 October 2026, 21:40"."""
    return f"{NOUNS.get(memory.state, memory.state)}, {day_and_time(memory.at)}"


def fading(memory: Memory) -> str:
    """How a memory stays or goes: "came up 3 times; fades around March 2027 unless ..."."""
    stays = "pinned: stays" if memory.pinned else ""
    if memory.fades is not None and not memory.pinned:
        stays = f"fades around {memory.fades:%B %Y} unless it comes up again"
    times = {0: "", 1: "once", 2: "twice"}.get(memory.recalls, f"{memory.recalls} times")
    return "; ".join(filter(None, (f"came up {times}" if times else "", stays)))


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 message", "3 memories"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_a_row(parts: Sequence[str]) -> str:
    """Things told one after the other: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def capital(words: str) -> str:
    """With a capital letter at the beginning; the rest stays as it was written."""
    return words[:1].upper() + words[1:]


def folder(path: Path) -> str:
    """A folder as people write it, with ~ for their own."""
    own = Path.home()
    return f"~/{path.relative_to(own).as_posix()}" if path.is_relative_to(own) else str(path)


def came_back(back: Recovered) -> str:
    """What was brought back, and where the damaged file is."""
    copy = f"a copy of {day_alone(back.of)} and " if back.of else ""
    aside = f" The damaged file lies beside it, unchanged: {back.aside.name}." if back.aside else ""
    messages = counted(back.turns, "message")
    return f"Your memory is back, from {copy}what could still be read: {messages}.{aside}"
