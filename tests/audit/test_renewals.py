"""What follows a contract's end, and who may leave before: MODEL.md B4 by hand."""

import pytest

from tests.audit.reckoning import (
    Plan,
    Runner,
    contract,
    days,
    facility,
    hours,
    near,
    plan,
    tenant,
)

MARKET = {"contract_price": 2, "contract_drift": 0.21, "vintage_decay": 0.1}


def price(k: int) -> float:
    """Market price of a MW-month at a site in service since the plan's start."""
    return float(2 * 1.21 ** (k / 12) * 0.9 ** (k / 12))


def renewed(**fields: object) -> Plan:
    usual: Plan = {
        "basis": "per_mw_month", "mw": 50, "price": 1, "term": 5, "after_end": "renew_or_end",
        "renewal_probability": 0.5, "renewal_factor": 0.8, "escalator": 0.04,
        "ramp": [0.5], "discount": [0.5], "lock_in": 3,
    }  # fmt: skip
    return contract(**usual | fields)


def billed(run: Runner, lease: Plan, months: int = 24, pue: float = 1) -> list[float]:
    site = facility(pue=pue)
    found = run(plan(months, market=MARKET, facilities=[site], tenants=[tenant(lease)]))
    numbers: list[float] = found.tenant("billed")
    return numbers


def test_a_fixed_renewal_has_its_own_clock_and_escalates_from_its_own_start(run: Runner) -> None:
    found = billed(run, renewed(renewal_term=14))
    expected = [12.5] + [50.0] * 4
    expected += [50 * 0.8 * price(5) * 1.04 ** (j // 12) for j in range(14)]
    expected += [0.0] * 5
    assert found == near(expected)


def test_a_renewal_for_its_original_length_begins_the_day_after(run: Runner) -> None:
    # 10 January to 9 June; renewed 10 June to 9 November.
    found = billed(run, renewed(start="2027-01-10", ramp=0, discount=[], escalator=0))
    fixed = 50 * 0.8 * price(5)
    expected = [50 * 22 / 31, 50, 50, 50, 50, 50 * 9 / 30 + fixed * 21 / 30]
    expected += [fixed] * 4 + [fixed * 9 / 30]
    assert found == near(expected + [0.0] * 13)


def test_a_floating_renewal_follows_the_market_and_is_recognised_as_invoiced(
    run: Runner,
) -> None:
    lease = renewed(renewal_price="floating")
    found = run(plan(12, market=MARKET, facilities=[facility()], tenants=[tenant(lease)]))
    floating = [50 * 0.8 * price(k) for k in range(5, 10)]
    assert found.tenant("billed")[5:] == near([*floating, 0, 0])
    assert found.tenant("recognised")[5:] == near([*floating, 0, 0])


def test_the_likelier_branch_is_taken_and_a_relet_goes_to_the_market(run: Runner) -> None:
    less_likely = renewed(renewal_probability=0.49)
    assert billed(run, less_likely)[5:] == near([0.0] * 19)
    relet = renewed(
        renewal_probability=0.49, after_end="renew_or_relet", downtime=3, relet_factor=0.7,
        renewal_term=4, renewal_price="floating",
    )  # fmt: skip
    found = run(plan(24, market=MARKET, facilities=[facility()], tenants=[tenant(relet)]))
    floating = [50 * 0.7 * price(k) if 8 <= k < 12 else 0 for k in range(24)]
    assert found.line("billed") == near([12.5] + [50.0] * 4 + floating[5:])
    # The market is no one in concentration: after a year without the client none is left.
    assert found.line("top_share")[4] == near(1)
    assert found.line("hhi")[4] == near(10_000)


@pytest.mark.parametrize("basis", ["fixed_fee", "per_gpu_hour"])
def test_other_bases_renew_at_the_same_price_of_a_megawatt(run: Runner, basis: str) -> None:
    first = 10 if basis == "fixed_fee" else 2.0
    lease = renewed(
        basis=basis, price=first, accelerators=20_000, ramp=0, discount=[], escalator=0,
        share=0.5, renewal_term=3,
    )  # fmt: skip
    found = billed(run, lease, 9)
    month = 25 * 0.8 * price(5)
    if basis == "fixed_fee":
        expected = [5.0] * 5 + [month] * 3 + [0]
    else:
        expected = [10_000 * 2.0 * hours(k) / 1e6 for k in range(5)]
        # ÷ accelerators and H_k of each month billed: the MW-month is what is priced.
        expected += [month] * 3 + [0]
    assert found == near(expected)


def test_a_renewal_in_facility_megawatts_is_priced_per_it_megawatt(run: Runner) -> None:
    lease = renewed(mw_basis="facility", ramp=0, discount=[], renewal_term=2)
    found = billed(run, lease, 8, pue=1.25)
    assert found == near([50.0] * 5 + [40 * 0.8 * price(5)] * 2 + [0])


# --- expected backlog: the chance that a month is billed, seen from the plan's start ----------


def test_expected_backlog_weighs_bills_with_exits_of_both_sides_and_default(run: Runner) -> None:
    lease = contract(
        price=10, term=18, lock_in=2, landlord_notice=3, tenant_notice=1,
        landlord_exit_rate=0.3, tenant_exit_rate=0.2,
    )  # fmt: skip
    client = tenant(lease, default_rate=0.1)
    content = plan(20, facilities=[facility()], tenants=[client])
    found = run(content, "--draws", "20480")
    stays = {side: (1 - rate) ** (1 / 12) for side, rate in (("l", 0.3), ("t", 0.2), ("d", 0.1))}
    billed_with = []
    for j in range(18):
        landlord = stays["l"] ** max(0, j - (2 + 3) + 1)
        client_stays = stays["t"] ** max(0, j - (2 + 1) + 1)
        billed_with.append(landlord * client_stays)
    shown = found.contract("backlog_expected")
    mean = found.contract("billed", of="mean")
    for default_counts_from in (0, 1):
        chances = [b * stays["d"] ** (j + default_counts_from) for j, b in enumerate(billed_with)]
        expected = [10 * sum(chances[k + 1 :]) for k in range(20)]
        if shown == near(expected):
            break
    else:
        pytest.fail("no reading of the default's first month agrees")
    assert default_counts_from == 1
    # The mean bill of the draws is the same chance: three standard errors of a share.
    for j, chance in enumerate(chances):
        error = 10 * (chance * (1 - chance) / 20480) ** 0.5
        assert mean[j] == pytest.approx(10 * chance, abs=3.5 * error + 1e-12), j


def test_a_default_loses_part_of_the_receivables_and_keeps_the_prepayment(run: Runner) -> None:
    lease = contract(price=10, term=12, payment_lag=2, prepayment=30, credit_share=0.2)
    client = tenant(lease, default_rate=0.999999999999, loss_given_default=0.4)
    found = run(plan(12, facilities=[facility()], tenants=[client]), "--draws", "512")
    hazard = 1 - (1 - 0.999999999999) ** (1 / 12)  # 0.9: nine of ten fail in the first month
    mean = found.contract("billed", of="mean")
    assert mean[0] == pytest.approx(10 * (1 - hazard), abs=0.5)
    # Whatever the draw: billed = received net of prepayment + credited + lost + still due.
    billed_sum, received = sum(mean), sum(found.tenant("received", of="mean"))
    credited = 30 - found.tenant("prepayments", of="mean")[-1]
    lost = sum(found.tenant("credit_loss", of="mean"))
    due = found.tenant("receivables", of="mean")[-1]
    assert billed_sum == pytest.approx(received - 30 + credited + lost + due, abs=1e-6)


def test_notice_is_first_given_in_the_month_of_the_lock_in_and_the_fee_in_the_last_bill(
    run: Runner,
) -> None:
    # Nobody stays: the tenant leaves as soon as it may, with two bills.
    lease = contract(
        price=10, lock_in=4, tenant_notice=3, tenant_exit_rate=1, termination_fee="2 bills"
    )
    found = run(plan(12, facilities=[facility()], tenants=[tenant(lease)]), "--draws", "512")
    assert found.contract("billed", of="mean") == near([10.0] * 6 + [30.0] + [0.0] * 5)
    assert found.contract("billed") == near([10.0] * 12)
    assert found.contract("delivered", of="mean")[7:] == near([0.0] * 5)
    # The landlord pays its own fee.
    lease = contract(price=10, lock_in=1, landlord_notice=2, landlord_exit_rate=1, landlord_fee=7)
    found = run(plan(12, facilities=[facility()], tenants=[tenant(lease)]), "--draws", "512")
    assert sum(found.line("fcff", of="mean")) == near(30 - 7)
    assert days(0) == 31
