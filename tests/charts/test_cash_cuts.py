"""Bars far above the rest are cut, every one with its figure, and nothing stands over words."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.analysis.periods import Period
from planner.charts.cash_chart import CashChart
from planner.charts.cash_lines import bar_range, cut_limit, swept
from planner.charts.lettering import CAPTION, lettering
from planner.charts.note_places import Drawn, notes_beside_drops
from planner.charts.notes import Dot, Note, note_box
from planner.charts.plot import Extent
from planner.engine.result import Result
from tests.charts.builders import made_result

MONTHS = 120
FIGURES = ["−5.51", "−5.43", "−5.56", "−9.78", "−12.05"]


def spikes(
    spent: dict[int, float], months: int = MONTHS, horizon: float = 0.0, drawn: int = 0
) -> Result:
    """A lease of three years, costs for ten, and capital spent in these months, $m."""
    month = np.arange(months)
    capital = np.zeros(months)
    for when, amount in spent.items():
        capital[when] = amount
    value = np.where(month == months - 1, horizon, 0.0)
    receipts = np.where(month < 37, 1_250.0, 0.0)
    costs = np.full(months, 300.0)
    series = {
        ("", "receipts"): receipts,
        ("", "opex"): costs,
        ("", "power"): 0.0 * costs,
        ("", "tax"): 0.0 * costs,
        ("", "capex"): capital,
        ("", "horizon_value"): value,
        ("", "fcff"): receipts - costs - capital + value,
    }
    series["", "cumulative_fcff"] = np.cumsum(series["", "fcff"])
    return replace(made_result(drawn, months, series=series), at_start={"fcff": 0.0})


COLOSSUS = spikes(
    {
        **dict.fromkeys(range(1, 7), 2_500.0),
        0: 5_210.0,
        52: 3_150.0,
        57: 3_080.0,
        65: 5_130.0,
        71: 5_260.0,
        73: 9_480.0,
        81: 11_750.0,
    },
    horizon=12_170.0,
)


@pytest.fixture
def chart(qtbot: QtBot) -> CashChart:
    """A chart as wide and high as in a window of 1280 by 800."""
    made = CashChart()
    qtbot.addWidget(made)
    made.resize(1040, 320)
    made.show()
    qtbot.waitExposed(made)
    return made


def boxes(chart: CashChart) -> list[QRectF]:
    """Where the figures of cut bars stand."""
    extent = chart.plots[1].extent()
    return [note_box(note, extent, lettering(CAPTION)) for note in chart.bar_notes.notes]


def test_of_many_bars_those_far_above_what_is_usual_are_cut() -> None:
    usual = [0.3] * 60 + [1.25] * 45 + [2.8] * 6
    assert cut_limit(np.array([*usual, 5.5, 9.8, 12.0])) == 2.8
    assert cut_limit(np.array(usual)) == 2.8
    assert cut_limit(np.array([3.7] * 20 + [8.6, 8.3, 15.6, 12.7])) == 8.6


def test_a_slope_of_bars_is_cut_only_where_it_has_a_gap() -> None:
    slope = np.concatenate([np.full(150, 0.03), np.linspace(0.04, 0.15, 40)])
    assert cut_limit(slope) == 0.15
    assert cut_limit(np.append(slope, [0.92, 4.3])) == 0.15


def test_a_plot_keeps_most_of_its_height_for_whole_bars_and_some_for_those_cut() -> None:
    down = np.array([*[-0.3] * 90, *[-3.4] * 6, -12.0])
    up = np.array([*[1.25] * 96, 0.0])
    low, high = bar_range(down, up)
    assert -5.5 < low < -3.4
    assert 1.25 < high < 2.0
    assert bar_range(down, np.where(down < -10.0, 11.9, up))[1] == pytest.approx(0.4 * 3.4, abs=0.5)


def test_a_bar_that_is_cut_always_leaves_the_plot() -> None:
    down = -np.array([*[3.7] * 20, 8.6, 8.3, 12.0, 15.6])
    low, _high = bar_range(down, 0.0 * down)
    assert -12.0 < low < -8.6


def test_months_without_spikes_are_readable_and_every_cut_bar_has_its_figure(
    chart: CashChart,
) -> None:
    chart.show_result(COLOSSUS)
    extent = chart.plots[1].extent()
    assert extent.y(0.0) - extent.y(1_250.0) > 9.0
    assert [note.text for note in chart.bar_notes.notes] == [
        *FIGURES,
        "12.17 with value after the last month",
    ]


def test_figures_of_cut_bars_hide_neither_one_another_nor_a_cut_bar(chart: CashChart) -> None:
    chart.show_result(COLOSSUS)
    extent, capital = chart.plots[1].extent(), chart.bars["capital"]
    for one, other in combinations(boxes(chart), 2):
        assert not one.adjusted(0.0, 1.0, 0.0, -1.0).intersects(other)
    for bar in np.flatnonzero(capital.low < extent.bottom):
        left, right = (extent.x(float(edge[bar])) for edge in (capital.left, capital.right))
        standing = QRectF(left, extent.y(0.0), right - left, extent.height)
        assert not any(box.intersects(standing) for box in boxes(chart))


def test_bars_too_close_for_a_figure_each_share_one_from_the_smallest_to_the_largest(
    chart: CashChart,
) -> None:
    chart.show_result(spikes({60: 9_000.0, 61: 8_000.0, 62: 10_000.0, 63: 7_000.0, 64: 6_000.0}))
    assert [note.text for note in chart.bar_notes.notes] == ["−10.30 to −7.30", "−6.30"]
    chart.zoom(58.0, 67.0)
    whole = chart.bar_notes.notes == ()
    assert whole or len(chart.bar_notes.notes) == 5


def test_quarters_and_years_are_cut_by_the_same_rule(chart: CashChart) -> None:
    chart.show_result(COLOSSUS)
    for period in (Period.QUARTER, Period.CALENDAR_YEAR):
        chart.set_period(period)
        assert chart.flows is not None
        extent = chart.plots[1].extent()
        down, up = chart.flows.reach()
        cut = int(((down < extent.bottom) | (up > extent.top)).sum())
        assert cut == len(chart.bar_notes.notes)
        assert extent.y(0.0) - extent.y(float(up[2])) > 9.0


def test_the_net_line_is_left_out_where_a_bar_is_cut(chart: CashChart) -> None:
    chart.show_result(COLOSSUS)
    extent = chart.plots[1].extent()
    parts = chart.net._traced(extent)
    rows = [point.y() for part in parts for point in part.toList()]
    assert len(parts) > 3
    assert min(rows) >= 0.0
    assert max(rows) <= extent.height


def test_bars_have_one_axis_with_the_pinned_case(chart: CashChart) -> None:
    larger = spikes(dict.fromkeys(range(10), 4_000.0))
    smaller = spikes(dict.fromkeys(range(10), 900.0))
    chart.show_result(larger, smaller)
    shared = chart.plots[1].extent()
    chart.show_result(smaller, larger)
    assert chart.plots[1].extent().bottom == shared.bottom
    assert chart.plots[1].extent().top == shared.top


def test_a_band_sweeps_half_of_the_way_to_its_neighbours() -> None:
    low, high = swept(np.array([0.0, 4.0, 2.0]), np.array([1.0, 5.0, 11.0]))
    assert low.tolist() == [2.0, 2.0]
    assert high.tolist() == [8.0, 11.0]


def test_words_beside_lines_are_crossed_by_none_while_there_is_room(qtbot: QtBot) -> None:
    qtbot.addWidget(QWidget())
    extent = Extent(0.0, 48.0, -20.0, 50.0, 900.0, 200.0)
    month = np.arange(48.0)
    fan = (month * 0.7 - 4.0, month * 0.7 + 4.0)
    dots = [Dot(20.0, 14.0), Dot(37.0, 26.0), Dot(46.0, 32.0), Dot(47.0, 33.0)]
    words = [
        "Payback, P50: Jan 2028",
        *(f"A laboratory of some size {k} to May" for k in (1, 2, 3)),
    ]
    notes = [Note(dot.place, extent.bottom, text) for dot, text in zip(dots, words, strict=True)]
    placed = notes_beside_drops(notes, extent, Drawn([fan], dots))
    font = lettering(CAPTION)
    taken = [note_box(note, extent, font) for note in placed]

    assert [note.text for note in placed] == words
    for one, other in combinations(taken, 2):
        assert not one.adjusted(0.0, 1.0, 0.0, -1.0).intersects(other)
    for box in taken:
        assert not box.top() < extent.y(0.0) < box.bottom()
        first, last = int(extent.place(box.left())), int(extent.place(box.right()))
        for low, high in zip(fan[0][first:last], fan[1][first:last], strict=True):
            assert extent.y(float(low)) < box.top() or extent.y(float(high)) > box.bottom()
    # The last two stand so close together that one line runs through the other's words.
    crossed = [
        (note.text, dot.place)
        for note, box in zip(placed, taken, strict=True)
        for dot in dots
        if box.left() < extent.x(dot.place) < box.right()
    ]
    assert len(crossed) <= 3
