"""Every command of the window: its name, key and icon, in one menu each."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from planner.shell.theme import Theme
from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence

StandardKey = QKeySequence.StandardKey

FILE = sentence("menu.file", QT_TRANSLATE_NOOP("planner", "&File"))
EDIT = sentence("menu.edit", QT_TRANSLATE_NOOP("planner", "&Edit"))
VIEW = sentence("menu.view", QT_TRANSLATE_NOOP("planner", "&View"))
PLAN = sentence("menu.plan", QT_TRANSLATE_NOOP("planner", "&Plan"))
HELP = sentence("menu.help", QT_TRANSLATE_NOOP("planner", "&Help"))
RECENT = sentence("menu.recent", QT_TRANSLATE_NOOP("planner", "Open &recent"))
NO_RECENT = sentence("menu.no-recent", QT_TRANSLATE_NOOP("planner", "Nothing opened yet"))
THEME = sentence("menu.theme", QT_TRANSLATE_NOOP("planner", "&Theme"))

NEW = sentence("action.new", QT_TRANSLATE_NOOP("planner", "&New plan"))
OPEN = sentence("action.open", QT_TRANSLATE_NOOP("planner", "&Open…"))
OPEN_EXAMPLE = sentence(
    "action.open-example", QT_TRANSLATE_NOOP("planner", "Open the Colossus &example")
)
SAVE = sentence("action.save", QT_TRANSLATE_NOOP("planner", "&Save"))
SAVE_AS = sentence("action.save-as", QT_TRANSLATE_NOOP("planner", "Save &as…"))
QUIT = sentence("action.quit", QT_TRANSLATE_NOOP("planner", "&Quit"))
UNDO = sentence("action.undo", QT_TRANSLATE_NOOP("planner", "&Undo"))
REDO = sentence("action.redo", QT_TRANSLATE_NOOP("planner", "&Redo"))
UNDO_STEP = sentence("action.undo-step", QT_TRANSLATE_NOOP("planner", "&Undo: {step}"))
REDO_STEP = sentence("action.redo-step", QT_TRANSLATE_NOOP("planner", "&Redo: {step}"))
LIGHT = sentence("action.light", QT_TRANSLATE_NOOP("planner", "&Light"))
DARK = sentence("action.dark", QT_TRANSLATE_NOOP("planner", "&Dark"))
SYSTEM = sentence("action.system", QT_TRANSLATE_NOOP("planner", "As the &system"))
FULL_SCREEN = sentence("action.full-screen", QT_TRANSLATE_NOOP("planner", "&Full screen"))
RESET_LAYOUT = sentence("action.reset-layout", QT_TRANSLATE_NOOP("planner", "&Reset layout"))
STOP = sentence("action.stop", QT_TRANSLATE_NOOP("planner", "&Stop computing"))
ABOUT = sentence("action.about", QT_TRANSLATE_NOOP("planner", "&About Neocloud Planner"))
EXPLAIN = sentence("action.explain", QT_TRANSLATE_NOOP("planner", "&Explain what has the focus"))

THEMES = (("light", LIGHT), ("dark", DARK), ("system", SYSTEM))


class Actions(QObject):
    """The window's commands; who does them is connected by the window."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self.new = self._made(NEW, StandardKey.New, "new")
        self.open = self._made(OPEN, StandardKey.Open, "open")
        self.open_example = self._made(OPEN_EXAMPLE)
        self.save = self._made(SAVE, StandardKey.Save, "save")
        self.save_as = self._made(SAVE_AS, "Ctrl+Shift+S", "save-as")
        self.quit = self._made(QUIT, "Ctrl+Q")
        self.undo = self._made(UNDO, StandardKey.Undo, "undo")
        self.redo = self._made(REDO, "Ctrl+Shift+Z", "redo")
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.full_screen = self._made(FULL_SCREEN, "F11")
        self.full_screen.setCheckable(True)
        self.reset_layout = self._made(RESET_LAYOUT)
        self.stop = self._made(STOP, "Ctrl+.")
        self.explain = self._made(EXPLAIN, StandardKey.HelpContents)
        self.about = self._made(ABOUT)
        self.themes = QActionGroup(self)
        for name, words in THEMES:
            action = self._made(words)
            action.setCheckable(True)
            action.setData(name)
            self.themes.addAction(action)

    def _made(
        self, words: Sentence, key: StandardKey | str | None = None, icon: str = ""
    ) -> QAction:
        action = QAction(str(words()), self._window)
        action.setObjectName(words.id)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        if icon:
            self._theme.set_icon(action, icon)
        action.setToolTip(_with_key(action))
        return action

    def fill(
        self, bar: QMenuBar, pages: list[QAction], docks: list[QAction], plan: list[QAction]
    ) -> "Menus":
        """Put every command into its menu; the pages, docks and tables bring their own."""
        menus = Menus(bar)
        menus.file.addActions([self.new, self.open])
        menus.recent = menus.file.addMenu(str(RECENT()))
        menus.file.addAction(self.open_example)
        menus.file.addSeparator()
        menus.file.addActions([self.save, self.save_as])
        menus.file.addSeparator()
        menus.file.addAction(self.quit)
        menus.edit.addActions([self.undo, self.redo])
        menus.edit.addSeparator()
        menus.view.addActions(pages)
        menus.view.addSeparator()
        menus.view.addActions(docks)
        menus.view.addSeparator()
        menus.view.addMenu(str(THEME())).addActions(self.themes.actions())
        menus.view.addActions([self.full_screen, self.reset_layout])
        menus.plan.addActions(plan)
        menus.plan.addSeparator()
        menus.plan.addAction(self.stop)
        menus.help.addActions([self.explain, self.about])
        return menus

    def list_recent(self, menu: QMenu, files: Sequence[Path]) -> None:
        """Fill the menu of recent files, newest first; each action carries its path."""
        menu.clear()
        for file in files:
            action = menu.addAction(file.name)
            action.setData(str(file))
            action.setToolTip(str(file))
            action.setStatusTip(str(file))
        if not files:
            menu.addAction(str(NO_RECENT())).setEnabled(False)

    def show_history(self, undo: str, redo: str) -> None:
        """Name the steps that undo and redo would take; an empty name disables."""
        for action, step, plain, named in (
            (self.undo, undo, UNDO, UNDO_STEP),
            (self.redo, redo, REDO, REDO_STEP),
        ):
            action.setEnabled(bool(step))
            action.setText(str(named(step=step) if step else plain()))
            action.setToolTip(_with_key(action))

    def show_theme(self, name: str) -> None:
        """Check the theme in force."""
        for action in self.themes.actions():
            action.setChecked(action.data() == name)


class Menus:
    """The menus of the bar."""

    def __init__(self, bar: QMenuBar) -> None:
        self.file = bar.addMenu(str(FILE()))
        self.edit = bar.addMenu(str(EDIT()))
        self.view = bar.addMenu(str(VIEW()))
        self.plan = bar.addMenu(str(PLAN()))
        self.help = bar.addMenu(str(HELP()))
        self.recent: QMenu = self.file


def _with_key(action: QAction) -> str:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    text = action.text().replace("&", "").rstrip("…")
    return f"{text} ({key})" if key else text
