"""When the memory cannot be opened: what both first page and talk say about it, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from companion import paths
from companion.errors import CompanionError, DamagedMemory, WrongKey
from ui.first_run import BRING_BACK, NEW_MEMORY, FirstRun
from ui.text import came_back

if TYPE_CHECKING:
    from companion.memory.backup import Recovered
    from ui.talk_place import TalkPlace


class Unopened(QObject):
    """Leads from a memory that does not open to one that does, by what the person chooses."""

    def __init__(
        self,
        first_run: FirstRun,
        talking: TalkPlace,
        again: Callable[[], None],
        bring_back: Callable[[], None],
    ) -> None:
        """again() opens anew, bring_back() brings a damaged memory back before."""
        super().__init__(talking)
        self._first_run = first_run
        self._talking = talking
        self._again = again
        self._bring_back = bring_back
        self._came_back = ""
        first_run.again.connect(again)
        first_run.back.connect(bring_back)
        first_run.fresh.connect(self._begin_new_memory)

    def came_back(self) -> str:
        """What was brought back before this opening, said once; "" where nothing was."""
        said, self._came_back = self._came_back, ""
        return said

    @Slot(object)
    def show_failed(self, error: CompanionError) -> None:
        """It could not be opened."""
        sentence = str(error)
        back, fresh = isinstance(error, DamagedMemory), isinstance(error, WrongKey)
        self._first_run.show_failed(sentence, back=back, fresh=fresh)
        page = self._talking.page
        page.start_again("")
        choices = (
            (((BRING_BACK, self._bring_back),) if back else ())
            + (("Try again", self._again),)
            + (((NEW_MEMORY, self._begin_new_memory),) if fresh else ())
        )
        page.chat.add_choice(sentence, choices)

    @Slot(object)
    def take_recovered(self, back: Recovered) -> None:
        """A damaged memory is back."""
        self._came_back = came_back(back)

    @Slot()
    def _begin_new_memory(self) -> None:
        from companion.memory.backup import set_aside  # not while the window opens

        try:
            set_aside(paths.database())
        except CompanionError as error:
            self.show_failed(error)
        else:
            self._again()
