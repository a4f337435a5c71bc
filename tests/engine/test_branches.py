"""Both branches after a contract's end, before they compete for MW. MODEL.md B9.

The market lets a MW for 2 $m a month, rising 21 % a year: 2.2 after half a year, 2.42 after one. A
lease of 10 MW at 1 $m a MW runs for six months from the start of the plan.
"""

from typing import Any

import numpy as np
import pytest

from planner.engine.result import Result
from tests.builders import Stored, contract, facility, phase, plan, run, same, series, tenant

LEASE = "tenants/lab/contracts/lease"
RENEWAL, RE_LET = f"{LEASE}/renewal", f"{LEASE}/relet"
MARKET: Stored = {"contract_price": 2, "contract_drift": 0.21}


def leased(of_tenant: Stored | None = None, draws: int = 0, **fields: Any) -> Result:
    terms: Stored = {"mw": 10, "term": 6, "after_end": "renew_or_relet", "escalator": 0.1}
    lease = contract(**(terms | fields))
    return run(
        plan(
            months=18,
            market=MARKET,
            facilities=[facility()],
            tenants=[tenant(contracts=[lease], **(of_tenant or {}))],
        ),
        draws=draws,
    )


@pytest.mark.parametrize("probability", [0.3, 0.7])
def test_both_are_shown_whichever_is_likelier(probability: float) -> None:
    # Renewal at 0.9 × 2.2 = 1.98 a MW from month 6 for its term of 12; let again at 0.5 × the price
    # of month 8, after a downtime of 2.
    result = leased(
        renewal_probability=probability,
        renewal_factor=0.9,
        relet_factor=0.5,
        downtime=2,
        renewal_term=12,
    )
    again = 10 * 0.5 * 2 * 1.21 ** (8 / 12)
    same(series(result, "branch_billed", RENEWAL), [0] * 6 + [19.8] * 12)
    same(series(result, "branch_billed", RE_LET), [0] * 8 + [again] * 10)
    same(series(result, "branch_contracted", RENEWAL), [0] * 6 + [10] * 12)
    same(series(result, "branch_contracted", RE_LET), [0] * 8 + [10] * 10)
    likelier = RENEWAL if probability >= 0.5 else RE_LET
    same(series(result, "billed", likelier), series(result, "branch_billed", likelier))


def test_a_branch_bills_its_whole_promise_where_the_site_is_too_small() -> None:
    # A site of 4 MW delivers 4 to the lease; before competition the renewal has its 10.
    result = run(
        plan(
            months=8,
            market=MARKET,
            facilities=[facility(phases=[phase(mw=4)])],
            tenants=[
                tenant(
                    contracts=[
                        contract(mw=10, term=6, after_end="renew_or_end", renewal_probability=1)
                    ]
                )
            ],
        )
    )
    same(series(result, "branch_billed", RENEWAL), [0] * 6 + [22] * 2)
    same(series(result, "billed", RENEWAL), [0] * 6 + [8.8] * 2)


def test_the_use_of_a_branch_is_its_tenants() -> None:
    # Per MW and month without take-or-pay: 40 % used of 10 MW at 2.2 $m.
    assert series(leased(usage=0.4), "branch_billed", RENEWAL)[6] == pytest.approx(8.8)
    # A tenant that needs 3 MW uses 3 of the 10; let to the market all are used.
    needs = leased({"demand": 3}, usage=0.4)
    assert series(needs, "branch_billed", RENEWAL)[6] == pytest.approx(6.6)
    assert series(needs, "branch_billed", RE_LET)[6] == pytest.approx(22)


def test_there_is_no_branch_of_what_ends_or_is_terminated() -> None:
    for result in (leased(after_end="ends"), leased(terminated="2027-03")):
        assert not any(name.startswith("branch") for _path, name in result.series)


def test_branches_are_of_the_deterministic_run_alone() -> None:
    bands = leased(draws=512, renewal_probability=0.3).series[RENEWAL, "branch_billed"]
    assert bands.mean is None
    assert np.array_equal(
        bands.deterministic,
        leased(renewal_probability=0.3).series[RENEWAL, "branch_billed"].deterministic,
    )
