"""The tables and forms beneath the pages, one tab each; rarer ones are behind "More"."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCursor, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMenu,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from planner.charts.palette import Palette
from planner.document.document import Document
from planner.domain.case import Case
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.cell import Refusal
from planner.editors.form import EntityForm
from planner.editors.table_model import EntityTableModel
from planner.editors.table_view import EntityTableView
from planner.editors.tables import FACILITIES, PHASES, RENT_ROLL, TABLES, TENANTS, Table
from planner.shell.dock_title import DockTitle
from planner.shell.table_of_path import table_of
from planner.shell.theme import Theme
from planner.units.message import QT_TRANSLATE_NOOP, Refused, Sentence, sentence


@dataclass(frozen=True)
class Form:
    """A form of the plan: the fields of the entity at a path."""

    name: str
    title: Sentence


Sheet = Table | Form
View = EntityTableView | EntityForm

SETTINGS = Form("settings", sentence("form-settings", QT_TRANSLATE_NOOP("planner", "Settings")))
MARKET = Form("market", sentence("form-market", QT_TRANSLATE_NOOP("planner", "Market")))
VALUATION = Form("valuation", sentence("form-valuation", QT_TRANSLATE_NOOP("planner", "Valuation")))

FIRST_SHEETS: tuple[Sheet, ...] = (FACILITIES, PHASES, TENANTS, RENT_ROLL, MARKET, SETTINGS)
SHEETS: tuple[Sheet, ...] = (
    *FIRST_SHEETS,
    VALUATION,
    *(table for table in TABLES if table not in FIRST_SHEETS),
)

INPUTS = sentence("editors.inputs", QT_TRANSLATE_NOOP("planner", "Tables"))
TAB = sentence("editors.tab", QT_TRANSLATE_NOOP("planner", "{table}  {count}"))
MORE = sentence("editors.more", QT_TRANSLATE_NOOP("planner", "More"))
ADD_ROW = sentence("editors.add-row", QT_TRANSLATE_NOOP("planner", "Add a row (Insert)"))
COLUMNS = sentence("editors.columns", QT_TRANSLATE_NOOP("planner", "Choose the columns"))
FLOAT = sentence("editors.float", QT_TRANSLATE_NOOP("planner", "Detach the tables"))
CLOSE = sentence("editors.close", QT_TRANSLATE_NOOP("planner", "Close the tables"))


class EditorDock(QDockWidget):
    """Every table and form of the plan; those used most have tabs from the start.

    The view of a sheet is made when its tab is first looked at.
    """

    refusals_changed = Signal()  # `refusals` is no longer what it was
    noted = Signal(str)  # something to tell in passing
    current_changed = Signal(str)  # path of the field, entity or form that is now looked at

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(str(INPUTS()), parent)
        self.setObjectName("editors")
        self._document = document
        self._theme = theme
        self._case: Case | None = None
        self._sheets: list[Sheet] = []
        self._views: dict[str, View] = {}
        self.turns: list[QAction] = []
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("editorTabs")
        self.tabs.setAccessibleName(str(INPUTS()))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget(self)
        self.setWidget(self.stack)
        self.setTitleBarWidget(self._title_bar())
        for sheet in FIRST_SHEETS:
            self._add(sheet)
        self.tabs.currentChanged.connect(self._turn_to_place)
        document.changed.connect(self._count)
        theme.changed.connect(self._recolour)

    def _title_bar(self) -> DockTitle:
        bar = DockTitle(self._theme, self)
        bar.add_part(self.tabs)
        bar.add_part(self._more_button())
        self._of_tables = (
            bar.add_button("plus", str(ADD_ROW()), self._add_row),
            bar.add_button("columns", str(COLUMNS()), self._offer_columns),
        )
        bar.add_button("detach", str(FLOAT()), self._detach)
        bar.add_button("close", str(CLOSE()), self.close)
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
        for sheet in SHEETS:
            action = QAction(str(sheet.title()), self)
            action.setData(sheet.name)
            action.triggered.connect(self._turn_to_action)
            self.turns.append(action)
            if sheet not in FIRST_SHEETS:
                menu.addAction(action)
        button.setMenu(menu)
        return button

    @Slot()
    def _add_row(self) -> None:
        table = self.current_table
        if table is not None:
            table.setFocus(Qt.FocusReason.OtherFocusReason)
            table.commands.add_row()

    @Slot()
    def _offer_columns(self) -> None:
        table = self.current_table
        if table is not None:
            menu = table.commands.columns_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(QCursor.pos())

    @Slot()
    def _detach(self) -> None:
        self.setFloating(not self.isFloating())

    # Sheets

    def _add(self, sheet: Sheet) -> int:
        self._sheets.append(sheet)
        self.stack.addWidget(QWidget(self.stack))
        return self.tabs.addTab(_tab_text(sheet, self._document.project))

    def view(self, sheet: Sheet) -> View:
        """The view of a sheet, made if it was never looked at; its tab as well."""
        place = self._sheets.index(sheet) if sheet in self._sheets else self._add(sheet)
        if sheet.name not in self._views:
            made = self._made(sheet)
            self._put(place, made)
            self._views[sheet.name] = made
        return self._views[sheet.name]

    def _made(self, sheet: Sheet) -> View:
        if isinstance(sheet, Form):
            form = EntityForm(self._document, sheet.name, parent=self.stack)
            form.set_case(self._case)
            form.refusals_changed.connect(self.refusals_changed)
            return form
        model = EntityTableModel(self._document, sheet, parent=self)
        model.set_case(self._case)
        model.refusals_changed.connect(self.refusals_changed)
        table = EntityTableView(model, self._theme.palette, self.stack)
        table.noted.connect(self.noted)
        table.current_path_changed.connect(self._lead)
        return table

    def _put(self, place: int, made: View) -> None:
        """Put a view where the empty widget of its tab was."""
        empty = self.stack.widget(place)
        self.stack.insertWidget(place, made)
        if empty is not None:
            self.stack.removeWidget(empty)
            empty.deleteLater()

    def turn_to(self, sheet: Sheet) -> View:
        """Bring this sheet into view, opening its tab if it has none."""
        made = self.view(sheet)
        self.tabs.setCurrentIndex(self._sheets.index(sheet))
        self.stack.setCurrentWidget(made)
        self.show()
        return made

    def turn_to_name(self, name: str) -> View:
        """Bring the sheet of this name into view."""
        return self.turn_to(next(sheet for sheet in SHEETS if sheet.name == name))

    def table(self, table: Table) -> EntityTableView:
        """Bring this table into view."""
        made = self.turn_to(table)
        if not isinstance(made, EntityTableView):
            raise TypeError(f"{table.name} is no table")
        return made

    @property
    def current_table(self) -> EntityTableView | None:
        """The table in front; None if that is a form."""
        made = self.view(self._sheets[self.tabs.currentIndex()])
        return made if isinstance(made, EntityTableView) else None

    @property
    def refusals(self) -> Mapping[str, str]:
        """The entries that stand refused: why, by the path of the field."""
        return {
            path: refusal.message
            for view in self._views.values()
            for path, refusal in _refusals_of(view).items()
        }

    def set_case(self, case: Case) -> None:
        """Show in all sheets what this case overrides."""
        self._case = case
        for view in self._views.values():
            if isinstance(view, EntityForm):
                view.set_case(case)
            else:
                view.entities.set_case(case)

    @Slot()
    def add_facility(self) -> None:
        """Begin to type the name of a facility."""
        view = self.table(FACILITIES)
        names = [column.name for column in view.entities.columns]
        self._type_into(
            view, view.entities.index(view.entities.rowCount() - 1, names.index("name"))
        )

    def add(self, table: Table, list_path: Path) -> None:
        """Add a row to a list and begin to type its name."""
        view = self.table(table)
        try:
            path = view.entities.edits.add(list_path)
        except Refused as refusal:
            self.noted.emit(str(refusal.message))
            return
        self._type_into(view, view.entities.index_of(f"{path}/name"))

    def _type_into(self, view: EntityTableView, index: QModelIndex) -> None:
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.setCurrentIndex(index)
        view.scrollTo(index)
        view.edit(index)

    @property
    def current_path(self) -> Path:
        """What is looked at: a field or entity of the table in front, or a form; empty if none."""
        sheet = self._sheets[self.tabs.currentIndex()]
        if isinstance(sheet, Form):
            return sheet.name
        view = self._views.get(sheet.name)
        if not isinstance(view, EntityTableView):
            return ""
        return view.entities.path_of(view.currentIndex())

    @Slot()
    def _lead(self) -> None:
        self.current_changed.emit(self.current_path)

    @Slot(str)
    def jump(self, path: str) -> None:
        """Bring the field or entity at a path into view, or the nearest thing above it."""
        form = next(
            (s for s in SHEETS if isinstance(s, Form) and path.split("/")[0] == s.name), None
        )
        if form is not None:
            self.turn_to(form).show_path(path)
            return
        found = table_of(path)
        if found is None:
            return
        view = self.table(found.table)
        if found.path and not view.show_path(found.path):
            view.show_path(found.row_path)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the sheet in front when the dock is first seen."""
        super().showEvent(event)
        self._turn_to_place(self.tabs.currentIndex())

    @Slot(int)
    def _turn_to_place(self, place: int) -> None:
        view = self.view(self._sheets[place])
        self.stack.setCurrentWidget(view)
        for button in self._of_tables:
            button.setEnabled(isinstance(view, EntityTableView))
        self._lead()

    @Slot()
    def _turn_to_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.turn_to_name(action.data()).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object, object)
    def _count(self, _before: Project, after: Project) -> None:
        for place, sheet in enumerate(self._sheets):
            self.tabs.setTabText(place, _tab_text(sheet, after))

    @Slot(object)
    def _recolour(self, palette: Palette) -> None:
        for view in self._views.values():
            if isinstance(view, EntityTableView):
                view.set_palette(palette)


def _tab_text(sheet: Sheet, project: Project) -> str:
    if isinstance(sheet, Form):
        return str(sheet.title())
    count = sum(len(children) for _, _, children in sheet.projection.lists(project))
    return str(TAB(table=sheet.title(), count=count))


def _refusals_of(view: View) -> Mapping[str, Refusal]:
    return view.refusals if isinstance(view, EntityForm) else view.entities.refusals
