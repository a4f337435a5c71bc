"""The table in which overrides are typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from planner.editors.cell import Palette
from planner.editors.override_model import OverrideModel, Place
from planner.editors.sheet_view import Command, SheetView
from planner.editors.table_commands import ADD, REMOVE
from planner.units.message import QT_TRANSLATE_NOOP, sentence

OVERRIDES = sentence("overrides-table", QT_TRANSLATE_NOOP("planner", "Overrides"))
OVERRIDE = sentence("overrides-one", QT_TRANSLATE_NOOP("planner", "override"))
# Narrower than this the value as written is left out, so that the names keep some room.
ENOUGH_FOR_BASE = 380
# A value may at least be a date.
NARROWEST_VALUE, WIDEST_VALUE, BASE_WIDTH = 98, 180, 104
SHARE_OF_VALUE = 0.34
# Beside other tables: with the value as written, and with room for a field and its value.
WANTED_WIDTH, LEAST_WIDTH = 440, 300


class OverrideView(SheetView):
    """Insert goes to the row for adding, Delete takes the selected overrides away."""

    def __init__(
        self, model: OverrideModel, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, palette, parent)
        self.setObjectName("table-overrides")
        self.setAccessibleName(str(OVERRIDES()))
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(Place.FIELD, QHeaderView.ResizeMode.Stretch)

    @property
    def overrides(self) -> OverrideModel:
        """The model that is shown."""
        if not isinstance(self._cells, OverrideModel):
            raise TypeError(type(self._cells).__name__)
        return self._cells

    def fit_columns(self) -> None:
        """The field takes what the others leave."""
        wanted = int(SHARE_OF_VALUE * self.viewport().width())
        self.setColumnWidth(Place.VALUE, min(max(wanted, NARROWEST_VALUE), WIDEST_VALUE))
        self.setColumnWidth(Place.BASE, BASE_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(Place.BASE, self.viewport().width() < ENOUGH_FOR_BASE)
        self.fit_columns()

    def wanted_width(self) -> int:
        return WANTED_WIDTH

    def least_width(self) -> int:
        return LEAST_WIDTH

    def wanted_height(self) -> int:
        """Room for the header and all rows."""
        rows = self.overrides.rowCount()
        height = self.verticalHeader().defaultSectionSize()
        return self.horizontalHeader().height() + rows * height + 2 * self.frameWidth()

    def leave_editor(self, down: int, right: int, added: int | None) -> None:
        """From a field that was just chosen to the value it is to have."""
        if added is not None:
            self.go(added, Place.VALUE)
        else:
            self.step(down, right)

    def own_command(self, event: QKeyEvent) -> Command | None:
        return {
            Qt.Key.Key_Delete: self.remove_selected,
            Qt.Key.Key_Insert: self.add,
        }.get(Qt.Key(event.key()))

    def add(self) -> None:
        """Begin to type what else is to be changed."""
        last = self.overrides.rowCount() - 1
        if last >= 0:
            self.go(last, Place.FIELD)
            self.edit(self.currentIndex())

    def remove_selected(self) -> None:
        """Take the selected overrides away."""
        self.overrides.remove(sorted({index.row() for index in self.selectedIndexes()}))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.row_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def row_menu(self) -> QMenu:
        """The menu of a row. The caller shows it; it goes when it is closed."""
        menu = QMenu(self)
        add = QAction(str(ADD(kind=str(OVERRIDE()))), menu)
        add.triggered.connect(self.add)
        remove = QAction(str(REMOVE()), menu)
        chosen = {index.row() for index in self.selectedIndexes()}
        remove.setEnabled(any(row < len(self.overrides.overrides) for row in chosen))
        remove.triggered.connect(self.remove_selected)
        menu.addActions([add, remove])
        return menu
