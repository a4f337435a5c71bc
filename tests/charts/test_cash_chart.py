"""The cash chart shows the result's money, and each sum once."""

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from planner.analysis.periods import Period
from planner.charts.cash_chart import CashChart
from planner.charts.cash_lines import (
    LINES,
    cut_limit,
    flows,
    month_of,
    months_until_positive,
    places,
)
from planner.charts.palette import DARK, LIGHT
from planner.engine.result import Bands
from tests.charts.builders import AT_START, made_result

COUNTS = [(Period.MONTH, 57), (Period.QUARTER, 20), (Period.CALENDAR_YEAR, 6)]


@pytest.fixture
def chart(qtbot: QtBot) -> CashChart:
    """An empty chart on screen."""
    made = CashChart()
    qtbot.addWidget(made)
    made.resize(1000, 480)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_median_and_its_fan_are_the_results(chart: CashChart) -> None:
    result = made_result(10_240)
    chart.show_result(result)
    bands = result.series["", "cumulative_fcff"]
    assert bands.p10 is not None
    assert bands.p25 is not None
    assert bands.p50 is not None
    assert np.array_equal(chart.middle.values, [AT_START, *bands.p50])
    assert np.array_equal(chart.wide.low, [AT_START, *bands.p10])
    assert np.array_equal(chart.narrow.low, [AT_START, *bands.p25])
    assert np.all(chart.wide.high[1:] >= chart.narrow.high[1:])
    assert chart.wide.places.size == chart.wide.low.size == 57


def test_without_draws_there_is_only_the_deterministic_line(chart: CashChart) -> None:
    chart.show_result(made_result(10_240))
    result = made_result(0)
    chart.show_result(result)
    bands = result.series["", "cumulative_fcff"]
    assert np.array_equal(chart.middle.values[1:], bands.deterministic)
    assert chart.wide.low.size == chart.narrow.low.size == 0
    assert [entry.text for entry in chart.legend.entries][:2] == ["Cumulative", "Receipts"]


def test_balances_stand_on_the_middle_of_their_months_bar() -> None:
    assert places(3).tolist() == [-0.5, 0.5, 1.5, 2.5]
    monthly = flows(made_result(months=3))
    assert monthly.middle.tolist() == pytest.approx([-0.5, 0.5, 1.5, 2.5])


@pytest.mark.parametrize(("period", "count"), COUNTS)
def test_the_money_lines_add_up_to_the_net_line(period: Period, count: int) -> None:
    result = made_result()
    shown = flows(result, period)
    assert np.allclose(sum(shown.lines[name] for name in LINES), shown.net)
    total = AT_START + float(result.series["", "fcff"].deterministic.sum())
    assert float(shown.net.sum()) == pytest.approx(total)
    assert shown.net.size == count


def test_with_draws_the_money_lines_are_means() -> None:
    result = made_result(10_240)
    mean = result.series["", "receipts"].mean
    assert mean is not None
    assert np.array_equal(flows(result).lines["receipts"][1:], mean)


def test_outflows_are_stacked_downwards_and_a_refund_upwards() -> None:
    refund = {("", "tax"): np.full(4, -30.0)}
    shown = flows(made_result(months=4, series=refund))
    low, high = shown.stacked("tax")
    receipts = shown.lines["receipts"]
    assert np.allclose(low[1:], receipts[1:])
    assert np.allclose(high[1:] - low[1:], 30.0)
    low, high = shown.stacked("operations")
    assert np.allclose(high[1:], 0.0)
    assert np.all(low[1:] < 0.0)


def test_bars_above_four_times_the_rest_are_cut() -> None:
    assert cut_limit(np.array([8.1, 1.2, 1.3, 0.6])) == 1.3
    assert cut_limit(np.array([5.0, 1.3, 1.3])) == 5.0
    assert cut_limit(np.array([90.0, 80.0, 1.0, 0.9])) == 1.0
    assert cut_limit(np.array([3.0])) == 3.0
    assert cut_limit(np.zeros(4)) == 0.0


def test_the_flow_at_the_start_is_cut_and_bears_its_figure(chart: CashChart) -> None:
    chart.show_result(made_result(10_240))
    extent = chart.plots[1].extent()
    assert chart.bars["capital"].low[0] == AT_START
    assert extent.bottom > AT_START / 4.0
    assert [note.text for note in chart.bar_notes.notes] == ["−8.10 at the start"]
    chart.set_period(Period.CALENDAR_YEAR)
    assert chart.plots[1].extent().bottom <= AT_START
    assert chart.bar_notes.notes == ()


def test_an_annual_bar_is_the_sum_of_its_year(chart: CashChart) -> None:
    result = made_result()
    chart.show_result(result)
    chart.set_period(Period.CALENDAR_YEAR)
    receipts = result.series["", "receipts"].deterministic
    bars = chart.bars["receipts"]
    assert np.allclose(bars.high[1:3], [receipts[:8].sum(), receipts[8:20].sum()])
    assert bars.left[2] > 8.0
    assert bars.right[2] < 20.0


def test_none_empties_the_chart(chart: CashChart) -> None:
    chart.show_result(made_result(10_240), made_result(512))
    chart.show_result(None)
    assert chart.middle.values.size == chart.pinned.values.size == chart.net.values.size == 0
    assert chart.wide.low.size == chart.narrow.low.size == 0
    assert all(bars.low.size == 0 for bars in chart.bars.values())
    assert chart.notes.dots == ()
    assert chart.bar_notes.notes == ()
    assert all(ends.labels == () for ends in chart.ends)
    assert chart.numbers().rows == ()


def test_items_are_made_once(chart: CashChart) -> None:
    before = len(chart._view.scene().items())
    for draws in (0, 512, 10_240):
        chart.show_result(made_result(draws), made_result(0))
    assert len(chart._view.scene().items()) == before


def test_a_pinned_case_keeps_its_months_in_time(chart: CashChart) -> None:
    pinned = made_result(10_240, months=40, start="2027-01")
    chart.show_result(made_result(10_240), pinned)
    assert chart.pinned.places[0] == 7.5
    assert chart.pinned.places.size == 41
    assert "Pinned, P50" in [entry.text for entry in chart.legend.entries]
    chart.show_result(made_result(10_240), made_result(10_240))
    assert chart.ends[0].labels[-1].text.startswith("Pinned P50 ")
    chart.show_result(made_result(10_240), made_result(0))
    assert chart.ends[0].labels[-1].text.startswith("Pinned ")
    chart.show_result(made_result(10_240))
    assert chart.pinned.values.size == 0


def test_payback_is_marked_where_the_line_crosses_zero_for_good(chart: CashChart) -> None:
    result = made_result(0)
    chart.show_result(result)
    line = np.concatenate([[AT_START], result.series["", "cumulative_fcff"].deterministic])
    months = months_until_positive(line)
    # Two months of about 495, then about 964 a month: 2 + (8,100 − 990) / 964.
    assert months == pytest.approx(9.378, abs=0.001)
    assert chart.notes.dots[0].place == pytest.approx(8.878, abs=0.001)
    assert chart.notes.notes[0].text == "Payback: Feb 2027"


def test_the_last_crossing_counts_and_a_line_that_ends_below_has_none() -> None:
    assert months_until_positive(np.array([-2.0, 1.0, -1.0, 1.0])) == 2.5
    assert months_until_positive(np.array([-2.0, 1.0, -1.0])) is None
    assert months_until_positive(np.array([0.0, 1.0])) is None
    assert month_of(9.35) == 9
    assert month_of(9.0) == 8
    assert month_of(0.2) == 0


def test_a_median_payback_in_another_month_is_not_called_the_curves(chart: CashChart) -> None:
    result = made_result(10_240)
    chart.show_result(result)
    assert chart.notes.notes[0].text == "Payback, P50: Feb 2027"
    chart.show_result(made_result(10_240, scale=1.0, series={("", "cumulative_fcff"): _late(56)}))
    assert chart.notes.notes[0].text.startswith("P50 positive from")


def _late(months: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.linspace(-8_000.0, 9_000.0, months)


def test_the_read_out_names_the_month_and_its_figures(chart: CashChart) -> None:
    chart.show_result(made_result(10_240))
    chart.resize(1000, 700)
    chart.read(25)
    title, rows = chart._reading(25)
    assert title == "Jun 2028, $bn"
    assert [row.text for row in rows] == [
        "Cumulative, P50",
        "P10–P90",
        "Receipts",
        "Power and operations",
        "Tax",
        "Net, mean",
    ]
    assert rows[2].figure == "1.19"
    assert rows[3].figure == "−0.02"


def test_the_start_can_be_read_too(chart: CashChart) -> None:
    chart.show_result(made_result(0))
    title, rows = chart._reading(-1)
    assert title == "At the start, $bn"
    assert [(row.text, row.figure) for row in rows] == [
        ("Cumulative", "−8.1"),
        ("Capital", "−8.10"),
        ("Net", "−8.10"),
    ]


def test_small_plans_are_shown_in_millions(chart: CashChart) -> None:
    chart.show_result(made_result(0, scale=0.1))
    assert chart.money.symbol == "$m"
    assert chart.ends[0].labels[-1].text == "3,406"


def test_the_numbers_are_the_series_in_full(chart: CashChart) -> None:
    result = made_result(10_240)
    chart.show_result(result)
    numbers = chart.numbers()
    assert numbers.heads == (
        "Period, $m",
        "Cumulative, P50",
        "P10",
        "P25",
        "P75",
        "P90",
        "Receipts",
        "Power and operations",
        "Tax",
        "Capital",
        "Net, mean",
    )
    assert numbers.rows[0][0] == "Start"
    assert numbers.rows[0][1][0] == AT_START
    p90 = result.series["", "cumulative_fcff"].p90
    assert p90 is not None
    assert [values[4] for _name, values in numbers.rows[1:]] == p90.tolist()
    chart.set_period(Period.CALENDAR_YEAR)
    by_year = chart.numbers()
    assert [name for name, _values in by_year.rows] == ["Start", *map(str, range(2026, 2031))]
    assert by_year.rows[-1][1][4] == p90[-1]


def test_money_lines_that_flow_somewhere_in_view_are_named_at_the_right_end(
    chart: CashChart,
) -> None:
    chart.show_result(made_result(0))
    assert [label.text for label in chart.ends[1].labels] == ["Receipts", "Tax, costs"]
    ended = {("", "receipts"): np.where(np.arange(56) < 37, 1250.0, 0.0)}
    chart.show_result(made_result(0, series=ended))
    assert [label.text for label in chart.ends[1].labels] == ["Receipts", "Tax, costs"]
    chart.zoom(40.0, 56.0)
    assert [label.text for label in chart.ends[1].labels] == ["Tax, costs"]


def test_where_nothing_is_uncertain_the_line_ends_in_one_figure(chart: CashChart) -> None:
    certain = np.linspace(-8_000.0, 26_400.0, 56)
    bands = Bands(*(certain,) * 7)
    result = made_result(10_240)
    series = {**result.series, ("", "cumulative_fcff"): bands}
    chart.show_result(replace(result, series=series))
    assert [label.text for label in chart.ends[0].labels] == ["26.4"]
    assert chart._reading(55)[1][1].figure == "26.4"
    bands = Bands(*(certain,) * 6, certain + 5_000.0)
    chart.show_result(replace(result, series={**series, ("", "cumulative_fcff"): bands}))
    ends = chart.ends[0]
    rows = sorted(zip(ends.rows(), [label.text for label in ends.labels], strict=True))
    assert [text for _row, text in rows] == ["P90 31.4", "P50 26.4", "P10 26.4"]


def test_a_change_of_theme_recolours_everything(chart: CashChart) -> None:
    chart.show_result(made_result(10_240))
    chart.recolour(LIGHT)
    assert chart.middle.colour.name().upper() == LIGHT.accent
    chart.recolour(DARK)
    assert chart.middle.colour.name().upper() == DARK.accent
    assert chart.net.colour.name().upper() == DARK.text
    assert chart.legend.entries[0].colour == DARK.accent
    tints = {entry.colour for entry in chart.legend.entries}
    chart.recolour(LIGHT)
    assert not tints & {entry.colour for entry in chart.legend.entries}


def test_the_fan_is_painted_not_empty(chart: CashChart) -> None:
    chart.recolour(LIGHT)
    chart.show_result(made_result(10_240))
    picture = chart.grab().toImage()
    extent, corner = chart.plots[0].extent(), chart.plots[0].scene_area().topLeft()
    column = round(chart._view.x() + corner.x() + extent.x(50.5))
    wide = chart.wide
    for value, expected in (
        (wide.high[51] - 900.0, 0.14),
        (chart.narrow.high[51] - 900.0, 1.0 - 0.86 * 0.76),
    ):
        row = round(chart._view.y() + corner.y() + extent.y(float(value)))
        blue, red = (getattr(picture.pixelColor(column, row), part)() for part in ("blue", "red"))
        assert red == pytest.approx(255 - expected * (255 - 0x2F), abs=2)
        assert blue > red
