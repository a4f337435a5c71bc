"""The menus of the bar, and which command stands in which."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from planner.shell.actions import Actions
from planner.units.message import QT_TRANSLATE_NOOP, sentence

FILE = sentence("menu.file", QT_TRANSLATE_NOOP("planner", "&File"))
EDIT = sentence("menu.edit", QT_TRANSLATE_NOOP("planner", "&Edit"))
VIEW = sentence("menu.view", QT_TRANSLATE_NOOP("planner", "&View"))
PLAN = sentence("menu.plan", QT_TRANSLATE_NOOP("planner", "&Plan"))
HELP = sentence("menu.help", QT_TRANSLATE_NOOP("planner", "&Help"))
RECENT = sentence("menu.recent", QT_TRANSLATE_NOOP("planner", "Open &recent"))
THEME = sentence("menu.theme", QT_TRANSLATE_NOOP("planner", "&Theme"))
DENSITY = sentence("menu.density", QT_TRANSLATE_NOOP("planner", "&Density"))
TABLES = sentence("menu.tables", QT_TRANSLATE_NOOP("planner", "&Tables and forms"))


class Menus:
    """Every command in its menu; pages, docks and tables bring their own."""

    def __init__(
        self,
        bar: QMenuBar,
        actions: Actions,
        pages: list[QAction],
        docks: list[QAction],
        tables: list[QAction],
    ) -> None:
        self.file = bar.addMenu(str(FILE()))
        self.edit = bar.addMenu(str(EDIT()))
        self.view = bar.addMenu(str(VIEW()))
        self.plan = bar.addMenu(str(PLAN()))
        self.help = bar.addMenu(str(HELP()))
        self._fill_file(actions)
        self.edit.addActions([actions.undo, actions.redo, actions.find])
        self.edit.addSeparator()
        self._fill_view(actions, pages, docks)
        self.plan.addMenu(str(TABLES())).addActions(tables)
        self.plan.addSeparator()
        self.plan.addActions(
            [actions.pin, actions.pin_as_it_is, actions.compare_with_file, actions.unpin]
        )
        self.plan.addSeparator()
        self.plan.addAction(actions.stop)
        self.help.addActions([actions.explain, actions.about])

    def _fill_file(self, actions: Actions) -> None:
        self.file.addActions([actions.new, actions.open])
        self.recent = self.file.addMenu(str(RECENT()))
        self.recent.setToolTipsVisible(True)
        self.file.addAction(actions.open_example)
        self.file.addSeparator()
        self.file.addActions([actions.save, actions.save_as, actions.revert])
        self.file.addSeparator()
        self.file.addAction(actions.quit)

    def _fill_view(self, actions: Actions, pages: list[QAction], docks: list[QAction]) -> None:
        self.view.addActions(pages)
        self.before_docks = self.view.addSeparator()
        self.view.addActions(docks)
        self.view.addActions([actions.next_part, actions.previous_part])
        self.view.addSeparator()
        self.view.addMenu(str(THEME())).addActions(actions.themes.actions())
        self.view.addMenu(str(DENSITY())).addActions(actions.densities.actions())
        self.view.addActions([actions.full_screen, actions.reset_layout])

    def all(self) -> list[QMenu]:
        """The menus of the bar, in its order."""
        return [self.file, self.edit, self.view, self.plan, self.help]
