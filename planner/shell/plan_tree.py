"""The plan's outline at the left: leads to every part, adds and removes entries."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QMenu,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from planner.charts.palette import palette_in_force
from planner.document.document import Document
from planner.document.identity import Removal
from planner.domain.path import Path
from planner.editors.short_name import short_name
from planner.shell.icons import coloured_icon
from planner.shell.plan_commands import ADDABLE, Addition, PlanCommands, addition, is_listed
from planner.shell.plan_tree_delegate import COMPACT_ROW_HEIGHT, ROW_HEIGHT, PlanTreeDelegate
from planner.shell.plan_tree_model import Index, PlanTreeModel
from planner.units.message import QT_TRANSLATE_NOOP, sentence

PLAN = sentence("tree.plan", QT_TRANSLATE_NOOP("planner", "Plan"))
ADD = sentence("tree.add", QT_TRANSLATE_NOOP("planner", "Add"))
RENAME = sentence("tree.rename", QT_TRANSLATE_NOOP("planner", "Rename"))
SHOW = sentence("tree.show", QT_TRANSLATE_NOOP("planner", "Show in its table"))
DUPLICATE = sentence("tree.duplicate", QT_TRANSLATE_NOOP("planner", "Duplicate"))
MOVE_UP = sentence("tree.move-up", QT_TRANSLATE_NOOP("planner", "Move up"))
MOVE_DOWN = sentence("tree.move-down", QT_TRANSLATE_NOOP("planner", "Move down"))
STAYS = sentence("tree.stays", QT_TRANSLATE_NOOP("planner", "Remove: {reason}"))

OPEN_AT_FIRST = ("facilities", "tenants")
INDENT = 16
CHEVRON = 12
CHEVRON_IN = 8
BAR = 2

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier


class PlanTree(QTreeView):
    """Shows the outline; choosing an entry asks for its table.

    Signals
    -------
    chosen(path: str)
        An entry was selected by the user; the focus is to stay here.
    opened(path: str)
        An entry was asked for: its table is to come up and take the focus.
    addition_asked(addition: Addition)
        A row is to be added and its name typed.
    """

    chosen = Signal(str)
    opened = Signal(str)
    addition_asked = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.outline = PlanTreeModel(document, self)
        self.commands = PlanCommands(document, self)
        self._delegate = PlanTreeDelegate(self)
        self._is_led = False
        self.setModel(self.outline)
        self.setItemDelegate(self._delegate)
        self._look()
        self._open_first()
        self.outline.modelReset.connect(self._open_first)
        self.outline.refused.connect(self.commands.noted)
        self.activated.connect(self._open)

    def _look(self) -> None:
        self.setObjectName("planTree")
        self.setAccessibleName(str(PLAN()))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(INDENT)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @Slot()
    def _open_first(self) -> None:
        for path in OPEN_AT_FIRST:
            self.expandRecursively(self.outline.index_of(path))

    @property
    def path(self) -> Path:
        """What is selected; empty if nothing is."""
        return self._path(self.currentIndex())

    def _path(self, index: Index) -> Path:
        node = self.outline.node(index)
        return "" if node is None else node.path

    def lead_to(self, path: Path) -> None:
        """Select the entry of a path, or what it lies in, without telling of it."""
        index = self.outline.index_of(path)
        if index == self.currentIndex():
            return
        self._is_led = True
        try:
            self.setCurrentIndex(index)
            self.scrollTo(index)
        finally:
            self._is_led = False

    def set_compact(self, compact: bool) -> None:
        """Rows of 22 px instead of 26."""
        self._delegate.row_height = COMPACT_ROW_HEIGHT if compact else ROW_HEIGHT
        self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._is_led and self.hasFocus() and self._path(current):
            self.chosen.emit(self._path(current))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if self._path(index):
            self.opened.emit(self._path(index))

    # Keys and menus

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds beside, Delete removes, Alt and an arrow moves; all else as in every tree."""
        keys = {
            (_Key.Key_Insert, _Modifier.NoModifier): self._add_beside,
            (_Key.Key_Delete, _Modifier.NoModifier): self._remove,
            (_Key.Key_Up, _Modifier.AltModifier): self._move_up,
            (_Key.Key_Down, _Modifier.AltModifier): self._move_down,
        }
        modifiers = event.modifiers() & ~_Modifier.KeypadModifier
        command = keys.get((_Key(event.key()), modifiers))
        if command is None or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        event.accept()
        command()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the selected entry. The caller shows it and lets it go."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        path = self.path
        if path:
            menu.addAction(str(SHOW())).triggered.connect(self._show_selected)
        menu.addMenu(self.addition_menu(menu))
        if not is_listed(self._document.project, path):
            return menu
        menu.addSeparator()
        for words, keys, slot, can in (
            (RENAME, "F2", self._rename, True),
            (DUPLICATE, "", self._duplicate, True),
            (MOVE_UP, "Alt+Up", self._move_up, self.commands.can_move(path, -1)),
            (MOVE_DOWN, "Alt+Down", self._move_down, self.commands.can_move(path, 1)),
        ):
            action = menu.addAction(f"{words()}\t{keys}" if keys else str(words()))
            action.triggered.connect(slot)
            action.setEnabled(can)
        menu.addSeparator()
        removal = self.commands.removal(path)
        if isinstance(removal, Removal):
            action = menu.addAction(f"{self.commands.removal_title(path, removal)}\tDel")
            action.triggered.connect(self._remove)
        else:
            menu.addAction(str(STAYS(reason=removal)).replace("&", "&&")).setEnabled(False)
        return menu

    def addition_menu(self, parent: QWidget) -> QMenu:
        """What can be added, near the selected entry where that makes a difference."""
        menu = QMenu(str(ADD()), parent)
        menu.setToolTipsVisible(True)
        for table in ADDABLE:
            if table is None:
                menu.addSeparator()
                continue
            found = addition(self._document.project, table, self.path)
            if found is not None:
                action = menu.addAction(short_name(found.title))
                action.setToolTip(found.title)
                action.setData(found)
        menu.triggered.connect(self._ask_for_addition)
        return menu

    def offer_additions(self, place: QPoint) -> None:
        """Show the menu of what can be added."""
        menu = self.addition_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    @Slot(QAction)
    def _ask_for_addition(self, action: QAction) -> None:
        if isinstance(action.data(), Addition):
            self.addition_asked.emit(action.data())

    @Slot()
    def _show_selected(self) -> None:
        self.opened.emit(self.path)

    @Slot()
    def _rename(self) -> None:
        self.edit(self.currentIndex())

    @Slot()
    def _duplicate(self) -> None:
        self.setCurrentIndex(self.outline.index_of(self.commands.duplicate(self.path)))

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        if is_listed(self._document.project, self.path):
            self.commands.move(self.path, step)

    @Slot()
    def _remove(self) -> None:
        if is_listed(self._document.project, self.path):
            self.commands.remove(self.path)

    def _add_beside(self) -> None:
        """Another of the selected kind, where that is one of those the outline can add."""
        parts = self.path.split("/")
        list_path = self.path if len(parts) % 2 else "/".join(parts[:-1])
        for table in ADDABLE:
            if table is not None and table.projection.fields[-1] == list_path.split("/")[-1]:
                found = addition(self._document.project, table, self.path)
                if found is not None:
                    self.addition_asked.emit(found)

    # Painting

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The selection from edge to edge, with a bar at its left, so that colour is not alone."""
        row: QRect = option.rect
        palette, chosen = palette_in_force(), self.selectionModel().isSelected(index)
        if chosen:
            painter.fillRect(row, QColor(palette.selection))
        super().drawRow(painter, option, index)
        if chosen:
            bar = QRect(row.left(), row.top(), BAR, row.height())
            painter.fillRect(bar, QColor(palette.accent))

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A chevron before what can be opened."""
        if self.outline.rowCount(index) == 0:
            return
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        left = rect.right() + 1 - INDENT + CHEVRON_IN
        place = QRect(left, rect.center().y() - CHEVRON // 2 + 1, CHEVRON, CHEVRON)
        coloured_icon(name, palette_in_force().muted).paint(painter, place)
