"""How fast bytes may come, how fast they do come, and how that is said."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]
Clock = Callable[[], float]

SLICE_SECONDS = 0.1  # between two looks at whether the person wants to stop
SEEN_SECONDS = 8.0  # the stretch a speed is taken from
LEAST_SECONDS = 1.0  # a speed from less would jump about
MINUTE, HOUR = 60, 3600


def silent(done: int, total: int, label: str) -> None:
    """A progress listener for nobody: bytes so far, bytes in all (0 if unknown), what is fetched."""


def never() -> bool:
    """The cancel question when nobody can cancel."""
    return False


class Bucket:
    """Lets `rate` bytes a second through, a second's worth of them at once; rate 0 is no limit."""

    def __init__(
        self,
        rate: int = 0,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.rate = max(0, rate)
        self._clock = clock
        self._sleep = sleep
        self._left = float(self.rate)
        self._at = clock()

    def pay(self, size: int, cancelled: Cancelled = never) -> None:
        """Wait until `size` bytes that have come were allowed to; less long when cancelled."""
        if not self.rate:
            return
        self._refill()
        self._left -= size
        while self._left <= -1 and not cancelled():
            self._sleep(min(SLICE_SECONDS, -self._left / self.rate))
            self._refill()

    def _refill(self) -> None:
        now = self._clock()
        self._left = min(float(self.rate), self._left + (now - self._at) * self.rate)
        self._at = now


class Meter:
    """The speed of what is coming, over the last few seconds."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()
        self._label = ""

    def words(self, done: int, total: int, label: str) -> str:
        """Speed and time left after this step of progress: "3.2 MB a second, about 2 minutes left".

        "" where nothing can be said yet.
        """
        if label != self._label or not done or (self._seen and done < self._seen[-1][1]):
            self._seen.clear()
        self._label = label
        now = self._clock()
        self._seen.append((now, done))
        while now - self._seen[0][0] > SEEN_SECONDS and len(self._seen) > 2:
            self._seen.popleft()
        (first, had), (last, have) = self._seen[0], self._seen[-1]
        if last - first < LEAST_SECONDS or have <= had:
            return ""
        speed = (have - had) / (last - first)
        left = f", {_time(max(0, total - done) / speed)} left" if total > done else ""
        return f"{_speed(speed)} a second{left}"


def _speed(per_second: float) -> str:
    return f"{per_second / 1e6:.1f} MB" if per_second >= 1e6 else f"{per_second / 1e3:.0f} KB"


def _time(seconds: float) -> str:
    if seconds < MINUTE - 5:
        return f"about {max(5, 5 * round(seconds / 5))} seconds"
    if seconds < HOUR - MINUTE:
        minutes = max(1, round(seconds / MINUTE))
        return f"about {minutes} minute{'s' if minutes > 1 else ''}"
    hours = round(seconds / HOUR)
    return f"about {hours} hour{'s' if hours > 1 else ''}"
