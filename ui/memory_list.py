"""The memories themselves: a search that answers as one types, two rows of filters, the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.memory.mentions import KIN
from companion.turn import Memory
from ui.chips import FEELINGS, Chips, Option
from ui.memory_entry import MemoryEntry
from ui.parts import button, label, row
from ui.text import capital
from ui.wishes import Find, ListPeople
from ui.writing import SearchLine

EMPTY = "What moves you will be kept here, in your own words, and you can let go of any of it."
NO_ANSWER = "No memory answers to that; other words or another feeling may."
MOST_SHOWN = 40
MOST_PEOPLE = 12
ANY_FEELING = Option("", "any feeling")
ANYBODY = Option("", "anybody")


class MemoryList(QWidget):
    """wish(Wish): to find, and what the entries wish.

    What is there stays where it is when it is told anew, so that nothing being written is lost.
    """

    wish = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchLine("Find memories", "Find in your own words")
        self.feelings = Chips("Feeling", (ANY_FEELING, *FEELINGS))
        self.people = Chips("Person", (ANYBODY,))
        self.people.hide()
        self._note = label(EMPTY, "quiet")
        self._note.hide()
        self._entries: dict[int, MemoryEntry] = {}
        self._memories: tuple[Memory, ...] = ()
        self._most = MOST_SHOWN
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self.more_button = button("Show more", self._show_more, says="Show more memories")
        self.more_button.hide()
        self._filters = QWidget()  # shown once there is something to look for
        self._filters.hide()
        filters = QVBoxLayout(self._filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(10)
        filters.addWidget(self.search)
        filters.addWidget(self.feelings)
        filters.addWidget(self.people)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._filters)
        column.addWidget(self._note)
        column.addLayout(self._list)
        column.addLayout(row(self.more_button, None))
        self.search.typed.connect(self._look)
        self.feelings.chosen.connect(self._look)
        self.people.chosen.connect(self._look)
        self.setFocusProxy(self.search)

    def asked(self) -> Find:
        """What is looked for now."""
        return Find(self.search.text().strip(), self.feelings.value(), self.people.value())

    def refresh(self) -> None:
        """Ask for what is true now."""
        self.wish.emit(ListPeople())
        self.wish.emit(self.asked())

    def show_found(self, asked: Find, memories: tuple[Memory, ...]) -> None:
        """The answer to what was looked for: the best first or, without words, the newest."""
        if asked != self.asked():
            return  # the answer to what is looked for now is on its way
        self._memories = memories
        if not asked.text:
            self._memories = tuple(sorted(memories, key=lambda m: (m.at, m.id), reverse=True))
        nothing_kept = not memories and asked == Find()
        self._filters.setVisible(not nothing_kept)
        self._note.setText(EMPTY if nothing_kept else NO_ANSWER)
        self._note.setVisible(not memories)
        self._lay_out()

    def show_people(self, names: tuple[str, ...]) -> None:
        """Whom one may look for."""
        before = self.people.value()
        options = [Option(name, called(name)) for name in names[:MOST_PEOPLE]]
        self.people.offer((ANYBODY, *options))
        self.people.setVisible(bool(options))
        if self.people.value() != before:  # nobody is called that any more
            self._look()

    def has_entries(self) -> bool:
        """Whether any memory is shown."""
        return bool(self._entries)

    def settle(self) -> None:
        """Something could not be done: it may be tried again."""
        for entry in self._entries.values():
            entry.settle()

    def start_over(self) -> None:
        """Nothing is looked for and nothing of it stays on the page."""
        self.search.empty()
        self.feelings.choose("")
        self.people.offer((ANYBODY,))
        self.people.hide()
        self.put_away()

    def put_away(self) -> None:
        """The list is empty until it is asked for anew."""
        self._memories = ()
        self._note.hide()
        self._lay_out()

    def _look(self, *_: object) -> None:
        self._most = MOST_SHOWN
        self.wish.emit(self.asked())

    def _show_more(self) -> None:
        at = len(self._entries)
        self._most += MOST_SHOWN
        self._lay_out()
        self._entries[self._memories[at].id].pin_button.setFocus()

    def _lay_out(self) -> None:
        shown = self._memories[: self._most]
        self._let_go({memory.id for memory in shown})
        for place, memory in enumerate(shown):
            entry = self._entries.get(memory.id)
            if entry is None:
                entry = self._entries[memory.id] = MemoryEntry(memory)
                entry.wish.connect(self.wish)
            else:
                entry.show_memory(memory)
            item = self._list.itemAt(place)
            if item is None or item.widget() is not entry:
                self._list.removeWidget(entry)
                self._list.insertWidget(place, entry)
        self._entries = {memory.id: self._entries[memory.id] for memory in shown}
        self.more_button.setVisible(len(self._memories) > len(shown))

    def _let_go(self, stays: set[int]) -> None:
        """Take off the page what is there no more; the keys go to what stood below it."""
        keys = self.window().focusWidget()
        order = list(self._entries)
        for place, memory_id in enumerate(order):
            if memory_id in stays:
                continue
            entry = self._entries.pop(memory_id)
            if keys is not None and entry.isAncestorOf(keys):
                below = next((i for i in order[place + 1 :] if i in stays), None)
                (self.search if below is None else self._entries[below].pin_button).setFocus()
            self._list.removeWidget(entry)
            entry.hide()
            entry.deleteLater()


def called(name: str) -> str:
    """How a person is called on a filter: "Mia", but "sister"."""
    return name if name in KIN else " ".join(map(capital, name.split()))
