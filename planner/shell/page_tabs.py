"""The pages behind tabs. Only the page in view is drawn; the others catch up when chosen."""

from typing import Protocol

from PySide6.QtCore import QObject, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from planner.domain.project import Project
from planner.engine.result import Result
from planner.shell.low_stack import LowStack
from planner.shell.page_bar import PageBar
from planner.units.message import QT_TRANSLATE_NOOP, sentence

TABS = sentence("pages.tabs", QT_TRANSLATE_NOOP("planner", "Pages"))

# A page that wants more for a moment must not take it from the tables for good.
LEAST_HEIGHT, ANY_WIDTH = 260, 1 << 20


class Page(Protocol):
    """What the window asks of every page, which is a widget as well."""

    @property
    def facility_asked(self) -> SignalInstance: ...
    @property
    def problem_asked(self) -> SignalInstance: ...
    def describe(self, project: Project, plan: Project | None, /) -> None: ...
    def show_result(self, result: Result | None, pinned: Result | None, /) -> None: ...
    def set_stale(self, stale: bool) -> None: ...
    def show_problem(self, text: str) -> None: ...


class PageTabs(QWidget):
    """One tab a page, and what the page in view is to show: a result, a problem or nothing."""

    facility_asked = Signal()
    problem_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = PageBar(self)
        self.bar.setAccessibleName(str(TABS()))
        self.stack = LowStack(QSize(ANY_WIDTH, LEAST_HEIGHT), self)
        self.actions_of_pages: list[QAction] = []
        self._pages: list[Page] = []
        self._behind: set[int] = set()
        self._result: Result | None = None
        self._stale = False
        self._project: Project | None = None
        self._plan: Project | None = None
        self._pinned: Result | None = None
        self._problem: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(self._turn_to)

    def add(self, page: Page, widget: QWidget, title: str, begins_group: bool = False) -> None:
        """Add a page behind the last; `widget` is the page itself."""
        self._pages.append(page)
        self._behind.add(len(self._pages) - 1)
        self.stack.addWidget(widget)
        page.facility_asked.connect(self.facility_asked)
        page.problem_asked.connect(self.problem_asked)
        place = self.bar.addTab(title)
        if begins_group:
            self.bar.begin_group(place)
        action = QAction(title, self)
        action.setShortcut(QKeySequence(f"Ctrl+{place + 1}"))
        action.setData(place)
        action.triggered.connect(self._turn_to_action)
        self.actions_of_pages.append(action)

    @property
    def result(self) -> Result | None:
        """The result that the page in view shows; None while it shows something else."""
        return self._result

    @property
    def figures(self) -> QAction | None:
        """Folds the figures of the page in view; None where it has none beneath its chart."""
        found = getattr(self._pages[self.bar.currentIndex()], "figures_shown", None)
        return found if isinstance(found, QAction) else None

    @property
    def is_stale(self) -> bool:
        """Whether the result shown is not of the plan as it is now."""
        return self._stale

    def show_result(
        self,
        result: Result | None,
        project: Project,
        plan: Project | None = None,
        pinned: Result | None = None,
    ) -> None:
        """Show this result of a plan, fresh; None where there is nothing to show.

        `plan` is the project with what the case overrides; `pinned` stands behind the result.
        """
        self._result, self._project, self._stale, self._problem = result, project, False, None
        self._plan, self._pinned = plan, pinned
        self._refresh()

    def show_problem(self, sentence: str) -> None:
        """The case is not computed, and why."""
        self._result, self._stale, self._problem = None, False, sentence
        self._refresh()

    def set_stale(self, stale: bool) -> None:
        """The plan is no longer the one whose result is shown, or is again."""
        if self._result is not None and stale != self._stale:
            self._stale = stale
            self._pages[self.bar.currentIndex()].set_stale(stale)

    def turn_to(self, place: int) -> None:
        """Bring this page into view."""
        self.bar.setCurrentIndex(place)

    @Slot()
    def _turn_to_action(self) -> None:
        action: QObject | None = self.sender()
        if isinstance(action, QAction):
            self.turn_to(action.data())

    @Slot(int)
    def _turn_to(self, place: int) -> None:
        if place in self._behind:
            self._draw(place)
        elif self._result is not None:
            self._pages[place].set_stale(self._stale)
        focused = QApplication.focusWidget()
        if focused is not None and self.stack.isAncestorOf(focused):
            # What had the focus goes out of sight; who types elsewhere goes on there.
            self.bar.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stack.setCurrentIndex(place)

    def _refresh(self) -> None:
        self._behind = set(range(len(self._pages)))
        if self._pages:
            self._draw(self.bar.currentIndex())

    def _draw(self, place: int) -> None:
        page = self._pages[place]
        self._behind.discard(place)
        if self._problem is not None:
            page.show_problem(self._problem)
        elif self._project is not None:
            page.describe(self._project, self._plan)
            page.show_result(self._result, self._pinned)
            page.set_stale(self._stale and self._result is not None)
