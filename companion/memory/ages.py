"""How long ago, the way people say it."""

from __future__ import annotations

from datetime import datetime, timedelta

_NUMBERS = (
    *("a", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def age_phrase(then: datetime, now: datetime) -> str:
    """The age of `then` to complete "you talked about it ...": "yesterday", "three weeks ago".

    Days are those of `now`'s calendar. A `then` in the future (the clock was set back) is "a while
    ago": said without pretending to know.
    """
    zone = now.tzinfo
    if (then.tzinfo is None) != (zone is None):
        then = then.astimezone(zone) if zone else then.astimezone().replace(tzinfo=None)
    past = now - then
    if past < timedelta(0):
        return "a while ago"
    if past < timedelta(minutes=10):
        return "a moment ago"
    days = (now.date() - (then.astimezone(zone) if zone else then).date()).days
    if days == 0:
        return "earlier today"
    if past < timedelta(hours=6):
        return "a few hours ago"  # across midnight
    if days == 1:
        return "yesterday"
    for unit, length in (("year", 365), ("month", 30), ("week", 7), ("day", 1)):
        if days >= length:
            return _ago(days // length, unit)
    raise AssertionError("days is at least two here")


def _ago(count: int, unit: str) -> str:
    if count > len(_NUMBERS):
        return f"many {unit}s ago"
    return f"{_NUMBERS[count - 1]} {unit}{'s' if count > 1 else ''} ago"
