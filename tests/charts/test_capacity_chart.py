"""The capacity chart shows the result's megawatts, nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from planner.charts.capacity_chart import CapacityChart
from planner.charts.capacity_layers import MOST_TENANTS, power_by_tenant
from planner.charts.palette import DARK, LIGHT
from planner.charts.shapes import hatch_lines
from planner.charts.things import Thing
from tests.charts.builders import FACILITY, TENANTS, made_result, on_screen


@pytest.fixture
def chart(qtbot: QtBot) -> CapacityChart:
    """An empty chart on screen."""
    return on_screen(qtbot, CapacityChart(), 400)


def test_each_layer_is_as_thick_as_its_tenants_served_power(chart: CapacityChart) -> None:
    result = made_result()
    chart.show_result(result, TENANTS)
    assert chart.power is not None
    served = np.zeros(56)
    for layer, steps in zip(chart.power.layers, chart.layers, strict=False):
        expected = result.series[layer.thing.path, "served"].deterministic
        assert np.array_equal(steps.low, served)
        assert np.allclose(steps.high - steps.low, expected)
        served = steps.high
    assert np.allclose(served, result.series["", "served"].deterministic)


def test_contracts_lie_at_the_bottom_then_spot_then_own_use(chart: CapacityChart) -> None:
    chart.show_result(made_result(), TENANTS)
    assert chart.power is not None
    names = [layer.thing.name for layer in chart.power.layers]
    assert names == ["Anthropic", "Short-term market", "Grok inference", "Grok training"]


def test_available_power_is_a_line_in_steps_with_its_p10_dashed(chart: CapacityChart) -> None:
    result = made_result(10_240)
    chart.show_result(result, TENANTS)
    available = result.series["", "available"]
    assert np.array_equal(chart.available.values, available.deterministic)
    assert chart.available.places.tolist() == list(range(57))
    assert available.p10 is not None
    assert np.array_equal(chart.available_p10.values, available.p10)
    assert chart.available_p90.values.size == 0


def test_unmet_demand_is_hatched_above_what_is_available(chart: CapacityChart) -> None:
    result = made_result()
    chart.show_result(result, TENANTS)
    available = result.series["", "available"].deterministic
    assert chart.unmet.hatched
    assert np.array_equal(chart.unmet.low, available)
    assert np.allclose(chart.unmet.high - chart.unmet.low, result.series["", "unmet"].deterministic)
    assert not any(steps.hatched for steps in chart.layers)


def test_hatching_stays_within_its_months_and_joins_at_their_borders() -> None:
    left, right = np.array([0.0, 10.0, 20.0]), np.array([10.0, 20.0, 30.0])
    top, bottom = np.array([50.0, 50.0, 80.0]), np.array([100.0, 100.0, 100.0])
    lines = hatch_lines(left, right, top, bottom)
    assert lines
    for line in lines:
        assert line.x1() + line.y1() == pytest.approx(line.x2() + line.y2())
        for x, y in ((line.x1(), line.y1()), (line.x2(), line.y2())):
            assert 0.0 <= x <= 30.0
            assert (80.0 if x > 20.0 else 50.0) <= y <= 100.0
    # One line through the two equal months, not one in each.
    assert any(line.x1() < 10.0 < line.x2() for line in lines)
    assert hatch_lines(*(np.empty(0),) * 4) == []


def test_hatching_is_seen_where_demand_is_unmet(chart: CapacityChart) -> None:
    chart.show_result(made_result(), TENANTS)
    picture = chart.grab().toImage()
    extent = chart.plots[0].extent()
    origin = chart.plots[0].scene_area().topLeft()
    top = chart._view.y() + origin.y()
    row = round(top + extent.y(420.0))
    columns = range(
        round(chart._view.x() + origin.x() + extent.x(12.3)),
        round(chart._view.x() + origin.x() + extent.x(17.0)),
    )
    colours = {picture.pixelColor(column, row).name() for column in columns}
    assert "#ffffff" in colours
    assert len(colours) > 1


def test_none_empties_the_chart(chart: CapacityChart) -> None:
    chart.show_result(made_result(10_240), TENANTS)
    chart.show_result(None)
    assert all(steps.low.size == 0 for steps in (*chart.layers, chart.unmet))
    assert chart.available.values.size == 0
    assert chart.available_p10.values.size == 0
    assert chart.legend.entries == ()
    assert chart.numbers().rows == ()


def test_items_are_made_once(chart: CapacityChart) -> None:
    before = len(chart._view.scene().items())
    for draws in (0, 512, 10_240, 0):
        chart.show_result(made_result(draws), TENANTS)
    assert len(chart._view.scene().items()) == before


def test_expected_power_is_the_mean_over_draws(chart: CapacityChart) -> None:
    result = made_result(10_240)
    chart.set_expected(True)
    chart.show_result(result, TENANTS)
    mean = result.series["tenants/anthropic", "served"].mean
    assert mean is not None
    assert np.allclose(chart.layers[0].high - chart.layers[0].low, mean)
    assert chart.available_p90.values.size == 56
    assert "10,240" in chart.legend.remark
    chart.show_result(made_result(0), TENANTS)
    assert not chart.expected


def test_a_facility_shows_what_it_serves_against_what_it_has(chart: CapacityChart) -> None:
    result = made_result()
    chart.show_result(result, TENANTS)
    chart.set_facility(FACILITY)
    served = result.series[FACILITY.path, "served"].deterministic
    assert np.array_equal(chart.layers[0].high, served)
    assert chart.layers[1].low.size == 0
    assert not (chart.unmet.high - chart.unmet.low).any()


def test_a_tenant_has_the_colour_of_its_place_in_the_plan(chart: CapacityChart) -> None:
    chart.recolour(LIGHT)
    chart.show_result(made_result(), TENANTS)
    assert [steps.fill.name().upper() for steps in chart.layers[:4]] == [
        LIGHT.of(0),
        LIGHT.of(3),
        LIGHT.of(1),
        LIGHT.of(2),
    ]


def test_a_change_of_theme_recolours_everything(chart: CapacityChart) -> None:
    chart.show_result(made_result(10_240), TENANTS)
    chart.recolour(DARK)
    assert chart.layers[0].fill.name().upper() == DARK.of(0)
    assert chart.available.colour.name().upper() == DARK.text
    assert chart.legend.entries[0].colour == DARK.of(0)
    picture = chart.grab().toImage()
    assert picture.pixelColor(2, 2).name().upper() == DARK.raised
    corner = chart._view.mapTo(chart, chart._view.rect().topLeft())
    assert picture.pixelColor(corner.x() + 3, corner.y() + 3).name().upper() == DARK.raised


def test_more_than_eight_tenants_keep_the_largest_and_add_up_the_rest() -> None:
    month = np.ones(12)
    series = {("", "available"): 400.0 * month, ("", "unmet"): 0.0 * month}
    for index in range(20):
        path = f"tenants/t{index}"
        series[path, "served"] = (20.0 - index) * month
        series[path, "demand"] = (20.0 - index) * month
    result = made_result(months=12, series=series)
    kept = {key: bands for key, bands in result.series.items() if key in series}
    things = tuple(Thing(f"tenants/t{index}", f"T{index}", index) for index in range(20))
    power = power_by_tenant(replace(result, series=kept), things, expected=False)
    assert len(power.layers) == MOST_TENANTS
    assert power.layers[-1].thing.name == "13 other tenants"
    assert power.layers[-1].high[0] == pytest.approx(210.0)


def test_a_tenant_unknown_to_the_plan_bears_its_id(chart: CapacityChart) -> None:
    chart.show_result(made_result(), TENANTS[:1])
    assert chart.power is not None
    names = {layer.thing.name for layer in chart.power.layers}
    assert names == {"Anthropic", "grok-inference", "grok-training", "market"}


def test_the_numbers_are_the_series_month_by_month(chart: CapacityChart) -> None:
    result = made_result(10_240)
    chart.show_result(result, TENANTS)
    numbers = chart.numbers()
    assert numbers.heads[:2] == ("Period, MW", "Available")
    assert numbers.heads[-1] == "Unmet demand"
    assert [name for name, _values in numbers.rows] == list(result.months)
    column = numbers.heads.index("Anthropic") - 1
    assert [values[column] for _name, values in numbers.rows] == pytest.approx(
        result.series["tenants/anthropic", "served"].deterministic.tolist()
    )


def test_names_stand_in_areas_that_have_room_for_them(chart: CapacityChart) -> None:
    chart.show_result(made_result(), TENANTS)
    texts = [note.text for note in chart.notes.notes]
    assert "Anthropic" in texts
    assert "Unmet demand" in texts
    chart.resize(260, 150)
    assert len(chart.notes.notes) < len(texts)
