"""The wheel zooms around the month that it is over, in every plot."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.charts.capacity_chart import CapacityChart
from planner.charts.cash_chart import CashChart
from planner.charts.zoom import LEAST_STEPS, kept_within, zoomed_around
from tests.charts.builders import TENANTS, made_result, on_screen

HOME = (-1.0, 56.0)


@pytest.fixture
def chart(qtbot: QtBot) -> CashChart:
    """A filled chart on screen."""
    made = CashChart()
    made.show_result(made_result(10_240))
    return on_screen(qtbot, made, 620)


def turn(chart: CashChart, month: float, notches: int) -> None:
    viewport = chart._view.viewport()
    here = chart.plots[0].scene_area().topLeft() + QPointF(chart.plots[0].extent().x(month), 60.0)
    event = QWheelEvent(
        here,
        QPointF(viewport.mapToGlobal(here.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_what_is_under_the_pointer_stays_there(chart: CashChart) -> None:
    before = chart.plots[0].extent().x(20.0)
    turn(chart, 20.0, 2)
    for plot in chart.plots:
        extent = plot.extent()
        assert extent.right - extent.left == pytest.approx(57.0 * 0.49)
        assert extent.x(20.0) == pytest.approx(before, abs=1.5)


def test_turned_back_the_whole_plan_is_in_view(chart: CashChart) -> None:
    turn(chart, 20.0, 3)
    turn(chart, 20.0, -4)
    assert chart.shown_months() == (-1, 56)


def test_an_empty_chart_is_not_zoomed(chart: CashChart) -> None:
    chart.show_result(None)
    turn(chart, 20.0, 1)
    assert not chart.filled


@pytest.mark.parametrize(
    ("left", "right", "kept"),
    [
        (-30.0, 400.0, HOME),
        (40.0, 10.0, (10.0, 40.0)),
        (20.0, 20.2, (18.6, 21.6)),
        (55.9, 56.0, (53.0, 56.0)),
    ],
)
def test_a_part_lies_within_the_plan_and_has_three_steps(
    left: float, right: float, kept: tuple[float, float]
) -> None:
    found = kept_within(HOME, left, right)
    assert found == pytest.approx(kept)
    assert found[1] - found[0] >= LEAST_STEPS - 1e-9


def test_a_notch_back_undoes_a_notch() -> None:
    assert zoomed_around(zoomed_around(HOME, 20.0, 1.0), 20.0, -1.0) == pytest.approx(HOME)


def test_a_line_in_steps_ends_with_the_step_at_the_edge(qtbot: QtBot) -> None:
    chart = CapacityChart()
    qtbot.addWidget(chart)
    chart.resize(900, 360)
    chart.show_result(made_result(), TENANTS)
    chart.show()
    qtbot.waitExposed(chart)
    line = chart.available
    line.set_values(np.arange(57.0), np.arange(56.0))
    for left, right in ((0.0, 56.0), (10.0, 20.0), (10.5, 20.5), (53.0, 56.0)):
        chart.zoom(left, right)
        extent = chart.plots[0].extent()
        points = [(float(p.x()), float(p.y())) for p in line._traced(extent)[0].toList()]
        first, last = int(left), int(-(-right // 1)) - 1
        assert points[0] == pytest.approx((0.0, round(extent.y(float(first)))))
        assert points[-1] == pytest.approx((round(extent.width), round(extent.y(float(last)))))
        assert len(points) == 2 * (last - first + 1)


def test_a_line_outside_of_the_view_is_not_drawn(qtbot: QtBot) -> None:
    chart = CapacityChart()
    qtbot.addWidget(chart)
    chart.resize(900, 360)
    chart.show_result(made_result(), TENANTS, made_result(months=12))
    chart.show()
    qtbot.waitExposed(chart)
    chart.zoom(30.0, 50.0)
    assert not chart.pinned._traced(chart.plots[0].extent())[0].toList()
