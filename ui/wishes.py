"""What may be asked of the lane about what is kept, and what it tells: plain data, both ways.

A wish that could not be done is answered by `refused` of the runner instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from companion.turn import Memory, Standing

if TYPE_CHECKING:
    from companion.memory.care import Care
    from companion.memory.hand import About, Limit
    from companion.memory.known import Known

# --- wishes --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Find:
    """The memories that hold these words, of this feeling, that name this person; "" asks nothing."""

    text: str = ""
    feeling: str = ""
    person: str = ""


@dataclass(frozen=True)
class ListPeople:
    """Whom the memories name."""


@dataclass(frozen=True)
class Pin:
    """Let a memory stay, or let it fade again."""

    memory_id: int
    pinned: bool


@dataclass(frozen=True)
class PutRight:
    """Give a memory other words and another feeling."""

    memory_id: int
    text: str
    state: str


@dataclass(frozen=True)
class Forget:
    """Forget a memory for good."""

    memory_id: int


@dataclass(frozen=True)
class ListFacts:
    """What is known."""


@dataclass(frozen=True)
class Unlearn:
    """Take a fact out; the facts are told anew."""

    fact_id: int


@dataclass(frozen=True)
class ListLimits:
    """What is never brought up."""


@dataclass(frozen=True)
class SetOffLimits:
    """Never bring this up; the limits are told anew."""

    phrase: str


@dataclass(frozen=True)
class Allow:
    """Take a limit back; the limits are told anew."""

    limit_id: int


@dataclass(frozen=True)
class AskFor:
    """Hold to this from now on; the limits are told anew."""

    wish: Standing


@dataclass(frozen=True)
class TakeBack:
    """Let a standing wish go; the limits are told anew."""

    wish: Standing


@dataclass(frozen=True)
class LookAbout:
    """What would go if everything about somebody was forgotten."""

    phrase: str
    also_called: bool


@dataclass(frozen=True)
class ForgetAbout:
    """Forget everything about somebody."""

    phrase: str
    also_called: bool


@dataclass(frozen=True)
class WriteOut:
    """Write everything into a file, as JSON or (`readable`) as Markdown."""

    path: Path
    readable: bool


@dataclass(frozen=True)
class TakeIn:
    """Add what such a JSON file holds."""

    path: Path


@dataclass(frozen=True)
class KeepPage:
    """Keep the finished page of an exercise, which is this text; never in a private talk."""

    text: str


@dataclass(frozen=True)
class ListCare:
    """What is kept for the person's own good."""


@dataclass(frozen=True)
class NoMinor:
    """The person is no minor, whatever they said; it is told anew."""


@dataclass(frozen=True)
class ForgetCards:
    """Forget how often the card with helplines came up; it is told anew."""


@dataclass(frozen=True)
class ForgetManner:
    """Forget how the person mostly speaks."""


Wish = (
    Find
    | ListPeople
    | Pin
    | PutRight
    | Forget
    | ListFacts
    | Unlearn
    | ListLimits
    | SetOffLimits
    | Allow
    | AskFor
    | TakeBack
    | LookAbout
    | ForgetAbout
    | WriteOut
    | TakeIn
    | KeepPage
    | ListCare
    | NoMinor
    | ForgetCards
    | ForgetManner
)

# --- answers -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """The memories that answer to `asked`, in order."""

    asked: Find
    memories: tuple[Memory, ...]


@dataclass(frozen=True)
class People:
    """Whom the memories name, as `hand.find` takes them, the most often named first."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Changed:
    """Memories are not what they were: what is looked at should be asked for anew."""


@dataclass(frozen=True)
class Facts:
    """What is known, newest first."""

    known: tuple[Known, ...]


@dataclass(frozen=True)
class Limits:
    """What is never brought up, and what else the person asked of every reply."""

    limits: tuple[Limit, ...]
    wishes: tuple[Standing, ...] = ()


@dataclass(frozen=True)
class WouldGo:
    """What would go with everything about `asked`."""

    asked: LookAbout
    about: About


@dataclass(frozen=True)
class Gone:
    """So many messages are forgotten."""

    messages: int


@dataclass(frozen=True)
class Written:
    """Everything is in this file now."""

    path: Path


@dataclass(frozen=True)
class TakenIn:
    """What was added from a file, and how many of its messages were here before."""

    talks: int
    turns: int
    memories: int
    facts: int
    already_there: int


@dataclass(frozen=True)
class PageKept:
    """The page that is `asked` for stands among the memories now."""

    asked: KeepPage


@dataclass(frozen=True)
class Kept:
    """What is kept for the person's own good."""

    care: Care


Answer = (
    Found | People | Changed | Facts | Limits | WouldGo | Gone | Written | TakenIn | PageKept | Kept
)
