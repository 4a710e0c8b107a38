"""What writes speech down: the basic recogniser, Whisper models that are here or can be fetched, a folder of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QVBoxLayout, QWidget

from companion.engine import catalogue, keeping
from companion.engine.catalogue import SPEECH
from companion.errors import ModelFileError
from ui.fetch_line import FetchLine
from ui.model_rows import Asks, model_row, pick, titled
from ui.parts import button, clear, label, row

SAYS = (
    "What you say is written down on this computer, whichever of these does it. Fetching one opens a"
    " connection to the place it is published at; listening never does."
)
BASIC = "Basic (English)"
BASIC_SAYS = "Comes with the program, knows English only, and gets about one word in four wrong."
OWN_SAYS = "A folder of your own."
OWN = "Use a Whisper model of your own"
OWN_NEEDS = "A folder with model.bin and tokenizer.json, made for CTranslate2."


@dataclass(frozen=True)
class _Option:
    """One recogniser that may be chosen. value: of the setting `voice_model`."""

    value: str
    title: str
    says: str


class RecogniserPart(QWidget):
    """chosen(value of `voice_model`); fetch(name in the catalogue).

    `asks` are the buttons for that, `coming` shows one on its way.
    """

    chosen = Signal(str)
    fetch = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asks = Asks(self.fetch.emit)
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
        self.asks.clear()
        self._group = QButtonGroup(self)
        listed = [entry for entry in catalogue.entries() if entry.role == SPEECH]
        own: list[str] = []
        try:
            here = [entry for entry in listed if catalogue.installed(entry)]
            own = [path.name for path in keeping.speech_folders()]
        except ModelFileError as error:  # the disk they are on is not plugged in
            self._list.addWidget(label(str(error), "quiet"))
            here = listed = []
        options = [_Option("", BASIC, BASIC_SAYS)]
        options += [_Option(entry.file, titled(entry), entry.about) for entry in here]
        for option in (*options, *_own(options, (*own, value))):
            chooses = partial(self.chosen.emit, option.value)
            found = pick(option.title, chooses, chosen=option.value == value)
            self._group.addButton(found)
            self._list.addLayout(model_row(found, option.says))
        for entry in listed:
            if entry not in here:
                title = label(titled(entry), wraps=False)
                says = f"{entry.about} {entry.licence}."
                self._list.addLayout(model_row(title, says, self.asks.button(entry)))

    @Slot(str)
    def say(self, sentence: str) -> None:
        """One plain sentence below the list."""
        self.note.setText(sentence)
        self.note.show()

    def _pick_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, "The folder of a Whisper model", str(Path.home())
        )
        if name:
            self.say("Reading it; a large one takes a moment.")
            self.chosen.emit(name)


def _own(options: Sequence[_Option], values: Sequence[str]) -> Iterator[_Option]:
    """Those of `values` that are no option yet: folders of one's own, what is chosen among them even where it is gone."""
    known = {option.value for option in options}
    for value in dict.fromkeys(values):
        if value not in known:
            yield _Option(value, Path(value).name or value, OWN_SAYS)
