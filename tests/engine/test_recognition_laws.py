"""Laws of recognition and backlog on random contracts, and MODEL.md B5 by slow loops as judge."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from numpy.typing import ArrayLike

from planner.domain.contract import Contract
from planner.engine.arrays import Floats, Whole, column
from planner.engine.backlog import (
    contract_backlog,
    expected_backlog,
    performance_obligation,
    recognised_ahead,
)
from planner.engine.enforceable_term import EarlyEnd, enforceable_ends, exit_rights
from planner.engine.recognition import FixedBills, recognised_over_term
from planner.engine.survival import Hazards, survival


def assert_close(found: ArrayLike, expected: ArrayLike) -> None:
    np.testing.assert_allclose(np.asarray(found), np.asarray(expected), rtol=1e-9, atol=1e-7)


@dataclass(frozen=True)
class Case:
    """A random contract in several draws."""

    contract: Contract
    bills: FixedBills
    last: Whole
    ends: Whole | None
    early: EarlyEnd | None

    @property
    def recognised(self) -> Floats:
        return recognised_over_term(self.bills, self.last, self.ends, self.early)

    @property
    def ahead(self) -> Floats:
        return recognised_ahead(self.recognised, self.bills.billed)

    @property
    def months(self) -> int:
        return len(self.bills.promised)

    def __repr__(self) -> str:
        return f"{self.contract.model_dump_json(exclude_defaults=True)} {self.bills} {self.early}"


@some.composite
def cases(draw: some.DrawFn, *, abates: bool = True, ends_early: bool = True) -> Case:
    months = draw(some.integers(1, 16))
    draws = draw(some.integers(1, 3))
    chance = np.random.default_rng(draw(some.integers(0, 2**32 - 1)))
    last = np.array([months - 1])
    if draws > 1 and draw(some.booleans()):
        last = np.append(chance.integers(0, months, draws - 1), months - 1)
    running = np.arange(months)[:, None] <= last
    wide = draws if last.size > 1 or draw(some.booleans()) else 1
    promised = chance.uniform(0, 100, (months, wide)) * (chance.random((months, wide)) < 0.9)
    weight = chance.uniform(0.2, 5, (months, 1)) * (chance.random((months, 1)) < 0.9)
    promised, weight = promised * running, weight * running
    billed, available = promised, None
    if abates and draw(some.booleans()):
        billed = promised * chance.choice([1.0, 1.0, 0.6, 0.0], (months, draws))
        if draw(some.booleans()):
            available = weight * chance.choice([1.0, 0.7, 0.0], (months, draws))
    early = None
    if ends_early and draw(some.booleans()):
        end = chance.integers(-1, months + 2, draws)
        early = EarlyEnd(end, end - chance.integers(-1, 7, draws))
        billed = billed * (np.arange(months)[:, None] <= end)
    notice = some.none() | some.integers(0, 6)
    fee = some.sampled_from([0, 0, 20.0, "1 bills"])
    contract = Contract.model_validate(
        {
            "id": "contract",
            "lock_in": draw(some.integers(0, months + 2)),
            "landlord_notice": draw(notice),
            "tenant_notice": draw(notice),
            "termination_fee": draw(fee),
            "landlord_fee": draw(fee),
        }
    )
    ends = enforceable_ends(exit_rights(contract, promised, promised), last, months)
    bills = FixedBills(promised, billed, weight, available)
    return Case(contract, bills, last, ends, early)


def across(array: Floats, draw: int) -> Floats:
    """(J,): one draw of an array that may be certain."""
    return np.broadcast_to(array, (len(array), max(array.shape[1], draw + 1)))[:, draw]


def end_by_the_model(case: Case, draw: int, month: int) -> int:
    """e_k, read from MODEL.md B5 word by word."""
    contract, promised = case.contract, across(case.bills.promised, draw)
    last = int(case.last[min(draw, case.last.size - 1)])

    def may_leave(notice: int | None, fee: float | str) -> bool:
        if notice is None:
            return False
        if isinstance(fee, str):
            exit_month = max(contract.lock_in + notice - 1, 0)
            fee = float(promised[min(exit_month, len(promised) - 1)])
        return bool(fee <= 0.10 * promised.sum())

    tenant = may_leave(contract.tenant_notice, contract.termination_fee)
    landlord = may_leave(contract.landlord_notice, contract.landlord_fee)
    if not tenant:
        return last
    notices = [contract.tenant_notice or 0]
    if landlord:
        notices.append(contract.landlord_notice or 0)
    return min(last, max(contract.lock_in, month) + max(notices) - 1)


def recognised_by_the_model(case: Case, draw: int) -> list[float]:
    """rec_k = w_k (Σ fixed_j − R_{k−1}) / Σ w_j, j = k … e_k, with sums taken anew each month."""
    bills, early = case.bills, case.early
    promised, billed = across(bills.promised, draw), across(bills.billed, draw)
    weight = across(bills.weight, draw)
    available = weight if bills.made_available is None else across(bills.made_available, draw)
    last = int(case.last[min(draw, case.last.size - 1)])
    is_early = early is not None and early.last[draw] < last
    end = int(early.last[draw]) if early is not None and is_early else last
    ahead, recognised = 0.0, []
    for k in range(case.months):
        if k > end:
            recognised.append(0.0)
            continue
        until = max(end_by_the_model(case, draw, k), k)
        if early is not None and is_early and k >= min(early.known[draw], end):
            until = end
        left = billed[k] + promised[k + 1 : until + 1].sum() - ahead
        measure = available[k] + weight[k + 1 : until + 1].sum()
        if k == end:
            now = left
        elif measure > 0:
            now = available[k] * left / measure
        else:
            now = 0.0
        recognised.append(float(now))
        ahead += now - billed[k]
    return recognised


@settings(max_examples=300)
@given(cases())
def test_recognition_is_the_models_formula_month_by_month(case: Case) -> None:
    recognised = case.recognised
    for draw in range(recognised.shape[1]):
        expected = recognised_by_the_model(case, draw)
        assert_close(recognised[:, draw], expected)


@settings(max_examples=300)
@given(cases())
def test_all_that_is_billed_is_recognised_and_no_more(case: Case) -> None:
    assert_close(case.ahead[-1], 0.0)


@given(cases())
def test_nothing_is_recognised_after_the_end(case: Case) -> None:
    end = case.last if case.early is None else np.minimum(case.early.last, case.last)
    after = np.arange(case.months)[:, None] > end
    assert not (case.recognised * after).any()


@settings(max_examples=300)
@given(cases())
def test_firm_backlog_is_the_models_sum_and_never_above_headline(case: Case) -> None:
    backlog = contract_backlog(case.bills.promised, case.last, case.ends, case.early)
    assert (backlog.firm <= backlog.headline).all()
    assert (backlog.firm >= 0).all()
    for draw in range(backlog.firm.shape[1]):
        promised, early = across(case.bills.promised, draw), case.early
        last = int(case.last[min(draw, case.last.size - 1)])
        for passed in range(case.months + 1):
            stated, until = last, end_by_the_model(case, draw, passed)
            end = last if early is None else int(early.last[draw])
            if early is not None and end < last and min(early.known[draw], end) < passed:
                stated = until = end
            headline, firm = promised[passed : stated + 1].sum(), promised[passed : until + 1].sum()
            assert_close(backlog.headline[passed, draw], headline)
            assert_close(backlog.firm[passed, draw], firm)


@given(cases(abates=False, ends_early=False))
def test_a_contract_delivered_in_full_never_owes_less_than_nothing(case: Case) -> None:
    backlog = contract_backlog(case.bills.promised, case.last, case.ends)
    notices = (case.contract.tenant_notice, case.contract.landlord_notice)
    if 0 in notices:
        # A notice of no months binds nothing, yet the month that is delivered is recognised.
        return
    owed = performance_obligation(backlog.firm, case.ahead)
    assert (owed >= -1e-7).all()


@given(cases(), some.floats(0, 1), some.floats(0, 1), some.integers(-8, 8))
def test_expected_backlog_is_never_above_what_is_left_to_bill(
    case: Case, exit_rate: float, default_rate: float, first: int
) -> None:
    hazards = Hazards(
        case.contract.lock_in,
        case.contract.landlord_notice,
        column(exit_rate),
        case.contract.tenant_notice,
        column(exit_rate),
        column(default_rate),
    )
    chance = survival(hazards, np.array([first]), case.months)
    expected = expected_backlog(case.bills.promised, chance)
    left = contract_backlog(case.bills.promised, case.last, None).headline
    assert (expected <= left + 1e-9).all()
    assert (np.diff(expected, axis=0) <= 0).all()
    certain = expected_backlog(case.bills.promised, np.ones((case.months, 1)))
    assert_close(certain, left)


@given(cases(abates=False, ends_early=False), some.floats(0.01, 100))
def test_recognition_scales_with_money_and_not_with_its_measure(case: Case, factor: float) -> None:
    bills = case.bills
    richer = replace(bills, promised=bills.promised * factor, billed=bills.billed * factor)
    heavier = replace(bills, weight=bills.weight * factor)
    once = case.recognised
    twice = recognised_over_term(richer, case.last, case.ends)
    same = recognised_over_term(heavier, case.last, case.ends)
    assert_close(twice, once * factor)
    assert_close(same, once)
