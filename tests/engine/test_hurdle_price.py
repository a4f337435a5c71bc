"""Worked by hand: what own use of a lease's MW must be worth. MODEL.md B3."""

from typing import Any

import numpy as np
import pytest

from planner.domain.case import case_of
from planner.domain.project import Project
from planner.engine.hurdle_price import hurdle_price
from tests.builders import Stored, contract, facility, figure, phase, plan, run, tenant

LEASE = "tenants/lab/contracts/lease"
RATE = 0.10


def leased(
    settings: Stored | None = None, others: list[Stored] | None = None, **fields: Any
) -> Project:
    """A lease of 60 of 100 MW that pays 1 $m a MW and month for a year; power costs 0.0744 then."""
    hall = phase(it_cost=900, spend=[["start", 1]])
    return plan(
        months=14,
        settings={"discount_rate": RATE} | (settings or {}),
        facilities=[facility(power_price=100, phases=[hall])],
        tenants=[tenant(contracts=[contract(**fields)]), *(others or [])],
    )


def hurdle(project: Project) -> float:
    found = hurdle_price(case_of(project), LEASE)
    assert found is not None
    return found


def test_a_lease_that_is_paid_at_once_is_worth_its_price() -> None:
    assert hurdle(leased()) == pytest.approx(1)
    assert hurdle(leased({"tax_rate": 0.25, "loss_treatment": "group_relief"})) == pytest.approx(1)


def test_late_payment_lowers_it_and_prepayment_raises_it() -> None:
    assert hurdle(leased(payment_lag=2)) == pytest.approx(1.1 ** (-2 / 12))
    # 120 in January; the bills of January and February are set against it.
    early = hurdle(leased(signed="2027-01", start="2027-01-01", prepayment=120, credit_share=1))
    factors = 1.1 ** (-np.arange(1, 13) / 12)
    paid = np.array([120, 0, *[60] * 10])
    assert early == pytest.approx((factors * paid).sum() / (factors * 60).sum())
    assert early > 1


def test_a_fee_that_is_paid_for_less_than_all_its_mw_is_spread_over_what_is_delivered() -> None:
    # The fee of 60 is due in full though 57 of 60 MW are delivered.
    project = leased(basis="fixed_fee", price=60, availability_allowance=0.9)
    project = project.replacing_at("facilities/site/availability", 0.57)
    assert hurdle(project) == pytest.approx(60 / 57)


@pytest.mark.parametrize("treatment", ["group_relief", "carry_forward"])
def test_own_use_of_that_worth_makes_the_value_to_the_owner_equal(treatment: str) -> None:
    taxed: Stored = {"tax_rate": 0.25, "loss_treatment": treatment}
    project = leased(taxed, ramp=[0.5], payment_lag=1, escalator=0.02, price=1.7)
    with_lease = run(project)
    own = tenant(
        "own",
        kind="internal",
        demand=[["2027-01", 30], ["2027-02", 60], ["2028-01", 0]],
        value=hurdle(project),
    )
    instead = project.replacing_at("tenants", [own])
    assert figure(run(instead), "value_to_owner") == pytest.approx(
        figure(with_lease, "value_to_owner")
    )


def test_what_follows_on_the_lease_does_not_count() -> None:
    renewed: Stored = {"after_end": "renew_or_end", "renewal_probability": 1}
    project = leased(term=6, **renewed).replacing_at("market/contract_price", 9)
    assert hurdle(project) == pytest.approx(1)


def test_who_is_served_first_by_price_stays_served() -> None:
    # 120 MW are wanted of 100; the dearer lease goes first, and without its bills still does.
    other = tenant("other", contracts=[contract(price=0.5)])
    project = leased({"allocation": "value"}, [other])
    assert hurdle(project) == pytest.approx(1)


def test_where_nothing_is_delivered_there_is_no_hurdle() -> None:
    project = leased().replacing_at("facilities/site/active", False)
    assert hurdle_price(case_of(project), LEASE) is None


def test_a_contract_that_is_not_there_has_none() -> None:
    with pytest.raises(KeyError):
        hurdle_price(case_of(leased()), "tenants/lab/contracts/other")
