"""Round values, and months where they belong."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.charts.axes import GAP, VALUE_WIDTH, MonthAxis, spread_apart
from planner.charts.capacity_chart import CapacityChart
from planner.charts.cash_chart import CashChart
from planner.charts.lettering import CAPTION, lettering, text_width
from planner.charts.months import MonthScale
from planner.charts.plot import value_ticks
from tests.charts.builders import TENANTS, made_result


def shown_capacity(qtbot: QtBot, months: int, start: str = "2026-05") -> CapacityChart:
    """A capacity chart on screen, 900 pixels wide."""
    chart = CapacityChart()
    qtbot.addWidget(chart)
    chart.resize(900, 360)
    chart.show_result(made_result(months=months, start=start), TENANTS)
    chart.show()
    qtbot.waitExposed(chart)
    return chart


@pytest.mark.parametrize(
    ("low", "high", "pixels", "ticks"),
    [
        (-14.0, 45.0, 190.0, [-10.0, 0.0, 10.0, 20.0, 30.0, 40.0]),
        (0.0, 340.0, 90.0, [0.0, 100.0, 200.0, 300.0]),
        (-1.2, 1.4, 62.0, [-1.0, 0.0, 1.0]),
        (0.0, 0.0, 100.0, []),
    ],
)
def test_ticks_are_round_and_far_enough_apart(
    low: float, high: float, pixels: float, ticks: list[float]
) -> None:
    assert value_ticks(low, high, pixels) == pytest.approx(ticks)


@pytest.mark.parametrize("span", [0.003, 0.7, 12.0, 999.0, 4.2e6])
def test_there_are_never_more_gridlines_than_room_for_their_labels(span: float) -> None:
    for pixels in (40.0, 150.0, 900.0):
        ticks = value_ticks(-0.3 * span, span, pixels)
        assert 1 <= len(ticks) <= 11
        steps = [b - a for a, b in pairwise(ticks)]
        # Three lines are worth standing closer, by the height of their labels.
        room = 20.0 if len(ticks) > 3 else 14.9
        assert all(step * pixels / (1.3 * span) >= room for step in steps)


def test_a_low_plot_has_a_line_besides_that_of_zero() -> None:
    assert value_ticks(-9.8, 12.5, 74.0) == pytest.approx([-5.0, 0.0, 5.0, 10.0])
    assert value_ticks(-22.0, 18.0, 66.0) == pytest.approx([-20.0, -10.0, 0.0, 10.0])


def test_years_stand_between_their_januaries(qtbot: QtBot) -> None:
    chart = shown_capacity(qtbot, 56)
    labels = {text: place for place, text in chart.month_axis.labels()}
    assert list(labels) == ["2026", "2027", "2028", "2029", "2030"]
    assert labels["2026"] == 4.0  # May to December: the middle of places 0 to 8
    assert labels["2027"] == 14.0  # January lies at place 8
    assert labels["2030"] == 50.0


def test_a_plan_that_starts_in_january_begins_with_a_whole_year(qtbot: QtBot) -> None:
    chart = shown_capacity(qtbot, 36, "2027-01")
    labels = chart.month_axis.labels()
    assert labels == [(6.0, "2027"), (18.0, "2028"), (30.0, "2029")]


def test_a_two_year_plan_is_labelled_by_quarters(qtbot: QtBot) -> None:
    chart = shown_capacity(qtbot, 24, "2027-02")
    texts = [text for _place, text in chart.month_axis.labels()]
    assert texts[:5] == ["Apr 2027", "Jul", "Oct", "Jan 2028", "Apr"]


def test_zooming_in_shows_months_and_names_the_year_once(qtbot: QtBot) -> None:
    chart = shown_capacity(qtbot, 56)
    chart.zoom(5, 14)
    labels = chart.month_axis.labels()
    assert [text for _place, text in labels] == [
        "Oct 2026",
        "Nov",
        "Dec",
        "Jan 2027",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
    ]
    assert [place for place, _text in labels] == [k + 0.5 for k in range(5, 14)]


def test_forty_years_are_labelled_without_overlap(qtbot: QtBot) -> None:
    chart = shown_capacity(qtbot, 480)
    labels = chart.month_axis.labels()
    extent = chart.plots[0].extent()
    columns = [extent.x(place) for place, _text in labels]
    assert 5 <= len(labels) <= 25
    assert all(b - a >= 36.0 for a, b in pairwise(columns))


def test_an_empty_axis_has_no_labels(qtbot: QtBot) -> None:
    chart = CapacityChart()
    qtbot.addWidget(chart)
    assert isinstance(chart.month_axis, MonthAxis)
    assert chart.month_axis.labels() == []


def test_values_are_labelled_in_the_charts_scale(qtbot: QtBot) -> None:
    chart = CashChart()
    qtbot.addWidget(chart)
    chart.resize(900, 420)
    chart.show_result(made_result(10_240))
    chart.show()
    qtbot.waitExposed(chart)
    labels = dict(chart.value_axes[0].labels())
    assert labels[10_000.0] == "10"
    assert labels[-10_000.0] == "−10"
    assert labels[0.0] == "0"


def test_overlapping_labels_are_pushed_apart_and_stay_within() -> None:
    placed = spread_apart([10.0, 12.0, 13.0, 96.0, 99.0], 14.0, 7.0, 100.0)
    assert all(b - a >= 14.0 for a, b in pairwise(placed))
    assert min(placed) >= 7.0
    assert max(placed) <= 100.0
    assert spread_apart([20.0, 60.0], 14.0, 7.0, 100.0) == [20.0, 60.0]


def test_labels_that_meet_are_moved_to_both_sides_alike() -> None:
    assert spread_apart([50.0, 52.0], 14.0, 7.0, 100.0) == [44.0, 58.0]
    assert spread_apart([50.0, 50.0, 50.0, 90.0], 14.0, 7.0, 100.0) == [36.0, 50.0, 64.0, 90.0]


def test_months_know_their_places_and_names() -> None:
    scale = MonthScale.starting("2026-05")
    assert scale.short(25) == "Jun 2028"
    assert scale.long(9) == "February 2027"
    assert scale.place("2026-05") == 0
    assert scale.place("2026-01") == -4
    assert scale.calendar(-5) == (2025, 12)
    assert scale.january(2027) == 8
    assert list(scale.years(0.0, 8.0)) == [2026]
    assert list(scale.years(0.0, 8.5)) == [2026, 2027]


def test_the_values_beside_a_plot_have_their_whole_width_and_plots_stay_in_line(
    qtbot: QtBot,
) -> None:
    chart = CashChart()
    qtbot.addWidget(chart)
    chart.resize(1000, 480)
    chart.show()
    qtbot.waitExposed(chart)
    chart.show_result(made_result(10_240, scale=0.1))
    ordinary = [axis.size().width() for axis in chart.value_axes]
    assert ordinary == [VALUE_WIDTH, VALUE_WIDTH]

    chart.show_result(made_result(10_240, scale=0.1), made_result(10_240, scale=-500.0))
    QApplication.processEvents()
    widths = [axis.size().width() for axis in chart.value_axes]
    longest = max((text for _value, text in chart.value_axes[0].labels()), key=len)
    assert longest.startswith("−")
    assert widths[0] == widths[1]
    assert widths[0] >= text_width(longest, lettering(CAPTION)) + GAP
    assert chart.plots[0].scene_area().left() == chart.plots[1].scene_area().left()
