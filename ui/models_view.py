"""The language models on this machine and those that could be: how each would run here, and what runs now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from companion.engine import catalogue, machine, planning
from companion.engine.catalogue import Entry
from companion.engine.machine import Device
from companion.engine.messages import ChatLoaded
from companion.engine.planning import Verdict
from companion.errors import ModelFileError
from ui.fetch_line import FetchLine
from ui.model_rows import Asks, model_row, pick, titled
from ui.parts import button, clear, label, row
from ui.server_view import ON
from ui.text import counted

if TYPE_CHECKING:
    from companion.engine.loading import Loader
    from companion.house import House

NOT_YET = "Which one is running is shown here once a talk is open."
SEE = "See which other models there are"
HIDE = "Hide the other models"
COULD_BE = (
    "Nothing is fetched by itself. Fetching opens a connection to the place a model is published at,"
    " which sees that somebody at your address fetches it, and nothing else."
)
AFRESH = "Load it in full again next time"
NEXT_TIME = "The next start tries it in full again."
WORDS_A_TOKEN = 0.75


class ModelsPart(QWidget):
    """chosen(name) when another model is to speak; fetch(name) when one that is not here is wanted.

    `asks` are the buttons for that, `coming` shows what is on its way.
    """

    chosen = Signal(str)
    fetch = Signal(str)

    def __init__(
        self, chosen: Callable[[], tuple[str, int]], here: Callable[[], tuple[Entry, ...]]
    ) -> None:
        """`chosen` gives the name of the chosen model and the window asked for; `here` lists chat models on this machine."""
        super().__init__()
        self._chosen = chosen
        self._here = here
        self._house: House | None = None
        self.running = label(NOT_YET, "quiet")
        self.details = label("", "small")
        self.reason = label("", "quiet")
        self.afresh = button(AFRESH, self._load_afresh)
        self.coming = FetchLine()
        self.asks = Asks(self.fetch.emit)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.others = button(SEE, self._toggle)
        self._others = QWidget()
        self._others_list = QVBoxLayout(self._others)
        self._others_list.setContentsMargins(0, 0, 0, 0)
        self._others_list.setSpacing(10)
        self._others.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        for part in (self.running, self.details, self.reason):
            inside.addWidget(part)
        inside.addLayout(row(self.afresh, None))
        inside.addLayout(self._list)
        inside.addLayout(row(self.others, None))
        inside.addWidget(self._others)
        inside.addWidget(self.coming)
        self.refresh()

    def take(self, house: House) -> None:
        """The house that is open now; what runs in it is shown."""
        self._house = house
        self.refresh()

    def refresh(self) -> None:
        """Look again at what is here and what runs."""
        self._show_running()
        clear(self._list)
        clear(self._others_list)
        self._group = QButtonGroup(self)
        here = self._here_now()
        for entry in here:
            chooses = partial(self.chosen.emit, entry.name)
            found = pick(titled(entry), chooses, chosen=entry.name == self._chosen()[0])
            self._group.addButton(found)
            self._list.addLayout(model_row(found, self._said(entry, self._verdict(entry))))
        rest = [e for e in catalogue.entries() if e.role == "chat" and e not in here]
        self._others_list.addWidget(label(COULD_BE, "quiet"))
        self.asks.clear()
        for entry in rest:
            verdict = self._verdict(entry)
            ask = self.asks.button(entry) if verdict.word != planning.TOO_BIG else None
            title = label(titled(entry), wraps=False)
            self._others_list.addLayout(model_row(title, self._said(entry, verdict), ask))
        self.others.setVisible(bool(rest))

    def _here_now(self) -> tuple[Entry, ...]:
        try:
            return self._here()
        except ModelFileError as error:  # the disk they are on is not plugged in
            self._list.addWidget(label(str(error), "quiet"))
            return ()

    def _toggle(self) -> None:
        self._others.setVisible(self._others.isHidden())
        self.others.setText(SEE if self._others.isHidden() else HIDE)

    def _show_running(self) -> None:
        server = self._house.server if self._house else ""
        loaded = self._house.engine.loaded if self._house and not server else None
        loader = self._loader()
        speaks = loader.running.entry.title if loader and loader.running else ""
        cards = loader.machine.devices if loader else ()
        otherwise = ON.format(server) if server else NOT_YET
        self.running.setText(running(loaded, speaks, cards) if loaded else otherwise)
        self.details.setText(details(loaded) if loaded else "")
        self.reason.setText(loaded.reason if loaded else "")
        for part in (self.details, self.reason):
            part.setVisible(bool(part.text()))
        self.afresh.setVisible(loader is not None and bool(self.reason.text()))

    def _verdict(self, entry: Entry) -> Verdict:
        loader = self._loader()
        here = loader.machine if loader else machine.look()
        asked = planning.window(entry, self._chosen()[1])
        return planning.verdict(entry.shape, entry.size, here, asked)

    def _said(self, entry: Entry, verdict: Verdict) -> str:
        licence = f" {entry.licence}." if entry.licence else ""
        return f"{entry.about} {verdict.word.capitalize()}: {verdict.reason}{licence}"

    def _loader(self) -> Loader | None:
        return self._house.loader if self._house else None

    def _load_afresh(self) -> None:
        loader = self._loader()
        if loader is not None:
            loader.afresh(self._chosen()[0])
            self.reason.setText(NEXT_TIME)
            self.afresh.hide()


def running(loaded: ChatLoaded, speaks: str, devices: Sequence[Device]) -> str:
    """What speaks and where, for people. speaks: the title of the model, "" where it is not known."""
    titles = {device.name: device.title for device in devices}
    device = titles.get(loaded.device, loaded.device)
    where = f"on {device}" if loaded.gpu_layers else "on the processor"
    if 0 < loaded.gpu_layers <= loaded.layers:
        where = f"partly on {device} and partly on the processor"
    words = round(loaded.context * WORDS_A_TOKEN, -2)
    what = speaks or loaded.description
    return f"{what} runs {where} and sees about {words:,.0f} words of a talk at once."


def details(loaded: ChatLoaded) -> str:
    """The same for those who know the terms."""
    return ", ".join(
        [
            loaded.description,
            f"{loaded.gpu_layers} of {counted(loaded.layers, 'layer')} on a device",
            f"window {loaded.context:,} tokens",
            f"cache {loaded.kv_type}",
            counted(loaded.threads, "thread"),
            f"batch {loaded.batch}",
        ]
    )
