"""From an edit to figures on the screen: newest wins, blocked cases say why, nothing is mixed."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.domain.case import case_of
from planner.domain.project import Project
from planner.editors.tables import TENANTS
from planner.engine.result import Result
from planner.engine.simulate import simulate
from planner.shell.main_window import MainWindow
from planner.shell.problems import Weight
from planner.shell.wiring import REDRAW_PAUSE
from tests.shell.conftest import small_plan

PRICE = "tenants/acme/contracts/lease/price"
START = "tenants/acme/contracts/lease/start"
TERM = "tenants/acme/contracts/lease/term"


class PaintingsOf(QObject):
    """Notes whenever a widget is painted."""

    def __init__(self, happened: list[str], widget: QWidget) -> None:
        super().__init__(widget)
        self._happened = happened
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._happened.append("painted")
        return False


def change(window: MainWindow, path: str, value: object) -> None:
    window.document.edit("Change", window.document.project.replacing_at(path, value))


def shown_key(window: MainWindow) -> str | None:
    result = window.pages.result
    return None if result is None else result.case_key


def settled_on_current(window: MainWindow) -> bool:
    return window.wiring.is_settled and shown_key(window) == case_of(window.document.project).key


def test_the_figures_shown_are_those_of_the_engine(window: MainWindow, qtbot: QtBot) -> None:
    expected = simulate(case_of(small_plan()), 512)

    shown = window.pages.result
    assert shown is not None
    assert shown.draws == 512
    assert shown.measures["npv"].mean == expected.measures["npv"].mean
    assert window.status.activity.text().startswith("512 draws in ")
    assert window.status.seed.text() == "seed 3"


def test_there_is_something_to_stop_only_while_something_is_computed(
    window: MainWindow, qtbot: QtBot
) -> None:
    menu, stop = window.menus.plan, window.actions_of_window.stop
    menu.aboutToShow.emit()
    assert not stop.isEnabled()
    menu.aboutToHide.emit()
    assert stop.isEnabled()

    change(window, PRICE, 1.5)
    menu.aboutToShow.emit()
    assert stop.isEnabled()
    qtbot.waitUntil(lambda: settled_on_current(window), timeout=20_000)


def test_an_edit_moves_chart_and_key_figures_and_undo_brings_the_old_ones_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.pages.turn_to(1)
    chart = window.cash.chart
    assert chart.fan is not None
    first, figures = chart.fan.middle.copy(), window.kpi_strip.key_figures()
    change(window, PRICE, 1.5)
    qtbot.waitUntil(lambda: settled_on_current(window), timeout=20_000)
    assert chart.fan.middle[-1] > first[-1]
    assert window.kpi_strip.key_figures() != figures

    window.actions_of_window.undo.trigger()
    qtbot.waitUntil(lambda: settled_on_current(window), timeout=20_000)
    assert (chart.fan.middle == first).all()
    assert window.kpi_strip.key_figures() == figures
    window.actions_of_window.redo.trigger()
    assert window.document.project.at(PRICE) == 1.5


def test_of_many_quick_edits_the_last_one_is_what_stays_on_the_screen(
    window: MainWindow, qtbot: QtBot
) -> None:
    for step in range(30):
        change(window, PRICE, round(0.6 + step / 100, 2))
    qtbot.waitUntil(lambda: settled_on_current(window), timeout=20_000)

    shown = window.pages.result
    expected = simulate(case_of(small_plan(price=0.89)), 512)
    assert shown is not None
    assert shown.measures["npv"].mean == expected.measures["npv"].mean


def test_results_are_drawn_at_most_15_times_a_second_and_the_last_is_never_left_out(
    window: MainWindow, qtbot: QtBot
) -> None:
    drawn: list[Result] = []
    window.wiring.drawn.connect(drawn.append)
    fresh = [simulate(case_of(small_plan()), 512) for _ in range(5)]
    window.wiring._last_drawn.restart()
    for result in fresh:
        window.wiring._received(result)
    assert len(drawn) == 0
    qtbot.waitUntil(lambda: bool(drawn))

    assert drawn == [fresh[-1]]
    assert window.wiring._last_drawn.elapsed() < 20 * REDRAW_PAUSE


def test_the_worker_goes_on_when_the_line_is_painted_and_the_problems_come_then(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    monkeypatch.setattr(window.live, "submit", lambda _case: None)
    monkeypatch.setattr(window.live, "go_on", lambda: happened.append("go on"))
    window.wiring.drawn.connect(lambda _result: happened.append("drawn"))
    listed = window.docks.problems_model.entries
    window.wiring._checks.setInterval(20_000)
    window.wiring._last_drawn.invalidate()
    change(window, "tenants/acme/contracts/lease/mw", 400.0)
    assert window.docks.problems_model.entries == listed
    window.wiring._received(simulate(case_of(window.document.project)))
    assert happened == []
    window.wiring._redraw.timeout.emit()
    assert happened == ["drawn"]
    qtbot.waitUntil(lambda: window.docks.problems_model.entries != listed)
    assert happened == ["drawn", "go on"]
    assert window.docks.problems_model.count(Weight.NOTICE) > 0


def test_an_edit_is_painted_before_a_result_that_came_while_the_plan_was_checked(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    monkeypatch.setattr(window.live, "submit", lambda _case: None)
    window.wiring.drawn.connect(lambda _result: happened.append("drawn"))
    view = window.editors.table(TENANTS)
    window.editors.jump("tenants/acme")
    qtbot.waitExposed(window)
    qtbot.wait(REDRAW_PAUSE)
    watch = PaintingsOf(happened, view.viewport())
    window.document.changed.connect(lambda _before, _after: time.sleep(0.05))
    window.wiring._last_drawn.invalidate()
    change(window, "tenants/acme/name", "Another")
    window.wiring._received(simulate(case_of(window.document.project)))
    qtbot.waitUntil(lambda: "drawn" in happened)
    view.viewport().removeEventFilter(watch)
    assert happened[0] == "painted"


def test_problems_are_listed_though_no_figures_come(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.live, "submit", lambda _case: None)
    listed = window.docks.problems_model.entries
    change(window, "tenants/acme/contracts/lease/mw", 400.0)
    qtbot.waitUntil(lambda: window.docks.problems_model.entries != listed)


def test_a_result_that_is_not_drawn_now_keeps_no_worker_waiting(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    went_on: list[bool] = []
    monkeypatch.setattr(window.live, "go_on", lambda: went_on.append(True))
    window.wiring._received(simulate(case_of(small_plan(price=0.7))))
    assert went_on == [True]
    window.wiring._last_drawn.restart()
    window.wiring._received(simulate(case_of(small_plan()), 512))
    assert went_on == [True, True]


def test_a_case_that_contradicts_itself_is_not_computed_and_says_why(
    window: MainWindow, qtbot: QtBot
) -> None:
    change(window, START, None)

    assert window.pages.result is None
    assert window.status.activity.text() == "Not computed"
    assert window.status.problems.isVisibleTo(window)
    assert window.docks.problems_model.count(Weight.INCONSISTENT) == 1
    assert window.wiring.is_settled

    window.document.undo()
    qtbot.waitUntil(lambda: settled_on_current(window), timeout=20_000)
    assert window.docks.problems_model.count(Weight.INCONSISTENT) == 0


def test_correlations_that_cannot_hold_together_are_a_problem_and_no_fault_of_the_program(
    window: MainWindow, qtbot: QtBot
) -> None:
    paths = ("market/contract_price", "market/spot_price", "market/power_volatility")
    pairs = [(paths[0], paths[1], 0.9), (paths[1], paths[2], 0.9), (paths[0], paths[2], -0.9)]
    rows = [{"id": f"p{n}", "a": a, "b": b, "rank": r} for n, (a, b, r) in enumerate(pairs)]
    change(window, "correlations", rows)

    assert window.pages.result is None
    assert window.status.activity.text() == "Not computed"
    assert window.docks.problems_model.count(Weight.INCONSISTENT) == 1
    assert window.wiring.is_settled

    window.document.undo()
    qtbot.waitUntil(lambda: settled_on_current(window), timeout=20_000)
    assert window.docks.problems_model.count(Weight.INCONSISTENT) == 0


def test_a_result_of_the_plan_before_is_never_shown_over_a_blocked_one(
    window: MainWindow, qtbot: QtBot
) -> None:
    late = simulate(case_of(small_plan(price=0.7)), 512)
    change(window, START, None)
    window.wiring._received(late)

    assert window.pages.result is None


def test_a_result_of_another_plan_is_never_shown(window: MainWindow, qtbot: QtBot) -> None:
    other = simulate(case_of(small_plan(price=0.7)), 512)
    before = window.pages.result
    window.wiring._received(other)

    assert window.pages.result is before


def test_the_figures_are_dimmed_only_while_they_are_not_of_the_plan_in_view(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(small_plan(draws=512))
    qtbot.waitUntil(lambda: settled_on_current(window), timeout=20_000)
    change(window, PRICE, 0.8)
    assert (window.pages.is_stale, window.status.activity.text()) == (True, "Computing…")
    qtbot.waitUntil(lambda: settled_on_current(window), timeout=20_000)
    assert (window.pages.is_stale, window.status.activity.text()[:9]) == (False, "512 draws")


def test_undo_shows_figures_that_were_computed_before_without_computing_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.pages.result
    change(window, PRICE, 0.8)
    qtbot.waitUntil(lambda: settled_on_current(window), timeout=20_000)
    window.document.undo()
    qtbot.waitUntil(lambda: settled_on_current(window), timeout=20_000)

    assert window.pages.result is before


def test_the_last_pass_can_be_stopped_and_the_preview_stays(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(small_plan(draws=1_048_576))
    qtbot.waitUntil(lambda: window.status.progress.isVisible(), timeout=20_000)
    window.status.stop.click()
    qtbot.waitUntil(lambda: window.wiring.is_settled, timeout=20_000)

    assert window.pages.result is not None
    assert window.pages.result.draws == 512
    assert window.status.activity.text() == "Stopped after 512 draws: a rough picture"
    assert not window.status.progress.isVisible()


def test_only_the_page_in_view_is_drawn_and_the_other_catches_up_when_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.cash.chart.fan is None
    window.pages.actions_of_pages[1].trigger()

    assert window.cash.isVisible()
    assert window.cash.chart.fan is not None


def test_an_empty_plan_asks_for_a_facility(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    empty = Project.model_validate({"settings": {"start": "2026-01"}})
    window = open_window(empty)

    assert window.wiring.is_settled
    assert window.pages.result is None
    assert window.kpi_strip.key_figures() == ()


def test_a_fault_of_the_engine_is_told_on_the_page(window: MainWindow, qtbot: QtBot) -> None:
    key = case_of(window.document.project).key
    window.live.failed.emit(key, "ZeroDivisionError: no megawatts")
    qtbot.waitUntil(lambda: window.pages.result is None)

    assert window.status.activity.text() == "Not computed"
