"""Forgetting everything about somebody: a name, what would go, and one question before it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from companion.memory.mentions import LONGEST_PHRASE
from ui.ask_once import AskOnce
from ui.parts import button, label, row
from ui.text import counted, in_a_row
from ui.wishes import ForgetAbout, LookAbout
from ui.writing import Line

if TYPE_CHECKING:
    from companion.memory.hand import About

SAYS = (
    "Write a name or a few words. Before anything goes you see how much it is: every message that "
    "holds them, and all that was made of it."
)
NOTHING = "Nothing that is kept holds these words."


class AboutView(QWidget):
    """wish(LookAbout | ForgetAbout), the last once the person has said yes."""

    wish = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[LookAbout, About] | None = None
        self.line = Line("Forget everything about", "A name or a few words")
        self.line.setMaxLength(LONGEST_PHRASE)
        self.look_button = button("See what would go", self._look)
        self.look_button.setEnabled(False)
        self._says = label("", "")
        self._says.hide()
        self.also = QCheckBox()
        self.also.hide()
        self.forget_part = AskOnce(
            "Forget all of this",
            "This cannot be undone. Forget it all?",
            "Yes, forget it all",
            "Keep it",
        )
        self.forget_part.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(label(SAYS, "quiet"))
        column.addLayout(row(self.line, self.look_button))
        for part in (self._says, self.also, self.forget_part):
            column.addWidget(part)
        self.line.textChanged.connect(self._on_typed)
        self.line.entered.connect(self._look)
        self.also.clicked.connect(self._look)
        self.forget_part.agreed.connect(self._forget)
        self.setFocusProxy(self.line)

    def refresh(self) -> None:
        """What would go is asked for anew, if it is being looked at."""
        if not self._says.isHidden() and self.line.text().strip():
            self._look()

    def show_about(self, asked: LookAbout, about: About) -> None:
        """What would go with everything about `asked`, unless something else is asked by now."""
        if asked != self._asked():
            return  # the answer to what is asked by now is on its way
        self.forget_part.setEnabled(True)
        if (asked, about) == self._shown:
            return  # the question may stand already
        self._shown = (asked, about)
        self.forget_part.settle()
        self._says.setText(would_go(about))
        self._says.show()
        if not asked.also_called:
            self.also.setText(f"also messages that say {_or(about.called)}")
            self.also.setAccessibleName(self.also.text())
            self.also.setVisible(bool(about.called))
        self.forget_part.setVisible(bool(about.turns or about.replies))

    def show_gone(self, messages: int) -> None:
        """It is done, and the name is gone from this page, too."""
        self.put_away()
        of_them = "it" if messages == 1 else "them"
        self._says.setText(f"Forgotten: {counted(messages, 'message')}, and all made of {of_them}.")
        self._says.show()
        self.line.setFocus()

    def put_away(self) -> None:
        """Nothing of it stays on the page."""
        self.line.empty()
        self._on_typed()

    def _asked(self) -> LookAbout:
        also = self.also.isChecked() and not self.also.isHidden()
        return LookAbout(self.line.text(), also)

    def _on_typed(self, *_: object) -> None:
        """Another name: what was said of the one before says nothing now."""
        self.look_button.setEnabled(bool(self.line.text().strip()))
        self._shown = None
        self._says.hide()
        self.also.setChecked(False)
        self.also.hide()
        self.forget_part.settle()
        self.forget_part.hide()

    def _look(self, *_: object) -> None:
        if self.look_button.isEnabled():
            asked = self._asked()
            if self._shown is None or asked != self._shown[0]:
                self.forget_part.setEnabled(False)  # nothing goes that was not seen
            self.wish.emit(asked)

    def _forget(self) -> None:
        asked = self._asked()
        self.wish.emit(ForgetAbout(asked.phrase, asked.also_called))


def would_go(about: About) -> str:
    """What would go, in one sentence: "12 messages, 3 memories and 2 facts would go."."""
    if not about.turns and not about.replies:
        return NOTHING
    parts = []
    if about.turns:
        parts.append(counted(len(about.turns), "message"))
    if about.memories:
        parts.append(counted(about.memories, "memory", "memories"))
    if about.facts:
        parts.append(counted(about.facts, "fact"))
    if about.replies:
        more = "more of my replies" if parts else "of my replies"
        parts.append(f"{about.replies} {more}")
    return f"{in_a_row(parts)} would go."


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(f"\u201c{word}\u201d" for word in words)
