"""The page of memories: what was kept, what is known, what is left alone, and letting go of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from ui.about_view import AboutView
from ui.exchange_view import ExchangeView
from ui.facts_view import FactsView
from ui.limits_view import LimitsView
from ui.memory_list import MemoryList
from ui.parts import ColumnPage, button, label, row, rule
from ui.wishes import Answer, Changed, Facts, Found, Gone, Limits, People, TakenIn, WouldGo, Written

KEPT, KNOWN, LIMITS, ABOUT, TAKE_ALONG = range(5)
TABS = ("Kept", "What I know", "Never bring up", "Forget about somebody", "Take it with you")


class MemoryView(ColumnPage):
    """wish(Wish) to the lane; `take` brings its answers."""

    wish = Signal(object)

    def __init__(self) -> None:
        super().__init__("Memories")
        self.kept = MemoryList()
        self.facts = FactsView()
        self.limits = LimitsView()
        self.about = AboutView()
        self.exchange = ExchangeView()
        self._parts = (self.kept, self.facts, self.limits, self.about, self.exchange)
        self._tab = KEPT
        self._tabs = QButtonGroup(self)
        line = row(spacing=24)
        for at, word in enumerate(TABS):
            tab = button(word, partial(self.show_tab, at), "tab", says=f"Memories: {word}")
            tab.setCheckable(True)
            self._tabs.addButton(tab, at)
            line.addWidget(tab)
        line.addStretch(1)
        self._tabs.button(KEPT).setChecked(True)
        self._refusal = label("", "quiet")
        self._refusal.hide()
        self._waits = False
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addLayout(line)
        head.addWidget(rule())
        self.column.addLayout(head)
        self.column.addSpacing(6)
        self.column.addWidget(self._refusal)
        for part in self._parts:
            part.wish.connect(self._on_wish)
            self.column.addWidget(part)
            part.setVisible(part is self.kept)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Ask for what is true now, of what is being looked at."""
        self._parts[self._tab].refresh()

    def show_tab(self, tab: int) -> None:
        """Look at another part of the page."""
        if tab == self._tab:
            return
        self._tab = tab
        self._tabs.button(tab).setChecked(True)
        self._refusal.hide()
        for at, part in enumerate(self._parts):
            part.setVisible(at == tab)
        self.verticalScrollBar().setValue(0)
        self.refresh()

    def look_for(self) -> None:
        """The keys go to the search."""
        self.show_tab(KEPT)
        self.kept.search.setFocus()
        self.kept.search.selectAll()

    @Slot(object)
    def take(self, answer: Answer) -> None:
        """What the lane says to a wish."""
        if self._waits:
            self._waits = False
            self._refusal.hide()
        match answer:
            case Found(asked, memories):
                self.kept.show_found(asked, memories)
            case People(names):
                self.kept.show_people(names)
            case Facts(known):
                self.facts.show_facts(known)
            case Limits(limits, wishes):
                self.limits.show_limits(limits)
                self.limits.answers.show_wishes(wishes)
            case WouldGo(asked, about):
                self.about.show_about(asked, about)
            case Gone(messages):
                self.kept.start_over()  # the name may be what is looked for there
                self.about.show_gone(messages)
            case Written(path):
                self.exchange.show_written(path)
            case TakenIn():
                self.exchange.show_taken_in(answer)
            case Changed():
                self.changed()

    def changed(self) -> None:
        """Memories are not what they were: no other part goes on showing what may be gone."""
        if self._tab != KEPT:
            self.kept.put_away()
        if self._tab != KNOWN:
            self.facts.put_away()
        if self._tab != LIMITS:
            self.limits.put_away()
        self.refresh()

    def start_over(self) -> None:
        """Everything was erased: nothing of it stays on any part of the page."""
        self.kept.start_over()
        for part in self._parts[1:]:
            part.put_away()
        self.refresh()

    def say(self, sentence: str) -> None:
        """One plain sentence when something could not be done."""
        self._waits = False
        self._refusal.setText(sentence)
        self._refusal.show()
        self.exchange.put_away()
        self.kept.settle()
        self.verticalScrollBar().setValue(0)

    def wait(self, sentence: str) -> None:
        """What was wished comes later; the sentence goes when it is there."""
        self._refusal.setText(sentence)
        self._refusal.show()
        self._waits = True

    def _on_wish(self, wish: object) -> None:
        self._refusal.hide()
        self.wish.emit(wish)
