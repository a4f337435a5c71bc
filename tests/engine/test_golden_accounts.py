"""Depreciation, tax and debt of the two hand models in tests/golden, line by line to 1e-6 $m."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.engine.arrays import Floats, column
from planner.engine.calendar import Calendar
from planner.engine.depreciation import BookAsset, Retirement, Schedule, schedule
from planner.engine.levelised import levelised
from planner.engine.loans import AT_START, LoanSchedule, LoanTerms, loan_schedule
from planner.engine.tax import tax_ledger
from planner.engine.tax_depreciation import TaxAsset, TaxSchedule, mid_quarter, tax_schedule

GOLDEN = Path(__file__).parent.parent / "golden"


def read(name: str) -> dict[str, Any]:
    model: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return model


SMALL, COLOSSUS = read("golden_small"), read("golden_colossus")
SMALL_MONTHS, COLOSSUS_MONTHS = Calendar("2027-01", 48), Calendar("2026-05", 37)
CLOSES_IN_35 = (Retirement(35, 1.0),)


def line(model: dict[str, Any], name: str) -> Floats:
    return np.array(model["monthly"][name], dtype=np.float64)


def written(
    method: str, cost: float, salvage: float, life: int, in_service: int, closes: bool = False
) -> Schedule:
    retirements = CLOSES_IN_35 if closes else ()
    asset = BookAsset(column(cost), column(salvage), life, np.array([in_service]), retirements)
    return schedule(method, asset, 48)


def deducted(assets: list[TaxAsset], calendar: Calendar) -> list[TaxSchedule]:
    flags = mid_quarter(assets, calendar)
    return [tax_schedule(a, calendar, f) for a, f in zip(assets, flags, strict=True)]


def placed(cost: float, tax_class: str, month: int, closes: bool = False) -> TaxAsset:
    retirements = CLOSES_IN_35 if closes else ()
    return TaxAsset(column(cost), tax_class, 1, np.array([month]), retirements=retirements)


def exactly(values: Floats) -> Any:
    return pytest.approx(values, abs=1e-6)


def test_golden_book_depreciation_of_each_site() -> None:
    by_site = {
        "F1": [
            written("straight_line", 2000, 200, 60, 0),
            written("straight_line", 400, 0, 240, 0),
            written("straight_line", 60, 0, 36, 36),
        ],
        "F2": [
            written("declining_balance", 1500, 0, 60, 6),
            written("straight_line", 300, 0, 240, 6),
        ],
        "F3": [written("straight_line_mid_month", 600, 0, 48, 0, closes=True)],
    }
    for site, schedules in by_site.items():
        charge = sum(s.charge[:, 0] for s in schedules)
        assert charge == exactly(line(SMALL, f"book_dep_{site}"))


def test_golden_book_loss_of_the_site_that_closes() -> None:
    (f3,) = [written("straight_line_mid_month", 600, 0, 48, 0, closes=True)]
    proceeds = line(SMALL, "disposal_proceeds")
    assert f3.written_off[:, 0] - proceeds == exactly(line(SMALL, "disposal_loss_book"))


SMALL_TAX = [
    placed(2000, "macrs_5", 0),
    placed(400, "macrs_39", 0),
    placed(1500, "macrs_5", 6),
    placed(300, "macrs_39", 6),
    placed(60, "macrs_5", 36),
    placed(600, "macrs_5", 0, closes=True),
]


def test_golden_tax_depreciation_of_the_small_model() -> None:
    schedules = deducted(SMALL_TAX, SMALL_MONTHS)
    assert sum(s.deduction[:, 0] for s in schedules) == exactly(line(SMALL, "tax_dep"))


def test_golden_taxable_income_of_the_small_model() -> None:
    schedules = deducted(SMALL_TAX, SMALL_MONTHS)
    income = line(SMALL, "billed_total") - line(SMALL, "power") - line(SMALL, "opex")
    income -= sum(s.deduction[:, 0] + s.retired[:, 0] for s in schedules)
    income += line(SMALL, "disposal_proceeds") - line(SMALL, "decommission_cost")
    assert income == exactly(line(SMALL, "taxable_unlevered"))


def test_golden_depreciation_of_colossus() -> None:
    months = COLOSSUS_MONTHS.months
    it = BookAsset(column(6600), column(0), 60, np.array([0]))
    shell = BookAsset(column(1500), column(0), 240, np.array([0]))
    book = [schedule("straight_line", asset, months) for asset in (it, shell)]
    assert sum(s.charge[:, 0] for s in book) == exactly(line(COLOSSUS, "book_dep"))
    left = sum(s.net_book_value[-1, 0] for s in book)
    assert left == exactly(COLOSSUS["metrics"]["nbv_end"])
    tax = deducted([placed(6600, "macrs_5", 0), placed(1500, "macrs_39", 0)], COLOSSUS_MONTHS)
    assert sum(s.deduction[:, 0] for s in tax) == exactly(line(COLOSSUS, "tax_dep"))


@pytest.mark.parametrize("side", ["unlevered", "levered"])
def test_golden_tax_and_losses_of_the_small_model(side: str) -> None:
    taxable = line(SMALL, f"taxable_{side}")[:, None]
    ledger = tax_ledger(taxable, SMALL_MONTHS.years, 0.25, 0.8)
    assert ledger.tax[:, 0] == exactly(line(SMALL, f"tax_{side}"))
    assert ledger.losses[:, 0] == exactly(line(SMALL, f"nol_{side}"))


def test_golden_tax_and_losses_of_colossus() -> None:
    levered = line(COLOSSUS, "taxable_income_levered")
    unlevered = levered + line(COLOSSUS, "interest")
    taxable = np.stack([levered, unlevered], axis=1)
    ledger = tax_ledger(taxable, COLOSSUS_MONTHS.years, 0.25, 0.8)
    for draw, side in enumerate(("levered", "unlevered")):
        assert ledger.tax[:, draw] == exactly(line(COLOSSUS, f"tax_{side}"))
        assert ledger.losses[:, draw] == exactly(line(COLOSSUS, f"nol_{side}"))


def assert_debt(loan: LoanSchedule, model: dict[str, Any]) -> None:
    assert loan.interest[:, 0] == exactly(line(model, "interest"))
    assert loan.principal[:, 0] == exactly(line(model, "principal"))
    assert loan.balance[:, 0] == exactly(line(model, "debt_close"))


def test_golden_debt_of_the_small_model() -> None:
    loan = loan_schedule(LoanTerms(column(3000), 0, 0.09, 12, 48), 48)
    assert_debt(loan, SMALL)
    assert loan.draw[:, 0].tolist() == [3000.0] + [0.0] * 47


def test_golden_debt_of_colossus() -> None:
    loan = loan_schedule(LoanTerms(column(4000), AT_START, 0.08, 0, 60), 37)
    assert_debt(loan, COLOSSUS)
    assert loan.draw_at_start.tolist() == [4000.0]


@pytest.mark.parametrize("tenant", ["T3", "T4"])
def test_golden_levelised_prices_of_the_small_model(tenant: str) -> None:
    price = levelised(
        line(SMALL, f"billed_{tenant}")[:, None],
        line(SMALL, f"alloc_{tenant}")[:, None],
        SMALL_MONTHS.discount_factors(0.10),
    )
    expected = SMALL["metrics"][f"levelised_price_{tenant}_musd_mw_month"]
    assert price == pytest.approx(expected, abs=1e-9)


def test_golden_levelised_price_of_colossus() -> None:
    price = levelised(
        line(COLOSSUS, "fee_billed")[:, None],
        line(COLOSSUS, "mw_leased")[:, None],
        COLOSSUS_MONTHS.discount_factors(0.10),
    )
    expected = COLOSSUS["metrics"]["levelised_price_usd_per_mw_month"]
    assert price * 1e6 == pytest.approx(expected, abs=1e-6)
