"""A way through the whole window: every page, table, form, menu and dialog comes into view once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from planner.charts.chart import Chart
from planner.charts.numbers import NumbersWindow
from planner.charts.states import STALE_AFTER
from planner.domain.case import DRAWN, Choice
from planner.domain.project import Project
from planner.editors.row_projection import row_of
from planner.editors.tab import TABS
from planner.editors.table_view import EntityTableView
from planner.editors.tables import RENT_ROLL
from planner.pages.chart_page import ChartPage
from planner.pages.page_head import Segments
from planner.shell import start
from planner.shell.dialogs import Dialogs
from planner.shell.fitting_tabs import FittingTabs
from planner.shell.main_window import MainWindow
from planner.shell.session import NOT_SAVED, RECENT_KEY
from planner.storage.fault import Fault
from planner.units.message import sentence
from tests.looks.opened_menus import look_beneath, opened_beside, opened_from_bar, opened_on

Visit = Callable[[str, list[QWidget]], None]

PAGES = ("capacity", "cash", "value", "statement", "backlog")
NO_ROOM = "No space left on device"
RECENT = tuple(
    f"/home/strategist/plans/{each}.ncplan"
    for each in ("2026/colossus", "2026/autumn/colossus", "R&D halls", "Lease half, keep half")
)
WELL_LATER = 30  # ms until a dialog that waits for the user is on the screen


def remember_files(settings: QSettings) -> None:
    """As if some plans had been opened before; for the window that is made with these settings."""
    settings.setValue(RECENT_KEY, list(RECENT))


class Tour:
    """Leads a window from scene to scene and calls `visit(name, parts)` at each.

    `parts` are the widgets that the scene is about: the window at first, later a dock, a menu or a
    dialog. The window must be shown and computed.
    """

    def __init__(self, window: MainWindow, visit: Visit) -> None:
        self._window = window
        self._visit = visit

    def everything(self) -> None:
        """All scenes; the plan is the same afterwards."""
        self.all_with_names()
        self.states()

    def all_with_names(self) -> None:
        """All scenes in which names of the plan stand."""
        self.main_parts()
        self.menus()
        self.dialogs()

    def all_with_room(self) -> None:
        """The scenes that are other ones in a larger window."""
        self.pages()
        self.forms()
        self.cases()

    def main_parts(self) -> None:
        """Pages, tables, forms and lists, and a case that is compared with another."""
        self.pages()
        self.tables()
        self.forms()
        self.editing()
        self.lists()
        self.cases()

    def _see(self, name: str, *parts: QWidget) -> None:
        QApplication.processEvents()
        self._visit(name, list(parts) or [self._window])

    # Pages

    def pages(self) -> None:
        """Every page in each of its variants, with the read-out."""
        for place, name in enumerate(PAGES):
            self._window.pages.turn_to(place)
            page = self._page()
            self._see(name)
            for chart in page.findChildren(Chart):
                chart.read(sum(chart.shown_steps()) // 3)
                self._see(f"{name}-read", page)
                chart.leave()
            self._variants(name, page)
        self._window.pages.turn_to(0)

    def _page(self) -> ChartPage:
        page = self._window.pages.stack.currentWidget()
        assert isinstance(page, ChartPage)
        return page

    def _variants(self, name: str, page: ChartPage) -> None:
        for number, segments in enumerate(page.findChildren(Segments)):
            buttons = segments.findChildren(QPushButton)
            for place in range(1, len(buttons)):
                buttons[place].click()
                self._see(f"{name}-control-{number}-{place}", page)
            buttons[0].click()
        for number, chooser in enumerate(page.findChildren(QComboBox)):
            if chooser.isVisible() and chooser.count() > 1:
                chooser.setCurrentIndex(chooser.count() - 1)
                chooser.activated.emit(chooser.count() - 1)
                self._see(f"{name}-chosen-{number}", page)
                chooser.setCurrentIndex(0)
                chooser.activated.emit(0)

    # Editors

    def tables(self) -> None:
        """Every tab of the editor."""
        editors = self._window.editors
        for tab in TABS:
            sheet = editors.turn_to(tab)
            sheet.take_focus()
            self._see(f"table-{tab.name}", editors)
        for name, holder in _most_overriding(self._window.document.project).items():
            editors.turn_to_name(name).show_path(f"{holder}/overrides")
            self._see(f"table-overrides-of-{name}", editors)
        editors.turn_to_name(RENT_ROLL.name)
        editors.begin_filter()
        editors.filter_line.setText("a")
        self._see("table-filter", editors)
        QTest.keyClick(editors.filter_line, Qt.Key.Key_Escape)

    def forms(self) -> None:
        """The inspector on one entity of each kind."""
        docks, project = self._window.docks, self._window.document.project
        was_open = docks.inspector.isVisible()
        docks.inspector.show()
        for path in one_of_each(project):
            docks.form.show_path(path)
            kind = type(row_of(project, path).entity).__name__.lower()
            self._see(f"form-{kind}", docks.inspector)
        docks.inspector.setVisible(was_open)

    def editing(self) -> None:
        """A range while it is typed, in a cell and in a form; an entry that is refused."""
        table = self._window.editors.table(RENT_ROLL)
        path = _first_path(table, "mw")
        with self._typed(table, path, "250 to 320"):
            self._see("range-preview")
        with self._typed(table, path, "0.9 too 5.2") as line:
            QTest.keyClick(line, Qt.Key.Key_Return)
            self._see("refused")
            table.setFocus()
            QTest.keyClick(table, Qt.Key.Key_Escape)

    @contextmanager
    def _typed(self, table: EntityTableView, path: str, text: str) -> Iterator[QLineEdit]:
        """Type into a cell; what is left open afterwards is given up."""
        table.show_path(path)
        table.edit(table.currentIndex())
        QApplication.processEvents()
        line = table.findChildren(QLineEdit)[-1]  # those that were closed may go a little later
        line.selectAll()
        QTest.keyClicks(line, text)
        yield line
        if line.isVisible():
            QTest.keyClick(line, Qt.Key.Key_Escape)
        QApplication.processEvents()

    # Lists and menus

    def lists(self) -> None:
        """Problems, history, and what is found by typing."""
        window = self._window
        window.docks.show_problems()
        self._see("problems", window.docks.problems)
        window.docks.problems.hide()
        before = window.document.project
        window.document.edit("Change note", before.replacing_at("note", "Seen by the board."))
        start.settle(window)
        window.docks.history.show()
        self._see("history")
        window.docks.history.hide()
        window.document.undo()
        start.settle(window)
        finder = window.finder
        for name, typed in (("all", ""), ("price", "price"), ("nothing", "zzzz")):
            window.actions_of_window.find.trigger()
            finder.line.setText(typed)
            self._see(f"finder-{name}", finder)
            finder.close()

    def menus(self) -> None:
        """Every menu of the bar with its submenus, and those of tree, table, chart and case."""
        window = self._window
        bar = window.menuBar()
        for title in bar.actions():
            with opened_from_bar(bar, title) as menu:
                self._menu_and_those_beside(f"menu-{_plain(title.text())}", menu)
        look_beneath(self._page().findChildren(QToolButton)[-1], self._looker("menu-chart"))
        self._menus_of_rows()
        look_beneath(window.editors.columns_button, self._looker("menu-columns"))
        world = window.case_bar.world
        for number, button in enumerate(world.buttons.values()):
            if button.isVisible():
                look_beneath(button, self._looker(f"menu-world-{number}"))
        if world.more.isVisible():
            look_beneath(world.more, self._looker("menu-world-more"))
        for tabs in window.editors.findChildren(FittingTabs):
            if tabs.more.isVisible():
                look_beneath(tabs.more, self._looker("menu-more-tables"))

    def _menus_of_rows(self) -> None:
        window = self._window
        tree = window.docks.tree
        tree.expandAll()
        self._see("tree", window.docks.plan)
        tree.lead_to(f"tenants/{window.document.project.tenants[0].id}")
        with opened_on(tree, tree.visualRect(tree.currentIndex()).center()) as menu:
            self._menu_and_those_beside("menu-tree", menu)
        table = window.editors.table(RENT_ROLL)
        table.show_path(_first_path(table, "name"))
        with opened_on(table, table.visualRect(table.currentIndex()).center()) as menu:
            self._menu_and_those_beside("menu-row", menu)

    def _looker(self, name: str) -> Callable[[QMenu], None]:
        return partial(self._menu_and_those_beside, name)

    def _menu_and_those_beside(self, name: str, menu: QMenu) -> None:
        self._see(name, menu)
        for action in menu.actions():
            submenu = action.menu()
            if isinstance(submenu, QMenu) and action.isEnabled():
                with opened_beside(menu, action):
                    self._see(f"{name}-{_plain(action.text())[:40]}", submenu)

    # Dialogs

    def dialogs(self) -> None:
        """Each question, each telling, and a chart's numbers."""
        window = self._window
        asked = Dialogs(window)
        name = window.session.name
        file = Path("/home/strategist/plans/2026", f"{name}.ncplan")
        for title, ask in (
            ("about", asked.show_about),
            ("save", lambda: asked.ask_to_save(name)),
            ("changed", lambda: asked.ask_about_changed_file(file)),
            ("said", lambda: asked.say(str(NOT_SAVED(file=file, reason=NO_ROOM)))),
            ("faults", lambda: asked.show_faults(file, _faults())),
        ):
            QTimer.singleShot(WELL_LATER, lambda title=title: self._answer(title))
            ask()
        for place, page in enumerate(PAGES):
            window.pages.turn_to(place)
            for chart in self._page().findChildren(Chart):
                chart.menu.open_numbers()
                numbers = chart.findChild(NumbersWindow)
                assert numbers is not None
                self._see(f"numbers-{page}", numbers)
                numbers.close()
        window.pages.turn_to(0)

    def _answer(self, title: str) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        self._see(f"dialog-{title}", dialog)
        dialog.reject()

    # Cases and states

    def cases(self) -> None:
        """A strategy against the pinned plan, one outcome held, one drawn: everything changes."""
        window, project = self._window, self._window.document.project
        window.actions_of_window.pin.trigger()
        held, drawn = project.uncertainties[:2]
        states = {held.id: held.outcomes[-1].id, drawn.id: DRAWN}
        window.case_bar.choose(Choice(project.strategies[0].id, states))
        start.settle(window)
        for place, name in enumerate(PAGES):
            window.pages.turn_to(place)
            window.editors.current_sheet.take_focus()
            self._see(f"case-{name}")
        window.editors.turn_to_name("facilities")
        self._see("case-facilities", window.editors)
        window.case_bar.choose(Choice())
        window.actions_of_window.unpin.trigger()
        start.settle(window)
        window.pages.turn_to(0)

    def states(self) -> None:
        """Stale, not computed, empty; the compact density."""
        window, before = self._window, self._window.document.project
        for place, name in enumerate(PAGES):
            window.pages.turn_to(place)
            window.pages.set_stale(True)
            window.kpi_strip.set_stale(True)
            window.status.set_computing()
            window.status.set_progress(0.4)
            QTest.qWait(STALE_AFTER + 10)
            self._see(f"stale-{name}")
            window.pages.set_stale(False)
            window.kpi_strip.set_stale(False)
        window.wiring.recompute()
        start.settle(window)
        self._each_page("error", _without_end(before))
        self._each_page("empty", Project(name="New plan", settings=before.settings))
        window.document.open(before, None)
        start.settle(window)
        window.docks.set_compact(True)
        self._see("compact")
        window.docks.set_compact(False)

    def _each_page(self, state: str, project: Project) -> None:
        window = self._window
        window.document.open(project, None)
        start.settle(window)
        for place, name in enumerate(PAGES):
            window.pages.turn_to(place)
            self._see(f"{state}-{name}")


def _plain(title: str) -> str:
    """The words of a menu's title as a file may be called."""
    words = "".join(each if each.isalnum() else " " for each in title.replace("&", "").lower())
    return "-".join(words.split())


def _first_path(table: EntityTableView, field: str) -> str:
    row = table.entities.row_at(0)
    assert row is not None
    return f"{row.path}/{field}"


def one_of_each(project: Project, place: int = 0) -> Iterator[str]:
    """The path of an entity of each kind, at this place of the first list that has any."""
    seen: set[type] = set()
    for tab in TABS:
        if tab.form:
            yield tab.form
        for table in tab.tables:
            for path, _, rows in table.projection.lists(project):
                if rows and type(rows[0]) not in seen:
                    seen.add(type(rows[0]))
                    yield f"{path}/{rows[place].stored()['id']}"


def _most_overriding(project: Project) -> dict[str, str]:
    """The path of the strategy and of the outcome that change most, by the tab they stand in."""
    strategy = max(project.strategies, key=lambda each: len(each.overrides))
    outcomes = {
        f"uncertainties/{uncertainty.id}/outcomes/{outcome.id}": len(outcome.overrides)
        for uncertainty in project.uncertainties
        for outcome in uncertainty.outcomes
    }
    return {
        "strategies": f"strategies/{strategy.id}",
        "uncertainties": max(outcomes, key=outcomes.__getitem__),
    }


def _without_end(project: Project) -> Project:
    """The plan with a first contract that never ends, which cannot be computed."""
    tenant = next(each for each in project.tenants if each.contracts)
    path = f"tenants/{tenant.id}/contracts/{tenant.contracts[0].id}"
    return project.replacing_all({f"{path}/end": None, f"{path}/term": None})


def _faults() -> tuple[Fault, ...]:
    return tuple(
        Fault(path, line, 7, sentence(path, text)())
        for line, path, text in (
            (12, "settings/tax_rate", "Tax rate: “two fifths” is not a number."),
            (
                340,
                "tenants/anthropic/contracts/colossus-1-lease/price",
                "Price: the low end 1,400 must lie below the high end 1,250.",
            ),
        )
    )
