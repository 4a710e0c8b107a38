"""Settings: the model in use, country, looks, where things are, and erasing everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
)

import companion
from companion.policy import protocol
from companion.settings import Settings
from ui.ask_once import AskOnce
from ui.care_view import CarePart
from ui.learnt_view import LearntPart
from ui.models_view import ModelsPart
from ui.own_lines_view import OwnLinesPart
from ui.parts import CalmBox, ColumnPage, button, label, row
from ui.server_view import ServerPart
from ui.settings_voice import VoicePart
from ui.sound_system import Devices

if TYPE_CHECKING:
    from companion.engine.catalogue import Entry

ABOUT = (
    "A program that listens. It is not a human being and not a therapist. Everything happens on "
    "this machine; nothing you say is sent anywhere, unless you set up a server of your own above."
)
LEARNING = (
    "Learning means taking to heart how your feelings tend to move, what eases them, and what you "
    "put right; all of that stays on this machine."
)
RESTING = (
    "When you are away for this long, it gives back the memory it takes until you write again."
)
KEEPING = (
    "How long your words and the replies stay as they were said. When older ones go, what became a "
    "memory or is known is kept beyond; memories fade by themselves."
)


class SettingsView(ColumnPage):
    """`settings` are the present choices. changed(Settings) on every choice; import_wanted(Path); erase_wanted() after the confirm; protocol_wanted()."""

    changed = Signal(object)
    import_wanted = Signal(object)
    erase_wanted = Signal()
    protocol_wanted = Signal()

    def __init__(
        self,
        settings: Settings,
        models: Callable[[], tuple[Entry, ...]],
        countries: tuple[tuple[str, str], ...],
        kept_in: str,
        microphones: Callable[[], Devices],
    ) -> None:
        """`models` lists the chat models on this machine; `countries` are (ISO code, name)."""
        super().__init__("Settings")
        self.settings = settings
        self.models = ModelsPart(lambda: (self.settings.model, self.settings.context), models)
        self.models.chosen.connect(self._set_model)
        self._model_note = label("", "small")
        self._model_note.hide()
        self.import_button = button("Use a model file of your own", self._pick_file)
        self._section("Language model")
        self.column.addWidget(self.models)
        self.column.addWidget(self._model_note)
        self.column.addLayout(row(self.import_button, None))
        self.column.addWidget(label(RESTING, "quiet"))
        self.resting = self._choice(
            "", "rest_minutes", (("15 minutes", 15), ("1 hour", 60), ("Never", 0))
        )
        self.fetching = self._choice(
            "Fetching",
            "fetch_limit",
            (("As fast as it goes", 0), ("1 MB a second", 1_000_000), ("250 KB", 250_000)),
        )
        self._section("A server of your own")
        self.server = ServerPart(settings)
        self.server.chosen.connect(self._use_server)
        self.column.addWidget(self.server)
        self._section("Who can help")
        self.column.addWidget(
            label("Your country decides which help lines are shown when you need them.", "quiet")
        )
        self.country = self._country_box(countries)
        self.column.addLayout(row(self.country, None))
        self.own_lines = OwnLinesPart(settings)
        self.own_lines.wish.connect(self.choose)
        self.column.addWidget(self.own_lines)
        self._section("Looks")
        self.theme = self._choice(
            "Theme", "theme", (("As the system", "system"), ("Light", "light"), ("Dark", "dark"))
        )
        self.motion = self._choice(
            "Motion", "reduced_motion", (("Sentences fade in", False), ("No motion", True))
        )
        self._section("Speaking and listening")
        self.voice = VoicePart(settings, microphones)
        self.voice.wish.connect(self.choose)
        self.column.addWidget(self.voice)
        self._section("How long talks are kept word for word")
        self.column.addWidget(label(KEEPING, "quiet"))
        self.transcripts = self._choice(
            "", "transcript_days", (("7 days", 7), ("90 days", 90), ("For ever", 0))
        )
        self._section("Learning from you")
        self.column.addWidget(label(LEARNING, "quiet"))
        self.learns = self._choice(
            "",
            "learns",
            (("Learn from how our talks go", True), ("Do not learn", False)),
        )
        self.learnt = LearntPart()
        self.column.addWidget(self.learnt)
        self._section("Notices and rest")
        self.care = CarePart()
        self.column.addWidget(self.care)
        self._section("Where things are")
        self._key = self._selectable("")
        self._key.hide()
        self.column.addWidget(self._selectable(f"Your memory and settings are in {kept_in}."))
        self.column.addWidget(self._key)
        self._section("Erase everything")
        self._add_erase()
        self._section("About")
        self.column.addWidget(label(ABOUT, "quiet"))
        self.protocol_button = button(protocol.TITLE, self.protocol_wanted.emit)
        self.column.addLayout(row(self.protocol_button, None))
        self.column.addWidget(
            label(
                f"Version {companion.__version__}. The typeface is Source Sans Pro by Adobe, under the SIL Open Font License.",
                "small",
            )
        )
        self.column.addStretch(1)

    def show_settings(self, settings: Settings) -> None:
        """Those that hold now, on the parts that may change by themselves; nothing where they stand there already."""
        if settings == self.settings:
            return
        self.settings = settings
        self.voice.show_settings(settings)
        self.own_lines.show_settings(settings)

    def show_key(self, sentence: str) -> None:
        """Where the key of the memory is kept, in the store's own words."""
        self._key.setText(sentence)
        self._key.show()

    def say(self, sentence: str) -> None:
        """One plain sentence below the models, brought into sight."""
        self._model_note.setText(sentence)
        self._model_note.show()
        self.ensureWidgetVisible(self._model_note)

    def say_erased(self, sentence: str) -> None:
        """What became of the wish to erase."""
        self.erase.settle()
        self._erase_says.setText(sentence)

    def refresh_models(self) -> None:
        """List the models on this machine again."""
        self.models.refresh()
        self.voice.list_recognisers()

    def _set_model(self, name: str) -> None:
        self.choose("model", name)

    def _section(self, title: str) -> None:
        self.column.addSpacing(14)
        self.column.addWidget(label(title, "heading"))

    def _selectable(self, text: str) -> QLabel:
        made = label(text, "quiet")
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _country_box(self, countries: tuple[tuple[str, str], ...]) -> QComboBox:
        box = CalmBox()
        box.setAccessibleName("Country")
        box.setMinimumWidth(280)
        box.addItem("As the system says", "")
        for code, name in sorted(countries, key=lambda pair: pair[1]):
            box.addItem(name, code)
        box.setCurrentIndex(max(0, box.findData(self.settings.country)))
        box.currentIndexChanged.connect(lambda at: self.choose("country", box.itemData(at)))
        return box

    def _choice(
        self, title: str, field: str, options: tuple[tuple[str, object], ...]
    ) -> QButtonGroup:
        group = QButtonGroup(self)
        line = row(spacing=8)
        if title:
            name = label(title, "quiet")
            name.setMinimumWidth(72)
            line.addWidget(name)
        for word, value in options:
            pick = self._option(title, word, field, value)
            group.addButton(pick)
            line.addWidget(pick)
        line.addStretch(1)
        self.column.addLayout(line)
        return group

    def _option(self, title: str, word: str, field: str, value: object) -> QPushButton:
        says = f"{title}: {word}" if title else word
        pick = button(word, lambda: self.choose(field, value), "choice", says=says)
        pick.setCheckable(True)
        pick.setChecked(getattr(self.settings, field) == value)
        return pick

    def _add_erase(self) -> None:
        self._erase_says = label("Every talk and every memory, on this machine, for good.", "quiet")
        self.erase = AskOnce(
            "Erase everything",
            "This cannot be undone. Erase it all?",
            "Yes, erase it all",
            "No, keep it",
        )
        self.erase.agreed.connect(self.erase_wanted)
        self.column.addWidget(self._erase_says)
        self.column.addWidget(self.erase)

    @Slot(str, object)
    def choose(self, field: str, value: object) -> None:
        """One setting takes another value."""
        changed = replace(self.settings, **cast(dict[str, Any], {field: value}))
        if changed != self.settings:
            self.show_settings(changed)
            self.changed.emit(changed)

    def _use_server(self, address: str, model: str) -> None:
        changed = replace(self.settings, server=address, server_model=model)
        self.server.show_settings(changed)
        self.settings = changed
        self.changed.emit(changed)

    def _pick_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "A model file", str(Path.home()), "Model files (*.gguf)"
        )
        if name:
            self.say("Copying it beside the others; this can take a minute.")
            self.import_wanted.emit(Path(name))


def chat_models() -> tuple[Entry, ...]:
    """Those on this machine, the person's own last."""
    from companion.engine import catalogue

    return catalogue.chats()
