"""Made-up results that look like the Colossus 1 lease: charts are tested on them."""

from collections.abc import Mapping
from dataclasses import replace
from statistics import NormalDist
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from planner.charts.chart import Chart
from planner.charts.things import Thing
from planner.engine.result import Bands, Measure, Result

Floats = NDArray[np.float64]
Shown = TypeVar("Shown", bound=Chart)

AT_START = -8100.0
TENANTS = (
    Thing("tenants/anthropic", "Anthropic", 0),
    Thing("tenants/grok-inference", "Grok inference", 1),
    Thing("tenants/grok-training", "Grok training", 2),
    Thing("tenants/market", "Short-term market", 3),
)
FACILITY = Thing("facilities/colossus-1", "Colossus 1", 0)


def on_screen(qtbot: QtBot, chart: Shown, height: int) -> Shown:
    """The chart, 1,000 pixels wide, as soon as it is shown."""
    qtbot.addWidget(chart)
    chart.resize(1000, height)
    chart.show()
    qtbot.waitExposed(chart)
    return chart


def made_months(start: str, count: int) -> tuple[str, ...]:
    """So many calendar months from `start`, as "2026-05"."""
    first = int(start[:4]) * 12 + int(start[5:]) - 1
    return tuple(f"{k // 12:04d}-{k % 12 + 1:02d}" for k in range(first, first + count))


def bands(values: Floats, spread: Floats | None = None) -> Bands:
    """A series, with percentiles `spread` (a share of its size, by month) apart where given."""
    if spread is None:
        return Bands(values, None, None, None, None, None, None)
    size = np.abs(values) * spread
    return Bands(
        values,
        values - 0.2 * size,
        values - 1.2 * size,
        values - 0.6 * size,
        values - 0.1 * size,
        values + 0.2 * size,
        values + 0.5 * size,
    )


def measure(name: str, value: float | None, spread: float | None = None, **more: float) -> Measure:
    """A measure; drawn, P10 to P90 `spread` apart, where a spread is given."""
    if spread is None or value is None:
        return Measure(name, value, None, None, None, None, None, None, 0, np.empty(0), None)
    ends = {"p5": value - spread, "p10": value - 0.6 * spread, "p90": value + 0.4 * spread}
    error = more.get("standard_error", spread / 200.0)
    return Measure(
        name,
        value,
        value,
        error,
        more.get("p5", ends["p5"]),
        more.get("p10", ends["p10"]),
        more.get("p50", value),
        more.get("p90", ends["p90"]),
        0,
        np.linspace(ends["p5"], ends["p90"], 64),
        None,
    )


def lease_months(count: int) -> tuple[Floats, Floats]:
    """MW let to the tenant and its fee in $m, with two months at half and an end after 37."""
    month = np.arange(count)
    fee = np.where(month < 37, 1250.0, 490.0)
    fee[:2] = 625.0
    megawatts = np.where(month < 37, 300.0, 0.0)
    megawatts[:2] = (150.0, 225.0)[: megawatts[:2].size]
    return megawatts, fee


def power_series(count: int) -> dict[tuple[str, str], Floats]:
    """Available 340 MW; the tenant first, the market after it, own use in what is left."""
    month = np.arange(count)
    available = np.full(count, 340.0)
    let, _ = lease_months(count)
    market = np.where(month >= 41, 300.0, 0.0)
    wanted = {
        "tenants/anthropic": let,
        "tenants/grok-inference": 60.0 + 1.4 * month,
        "tenants/grok-training": 150.0 + 60.0 * np.cos(2.0 * np.pi * month / 24.0) + month,
        "tenants/market": market,
    }
    left = available - let - market
    series: dict[tuple[str, str], Floats] = {}
    unmet = np.zeros(count)
    for path, demand in wanted.items():
        own = path.startswith("tenants/grok")
        served = np.minimum(demand, left) if own else demand
        left = left - served if own else left
        unmet = unmet + demand - served
        series[path, "demand"] = demand
        series[path, "served"] = served
        series[path, "contracted"] = demand if path == "tenants/anthropic" else 0.0 * demand
        series[path, "spot"] = demand if path == "tenants/market" else 0.0 * demand
        series[path, "unmet"] = demand - served
    series["", "available"] = available
    series["", "served"] = available - left
    series["", "unmet"] = unmet
    series["", "utilisation"] = (available - left) / available
    series[FACILITY.path, "available"] = available
    series[FACILITY.path, "served"] = available - left
    return series


def cash_series(count: int) -> dict[tuple[str, str], Floats]:
    """The money lines; free cash flow is what they leave."""
    month = np.arange(count)
    _, fee = lease_months(count)
    power = 12.3 * 1.002**month
    opex = 6.0 * 1.0025**month
    tax = 0.25 * np.maximum(fee - power - opex - 160.0, 0.0)
    zero = np.zeros(count)
    fcff = fee - power - opex - tax
    return {
        ("", "receipts"): fee,
        ("", "power"): power,
        ("", "opex"): opex,
        ("", "rent"): zero,
        ("", "lease_in"): zero,
        ("", "event_cost"): zero,
        ("", "cash_lines"): zero,
        ("", "tax"): tax,
        ("", "capex"): zero,
        ("", "closure"): zero,
        ("", "fcff"): fcff,
        ("", "cumulative_fcff"): AT_START + np.cumsum(fcff),
    }


def made_measures(draws: int, months: int) -> dict[str, Measure]:
    """The key figures of the lease, $m, fractions and months."""
    spread = {"npv": 22_500.0, "value_to_owner": 23_000.0, "irr": 1.37, "payback": 4.0}
    values: Mapping[str, float | None] = {
        "value_to_owner": 22_140.0,
        "npv": 20_400.0,
        "irr": 2.18,
        "payback": 9.35 if months > 10 else None,
        "peak_funding": 8100.0,
        "chance_of_loss": 0.0,
    }
    drawn = {name: spread.get(name, 0.0) if draws else None for name in values}
    return {name: measure(name, value, drawn[name]) for name, value in values.items()}


def made_result(
    draws: int = 0,
    months: int = 56,
    start: str = "2026-05",
    scale: float = 1.0,
    series: Mapping[tuple[str, str], Floats] | None = None,
) -> Result:
    """A whole result; `scale` multiplies the money, `series` replaces or adds single series."""
    arrays = power_series(months)
    for key, values in cash_series(months).items():
        arrays[key] = values * scale
    arrays.update(series or {})
    widening = np.linspace(0.02, 0.5, months) if draws else None
    without = {"demand", "contracted"}
    made = {
        key: bands(values, None if key[1] in without else widening)
        for key, values in arrays.items()
    }
    return Result(
        case_key="made-up",
        start=start,
        months=made_months(start, months),
        draws=draws,
        seed=1,
        seconds=0.4,
        series=made,
        at_start={"fcff": AT_START * scale},
        measures=made_measures(draws, months),
        assumptions=(),
        notices=(),
    )


def drawn_result(mean: float = 20_400.0, deviation: float = 9_000.0, draws: int = 2_048) -> Result:
    """A result whose draws of NPV and value to owner are evenly spaced quantiles of a normal."""
    shares = (np.arange(draws) + 0.5) / draws
    standard = np.array([NormalDist().inv_cdf(float(share)) for share in shares])
    result = made_result(draws)
    measures = dict(result.measures)
    for name, shift in (("npv", 0.0), ("value_to_owner", 1_500.0)):
        samples = mean + shift + deviation * standard
        p5, p10, p50, p90 = np.quantile(samples, (0.05, 0.1, 0.5, 0.9)).tolist()
        error = deviation / float(np.sqrt(draws))
        measures[name] = Measure(
            name, mean, float(samples.mean()), error, p5, p10, p50, p90, 0, samples, None
        )
    return replace(result, measures=measures)
