"""Who may leave, and how far a contract binds: MODEL.md B5."""

from typing import Any

import numpy as np
import pytest

from planner.domain.contract import Contract
from planner.engine.enforceable_term import ExitRights, enforceable_ends, exit_rights
from tests.engine.contract_months import down

LAST = np.array([9])


def rights(bill: float = 1.0, **fields: Any) -> ExitRights:
    """Of a contract of ten months with one fixed bill a month."""
    contract = Contract.model_validate({"id": "contract", "term": 10} | fields)
    bills = down([bill] * 10)
    return exit_rights(contract, bills, bills)


def ends_of(**fields: Any) -> list[int] | None:
    ends = enforceable_ends(rights(**fields), LAST, 10)
    return None if ends is None else ends[:, 0].tolist()


def test_where_both_may_leave_the_longer_notice_binds_from_the_lock_in_on() -> None:
    # lock-in 2, n = 3: months 0 … 4 are sure at signing; from month 2 on the notice rolls.
    sure = [4, 4, 4, 5, 6, 7, 8, 9, 9, 9]
    assert ends_of(lock_in=2, landlord_notice=3, tenant_notice=1) == sure
    assert ends_of(lock_in=2, landlord_notice=1, tenant_notice=3) == sure


def test_where_the_tenant_alone_may_leave_its_own_notice_binds() -> None:
    assert ends_of(lock_in=2, tenant_notice=2) == [3, 3, 3, 4, 5, 6, 7, 8, 9, 9]


@pytest.mark.parametrize("fields", [{}, {"landlord_notice": 3}], ids=["nobody", "landlord"])
def test_where_the_tenant_may_not_leave_the_stated_term_binds(fields: dict[str, Any]) -> None:
    assert ends_of(**fields) is None


def test_a_notice_of_no_months_binds_for_none() -> None:
    assert ends_of(tenant_notice=0) == [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8]


def test_a_lock_in_longer_than_the_term_binds_to_its_end() -> None:
    assert ends_of(lock_in=40, tenant_notice=1) == [9] * 10


@pytest.mark.parametrize(("fee", "is_held"), [(0, False), (1.0, False), (1.01, True)])
def test_a_fee_above_a_tenth_of_the_remaining_bills_holds_the_tenant(
    fee: float, is_held: bool
) -> None:
    # Ten bills of 1 remain at signing: a fee of 1.00 is a tenth of them, one of 1.01 is above it.
    found = rights(tenant_notice=3, termination_fee=fee)
    assert found.tenant_is_held.tolist() == [is_held]
    assert found.landlord_is_held.tolist() == [False]
    assert (enforceable_ends(found, LAST, 10) is None) is is_held


def test_a_landlord_that_is_held_leaves_the_tenants_own_notice() -> None:
    fields = {"landlord_notice": 5, "tenant_notice": 2}
    assert ends_of(**fields) == [4, 5, 6, 7, 8, 9, 9, 9, 9, 9]
    assert ends_of(**fields, landlord_fee=2.0) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert rights(**fields, landlord_fee=2.0).landlord_is_held.all()


def test_a_fee_in_bills_is_priced_at_the_earliest_exit() -> None:
    # Lock-in 1, notice 2: month 2 is the last billed one at the earliest, and its bill is 3.
    contract = Contract.model_validate(
        {"id": "contract", "lock_in": 1, "tenant_notice": 2, "termination_fee": "1 bills"}
    )
    dear = down([1, 1, 3, 1, 1, 1, 1, 1, 1, 1])
    cheap = down([3, 3, 1, 1, 1, 1, 1, 1, 1, 1])
    assert exit_rights(contract, dear, dear).tenant_is_held.tolist() == [True]
    assert exit_rights(contract, cheap, cheap).tenant_is_held.tolist() == [False]


def test_a_fee_may_hold_a_side_in_some_draws_only() -> None:
    contract = Contract.model_validate(
        {"id": "contract", "landlord_notice": 4, "tenant_notice": 2, "landlord_fee": 1.5}
    )
    bills = np.tile([1.0, 2.0], (10, 1))
    found = exit_rights(contract, bills, bills)
    assert found.landlord_is_held.tolist() == [True, False]
    ends = enforceable_ends(found, LAST, 10)
    assert ends is not None
    assert ends[:3].tolist() == [[1, 3], [2, 4], [3, 5]]


def test_a_tenant_held_in_some_draws_is_bound_by_the_stated_term_in_those() -> None:
    contract = Contract.model_validate(
        {"id": "contract", "tenant_notice": 2, "termination_fee": 1.5}
    )
    bills = np.tile([1.0, 2.0], (10, 1))
    ends = enforceable_ends(exit_rights(contract, bills, bills), LAST, 10)
    assert ends is not None
    assert ends[:3].tolist() == [[9, 1], [9, 2], [9, 3]]


def test_a_stated_end_of_its_own_in_each_draw_cuts_the_term() -> None:
    ends = enforceable_ends(rights(tenant_notice=3), np.array([9, 4]), 10)
    assert ends is not None
    assert ends[:5].tolist() == [[2, 2], [3, 3], [4, 4], [5, 4], [6, 4]]
