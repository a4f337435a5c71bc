"""The tables and forms beneath the pages, one tab each; those without room are behind "More"."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from planner.charts.palette import Palette
from planner.document.document import Document
from planner.domain.case import Case
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.sheet import Sheet
from planner.editors.tab import TABS, Tab, tab_named, tab_of_form, tab_of_table
from planner.editors.table_view import EntityTableView
from planner.editors.tables import FACILITIES, RENT_ROLL, Table
from planner.shell.dock_title import DockTitle
from planner.shell.fitting_tabs import FittingTabs
from planner.shell.icons import beside_icon
from planner.shell.low_stack import LowStack
from planner.shell.table_of_path import table_of
from planner.shell.theme import Theme
from planner.shell.titled_dock import TitledDock
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence

INPUTS = sentence("editors.inputs", QT_TRANSLATE_NOOP("planner", "Tables"))
TAB = sentence("editors.tab", QT_TRANSLATE_NOOP("planner", "{table}  {count}"))
MORE = sentence("editors.more", QT_TRANSLATE_NOOP("planner", "More"))
ADD_ROW = sentence("editors.add-row", QT_TRANSLATE_NOOP("planner", "Add a row (Insert)"))
FILTER = sentence("editors.filter", QT_TRANSLATE_NOOP("planner", "Filter"))
FILTER_HINT = sentence(
    "editors.filter-hint", QT_TRANSLATE_NOOP("planner", "Words that a row must have")
)
FILTER_TIP = sentence(
    "editors.filter-tip",
    QT_TRANSLATE_NOOP("planner", "Show only rows that have some words (Ctrl+F)"),
)
NEXT = sentence("editors.next", QT_TRANSLATE_NOOP("planner", "&Next table or form"))
PREVIOUS = sentence("editors.previous", QT_TRANSLATE_NOOP("planner", "&Previous table or form"))
CLEAR_FILTER = sentence("editors.clear-filter", QT_TRANSLATE_NOOP("planner", "Show all rows"))
COLUMNS = sentence("editors.columns", QT_TRANSLATE_NOOP("planner", "Columns"))
COLUMNS_TIP = sentence("editors.columns-tip", QT_TRANSLATE_NOOP("planner", "Choose the columns"))
FLOAT = sentence("editors.float", QT_TRANSLATE_NOOP("planner", "Detach the tables"))
CLOSE = sentence("editors.close", QT_TRANSLATE_NOOP("planner", "Close the tables"))
FILTER_WIDTH, ALL_ROOM = 190, 100
# For the names of the columns, a row and a scroll bar.
LEAST_ROOM = QSize(240, 62)


class EditorDock(TitledDock):
    """Every table and form of the plan.

    What a tab shows is made when the tab is first looked at.
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
        self._problems: Mapping[Path, Sequence[str]] = {}
        self._is_compact = False
        self._sheets: dict[str, Sheet] = {}
        self.turns = [self._turn(tab) for tab in TABS]
        self.steps = self._step_actions()
        self._tabs = FittingTabs(theme, str(INPUTS()), str(MORE()), self)
        self.tabs = self._tabs.bar
        self.tabs.setObjectName("editorTabs")
        self.stack = LowStack(LEAST_ROOM, self)
        for _ in TABS:
            self.stack.addWidget(QWidget(self.stack))
        self.setWidget(self.stack)
        self.filter_line = self._filter_line()
        self.setTitleBarWidget(self._title_bar())
        self._count(document.project, document.project)
        self._tabs.turned.connect(self._turn_to_place)
        document.changed.connect(self._count)
        theme.changed.connect(self._recolour)

    def _turn(self, tab: Tab) -> QAction:
        action = QAction(str(tab.title()), self)
        action.setData(tab.name)
        action.triggered.connect(self._turn_to_action)
        return action

    def _step_actions(self) -> list[QAction]:
        """A rule, then to the next tab and to the one before, by the keys of spreadsheets."""
        rule = QAction(self)
        rule.setSeparator(True)
        actions = [rule]
        for words, keys, step in ((NEXT, "Ctrl+PgDown", 1), (PREVIOUS, "Ctrl+PgUp", -1)):
            action = QAction(str(words()), self)
            action.setShortcut(QKeySequence(keys))
            action.setData(step)
            action.triggered.connect(self._step)
            actions.append(action)
        return actions

    def _filter_line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(str(FILTER_HINT()))
        line.setAccessibleName(str(FILTER()))
        line.setClearButtonEnabled(True)
        line.setAcceptDrops(False)  # files are for the window
        for clear in line.findChildren(QToolButton):
            clear.setAccessibleName(str(CLEAR_FILTER()))
        line.setFixedWidth(FILTER_WIDTH)
        line.hide()
        line.textChanged.connect(self._filter)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), line)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self._leave_filter)
        go = QShortcut(QKeySequence(Qt.Key.Key_Return), line)
        go.setContext(Qt.ShortcutContext.WidgetShortcut)
        go.activated.connect(self._go_to_rows)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.begin_filter)
        return line

    def _title_bar(self) -> DockTitle:
        bar = DockTitle(self._theme, self)
        bar.add_part(self._tabs, ALL_ROOM)
        bar.add_part(self.filter_line)
        filter_button = self._worded(bar.add_button("filter", str(FILTER_TIP()), self._turn_filter))
        filter_button.setText(beside_icon(str(FILTER())))
        self.columns_button = self._worded(
            bar.add_button("columns", str(COLUMNS_TIP()), self._offer_columns)
        )
        self.columns_button.setText(beside_icon(str(COLUMNS())))
        add = bar.add_button("plus", str(ADD_ROW()), self._add_row)
        self._of_tables = (filter_button, self.columns_button, add)
        self.say_on(bar.add_button("detach", str(FLOAT()), self.detach))
        bar.add_button("close", str(CLOSE()), self.close)
        return bar

    def _worded(self, button: QToolButton) -> QToolButton:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(14, 14))
        button.setProperty("quiet", True)
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
            menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    # Filter

    @Slot()
    def begin_filter(self) -> None:
        """Open the line for the words that rows must have."""
        if self.current_table is not None:
            self.filter_line.show()
            self.filter_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter_line.selectAll()

    @Slot()
    def _turn_filter(self) -> None:
        if self.filter_line.isVisible():
            self._leave_filter()
        else:
            self.begin_filter()

    @Slot()
    def _leave_filter(self) -> None:
        self.filter_line.clear()
        self.filter_line.hide()
        self.current_sheet.take_focus()

    @Slot()
    def _go_to_rows(self) -> None:
        self.current_sheet.take_focus()

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.current_sheet.filter(text)

    @Slot()
    def _drop_filter(self) -> None:
        """The rows are shown again, since one of them was asked for."""
        if self.sender() is self.current_sheet:
            self.filter_line.blockSignals(True)
            self.filter_line.clear()
            self.filter_line.blockSignals(False)
            self.filter_line.hide()

    # Sheets

    def sheet(self, tab: Tab) -> Sheet:
        """What a tab shows, made if it was never looked at."""
        if tab.name not in self._sheets:
            made = Sheet(self._document, tab, self._theme.palette, self.stack)
            made.set_case(self._case)
            made.set_problems(self._problems)
            made.set_compact(self._is_compact)
            made.refusals_changed.connect(self.refusals_changed)
            made.noted.connect(self.noted)
            made.path_asked.connect(self.jump)
            made.current_path_changed.connect(self._lead)
            made.filter_dropped.connect(self._drop_filter)
            self._put(TABS.index(tab), made)
            self._sheets[tab.name] = made
        return self._sheets[tab.name]

    def _put(self, place: int, made: Sheet) -> None:
        """Put a sheet where the empty widget of its tab was."""
        empty = self.stack.widget(place)
        self.stack.insertWidget(place, made)
        if empty is not None:
            self.stack.removeWidget(empty)
            empty.deleteLater()

    def turn_to(self, tab: Tab) -> Sheet:
        """Bring this tab into view."""
        made = self.sheet(tab)
        self._tabs.turn_to(TABS.index(tab))
        self.stack.setCurrentWidget(made)
        self.show()
        return made

    def turn_to_name(self, name: str) -> Sheet:
        """Bring the tab of this name, or that with the table of this name, into view."""
        return self.turn_to(tab_named(name))

    def table(self, table: Table) -> EntityTableView:
        """Bring this table into view."""
        return self.turn_to(tab_of_table(table)).views[table.name]

    @property
    def current_sheet(self) -> Sheet:
        """What the tab in front shows."""
        return self.sheet(TABS[self.tabs.currentIndex()])

    @property
    def current_table(self) -> EntityTableView | None:
        """The table in front that has the focus, or the first; None if that is a form."""
        return self.current_sheet.table

    @property
    def refusals(self) -> Mapping[str, str]:
        """The entries that stand refused: why, by the path of the field."""
        return {
            path: refusal.message
            for sheet in self._sheets.values()
            for path, refusal in sheet.refusals.items()
        }

    def set_case(self, case: Case) -> None:
        """Show in all sheets what this case overrides."""
        self._case = case
        for sheet in self._sheets.values():
            sheet.set_case(case)

    def set_problems(self, problems: Mapping[Path, Sequence[str]]) -> None:
        """Mark in all sheets the fields that problems speak of; their sentences by path."""
        self._problems = problems
        for sheet in self._sheets.values():
            sheet.set_problems(problems)

    def set_compact(self, compact: bool) -> None:
        """Rows of 22 px instead of 26."""
        self._is_compact = compact
        for sheet in self._sheets.values():
            sheet.set_compact(compact)

    @Slot()
    def add_facility(self) -> None:
        """Begin to type the name of a facility."""
        self._type_name(FACILITIES)

    @Slot()
    def add_contract(self) -> None:
        """Begin to type the name of a contract."""
        self._type_name(RENT_ROLL)

    def _type_name(self, table: Table) -> None:
        view = self.table(table)
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
        sheet = self._sheets.get(TABS[self.tabs.currentIndex()].name)
        return "" if sheet is None else sheet.current_path

    @Slot()
    def _lead(self) -> None:
        self.current_changed.emit(self.current_path)

    @Slot(str)
    def jump(self, path: str) -> None:
        """Bring the field or entity at a path into view, or the nearest thing above it."""
        tab = tab_of_form(path)
        if tab is not None:
            self.turn_to(tab).show_path(path)
            return
        found = table_of(path)
        if found is None:
            return
        sheet = self.turn_to(tab_of_table(found.table))
        view = sheet.views[found.table.name]
        if found.path and not (sheet.show_path(found.path) or view.show_path(found.row_path)):
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the sheet in front when the dock is first seen."""
        super().showEvent(event)
        self._turn_to_place(self.tabs.currentIndex())

    @Slot(int)
    def _turn_to_place(self, place: int) -> None:
        sheet = self.sheet(TABS[place])
        self.stack.setCurrentWidget(sheet)
        for button in self._of_tables:
            button.setEnabled(sheet.table is not None)
        if sheet.table is None:
            self.filter_line.hide()
        elif self.filter_line.isVisible():
            sheet.filter(self.filter_line.text())
        self._lead()

    @Slot()
    def _turn_to_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.turn_to_name(action.data()).take_focus()
            self.come_forward()

    @Slot()
    def _step(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            place = (self.tabs.currentIndex() + int(action.data())) % len(TABS)
            self.turn_to(TABS[place]).take_focus()
            self.come_forward()

    @Slot(object, object)
    def _count(self, _before: Project, after: Project) -> None:
        self._tabs.set_words([_words(tab, after) for tab in TABS])

    @Slot(object)
    def _recolour(self, palette: Palette) -> None:
        for sheet in self._sheets.values():
            sheet.set_palette(palette)


def _words(tab: Tab, project: Project) -> str:
    count = tab.count(project)
    return str(tab.title()) if count is None else str(TAB(table=tab.title(), count=count))
