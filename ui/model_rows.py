"""What the lists of models in the settings are made of: a row a model, and the buttons that ask for one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from companion.engine.catalogue import Entry
from ui.parts import button, label, row
from ui.text import size

FETCH = "Fetch"
TITLE_PX = 200


def titled(entry: Entry) -> str:
    """A model by its name and size."""
    return f"{entry.title} ({size(entry.size)})"


def pick(title: str, pressed: Callable[[], object], *, chosen: bool) -> QPushButton:
    """A model that is here and may be chosen."""
    made = button(title, pressed, "choice")
    made.setCheckable(True)
    made.setChecked(chosen)
    return made


def model_row(title: QWidget, says: str, ask: QPushButton | None = None) -> QHBoxLayout:
    """A model, what is said of it, and the button that asks for it, where it may be asked for."""
    title.setMinimumWidth(TITLE_PX)
    beside = row(title, label(says, "small"), spacing=14)
    beside.setStretch(1, 1)
    if ask is not None:
        beside.addWidget(ask, 0, Qt.AlignmentFlag.AlignTop)
    return beside


class Asks:
    """The buttons of a list that ask for a model; all rest while one comes."""

    def __init__(self, fetch: Callable[[str], object]) -> None:
        """`fetch` is told the name of the model that is asked for."""
        self._fetch = fetch
        self._buttons: list[QPushButton] = []
        self._may = True

    def clear(self) -> None:
        """The list begins anew."""
        self._buttons = []

    def button(self, entry: Entry) -> QPushButton:
        """The one for this model."""
        made = button(FETCH, partial(self._fetch, entry.name), says=f"Fetch {entry.title}")
        made.setEnabled(self._may)
        self._buttons.append(made)
        return made

    def let(self, may: bool) -> None:
        """Whether a model may be asked for now, and in lists to come."""
        self._may = may
        for one in self._buttons:
            one.setEnabled(may)
