"""The tables beneath the pages, one tab each; rarer ones are behind "More"."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCursor, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from planner.charts.palette import Palette
from planner.document.document import Document
from planner.domain.case import Case
from planner.domain.project import Project
from planner.editors.table_model import EntityTableModel
from planner.editors.table_view import EntityTableView
from planner.editors.tables import FACILITIES, PHASES, RENT_ROLL, TABLES, TENANTS, Table
from planner.shell.table_of_path import table_of
from planner.shell.theme import Theme
from planner.units.message import QT_TRANSLATE_NOOP, sentence

FIRST_TABLES = (FACILITIES, PHASES, TENANTS, RENT_ROLL)

INPUTS = sentence("editors.inputs", QT_TRANSLATE_NOOP("planner", "Tables"))
TAB = sentence("editors.tab", QT_TRANSLATE_NOOP("planner", "{table}  {count}"))
MORE = sentence("editors.more", QT_TRANSLATE_NOOP("planner", "More"))
ADD_ROW = sentence("editors.add-row", QT_TRANSLATE_NOOP("planner", "Add a row (Insert)"))
COLUMNS = sentence("editors.columns", QT_TRANSLATE_NOOP("planner", "Choose the columns"))
FLOAT = sentence("editors.float", QT_TRANSLATE_NOOP("planner", "Detach the tables"))
CLOSE = sentence("editors.close", QT_TRANSLATE_NOOP("planner", "Close the tables"))


class EditorDock(QDockWidget):
    """Every table of the plan; those used most have tabs from the start.

    A table's model and view are made when its tab is first looked at.
    """

    refusals_changed = Signal()  # `refusals` is no longer what it was
    noted = Signal(str)  # something to tell in passing

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(str(INPUTS()), parent)
        self.setObjectName("editors")
        self._document = document
        self._theme = theme
        self._case: Case | None = None
        self._tables: list[Table] = []
        self._views: dict[str, EntityTableView] = {}
        self.turns: list[QAction] = []
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("editorTabs")
        self.tabs.setAccessibleName(str(INPUTS()))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget(self)
        self.setWidget(self.stack)
        self.setTitleBarWidget(self._title_bar())
        for table in FIRST_TABLES:
            self._add(table)
        self.tabs.currentChanged.connect(self._turn_to_place)
        document.changed.connect(self._count)
        theme.changed.connect(self._recolour)

    def _title_bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("editorTitle")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setStyleSheet("#editorTitle { background: palette(midlight); }")
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.tabs)
        row.addWidget(self._more_button())
        row.addStretch(1)
        row.addWidget(self._button("plus", str(ADD_ROW()), self._add_row))
        row.addWidget(self._button("columns", str(COLUMNS()), self._offer_columns))
        row.addWidget(self._button("detach", str(FLOAT()), self._detach))
        row.addWidget(self._button("close", str(CLOSE()), self.close))
        return bar

    def _more_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setText(str(MORE()))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._theme.set_icon(button, "chevron-down")
        menu = QMenu(button)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for table in TABLES:
            action = QAction(str(table.title()), self)
            action.setData(table.name)
            action.triggered.connect(self._turn_to_action)
            self.turns.append(action)
            if table not in FIRST_TABLES:
                menu.addAction(action)
        button.setMenu(menu)
        return button

    def _button(self, icon: str, words: str, pressed: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(16, 16))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(pressed)
        self._theme.set_icon(button, icon)
        return button

    @Slot()
    def _add_row(self) -> None:
        view = self.current_view
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.commands.add_row()

    @Slot()
    def _offer_columns(self) -> None:
        menu = self.current_view.commands.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(QCursor.pos())

    @Slot()
    def _detach(self) -> None:
        self.setFloating(not self.isFloating())

    # Tables

    def _add(self, table: Table) -> int:
        self._tables.append(table)
        self.stack.addWidget(QWidget(self.stack))
        return self.tabs.addTab(self._tab_text(table, self._document.project))

    def view(self, table: Table) -> EntityTableView:
        """The view of a table, made if it was never looked at; its tab as well."""
        place = self._tables.index(table) if table in self._tables else self._add(table)
        if table.name not in self._views:
            model = EntityTableModel(self._document, table, parent=self)
            model.set_case(self._case)
            made = EntityTableView(model, self._theme.palette, self.stack)
            model.refusals_changed.connect(self.refusals_changed)
            made.noted.connect(self.noted)
            self._put(place, made)
            self._views[table.name] = made
        return self._views[table.name]

    def _put(self, place: int, made: EntityTableView) -> None:
        """Put a view where the empty widget of its tab was."""
        empty = self.stack.widget(place)
        self.stack.insertWidget(place, made)
        if empty is not None:
            self.stack.removeWidget(empty)
            empty.deleteLater()

    def turn_to(self, table: Table) -> EntityTableView:
        """Bring this table into view, opening its tab if it has none."""
        made = self.view(table)
        self.tabs.setCurrentIndex(self._tables.index(table))
        self.stack.setCurrentWidget(made)
        self.show()
        return made

    @property
    def current_view(self) -> EntityTableView:
        """The view of the table in front."""
        return self.view(self._tables[self.tabs.currentIndex()])

    @property
    def refusals(self) -> Mapping[str, str]:
        """The entries that stand refused: why, by the path of the field."""
        return {
            path: refusal.message
            for view in self._views.values()
            for path, refusal in view.entities.refusals.items()
        }

    def set_case(self, case: Case) -> None:
        """Show in all tables what this case overrides."""
        self._case = case
        for view in self._views.values():
            view.entities.set_case(case)

    def turn_to_name(self, name: str) -> None:
        """Bring the table of this name into view."""
        self.turn_to(next(table for table in TABLES if table.name == name))

    @Slot()
    def add_facility(self) -> None:
        """Begin to type the name of a facility."""
        view = self.turn_to(FACILITIES)
        names = [column.name for column in view.entities.columns]
        index = view.entities.index(view.entities.rowCount() - 1, names.index("name"))
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.setCurrentIndex(index)
        view.edit(index)

    @Slot(str)
    def jump(self, path: str) -> None:
        """Bring the field or entity at a path into view, or the nearest thing above it."""
        found = table_of(path)
        if found is None:
            return
        view = self.turn_to(found.table)
        if found.path and not view.show_path(found.path):
            view.show_path(found.row_path)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the table in front when the dock is first seen."""
        super().showEvent(event)
        self._turn_to_place(self.tabs.currentIndex())

    @Slot(int)
    def _turn_to_place(self, place: int) -> None:
        self.stack.setCurrentWidget(self.view(self._tables[place]))

    @Slot()
    def _turn_to_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.turn_to_name(action.data())
            self.current_view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object, object)
    def _count(self, _before: Project, after: Project) -> None:
        for place, table in enumerate(self._tables):
            self.tabs.setTabText(place, self._tab_text(table, after))

    def _tab_text(self, table: Table, project: Project) -> str:
        count = sum(len(children) for _, _, children in table.projection.lists(project))
        return str(TAB(table=table.title(), count=count))

    @Slot(object)
    def _recolour(self, palette: Palette) -> None:
        for view in self._views.values():
            view.set_palette(palette)
