"""The capacity chart by period, with renewals, re-letting, the worth of MW and a pinned case."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from planner.analysis.periods import Period
from planner.charts.capacity_chart import CapacityChart
from planner.charts.capacity_findings import capacity_findings
from planner.charts.capacity_layers import power_by_tenant
from planner.charts.capacity_worth import worth_of
from planner.charts.legend import Swatch
from planner.charts.months import MonthScale
from planner.engine.result import Result
from tests.charts.builders import FACILITY, TENANTS, made_result

RENEWAL = "tenants/anthropic/contracts/colossus/renewal"
SCALE = MonthScale(2026, 5)


@pytest.fixture
def chart(qtbot: QtBot) -> CapacityChart:
    """An empty chart on screen."""
    made = CapacityChart()
    qtbot.addWidget(made)
    made.resize(1000, 560)
    made.show()
    qtbot.waitExposed(made)
    return made


def renewed() -> Result:
    """Anthropic keeps 120 MW after month 37; the market takes 100 MW from month 41 on."""
    month = np.arange(56)
    kept = np.where(month >= 37, 120.0, 0.0)
    first = np.where(month < 37, 300.0, 0.0)
    taken = np.where(month >= 41, 100.0, 0.0)
    extra = {
        ("tenants/anthropic", "served"): first + kept,
        ("tenants/anthropic", "demand"): first + kept,
        (RENEWAL, "delivered"): kept,
        ("tenants/market", "served"): 0.0 * kept,
        ("tenants/market", "demand"): 0.0 * kept,
        ("tenants/market", "spot"): 0.0 * kept,
    }
    for name in ("served", "demand", "contracted"):
        extra["market", name] = taken
    return made_result(series=extra)


def worth(values: object) -> Result:
    """A result whose one facility knows what one more MW is worth, $m a month."""
    return made_result(series={(FACILITY.path, "shadow_price"): np.full(56, values)})


def test_what_a_renewal_brings_is_a_hatched_tint_of_the_tenants_colour(
    chart: CapacityChart,
) -> None:
    chart.show_result(renewed(), TENANTS)
    assert chart.power is not None
    layers = [layer for layer in chart.power.layers if layer.thing.name == "Anthropic"]
    assert [layer.renewed for layer in layers] == [False, True]
    assert layers[0].served[45] == 0.0
    assert layers[1].served[45] == 120.0
    assert np.array_equal(layers[0].high, layers[1].low)
    drawn = chart.layers[[layer.renewed for layer in chart.power.layers].index(True)]
    assert drawn._tint is not None
    assert drawn.fill == chart.layers[0].fill
    entry = next(e for e in chart.legend.entries if e.text == "Anthropic, renewed")
    assert entry.swatch is Swatch.HATCH


def test_what_is_re_let_belongs_to_the_market(chart: CapacityChart) -> None:
    chart.show_result(renewed(), TENANTS)
    assert chart.power is not None
    market = next(layer for layer in chart.power.layers if layer.thing.path == "market")
    assert market.thing.name == "Re-let to the market"
    assert market.thing.slot == len(TENANTS)
    assert market.served[45] == 100.0
    chart.show_result(made_result(), TENANTS)
    assert chart.power is not None
    assert "market" not in {layer.thing.path for layer in chart.power.layers}


@pytest.mark.parametrize(("period", "count"), [(Period.QUARTER, 19), (Period.CALENDAR_YEAR, 5)])
def test_by_quarter_or_year_every_month_bears_the_mean_of_its_period(
    chart: CapacityChart, period: Period, count: int
) -> None:
    chart.show_result(made_result(), TENANTS)
    assert chart.power is not None
    monthly = chart.power
    chart.set_period(period)
    assert chart.power.served.sum() == pytest.approx(monthly.served.sum())
    assert chart.power.unmet.sum() == pytest.approx(monthly.unmet.sum())
    assert np.ptp(chart.power.unmet[:2]) == 0.0
    assert len(chart.numbers().rows) == count
    chart.read(0)
    assert chart._read_out.title.startswith("Q2 2026" if period is Period.QUARTER else "2026 ")


def test_the_worth_of_one_more_mw_and_utilisation_are_read(chart: CapacityChart) -> None:
    chart.show_result(worth(1.53), TENANTS, None, (FACILITY,))
    chart.read(10)
    rows = {row.text: row.figure for row in chart._read_out.rows}
    assert rows["Worth of one more MW"] == "$1.53m/month"
    assert rows["Utilisation"] == "100\u00a0%"
    assert worth_of(0.0421) == "$42k/month"
    chart.show_result(worth(np.nan), TENANTS, None, (FACILITY,))
    chart.read(10)
    assert "Worth of one more MW" not in {row.text for row in chart._read_out.rows}
    assert "1 MW more at Colossus 1, $m/month" in chart.numbers().heads


def test_the_worth_of_one_more_mw_is_not_rounded_away_in_the_numbers(chart: CapacityChart) -> None:
    chart.show_result(worth(0.0421), TENANTS, None, (FACILITY,))
    numbers = chart.numbers()
    assert numbers.printed(10, len(numbers.heads) - 2) == "0.042"
    assert numbers.printed(10, 0) == "340.0"


def test_the_finding_says_where_and_when_one_more_mw_is_worth_most() -> None:
    power = power_by_tenant(worth(1.53), TENANTS, False, (FACILITY,))
    told = str(capacity_findings(power, SCALE, one_site=False)[-1])
    assert told == "One more MW at Colossus 1 is worth most in May 2026: <b>$1.53m/month</b>."
    nothing = power_by_tenant(worth(0.0), TENANTS, False, (FACILITY,))
    told = str(capacity_findings(nothing, SCALE, one_site=False)[-1])
    assert told == "One more MW would bring nothing."


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.MONTH, "May 2026", "December 2030"),
        (Period.QUARTER, "Q2 2026", "Q4 2030"),
        (Period.CALENDAR_YEAR, "2026", "2030"),
    ],
)
def test_a_mean_is_told_of_its_whole_period(
    chart: CapacityChart, period: Period, first: str, last: str
) -> None:
    unmet = np.linspace(10.0, 120.0, 56)
    chart.set_period(period)
    chart.show_result(made_result(series={("", "unmet"): unmet}), TENANTS)
    assert chart.power is not None
    told = [str(each) for each in capacity_findings(chart.power, SCALE, False, chart.periods)]
    mw = [f"{chart.power.unmet[month]:.0f}\u00a0MW" for month in (0, -1)]
    assert f"Unmet demand grows from <b>{mw[0]}</b> in {first} to <b>{mw[1]}</b> in {last}." in told


def test_what_a_pinned_case_serves_stands_at_its_own_months(chart: CapacityChart) -> None:
    pinned = made_result(start="2026-08", months=20)
    chart.show_result(made_result(), TENANTS, pinned)
    assert chart.pinned.places[0] == 3.0
    assert chart.pinned.places.size == chart.pinned.values.size + 1 == 21
    assert np.allclose(chart.pinned.values, pinned.series["", "served"].deterministic)
    chart.read(1)
    assert "Pinned, served" not in {row.text for row in chart._read_out.rows}
    chart.read(5)
    assert "Pinned, served" in {row.text for row in chart._read_out.rows}
    chart.show_result(made_result(), TENANTS)
    assert chart.pinned.values.size == 0
