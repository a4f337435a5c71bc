"""When Python looks for objects that only hold each other: never among those that stay."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

from planner.document.document import Document
from planner.shell.wiring import Wiring


class Garbage(QObject):
    """Keeps the plan and the window out of Python's search for rings of dead objects.

    The search stops every thread while it goes through all objects that are alive, which takes
    some 60 ms with a window and more with a plan of thousands of tenants. Nearly all of them stay:
    they are set aside once a plan has been opened and computed, when nobody waits for anything,
    and what an edit leaves behind is found among the few that came later.
    """

    def __init__(self, document: Document, wiring: Wiring, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_other_plan = True
        document.opened.connect(self._await_other_plan)
        wiring.settled.connect(self._settled)

    @Slot()
    def _await_other_plan(self) -> None:
        self._is_other_plan = True

    @Slot()
    def _settled(self) -> None:
        if self._is_other_plan:
            self._is_other_plan = False
            # After the figures have been painted, which is still to come.
            QTimer.singleShot(0, self, self._set_aside)

    @Slot()
    def _set_aside(self) -> None:
        # What was set aside with the last plan is searched once more, so that nothing is lost.
        gc.unfreeze()
        gc.collect()
        gc.freeze()
