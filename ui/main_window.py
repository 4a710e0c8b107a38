"""The window: the rail, four places, and who tells whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from companion import paths
from companion.engine import catalogue
from companion.errors import CompanionError, InputRefused
from companion.memory.store import set_aside
from companion.policy import helplines
from companion.session import clean
from companion.settings import Settings, guessed_country, save
from companion.turn import Event, Memory, Turn, TurnSaved, Utterance
from ui.first_run import FirstRun
from ui.memory_view import MemoryView
from ui.mood_view import MoodView
from ui.rail import Rail
from ui.runner import TurnRunner
from ui.settings_view import SettingsView
from ui.style import theme
from ui.talk_page import TalkPage
from ui.text import folder

if TYPE_CHECKING:
    from companion.house import House

TALK, MOOD, MEMORIES, SETTINGS = range(4)
OPENING = "One moment, everything is being made ready. You can already write."
ERASED = "Everything was erased. This is a fresh start."
NEXT_START = "This talk goes on as it began; the next start uses the model you chose."
NOT_SAVED = "This choice could not be written to the disk; it holds until you close the window."


class MainWindow(QMainWindow):
    """Everything seen. It owns the runner and closes it; `settings` are the present choices."""

    def __init__(self, settings: Settings, runner: TurnRunner) -> None:
        super().__init__()
        self.settings = settings
        self.runner = runner
        self._dress()
        self.setWindowTitle("Companion")
        self.resize(QSize(1200, 800))
        self.setMinimumSize(QSize(860, 600))
        kept_in = folder(paths.home())
        self.rail = Rail()
        self.talk = TalkPage(self._lines)
        self.mood = MoodView()
        self.memories = MemoryView()
        self.settings_view = SettingsView(settings, _chat_models, helplines.countries(), kept_in)
        self.first_run = FirstRun(kept_in)
        self._arrange()
        self._connect()
        self._apply(settings)
        if settings.notice_accepted:
            self._begin()
        self.open()

    def open(self) -> None:
        """Open the house with the present settings; the page says how that goes."""
        self.talk.composer.set_ready(False)
        self.talk.start_again(OPENING)
        self.runner.open(self.settings)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The page to write on is where the keys go first."""
        super().showEvent(event)
        if self._whole.currentIndex() == 1:
            self.talk.composer.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Put everything away before the window is gone."""
        self.hide()
        self.runner.close()
        super().closeEvent(event)

    def _arrange(self) -> None:
        self._places = QStackedWidget()
        for page in (self.talk, self.mood, self.memories, self.settings_view):
            self._places.addWidget(page)
        main = QWidget()
        beside = QHBoxLayout(main)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.rail)
        beside.addWidget(self._places, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(self.first_run)
        self._whole.addWidget(main)
        self.setCentralWidget(self._whole)

    def _connect(self) -> None:
        runner = self.runner
        runner.opened.connect(self._on_opened)
        runner.failed.connect(self._on_failed)
        runner.progress.connect(self.first_run.show_progress)
        runner.turn_event.connect(self.talk.show_event)
        runner.turn_event.connect(self._on_event)
        runner.finished.connect(self.talk.end_turn)
        runner.memories.connect(self.memories.show_memories)
        runner.refused.connect(self._on_refused)
        runner.erased.connect(self._on_erased)
        runner.imported.connect(self._on_imported)
        runner.corrected.connect(self._on_corrected)
        runner.learnt.connect(self.settings_view.learnt.show_learnt)
        runner.days.connect(self.mood.show_days)
        self.talk.composer.send.connect(self._on_send)
        self.talk.composer.stop.connect(runner.cancel)
        self.talk.feeling.said.connect(runner.correct)
        self.rail.chosen.connect(self.go_to)
        self.memories.forget.connect(runner.forget)
        runner.forgotten.connect(self._on_forgotten)
        self.mood.days_wanted.connect(runner.list_days)
        self.settings_view.learnt.wanted.connect(runner.list_learnt)
        self.settings_view.learnt.take_back.connect(runner.undo_correction)
        self.settings_view.learnt.forget.connect(runner.forget_learnt)
        self.settings_view.changed.connect(self._apply)
        self.settings_view.import_wanted.connect(self._on_import_wanted)
        self.settings_view.erase_wanted.connect(self._on_erase_wanted)
        self.first_run.begin.connect(self._on_understood)
        self.first_run.again.connect(self.open)
        self.first_run.fresh.connect(self._begin_new_memory)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._on_escape)

    @Slot(int)
    def go_to(self, place: int) -> None:
        """Show one of the four places, with what is true now."""
        self.rail.show_place(place)
        self._places.setCurrentIndex(place)
        (self.talk.composer if place == TALK else self.rail.place(place)).setFocus()
        if place == MOOD:
            self.mood.show_turns(self.talk.turns)
        elif place == MEMORIES:
            self.runner.list_memories()
        elif place == SETTINGS:
            self.settings_view.refresh_models()
            self.settings_view.learnt.refresh()

    @Slot(str)
    def _on_send(self, text: str) -> None:
        try:
            said = clean(text)
        except InputRefused as refusal:
            self.talk.composer.say(str(refusal))
            return
        self.talk.composer.sent()
        self.talk.begin_turn(said)
        self.runner.start_turn(Utterance(said, datetime.now().astimezone()))

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, TurnSaved) and self._places.currentIndex() != TALK:
            self.go_to(self._places.currentIndex())

    @Slot()
    def _on_escape(self) -> None:
        if self.runner.busy:
            self.runner.cancel()
        else:
            self.talk.close_why()

    @Slot(object)
    def _on_opened(self, house: House) -> None:
        self.talk.start_again(house.session.notice)
        for sentence in house.trouble:
            self.talk.chat.add_line(sentence)
        self.talk.composer.set_ready(True)
        self.settings_view.show_key(house.key_sentence)
        self.first_run.show_ready()

    @Slot(str, bool)
    def _on_failed(self, sentence: str, wrong_key: bool) -> None:
        self.first_run.show_failed(sentence, fresh=wrong_key)
        self.talk.start_again("")
        choices = (("Try again", self.open),)
        anew = (("Begin a new memory", self._begin_new_memory),) if wrong_key else ()
        self.talk.chat.add_choice(sentence, choices + anew)

    @Slot()
    def _begin_new_memory(self) -> None:
        try:
            set_aside(paths.database())
        except CompanionError as error:
            self._on_failed(str(error), True)
        else:
            self.open()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        place = self._places.currentIndex()
        if place == TALK:
            self.talk.composer.say(sentence)
        elif place == MOOD:
            self.mood.say(sentence)
        elif place == MEMORIES:
            self.memories.say(sentence)
            self.runner.list_memories()
        else:
            self.settings_view.say(sentence)

    @Slot(object)
    def _on_corrected(self, turns: tuple[Turn, ...]) -> None:
        self.talk.take_turns(turns)
        if self._places.currentIndex() == MOOD:
            self.mood.show_turns(turns)

    @Slot(object)
    def _on_forgotten(self, turns: tuple[Turn, ...]) -> None:
        """No page may go on showing words that are forgotten, not even one out of sight."""
        self.talk.show_turns(turns)
        self.mood.start_over(turns)
        self.settings_view.learnt.put_away()

    @Slot(object)
    def _on_import_wanted(self, path: Path) -> None:
        self.runner.import_file(catalogue.import_file, path)

    @Slot(str)
    def _on_imported(self, name: str) -> None:
        self.settings_view.say(f"{name} is here now and can be chosen.")
        self.settings_view.refresh_models()

    @Slot()
    def _on_erase_wanted(self) -> None:
        self.runner.cancel()
        self.runner.erase_all()

    @Slot()
    def _on_erased(self) -> None:
        self.settings_view.say_erased(ERASED)
        no_memories: tuple[Memory, ...] = ()
        self.memories.show_memories(no_memories)
        self._on_forgotten(())
        self.open()

    @Slot()
    def _on_understood(self) -> None:
        self._apply(replace(self.settings, notice_accepted=True))
        self._begin()

    def _begin(self) -> None:
        self._whole.setCurrentIndex(1)
        self.go_to(TALK)

    @Slot(object)
    def _apply(self, settings: Settings) -> None:
        before, self.settings = self.settings, settings
        if settings != before:
            try:
                save(settings, paths.settings_file())
            except OSError:
                self.settings_view.say(NOT_SAVED)
        self.settings_view.settings = settings
        self.talk.chat.fades = not settings.reduced_motion
        self._dress()
        if settings.learns != before.learns:
            self.runner.let_learn(settings.learns)
        if settings.model != before.model:
            if self.talk.turns or self.runner.busy:
                self.settings_view.say(NEXT_START)
            else:
                self.open()

    @Slot()
    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, theme.chosen(self.settings.theme))

    def _lines(self) -> helplines.CrisisLines:
        return helplines.lines_for(self.settings.country or guessed_country())


def _chat_models() -> tuple[catalogue.Entry, ...]:
    here = (e for e in catalogue.entries() if e.role == "chat" and catalogue.installed(e))
    return (*here, *catalogue.imported())
