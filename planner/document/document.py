"""The open plan, where it is kept and how it came to be."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from planner.document.edit import Edit
from planner.domain.project import Project

UNDO_LIMIT = 1_000


class Document(QObject):
    """The open project and its undo stack.

    Every change goes through `edit`, `undo`, `redo` or `open`, and tells of itself by `changed`.
    Files are read and written elsewhere; the document only knows its path.

    Signals
    -------
    opened()
        Another plan is about to be shown: what was kept of the old one is void. `changed` follows.
    changed(before: Project, after: Project)
        The plan is another one. Emitted after `project` has become `after`.
    stored()
        Path or `modified` is no longer what it was.
    """

    opened = Signal()
    changed = Signal(object, object)
    stored = Signal()

    def __init__(self, project: Project, path: Path | None = None) -> None:
        super().__init__()
        self._project = project
        self._path = path
        self._undo_stack = QUndoStack(self)
        self._undo_stack.setUndoLimit(UNDO_LIMIT)
        self._undo_stack.cleanChanged.connect(self._on_clean_changed)

    @property
    def project(self) -> Project:
        """The plan as it is now."""
        return self._project

    @property
    def path(self) -> Path | None:
        """The file it was opened from or saved to; None for a plan that was never saved."""
        return self._path

    @property
    def undo_stack(self) -> QUndoStack:
        """For menus and the history list; edits go through `edit`."""
        return self._undo_stack

    @property
    def modified(self) -> bool:
        """Whether the plan differs from its file."""
        return not self._undo_stack.isClean()

    @property
    def undo_text(self) -> str:
        """What `undo` would take back; empty if there is nothing."""
        return self._undo_stack.undoText()

    @property
    def redo_text(self) -> str:
        """What `redo` would do again; empty if there is nothing."""
        return self._undo_stack.redoText()

    def edit(self, text: str, after: Project) -> None:
        """Make `after` the plan, as one step that is named `text` in the history."""
        if after is not self._project:
            self._undo_stack.push(Edit(self._show, text, self._project, after))

    def undo(self) -> None:
        """Take the last step back."""
        self._undo_stack.undo()

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self._undo_stack.redo()

    def open(self, project: Project, path: Path | None = None, modified: bool = False) -> None:
        """Show another plan with an empty history; `modified` for one that no file holds yet."""
        self._path = path
        self.opened.emit()
        self._undo_stack.clear()
        if modified:
            self._undo_stack.resetClean()
        self._show(project)
        self.stored.emit()

    def set_saved(self, path: Path) -> None:
        """The plan as it is now stands in the file at `path`."""
        self._path = path
        self._undo_stack.setClean()
        self.stored.emit()

    def _show(self, after: Project) -> None:
        before, self._project = self._project, after
        self.changed.emit(before, after)

    def _on_clean_changed(self, _clean: bool) -> None:
        self.stored.emit()
