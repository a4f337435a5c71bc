"""The parts around the pages: plan, tables, inspector, problems, history; where each stands."""

from PySide6.QtCore import QByteArray, QObject, QPoint, QSettings, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMenu,
    QStyle,
    QToolButton,
    QUndoView,
    QWidget,
)

from planner.document.document import Document
from planner.editors.inspector import Inspector
from planner.shell.editor_dock import EditorDock
from planner.shell.plan_tree import ADD, PLAN, PlanTree
from planner.shell.problems import ProblemsModel, ProblemsView
from planner.shell.side_dock import DETACH, SideDock
from planner.shell.theme import Theme
from planner.shell.titled_dock import PUT_BACK, TitledDock
from planner.units.message import QT_TRANSLATE_NOOP, sentence

EDITOR_HEIGHT = 206
PLAN_WIDTH, NARROW_PLAN_WIDTH = 236, 212
INSPECTOR_WIDTH = 286
PROBLEMS_WIDTH = 640
# Below this width the tables show the same fields, and the chart needs the room.
INSPECTOR_FROM = 1440
LAYOUT_VERSION = 2
GEOMETRY_KEY, LAYOUT_KEY = "geometry", "layout"

INSPECTOR = sentence("docks.inspector", QT_TRANSLATE_NOOP("planner", "Inspector"))
PROBLEMS = sentence("docks.problems", QT_TRANSLATE_NOOP("planner", "Problems"))
HISTORY = sentence("docks.history", QT_TRANSLATE_NOOP("planner", "History"))
AS_OPENED = sentence("docks.as-opened", QT_TRANSLATE_NOOP("planner", "As opened"))
MORE = sentence("docks.more", QT_TRANSLATE_NOOP("planner", "What can be done with the entry"))

_Area = Qt.DockWidgetArea


class Docks(QObject):
    """Every dock of the window, and the layout that is remembered and put back."""

    def __init__(
        self, window: QMainWindow, document: Document, theme: Theme, key_figures: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self.tree = PlanTree(document)
        self.plan = SideDock("plan", str(PLAN()), self.tree, theme, window)
        self.editors = EditorDock(document, theme, window)
        self.form = Inspector(document, theme.palette)
        self.inspector = SideDock("inspectorDock", str(INSPECTOR()), self.form, theme, window)
        self.problems_model = ProblemsModel()
        self.problems_view = ProblemsView(self.problems_model)
        self.problems = SideDock("problems", str(PROBLEMS()), self.problems_view, theme, window)
        self.history_view = QUndoView(document.undo_stack)
        self.history_view.setEmptyLabel(str(AS_OPENED()))
        self.history_view.setAccessibleName(str(HISTORY()))
        self.history = SideDock("history", str(HISTORY()), self.history_view, theme, window)
        theme.changed.connect(self.form.set_palette)
        self._fill_plan_bar()
        for dock in (self.inspector, self.problems, self.history):
            dock.add_usual_buttons()
            dock.keyboard_left.connect(self._go_to_tables)
        self._name_toggles()
        self._put_key_figures(key_figures)
        self._place()

    def _fill_plan_bar(self) -> None:
        self._add = self.plan.bar.add_button("plus", str(ADD()), self._offer_additions)
        self._more = self.plan.bar.add_button("more", str(MORE()), self._offer_commands)

    def _name_toggles(self) -> None:
        for dock, icon in (
            (self.plan, "dock-left"),
            (self.editors, "dock-bottom"),
            (self.inspector, "dock-right"),
            (self.problems, "notice"),
            (self.history, "history"),
        ):
            self._theme.set_icon(dock.toggleViewAction(), icon)
            # In the menu the mark of what is open stands where the icon would.
            dock.toggleViewAction().setIconVisibleInMenu(False)

    def _put_key_figures(self, key_figures: QWidget) -> None:
        """Above pages and inspector, beside the plan: only a dock without a bar can stand there."""
        self.key_figures = QDockWidget(key_figures.accessibleName(), self._window)
        self.key_figures.setObjectName("keyFigures")
        self.key_figures.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.key_figures.setTitleBarWidget(QWidget(self.key_figures))
        self.key_figures.setWidget(key_figures)
        self.key_figures.setFixedHeight(key_figures.height())
        self.key_figures.toggleViewAction().setEnabled(False)

    def _place(self) -> None:
        window = self._window
        nested = QMainWindow.DockOption.AllowNestedDocks
        window.setDockOptions(QMainWindow.DockOption.AnimatedDocks | nested)
        window.setCorner(Qt.Corner.TopLeftCorner, _Area.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomLeftCorner, _Area.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.TopRightCorner, _Area.TopDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, _Area.BottomDockWidgetArea)
        window.addDockWidget(_Area.TopDockWidgetArea, self.key_figures)
        window.addDockWidget(_Area.LeftDockWidgetArea, self.plan)
        window.addDockWidget(_Area.RightDockWidgetArea, self.inspector)
        window.addDockWidget(_Area.RightDockWidgetArea, self.history)
        window.addDockWidget(_Area.BottomDockWidgetArea, self.editors)
        window.addDockWidget(_Area.BottomDockWidgetArea, self.problems)
        window.splitDockWidget(self.editors, self.problems, Qt.Orientation.Horizontal)
        for dock in (self.inspector, self.problems, self.history):
            dock.hide()

    @property
    def toggles(self) -> list[QAction]:
        """Open and close each part; the first three have buttons in the status bar."""
        docks = (self.plan, self.editors, self.inspector, self.problems, self.history)
        return [dock.toggleViewAction() for dock in docks]

    def set_compact(self, compact: bool) -> None:
        """Rows of 22 px instead of 26."""
        self.tree.set_compact(compact)
        self.editors.set_compact(compact)

    @Slot()
    def _go_to_tables(self) -> None:
        if self.editors.isVisible():
            self.editors.current_sheet.take_focus()

    @Slot()
    def show_problems(self) -> None:
        """Open the list of problems, and give it the focus."""
        if not self.problems.isVisible():
            self.problems.show()
            self._share_foot()
        self.problems.raise_()
        self.problems_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share_foot(self) -> None:
        """Half of the room beside the tables, and no more than sentences need."""
        if self.problems.isFloating() or not self.editors.isVisible() or self.editors.isFloating():
            return
        room = self._window.width() - (self.plan.width() if self.plan.isVisible() else 0)
        wanted = min(room // 2, PROBLEMS_WIDTH)
        docks, widths = [self.editors, self.problems], [room - wanted, wanted]
        self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)

    @Slot()
    def _offer_additions(self) -> None:
        self.tree.offer_additions(_beneath(self._add))

    @Slot()
    def _offer_commands(self) -> None:
        menu = self.tree.menu()
        menu.addSeparator()
        words = PUT_BACK if self.plan.isFloating() else DETACH
        menu.addAction(str(words(title=self.plan.windowTitle()))).triggered.connect(
            self.plan.detach
        )
        menu.addAction(self.plan.toggleViewAction())
        _pop_up(menu, self._more)

    # Layout

    def restore(self, settings: QSettings, first_size: tuple[int, int]) -> None:
        """Put all where it was when the last window was closed; at first where it belongs.

        `fills_screen` tells afterwards that the window is new to a screen too small for it.
        """
        window = self._window
        self._first = window.saveState(LAYOUT_VERSION)
        self.fills_screen = False
        geometry = settings.value(GEOMETRY_KEY)
        if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
            available = window.screen().availableGeometry()
            width, height = first_size
            self.fills_screen = width >= available.width() or height >= available.height()
            # What the window system puts around is not known before it is shown.
            title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
            window.resize(min(width, available.width()), min(height, available.height() - title))
        layout = settings.value(LAYOUT_KEY)
        if not (isinstance(layout, QByteArray) and window.restoreState(layout, LAYOUT_VERSION)):
            self._size()

    def keep(self, settings: QSettings) -> None:
        """Remember where all is."""
        settings.setValue(GEOMETRY_KEY, self._window.saveGeometry())
        settings.setValue(LAYOUT_KEY, self._window.saveState(LAYOUT_VERSION))

    @Slot()
    def raise_floating(self) -> None:
        """Keep what floats in front of the window.

        What a restored layout lets float came up before the window did, and belongs to none: a
        click on the window would hide it.
        """
        for dock in self._window.findChildren(TitledDock):
            handle = dock.windowHandle()
            if dock.isFloating() and dock.isVisible() and handle is not None:
                dock.hide()
                handle.setTransientParent(self._window.windowHandle())
                dock.show()

    @Slot()
    def reset(self) -> None:
        """Put every part where it belongs in a window as large as this one."""
        self._window.restoreState(self._first, LAYOUT_VERSION)
        self._size()

    def _size(self) -> None:
        window = self._window
        roomy = window.width() >= INSPECTOR_FROM
        self.inspector.setVisible(roomy)
        plan = PLAN_WIDTH if roomy else NARROW_PLAN_WIDTH
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        window.resizeDocks([self.plan, self.inspector], [plan, INSPECTOR_WIDTH], across)
        window.resizeDocks([self.editors], [EDITOR_HEIGHT], down)


def _beneath(button: QToolButton) -> QPoint:
    return button.mapToGlobal(button.rect().bottomLeft())


def _pop_up(menu: QMenu, button: QToolButton) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(_beneath(button))
