"""Commands that change how the window looks or what has the focus, never the plan."""

from PySide6.QtCore import QObject, QPoint, QRect, QSettings, Qt, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow

from planner.shell.actions import Actions
from planner.shell.case_bar import CaseBar
from planner.shell.docks import Docks
from planner.shell.finder import Finder
from planner.shell.focus_order import FocusOrder
from planner.shell.menus import Menus
from planner.shell.page_tabs import PageTabs
from planner.shell.theme import Theme

THEME_KEY, DENSITY_KEY = "theme", "density"
COMFORTABLE, COMPACT = "comfortable", "compact"
BENEATH_BAR = 2


class ViewCommands(QObject):
    """Theme, density, full screen, figures of the page, finding, and the way from part to part."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Actions,
        menus: Menus,
        docks: Docks,
        pages: PageTabs,
        case_bar: CaseBar,
        focus_order: FocusOrder,
        finder: Finder,
        theme: Theme,
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self._focus_order = focus_order
        self._window = window
        self._actions = actions
        self._menus = menus
        self._docks = docks
        self._pages = pages
        self._case_bar = case_bar
        self._finder = finder
        self._theme = theme
        self._settings = settings
        self._figures: QAction | None = None
        actions.themes.triggered.connect(self._change_theme)
        actions.densities.triggered.connect(self._change_density)
        actions.full_screen.triggered.connect(self._show_full_screen)
        actions.reset_layout.triggered.connect(docks.reset)
        actions.find.triggered.connect(self._find)
        actions.next_part.triggered.connect(self._go_on)
        actions.previous_part.triggered.connect(self._go_back)
        menu = QShortcut(QKeySequence("Shift+F10"), window)
        menu.activated.connect(self._offer_menu)
        pages.bar.currentChanged.connect(self._offer_figures)
        actions.show_choice(actions.themes, theme.name)
        self._offer_figures()
        kept = settings.value(DENSITY_KEY)
        self._set_density(COMPACT if kept == COMPACT else COMFORTABLE)

    @Slot(QAction)
    def _change_theme(self, action: QAction) -> None:
        self._theme.apply(action.data())
        self._settings.setValue(THEME_KEY, action.data())

    @Slot(QAction)
    def _change_density(self, action: QAction) -> None:
        self._set_density(action.data())
        self._settings.setValue(DENSITY_KEY, action.data())

    def _set_density(self, name: str) -> None:
        self._docks.set_compact(name == COMPACT)
        self._actions.show_choice(self._actions.densities, name)

    @Slot(bool)
    def _show_full_screen(self, full: bool) -> None:
        if full:
            self._window.showFullScreen()
        else:
            self._window.showNormal()

    @Slot()
    def _offer_figures(self) -> None:
        """The page in view folds its own figures: only its command is in the menu."""
        if self._figures is not None:
            self._menus.view.removeAction(self._figures)
        self._figures = self._pages.figures
        if self._figures is not None:
            self._menus.view.insertAction(self._menus.before_docks, self._figures)

    @Slot()
    def _find(self) -> None:
        """Beneath the bar's right end, wherever the window is."""
        corner = self._case_bar.rect().bottomRight() - QPoint(BENEATH_BAR, -BENEATH_BAR)
        self._finder.open_at(self._case_bar.mapToGlobal(corner))

    @Slot()
    def _offer_menu(self) -> None:
        """The menu of what has the focus, where a keyboard has no key for it."""
        focused = QApplication.focusWidget()
        if focused is not None:
            cursor = focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
            is_known = isinstance(cursor, QRect) and cursor.isValid()
            here = cursor.center() if is_known else focused.rect().center()
            reason = QContextMenuEvent.Reason.Keyboard
            asked = QContextMenuEvent(reason, here, focused.mapToGlobal(here))
            QApplication.sendEvent(focused, asked)

    # From part to part

    @Slot()
    def _go_on(self) -> None:
        self._go(1)

    @Slot()
    def _go_back(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        """Give the focus to the next part of the window that is open and has something to do."""
        target = self._focus_order.part_beside(QApplication.focusWidget(), step)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            target.activateWindow()  # a part may float in a window of its own
