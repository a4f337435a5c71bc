"""Debt service: MODEL.md B7."""

import numpy as np
import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.arrays import Floats, column
from planner.engine.loans import AT_START, LoanTerms, loan_schedule


def loan(amount: float, drawn: int | None, apr: float, interest_only: int, term: int) -> LoanTerms:
    return LoanTerms(column(amount), drawn, apr, interest_only, term)


def listed(values: Floats) -> list[float]:
    return [float(round(value, 6)) for value in values[:, 0]]


def test_a_draw_counts_in_the_opening_of_its_month_which_is_the_first_of_the_term() -> None:
    # 12 % a year, two level payments of 50.751244.
    service = loan_schedule(loan(100, 1, 0.12, 1, 3), 5)
    assert listed(service.draw) == [0, 100, 0, 0, 0]
    assert listed(service.interest) == [0, 1, 1, 0.502488, 0]
    assert listed(service.principal) == [0, 0, 49.751244, 50.248756, 0]
    assert listed(service.balance) == [0, 100, 50.248756, 0, 0]
    assert service.draw_at_start.tolist() == service.opening_debt.tolist() == [0]


def test_a_loan_drawn_at_the_start_brings_its_cash_at_t_0_and_pays_from_month_0() -> None:
    service = loan_schedule(loan(100, AT_START, 0.12, 0, 2), 3)
    assert service.draw_at_start.tolist() == [100]
    assert listed(service.draw) == [0, 0, 0]
    assert listed(service.interest) == [1, 0.502488, 0]


def test_a_loan_drawn_before_the_start_keeps_its_true_age_and_brings_no_cash() -> None:
    service = loan_schedule(loan(100, -1, 0.12, 1, 3), 3)
    assert service.opening_debt.tolist() == [100]
    assert listed(service.principal) == [49.751244, 50.248756, 0]
    older = loan_schedule(loan(100, -2, 0.12, 1, 3), 3)
    assert older.opening_debt == pytest.approx(50.248756, abs=1e-6)
    assert listed(older.interest) == [0.502488, 0, 0]
    assert listed(older.draw) == [0, 0, 0]
    assert older.draw_at_start.tolist() == [0]


def test_interest_only_to_the_end_repays_all_in_the_last_month() -> None:
    service = loan_schedule(loan(100, 0, 0.12, 3, 3), 5)
    assert listed(service.interest) == [1, 1, 1, 0, 0]
    assert listed(service.principal) == [0, 0, 100, 0, 0]
    assert listed(service.balance) == [100, 100, 0, 0, 0]


def test_a_loan_without_interest_is_repaid_evenly() -> None:
    service = loan_schedule(loan(90, 0, 0, 0, 3), 4)
    assert listed(service.principal) == [30, 30, 30, 0]
    assert not service.interest.any()


def test_a_loan_drawn_or_repaid_outside_the_months_leaves_nothing_in_them() -> None:
    for drawn in (4, -10):
        service = loan_schedule(loan(100, drawn, 0.1, 0, 6), 4)
        assert not service.balance.any()
        assert not service.interest.any()
        assert not service.draw.any()
        assert service.opening_debt.tolist() == [0]


def test_draws_of_the_amount_share_one_schedule() -> None:
    drawn = LoanTerms(np.array([100.0, 250.0]), 2, 0.09, 6, 24)
    service, unit = loan_schedule(drawn, 36), loan_schedule(loan(1, 2, 0.09, 6, 24), 36)
    for name in ("draw", "interest", "principal", "balance"):
        assert getattr(service, name) == pytest.approx(getattr(unit, name) * drawn.amount), name


@pytest.mark.parametrize("interest_only", [-1, 7])
def test_interest_only_months_outside_the_term_are_refused(interest_only: int) -> None:
    with pytest.raises(ValueError, match="within its term"):
        loan(100, 0, 0.1, interest_only, 6)


def test_a_term_of_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        loan(100, 0, 0.1, 0, 0)


@given(
    amount=some.floats(0, 1e5),
    drawn=some.one_of(some.none(), some.integers(-100, 100)),
    apr=some.one_of(some.just(0.0), some.floats(1e-3, 1)),
    interest_only=some.integers(0, 60),
    level=some.integers(0, 120),
)
def test_debt_ends_at_0_and_every_month_closes(
    amount: float, drawn: int | None, apr: float, interest_only: int, level: int
) -> None:
    term = max(interest_only + level, 1)
    service = loan_schedule(loan(amount, drawn, apr, interest_only, term), 300)
    assert service.balance[-1, 0] == 0.0
    borrowed = service.opening_debt + service.draw_at_start
    moved = np.cumsum(service.draw - service.principal, axis=0)
    close = 1e-9 * max(amount, 1)
    assert service.balance == pytest.approx(borrowed + moved, abs=close)
    opening = np.concatenate([borrowed[None, :], service.balance[:-1]]) + service.draw
    assert service.interest == pytest.approx(opening * apr / 12, abs=close)
    assert service.principal.min() >= -close


@given(apr=some.floats(1e-3, 0.5), interest_only=some.integers(0, 24), level=some.integers(1, 120))
def test_repayment_is_that_of_numpy_financial(apr: float, interest_only: int, level: int) -> None:
    service = loan_schedule(loan(1000, 0, apr, interest_only, interest_only + level), 200)
    months = np.arange(1, level + 1)
    after = slice(interest_only, interest_only + level)
    judge = numpy_financial
    principal = -judge.ppmt(apr / 12, months, level, 1000.0)
    assert service.principal[after, 0] == pytest.approx(principal, rel=1e-7, abs=1e-6)
    interest = -judge.ipmt(apr / 12, months, level, 1000.0)
    assert service.interest[after, 0] == pytest.approx(interest, rel=1e-7, abs=1e-6)
