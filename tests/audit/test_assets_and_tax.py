"""Book, tax basis, disposals, tax ledgers and loans: MODEL.md B6 and B7 by hand.

Percentages are those of IRS Publication 946, tables A-1 to A-5 and A-7a.
"""

import itertools

import pytest

from tests.audit.reckoning import (
    Numbers,
    Plan,
    Runner,
    contract,
    facility,
    hours,
    near,
    plan,
    tenant,
)

HALF_YEAR = (20, 32, 19.2, 11.52, 11.52, 5.76)
FOURTH_QUARTER = (5, 38, 22.8, 13.68, 10.94, 9.58)
HALF_YEAR_15 = (5, 9.5, 8.55, 7.7, 6.93, 6.23, 5.9)


def block(ready: str = "2027-01", **fields: object) -> Plan:
    first = ready if ready >= "2027-01" else "start"
    return {"id": "block", "mw": 100, "ready": ready, "spend": [[first, 1]], **fields}


def by_month(yearly: tuple[float, ...], basis: float, first: int, months: int) -> Numbers:
    """Table percentages of calendar years, each over its in-service months."""
    found = [0.0] * months
    for year, percent in enumerate(yearly):
        inside = [k for k in range(12 * year, 12 * year + 12) if k >= first]
        for k in inside:
            if k < months:
                found[k] += basis * percent / 100 / len(inside)
    return found


@pytest.mark.parametrize("method", ["straight_line_mid_month", "declining_balance", "sum_of_years"])
def test_book_depreciation_by_each_method_stops_at_salvage(run: Runner, method: str) -> None:
    found = run(
        plan(30, facilities=[facility(phases=[block(
            ready="2027-02", it_cost=240, it_life=24, it_salvage=30, depreciation=method,
        )])])
    )  # fmt: skip
    life: Numbers = []
    value = 240.0
    for j in range(24):
        if method == "declining_balance":
            amount = min(max(value * 2 / 24, (value - 30) / (24 - j)), value - 30)
        elif method == "sum_of_years":
            amount = 210 * (24 - j) / (24 * 25 / 2)
        else:
            amount = 210 / 24 * (0.5 if j == 0 else 1)
        value -= amount
        life.append(amount)
    if method == "straight_line_mid_month":
        life.append(210 / 48)
    expected = ([0.0, *life] + [0.0] * 6)[:30]
    assert found.site("depreciation") == near(expected)
    assert found.site("net_book_value")[-1] == near(30)
    assert sum(expected) == near(210)


def test_a_refresh_has_the_phases_ways_and_writes_off_what_it_replaces(run: Runner) -> None:
    refreshed = block(
        it_cost=120, it_life=24, it_salvage=12, it_bonus=0.4,
        refreshes=[{"id": "new", "month": "2027-07", "cost": 60, "life": 12, "replaces": 0.25}],
    )  # fmt: skip
    found = run(plan(30, facilities=[facility(phases=[refreshed])]))
    # The replaced quarter is charged for month 6 and written off at its end.
    old, gone = 108 / 24, 0.25
    value = 120 - 7 * old
    expected = []
    for k in range(30):
        amount = (old * (1 if k <= 6 else 1 - gone)) if k < 24 else 0
        amount += 5 if 6 <= k < 18 else 0  # 60 over 12 months, no salvage
        expected.append(amount)
    assert found.site("depreciation") == near(expected)
    assert found.site("written_off") == near([gone * value * (k == 6) for k in range(30)])
    assert found.site("net_book_value")[-1] == near(12 * (1 - gone))
    assert found.site("capex")[6] == near(60)


def test_macrs_is_spread_over_the_months_in_service_with_bonus_first(run: Runner) -> None:
    # In service from April: 9 months of the first year; the sixth year has twelve.
    found = run(plan(72, facilities=[facility(phases=[block(
        ready="2027-04", it_cost=900, it_bonus=0.6, shell_cost=400, shell_tax="macrs_15",
    )])]))  # fmt: skip
    equipment = by_month(HALF_YEAR, 900 * 0.4, 3, 72)
    shell = by_month(HALF_YEAR_15, 400, 3, 72)
    bonus = by_month((100,), 900 * 0.6, 3, 72)
    expected = [a + b + c for a, b, c in zip(equipment, shell, bonus, strict=True)]
    assert found.site("tax_depreciation") == near(expected)
    assert sum(equipment) == near(360)


@pytest.mark.parametrize(("late", "crowded"), [(400, False), (400.1, True)])
def test_the_mid_quarter_convention_is_tested_over_the_whole_plan_before_bonus(
    run: Runner, late: float, crowded: bool
) -> None:
    # 600 in February and 400 in November is exactly 40 %; real property does not count.
    early_site = facility("early", [block("2027-02", it_cost=600, it_bonus=0.5)])
    late_site = facility("late", [block("2027-11", it_cost=late, shell_cost=5000)])
    found = run(plan(24, facilities=[early_site, late_site]))
    first = (35, 26) if crowded else HALF_YEAR[:2]
    last = FOURTH_QUARTER if crowded else HALF_YEAR
    early = by_month(first, 300, 1, 24)
    bonus = by_month((100,), 300, 1, 24)
    expected = [a + b for a, b in zip(early, bonus, strict=True)]
    assert found.site("tax_depreciation", "early") == near(expected)
    real = by_month((0.321, 2.564), 5000, 10, 24)
    fast = by_month(last[:2], late, 10, 24)
    expected = [a + b for a, b in zip(real, fast, strict=True)]
    assert found.site("tax_depreciation", "late") == near(expected)


def test_tax_straight_line_runs_over_the_book_life(run: Runner) -> None:
    found = run(plan(24, facilities=[facility(phases=[block(
        "2027-03", it_cost=120, it_life=12, it_tax="straight_line",
        shell_cost=480, shell_life=240, shell_tax="straight_line",
    )])]))  # fmt: skip
    expected = [(10.0 if 2 <= k < 14 else 0) + (2 if k >= 2 else 0) for k in range(24)]
    assert found.site("tax_depreciation") == near(expected)


def test_a_closed_site_takes_half_the_years_amount_and_the_rest_less_proceeds(
    run: Runner,
) -> None:
    # Closed at the end of September 2028: the second year's 32 % is halved over nine months.
    site = facility(
        phases=[block(it_cost=1000, it_life=40)], close="2028-09", closure_cost=15,
        closure_proceeds=100,
    )  # fmt: skip
    found = run(plan(24, {"tax_rate": 0.25, "loss_treatment": "group_relief"}, facilities=[site]))
    tax = [200 / 12] * 12 + [160 / 9] * 9 + [0.0] * 3
    assert found.site("tax_depreciation") == near(tax)
    rest = 1000 - 200 - 160
    taxable = [-t for t in tax]
    taxable[20] -= rest - 100 + 15
    assert found.line("taxable_unlevered") == near(taxable)
    assert found.line("tax_unlevered") == near([0.25 * t for t in taxable])
    book = 1000 - 25 * 21
    assert found.line("disposal_loss") == near([(book - 100) * (k == 20) for k in range(24)])
    assert found.site("net_book_value")[20:] == near([0.0] * 4)
    assert found.line("fcff")[20] == near(-15 + 100 - 0.25 * taxable[20])


def test_tax_is_year_to_date_by_the_calendar_with_losses_carried_to_a_limit(
    run: Runner,
) -> None:
    # From October 2027: a loss of 30 in 2027, then 12 a month, with a bad quarter in spring.
    lines = [
        {"id": "gain", "monthly": 12, "first": "2028-01", "taxed": True},
        {"id": "loss", "monthly": -10, "last": "2027-12", "taxed": True},
        {"id": "bad", "monthly": -40, "first": "2028-04", "last": "2028-06", "taxed": True},
        {"id": "untaxed", "monthly": -3},
    ]
    settings = {"start": "2027-10", "tax_rate": 0.25, "loss_limit": 0.8}
    found = run(plan(27, settings, cash_lines=lines))
    income = [-10.0] * 3 + [12.0] * 24
    for k in (6, 7, 8):
        income[k] -= 40
    assert found.line("taxable_unlevered") == near(income)
    tax, losses, booked, year_to_date = [], 0.0, 0.0, 0.0
    ledger = []
    for k, amount in enumerate(income):
        month_of_year = (9 + k) % 12
        if month_of_year == 0:
            booked, year_to_date = 0.0, 0.0
        year_to_date += amount
        used = min(losses, 0.8 * max(0.0, year_to_date))
        due = 0.25 * (max(0.0, year_to_date) - used)
        tax.append(due - booked)
        booked = due
        ledger.append(losses - used + max(0.0, -year_to_date))
        if month_of_year == 11:
            losses = ledger[-1]
    assert found.line("tax_unlevered") == near(tax)
    assert found.line("losses_unlevered") == near(ledger)
    flows = [i - 3 - t for i, t in zip(income, tax, strict=True)]
    assert found.line("fcff") == near(flows)


def test_a_loan_draws_into_its_own_opening_and_pays_level_after_interest_only(
    run: Runner,
) -> None:
    loans = [
        {"id": "term", "amount": 100, "month": "2027-03", "apr": 0.12, "interest_only": 3,
         "term": 9},
        {"id": "bullet", "amount": 50, "month": "start", "apr": 0.06, "interest_only": 6,
         "term": 6},
    ]  # fmt: skip
    found = run(plan(14, loans=loans))
    level = 100 * 0.01 / (1 - 1.01**-6)
    interest, principal, owed = [0.0] * 14, [0.0] * 14, 0.0
    for k in range(14):
        if k == 2:
            owed = 100
        interest[k] += owed * 0.01
        if 5 <= k < 11:
            principal[k] += level - owed * 0.01
            owed -= level - owed * 0.01
        if k < 6:
            interest[k] += 0.25
    principal[5] += 50
    assert owed == near(0)
    assert found.line("interest") == near(interest)
    assert found.line("principal") == near(principal)
    assert found.line("loan_draws") == near([100 * (k == 2) for k in range(14)])
    assert found.printed["at_start"]["fcfe"] == near(50)
    drawn = itertools.accumulate(100 * (k == 2) - principal[k] for k in range(14))
    assert found.line("debt") == near([50 + owed for owed in drawn])


def test_interest_shields_the_levered_ledger_only(run: Runner) -> None:
    loan = {"id": "loan", "amount": 600, "month": "2027-01", "apr": 0.12, "interest_only": 12,
            "term": 12}  # fmt: skip
    content = plan(
        12, {"tax_rate": 0.25, "loss_treatment": "group_relief"}, loans=[loan],
        facilities=[facility()], tenants=[tenant(contract(term=12))],
    )  # fmt: skip
    found = run(content)
    assert found.line("tax_unlevered") == near([3.0] * 12)
    assert found.line("tax_levered") == near([0.25 * 6] * 12)
    assert found.line("fcff") == near([9.0] * 12)
    flows = [12 - 1.5 - 6.0] * 12
    flows[0] += 600
    flows[11] -= 600
    assert found.line("fcfe") == near(flows)


def test_ebitda_is_recognised_tax_is_billed_and_cash_is_paid(run: Runner) -> None:
    # A fee half free in month 0: recognised 11.5 a month, billed 6 then 12, paid a month late.
    lease = contract(term=12, discount=[0.5], payment_lag=1)
    lines = [
        {"id": "staff", "monthly": -2, "operating": True, "taxed": True, "escalation": 0.1},
        {"id": "levy", "monthly": -1, "taxed": False},
    ]
    site = facility(power_price=50, load_factor=0.8, opex=0.01, rent=0.02)
    content = plan(
        18, {"tax_rate": 0.25, "loss_treatment": "group_relief"}, cash_lines=lines,
        facilities=[site], tenants=[tenant(lease)],
    )  # fmt: skip
    found = run(content)
    for k in range(18):
        on = k < 12
        staff = 2 * 1.1 ** (k // 12)
        power = 100 * 0.8 * hours(k) * 50 / 1e6 * on
        costs = power + 1 + 2 + staff
        bill = (6 if k == 0 else 12) * on
        paid = (0 if k == 0 else 6 if k == 1 else 12) * (k <= 12)
        taxable = bill - costs
        assert found.line("ebitda")[k] == near(11.5 * on - costs), k
        assert found.line("taxable_unlevered")[k] == near(taxable), k
        assert found.line("fcff")[k] == near(paid - costs - 1 - 0.25 * taxable), k


def test_a_leased_in_site_is_recognised_taxed_as_billed_and_paid_late(run: Runner) -> None:
    lease_in = {"basis": "fixed_fee", "price": 10, "mw": 60, "start": "2027-01-01", "term": 8,
                "discount": [0.2], "payment_lag": 1}  # fmt: skip
    site = facility(lease_in=lease_in)
    own = {"id": "lab", "kind": "internal", "demand": 90, "value": 1}
    settings = {"tax_rate": 0.25, "loss_treatment": "group_relief"}
    found = run(plan(10, settings, facilities=[site], tenants=[own]))
    assert found.site("available") == near([60.0] * 8 + [0, 0])
    assert found.line("ebitda") == near([-78 / 8] * 8 + [0, 0])
    billed = [8] + [10] * 7 + [0, 0]
    paid = [0, 8] + [10] * 7 + [0]
    assert found.line("taxable_unlevered") == near([-b for b in billed])
    assert found.line("fcff") == near([0.25 * b - p for b, p in zip(billed, paid, strict=True)])


def test_trend_and_own_chips_scale_it_by_the_month_of_payment(run: Runner) -> None:
    market = {"accelerator_trend": -0.2, "own_chip_start": "2027-05", "own_chip_saving": 0.3}
    paid = block(
        "2027-09", it_cost=100, shell_cost=50,
        spend=[["2026-12", 0.2], ["start", 0.2], ["2027-03", 0.3], ["2027-05", 0.3]],
        refreshes=[{"id": "new", "month": "2028-01", "cost": 40, "life": 24, "replaces": 0}],
    )  # fmt: skip
    found = run(plan(14, market=market, facilities=[facility(phases=[paid])]))
    capex = [0.0] * 14
    capex[2] = 30 * 0.8 ** (2 / 12) + 15
    capex[4] = 30 * 0.8 ** (4 / 12) * 0.7 + 15
    capex[12] = 40 * 0.8 * 0.7
    assert found.site("capex") == near(capex)
    assert found.printed["at_start"]["fcff"] == near(-30)
    equipment = 20 + 20 + capex[2] - 15 + capex[4] - 15
    assert found.site("depreciation")[8] == near(equipment / 60 + 50 / 240)


def test_every_balance_sheet_balances_and_debt_prepayments_and_lags_stand_in_it(
    run: Runner,
) -> None:
    lease = contract(
        price=30, start="2026-03-20", term=30, discount=[0.5, 0.5], payment_lag=2, escalator=0.1,
        prepayment=60, prepayment_months=2, credit_share=0.3, lock_in=3, tenant_notice=2,
    )  # fmt: skip
    loan = {"id": "loan", "amount": 300, "month": "start", "apr": 0.09, "term": 30}
    site = facility(
        phases=[block("2026-06", it_cost=400, shell_cost=90)], power_price=60, opex=0.02,
        close="2029-03", closure_cost=5, closure_proceeds=40, loans=[loan],
    )  # fmt: skip
    found = run(plan(36, {"tax_rate": 0.25}, facilities=[site], tenants=[tenant(lease)]))
    assert max(abs(check) for check in found.line("balance_check")) < 1e-9
    assert found.line("debt")[-1] == near(0)
    assert found.site("net_book_value")[-1] == near(0)


def test_a_site_that_closes_first_is_not_built_to_its_end(run: Runner) -> None:
    # Ready in September, paid from March to August, closed at the end of May: three of six parts
    # are paid, lost in the books and deducted at the close. One that runs is paid in full.
    late = {"id": "late", "mw": 10, "ready": "2027-09", "it_cost": 120, "spend_months": 6}
    runs = block("2027-02", id="runs", it_cost=60, it_tax="straight_line",
                 spend=[["2027-02", 0.5], ["2027-07", 0.5]])  # fmt: skip
    found = run(plan(12, facilities=[facility(phases=[runs, late], close="2027-05")]))
    assert found.site("capex") == near([0, 30, 20, 20, 20, 0, 30, 0, 0, 0, 0, 0])
    assert found.site("written_off")[4] == near(60 - 4 + 60)
    assert found.line("taxable_unlevered") == near([0, -1, -1, -1, -1 - 56 - 60] + [0] * 7)
    assert max(abs(check) for check in found.line("balance_check")) < 1e-9
    # What never served is in no year's test of quarters: the other site keeps the half year.
    other = facility("other", [block("2027-02", it_cost=60)])
    never = block("2027-10", it_cost=100, spend=[["2027-03", 1]])
    found = run(plan(12, facilities=[facility(phases=[never], close="2027-05"), other]))
    assert sum(found.site("tax_depreciation", "other")) == near(12)
