"""What the program says by itself after a long while: what it is, that a rest is welcome, and no more."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_architecture import SOURCES, name
from test_store import a_turn

from companion import pauses
from companion.pauses import (
    BREAK,
    LATE,
    MORE,
    NOTICE,
    REST,
    Earlier,
    Pauses,
    lines,
)
from companion.policy.grammar import sentences
from companion.policy.guard import GuardContext, check
from companion.policy.tongue import LANGUAGES
from companion.turn import ENGLISH, Aside, Assessment, Risk, Turn, Utterance

NOON = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 7, 0, 0, tzinfo=UTC)
MINOR = Assessment(boundaries=("minor",))
SAID = lines(ENGLISH)
LINES = {kind: SAID[kind] for kind in (REST, LATE, MORE)}
NOTICE_SAYS = SAID[NOTICE][0]
NOTICE_MINOR_SAYS = f"{NOTICE_SAYS} {SAID[BREAK][0]}"
EVERY_LINE = (NOTICE_SAYS, NOTICE_MINOR_SAYS, *(line for kind in LINES.values() for line in kind))


def turn(at: datetime, heard: Assessment | None = None) -> Turn:
    made = a_turn("a word")
    return replace(made, utterance=Utterance("a word", at), assessment=heard or Assessment())


def kinds(said: tuple[Aside, ...]) -> list[str]:
    return [one.why for one in said]


class Writing:
    """Somebody who writes: how often, and what is said to them; `heard` is (minutes from noon, kind)."""

    def __init__(self, start: datetime = NOON, earlier: Earlier | None = None) -> None:
        self.start = self.at = start
        self.earlier = earlier
        self.pauses = Pauses()
        self.heard: list[tuple[float, str]] = []
        self.say()

    def say(self, heard: Assessment | None = None) -> tuple[Aside, ...]:
        said = self.pauses.after(turn(self.at, heard), self.earlier)
        minutes = (self.at - self.start) / timedelta(minutes=1)
        self.heard += [(minutes, one.why) for one in said]
        return said

    def go_on(self, minutes: float, every: float = 5, heard: Assessment | None = None) -> None:
        for _ in range(round(minutes / every)):
            self.pause(every)
            self.say(heard)

    def pause(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)

    def when(self, kind: str) -> list[float]:
        return [minutes for minutes, one in self.heard if one == kind]


# --- that it is a program ------------------------------------------------------------------------


def test_after_three_hours_the_program_says_again_that_it_is_one() -> None:
    writing = Writing()
    writing.go_on(11 * 60)
    assert writing.when(NOTICE) == [180, 360, 540]
    assert "computer program, not a person" in NOTICE_SAYS and "cannot feel" in NOTICE_SAYS


def test_a_program_left_open_over_night_is_no_use_of_it() -> None:
    writing = Writing()
    writing.go_on(60)
    writing.pause(9 * 60)
    assert writing.say() == ()
    writing.go_on(105)
    assert writing.when(NOTICE) == []
    writing.go_on(5)
    assert len(writing.when(NOTICE)) == 1, "one hour, ten minutes of the night, 110 minutes"


def test_when_i_said_that_i_am_fifteen_it_says_so_every_hour() -> None:
    writing = Writing(earlier=Earlier(minor=True))
    writing.go_on(3 * 60)
    assert writing.when(NOTICE) == [60, 120, 180]


def test_when_i_say_so_after_a_while_it_says_so_at_once() -> None:
    writing = Writing()
    writing.go_on(75)
    assert kinds(writing.say(MINOR)) == [NOTICE]


def test_somebody_under_age_is_told_of_a_break_as_well_and_only_once() -> None:
    writing = Writing(earlier=Earlier(minor=True))
    writing.go_on(4 * 60)
    assert "break" in NOTICE_MINOR_SAYS and NOTICE_MINOR_SAYS.startswith(NOTICE_SAYS)
    assert writing.when(REST) == []


@pytest.mark.parametrize("risk", [Risk.ELEVATED, Risk.ACUTE])
def test_in_danger_nothing_is_said_and_the_notice_comes_when_it_is_over(risk: Risk) -> None:
    writing = Writing()
    writing.go_on(200, heard=Assessment(risk))
    assert writing.heard == []
    writing.pause(1)
    assert kinds(writing.say(Assessment(Risk.LOW))) == [NOTICE], "a law asks for this one"
    writing.pause(1)
    assert kinds(writing.say()) == [REST]


# --- that a rest is welcome ----------------------------------------------------------------------


def test_after_ninety_minutes_without_a_break_one_is_suggested_and_not_soon_again() -> None:
    writing = Writing()
    writing.go_on(265)
    assert writing.when(REST) == [90, 180]


def test_who_was_away_for_ten_minutes_has_had_a_break() -> None:
    writing = Writing()
    for _ in range(4):
        writing.go_on(60)
        writing.pause(10)
        writing.say()
    assert writing.when(REST) == []


def test_each_time_it_is_worded_otherwise() -> None:
    writing = Writing()
    lines = set()
    for _ in range(4):
        writing.go_on(85)
        writing.pause(5)
        lines |= {one.text for one in writing.say() if one.why == REST}
    assert len(lines) == len(LINES[REST]) >= 3


# --- that it is late -----------------------------------------------------------------------------


def test_late_at_night_it_is_said_once() -> None:
    writing = Writing(MIDNIGHT - timedelta(hours=1))
    writing.go_on(5 * 60)
    assert writing.when(LATE) == [60]


def test_the_next_night_it_may_be_said_again() -> None:
    writing = Writing(MIDNIGHT)
    writing.go_on(60)
    writing.pause(23 * 60)
    writing.go_on(60)
    assert len(writing.when(LATE)) == 2


def test_who_has_only_just_come_at_night_hears_nothing_of_it() -> None:
    writing = Writing(MIDNIGHT - timedelta(hours=4))
    writing.go_on(120)
    writing.pause(125)
    writing.go_on(35)
    assert writing.when(LATE) == []
    writing.go_on(5)
    assert len(writing.when(LATE)) == 1


def test_slow_writing_is_a_talk_too() -> None:
    writing = Writing(MIDNIGHT + timedelta(hours=1))
    writing.go_on(45, every=15)
    assert writing.when(LATE) == []
    writing.go_on(15, every=15)
    assert len(writing.when(LATE)) == 1


def test_at_five_in_the_morning_it_is_early() -> None:
    writing = Writing(MIDNIGHT + timedelta(hours=5))
    writing.go_on(80)
    assert writing.heard == []


def test_what_is_late_goes_by_my_own_clock() -> None:
    tokyo = timezone(timedelta(hours=9))
    writing = Writing(datetime(2026, 3, 7, 1, 0, tzinfo=tokyo))
    writing.go_on(40)
    assert len(writing.when(LATE)) == 1
    writing = Writing(datetime(2026, 3, 7, 12, 0, tzinfo=tokyo))  # three at night in UTC
    writing.go_on(40)
    assert writing.heard == []


# --- that it has become more ---------------------------------------------------------------------


def weeks(last: float, this: float) -> Earlier:
    """Minutes of the week before and of this one, spread over three days each."""
    spread = {NOON.date() - timedelta(days=back): this / 3 for back in (0, 2, 6)}
    spread |= {NOON.date() - timedelta(days=back): last / 3 for back in (7, 9, 13)}
    return Earlier(minutes=spread)


@pytest.mark.parametrize(
    ("last", "this", "said"),
    [
        (240, 390, True),
        (240, 330, False),  # more, but not clearly
        (120, 290, False),  # clearly more, but not much
        (0, 600, False),  # the first week: more than what?
        (600, 600, False),
    ],
)
def test_a_week_of_clearly_more_is_said(last: float, this: float, said: bool) -> None:
    writing = Writing(earlier=weeks(last, this))
    assert writing.heard == ([(0, MORE)] if said else [])


def test_it_is_said_once_a_week_at_most() -> None:
    earlier = weeks(240, 600)
    writing = Writing(earlier=earlier)
    writing.go_on(60)
    assert writing.when(MORE) == [0]
    for days, said in ((6, []), (7, [MORE])):
        known = replace(earlier, more_said=NOON - timedelta(days=days))
        assert kinds(Pauses().after(turn(NOON), known)) == said


def test_use_on_a_day_is_what_lies_between_messages_ten_minutes_each_at_most() -> None:
    morning = [NOON + timedelta(minutes=m) for m in (0, 4, 9, 60)]
    next_day = [NOON + timedelta(days=1)]
    used = pauses.minutes_by_day([*next_day, *reversed(morning)])
    assert used == {date(2026, 3, 6): 4 + 5 + 10, date(2026, 3, 7): 10}
    assert pauses.minutes_by_day([]) == {}


# --- what is never said --------------------------------------------------------------------------

PULLS = re.compile(
    r"\b(?:stay|come back|coming back|return|see you|talk soon|soon|again|tomorrow|tonight|miss(?:ed)? you"
    r"|wait(?:ing)? for you|here for you|i am here|i'll be|don't go|before you go|keep going|keep (?:on )?"
    r"(?:talking|writing)|streak|in a row|days?|daily|every|longer|only|must|should|too much|addict\w*)\b|\d",
    re.IGNORECASE,
)


@pytest.mark.parametrize("line", EVERY_LINE)
def test_no_line_asks_me_to_stay_or_come_back_or_counts_my_days(line: str) -> None:
    assert PULLS.search(line) is None
    assert len(line) < 170 and line.endswith(".") and "?" not in line and "!" not in line


@pytest.mark.parametrize("line", EVERY_LINE)
def test_every_line_would_pass_the_guard(line: str) -> None:
    for sentence in sentences(line):
        assert check(sentence, GuardContext(text="a word", written=True)).ok, sentence


@pytest.mark.parametrize("kind", sorted(LINES))
def test_every_kind_is_worded_in_several_ways(kind: str) -> None:
    assert len(set(LINES[kind])) >= 3


steps = st.tuples(
    st.floats(-600, 600), st.sampled_from(Risk), st.booleans(), st.sampled_from([0, 240, 900])
)


@given(st.lists(steps, max_size=60), st.integers(-720, 720))
def test_whatever_i_do_it_is_quiet_in_danger_and_says_little(
    made: list[tuple[float, Risk, bool, int]], offset: int
) -> None:
    """Clocks set back, every risk, every zone."""
    zone = timezone(timedelta(minutes=offset))
    at, writing, notices, used = NOON.astimezone(zone), Pauses(), 0, 0.0
    for number, (minutes, risk, minor, more) in enumerate(made):
        at += timedelta(minutes=minutes)
        used += min(max(minutes, 0.0), 10.0) if number else 0.0
        heard = Assessment(risk, boundaries=("minor",) if minor else ())
        said = writing.after(turn(at, heard), weeks(60, more))
        assert len([one for one in said if one.why != NOTICE]) <= (risk < Risk.LOW)
        assert not said or risk < Risk.ELEVATED
        assert all(one.text in EVERY_LINE for one in said)
        notices += kinds(said).count(NOTICE)
    assert notices * 60 <= used + 0.001


def test_the_program_never_writes_first() -> None:
    """Only `pauses` makes such a line, only after a turn, and only the session asks for it."""
    makers, askers = set(), set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                makers |= {name(path)} if node.func.id == "Aside" else set()
                askers |= {name(path)} if node.func.id == "Asides" else set()
    assert makers == {"companion/pauses.py"}
    assert askers == {"companion/session.py"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quiet_lines_come_in_the_language_i_write(language: str) -> None:
    said = lines(language)
    assert set(said) == {"notice", "rest", "late", "more", "break"}
    assert all(len(set(said[kind])) >= 3 for kind in (REST, LATE, MORE))
    assert not any("?" in line or "!" in line for kind in said.values() for line in kind)
    assert all(one.endswith(".") for kind in said.values() for one in kind)
    assert lines("xx") == lines("en")
