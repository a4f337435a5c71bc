"""Outline and tables follow one another: what is chosen in one is shown in the other."""

from PySide6.QtCore import QObject, Qt, Slot

from planner.domain.path import Path
from planner.shell.docks import Docks
from planner.shell.plan_commands import Addition


class Navigation(QObject):
    """Leads from the outline to the tables, from the tables back, and to any path."""

    def __init__(self, docks: Docks) -> None:
        super().__init__(docks)
        self._docks = docks
        tree, editors = docks.tree, docks.editors
        tree.chosen.connect(self._choose)
        tree.opened.connect(self.open)
        tree.addition_asked.connect(self._add)
        editors.current_changed.connect(self._follow)
        docks.form.path_asked.connect(self.open)
        docks.problems_view.jump_asked.connect(self.open)

    @Slot(str)
    def open(self, path: Path) -> None:
        """Bring the field or entity at a path into view, and go there."""
        self._docks.editors.jump(path)
        self._docks.editors.come_forward()

    @Slot(str)
    def _choose(self, path: Path) -> None:
        """Bring it into view where tables are open; whoever walks the outline stays in it."""
        self._docks.form.show_path(path)
        if self._docks.editors.isVisible():
            self._docks.editors.jump(path)
            self._docks.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _follow(self, path: Path) -> None:
        if not path or self._docks.tree.hasFocus():
            return
        self._docks.form.show_path(path)
        self._docks.tree.lead_to(path)

    @Slot(object)
    def _add(self, addition: Addition) -> None:
        self._docks.editors.add(addition.table, addition.list_path)
        self._docks.editors.come_forward()
