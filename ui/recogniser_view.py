"""What writes speech down: the basic recogniser, Whisper models that are here or can be fetched, a folder of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QPushButton, QVBoxLayout, QWidget

from companion.engine import catalogue, keeping
from companion.engine.catalogue import Entry
from companion.errors import ModelFileError
from ui.fetch_line import FetchLine
from ui.parts import button, clear, label, row
from ui.text import size

SAYS = (
    "What you say is written down on this computer, whichever of these does it. Fetching one opens a"
    " connection to the place it is published at; listening never does."
)
BASIC = "Basic (English)"
BASIC_SAYS = "Comes with the program, knows English only, and gets about one word in four wrong."
OWN_SAYS = "A folder of your own."
OWN = "Use a Whisper model of your own"
OWN_NEEDS = "A folder with model.bin and tokenizer.json, made for CTranslate2."
FETCH = "Fetch"
TITLE_PX = 200


@dataclass(frozen=True)
class _Option:
    """One recogniser that may be chosen. value: of the setting `voice_model`."""

    value: str
    title: str
    says: str


class RecogniserPart(QWidget):
    """chosen(value of `voice_model`); fetch(name in the catalogue). `coming` shows one on its way."""

    chosen = Signal(str)
    fetch = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._may_ask = True
        self._fetches: list[QPushButton] = []
        self.coming = FetchLine()
        self.folder_button = button(OWN, self._pick_folder)
        self.note = label("", "small")
        self.note.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(label(SAYS, "quiet"))
        inside.addLayout(self._list)
        inside.addWidget(self.coming)
        needs = label(OWN_NEEDS, "small")
        own = row(self.folder_button, needs, spacing=14)
        own.setStretch(1, 1)
        inside.addLayout(own)
        inside.addWidget(self.note)

    def show_choice(self, value: str) -> None:
        """What is here now, and that this one is chosen."""
        clear(self._list)
        self._fetches = []
        group = QButtonGroup(self)
        try:
            here, away = _installed()
        except ModelFileError as error:  # the disk they are on is not plugged in
            self._list.addWidget(label(str(error), "quiet"))
            here, away = (), ()
        for option in _options(here, value):
            pick = button(option.title, partial(self.chosen.emit, option.value), "choice")
            pick.setCheckable(True)
            pick.setChecked(option.value == value)
            group.addButton(pick)
            self._add(pick, option.says)
        for entry in away:
            asks = partial(self.fetch.emit, entry.name)
            ask = button(FETCH, asks, says=f"Fetch {entry.title}")
            self._fetches.append(ask)
            self._add(label(_title(entry), wraps=False), f"{entry.about} {entry.licence}.", ask)
        self.let_ask(self._may_ask)

    def let_ask(self, may: bool) -> None:
        """Whether one may be asked for: one model comes at a time."""
        self._may_ask = may
        for one in self._fetches:
            one.setEnabled(may)

    @Slot(str)
    def say(self, sentence: str) -> None:
        """One plain sentence below the list."""
        self.note.setText(sentence)
        self.note.show()

    def _add(self, title: QWidget, says: str, ask: QPushButton | None = None) -> None:
        title.setMinimumWidth(TITLE_PX)
        beside = row(title, label(says, "small"), spacing=14)
        beside.setStretch(1, 1)
        if ask is not None:
            beside.addWidget(ask, 0, Qt.AlignmentFlag.AlignTop)
        self._list.addLayout(beside)

    def _pick_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, "The folder of a Whisper model", str(Path.home())
        )
        if name:
            self.say("Reading it; a large one takes a moment.")
            self.chosen.emit(name)


def _installed() -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The listed Whisper models that are here, and those that could be."""
    listed = [entry for entry in catalogue.entries() if entry.role == "speech"]
    here = tuple(entry for entry in listed if catalogue.installed(entry))
    return here, tuple(entry for entry in listed if entry not in here)


def _options(here: tuple[Entry, ...], chosen: str) -> Iterator[_Option]:
    """Everything that may be chosen; what is chosen is among it, even where its folder is gone."""
    yield _Option("", BASIC, BASIC_SAYS)
    for entry in here:
        yield _Option(entry.file, _title(entry), entry.about)
    known = {"", *(entry.file for entry in here)}
    own = [path.name for path in keeping.speech_folders() if path.name not in known]
    for value in dict.fromkeys([*own, chosen]):
        if value not in known:
            yield _Option(value, Path(value).name or value, OWN_SAYS)


def _title(entry: Entry) -> str:
    return f"{entry.title} ({size(entry.size)})"
