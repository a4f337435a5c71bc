"""Running costs, tax and cash of a month, worked by hand. MODEL.md B2 and B7."""

from typing import Any

import numpy as np
import pytest

from tests.builders import (
    Stored,
    cash_line,
    contract,
    event,
    facility,
    figure,
    phase,
    plan,
    run,
    same,
    series,
    supply,
    tenant,
)

FREE: Stored = {"basis": "fixed_fee", "price": 0, "term": 480}

RELIEVED = {"tax_rate": 0.25, "loss_treatment": "group_relief"}
"""Losses are refunded at once, so that tax follows the month."""


def let(mw: float, **terms: Any) -> Stored:
    """A tenant that is served so many MW, free of charge unless told."""
    return tenant(contracts=[contract(**(FREE | {"mw": mw} | terms))])


def test_power_costs_by_the_hours_of_the_month_and_those_of_february_2028_are_696() -> None:
    # 50 MW × 0.8 × 1.25 × 60 $/MWh × H: 31 days 744 h → 2.232 $m; February 2027 672 h → 2.016;
    # February 2028 (k = 13) 696 h → 2.088, all at 3,000 $ an hour.
    site = facility(pue=1.25, load_factor=0.8, power_price=60)
    result = run(plan(months=14, facilities=[site], tenants=[let(50)]))
    found = series(result, "power")
    assert found[[0, 1, 13]] == pytest.approx([2.232, 2.016, 2.088])
    same(series(result, "power", "facilities/site"), found)


def test_power_is_paid_for_what_is_served_whether_used_or_not() -> None:
    # 720 h in April × 50 MW × 60 $/MWh = 2.16 $m, though only 10 % is used.
    site = facility(power_price=60)
    result = run(plan(facilities=[site], tenants=[let(50, usage=0.1)]))
    assert series(result, "power")[3] == pytest.approx(2.16)


def test_power_prices_rise_each_january_by_their_own_escalation_or_by_inflation() -> None:
    def januaries(**site: Any) -> list[float]:
        years = plan(
            months=25,
            settings={"inflation": 0.1, "start": "2027-02"},
            facilities=[facility(power_price=100, phases=[phase(ready="2027-02")], **site)],
            tenants=[let(10, start="2027-02-01")],
        )
        power = series(run(years), "power")
        # From February 2027: January 2028 is k = 11, January 2029 k = 23, both of 744 h.
        return [power[10], power[11], power[23]]

    base = 10 * 744 * 100 / 1e6
    assert januaries() == pytest.approx([base, 1.1 * base, 1.21 * base])
    assert januaries(power_escalation=0.02) == pytest.approx([base, 1.02 * base, 1.0404 * base])


def test_supplies_are_used_cheapest_first_by_served_mw_times_pue() -> None:
    # 70 MW served need 84 at the meter (PUE 1.2): 60 of gas at 40 $/MWh feed 50, the grid's
    # 24 at 90 feed 20. In April (720 h): (60 × 40 + 24 × 90) × 720 = 3.2832 $m.
    site = facility(
        pue=1.2,
        power_price=500,
        supplies=[supply("grid", mw=60, price=90), supply("gas", mw=60, price=40)],
    )
    result = run(plan(facilities=[site], tenants=[let(70)]))
    assert series(result, "power")[3] == pytest.approx(3.2832)
    assert series(result, "available")[3] == pytest.approx(100)


def test_the_cheapest_supply_changes_with_their_escalations() -> None:
    # Gas at 40 doubles each January and is dearer than the grid at 70 from 2028: 60 MW of each.
    site = facility(
        supplies=[
            supply("grid", mw=60, price=70, escalation=0),
            supply("gas", mw=60, price=40, escalation=1),
        ]
    )
    result = run(plan(months=16, facilities=[site], tenants=[let(60)]))
    power = series(result, "power")
    assert power[3] == pytest.approx(60 * 40 * 720 / 1e6)
    assert power[15] == pytest.approx(60 * 70 * 720 / 1e6)


def test_cheaper_sites_serve_first() -> None:
    # 130 MW: the cheap site's 100, then 30 of the dear one. April: 720 h.
    sites = [facility("dear", power_price=80), facility("cheap", power_price=30)]
    result = run(plan(facilities=sites, tenants=[let(130)]))
    assert series(result, "served", "facilities/cheap")[3] == pytest.approx(100)
    assert series(result, "served", "facilities/dear")[3] == pytest.approx(30)
    assert series(result, "power", "facilities/dear")[3] == pytest.approx(30 * 80 * 720 / 1e6)


def test_opex_and_rent_are_paid_per_nameplate_mw_from_the_whole_delayed_month_on() -> None:
    # In service at ceil(1 + 0.5) = k 2, though a sixth of the ramp stands in part of month 1.
    site = facility(
        opex=0.02, rent=0.1, phases=[phase(ready="2027-02", delay=0.5, ramp=3)], close="2027-06"
    )
    result = run(plan(months=8, facilities=[site]))
    assert series(result, "available")[1] == pytest.approx(100 * 0.5 / 3)
    same(series(result, "opex"), [0, 0, 2, 2, 2, 2, 0, 0])
    same(series(result, "rent", "facilities/site"), [0, 0, 10, 10, 10, 10, 0, 0])


def test_opex_and_rent_escalate_in_january_or_on_the_plans_anniversary() -> None:
    def paid(name: str, **site: Any) -> list[float]:
        years = plan(
            months=15,
            settings={"start": "2027-11", "inflation": 0.05},
            facilities=[facility(opex=0.02, rent=0.1, phases=[phase(ready="2027-11")], **site)],
        )
        return list(series(run(years), name)[[1, 2, 11, 12, 14]])

    # November 2027: k = 2 and 14 are Januaries, k = 12 the anniversary.
    assert paid("opex") == pytest.approx([2, 2.1, 2.1, 2.1, 2.205])
    assert paid("rent", rent_escalation=0.03) == pytest.approx([10, 10.3, 10.3, 10.3, 10.609])
    late: Stored = {"opex_escalates": "anniversary"}
    assert paid("opex", **late) == pytest.approx([2, 2, 2, 2.1, 2.1])
    assert paid("rent", rent_escalation=0.03, **late) == pytest.approx([10, 10, 10, 10.3, 10.3])


def test_an_events_cost_is_paid_at_its_onset_and_lowers_ebitda() -> None:
    result = run(plan(facilities=[facility(events=[event(severity=0, cost=40)])]))
    expected = np.where(np.arange(12) == 3, 40.0, 0.0)
    same(series(result, "event_cost"), expected)
    same(series(result, "event_cost", "facilities/site"), expected)
    same(series(result, "ebitda"), -expected)


def test_a_site_closes_in_its_last_month_with_cost_and_proceeds() -> None:
    site = facility(close="2027-03", closure_cost=8, closure_proceeds=20)
    result = run(plan(months=5, facilities=[site]))
    same(series(result, "closure"), [0, 0, -12, 0, 0])
    same(series(result, "ebitda"), [0] * 5)
    same(series(result, "fcff"), [0, 0, 12, 0, 0])


def test_cash_lines_run_between_their_months_and_escalate_from_the_plans_start() -> None:
    # In start money: a line that begins in February 2028 has risen once already.
    lines = [
        cash_line("payroll", monthly=-10, escalation=0.1, first="2028-02", last="2028-03"),
        cash_line("fee", monthly=3, operating=True),
        cash_line("off", monthly=1000, active=False),
    ]
    result = run(plan(months=16, settings={"inflation": 0.2}, cash_lines=lines))
    fee = np.where(np.arange(16) >= 12, 3.6, 3.0)
    payroll = np.where((np.arange(16) == 13) | (np.arange(16) == 14), -11.0, 0.0)
    same(series(result, "cash_lines"), fee + payroll)
    same(series(result, "ebitda"), fee)
    same(series(result, "fcff"), fee + payroll)


def test_profit_tax_and_free_cash_flow_of_one_month() -> None:
    # May 2027 (744 h): fee 100; power 50 MW × 744 × 50 = 1.86; opex 100 × 0.03 = 3; rent
    # 100 × 0.01 = 1; event 7; operating line +4, taxed; other line −6, not taxed.
    # EBITDA = 100 − 1.86 − 3 − 1 − 7 + 4 = 91.14.
    # Book depreciation: 600 over 60 months = 10. Taxable = 91.14 − 10 = 81.14; tax 25 % = 20.285.
    # Capex in May: 25 of another phase. FCFF = 91.14 − 6 − 25 − 20.285 = 39.855.
    site = facility(
        power_price=50,
        opex=0.03,
        rent=0.01,
        phases=[
            phase(it_cost=600, spend=[["start", 1]]),
            phase("later", mw=1, ready="2029-01", shell_cost=25, spend=[["2027-05", 1]]),
        ],
        events=[event(earliest="2027-05", latest="2027-05", severity=0, cost=7)],
    )
    lines = [
        cash_line("fee", monthly=4, operating=True, taxed=True),
        cash_line("lab", monthly=-6),
    ]
    result = run(
        plan(
            settings={"tax_rate": 0.25},
            facilities=[site],
            tenants=[let(50, price=100)],
            cash_lines=lines,
        )
    )
    expected = {
        "billed": 100,
        "receipts": 100,
        "power": 1.86,
        "opex": 3,
        "rent": 1,
        "event_cost": 7,
        "ebitda": 91.14,
        "depreciation": 10,
        "capex": 25,
        "tax": 20.285,
        "fcff": 39.855,
    }
    assert {name: series(result, name)[4] for name in expected} == pytest.approx(expected)
    cumulative = -600 + np.cumsum(series(result, "fcff"))
    same(series(result, "cumulative_fcff"), cumulative)
    assert result.at_start["fcff"] == -600
    # NPV = −600 + Σ FCFF_k 1.1^(−(k+1)/12).
    factors = 1.1 ** (-np.arange(1, 13) / 12)
    assert figure(result, "npv") == pytest.approx(-600 + factors @ series(result, "fcff"))
    # All is invested at the start: the most that is ever owed.
    assert figure(result, "peak_funding") == pytest.approx(600)


def test_a_loss_is_refunded_at_once_and_closure_is_taxed_as_a_disposal() -> None:
    # 480 over 48 months is 10 a month; after March (3 months) 450 are left. Proceeds 20, cost 8:
    # taxable in March = −10 − (450 − 20) − 8 = −448, tax −112. FCFF = −8 + 20 + 112 = 124.
    site = facility(
        close="2027-03",
        closure_cost=8,
        closure_proceeds=20,
        phases=[phase(it_cost=480, it_life=48, it_tax="straight_line", spend=[["start", 1]])],
    )
    result = run(plan(months=5, settings=RELIEVED, facilities=[site]))
    same(series(result, "tax"), [-2.5, -2.5, -112, 0, 0])
    same(series(result, "fcff"), [2.5, 2.5, 124, 0, 0])
    same(series(result, "net_book_value", "facilities/site"), [470, 460, 0, 0, 0])


def test_a_lease_of_ours_is_an_operating_cost_and_deductible() -> None:
    # 80 MW at 0.5 $m, the first month at half price and rising 10 % from January 2028.
    lease = contract(mw=80, price=0.5, discount=[0.5], escalator=0.1, term=24)
    result = run(plan(months=14, settings=RELIEVED, facilities=[facility(lease_in=lease)]))
    expected = np.array([20, *[40] * 11, 44, 44])
    same(series(result, "lease_in"), expected)
    same(series(result, "ebitda"), -expected)
    same(series(result, "fcff"), -0.75 * expected)


def test_a_lease_of_ours_bills_what_is_used_but_at_least_what_must_be_taken() -> None:
    # Usage 60 % of 80 MW, take-or-pay 75 %: 60 MW × 0.5.
    lease = contract(mw=80, price=0.5, usage=0.6, take_or_pay=0.75)
    same(series(run(plan(facilities=[facility(lease_in=lease)])), "lease_in"), [30] * 12)


def test_irr_and_payback_of_a_purchase_and_a_lease() -> None:
    # −100 at the start, then 10 a month for a year: cumulative −100, −90, …, 0 after 10 months.
    site = facility(phases=[phase(it_cost=100, spend=[["start", 1]])])
    result = run(plan(facilities=[site], tenants=[let(60, price=10, term=12)]))
    assert figure(result, "payback") == pytest.approx(10)
    monthly = (1 + figure(result, "irr")) ** (1 / 12) - 1
    assert 10 * (1 - (1 + monthly) ** -12) / monthly == pytest.approx(100)
