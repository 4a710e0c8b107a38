"""How the talk felt over time: one calm line with its uncertainty, and every point named in words."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout

from companion.emotion.timeline import Point, points
from companion.turn import Turn
from ui.feelings import Dot
from ui.parts import ColumnPage, clear, frame, label, row
from ui.style.theme import Theme, font, present
from ui.text import NOUNS

EMPTY = "When you have talked for a little while, a line here will show how the talk felt to you."
MOST_NAMED = 8


class MoodView(ColumnPage):
    """The page of the present talk's mood."""

    def __init__(self) -> None:
        super().__init__("Mood")
        self._points: tuple[Point, ...] = ()
        self._empty = label(EMPTY, "quiet")
        self._says = label(
            "How this talk seemed, from heavy below to light above. The soft band is how unsure that is.",
            "quiet",
        )
        self.plot = pg.PlotWidget()
        self.plot.setFixedHeight(290)
        self.plot.setAccessibleName("Mood over this talk")
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QVBoxLayout()
        holder.addWidget(self.plot)
        self._surface = frame("card", holder, (14, 16, 18, 10))
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        for widget in (self._empty, self._says, self._surface):
            self.column.addWidget(widget)
        self.column.addSpacing(6)
        self.column.addLayout(self._list)
        self.column.addStretch(1)
        self.show_turns(())

    def show_turns(self, turns: tuple[Turn, ...]) -> None:
        """Draw the turns of this talk, oldest first."""
        self._points = tuple(points(turns))
        enough = len(self._points) >= 2
        self._empty.setVisible(not enough)
        self._says.setVisible(enough)
        self._surface.setVisible(enough)
        clear(self._list)
        if enough:
            self._draw(present())
            self._name_points()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Redraw when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and len(self._points) >= 2:
            self._draw(present())

    def _draw(self, theme: Theme) -> None:
        plot: Any = self.plot.getPlotItem()
        plot.clear()
        self.plot.setBackground(theme.card)
        across = list(range(len(self._points)))
        height = [p.affect.valence for p in self._points]
        spread = [0.5 * p.uncertainty for p in self._points]
        plot.setYRange(-1, 1, padding=0.06)
        plot.setXRange(-0.3, len(across) - 0.7, padding=0)
        self._dress_axes(plot, theme, across)
        above = pg.PlotDataItem(
            across, [min(1, h + s) for h, s in zip(height, spread, strict=True)]
        )
        below = pg.PlotDataItem(
            across, [max(-1, h - s) for h, s in zip(height, spread, strict=True)]
        )
        band = QColor(theme.accent)
        band.setAlphaF(0.14)
        plot.addItem(pg.FillBetweenItem(above, below, brush=band))
        plot.addItem(pg.InfiniteLine(0, angle=0, pen=pg.mkPen(theme.line, width=1)))
        plot.addItem(
            pg.PlotDataItem(across, height, pen=pg.mkPen(theme.accent, width=2), antialias=True)
        )
        plot.addItem(
            pg.ScatterPlotItem(
                across,
                height,
                size=12,
                pen=pg.mkPen(theme.card, width=2),
                brush=[QColor(theme.hues[p.state]) for p in self._points],
                antialias=True,
            )
        )
        self._write_names(plot, theme, across, height)

    def _write_names(self, plot: Any, theme: Theme, across: list[int], height: list[float]) -> None:
        before = ""
        for x, y, point in zip(across, height, self._points, strict=True):
            if point.state == before and len(across) > MOST_NAMED:
                continue
            before = point.state
            name = pg.TextItem(NOUNS[point.state], color=theme.quiet, anchor=(0.5, 1.35))
            name.setFont(font(14))
            name.setPos(x, y)
            plot.addItem(name)

    def _dress_axes(self, plot: Any, theme: Theme, across: list[int]) -> None:
        left, bottom = plot.getAxis("left"), plot.getAxis("bottom")
        left.setTicks([[(-0.8, "heavy"), (0, "even"), (0.8, "light")]])
        left.setWidth(56)
        every = max(1, len(across) // MOST_NAMED)
        bottom.setTicks([[(x, f"{self._points[x].at:%H:%M}") for x in across[::every]]])
        bottom.setHeight(30)
        for axis in (left, bottom):
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(theme.quiet)
            axis.setStyle(tickFont=font(14, figures=True), tickLength=0, tickAlpha=0)

    def _name_points(self) -> None:
        for point in self._points:
            time = label(f"{point.at:%H:%M}", "small", wraps=False)
            time.setFont(font(14, figures=True))
            noun = label(NOUNS[point.state], wraps=False)
            noun.setMinimumWidth(84)
            cause = label(point.cause and f"\u201c{point.cause}\u201d", "quiet")
            line = row(time, Dot(point.state), noun, cause, spacing=12)
            line.setStretch(3, 1)
            self._list.addLayout(line)
