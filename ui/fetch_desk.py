"""Models fetched from the settings, one at a time: what is asked for, what comes, what became of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from companion.engine import catalogue
from companion.engine.catalogue import SPEECH, Entry
from companion.errors import CompanionError
from ui.fetch_line import PAUSED, FetchLine
from ui.runner import FetchRunner
from ui.settings_view import SettingsView

HERE = "{} is here. Choose it above and the talk goes on with it."
HEARS = "{} is here, and speech is written down by it from now on."
DROPPED = "What had come of {} is thrown away."


class FetchDesk(QObject):
    """Stands between the settings and the runner that fetches."""

    def __init__(self, view: SettingsView, runner: FetchRunner) -> None:
        super().__init__(view)
        self._view = view
        self._runner = runner
        self._wanted: Entry | None = None
        self._paused = False
        self._parts = (view.models, view.voice.recogniser)
        for part in self._parts:
            part.fetch.connect(self.fetch)
            part.coming.pause.connect(self._pause)
            part.coming.again.connect(self._go_on)
            part.coming.drop.connect(self._drop)
        runner.progress.connect(self._on_progress)
        runner.ended.connect(self._on_ended)

    @Slot(str)
    def fetch(self, name: str) -> None:
        """Have the model of this name in the catalogue."""
        if not self._runner.busy:
            self._line().hide()
            self._wanted = catalogue.find(name)
            self._go_on()

    def close(self) -> None:
        """What has come is kept."""
        self._runner.close()

    def _line(self) -> FetchLine:
        models, recognisers = self._parts
        speech = self._wanted is not None and self._wanted.role == SPEECH
        return recognisers.coming if speech else models.coming

    @Slot()
    def _go_on(self) -> None:
        if self._wanted is not None and not self._runner.busy:
            self._paused = False
            self._let_ask(False)
            self._line().show_begun(self._wanted.title)
            self._runner.fetch(self._wanted, self._view.settings.fetch_limit)

    @Slot()
    def _pause(self) -> None:
        self._paused = True
        self._runner.stop()

    @Slot()
    def _drop(self) -> None:
        if self._wanted is not None and not self._runner.busy:
            from companion.engine import staging  # not while the window opens

            said = DROPPED.format(self._wanted.title)
            try:
                staging.discard(self._wanted)
            except CompanionError as error:
                said = str(error)
            self._line().show_over(said)

    @Slot(object, object, str)
    def _on_progress(self, done: int, total: int, what: str) -> None:
        self._line().show_progress(done, total, what)

    @Slot(str)
    def _on_ended(self, sentence: str) -> None:
        entry = self._wanted
        assert entry is not None
        self._let_ask(True)
        if sentence:
            self._line().show_stopped(PAUSED if self._paused else sentence)
            return
        self._line().show_over((HEARS if entry.role == SPEECH else HERE).format(entry.title))
        self._view.refresh_models()
        if entry.role == SPEECH:
            self._view.choose("voice_model", entry.file)

    def _let_ask(self, may: bool) -> None:
        for part in self._parts:
            part.asks.let(may)
