"""Type to find a field or a command; Return goes there or does it."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.charts.lettering import LEGEND, lettering
from planner.charts.palette import palette_in_force
from planner.document.document import Document
from planner.shell.findable import Findables, Found, commands_of
from planner.shell.icons import coloured_icon
from planner.shell.menus import Menus
from planner.units.message import QT_TRANSLATE_NOOP, sentence

FIND = sentence("finder.find", QT_TRANSLATE_NOOP("planner", "Find a field or command"))
RESULTS = sentence("finder.results", QT_TRANSLATE_NOOP("planner", "Found"))
NOTHING = sentence(
    "finder.nothing", QT_TRANSLATE_NOOP("planner", "Nothing is called so. Try fewer letters.")
)

MOST = 60
SHOWN = 12
WIDTH = 560
ROW_HEIGHT = 28
MARGIN, GAP, ICON_SIDE = 8, 8, 16

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_Key = Qt.Key
_LED_BY_KEYS = {_Key.Key_Up, _Key.Key_Down, _Key.Key_PageUp, _Key.Key_PageDown}


class FoundRole(IntEnum):
    """What the list asks for beside the usual roles."""

    FOUND = Qt.ItemDataRole.UserRole + 1


class FoundModel(QAbstractListModel):
    """What was found, the nearest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: Sequence[Found] = ()

    def show(self, found: Sequence[Found]) -> None:
        """Hold these."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def found(self, row: int) -> Found | None:
        """What stands in a row; None outside."""
        return self._found[row] if 0 <= row < len(self._found) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.found(index.row())
        if found is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return found.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return found.spoken()
        return found if role == FoundRole.FOUND else None


class _Delegate(QStyledItemDelegate):
    """An icon, the title, where it is, and the key at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(WIDTH // 2, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Found = index.data(FoundRole.FOUND)
        palette, row = palette_in_force(), QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, QColor(palette.selection))
            painter.fillRect(row.left(), row.top(), 2, row.height(), QColor(palette.accent))
        name = "command" if isinstance(found.target, QAction) else "columns"
        middle = row.center().y() - ICON_SIDE // 2 + 1
        icon = coloured_icon(name, palette.muted)
        icon.paint(painter, row.left() + MARGIN, middle, ICON_SIDE, ICON_SIDE)
        room = row.adjusted(MARGIN + ICON_SIDE + GAP, 0, -MARGIN, 0)
        small = lettering(LEGEND)
        painter.setPen(QColor(palette.muted))
        painter.setFont(small)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if found.key:
            painter.drawText(room, right, found.key)
            room.adjust(0, 0, -QFontMetrics(small).horizontalAdvance(found.key) - GAP, 0)
        metrics = QFontMetrics(lettering(13))
        title = metrics.elidedText(found.title, Qt.TextElideMode.ElideRight, room.width())
        after = metrics.horizontalAdvance(title) + GAP
        context = QFontMetrics(small).elidedText(
            found.context, Qt.TextElideMode.ElideMiddle, max(room.width() - after, 0)
        )
        painter.drawText(room.adjusted(after, 0, 0, 0), left, context)
        painter.setFont(lettering(13))
        painter.setPen(QColor(palette.text))
        painter.drawText(room, left, title)
        painter.restore()


class Finder(QFrame):
    """Floats over the window until something is chosen, or Esc.

    Signals
    -------
    path_chosen(path: str)
        Go to this field or entity.
    """

    path_chosen = Signal(str)

    def __init__(self, document: Document, menus: Menus, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._document = document
        self._menus = menus
        self._findables = Findables()
        self.setObjectName("finder")
        self.setAccessibleName(str(FIND()))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(str(FIND()))
        self.line.setAccessibleName(str(FIND()))
        self.line.setClearButtonEnabled(False)
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.found = FoundModel(self)
        self.list = QListView(self)
        self.list.setModel(self.found)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setAccessibleName(str(RESULTS()))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._choose)
        self.nothing = QLabel(str(NOTHING()), self)
        self.nothing.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        for part in (self.line, self.list, self.nothing):
            column.addWidget(part)

    def open_at(self, right_top: QPoint) -> None:
        """Show it with its upper right corner here, empty and ready to type."""
        self.line.clear()
        self._search("")
        self.setFixedWidth(WIDTH)
        self.adjustSize()
        self.move(right_top - QPoint(WIDTH, 0))
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(str)
    def _search(self, typed: str) -> None:
        commands = commands_of(self._menus.all())
        project = self._document.project
        self.found.show(self._findables.matching(project, list(commands), typed, MOST))
        count = self.found.rowCount()
        self.list.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        self.list.setFixedHeight(min(max(count, 1), SHOWN) * ROW_HEIGHT + 2)
        if count:
            self.list.setCurrentIndex(self.found.index(0))
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows lead through the list while the line keeps the focus; Return chooses."""
        if watched is self.line and isinstance(event, QKeyEvent) and self._is_led(event):
            return True
        return super().eventFilter(watched, event)

    def _is_led(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _LED_BY_KEYS:
            steps = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -SHOWN}
            row = self.list.currentIndex().row() + steps.get(_Key(event.key()), SHOWN)
            last = self.found.rowCount() - 1
            self.list.setCurrentIndex(self.found.index(min(max(row, 0), max(last, 0))))
            return True
        if event.key() in (_Key.Key_Return, _Key.Key_Enter):
            self._choose(self.list.currentIndex())
            return True
        return False

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        found = self.found.found(index.row())
        if found is None:
            return
        self.close()
        if isinstance(found.target, QAction):
            found.target.trigger()
        else:
            self.path_chosen.emit(found.target)
