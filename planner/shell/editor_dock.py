"""The tables beneath the pages, one tab each; rarer ones come behind "More"."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from planner.document.document import Document
from planner.domain.project import Project
from planner.editors.tables import FACILITIES, PHASES, RENT_ROLL, TABLES, TENANTS, Table
from planner.shell.theme import Theme
from planner.units.message import QT_TRANSLATE_NOOP, sentence

FIRST_TABLES = (FACILITIES, PHASES, TENANTS, RENT_ROLL)

INPUTS = sentence("editors.inputs", QT_TRANSLATE_NOOP("planner", "Tables"))
MORE = sentence("editors.more", QT_TRANSLATE_NOOP("planner", "More"))
FLOAT = sentence("editors.float", QT_TRANSLATE_NOOP("planner", "Detach the tables"))
CLOSE = sentence("editors.close", QT_TRANSLATE_NOOP("planner", "Close the tables"))


class EditorDock(QDockWidget):
    """Every table of the plan; those that are used most have tabs from the start."""

    refused = Signal()

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(str(INPUTS()), parent)
        self.setObjectName("editors")
        self._document = document
        self._theme = theme
        self._shown: list[Table] = []
        self.edits: list[QAction] = []
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
        self.tabs.currentChanged.connect(self._turn_to)
        document.changed.connect(self._count)
        self._count(document.project, document.project)

    def _title_bar(self) -> QWidget:
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.tabs)
        row.addWidget(self._more_button())
        row.addStretch(1)
        row.addWidget(self._button("detach", str(FLOAT()), self._detach))
        row.addWidget(self._button("close", str(CLOSE()), self.close))
        return bar

    def _more_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setText(str(MORE()))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
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
    def _detach(self) -> None:
        self.setFloating(not self.isFloating())

    # Tables

    def _add(self, table: Table) -> int:
        """A tab for this table; its view is made when it is first looked at."""
        self._shown.append(table)
        self.stack.addWidget(QWidget(self.stack))
        return self.tabs.addTab(str(table.title()))

    def turn_to(self, table: Table) -> None:
        """Bring this table into view, opening its tab if it has none."""
        if table in self._shown:
            place = self._shown.index(table)
        else:
            place = self._add(table)
            self._count(self._document.project, self._document.project)
        self.tabs.setCurrentIndex(place)
        self.show()

    @Slot()
    def _turn_to_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.turn_to(next(table for table in TABLES if table.name == action.data()))

    @Slot(int)
    def _turn_to(self, place: int) -> None:
        self.stack.setCurrentIndex(place)

    @Slot(object, object)
    def _count(self, _before: Project, after: Project) -> None:
        for place, table in enumerate(self._shown):
            self.tabs.setTabText(
                place, f"{table.title()}  {len(table.projection.projected(after).rows)}"
            )

    @Slot()
    def add_facility(self) -> None:
        pass

    @Slot(str)
    def jump(self, path: str) -> None:
        pass
