"""Cases that nobody on this project wrote, each with its source: reference_cases.json."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.engine.arrays import Floats
from planner.engine.calendar import edate, end_of_month
from planner.engine.internal_rate import internal_rates
from planner.engine.measures import discounted_payback, hhi, mirr, npv_excel, npv_t0, xnpv
from planner.engine.rates import effective_rate

GOLDEN = Path(__file__).parent.parent / "golden"
RATES = {"irr", "irr_all_roots", "xirr", "xirr_daycount"}
TESTED = RATES | {"npv_excel", "npv_t0", "xnpv", "mirr", "discounted_payback"}
TESTED |= {"edate", "eomonth", "effect", "hhi"}


@dataclass(frozen=True)
class ReferenceCase:
    id: str
    function: str
    inputs: dict[str, Any]
    expected: Any
    tolerance: float

    @property
    def flows(self) -> Floats:
        return np.array(self.inputs["values"], dtype=np.float64)

    @property
    def dates(self) -> list[date]:
        return [date.fromisoformat(text) for text in self.inputs["dates"]]


def read_cases() -> list[ReferenceCase]:
    read = json.loads((GOLDEN / "reference_cases.json").read_text(encoding="utf-8"))["cases"]
    return [
        ReferenceCase(c["id"], c["function"], c["inputs"], c["expected"], c["tolerance"]["abs"])
        for c in read
        if c["function"] in TESTED
    ]


CASES = read_cases()


def cases_of(*functions: str) -> list[Any]:
    chosen = [case for case in CASES if case.function in functions]
    return [pytest.param(case, id=f"reference-{case.function}-{case.id}") for case in chosen]


def days_from_first(days: list[date]) -> Floats:
    return np.array([(day - days[0]).days for day in days], dtype=np.float64)


def years_30_360_sia(first: date, last: date) -> float:
    """30/360 of the Securities Industry Association: the end of February counts as day 30."""

    def ends_february(day: date) -> bool:
        return day.month == 2 and day == end_of_month(day)

    day_first, day_last = first.day, last.day
    if ends_february(first):
        day_last = 30 if ends_february(last) else day_last
        day_first = 30
    day_first = min(day_first, 30)
    day_last = 30 if day_last == 31 and day_first == 30 else day_last
    months = (last.year - first.year) * 12 + last.month - first.month
    return (months * 30 + day_last - day_first) / 360


def years_actual_actual_isda(first: date, last: date) -> float:
    """Days of each calendar year over the days that year has."""
    total = 0.0
    for year in range(first.year, last.year + 1):
        begin, end = date(year, 1, 1), date(year + 1, 1, 1)
        total += (min(last, end) - max(first, begin)).days / (end - begin).days
    return total


def years_actual_365(first: date, last: date) -> float:
    return (last - first).days / 365


DAY_COUNTS: dict[str, Callable[[date, date], float]] = {
    "30/360 SIA": years_30_360_sia,
    "act/act ISDA": years_actual_actual_isda,
    "act/365F": years_actual_365,
}


def rates_of(case: ReferenceCase) -> tuple[float, ...]:
    if case.function in ("irr", "irr_all_roots"):
        return internal_rates(case.flows)
    years = DAY_COUNTS[case.inputs.get("day_count", "act/365F")]
    times = [years(case.dates[0], day) for day in case.dates]
    return internal_rates(case.flows, np.array(times))


@pytest.mark.parametrize("case", cases_of("npv_excel"))
def test_npv_discounts_the_first_value(case: ReferenceCase) -> None:
    value = npv_excel(case.inputs["rate"], case.flows)[0]
    assert value == pytest.approx(case.expected, abs=case.tolerance)


@pytest.mark.parametrize("case", cases_of("npv_t0"))
def test_npv_from_t_0_leaves_the_first_value_as_it_is(case: ReferenceCase) -> None:
    value = npv_t0(case.flows, case.inputs["rate"])[0]
    assert value == pytest.approx(case.expected, abs=case.tolerance)


@pytest.mark.parametrize("case", cases_of("xnpv"))
def test_xnpv_discounts_by_days_over_365(case: ReferenceCase) -> None:
    value = xnpv(case.flows, days_from_first(case.dates), case.inputs["rate"])[0]
    assert value == pytest.approx(case.expected, abs=case.tolerance)


# pyxirr's solver gives up here; the test below shows with 60 digits that there is a rate.
GIVEN_UP = "xirr_px_case_30_45"


@pytest.mark.parametrize("case", [p for p in cases_of(*RATES) if p.values[0].id != GIVEN_UP])
def test_internal_rates_hold_the_published_one(case: ReferenceCase) -> None:
    rates = rates_of(case)
    if case.expected is None:
        assert rates == ()
        return
    for expected in np.atleast_1d(case.expected):
        assert min(abs(rate - expected) for rate in rates) <= case.tolerance


# Two streams have a second rate nearer to 0 than the published one, which pyxirr reaches first.
LED_BY_ANOTHER = {"xirr_px_case_30_13", "xirr_px_case_30_17"}


@pytest.mark.parametrize("case", cases_of(*RATES))
def test_the_leading_rate_is_the_published_one_unless_another_is_nearer_to_0(
    case: ReferenceCase,
) -> None:
    rates = rates_of(case)
    if case.expected is None:
        assert (case.id == GIVEN_UP) == bool(rates)
        return
    published = np.atleast_1d(case.expected)[0]
    if case.id in LED_BY_ANOTHER:
        assert abs(np.log1p(rates[0])) < abs(np.log1p(published))
    else:
        assert rates[0] == pytest.approx(published, abs=case.tolerance)


def test_a_stream_that_another_solver_gives_up_on_has_a_rate() -> None:
    case = next(case for case in CASES if case.id == GIVEN_UP)
    (rate,) = rates_of(case)

    def present_value(annual: Decimal) -> Decimal:
        days = days_from_first(case.dates)
        flows = zip(case.inputs["values"], days, strict=True)
        return sum((Decimal(v) * annual ** (Decimal(-d) / 365) for v, d in flows), Decimal(0))

    with localcontext(prec=60):
        below, above = Decimal(rate) + Decimal("0.99999999"), Decimal(rate) + Decimal("1.00000001")
        assert present_value(below) * present_value(above) < 0


@pytest.mark.parametrize("case", cases_of("mirr"))
def test_mirr_is_the_published_one(case: ReferenceCase) -> None:
    value = mirr(case.flows, case.inputs["finance"], case.inputs["reinvest"])[0]
    if case.expected is None:
        assert np.isnan(value)
    else:
        assert value == pytest.approx(case.expected, abs=case.tolerance)


@pytest.mark.parametrize("case", cases_of("discounted_payback"))
def test_discounted_payback_is_the_published_one(case: ReferenceCase) -> None:
    value = discounted_payback(case.flows, case.inputs["rate"])[0]
    assert value == pytest.approx(case.expected, abs=case.tolerance)


@pytest.mark.parametrize("case", cases_of("edate"))
def test_edate_is_the_published_one(case: ReferenceCase) -> None:
    start = date.fromisoformat(case.inputs["start"])
    assert edate(start, case.inputs["months"]).isoformat() == case.expected


@pytest.mark.parametrize("case", cases_of("eomonth"))
def test_end_of_month_is_the_published_one(case: ReferenceCase) -> None:
    start = date.fromisoformat(case.inputs["start"])
    assert end_of_month(start, case.inputs["months"]).isoformat() == case.expected


@pytest.mark.parametrize("case", cases_of("effect"))
def test_the_effective_rate_is_the_published_one(case: ReferenceCase) -> None:
    value = effective_rate(case.inputs["nominal"], case.inputs["npery"])
    assert value == pytest.approx(case.expected, abs=case.tolerance)


@pytest.mark.parametrize("case", cases_of("hhi"))
def test_hhi_is_the_published_one(case: ReferenceCase) -> None:
    value = hhi(np.array(case.inputs["shares_pct"], dtype=np.float64))
    assert value == pytest.approx(case.expected, abs=case.tolerance)
