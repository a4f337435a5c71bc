"""What the capacity chart says of a month, where there is room and where there is little."""

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from planner.charts.capacity_chart import CapacityChart
from planner.charts.capacity_layers import power_by_tenant
from planner.charts.capacity_reading import colour_of
from planner.charts.palette import CATEGORIES, DARK, LIGHT, contrast
from planner.charts.things import MARKET, Thing
from planner.engine.result import Bands, Result
from tests.charts.builders import FACILITY, TENANTS, made_result, on_screen

MONTH = 10


@pytest.fixture
def chart(qtbot: QtBot) -> CapacityChart:
    """An empty chart on screen."""
    return on_screen(qtbot, CapacityChart(), 400)


def many_tenants(count: int = 12) -> tuple[Result, tuple[Thing, ...]]:
    """Each tenant asks for 20 MW and is served as many MW as its number, from 1."""
    things = tuple(Thing(f"tenants/t{k}", f"Tenant {k + 1}", k) for k in range(count))
    series = {}
    for place, thing in enumerate(things):
        series[thing.path, "demand"] = np.full(56, 20.0)
        series[thing.path, "served"] = np.full(56, 1.0 + place)
    made = made_result(series=series)
    known = {thing.path for thing in things}
    kept = {
        key: bands
        for key, bands in made.series.items()
        if not key[0].startswith("tenants/") or key[0] in known
    }
    return replace(made, series=kept), things


def told(chart: CapacityChart, month: int = MONTH) -> list[tuple[str, str]]:
    chart.read(month)
    return [(row.text, row.figure) for row in chart._read_out.rows]


def test_a_low_plot_tells_of_the_largest_tenant_and_adds_up_the_others(
    chart: CapacityChart,
) -> None:
    result, things = many_tenants(6)
    chart.resize(1000, 200)
    chart.show_result(result, things)
    unmet = float(result.series["", "unmet"].deterministic[MONTH])
    assert told(chart) == [
        ("Tenant 6", "6 of 20\u00a0MW"),
        ("and 5 more", "15 of 100\u00a0MW"),
        ("Unmet", f"{unmet:.0f}\u00a0MW"),
    ]


def test_a_high_plot_tells_of_every_tenant(chart: CapacityChart) -> None:
    result, things = many_tenants(6)
    chart.resize(1000, 460)
    chart.show_result(result, things)
    names = [name for name, _figure in told(chart)]
    assert names[:6] == [thing.name for thing in things]
    assert "Unmet" in names
    assert "Utilisation" in names


def test_a_read_out_is_never_higher_than_its_plot(chart: CapacityChart) -> None:
    result, things = many_tenants()
    chart.show_result(result, things)
    for height in range(160, 480, 20):
        chart.resize(1000, height)
        rows = told(chart)
        assert any(name.startswith("and ") for name, _figure in rows) or len(rows) >= 10
        assert chart._read_out.height() <= max(chart.plots[0].extent().height, 90.0)


def test_one_site_says_nothing_of_demand_that_it_does_not_know(chart: CapacityChart) -> None:
    chart.show_result(made_result(), TENANTS, None, (FACILITY,))
    chart.set_facility(FACILITY)
    assert "Unmet" not in [name for name, _figure in told(chart)]
    assert "Unmet demand" not in chart.numbers().heads
    assert [entry.text for entry in chart.legend.entries] == ["Served", "Available"]
    assert chart.legend.remark == "tenants are not placed at single sites"
    chart.set_facility(None)
    assert chart.legend.remark == ""


def test_means_are_told_with_both_percentiles_of_what_is_available(chart: CapacityChart) -> None:
    chart.show_result(made_result(10_240), TENANTS)
    chart.set_expected(True)
    row = dict(told(chart, 50))["Available, P10–P90"]
    assert "–" in row
    assert row.endswith("MW")


@pytest.mark.parametrize(
    ("low", "mean", "high", "labels"),
    [
        (1_834.0, 1_833.2, 1_834.0, ["P10–P90 1,834", "Available 1,833"]),
        (1_700.0, 1_800.0, 1_834.0, ["P90 1,834", "Available 1,800", "P10 1,700"]),
        (1_799.8, 1_800.0, 1_834.0, ["P90 1,834", "Available 1,800"]),
    ],
)
def test_labels_at_the_right_end_stand_from_the_highest_to_the_lowest(
    chart: CapacityChart, low: float, mean: float, high: float, labels: list[str]
) -> None:
    result = made_result(10_240)
    edge = np.full(56, 1.0)
    edge[0] = 0.5  # never the same all the time, so that there are percentiles
    bands = Bands(*(mean + 0.0 * edge,) * 2, *(low * edge,) * 2, *(high + 0.0 * edge,) * 3)
    chart.show_result(replace(result, series={**result.series, ("", "available"): bands}), TENANTS)
    chart.set_expected(True)
    ends = chart.ends[0]
    by_row = sorted(zip(ends.rows(), [label.text for label in ends.labels], strict=True))
    assert [text for _row, text in by_row] == labels


def test_the_market_has_no_colour_of_a_tenant_beside_it() -> None:
    result, things = many_tenants()
    things = tuple(replace(thing, slot=11 - thing.slot) for thing in things)
    served = {(MARKET, name): result.series["tenants/t9", name] for name in ("served", "demand")}
    many = replace(result, series={**result.series, **served})
    layers = power_by_tenant(many, things, expected=False).layers
    market = next(layer for layer in layers if layer.thing.path == MARKET)
    assert len(things) % CATEGORIES in {t.slot for t in things[-5:]}
    for palette in (LIGHT, DARK):
        beside = [colour_of(layer, palette) for layer in layers if layer is not market]
        assert colour_of(market, palette) not in beside


def test_tenants_shown_as_one_are_grey_and_can_be_told_from_the_ground() -> None:
    result, things = many_tenants()
    layers = power_by_tenant(result, things, expected=False).layers
    rest = next(layer for layer in layers if not layer.thing.path)
    for palette in (LIGHT, DARK):
        assert contrast(colour_of(rest, palette), palette.raised) >= 3.0
        assert colour_of(rest, palette) not in palette.categorical
