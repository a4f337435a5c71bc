"""Every command of the window: its name, key and icon."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from planner.editors.short_name import short_name, words_of
from planner.shell.theme import Theme
from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence

StandardKey = QKeySequence.StandardKey

NO_RECENT = sentence("menu.no-recent", QT_TRANSLATE_NOOP("planner", "Nothing opened yet"))
RECENT_IN = sentence("menu.recent-in", QT_TRANSLATE_NOOP("planner", "{file} in {folder}"))
NEW = sentence("action.new", QT_TRANSLATE_NOOP("planner", "&New plan"))
OPEN = sentence("action.open", QT_TRANSLATE_NOOP("planner", "&Open…"))
OPEN_EXAMPLE = sentence(
    "action.open-example", QT_TRANSLATE_NOOP("planner", "Open the Colossus &example")
)
SAVE = sentence("action.save", QT_TRANSLATE_NOOP("planner", "&Save"))
SAVE_AS = sentence("action.save-as", QT_TRANSLATE_NOOP("planner", "Save &as…"))
REVERT = sentence("action.revert", QT_TRANSLATE_NOOP("planner", "Re&vert to the file"))
QUIT = sentence("action.quit", QT_TRANSLATE_NOOP("planner", "&Quit"))
UNDO = sentence("action.undo", QT_TRANSLATE_NOOP("planner", "&Undo"))
REDO = sentence("action.redo", QT_TRANSLATE_NOOP("planner", "&Redo"))
UNDO_STEP = sentence("action.undo-step", QT_TRANSLATE_NOOP("planner", "&Undo: {step}"))
REDO_STEP = sentence("action.redo-step", QT_TRANSLATE_NOOP("planner", "&Redo: {step}"))
FIND = sentence("action.find", QT_TRANSLATE_NOOP("planner", "&Find a field or command…"))
PIN = sentence("action.pin", QT_TRANSLATE_NOOP("planner", "&Pin this case"))
PIN_AS_IT_IS = sentence(
    "action.pin-as-it-is", QT_TRANSLATE_NOOP("planner", "Pin this case as it &is now")
)
COMPARE = sentence("action.compare", QT_TRANSLATE_NOOP("planner", "&Compare with a file…"))
UNPIN = sentence("action.unpin", QT_TRANSLATE_NOOP("planner", "&Unpin"))
NEXT_PART = sentence("action.next-part", QT_TRANSLATE_NOOP("planner", "&Next part of the window"))
PREVIOUS_PART = sentence(
    "action.previous-part", QT_TRANSLATE_NOOP("planner", "Pre&vious part of the window")
)
COMFORTABLE = sentence("action.comfortable", QT_TRANSLATE_NOOP("planner", "&Comfortable"))
COMPACT = sentence("action.compact", QT_TRANSLATE_NOOP("planner", "Co&mpact"))
LIGHT = sentence("action.light", QT_TRANSLATE_NOOP("planner", "&Light"))
DARK = sentence("action.dark", QT_TRANSLATE_NOOP("planner", "&Dark"))
SYSTEM = sentence("action.system", QT_TRANSLATE_NOOP("planner", "As the &system"))
FULL_SCREEN = sentence("action.full-screen", QT_TRANSLATE_NOOP("planner", "&Full screen"))
RESET_LAYOUT = sentence("action.reset-layout", QT_TRANSLATE_NOOP("planner", "&Reset layout"))
STOP = sentence("action.stop", QT_TRANSLATE_NOOP("planner", "&Stop computing"))
ABOUT = sentence("action.about", QT_TRANSLATE_NOOP("planner", "&About Neocloud Planner"))
EXPLAIN = sentence("action.explain", QT_TRANSLATE_NOOP("planner", "&Explain what has the focus"))

THEMES = (("light", LIGHT), ("dark", DARK), ("system", SYSTEM))
DENSITIES = (("comfortable", COMFORTABLE), ("compact", COMPACT))


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
        self.revert = self._made(REVERT)
        self.quit = self._made(QUIT, "Ctrl+Q")
        self.undo = self._made(UNDO, StandardKey.Undo, "undo")
        self.redo = self._made(REDO, "Ctrl+Shift+Z", "redo")
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.find = self._made(FIND, "Ctrl+K", "search")
        self.pin = self._made(PIN, "Ctrl+Shift+P", "pin")
        self.pin_as_it_is = self._made(PIN_AS_IT_IS)
        self.compare_with_file = self._made(COMPARE)
        self.unpin = self._made(UNPIN)
        self.next_part = self._made(NEXT_PART, "F6")
        self.previous_part = self._made(PREVIOUS_PART, "Shift+F6")
        self.full_screen = self._made(FULL_SCREEN, "F11")
        self.full_screen.setCheckable(True)
        self.reset_layout = self._made(RESET_LAYOUT)
        self.stop = self._made(STOP, "Ctrl+.")
        self.explain = self._made(EXPLAIN, StandardKey.HelpContents)
        self.about = self._made(ABOUT)
        self.themes = self._group(THEMES)
        self.densities = self._group(DENSITIES)

    def _group(self, choices: Sequence[tuple[str, Sentence]]) -> QActionGroup:
        """Actions of which one is checked; each carries the name of what it chooses."""
        group = QActionGroup(self)
        for name, words in choices:
            action = self._made(words)
            action.setCheckable(True)
            action.setData(name)
            group.addAction(action)
        return group

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

    def list_recent(self, menu: QMenu, files: Sequence[Path]) -> None:
        """Fill the menu of recent files, newest first; each action carries its path.

        Of files that are called the same it says where they are.
        """
        menu.clear()
        names = [file.name for file in files]
        for file in files:
            said = short_name(file.name)
            if names.count(file.name) > 1:
                said = str(RECENT_IN(file=said, folder=short_name(str(file.parent))))
            action = menu.addAction(said)
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
            action.setText(str(named(step=short_name(step)) if step else plain()))
            in_full = named(step=step.replace("&", "&&")) if step else plain()
            action.setToolTip(_with_key(action, str(in_full)))

    def show_choice(self, group: QActionGroup, name: str) -> None:
        """Check what is in force."""
        for action in group.actions():
            action.setChecked(action.data() == name)


def _with_key(action: QAction, said: str = "") -> str:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    text = words_of(said or action.text())
    return f"{text} ({key})" if key else text
