"""The chart of the mood page: one calm line from heavy to light, with how unsure it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.mood_mark import Mark
from ui.style.theme import Theme, font, present
from ui.text import NOUNS

MOST_NAMED = 8
HEIGHT_PX = 290
EDGE = 0.07  # of the width, so that a name over the first and the last mark is not cut


class MoodChart(QFrame):
    """Looked at, never touched: everything in it is also said in words below."""

    _marks: tuple[Mark, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.plot = pg.PlotWidget()
        self.plot.setFixedHeight(HEIGHT_PX)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 16, 18, 10)
        inside.addWidget(self.plot)

    def show_marks(self, marks: Sequence[Mark], says: str) -> None:
        """Draw them, leftmost first; `says` is what a screen reader calls the chart."""
        self._marks = tuple(marks)
        self.plot.setAccessibleName(says)
        self._draw(present())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Redraw when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._marks:
            self._draw(present())

    def _draw(self, theme: Theme) -> None:
        plot: Any = self.plot.getPlotItem()
        plot.clear()
        self.plot.setBackground(theme.card)
        marks = self._marks
        first, last = marks[0].across, marks[-1].across
        edge = max(EDGE * (last - first), 0.3)
        plot.setYRange(-1.06, 1.2, padding=0)
        plot.setXRange(first - edge, last + edge, padding=0)
        chosen = _apart(marks)
        self._dress_axes(plot, theme, chosen)
        across = [m.across for m in marks]
        height = [m.height for m in marks]
        above = pg.PlotDataItem(across, [min(1.0, m.height + m.spread) for m in marks])
        below = pg.PlotDataItem(across, [max(-1.0, m.height - m.spread) for m in marks])
        plot.addItem(pg.FillBetweenItem(above, below, brush=_faint(theme.accent, 0.14)))
        plot.addItem(pg.InfiniteLine(0, angle=0, pen=pg.mkPen(theme.line, width=1)))
        plot.addItem(_reach(marks, theme))
        plot.addItem(
            pg.PlotDataItem(across, height, pen=pg.mkPen(theme.accent, width=2), antialias=True)
        )
        turned = [m for m in marks if m.turned]
        plot.addItem(_dots(turned, 22, _faint(theme.accent, 0.7), _faint(theme.accent, 0.0)))
        hues = [QColor(theme.hues[m.state]) for m in marks]
        plot.addItem(_dots(marks, 12, QColor(theme.card), hues))
        for mark in _named(marks, chosen):
            name = pg.TextItem(NOUNS[mark.state], color=theme.quiet, anchor=(0.5, 1.35))
            name.setFont(font(14))
            name.setPos(mark.across, max(mark.height, mark.high))
            plot.addItem(name)

    def _dress_axes(self, plot: Any, theme: Theme, chosen: Sequence[Mark]) -> None:
        left, bottom = plot.getAxis("left"), plot.getAxis("bottom")
        left.setTicks([[(-0.8, "heavy"), (0, "even"), (0.8, "light")]])
        left.setWidth(56)
        bottom.setTicks([[(m.across, m.under) for m in chosen]])
        bottom.setHeight(30)
        for axis in (left, bottom):
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(theme.quiet)
            axis.setStyle(tickFont=font(14, figures=True), tickLength=0, tickAlpha=0)


def _apart(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """As many of the marks as can have words without touching each other's."""
    least = (marks[-1].across - marks[0].across) / MOST_NAMED
    chosen = [marks[0]]
    for mark in marks[1:]:
        if mark.across - chosen[-1].across >= least:
            chosen.append(mark)
    return tuple(chosen)


def _named(marks: Sequence[Mark], chosen: Sequence[Mark]) -> tuple[Mark, ...]:
    """Those whose feeling stands beside them; of many, only where it is another than before."""
    if len(marks) <= MOST_NAMED:
        return tuple(chosen)
    before = ("", *(mark.state for mark in chosen))
    return tuple(m for m, state in zip(chosen, before, strict=False) if m.state != state)


def _reach(marks: Sequence[Mark], theme: Theme) -> Any:
    across = [m.across for m in marks for _ in range(2)]
    ends = [end for m in marks for end in (m.low, m.high)]
    pen = pg.mkPen(_faint(theme.edge, 0.7), width=1)
    return pg.PlotDataItem(across, ends, connect="pairs", pen=pen)


def _dots(marks: Sequence[Mark], size: int, edge: QColor, fill: QColor | list[QColor]) -> Any:
    return pg.ScatterPlotItem(
        [m.across for m in marks],
        [m.height for m in marks],
        size=size,
        pen=pg.mkPen(edge, width=2),
        brush=fill,
        antialias=True,
    )


def _faint(colour: str, share: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(share)
    return made
