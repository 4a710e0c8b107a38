"""The window: the rail, four places, and who tells whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from companion import paths
from companion.card import card_of
from companion.errors import InputRefused
from companion.policy import helplines
from companion.settings import Settings, save
from companion.turn import Event, Risk, Turn, TurnSaved
from ui.fetch_desk import FetchDesk
from ui.first_run import FirstRun
from ui.lull import Lull
from ui.memory_view import MemoryView
from ui.mood_view import MoodView
from ui.rail import Rail
from ui.runner import FetchRunner, TurnRunner
from ui.server_view import ServerMark
from ui.settings_place import SettingsPlace
from ui.settings_view import SettingsView, chat_models
from ui.sound_system import THIS_SYSTEM, SoundSystem
from ui.style import theme
from ui.talk_page import TalkPage
from ui.talk_place import TalkPlace
from ui.text import folder
from ui.unopened import Unopened
from ui.voice_desk import VoiceDesk
from ui.wishes import KeepPage, Wish

if TYPE_CHECKING:
    from companion.house import House

TALK, MOOD, MEMORIES, SETTINGS = range(4)
OPENING = "One moment, everything is being made ready. You can already write."
ERASED = "Everything was erased. This is a fresh start."
COMES_LATER = "This comes as soon as the reply is written."
NEXT_START = "This talk goes on as it began; the next start uses the model you chose."
NOT_SAVED = "This choice could not be written to the disk; it holds until you close the window."


class MainWindow(QMainWindow):
    """Everything seen. It owns the runner and closes it; `settings` are the present choices."""

    def __init__(
        self, settings: Settings, runner: TurnRunner, sound: SoundSystem = THIS_SYSTEM
    ) -> None:
        super().__init__()
        self.settings = settings
        self.runner = runner
        self._dress()
        self.setWindowTitle("Companion")
        self.resize(QSize(1200, 800))
        self.setMinimumSize(QSize(860, 600))
        kept_in = folder(paths.home())
        self.rail = Rail()
        self.talking = TalkPlace(self._lines)
        self.mood = MoodView()
        self.memories = MemoryView()
        self.settings_view = SettingsView(
            settings, chat_models, helplines.countries(), kept_in, sound.devices
        )
        self.voice = VoiceDesk(self, self.talking, sound, runner.grant)
        self.fetching = FetchDesk(self.settings_view, FetchRunner())
        self.first_run = FirstRun(kept_in)
        self.lull = Lull(self._is_typing, self)
        self.unopened = Unopened(self.first_run, self.talking, self.open, self._bring_back)
        self._arrange()
        self._connect()
        self._apply(settings)
        if settings.notice_accepted:
            self._begin()
        self._before_opening()
        # First the page to write on: what opens the house would take half of every moment from it.
        QTimer.singleShot(0, self, lambda: runner.open(self.settings))

    @property
    def talk(self) -> TalkPage:
        """The talk in sight, the private one if there is one."""
        return self.talking.page

    def open(self) -> None:
        """Open the house with the present settings; the page says how that goes."""
        self._before_opening()
        self.runner.open(self.settings)

    def _bring_back(self) -> None:
        self._before_opening()
        self.runner.bring_back(self.settings)

    def _before_opening(self) -> None:
        self.lull.over()
        self.talking.end_private()
        self.talk.set_ready(False)
        self.talk.start_again(OPENING)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The page to write on is where the keys go first."""
        super().showEvent(event)
        if self._whole.currentIndex() == 1:
            self.talk.take_focus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Put everything away before the window is gone."""
        self.hide()
        self.voice.close()
        self.fetching.close()
        self.runner.close()
        super().closeEvent(event)

    def _arrange(self) -> None:
        self._places = QStackedWidget()
        self.settings_place = SettingsPlace(self.settings_view)
        for page in (self.talking, self.mood, self.memories, self.settings_place):
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
        self.mark = ServerMark(self)

    def _connect(self) -> None:
        runner = self.runner
        runner.opened.connect(self._on_opened)
        runner.failed.connect(self.unopened.show_failed)
        runner.progress.connect(self.first_run.show_progress)
        runner.recovered.connect(self.unopened.take_recovered)
        runner.turn_event.connect(self.talking.show_event)
        runner.turn_event.connect(self._on_event)
        runner.turn_event.connect(self.voice.speaker.show_event)
        runner.finished.connect(self.talking.end_turn)
        runner.finished.connect(self.lull.wait)
        runner.private_begun.connect(self.talking.begin_private)
        runner.private_ended.connect(self._on_private_ended)
        runner.rested.connect(self._on_rested)
        runner.told.connect(self.memories.take)
        runner.told.connect(self.talking.take)
        runner.told.connect(self.settings_view.care.take)
        runner.refused.connect(self._on_refused)
        runner.erased.connect(self._on_erased)
        runner.imported.connect(self._on_imported)
        runner.corrected.connect(self._on_corrected)
        runner.learnt.connect(self.settings_view.learnt.show_learnt)
        runner.days.connect(self.mood.show_days)
        self.talking.send.connect(self._on_send)
        self.talking.stop.connect(runner.cancel)
        self.talking.said.connect(runner.correct)
        self.talking.keep.connect(self._on_keep)
        self.talking.private_wanted.connect(runner.begin_private)
        self.talking.end_wanted.connect(runner.end_private)
        self.talking.typed.connect(self.lull.here)
        runner.in_sight.connect(self.talking.show_sight)
        self.lull.due.connect(self._on_lull)
        self.lull.left.connect(runner.let_go)
        self.lull.back.connect(runner.wake)
        self.rail.chosen.connect(self.go_to)
        self.memories.wish.connect(self._on_wish)
        runner.forgotten.connect(self._on_forgotten)
        self.mood.days_wanted.connect(runner.list_days)
        self.settings_view.learnt.wanted.connect(runner.list_learnt)
        self.settings_view.learnt.take_back.connect(runner.undo_correction)
        self.settings_view.learnt.forget.connect(runner.forget_learnt)
        self.settings_view.care.wish.connect(runner.grant)
        self.settings_view.changed.connect(self._apply)
        self.voice.chosen.connect(self.settings_view.choose)
        self.voice.says.connect(self.settings_view.voice.recogniser.say)
        self.voice.began.connect(self.lull.here)
        self.settings_view.import_wanted.connect(self._on_import_wanted)
        self.settings_view.erase_wanted.connect(self._on_erase_wanted)
        self.first_run.begin.connect(self._on_understood)
        self.first_run.pause.connect(runner.pause_fetching)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._on_escape)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._on_find)

    @Slot(int)
    def go_to(self, place: int) -> None:
        """Show one of the four places, with what is true now."""
        self.rail.show_place(place)
        self.settings_place.settle()
        self._places.setCurrentIndex(place)
        if place == TALK:
            self.talk.take_focus()
        else:
            self.rail.place(place).setFocus()
        self._refresh(place)

    def _refresh(self, place: int) -> None:
        if place == MOOD:
            self.mood.show_turns(self.talk.turns)
        elif place == MEMORIES:
            self.memories.refresh()
        elif place == SETTINGS:
            self.settings_view.refresh_models()
            self.settings_view.learnt.refresh()
            self.settings_view.care.refresh()

    @Slot(str)
    def _on_send(self, text: str) -> None:
        from companion.intake import clean, heard  # not while the window opens

        try:
            said = clean(text)
        except InputRefused as refusal:
            self.talk.composer.say(str(refusal))
            if (danger := heard(text)).risk >= Risk.ELEVATED:  # unanswered is not unheard
                self.talk.take_unkept(danger)
            return
        self.lull.over()
        utterance, manner = self.voice.said(said)
        self.talk.composer.sent()
        self.talk.begin_turn(said)
        private = self.talking.private is not None
        self.runner.start_turn(utterance, private, self.talk.take_beside(), manner)

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, TurnSaved):
            self._refresh(self._places.currentIndex())

    @Slot()
    def _on_escape(self) -> None:
        if self.voice.throw_away():
            return
        if self._places.currentIndex() == TALK and self.talk.is_practising():
            self.talk.close_practice()
        elif self._places.currentIndex() == SETTINGS and self.settings_place.is_reading():
            self.settings_place.leave_protocol()
        elif self.runner.busy:
            self.runner.cancel()
        else:
            self.talk.close_why()

    @Slot()
    def _on_find(self) -> None:
        if self._whole.currentIndex() == 1:
            self.go_to(MEMORIES)
            self.memories.look_for()

    @Slot(object)
    def _on_wish(self, wish: Wish) -> None:
        self.runner.grant(wish)
        if self.runner.busy:
            self.memories.wait(COMES_LATER)

    @Slot(str)
    def _on_keep(self, text: str) -> None:
        self.runner.grant(KeepPage(text))

    @Slot()
    def _on_lull(self) -> None:
        self.runner.rest(self.settings.transcript_days)

    @Slot()
    def _on_rested(self) -> None:
        if self._places.currentIndex() == MEMORIES:
            self.memories.changed()

    @Slot()
    def _on_private_ended(self) -> None:
        self.talking.end_private()
        self.mood.start_over(self.talk.turns)

    @Slot(object)
    def _on_opened(self, house: House) -> None:
        self.talk.start_again(house.session.notice)
        if house.session.turns:
            self.talk.go_on(house.session.turns, self.runner.begin_anew)
        for sentence in filter(None, (self.unopened.came_back(), *house.trouble)):
            self.talk.chat.add_line(sentence)
        self.talk.set_ready(True)
        self.settings_view.show_key(house.key_sentence)
        self.settings_view.models.take(house)
        self.mark.show_for(house.server)
        self.first_run.show_ready()
        self.lull.now()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.talking.settle()
        place = self._places.currentIndex()
        if place == TALK:
            self.talk.say(sentence)
        elif place == MOOD:
            self.mood.say(sentence)
        elif place == MEMORIES:
            self.memories.refresh()  # it may be done all the same
            self.memories.say(sentence)
        else:
            self.settings_view.say(sentence)

    @Slot(object)
    def _on_corrected(self, turns: tuple[Turn, ...]) -> None:
        self.talking.kept.take_turns(turns)
        if self._places.currentIndex() == MOOD:
            self.mood.show_turns(self.talk.turns)

    @Slot(object)
    def _on_forgotten(self, turns: tuple[Turn, ...]) -> None:
        """No page may go on showing words that are forgotten, not even one out of sight."""
        self.talking.kept.show_turns(turns)
        self.mood.start_over(self.talk.turns)
        self.settings_view.learnt.put_away()

    @Slot(object)
    def _on_import_wanted(self, path: Path) -> None:
        from companion.engine import importing

        self.runner.import_file(importing.bring, path)

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
        self._apply(replace(self.settings, own_lines=()))
        self.settings_view.say_erased(ERASED)
        self.settings_view.care.put_away()
        self.memories.start_over()
        self.talking.kept.forget_practice()
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
        self.settings_view.show_settings(settings)
        self.lull.set_away(settings.rest_minutes)
        self.talking.set_fades(not settings.reduced_motion)
        self.voice.use(settings)
        self._dress()
        if (settings.country, settings.own_lines) != (before.country, before.own_lines):
            self.talking.change_lines()
        if settings.learns != before.learns:
            self.runner.let_learn(settings.learns)
        if (settings.server, settings.server_model) != (before.server, before.server_model):
            self.runner.cancel()
            self.open()  # at once, in the middle of a talk too: the mark must be true
        elif settings.model != before.model:
            if self.talking.private or self.runner.busy:
                self.settings_view.say(NEXT_START)
            else:
                self.open()

    @Slot()
    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, theme.chosen(self.settings.theme))

    def _is_typing(self) -> bool:
        return bool(self.talk.composer.page.toPlainText()) or self.voice.is_listening

    def _lines(self) -> helplines.CrisisLines:
        return card_of(self.settings)
