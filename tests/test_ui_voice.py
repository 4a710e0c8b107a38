"""I speak instead of typing: the button, the key, what I see, and where my words go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from ui_fakes import READY, FakeHouse, events_of, turn
from voice_sounds import noise, voice
from voice_window import DESK_MICROPHONE, SPEAKING, Room, Speaking, speaking_window

from companion import paths
from companion.errors import CompanionError
from companion.settings import load
from companion.voice import messages as m
from companion.voice.acoustics import Acoustics
from companion.voice.sound import PRE_ROLL_MS, samples
from ui.composer import DONE, SPEAK
from ui.main_window import SETTINGS, TALK
from ui.microphone import DEAD, GONE, NONE
from ui.voice_bar import AGREE, BASIC_IS, FINDING, LISTENING, NOT_NOW, NOTICE
from ui.voice_desk import HELD_S, NO_WORDS, UNCLEAR
from ui.wishes import ForgetManner

WORDS = "I failed my driving test"


@pytest.fixture
def talk(qtbot: QtBot) -> Iterator[Speaking]:
    made = Speaking(qtbot)
    yield made
    made.close()


def test_my_words_come_into_the_page_after_what_i_typed(talk: Speaking) -> None:
    talk.composer.page.setPlainText("Today:")
    talk.say(WORDS)
    assert talk.draft == f"Today: {WORDS}"
    assert talk.window.focusWidget() is talk.composer.page
    assert talk.sent == [], "nothing is sent before I have looked it over"
    talk.composer.page.undo()
    assert talk.draft == "Today:"


def test_a_draft_i_emptied_and_wrote_anew_is_typed(talk: Speaking) -> None:
    talk.say(WORDS)
    talk.composer.page.clear()
    assert talk.desk.said("by hand")[0].source == "typed"


def test_holding_listens_until_i_let_go(talk: Speaking) -> None:
    talk.hold()
    assert talk.room.stream.runs and LISTENING in talk.shown
    assert talk.composer.speak_button.text() == DONE
    talk.let_go()
    assert not talk.room.stream.runs, "the microphone is open only while I speak"
    assert talk.room.recogniser.finished == 1
    assert FINDING in talk.shown
    talk.tell(m.Nothing(1, "silence"), m.Over(1))
    assert NO_WORDS in talk.shown and FINDING not in talk.shown
    assert talk.composer.speak_button.text() == SPEAK


def test_a_short_press_goes_on_until_the_next_one(talk: Speaking) -> None:
    talk.hold()
    talk.let_go(after=HELD_S / 2)
    assert talk.desk.is_listening and DONE in talk.shown
    talk.hold()
    talk.let_go(after=0.1)
    assert not talk.desk.is_listening


def test_a_key_does_the_same_and_repeats_of_a_held_one_are_no_presses(talk: Speaking) -> None:
    talk.key(QEvent.Type.KeyPress)
    for _ in range(5):
        talk.key(QEvent.Type.KeyRelease, again=True)
        talk.key(QEvent.Type.KeyPress, again=True)
    assert talk.desk.is_listening and len(talk.room.recogniser.begun) == 1
    talk.now += 3
    talk.key(QEvent.Type.KeyRelease)
    talk.end()
    assert not talk.desk.is_listening


def test_speaking_again_at_once_begins_anew_and_both_are_written_down(talk: Speaking) -> None:
    talk.hold()
    talk.now += 2
    talk.composer.speak_button.released.emit()
    talk.hold()  # before the tail of the first is over
    assert len(talk.room.recogniser.begun) == 2 and talk.room.recogniser.finished == 1
    talk.let_go()
    talk.tell(m.Final(1, "first", "en", 0.8), m.Over(1))
    assert FINDING in talk.shown, "the second is not there yet"
    talk.tell(m.Final(2, "second", "en", 0.8), m.Over(2))
    assert talk.draft == "first second" and FINDING not in talk.shown


def test_the_recogniser_hears_what_the_microphone_gives_at_its_own_rate(talk: Speaking) -> None:
    talk.hold()
    sound = voice(1.0)
    for start in range(0, len(sound), 700):
        talk.room.hear(sound[start : start + 700])
    talk.let_go()
    heard = np.concatenate(talk.room.recogniser.sound)
    assert abs(len(heard) - len(sound)) < 160
    common = min(len(heard), len(sound)) - 100
    assert np.corrcoef(heard[:common], sound[:common])[0, 1] > 0.97


def test_i_see_how_loud_i_am_and_my_words_while_i_speak(talk: Speaking) -> None:
    talk.hold()
    talk.room.hear(noise(0.1, 0.0003))
    quiet = talk.composer.voice.meter.level
    talk.room.hear(voice(0.1))
    assert talk.composer.voice.meter.level > quiet
    talk.tell(m.Started(1, 10), m.Partial(1, "I failed", "my drive"))
    words = talk.composer.voice.words
    assert words.toPlainText() == "I failed my drive" and words.isVisible()
    block = words.document().begin()
    inks = {block.text()[f.position() :][: f.length()]: f.charFormat() for f in _fragments(block)}
    assert inks["my drive"].foreground().color() != inks["I failed "].foreground().color()
    talk.tell(m.Final(1, WORDS, "en", 0.8))
    assert "my drive" not in talk.shown


def _fragments(block):  # type: ignore[no-untyped-def]
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def test_a_long_speech_shows_its_end(talk: Speaking) -> None:
    talk.hold()
    talk.tell(m.Partial(1, "word " * 200, "and the end"))
    shown = talk.composer.voice.words.toPlainText()
    assert shown.startswith("\u2026 word") and shown.endswith("the end") and len(shown) < 240


def test_escape_throws_away_what_i_said_and_nothing_else(talk: Speaking) -> None:
    talk.composer.page.setPlainText("typed")
    talk.hold()
    assert talk.desk.throw_away()
    assert not talk.room.stream.runs and talk.room.recogniser.cancelled == 1
    assert LISTENING not in talk.shown
    talk.tell(m.Final(1, WORDS, "en", 0.8), m.Over(1))  # was on its way
    assert talk.draft == "typed"


def test_words_that_are_still_looked_for_can_be_thrown_away(talk: Speaking) -> None:
    talk.hold()
    talk.let_go()
    talk.composer.voice.throw_button.click()
    assert talk.room.recogniser.cancelled == 1 and FINDING not in talk.shown


def test_it_says_so_when_it_could_not_make_me_out(talk: Speaking) -> None:
    talk.hold()
    talk.let_go()
    talk.tell(m.Nothing(1, "not understood"), m.Over(1))
    assert UNCLEAR in talk.shown
    talk.hold()
    talk.tell(m.Failed(2, "It stumbled."), m.Over(2))
    assert "It stumbled." in talk.shown
    assert not talk.room.stream.runs, "nobody listens any more"


def test_without_a_microphone_it_says_one_sentence_and_i_can_type(talk: Speaking) -> None:
    talk.room.trouble = CompanionError(NONE)
    talk.hold()
    talk.let_go()
    assert NONE in talk.shown and not talk.desk.is_listening
    assert talk.room.recogniser.begun == []


def test_a_microphone_pulled_out_keeps_what_i_had_said(talk: Speaking) -> None:
    talk.hold()
    talk.room.hear(voice(0.5))
    with talk.qtbot.waitSignal(talk.desk.tail.timeout):
        talk.room.stream.ended.emit(GONE)
    assert talk.room.recogniser.finished == 1
    talk.tell(m.Final(1, WORDS, "en", 0.8), m.Over(1))
    assert talk.draft == WORDS and GONE in talk.shown


def test_a_microphone_that_is_muted_is_said(talk: Speaking) -> None:
    talk.hold()
    with talk.qtbot.waitSignal(talk.desk.microphone.lost) as said:
        talk.room.hear(np.zeros(4 * 16_000, np.float32))
    assert said.args == [DEAD]
    talk.end()


# --- what i am told and may choose ----------------------------------------------------------------


def test_before_the_first_time_i_am_told_what_it_means_and_nothing_runs(qtbot: QtBot) -> None:
    talk = Speaking(qtbot, READY)
    talk.hold()
    talk.let_go()
    assert NOTICE in talk.shown and BASIC_IS in talk.shown
    assert talk.room.streams == [] and talk.room.recogniser.opened == []
    talk.composer.voice.decline_button.click()
    assert NOT_NOW not in talk.shown and talk.settings.voice == "ask"
    talk.hold()
    talk.composer.voice.agree_button.click()
    assert AGREE not in talk.shown and talk.settings.voice == "on"
    assert talk.room.recogniser.opened == [m.Settings()]
    assert talk.room.streams == [], "agreeing is not speaking yet"


def test_switched_off_there_is_no_button_and_the_key_does_nothing(talk: Speaking) -> None:
    talk.hold()
    talk.choose("voice", "off")
    assert not talk.desk.is_listening and not talk.room.stream.runs
    assert not talk.composer.speak_button.isVisible()
    talk.key(QEvent.Type.KeyPress)
    assert len(talk.room.recogniser.begun) == 1


def test_the_half_second_before_the_key_is_kept_only_if_i_chose_so(qtbot: QtBot) -> None:
    talk = Speaking(qtbot, replace(SPEAKING, voice_ready=True))
    talk.window.activateWindow()
    qtbot.waitUntil(lambda: talk.desk.microphone.is_open)
    talk.room.hear(noise(3.0))
    talk.hold()
    assert talk.room.recogniser.begun[0][0] == samples(PRE_ROLL_MS)
    talk.let_go()
    assert talk.room.stream.runs
    talk.talking.hide()
    assert not talk.room.stream.runs, "out of sight it is closed"
    talk.talking.show()
    talk.choose("voice_ready", False)
    assert not talk.desk.microphone.is_open
    talk.tell(m.Over(1))
    talk.hold()
    assert talk.room.recogniser.begun[1][0] == 0


def test_hands_free_each_pause_gives_its_words_and_sends_only_if_i_chose_so(qtbot: QtBot) -> None:
    talk = Speaking(qtbot, replace(SPEAKING, voice_hands_free=True, voice_patience_ms=3000))
    talk.hold()
    talk.let_go()
    assert talk.desk.is_listening and talk.room.recogniser.begun == [(0, True, 3000)]
    talk.tell(m.Final(1, "one", "en", 0.9), m.Final(1, "two", "en", 0.9))
    assert talk.draft == "one two" and talk.sent == []
    talk.choose("voice_sends", True)
    talk.composer.page.setPlainText("typed,")
    talk.tell(m.Final(1, "three", "en", 0.9))
    assert talk.draft == "typed, three", "what I typed is never sent for me"
    talk.composer.page.clear()
    talk.tell(m.Final(1, "four", "en", 0.9))
    assert talk.sent == ["four"]


def test_going_elsewhere_ends_listening_and_the_words_still_come(talk: Speaking) -> None:
    talk.hold()
    talk.talking.hide()
    talk.end()
    assert not talk.room.stream.runs and talk.room.recogniser.finished == 1
    talk.tell(m.Final(1, WORDS, "en", 0.8), m.Over(1))
    assert talk.draft == WORDS


def test_beginning_a_private_talk_ends_listening_and_my_words_come_along(talk: Speaking) -> None:
    talk.hold()
    talk.talking.begin_private("")
    talk.end()
    assert not talk.room.stream.runs
    talk.tell(m.Final(1, WORDS, "en", 0.8), m.Over(1))
    assert talk.talking.private is not None and talk.draft == WORDS
    assert talk.talking.kept.composer.page.toPlainText() == ""
    assert not talk.talking.kept.composer.voice.isVisible()


def test_a_window_put_down_listens_no_longer(talk: Speaking) -> None:
    talk.hold()
    talk.window.showMinimized()
    talk.end()
    assert not talk.room.stream.runs and talk.room.recogniser.finished == 1


def test_words_meant_for_a_private_talk_go_nowhere_once_it_is_over(
    qtbot: QtBot, talk: Speaking
) -> None:
    talk.talking.begin_private("")
    talk.hold()
    talk.talking.end_private()
    talk.tell(m.Final(1, "a secret", "en", 0.8), m.Over(1))
    assert talk.draft == "" and not talk.room.stream.runs


def test_a_recogniser_that_cannot_be_loaded_gives_way_to_the_basic_one(talk: Speaking) -> None:
    talk.say(WORDS)
    talk.choose("voice_model", "/models/whisper")
    assert talk.room.recogniser.opened[-1] == m.Settings("/models/whisper", cuda=True)
    talk.tell(m.Failed(0, "It is damaged."))
    assert talk.settings.voice_model == ""
    assert talk.room.recogniser.opened[-1] == m.Settings()
    assert talk.sentences[-1] == "It is damaged."


def test_the_microphone_i_chose_is_the_one_that_listens(talk: Speaking) -> None:
    talk.choose("voice_device", DESK_MICROPHONE[0])
    talk.hold()
    assert talk.room.wanted == [DESK_MICROPHONE[0]]


def test_how_it_was_said_travels_with_what_was_said(talk: Speaking) -> None:
    manner = Acoustics(-20.0, 20.0, 2.0, 3.0, 0.1)
    talk.say(WORDS, acoustics=manner)
    assert talk.desk.said(WORDS)[1] == manner
    assert talk.desk.said("typed")[1] is None


def test_switching_that_off_forgets_how_i_mostly_speak(qtbot: QtBot) -> None:
    talk = Speaking(qtbot, replace(SPEAKING, voice_manner=True))
    assert talk.wishes == []
    talk.choose("voice_manner", False)
    assert talk.wishes == [ForgetManner()]


# --- in the whole window --------------------------------------------------------------------------


def test_what_i_spoke_is_sent_as_spoken_and_closing_ends_everything(qtbot: QtBot) -> None:
    house, room = FakeHouse(), Room()
    window = speaking_window(qtbot, house, room)
    window.go_to(SETTINGS)
    part = window.settings_view.voice
    part.refresh()
    part.device.setCurrentIndex(part.device.findText(DESK_MICROPHONE[1]))
    window.go_to(TALK)
    composer = window.talk.composer
    qtbot.keyPress(composer.page, Qt.Key.Key_F8)
    with qtbot.waitSignal(window.voice.runner.told):
        room.recogniser.tell(m.Final(1, WORDS, "en", 0.8))
    for text in (WORDS, "and I typed this"):
        house.session.enqueue(*events_of(turn()))
        composer.page.setPlainText(text)
        with qtbot.waitSignal(window.runner.finished):
            composer.button.click()
    assert [one.source for one in house.session.said] == ["voice", "typed"]
    assert room.wanted == [DESK_MICROPHONE[0]]
    assert window.voice.is_listening and window.lull._typed()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.voice.is_listening and room.recogniser.cancelled == 1
    composer.speak_button.pressed.emit()
    window.close()
    assert room.recogniser.closed and not room.stream.runs


def test_when_i_come_back_and_speak_the_engine_wakes_before_there_are_words(qtbot: QtBot) -> None:
    house, room = FakeHouse(), Room()
    window = speaking_window(qtbot, house, room)
    window.lull.away_timer.start(0)
    qtbot.waitUntil(lambda: "rest" in house.steps)
    window.talk.composer.speak_button.pressed.emit()
    qtbot.waitUntil(lambda: house.steps[-1] == "wake")
    window.close()


def test_every_choice_of_mine_is_kept_and_shown(qtbot: QtBot) -> None:
    window = speaking_window(qtbot, FakeHouse(), Room(), READY)
    window.go_to(SETTINGS)
    part = window.settings_view.voice
    for says in (
        "Speaking: On",
        "Before the key: Keep half a second",
        "Talking: Hands-free",
        "Patience: 3 seconds",
        "After a pause: Send",
        "Beside words: Also how it was said",
    ):
        chosen = [b for b in part.findChildren(QPushButton) if b.accessibleName() == says]
        chosen[0].click()
        assert chosen[0].isChecked()
    assert not part.language.isEnabled(), "the basic recogniser knows English only"
    part.wish.emit("voice_model", "/models/my-whisper")
    assert "my-whisper" in [b.text() for b in part.findChildren(QPushButton) if b.isChecked()]
    part.language.setCurrentIndex(part.language.findText("Deutsch"))
    wanted = replace(
        READY,
        voice="on",
        voice_ready=True,
        voice_hands_free=True,
        voice_patience_ms=3000,
        voice_sends=True,
        voice_manner=True,
        voice_model="/models/my-whisper",
        voice_language="de",
    )
    assert window.settings == wanted == load(paths.settings_file())
    window.close()
