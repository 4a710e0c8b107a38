"""Which quiet line, if any, the program itself says after a turn.

Times and numbers in, words out: nothing is read or kept here. The lines say what the program is, that
a rest is welcome, that it is late, that it has become more. None of them asks for anything, counts
anything, or is there to keep anybody talking.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from companion.turn import ENGLISH, Aside, Risk, Turn

Says = Mapping[str, tuple[str, ...]]  # the lines of a language, by kind

NOTICE, REST, LATE, MORE, BREAK = "notice", "rest", "late", "more", "break"
MINOR = "minor"  # the limit's key in an assessment

COUNTED = timedelta(minutes=10)  # of a gap at most: a program left open is no use of it
# The notice: California SB 243, New York GBL Art. 47, Washington HB 2225.
NOTICE_EVERY = timedelta(hours=3)
NOTICE_EVERY_MINOR = timedelta(hours=1)
REST_AFTER = timedelta(minutes=90)
LATE_AFTER = timedelta(minutes=30)
LATE_UNTIL = 5  # o'clock, from midnight on
SITTING_OVER = timedelta(hours=1)  # of silence: who writes then has only just come
WEEK = timedelta(days=7)
CLIMBED = 1.5  # times the week before
MUCH_MINUTES = 300.0  # of a week; below that nothing needs to be said


@cache
def lines(language: str) -> Says:
    """The lines of each kind, and of "break", in a language of `policy.tongue`; English for others."""
    written = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {kind: tuple(said) for kind, said in written.get(language, written[ENGLISH]).items()}


@dataclass(frozen=True)
class Earlier:
    """What is known from before this session.

    minor: the person said that they are one. more_said: when it was last said that use has climbed.
    minutes: of use on each day, this session's too; empty where nothing may be known of it.
    """

    minor: bool = False
    more_said: datetime | None = None
    minutes: Mapping[date, float] = field(default_factory=dict)


class Pauses:
    """Of one session: how long it has gone on, and what was said. Never a word of the person's."""

    def __init__(self) -> None:
        self._last: datetime | None = None
        self._since_notice = timedelta()
        self._unbroken = timedelta()  # since the last long gap, or since a rest was suggested
        self._sitting = timedelta()
        self._late_on: date | None = None
        self._more_said: datetime | None = None
        self._spoken = 0

    def after(
        self, turn: Turn, earlier: Earlier | None = None, language: str = ENGLISH
    ) -> tuple[Aside, ...]:
        """What to say after this turn: the notice if it is due, and one gentle line at most.

        Where there is danger the notice waits, and nothing gentle is said beside the least of it.
        """
        earlier = earlier or Earlier()
        at, risk = turn.utterance.at, turn.assessment.risk
        self._count(at)
        says = lines(language)
        minor = earlier.minor or MINOR in turn.assessment.boundaries
        notice = self._notice(minor, says) if risk < Risk.ELEVATED else ()
        gentle = self._gentle(at, earlier, says) if risk < Risk.LOW else ()
        return (*notice, *gentle)

    # --- inside ---------------------------------------------------------------------------------

    def _count(self, at: datetime) -> None:
        silence = _between(self._last, at) if self._last else timedelta()
        used = min(silence, COUNTED)
        self._last = at
        self._since_notice += used
        self._unbroken = self._unbroken + used if silence < COUNTED else timedelta()
        self._sitting = self._sitting + used if silence < SITTING_OVER else timedelta()

    def _notice(self, minor: bool, says: Says) -> tuple[Aside, ...]:
        if self._since_notice < (NOTICE_EVERY_MINOR if minor else NOTICE_EVERY):
            return ()
        self._since_notice = timedelta()
        if not minor:
            return (Aside(says[NOTICE][0], NOTICE),)
        self._unbroken = timedelta()
        return (Aside(f"{says[NOTICE][0]} {says[BREAK][0]}", NOTICE),)

    def _gentle(self, at: datetime, earlier: Earlier, says: Says) -> tuple[Aside, ...]:
        why = self._due(at, earlier)
        if not why:
            return ()
        if why == MORE:
            self._more_said = at
        else:  # a word about the late hour suggests a rest as well
            self._unbroken = timedelta()
        if why == LATE:
            self._late_on = at.date()
        line = says[why][(at.toordinal() + self._spoken) % len(says[why])]
        self._spoken += 1
        return (Aside(line, why),)

    def _due(self, at: datetime, earlier: Earlier) -> str:
        """The kind of the gentle line that is due, "" for none."""
        night = at.hour < LATE_UNTIL and self._late_on != at.date()
        if night and self._sitting > LATE_AFTER:
            return LATE
        if self._unbroken >= REST_AFTER:
            return REST
        said = (earlier.more_said, self._more_said)
        recently = any(one and _between(one, at) < WEEK for one in said)
        return MORE if not recently and climbed(earlier.minutes, at.date()) else ""


def minutes_by_day(times: Iterable[datetime]) -> dict[date, float]:
    """Minutes of use on each day, from the times of messages in any order."""
    found: dict[date, float] = {}
    for before, at in pairwise(sorted(times, key=datetime.timestamp)):
        used = min(_between(before, at), COUNTED)
        found[at.date()] = found.get(at.date(), 0.0) + used / timedelta(minutes=1)
    return found


def climbed(minutes: Mapping[date, float], today: date) -> bool:
    """Whether the seven days up to `today` hold much use, and clearly more than the seven before.

    A first week is none that has climbed: there is nothing to hold it against.
    """
    days = [minutes.get(today - timedelta(days=back), 0.0) for back in range(2 * WEEK.days)]
    this, last = sum(days[: WEEK.days]), sum(days[WEEK.days :])
    return last > 0 and this > CLIMBED * last and this > MUCH_MINUTES


def _between(one: datetime, other: datetime) -> timedelta:
    """The time from one to the other, none where a clock was set back."""
    return timedelta(seconds=max(0.0, other.timestamp() - one.timestamp()))
