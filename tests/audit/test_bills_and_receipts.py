"""What a contract bills and when it is paid: MODEL.md B1 and B4, reckoned by hand."""

import pytest

from tests.audit.reckoning import Runner, contract, days, facility, hours, near, plan, tenant


def test_partial_months_ramp_discount_and_escalator_share_one_clock(run: Runner) -> None:
    # From 10 March 2027 for 24 months: to 9 March 2029, 25 calendar months.
    lease = contract(
        basis="per_mw_month", mw=80, price=1.5, start="2027-03-10", ramp=[0.5, 0.75],
        discount=[1, 0.5, 0.25], escalator=0.04, take_or_pay=1,
    )  # fmt: skip
    found = run(plan(36, facilities=[facility()], tenants=[tenant(lease)]))
    expected = [0.0] * 36
    for j in range(25):
        in_force = 22 / 31 if j == 0 else 9 / 31 if j == 24 else 1
        ramp = [0.5, 0.75][j] if j < 2 else 1
        discount = [1, 0.5, 0.25][j] if j < 3 else 0
        years = (j >= 13) + 0  # the first whole month after 10 March 2028 is April
        expected[j + 2] = 80 * ramp * 1.5 * 1.04**years * (1 - discount) * in_force
    assert found.contract("billed") == near(expected)
    # From the first of a month the anniversary's own month is whole.
    lease |= {"start": "2027-03-01", "ramp": 0, "discount": []}
    found = run(plan(36, facilities=[facility()], tenants=[tenant(lease)]))
    whole = [80 * 1.5 * 1.04 ** (j // 12) if 0 <= j < 24 else 0 for j in range(-2, 34)]
    assert found.contract("billed") == near(whole)


@pytest.mark.parametrize(
    ("start", "term", "last"),
    # As EDATE from the original date, the day before it.
    [("2027-01-31", 1, (1, 27)), ("2027-01-31", 2, (2, 30)), ("2027-08-30", 6, (13, 28))],
)
def test_a_term_ends_the_day_before_its_edate(
    run: Runner, start: str, term: int, last: tuple[int, int]
) -> None:
    lease = contract(start=start, term=term, price=31)
    billed = run(plan(20, facilities=[facility()], tenants=[tenant(lease)])).contract("billed")
    k, day = last
    assert billed[k] == near(31 * day / days(k))
    assert not any(billed[k + 1 :])
    assert all(billed[int(start[5:7]) : k])


def test_accelerator_hours_count_days_shares_ramps_and_what_is_taken(run: Runner) -> None:
    # 10,000 accelerators in 50 MW, four fifths taken up, ramped over two months, usage 60 %,
    # 70 % take-or-pay, then half the site is lost: delivered 40 of 50 × 0.8 = 40 becomes 25.
    lease = contract(
        basis="per_gpu_hour", mw=50, accelerators=10_000, price=2.5, share=0.8,
        start="2027-01-16", end="2028-03-20", term=None, ramp=2, usage=0.6, take_or_pay=0.7,
    )  # fmt: skip
    cut = {"id": "cut", "probability": 1, "earliest": "2027-10", "latest": "2027-10",
           "duration": 3, "severity": 0.75}  # fmt: skip
    found = run(plan(18, facilities=[facility(events=[cut])], tenants=[tenant(lease)]))
    expected = [0.0] * 18
    for k in range(15):
        in_force = 16 / 31 if k == 0 else 20 / 31 if k == 14 else 1
        contracted = 40 * (0.5 if k == 0 else 1)
        delivered = min(contracted, 25 if k in (9, 10, 11) else 100)
        quantity = min(delivered, max(0.6 * delivered, 0.7 * contracted))
        expected[k] = 10_000 * quantity / 50 * hours(k) * in_force * 2.5 / 1e6
    assert found.contract("billed") == near(expected)


def test_a_fixed_fee_abates_below_its_allowance_then_in_full(run: Runner) -> None:
    # Availability 95 % is the default allowance: 95 MW of 100 abates nothing; an event takes
    # 4 % more. An allowance of 90 % forgives that too.
    small = {"id": "small", "probability": 1, "earliest": "2027-03", "latest": "2027-03",
             "duration": 2, "severity": 0.04}  # fmt: skip
    site = facility(availability=0.95, events=[small])
    lease = contract(price=20, ramp=[0.5])
    found = run(plan(6, facilities=[site], tenants=[tenant(lease)]))
    part = 0.95 * 0.96
    # The ramp scales the megawatts, never the fee.
    assert found.contract("delivered")[0] == near(50)
    assert found.contract("billed") == near([20, 20, 20 * part, 20 * part, 20, 20])
    lease["availability_allowance"] = 0.90
    found = run(plan(6, facilities=[site], tenants=[tenant(lease)]))
    assert found.contract("billed") == near([20] * 6)


def test_prepayment_is_credited_from_signing_and_the_rest_is_paid_late(run: Runner) -> None:
    # $6m a month for 6 months, half discounted in the first: headline 33, 40 % prepaid in three
    # parts from signing two months before the start; credit at most half a bill; lag 2.
    lease = contract(
        price=6, start="2027-04-01", term=6, signed="2027-02", discount=[0.5],
        prepayment="40 %", prepayment_months=3, credit_share=0.5, payment_lag=2,
    )  # fmt: skip
    found = run(plan(10, facilities=[facility()], tenants=[tenant(lease)]))
    bills = [0, 0, 0, 3, 6, 6, 6, 6, 6, 0]
    paid_in, balance = 0.4 * 33 / 3, 0.0
    receipts, balances = [0.0] * 14, []
    for k, bill in enumerate(bills):
        if 1 <= k <= 3:
            balance += paid_in
            receipts[k] += paid_in
        credit = min(balance, 0.5 * bill)
        balance -= credit
        receipts[k + 2] += bill - credit
        balances.append(balance)
    assert found.contract("billed") == near(bills)
    assert found.tenant("received") == near(receipts[:10])
    assert found.tenant("prepayments") == near(balances)
    # Billed, not yet paid, net of credit: nothing once all are in.
    due = [sum(bills[: k + 1]) - sum(receipts[: k + 1]) + b for k, b in enumerate(balances)]
    assert found.tenant("receivables") == near(due)


def test_a_contract_begun_before_the_plan_brings_age_balances_and_late_payments(
    run: Runner,
) -> None:
    # From 15 May 2025: month 20 of the contract at k = 0; two escalations by June 2027.
    lease = contract(
        price=10, start="2025-05-15", term=30, escalator=0.1, signed="2025-04",
        prepayment=100, prepayment_months=25, credit_share=0.25, payment_lag=1,
    )  # fmt: skip
    found = run(plan(14, facilities=[facility()], tenants=[tenant(lease)]))
    bills, received, balance, prepaid = [], [], 0.0, 0
    unpaid = 0.0
    for j in range(-1, 34):  # −1 is April 2025; k = j − 20
        k = j - 20
        fee = 10 * 1.1 ** ((j >= 13) + (j >= 25))
        in_force = 17 / 31 if j == 0 else 14 / 30 if j == 30 else 1.0 if 0 < j < 30 else 0.0
        paid = unpaid
        if prepaid < 25:
            prepaid += 1
            balance += 4
            paid += 4
        bill = fee * in_force
        credit = min(balance, 0.25 * bill)
        balance -= credit
        unpaid = bill - credit
        if k >= 0:
            bills.append(bill)
            received.append(paid)
    assert found.contract("billed") == near(bills)
    assert found.contract("received") == near(received)
    assert found.tenant("prepayments")[-1] == near(balance)


def test_a_contract_past_the_horizon_bills_inside_and_leaves_a_receivable(run: Runner) -> None:
    lease = contract(term=60, payment_lag=3)
    found = run(plan(6, facilities=[facility()], tenants=[tenant(lease)]))
    assert found.contract("billed") == near([12] * 6)
    assert found.line("receipts") == near([0, 0, 0, 12, 12, 12])
    assert found.line("receivables") == near([12, 24, 36, 36, 36, 36])
    assert found.contract("backlog_headline") == near([12 * (59 - k) for k in range(6)])


def test_termination_on_a_date_ends_the_headline_and_costs_the_tenant_its_fee(
    run: Runner,
) -> None:
    lease = contract(terminated="2027-05", termination_fee="3 bills", after_end="renew_or_end",
                     renewal_probability=1, discount=[0, 0, 0, 0, 0.5])  # fmt: skip
    market = {"contract_price": 1}
    found = run(plan(9, market=market, facilities=[facility()], tenants=[tenant(lease)]))
    # The fee is three times the bill of the last billed month.
    assert found.contract("billed") == near([12, 12, 12, 12, 6 + 18, 0, 0, 0, 0])
    assert found.contract("backlog_headline")[:5] == near([42, 30, 18, 6, 0])
    assert not any(found.contract("delivered")[5:])


def test_on_delivery_moves_a_term_but_not_an_end(run: Runner) -> None:
    late = facility(phases=[{"id": "block", "mw": 100, "ready": "2027-04"}])
    lease = contract(commences="on_delivery", start="2027-02-01", term=4, discount=[0.5])
    found = run(plan(12, facilities=[late], tenants=[tenant(lease)]))
    assert found.contract("billed") == near([0, 0, 0, 6, 12, 12, 12, 0, 0, 0, 0, 0])
    lease |= {"term": None, "end": "2027-06-30"}
    found = run(plan(12, facilities=[late], tenants=[tenant(lease)]))
    assert found.contract("billed") == near([0, 0, 0, 6, 12, 12, 0, 0, 0, 0, 0, 0])


def test_a_delay_moves_the_start_and_the_term(run: Runner) -> None:
    lease = contract(delay=2, term=4, discount=[0.5])
    found = run(plan(8, facilities=[facility()], tenants=[tenant(lease)]))
    assert found.contract("billed") == near([0, 0, 6, 12, 12, 12, 0, 0])


def test_parts_deliver_at_their_sites_and_share_the_fee_for_attribution(run: Runner) -> None:
    sites = [
        facility("a", [{"id": "block", "mw": 30, "ready": "2027-01"}]),
        facility("b", [{"id": "block", "mw": 40, "ready": "2027-01"}]),
    ]
    parts = [
        {"facility": "a", "mw": 40, "accelerators": 3000},
        {"facility": "b", "mw": 20, "accelerators": 1000},
    ]
    lease = contract(mw=None, parts=parts, price=10)
    found = run(plan(1, facilities=sites, tenants=[tenant(lease)]))
    assert found.contract("contracted") == near([60])
    assert found.contract("delivered") == near([50])
    assert found.contract("billed") == near([10 * 50 / 60])
    split = [found.site("billed", "a")[0], found.site("billed", "b")[0]]
    assert sum(split) == near(10 * 50 / 60)
    assert split == near([7.5 * 50 / 60, 2.5 * 50 / 60])


def test_a_contract_without_megawatts_is_for_all_the_demand(run: Runner) -> None:
    lease = contract(mw=None, basis="per_mw_month", price=1)
    client = tenant(lease, demand=[["2027-01", 30], ["2027-03", 70]], growth=0.5)
    found = run(plan(4, facilities=[facility()], tenants=[client]))
    needs = [(30 if k < 2 else 70) * 1.5 ** (k / 12) for k in range(4)]
    assert found.contract("contracted") == near(needs)
    assert found.contract("billed") == near(needs)


def test_a_price_per_facility_megawatt_bills_facility_megawatts(run: Runner) -> None:
    lease = contract(mw=50, mw_basis="facility", basis="per_mw_month", price=1)
    found = run(plan(1, facilities=[facility(pue=1.25)], tenants=[tenant(lease)]))
    assert found.contract("contracted") == near([40])  # shown in IT MW
    assert found.contract("billed") == near([50])


def test_a_fee_that_fell_before_the_plan_is_still_paid_late(run: Runner) -> None:
    # Terminated in December 2026: a last bill of 12 and a fee of 30, both paid two months later.
    lease = contract(start="2026-07-01", terminated="2026-12", termination_fee=30, payment_lag=2)
    found = run(plan(3, facilities=[facility()], tenants=[tenant(lease)]))
    assert found.contract("received") == near([12, 12 + 30, 0])
    assert found.line("receivables") == near([42, 0, 0])
    assert found.line("balance_check") == near([0, 0, 0])


def test_prepayment_stops_with_a_contract_that_ends_early(run: Runner) -> None:
    # Ten parts of 2 from the start; the exit after month 3 leaves four paid and none credited.
    lease = contract(prepayment=20, prepayment_months=10, terminated="2027-04")
    found = run(plan(12, facilities=[facility()], tenants=[tenant(lease)]))
    assert found.contract("received") == near([14] * 4 + [0] * 8)
    assert found.tenant("prepayments")[-1] == near(8)
    # A tenant that surely defaults at once prepays nothing.
    lease = contract(prepayment=20, prepayment_months=10)
    client = tenant(lease, default_rate=1)
    found = run(plan(12, facilities=[facility()], tenants=[client]), "--draws", "512")
    assert found.contract("received", of="mean") == near([0] * 12)
    assert found.line("balance_check", of="mean") == near([0] * 12)
