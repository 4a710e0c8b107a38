"""Where an exercise ends: the whole on one page or, where words spoke of danger, before its end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.practice import steps
from companion.practice.comments import Comments
from companion.practice.page import Page, Part, page
from companion.practice.steps import State
from ui.parts import Words, button, label, row, rule

WENT_WELL, TO_TRY, OWN_WORDS = "What went well in it", "One thing to try", "Your words"
BY_RULE = "Noticed by fixed rules in what you wrote, which can miss things."
NOT_KEPT = (
    "Nothing of this is kept. \u201cKeep this\u201d puts your own words into Memories, where you "
    "can read, change and forget them. They are not brought up in a talk."
)
NOT_KEPT_HERE = "This is a private talk: nothing of this is kept."
WAITS = "One moment."
KEPT = "Kept. It stands in Memories now."
STOPPED = "Let us stop the exercise here"
STOPPED_SAYS = (
    "What you wrote sounds heavier than an exercise should have to hold. The lines above lead to "
    "people. Your words are all below; nothing of them is lost, and nothing was kept."
)
LAST_WORDS = "What you wrote last"


class EndView(QWidget):
    """keep(text), again(), done()."""

    keep = Signal(str)
    again = Signal()
    done = Signal()

    def __init__(self, state: State, *, private: bool) -> None:
        super().__init__()
        self.page: Page = page(state)
        self.kept = False
        self._asked = False  # to be kept
        self.keep_button = button("Keep this", self._keep, says="Keep this page in Memories")
        self.copy_button = button("Copy", self._copy, says="Copy this page")
        self.again_button = button("Again", self.again.emit, says="The same exercise again")
        self.done_button = button("Done", self.done.emit, "main", says="Done, back to the talk")
        self._note = label(NOT_KEPT_HERE if private else NOT_KEPT, "small")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(label(state.exercise.ends, "quiet"))
        if self.page.comments is not None:
            _add_comments(outer, self.page.comments)
            outer.addSpacing(6)
            outer.addWidget(rule())
            outer.addWidget(label(OWN_WORDS, "large"))
        _add_parts(outer, self.page.parts)
        outer.addSpacing(8)
        written = bool(self.page.parts)
        outer.addWidget(self._note)
        outer.addLayout(
            row(self.keep_button, self.copy_button, None, self.again_button, self.done_button)
        )
        self._note.setVisible(written)
        self.keep_button.setVisible(written and not private)
        self.copy_button.setVisible(written)
        self.first: QWidget = self.done_button

    def is_asked(self, text: str) -> bool:
        """Whether this is the page with this text, and it was to be kept."""
        return self._asked and self.page.text == text

    def show_kept(self) -> None:
        """It is among the memories."""
        self.kept = True
        self.keep_button.setEnabled(False)
        self._note.setText(KEPT)

    def say(self, sentence: str) -> None:
        """It could not be kept; it may be tried again."""
        self._note.setText(sentence)
        self.keep_button.setEnabled(True)

    def _keep(self) -> None:
        self._asked = True
        self.keep_button.setEnabled(False)
        self._note.setText(WAITS)
        self.keep.emit(self.page.text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.page.text)


class StopView(QWidget):
    """take_along(words) into the talk, go_on() with the exercise where that may be."""

    take_along = Signal(str)
    go_on = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._held = state.held
        self.take_button = button(
            "Take these words into the talk",
            lambda: self.take_along.emit(state.held),
            "main",
        )
        self.go_on_button = button(
            "That is not what I meant, go on", self.go_on.emit, says="Go on with the exercise"
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(label(STOPPED, "large"))
        outer.addWidget(label(STOPPED_SAYS))
        outer.addLayout(row(self.go_on_button, None, self.take_button))
        self.go_on_button.setVisible(steps.may_go_on(state))
        outer.addSpacing(6)
        _add_parts(outer, (*page(state).parts, Part(LAST_WORDS, state.held)))
        self.first: QWidget = self.take_button


def _add_comments(outer: QVBoxLayout, noticed: Comments) -> None:
    if noticed.well:
        outer.addWidget(label(WENT_WELL, "large"))
    for comment in noticed.well:
        outer.addWidget(Words(comment.text, says=WENT_WELL))
    outer.addSpacing(6)
    outer.addWidget(label(TO_TRY, "large"))
    outer.addWidget(Words(noticed.to_try.text, says=TO_TRY))
    outer.addWidget(label(BY_RULE, "small"))


def _add_parts(outer: QVBoxLayout, parts: tuple[Part, ...]) -> None:
    for part in parts:
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(part.heading, "small"))
        told.addWidget(Words(part.words, says=part.heading))
        outer.addLayout(told)
