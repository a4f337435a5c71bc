"""What follows when a lease runs out, worked by hand through whole plans. MODEL.md B4, B9.

The market lets a MW for 2 $m a month, rising 21 % a year: after k months 2 × 1.21^(k/12), 2.2 after
half a year. The plan begins January 2027; a lease of 10 MW at 1 $m a MW runs for six months.
"""

from typing import Any

import numpy as np
import pytest

from planner.engine.arrays import Floats
from planner.engine.result import Result
from tests.builders import (
    Stored,
    contract,
    facility,
    figure,
    mean,
    phase,
    plan,
    run,
    same,
    series,
    tenant,
)

LEASE = "tenants/lab/contracts/lease"
RENEWAL, RE_LET = f"{LEASE}/renewal", f"{LEASE}/relet"
MARKET: Stored = {"contract_price": 2, "contract_drift": 0.21}
RENEWS: Stored = {"after_end": "renew_or_end", "renewal_probability": 1}
LETS: Stored = {"after_end": "renew_or_relet", "renewal_probability": 0}


def leased(
    months: int = 24, draws: int = 0, market: Stored | None = None, site: Stored | None = None,
    of_tenant: Stored | None = None, **fields: Any,
) -> Result:  # fmt: skip
    """A plan with one lease of 10 MW for six months."""
    lease = contract(**({"mw": 10, "term": 6} | fields))
    return run(
        plan(
            months=months,
            market=MARKET | (market or {}),
            facilities=[facility(**(site or {}))],
            tenants=[tenant(contracts=[lease], **(of_tenant or {}))],
        ),
        draws=draws,
    )


def price(month: int) -> float:
    return float(2 * 1.21 ** (month / 12))


def padded(*runs: tuple[int, float | Floats], months: int = 24) -> Floats:
    """Runs of so many months with an amount each, then nothing."""
    parts = [np.broadcast_to(amount, (count,)) for count, amount in runs]
    done = np.concatenate(parts)
    return np.concatenate([done, np.zeros(months - len(done))])


def test_a_fixed_renewal_takes_the_markets_price_of_its_first_month_and_then_escalates() -> None:
    # 90 % of 2.2 is 1.98 a MW, 19.8 for 10 MW; from its own month 12 on 10 % more.
    result = leased(renewal_factor=0.9, renewal_term=18, escalator=0.1, **RENEWS)
    same(series(result, "billed", LEASE), padded((6, 10)))
    same(series(result, "billed", RENEWAL), padded((6, 0), (12, 19.8), (6, 21.78)))
    same(series(result, "billed"), padded((6, 10), (12, 19.8), (6, 21.78)))


def test_a_floating_renewal_follows_the_market_without_escalator() -> None:
    result = leased(
        renewal_factor=0.9, renewal_term=18, renewal_price="floating", escalator=0.1, **RENEWS
    )
    follows = np.array([10 * 0.9 * price(k) for k in range(6, 24)])
    same(series(result, "billed", RENEWAL), padded((6, 0), (18, follows)))
    # It is recognised as it is invoiced.
    same(series(result, "recognised", RENEWAL), padded((6, 0), (18, follows)))


def test_a_renewal_without_a_term_of_its_own_is_as_long_as_the_original() -> None:
    result = leased(**RENEWS)
    same(series(result, "billed", RENEWAL), padded((6, 0), (6, 22)))


def test_the_length_of_a_lease_between_two_days_is_counted_in_months() -> None:
    # 15 January to 14 July is six months: the renewal runs from 15 July to 14 January 2028.
    result = leased(start="2027-01-15", term=None, end="2027-07-14", market={"contract_drift": 0},
                    **RENEWS)  # fmt: skip
    whole = padded((6, 0), (1, 20 * 17 / 31), (5, 20), (1, 20 * 14 / 31))
    same(series(result, "billed", RENEWAL), whole)


def test_what_age_has_taken_of_the_accelerators_is_taken_of_the_renewals_price() -> None:
    # A year old, they have lost 19 %: 2 × 1.21 × 0.81.
    result = leased(term=12, market={"vintage_decay": 0.19}, **RENEWS)
    same(series(result, "billed", RENEWAL), padded((12, 0), (12, 10 * 2 * 1.21 * 0.81)))


def test_a_refresh_makes_its_share_of_the_accelerators_new_again() -> None:
    # Half is renewed in January 2028: 0.5 × 0.81 + 0.5 × 1.
    renewed = phase(refreshes=[{"id": "r", "month": "2028-01", "replaces": 0.5}])
    result = leased(term=12, market={"vintage_decay": 0.19}, site={"phases": [renewed]}, **RENEWS)
    same(series(result, "billed", RENEWAL)[12:14], [10 * 2 * 1.21 * 0.905] * 2)


def test_a_fixed_fee_is_renewed_at_the_markets_price_of_its_mw() -> None:
    result = leased(basis="fixed_fee", price=15, **RENEWS)
    same(series(result, "billed"), padded((6, 15), (6, 22)))


def test_gpu_hours_are_renewed_at_the_markets_price_whatever_the_hours_of_the_month() -> None:
    result = leased(basis="per_gpu_hour", price=2, accelerators=8000, usage=0.75, **RENEWS)
    same(series(result, "billed")[0], 8000 * 2 * 744 * 0.75 / 1e6)
    same(series(result, "billed", RENEWAL), padded((6, 0), (6, 22 * 0.75)))


def test_a_price_at_the_meter_is_renewed_at_the_markets_price_of_it_power() -> None:
    # 12.5 MW at the meter are 10 MW of IT at a PUE of 1.25; the market's price is per MW of IT.
    result = leased(mw=12.5, mw_basis="facility", site={"pue": 1.25}, **RENEWS)
    same(series(result, "billed"), padded((6, 12.5), (6, 22)))


def test_a_renewal_beyond_the_plan_is_spread_over_all_of_its_term() -> None:
    # The fee of 22 rises by 10 % after a year: 12 × 22 + 6 × 24.2 = 409.2 over 18 months, of which
    # the plan sees eight: 22.7333 each.
    result = leased(
        months=14, basis="fixed_fee", price=15, renewal_term=18, escalator=0.1, **RENEWS
    )
    same(series(result, "recognised", RENEWAL), padded((6, 0), (8, 409.2 / 18), months=14))
    same(series(result, "accrued_revenue")[-1], 8 * (409.2 / 18 - 22))


def test_a_renewal_has_no_ramp_discount_prepayment_or_lock_in() -> None:
    began: Stored = {"ramp": [0.5], "discount": [0.5], "prepayment": 6, "credit_share": 0.5}
    result = leased(**began, **RENEWS)
    same(series(result, "billed"), padded((1, 2.5), (5, 10), (6, 22)))
    same(series(result, "receipts"), padded((1, 6 + 1.25), (1, 5.25), (4, 10), (6, 22)))


def test_both_sides_keep_their_rights_to_leave_without_lock_in() -> None:
    # The lock-in binds the lease to its end. The renewal is left at once: notice in its month 0,
    # one month: it bills that month, and the fee.
    leaving: Stored = {"lock_in": 6, "tenant_notice": 1, "tenant_exit_rate": 1}
    result = leased(draws=512, termination_fee=3, **leaving, **RENEWS)
    same(mean(result, "billed"), padded((6, 10), (1, 25)))


def test_re_letting_waits_out_its_downtime_and_is_let_to_the_market_once() -> None:
    # June is the last month; July and August are empty; from September half the market's price.
    result = leased(downtime=2, relet_factor=0.5, **LETS)
    same(series(result, "billed", LEASE), padded((6, 10)))
    same(series(result, "billed", RE_LET), padded((8, 0), (6, 10 * 0.5 * price(8))))
    same(series(result, "delivered"), padded((6, 10), (2, 0), (6, 10)))


def test_the_market_is_no_one_in_measures_of_concentration() -> None:
    result = leased(downtime=0, **LETS)
    assert series(result, "recognised")[6] > 0
    # From the trailing twelve months the lab's revenue falls out after month 16.
    hhi = series(result, "hhi")
    same(hhi[:17], [10_000] * 17)
    assert np.isnan(hhi[17:]).all()


def test_re_letting_has_no_take_or_pay_or_usage_of_the_tenant_before() -> None:
    result = leased(usage=0.5, take_or_pay=0.9, market={"contract_drift": 0}, **LETS)
    same(series(result, "billed"), padded((6, 9), (6, 20)))


def test_without_draws_the_likelier_branch_is_taken() -> None:
    either: Stored = {"after_end": "renew_or_relet", "relet_factor": 0.5}
    likely = leased(renewal_probability=0.5, **either)
    assert (RENEWAL, "billed") in likely.series
    assert (RE_LET, "billed") not in likely.series
    unlikely = leased(renewal_probability=0.49, **either)
    assert (RE_LET, "billed") in unlikely.series
    assert (RENEWAL, "billed") not in unlikely.series
    same(series(leased(after_end="renew_or_end", renewal_probability=0.49), "billed")[6:], [0] * 18)


@pytest.mark.parametrize("basis", ["per_mw_month", "fixed_fee"])
def test_each_branch_counts_in_the_draws_in_which_it_comes_about(basis: str) -> None:
    # One column decides, stratified in 256 parts a chunk: a quarter of the draws is exact.
    result = leased(
        draws=512, basis=basis, price=10 if basis == "fixed_fee" else 1, take_or_pay=1,
        after_end="renew_or_relet", renewal_probability=0.25, renewal_term=12, downtime=3,
    )  # fmt: skip
    renewed, let = 10 * price(6), 10 * price(9)
    for line in ("billed", "recognised"):
        same(mean(result, line, RENEWAL), padded((6, 0), (12, 0.25 * renewed)))
        same(mean(result, line, RE_LET), padded((9, 0), (12, 0.75 * let)))
    same(mean(result, "balance_check"), np.zeros(24))


def test_a_lease_that_was_left_early_is_neither_renewed_nor_re_let() -> None:
    leaving: Stored = {"tenant_notice": 1, "tenant_exit_rate": 1}
    result = leased(draws=512, **leaving, **LETS)
    same(mean(result, "billed"), padded((1, 10)))


def test_a_tenant_that_failed_neither_renews_nor_pays_its_renewal() -> None:
    failing: Stored = {"default_rate": 0.5}
    result = leased(draws=512, of_tenant=failing, market={"contract_drift": 0}, **RENEWS)
    alive = 0.5 ** (np.arange(1, 13) / 12)
    paid = np.where(np.arange(12) < 6, 10, 20) * alive
    same(mean(result, "billed"), padded((12, paid)), 20 / 256)


def test_renewals_stand_apart_from_the_backlog() -> None:
    result = leased(take_or_pay=1, **RENEWS)
    same(series(result, "backlog_headline"), padded((6, np.arange(50.0, -10.0, -10.0))))
    assert figure(result, "backlog_headline") == 60


def test_a_renewal_competes_at_the_price_it_pays() -> None:
    # From July 22 is paid for 10 MW, 2.2 a MW: more than the 1.5 of the other lease, which
    # paid more than the first lease. The site has 10 MW.
    lab = tenant(contracts=[contract(mw=10, term=6, **RENEWS)])
    other = tenant("other", contracts=[contract(mw=10, price=1.5, term=12)])
    result = run(
        plan(
            settings={"allocation": "value"},
            market=MARKET,
            facilities=[facility(phases=[phase(mw=10)])],
            tenants=[lab, other],
        )
    )
    same(series(result, "delivered", "tenants/other"), padded((6, 10), months=12))
    same(series(result, "delivered", RENEWAL), padded((6, 0), (6, 10), months=12))
