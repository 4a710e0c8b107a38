"""How it felt over time, this talk or day by day: a calm line, and every point of it in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QLayout, QPushButton, QVBoxLayout

from companion.emotion.timeline import Day, Point, points
from companion.turn import Turn
from ui.feelings import Dot
from ui.mood_mark import Mark
from ui.parts import ColumnPage, button, clear, label, row
from ui.style.theme import font
from ui.text import NOUNS, day_in_words, quoted

if TYPE_CHECKING:
    from ui.mood_chart import MoodChart

EMPTY = "When you have talked for a little while, a line here will show how the talk felt to you."
NO_DAYS = "When you have talked on a few days, a line here will show how they were for you."
WAITING = "One moment, your days are being looked at."
TALK_SAYS = (
    "How this talk seemed, from heavy below to light above. The soft band is how unsure that is."
)
RING_SAYS = "A ring is where the feeling turned."
DAYS_SAY = (
    "How your days seemed, from heavy below to light above. The soft band is how unsure that is; "
    "a thin line runs from a day's heaviest moment to its lightest."
)
TURNED = "turned here"
YOU_SAID_SO = "you said so"
MOST_DAYS = 60
_NOUN_PX = 84


class MoodView(ColumnPage):
    """The page of the mood. days_wanted() when the days must be told with `show_days`."""

    days_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Mood")
        self._points: tuple[Point, ...] = ()
        self._days: tuple[Day, ...] | None = None
        self._most = MOST_DAYS
        self.talk_button = self._choice("This talk")
        self.days_button = self._choice("Days")
        self.talk_button.setChecked(True)
        self._choices = QButtonGroup(self)
        for choice in (self.talk_button, self.days_button):
            self._choices.addButton(choice)
        self._note = label("", "quiet")
        self._says = label("", "quiet")
        self._chart: MoodChart | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.more_button = button("Show older days", self._show_more)
        self.column.addLayout(row(self.talk_button, self.days_button, None, spacing=8))
        for widget in (self._note, self._says):
            self.column.addWidget(widget)
        self._chart_at = self.column.count()
        self.column.addSpacing(6)
        self.column.addLayout(self._list)
        self.column.addLayout(row(self.more_button, None))
        self.column.addStretch(1)
        self._show()

    @property
    def chart(self) -> MoodChart:
        """The line itself, made when there is something to draw: its library takes half a second."""
        from ui.mood_chart import MoodChart  # not while the window opens

        if self._chart is None:
            self._chart = MoodChart()
            self._chart.hide()
            self.column.insertWidget(self._chart_at, self._chart)
        return self._chart

    def show_turns(self, turns: tuple[Turn, ...]) -> None:
        """The turns of this talk, oldest first; where days are looked at, they are asked for anew."""
        self._points = tuple(points(turns))
        if self.days_button.isChecked():
            self.days_wanted.emit()
        else:
            self._show()

    def start_over(self, turns: tuple[Turn, ...]) -> None:
        """Something was forgotten: of the talk these turns are left, and the days are told anew."""
        self._days = None
        self._points = tuple(points(turns))
        self._show()

    def show_days(self, days: tuple[Day, ...]) -> None:
        """The days, oldest first."""
        self._days = days
        self._show()

    def say(self, sentence: str) -> None:
        """One plain sentence when something could not be done."""
        self._note.setText(sentence)
        self._note.show()

    def _choice(self, word: str) -> QPushButton:
        made = button(word, self._choose, "choice", says=f"Mood: {word}")
        made.setCheckable(True)
        return made

    def _choose(self) -> None:
        self._most = MOST_DAYS
        self._show()
        if self.days_button.isChecked():
            self.days_wanted.emit()

    def _show_more(self) -> None:
        self._most += MOST_DAYS
        self._show()

    def _show(self) -> None:
        clear(self._list)
        if self.days_button.isChecked():
            self._show_days(self._days)
        else:
            self._show_talk(self._points)

    def _show_talk(self, found: tuple[Point, ...]) -> None:
        marks = tuple(_talk_mark(at, point) for at, point in enumerate(found))
        ring = f" {RING_SAYS}" if any(point.shifted for point in found) else ""
        self._show_chart(marks, "Mood over this talk", EMPTY, f"{TALK_SAYS}{ring}")
        self.more_button.hide()
        if len(found) >= 2:
            for point in found:
                self._list.addLayout(_talk_line(point))

    def _show_days(self, days: tuple[Day, ...] | None) -> None:
        latest = (days or ())[-self._most :]
        year = "" if not latest or latest[0].day.year == latest[-1].day.year else " %Y"
        marks = tuple(_day_mark(day, year) for day in latest)
        empty = WAITING if days is None else NO_DAYS
        self._show_chart(marks, "Mood over your days", empty, DAYS_SAY)
        self.more_button.setVisible(len(days or ()) > len(latest))
        for day in reversed(latest):
            self._list.addLayout(_day_line(day))

    def _show_chart(self, marks: tuple[Mark, ...], name: str, empty: str, says: str) -> None:
        enough = len(marks) >= 2
        self._note.setText(empty)
        self._note.setVisible(not enough)
        self._says.setText(says)
        self._says.setVisible(enough)
        if enough or self._chart is not None:
            self.chart.setVisible(enough)
        if enough:
            self.chart.show_marks(marks, name)


def _talk_mark(at: int, point: Point) -> Mark:
    height = point.affect.valence
    return Mark(
        at,
        f"{point.at:%H:%M}",
        height,
        point.spread,
        low=height,
        high=height,
        state=point.state,
        turned=point.shifted,
    )


def _day_mark(day: Day, year: str) -> Mark:
    under = f"{day.day.day} {day.day.strftime('%b' + year)}"
    return Mark(
        day.day.toordinal(), under, day.affect.valence, day.spread, day.low, day.high, day.state
    )


def _talk_line(point: Point) -> QLayout:
    time = label(f"{point.at:%H:%M}", "small", wraps=False)
    time.setFont(font(14, figures=True))
    besides = (TURNED if point.shifted else "", YOU_SAID_SO if point.corrected else "")
    words = (quoted(point.cause), *besides)
    line = row(
        time,
        Dot(point.state),
        _noun(point.state),
        label("; ".join(filter(None, words)), "quiet"),
        spacing=12,
    )
    line.setStretch(3, 1)
    return line


def _day_line(day: Day) -> QLayout:
    when = label(day_in_words(day.day), "small", wraps=False)
    when.setMinimumWidth(186)
    words = label(quoted(day.told.cause or day.told.text), "quiet")
    line = row(when, Dot(day.state), _noun(day.state), words, spacing=12)
    line.setStretch(3, 1)
    return line


def _noun(state: str) -> QLabel:
    noun = label(NOUNS[state], wraps=False)
    noun.setMinimumWidth(_NOUN_PX)
    return noun
