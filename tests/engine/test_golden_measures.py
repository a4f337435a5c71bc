"""Measures of the Colossus 1 lease against its hand model in tests/golden/golden_colossus.json."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.engine.calendar import Calendar
from planner.engine.drawn_internal_rate import drawn_internal_rates
from planner.engine.internal_rate import internal_rates, xirr
from planner.engine.measures import discounted_payback, mirr, npv, payback, peak_funding, xnpv
from planner.engine.rates import annual_rate, monthly_rate

READ: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "golden" / "golden_colossus.json").read_text(encoding="utf-8")
)
METRICS: dict[str, Any] = READ["metrics"]
FCFF = np.array(READ["fcff_with_t0"], dtype=np.float64)
FCFE = np.array(READ["fcfe_with_t0"], dtype=np.float64)
MONTHS = Calendar("2026-05", 37)
DAYS = np.concatenate([[0.0], MONTHS.days_from_start])
EXACT = pytest.approx


def test_the_calendar_has_the_dates_and_hours_of_the_hand_model() -> None:
    assert [f"{month}-{days}" for month, days in zip(MONTHS.labels, MONTHS.days, strict=True)] == (
        READ["dates"]
    )
    assert MONTHS.hours.tolist() == READ["monthly"]["hours"]


def test_npv_of_both_cash_flows() -> None:
    assert npv(FCFF, 0.10)[0] == EXACT(METRICS["npv_fcff_10"], abs=1e-6)
    assert npv(FCFE, 0.10)[0] == EXACT(METRICS["npv_fcfe_10"], abs=1e-6)


def test_xnpv_and_xirr_count_days_from_the_start_date() -> None:
    assert xnpv(FCFF, DAYS, 0.10)[0] == EXACT(METRICS["xnpv_fcff_10"], abs=1e-6)
    assert xirr(FCFF, DAYS) == EXACT(METRICS["xirr_fcff"], abs=1e-9)


def test_internal_rates_are_all_roots_of_the_hand_model() -> None:
    assert internal_rates(FCFF) == EXACT(METRICS["irr_fcff_monthly_roots"], abs=1e-9)
    drawn = drawn_internal_rates(np.stack([FCFF, FCFE], axis=1))
    assert drawn.count.tolist() == [1, 1]
    expected = [METRICS["irr_fcff_annual"], *METRICS["irr_fcfe_annual"]]
    assert annual_rate(drawn.leading) == EXACT(expected, abs=1e-9)


def test_mirr_is_annual_from_monthly_rates() -> None:
    finance = monthly_rate(READ["inputs"]["finance_rate"])
    reinvest = monthly_rate(READ["inputs"]["reinvest_rate"])
    annual = annual_rate(mirr(FCFF, finance, reinvest))
    assert annual[0] == EXACT(METRICS["mirr_fcff_annual"], abs=1e-9)


def test_payback_in_months_from_the_start() -> None:
    assert payback(FCFF)[0] == EXACT(METRICS["payback_months"], abs=1e-9)
    discounted = discounted_payback(FCFF, monthly_rate(0.10))[0]
    assert discounted == EXACT(METRICS["discounted_payback_months"], abs=1e-9)


def test_peak_funding_is_the_purchase() -> None:
    assert peak_funding(FCFF)[0] == 8100.0
