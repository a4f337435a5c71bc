"""The one undoable command of the program."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from planner.domain.project import Project


class Edit(QUndoCommand):
    """Replaces one project by another, and back.

    `show` takes the project that is to stand from now on.
    """

    def __init__(
        self, show: Callable[[Project], None], text: str, before: Project, after: Project
    ) -> None:
        super().__init__(text)
        self._show, self._before, self._after = show, before, after

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)
