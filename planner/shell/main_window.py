"""The window: case bar, key figures, pages, tables, problems, status."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from planner.compute.live import Live
from planner.document.document import Document
from planner.domain.case import Choice
from planner.pages.backlog_page import BacklogPage
from planner.pages.capacity_page import CapacityPage
from planner.pages.cash_page import CashPage
from planner.pages.statement_page import StatementPage
from planner.pages.value_page import ValuePage
from planner.shell.actions import Actions
from planner.shell.case_bar import CaseBar
from planner.shell.dialogs import PLAN_SUFFIX, PROGRAM_NAME, Dialogs
from planner.shell.docks import Docks
from planner.shell.explanation import explain
from planner.shell.find_field import FindField
from planner.shell.finder import Finder
from planner.shell.focus_order import FocusOrder
from planner.shell.kpi_strip import KpiStrip
from planner.shell.menus import Menus
from planner.shell.navigation import Navigation
from planner.shell.page_tabs import PageTabs
from planner.shell.pinned_case import PinnedCase
from planner.shell.pinned_label import PinnedLabel
from planner.shell.pinning import Pinning
from planner.shell.session import Session
from planner.shell.status_bar import StatusBar
from planner.shell.theme import Theme
from planner.shell.view_commands import ViewCommands
from planner.shell.wiring import Wiring
from planner.units.message import QT_TRANSLATE_NOOP, sentence

FIRST_SIZE = (1440, 900)
BUTTONS_FOR_DOCKS = 3  # in the status bar
NOTE_STAYS = 6_000  # ms

CAPACITY = sentence("window.capacity", QT_TRANSLATE_NOOP("planner", "Capacity"))
CASH = sentence("window.cash", QT_TRANSLATE_NOOP("planner", "Cash"))
VALUE = sentence("window.value", QT_TRANSLATE_NOOP("planner", "Value"))
STATEMENT = sentence("window.statement", QT_TRANSLATE_NOOP("planner", "Statement"))
BACKLOG = sentence("window.backlog", QT_TRANSLATE_NOOP("planner", "Backlog"))
TITLE = sentence("window.title", QT_TRANSLATE_NOOP("planner", "{plan}[*] — {program}"))


class MainWindow(QMainWindow):
    """Shows one document; closes the worker when it is closed."""

    def __init__(
        self,
        document: Document,
        live: Live,
        theme: Theme,
        settings: QSettings,
        dialogs: Callable[[QWidget], Dialogs] = Dialogs,
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.document = document
        self.live = live
        self._theme = theme
        self._settings = settings
        self.dialogs = dialogs(self)
        self.session = Session(document, self.dialogs, settings, self)
        self.actions_of_window = Actions(self, theme)
        self._build_parts()
        self.pinned = PinnedCase(document, live, self._choice_in_view, self)
        self._build_docks()
        self._build_bars()
        self.wiring = Wiring(
            document,
            self.case_bar,
            live,
            self.pages,
            self.kpi_strip,
            self.status,
            self.docks.problems_model,
            self.editors,
            self.docks.form,
            self.pinned,
            self,
        )
        self.pinning = Pinning(self.actions_of_window, self.case_bar, self.session, self.pinned)
        self.focus_order = FocusOrder(self.case_bar, self.docks, self.pages, self.status)
        self.view_commands = ViewCommands(
            self,
            self.actions_of_window,
            self.menus,
            self.docks,
            self.pages,
            self.case_bar,
            self.focus_order,
            self.finder,
            theme,
            settings,
        )
        self._connect()
        self.docks.restore(settings, FIRST_SIZE)
        self._show_session()

    def _build_parts(self) -> None:
        self.case_bar = CaseBar(self)
        self.kpi_strip = KpiStrip(self)
        self.pages = PageTabs(self)
        self.capacity = CapacityPage()
        self.cash = CashPage()
        self.value = ValuePage()
        self.statement = StatementPage()
        self.backlog = BacklogPage()
        self.pages.add(self.capacity, self.capacity, str(CAPACITY()))
        self.pages.add(self.cash, self.cash, str(CASH()))
        self.pages.add(self.value, self.value, str(VALUE()))
        self.pages.add(self.statement, self.statement, str(STATEMENT()))
        self.pages.add(self.backlog, self.backlog, str(BACKLOG()))
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.setCentralWidget(self.pages)

    def _build_docks(self) -> None:
        self.docks = Docks(self, self.document, self._theme, self.kpi_strip)
        self.editors = self.docks.editors
        self.navigation = Navigation(self.docks)

    def _build_bars(self) -> None:
        actions = self.actions_of_window
        self.case_bar.add_commands([actions.undo, actions.redo])
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.case_bar)
        self.case_bar.toggleViewAction().setEnabled(False)
        for toggle in self.docks.toggles[:BUTTONS_FOR_DOCKS]:
            self.status.add_toggle(toggle)
        self.menus = Menus(
            self.menuBar(),
            actions,
            self.pages.actions_of_pages,
            self.docks.toggles,
            [*self.editors.turns, *self.editors.steps],
        )
        self.finder = Finder(self.document, self.menus, self)
        self.finder.path_chosen.connect(self.navigation.open)
        self.pinned_label = PinnedLabel(actions.pin, self.pinned, self.case_bar)
        self.pinned_label.unpin_asked.connect(self.pinned.unpin)
        self.case_bar.add_at_end(self.pinned_label, FindField(actions.find, self.case_bar))
        self._edits_of_table: QMenu | None = None
        self.menus.edit.aboutToShow.connect(self._list_edits)

    def _connect(self) -> None:
        actions, session = self.actions_of_window, self.session
        actions.new.triggered.connect(self._new)
        actions.open.triggered.connect(self._open)
        actions.open_example.triggered.connect(session.open_example)
        actions.save.triggered.connect(self._save)
        actions.save_as.triggered.connect(self._save_as)
        actions.revert.triggered.connect(self._revert)
        actions.quit.triggered.connect(self.close)
        actions.undo.triggered.connect(self.document.undo)
        actions.redo.triggered.connect(self.document.redo)
        actions.stop.triggered.connect(self.live.stop)
        actions.explain.triggered.connect(self._explain)
        actions.about.triggered.connect(self.dialogs.show_about)
        self.menus.plan.aboutToShow.connect(self._offer_to_stop)
        self.menus.plan.aboutToHide.connect(self._let_keys_stop)
        self.menus.recent.aboutToShow.connect(self._list_recent)
        self.menus.recent.triggered.connect(self._open_recent)
        session.changed.connect(self._show_session)
        stack = self.document.undo_stack
        stack.undoTextChanged.connect(self._show_history)
        stack.redoTextChanged.connect(self._show_history)
        self.status.problems_asked.connect(self.docks.show_problems)
        self.pages.problem_asked.connect(self.docks.show_problems)
        self.pages.facility_asked.connect(self.editors.add_facility)
        self.backlog.contract_asked.connect(self.editors.add_contract)
        self.editors.noted.connect(self._note)
        self.docks.tree.commands.noted.connect(self._note)
        self._show_history()

    # Files

    @Slot()
    def _new(self) -> None:
        self.commit_typing()
        self.session.new()

    @Slot()
    def _open(self) -> None:
        self.commit_typing()
        self.session.ask_and_open()

    @Slot()
    def _save(self) -> None:
        self.commit_typing()
        self.session.save()

    @Slot()
    def _save_as(self) -> None:
        self.commit_typing()
        self.session.save_as()

    @Slot()
    def _revert(self) -> None:
        self.commit_typing()
        self.session.revert()

    @Slot()
    def _list_recent(self) -> None:
        self.actions_of_window.list_recent(self.menus.recent, self.session.recent)

    @Slot(QAction)
    def _open_recent(self, action: QAction) -> None:
        self.commit_typing()
        self.session.open(Path(action.data()))

    @Slot()
    def _show_session(self) -> None:
        title = str(TITLE(plan=self.session.name.replace("[*]", ""), program=PROGRAM_NAME))
        self.setWindowTitle(title)
        modified = self.document.modified
        self.setWindowModified(modified)
        path = self.document.path
        self.setWindowFilePath("" if path is None else str(path))
        self.actions_of_window.revert.setEnabled(path is not None and modified)
        self.status.set_saved(path is not None, modified, self.session.saved_at)

    def commit_typing(self) -> None:
        """Take over what is being typed in a cell, as leaving the cell would."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return
        beneath = focused.parentWidget()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        # The editor of a cell goes with its entry: its table has the keyboard again.
        while beneath is not None and beneath.focusPolicy() == Qt.FocusPolicy.NoFocus:
            beneath = beneath.parentWidget()
        if beneath is not None:
            beneath.setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one plan's file."""
        if _plan_in(event.mimeData().urls()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped, once the drop is over: questions may have to be asked."""
        file = _plan_in(event.mimeData().urls())
        if file is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, partial(self._open_dropped, file))

    def _open_dropped(self, file: Path) -> None:
        self.activateWindow()
        self.commit_typing()
        self.session.open(file)

    # Parts of the window

    def _choice_in_view(self) -> Choice:
        return self.case_bar.choice

    @Slot()
    def _list_edits(self) -> None:
        """Offer what can be done with the selected cells, as the table's own menu does."""
        if self._edits_of_table is not None:
            # At once: a menu that is about to be shown does not wait for what is deleted later.
            for action in self._edits_of_table.actions():
                self.menus.edit.removeAction(action)
            self._edits_of_table.deleteLater()
            self._edits_of_table = None
        table = self.editors.current_table
        if table is not None and self.editors.isVisible():
            self._edits_of_table = table.commands.row_menu()
            self.menus.edit.addActions(self._edits_of_table.actions())

    @Slot()
    def _offer_to_stop(self) -> None:
        self.actions_of_window.stop.setEnabled(not self.wiring.is_settled)

    @Slot()
    def _let_keys_stop(self) -> None:
        """What will be computed later can be stopped by the key at once."""
        self.actions_of_window.stop.setEnabled(True)

    @Slot()
    def _show_history(self) -> None:
        self.actions_of_window.show_history(self.document.undo_text, self.document.redo_text)

    @Slot(str)
    def _note(self, text: str) -> None:
        self.status.showMessage(text, NOTE_STAYS)

    @Slot()
    def _explain(self) -> None:
        explain(QApplication.focusWidget() or self)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads through the window as it is read."""
        focused, step = QApplication.focusWidget(), 1 if forward else -1
        stop = None if focused is None else self.focus_order.stop_beside(focused, step)
        if stop is None:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stop.setFocus(reason)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the table, where the plan is changed."""
        super().showEvent(event)
        QTimer.singleShot(0, self.docks.raise_floating)
        table = self.editors.current_table
        if self.focusWidget() is None and table is not None:
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; keep the layout; end the worker."""
        self.commit_typing()
        if not self.session.may_leave():
            event.ignore()
            return
        self.docks.keep(self._settings)
        self._settings.sync()
        self.end()
        event.accept()

    def end(self) -> None:
        """End the worker and hear no more of the document. May be called twice."""
        self.live.close()
        # A stack that is destroyed tells of its empty history, to a window that may be gone before.
        self.document.undo_stack.blockSignals(True)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the menu's mark of full screen true, whoever changed it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and hasattr(self, "actions_of_window"):
            self.actions_of_window.full_screen.setChecked(self.isFullScreen())


def _plan_in(urls: list[QUrl]) -> Path | None:
    """The one plan's file among what is dragged."""
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    plans = [file for file in files if file.suffix == PLAN_SUFFIX]
    return plans[0] if len(plans) == 1 else None
